"""Asking git. What it cannot tell is None, and `reason` says why: no git, no repository, a folder
that it refuses.

Git is asked about the manual's folder and nothing else: what a hook, an alias or `rebase --exec`
left in the environment is not inherited (GIT_DIR would have us write into the team's repository),
and no program that a repository's own configuration names is run, since whoever can write there
could have anything run by a mere look.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.core.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from preuve.core.words import Message

_TIMEOUT = 20  # seconds: a build must not hang on a locked repository

# Paths are wanted as they are, and commits equally short in every clone; the team's own git
# settings must not change what is read. Looking writes nothing, not even git's own notes on the
# files, and fetches nothing.
COMMAND = (
    "git",
    "--no-optional-locks",
    "--no-pager",
    "-c",
    "core.quotePath=false",
    "-c",
    "core.abbrev=8",
    "-c",
    "log.showSignature=false",
    "-c",
    "log.showRoot=true",
    "-c",
    "log.follow=false",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "core.untrackedCache=false",
    "-c",
    "diff.external=",
    "-c",
    "submodule.recurse=false",
    "-c",
    "protocol.allow=never",
)

_PROGRAMS = re.compile(r"filter\.(?P<name>.+)\.(clean|smudge|process|required)", re.DOTALL)


def environment() -> dict[str, str]:
    """Return the environment in which git is asked:
    nothing of another git's, in English, and nothing is fetched.
    """
    ours = {
        name: value for name, value in os.environ.items() if not name.upper().startswith("GIT_")
    }
    return {
        **ours,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "",
    }


def ask(root: Path, *arguments: str) -> str | None:
    """Return what git answers in a folder, or None where it fails."""
    done = _run(root, *arguments)
    return (
        done.stdout.decode("utf-8", "replace")
        if done is not None and done.returncode == 0
        else None
    )


def tell(root: Path, *arguments: str) -> str:
    """Have git change its repository; return why it did not, empty where it did."""
    done = _run(root, *arguments, settings=_switched_off(root))
    if done is None:
        return "?"
    return "" if done.returncode == 0 else done.stderr.decode("utf-8", "replace").strip() or "?"


def ask_status(root: Path, *arguments: str) -> str | None:
    """Return what `git status` answers, or None where it fails.

    It compares files as the repository's filters would store them, and so would run these: they are
    switched off by name.
    """
    done = _run(
        root, "status", "--ignore-submodules=dirty", *arguments, settings=_switched_off(root)
    )
    return (
        done.stdout.decode("utf-8", "replace")
        if done is not None and done.returncode == 0
        else None
    )


def _switched_off(root: Path) -> list[tuple[str, str]]:
    """Return settings that keep the filters of the repository's own configuration from running;
    a person's own stay.
    """
    listing = (ask(root, "config", "--list", "--show-scope", "--name-only", "-z") or "").split("\0")
    keys = [
        key
        for scope, key in zip(listing[::2], listing[1::2], strict=False)
        if scope in {"local", "worktree"}
    ]
    names = sorted({match["name"] for key in keys if (match := _PROGRAMS.fullmatch(key))})
    off = {"clean": "", "smudge": "", "process": "", "required": "false"}
    return [(f"filter.{name}.{key}", value) for name in names for key, value in off.items()]


def _run(
    root: Path, *arguments: str, settings: Sequence[tuple[str, str]] = ()
) -> subprocess.CompletedProcess[bytes] | None:
    given = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings):
        given |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    try:
        return subprocess.run(  # noqa: S603 - a fixed command, no shell
            [*COMMAND, *arguments],
            cwd=root,
            env={**environment(), **given},
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):  # ValueError: a name with a NUL in it
        return None


def refuses(root: Path) -> bool:
    """Return whether git refuses a folder because its repository belongs to
    somebody else ("dubious ownership").
    """
    done = _run(root, "rev-parse", "--git-dir")
    return done is not None and done.returncode != 0 and b"dubious ownership" in done.stderr


def reason(root: Path) -> Message:
    """Return why git cannot tell anything of a folder, and what to do."""
    done = _run(root, "rev-parse", "--git-dir")
    if done is None:
        return say("Git cannot tell: it is not installed, or does not answer.")
    if b"dubious ownership" in done.stderr:
        named = re.search(r"safe\.directory (?P<folder>.+)", done.stderr.decode("utf-8", "replace"))
        return say(
            "Git refuses to read this folder, because it belongs to another user. If you "
            "trust it, type: {command}",
            command=(
                "git config --global --add safe.directory "
                f"{named['folder'] if named else Path(root).resolve()}"
            ),
        )
    return say("Git cannot tell: this manual is in no git repository.")
