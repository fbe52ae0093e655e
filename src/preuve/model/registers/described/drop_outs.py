"""Who stopped, why, what was done: `registers/drop_outs.yaml`.
A line for each session and cause, not for each person.
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
    people,
    text,
)

if TYPE_CHECKING:
    from preuve.model.registers.description import Line

UNKNOWN = "unknown"
CAUSES = {
    "job_found": say("a job found"),
    "work_load": say("work load"),
    "level": say("level"),
    "organisation": say("organisation"),
    "money": say("money"),
    "contract_ended": say("contract ended"),
    "personal": say("personal"),
    UNKNOWN: say("unknown"),
}


def _shows(line: Line, name: str) -> bool:
    return name != "12.apprentice-help" or line.text("cause") == "contract_ended"


DESCRIPTION = Description(
    say("Drop-outs"),
    say(
        "Who stopped, for what kind of cause, and what was offered. A line for each session "
        "and cause, never for a person."
    ),
    {
        "drop_outs": LineList(
            say("a line for each session and cause, not for each person"),
            {
                "id": ID,
                "session": RegisterColumn(
                    say("Session"),
                    say("the id of the session in sessions.yaml"),
                    ColumnKind.SESSION,
                    required=True,
                ),
                "count": people(say("How many"), say("how many stopped"), required=True),
                "cause": choice(
                    say("Cause"), say("the kind of cause; “personal” says enough"), CAUSES
                ),
                "noticed_on": day(
                    say("Noticed on"),
                    say("the first sign: absence, silence"),
                    required=True,
                    work_day=True,
                ),
                "reminded": people(
                    say("Reminders"), say("how many reminders were sent"), required=True
                )._replace(behind=""),
                "follow_up": text(
                    say("What was offered"),
                    say("what was offered: recovery, another session, guidance, a new employer"),
                    required=True,
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
    proves=("12.drop-outs", "12.apprentice-help", "2", "32"),
    when=_shows,
    example=(
        "- {id: AB-2026-01, session: 2026-A01, count: 1, cause: unknown, noticed_on: 2026-01-31, "
        "reminded: 1, follow_up: …}"
    ),
)
