"""Four performance, measured by `benchmarks/`, which make up for what the gate and the macros cost.

Compiled theme templates are kept between builds; the theme's 14,000 icons are not listed only to be left out again; the
garbage collector rests during a build, which is over before it would pay; and git is not asked twelve times for what
mkdocs-macros offers to pages under the name `git`, unless a page names it.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemBytecodeCache, FileSystemLoader
from mkdocs_macros import context

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.theme import Theme


def tune_gc() -> None:
    """Let garbage lie for longer."""
    gc.set_threshold(100_000, 50, 50)


_ask_git: Callable[[], dict[str, Any] | None] = getattr(context, "get_git_info", dict)


class _GitWhenNamed(dict[str, Any]):
    """What mkdocs-macros knows of the last commit, asked when a page first wants some of it."""

    def __missing__(self, key: str) -> object:
        if not self:
            self.update(_ask_git() or {"status": False})  # it answers nothing where there is no git
            return self[key]
        raise KeyError(key)


def ask_git_when_named() -> None:
    """Let mkdocs-macros ask git only for a page that shows it. Without effect where it does so under another name."""
    context.get_git_info = _GitWhenNamed


class _VisibleFiles(FileSystemLoader):
    """Lists a theme's files without those that MkDocs leaves out for the dot in front of their folder's name."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for folder, below, files in os.walk(top):
                below[:] = [name for name in below if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(top).as_posix() for name in files)
        return sorted(found)


def patch_theme(theme: Theme, cache: Path | None) -> None:
    """Give a theme's environment a quicker listing and, where it can be written, a folder for its compiled templates."""
    make = theme.get_env

    def get_env() -> Environment:
        environment = make()
        environment.loader = _VisibleFiles(theme.dirs)
        environment.bytecode_cache = FileSystemBytecodeCache(str(cache)) if cache else None
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]
