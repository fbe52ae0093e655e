"""The places where we reach into MkDocs and mkdocs-macros further than they document. One more is
`site/one_page.py`, which goes the steps of a build for one page while it is written, and is done
without where it cannot.

| seam | what it reaches into | what it is for |
|---|---|---|
| `patch_theme` | `Theme.get_env` | templates stay compiled; 14,000 icons are not listed |
| `ask_git_when_named` | `mkdocs_macros`' `get_git_info` | git is not asked for what no page names |
| `skip_jinja`, `forget_skip` | `render_macros: 0` in mkdocs-macros | a drawn page passes no Jinja |
| `declare_anchors` | `Page.present_anchor_ids` | anchors of what macros drew need no parsing |
| `keep_sections` | Material's search's `Parser` | a page that is as it was is not parsed again |

All save time and change no byte of a site. `PREUVE_PLAIN_MKDOCS=1` in the environment builds
without them: to be typed when a new MkDocs breaks one, until there is a Preuve that knows it.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemBytecodeCache, FileSystemLoader

from preuve.core.digest import digest_of
from preuve.core.writing import write_whole
from preuve.page.raw_blocks import anchors

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page
    from mkdocs.theme import Theme

SWITCH = "PREUVE_PLAIN_MKDOCS"
"""Names the variable that builds without the seams, whatever it holds."""

_DRAWN = 0  # what mkdocs-macros takes for `render_macros: false`, and no page says so


def is_plain() -> bool:
    """Return whether the build is to do without the seams."""
    return bool(os.environ.get(SWITCH))


class _VisibleFiles(FileSystemLoader):
    """Lists a theme's files without those that MkDocs leaves out for the dot in
    front of their folder's name.
    """

    def list_templates(self) -> list[str]:
        names: set[str] = set()
        for top in self.searchpath:
            for folder, below, files in os.walk(top):
                below[:] = [name for name in below if not name.startswith(".")]
                names.update(Path(folder, name).relative_to(top).as_posix() for name in files)
        return sorted(names)


def patch_theme(theme: Theme, cache: Path | None) -> None:
    """Give a theme's environment a quicker listing and, where it can be written, a folder for its
    compiled templates.

    Args:
        theme: the theme of the build that begins.
        cache: a folder for compiled templates; None where none can be written.

    """
    if is_plain():
        return
    make = theme.get_env

    def get_env() -> Environment:
        environment = make()
        environment.loader = _VisibleFiles(theme.dirs)
        environment.bytecode_cache = FileSystemBytecodeCache(str(cache)) if cache else None
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]


class GitWhenNamed(dict[str, Any]):
    """What mkdocs-macros knows of the last commit, asked when a page first wants some of it."""

    def __init__(self, ask: Callable[[], dict[str, Any] | None]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, key: str) -> object:
        if not self:
            self.update(
                self._ask() or {"status": False}
            )  # it answers nothing where there is no git
            return self[key]
        raise KeyError(key)


def ask_git_when_named() -> None:
    """Let mkdocs-macros ask git only for a page that shows it.
    Without effect where it does so under another name.
    """
    from mkdocs_macros import context  # noqa: PLC0415 - pages are drawn for builders without it too

    ask = getattr(context, "get_git_info", None)
    if ask is not None and not is_plain() and not isinstance(ask, partial):
        context.get_git_info = partial(GitWhenNamed, ask)


def skip_jinja(page: Page) -> bool:
    """Keep a page from Jinja, until it is drawn, for nothing is left for it to do;
    return whether it will be.
    """
    if is_plain():
        return False
    page.meta["render_macros"] = _DRAWN
    return True


def forget_skip(page: Page) -> None:
    """Take the mark of `skip_jinja` off again: a page's front matter is the team's."""
    if page.meta.get("render_macros") is _DRAWN:
        del page.meta["render_macros"]


def leave_anchors(config: MkDocsConfig) -> None:
    """Without the seams: let MkDocs look for no anchors, since nobody tells it those of macros;
    `preuve check` does look.
    """
    if is_plain():
        config.validation.links.anchors = logging.DEBUG


def declare_anchors(page: Page, html: str) -> None:
    """Tell MkDocs what can be linked to on a page,
    in the HTML that it was not given to parse too.
    """
    if not is_plain():
        page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors(html)


class KeptSections:
    """The sections in which Material's search takes a page, by a digest of the page's HTML.

    Args:
        module: the module of Material's plugin, its own parser in it.
        file: where they are kept between builds; None where nothing can be written.

    """

    def __init__(self, module: Any, file: Path | None) -> None:
        self._module, self._file = module, file
        self._parser = getattr(module.Parser, "preuve_parser", module.Parser)
        own = Path(
            module.__file__
        ).stat()  # another Material, or another Python, may part otherwise
        self._program = f"{own.st_size} {own.st_mtime_ns} {sys.version}"
        self._kept: dict[str, list[list[Any]]] = {}
        self._used: dict[str, list[list[Any]]] = {}
        if file is not None:
            with suppress(OSError, ValueError, RecursionError, TypeError, KeyError):
                kept = json.loads(file.read_bytes())
                self._kept = dict(kept["pages"]) if kept["program"] == self._program else {}

    def part(self, html: str) -> list[Any]:
        """Return the sections of a page's HTML, as the plugin's own parser gives them."""
        key = digest_of(html.encode("utf-8", "surrogatepass"))
        rows = self._kept.get(key) or self._used.get(key)
        if rows is None:
            parser = self._parser()
            parser.feed(html)
            parser.close()
            rows = [
                [
                    part.id,
                    part.is_excluded(),
                    part.title and ["".join(part.title)],
                    "".join(part.text),
                ]
                for part in parser.data
            ]
        self._used[key] = rows
        return [self._section(*row) for row in rows]

    def _section(self, anchor: str | None, excluded: bool, title: list[str], text: str) -> Any:  # noqa: FBT001 - the plugin's own class
        attributes = {"data-search-exclude": ""} if excluded else {}
        section = self._module.Section(self._module.Element("hx", attributes))
        section.id, section.title, section.text = anchor, [*title], [text]
        return section

    def write(self) -> None:
        """Keep what this build used; that is all which the next one may use unchanged."""
        if self._file is None or self._used.keys() == self._kept.keys():
            return
        with suppress(OSError):
            text = json.dumps({"program": self._program, "pages": self._used}, ensure_ascii=False)
            write_whole(self._file, text.encode("utf-8", "surrogatepass"))


def keep_sections(file: Path | None) -> KeptSections | None:
    """Have Material's search, where it is in use, part each page once and not in every build.

    Args:
        file: where what was parted is kept between builds; None where nothing can be written.

    Returns:
        What is to be told when the build is over; None where it is done without.

    """
    module = sys.modules.get("material.plugins.search.plugin")
    if is_plain() or module is None or not hasattr(module, "Parser"):
        return None
    kept = KeptSections(module, file)

    class PartedOnce:
        """Stands for the plugin's own parser."""

        preuve_parser = kept._parser  # noqa: SLF001 - the same seam

        def feed(self, html: str) -> None:
            self.data = kept.part(html)

        def close(self) -> None:
            """End nothing: it was parsed whole."""

    module.Parser = PartedOnce  # type: ignore[attr-defined] # a module's attribute
    return kept
