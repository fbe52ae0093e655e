"""Drop-outs: followed up, with causes that somebody looks into, and the numbers of the sessions."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.gate.rules.described import YEAR
from preuve.model.registers.described.drop_outs import CAUSES, UNKNOWN
from preuve.schema import says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.finding import Diagnostic
    from preuve.gate.rules.described import JudgedRegister
    from preuve.model.registers.description import Line

_REPEATED = 3
"""Sessions with the same cause, after which something is to be made of it."""


def without_follow_up(register: JudgedRegister) -> Iterator[Diagnostic]:
    """Somebody stopped, and nothing was offered."""
    for line in register.lines():
        if says_nothing(line.text("follow_up")):
            yield register.found(
                RuleName.DROP_OUT_WITHOUT_FOLLOW_UP,
                line,
                "follow_up",
                say("{id}: nothing says what was offered.", id=line.id),
                clause="12.drop-outs",
            )


def causes(register: JudgedRegister) -> Iterator[Diagnostic]:
    """Most causes of the year are unknown; or one comes back and nothing was made of it."""
    year = [
        line
        for line in register.lines()
        if (day := line.day("noticed_on")) is not None and day <= register.on <= YEAR.after(day)
    ]
    total = sum(line.number("count") or 0 for line in year)
    unknown = sum(line.number("count") or 0 for line in year if line.text("cause") == UNKNOWN)
    if 2 * unknown > total:
        yield register.found_missing(
            RuleName.CAUSE_UNKNOWN,
            say(
                "Of {count} who stopped in the last twelve months, the cause is unknown for "
                "{unknown}.",
                count=total,
                unknown=unknown,
            ),
        )
    same: dict[str, list[Line]] = defaultdict(list)
    for line in register.lines():
        same[line.text("cause")].append(line)
    for cause, lines in same.items():
        sessions = {line.text("session") for line in lines}
        if (
            cause != UNKNOWN
            and len(sessions) >= _REPEATED
            and not any(line.text("improvement") for line in lines)
        ):
            yield register.found(
                RuleName.CAUSE_REPEATED,
                lines[-1],
                "cause",
                say(
                    "{cause}: the same cause in {count} sessions, and no improvement.",
                    cause=CAUSES[cause],
                    count=len(sessions),
                ),
            )._replace(indicator=32)


def drop_outs_differ(register: JudgedRegister) -> Iterator[Diagnostic]:
    """The register and the session do not count the same."""
    counted = Counter[str]()
    for line in register.lines():
        counted[line.text("session")] += line.number("count") or 0
    for session in register.sessions:
        if session.dropped is not None and session.dropped != counted[session.id]:
            yield register.found_missing(
                RuleName.DROP_OUTS_DIFFER,
                say(
                    "Session {id} counts {dropped} who stopped, and the register {counted}.",
                    id=session.id,
                    dropped=session.dropped,
                    counted=counted[session.id],
                ),
                place=session.origin.at("dropped"),
            )


ALL = (without_follow_up, causes, drop_outs_differ)
