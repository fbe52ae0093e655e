"""Partners for people with a disability, and that they are alive:
`registers/disability_network.yaml`.

Health is involved: people are counted by year, and nothing tells who or what.
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
from preuve.model.registers.fields import PROOF_ID
from preuve.schema import Integer, ListOf, ListOr

if TYPE_CHECKING:
    from preuve.model.registers.description import Line

PARTNERS, RECEIVED = "partners", "received"
KINDS = {
    "agefiph": say("Agefiph"),
    "rhf": say("Ressource Handicap Formation"),
    "cap_emploi": say("Cap emploi"),
    "mdph": say("MDPH"),
    "fiphfp": say("FIPHFP"),
    "association": say("association"),
    "health": say("health service"),
    "other": say("another partner"),
}


def _shows(line: Line, name: str) -> bool:
    if name == "26.network":
        return line.list == PARTNERS
    if name in {"26.use", "10.adaptation", "4.compensation-needs"}:
        return line.list == RECEIVED
    return True


DESCRIPTION = Description(
    say("Disability network"),
    say(
        "The partners for people with a disability, the last exchange with each, and how many "
        "people were received."
    ),
    {
        PARTNERS: LineList(
            say("the partners, and the last exchange with each; functions, no names"),
            {
                "id": ID,
                "partner": text(say("Partner"), say("the organisation"), required=True),
                "kind": choice(say("Kind"), say("what kind of partner"), KINDS),
                "area": text(say("Area"), say("where it acts"), required=True),
                "for": text(say("For"), say("what one turns to it for"), required=True),
                "last_contact": day(
                    say("Last exchange"),
                    say("the day of the last exchange"),
                    required=True,
                    work_day=True,
                ),
                "about": text(
                    say("About"),
                    say("what the exchange was about; nothing about a person"),
                    required=True,
                ),
                "trace": RegisterColumn(
                    say("Trace"),
                    say("the proofs of the exchange, or where the letter is"),
                    ColumnKind.PROOFS,
                    shape=ListOr(ListOf(PROOF_ID, at_most=50), free=True),
                ),
                "owner": RegisterColumn(
                    say("Who answers"),
                    say("the role that answers for it"),
                    ColumnKind.ROLE,
                    required=True,
                ),
                **NOTE,
            },
        ),
        RECEIVED: LineList(
            say(
                "how many people asked for an adjustment, by year; no kind of disability, no month"
            ),
            {
                "year": RegisterColumn(
                    say("Year"),
                    say("the year"),
                    ColumnKind.NUMBER,
                    required=True,
                    work_day=True,
                    shape=Integer(2000, 2100),
                ),
                "people": people(
                    say("People"), say("how many asked for an adjustment"), required=True
                ),
                "measures": text(
                    say("Measures"), say("what was done, in general terms"), required=False
                ),
                "network": RegisterColumn(
                    say("Partners called on"),
                    say("the ids of the partners called on"),
                    ColumnKind.LINES,
                ),
                **NOTE,
            },
            key="year",
        ),
    },
    proves=(
        "26.network",
        "26.use",
        "4.compensation-needs",
        "10.adaptation",
        "20.disability-officer",
    ),
    when=_shows,
    example=(
        "- {id: RH-01, partner: …, kind: rhf, area: …, for: …, last_contact: 2026-01-31, about: "
        "…, owner: quality}"
    ),
)
