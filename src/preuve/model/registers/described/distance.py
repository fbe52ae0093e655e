"""Was each distance module really followed: `registers/distance.yaml`. Counts;
what each person did stays in the platform.
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
    day,
    number,
    people,
    text,
)
from preuve.schema import Field, Span

if TYPE_CHECKING:
    from preuve.model.registers.description import Line


def _shows(line: Line, name: str) -> bool:
    return {
        "19.distance-support": bool(line.text("support")),
        "12.drop-outs": bool(line.number("called_back")),
    }.get(name, True)


DESCRIPTION = Description(
    say("Distance learning"),
    say(
        "Whether each module at a distance was really followed: what counts, how many did it, "
        "who was called back."
    ),
    {
        "distance": LineList(
            say("a line for each module at a distance of a session; counts, no records of people"),
            {
                "id": ID,
                "session": RegisterColumn(
                    say("Session"),
                    say("the id of the session in sessions.yaml"),
                    ColumnKind.SESSION,
                    required=True,
                ),
                "module": text(say("Module"), say("the module"), required=True),
                "hours": number(
                    say("Hours"), say("its average length, as announced (D. 6313-3-1)")
                ),
                "expected": people(
                    say("Expected"), say("how many learners had to follow it"), required=True
                ),
                "activities": text(
                    say("What counts"),
                    say(
                        "what counts as followed: quiz passed, work handed in; being connected "
                        "is not one"
                    ),
                    required=True,
                ),
                "done": people(say("Done"), say("how many did it"), required=True),
                "called_back": people(
                    say("Called back"), say("how many reminders were sent"), required=True
                ),
                "checked_on": day(
                    say("Verified on"),
                    say("the day somebody verified it"),
                    required=True,
                    work_day=True,
                ),
                "support": text(say("Support"), say("who helped, and when (D. 6313-3-1)")),
                **NOTE,
            },
        )
    },
    proves=("19.distance", "19.distance-support", "10", "12.drop-outs"),
    when=_shows,
    head={
        "call_back_after": Field(
            Span(), say("after how long without activity you call people back: your own rule")
        )
    },
    example=(
        "- {id: FD-2026-01, session: 2026-A01, module: …, expected: 0, activities: …, done: 0, "
        "called_back: 0, checked_on: 2026-01-31}"
    ),
)
