"""A site's pages as their builder would meet them:
what they link to, what they call, what the menu names.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.reading.braces import Braces, Call, read_braces
from preuve.reading.config_nodes import builder_value
from preuve.reading.markdown_links import Link, PageLinks, scan
from preuve.reading.yaml_files import read_page

if TYPE_CHECKING:
    from preuve.core.finding import Diagnostic
    from preuve.model.site_settings import SiteSettings

__all__ = ["Call", "Link", "SitePage", "SitePages", "read_pages"]

_MAX_PAGES = 20_000
_MAX_BYTES = 2 * 1024 * 1024
_NOTHING = PageLinks((), frozenset())


class SitePage(NamedTuple):
    """A page: its path below the docs folder, what it links to and calls."""

    uri: str
    links: PageLinks
    braces: Braces
    first_line: int
    """The line of the file on which the page's text begins, less one."""
    names: frozenset[str]
    """What its front matter defines."""
    fault: Diagnostic | None = None
    """Why it cannot be read, if it cannot."""


class SitePages(NamedTuple):
    """All pages, and the names of all files below the docs folder."""

    pages: dict[str, SitePage]
    files: frozenset[str]


def read_pages(root: Path, settings: SiteSettings) -> SitePages:
    """Read every page of a site; one that cannot be read says why."""
    docs = root / settings.docs
    files: list[str] = []
    pages: dict[str, SitePage] = {}
    for folder, below, names in os.walk(docs):
        below[:] = sorted(
            name
            for name in below
            if not name.startswith(".") and not Path(folder, name).is_symlink()
        )
        for name in sorted(names):
            file = Path(folder, name)
            if name.startswith(".") or file.is_symlink():
                continue
            uri = file.relative_to(docs).as_posix()
            files.append(uri)
            if (
                name.endswith((".md", ".markdown", ".mdown", ".mkdn", ".mkd"))
                and len(pages) < _MAX_PAGES
            ):
                pages[uri] = _page(file, uri, settings)
    return SitePages(pages, frozenset(files))


def _page(file: Path, uri: str, settings: SiteSettings) -> SitePage:
    macros = settings.macros
    slugs = "slugify" not in settings.extensions.get("toc", {})
    attributes = bool(
        settings.extensions.keys() & {"attr_list", "extra", "markdown.extensions.attr_list"}
    )
    if file.is_symlink() or not file.is_file() or file.stat().st_size > _MAX_BYTES:
        return SitePage(uri, _NOTHING, Braces("", (), (), certain=False), 0, frozenset())
    head = read_page(file, f"{settings.docs}/{uri}")
    if head.document.unusable:
        fault = head.document.diagnostics[0]
        return SitePage(uri, _NOTHING, Braces("", (), (), certain=False), 0, frozenset(), fault)
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
    return SitePage(
        uri, scan(braces.text, attributes=attributes, slugs=slugs), braces, first, frozenset(nodes)
    )
