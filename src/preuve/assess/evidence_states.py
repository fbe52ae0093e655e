"""What a proof is worth on a day, by its own dates and by what the registers say of it. Pure."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING

from preuve.assess.flaws import flaw_days, flaws
from preuve.core.files import Presence
from preuve.core.record import NamedTuple
from preuve.core.words import LabelledEnum, say
from preuve.model.evidence import Status
from preuve.model.manual import file_key
from preuve.model.registers.register_evidence import as_proofs, review_due, reviews

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.core.rule_name import RuleName
    from preuve.model.evidence import Evidence, Index
    from preuve.model.manual import Manual
    from preuve.model.registers.described.watch import WatchEntry
    from preuve.model.registers.register_evidence import RegisterEvidence, RegisterState

DUE_SOON = timedelta(days=30)


class EvidenceState(LabelledEnum):
    """What a proof is worth on the day; only `current` and `due_soon` count."""

    CURRENT = "current", say("current")
    DUE_SOON = "due_soon", say("due soon")
    EXPIRED = "expired", say("expired")
    NOT_YET = "not_yet", say("not yet")
    DRAFT = "draft", say("draft")
    UNUSABLE = "unusable", say("not usable")
    CHANGED = "changed", say("changed since approval")
    MISSING_FILE = "missing_file", say("file missing")
    WITHDRAWN = "withdrawn", say("withdrawn")


COUNTING = frozenset({EvidenceState.CURRENT, EvidenceState.DUE_SOON})


class AssessedEvidence(NamedTuple):
    """A proof and its state on the day."""

    evidence: Evidence
    state: EvidenceState
    good_until: date | None
    register_state: RegisterState | None = None
    """What a register shows, for a proof that is one."""
    review: WatchEntry | None = None
    """The line of the watch that puts it up for review."""
    flaws: tuple[RuleName, ...] = ()
    """The rules by which it does not count, whatever its age."""

    @property
    def counts(self) -> bool:
        """Return whether the proof counts for its indicators."""
        return self.state in COUNTING


class EvidenceStates:
    """The proofs of a manual, turned from day to day:
    only what the days between can have moved is judged anew.
    """

    def __init__(self, manual: Manual, index: Index) -> None:
        self._manual = manual
        self._ages = [(entry, entry.good_until()) for entry in index.evidence]
        self._told = _RegisterFacts(as_proofs(index, manual.registers), reviews(manual.registers))
        self._serving: dict[int, list[int]] = {}
        for position, (entry, _until) in enumerate(self._ages):
            for number in dict.fromkeys(entry.indicators):
                self._serving.setdefault(number, []).append(position)
        self._on: date | None = None
        self._transition_days: list[tuple[date, int]] | None = None
        self.judged: list[AssessedEvidence] = []

    def advance_to(self, on: date) -> set[int]:
        """Judge the proofs on a day; return the indicators for which one was judged anew."""
        if self._on is None or on < self._on:
            self.judged = [self._judge(position, on) for position in range(len(self._ages))]
            self._on = on
            return set(self._serving)
        positions = self._between(self._on, on)
        for position in positions:
            self.judged[position] = self._judge(position, on)
        self._on = on
        return {number for position in positions for number in self._ages[position][0].indicators}

    def serving(self, number: int) -> tuple[AssessedEvidence, ...]:
        """Return an indicator's proofs, in the index's order."""
        return tuple(self.judged[position] for position in self._serving.get(number, ()))

    def _judge(self, position: int, on: date) -> AssessedEvidence:
        entry, until = self._ages[position]
        against = flaws(entry, until, self._manual, on)
        assessed = AssessedEvidence(
            entry, _state(entry, until, self._manual, on, against), until, flaws=against
        )
        return (
            _by_registers(position, assessed, self._told, self._manual, on)
            if self._told.any
            else assessed
        )

    def _between(self, before: date, on: date) -> set[int]:
        """Return the positions of the proofs that the days after one,
        up to another, can have moved.
        """
        if self._transition_days is None:
            own = (
                (day, position)
                for position, (entry, until) in enumerate(self._ages)
                for day in (*_transition_days(entry, until), *flaw_days(entry, until, self._manual))
            )
            self._transition_days = sorted(own)
        first = bisect_right(self._transition_days, before, key=itemgetter(0))
        last = bisect_right(self._transition_days, on, key=itemgetter(0))
        # What registers make of a proof has days of its own: those few are judged on every one.
        always = (
            {position for position in range(len(self._ages)) if self._by_a_register(position)}
            if self._told.any
            else set()
        )
        return always | {position for _day, position in self._transition_days[first:last]}

    def _by_a_register(self, position: int) -> bool:
        return position in self._told.registers or self._ages[position][0].id in self._told.reviews


def _transition_days(entry: Evidence, good_until: date | None) -> Iterator[date]:
    """Yield the days on which a proof's own state can move:
    it begins to count, is approved again, is due soon, has lapsed.
    """
    yield entry.counts_from
    if entry.approved_on is not None:
        yield entry.approved_on
    if good_until is not None:
        yield good_until - DUE_SOON if good_until - date.min >= DUE_SOON else date.min
        yield good_until if good_until == date.max else good_until + timedelta(days=1)


def _state(
    entry: Evidence,
    good_until: date | None,
    manual: Manual,
    on: date,
    against: tuple[RuleName, ...],
) -> EvidenceState:
    if entry.status is not Status.APPROVED:
        return EvidenceState.WITHDRAWN if entry.status is Status.WITHDRAWN else EvidenceState.DRAFT
    if entry.file is not None:
        presence = manual.files[file_key(entry.file, entry.sha256)].presence
        if presence is not Presence.PRESENT:
            if presence is not Presence.CHANGED:
                return EvidenceState.MISSING_FILE
            return EvidenceState.UNUSABLE if against else EvidenceState.CHANGED
    if against:
        return EvidenceState.UNUSABLE
    return EvidenceState.NOT_YET if entry.counts_from > on else _age(good_until, on)


def _age(good_until: date | None, on: date) -> EvidenceState:
    if good_until is None or good_until - on > DUE_SOON:
        return EvidenceState.CURRENT
    return EvidenceState.EXPIRED if good_until < on else EvidenceState.DUE_SOON


class _RegisterFacts(NamedTuple):
    """What the registers say of proofs, whatever the day."""

    registers: Mapping[int, RegisterEvidence]
    """Entries of the index that are registers, by their position."""
    reviews: Mapping[str, tuple[WatchEntry, ...]]
    """What puts a proof up for review, by its id."""

    @property
    def any(self) -> bool:
        """Return whether they say anything."""
        return bool(self.registers or self.reviews)


def _by_registers(
    position: int, assessed: AssessedEvidence, facts: _RegisterFacts, manual: Manual, on: date
) -> AssessedEvidence:
    """Return a proof as the registers make it: a register is as new as its lines,
    a proof under review is due soon.
    """
    if (register := facts.registers.get(position)) is not None:
        shown = register.on(on)
        state = _state(assessed.evidence, shown.good_until, manual, on, assessed.flaws)
        if shown.newest is None and state in COUNTING:
            state = EvidenceState.NOT_YET
        assessed = assessed._replace(state=state, good_until=shown.good_until, register_state=shown)
    wanted = facts.reviews.get(assessed.evidence.id)
    if wanted is None or (review := review_due(assessed.evidence, wanted, on)) is None:
        return assessed
    state = EvidenceState.DUE_SOON if assessed.state is EvidenceState.CURRENT else assessed.state
    return assessed._replace(state=state, review=review)
