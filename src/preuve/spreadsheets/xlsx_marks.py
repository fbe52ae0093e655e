"""What lies under the cells of an .xlsx file: links, notes, colours, what is struck out, hidden or
merged.

Read as a stream of XML, member by member, and bounded: a range is never filled, so that a file of 5
kB which names all cells of a sheet costs what its 5 kB cost.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from preuve.spreadsheets.cells import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Marks, column_number

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable

_MEMBER = 100 * 1024 * 1024
_MANY = 200_000


class Area(NamedTuple):
    """A range of cells, both corners in it."""

    top: int
    left: int
    bottom: int
    right: int


class SheetMarks(NamedTuple):
    """What is known of one sheet beside its values."""

    cells: dict[tuple[int, int], Marks]
    merged: list[Area]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    height: int
    width: int

    @property
    def too_large(self) -> bool:
        """Return whether its values would fill more than anybody keeps by hand."""
        return (
            self.height > MAX_ROWS
            or self.width > MAX_COLUMNS
            or self.height * self.width > MAX_CELLS
        )


NOTHING = SheetMarks({}, [], frozenset(), frozenset(), 0, 0)


def parse(
    data: bytes, start: Callable[[str, dict[str, str]], None], end: Callable[[str, str], None]
) -> None:
    """Stream an XML document: `start(tag, attributes)`, and `end(tag, text)` with the text since
    the last tag began.

    Args:
        data: the document.
        start: called for each opening tag, without its namespace.
        end: called for each closing tag.

    Raises:
        expat.ExpatError: the document is no XML, or declares entities.

    """
    parser = expat.ParserCreate()
    texts: list[str] = []

    def opened(tag: str, attributes: dict[str, str]) -> None:
        texts.clear()
        start(
            tag.rpartition(":")[2],
            {name.rpartition(":")[2]: value for name, value in attributes.items()},
        )

    def closed(tag: str) -> None:
        end(tag.rpartition(":")[2], "".join(texts))

    def declared(*_: object) -> None:
        raise expat.ExpatError

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler = texts.append
    parser.EntityDeclHandler = declared
    parser.buffer_text = True
    parser.Parse(data, True)  # noqa: FBT003 - expat's own order


def _ignore(_tag: str, _text: str) -> None:
    pass


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a member of an archive, nothing where it is not there or too
    large to be one of ours.
    """
    try:
        with archive.open(name) as stream:
            data = stream.read(_MEMBER + 1)
    except KeyError:
        return b""
    return data if len(data) <= _MEMBER else b""


def sheet_marks(archive: zipfile.ZipFile) -> dict[str, SheetMarks]:
    """Return what is known of each sheet, by its title.
    Raises expat.ExpatError for what is no XML.
    """
    styles = _Styles(member(archive, "xl/styles.xml"))
    targets = _relations(archive, "xl/workbook.xml")
    titles: list[tuple[str, str]] = []

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == "sheet":
            titles.append((given.get("name", ""), given.get("id", "")))

    parse(member(archive, "xl/workbook.xml"), start, _ignore)
    return {
        title: _XlsxScan(archive, targets.get(key, ("", ""))[1], styles).marks()
        for title, key in titles
    }


def _relations(archive: zipfile.ZipFile, name: str) -> dict[str, tuple[str, str]]:
    """Return the relations of a member: the type's last word, and the target, by their ids."""
    folder, file = posixpath.split(name)
    data = member(archive, f"{folder}/_rels/{file}.rels")
    relations: dict[str, tuple[str, str]] = {}

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == "Relationship":
            target = given.get("Target", "")
            inside = given.get("TargetMode") != "External"
            path = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            relations[given.get("Id", "")] = (
                given.get("Type", "").rpartition("/")[2],
                path if inside else target,
            )

    if data:
        parse(data, start, _ignore)
    return relations


