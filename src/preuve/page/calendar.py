"""The calendar: what falls on which day, month by month,
and the same as a file for calendar programs.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.cycle.agenda import AgendaKind
from preuve.page.ics import CalendarName, calendar_file
from preuve.page.site_map import AUDITS_PAGE, FORECAST_PAGE
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from preuve.cycle.agenda import AgendaEntry
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext

CALENDAR_FILE = "calendar.ics"


class CalendarPart(NamedTuple):
    """What is under way, or a month and what begins in it, in the order of the days."""

    anchor: str
    title: str
    entries: tuple[AgendaEntry, ...]


def calendar(view: RenderContext, here: PageContext) -> str:
    """Return what is under way, what is to come month by month, and, folded away, what is past."""
    view.calendar_asked = True
    on = view.assessment.on
    entries = view.agenda
    past = [entry for entry in entries if entry.last < on]
    now = tuple(entry for entry in entries if entry.first < on <= entry.last)
    ahead = _months(view, (entry for entry in entries if entry.first >= on))
    if now:
        ahead.insert(0, CalendarPart("now", view.words(say("Now")), now))
    address = view.assessment.organisation.site_url
    return view.render(
        "calendar.html",
        here,
        ahead=ahead,
        past=[part._replace(anchor="") for part in reversed(_months(view, past))],
        past_count=len(past),
        proofs=any(entry.kind is AgendaKind.PROOF for entry in entries),
        proof=view.proof,
        file=here.to_file(CALENDAR_FILE),
        own=[(role, here.to_file(role_file(role))) for role in _by_role(view)],
        address=f"{address.rstrip('/')}/{CALENDAR_FILE}" if address else "",
        audits_href=view.site_map.page_href(here, AUDITS_PAGE),
        forecast_href=view.site_map.page_href(here, FORECAST_PAGE),
    )


def _months(view: RenderContext, entries: Iterable[AgendaEntry]) -> list[CalendarPart]:
    grouped = groupby(entries, key=lambda entry: entry.first.replace(day=1))
    return [
        CalendarPart(
            f"m{first.isoformat()[:7]}", view.words.month(first).capitalize(), tuple(of_month)
        )
        for first, of_month in grouped
    ]


def publish_calendar(view: RenderContext, site: Path) -> None:
    """Write the calendar's file into a built site, when a page of it leads there.
    Its audience sees there what it may see.
    """
    if not view.calendar_asked or not view.allows(Thing.AUDIT):
        return
    organisation, on = view.assessment.organisation, view.assessment.on
    identity = organisation.calendar_identity()
    title = view.words(say("{name}: quality", name=organisation.name))
    data = calendar_file(view.agenda, CalendarName(title, identity), on, view.words)
    (site / CALENDAR_FILE).write_bytes(data)
    for role, entries in _by_role(view).items():
        # An event is the same in a role's calendar as in that of all.
        who = organisation.answers(role)
        title = view.words(say("{name}: quality, {who}", name=organisation.name, who=who))
        name = CalendarName(title, identity)
        data = calendar_file(entries, name, on, view.words)
        (site / role_file(role)).write_bytes(data)


def role_file(role: str) -> str:
    """Return the file with what one role answers for."""
    return f"calendar-{role}.ics"


def _by_role(view: RenderContext) -> dict[str, list[AgendaEntry]]:
    """Return what each role answers for, in the order of `people`; who has what to do is the team's
    own.
    """
    if not view.allows(Thing.INTERNAL):
        return {}
    return {
        role: entries
        for role in view.assessment.organisation.people
        if (entries := [entry for entry in view.agenda if entry.owner == role])
    }


MACROS = {calendar: Thing.AUDIT}
