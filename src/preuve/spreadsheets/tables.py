"""Everything a manual knows, as tables: what a spreadsheet, a CSV file or another program gets.
Pure.

The evidence table has the index's own keys as its columns, values written as in the index: exported
and imported again, it changes nothing. The columns after them, and the other tables, are what was
made of it on the day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.clauses import ClauseState
from preuve.core.words import say
from preuve.model.evidence import EVIDENCE
from preuve.model.sessions import SESSION
from preuve.reading import ListNode, MapNode, TextNode
from preuve.spreadsheets.register_tables import line, register_tables

if TYPE_CHECKING:
    from preuve.assess.assessment import AssessedEvidence, Assessment
    from preuve.core.words import Translator
    from preuve.model.evidence import Evidence
    from preuve.model.sessions import Sessions

KEYS = tuple(EVIDENCE.fields)
EVIDENCE_TABLE = "evidence"
MADE = {
    "indicators": (
        "indicator",
        "criterion",
        "title",
        "statement",
        "applies",
        "reason",
        "state",
        "evidence",
        "counting",
    ),
    "clauses": (
        "clause",
        "indicator",
        "title",
        "words",
        "asks",
        "applies",
        "reason",
        "state",
        "evidence",
    ),
    "decisions": ("indicator", "applies", "reason", "decided_by", "on"),
}
"""Tables that an export makes of the manual, and their columns: they are not read back."""


YES, NO = say("yes"), say("no")


class Table(NamedTuple):
    """A table: its name, its columns, its rows of texts and numbers."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[str | int, ...]]


def tables(assessment: Assessment, words: Translator) -> list[Table]:
    """Return the evidence, the indicators, their clauses, the decisions on what applies,
    and each register that is kept.
    """
    registers = [Table(name, columns, rows) for name, columns, rows in register_tables(assessment)]
    sessions = assessment.manual.sessions
    kept = [_sessions(sessions)] if sessions is not None and sessions.sessions else []
    made = [
        _indicators(assessment, words),
        _clauses(assessment, words),
        _decisions(assessment, words),
    ]
    return [_evidence(assessment), *made, *kept, *registers]


def _sessions(sessions: Sessions) -> Table:
    rows = [line(session.origin.node, SESSION.fields) for session in sessions.sessions]
    return Table("sessions", tuple(SESSION.fields), rows)


def as_written(entry: Evidence) -> dict[str, str]:
    """Return an entry's keys and values as texts, as they stand in the index;
    a list is joined by commas.
    """
    node = entry.origin.node
    entries = node.entries if isinstance(node, MapNode) else {}
    texts: dict[str, str] = {}
    for key in KEYS:
        if getattr(entry, key) is None and (key != "file" or entry.shelf is None):
            # not given; or taken out of the entry, which still remembers where it was read
            continue
        below = entries.get(key)
        if isinstance(below, TextNode) and below.text.strip():
            texts[key] = below.text.strip()
        elif isinstance(below, ListNode):
            texts[key] = ", ".join(node.text for node in below.items if isinstance(node, TextNode))
    return texts


def _evidence(assessment: Assessment) -> Table:
    rows = [_row(assessed) for assessed in assessment.evidence]
    return Table(EVIDENCE_TABLE, (*KEYS, "state", "good_until"), rows)


def _row(assessed: AssessedEvidence) -> tuple[str | int, ...]:
    texts = as_written(assessed.evidence)
    good_until = assessed.good_until.isoformat() if assessed.good_until else ""
    return (*(texts.get(key, "") for key in KEYS), assessed.state.value, good_until)


def _indicators(assessment: Assessment, words: Translator) -> Table:
    rows: list[tuple[str | int, ...]] = [
        (
            indicator.number,
            indicator.indicator.criterion,
            words.localized(indicator.indicator.title),
            words.localized(indicator.indicator.statement),
            words(YES if indicator.applicability.applies else NO),
            words(indicator.applicability.reason),
            indicator.state.value,
            ", ".join(assessed.evidence.id for assessed in indicator.evidence),
            ", ".join(assessed.evidence.id for assessed in indicator.counting),
        )
        for indicator in assessment.indicators
    ]
    return Table("indicators", MADE["indicators"], rows)


def _clauses(assessment: Assessment, words: Translator) -> Table:
    rows: list[tuple[str | int, ...]] = [
        (
            part.name,
            indicator.number,
            words.localized(part.clause.title),
            " […] ".join(part.clause.words),
            words.localized(part.clause.asks),
            "?" if part.state is ClauseState.UNKNOWN else words(YES if part.applies else NO),
            words(part.reason),
            part.state.value,
            ", ".join(assessed.evidence.id for assessed in part.evidence),
        )
        for indicator in assessment.indicators
        for part in indicator.clauses
    ]
    return Table("clauses", MADE["clauses"], rows)


def _decisions(assessment: Assessment, words: Translator) -> Table:
    rows: list[tuple[str | int, ...]] = [
        (
            decision.about.as_written,
            words(YES if decision.applies else NO),
            decision.reason or "",
            decision.decided_by or "",
            decision.on.isoformat() if decision.on else "",
        )
        for decision in assessment.organisation.applicability
    ]
    return Table("decisions", MADE["decisions"], rows)
