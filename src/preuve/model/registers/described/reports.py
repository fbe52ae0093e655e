"""Reports of violence, harassment and discrimination: counts by half-year, never a case:
`registers/reports.yaml`.

The strictest of all registers: no date of a case, no session, no offer, no description. The files
of cases are with one person, outside any repository. A zero is what shows that the channel is
alive.
"""

from __future__ import annotations

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
)

PARTS = ("violence", "sexual", "harassment", "discrimination", "other")
"""What a total may be broken down into, where it is of five or more."""

DESCRIPTION = Description(
    say("Reports"),
    say(
        "How many reports of violence, harassment or discrimination came in, by half-year, "
        "also when there was none."
    ),
    {
        "reports": LineList(
            say(
                "a line for each half-year or quarter, also when nothing was reported; never "
                "one for a case"
            ),
            {
                "id": ID,
                "from": day(say("First day"), say("the first day counted"), required=True),
                "to": day(say("Last day"), say("the last day counted"), required=True),
                "received": people(say("Reports"), say("how many reports came in"), required=True),
                "violence": people(
                    say("Violence"), say("of which violence; only where five or more came in")
                )._replace(on_page=False),
                "sexual": people(
                    say("Sexual"), say("of which sexual; only where five or more came in")
                )._replace(on_page=False),
                "harassment": people(
                    say("Harassment"), say("of which harassment; only where five or more came in")
                )._replace(on_page=False),
                "discrimination": people(
                    say("Discrimination"),
                    say("of which discrimination; only where five or more came in"),
                )._replace(on_page=False),
                "other": people(
                    say("Other"), say("of which other; only where five or more came in")
                )._replace(on_page=False),
                "dealt_with": people(
                    say("Dealt with"),
                    say("how many were closed with a decision, to date"),
                    required=True,
                ),
                "first_reaction": number(
                    say("First reaction (days)"),
                    say("the longest time to the first reaction, in days"),
                )._replace(on_page=False),
                "to_inspection": people(
                    say("To the labour inspectorate"),
                    say("of which reported to the labour inspectorate"),
                )._replace(on_page=False),
                "breakdowns": people(
                    say("Contracts broken"), say("contracts ended or about to end because of it")
                )._replace(on_page=False),
                "procedure": RegisterColumn(
                    say("Procedure"),
                    say("the proofs that are the procedure in force in that time"),
                    ColumnKind.PROOFS,
                    required=True,
                ),
                "reviewed_on": day(
                    say("Looked at on"),
                    say("the day the team looked at it"),
                    required=True,
                    work_day=True,
                ),
                **NOTE,
            },
        )
    },
    proves=(
        "12.violence",
        "14.breakdown-procedure",
        "15.labour-inspection",
        "15.reporting-schemes",
    ),
    orders=(("from", "to"), ("from", "reviewed_on")),
    example=(
        "- {id: SV-2026-1, from: 2026-01-01, to: 2026-06-30, received: 0, dealt_with: 0, "
        "procedure: [], reviewed_on: 2026-07-06}"
    ),
)
