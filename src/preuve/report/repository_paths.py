"""Where a manual's files are, seen from the top of their repository:
a manual may be one folder of it.
"""

from __future__ import annotations

import os
from pathlib import Path


def from_here(root: Path) -> str:
    """Return what stands before the path of a manual's file: `manual/`, or nothing when the manual
    is at the top, or elsewhere.

    GitHub reads such paths from the top of the checkout, wherever a step was run: its environment
    names that folder, else git's own folder above the manual does. Without either it is the folder
    that the command was run in.
    """
    try:
        relative = Path(os.path.relpath(root.resolve(), _top(root.resolve()))).as_posix()
    except (OSError, ValueError):  # no folder here any more, or another drive
        return ""
    return "" if relative in {".", ".."} or relative.startswith("../") else f"{relative}/"


def _top(root: Path) -> Path:
    """Return the top of the checkout that a manual is in, or the folder where the command runs."""
    named = os.environ.get("GITHUB_WORKSPACE", "")
    if named and root.is_relative_to(Path(named).resolve()):
        return Path(named).resolve()
    return next(
        (folder for folder in (root, *root.parents) if (folder / ".git").exists()), Path.cwd()
    )
