"""Complaints, difficulties and contingencies: `registers/complaints.yaml`.
Kinds of people and numbers, never names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import LabelledEnum, say
from preuve.model.person import ROLE
from preuve.model.registers.description import ColumnKind, Description, LineList
from preuve.model.registers.fields import ENTRY_ID, UNIQUE
from preuve.schema import Choice, Day, Field, Integer, Record, Span, Text

if TYPE_CHECKING:
    from datetime import date

    from preuve.reading import Origin


class Matter(LabelledEnum):
    """What indicator 31 tells apart (reading guide V9, glossary)."""

    COMPLAINT = "complaint", say("complaint")
    DIFFICULTY = "difficulty", say("difficulty")
    CONTINGENCY = "contingency", say("contingency")


class Party(LabelledEnum):
    """Who spoke: a kind of person, never a person."""

    LEARNER = "learner", say("learner")
    COMPANY = "company", say("company")
    FINANCER = "financer", say("financer")
    TRAINER = "trainer", say("trainer")
    FAMILY = "family", say("family")
    STAFF = "staff", say("staff")
    PARTNER = "partner", say("partner")
    OTHER = "other", say("other")


class Complaint(NamedTuple):
    """Something that went wrong, and how it was dealt with."""

    id: str
    received: date
    kind: Matter
    summary: str
    origin: Origin
    by: Party | None = None
    concerned: int | None = None
    """How many people it touched: they are counted, never named."""
    owner: str | None = None
    acknowledged: date | None = None
    answered: date | None = None
    answer: str = ""
    closed: date | None = None
    cause: str = ""
    improvement: str | None = None
    """The line of the improvements that it led to."""
    note: str = ""

    def days(self) -> tuple[date, ...]:
        """Return the days on which it was worked on."""
        return (
            self.received,
            *(day for day in (self.acknowledged, self.answered, self.closed) if day is not None),
        )


_KINDS = {
    Matter.COMPLAINT: say("written, by whoever is not content"),
    Matter.DIFFICULTY: say("met or told of on the way, not written as a complaint"),
    Matter.CONTINGENCY: say("something from outside that nobody foresaw"),
}
COMPLAINT = Record(
    Complaint,
    {
        "id": Field(ENTRY_ID, UNIQUE, required=True),
        "received": Field(Day(), say("the day it came in, or happened"), required=True),
        "kind": Field(
            Choice(Matter, _KINDS), say("complaint, difficulty or contingency"), required=True
        ),
        "by": Field(Choice(Party), say("the kind of person it came from; never a name")),
        "concerned": Field(Integer(0, 9999), say("how many people it touched; never their names")),
        "summary": Field(Text(), say("what it is about; nothing that tells who"), required=True),
        "owner": Field(
            ROLE, say("the role that deals with it: one of the people in organisation.yaml")
        ),
        "acknowledged": Field(Day(), say("the day its receipt was confirmed")),
        "answered": Field(Day(), say("the day it was answered")),
        "answer": Field(Text(), say("what was answered or done")),
        "closed": Field(Day(), say("the day it was over")),
        "cause": Field(Text(), say("why it came to be so")),
        "improvement": Field(ENTRY_ID, say("the id of the improvement it led to")),
        "note": Field(Text(), say("for the auditor; nothing about a person")),
    },
)
DESCRIPTION = Description(
    say("Complaints, difficulties and contingencies"),
    say(
        "What went wrong. Kinds of people and numbers, never a name: git remembers what you delete."
    ),
    {
        "complaints": LineList(
            say("complaints, difficulties and contingencies"),
            {},
            own=COMPLAINT,
            references={"improvement": ColumnKind.IMPROVEMENT},
        )
    },
    head={
        "acknowledge_within": Field(
            Span(), say("the time in which you confirm a complaint's receipt: your own rule")
        ),
        "answer_within": Field(
            Span(), say("the time in which you answer a complaint: your own rule, such as 15 days")
        ),
    },
    orders=(
        ("received", "acknowledged"),
        ("received", "answered"),
        ("answered", "closed"),
        ("received", "closed"),
    ),
    example=(
        "- {id: RE-2026-01, received: 2026-01-31, kind: complaint, by: learner, summary: …, "
        "acknowledged: 2026-02-01}"
    ),
)
