"""Since an audit: the manual as it was, judged on its own day, beside the manual as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.assessment import assess
from preuve.core.words import say
from preuve.history.changes import compare
from preuve.history.snapshot import from_json, take, to_json
from preuve.history.versions import PastError, Version, find, oldest, written_out
from preuve.model.manual import Manual
from preuve.schema import shorten

if TYPE_CHECKING:
    from preuve.assess.assessment import Assessment
    from preuve.history.changes import Changes
    from preuve.history.snapshot import Snapshot
    from preuve.model.audits import Audit

LAST_AUDIT = "last-audit"


class Since(NamedTuple):
    """What changed since a version of the manual."""

    version: Version
    changes: Changes
    audit: Audit | None = None
    """The audit that was meant, where it was one."""
    too_late: bool = False
    """Whether git remembers nothing as old as was asked: its first version stands for it."""


def changes_since(assessment: Assessment, ref: str, cache: Path | None = None) -> Since:
    """Compare a manual as it is with what it was at a tag, a branch, a commit, a day, or the last
    audit.

    `cache`: a folder in which what was read of a version is kept, since it never changes.

    Raises:
        PastError: the manual as it was cannot be had, or no audit was held.

    """
    root = assessment.manual.root
    audit = None
    if ref == LAST_AUDIT:
        audit = assessment.organisation.last_audit(assessment.on)
        if audit is None:
            raise PastError(
                say(
                    "No audit was held before {day}: give a tag, a commit or a day.",
                    day=assessment.on,
                )
            )
        ref = audit.date.isoformat()
    version, too_late = _version(root, ref, or_oldest=audit is not None)
    before = _kept(cache, version)
    if before is None:
        before = _read(root, version)
        _keep(cache, version, before)
    return Since(version, compare(before, take(assessment)), audit, too_late)


def _version(root: Path, ref: str, *, or_oldest: bool) -> tuple[Version, bool]:
    try:
        return find(root, ref), False
    except PastError:
        if not or_oldest:
            raise
        return oldest(root), True


def _read(root: Path, version: Version) -> Snapshot:
    with written_out(root, version) as folder:
        manual = Manual.load(folder)
        then = assess(manual, manual.day(None, version.day))
        if then is None:
            raise PastError(
                say(
                    "The manual of {ref} cannot be judged: its files have faults.",
                    ref=shorten(version.ref),
                )
            )
        return take(then)


def _kept(cache: Path | None, version: Version) -> Snapshot | None:
    if cache is None:
        return None
    try:
        return from_json((cache / _name(version)).read_text(encoding="utf-8"))
    except (
        OSError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
    ):  # not there, or of another making: it is read anew
        return None


def _keep(cache: Path | None, version: Version, snapshot: Snapshot) -> None:
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        for older in cache.glob(
            f"{version.commit[:16]}-{version.day}-*.json"
        ):  # of an engine that is no more
            older.unlink(missing_ok=True)
        (cache / _name(version)).write_text(to_json(snapshot), encoding="utf-8")


def _name(version: Version) -> str:
    """Return a name that another commit, another day or another engine changes."""
    engine = max(file.stat().st_mtime_ns for file in Path(__file__).parents[1].rglob("*.py"))
    return f"{version.commit[:16]}-{version.day}-{engine:x}.json"
