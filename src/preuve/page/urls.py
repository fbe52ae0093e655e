"""Addresses inside the site, relative to the page that shows them:
the site works in any folder, and from disk.
"""

from __future__ import annotations

from functools import cache
from posixpath import relpath
from typing import NamedTuple
from urllib.parse import quote

from preuve.model.site_settings import DOCS_FOLDER, PAGE_ENDINGS


class Site(NamedTuple):
    """How the site names its pages."""

    directory_urls: bool = True
    """`indicator-01/` rather than `indicator-01.html`."""
    docs: str = DOCS_FOLDER
    """The folder of the pages, from the manual's."""

    def address(self, page: str) -> str:
        """Return the address, from the site's top, of a page given by its path below the manual's
        root; those that Preuve names itself are below `docs`, wherever the manual's are.
        """
        top = self.docs if page.startswith(f"{self.docs}/") else DOCS_FOLDER
        path = without_ending(page.removeprefix(f"{top}/"))
        folder, _, name = path.rpartition("/")
        prefix = f"{folder}/" if folder else ""
        if name in {"index", "README"}:
            return prefix if self.directory_urls else f"{prefix}index.html"
        return f"{path}/" if self.directory_urls else f"{path}.html"


def without_ending(page: str) -> str:
    """Return a page's path without what says that it is one."""
    ending = next((ending for ending in PAGE_ENDINGS if page.endswith(ending)), "")
    return page.removesuffix(ending)


class PageContext(NamedTuple):
    """The page that speaks: its path, its address and, if it is about one, its indicator."""

    path: str
    site: Site
    indicator: int | None = None

    def to_page(self, page: str, anchor: str = "") -> str:
        """Return the way to a page given by its path below the manual's root."""
        return quote(self._to(self.site.address(page))) + (f"#{quote(anchor)}" if anchor else "")

    def to_file(self, file: str) -> str:
        """Return the way to a file published under its own path."""
        return quote(self._to(file))

    def _to(self, target: str) -> str:
        return _href(self.site.address(self.path).rpartition("/")[0], target)


@cache
def _href(folder: str, target: str) -> str:
    """Return the way from a folder to a target, both from the site's top.
    Pages of one folder link to the same ones.
    """
    href = relpath(target or ".", folder or ".")
    return f"{href}/" if target.endswith("/") or not target else href
