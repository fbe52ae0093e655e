"""HTML of which nothing is left but its text, its structure and links to the web:
what a document is shown as.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

_KEPT = frozenset(
    (  # noqa: SIM905 - one a line they would fill a page
        "p ul ol li dl dt dd table thead tbody tfoot tr th td caption strong b em i u s del ins "
        "sub sup code pre blockquote h3 h4 h5 h6 a"
    ).split()
)
_EMPTY = frozenset({"br", "hr"})
_DROPPED = frozenset(
    (  # noqa: SIM905 - one a line they would fill a page
        "script style template noscript title object svg math iframe select"
    ).split()
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FIRST_HEADING = 3
"""The page has its own title and sections above."""
_INSIDE = {"ul": ("li",), "ol": ("li",), "dl": ("dd", "dt")}
"""What alone stands in a list; the first is put around anything else."""
_LIST_OF = {"li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}}
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
        self._degrees: list[str] = []
        """The headings above the text that comes next, of one degree each."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped.append(tag)
        if self._dropped or self.left < 0:
            return
        values = {name: value or "" for name, value in attrs}
        if tag in _HEADINGS:
            tag = self._heading(tag)
        elif tag in _LIST_OF:
            tag = self._entry(tag)
        if tag == "img" and values.get("alt"):
            self.handle_data(f"[{values['alt']}]")
        elif tag in _EMPTY:
            self._into_an_entry(tag)
            self._parts.append(f"<{tag}>")
        elif tag in _KEPT and len(self._open) < _MOST_DEPTH:
            self._into_an_entry(tag)
            self._open.append(tag)
            self._parts.append(f"<{tag}{_attributes(tag, values)}>")

    def _heading(self, tag: str) -> str:
        """Return the heading of our page for one of the document: none of its degrees is left out,
        whichever it began with.
        """
        self._degrees = [*(above for above in self._degrees if above < tag), tag]
        return f"h{min(_FIRST_HEADING - 1 + len(self._degrees), len(_HEADINGS))}"

    def _entry(self, tag: str) -> str:
        """End the entry before one of a list; an entry of no list is a paragraph."""
        lists = [rank for rank, name in enumerate(self._open) if name in _LIST_OF[tag]]
        if not lists:
            return "p"
        while len(self._open) > lists[-1] + 1 and any(
            name in _LIST_OF for name in self._open[lists[-1] + 1 :]
        ):
            self._close()
        return tag

    def _into_an_entry(self, tag: str = "") -> None:
        """Begin an entry, where what comes next would stand in a list without one."""
        allowed = _INSIDE.get(self._open[-1] if self._open else "", ())
        if allowed and tag not in allowed:
            self._open.append(allowed[0])
            self._parts.append(f"<{allowed[0]}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _DROPPED:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            if tag == self._dropped[-1]:
                self._dropped.pop()
            return
        if tag in _HEADINGS:
            tag = next((name for name in reversed(self._open) if name in _HEADINGS), tag)
        elif tag in _LIST_OF and tag not in self._open:
            tag = "p"
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
        if data and not data.isspace():
            self._into_an_entry()
        self._parts.append(escape(data))

    def _close(self) -> str:
        tag = self._open.pop()
        begun = -2 if self._parts[-1].isspace() else -1
        if tag == "th" and self._parts[begun].startswith("<th"):  # it heads nothing
            self._parts[begun] = f"<td{self._parts[begun][3:]}"
            self._parts.append("</td>")
        else:
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
