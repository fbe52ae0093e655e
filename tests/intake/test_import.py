"""The way in, whole: what is left stands beside the source, bombs cost what they weigh,
registers and sessions come back.
"""

from __future__ import annotations

import io
import shutil
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from manuals import CFA, ORGANISATION
from openpyxl import Workbook
from sheets import texts

from preuve.cli import run
from preuve.model.manual import Manual
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.loading import records_of
from preuve.model.sessions import SESSION
from preuve.spreadsheets.column_names import FRENCH, FRENCH_SHEETS, heading, key_of
from preuve.spreadsheets.tables import KEYS, MADE

if TYPE_CHECKING:
    from pathlib import Path

    from copies import Copy

HEAD = ["Indicateur", "Preuve", "Emplacement", "Responsable", "Date"]


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "manual"
    root.mkdir()
    (root / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    (root / "evidence_index.yaml").write_text("evidence: []\n", encoding="utf-8")
    return root


def test_good_rows_come_in_and_the_others_stand_beside(root: Path, tmp_path: Path) -> None:
    """Would catch one bad row that holds back the good ones, or is lost;
    and a file that cannot be given again.
    """
    source = tmp_path / "suivi.csv"
    source.write_text(
        ";".join(HEAD) + "\n9;Livret;Drive;Dir;01/02/2026\ntous;Manuel;Drive;Dir;01/02/2026\n",
        encoding="utf-8",
    )
    assert run(["import", "--root", str(root), str(source), "--all-or-nothing", "--write"]) == 2
    assert list(tmp_path.glob("suivi - *")) == []
    assert run(["import", "--root", str(root), str(source), "--write"]) == 0
    (left,) = tmp_path.glob("suivi - *.csv")
    rows = texts(left)
    assert rows[0][:5] == HEAD
    assert rows[1][:2] == ["tous", "Manuel"]
    left.write_text(left.read_text(encoding="utf-8-sig").replace("tous", "32"), encoding="utf-8")
    assert run(["import", "--root", str(root), str(left), "--write"]) == 0
    assert run(["import", "--root", str(root), str(source), "--write"]) == 0
    index = Manual.load(root).evidence_index
    assert index is not None
    assert [(entry.title, entry.indicators) for entry in index.evidence] == [
        ("Livret", (9,)),
        ("Manuel", (32,)),
    ]


def bomb(**parts: str) -> bytes:
    """Return a workbook of one proof, with parts of its sheet's XML put in."""
    book = Workbook()
    book.worksheets[0].append(HEAD)
    book.worksheets[0].append([9, "Livret", "Drive", "Dir", "01/02/2026"])
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(
                    "</sheetData>", parts.get("row", "") + "</sheetData>" + parts.get("after", "")
                )
            new.writestr(name, data)
    return out.getvalue()


BOMBS = {
    "merged over all": bomb(after='<mergeCells><mergeCell ref="A4:XFD1048576"/></mergeCells>'),
    "merged in lower case": bomb(after='<mergeCells><mergeCell ref="a4:xfd1048576"/></mergeCells>'),
    "merged by entities, which is refused": bomb(
        after='<mergeCells><mergeCell ref="&#65;4:XFD1048576"/></mergeCells>'
    ),
    "a link over all": bomb(
        after='<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'
    ),
    "hidden columns without end": bomb(
        after='<cols><col min="1" max="999999999" hidden="1"/></cols>'
    ),
}
FAR = bomb(row='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@pytest.mark.parametrize("data", [*BOMBS.values(), FAR], ids=[*BOMBS, "a cell at the far end"])
def test_a_bomb_costs_what_it_weighs(root: Path, tmp_path: Path, data: bytes) -> None:
    """Would catch a range that is filled cell by cell, or a sheet as large as its last cell."""
    source = tmp_path / "suivi.xlsx"
    source.write_bytes(data)
    began = time.process_time()
    status = run(["import", "--root", str(root), str(source), "--write"])
    assert time.process_time() - began < 5
    index = Manual.load(root).evidence_index
    assert index is not None
    refused = data in {FAR, BOMBS["merged by entities, which is refused"]}
    assert (status, len(index.evidence)) == ((2, 0) if refused else (0, 1))


def test_registers_and_sessions_go_out_and_come_back(copy: Copy, tmp_path: Path) -> None:
    """Would catch a line or a value of a register or a session that does not survive the way out
    and in again.
    """
    assert run(["export", "--root", str(copy.root), str(tmp_path / "all.xlsx")]) == 0
    files = [copy.root / "sessions.yaml", *sorted((copy.root / "registers").glob("*.yaml"))]
    before = {file: file.read_bytes() for file in files}
    assert (
        run(["import", "--root", str(copy.root), str(tmp_path / "all.xlsx"), "--write", "--update"])
        == 0
    )
    assert {file: file.read_bytes() for file in files} == before
    manual = Manual.load(copy.root)
    for file in files:
        if file.name == "sessions.yaml":
            file.write_text("sessions: []\n", encoding="utf-8")
        else:
            file.unlink()
    assert run(["import", "--root", str(copy.root), str(tmp_path / "all.xlsx"), "--write"]) == 0
    again = Manual.load(copy.root)
    for name in manual.registers.kept:
        lines, now = manual.registers.of(name) or (), again.registers.of(name) or ()
        assert [_bare(line) for line in now] == [_bare(line) for line in lines]
    assert manual.sessions is not None
    assert again.sessions is not None
    assert [_bare(session) for session in again.sessions.sessions] == [
        _bare(one) for one in manual.sessions.sessions
    ]


@pytest.mark.parametrize("suffix", [".xlsx", ""], ids=["a workbook", "CSV files"])
def test_a_french_export_comes_back_and_so_does_one_of_before(tmp_path: Path, suffix: str) -> None:
    """Would catch French headings that an import does not know, or the keys no longer read."""
    root = shutil.copytree(CFA, tmp_path / "cfa")
    out = tmp_path / f"sortie{suffix}"
    assert run(["export", "--root", str(root), str(out)]) == 0
    sources = [out] if suffix else [file for file in out.glob("*.csv") if file.stem not in MADE]
    files = [root / "evidence_index.yaml", root / "sessions.yaml", *(root / "registers").glob("*")]
    before = {file: file.read_bytes() for file in files}
    for source in sources:
        done = run(["import", "--root", str(root), str(source), "--write", "--update"])
        assert done == 0, source
    assert {file: file.read_bytes() for file in files} == before
    keyed = tmp_path / "avant.csv"
    keyed.write_text(
        "id;title;indicators;stage;kind;place;owner;dated;status;access\n"
        "EV-901;Livret;9;formalised;document;Classeur;quality;2026-01-31;draft;auditor\n",
        encoding="utf-8",
    )
    assert run(["import", "--root", str(root), str(keyed), "--write"]) == 0
    assert "id: EV-901\n    title: Livret\n" in files[0].read_text(encoding="utf-8")


def test_each_column_has_a_french_heading_of_its_own() -> None:
    """Would catch a new key that a French workbook shows in English, or two columns called alike."""
    lists = {below: record for name in RegisterName for below, record in records_of(name).items()}
    columns = {*KEYS, "state", "good_until", *SESSION.fields}
    columns |= {"counts_as", "standing", "correct_by", "verify_by"}
    columns |= {key for table in MADE.values() for key in table}
    columns |= {key for record in lists.values() for key in record.fields}
    assert columns <= FRENCH.keys()
    assert len(set(FRENCH.values())) == len(FRENCH)
    assert {key_of(heading(key, "fr")) for key in FRENCH} == FRENCH.keys()
    assert {"evidence", "sessions", *MADE, *lists} <= FRENCH_SHEETS.keys()
    assert len(set(FRENCH_SHEETS.values())) == len(FRENCH_SHEETS)


def _bare(line: object) -> str:
    """Return a line without where it was read."""
    values = line._asdict()  # type: ignore[attr-defined]
    return repr(
        {
            key: _plain(value)
            for key, value in values.items()
            if key != "origin" or isinstance(value, str)
        }
    )


def _plain(value: object) -> object:
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: _plain(below) for key, below in value._asdict().items() if key != "origin"}
    return [_plain(below) for below in value] if isinstance(value, tuple) else value


def test_a_template_is_filled_in_and_read(copy: Copy, tmp_path: Path) -> None:
    """Would catch a template whose own headings the import does not know."""
    assert run(["export", "--root", str(copy.root), "--template", str(tmp_path / "t.xlsx")]) == 0
    rows = texts(tmp_path / "t.xlsx")
    filled = [
        *rows[1][:3],
        "Our proof",
        "formalised",
        "Binder 3",
        "quality",
        "2026-03-01",
        "",
        "Approved",
        "",
    ]
    (tmp_path / "t.csv").write_text(
        "\n".join("\t".join(row) for row in (rows[0], filled)), encoding="utf-8"
    )
    assert run(["import", "--root", str(copy.root), str(tmp_path / "t.csv"), "--write"]) == 0
    index = Manual.load(copy.root).evidence_index
    assert index is not None
    entry = index.evidence[-1]
    assert (entry.title, entry.stage, entry.status, str(entry.dated)) == (
        "Our proof",
        "formalised",
        "approved",
        "2026-03-01",
    )
