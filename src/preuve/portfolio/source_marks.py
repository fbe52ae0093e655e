"""What the source of a member looks like: a run that was interrupted goes on where it was."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.core.digest import digest_of
from preuve.core.writing import CACHE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.portfolio.listing import Member

_SKIPPED = frozenset({".git", CACHE, ".venv", "site", "offline", "draft", "node_modules"})
_MAX_WALKED = 20_000


def mark(member: Member, base: Path, copies: Path) -> str:
    """Return what a source looks like now: the rows of an interrupted run are kept where it looks
    the same.

    Args:
        member: the manual, or the report of one.
        base: the folder of the portfolio's file.
        copies: where reports are that were fetched.

    Returns:
        The mark; empty where there are too many files to look at, so that nothing is kept.

    """
    if member.folder is None:
        file = base / member.report if member.report else copies / f"{member.key}.json"
        return _look(file)
    entries = [*islice(_walk(str(base / member.folder)), _MAX_WALKED + 1)]
    if len(entries) > _MAX_WALKED:
        return ""
    return digest_of("".join(entries).encode("utf-8", "surrogateescape"))


def _walk(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _SKIPPED:
                yield from _walk(entry.path)
        else:
            yield f"{entry.path} {_look(Path(entry.path))}\n"


def _look(file: Path) -> str:
    try:
        seen = file.stat()
    except OSError:
        return ""
    return f"{seen.st_size} {seen.st_mtime_ns}"
