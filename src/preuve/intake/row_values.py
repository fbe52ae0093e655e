"""The values of a row beside its title and indicators: days, places, people, words of the trade."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.intake.headings import Role
from preuve.intake.phrases import cut, normalized
from preuve.intake.places import PlaceReading, read_where
from preuve.intake.statuses import names_nothing, read_access, read_kind, read_stage
from preuve.intake.written_days import DayReading, Sort, month_first, read_day, read_span
from preuve.spreadsheets.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from preuve.core.words import Message
    from preuve.intake.table_layout import HeadedTable, TableRow

_EMPTY = Cell("", 0, 0)


class KnownManual(NamedTuple):
    """What the reader may ask of the manual."""

    is_file: Callable[[str], str | None]
    """The path below the manual of a file that a cell names, or None."""
    defaults: dict[str, str]
    """What a mapping gives where the table says nothing."""
    values: dict[str, dict[str, str]]
    """What a mapping says that the table's own words mean."""


class RowValues:
    """Reads the cells of a table's rows by what their columns tell."""

    def __init__(self, table: HeadedTable, known: KnownManual) -> None:
        self._table, self._known = table, known
        shared = [column for column in table.columns if not column.part]
        self.column = {
            role: next((column for column in shared if column.role is role), None) for role in Role
        }
        """The column of each role, for the whole row."""
        self.wheres = table.having(Role.WHERE)
        self.notes: list[Message] = []
        """What the row at hand says and no key can hold."""
        dated = [*table.having(Role.DATED), *table.having(Role.UNTIL)]
        self._month_first = month_first([t for column in dated for t in table.values(column.place)])

    def cell(self, row: TableRow, role: Role, part: str = "") -> Cell:
        """Return the cell of a role; of the column of one part of the row, where it has several.

        Args:
            row: of the table.
            role: what the column was read as.
            part: which of several proofs in the row is meant; empty where there is one.

        """
        column = next((one for one in self._table.having(role) if part and one.part == part), None)
        column = column or self.column[role]
        return row.cells.get(column.place, _EMPTY) if column else _EMPTY

    def days(self, row: TableRow, part: str) -> tuple[str, str, str]:
        """Return the proof's day, its last good day, and how long it is good for;
        what is no day is noted.
        """
        dated = self._day(self.cell(row, Role.DATED, part))
        end = self.cell(row, Role.UNTIL)
        until = every = ""
        if end.text:
            bare = re.sub(r"(?i)^.*?(jusqu.?\s?(au|en)?|until|au)\s+", "", end.text)
            when = end.day or self._read(end.text).day or self._read(bare).day
            if when is not None:
                until = when.isoformat()
            elif (span := read_span(end.text)) is not None:
                every = span if dated else ""
            elif not names_nothing(end.text) or re.search(r"\d", end.text):
                text = cut(end.text)
                self._note(
                    end, say("“{text}” is no end of validity that can be written", text=text)
                )
        frequency = self.cell(row, Role.EVERY)
        if frequency.text and not every and not until:
            every = read_span(frequency.text) or ""
            if not every and not names_nothing(frequency.text):
                text = cut(frequency.text)
                self._note(frequency, say("“{text}” is no length of time", text=text))
        if until and dated and until < dated:
            message = say(
                "the end of validity, {until}, is before the date {day}", until=until, day=dated
            )
            self._note(end, message)
            until = ""
        return dated, until, every

    def _read(self, text: str) -> DayReading:
        return read_day(text, month_first=self._month_first)

    def _day(self, cell: Cell) -> str:
        if cell.day is not None and cell.day.year in range(1990, 2100):
            return cell.day.isoformat()
        when, text = self._read(cell.text), cut(cell.text)
        if when.day is not None:
            if when.sort is Sort.SERIAL:
                message = say(
                    "“{text}” was read as a day that the program keeps as a number: {day}",
                    text=text,
                    day=when.day,
                )
                self._note(cell, message)
            return when.day.isoformat()
        if when.sort is Sort.PERIOD:
            self._note(cell, say("“{text}” is no day: the date is to be given", text=text))
        elif when.sort is Sort.IMPOSSIBLE:
            message = say(
                "“{text}” is a day that does not exist: the date is to be given", text=text
            )
            self._note(cell, message)
        elif when.sort is Sort.WORDS and text:
            self._note(cell, say("“{text}” is no date", text=text))
        return ""

    def _note(self, cell: Cell, message: Message) -> None:
        place = self._table.sheet.place(cell.row, cell.column)
        self.notes.append(say("{place}: {message}", place=place, message=message))

    def places(self, row: TableRow, title: Cell, part: str) -> list[PlaceReading]:
        """Return where a row says that its proof is, the surest first; an error is noted."""
        own = [column for column in self.wheres if column.part == part]
        found: list[PlaceReading] = []
        for column in [*own, *(column for column in self.wheres if not column.part and part)]:
            cell = row.cells.get(column.place, _EMPTY)
            if cell.error:
                self._note(cell, say("“{text}” is an error of the sheet, no place", text=cell.text))
            elif (where := read_where(cell, self._known.is_file)) is not None:
                found.append(where)
        if (title.link or "").casefold().startswith(("http", "file:")) and not any(
            where.key == "url" for where in found
        ):
            linked = read_where(title._replace(text=""), self._known.is_file)
            found[:0] = [linked] if linked is not None else []
        return found

    def noted_places(self, row: TableRow) -> list[PlaceReading]:
        """Return the addresses that stand in a note, or are those of a tool's own record."""
        cells = [
            row.cells.get(column.place, _EMPTY)
            for column in self._table.columns
            if column.role in {Role.TOOL_LINK, Role.NOTE}
        ]
        linked = [cell for cell in cells if (cell.link or cell.text).startswith("https://")]
        return [where for cell in linked if (where := read_where(cell, self._known.is_file))]

    def words(self, row: TableRow) -> dict[str, str]:
        """Return what the other columns say, in the index's words."""
        owner = Role.OWNER if self.column[Role.OWNER] else Role.WRITER
        note = self.column[Role.NOTE]
        private = note is not None and (
            note.place in self._table.sheet.hidden_columns or "intern" in normalized(note.heading)
        )
        values = {
            "owner": self._owner(self.cell(row, owner)),
            "kind": read_kind(self.cell(row, Role.KIND).text) or "",
            "stage": read_stage(self.cell(row, Role.STAGE).text) or "",
            "access": read_access(self.cell(row, Role.ACCESS).text) or "",
            "session": _session(self.cell(row, Role.SESSION).text),
            "note": "" if private else " ".join(self.cell(row, Role.NOTE).text.split()),
        }
        for key, meant in self._known.values.items():
            role = next((role for role in Role if role.value == key), None)
            if role is not None and (own := meant.get(self.cell(row, role).text)) is not None:
                values[key] = own
        return values

    def _owner(self, cell: Cell) -> str:
        text = " ".join(cell.text.split())
        if not re.search(r"[^\W\d_]{2}", text) or "@" in text or names_nothing(text):
            return ""
        listed = re.split(r"[,;\n]|\s/\s|\s&\s|\s\+\s", cell.text)
        parts = [part.strip() for part in listed if part.strip()]
        if len(parts) > 1:
            message = say("several answer: “{text}”; the first was taken", text=cut(text))
            self._note(cell, message)
        return parts[0]


def _session(text: str) -> str:
    good = re.fullmatch(r"(?=[^0-9]*[0-9])[A-Za-z0-9][A-Za-z0-9._-]{1,39}", text)
    return text if good else ""


def share(
    wheres: list[PlaceReading], place: int, count: int
) -> tuple[PlaceReading | None, tuple[str, ...]]:
    """Return where one of several proofs of a row is, and the further addresses: each its own
    address where there are as many, else all the same.

    Args:
        wheres: places that the row gives.
        place: of the proof among those of the row, from 0.
        count: how many proofs the row tells of.

    """
    if not wheres:
        return None, ()
    first = next((where for where in wheres if where.key == "url"), wheres[0])
    addresses = (first.text, *first.more)
    others = tuple(where.text for where in wheres if where is not first)
    if count > 1 and len(addresses) == count:
        return first._replace(text=addresses[place]), others
    return first, (*first.more, *others)
