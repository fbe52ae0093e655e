"""HTML of which nothing is left but its text, its structure and links to the web:
what a document is shown as.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

_KEPT = frozenset(
    {
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "caption",
        "strong",
        "b",
        "em",
        "i",
        "u",
        "s",
        "del",
        "ins",
        "sub",
        "sup",
        "code",
        "pre",
        "blockquote",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
    }
)
_EMPTY = frozenset({"br", "hr"})
_DROPPED = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "title",
        "object",
        "svg",
        "math",
        "iframe",
        "select",
    }
)
_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}
"""The page has its own title and sections above."""
_SPANS = ("colspan", "rowspan")
_MOST_DEPTH = 60
_MOST_SPAN = 200


def sanitized(html: str, most: int) -> tuple[str, bool]:
    """Return HTML that can do nothing, and whether it was cut.

    Args:
        html: whatever a converter made, or somebody wrote.
        most: letters of text after which it ends.

    """
    cleaner = _Cleaner(most)
    cleaner.feed(html)
    cleaner.close()
    return cleaner.finished(), cleaner.left < 0


class _Cleaner(HTMLParser):
    def __init__(self, most: int) -> None:
        super().__init__(convert_charrefs=True)
        self.left = most
        self._parts: list[str] = []
        self._open: list[str] = []
        self._dropped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped.append(tag)
        if self._dropped or self.left < 0:
            return
        values = {name: value or "" for name, value in attrs}
        tag = _HEADINGS.get(tag, tag)
        if tag == "img" and values.get("alt"):
            self.handle_data(f"[{values['alt']}]")
        elif tag in _EMPTY:
            self._parts.append(f"<{tag}>")
        elif tag in _KEPT and len(self._open) < _MOST_DEPTH:
            self._open.append(tag)
            self._parts.append(f"<{tag}{_attributes(tag, values)}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _DROPPED:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            if tag == self._dropped[-1]:
                self._dropped.pop()
            return
        tag = _HEADINGS.get(tag, tag)
        if tag in self._open:
            while self._close() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._dropped or self.left < 0:
            return
        if len(data) > self.left:
            data = f"{data[: self.left]} …"
            self.left = -1
        else:
            self.left -= len(data)
        self._parts.append(escape(data))

    def _close(self) -> str:
        tag = self._open.pop()
        self._parts.append(f"</{tag}>")
        return tag

    def finished(self) -> str:
        """Return the whole, every element closed."""
        while self._open:
            self._close()
        return "".join(self._parts)


def _attributes(tag: str, values: dict[str, str]) -> str:
    if tag == "a":
        href = values.get("href", "").strip()
        return f' href="{escape(href)}" rel="noopener noreferrer external"' if _is_web(href) else ""
    if tag in {"td", "th"}:
        spans = {
            name: int(values[name])
            for name in _SPANS
            if values.get(name, "").isascii() and values.get(name, "").isdigit()
        }
        return "".join(
            f' {name}="{min(span, _MOST_SPAN)}"' for name, span in spans.items() if span > 1
        )
    return ""


def _is_web(href: str) -> bool:
    """Return whether an address leads to a page on the web: a host, no user part."""
    try:
        parts = urlsplit(href)
        return (
            parts.scheme in {"https", "http"} and bool(parts.hostname) and "@" not in parts.netloc
        )
    except ValueError:
        return False
