"""The agenda as a file that calendar programs read (iCalendar, RFC 5545): the same agenda gives the
same bytes.

To load the library and to write the file takes a twentieth of a small site's build, and few builds
change the agenda: the file is kept, under a name that what it says decides.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from preuve.core.digest import digest_of
from preuve.cycle.agenda import AgendaKind
from preuve.schema import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from icalendar import Event

    from preuve.core.words import Translator
    from preuve.cycle.agenda import AgendaEntry

_END = b"END:VCALENDAR\r\n"


class _IcsLine(NamedTuple):
    """An entry as the file says it."""

    name: str
    first: date
    end: date
    """The first day that is not part of it."""
    summary: str
    description: str
    busy: bool


class CalendarName(NamedTuple):
    """What a calendar is called, and by what its events are known."""

    title: str
    identity: str
    """What stays when the organisation's name changes."""


def calendar_file(
    entries: Iterable[AgendaEntry],
    name: CalendarName,
    on: date,
    words: Translator,
    cache: Path | None = None,
) -> bytes:
    """Return the file. Every entry takes whole days; the file is dated by the manual's own day.

    `cache`: a folder in which the file is kept for the next time that it would say the same.
    """
    title = name.title
    # The same thing has the same name for ever: a calendar program that reads the file again moves
    # what moved.
    lines = [_line(entry, f"preuve:{name.identity}:{entry.key}", words) for entry in entries]
    if cache is None:
        return _written(title, on, lines)
    cached = cache / _kept_as(title, on, lines)
    if cached.is_file() and (before := cached.read_bytes()).endswith(
        _END
    ):  # a build that was killed left a part of it
        return before
    written = _written(title, on, lines)
    cache.mkdir(parents=True, exist_ok=True)
    for older in cache.glob("*.ics"):
        older.unlink(missing_ok=True)
    cached.write_bytes(written)
    return written


def _line(entry: AgendaEntry, name: str, words: Translator) -> _IcsLine:
    detail = words(entry.detail) if entry.detail is not None else ""
    return _IcsLine(
        name,
        entry.first,
        Period(0, 1).after(entry.last),
        words(entry.title),
        detail,
        entry.kind is AgendaKind.AUDIT,
    )


def _kept_as(title: str, on: date, lines: Sequence[_IcsLine]) -> str:
    """Return a name that another agenda, another version of this file or of the library changes."""
    library = find_spec("icalendar")
    makers = [
        Path(file).stat().st_mtime_ns
        for file in (__file__, library.origin if library else None)
        if file
    ]
    texts = [tuple(map(str, line)) for line in lines]
    return (
        digest_of(repr((title, on, texts, makers)).encode("utf-8", "surrogatepass"))[:32] + ".ics"
    )


def _written(title: str, on: date, lines: Iterable[_IcsLine]) -> bytes:
    from icalendar import Calendar, vText  # noqa: PLC0415 - a library that is slow to load, for a file that seldom changes

    calendar = Calendar()
    calendar.add("prodid", "-//Preuve//Preuve//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(title))  # escaped: icalendar does not know its type
    stamp = datetime.combine(on, time(), UTC)
    for line in lines:
        calendar.add_component(_event(line, stamp))
    written: bytes = calendar.to_ical()
    return written


def _event(line: _IcsLine, stamp: datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as above

    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, line.name)))
    event.add("dtstamp", stamp)
    event.add("dtstart", line.first)
    event.add("dtend", line.end)
    event.add("summary", line.summary)
    if line.description:
        event.add("description", line.description)
    event.add("transp", "OPAQUE" if line.busy else "TRANSPARENT")
    return event
