"""Each published figure with what it is made of: `registers/results.yaml`.
Below five people no number is shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.registers.description import (
    ALL_OFFERS,
    ENOUGH,
    ID,
    NOTE,
    ColumnKind,
    Description,
    LineList,
    RegisterColumn,
    choice,
    day,
    people,
    text,
)
from preuve.model.sessions import CODE
from preuve.reading import TextNode
from preuve.schema import ONE_VALUE, ListOf, ListOr, shorten

if TYPE_CHECKING:
    from datetime import date

    from preuve.model.registers.description import Line
    from preuve.reading import Node
    from preuve.schema import Reader, Schema

MEASURES = {
    "satisfaction": say("satisfaction"),
    "return": say("return of questionnaires"),
    "attendance": say("attendance"),
    "drop_out": say("drop-outs"),
    "award": say("certifications awarded"),
    "presentation": say("presented to the examination"),
    "employment": say("employment"),
    "further_study": say("further study"),
    "contract_break": say("contracts broken"),
    "other": say("another measure"),
}


OFFERS_OR_ALL = ListOr(ListOf(CODE, at_least=1, at_most=100), ALL_OFFERS)


class Rate:
    """A rate in per cent: `92.6`."""

    def read(self, node: Node, reader: Reader) -> float | None:
        """Return the rate, from 0 to 100."""
        if not isinstance(node, TextNode):
            return reader.wrong_type(node, say("A rate"), ONE_VALUE)
        written = node.text.strip()
        if re.fullmatch(r"100(?:\.0{1,2})?|[1-9]?[0-9](?:\.[0-9]{1,2})?", written) is None:
            meant = re.fullmatch(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s*%?", written)
            advice = say("Write a number from 0 to 100, such as 92.6.")
            if meant and float(f"{meant[1]}.{meant[2] or 0}") <= 100:  # noqa: PLR2004 - per cent
                advice = say("Write {rate}.", rate=meant[1] + (f".{meant[2]}" if meant[2] else ""))
            return reader.report(
                RuleName.INVALID_VALUE,
                node,
                say("“{text}” is not a rate.", text=shorten(written)),
                advice,
            )
        return float(written)

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"type": "number", "minimum": 0, "maximum": 100}


class Figure(NamedTuple):
    """What a line comes to."""

    rate: float | None
    """In per cent, to one decimal; None where nothing was counted here."""
    enough: bool
    """Whether there are enough people behind it for it to be shown;
    what a scheme counted, that scheme answers for.
    """


def figure(line: Line) -> Figure:
    """Return a line's rate, counted again from its parts;
    of an existing scheme the published number, if any.
    """
    part, whole = line.number("numerator"), line.number("denominator")
    if part is None or not whole:
        return Figure(line.values.get("published"), enough=bool(line.text("source")))
    return Figure(round(100 * part / whole, 1), enough=whole >= ENOUGH)


def is_published(line: Line, on: date) -> bool:
    """Return whether a figure is shown to everybody on a day:
    published by then, and of five people or more.
    """
    since = line.day("published_on")
    return (
        line.values.get("published") is not None
        and (since is None or since <= on)
        and figure(line).enough
    )


def _needed(line: Line) -> tuple[str, ...]:
    """Return the keys that a figure needs, unless an existing scheme counted it."""
    return () if line.text("source") else ("numerator", "denominator")


def _shows(line: Line, name: str) -> bool:
    return {
        "2.method": bool(line.text("method") or line.text("source")),
        "3.award-rate": line.text("measure") == "award",
        "3.presentation-rate": line.text("measure") == "presentation",
        "3.openings": line.text("measure") == "employment",
        "3.further-study": line.text("measure") == "further_study",
        "2.apprenticeship-results": line.text("measure")
        in {"award", "drop_out", "contract_break", "further_study", "employment"},
    }.get(name, True)


DESCRIPTION = Description(
    say("Results"),
    say("Each figure that is published, with what it is made of."),
    {
        "results": LineList(
            say("the figures that you publish, and what each is made of"),
            {
                "id": ID,
                "measure": choice(say("Measure"), say("what is measured"), MEASURES),
                "offers": RegisterColumn(
                    say("Offers"),
                    say("the codes of the offers counted, or all"),
                    ColumnKind.OFFERS,
                    required=True,
                    shape=OFFERS_OR_ALL,
                ),
                "from": day(say("First day"), say("the first day counted"), required=True),
                "to": day(
                    say("Last day"), say("the last day counted"), required=True, work_day=True
                ),
                "population": text(
                    say("Who is counted"),
                    say("who is counted: enrolled, present at the end, who answered"),
                    required=True,
                ),
                "numerator": people(
                    say("Counted"),
                    say("how many of them; with source it may be left out"),
                    behind="denominator",
                ),
                "denominator": people(
                    say("Out of"), say("out of how many; with source it may be left out")
                ),
                "method": text(
                    say("Method"),
                    say("how it is computed, in a sentence; with source it may be left out"),
                ),
                "source": text(
                    say("Source"),
                    say("an existing scheme: InserJeunes, Anotéa, the certifying body"),
                ),
                "published": RegisterColumn(
                    say("Published"),
                    say("the rate as it is shown, in per cent"),
                    ColumnKind.NUMBER,
                    shape=Rate(),
                    behind="denominator",
                ),
                "published_on": day(
                    say("Published on"), say("the day since which it is shown"), work_day=True
                ),
                "where": text(say("Where"), say("where it is shown: a page, an https address")),
                **NOTE,
            },
            needed=_needed,
        )
    },
    proves=(
        "2",
        "2.method",
        "2.apprenticeship-results",
        "3.award-rate",
        "3.presentation-rate",
        "3.openings",
        "3.further-study",
    ),
    when=_shows,
    orders=(("from", "to"), ("from", "published_on")),
    example=(
        "- {id: RS-2026-SAT, measure: satisfaction, offers: all, from: 2026-01-01, to: 2026-12-31, "
        "population: …, numerator: 0, denominator: 0, method: …}"
    ),
)
