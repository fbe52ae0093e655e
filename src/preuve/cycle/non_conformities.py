"""Non-conformities on a day: how grave they are, by when they are to be corrected, whether that is
shown. Pure.

Source: arrêté du 6 juin 2019 relatif aux modalités d'audit. A minor one is corrected within 6
months and checked at the next audit, and is a major one if it is still open then; a major one is
corrected within 3 months and verified within 1 more, or the certificate is refused or suspended;
five minor ones still open at decision time make a major one. The delays are counted here from the
audit, the earliest day they can run from, or from `notified` where that is given.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from preuve.assess.assessment import EvidenceState, IndicatorState
from preuve.core.record import NamedTuple
from preuve.core.words import LabelledEnum, say
from preuve.cycle.scope import before as full_audit_before
from preuve.model.audits import AuditType
from preuve.model.registers.described.non_conformities import Grade
from preuve.schema import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from preuve.assess.assessment import AssessedEvidence, Assessment
    from preuve.core.words import Message
    from preuve.model.audits import Audit
    from preuve.model.organisation import Organisation
    from preuve.model.registers.described.non_conformities import NonConformity

CORRECTED_WITHIN = {Grade.MINOR: Period(6, 0), Grade.MAJOR: Period(3, 0)}
VERIFIED_WITHIN = Period(1, 0)
FIVE_MINORS = 5
"""As many minor ones, open at decision time, make a major one."""


class NonConformityState(LabelledEnum):
    """Where a non-conformity stands on a day."""

    OPEN = "open", say("open")
    LATE = "late", say("overdue")
    """Not closed, and the delay to correct it is over."""
    UNPROVEN = "unproven", say("closed without proof")
    """Closed by the team, and nothing shows it: it is as open as before."""
    CORRECTED = "corrected", say("corrected")
    VERIFIED = "verified", say("verified by the body")


_OPEN = frozenset({NonConformityState.OPEN, NonConformityState.LATE, NonConformityState.UNPROVEN})
_NO_PROOF = frozenset(
    {
        EvidenceState.DRAFT,
        EvidenceState.NOT_YET,
        EvidenceState.MISSING_FILE,
        EvidenceState.UNUSABLE,
        EvidenceState.CHANGED,
        EvidenceState.WITHDRAWN,
    }
)


class TrackedNonConformity(NamedTuple):
    """A non-conformity on a day."""

    non_conformity: NonConformity
    grade: Grade
    """As it counts on the day: a minor one that was still open at the next audit is a major one
    from then on.
    """
    standing: NonConformityState
    correct_by: date
    verify_by: date | None
    """For a major one, the last day of its verification."""
    check_at: Audit | None
    """The next audit after the one that found it, held or planned."""
    before: NonConformity | None
    """The last one on the same indicator that an earlier audit found: it came back."""
    times_before: int
    """How many earlier audits found one on the same indicator."""
    gap: Message | None = None
    """Why its closing does not hold."""

    @property
    def open(self) -> bool:
        """Return whether it is open, whatever its entry says."""
        return self.standing in _OPEN

    @property
    def due(self) -> date | None:
        """Return the day that it waits for: of its correction or,
        once a major one is corrected, of its verification.
        """
        if self.open:
            return self.correct_by
        return self.verify_by if self.standing is NonConformityState.CORRECTED else None

    @property
    def escalated(self) -> bool:
        """Return whether it was found minor and is a major one by now."""
        return self.grade is not self.non_conformity.grade


def follow(assessment: Assessment) -> tuple[TrackedNonConformity, ...]:
    """Return the non-conformities found up to the assessment's day, the newest audit first."""
    kept = assessment.manual.registers.non_conformities
    recorded = sorted(
        (nc for nc in kept if nc.audit <= assessment.on), key=lambda nc: (nc.audit, nc.id)
    )
    if not recorded:
        return ()
    case = _DelayCase.of(assessment)
    seen: dict[int | None, list[NonConformity]] = {}  # by indicator, one for each audit
    followed: list[TrackedNonConformity] = []
    for nc in recorded:
        same = seen.setdefault(nc.indicator, [])
        if not same or same[-1].audit != nc.audit:
            same.append(nc)
        before = same[-2] if len(same) > 1 else None
        followed.append(case.followed(nc)._replace(before=before, times_before=len(same) - 1))
    return tuple(sorted(followed, key=lambda one: -one.non_conformity.audit.toordinal()))


def open_minors(followed: Iterable[TrackedNonConformity]) -> tuple[TrackedNonConformity, ...]:
    """Return the minor ones of one audit that are open, one for each indicator, of the audit that
    has most of them.

    Five weigh as a major one. An auditor writes one sheet for each indicator (the ministry's
    questions and answers, 3.1, 3.2): several lines on one indicator are one non-conformity.
    """
    sheets: dict[date, dict[int | None, TrackedNonConformity]] = {}
    for tracked in followed:
        if tracked.open and tracked.grade is Grade.MINOR:
            sheets.setdefault(tracked.non_conformity.audit, {}).setdefault(
                tracked.non_conformity.indicator, tracked
            )
    return tuple(max(sheets.values(), key=len, default={}).values())


class Surplus(NamedTuple):
    """Minor non-conformities that weigh as a major one."""

    minors: tuple[TrackedNonConformity, ...]
    to_lift: int
    """How many must be lifted for the others to be minor ones again."""
    lift_by: date
    rest_by: date


