"""The agenda as a file that calendar programs read (iCalendar, RFC 5545): the same agenda gives the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from preuve.cycle.agenda import Kind
from preuve.shape import Period
from preuve.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from preuve.cycle.agenda import Entry
    from preuve.words import Words


def calendar_file(entries: Iterable[Entry], name: str, on: date, words: Words) -> bytes:
    """Return the file. Every entry takes whole days; the file is dated by the manual's own day."""
    calendar = Calendar()
    calendar.add("prodid", "-//Preuve//Preuve//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words(say("{name}: quality", name=name)))
    stamp = datetime.combine(on, time(), UTC)
    for entry in entries:
        calendar.add_component(_event(entry, name, stamp, words))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, name: str, stamp: datetime, words: Words) -> Event:
    event = Event()
    # The same thing has the same name for ever: a calendar program that reads the file again moves what moved.
    event.add("uid", str(uuid5(NAMESPACE_URL, f"preuve:{name}:{entry.key}")))
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.first)
    event.add("dtend", Period(0, 1).after(entry.last))  # the first day that is not part of it
    event.add("summary", words(entry.title))
    if entry.detail is not None:
        event.add("description", words(entry.detail))
    event.add("transp", "OPAQUE" if entry.kind is Kind.AUDIT else "TRANSPARENT")
    return event
