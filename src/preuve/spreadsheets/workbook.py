"""Tables in files that spreadsheet programs open, and back: xlsx by openpyxl, CSV by the standard
library.

A cell is text or a whole number, never a formula: what begins like one is marked as text, and comes
back as it was.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from preuve.core.writing import scratch
from preuve.spreadsheets.column_names import heading, sheet_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from preuve.core.words import Language
    from preuve.spreadsheets.tables import Table

_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook takes for the code of a character: `_x0041_` would come back as “A”."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold: the same bytes on every day."""


def to_csv(table: Table, separator: str, language: Language = "en") -> bytes:
    """Return a table as CSV, with the mark that makes spreadsheet programs read it as UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(heading(column, language) for column in table.columns)
    writer.writerows(
        [disarmed(value) if isinstance(value, str) else value for value in row]
        for row in table.rows
    )
    return out.getvalue().encode("utf-8-sig")


def disarmed(text: str) -> str:
    """Return a text that no program takes for a formula: an apostrophe in front makes it text."""
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def to_xlsx(all_tables: Iterable[Table], day: date, language: Language = "en") -> bytes:
    """Return tables as the sheets of a workbook;
    the same tables on the same day give the same bytes.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and only this needs it
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Preuve"
    book.properties.created = book.properties.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - xlsx has no zones
    for table in all_tables:
        sheet = book.create_sheet(sheet_title(table.name, language))
        headings = tuple(heading(column, language) for column in table.columns)
        for number, row in enumerate([headings, *table.rows], 1):
            for place, value in enumerate(row, 1):
                cell = sheet.cell(number, place)
                if not isinstance(value, str):
                    cell.value = value
                else:
                    printable = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
                    cell.value = _LIKE_AN_ESCAPE.sub("_x005F_", printable)
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
    with _own_temporary_folder():
        book.save(raw)
    return _timeless(raw.getvalue())


@contextmanager
def _own_temporary_folder() -> Iterator[None]:
    """Have openpyxl, which writes each sheet to a temporary file, write it where the next command
    deletes what a killed one left.
    """
    before = tempfile.tempdir
    with scratch("sheets") as folder:
        tempfile.tempdir = str(folder)
        try:
            yield
        finally:
            tempfile.tempdir = before


_WIDTHS = {
    "title": 48,
    "statement": 60,
    "reason": 48,
    "place": 32,
    "file": 40,
    "url": 40,
    "note": 40,
    "sha256": 20,
}


def _timeless(archive: bytes) -> bytes:
    """Return a zip archive whose members bear no time of making."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if (
                name == "docProps/core.xml"
            ):  # openpyxl writes the time of saving over the one it was given
                created = re.search(rb"<dcterms:created[^>]*>([^<]*)<", data)
                data = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*",
                    rb"\g<1>" + (created[1] if created else b""),
                    data,
                )
            new.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
