"""Reports of violence, harassment, discrimination:
counted, dealt with, under a procedure in force, and telling of nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.gate.rules.described import YEAR
from preuve.model.evidence import Status
from preuve.model.registers.described.reports import PARTS
from preuve.model.registers.description import ENOUGH
from preuve.schema import Period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.core.finding import Diagnostic
    from preuve.gate.rules.described import JudgedRegister
    from preuve.model.evidence import Evidence

_DEALT_WITH_WITHIN = Period(6, 0)


def reports_not_counted(register: JudgedRegister) -> Iterator[Diagnostic]:
    """No line for the last twelve months: the zero is what shows that the channel is alive."""
    last = max(
        (day for line in register.lines() if (day := line.day("to")) is not None), default=None
    )
    if register.shows("12.violence") and (last is None or YEAR.after(last) < register.on):
        yield register.found_missing(
            RuleName.REPORTS_NOT_COUNTED,
            say("No line tells of the last twelve months."),
            clause="12.violence",
        )


def reports_open(register: JudgedRegister) -> Iterator[Diagnostic]:
    """Reports that are not all dealt with six months after the time they came in."""
    for line in register.lines():
        ends = line.day("to")
        waiting = (line.number("received") or 0) > (line.number("dealt_with") or 0)
        if waiting and ends is not None and _DEALT_WITH_WITHIN.after(ends) < register.on:
            yield register.found(
                RuleName.REPORTS_OPEN,
                line,
                "dealt_with",
                say("{id}: not all that came in until {day} is dealt with.", id=line.id, day=ends),
            )


def procedure_not_in_force(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A procedure that was not approved, or not yet or no more in date,
    at the end of the time it stands for.
    """
    index = register.assessment.manual.evidence_index
    proofs = {entry.id: entry for entry in index.evidence} if index else {}
    for line in register.lines():
        ends = line.day("to")
        for position, name in enumerate(line.names("procedure")):
            entry = proofs.get(name)
            if entry is not None and ends is not None and not _in_force(entry, ends):
                found = register.found(
                    RuleName.PROCEDURE_NOT_IN_FORCE,
                    line,
                    "procedure",
                    say(
                        "{id} names {proof}, which was not approved and in date on {day}.",
                        id=line.id,
                        proof=name,
                        day=ends,
                    ),
                )
                yield found._replace(place=line.origin.at("procedure", position), evidence=name)


def _in_force(entry: Evidence, day: date) -> bool:
    until = entry.good_until()
    return (
        entry.status in {Status.APPROVED, Status.WITHDRAWN}  # put away since, it was in force then
        and entry.dated is not None
        and entry.dated <= day
        and (until is None or until >= day)
    )


def counts_identify(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A breakdown of so few that it tells who: an error."""
    for line in register.lines():
        parts = [part for part in PARTS if part in line.values]
        if parts and (line.number("received") or 0) < ENOUGH:
            yield register.found(
                RuleName.COUNTS_IDENTIFY,
                line,
                parts[0],
                say(
                    "{id} breaks down fewer than {enough} reports: that tells who.",
                    id=line.id,
                    enough=ENOUGH,
                ),
            )


ALL = (reports_not_counted, reports_open, procedure_not_in_force, counts_identify)
