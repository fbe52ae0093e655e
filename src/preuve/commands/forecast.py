"""`preuve forecast`: what will be evidenced on the audit's day,
if nothing were renewed, and what to renew until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.commands.one_site import add_site, manual_at
from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.console.judging import asked_day
from preuve.console.outcome import exit_not_assessable
from preuve.core.errors import PreuveError
from preuve.core.words import say
from preuve.cycle.forecast import forecast, target
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.report import Format
from preuve.report.forecast import forecast_json, forecast_text
from preuve.schema import Period

if TYPE_CHECKING:
    from datetime import date

    from preuve.core.words import Message
    from preuve.model.organisation import Organisation


def parser() -> Parser:
    """Return the parser of this verb's arguments."""
    verb = Parser("forecast")
    verb.add_root()
    verb.add(
        "--on",
        say("DATE"),
        say("the day (default: that of the next audit, else the surveillance window)"),
    )
    verb.add(
        "--months",
        say("N"),
        say("and on, to at least N months from now: 1 to 60"),
        type=verb.whole_number(1, _MOST_MONTHS),
    )
    add_site(verb)
    verb.add_as_of()
    verb.add_format(Format.TEXT, Format.JSON, Format.MARKDOWN)
    return verb


def main(arguments: list[str]) -> int:
    """Look forward and report; return the exit status:
    0, or 2 when the manual cannot be read or the day is none.
    """
    options = parser().parse_args(arguments)
    manual = Manual.load(options.root)
    first = asked_day(manual, options)
    if manual.organisation is None or manual.evidence_index is None:
        exit_not_assessable(gate.check(manual, first))
    manual = manual_at(manual, options.site)
    assert manual.organisation is not None  # noqa: S101 - as asked above
    aim = (options.on, options.on) if options.on else target(manual.organisation, first)
    if aim is None and options.months is None:
        raise PreuveError(
            say("no audit is planned and no certificate is held: give a day with --on.")
        )
    end = Period(options.months or 0, 0).after(first)
    since, until = aim or (end, end)
    outlook = forecast(manual, first, max(until, end)) if until >= first else None
    if outlook is None:
        raise PreuveError(say("{day} is before {first}, the manual's day.", day=until, first=first))
    title = _title(manual.organisation, since, until)
    days = list(dict.fromkeys((since, until, outlook.last)))
    if options.format is Format.JSON:
        terminal.out(forecast_json(outlook, since))
    elif options.format is Format.MARKDOWN:
        from preuve.report.forecast_markdown import forecast_markdown  # noqa: PLC0415 - few runs write it

        terminal.out(forecast_markdown(outlook, days, title))
    else:
        terminal.out(forecast_text(outlook, days, title))
    return 0


_MOST_MONTHS = 60


def _title(organisation: Organisation, since: date, last: date) -> Message | date:
    if since != last:
        return say("any day of the surveillance window, {start} to {end}", start=since, end=last)
    audit = next((audit for audit in organisation.audits if audit.date == last), None)
    if audit is None:
        return last
    return say("{day} ({audit})", day=last, audit=audit.type.label)
