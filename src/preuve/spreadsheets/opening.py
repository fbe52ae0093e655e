"""Any spreadsheet as sheets of cells, by its first bytes: .xlsx, .xls and .ods by python-calamine,
the rest as text.

What is merged has its value in each cell, as it is seen. Sizes are looked at before anything is
unpacked or filled.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from preuve.core.system_reasons import system_reason
from preuve.core.words import say
from preuve.spreadsheets import ods_marks, xlsx_marks
from preuve.spreadsheets.cells import MAX_CELLS, Cell, Marks, Sheet, SheetError, Workbook, damaged
from preuve.spreadsheets.text_tables import is_error, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.spreadsheets.xlsx_marks import SheetMarks

MAX_BYTES = 20 * 1024 * 1024
_UNPACKED = 200 * 1024 * 1024
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PATIENCE = 60
_NO_TABLE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")


def read_workbook(file: Path) -> Workbook:
    """Return the sheets of a file.

    Args:
        file: the workbook or text; what it is, its first bytes say.

    Returns:
        Every sheet, the hidden ones too; one that is too large is there without rows.

    Raises:
        SheetError: it cannot be read, is too large, or is no table.

    """
    try:
        if file.stat().st_size > MAX_BYTES:
            raise SheetError(
                say(
                    "{file} is larger than {limit} MB.",
                    file=file.name,
                    limit=MAX_BYTES // 1024 // 1024,
                )
            )
        data = file.read_bytes()
    except OSError as error:
        raise SheetError(
            say("{file} cannot be read: {why}.", file=str(file), why=system_reason(error))
        ) from None
    if data.startswith(_NO_TABLE):
        raise SheetError(
            say(
                "{file} is neither a workbook nor a text that can be read as a table.",
                file=file.name,
            )
        )
    if data[:2] == b"PK":
        return _from_archive(data, file.name)
    if data.startswith(_OLD_EXCEL):
        return Workbook(
            file.name,
            [
                _sheet(title, rows, hidden, _of_old(merged))
                for title, rows, hidden, merged in _old(file)
            ],
        )
    return Workbook(file.name, [read_text(data, file.name)])


def _from_archive(data: bytes, name: str) -> Workbook:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _UNPACKED:
                raise SheetError(
                    say(
                        "{file} is larger than {limit} MB.",
                        file=name,
                        limit=_UNPACKED // 1024 // 1024,
                    )
                )
            names = set(archive.namelist())
            marks = (
                xlsx_marks.sheet_marks(archive)
                if "xl/workbook.xml" in names
                else ods_marks.sheet_marks(archive)
            )
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
        ExpatError,
    ):
        raise damaged(name) from None
    if not marks:
        raise SheetError(say("{file} holds no sheet that can be read.", file=name))
    return Workbook(name, [_checked(sheet, marks) for sheet in _calamine(data, name, marks)])


def _checked(sheet: tuple[str, list[list[Any]], bool], marks: dict[str, SheetMarks]) -> Sheet:
    title, rows, hidden = sheet
    own = marks.get(title, xlsx_marks.NOTHING)
    if own.too_large:
        return Sheet(title, [], hidden, too_large=True)
    return _sheet(title, rows, hidden, own)


def _calamine(
    data: bytes, name: str, marks: dict[str, SheetMarks]
) -> list[tuple[str, list[list[Any]], bool]]:
    """Return title, values and whether it is hidden, of each sheet;
    those that are too large have no values.
    """
    if (
        sum(sheet.height * sheet.width for sheet in marks.values() if not sheet.too_large)
        > MAX_CELLS
    ):
        raise _too_many_cells(name)
    from python_calamine import CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 - only who imports needs it

    sheets: list[tuple[str, list[list[Any]], bool]] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for known in book.sheets_metadata:
            large = marks.get(known.name, xlsx_marks.NOTHING).too_large
            values = (
                [] if large else book.get_sheet_by_name(known.name).to_python(skip_empty_area=False)
            )
            sheets.append((known.name, values, known.visible != SheetVisibleEnum.Visible))
    except BaseException as error:  # a panic of the library is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise damaged(name) from None
    return sheets


def _too_many_cells(name: str) -> SheetError:
    return SheetError(
        say(
            "{file} has more cells than can be read at once. Give its sheets as files of "
            "their own.",
            file=name,
        )
    )


_TOO_MANY = 3  # the exit status of the program below
_READ_OLD = """
import json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
except (ImportError, ValueError, OSError):
    pass
