"""The agenda as a file that calendar programs read (iCalendar, RFC 5545): the same agenda gives the
same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from preuve.cycle.agenda import AgendaKind
from preuve.schema import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from icalendar import Event

    from preuve.core.words import Translator
    from preuve.cycle.agenda import AgendaEntry


class CalendarName(NamedTuple):
    """What a calendar is called, and by what its events are known."""

    title: str
    identity: str
    """What stays when the organisation's name changes."""


def calendar_file(
    entries: Iterable[AgendaEntry], name: CalendarName, on: date, words: Translator
) -> bytes:
    """Return the file. Every entry takes whole days; the file is dated by the manual's own day."""
    from icalendar import Calendar, vText  # noqa: PLC0415 - a library that is slow to load, for sites alone

    calendar = Calendar()
    calendar.add("prodid", "-//Preuve//Preuve//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(name.title))  # escaped: icalendar does not know its type
    stamp = datetime.combine(on, time(), UTC)
    for entry in entries:
        calendar.add_component(_event(entry, name.identity, stamp, words))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: AgendaEntry, identity: str, stamp: datetime, words: Translator) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as above

    event = Event()
    # The same thing has the same name for ever: a calendar program that reads the file again moves
    # what moved.
    event.add("uid", str(uuid5(NAMESPACE_URL, f"preuve:{identity}:{entry.key}")))
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.first)
    event.add("dtend", Period(0, 1).after(entry.last))  # the first day that is not part of it
    event.add("summary", words(entry.title))
    if entry.detail is not None and (detail := words(entry.detail)):
        event.add("description", detail)
    event.add("transp", "OPAQUE" if entry.kind is AgendaKind.AUDIT else "TRANSPARENT")
    return event
