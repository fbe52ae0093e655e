"""Does everything exist that rehearsals name?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.manual import ORGANISATION_FILE
from preuve.model.standard import load_edition
from preuve.schema import Guesses, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment
    from preuve.model.rehearsal import Question, Rehearsal


def rehearsal_references(assessment: Assessment) -> Iterator[Diagnostic]:
    """An indicator, a session, a proof or a role that a rehearsal names and that is not there."""
    manual = assessment.manual
    proofs = {assessed.evidence.id for assessed in assessment.evidence}
    proofs |= (
        {unreadable.id for unreadable in manual.evidence_index.unreadable if unreadable.id}
        if manual.evidence_index
        else set()
    )
    sessions = (
        None
        if manual.sessions is None
        else {session.id for session in manual.sessions.sessions} | manual.sessions.unreadable
    )
    correct = say("Correct the id, or delete the line.")
    near_sessions, near_proofs = Guesses(), Guesses()
    for rehearsal in manual.rehearsals:
        yield from _of_the_head(rehearsal, assessment)
        for question in rehearsal.questions:
            if (
                sessions is not None
                and question.session is not None
                and question.session not in sessions
            ):
                message = say(
                    "Question {id} names session {session}, which is not in sessions.yaml.",
                    id=question.id,
                    session=question.session,
                )
                advice = did_you_mean(question.session, sessions, correct, near_sessions)
                yield Diagnostic(
                    RuleName.UNKNOWN_REFERENCE, message, question.origin.at("session"), advice
                )
            yield from _shown(question, proofs, near_proofs)


def _of_the_head(rehearsal: Rehearsal, assessment: Assessment) -> Iterator[Diagnostic]:
    known = load_edition(rehearsal.edition).by_number()
    for question in rehearsal.questions:
        if question.indicator not in known:
            yield Diagnostic(
                RuleName.UNKNOWN_INDICATOR,
                say(
                    "Question {id} names indicator {number}; edition {edition} has 1 to {last}.",
                    id=question.id,
                    number=question.indicator,
                    edition=rehearsal.edition,
                    last=max(known),
                ),
                question.origin.at("indicator"),
                say("Correct the number."),
            )
    people = assessment.organisation.people
    if rehearsal.held_by is not None and rehearsal.held_by not in people:
        yield Diagnostic(
            RuleName.UNKNOWN_OWNER,
            say(
                "The role “{role}” is none of the people in {file}.",
                role=rehearsal.held_by,
                file=ORGANISATION_FILE,
            ),
            rehearsal.origin.at("held_by"),
            did_you_mean(
                rehearsal.held_by,
                people,
                say("Correct the role, or add it under people in organisation.yaml."),
            ),
        )


def _shown(question: Question, proofs: set[str], guesses: Guesses) -> Iterator[Diagnostic]:
    correct = say("Correct the id, or take it out.")
    for position, name in enumerate(question.evidence):
        if name not in proofs:
            yield Diagnostic(
                RuleName.UNKNOWN_REFERENCE,
                say(
                    "Question {id} names {proof}, which is not in the index.",
                    id=question.id,
                    proof=name,
                ),
                question.origin.at("evidence", position),
                did_you_mean(name, proofs, correct, guesses),
            )


ALL = (rehearsal_references,)
