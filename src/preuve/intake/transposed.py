"""A table that has a row an indicator and a column a document, with a cross where one serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.intake.columns import is_mark
from preuve.intake.headings import Role
from preuve.intake.remarks import table_remarks
from preuve.intake.results import At, Draft, Holds, Left, RowError, TableReading
from preuve.intake.row_indicators import RowIndicators

if TYPE_CHECKING:
    from preuve.intake.columns import Column
    from preuve.intake.table_layout import HeadedTable

_TAKEN = {Role.INDICATOR, Role.CRITERION, Role.WORDING, Role.NUMBER, Role.DONE, Role.CONFORMITY}
_FEW = 2


def documents_of(table: HeadedTable) -> list[Column]:
    """Return the columns that are documents, marked in the rows of the indicators that they serve;
    none where the table is no such matrix.
    """
    if table.column(Role.INDICATOR) is None or table.column(Role.TITLE) is not None:
        return []
    marked = [
        column
        for column in table.columns
        if column.heading
        and column.role not in _TAKEN
        and not column.indicators
        and (texts := [text for text in table.values(column.place) if text])
        and all(map(is_mark, texts))
    ]
    return marked if len(marked) >= _FEW else []


def read_transposed(table: HeadedTable) -> TableReading:
    """Return a proof for each column of documents, with the indicators of its marked rows."""
    indicators = RowIndicators(table)
    drafts: list[Draft] = []
    left: list[Left] = []
    for column in documents_of(table):
        at = At(table.sheet.title, table.header, column.place)
        numbers: list[str] = []
        for row in table.rows:
            cell = row.cells.get(column.place)
            if cell is None or not is_mark(cell.text):
                continue
            try:
                numbers += indicators.of(row, "").texts().split(", ")
            except RowError as why:
                here = At(table.sheet.title, row.number, column.place)
                left.append(Left(here, column.heading, why.message, why.fixable))
        values = {"title": column.heading, "status": "draft"}
        drafts.append(Draft({**values, "indicators": ", ".join(dict.fromkeys(numbers))}, at))
    remarks = [
        say(
            "{sheet}: a mark says that the document above serves the row.", sheet=table.sheet.title
        ),
        *table_remarks(table, []),
    ]
    return TableReading(Holds.EVIDENCE, drafts, left, remarks, table)
