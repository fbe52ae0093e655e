"""A workbook to fill in: a row for each indicator and clause that applies,
under headings that an import reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.clauses import ClauseState
from preuve.core.words import say
from preuve.spreadsheets.tables import Table

if TYPE_CHECKING:
    from preuve.assess.assessment import Assessment
    from preuve.core.words import Translator

HEADINGS = (
    say("Indicator"),
    say("Indicator wording"),
    say("Expected evidence"),
    say("Evidence title"),
    say("Formalised or implemented"),
    say("Location"),
    say("Responsible"),
    say("Document date"),
    say("Valid until"),
    say("Status"),
    say("Comment"),
)


def template(assessment: Assessment, words: Translator) -> Table:
    """Return the table to fill in; rows may be doubled, where several proofs serve an indicator."""
    language = assessment.manual.language
    rows: list[tuple[str | int, ...]] = []
    for indicator in assessment.applying:
        expected = " ; ".join(indicator.indicator.proofs[language])
        rows.append(
            (indicator.number, words.localized(indicator.indicator.title), expected, *[""] * 8)
        )
        rows += [
            (
                f"{indicator.number}.{assessed.clause.id}",
                words.localized(assessed.clause.title),
                "",
                *[""] * 8,
            )
            for assessed in indicator.clauses
            if assessed.state is not ClauseState.NOT_APPLICABLE
        ]
    return Table(
        words(say("Evidence to gather")), tuple(words(heading) for heading in HEADINGS), rows
    )
