"""Risks to the quality of what is taught: `registers/risks.yaml`,
which the edition of 2026 asks for (indicator 32).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import say
from preuve.model.person import ROLE
from preuve.model.registers.description import Description, LineList
from preuve.model.registers.fields import ANSWERS, ENTRY_ID, UNIQUE
from preuve.schema import Day, Field, Integer, Record, Text

if TYPE_CHECKING:
    from datetime import date

    from preuve.reading import Origin

SCALE = Integer(1, 5)
"""Scales in use have three to five steps; the team chooses, and says so in its method."""


class Risk(NamedTuple):
    """One risk, how much it weighs and what is done about it."""

    id: str
    dated: date
    risk: str
    gravity: int
    probability: int
    measure: str
    owner: str
    origin: Origin
    cause: str = ""
    due: date | None = None
    done: date | None = None
    reviewed: date | None = None
    """The last day somebody looked at it again."""
    review_by: date | None = None
    note: str = ""

    @property
    def level(self) -> int:
        """Return gravity times probability."""
        return self.gravity * self.probability

    def seen_last(self, on: date) -> date:
        """Return the last day up to another on which somebody weighed it."""
        return self.reviewed if self.reviewed is not None and self.reviewed <= on else self.dated

    def days(self) -> tuple[date, ...]:
        """Return the days on which it was worked on."""
        return (self.dated, *(day for day in (self.done, self.reviewed) if day is not None))


RISK = Record(
    Risk,
    {
        "id": Field(ENTRY_ID, UNIQUE, required=True),
        "date": Field(Day(), say("the day it was first weighed"), required=True, attribute="dated"),
        "risk": Field(Text(), say("what could happen to the quality of a service"), required=True),
        "cause": Field(Text(), say("what it would come from")),
        "gravity": Field(
            SCALE,
            say("how grave it would be, on your own scale from 1 to 5 at most"),
            required=True,
        ),
        "probability": Field(SCALE, say("how probable it is, on the same scale"), required=True),
        "measure": Field(
            Text(), say("what is done about it, or that it is lived with and why"), required=True
        ),
        "owner": Field(ROLE, ANSWERS, required=True),
        "due": Field(Day(), say("the last day to carry the measure out")),
        "done": Field(Day(), say("the day the measure was carried out")),
        "reviewed": Field(Day(), say("the last day somebody looked at it again")),
        "review_by": Field(Day(), say("the day by which it is looked at again")),
        "note": Field(Text(), say("for the auditor")),
    },
)
DESCRIPTION = Description(
    say("Risks"),
    say(
        "What could harm the quality of your services, which the edition of 2026 asks for "
        "(indicator 32)."
    ),
    {"risks": LineList(say("risks to the quality of the services"), {}, own=RISK)},
    orders=(("date", "done"), ("date", "reviewed")),
    example=(
        "- {id: RK-01, date: 2026-01-31, risk: …, cause: …, gravity: 3, probability: 2, "
        "measure: …, owner: quality}"
    ),
)
