"""What git remembers of the manual's files.
Missing git, no repository and shallow clones are said, not hidden.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.writing import CACHE
from preuve.history import git

if TYPE_CHECKING:
    from pathlib import Path

_FIELD, _RECORD = "\x1f", "\x1e"


class FileChange(NamedTuple):
    """One commit that touched a file."""

    commit: str
    day: date
    subject: str
    paths: frozenset[str]


class Memory(StrEnum):
    """How much git could tell."""

    FULL = "full"
    SHALLOW = "shallow"
    REFUSED = "refused"
    """Git is there, and will not read a folder of another user's."""
    NONE = "none"


class CommitVersion(NamedTuple):
    """The commit that is checked out."""

    commit: str
    day: date


class History(NamedTuple):
    """Every change known, newest first, and what git does not know yet."""

    memory: Memory
    changes: tuple[FileChange, ...]
    version: CommitVersion | None = None
    uncommitted: frozenset[str] = frozenset()
    """The files that differ from the version, new ones included; those that git ignores are not."""

    def of(self, paths: frozenset[str]) -> tuple[FileChange, ...]:
        """Return the changes that touched any of these files, newest first."""
        return tuple(change for change in self.changes if not change.paths.isdisjoint(paths))


def read_history(root: Path) -> History:
    """Return the history of the files below a folder, in one call of git;
    empty where git cannot tell.
    """
    written = git.ask(
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
        return History(Memory.REFUSED if git.refuses(root) else Memory.NONE, ())
    changes = tuple(
        change for record in written.split(_RECORD) if (change := _change(record)) is not None
    )
    log = (
        git.ask(root, "rev-parse", "--is-shallow-repository", "--show-prefix", "--short", "HEAD")
        or ""
    )
    shallow, _, rest = log.partition("\n")
    prefix, _, head = rest.removesuffix("\n").rpartition("\n")
    memory = Memory.SHALLOW if shallow == "true" else Memory.FULL
    newest = changes[0] if changes else None
    # Where the last change of the manual is the last of all, git need not be asked for its day once
    # more.
    version = (
        CommitVersion(newest.commit, newest.day)
        if newest and newest.commit == head
        else _version(root)
    )
    return History(memory, changes, version, _uncommitted(root, prefix))


def _version(root: Path) -> CommitVersion | None:
    """Return the commit that is checked out: the last change of all, of whichever folder."""
    head = _change(git.ask(root, "log", "-1", f"--format=%h{_FIELD}%cs{_FIELD}") or "")
    return CommitVersion(head.commit, head.day) if head else None


def _uncommitted(root: Path, prefix: str) -> frozenset[str]:
    """Return the files below a folder that differ from what was committed.
    Git names them from its own top.
    """
    status = (
        git.ask_status(
            root,
            *("--porcelain", "-z", "--no-renames", "--untracked-files=all"),
            *("--", ".", f":(exclude){CACHE}"),  # ours, and no file of the manual
        )
        or ""
    )
    return frozenset(entry[3:].removeprefix(prefix) for entry in status.split("\0") if entry)


def _change(record: str) -> FileChange | None:
    head, _, names = record.partition("\n")
    fields = head.split(_FIELD, 2)
    if len(fields) != 3:  # noqa: PLR2004 - the three of the format above
        return None
    try:
        day = date.fromisoformat(fields[1])
    except ValueError:
        return None
    return FileChange(
        fields[0], day, fields[2], frozenset(name for name in names.split("\n") if name)
    )
