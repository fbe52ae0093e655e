"""Who works for the provider under contract: `registers/subcontractors.yaml`.
A sole trader is a person: a code, no name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.model.registers.description import (
    ID,
    NOTE,
    Description,
    LineList,
    choice,
    day,
    flag,
    text,
)
from preuve.model.sessions import CODE
from preuve.schema import Field, Span

if TYPE_CHECKING:
    from preuve.model.registers.description import Line

KINDS = {
    "firm": say("firm"),
    "sole_trader": say("sole trader"),
    "umbrella": say("umbrella company"),
}


def _shows(line: Line, name: str) -> bool:
    return {
        "27.certificate": line.day("certified_until") is not None or bool(line.text("exempt")),
        "27.traceability": line.day("clause_since") is not None,
        "21.verified": bool(line.text("chosen_how")),
    }.get(name, True)


DESCRIPTION = Description(
    say("Subcontractors"),
    say(
        "Who works for us under contract, what the contract says of the standard, and the last "
        "review."
    ),
    {
        "subcontractors": LineList(
            say("who works for you under contract; of a sole trader a code, never a name"),
            {
                "id": ID._replace(
                    about=say(
                        "the firm, or a code for a sole trader: what sessions name under "
                        "subcontractor"
                    ),
                    shape=CODE,
                ),
                "kind": choice(say("Kind"), say("firm, sole trader or umbrella company"), KINDS),
                "missions": text(
                    say("Missions"),
                    say("what is entrusted: teaching, assessment, reception"),
                    required=True,
                ),
                "contract": day(
                    say("Contract"),
                    say("the day the contract was signed"),
                    required=True,
                    work_day=True,
                ),
                "until": day(say("Until"), say("the day the contract ends")),
                "clause_since": day(
                    say("Clause since"),
                    say(
                        "since when the contract writes which requirements of the standard are "
                        "met, and how it is controlled"
                    ),
                    work_day=True,
                ),
                "certified_until": day(
                    say("Certified until"), say("the end of its own Qualiopi certificate")
                ),
                "exempt": text(
                    say("Exempt"),
                    say(
                        "why it needs no certificate, such as R. 6333-6-3, micro-entrepreneur "
                        "below the ceiling"
                    ),
                ),
                "cpf": flag(say("CPF"), say("whether it works on services paid for by the CPF")),
                "chosen_how": text(say("Chosen how"), say("the criteria, and the papers seen")),
                "reviewed_on": day(
                    say("Reviewed on"), say("the day of the last yearly review"), work_day=True
                ),
                "review": text(say("Review"), say("what came of the review")),
                **NOTE,
            },
        )
    },
    proves=("27", "27.traceability", "27.certificate", "21.verified"),
    when=_shows,
    head={
        "review_every": Field(Span(), say("how often you review each subcontractor: your own rule"))
    },
    orders=(("contract", "until"), ("contract", "reviewed_on")),
    example=(
        "- {id: S2, kind: sole_trader, missions: …, contract: 2026-01-31, clause_since: "
        "2026-11-02, chosen_how: …, reviewed_on: 2026-01-31}"
    ),
)
