"""The calendar: what falls on which day, month by month,
and the same as a file for calendar programs.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.writing import cache_folder
from preuve.cycle.agenda import AgendaKind
from preuve.page.ics import calendar_file
from preuve.page.site_map import AUDITS_PAGE, FORECAST_PAGE
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from preuve.cycle.agenda import AgendaEntry
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext

CALENDAR_FILE = "calendar.ics"
_CACHE = "calendar"


class CalendarMonth(NamedTuple):
    """A month, and what begins in it, in the order of the days."""

    first: date
    entries: tuple[AgendaEntry, ...]


def calendar(view: RenderContext, here: PageContext) -> str:
    """Return what is under way, what is to come month by month, and, folded away, what is past."""
    view.calendar_asked = True
    on = view.assessment.on
    entries = view.agenda
    past = [entry for entry in entries if entry.last < on]
    address = view.assessment.organisation.site_url
    return view.render(
        "calendar.html",
        here,
        under_way=[entry for entry in entries if entry.first < on <= entry.last],
        months=_months(entry for entry in entries if entry.first >= on),
        past=tuple(reversed(_months(past))),
        past_count=len(past),
        proofs=any(entry.kind is AgendaKind.PROOF for entry in entries),
        proof=view.proof,
        file=here.to_file(CALENDAR_FILE),
        address=f"{address.rstrip('/')}/{CALENDAR_FILE}" if address else "",
        audits_href=view.site_map.page_href(here, AUDITS_PAGE),
        forecast_href=view.site_map.page_href(here, FORECAST_PAGE),
    )


def _months(entries: Iterable[AgendaEntry]) -> tuple[CalendarMonth, ...]:
    grouped = groupby(entries, key=lambda entry: entry.first.replace(day=1))
    return tuple(
        CalendarMonth(first, tuple(entries_of_month)) for first, entries_of_month in grouped
    )


def publish_calendar(view: RenderContext, site: Path) -> None:
    """Write the calendar's file into a built site, when a page of it leads there.
    Its audience sees there what it may see.
    """
    if not view.calendar_asked or not view.allows(Thing.AUDIT):
        return
    assessment = view.assessment
    folder = cache_folder(assessment.manual.root, _CACHE) / view.audience
    data = calendar_file(
        view.agenda, assessment.organisation.name, assessment.on, view.words, folder
    )
    (site / CALENDAR_FILE).write_bytes(data)


MACROS = {calendar: Thing.AUDIT}
