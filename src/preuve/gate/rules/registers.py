"""Is what the registers promise done in time, and do they show what they are named for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import EvidenceState
from preuve.core.finding import Diagnostic
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.described.complaints import Matter
from preuve.schema import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.core.finding import Place
    from preuve.core.words import Message


def action_overdue(assessment: Assessment) -> Iterator[Diagnostic]:
    """An improvement or a risk's measure past its day,
    and a risk that was to be looked at again.
    """
    registers, on = assessment.manual.registers, assessment.on
    for improvement in registers.improvements:
        if improvement.dated <= on and improvement.due < on and _waiting(improvement.done, on):
            message = say(
                "{id} “{action}” was due on {day}.",
                id=improvement.id,
                action=shorten(improvement.action),
                day=improvement.due,
            )
            yield _late(
                improvement.owner,
                improvement.due,
                message,
                improvement.origin.at("due"),
                say("Do it and write done; or decide on another day."),
            )
    for risk in registers.risks:
        if risk.dated > on:
            continue
        if risk.due is not None and risk.due < on and _waiting(risk.done, on):
            message = say(
                "{id}: the measure against “{risk}” was due on {day}.",
                id=risk.id,
                risk=shorten(risk.risk),
                day=risk.due,
            )
            yield _late(
                risk.owner,
                risk.due,
                message,
                risk.origin.at("due"),
                say("Do it and write done; or decide on another day."),
            )
        elif (
            risk.review_by is not None
            and risk.review_by < on
            and risk.seen_last(on) < risk.review_by
        ):
            message = say(
                "{id}: “{risk}” was to be looked at again by {day}.",
                id=risk.id,
                risk=shorten(risk.risk),
                day=risk.review_by,
            )
            advice = say("Look at it and write reviewed with the day, and review_by with the next.")
            yield _late(risk.owner, risk.review_by, message, risk.origin.at("review_by"), advice)


def _waiting(done: date | None, on: date) -> bool:
    return done is None or done > on


def _late(owner: str, due: date, message: Message, place: Place, advice: Message) -> Diagnostic:
    return Diagnostic(RuleName.ACTION_OVERDUE, message, place, advice, owner=owner, due=due)


def watch_without_use(assessment: Assessment) -> Iterator[Diagnostic]:
    """Something read of which nobody said what was made."""
    for watch in assessment.manual.registers.watch:
        if watch.dated < assessment.on and watch.used is None:
            yield Diagnostic(
                RuleName.WATCH_WITHOUT_USE,
                say(
                    "{id}, read on {day}, says neither what was done with it nor why nothing.",
                    id=watch.id,
                    day=watch.dated,
                ),
                watch.origin.at("id"),
                say(
                    "Add done: what was changed, and told: to whom; or no_impact: why nothing "
                    "was to be done."
                ),
                owner=watch.owner,
            )


def complaint_unanswered(assessment: Assessment) -> Iterator[Diagnostic]:
    """A complaint past the time that the team set itself; where it set none, nothing is said."""
    registers, on = assessment.manual.registers, assessment.on
    answer_within, acknowledge_within = (
        registers.head(RegisterName.COMPLAINTS, key)
        for key in ("answer_within", "acknowledge_within")
    )
    for complaint in registers.complaints:
        if (
            complaint.kind is not Matter.COMPLAINT
            or complaint.received > on
            or not _waiting(complaint.closed, on)
        ):
            continue
        answer_by = answer_within.after(complaint.received) if answer_within else on
        told_by = acknowledge_within.after(complaint.received) if acknowledge_within else on
        values = {"id": complaint.id, "day": complaint.received}
        if not _waiting(complaint.answered, on):
            continue
        if answer_by < on:
            by, message = (
                answer_by,
                say("{id}, received on {day}, was to be answered by {by}.", **values, by=answer_by),
            )
        elif told_by < on and _waiting(complaint.acknowledged, on):
            by, message = (
                told_by,
                say(
                    "{id}, received on {day}, was to be acknowledged by {by}.", **values, by=told_by
                ),
            )
        else:
            continue
        yield Diagnostic(
            RuleName.COMPLAINT_UNANSWERED,
            message,
            complaint.origin.at("received"),
            say("Write to whoever complained, then note the day under answered or acknowledged."),
            owner=complaint.owner,
            due=by,
        )


def review_due(assessment: Assessment) -> Iterator[Diagnostic]:
    """A proof that the watch put up for review, and that is no newer since."""
    for assessed in assessment.evidence:
        if assessed.review is not None and assessed.state is not EvidenceState.WITHDRAWN:
            yield Diagnostic(
                RuleName.REVIEW_DUE,
                say(
                    "{id} “{title}” is up for review since {day}: {watch}, {summary}",
                    id=assessed.evidence.id,
                    title=assessed.evidence.title,
                    day=assessed.review.review_since,
                    watch=assessed.review.id,
                    summary=assessed.review.summary,
                ),
                assessed.evidence.origin.at("dated"),
                say(
                    "Look at it again in the light of that; then give its new date, even where "
                    "nothing had to change."
                ),
                evidence=assessed.evidence.id,
            )


def empty_register(assessment: Assessment) -> Iterator[Diagnostic]:
    """A register named as a proof that has no line to show;
    where that leaves an indicator uncovered, that is reported already.
    """
    uncovered = {
        indicator.number for indicator in assessment.indicators if indicator.gap is not None
    }
    applying = assessment.applying_numbers()
    for assessed in assessment.evidence:
        entry = assessed.evidence
        if (
            assessed.register_state is None
            or assessed.register_state.newest is not None
            or assessed.state is not EvidenceState.NOT_YET
        ):
            continue
        if (
            entry.counts_from <= assessment.on
            and uncovered.isdisjoint(entry.indicators)
            and not applying.isdisjoint(entry.indicators)
        ):
            yield Diagnostic(
                RuleName.EMPTY_REGISTER,
                say(
                    "{id} “{title}” names {file}, which has no line yet that shows it.",
                    id=entry.id,
                    title=entry.title,
                    file=assessed.register_state.register.file,
                ),
                entry.origin.at("file"),
                say("Write what was done into the register; until then the entry does not count."),
                evidence=entry.id,
            )


ALL = (action_overdue, watch_without_use, complaint_unanswered, review_due, empty_register)
