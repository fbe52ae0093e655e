"""A mock audit drawn by lot: which indicators are asked about, in which order, for which sessions,
with which questions. Pure.

As in `sampling.py`, a number decides, and the same one decides the same on every machine:
indicators are put in the order of the SHA-256 of "SEED indicator NUMBER", and each question takes,
of the drawn sessions that its indicator concerns, the first in the order of "SEED QUESTION
SESSION".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.clauses import ClauseState
from preuve.core.words import Series, Translator, say
from preuve.cycle.non_conformities import found_since_full_audit
from preuve.cycle.questions import SESSION, load_questions
from preuve.cycle.sampling import draw, eligible, sort_key
from preuve.cycle.scope import Inclusion, scope
from preuve.model.standard import Clause, Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from preuve.assess.assessment import AssessedIndicator, Assessment
    from preuve.core.words import Language, Message
    from preuve.cycle.questions import Ask
    from preuve.model.sessions import Session
    from preuve.model.standard import Condition


class SampledQuestion(NamedTuple):
    """One question of a rehearsal."""

    id: str
    """The indicator, a dot and the number of the question among those of the indicator,
    or a clause's whole name.
    """
    indicator: AssessedIndicator
    about: Ask | Clause
    session: Session | None
    asked: str
    """The question in the manual's language, for the session."""

    @property
    def provisional(self) -> bool:
        """Return whether no official text says yet how an auditor checks it."""
        return (
            self.about.provisional
            if isinstance(self.about, Clause)
            else not self.indicator.indicator.in_guide
        )


class RehearsalPlan(NamedTuple):
    """A rehearsal as it was drawn."""

    seed: int
    sessions: tuple[Session, ...]
    questions: tuple[SampledQuestion, ...]
    """In the order in which they are asked: indicator by indicator, each with all its questions."""


def plan(
    assessment: Assessment, seed: int, *, everything: bool = False, count: int = 0
) -> RehearsalPlan:
    """Draw a rehearsal.

    Args:
        assessment: on the day of the rehearsal.
        seed: any whole number.
        everything: ask about every indicator that applies, not only about those that the next audit
            must review.
        count: about how many indicators at most; 0 leaves out none.

    """
    indicators = sorted(
        _asked_about(assessment, everything=everything),
        key=lambda one: sort_key(seed, f"indicator {one.number}"),
    )
    candidates = _candidates(assessment)
    sessions = draw(candidates, assessment.organisation.categories, seed).sessions
    chosen = indicators[:count] if count else indicators
    # Where none of the sessions drawn is about an indicator, another one that is will do.
    lots = (sessions, candidates)
    return RehearsalPlan(
        seed,
        sessions,
        tuple(
            question
            for indicator in chosen
            for question in _questions(indicator, assessment, lots, seed)
        ),
    )


def _asked_about(assessment: Assessment, *, everything: bool) -> list[AssessedIndicator]:
    """Return the indicators that the next audit must review or,
    with no audit to come, all that apply.
    """
    applying = [*assessment.applying]
    audit = assessment.organisation.next_audit(assessment.on)
    if everything or audit is None:
        return applying
    wanting = found_since_full_audit(
        assessment.manual.registers.non_conformities, assessment.organisation, audit
    )
    reviewed = {
        scoped.number
        for scoped in scope(assessment.organisation, audit, wanting).of(Inclusion.REVIEWED)
    }
    return [indicator for indicator in applying if indicator.number in reviewed]


def _candidates(assessment: Assessment) -> tuple[Session, ...]:
    """Return the sessions that may be drawn: those since the last audit."""
    if assessment.manual.sessions is None:
        return ()
    audit = assessment.organisation.last_audit(assessment.on)
    since = audit.date if audit else None
    return eligible(assessment.manual.sessions.sessions, assessment.on, since)


def _concerned(
    assessed: AssessedIndicator, sessions: Iterable[Session], met: frozenset[Condition]
) -> list[Session]:
    """Return the sessions that an indicator is about:
    of its categories, and meeting its condition if it has one.
    """
    indicator = assessed.indicator
    return [
        session
        for session in sessions
        if session.category in indicator.categories
        and (indicator.condition is None or indicator.condition in session.conditions(met))
    ]


def _questions(
    indicator: AssessedIndicator,
    assessment: Assessment,
    lots: Sequence[Sequence[Session]],
    seed: int,
) -> Iterator[SampledQuestion]:
    words = Translator(assessment.manual.language)
    met = assessment.organisation.conditions_met()
    concerned = next(
        (pairs for sessions in lots if (pairs := _concerned(indicator, sessions, met))), []
    )
    for number, ask in enumerate(load_questions().get(indicator.number, ()), 1):
        name = f"{indicator.number}.{number}"
        session = (
            min(concerned, key=lambda each: sort_key(seed, f"{name} {each.id}"), default=None)
            if ask.of_a_session
            else None
        )
        yield SampledQuestion(
            name,
            indicator,
            ask,
            session,
            words.localized(ask.texts).replace(SESSION, words(_named(session))),
        )
    for part in indicator.clauses:
        if part.state is not ClauseState.NOT_APPLICABLE and (
            part.clause.counts is Counts.NAMED or part.clause.checklist
        ):
            yield SampledQuestion(
                part.name,
                indicator,
                part.clause,
                None,
                words(_on_clause(part.clause, words.language)),
            )


def _on_clause(clause: Clause, language: Language) -> Message:
    """Return the question about a clause: what is to be shown, and what to look for in it."""
    shown = say("Show me, for “{title}”: {asks}", title=clause.title, asks=clause.asks)
    points = clause.checklist.get(language)
    return (
        say("{question} To be looked for: {points}.", question=shown, points=Series(points))
        if points
        else shown
    )


def _named(session: Session | None) -> Message:
    if session is None:
        return say("a session of your choice")
    return say("session {id} ({title})", id=session.id, title=session.title)
