"""What git remembers of the manual's files. Missing git, no repository and shallow clones are said, not hidden."""

from __future__ import annotations

import subprocess
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_TIMEOUT = 20  # seconds: a build must not hang on a locked repository
_FIELD, _RECORD = "\x1f", "\x1e"


class Change(NamedTuple):
    """One commit that touched a file."""

    commit: str
    day: date
    subject: str
    paths: frozenset[str]


class Memory(StrEnum):
    """How much git could tell."""

    FULL = "full"
    SHALLOW = "shallow"
    NONE = "none"


class History(NamedTuple):
    """Every change known, newest first."""

    memory: Memory
    changes: tuple[Change, ...]

    def of(self, paths: frozenset[str]) -> tuple[Change, ...]:
        """Return the changes that touched any of these files, newest first."""
        return tuple(change for change in self.changes if not change.paths.isdisjoint(paths))


def read_history(root: Path) -> History:
    """Return the history of the files below a folder, in one call of git; empty where git cannot tell."""
    written = _git(
        root,
        "log",
        "--encoding=UTF-8",
        f"--format={_RECORD}%h{_FIELD}%cs{_FIELD}%s",
        "--name-only",
        "--relative",
        "--no-renames",
        "--",
        ".",
    )
    if written is None:
        return History(Memory.NONE, ())
    changes = tuple(change for record in written.split(_RECORD) if (change := _change(record)) is not None)
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    return History(Memory.SHALLOW if shallow is not None and shallow.strip() == "true" else Memory.FULL, changes)


def _git(root: Path, *arguments: str) -> str | None:
    # Paths are wanted as they are; the team's own git settings must not change what is read.
    command = ["git", "-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "log.showRoot=true", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell
            command, cwd=root, capture_output=True, timeout=_TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _change(record: str) -> Change | None:
    head, _, names = record.partition("\n")
    fields = head.split(_FIELD, 2)
    if len(fields) != 3:  # noqa: PLR2004 - the three of the format above
        return None
    try:
        day = date.fromisoformat(fields[1])
    except ValueError:
        return None
    return Change(fields[0], day, fields[2], frozenset(name for name in names.split("\n") if name))
