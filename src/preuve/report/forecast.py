"""A forecast as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.assess.labels import COUNTED
from preuve.core.words import Translator, say
from preuve.cycle.agenda import deadlines_between
from preuve.report.editions import open_clause
from preuve.report.json_text import as_json
from preuve.report.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from preuve.core.words import Message
    from preuve.cycle.agenda import AgendaEntry
    from preuve.cycle.forecast import Forecast, Outlook, Renewal

SCHEMA = 1


def headline(forecast: Forecast, title: Message | date) -> Message:
    """Return of which days a forecast speaks, and on what condition."""
    name = forecast.today.organisation.name
    return say(
        "{name}: {title}, if nothing is renewed after {day}",
        name=name,
        title=title,
        day=forecast.first,
    )


def forecast_text(forecast: Forecast, days: Sequence[date], title: Message | date) -> str:
    """Return a forecast for people.

    Args:
        forecast: of days to come.
        days: those of which the counts are told.
        title: what the forecast is for: words, or the day of an audit.

    """
    words = Translator(forecast.today.manual.language)
    messages = [headline(forecast, title), *(counts_line(forecast, day) for day in days)]
    lines = [words(message) for message in messages]
    renewals = tuple(renewal_line(renewal, forecast) for renewal in forecast.renewals)
    for part in (
        *forecast_parts(forecast, days[0], words),
        ForecastPart(renewals_title(forecast), renewals),
    ):
        lines += ["", words(part.title), *(f"  {words(line)}" for line in part.lines)]
    return "".join(f"{printable(line)}\n" for line in lines)


class ForecastPart(NamedTuple):
    """What a forecast says of one thing."""

    title: Message
    lines: tuple[Message, ...]


def forecast_parts(forecast: Forecast, day: date, words: Translator) -> Iterator[ForecastPart]:
    """Yield what is said before that which is to be renewed; of clauses, as they are on a day."""
    moving = tuple(moves_line(outlook, words) for outlook in forecast.outlooks if outlook.moves)
    yield ForecastPart(
        say("Indicators that move") if moving else say("No indicator moves."), moving
    )
    if wanting := tuple(map(open_clause, forecast.open_clauses(day))):
        title = say("Parts of indicators that nothing shows wholly on {day}", day=day)
        yield ForecastPart(title, wanting)
    if due := tuple(map(deadline_line, deadlines(forecast))):
        yield ForecastPart(say("Days that fall in that time"), due)


def renewals_title(forecast: Forecast) -> Message:
    """Return the heading above what is to be renewed."""
    return say("To renew") if forecast.renewals else say("Nothing to renew.")


def deadlines(forecast: Forecast) -> tuple[AgendaEntry, ...]:
    """Return what the law, a certification body or a funder sets a day for, up to the last day."""
    return deadlines_between(forecast.today, forecast.first, forecast.last)


def deadline_line(entry: AgendaEntry) -> Message:
    """Return a day that falls, what falls then, and where it is from."""
    if entry.detail is None:
        return say("{day}: {title}", day=entry.last, title=entry.title)
    return say("{day}: {title}. {source}", day=entry.last, title=entry.title, source=entry.detail)


def counts_line(forecast: Forecast, day: date) -> Message:
    """Return how many indicators are in which state on a day."""
    counts = [COUNTED[state](number) for state, number in forecast.counts(day).items() if number]
    return say("On {day}: {counts}.", day=day, counts=counts)


def moves_line(outlook: Outlook, words: Translator) -> Message:
    """Return how an indicator's state moves."""
    moves = [
        say("{state} from {day}", state=span.state.label, day=span.first)
        for span in outlook.spans[1:]
    ]
    indicator = outlook.indicator
    return say(
        "Indicator {number} ({title}): {state}, then {moves}",
        number=indicator.number,
        title=words.localized(indicator.indicator.title),
        state=outlook.spans[0].state.label,
        moves=moves,
    )


def renewal_line(renewal: Renewal, forecast: Forecast) -> Message:
    """Return what is to be renewed, by when and by whom, and what it costs not to."""
    entry = renewal.item.evidence
    message = say(
        "{id} “{title}”: from {start}, by {by} – {owner}",
        id=entry.id,
        title=entry.title,
        start=renewal.start,
        by=renewal.by,
        owner=forecast.today.organisation.answers(entry.owner),
    )
    if renewal.by < forecast.first:
        message = say(
            "{id} “{title}”: out of date since {by} – {owner}",
            **{**message.values, "by": renewal.by},
        )
    if not renewal.costs:
        return message
    return say("{told}; else indicators fall: {numbers}", told=message, numbers=list(renewal.costs))


def forecast_json(forecast: Forecast, since: date) -> str:
    """Return a forecast as one JSON object, indented, its keys in a fixed order."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "as_of": forecast.first,
        "from": since,
        "until": forecast.last,
        "language": forecast.today.manual.language,
        "counts": forecast.counts(forecast.last),
        "indicators": [_indicator(outlook) for outlook in forecast.outlooks],
        "clauses": [
            {"id": clause.name, "state": clause.state}
            for clause in forecast.open_clauses(forecast.last)
        ],
        "deadlines": [
            {"key": entry.key, "kind": entry.kind, "day": entry.last}
            for entry in deadlines(forecast)
        ],
        "renewals": [_renewal(renewal) for renewal in forecast.renewals],
    }
    return as_json(document)


def _indicator(outlook: Outlook) -> dict[str, Any]:
    spans = [
        {"state": span.state, "from": span.first, "until": span.last} for span in outlook.spans
    ]
    return {"number": outlook.indicator.number, "state": spans[-1]["state"], "spans": spans}


def _renewal(renewal: Renewal) -> dict[str, Any]:
    entry = renewal.item.evidence
    return {
        "id": entry.id,
        "title": entry.title,
        "owner": entry.owner,
        "from": renewal.start,
        "by": renewal.by,
        "indicators": list(entry.indicators),
        "falling": list(renewal.costs),
    }
