"""Tables in the manual's own words: our exports and templates,
and registers whose headings a team has worded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.intake.columns import Column
from preuve.intake.phrases import cut
from preuve.intake.records import line_problem, problem, understood
from preuve.intake.register_headings import keys_of, word_of
from preuve.intake.results import At, Draft, Holds, Left, TableReading
from preuve.intake.statuses import is_total
from preuve.intake.table_layout import HeadedTable, TableRow
from preuve.schema import Choice
from preuve.spreadsheets.column_names import is_ours, key_of, table_of
from preuve.spreadsheets.tables import MADE

if TYPE_CHECKING:
    from preuve.intake.records import ListKind
    from preuve.spreadsheets.cells import Cell, Sheet

_LOOKED_AT = 40
"""Rows at the top of a sheet among which its headings are looked for."""


def find_own(sheet: Sheet, kinds: dict[str, ListKind]) -> tuple[ListKind, int] | None:
    """Return which list a sheet holds in the manual's own keys, and the row of its headings;
    None where it is not ours.
    """
    title = sheet.title
    named = next(
        (
            kind
            for kind in kinds.values()
            if kind.name == table_of(title) or title.startswith(f"{kind.name}.")
        ),
        None,
    )
    # French headings are everyday words: an export's have the reference among them, but for lists
    # without one, which their sheet's name tells.
    by_title = named is not None and "id" not in named.keys
    for row in sheet.rows[:5]:
        texts = [cell.text for cell in row if cell.text]
        headings = [key_of(text) for text in texts]
        ours = is_ours(texts) or by_title
        if len(headings) < 2 or not ours or len(set(headings)) != len(headings):
            continue
        fitting = [kind for kind in kinds.values() if set(headings) <= {*kind.keys, *kind.beside}]
        if fitting:
            surest = max(
                fitting, key=lambda kind: (kind.name == "evidence", kind.name == "sessions")
            )
            return (named if named in fitting else surest), row[0].row
    return None


def made_by_export(sheet: Sheet) -> bool:
    """Return whether a sheet is one that an export makes of the manual:
    there is nothing in it to be read back.
    """
    head = tuple(key_of(cell.text) for cell in sheet.rows[0] if cell.text) if sheet.rows else ()
    return head in MADE.values()


def own_table(sheet: Sheet, kind: ListKind, header: int) -> HeadedTable:
    """Return a table whose headings are the keys of a list."""
    columns = tuple(
        Column(
            cell.column,
            cell.text,
            None,
            key=key_of(cell.text) if key_of(cell.text) in kind.keys else None,
        )
        for cell in sheet.rows[header - 1]
        if cell.text
    )
    return HeadedTable(sheet, header, columns, _rows(sheet, header))


def _rows(sheet: Sheet, header: int) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(cells[0].row, {cell.column: cell for cell in cells})
        for cells in sheet.rows[header:]
        if any(cell.text for cell in cells)
    )


def worded_table(sheet: Sheet, kind: ListKind) -> HeadedTable | None:
    """Return a register's table by the headings that teams use;
    None where no row has two that are known.
    """
    best: tuple[int, dict[int, str]] = (0, {})
    for place, row in enumerate(sheet.rows[:_LOOKED_AT], 1):
        keys = keys_of(_headings(sheet, place, row), kind)
        if len(keys) > max(1, len(best[1])):
            best = (place, keys)
    header, keys = best
    if not keys:
        return None
    columns = tuple(
        Column(cell.column, cell.text, None, key=keys.get(cell.column))
        for cell in sheet.rows[header - 1]
        if cell.text
    )
    return HeadedTable(sheet, header, columns, _rows(sheet, header))


def _headings(sheet: Sheet, place: int, row: list[Cell]) -> dict[int, tuple[str, ...]]:
    """Return what each column of a row is called: its own text; else with that of a wider heading
    above it, whose cells are merged.
    """
    above = {cell.column: cell.text for cell in sheet.rows[place - 2]} if place > 1 else {}
    texts = {cell.column: cell.text for cell in row if cell.text and not cell.repeated}
    return {
        column: (text, f"{above[column]} {text}") if above.get(column) else (text,)
        for column, text in texts.items()
    }


def read_own(
    table: HeadedTable, kind: ListKind, holds: Holds, defaults: dict[str, str]
) -> TableReading:
    """Return the lines of a table whose columns have keys; a line that cannot stand is left, with
    the cell and the reason.

    Args:
        table: whose columns have keys.
        kind: the list that it is read for.
        holds: what the manual has already.
        defaults: what an empty cell stands for, by the key.

    """
    drafts: list[Draft] = []
    left: list[Left] = []
    for row in table.rows:
        at = At(table.sheet.title, row.number)
        values: dict[str, str] = {}
        for column in table.columns:
            text = row.cells[column.place].text if column.key and column.place in row.cells else ""
            if text and column.key:
                values[column.key] = _value(kind, column.key, text)
        filled = row.filled()
        if not values or (filled and is_total(filled[0].text) and len(values) < 3):
            continue
        drafts.append(Draft({**defaults, **values}, at))
    return TableReading(holds, drafts, left, [], table, kind.name)


def _value(kind: ListKind, key: str, text: str) -> str:
    """Return a cell's text in the words of a key, as teams and pages write them too."""
    chosen = isinstance(kind.record.fields[key].shape, Choice)
    if chosen and problem(kind.record, key, text) and (word := word_of(kind, key, text)):
        return word
    return understood(kind.record, key, text)


def wrong(kind: ListKind, values: dict[str, str], at: At) -> Left | None:
    """Return why a new line cannot stand; None when it can."""
    why = line_problem(kind.record, values)
    return (
        Left(at, cut(values.get("title") or values.get("summary") or values.get("id", "")), why)
        if why is not None
        else None
    )
