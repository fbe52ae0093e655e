"""What lies under the cells of an .ods file: links, notes, colours,
what is struck out, hidden or merged. Bounded, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.spreadsheets.cells import MAX_CELLS, MAX_COLUMNS, Marks
from preuve.spreadsheets.xlsx_marks import Area, SheetMarks, member, parse

if TYPE_CHECKING:
    import zipfile


def sheet_marks(archive: zipfile.ZipFile) -> dict[str, SheetMarks]:
    """Return what is known of each sheet, by its title.
    Raises expat.ExpatError for what is no XML.
    """
    scan = _OdsScan()
    parse(member(archive, "content.xml"), scan.start, scan.end)
    return scan.sheets


class _OdsScan:
    """The whole document, as its XML goes by."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetMarks] = {}
        self._fills: dict[str, str] = {}
        self._struck: set[str] = set()
        self._style = ""
        self._title = ""
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._in_note = False
        self._filled = False
        self._cells: dict[tuple[int, int], Marks] = {}
        self._merged: list[Area] = []
        self._hidden: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._columns_told = 0
        self._height = self._width = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag in {"style", "table-cell-properties", "text-properties"}:
            self._style_told(tag, given)
        elif tag == "table":
            self._title, self._row, self._height, self._width = given.get("name", ""), 0, 0, 0
            self._cells, self._merged, self._hidden = {}, [], set()
            self._hidden_columns, self._columns_told = set(), 0
        elif tag == "table-column":
            self._column_told(given)
        elif tag == "table-row":
            self._row, self._column = self._row + 1, 0
            self._rows = _number(given.get("number-rows-repeated"))
            if given.get("visibility", "visible") != "visible" and self._rows == 1:
                self._hidden.add(self._row)
        elif tag in {"table-cell", "covered-table-cell"}:
            self._cell(given)
        elif tag == "a" and given.get("href") and not self._in_note:
            self._put(link=given["href"])
        elif tag == "annotation":
            self._in_note = True

    def _style_told(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style":
            self._style = given.get("name", "")
        elif given.get("background-color", "transparent") != "transparent":
            self._fills[self._style] = given["background-color"].lstrip("#").upper()
        elif given.get("text-line-through-style", "none") != "none":
            self._struck.add(self._style)

    def _column_told(self, given: dict[str, str]) -> None:
        """Note columns that are hidden; the last ones of a sheet stand for all that are empty."""
        first = self._columns_told + 1
        self._columns_told += _number(given.get("number-columns-repeated"))
        if given.get("visibility", "visible") != "visible":
            shown = min(self._columns_told, MAX_COLUMNS)
            self._hidden_columns |= set(range(first, shown + 1))

    def _cell(self, given: dict[str, str]) -> None:
        self._column += 1
        self._columns = _number(given.get("number-columns-repeated"))
        self._filled = "value-type" in given
        style = given.get("style-name", "")
        if self._filled and self._columns == 1 and (style in self._fills or style in self._struck):
            self._put(fill=self._fills.get(style), struck=style in self._struck)
        wide, high = (
            _number(given.get("number-columns-spanned")),
            _number(given.get("number-rows-spanned")),
        )
        if wide > 1 or high > 1:
            self._merged.append(
                Area(self._row, self._column, self._row + high - 1, self._column + wide - 1)
            )

    def end(self, tag: str, text: str) -> None:
        if tag == "p" and text.strip() and self._in_note:
            self._put(note=text.strip()[:500])
        elif tag == "annotation":
            self._in_note = False
        elif tag in {"table-cell", "covered-table-cell"}:
            if self._filled:
                self._height = max(self._height, self._row + self._rows - 1)
                self._width = max(self._width, self._column + self._columns - 1)
            self._column += self._columns - 1
        elif tag == "table-row":
            self._row += self._rows - 1
        elif tag == "table" and self._title:
            hidden = frozenset(self._hidden)
            columns = frozenset(self._hidden_columns)
            self.sheets[self._title] = SheetMarks(
                self._cells, self._merged, hidden, columns, self._height, self._width
            )

    def _put(self, **known: object) -> None:
        at = (self._row, self._column)
        if len(self._cells) < MAX_CELLS:
            given = {key: value for key, value in known.items() if value is not None}
            self._cells[at] = self._cells.get(at, Marks())._replace(**given)  # type: ignore[arg-type]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else 1  # noqa: PLR2004 - more rows than any program has
