"""Keeping what was changed in git: the one thing that Preuve has git write, and only when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.errors import PreuveError
from preuve.core.words import say
from preuve.history.git import ask, reason, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class KeepingError(PreuveError):
    """Why nothing was kept."""


def has_repository(root: Path) -> bool:
    """Return whether a manual is in a git repository."""
    return (ask(root, "rev-parse", "--is-inside-work-tree") or "").strip() == "true"


def keep(root: Path, files: Sequence[str], message: str) -> str:
    """Commit files as they are now, and nothing else; return the commit's short hash.

    What else lies ready to be committed stays so. No hook and no program of the repository's own
    configuration is run, and nothing is signed.

    Args:
        root: the manual's folder.
        files: the files, by their paths below it.
        message: what was done.

    Raises:
        KeepingError: there is no repository, git does not know who works here, or it refuses.

    """
    if not has_repository(root):
        raise KeepingError(reason(root))
    if (
        not (ask(root, "config", "user.name") or "").strip()
        or not (ask(root, "config", "user.email") or "").strip()
    ):
        raise KeepingError(
            say(
                "Git does not know who works here. Type once, with your own: {command}",
                command='git config user.name "…"; git config user.email "…@…"',
            )
        )
    done = tell(root, "add", "--", *files) or tell(
        root, "-c", "commit.gpgSign=false", "commit", "-q", "-m", message, "--", *files
    )
    if done:
        raise KeepingError(say("Git refused: {why}", why=done))
    return (ask(root, "rev-parse", "--short", "HEAD") or "").strip()
