"""Is what the registers promise done in time, and do they show what they are named for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import EvidenceState
from preuve.core.finding import Diagnostic
from preuve.core.words import say
from preuve.model.registers.complaints import Matter
from preuve.rulebook import RuleName
from preuve.schema import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.core.finding import Place
    from preuve.core.words import Message


def action_overdue(assessment: Assessment) -> Iterator[Diagnostic]:
    """An improvement or a risk's measure past its day, and a risk that was to be looked at again."""
    registers, on = assessment.manual.registers, assessment.on
    for one in registers.improvements or ():
        if one.dated <= on and one.due < on and _waiting(one.done, on):
            said = say("{id} “{action}” was due on {day}.", id=one.id, action=shorten(one.action), day=one.due)
            yield _late(one.owner, one.due, said, one.origin.at("due"), say("Do it and write done; or decide on another day."))
    for two in registers.risks or ():
        if two.dated > on:
            continue
        if two.due is not None and two.due < on and _waiting(two.done, on):
            said = say("{id}: the measure against “{risk}” was due on {day}.", id=two.id, risk=shorten(two.risk), day=two.due)
            yield _late(two.owner, two.due, said, two.origin.at("due"), say("Do it and write done; or decide on another day."))
        elif two.review_by is not None and two.review_by < on and two.seen_last(on) < two.review_by:
            said = say(
                "{id}: “{risk}” was to be looked at again by {day}.", id=two.id, risk=shorten(two.risk), day=two.review_by
            )
            advice = say("Look at it and write reviewed with the day, and review_by with the next.")
            yield _late(two.owner, two.review_by, said, two.origin.at("review_by"), advice)


def _waiting(done: date | None, on: date) -> bool:
    return done is None or done > on


def _late(owner: str, due: date, said: Message, place: Place, advice: Message) -> Diagnostic:
    return Diagnostic(RuleName.ACTION_OVERDUE, said, place, advice, owner=owner, due=due)


def watch_without_use(assessment: Assessment) -> Iterator[Diagnostic]:
    """Something read of which nobody said what was made."""
    for one in assessment.manual.registers.watch or ():
        if one.dated < assessment.on and one.used is None:
            yield Diagnostic(
                RuleName.WATCH_WITHOUT_USE,
                say("{id}, read on {day}, says neither what was done with it nor why nothing.", id=one.id, day=one.dated),
                one.origin.at("id"),
                say("Add done: what was changed, and told: to whom; or no_impact: why nothing was to be done."),
                owner=one.owner,
            )


def complaint_unanswered(assessment: Assessment) -> Iterator[Diagnostic]:
    """A complaint past the time that the team set itself; where it set none, nothing is said."""
    registers, on = assessment.manual.registers, assessment.on
    for one in registers.complaints or ():
        if one.kind is not Matter.COMPLAINT or one.received > on or not _waiting(one.closed, on):
            continue
        answer_by = registers.answer_within.after(one.received) if registers.answer_within else on
        told_by = registers.acknowledge_within.after(one.received) if registers.acknowledge_within else on
        values = {"id": one.id, "day": one.received}
        if not _waiting(one.answered, on):
            continue
        if answer_by < on:
            by, said = answer_by, say("{id}, received on {day}, was to be answered by {by}.", **values, by=answer_by)
        elif told_by < on and _waiting(one.acknowledged, on):
            by, said = told_by, say("{id}, received on {day}, was to be acknowledged by {by}.", **values, by=told_by)
        else:
            continue
        yield Diagnostic(
            RuleName.COMPLAINT_UNANSWERED, said, one.origin.at("received"),
            say("Write to whoever complained, then note the day under answered or acknowledged."), owner=one.owner, due=by,
        )  # fmt: skip


def review_due(assessment: Assessment) -> Iterator[Diagnostic]:
    """A proof that the watch put up for review, and that is no newer since."""
    for item in assessment.evidence:
        if item.review is not None and item.state is not EvidenceState.WITHDRAWN:
            yield Diagnostic(
                RuleName.REVIEW_DUE,
                say("{id} “{title}” is up for review since {day}: {watch}, {summary}", id=item.evidence.id,
                    title=item.evidence.title, day=item.review.review_since, watch=item.review.id, summary=item.review.summary),
                item.evidence.origin.at("dated"),
                say("Look at it again in the light of that; then give its new date, even where nothing had to change."),
                evidence=item.evidence.id,
            )  # fmt: skip


def empty_register(assessment: Assessment) -> Iterator[Diagnostic]:
    """A register named as a proof that has no line to show; where that leaves an indicator bare, this is told already."""
    bare = {one.number for one in assessment.indicators if one.lack is not None}
    applying = {one.number for one in assessment.indicators if one.applicability.applies}
    for item in assessment.evidence:
        entry = item.evidence
        if item.shown is None or item.shown.newest is not None or item.state is not EvidenceState.NOT_YET:
            continue
        if (
            entry.counts_from <= assessment.on
            and bare.isdisjoint(entry.indicators)
            and not applying.isdisjoint(entry.indicators)
        ):
            yield Diagnostic(
                RuleName.EMPTY_REGISTER,
                say("{id} “{title}” names {file}, which has no line yet that shows it.", id=entry.id, title=entry.title,
                    file=item.shown.register.file),
                entry.origin.at("file"),
                say("Write what was done into the register; until then the entry does not count."),
                evidence=entry.id,
            )  # fmt: skip


ALL = (action_overdue, watch_without_use, complaint_unanswered, review_due, empty_register)
