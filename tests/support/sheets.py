"""Sheets and workbooks that tests make, and what is read out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.intake.source import Wanted, read_source
from preuve.spreadsheets.cells import Cell, Sheet, Workbook
from preuve.spreadsheets.opening import read_workbook

if TYPE_CHECKING:
    from pathlib import Path


def sheet_of(*rows: list[str], title: str = "x") -> Sheet:
    """Return a sheet of texts."""
    cells = [
        [Cell(text, number, column) for column, text in enumerate(row, 1)]
        for number, row in enumerate(rows, 1)
    ]
    return Sheet(title, cells)


def texts(file: Path, sheet: int = 0) -> list[list[str]]:
    """Return the texts of one sheet of a file."""
    return [[cell.text for cell in row] for row in read_workbook(file).sheets[sheet].rows]


def read(*rows: list[str], files: str = ".pdf") -> tuple[list[dict[str, str]], list[int]]:
    """Return what is taken out of a sheet of texts, and the rows that are left."""
    book = Workbook("x", [sheet_of(*rows)])
    readings = read_source(
        book, Wanted(), lambda text: f"evidence/{text}" if text.endswith(files) else None
    )
    drafts = [draft.values for reading in readings for draft in reading.drafts]
    return drafts, [left.at.row for reading in readings for left in reading.left]
