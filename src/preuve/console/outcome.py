"""What a verb ends with: an exit status, and the sentence why it cannot go on."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from preuve.assess.flaws import is_impossible
from preuve.console import terminal
from preuve.core import clock
from preuve.core.words import Translator, say, say_count
from preuve.report import Format, render

if TYPE_CHECKING:
    from datetime import date
    from typing import NoReturn

    from preuve.gate.gate import Verdict
    from preuve.model.manual import Manual


def status(verdict: Verdict) -> int:
    """Return the exit status of a verdict: 0 the gate is open, 1 it is closed,
    2 the manual cannot be judged.
    """
    if verdict.manual.unusable:
        return 2
    return 0 if verdict.ok else 1


def exit_not_assessable(verdict: Verdict) -> NoReturn:
    """Say why a verb cannot go on, by what the gate found, and end it."""
    terminal.out(render(verdict, Format.TEXT))
    sys.exit(status(verdict))


_LONG_PAST = timedelta(days=31)


def note_day_ahead(manual: Manual, on: date) -> None:
    """Say that a manual is judged on a day that cannot be meant, where the manual itself holds it
    there: what is dated until then counts already.
    """
    organisation, today = manual.organisation, clock.today()
    if organisation is None or organisation.as_of != on:
        return
    if on <= today or not is_impossible(on, today):
        return
    message = say(
        "organisation.yaml holds the manual at {day} (as_of), which cannot be right: a proof that "
        "is dated until then counts already. Correct the year, or take the line out.",
        day=on,
    )
    terminal.note(Translator(manual.language)(message))


def note_held_day(manual: Manual, on: date) -> None:
    """Say that what is published is of a day long past, or one that cannot be,
    where the manual itself holds it there and is no example.
    """
    note_day_ahead(manual, on)
    organisation, past = manual.organisation, clock.today() - on
    if (
        organisation is None
        or organisation.frozen
        or organisation.as_of != on
        or past <= _LONG_PAST
    ):
        return
    message = say_count(
        "organisation.yaml holds the manual at {day} (as_of), {count} day ago: what is "
        "published shows that day. Take the line "
        "out to follow the calendar; an example that stands still on purpose says frozen: true.",
        "organisation.yaml holds the manual at {day} (as_of), {count} days ago: what is "
        "published shows that day. Take the "
        "line out to follow the calendar; an example that stands still on purpose says "
        "frozen: true.",
        past.days,
        day=on,
    )
    terminal.note(Translator(manual.language)(message))
