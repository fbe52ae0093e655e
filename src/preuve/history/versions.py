"""The manual as it was: found in git by a name or a day, and read into a folder of its own.

Files are written one by one from git's objects: no work tree is made, no hook or filter runs, no
symbolic link is made or followed. What the team has open is left alone.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.errors import PreuveError
from preuve.core.system_reasons import system_reason
from preuve.core.words import say
from preuve.core.writing import scratch
from preuve.history import git
from preuve.model.manual import ORGANISATION_FILE
from preuve.schema import nearest, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Message


class PastError(PreuveError):
    """The manual as it was cannot be had."""


class Version(NamedTuple):
    """A commit of the manual, and the day that it stands for."""

    ref: str
    """The name or the day that was asked for."""
    commit: str
    day: date
    """The day asked for, else the commit's own."""

    @property
    def short(self) -> str:
        """Return the commit's name as people cite it."""
        return self.commit[:8]


_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SHALLOW = say(
    "Only the last commits were fetched (a shallow clone): run git fetch --unshallow, or set "
    "fetch-depth: 0."
)


def find(root: Path, ref: str) -> Version:
    """Return the version that a day (year-month-day), a tag, a branch or a commit means.

    A day means the last commit of the main line up to that day.

    Raises:
        PastError: git cannot tell, or the manual was not there yet.

    """
    shallow = _is_shallow(root)
    if re.fullmatch(_DAY, ref) is not None:
        version = _on_day(root, ref, shallow=shallow)
    else:
        asked = git.ask(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"
        )
        if (
            asked is None or _COMMIT.fullmatch(asked.strip()) is None
        ):  # `^HEAD` is answered, with what it is not
            raise PastError(_unknown(root, ref, shallow=shallow))
        version = Version(ref, asked.strip(), _day_of(root, asked.strip()))
    if not git.ask(root, "ls-tree", "--name-only", version.commit, "--", ORGANISATION_FILE):
        raise PastError(
            say("There was no {file} yet in {ref}.", file=ORGANISATION_FILE, ref=shorten(ref))
        )
    return version


def oldest(root: Path) -> Version:
    """Return the first version in which there was a manual.

    Raises:
        PastError: git cannot tell, or remembers no manual.

    """
    if _is_shallow(root):
        raise PastError(_SHALLOW)
    lines = (
        git.ask(root, "log", "--first-parent", "--format=%H %cs", "--", ORGANISATION_FILE) or ""
    ).splitlines()
    if not lines:
        raise PastError(say("This manual was never committed."))
    commit, _, day = lines[-1].partition(" ")
    return Version(commit[:8], commit, date.fromisoformat(day))


def _is_shallow(root: Path) -> bool:
    """Return whether git has the last commits only. Raises PastError where there is no git."""
    answer = git.ask(root, "rev-parse", "--is-shallow-repository")
    if answer is None:
        raise PastError(git.reason(root))
    return answer.strip() == "true"


def _day_of(root: Path, commit: str) -> date:
    return date.fromisoformat(
        (git.ask(root, "show", "--no-patch", "--format=%cs", commit) or "").strip()
    )


