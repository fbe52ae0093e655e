"""Distance learning: each session at a distance has its lines,
verified while people could still be called back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.rule_name import RuleName
from preuve.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.finding import Diagnostic
    from preuve.gate.rules.described import JudgedRegister


def distance_without_trace(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A session at a distance that is over and has no line; or that is under way, for longer than
    the team waits before it calls back.
    """
    traced = {line.text("session") for line in register.lines()}
    wait = register.head("call_back_after")
    for session in register.sessions:
        due = min(session.ends, wait.after(session.starts)) if wait else session.ends
        if session.distance and due < register.on and session.id not in traced:
            yield register.found_missing(
                RuleName.DISTANCE_WITHOUT_TRACE,
                say(
                    "Session {id} was held at a distance, and no line says whether its "
                    "modules were followed.",
                    id=session.id,
                )
                if session.ends < register.on
                else say(
                    "Session {id}, at a distance since {day}: no line says whether its modules are "
                    "followed, after the time in which you call back.",
                    id=session.id,
                    day=session.starts,
                ),
                clause="19.distance",
                place=session.origin.at("distance"),
            )


def not_followed(register: JudgedRegister) -> Iterator[Diagnostic]:
    """Fewer did it than had to, and nobody was called back;
    or it was verified when the session was over.
    """
    ends = {session.id: session.ends for session in register.sessions}
    for line in register.lines():
        done, expected = line.number("done") or 0, line.number("expected") or 0
        if done < expected and not line.number("called_back"):
            yield register.found(
                RuleName.DISTANCE_NOT_FOLLOWED,
                line,
                "done",
                say(
                    "{id}: {done} of {expected} did it, and nobody was called back.",
                    id=line.id,
                    done=done,
                    expected=expected,
                ),
            )
        checked, end = line.day("checked_on"), ends.get(line.text("session"))
        if checked is not None and end is not None and checked > end:
            yield register.found(
                RuleName.CHECKED_LATE,
                line,
                "checked_on",
                say(
                    "{id} was verified on {day}, after the session's end on {end}.",
                    id=line.id,
                    day=checked,
                    end=end,
                ),
            )


ALL = (distance_without_trace, not_followed)
