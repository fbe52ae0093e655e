"""Who was asked what they think, how many answered, and what came of it:
`registers/feedback.yaml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.model.registers.described.results import OFFERS_OR_ALL
from preuve.model.registers.description import (
    COUNT,
    ID,
    NOTE,
    ColumnKind,
    Description,
    LineList,
    RegisterColumn,
    choice,
    day,
    flag,
    people,
    text,
)
from preuve.schema import Field, Integer, Span

if TYPE_CHECKING:
    from preuve.model.registers.description import Line

STAKEHOLDERS = {
    "learners": say("learners"),
    "companies": say("companies"),
    "funders": say("funders"),
    "teachers": say("teaching staff"),
    "client": say("clients"),
}
KINDS = {
    "end": say("at the end"),
    "later": say("some time later"),
    "yearly": say("yearly"),
    "meeting": say("meeting"),
    "webinar": say("webinar"),
    "teaching": say("evaluation of contents and teaching"),
}


def _shows(line: Line, name: str) -> bool:
    number, _, clause = name.partition(".")
    if number == "30":
        return line.text("from") == clause
    if number == "33":
        shown = {
            "shared": line.day("shared_on") is not None,
            "improvement": bool(line.text("improvement")),
            "effectiveness": bool(line.text("improvement")),
        }
        return line.text("kind") == "teaching" and shown.get(clause, True)
    return True


DESCRIPTION = Description(
    say("Feedback"),
    say("Who was asked what they think, how many answered, and what came of it."),
    {
        "feedback": LineList(
            say("the times you asked what people think; no quotation that tells who"),
            {
                "id": ID,
                "from": choice(say("Asked of"), say("who was asked"), STAKEHOLDERS),
                "kind": choice(
                    say("Kind"),
                    say(
                        "when and how; teaching is the evaluation of contents and teaching "
                        "(33), never the satisfaction survey"
                    ),
                    KINDS,
                ),
                "about": RegisterColumn(
                    say("About"),
                    say("a session's id, the codes of offers, or all"),
                    ColumnKind.SESSION_OR_OFFERS,
                    required=True,
                    shape=OFFERS_OR_ALL._replace(free=True),
                ),
                "asked_on": day(
                    say("Asked on"), say("the day they were asked"), required=True, work_day=True
                ),
                "asked": people(say("Asked"), say("how many were asked"), required=True)._replace(
                    shape=COUNT
                ),
                "answered": people(say("Answered"), say("how many answered"), required=True),
                "reminded_on": day(say("Reminded on"), say("the day they were reminded")),
                "free_text": flag(say("Free words"), say("whether there was room for free words")),
                "shared_on": day(
                    say("Shared on"),
                    say("the day it was shown to the teaching team"),
                    work_day=True,
                ),
                "summary": text(
                    say("What is said"), say("what is said, in a sentence; nothing that tells who")
                ),
                "improvement": RegisterColumn(
                    say("Led to"),
                    say("the id of the improvement it led to"),
                    ColumnKind.IMPROVEMENT,
                ),
                **NOTE,
            },
        )
    },
    proves=(
        "30.learners",
        "30.funders",
        "30.teachers",
        "30.companies",
        "30.client",
        "33.evaluation",
        "33.distinct",
        "33.shared",
        "33.improvement",
        "33.effectiveness",
        "32",
    ),
    when=_shows,
    head={
        "ask_every": Field(
            Span(),
            say("how often you ask: your own rule; guide V9 asks funders at least once a year"),
        ),
        "wanted_return": Field(
            Integer(1, 100), say("the share of answers that you want, in per cent: your own rule")
        ),
    },
    orders=(("asked_on", "reminded_on"), ("asked_on", "shared_on")),
    example=(
        "- {id: AV-2026-01, from: learners, kind: end, about: all, asked_on: 2026-01-31, asked: "
        "0, answered: 0, summary: …}"
    ),
)
