"""Tables in files that spreadsheet programs open, and back: xlsx by openpyxl, CSV by the standard library.

A cell is text or a whole number, never a formula: what begins like one is marked as text, and comes back as it was.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.core.words import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from preuve.spreadsheets.tables import Table

MAX_BYTES = 20 * 1024 * 1024
_MAX_ROWS = 100_000
_MAX_COLUMNS = 200
_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_MARKED = re.compile(r"'+[=+\-@\t\r]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold: the same bytes on every day."""


class SheetError(Exception):
    """A file that cannot be read as a table, in words for the person who gave it."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text)
        self.said = said


class Cell(NamedTuple):
    """A cell's text and where it stands, such as `proofs!C12`."""

    text: str
    place: str


def to_csv(table: Table, separator: str) -> bytes:
    """Return a table as CSV, with the mark that makes spreadsheet programs read it as UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_disarmed(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _disarmed(value: str | int) -> str | int:
    """Return a text that no program takes for a formula: an apostrophe in front makes it text."""
    return f"'{value}" if isinstance(value, str) and _LIKE_A_FORMULA.match(value) else value


def _armed(text: str) -> str:
    """Return a text without the apostrophe that `_disarmed` put in front."""
    return text[1:] if _MARKED.match(text) else text


def to_xlsx(all_tables: Iterable[Table], day: date) -> bytes:
    """Return tables as the sheets of a workbook; the same tables on the same day give the same bytes."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and only this needs it
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Preuve"
    book.properties.created = book.properties.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - xlsx has no zones
    for table in all_tables:
        sheet = book.create_sheet(table.name)
        for number, row in enumerate([table.columns, *table.rows], 1):
            for place, value in enumerate(row, 1):
                cell = sheet.cell(number, place)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # never a formula
                    if _LIKE_A_FORMULA.match(value):
                        cell.quotePrefix = True
                if number == 1:
                    cell.font = Font(bold=True)
                cell.alignment = Alignment(vertical="top", wrap_text=True)
        for place, name in enumerate(table.columns, 1):
            sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 14)
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = sheet.dimensions
    raw = io.BytesIO()
    book.save(raw)
    return _timeless(raw.getvalue())


_WIDTHS = {"title": 48, "statement": 60, "reason": 48, "place": 32, "file": 40, "url": 40, "note": 40, "sha256": 20}


