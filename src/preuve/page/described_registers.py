"""The pages of the registers that are made from descriptions: a table a list, and the published
results.

Fewer than five people behind a figure: the page says so, and gives no number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.described.results import ALL_OFFERS, MEASURES, figure, is_published
from preuve.model.registers.description import ColumnKind, describe
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.core.words import Message
    from preuve.model.registers.description import Description, Line, RegisterColumn
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext

FEW = say("fewer than five")
_WHOLE = frozenset({ColumnKind.ID, ColumnKind.DAY, ColumnKind.TEXT})


class ShownCell(NamedTuple):
    """What stands in a cell: words, and where each of them leads."""

    parts: tuple[tuple[str, str | None], ...]
    number: bool = False


class ShownRow(NamedTuple):
    """A line as the page shows it."""

    id: str
    cells: tuple[ShownCell | None, ...]
    """One for each column; None where the line says nothing there."""


class ShownTable(NamedTuple):
    """A list of a register as a page shows it, the newest line first."""

    about: Message
    titles: tuple[Message, ...]
    rows: tuple[ShownRow, ...]


def tables(view: RenderContext, here: PageContext, name: RegisterName) -> tuple[ShownTable, ...]:
    """Return the tables of a register that is kept."""
    description = describe(name)
    return tuple(_table(view, here, name, description, below) for below in description.lists)


def _table(
    view: RenderContext, here: PageContext, name: RegisterName, description: Description, below: str
) -> ShownTable:
    lines = view.assessment.manual.registers.lines(name, below)
    there = [line for line in lines if not line.days() or min(line.days()) <= view.assessment.on]
    shown = {
        key: column
        for key, column in description.columns(below).items()
        if column.shown and any(key in line.values for line in there)
    }
    rows = tuple(
        ShownRow(
            line.id, tuple(_cell(view, here, line, key, column) for key, column in shown.items())
        )
        for line in sorted(there, key=_newest, reverse=True)
    )
    return ShownTable(
        description.lists[below].about, tuple(column.title for column in shown.values()), rows
    )


def _newest(line: Line) -> str:
    return max(map(str, line.days()), default=line.id)


def _cell(
    view: RenderContext, here: PageContext, line: Line, key: str, column: RegisterColumn
) -> ShownCell | None:
    if key not in line.values:
        return None
    if line.few(key, column.behind):
        return ShownCell(((view.words(FEW), None),))
    value = line.values[key]
    return ShownCell(
        tuple(_parts(view, here, column, value)),
        number=column.kind in {ColumnKind.COUNT, ColumnKind.NUMBER},
    )


def _parts(
    view: RenderContext, here: PageContext, column: RegisterColumn, value: object
) -> Iterator[tuple[str, str | None]]:
    """Yield what a value says, and where it leads."""
    if column.words is not None:
        yield view.words(column.words[str(value)]), None
    elif column.kind is ColumnKind.FLAG:
        yield view.words(say("yes") if value else say("no")), None
    elif column.kind is ColumnKind.ROLE:
        yield view.assessment.organisation.answers(str(value)), None
    elif column.kind is ColumnKind.SESSION:
        yield str(value), view.site_map.session_href(here, str(value))
    elif not isinstance(value, tuple | str):
        yield view.words.value(value), None
    else:
        for name in value if isinstance(value, tuple) else (value,):
            text = view.words(say("all")) if name == ALL_OFFERS else str(name)
            yield text, None if column.kind in _WHOLE else view.site_map.row_href(here, str(name))


class Result(NamedTuple):
    """A figure that is published."""

    measure: Message
    offers: tuple[str, ...]
    begins: date | None
    ends: date | None
    rate: float
    population: str
    part: int | None
    whole: int | None
    method: str


def published_results(view: RenderContext) -> tuple[Result, ...]:
    """Return the figures that are published on the manual's day and have enough people behind them,
    the newest first.
    """
    lines = view.assessment.manual.registers.lines(RegisterName.RESULTS)
    shown = [(line, figure(line)) for line in lines if is_published(line, view.assessment.on)]
    return tuple(
        Result(
            MEASURES[line.text("measure")],
            () if ALL_OFFERS in line.names("offers") else line.names("offers"),
            line.day("from"),
            line.day("to"),
            made.rate,
            line.text("population"),
            line.number("numerator"),
            line.number("denominator"),
            line.text("method") or line.text("source"),
        )
        for line, made in sorted(shown, key=lambda pair: str(pair[0].day("to")), reverse=True)
        if made.rate is not None
    )


def results(view: RenderContext, here: PageContext) -> str:
    """Return the published results, each with what it is made of:
    recomputed from its parts, never copied.
    """
    kept = RegisterName.RESULTS in view.assessment.manual.registers.kept
    return view.render(
        "results.html",
        here,
        results=published_results(view),
        kept=kept,
        file=RegisterName.RESULTS.file,
    )


MACROS = {results: Thing.RESULTS}
