"""What was made better, where the wish came from and whether it worked:
`registers/improvements.yaml`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import LabelledEnum, say
from preuve.model.person import ROLE
from preuve.model.registers.description import Description, LineList
from preuve.model.registers.fields import ANSWERS, ENTRY_ID, UNIQUE
from preuve.schema import Choice, Day, Field, Record, Text

if TYPE_CHECKING:
    from datetime import date

    from preuve.reading import Origin


class Worked(LabelledEnum):
    """Whether an action had the effect it was meant to have."""

    YES = "effective", say("effective")
    PARTLY = "partly", say("partly effective")
    NO = "not_effective", say("not effective")


class Effect(NamedTuple):
    """What was seen of an action's effect, when somebody looked."""

    worked: Worked
    checked: date
    origin: Origin
    seen: str = ""


class Improvement(NamedTuple):
    """One action of improvement, from its origin to its effect."""

    id: str
    dated: date
    came_from: str
    """The key `origin`: the id of a line of a register or of a proof, or words such as a survey."""
    action: str
    owner: str
    due: date
    origin: Origin
    finding: str = ""
    cause: str = ""
    expected: str = ""
    """How the team will see that it worked."""
    done: date | None = None
    effect: Effect | None = None
    note: str = ""

    def days(self) -> tuple[date, ...]:
        """Return the days on which it was worked on."""
        checked = self.effect.checked if self.effect else None
        return (self.dated, *(day for day in (self.done, checked) if day is not None))

    def refers_to(self) -> str | None:
        """Return the id that its origin is; None where the origin is told in words."""
        return self.came_from if _REFERENCE.fullmatch(self.came_from) else None


# Capitals, a dash, and a digit somewhere after it: no word of a language looks so.
_REFERENCE = re.compile(r"[A-Z]{1,6}-(?=[A-Za-z._-]*[0-9])[A-Za-z0-9._-]+")
_WORKED = {
    Worked.YES: say("it had the effect meant"),
    Worked.PARTLY: say("it had some of it"),
    Worked.NO: say("it had none: something else is needed"),
}
_EFFECT = Record(
    Effect,
    {
        "worked": Field(
            Choice(Worked, _WORKED), say("whether it had the effect meant"), required=True
        ),
        "checked": Field(Day(), say("the day somebody looked"), required=True),
        "seen": Field(Text(), say("what was seen: a figure, a remark")),
    },
)
IMPROVEMENT = Record(
    Improvement,
    {
        "id": Field(ENTRY_ID, UNIQUE, required=True),
        "date": Field(Day(), say("the day it was decided on"), required=True, attribute="dated"),
        "origin": Field(
            Text(),
            say(
                "where it comes from: the id of a non-conformity, complaint, watch entry or "
                "proof; or words, such as a survey"
            ),
            required=True,
            attribute="came_from",
        ),
        "finding": Field(Text(), say("what was seen")),
        "cause": Field(Text(), say("why it was so")),
        "action": Field(Text(), say("what is done"), required=True),
        "owner": Field(ROLE, ANSWERS, required=True),
        "due": Field(Day(), say("the last day to do it"), required=True),
        "expected": Field(Text(), say("how you will see that it worked")),
        "done": Field(Day(), say("the day it was done")),
        "effect": Field(_EFFECT, say("whether it worked, when somebody looked")),
        "note": Field(Text(), say("for the auditor")),
    },
)
DESCRIPTION = Description(
    say("Improvements"),
    say("What you make better: where it comes from, who does it by when, whether it worked."),
    {"improvements": LineList(say("what was made better, or will be"), {}, own=IMPROVEMENT)},
    orders=(("date", "done"),),
    example=(
        "- {id: IM-2026-01, date: 2026-01-31, origin: NC-2026-01, action: …, owner: quality, "
        "due: 2026-06-30}"
    ),
)
