"""The rows that were not taken, as a file beside the source:
under the sheet's own headings, with what to do, to be given again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.spreadsheets.tables import Table as Written
from preuve.spreadsheets.workbook import to_csv, to_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from preuve.core.words import Translator
    from preuve.intake.results import Left, TableReading
    from preuve.spreadsheets.cells import Cell

TO_DO = say("To do")
_ROW = say("Row in the source")


def leftover_file(source: Path, words: Translator) -> Path:
    """Return where the rows that were left go: beside the source, under a name that is free."""
    ending = ".csv" if source.suffix.lower() in {".csv", ".txt", ".tsv", ".tab"} else ".xlsx"
    stem = words(say("{name} - to complete", name=source.stem))
    for number in range(1, 1000):
        file = source.with_name(f"{stem}{'' if number == 1 else f' ({number})'}{ending}")
        if not file.exists():
            return file
    return source.with_name(f"{stem}{ending}")


def leftovers(
    readings: Iterable[TableReading], more: Iterable[Left], words: Translator
) -> list[Written]:
    """Return the tables of what was left and can be fixed, each under its own headings.

    Args:
        readings: what was read, with the rows that were left.
        more: rows that were read, and could not stand in the manual.
        words: the manual's language.

    """
    tables: dict[str, Written] = {}
    rest = list(more)
    for reading in readings:
        table = reading.table
        if table is None:
            continue
        own = [
            left
            for left in rest
            if left.at.sheet == table.sheet.title
            and any(row.number == left.at.row for row in table.rows)
        ]
        why = {left.at.row: left.why for left in [*reading.left, *own] if left.fixable}
        columns = [column for column in table.columns if column.heading]
        rows: list[tuple[str | int, ...]] = [
            (
                *(_shown(row.cells.get(column.place)) for column in columns),
                words(why[row.number]),
                row.number,
            )
            for row in table.rows
            if row.number in why
        ]
        if rows:
            heading = (*(column.heading for column in columns), words(TO_DO), words(_ROW))
            name = table.sheet.title[:31]
            known = tables.get(name)
            tables[name] = (
                Written(name, heading, rows)
                if known is None or known.columns != heading
                else known._replace(rows=[*known.rows, *rows])
            )
    return list(tables.values())


def _shown(cell: Cell | None) -> str:
    """Return a cell as it is written again: where a link lies under it, the address,
    since a text has no other place for it.
    """
    if cell is None:
        return ""
    return cell.link if cell.link and cell.link.startswith("http") else cell.text


def written_leftovers(tables: list[Written], file: Path, day: date, separator: str) -> bytes:
    """Return the bytes of the file."""
    return to_xlsx(tables, day) if file.suffix == ".xlsx" else to_csv(tables[0], separator)
