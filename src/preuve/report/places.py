"""Where a manual's files are, seen from where the command was run: a manual may be one folder of a repository."""

from __future__ import annotations

import os
from pathlib import Path


def from_here(root: Path) -> str:
    """Return what stands before the path of a manual's file: `manual/`, or nothing when the manual is here, or elsewhere."""
    try:
        relative = Path(os.path.relpath(root)).as_posix()
    except (OSError, ValueError):  # no folder here any more, or another drive
        return ""
    return "" if relative in {".", ".."} or relative.startswith("../") else f"{relative}/"
