"""The indicators of each row: in its cell, above it, in a matrix, in its title, by its section."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.intake.columns import is_mark
from preuve.intake.headings import Role
from preuve.intake.indicators import (
    CRITERIA,
    Indicators,
    Numbering,
    numbering_of,
    read_indicators,
)
from preuve.intake.results import RowError
from preuve.intake.statuses import is_total
from preuve.spreadsheets.cells import Cell

if TYPE_CHECKING:
    from preuve.intake.table_layout import HeadedTable, TableRow

_EMPTY = Cell("", 0, 0)


class RowIndicators:
    """How a table tells the indicators of its rows."""

    def __init__(self, table: HeadedTable) -> None:
        self._column, self._criterion = table.column(Role.INDICATOR), table.column(Role.CRITERION)
        self._numbering = self._numbering_of(table)
        self.matrix = [
            column for column in table.columns if column.indicators and column.role is None
        ]
        """The columns in which a mark stands for an indicator."""
        self.filled = self._fill_down(table)
        """By row, the indicators that are written once, above it."""

    @property
    def in_titles(self) -> bool:
        """Return whether no column names them, so that titles may."""
        return self._column is None

    def of(self, row: TableRow, title: str) -> Indicators:
        """Return the indicators of a row.

        Raises:
            RowError: it names none, or contradicts itself.

        """
        marked = [
            number
            for column in self.matrix
            if is_mark(row.cells.get(column.place, _EMPTY).text)
            for number in column.indicators
        ]
        if marked:
            return Indicators(tuple(sorted(set(marked))))
        read = self._read(row, title)
        if read.problem is not None:
            raise RowError(read.problem)
        if not read.numbers and not read.clauses:
            if row.section:
                return Indicators(row.section)
            raise RowError(say("no indicator is given"))
        criterion = self._criterion_of(row)
        if criterion and not set(read.numbers) & CRITERIA[criterion] and read.numbers:
            raise RowError(
                say(
                    "indicator {number} does not belong to criterion {criterion}",
                    number=read.numbers[0],
                    criterion=criterion,
                )
            )
        return read

    def _read(self, row: TableRow, title: str) -> Indicators:
        if self._column is None:
            named = re.match(r"(?i)\W*(ind|c\d|crit)", title)
            return read_indicators(title) if named else Indicators()
        cell = row.cells.get(self._column.place, _EMPTY)
        text = cell.text or self.filled.get(row.number, "")
        return read_indicators(text, self._numbering, dated=cell.day is not None)

    def _criterion_of(self, row: TableRow) -> int | None:
        cell = row.cells.get(self._criterion.place, _EMPTY) if self._criterion else _EMPTY
        return criterion_in(cell.text) or row.criterion

    def _numbering_of(self, table: HeadedTable) -> Numbering:
        column = self._column
        if column is None:
            return Numbering()
        cells = [row.cells.get(column.place, _EMPTY) for row in table.rows]
        return numbering_of(
            ["" if cell.day else cell.text for cell in cells],
            heading=column.heading,
            criterion_of=lambda place: self._criterion_of(table.rows[place]),
        )

    def _fill_down(self, table: HeadedTable) -> dict[int, str]:
        """Return the indicators to be read in rows that leave them empty:
        where they are written once, above the rows they serve.

        Only where the column reads like that: it ascends, and no value is written in two rows that
        follow each other.
        """
        column, title = self._column, table.column(Role.TITLE)
        if column is None or (title is not None and title.place < column.place):
            return {}
        texts = [
            (row, row.cells.get(column.place, _EMPTY).text)
            for row in table.rows
            if not any(is_total(cell.text) for cell in row.filled()[:1])
        ]
        written = [read_indicators(text).numbers[:1] for _row, text in texts if text]
        firsts = [numbers[0] for numbers in written if numbers]
        repeated = any(text == after and text for (_r, text), (_s, after) in pairwise(texts))
        once = firsts and firsts == sorted(set(firsts)) and not repeated and texts[0][1]
        if not once or len(texts) == len(written):
            return {}
        above, filled = "", {}
        for row, text in texts:
            above = text or above
            if not text:
                filled[row.number] = above
        return filled


def criterion_in(text: str) -> int | None:
    """Return the criterion that a cell names."""
    found = re.search(r"(?i)crit\w*\W*(\d)(?!\d)", text) or re.match(r"(?i)\s*c?(\d)(?!\d)", text)
    return int(found[1]) if found and int(found[1]) in CRITERIA else None