def surplus(followed: Iterable[TrackedNonConformity]) -> Surplus | None:
    """Return what five open minor ones ask for: within three months fewer than five;
    the others keep their delay.
    """
    minors = open_minors(followed)
    if len(minors) < FIVE_MINORS:
        return None
    counted_from = max(
        tracked.non_conformity.notified or tracked.non_conformity.audit for tracked in minors
    )
    rest_by = max(tracked.correct_by for tracked in minors)
    return Surplus(
        minors,
        len(minors) - FIVE_MINORS + 1,
        CORRECTED_WITHIN[Grade.MAJOR].after(counted_from),
        rest_by,
    )


def same_sheet(recorded: Iterable[NonConformity]) -> Iterator[tuple[NonConformity, NonConformity]]:
    """Yield each line that is about the indicator and the audit of an earlier one,
    with that one.
    """
    first: dict[tuple[date, int | None], NonConformity] = {}
    for line in recorded:
        if (earlier := first.setdefault((line.audit, line.indicator), line)) is not line:
            yield line, earlier


def found_since_full_audit(
    recorded: Iterable[NonConformity], organisation: Organisation, audit: Audit
) -> frozenset[int]:
    """Return the indicators with a non-conformity before an audit, since the last one that reviewed
    everything.

    That audit's own are among them: what `scope()` takes as `recorded`.
    """
    last = full_audit_before(organisation, audit.date)
    return frozenset(
        nc.indicator
        for nc in recorded
        if nc.indicator is not None
        and nc.audit < audit.date
        and (last is None or nc.audit >= last.date)
    )


_NO_CHECK = frozenset({AuditType.MOCK, AuditType.EXTENSION})
"""Audits at which the last audit's minor ones are not checked:
a rehearsal, and one on another category.
"""


class _DelayCase(NamedTuple):
    """What is asked about every non-conformity of a manual on a day."""

    assessment: Assessment
    audits: list[Audit]
    """Those that decide anything, in the order of their days."""
    proofs: dict[str, AssessedEvidence]

    @classmethod
    def of(cls, assessment: Assessment) -> _DelayCase:
        real = (audit for audit in assessment.organisation.audits if audit.type not in _NO_CHECK)
        proofs = {assessed.evidence.id: assessed for assessed in assessment.evidence}
        return cls(assessment, sorted(real, key=lambda audit: audit.date), proofs)

    def followed(self, nc: NonConformity) -> TrackedNonConformity:
        on = self.assessment.on
        following = self._next(nc)
        grade = nc.grade
        delay = correct_by = CORRECTED_WITHIN[grade].after(nc.notified or nc.audit)
        if (
            grade is Grade.MINOR
            and following is not None
            and following.date <= on
            and not _over(nc, following.date)
        ):
            grade = Grade.MAJOR
            correct_by = CORRECTED_WITHIN[grade].after(following.notified or following.date)
            delay = min(delay, correct_by)
        gap = self._gap(nc) if _closed(nc, on) and not _verified(nc, on) else None
        verify_by = VERIFIED_WITHIN.after(correct_by) if grade is Grade.MAJOR else None
        return TrackedNonConformity(
            nc,
            grade,
            _standing(nc, delay, on, gap),
            correct_by,
            verify_by,
            following,
            None,
            0,
            gap,
        )

    def _next(self, nc: NonConformity) -> Audit | None:
        position = bisect_right(self.audits, nc.audit, key=lambda audit: audit.date)
        return self.audits[position] if position < len(self.audits) else None

    def _gap(self, nc: NonConformity) -> Message | None:
        """Return what a closed one lacks: a proof that is newer than the finding,
        and its indicator covered.
        """
        if not nc.proof:
            return say("it names no proof")
        if not any(_shows(self.proofs.get(name), nc) for name in nc.proof):
            return say(
                "none of its proofs ({proofs}) is there and newer than the finding",
                proofs=list(nc.proof),
            )
        indicator = None if nc.indicator is None else self.assessment.indicator(nc.indicator)
        # What a later text added to the indicator opens no finding again.
        if (
            indicator is not None
            and not indicator.both_stages
            and indicator.state is not IndicatorState.NOT_APPLICABLE
        ):
            return say(
                "indicator {number} is not covered on {day}",
                number=nc.indicator,
                day=self.assessment.on,
            )
        return None


def _shows(assessed: AssessedEvidence | None, nc: NonConformity) -> bool:
    """Return whether a proof is there and newer than the finding;
    one that has grown old since was good when it was shown.
    """
    if assessed is None or assessed.state in _NO_PROOF:
        return False
    newest = assessed.register_state.newest if assessed.register_state else assessed.evidence.dated
    return newest is not None and newest > nc.audit


def _closed(nc: NonConformity, on: date) -> bool:
    return nc.closed is not None and nc.closed <= on


def _verified(nc: NonConformity, on: date) -> bool:
    return nc.verified is not None and nc.verified <= on


def _over(nc: NonConformity, on: date) -> bool:
    """Return whether it was closed, or lifted by the body itself."""
    return _closed(nc, on) or _verified(nc, on)


def _standing(nc: NonConformity, delay: date, on: date, gap: Message | None) -> NonConformityState:
    if _verified(nc, on):
        return NonConformityState.VERIFIED
    if _closed(nc, on):
        return NonConformityState.CORRECTED if gap is None else NonConformityState.UNPROVEN
    return NonConformityState.LATE if delay < on else NonConformityState.OPEN
