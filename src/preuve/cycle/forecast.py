"""The state of every indicator on days to come, if nothing were renewed.

A forecast is the assessment of a later day, made today: nothing is guessed. States move on few days
only, when a proof grows old, begins to count or a waiver ends; those days alone are assessed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.assessment import (
    DUE_SOON,
    EvidenceState,
    IndicatorState,
    assess_each,
    edition_for,
)
from preuve.cycle.certificate import certificate_cycle
from preuve.model.registers.register_evidence import as_proofs, reviews
from preuve.model.standard import edition_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preuve.assess.assessment import (
        AssessedClause,
        AssessedEvidence,
        AssessedIndicator,
        Assessment,
    )
    from preuve.model.evidence import Index
    from preuve.model.manual import Manual
    from preuve.model.organisation import Organisation


class StateSpan(NamedTuple):
    """A state, and the first and the last day that an indicator is in it."""

    state: IndicatorState
    first: date
    last: date


class Outlook(NamedTuple):
    """One indicator over the days of a forecast;
    days on which its edition is not in use are left out.
    """

    indicator: AssessedIndicator
    """As it is on the first of its days."""
    spans: tuple[StateSpan, ...]

    @property
    def moves(self) -> bool:
        """Return whether its state moves."""
        return len(self.spans) > 1

    def on(self, day: date) -> IndicatorState | None:
        """Return the state on a day."""
        return next((span.state for span in self.spans if span.first <= day <= span.last), None)


class Renewal(NamedTuple):
    """A proof that lapses, and what that does."""

    item: AssessedEvidence
    """As it is on the forecast's first day."""
    start: date
    """From this day on it is time to renew it."""
    by: date
    """The last day it is good."""
    costs: tuple[int, ...]
    """The indicators whose state is worse the day after."""


class Forecast(NamedTuple):
    """What is evidenced from a day to another, if nothing were renewed."""

    today: Assessment
    last: date
    outlooks: tuple[Outlook, ...]
    renewals: tuple[Renewal, ...]
    """In the order of the days by which they are to be renewed; those already lapsed come first."""
    clauses: tuple[tuple[date, tuple[AssessedClause, ...]], ...] = ()
    """The clauses that are open from a day on, whenever that moves."""

    @property
    def first(self) -> date:
        """Return the first day."""
        return self.today.on

    def counts(self, day: date) -> dict[IndicatorState, int]:
        """Return how many indicators are in each state on a day, each state present."""
        states = [outlook.on(day) for outlook in self.outlooks]
        return {state: states.count(state) for state in IndicatorState}

    def open_clauses(self, day: date) -> tuple[AssessedClause, ...]:
        """Return the clauses of a day's edition that are not wholly shown then,
        or of which nobody said if they apply.
        """
        return next((clauses for since, clauses in reversed(self.clauses) if since <= day), ())

    def days(self) -> tuple[date, ...]:
        """Return the first day, and each day on which an indicator's state moves."""
        return tuple(
            sorted(
                {self.first} | {span.first for outlook in self.outlooks for span in outlook.spans}
            )
        )


def target(organisation: Organisation, on: date) -> tuple[date, date] | None:
    """Return the days that a team looks forward to.

    That is the next audit's, twice; where none is planned, the days of the surveillance window that
    are left; None, where neither is known.
    """
    if (audit := organisation.next_audit(on)) is not None:
        return audit.date, audit.date
    if organisation.certificate is not None:
        window = certificate_cycle(organisation.certificate)
        if on <= window.surveillance_until:
            return max(on, window.surveillance_from), window.surveillance_until
    return None


def forecast(manual: Manual, first: date, last: date) -> Forecast | None:
    """Assess a manual from a day to another;
    None when its organisation or its index could not be read.
    """
    turns = sorted(day for day in turning_days(manual, first, last) if first < day <= last)
    today: Assessment | None = None
    growing: dict[int, _Growing] = {}
    clauses: list[tuple[date, tuple[AssessedClause, ...]]] = []
    for assessment in assess_each(manual, [first, *turns]):
        today = today or assessment
        wanting = tuple(
            clause
            for indicator in assessment.indicators
            for clause in indicator.clauses
            if clause.is_open
        )
        if not clauses or clauses[-1][1] != wanting:
            clauses.append((assessment.on, wanting))
        for indicator in assessment.indicators:
            growing.setdefault(indicator.number, _Growing(indicator, [])).grow(
                indicator.state, assessment.on
            )
        here = {indicator.number for indicator in assessment.indicators}
        for number in growing.keys() - here:
            growing[number].grow(None, assessment.on)
    if today is None:
        return None
    outlooks = tuple(growing[number].outlook(last) for number in sorted(growing))
    return Forecast(today, last, outlooks, tuple(_renewals(today, last, outlooks)), tuple(clauses))


