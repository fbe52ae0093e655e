"""What only MkDocs can do, and the manual can do without (Zensical ignores hooks; the gate does not depend on them).

Telling `mkdocs serve` from a build, so that a closed gate is shown on the pages instead of ending the server; and
three savings, measured by `benchmarks/`: compiled theme templates are kept between builds, the theme's 14,000 icons
are not listed only to be left out again, and the garbage collector rests during a build, which is over before it
would pay. Together they make up for what the gate and the macros cost.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache, FileSystemLoader
from mkdocs.plugins import event_priority

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

_CACHE = ".cache/templates"
_OPTIONAL = ("sessions.yaml", "registers", "crosswalks", "rehearsals")
_command = "build"


def on_startup(*, command: str, dirty: bool) -> None:  # noqa: ARG001 - MkDocs passes both by name
    """Remember the command."""
    global _command  # noqa: PLW0603 - MkDocs gives it here and nowhere else
    _command = command
    if command == "build":
        gc.set_threshold(100_000, 50, 50)


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Before the macros plugin reads it: say whether we serve, and let a page with an error be shown then."""
    serving = _command == "serve"
    config.extra["preuve_serving"] = serving
    if serving:
        config.plugins["macros"].config["on_error_fail"] = False
        config.strict = False  # a broken link is a warning in the terminal until it is mended
    # MkDocs refuses to watch a file that is not there, and a manual need not have these.
    top = Path(config.config_file_path).parent
    config.watch += [str(top / name) for name in _OPTIONAL if (top / name).exists()]
    _quicken(config)
    return config


class _VisibleFiles(FileSystemLoader):
    """Lists a theme's files without those that MkDocs leaves out for the dot in front of their folder's name."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for top in self.searchpath:
            for folder, below, files in os.walk(top):
                below[:] = [name for name in below if not name.startswith(".")]
                found.update(Path(folder, name).relative_to(top).as_posix() for name in files)
        return sorted(found)


def _quicken(config: MkDocsConfig) -> None:
    """Give the theme's environment a quicker listing and a folder for its compiled templates, which git ignores."""
    cache = Path(config.config_file_path).parent / _CACHE
    cache.mkdir(parents=True, exist_ok=True)
    make = config.theme.get_env

    def get_env() -> Environment:
        environment = make()
        environment.loader = _VisibleFiles(config.theme.dirs)
        environment.bytecode_cache = FileSystemBytecodeCache(str(cache))
        return environment

    config.theme.get_env = get_env  # type: ignore[method-assign]
