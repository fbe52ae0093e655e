"""The months ahead as a picture: each indicator's state over time, if nothing is renewed;
what to renew, by when, by whom.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.assessment import IndicatorState, assess
from preuve.assess.by_site import coverage_by_site
from preuve.core.words import say
from preuve.cycle.forecast import Forecast, Outlook, Renewal, target
from preuve.cycle.forecast import forecast as look_forward
from preuve.page.badges import badge
from preuve.page.site_map import AUDITS_PAGE, CALENDAR_PAGE
from preuve.publication.policy import Thing
from preuve.report.editions import open_clause
from preuve.report.forecast import deadline_line, deadlines
from preuve.schema import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Message
    from preuve.model.audits import Audit
    from preuve.model.organisation import Organisation
    from preuve.model.sites import ProviderSite
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext

_MONTHS, _MOST_MONTHS = 12, 18
"""How far the picture reaches: further where the audit is further,
but not so far that it fits no page.
"""


class ForecastMonth(NamedTuple):
    """A column of the picture."""

    first: date
    """Its first day; the manual's own, in the month that has begun."""
    last: date
    audits: tuple[Audit, ...]


class ForecastCell(NamedTuple):
    """An indicator in one month, and in those that follow in which nothing moves."""

    state: IndicatorState | None
    """On the month's last day; None where its edition is not in use then."""
    moves: tuple[tuple[date, IndicatorState], ...]
    """The days of the month on which its state moves, and what it becomes."""
    months: int


class Sign(NamedTuple):
    """How a state is drawn in a cell. There are hundreds of cells and few states:
    each is worded once.
    """

    style: str
    sign: str
    word: str


class OutlookRow(NamedTuple):
    """An indicator over the months."""

    outlook: Outlook
    today: IndicatorState | None
    cells: tuple[ForecastCell, ...]

    @property
    def bare(self) -> bool:
        """Return whether nothing evidences it, today or later."""
        return all(span.state is IndicatorState.MISSING for span in self.outlook.spans)


class Target(NamedTuple):
    """A day of which the states are counted, and why that day."""

    day: date
    why: Message | None
    counts: list[tuple[IndicatorState, int]]


class RenewalLoad(NamedTuple):
    """What a role has to renew."""

    role: str
    number: int
    next: date


def forecast(view: RenderContext, here: PageContext) -> str:
    """Return the picture of the months ahead, and what to renew."""
    organisation, on = view.assessment.organisation, view.assessment.on
    aim = target(organisation, on)
    last = horizon(on, aim[1] if aim else on)
    outlook_of_all = look_forward(view.verdict.manual, on, last)
    assert outlook_of_all is not None  # noqa: S101 - the manual was judged: it can be judged on another day
    columns = months(organisation, on, last)
    by = aim[1] if aim else None
    rows = [
        row
        for outlook in outlook_of_all.outlooks
        if (row := _row(outlook, columns, on)) is not None
    ]
    drawn = [row for row in rows if not row.bare]
    if len(drawn) >= len(rows) - len(drawn):
        drawn = rows  # of a manual that begins, what nothing evidences would be the whole picture
    states = {span.state for row in drawn for span in row.outlook.spans}
    return view.render(
        "forecast.html",
        here,
        months=columns,
        years=_years(columns),
        rows=drawn,
        bare=len(rows) - len(drawn),
        signs=_signs(view),
        aims=list(_aims(outlook_of_all, organisation, aim)),
        last=last,
        before=[
            renewal for renewal in outlook_of_all.renewals if by is not None and renewal.by < by
        ],
        after=[renewal for renewal in outlook_of_all.renewals if by is None or renewal.by >= by],
        by=by,
        loads=_loads(outlook_of_all.renewals),
        wanting=outlook_of_all.open_clauses(aim[0] if aim and aim[0] <= last else last),
        wanting_on=aim[0] if aim and aim[0] <= last else last,
        open_clause=open_clause,
        deadlines=[deadline_line(entry) for entry in deadlines(outlook_of_all)],
        moving=[row.outlook for row in rows if row.outlook.moves],
        legend=[state for state in IndicatorState if state in states],
        by_site=list(_by_site(view, aim[0] if aim and aim[0] <= last else last)),
        by_site_on=aim[0] if aim and aim[0] <= last else last,
        calendar_href=view.site_map.page_href(here, CALENDAR_PAGE),
        audits_href=view.site_map.page_href(here, AUDITS_PAGE),
    )