from python_calamine import CalamineWorkbook, SheetVisibleEnum
book, out, cells = CalamineWorkbook.from_path(sys.argv[1]), [], 0
for known in book.sheets_metadata:
    sheet = book.get_sheet_by_name(known.name)
    cells += sheet.total_height * sheet.total_width
    if cells > int(sys.argv[2]):
        raise SystemExit(3)
    rows = [[{"d": v.isoformat()} if hasattr(v, "isoformat")
             else v if isinstance(v, (str, int, float)) else str(v)
             for v in row] for row in sheet.to_python(skip_empty_area=False)]
    hidden = known.visible != SheetVisibleEnum.Visible
    out.append([known.name, rows, hidden, sheet.merged_cell_ranges or []])
json.dump(out, sys.stdout)
"""


def _old(file: Path) -> list[tuple[str, list[list[Any]], bool, list[Any]]]:
    """Return the sheets of an old Excel file, read in a process of its own:
    its sizes cannot be looked at before.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and program; the file's name is one argument
            [sys.executable, "-c", _READ_OLD, str(file), str(MAX_CELLS)],
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode:
            raise (_too_many_cells if done.returncode == _TOO_MANY else damaged)(file.name)
        return [
            (title, rows, hidden, merged) for title, rows, hidden, merged in json.loads(done.stdout)
        ]
    except (OSError, ValueError, subprocess.SubprocessError):
        raise damaged(file.name) from None


def _of_old(merged: list[Any]) -> SheetMarks:
    areas = [
        xlsx_marks.Area(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in merged
    ]
    return xlsx_marks.NOTHING._replace(merged=areas)


_NO_MARKS = Marks()


def _sheet(title: str, values: list[list[Any]], hidden: bool, marks: SheetMarks) -> Sheet:  # noqa: FBT001 - as read
    cells = marks.cells
    rows = [
        [
            _cell(value, number, column, cells.get((number, column), _NO_MARKS))
            for column, value in enumerate(row, 1)
        ]
        for number, row in enumerate(values, 1)
    ]
    for (
        number,
        column,
    ), mark in cells.items():  # a formula without a value that was kept, a link in an empty cell
        if mark.link and number <= len(rows) + 1:
            _fill(rows, number, column)
            if not rows[number - 1][column - 1].link:
                rows[number - 1][column - 1] = _cell("", number, column, mark)
    _spread(rows, marks)
    for row in rows:
        while row and not row[-1].text and not row[-1].link and not row[-1].error:
            row.pop()
    return Sheet(title, rows, hidden, marks.hidden_rows, marks.hidden_columns)


def _fill(rows: list[list[Cell]], number: int, column: int) -> None:
    while len(rows) < number:
        rows.append([])
    row = rows[number - 1]
    row.extend(Cell("", number, place) for place in range(len(row) + 1, column + 1))


def _spread(rows: list[list[Cell]], marks: SheetMarks) -> None:
    """Give each cell of a merged range, within the rows that hold anything,
    the value that is seen in it.
    """
    width, left = max(map(len, rows), default=0), MAX_CELLS
    for area in marks.merged:
        if area.top > len(rows) or area.left > len(rows[area.top - 1]):
            continue
        first = rows[area.top - 1][area.left - 1]
        bottom, right = min(area.bottom, len(rows)), min(area.right, width)
        left -= (bottom - area.top + 1) * (right - area.left + 1)
        if left < 0:
            return
        for number in range(area.top, bottom + 1):
            _fill(rows, number, right)
            for column in range(area.left, right + 1):
                if (number, column) != (area.top, area.left):
                    rows[number - 1][column - 1] = first._replace(
                        row=number, column=column, note=None, repeated=True
                    )


def _cell(value: Any, row: int, column: int, mark: Marks) -> Cell:  # noqa: ANN401 - whatever the library gives
    day, text = _text(value)
    if mark.text and (not text or not isinstance(value, str)) and day is None:
        text = mark.text
    return Cell(
        text, row, column, day, mark.link, mark.note, mark.fill, mark.struck, is_error(text)
    )


def _text(value: Any) -> tuple[date | None, str]:  # noqa: ANN401 - as above
    """Return the day of a date, and the text of whatever it is."""
    if isinstance(value, dict):
        value = (
            datetime.fromisoformat(value["d"])
            if "T" in value["d"] or "-" in value["d"]
            else value["d"]
        )
    if isinstance(value, datetime):
        return value.date(), value.date().isoformat()
    if isinstance(value, date):
        return value, value.isoformat()
    if isinstance(value, bool):
        return None, "true" if value else "false"
    if isinstance(value, float):
        return None, str(int(value)) if value.is_integer() else f"{value:.10g}"
    if isinstance(value, time | timedelta):
        return None, str(value)
    return None, str(value).strip().replace("\r\n", "\n").replace("_x000D_", "")
