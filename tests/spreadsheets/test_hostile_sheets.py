"""Files that are no spreadsheet, or a trap;
and an index that goes out and comes back, as properties.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from manuals import ORGANISATION, ManualFolder, entry
from openpyxl import Workbook
from sheets import texts

from preuve.cli import run
from preuve.editing.splice import written
from preuve.model.manual import Manual
from preuve.spreadsheets.tables import Table
from preuve.spreadsheets.workbook import to_csv

if TYPE_CHECKING:
    from pathlib import Path

    from copies import Copy

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(
    lambda text: " ".join(text.split())
)
WORDS = TEXTS.filter(bool)
ARMED = st.builds(
    lambda sign, text: (sign + text).strip(),
    st.sampled_from(["=", "+", "-", "@", "'=", "''+", "'"]),
    WORDS,
)


def workbook(**sheets: list[list[object]]) -> bytes:
    """Return a workbook as openpyxl writes one."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, told in sheets.items():
        sheet = book.create_sheet(name)
        for row in told:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, change: dict[str, bytes | None]) -> bytes:
    """Return an archive with members changed, added or, with None, taken out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        members = {name: old.read(name) for name in old.namelist()} | change
        for name, body in members.items():
            if body is not None:
                new.writestr(name, body)
    return out.getvalue()


GOOD = workbook(suivi=[["Intitulé", "Indicateur"], ["Livret", 9]])
FORMULA = workbook(suivi=[["Intitulé", "Indicateur", "Date"], ["=1+1", 9, "=TODAY()"]])
_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (ord("b") + n, b"&%c;" % (ord("a") + n) * 10) for n in range(9)
    )
    + b"]>"
    + _SHEET
    + (
        b'<sheetData><row r="1"><c r="A1" '
        b't="inlineStr"><is><t>&j;</t></is></c></row></sheetData></worksheet>'
    )
)
FAR = (
    _SHEET + b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c '
    b'r="XFD1048576"><v>1</v></c></row></sheetData>'
    b"</worksheet>"
)
MERGED = (
    _SHEET + b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="99000"><c '
    b'r="GA99000"><v>1</v></c></row></sheetData>'
    b'<mergeCells count="1"><mergeCell ref="A1:GA99000"/></mergeCells></worksheet>'
)
SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = {
    "formulas, never computed": FORMULA,
    "a bomb": repacked(GOOD, {"xl/media/x.bin": bytes(250 * 1024 * 1024)}),
    "no sheet": repacked(GOOD, {SHEET: None}),
    "half a sheet": repacked(GOOD, {SHEET: b"<worksheet><sheetData><row"}),
    "entities within entities": repacked(GOOD, {SHEET: ENTITIES}),
    "a cell at the far end": repacked(GOOD, {SHEET: FAR}),
    "one merged cell that covers all": repacked(GOOD, {SHEET: MERGED}),
    "a workbook without its parts": repacked(
        GOOD, {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": None}
    ),
    "cut short": GOOD[: len(GOOD) // 2],
    "another kind of archive": repacked(b"PK\x05\x06" + bytes(18), {"x.txt": b"x"}),
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "nothing": b"",
    "only line ends": b"\r\n" * 1000,
    "a mark and semicolons": b"\xef\xbb\xbf;;;\n;;;\n",
    "an endless cell": b"Intitul\xc3\xa9;Indicateur\n" + b"x" * 300_000 + b";9\n",
    "a quote that never ends": b'Intitul\xc3\xa9;Indicateur\n"Livret;9\n',
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_changes_nothing_and_is_told(
    copy: Copy, tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a traceback, a hang, or half an import:
    whatever the file is, each fault is a line at its cell.
    """
    before = copy.index.read_bytes()
    file = tmp_path / "suivi.xlsx"
    file.write_bytes(data)
    status = run(["import", "--root", str(copy.root), str(file), "--write"])
    told = capsys.readouterr()
    assert status == 2
    assert told.err.strip()
    assert copy.index.read_bytes() == before


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_changed_cell_changes_just_that(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Would catch an import that touches another value, or loses the one that was changed,
    whatever the index holds.
    """
    folder = ManualFolder(tmp_path_factory.mktemp("sheet"))
    said = WORDS | ARMED
    one_proof = st.fixed_dictionaries({"title": said, "note": st.none() | said, "place": said})
    many = data.draw(st.lists(one_proof, min_size=1, max_size=6))
    folder.write("organisation.yaml", ORGANISATION)
    folder.index(
        *(
            entry(4, id=f"EV-{number}", **{key: written(text) for key, text in one.items() if text})
            for number, one in enumerate(many)
        )
    )
    known = Manual.load(folder.root).evidence_index
    assume(known is not None and len(known.evidence) == len(many))
    name = data.draw(st.sampled_from(["all.xlsx", "tables"]))
    assert run(["export", "--root", str(folder.root), str(folder.root / name)]) == 0
    file = folder.root / name if name.endswith("xlsx") else folder.root / name / "evidence.csv"
    before = (folder.root / "evidence_index.yaml").read_bytes()
    assert run(["import", "--root", str(folder.root), str(file), "--update", "--write"]) == 0
    assert (folder.root / "evidence_index.yaml").read_bytes() == before
    place, key = (
        data.draw(st.integers(0, len(many) - 1)),
        data.draw(st.sampled_from(["title", "place"])),
    )
    new = data.draw(said)
    width = len(texts(file)[0])
    table = [[*row, *[""] * (width - len(row))] for row in texts(file)]
    column = table[0].index(key)
    table[place + 1][column] = new
    changed = folder.root / "changed.csv"
    changed.write_bytes(
        to_csv(Table("evidence", tuple(table[0]), [tuple(row) for row in table[1:]]), ",")
    )
    assert run(["import", "--root", str(folder.root), str(changed), "--update", "--write"]) == 0
    after = Manual.load(folder.root).evidence_index
    assert known is not None
    assert after is not None
    wanted = [{**proof._asdict(), "origin": None} for proof in known.evidence]
    wanted[place][key] = new
    assert [{**one._asdict(), "origin": None} for one in after.evidence] == wanted
