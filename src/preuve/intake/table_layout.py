"""Where the tables of a sheet stand: their headings, their rows, the sections of these."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from preuve.intake.columns import Column, columns_of, document_column, settle
from preuve.intake.headings import Role, claim, indicator_of_column
from preuve.intake.indicators import read_indicators
from preuve.intake.phrases import normalized
from preuve.intake.statuses import read_kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.spreadsheets.cells import Cell, Sheet

_LOOKED_AT = 80
_LONGEST_HEADING = 130


class TableRow(NamedTuple):
    """A row below the headings, with the section that it stands in."""

    number: int
    cells: Mapping[int, Cell]
    section: tuple[int, ...] = ()
    criterion: int | None = None

    def filled(self) -> list[Cell]:
        """Return the cells that say something, each merged range once."""
        return [
            cell
            for cell in self.cells.values()
            if (cell.text or cell.link or cell.error) and not cell.repeated
        ]


class HeadedTable(NamedTuple):
    """A table of a sheet."""

    sheet: Sheet
    header: int
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    repeated: tuple[int, ...] = ()
    """Rows that repeat the headings."""
    sections: tuple[tuple[int, str], ...] = ()
    """Rows that are headings of sections, with their text."""
    ambiguous: tuple[tuple[Role, tuple[Column, ...]], ...] = ()
    """Roles that two columns claim alike: neither is used."""

    def column(self, role: Role) -> Column | None:
        """Return the one column of a role."""
        return next((column for column in self.columns if column.role is role), None)

    def having(self, role: Role) -> list[Column]:
        """Return all columns of a role."""
        return [column for column in self.columns if column.role is role]

    def values(self, index: int) -> list[str]:
        """Return the texts of a column, row by row."""
        return [row.cells[index].text if index in row.cells else "" for row in self.rows]


def find_tables(sheet: Sheet, header: int | None = None) -> list[HeadedTable]:
    """Return the tables of a sheet, from the first row of headings on; none where no row looks like
    headings.

    Args:
        sheet: the sheet.
        header: the row of headings, where a mapping says it.

    """
    first = header or _first_header(sheet)
    if first is None:
        return []
    starts = [first, *(number for number in _later_headers(sheet, first) if header is None)]
    head = _texts(sheet, first)
    tables: list[HeadedTable] = []
    repeated: list[int] = []
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(sheet.rows) + 1
        if place and _texts(sheet, start) == head and tables:
            repeated.append(start)
            last = tables[-1]
            more = _body(sheet, start, end, last.rows[-1] if last.rows else None)
            tables[-1] = last._replace(
                rows=(*last.rows, *more.rows),
                sections=(*last.sections, *more.sections),
                repeated=tuple(repeated),
            )
        else:
            head = _texts(sheet, start)
            body = _body(sheet, start, end, None)
            tables.append(
                HeadedTable(
                    sheet, start, tuple(columns_of(sheet, start)), body.rows, (), body.sections
                )
            )
    return [settle(table) for table in tables]


def _texts(sheet: Sheet, number: int) -> list[str]:
    return [normalized(cell.text) for cell in sheet.rows[number - 1] if cell.text]


def _first_header(sheet: Sheet) -> int | None:
    scores = [(_score(row), row[0].row) for row in sheet.rows[:_LOOKED_AT] if row]
    best = max((score for score, _number in scores), default=0)
    return (
        next((number for score, number in scores if score >= max(2, 0.7 * best)), None)
        if best
        else None
    )


def _later_headers(sheet: Sheet, first: int) -> Iterator[int]:
    """Yield the rows below the headings that are headings again: the same, or others."""
    head = _texts(sheet, first)
    for row in sheet.rows[first:]:
        if not row:
            continue
        texts = [normalized(cell.text) for cell in row if cell.text]
        short = all(len(cell.text) < 40 and cell.day is None for cell in row)
        if texts == head or (len(texts) > 2 and short and _whole(row) >= max(3, 0.75 * len(texts))):
            yield row[0].row


def _whole(row: list[Cell]) -> int:
    claims = [claim(cell.text) for cell in row if cell.text and not cell.repeated]
    roles = {found.role for found in claims if found is not None and found.whole}
    values = sum(
        read_kind(cell.text) is not None for cell in row
    )  # “Document” is a kind as well as a heading
    return len(roles) if values < len(roles) else 0


def _score(row: list[Cell]) -> float:
    """Return how much a row looks like headings: how many it has that are known;
    0 where it is none.
    """
    filled = [cell for cell in row if cell.text and not cell.repeated]
    if len(filled) < 2 or any(
        len(cell.text) > _LONGEST_HEADING or cell.day is not None for cell in filled
    ):
        return 0
    numbered = [
        cell for cell in filled if document_column(cell.text) or indicator_of_column(cell.text)
    ]
    claims = [
        found for cell in filled if cell not in numbered and (found := claim(cell.text)) is not None
    ]
    whole = sum(found.whole for found in claims)
    roles = {found.role for found in claims}
    matrix = len(numbered) if len(numbered) > 2 else 0
    surely = whole + matrix > 1 or len(roles) > 3  # words of a question are never the whole of it
    if not surely or len(roles) < (1 if matrix else 2) or not roles & _SUBJECTS:
        return 0
    known = len(claims) + matrix
    short = all(len(cell.text) < 50 for cell in filled)  # a matrix has headings of its own
    enough = 0.3 if Role.INDICATOR in roles and whole > 1 and short else 0.45
    return known if known >= enough * len(filled) else 0


_SUBJECTS = {
    Role.TITLE,
    Role.INDICATOR,
    Role.SESSION_TITLE,
    Role.STARTS,
    Role.SPAN_OF_DAYS,
    Role.WHERE,
    Role.ID,
    Role.SESSION,
}


class _TableBody(NamedTuple):
    rows: tuple[TableRow, ...]
    sections: tuple[tuple[int, str], ...]


def _body(sheet: Sheet, start: int, end: int, above: TableRow | None) -> _TableBody:
    """Return the rows between two rows of headings;
    a row of one text that names an indicator or a criterion opens a section.
    """
    section, criterion = (
        (above.section, above.criterion) if above is not None else title_section(sheet.title)
    )
    for before in sheet.rows[
        max(0, start - 4) : start - 1
    ]:  # “CRITÈRE 1 : …” right above the headings
        opened = _section(before)
        if opened is not None:
            section, criterion = opened
    rows: list[TableRow] = []
    sections: list[tuple[int, str]] = []
    for cells in sheet.rows[start : end - 1]:
        if not cells or not any(cell.text or cell.link or cell.error for cell in cells):
            continue
        if (opened := _section(cells)) is not None:
            numbers, own = opened
            section, criterion = numbers, own if own is not None else criterion
            sections.append((cells[0].row, next(cell.text for cell in cells if cell.text)))
            continue
        rows.append(
            TableRow(cells[0].row, {cell.column: cell for cell in cells}, section, criterion)
        )
    return _TableBody(tuple(rows), tuple(sections))


def title_section(title: str) -> tuple[tuple[int, ...], int | None]:
    """Return the indicators and the criterion that a sheet's title names."""
    if re.search(r"(?i)\bind", title) or re.fullmatch(r"(?i)i\.?\s*\d{1,2}\b.*", title):
        return read_indicators(title).numbers, None
    found = re.match(r"(?i)\W*c(?:rit\w*)?\.?\s*(\d)\b", title)
    return (), int(found[1]) if found else None


def _section(cells: list[Cell]) -> tuple[tuple[int, ...], int | None] | None:
    """Return what a section's row names: its indicators, its criterion;
    None where the row is none.
    """
    texts = {cell.text for cell in cells if cell.text}
    if len(texts) != 1 or any(cell.link for cell in cells):
        return None
    text = texts.pop()
    if re.match(r"(?i)\W*crit(?:[èe]re|erion)\s*n?°?\s*\d", text) and not re.search(
        r"(?i)indicat(?:eur|or)\s*\d", text
    ):
        return (), int(re.findall(r"\d", text)[0])
    if re.match(r"(?i)\W*(indicat(?:eur|or)s?|ind\.?|i)\s*(n°\s*)?\d", text):
        return read_indicators(text).numbers, None
    return None
