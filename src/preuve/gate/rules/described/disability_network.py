"""The disability network: alive, with traces; and what was done for those who were received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.gate.rules.described import YEAR
from preuve.model.registers.described.disability_network import PARTNERS, RECEIVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.finding import Diagnostic
    from preuve.gate.rules.described import JudgedRegister


def network_silent(register: JudgedRegister) -> Iterator[Diagnostic]:
    """No exchange with any partner for twelve months: a list of names proves no network."""
    contacts = [
        day
        for line in register.lines(PARTNERS)
        if (day := line.day("last_contact")) is not None and day <= register.on
    ]
    if register.shows("26.network") and not any(YEAR.after(day) >= register.on for day in contacts):
        yield register.found_missing(
            RuleName.NETWORK_SILENT,
            say("No exchange with any partner in the last twelve months."),
            clause="26.network",
        )
    for line in register.lines(PARTNERS):
        if not line.values.get("trace"):
            yield register.found(
                RuleName.CONTACT_WITHOUT_TRACE,
                line,
                "last_contact",
                say("{id}: nothing says where the last exchange can be seen.", id=line.id),
            )


def received(register: JudgedRegister) -> Iterator[Diagnostic]:
    """People were received, and no measure is told;
    or no partner was called on, which may be right.
    """
    for line in register.lines(RECEIVED):
        if not line.number("people"):
            continue
        if not line.text("measures"):
            yield register.found(
                RuleName.RECEIVED_WITHOUT_MEASURE,
                line,
                "year",
                say(
                    "{year}: people asked for an adjustment, and nothing says what was done.",
                    year=line.number("year"),
                ),
                clause="26.use",
            )
        if not line.names("network"):
            yield register.found(
                RuleName.NETWORK_UNUSED,
                line,
                "year",
                say(
                    "{year}: people asked for an adjustment, and no partner was called on.",
                    year=line.number("year"),
                ),
            )


ALL = (network_silent, received)
