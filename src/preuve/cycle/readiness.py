"""What the last rehearsal says of readiness, and what has been done since.
Pure, and no judgement: only what was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.model.rehearsal import LACKING, Found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preuve.assess.assessment import AssessedEvidence, AssessedIndicator, Assessment
    from preuve.model.registers.described.improvements import Improvement
    from preuve.model.rehearsal import Question, Rehearsal

_GRAVEST = (Found.NOT_FOUND, Found.PARTLY, Found.FOUND, Found.SKIPPED)


class Lacking(NamedTuple):
    """A question whose proof was not found, or only in part, and what became of it."""

    question: Question
    improvements: tuple[Improvement, ...]
    """The lines of the register of improvements that name it as their origin."""
    proofs: tuple[AssessedEvidence, ...]
    """What counts for its indicator and is dated after the rehearsal."""


class Asked(NamedTuple):
    """One indicator that was asked about."""

    number: int
    indicator: AssessedIndicator | None
    """None where the manual is on another edition by now."""
    questions: tuple[Question, ...]
    lacking: tuple[Lacking, ...]

    @property
    def gravest(self) -> Found | None:
        """Return the gravest of its answers; None while none is given."""
        founds = {question.found for question in self.questions}
        return next((outcome for outcome in _GRAVEST if outcome in founds), None)


class Readiness(NamedTuple):
    """One rehearsal seen from the manual's day."""

    rehearsal: Rehearsal
    asked: tuple[Asked, ...]
    """By number."""
    never: tuple[AssessedIndicator, ...]
    """The indicators that apply and were not drawn."""

    def count(self, *founds: Found) -> int:
        """Return how many questions were answered in one of these ways."""
        return len(self.rehearsal.of(*founds))

    @property
    def lacking(self) -> tuple[Lacking, ...]:
        """Return all that was not found, or only in part."""
        return tuple(lacking for asked in self.asked for lacking in asked.lacking)

    @property
    def untouched(self) -> tuple[Lacking, ...]:
        """Return what was not found and is in no improvement yet."""
        return tuple(lacking for lacking in self.lacking if not lacking.improvements)

    @property
    def seconds(self) -> int | None:
        """Return the time in which half of the proofs were open; None where no time was taken."""
        taken = sorted(
            question.seconds
            for question in self.rehearsal.questions
            if question.seconds is not None and question.found is not Found.SKIPPED
        )
        return taken[(len(taken) - 1) // 2] if taken else None


def readiness(rehearsal: Rehearsal, assessment: Assessment) -> Readiness:
    """Return what a rehearsal found, and what has been done about it by the manual's day."""
    known = {indicator.number: indicator for indicator in assessment.indicators}
    numbers = sorted({question.indicator for question in rehearsal.questions})
    improvements = assessment.manual.registers.improvements
    asked = tuple(_asked(number, known.get(number), rehearsal, improvements) for number in numbers)
    never = tuple(indicator for indicator in assessment.applying if indicator.number not in numbers)
    return Readiness(rehearsal, asked, never)


def _asked(
    number: int,
    indicator: AssessedIndicator | None,
    rehearsal: Rehearsal,
    improvements: Iterable[Improvement],
) -> Asked:
    questions = tuple(question for question in rehearsal.questions if question.indicator == number)
    since = (
        tuple(
            assessed
            for assessed in indicator.counting
            if assessed.evidence.counts_from > rehearsal.dated
        )
        if indicator
        else ()
    )
    lacking = tuple(
        Lacking(
            question,
            tuple(line for line in improvements if line.came_from == rehearsal.reference(question)),
            since,
        )
        for question in questions
        if question.found in LACKING
    )
    return Asked(number, indicator, questions, lacking)
