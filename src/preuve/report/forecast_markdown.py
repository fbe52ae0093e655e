"""A forecast as Markdown: the body of the issue that a workflow keeps up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import Translator, say
from preuve.report.editions import open_clause
from preuve.report.forecast import (
    counts_line,
    deadline_line,
    deadlines,
    headline,
    moves_line,
)
from preuve.report.markdown import cell, fitting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from preuve.core.words import Message
    from preuve.cycle.forecast import Forecast, Renewal

# GitHub takes 65,536 characters in an issue, and a shell 128 kB in a variable: what does not fit is
# counted.
_MOST_BYTES = 60_000
_WHO = 3
"""The column of who answers."""


def forecast_markdown(forecast: Forecast, days: Sequence[date], title: Message | date) -> str:
    """Return a forecast as Markdown; text from the manual can bring no markup.
    `days`: those of which the counts are told.
    """
    words = Translator(forecast.today.manual.language)
    lines = [f"**{_text(headline(forecast, title), words)}**", ""]
    lines += [f"- {_text(counts_line(forecast, day), words)}" for day in days]
    moving = [outlook for outlook in forecast.outlooks if outlook.moves]
    lines += [
        "",
        f"## {_text(say('Indicators that move') if moving else say('No indicator moves.'), words)}",
        "",
    ]
    lines += [f"- {_text(moves_line(outlook, words), words)}" for outlook in moving]
    if wanting := forecast.open_clauses(days[0]):
        heading = say("Parts of indicators that nothing shows wholly on {day}", day=days[0])
        lines += ["", f"## {_text(heading, words)}", ""]
        lines += [f"- {_text(open_clause(clause), words)}" for clause in wanting]
    if due := deadlines(forecast):
        lines += ["", f"## {_text(say('Days that fall in that time'), words)}", ""]
        lines += [f"- {_text(deadline_line(entry), words)}" for entry in due]
    lines += [
        "",
        f"## {_text(say('To renew') if forecast.renewals else say('Nothing to renew.'), words)}",
        "",
    ]
    foot = [
        "",
        _text(
            say(
                "Written by preuve forecast. The next run writes it anew: what you add here is "
                "lost."
            ),
            words,
        ),
    ]
    if forecast.renewals:
        head = (
            say("Good until"),
            say("Renew from"),
            say("Proof"),
            say("Who answers"),
            say("Else these indicators fall"),
        )
        lines += [f"| {' | '.join(words(message) for message in head)} |", "|---|---|---|---|---|"]
        room = _MOST_BYTES - len("\n".join([*lines, *foot]).encode())
        lines += fitting(
            [_row(renewal, forecast, words) for renewal in forecast.renewals], room, words
        )
    return "\n".join([*lines, *foot]) + "\n"


def _row(renewal: Renewal, forecast: Forecast, words: Translator) -> str:
    entry = renewal.item.evidence
    late = renewal.by < forecast.first
    messages = (
        say("{day}: out of date", day=renewal.by) if late else renewal.by,
        say("now") if renewal.start <= forecast.first else renewal.start,
        say("{id} “{title}”", id=entry.id, title=entry.title),
        forecast.today.organisation.answers(entry.owner),
        list(renewal.costs) or "–",
    )
    cells = [cell(words.value(message)) for message in messages]
    person = forecast.today.organisation.people.get(entry.owner)
    if person is not None and person.github:
        # Written out, it reaches whom it names; the workflow assigns the issue by it. Whatever a
        # team's texts hold is spelled out, and reaches nobody.
        cells[_WHO] += f" @{person.github}"
    return f"| {' | '.join(cells)} |"


def _text(message: Message, words: Translator) -> str:
    return cell(words(message))