class _Styles:
    """The looks that cells may have, by number."""

    def __init__(self, data: bytes) -> None:
        self.looks: list[tuple[str | None, bool, str]] = []
        """Fill, struck out, format of numbers."""
        self._fills: list[str | None] = []
        self._fonts: list[bool] = []
        self._formats: dict[str, str] = {}
        self._inside = ""
        if data:
            parse(data, self._start, self._end)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag in {"fills", "fonts", "cellXfs", "cellStyleXfs", "dxfs"}:
            self._inside = tag
        elif self._inside == "fills" and tag == "fill":
            self._fills.append(None)
        elif self._inside == "fills" and tag == "fgColor" and self._fills:
            self._fills[-1] = _colour(given)
        elif self._inside == "fonts" and tag == "font":
            self._fonts.append(False)
        elif self._inside == "fonts" and tag == "strike" and self._fonts:
            self._fonts[-1] = given.get("val", "1") not in {"0", "false"}
        elif tag == "numFmt":
            self._formats[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif self._inside == "cellXfs" and tag == "xf":
            self.looks.append(
                (
                    _at(self._fills, given.get("fillId")),
                    bool(_at(self._fonts, given.get("fontId"))),
                    given.get("numFmtId", "0"),
                )
            )

    def _end(self, tag: str, _text: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def look(self, number: str) -> tuple[str | None, bool, str]:
        """Return fill, struck out and the format's code of a style."""
        fill, struck, key = _at(self.looks, number) or (None, False, "0")
        return fill, struck, {"1": "0", "2": "0.00"}.get(key) or self._formats.get(key, "")


def _at(values: list, place: str | None):  # type: ignore[type-arg, no-untyped-def]  # noqa: ANN202 - of whatever list
    try:
        return values[int(place or "0")]
    except (ValueError, IndexError):
        return None


def _colour(given: dict[str, str]) -> str | None:
    if rgb := re.fullmatch(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})", given.get("rgb", "")):
        return rgb[1].upper()
    return f"theme {given['theme']}" if "theme" in given else None


class _XlsxScan:
    """One sheet, as its XML goes by."""

    def __init__(self, archive: zipfile.ZipFile, name: str, styles: _Styles) -> None:
        self._styles = styles
        self._relations = _relations(archive, name) if name else {}
        self._cells: dict[tuple[int, int], Marks] = {}
        self._merged: list[Area] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._at = (0, 0)
        self._look: tuple[str | None, bool, str] = (None, False, "")
        self._formula = ""
        self._type = ""
        self._height = self._width = 0
        data = member(archive, name) if name else b""
        if data:
            parse(data, self._start, self._end)
        for kind, target in self._relations.values():
            if kind == "comments":
                self._notes(member(archive, target), "comment", "t")
            elif kind == "threadedComment":
                self._notes(member(archive, target), "threadedComment", "text")

    def marks(self) -> SheetMarks:
        return SheetMarks(
            self._cells,
            self._merged,
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            self._height,
            self._width,
        )

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "c":
            self._at = _corner(given.get("r", "")) or (self._at[0], self._at[1] + 1)
            self._look, self._formula, self._type = (
                self._styles.look(given.get("s", "0")),
                "",
                given.get("t", ""),
            )
        elif tag == "row":
            self._row(given)
        elif tag == "col" and given.get("hidden") in {"1", "true"}:
            self._hide_columns(given)
        elif tag == "mergeCell":
            if (area := area_of(given.get("ref", ""))) is not None and len(self._merged) < _MANY:
                self._merged.append(area)
        elif tag == "hyperlink":
            self._hyperlink(given)

    def _row(self, given: dict[str, str]) -> None:
        number = int(given["r"]) if given.get("r", "").isdecimal() else self._at[0] + 1
        self._at = (number, 0)
        if given.get("hidden") in {"1", "true"} and len(self._hidden_rows) < _MANY:
            self._hidden_rows.add(number)

    def _hide_columns(self, given: dict[str, str]) -> None:
        if given.get("min", "").isdecimal() and given.get("max", "").isdecimal():
            last = min(int(given["max"]), MAX_COLUMNS)
            self._hidden_columns.update(range(int(given["min"]), last + 1))

    def _end(self, tag: str, text: str) -> None:
        if tag == "f":
            self._formula = text
        elif tag in {"v", "t"} and text:
            self._height, self._width = (
                max(self._height, self._at[0]),
                max(self._width, self._at[1]),
            )
            if (
                tag == "v" and self._type == "e"
            ):  # an error has no value: what is seen is all that it is
                self._put(text=text)
            elif tag == "v" and not self._type and self._look[2]:
                self._put(text=_formatted(text, self._look[2]))
        elif tag == "c":
            fill, struck, _code = self._look
            if fill is not None or struck:
                self._put(fill=fill, struck=struck)
            if self._formula and (link := hyperlink(self._formula)) is not None:
                self._height, self._width = (
                    max(self._height, self._at[0]),
                    max(self._width, self._at[1]),
                )
                self._put(link=link[0], text=link[1])

    def _put(self, at: tuple[int, int] | None = None, **known: object) -> None:
        at = at or self._at
        if len(self._cells) < MAX_CELLS:
            given = {key: value for key, value in known.items() if value is not None}
            self._cells[at] = self._cells.get(at, Marks())._replace(**given)  # type: ignore[arg-type]

    def _hyperlink(self, given: dict[str, str]) -> None:
        """Note a link at the first cell of its range: what it covers beyond is not filled."""
        area = area_of(given.get("ref", ""))
        target = self._relations.get(given.get("id", ""), ("", ""))[1]
        inside = given.get("location", "")
        if area is not None and (target or inside):
            self._put(
                (area.top, area.left),
                link=f"{target}#{inside}" if target and inside else target or f"#{inside}",
            )

    def _notes(self, data: bytes, tag: str, texts: str) -> None:
        at: list[tuple[int, int] | None] = [None]

        def start(name: str, given: dict[str, str]) -> None:
            if name == tag:
                at[0] = _corner(given.get("ref", ""))

        def end(name: str, text: str) -> None:
            if name == texts and at[0] is not None and text.strip():
                before = self._cells.get(at[0], Marks()).note
                self._put(
                    at[0], note=f"{before} {text.strip()}"[:500] if before else text.strip()[:500]
                )

        if data:
            parse(data, start, end)


def _corner(text: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", text.strip())
    return (int(match[2]), column_number(match[1])) if match else None


def area_of(text: str) -> Area | None:
    """Return the range that a reference names: `A1:C3`, or one cell."""
    first, _, last = text.partition(":")
    top, bottom = _corner(first), _corner(last or first)
    if top is None or bottom is None:
        return None
    return Area(
        min(top[0], bottom[0]),
        min(top[1], bottom[1]),
        max(top[0], bottom[0]),
        max(top[1], bottom[1]),
    )


_HYPERLINK = re.compile(
    r'^=?\s*(?:_xlfn\.)?(?:HYPERLINK|LIEN_HYPERTEXTE)\s*\(\s*"((?:[^"]|"")*)"\s*'
    r'(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)\s*$',
    re.IGNORECASE,
)


def hyperlink(formula: str) -> tuple[str, str] | None:
    """Return the address of a HYPERLINK formula and the words shown;
    None where it is none, or is computed.
    """
    match = _HYPERLINK.match(formula)
    if match is None:
        return None
    address = match[1].replace('""', '"')
    return address, (match[2] or "").replace('""', '"') or address


def _formatted(value: str, code: str) -> str | None:
    """Return a number as it is seen, for the few formats in which it matters: 3.10, 01."""
    plain = code.split(";", maxsplit=1)[0].replace('"', "")
    try:
        number = float(value)
    except ValueError:
        return None
    if re.fullmatch(r"0\.0+", plain):
        return f"{number:.{len(plain) - 2}f}"
    if re.fullmatch(r"0{2,6}", plain) and number.is_integer():
        return f"{int(number):0{len(plain)}}"
    return None
