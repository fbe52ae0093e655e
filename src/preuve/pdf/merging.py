"""Binds the pages of a built site into one document: each page a leaf, every link turned to where
its page now lies.

Read is what a site of this manual for the disk has: the pages' order, on the first of them, and one
`<article>` a page.
"""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from preuve.core.errors import PreuveError
from preuve.core.system_reasons import system_reason
from preuve.core.words import say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from preuve.core.words import Message

FIRST = "index.html"

BESIDE = "https://beside.invalid/"
"""Stands before the address of a file that lies beside the document:
a browser would make its place on this disk of it.
"""
_NAMES = frozenset({"id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"})


class PrintedPage(NamedTuple):
    """A page of the site, bound."""

    address: str
    """Its path below the site's top: `criteria/criterion-2/indicator-04.html`."""
    title: str
    depth: int
    """0 for a page that stands alone or opens a chapter, 1 for a page of a chapter."""
    html: str

    @property
    def key(self) -> str:
        """Return its name in the document."""
        return key(self.address)


class MergedSite(NamedTuple):
    """The leaves in reading order, and what they need to look right."""

    leaves: tuple[PrintedPage, ...]
    styles: tuple[str, ...]
    language: str


class UnboundError(PreuveError):
    """A page of the site is not as expected."""

    def __init__(self, address: str, reason: Message) -> None:
        super().__init__(say("{file}: {why}", file=address, why=reason))


def key(address: str) -> str:
    """Return a page's name in the document, made from its address."""
    return address.removesuffix(".html").replace("/", "-")


def merge(site: Path, *, below: str = "") -> MergedSite:
    """Bind the pages of a site that was built for the disk, or only those whose address begins with
    *below*.

    Raises:
        UnboundError: a page is missing, or has no article.

    """
    first = _read(site, FIRST)
    order = [address for address in first.order if address.startswith(below)]
    if not order:
        raise UnboundError(below or FIRST, say("there are no such pages, or they have no order"))
    leaves = tuple(_leaf(_read(site, address), order) for address in order)
    return MergedSite(leaves, tuple(first.styles), first.language)


def _read(site: Path, address: str) -> _MergedPage:
    try:
        return _MergedPage(address, (site / address).read_text(encoding="utf-8"))
    except OSError as error:
        raise UnboundError(address, system_reason(error)) from error


class _MergedPage(HTMLParser):
    """What the head of a page says, and its article as a list of tokens."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.address = address
        self.language = "en"
        self.order: list[str] = []
        self.styles: list[str] = []
        self.article: list[_Tag | str] = []
        self._depth = 0
        self._script = False
        self.feed(text)
        self.close()
        if not self.article:
            raise UnboundError(address, say("it is no page of this site"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the head says; keep the article's tags."""
        values = dict(attrs)
        if self._depth:
            self._script = tag == "script"
            if not self._script:
                self.article.append(_Tag(tag, values))
            self._depth += tag == "article"
        elif tag == "article":
            self._depth = 1
        else:
            self._head(tag, values)

    def _head(self, tag: str, values: dict[str, str | None]) -> None:
        href = values.get("href") or ""
        if tag == "html":
            self.language = values.get("lang") or self.language
        elif tag == "link" and values.get("rel") == "stylesheet":
            self.styles.append(_resolve(self.address, href))
        elif tag == "meta" and values.get("name") == "preuve-paper":
            self.order = [unquote(address) for address in (values.get("content") or "").split()]

    def handle_endtag(self, tag: str) -> None:
        """Keep the article's tags, and notice its end."""
        self._depth -= tag == "article" and self._depth > 0
        if self._depth and tag != "script":
            self.article.append(f"</{tag}>")
        self._script = False

    def handle_data(self, data: str) -> None:
        """Keep text as it stands."""
        if self._depth and not self._script:
            self.article.append(data)

    def handle_entityref(self, name: str) -> None:
        """Keep `&eacute;` as it stands."""
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Keep `&#233;` as it stands."""
        self.handle_data(f"&#{name};")


class _Tag(NamedTuple):
    name: str
    values: Mapping[str, str | None]

    def __str__(self) -> str:
        values = "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"'
            for name, value in self.values.items()
        )
        return f"<{self.name}{values}>"


def _leaf(page: _MergedPage, pages: Collection[str]) -> PrintedPage:
    """Turn a page into a leaf of the document in which *pages* lie."""
    folder = dirname(page.address)
    depth = int(
        bool(folder) and not page.address.endswith(f"/{FIRST}") and f"{folder}/{FIRST}" in pages
    )
    html = "".join(
        token if isinstance(token, str) else str(_turned(token, page.address, pages))
        for token in page.article
    )
    html = (
        re.sub(r"(</?h)([1-5])\b", lambda match: f"{match[1]}{int(match[2]) + depth}", html)
        if depth
        else html
    )
    return PrintedPage(page.address, _title(page), depth, html.strip())


def _title(page: _MergedPage) -> str:
    """Return the text of a page's first heading."""
    text: list[str] = []
    inside = False
    for piece in page.article:
        if isinstance(piece, _Tag):
            inside = inside or piece.name == "h1"
        elif piece == "</h1>":
            break
        elif inside and not piece.startswith("</"):
            text.append(piece)
    return " ".join(unescape("".join(text)).split()) or page.address


def _turned(tag: _Tag, address: str, pages: Collection[str]) -> _Tag:
    """Give the ids of a page names of their own,
    and lead its links to where their pages now lie.
    """
    values = dict(tag.values)
    for name in values.keys() & _NAMES:
        values[name] = " ".join(f"{key(address)}--{one}" for one in (values[name] or "").split())
    if tag.name == "img":
        values["src"] = _resolve(address, values.get("src") or "")
    elif "href" in values and not urlsplit(values["href"] or "").scheme:
        href = values.pop("href") or ""
        # A proof's own page is not bound in: on paper its original is named.
        original = values.pop("data-original", None) or href
        values.update(
            {"href": original} if urlsplit(original).scheme else _link(address, original, pages)
        )
    elif tag.name == "details":
        values["open"] = None
    return _Tag(tag.name, values)


def _link(address: str, href: str, pages: Collection[str]) -> dict[str, str]:
    """Return where a link within the site leads now: nowhere, if its page is left out."""
    target = _resolve(address, unquote(urlsplit(href).path)) or address
    place = unquote(urlsplit(href).fragment)
    if target in pages:
        return {"href": f"#{key(target)}" + (f"--{place}" if place else "")}
    return (
        {}
        if target.endswith(".html")
        else {"href": BESIDE + _resolve(address, urlsplit(href).path), "data-beside": target}
    )


def _resolve(address: str, href: str) -> str:
    """Return an address below the site's top, from one relative to a page."""
    return normpath(join(dirname(address), href)) if href else ""
