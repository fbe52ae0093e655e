"""Shapes of time: days of the calendar, lengths of time."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from preuve.core import synonyms
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.reading import TextNode
from preuve.schema.guesses import seen
from preuve.schema.reader import ONE_VALUE, shorten

if TYPE_CHECKING:
    from preuve.core.words import Message
    from preuve.reading import Node
    from preuve.schema.reader import Reader, Schema


class Day:
    """A date, written year-month-day: 2026-03-01."""

    def read(self, node: Node, reader: Reader) -> date | None:
        """Return the date."""
        if not isinstance(node, TextNode):
            return reader.wrong_type(node, say("A date such as 2026-03-01"), ONE_VALUE)
        text = node.text.strip()
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None:
            try:
                return date.fromisoformat(text)
            except ValueError:
                return reader.report(
                    RuleName.INVALID_DATE,
                    node,
                    say("{text} is not a day of the calendar.", text=text),
                    say("Check the day and the month."),
                )
        advice = say("Write year-month-day, such as 2026-03-01.")
        if (meant := _meant(text)) is not None:
            advice = say("Write year-month-day: {date}.", date=meant.isoformat())
        return reader.report(
            RuleName.INVALID_DATE, node, say("“{text}” is not a date.", text=shorten(text)), advice
        )

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def _meant(text: str) -> date | None:
    """Return the day meant by figures in another order or with other signs, or in words:
    `28/02/2026`, `1er mars 2026`.
    """
    plain = re.sub(r"[‐‑‒–—−]", "-", seen(text)).casefold()
    if match := re.fullmatch(r"([0-9]{1,2})(?:er|st|nd|rd|th)? ([^\W\d_]+)\.? ([0-9]{4})", plain):
        month = next(
            (n for n, names in enumerate(synonyms.MONTHS, 1) if match[2] in names.split()), None
        )
        return None if month is None else _day(match[3], str(month), match[1])
    if match := re.fullmatch(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4}|[0-9]{2})", plain):
        year = match[3] if len(match[3]) > _SHORT_YEAR else f"20{match[3]}"
        return _day(year, match[2], match[1])
    match = re.fullmatch(r"([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})", plain)
    return _day(*match.groups()) if match else None


_SHORT_YEAR = 2  # digits


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


class Period(NamedTuple):
    """A length of time as people write it, in months and days."""

    months: int
    days: int

    def after(self, day: date) -> date:
        """Return the day this long after another; the 31st becomes the last day of a shorter month.

        A day before the first or after the last that a date can hold is that first or last day.
        """
        year, month = divmod(day.year * 12 + day.month - 1 + self.months, 12)
        if not date.min.year <= year <= date.max.year:
            return date.min if year < date.min.year else date.max
        if day.day <= _IN_ALL_MONTHS:
            same = date(year, month + 1, day.day)
        else:
            first = date(year, month + 1, 1)
            length = 31 if month == _DECEMBER else (date(year, month + 2, 1) - first).days
            same = first + timedelta(days=min(day.day, length) - 1)
        if not self.days:
            return same
        return same + timedelta(days=min(self.days, (date.max - same).days))


_DECEMBER = 11  # counted from 0
_IN_ALL_MONTHS = 28  # days
_UNITS = {
    "month": Period(1, 0),
    "months": Period(1, 0),
    "year": Period(12, 0),
    "years": Period(12, 0),
    "week": Period(0, 7),
    "weeks": Period(0, 7),
    "day": Period(0, 1),
    "days": Period(0, 1),
}
_PERIOD = r"([1-9][0-9]{0,3}) (day|days|week|weeks|month|months|year|years)"


def _span(text: str) -> Message:
    """Return the advice for what is not a length of time."""
    if (often := synonyms.SPANS.get(" ".join(text.casefold().split()))) is not None:
        return say("Write {span}.", span=often)
    match = re.fullmatch(r"\s*([1-9][0-9]{0,3})\s*([^\W\d_]+)[.]?\s*", text)
    word = match[2].casefold() if match else ""
    unit = word if word in _UNITS else synonyms.UNITS.get(word)
    if match is None or unit is None:
        return say("Write a number and days, weeks, months or years, such as 12 months.")
    return say("Write {span}.", span=f"{match[1]} {unit}")


class Span:
    """A length of time: `12 months`, `2 years`, `6 weeks`, `90 days`."""

    def read(self, node: Node, reader: Reader) -> Period | None:
        """Return the length of time."""
        if not isinstance(node, TextNode):
            return reader.wrong_type(node, say("A length of time such as 12 months"), ONE_VALUE)
        match = re.fullmatch(_PERIOD, " ".join(node.text.split()))
        if match is None:
            return reader.report(
                RuleName.INVALID_VALUE,
                node,
                say("“{text}” is not a length of time.", text=shorten(node.text)),
                _span(node.text),
            )
        unit = _UNITS[match[2]]
        return Period(unit.months * int(match[1]), unit.days * int(match[1]))

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"type": "string", "pattern": f"^{_PERIOD}$", "examples": ["12 months"]}
