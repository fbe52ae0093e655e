"""The files of a site's pages as they were written:
their front matter, their text, their titles.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import yaml

from preuve.core.errors import PreuveError
from preuve.core.words import say
from preuve.page.urls import without_ending

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preuve.page.urls import Site

_HEAD = re.compile(r"---[ \t]*\n(.*?\n)?(?:\.\.\.|---)[ \t]*\n", re.DOTALL)
_PAGE, _FILE = "page", "page.file"
_HOME = frozenset({"index.md", "README.md"})


class OnlyOfBuilderError(PreuveError):
    """A macro asks for what a builder alone knows, which is given the pages afterwards."""

    def __init__(self, name: str) -> None:
        """Take what is asked for."""
        super().__init__(
            say("{name} is known to the builder only, which is given the page later.", name=name)
        )


class PageFile(NamedTuple):
    """Where a page is, by the names that mkdocs-macros' own pages use."""

    src_uri: str
    content_string: str
    generated_by: str | None
    """What made a page that nobody wrote."""
    page: SourcePage

    @property
    def src_path(self) -> str:
        """Return the same path, as older macros ask for it."""
        return self.src_uri

    @property
    def name(self) -> str:
        """Return the file's name without its ending; a README is the index of its folder."""
        name = without_ending(self.src_uri.rpartition("/")[2])
        return "index" if name == "README" else name

    @property
    def url(self) -> str:
        """Return the page's address from the site's top."""
        return self.page.url or "./"

    @property
    def dest_uri(self) -> str:
        """Return where the page is written, below the site's folder."""
        url = self.page.url
        return f"{url}index.html" if not url or url.endswith("/") else url

    @property
    def dest_path(self) -> str:
        """Return the same, as older macros ask for it."""
        return self.dest_uri

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - never returns
        """Refuse with a sentence what only a builder knows."""
        raise _not_here(_FILE, name)


class SourcePage:
    """A page as macros see it: what the builder would tell of it before it is rendered."""

    def __init__(self, uri: str, text: str, site: Site, *, made: bool = False) -> None:
        """Take a page's path below the docs folder and its text."""
        self.file = PageFile(uri, text, "preuve" if made else None, self)
        head = _HEAD.match(text)
        self.head = (head[1] or "") if head else ""
        self.markdown = text[head.end() :] if head else text
        self.meta = _meta(self.head) if head else {}
        if head and self.meta is None:  # what is no front matter is text, for MkDocs too
            self.head, self.markdown, self.meta = "", text, {}
        self.url = site.address(f"{site.docs}/{uri}")
        self.site_url = ""
        self.edit_url: None
        self.menu_title = ""
        self.previous_page: SourcePage | None = None
        self.next_page: SourcePage | None = None
        self.above: tuple[tuple[str, SourcePage], ...] = ()
        """What is above a page that the menu does not know, from the top: a section's title, or
        none, and the page.
        """

    @property
    def title(self) -> str:
        """Return the page's title as a builder finds it: that of the menu, of its front matter,
        its first heading, else its file's name.
        """
        if self.menu_title or self.meta.get("title"):
            return self.menu_title or str(self.meta["title"])
        first = next((line for line in self.markdown.split("\n") if line.strip()), "").strip()
        if first.startswith("# "):
            return first.lstrip("# ")
        if self.is_homepage:
            return "Home"
        name = self.file.name.replace("-", " ").replace("_", " ")
        return name.capitalize() if name == name.lower() else name

    @property
    def is_homepage(self) -> bool:
        """Return whether it is the site's first page."""
        return self.file.src_uri in _HOME

    @property
    def canonical_url(self) -> str | None:
        """Return its whole address, where the site's is known."""
        return urljoin(self.site_url, self.url) if self.site_url else None

    @property
    def abs_url(self) -> str | None:
        """Return its address from the host's top, where the site's is known."""
        return urlsplit(self.canonical_url).path if self.canonical_url else None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - never returns
        """Refuse with a sentence what only a builder knows."""
        raise _not_here(_PAGE, name)

    def staged(self, markdown: str, added: dict[str, Any]) -> str:
        """Return the text for a builder: the front matter as it was,
        what is *added* to it, and what macros drew.
        """
        head = self.head
        if added.keys() & self.meta.keys():
            kept = {key: value for key, value in self.meta.items() if key not in added}
            head = yaml.safe_dump(kept, allow_unicode=True) if kept else ""
        head += "".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in added.items()
        )
        return f"---\n{head}---\n{markdown}" if head else markdown


def menu_titles(menu: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - whatever the file holds
    """Yield the pages that a menu gives a title, with that title."""
    if isinstance(menu, dict):
        for title, target in menu.items():
            if isinstance(target, str):
                yield target, str(title)
            else:
                yield from menu_titles(target)
    elif isinstance(menu, list):
        for entry in menu:
            yield from menu_titles(entry)


def sections(menu: Any, uri: str) -> list[tuple[str, str]] | None:  # noqa: ANN401 - as above
    """Return the sections of a menu around a page, from the top, each by its title and its first
    page; None if the menu does not hold it.
    """
    for entry in menu if isinstance(menu, list) else ():
        for title, below in entry.items() if isinstance(entry, dict) else [("", entry)]:
            if below == uri:
                return []
            if (around := sections(below, uri)) is not None:
                first = next(iter(_pages_of(below)), uri)
                return [(str(title), first), *around]
    return None


def _pages_of(menu: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    if isinstance(menu, list | dict):
        for entry in menu.values() if isinstance(menu, dict) else menu:
            yield from _pages_of(entry)
    else:
        yield str(menu)


def _not_here(name: str, key: str) -> Exception:
    """Return the error of an attribute; Python's own questions are answered as ever."""
    return AttributeError(key) if key.startswith("__") else OnlyOfBuilderError(f"{name}.{key}")


class OnlyOfBuilder:
    """Stands for a name that a builder alone could give, such as `navigation`."""

    def __init__(self, name: str) -> None:
        """Take the name."""
        self._name = name

    def __getattr__(self, key: str) -> Any:  # noqa: ANN401 - never returns
        """Refuse with a sentence."""
        raise _not_here(self._name, key)

    def __iter__(self) -> Any:  # noqa: ANN401 - as above
        """Refuse with a sentence."""
        raise OnlyOfBuilderError(self._name)

    __str__ = __html__ = __bool__ = __len__ = __iter__


def _meta(head: str) -> Any:  # noqa: ANN401 - whatever the team wrote; None where it is no front matter
    try:
        meta = yaml.load(head, yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)  # noqa: S506 - both are safe
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return {} if meta is None else meta if isinstance(meta, dict) else None


class PageFiles:
    """All files of a site, as macros ask for them."""

    def __init__(self, pages: dict[str, SourcePage]) -> None:
        """Take pages by their paths below the docs folder."""
        self._pages = pages

    def get_file_from_path(self, path: str) -> PageFile | None:
        """Return the file of a page, if there is one."""
        page = self._pages.get(path)
        return page.file if page else None

    def __iter__(self) -> Any:  # noqa: ANN401 - an iterator of files
        return iter([page.file for page in self._pages.values()])


def read_page(docs: Path, uri: str, site: Site) -> SourcePage:
    """Return a page as it is on disk; what is no UTF-8 is shown as such signs,
    and is the gate's to refuse.
    """
    text = (docs / uri).read_bytes().decode("utf-8-sig", "replace")
    return SourcePage(uri, text.replace("\r\n", "\n").replace("\r", "\n"), site)
