"""Are non-conformities corrected in time, and is it shown?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import IndicatorState
from preuve.core.finding import Diagnostic, Severity
from preuve.core.rule_name import RuleName
from preuve.core.words import say, say_count
from preuve.cycle.non_conformities import NonConformityState, follow, same_sheet, surplus
from preuve.model.manual import INDEX_FILE
from preuve.model.registers.described.non_conformities import Grade
from preuve.model.standard import Grading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.core.words import Message
    from preuve.cycle.non_conformities import TrackedNonConformity
    from preuve.model.registers.described.non_conformities import Action, NonConformity


def corrections(assessment: Assessment) -> Iterator[Diagnostic]:
    """Corrections that are late, and closings that nothing shows:
    one fault for each non-conformity, the gravest.
    """
    for tracked in follow(assessment):
        if tracked.standing is NonConformityState.UNPROVEN:
            number = tracked.non_conformity.indicator
            indicator = None if number is None else assessment.indicator(number)
            # An indicator with nothing that counts has an error of its own: the lack is told once,
            # by its cause.
            if indicator is None or indicator.state is not IndicatorState.MISSING:
                yield _unproven(tracked)
        elif (late := _late(tracked, assessment)) is not None:
            yield late


def _unproven(tracked: TrackedNonConformity) -> Diagnostic:
    nc = tracked.non_conformity
    return Diagnostic(
        RuleName.CORRECTION_WITHOUT_EVIDENCE,
        say(
            "{id} is said to be corrected since {day}, and {lack}.",
            id=nc.id,
            day=nc.closed,
            lack=tracked.gap,
        ),
        nc.origin.at("closed"),
        say(
            "Under proof, name an entry of {index} that is approved and dated after {audit}, "
            "and see that indicator {number} "
            "is covered; or take closed out.",
            index=INDEX_FILE,
            audit=nc.audit,
            number=nc.indicator,
        )
        if nc.indicator is not None
        else say(
            "Under proof, name an entry of {index} that is approved and dated after {audit}; "
            "or take closed out.",
            index=INDEX_FILE,
            audit=nc.audit,
        ),
        indicator=nc.indicator,
        owner=_owner(nc),
    )


def _late(tracked: TrackedNonConformity, assessment: Assessment) -> Diagnostic | None:
    """Return what is past its day: the law's delay before the team's own days."""
    nc, on = tracked.non_conformity, assessment.on
    if tracked.standing is NonConformityState.LATE:
        advice = say(
            "Correct it, name the proof under proof, then write closed; or agree on a delay "
            "with the body."
        )
        return _overdue(tracked, _legal_delay(tracked, assessment), advice, due=tracked.correct_by)
    if (
        tracked.standing is NonConformityState.CORRECTED
        and tracked.verify_by is not None
        and tracked.verify_by < on
        and not _audited_since(tracked, on)
    ):
        message = say(
            "{id} was to be verified by the certification body by {day}.",
            id=nc.id,
            day=tracked.verify_by,
        )
        return _overdue(
            tracked,
            message,
            say("Write verified with the day of its letter; or ask for it."),
            due=tracked.verify_by,
        )
    if tracked.standing is not NonConformityState.OPEN:
        return None
    if nc.plan_due is not None and nc.plan_due < on and (nc.plan_sent is None or nc.plan_sent > on):
        message = say("The action plan for {id} was due on {day}.", id=nc.id, day=nc.plan_due)
        return _overdue(tracked, message, say("Send it, then write plan_sent."), due=nc.plan_due)
    late = [
        action
        for action in nc.actions
        if action.due < on and (action.done is None or action.done > on)
    ]
    if late:
        first = min(late, key=lambda action: action.due)
        message = say(
            "{id}: “{action}” was due on {day}.", id=nc.id, action=first.action, day=first.due
        )
        return _overdue(
            tracked,
            message,
            say("Do it, then write done; or give it a day that can be kept."),
            action=first,
        )
    return None


def _audited_since(tracked: TrackedNonConformity, on: date) -> bool:
    """Return whether an audit has been held since, which will have seen it."""
    return tracked.check_at is not None and tracked.check_at.date <= on


def _legal_delay(tracked: TrackedNonConformity, assessment: Assessment) -> Message:
    """Return the delay that is over; of a major one,
    with what follows (arrêté du 6 juin 2019, article 5).
    """
    nc = tracked.non_conformity
    certificate = assessment.organisation.certificate
    follows = (
        say("The certificate can be suspended.")
        if certificate is not None and certificate.obtained <= assessment.on
        else say("The certification can be refused.")
    )
    if tracked.escalated and tracked.check_at is not None:
        return say(
            "{id}, minor, was still open at the audit of {audit}: it counts as major, to be "
            "corrected by {day}. {follows}",
            id=nc.id,
            audit=tracked.check_at.date,
            day=tracked.correct_by,
            follows=follows,
        )
    if tracked.grade is Grade.MAJOR:
        return say(
            "{id}, major, was to be corrected by {day}: 3 months. {follows}",
            id=nc.id,
            day=tracked.correct_by,
            follows=follows,
        )
    return say(
        "{id}, minor, was to be corrected by {day}: 6 months.", id=nc.id, day=tracked.correct_by
    )


def _overdue(
    tracked: TrackedNonConformity,
    message: Message,
    advice: Message,
    *,
    due: date | None = None,
    action: Action | None = None,
) -> Diagnostic:
    nc = tracked.non_conformity
    return Diagnostic(
        RuleName.CORRECTION_OVERDUE,
        message
        if nc.indicator is None
        else say("Indicator {number}: {said}", number=nc.indicator, said=message),
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
    too_many = surplus(follow(assessment))
    if too_many is None:
        return
    minors = too_many.minors
    advice = say_count(
        "Lift {count} of them by {first}; the others keep their delay, to {rest}.",
        "Lift {count} of them by {first}; the others keep their delay, to {rest}.",
        too_many.to_lift,
        first=too_many.lift_by,
        rest=too_many.rest_by,
    )
    if too_many.lift_by < assessment.on:
        advice = say(
            "Their three months ended on {first}: ask the certification body what follows.",
            first=too_many.lift_by,
        )
    yield Diagnostic(
        RuleName.FIVE_MINORS_OPEN,
        say(
            "{number} minor non-conformities are open: five of one audit weigh as a major "
            "one. {ids}",
            number=len(minors),
            ids=[tracked.non_conformity.id for tracked in minors][:20],
        ),
        minors[0].non_conformity.origin.at("id"),
        advice,
        due=too_many.lift_by,
    )


def one_sheet(assessment: Assessment) -> Iterator[Diagnostic]:
    """Two lines on one indicator and one audit."""
    for line, earlier in same_sheet(assessment.manual.registers.non_conformities):
        yield Diagnostic(
            RuleName.ONE_SHEET,
            say(
                "{other} and {id} are about indicator {number} and one audit: one sheet.",
                id=line.id,
                other=earlier.id,
                number=line.indicator,
            )
            if line.indicator is not None
            else say(
                "{other} and {id} are about the certificate on display and one audit: one sheet.",
                id=line.id,
                other=earlier.id,
            ),
            line.origin.at("indicator" if line.indicator is not None else "about"),
            say("Join the two lines: several findings on one indicator are one non-conformity."),
            indicator=line.indicator,
        )


def grade_differs(assessment: Assessment) -> Iterator[Diagnostic]:
    """A minor one where the reading guide knows major ones only."""
    for nc in assessment.manual.registers.non_conformities:
        if nc.indicator is None:
            if nc.grade is Grade.MINOR:
                yield Diagnostic(
                    RuleName.GRADE_DIFFERS,
                    say(
                        "{id} is minor, and a certificate that is not on display is always a "
                        "major one (arrêté, article 2).",
                        id=nc.id,
                    ),
                    nc.origin.at("grade"),
                    say("Write grade: major."),
                    severity=Severity.ERROR,
                )
            continue
        one = assessment.indicator(nc.indicator)
        if (
            one is not None
            and nc.grade is Grade.MINOR
            and one.indicator.grading is Grading.MAJOR_ONLY
        ):
            yield Diagnostic(
                RuleName.GRADE_DIFFERS,
                say(
                    "{id} is minor, and a non-conformity of indicator {number} is always "
                    "major ({guide}).",
                    id=nc.id,
                    number=nc.indicator,
                    guide=assessment.edition.guide,
                ),
                nc.origin.at("grade"),
                say("Check the grade and the indicator in the audit's report."),
                indicator=nc.indicator,
            )


ALL = (corrections, five_minors, one_sheet, grade_differs)