class _Growing(NamedTuple):
    """An indicator's states as they are met; None where its edition is not in use."""

    indicator: AssessedIndicator
    turns: list[tuple[date, IndicatorState | None]]

    def grow(self, state: IndicatorState | None, day: date) -> None:
        if not self.turns or self.turns[-1][1] is not state:
            self.turns.append((day, state))

    def outlook(self, last: date) -> Outlook:
        ends = [day - timedelta(days=1) for day, _state in self.turns[1:]] + [last]
        spans = (
            StateSpan(state, day, end)
            for (day, state), end in zip(self.turns, ends, strict=True)
            if state is not None
        )
        return Outlook(self.indicator, tuple(spans))


_GOODNESS = {
    state: rank
    for rank, state in enumerate(
        (IndicatorState.MISSING, IndicatorState.PARTIAL, IndicatorState.COVERED)
    )
}


def _renewals(today: Assessment, last: date, outlooks: tuple[Outlook, ...]) -> Iterator[Renewal]:
    """Yield the proofs of applicable indicators that lapse before the last day, or have lapsed."""
    worse = _worse(outlooks)
    applying = today.applying_numbers()
    lapsing = [
        assessed
        for assessed in today.evidence
        if assessed.good_until is not None
        and assessed.good_until < last
        and not applying.isdisjoint(assessed.evidence.indicators)
        and (assessed.counts or assessed.state in {EvidenceState.EXPIRED, EvidenceState.NOT_YET})
    ]
    for assessed in sorted(lapsing, key=lambda item: (item.good_until, item.evidence.id)):
        by = assessed.good_until or last
        fall = worse.get(_after(by), frozenset())
        costs = tuple(number for number in assessed.evidence.indicators if number in fall)
        yield Renewal(
            assessed, max(assessed.evidence.counts_from, _before(by, DUE_SOON)), by, costs
        )


def _worse(outlooks: tuple[Outlook, ...]) -> dict[date, frozenset[int]]:
    """Return, by day, the indicators whose state is worse than on the day before."""
    worse: dict[date, set[int]] = {}
    for outlook in outlooks:
        for earlier, later in zip(outlook.spans, outlook.spans[1:], strict=False):
            if _GOODNESS.get(later.state, 0) < _GOODNESS.get(earlier.state, 0):
                worse.setdefault(later.first, set()).add(outlook.indicator.number)
    return {day: frozenset(numbers) for day, numbers in worse.items()}


def last_days(
    manual: Manual, first: date, last: date, shown: Callable[[IndicatorState], IndicatorState]
) -> dict[str, date]:
    """Return until when what is shown of each state holds, if nothing is renewed.

    Args:
        manual: what a team wrote.
        first: the day on which the states are shown.
        last: the last day that is looked at.
        shown: a state as its reader is told it.

    Returns:
        The last day of its state, by an indicator's number or a clause's name; of those that move
        by then.

    """
    today: dict[str, object] = {}
    found: dict[str, date] = {}
    turns = sorted(day for day in turning_days(manual, first, last) if first < day <= last)
    for assessment in assess_each(manual, [first, *turns]):
        states: dict[str, object] = {
            str(one.number): shown(one.state) for one in assessment.indicators
        }
        states |= {
            clause.clause.name: clause.state
            for one in assessment.indicators
            for clause in one.clauses
        }
        today = today or states
        for name, state in today.items():
            if name not in found and states.get(name) is not state:
                found[name] = assessment.on - timedelta(days=1)
    return found


def turning_days(manual: Manual, first: date, last: date) -> set[date]:
    """Return every day from the first to the last on which a state can move.

    Whatever depends on the day in `assessment.py` has its days here: a property test compares both,
    day by day.
    """
    organisation, index = manual.organisation, manual.evidence_index
    if organisation is None or index is None:
        return set()
    days: set[date] = set()
    for entry in index.evidence:
        days.add(entry.counts_from)
        if (until := entry.good_until()) is not None:
            days.add(_after(until))  # that it is due soon moves no indicator
        if entry.shelf is not None and (seen := manual.shelves.get(entry.shelf)) is not None:
            days.add(seen.seen)
    days.update(_register_days(manual, index, first))
    days.update(_after(waiver.until) for waiver in organisation.waivers)
    days.update(
        _after(audit.last_day) for audit in organisation.audits
    )  # the next audit decides on the edition
    days.update(organisation.conditions.since.values() if organisation.conditions else ())
    days.update(_edition_days(organisation, first, last))
    return days


def _register_days(manual: Manual, index: Index, first: date) -> Iterator[date]:
    """Yield the days on which a register begins or ceases to be a proof,
    or puts one up for review.
    """
    for register in as_proofs(index, manual.registers).values():
        for day, until in register.turns(first):
            yield from (day, _after(until))
    for entries in reviews(manual.registers).values():
        for watch in entries:
            yield from (watch.dated, watch.review_since)


def _edition_days(organisation: Organisation, first: date, last: date) -> Iterator[date]:
    """Yield the days on which another edition comes into force; one that is not met is not read."""
    edition = edition_for(organisation, first)
    while edition.audits_until is not None and edition.audits_until < last:
        turn = _after(edition.audits_until)
        yield turn
        edition = edition_on(turn)


def _after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def _before(day: date, span: timedelta) -> date:
    return day - span if day - date.min >= span else date.min