def _on_day(root: Path, text: str, *, shallow: bool) -> Version:
    """Return the last commit of the main line up to a day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise PastError(say("{text} is not a day of the calendar.", text=text)) from None
    lines = (git.ask(root, "log", "--first-parent", "--format=%H %cs") or "").splitlines()
    commit = next((line for line in lines if line.rpartition(" ")[2] <= text), "").partition(" ")[0]
    if commit:
        return Version(text, commit, day)
    if shallow:
        raise PastError(_SHALLOW)
    if not lines:
        raise PastError(say("This manual was never committed."))
    began = date.fromisoformat(lines[-1].rpartition(" ")[2])
    raise PastError(
        say("Git remembers this manual since {first}: it cannot show {day}.", first=began, day=day)
    )


def _unknown(root: Path, ref: str, *, shallow: bool) -> Message:
    if shallow:
        return say("{ref} is not known here. {shallow}", ref=shorten(ref), shallow=_SHALLOW)
    names = (
        git.ask(root, "for-each-ref", "--format=%(refname:short)", "refs/tags", "refs/heads") or ""
    ).split()
    near = nearest(ref, names)
    if near is not None:
        return say(
            "{ref} is no tag, branch or commit of this repository. Did you mean “{near}”?",
            ref=shorten(ref),
            near=near,
        )
    return say(
        "{ref} is no tag, branch or commit of this repository, nor a day such as 2026-03-01.",
        ref=shorten(ref),
    )


@contextmanager
def written_out(root: Path, version: Version) -> Iterator[Path]:
    """Write a version's files, those below the manual's folder, into a folder that is deleted
    afterwards.

    Raises:
        PastError: a file of that version was not fetched, or cannot be written.

    """
    with scratch("past") as own:
        folder = own / "manual"
        folder.mkdir()
        try:
            _write(root, version, folder)
        except OSError as error:
            raise PastError(
                say(
                    "The manual as it was cannot be written: {why}.",
                    why=system_reason(error),
                )
            ) from None
        yield folder


def _write(root: Path, version: Version, folder: Path) -> None:
    with tempfile.TemporaryFile() as wanted:
        files = list(_files(root, version.commit))
        wanted.write(b"".join(blob + b"\n" for blob, _path in files))
        wanted.seek(0)
        command = [*git.COMMAND, "cat-file", "--batch"]
        with subprocess.Popen(  # noqa: S603 - a fixed command, no shell
            command,
            cwd=root,
            env=git.environment(),
            stdin=wanted,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as asked:
            assert asked.stdout is not None  # noqa: S101 - piped above
            for _blob, path in files:
                head = asked.stdout.readline().split()
                if len(head) != 3:  # noqa: PLR2004 - name, type, size; else it says “missing”
                    raise PastError(
                        say(
                            "Not every file of {ref} was fetched (a partial clone).",
                            ref=shorten(version.ref),
                        )
                    )
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(asked.stdout.read(int(head[2])))
                asked.stdout.read(1)


def _files(root: Path, commit: str) -> Iterator[tuple[bytes, str]]:
    """Yield the plain files below a folder: neither symbolic links nor other repositories,
    nor names that lead elsewhere.
    """
    listed = subprocess.run(  # noqa: S603 - a fixed command, no shell
        [*git.COMMAND, "ls-tree", "-r", "-z", commit, "--", "."],
        cwd=root,
        env=git.environment(),
        capture_output=True,
        check=False,
    )
    for entry in listed.stdout.split(b"\0"):
        facts, _, name = entry.partition(b"\t")
        mode, _, rest = facts.partition(b" ")
        path = name.decode("utf-8", "surrogateescape")
        if mode in {b"100644", b"100755"} and _stays_inside(path):
            yield rest.split(b" ")[1], path


def _stays_inside(path: str) -> bool:
    parts = path.split("/")
    return (
        not path.startswith("/")
        and ".." not in parts
        and not any(part.casefold() == ".git" for part in parts)
    )


def remember(folder: Path, root: Path, version: Version) -> bool:
    """Give a version written out its history, up to its own day; return whether git could.

    The folder becomes a repository that borrows the objects of the first: nothing is copied,
    nothing is checked out.

    Args:
        folder: where the version was written out.
        root: the repository it is from.
        version: which commit, of which day.

    """
    common = (
        git.ask(root, "rev-parse", "--path-format=absolute", "--git-common-dir") or ""
    ).strip()
    kind = (git.ask(root, "rev-parse", "--show-object-format") or "sha1").strip()
    if (
        not common
        or git.ask(folder, "init", "--quiet", "--template=", f"--object-format={kind}") is None
    ):
        return False
    own = folder / ".git"
    (own / "objects" / "info").mkdir(parents=True, exist_ok=True)
    (own / "objects" / "info" / "alternates").write_text(f"{common}/objects\n", encoding="utf-8")
    if (Path(common) / "shallow").is_file():
        (own / "shallow").write_bytes((Path(common) / "shallow").read_bytes())
    (own / "HEAD").write_text(f"{version.commit}\n", encoding="utf-8")
    return True
