"""The pages of the registers that are made from descriptions: a table a list, and the published
results.

Fewer than five people behind a figure: the page says so, and gives no number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.described.results import MEASURES, figure, is_published
from preuve.model.registers.description import ALL_OFFERS, ColumnKind, describe
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.core.words import Message
    from preuve.model.registers.description import Line, RegisterColumn
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext

FEW = say("fewer than five")
_WHOLE = frozenset({ColumnKind.ID, ColumnKind.DAY, ColumnKind.TEXT})


class ShownValue(NamedTuple):
    """A value of a line: what it is called, its words, and where each of them leads."""

    title: Message
    parts: tuple[tuple[str, str | None], ...]


class ShownLine(NamedTuple):
    """A line as the page shows it: what it is, what it says, its figures, days and references."""

    id: str
    """Where it stands on the page: each line of the register has its own."""
    name: str
    """How it is cited: its id, or what it has instead of one."""
    day: date | None
    """The day it begins with."""
    kinds: tuple[ShownValue, ...]
    """Its choices."""
    texts: tuple[ShownValue, ...]
    facts: tuple[ShownValue, ...]


class ShownList(NamedTuple):
    """A list of a register as a page shows it, the newest line first."""

    about: Message
    heading: Message
    """What its first text is."""
    day: Message | None
    """What the day is that its lines begin with."""
    kind: Message | None
    """What its first choice is."""
    lines: tuple[ShownLine, ...]


def lists(view: RenderContext, here: PageContext, name: RegisterName) -> tuple[ShownList, ...]:
    """Return the lists of a register that is kept."""
    return tuple(_list(view, here, name, list_name) for list_name in describe(name).lists)


def _list(view: RenderContext, here: PageContext, name: RegisterName, list_name: str) -> ShownList:
    whole, on = describe(name).lists[list_name], view.assessment.on
    lines = [
        line
        for line in view.assessment.manual.registers.lines(name, list_name)
        if not line.days() or min(line.days()) <= on
    ]
    columns = {key: column for key, column in whole.columns.items() if column.on_page}
    texts = [key for key, column in columns.items() if column.kind is ColumnKind.TEXT]
    first_day = next(
        (key for key, column in columns.items() if column.kind is ColumnKind.DAY), None
    )
    kinds = [key for key, column in columns.items() if column.words is not None]
    facts = [key for key in columns if key not in {*texts, *kinds, first_day, whole.key}]

    def shown(line: Line, keys: list[str]) -> tuple[ShownValue, ...]:
        return tuple(
            _value(view, here, line, key, columns[key]) for key in keys if key in line.values
        )

    return ShownList(
        whole.about,
        columns[texts[0]].title,
        columns[first_day].title if first_day else None,
        columns[kinds[0]].title if kinds else None,
        tuple(
            ShownLine(
                line.id,
                line.id if whole.key == "id" else line.text(whole.key),
                line.day(first_day) if first_day else None,
                shown(line, kinds),
                shown(line, texts),
                shown(line, facts),
            )
            for line in sorted(lines, key=_newest, reverse=True)
        ),
    )


def _newest(line: Line) -> str:
    return max(map(str, line.days()), default=line.id)


def _value(
    view: RenderContext, here: PageContext, line: Line, key: str, column: RegisterColumn
) -> ShownValue:
    if line.few(key, column.behind):
        return ShownValue(column.title, ((view.words(FEW), None),))
    return ShownValue(column.title, tuple(_parts(view, here, column, line.values[key])))


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
            href = None if column.kind in _WHOLE else view.site_map.row_href(here, str(name))
            if column.kind is ColumnKind.SESSION_OR_OFFERS:
                href = view.site_map.session_href(here, str(name))
            yield text, href


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
