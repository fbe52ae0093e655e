"""A Markdown extension for Zensical, which reads the links of raw HTML as it reads Markdown's: from
the page's file. MkDocs leaves them alone, so that they begin at the page's address.

Where the two differ (`register.md` is shown as `register/`) links are written here as Zensical
wants them, and lead where MkDocs' do. The last line of a staged page names the folder of its
address.
"""

from __future__ import annotations

import posixpath
import re
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MARK = re.compile(r"<!--preuve-address (.*)-->")
_BEFORE_ALL, _AFTER_ALL = 1000, -1000

_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
_TAG = re.compile(rf"<!--|<([a-z][^\s/>]*)(?:[\s/]+(?:{_ATTRIBUTE.pattern})?)*>", re.IGNORECASE)
_ENDS = {"": "-->", **{name: f"</{name}" for name in ("script", "style", "textarea", "title")}}
"""What ends a text that only looks like HTML, by the element that it stands in; a comment is ""."""
_REWRITTEN = ("href", "src")
"""The attributes that Zensical reads, of any element; `srcset` of pictures too."""
_READ_BY_MKDOCS = {"a": "href", "img": "src"}
"""Those of Markdown itself: both builders read them from the page's file."""


def marked(text: str, name: str) -> str:
    """Return a page's text with the folder of its address in its last line."""
    return f"{text}\n\n<!--preuve-address {name}-->\n"


class RawLinks(Extension):
    """Writes links of raw HTML as Zensical reads them."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Register what takes the mark off, and what uses it."""
        address = _TakeAddress(md)
        md.preprocessors.register(address, "preuve_address", _BEFORE_ALL)
        md.treeprocessors.register(_Rewrite(md, address), "preuve_raw_links", _AFTER_ALL)


class _TakeAddress(Preprocessor):
    folder = ""

    def run(self, lines: list[str]) -> list[str]:
        mark = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].strip()), -1)
        found = _MARK.fullmatch(lines[mark]) if mark >= 0 else None
        self.folder = found[1] if found else ""
        return lines[:mark] if found else lines


class _Rewrite(Treeprocessor):
    """Comes last: all raw HTML is kept aside by then, and not yet put back."""

    def __init__(self, md: Markdown, address: _TakeAddress) -> None:
        super().__init__(md)
        self._address = address

    def run(self, root: Element) -> None:
        folder = self._address.folder
        if not folder:
            return
        blocks = self.md.htmlStash.rawHtmlBlocks
        blocks[:] = [
            rewritten(block, folder) if isinstance(block, str) and "=" in block else block
            for block in blocks
        ]
        for element in root.iter():  # HTML that holds Markdown is part of the tree
            for name in _REWRITTEN:
                if name in element.attrib and _READ_BY_MKDOCS.get(element.tag) != name:
                    element.set(name, from_file(element.attrib[name], folder))


def rewritten(html: str, folder: str) -> str:
    """Return HTML whose links begin at a page's file, not at the folder of its address."""
    parts, at = [], 0
    while (tag := _TAG.search(html, at)) is not None:
        name = (tag[1] or "").lower()
        parts += [html[at : tag.start()], _tag(tag[0], name, folder) if name else tag[0]]
        at = tag.end()
        if name in _ENDS:  # what is inside is no HTML
            end = re.compile(_ENDS[name], re.IGNORECASE).search(html, at)
            stop = end.start() if end else len(html)
            parts.append(html[at:stop])
            at = stop
    return "".join([*parts, html[at:]])


def _tag(tag: str, name: str, folder: str) -> str:
    def attribute(match: re.Match[str]) -> str:
        written, value = match[1].lower(), match[3]
        if value is None:
            return match[0]
        plain = unescape(value[1:-1] if value[0] in "\"'" else value)
        if written in _REWRITTEN:
            moved = from_file(plain, folder)
        elif written == "srcset" and name == "img":
            moved = re.sub(
                r"(^|,)(\s*)([^\s,]+)",
                lambda part: part[1] + part[2] + from_file(part[3], folder),
                plain,
            )
        else:
            return match[0]
        return match[0] if moved == plain else f'{match[1]}{match[2]}"{escape(moved)}"'

    head = len(name) + 1
    return tag[:head] + _ATTRIBUTE.sub(attribute, tag[head:-1]) + ">"


def from_file(link: str, folder: str) -> str:
    """Return a link as it is written from a page's file.

    Args:
        link: as it is written from the page's address.
        folder: the last part of that address: `register` for `register/`, of `register.md`.

    Returns:
        The same goal; what names no way through the site, or a page by its file, is left alone.

    """
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return link
    path = parts.path
    if parts.scheme or parts.netloc or not path or path.startswith("/") or path.endswith(".md"):
        return link
    moved = posixpath.normpath(posixpath.join(folder, path))
    if path.rpartition("/")[2] in {"", ".", ".."}:
        moved += "/"
    return parts._replace(path=moved).geturl()


def makeExtension(**options: object) -> RawLinks:  # noqa: N802 - Markdown's own name
    """Return the extension, as Markdown asks for it."""
    return RawLinks(**options)
