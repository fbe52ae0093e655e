"""Are non-conformities corrected in time, and is it shown?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import IndicatorState
from preuve.core.finding import Diagnostic
from preuve.core.words import say
from preuve.cycle.non_conformities import FIVE_MINORS, NonConformityState, follow, open_minors
from preuve.model.manual import INDEX_FILE
from preuve.model.registers.non_conformities import Grade
from preuve.model.standard import Grading
from preuve.rulebook import RuleName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.core.words import Message
    from preuve.cycle.non_conformities import TrackedNonConformity
    from preuve.model.registers.non_conformities import Action, NonConformity


def corrections(assessment: Assessment) -> Iterator[Diagnostic]:
    """Corrections that are late, and closings that nothing shows: one fault for each non-conformity, the gravest."""
    for one in follow(assessment):
        if one.standing is NonConformityState.UNPROVEN:
            indicator = assessment.indicator(one.non_conformity.indicator)
            # An indicator with nothing that counts has an error of its own: the lack is told once, by its cause.
            if indicator is None or indicator.state is not IndicatorState.MISSING:
                yield _unproven(one)
        elif (late := _late(one, assessment)) is not None:
            yield late


def _unproven(one: TrackedNonConformity) -> Diagnostic:
    nc = one.non_conformity
    return Diagnostic(
        RuleName.CORRECTION_WITHOUT_EVIDENCE,
        say("{id} is said to be corrected since {day}, and {lack}.", id=nc.id, day=nc.closed, lack=one.lack),
        nc.origin.at("closed"),
        say(
            "Under proof, name an entry of {index} that is approved and dated after {audit}, and see that indicator {number} "
            "is covered; or take closed out.",
            index=INDEX_FILE, audit=nc.audit, number=nc.indicator,
        ),
        indicator=nc.indicator,
        owner=_owner(nc),
    )  # fmt: skip


def _late(one: TrackedNonConformity, assessment: Assessment) -> Diagnostic | None:
    """Return what is past its day: the law's delay before the team's own days."""
    nc, on = one.non_conformity, assessment.on
    if one.standing is NonConformityState.LATE:
        advice = say("Correct it, name the proof under proof, then write closed; or agree on a delay with the body.")
        return _overdue(one, _legal_delay(one), advice, due=one.correct_by)
    if (
        one.standing is NonConformityState.CORRECTED
        and one.verify_by is not None
        and one.verify_by < on
        and not _audited_since(one, on)
    ):
        said = say("{id} was to be verified by the certification body by {day}.", id=nc.id, day=one.verify_by)
        return _overdue(one, said, say("Write verified with the day of its letter; or ask for it."), due=one.verify_by)
    if one.standing is not NonConformityState.OPEN:
        return None
    if nc.plan_due is not None and nc.plan_due < on and (nc.plan_sent is None or nc.plan_sent > on):
        said = say("The action plan for {id} was due on {day}.", id=nc.id, day=nc.plan_due)
        return _overdue(one, said, say("Send it, then write plan_sent."), due=nc.plan_due)
    late = [action for action in nc.actions if action.due < on and (action.done is None or action.done > on)]
    if late:
        first = min(late, key=lambda action: action.due)
        said = say("{id}: “{action}” was due on {day}.", id=nc.id, action=first.action, day=first.due)
        return _overdue(one, said, say("Do it, then write done; or give it a day that can be kept."), action=first)
    return None


def _audited_since(one: TrackedNonConformity, on: date) -> bool:
    """Return whether an audit has been held since, which will have seen it."""
    return one.check_at is not None and one.check_at.date <= on


def _legal_delay(one: TrackedNonConformity) -> Message:
    nc = one.non_conformity
    if one.escalated and one.check_at is not None:
        return say(
            "{id}, minor, was still open at the audit of {audit}: it counts as major, to be corrected by {day}.",
            id=nc.id, audit=one.check_at.date, day=one.correct_by,
        )  # fmt: skip
    if one.grade is Grade.MAJOR:
        return say("{id}, major, was to be corrected by {day}: 3 months.", id=nc.id, day=one.correct_by)
    return say("{id}, minor, was to be corrected by {day}: 6 months.", id=nc.id, day=one.correct_by)


def _overdue(
    one: TrackedNonConformity, said: Message, advice: Message, *, due: date | None = None, action: Action | None = None
) -> Diagnostic:
    nc = one.non_conformity
    return Diagnostic(
        RuleName.CORRECTION_OVERDUE,
        say("Indicator {number}: {said}", number=nc.indicator, said=said),
        action.origin.at("due") if action else nc.origin.at("id"),
        advice,
        indicator=nc.indicator,
        owner=action.owner if action else _owner(nc),
        due=action.due if action else due,
    )


def _owner(nc: NonConformity) -> str | None:
    """Return who answers: the owner of its first action that is not done, or of its first."""
    waiting = [action for action in nc.actions if action.done is None] or list(nc.actions)
    return waiting[0].owner if waiting else None


def five_minors(assessment: Assessment) -> Iterator[Diagnostic]:
    """Minor non-conformities that add up to a major one."""
    minors = open_minors(follow(assessment))
    if len(minors) >= FIVE_MINORS:
        yield Diagnostic(
            RuleName.FIVE_MINORS_OPEN,
            say("{number} minor non-conformities are open: five at decision time make a major one. {ids}", number=len(minors),
                ids=[one.non_conformity.id for one in minors][:20]),
            minors[0].non_conformity.origin.at("id"),
            say("Correct and close those nearest to it; each needs a proof that is newer than its finding."),
        )  # fmt: skip


def grade_differs(assessment: Assessment) -> Iterator[Diagnostic]:
    """A minor one where the reading guide knows major ones only."""
    for nc in assessment.manual.registers.non_conformities or ():
        one = assessment.indicator(nc.indicator)
        if one is not None and nc.grade is Grade.MINOR and one.indicator.grading is Grading.MAJOR_ONLY:
            yield Diagnostic(
                RuleName.GRADE_DIFFERS,
                say("{id} is minor, and a non-conformity of indicator {number} is always major ({guide}).", id=nc.id,
                    number=nc.indicator, guide=assessment.edition.guide),
                nc.origin.at("grade"),
                say("Check the grade and the indicator in the audit's report."),
                indicator=nc.indicator,
            )  # fmt: skip


ALL = (corrections, five_minors, grade_differs)
