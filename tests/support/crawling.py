"""What the pages of a built site lead to: every goal of every link, so that two sites can be
compared by them.
"""

from __future__ import annotations

import posixpath
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

_ATTRIBUTES = ("href", "src", "srcset", "poster", "data", "action", "cite")


class Goal(NamedTuple):
    """What an element of a page leads to."""

    page: str
    tag: str
    attribute: str
    goal: str
    """An address on the web, or a file of the site with the place in it."""
    there: bool
    """Whether the site has the file; what lies elsewhere is not asked for."""


class _Links(HTMLParser):
    """The addresses in a page's text (`<article>`), the menu, the foot."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"link", "script"}:  # the theme's own files have other names in each builder
            return
        for name, value in attrs:
            if name in _ATTRIBUTES and value is not None:
                parts = value.split(",") if name == "srcset" else [value]
                self.links += [(tag, name, part.split()[0]) for part in parts if part.strip()]


def goals(site: Path) -> set[Goal]:
    """Return what all pages of a site lead to; of the page for addresses that are none, nothing:
    a server shows it in any folder.
    """
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    return {
        _goal(name, link, files)
        for name in sorted(files)
        if name.endswith(".html") and name != "404.html"
        for link in _links(site / name)
    }


def _links(file: Path) -> list[tuple[str, str, str]]:
    page = _Links()
    page.feed(file.read_text(encoding="utf-8"))
    return page.links


def _goal(page: str, link: tuple[str, str, str], files: set[str]) -> Goal:
    tag, attribute, address = link
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or address.startswith("/"):
        return Goal(page, tag, attribute, address, there=True)
    path = unquote(parts.path)
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    index = posixpath.normpath(posixpath.join(goal, "index.html"))
    goal = index if index in files else goal
    place = f"#{unquote(parts.fragment)}" if parts.fragment else ""
    return Goal(page, tag, attribute, goal + place, goal in files)
