"""Asking git. What it cannot tell is None: no git, no repository, an unknown name, a lock held too long."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TIMEOUT = 20  # seconds: a build must not hang on a locked repository

# Paths are wanted as they are, and commits equally short in every clone; the team's own git settings must not change what
# is read. Looking writes nothing, not even git's own notes on the files, and fetches nothing.
COMMAND = (
    "git", "--no-optional-locks", "-c", "core.quotePath=false", "-c", "core.abbrev=8", "-c", "log.showSignature=false",
    "-c", "log.showRoot=true",
)  # fmt: skip


def environment() -> dict[str, str]:
    """Return the environment in which git is asked: what a partial clone left out is not fetched now."""
    return {**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}


def ask(root: Path, *arguments: str) -> str | None:
    """Return what git answers in a folder, or None where it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell
            [*COMMAND, *arguments], cwd=root, env=environment(), capture_output=True, timeout=_TIMEOUT, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):  # ValueError: a name with a NUL in it
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
