"""Meetings: the council meets, governance has all three capacities, what is decided is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.gate.rules.described import YEAR
from preuve.model.registers.described.meetings import COUNCIL, STEERING
from preuve.schema import Period, says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.finding import Diagnostic
    from preuve.gate.rules.described import JudgedRegister
    from preuve.model.registers.description import Line

_ACTED_WITHIN = Period(3, 0)


def _held(register: JudgedRegister, *bodies: str, within: Period = YEAR) -> list[Line]:
    """Return the meetings of some bodies that were held in a time before the day."""
    return [
        line
        for line in register.lines()
        if line.text("body") in bodies
        and (day := line.day("date")) is not None
        and day <= register.on <= within.after(day)
    ]


def not_held(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A council that did not meet, governance without one of its three,
    steering that nobody sees.
    """
    if register.shows("20.council") and not _held(
        register, COUNCIL, within=register.head("council_every") or YEAR
    ):
        yield register.found_missing(
            RuleName.COUNCIL_NOT_HELD,
            say("The improvement council did not meet in the time that it should."),
            clause="20.council",
        )
    three = ("apprentices", "trainers", "companies")
    whole = [
        line
        for line in _held(register, COUNCIL, STEERING)
        if all(line.number(key) for key in three)
    ]
    if register.shows("20.governance") and not whole:
        yield register.found_missing(
            RuleName.GOVERNANCE_INCOMPLETE,
            say(
                "No council or steering meeting of the last twelve months had an apprentice, a "
                "trainer and a company."
            ),
            clause="20.governance",
        )
    if register.shows("20.steering") and not _held(register, STEERING):
        yield register.found_missing(
            RuleName.STEERING_NOT_SEEN,
            say("No steering meeting in the last twelve months."),
            clause="20.steering",
        )


def without_action(register: JudgedRegister) -> Iterator[Diagnostic]:
    """Something was decided three months ago, and no improvement is named."""
    for line in register.lines():
        day = line.day("date")
        late = day is not None and _ACTED_WITHIN.after(day) < register.on
        if late and not says_nothing(line.text("decisions")) and not line.names("improvements"):
            yield register.found(
                RuleName.DECISION_WITHOUT_ACTION,
                line,
                "decisions",
                say("{id}: what was decided on {day} names no improvement.", id=line.id, day=day),
            )


ALL = (not_held, without_action)
