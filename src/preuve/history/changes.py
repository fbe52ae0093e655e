"""What changed between two days of a manual, and what did not."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.assessment import COUNTING, ClauseState
from preuve.history.dates_back import dates_back
from preuve.history.register_changes import compare_registers
from preuve.model.evidence import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.assess.assessment import IndicatorState
    from preuve.history.dates_back import DateBack
    from preuve.history.register_changes import RegisterChanges
    from preuve.history.snapshot import Snapshot, SnapshotEntry


class ProofChange(StrEnum):
    """What became of a proof. One change is told of each: the weightiest."""

    BACKDATED = "backdated"
    """Its date went back: nobody renews a proof that way."""
    ADDED = "added"
    RENEWED = "renewed"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    REVISED = "revised"
    """The index says something else of it; neither its date nor its file is another."""
    AGED = "aged"
    """Nothing was written: time alone made another state of it."""


class PageChange(StrEnum):
    """What became of a page."""

    ADDED = "added"
    REWRITTEN = "rewritten"
    REMOVED = "removed"


class ChangedProof(NamedTuple):
    """A proof then and now; None where it was not in the index."""

    change: ProofChange
    before: SnapshotEntry | None
    after: SnapshotEntry | None
    keys: tuple[str, ...] = ()
    """For a revised one, what is said otherwise."""

    @property
    def proof(self) -> SnapshotEntry:
        """Return the proof as it is, else as it was."""
        entry = self.after or self.before
        assert entry is not None  # noqa: S101 - a change has one side at least
        return entry


class Moved(NamedTuple):
    """An indicator then and now; None where its edition was not in use."""

    number: int
    before: IndicatorState | None
    after: IndicatorState | None


class MovedClause(NamedTuple):
    """A clause then and now; None where its edition was not in use,
    or its indicator did not apply.
    """

    name: str
    before: ClauseState | None
    after: ClauseState


class Changes(NamedTuple):
    """What changed between two days, and what did not."""

    before: Snapshot
    after: Snapshot
    proofs: tuple[ChangedProof, ...]
    same_proofs: tuple[str, ...]
    moved: tuple[Moved, ...]
    still: tuple[int, ...]
    """The indicators whose state did not move."""
    moved_clauses: tuple[MovedClause, ...]
    pages: tuple[tuple[PageChange, str], ...]
    same_pages: int
    dates_back: tuple[DateBack, ...]
    """Days of audits and of the certificate that went back."""
    organisation: tuple[str, ...]
    """The keys of organisation.yaml that say something else."""
    registers: RegisterChanges

    def of(self, change: ProofChange) -> tuple[ChangedProof, ...]:
        """Return the proofs that changed in this way."""
        return tuple(
            changed_proof for changed_proof in self.proofs if changed_proof.change is change
        )


def compare(before: Snapshot, after: Snapshot) -> Changes:
    """Compare a manual on two days, each judged on its own."""
    proofs = tuple(_proofs(before, after))
    changed = {changed_proof.proof.id for changed_proof in proofs}
    numbers = sorted(before.indicators.keys() | after.indicators.keys())
    moves = [
        Moved(number, before.indicators.get(number), after.indicators.get(number))
        for number in numbers
    ]
    pages = tuple(_pages(before.pages, after.pages))
    keys = before.organisation.keys() | after.organisation.keys()
    return Changes(
        before,
        after,
        proofs,
        tuple(name for name in after.proofs if name not in changed),
        tuple(move for move in moves if move.before is not move.after),
        tuple(move.number for move in moves if move.before is move.after),
        tuple(_moved_clauses(before.clauses, after.clauses)),
        pages,
        sum(
            path in before.pages and before.pages[path] == digest
            for path, digest in after.pages.items()
        ),
        tuple(dates_back(before, after)),
        tuple(
            sorted(
                key for key in keys if before.organisation.get(key) != after.organisation.get(key)
            )
        ),
        compare_registers(before.registers, after.registers),
    )


def _moved_clauses(
    before: Mapping[str, ClauseState], after: Mapping[str, ClauseState]
) -> Iterator[MovedClause]:
    """Yield the clauses whose state is another, in the standard's order;
    of those that came, the ones that may apply.
    """
    for name, now in after.items():
        then = before.get(name)
        if then is not now and not (then is None and now is ClauseState.NOT_APPLICABLE):
            yield MovedClause(name, then, now)


def _proofs(before: Snapshot, after: Snapshot) -> Iterator[ChangedProof]:
    """Yield each proof that changed, in the order of the index as it is;
    those taken out come last.
    """
    for name, now in after.proofs.items():
        then = before.proofs.get(name)
        if then is None:
            yield ChangedProof(ProofChange.ADDED, None, now)
        elif (change := _change(then, now)) is not None:
            yield ChangedProof(change, then, now, _changed_keys(then, now))
    for name, then in before.proofs.items():
        if name not in after.proofs:
            yield ChangedProof(ProofChange.REMOVED, then, None)


def _change(then: SnapshotEntry, now: SnapshotEntry) -> ProofChange | None:
    if now.status is Status.WITHDRAWN and then.status is not Status.WITHDRAWN:
        return ProofChange.WITHDRAWN
    if now.status is Status.APPROVED and then.status is not Status.APPROVED:
        return ProofChange.APPROVED
    longer = None not in {now.good_until, then.good_until} and _end(now) > _end(then)
    # What was moved elsewhere, as a log into a register, is dated anew: only the same thing is said
    # to be older than it was.
    if now.where == then.where and _begins(now) < _begins(then) and now.dated is not None:
        return ProofChange.BACKDATED
    replaced = "" not in {now.content, then.content} and now.content != then.content
    if _begins(now) > _begins(then) or longer or replaced:
        return ProofChange.RENEWED
    if _changed_keys(then, now):
        return ProofChange.REVISED
    return (
        ProofChange.AGED
        if then.state is not now.state and COUNTING & {then.state, now.state}
        else None
    )


def _begins(proof: SnapshotEntry) -> date:
    return proof.dated or date.min


def _end(proof: SnapshotEntry) -> date:
    return proof.good_until or date.max


_KEYS = (
    "title",
    "indicators",
    "stage",
    "kind",
    "where",
    "owner",
    "access",
    "session",
    "note",
    "status",
    "dated",
    "good_until",
)


def _changed_keys(then: SnapshotEntry, now: SnapshotEntry) -> tuple[str, ...]:
    return tuple(key for key in _KEYS if getattr(then, key) != getattr(now, key))


def _pages(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[PageChange, str]]:
    for path in sorted(before.keys() | after.keys()):
        if path not in before:
            yield PageChange.ADDED, path
        elif path not in after:
            yield PageChange.REMOVED, path
        elif before[path] != after[path]:
            yield PageChange.REWRITTEN, path
