"""The files of a site's pages as they were written:
their front matter, their text, their titles.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.page.urls import Site

_HEAD = re.compile(r"---[ \t]*\n(.*?\n)?(?:\.\.\.|---)[ \t]*\n", re.DOTALL)
_TITLE = re.compile(r"^ {0,3}# +(.+?)(?: +#+)? *(?:\{[^}\n]*\} *)?$", re.MULTILINE)


class PageFile(NamedTuple):
    """Where a page is, by the names that mkdocs-macros' own pages use."""

    src_uri: str
    content_string: str
    generated_by: str | None
    """What made a page that nobody wrote."""
    page: Any

    @property
    def src_path(self) -> str:
        """Return the same path, as older macros ask for it."""
        return self.src_uri


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
        self.url = site.address(f"docs/{uri}")
        self.previous_page: SourcePage | None = None
        self.next_page: SourcePage | None = None

    @property
    def title(self) -> str:
        """Return the page's title: that of its front matter,
        else its first heading, else its file's name.
        """
        if self.meta.get("title"):
            return str(self.meta["title"])
        heading = _TITLE.search(self.markdown)
        return (
            heading[1].strip()
            if heading
            else self.file.src_uri.rpartition("/")[2].removesuffix(".md")
        )

    def staged(self, markdown: str, added: dict[str, Any]) -> str:
        """Return the text for a builder: the front matter as it was,
        what is *added* to it, and what macros drew.
        """
        lines = "".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in added.items()
        )
        head = f"{self.head}{lines}"
        return f"---\n{head}---\n{markdown}" if head else markdown


def _meta(head: str) -> Any:  # noqa: ANN401 - whatever the team wrote; None where it is no front matter
    try:
        meta = yaml.load(head, yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)  # noqa: S506 - both are safe
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return {} if meta is None else meta if isinstance(meta, dict) else None


class PageFiles:
    """All pages of a site, as macros ask for them."""

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
