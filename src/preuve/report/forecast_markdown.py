"""A forecast as Markdown: the body of the issue that a workflow keeps up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import Translator, say
from preuve.report.forecast import counts_line, forecast_parts, headline, renewals_title
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
    for part in forecast_parts(forecast, days[0], words):
        lines += ["", f"## {_text(part.title, words)}", ""]
        lines += [f"- {_text(line, words)}" for line in part.lines]
    lines += ["", f"## {_text(renewals_title(forecast), words)}", ""]
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
