"""What a spreadsheet holds, as any format is read:
sheets of cells, each with what is seen in it and what lies under it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.errors import PreuveError
from preuve.core.words import say

if TYPE_CHECKING:
    from datetime import date


MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELLS = 3_000_000


class SheetError(PreuveError):
    """A file that cannot be read as a table, in words for the person who gave it."""


def damaged(name: str) -> SheetError:
    """Return what is said of a file that its reader gave up: the reader's own words are English,
    and may name a place on this machine.
    """
    return SheetError(
        say("{file} cannot be read: it is damaged, or locked by a password.", file=name)
    )


class Cell(NamedTuple):
    """One cell, by what is seen in it."""

    text: str
    row: int
    column: int
    """Both from 1."""
    day: date | None = None
    """Where the program holds a date, not a text that looks like one."""
    link: str | None = None
    """What it leads to, whatever is shown over it."""
    note: str | None = None
    fill: str | None = None
    """Its colour, as RRGGBB."""
    struck: bool = False
    error: bool = False
    """Whether it holds an error, such as #REF!."""
    repeated: bool = False
    """Whether it is part of a merged range and its value stands in another cell of it."""


class Marks(NamedTuple):
    """What is known of a cell beside its value."""

    link: str | None = None
    note: str | None = None
    fill: str | None = None
    struck: bool = False
    text: str | None = None
    """What is seen, where the value alone does not tell:
    the label of a link, a number as it is formatted.
    """


class Sheet(NamedTuple):
    """One sheet, its rows as far as they hold anything."""

    title: str
    rows: list[list[Cell]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    too_large: bool = False
    """Whether it was left unread because of its size."""
    alone: bool = False
    """Whether it is the whole file, a text: then the file's name is its title."""

    def place(self, row: int, column: int = 1) -> str:
        """Return where a cell stands, as spreadsheet programs say it: `Suivi!B7`."""
        return f"{self.title}!{letters(column)}{row}"


class Workbook(NamedTuple):
    """All the sheets of a file."""

    name: str
    sheets: list[Sheet]

    def sheet(self, title: str) -> Sheet | None:
        """Return a sheet by its title."""
        return next((sheet for sheet in self.sheets if sheet.title == title), None)


def letters(column: int) -> str:
    """Return a column's letters: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def column_number(text: str) -> int:
    """Return a column's number from its letters; 0 where there is none."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