def _timeless(archive: bytes) -> bytes:
    """Return a zip archive whose members bear no time of making."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":  # openpyxl writes the time of saving over the one it was given
                created = re.search(rb"<dcterms:created[^>]*>([^<]*)<", data)
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + (created[1] if created else b""), data)
            new.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def read_rows(file: Path, sheet: str | None = None) -> list[list[Cell]]:
    """Return the rows of a CSV file or of one sheet of a workbook, every value as text, dates as 2026-03-01.

    Raises:
        SheetError: the file cannot be read, is too large, or has no such sheet.

    """
    try:
        if file.stat().st_size > MAX_BYTES:
            raise SheetError(say("{file} is larger than {limit} MB.", file=file.name, limit=MAX_BYTES // 1024 // 1024))
        data = file.read_bytes()
    except OSError as error:
        raise SheetError(say("{file} cannot be read: {why}.", file=str(file), why=error.strerror or "")) from None
    return _from_xlsx(data, file.name, sheet) if data[:2] == b"PK" else _from_csv(data, file.name)


def _from_csv(data: bytes, name: str) -> list[list[Cell]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # what spreadsheet programs of Western Europe still write
    head = text.partition("\n")[0]
    separator = max(";,\t", key=head.count)
    try:
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise SheetError(say("{file} cannot be read: {why}.", file=name, why=str(error))) from None
    return [
        [Cell(_armed(value.strip()), f"{name}!{_letters(place)}{number}") for place, value in enumerate(row)]
        for number, row in enumerate(read, 1)
    ]


def _from_xlsx(data: bytes, name: str, wanted: str | None) -> list[list[Cell]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy, and only this needs it

    try:
        _refuse_bombs(data, name)
        book = load_workbook(io.BytesIO(data), data_only=True)
        sheet = next(
            (worksheet for worksheet in book.worksheets if worksheet.title == (wanted or "evidence")),
            None if wanted else book.worksheets[0],
        )
        rows = list(_cells(sheet, name)) if sheet is not None else []
    except SheetError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl lets through whatever a damaged file does to its parsers
        raise SheetError(say("{file} cannot be read: {why}.", file=name, why=f"{type(error).__name__} {error}")) from None
    if sheet is None:
        titles = [worksheet.title for worksheet in book.worksheets]
        raise SheetError(say("{file} has no sheet “{sheet}”. It has: {sheets}.", file=name, sheet=wanted, sheets=titles))
    return rows


def _refuse_bombs(data: bytes, name: str) -> None:
    """Refuse what a library would unpack or fill without end: it makes a cell of each place of a merged range."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(member.file_size for member in archive.infolist()) > 10 * MAX_BYTES:
            raise SheetError(say("{file} is larger than {limit} MB.", file=name, limit=10 * MAX_BYTES // 1024 // 1024))
        for member in archive.namelist():
            if member.startswith("xl/worksheets/") and sum(map(_area, _MERGED.findall(archive.read(member)))) > _MAX_ROWS:
                raise SheetError(_too_many(name))


_MERGED = re.compile(rb"mergeCell\s[^>]*?ref\s*=\s*[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})[\"']")


def _area(corners: tuple[bytes, bytes, bytes, bytes]) -> int:
    left, top, right, bottom = corners
    return (abs(_number(right) - _number(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _number(letters: bytes) -> int:
    """Return a column's number: A is 1, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _too_many(name: str) -> Message:
    return say("{file} has more than {rows} rows or {columns} columns.", file=name, rows=_MAX_ROWS, columns=_MAX_COLUMNS)


def _cells(sheet: Any, name: str) -> Iterator[list[Cell]]:  # noqa: ANN401 - openpyxl's sheet
    """Yield the rows; each cell of a merged range has the value that is seen in it."""
    there = [place for place, cell in sheet._cells.items() if cell.value is not None]  # noqa: SLF001 - `rows` makes all between
    height, width = (max((place[side] for place in there), default=0) for side in (0, 1))
    merged = _merged(sheet, height, width)
    if height > _MAX_ROWS or width > _MAX_COLUMNS or merged is None:
        raise SheetError(_too_many(name))
    filled = {row for row, _ in there} | {row for row, _ in merged}
    for number in range(1, height + 1):
        row = []
        for column in range(1, width + 1) if number in filled else ():
            value = sheet.cell(*merged.get((number, column), (number, column))).value
            row.append(Cell(_text(value), f"{name}!{_letters(column - 1)}{number}"))
        yield row


def _merged(sheet: Any, height: int, width: int) -> dict[tuple[int, int], tuple[int, int]] | None:  # noqa: ANN401 - as above
    """Return where the value of each merged cell stands; None where there are more than any sheet needs."""
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        rows, columns = range(area.min_row, min(area.max_row, height) + 1), range(area.min_col, min(area.max_col, width) + 1)
        if len(merged) + len(rows) * len(columns) > _MAX_ROWS:
            return None
        merged |= {(row, column): (area.min_row, area.min_col) for row in rows for column in columns}
    return merged


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _letters(place: int) -> str:
    """Return a column's letters: A, B, … Z, AA."""
    told = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        told = chr(ord("A") + rest) + told
    return told


_FRENCH_MONTHS = ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc")


def as_day(text: str) -> str:
    """Return a date as people write it (12/03/2026, 12 mars 2026, 1er août 2026) year-month-day; else the text as it is."""
    with suppress(ValueError):
        if found := re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})", text):
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)  # noqa: PLR2004 - two digits
            return date(year, int(found[2]), int(found[1])).isoformat()
        if found := re.fullmatch(r"(\d{1,2})(?:er)?[\s\u00a0]+(\w+)\.?[\s\u00a0]+(\d{4})", text.casefold()):
            month = next((number for number, name in enumerate(_FRENCH_MONTHS, 1) if found[2].startswith(name)), 0)
            return date(int(found[3]), month, int(found[1])).isoformat()
    return text