def _by_site(view: RenderContext, day: date) -> Iterator[tuple[ProviderSite, list[int | str]]]:
    """Yield what each named site lacks on a day that others have, if nothing is renewed."""
    later = assess(view.verdict.manual, day) if view.assessment.organisation.sites.named else None
    for coverage in coverage_by_site(later) if later else ():
        yield coverage.site, coverage.lacks()


def _signs(view: RenderContext) -> dict[IndicatorState, Sign]:
    badges = {state: badge(state) for state in IndicatorState}
    return {state: Sign(one.style, one.sign, view.words(one.word)) for state, one in badges.items()}


def horizon(on: date, aim: date) -> date:
    """Return the last day of the picture."""
    return min(max(Period(_MONTHS, 0).after(on), aim), Period(_MOST_MONTHS, 0).after(on))


def months(organisation: Organisation, on: date, last: date) -> tuple[ForecastMonth, ...]:
    """Return the months from a day to another; the first and the last may be cut short.

    Args:
        organisation: whose audits the months show.
        on: the day they begin.
        last: the day they end.

    """
    result = []
    first = on
    while first <= last:
        end = min(last, _month_end(first))
        real = tuple(audit for audit in organisation.audits if first <= audit.date <= end)
        result.append(ForecastMonth(first, end, real))
        if end == date.max:
            break
        first = end + timedelta(days=1)
    return tuple(result)


def _month_end(day: date) -> date:
    beyond = Period(1, 0).after(day.replace(day=1))
    return date.max if beyond == date.max else beyond - timedelta(days=1)


def _years(columns: tuple[ForecastMonth, ...]) -> list[tuple[int, int]]:
    years = [month.first.year for month in columns]
    return [(year, years.count(year)) for year in dict.fromkeys(years)]


def _row(outlook: Outlook, columns: tuple[ForecastMonth, ...], on: date) -> OutlookRow | None:
    """Return an indicator's row; None where it applies on none of the days."""
    if all(span.state is IndicatorState.NOT_APPLICABLE for span in outlook.spans):
        return None
    moves = [(span.first, span.state) for span in outlook.spans if span.first > on]
    cells: list[ForecastCell] = []
    for month in columns:
        state = outlook.on(month.last)
        moving = tuple(move for move in moves if month.first <= move[0] <= month.last)
        if cells and not moving and state is cells[-1].state:
            cells[-1] = cells[-1]._replace(months=cells[-1].months + 1)
        else:
            cells.append(ForecastCell(state, moving, 1))
    return OutlookRow(outlook, outlook.on(on), tuple(cells))


def _aims(
    forecast: Forecast, organisation: Organisation, aim: tuple[date, date] | None
) -> Iterator[Target]:
    """Yield today, the days looked forward to, and the last of the picture, each once."""
    titles: dict[date, Message | None] = {forecast.first: say("today")}
    if aim is not None and aim[0] == aim[1]:
        audit = next(audit for audit in organisation.audits if audit.date == aim[0])
        titles.setdefault(audit.date, audit.type.label)
    elif aim is not None:
        titles.setdefault(aim[0], say("the surveillance window opens"))
        titles.setdefault(aim[1], say("the surveillance window closes"))
    titles.setdefault(forecast.last, None)
    for day, why in sorted(
        (pair for pair in titles.items() if pair[0] <= forecast.last), key=lambda pair: pair[0]
    ):
        counts = forecast.counts(day)
        shown = [
            state
            for state in IndicatorState
            if counts[state] and state is not IndicatorState.NOT_APPLICABLE
        ]
        yield Target(day, why, [(state, counts[state]) for state in shown])


def _loads(renewals: tuple[Renewal, ...]) -> list[RenewalLoad]:
    """Return what each role has to renew, whoever has most first."""
    by_role: dict[str, list[date]] = {}
    for renewal in renewals:
        by_role.setdefault(renewal.item.evidence.owner, []).append(renewal.by)
    loads = [RenewalLoad(role, len(days), min(days)) for role, days in by_role.items()]
    return sorted(loads, key=lambda load: (-load.number, load.next, load.role))


MACROS = {forecast: Thing.INTERNAL}
