"""The improvement council, steering and the teaching team: `registers/meetings.yaml`.
Capacities and counts, no names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.model.registers.description import (
    ID,
    NOTE,
    ColumnKind,
    Description,
    LineList,
    RegisterColumn,
    choice,
    day,
    number,
    text,
)
from preuve.schema import Field, Span

if TYPE_CHECKING:
    from preuve.model.registers.description import Line

BODIES = {
    "council": say("improvement council"),
    "steering": say("steering"),
    "teaching_team": say("teaching team"),
    "quality_review": say("quality review"),
}
COUNCIL, STEERING = "council", "steering"
PRESENT = ("apprentices", "trainers", "companies", "others")


def _needed(line: Line) -> tuple[str, ...]:
    """Return the keys that a council and steering need: who was there, by capacity."""
    return PRESENT if line.text("body") in {COUNCIL, STEERING} else ()


def _shows(line: Line, name: str) -> bool:
    body = line.text("body")
    return {
        "20.council": body == COUNCIL,
        "20.governance": body in {COUNCIL, STEERING},
        "20.steering": body == STEERING,
        "33.shared": body == "teaching_team",
    }.get(name, True)


DESCRIPTION = Description(
    say("Meetings"),
    say(
        "When the improvement council, steering and the teaching team met, who was present by "
        "capacity, and what was decided."
    ),
    {
        "meetings": LineList(
            say("meetings: capacities and counts, no names"),
            {
                "id": ID,
                "body": choice(
                    say("Body"),
                    say("which body met; council is the conseil de perfectionnement"),
                    BODIES,
                ),
                "date": day(say("Date"), say("the day it met"), required=True, work_day=True),
                "apprentices": number(say("Apprentices"), say("how many apprentices were present")),
                "trainers": number(say("Trainers"), say("how many trainers were present")),
                "companies": number(say("Companies"), say("how many companies were present")),
                "others": number(say("Others"), say("how many others were present")),
                "agenda": text(
                    say("Agenda"),
                    say("what it was about; for a council R. 6231-4 lists the subjects"),
                    required=True,
                ),
                "decisions": text(
                    say("Decisions"), say("what was decided, or none"), required=True
                ),
                "improvements": RegisterColumn(
                    say("Led to"),
                    say("the ids of the improvements they led to"),
                    ColumnKind.IMPROVEMENTS,
                ),
                "next": day(say("Next"), say("the day of the next one")),
                **NOTE,
            },
            needed=_needed,
        )
    },
    proves=("20.council", "20.governance", "20.steering", "18", "23.told", "33.shared"),
    when=_shows,
    head={
        "council_every": Field(
            Span(),
            say("how often the improvement council meets: your own rule; the code sets none"),
        )
    },
    orders=(("date", "next"),),
    example=(
        "- {id: CP-2026-1, body: council, date: 2026-01-31, apprentices: 0, trainers: 0, "
        "companies: 0, others: 0, agenda: …, decisions: …}"
    ),
)
