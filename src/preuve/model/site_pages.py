"""A site's pages as their builder would meet them:
what they link to, what they call, what the menu names.
"""

from __future__ import annotations

import os
from operator import attrgetter
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.model.site_settings import PAGE_ENDINGS
from preuve.reading.braces import Braces, Call, read_braces
from preuve.reading.config_nodes import builder_value
from preuve.reading.markdown_links import NOTE_NAMED, Link, PageLinks, Syntax, scan

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.core.finding import Diagnostic
    from preuve.model.site_settings import SiteSettings
    from preuve.reading import PageTexts

__all__ = ["NOTE_NAMED", "Call", "Link", "SitePage", "SitePages", "read_pages"]

_MAX_PAGES = 20_000
_MAX_LENGTH = 2 * 1024 * 1024
_NOTHING = PageLinks((), frozenset())


class SitePage(NamedTuple):
    """A page: its path below the docs folder, what it links to and calls."""

    uri: str
    links: PageLinks
    braces: Braces
    lines_above: int
    """The lines of the file that stand above the page's text."""
    names: frozenset[str]
    """What its front matter defines."""
    fault: Diagnostic | None = None
    """Why it cannot be read, if it cannot."""


class SitePages(NamedTuple):
    """All pages, and the names of all files below the docs folder."""

    pages: dict[str, SitePage]
    files: frozenset[str]
    made: frozenset[str] = frozenset()
    """Pages that nobody wrote, by the same names."""


def read_pages(root: Path, settings: SiteSettings, texts: PageTexts) -> SitePages:
    """Read every page of a site; one that cannot be read says why.

    Args:
        root: the manual's folder.
        settings: the site's.
        texts: the manual's pages: those that were read already are not read again.

    """
    files: list[str] = []
    pages: dict[str, SitePage] = {}
    waiting, syntax = [""], _syntax(settings)
    while waiting:
        below = waiting.pop()
        entries = _listed(f"{root}/{settings.docs}/{below}")
        waiting += [
            f"{below}{entry.name}/"
            for entry in reversed(entries)
            if entry.is_dir(follow_symlinks=False)
        ]
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) or entry.is_symlink():
                continue
            uri = f"{below}{entry.name}"
            files.append(uri)
            # Of a pipe nothing is read: it would be waited for.
            if uri.endswith(PAGE_ENDINGS) and len(pages) < _MAX_PAGES and entry.is_file():
                pages[uri] = _page(texts, uri, settings, syntax)
    return SitePages(pages, frozenset(files))


def _listed(folder: str) -> list[os.DirEntry[str]]:
    """Return what a folder holds by name, but what is hidden; nothing, where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            shown = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return []
    return sorted(shown, key=attrgetter("name"))


def _unread(uri: str, fault: Diagnostic | None = None) -> SitePage:
    return SitePage(uri, _NOTHING, Braces("", (), (), certain=False), 0, frozenset(), fault)


def _page(texts: PageTexts, uri: str, settings: SiteSettings, syntax: Syntax) -> SitePage:
    macros = settings.macros
    head = texts.page(f"{settings.docs}/{uri}")
    if len(head.text) > _MAX_LENGTH:
        return _unread(uri)
    if head.document.unusable:
        return _unread(uri, head.document.diagnostics[0])
    root = head.document.root
    nodes = getattr(root, "entries", {})
    asked = builder_value(nodes.get("render_macros"))
    text, first = head.body, head.body_line - 1
    drawn = (
        macros is not None
        and asked != False  # noqa: E712 - as mkdocs-macros asks: 0 is false too
        and not any(name.startswith("j2_") for name in macros)
    )
    if drawn and macros is not None and macros.get("render_by_default") is False:
        drawn = asked == True  # noqa: E712 - as above
    braces = (
        read_braces(text)
        if drawn
        else Braces(text, (), (), certain=macros is None or not any("j2_" in n for n in macros))
    )
    return SitePage(uri, scan(braces.text, syntax), braces, first, frozenset(nodes))


def _syntax(settings: SiteSettings) -> Syntax:
    """Return what a site's Markdown knows, by the extensions that are on."""
    names = {name.removeprefix("markdown.extensions.") for name in settings.extensions}
    extra = bool(names & {"extra", "pymdownx.extra"})
    return Syntax(
        attributes=extra or "attr_list" in names,
        slugs=settings.foretells_ids,
        footnotes=extra or "footnotes" in names,
        abbreviations=extra or "abbr" in names,
    )
