"""Who teaches, what they must be able to do, and when it was verified:
`registers/contributors.yaml`. Codes, never names.
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
    flag,
    number,
    text,
)
from preuve.schema import Field, Span

if TYPE_CHECKING:
    from preuve.model.registers.description import Line

LINKS = {
    "employee": say("employee"),
    "subcontractor": say("subcontractor"),
    "umbrella": say("umbrella company"),
    "volunteer": say("volunteer"),
}


def _shows(line: Line, name: str) -> bool:
    """What is verified rests on a day of verification, what is trained on one of training."""
    if name == "21.verified":
        return line.day("checked_on") is not None
    return name != "22" or line.day("trained_on") is not None


DESCRIPTION = Description(
    say("Contributors"),
    say(
        "Who teaches or accompanies, what it asks of them, and when it was verified. Codes, "
        "never names."
    ),
    {
        "contributors": LineList(
            say("who teaches, accompanies or serves: codes, never names"),
            {
                "id": ID._replace(
                    about=say("a code, such as E1 for an employee, S2 for a subcontractor")
                ),
                "role": text(
                    say("What they do"),
                    say("what the person does, such as trainer in office software"),
                    required=True,
                ),
                "link": choice(say("Bound to us as"), say("how they are bound to you"), LINKS),
                "since": day(say("Since"), say("their first day"), required=True, work_day=True),
                "until": day(say("Until"), say("their last day")),
                "offers": RegisterColumn(
                    say("Offers"),
                    say("the codes of what they teach or accompany; [] for who does not teach"),
                    ColumnKind.OFFERS,
                    required=True,
                ),
                "required": text(
                    say("What it asks of them"),
                    say("what these offers ask of them, or where it is written"),
                    required=True,
                ),
                "checked_on": day(
                    say("Verified on"), say("the last day somebody verified it"), work_day=True
                ),
                "checked_how": text(
                    say("Verified how"),
                    say("how it was verified: CV and diploma, interview, lesson visit"),
                ),
                "valid_until": day(
                    say("Authorised until"),
                    say("the first end of an authorisation they need: tests, first aid"),
                ),
                "trained_on": day(
                    say("Trained on"),
                    say("the last day of training or exchange of practice"),
                    work_day=True,
                ),
                "trained_in": text(say("Trained in"), say("what that training was about")),
                "hours": number(say("Hours a year"), say("teaching hours of the year")),
                "permanent": flag(say("Permanent"), say("whether they are permanent staff")),
                **NOTE,
            },
        )
    },
    proves=("21.defined", "21.verified", "22", "17.people"),
    when=_shows,
    head={
        "check_every": Field(
            Span(), say("how often you verify what contributors must be able to do: your own rule")
        ),
        "train_every": Field(
            Span(), say("how often each is trained or exchanges practice: your own rule")
        ),
    },
    orders=(("since", "until"), ("since", "checked_on")),
    example=(
        "- {id: E1, role: …, link: employee, since: 2026-01-31, offers: [], required: …, "
        "checked_on: 2026-01-31, checked_how: …}"
    ),
)
