"""Coming from a spreadsheet and going back to one:
nothing is lost, nothing is overwritten, nothing is run.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st
from manuals import ORGANISATION
from openpyxl import Workbook, load_workbook
from sheets import read, texts

from preuve.cli import run
from preuve.intake.table_layout import find_tables
from preuve.intake.written_days import read_day, read_span
from preuve.model.manual import Manual
from preuve.spreadsheets.cells import SheetError
from preuve.spreadsheets.opening import read_workbook
from preuve.spreadsheets.tables import Table
from preuve.spreadsheets.workbook import to_csv, to_xlsx

if TYPE_CHECKING:
    from copies import Copy

HEAD = [
    "N°",
    "Intitulé de la preuve",
    "Indicateurs",
    "Étape",
    "Type",
    "Emplacement",
    "Responsable",
    "Date",
    "Statut",
    "Couleur",
]
LINE = [
    "",
    "Livret d’accueil",
    "9",
    "mise en œuvre",
    "Document",
    "livret.pdf",
    "quality",
    "12/03/2026",
    "Validé",
    "bleu",
]


def test_a_french_sheet_is_understood() -> None:
    """Would catch a heading, a date, a word or a place that a French team
    writes and Preuve does not know.
    """
    (entry,), left = read(HEAD, LINE)
    assert left == []
    assert entry == {
        "title": "Livret d’accueil",
        "indicators": "9",
        "stage": "implemented",
        "kind": "document",
        "status": "approved",
        "file": "evidence/livret.pdf",
        "owner": "quality",
        "dated": "2026-03-12",
    }


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1, 2 et 17", "1, 2, 17"),
        ("Ind. 4", "4"),
        ("9 à 12", "9, 10, 11, 12"),
        ("I1/I2", "1, 2"),
        ("1;1", "1"),
        ("17 18", "17, 18"),
        ("indicateur n°22", "22"),
        ("3\n4", "3, 4"),
    ],
)
def test_several_indicators_in_a_cell(text: str, numbers: str) -> None:
    """Would catch an indicator lost from a cell that holds several."""
    ((entry,), left) = read(HEAD, [*LINE[:2], text, *LINE[3:]])
    assert (entry["indicators"], left) == (numbers, [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/03/2026", "2026-03-12"),
        ("1.8.26", "2026-08-01"),
        ("1er août 2026", "2026-08-01"),
        ("12 MARS 2026", "2026-03-12"),
        ("3 févr. 2026", "2026-02-03"),
        ("31/02/2026", None),
        ("3 brumaire 2026", None),
        ("2026", None),
        ("mars 2026", None),
        ("T2 2026", None),
        ("rentrée 2026", None),
        ("3/8", None),
        ("du 12 au 14/03/2026", None),
        ("vendredi 6 mars 2026", "2026-03-06"),
    ],
)
def test_dates_as_people_write_them(text: str, day: str | None) -> None:
    """Would catch a date guessed where there is none, or the month taken for the day."""
    found = read_day(text).day
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("12 mois", "12 months"),
        ("1 an", "12 months"),
        ("2 ans", "24 months"),
        ("Annuelle", "12 months"),
        ("annuel", "12 months"),
        ("tous les 6 mois", "6 months"),
        ("tous les ans", "12 months"),
        ("Semestrielle", "6 months"),
        ("trimestriel", "3 months"),
        ("12 months", "12 months"),
        ("yearly", "12 months"),
        ("2 semaines", "2 weeks"),
        ("jamais", None),
        ("2 fois par an", None),
    ],
)
def test_lengths_of_time_as_people_write_them(text: str, span: str | None) -> None:
    """Would catch the commonest way of saying how long a proof is good for refused,
    or one guessed that is none.
    """
    assert read_span(text) == span
    (entry,), _left = read([*HEAD[:9], "Périodicité"], [*LINE[:9], text])
    assert entry.get("review_every") == span


def test_who_answers_is_one_of_the_roles_or_becomes_one(
    copy: Copy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a function's name refused because it is no role,
    a role made twice, or a line of the file touched.
    """
    sheet = tmp_path / "x.csv"
    owners = ["Quality lead", "quality", "Référente mobilité", "référente mobilite", "3e collège"]
    lines = [f"Proof {number},4,Binder,{owner},2026-03-01" for number, owner in enumerate(owners)]
    sheet.write_text("\n".join(["title,indicators,place,owner,dated", *lines]), encoding="utf-8")
    before = copy.organisation.read_bytes()
    assert run(["import", "--root", str(copy.root), str(sheet)]) == 0
    assert (
        "+ people in organisation.yaml: referente_mobilite, “Référente mobilité”"
        in capsys.readouterr().out
    )
    assert copy.organisation.read_bytes() == before
    assert run(["import", "--root", str(copy.root), str(sheet), "--write"]) == 0
    after = copy.organisation.read_bytes()
    new = "  referente_mobilite: Référente mobilité\n  role_3e_college: 3e collège\n".encode()
    assert after.replace(new, b"") == before
    index = Manual.load(copy.root).evidence_index
    assert index is not None
    assert [proof.owner for proof in index.evidence[-5:]] == [
        "quality",
        "quality",
        "referente_mobilite",
        "referente_mobilite",
        "role_3e_college",
    ]


WRONG = {
    "no date": (7, "bientôt", "dated"),
    "no owner": (6, "", "owner"),
    "an unknown word": (8, "peut-être", "stage"),
}


@pytest.mark.parametrize(("place", "text", "key"), WRONG.values(), ids=WRONG)
def test_what_is_not_known_stays_empty_in_a_draft(place: int, text: str, key: str) -> None:
    """Would catch a value made up, or a whole row lost because one cell of it says nothing."""
    line = [*LINE]
    line[place] = text
    (entry,), left = read(HEAD, line)
    assert left == []
    assert (entry.get(key) == "implemented") if key == "stage" else (key not in entry)
    assert entry["status"] == ("draft" if key != "owner" else "approved")


@pytest.mark.parametrize(
    ("place", "text"),
    [(2, "dix-sept"), (2, ""), (2, "tous"), (1, ""), (1, "à compléter"), (2, "40")],
)
def test_a_row_that_names_no_proof_or_no_indicator_is_left(place: int, text: str) -> None:
    """Would catch a row dropped without a word, or guessed at."""
    line = [*LINE]
    line[place] = text
    assert read(HEAD, LINE, line)[1] == [3]


def test_an_id_given_twice_is_not_taken_twice(copy: Copy, tmp_path: Path) -> None:
    """Would catch one proof lost under another."""
    sheet = tmp_path / "x.csv"
    sheet.write_text(
        "id,title,indicators,place\nP1,One,4,Binder\np1,Two,4,Binder\n,Three,4,Binder\n",
        encoding="utf-8",
    )
    assert run(["import", "--root", str(copy.root), str(sheet), "--write"]) == 0
    index = Manual.load(copy.root).evidence_index
    assert index is not None
    assert [entry.title for entry in index.evidence[-2:]] == ["One", "Three"]


def test_merged_cells_dates_and_a_title_above(tmp_path: Path) -> None:
    """Would catch the second row of a merged cell read as empty,
    or Excel's own dates as numbers.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Suivi Qualiopi 2026"])
    sheet.append(["Intitulé", "Indicateur", "Date"])
    sheet.append(["Livret", 9, date(2026, 3, 12)])
    sheet.append(["Règlement", None, date(2026, 3, 13)])
    sheet.merge_cells("B3:B4")
    book.save(tmp_path / "suivi.xlsx")
    book_read = read_workbook(tmp_path / "suivi.xlsx")
    assert [cell.text for cell in book_read.sheets[0].rows[3]] == ["Règlement", "9", "2026-03-13"]
    (table,) = find_tables(book_read.sheets[0])
    assert table.header == 2


def test_csv_of_western_windows(tmp_path: Path) -> None:
    """Would catch accents lost, or a semicolon taken for text."""
    (tmp_path / "suivi.csv").write_bytes(
        "Intitulé;Indicateur\r\nRèglement, été;9\r\n".encode("cp1252")
    )
    assert texts(tmp_path / "suivi.csv") == [
        ["Intitulé", "Indicateur"],
        ["Règlement, été", "9"],
    ]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 not a zip", b"PK\x05\x06" + bytes(18), b"%PDF-1.4", b"\x89PNG\r\n\x1a\n"]
)
def test_a_damaged_file_is_told(tmp_path: Path, data: bytes) -> None:
    """Would catch a traceback out of the library."""
    file = tmp_path / "suivi.xlsx"
    file.write_bytes(data)
    with pytest.raises(SheetError):
        read_workbook(file)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(
    lambda text: text.strip()
)
CODES = st.sampled_from(["_x0000_", "a_x0041_b", "_x005F_x0041_", "_x0041_x0042_", "_x41_"])
ARMED = st.builds(
    lambda sign, text: (sign + text).strip(),
    st.sampled_from(["=", "+", "-", "@", "'=", "''+", "'"]),
    TEXTS,
)


@settings(max_examples=40)
@given(st.lists(st.tuples(TEXTS | ARMED, TEXTS | CODES), min_size=1, max_size=5))
def test_any_text_comes_back_from_a_file(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str | int, ...]]
) -> None:
    """Would catch a text that a program would run, or that is not given back as it was."""
    table = Table("evidence", ("a", "b"), told)
    folder = tmp_path_factory.mktemp("sheet")
    for separator in ",;":
        data = to_csv(table, separator)
        for row in csv.reader(
            io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator
        ):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
        (folder / "x.csv").write_bytes(data)
        rows = [tuple(row) for row in texts(folder / "x.csv")]
        assert [row or ("", "") for row in rows][1:] == told
    (folder / "x.xlsx").write_bytes(to_xlsx([table], date(2026, 9, 30)))
    rows = [tuple([*row, "", ""][:2]) for row in texts(folder / "x.xlsx")]
    while told and not any(told[-1]):
        told.pop()  # rows below the last value are none
    assert rows[1:] == told


def test_a_workbook_holds_no_formula_and_no_time(tmp_path: Path) -> None:
    """Would catch a title that a spreadsheet program computes,
    or bytes that differ from one second to the next.
    """
    table = Table("evidence", ("title",), [("=cmd|' /C calc'!A0",)])
    file = tmp_path / "x.xlsx"
    file.write_bytes(to_xlsx([table], date(2026, 9, 30)))
    cell = load_workbook(file)["evidence"]["A2"]
    assert (cell.data_type, cell.value) == ("s", "=cmd|' /C calc'!A0")
    assert b"<f>" not in file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"2026-09-30T00:00:00Z") == 2


def test_what_a_killed_export_leaves_is_ours_to_delete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch sheets in the temporary folder under names that no later command deletes: openpyxl
    writes each to a file there, and a process that is killed takes none away.
    """
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    written: list[Path] = []
    make = tempfile.NamedTemporaryFile

    def noted(**options: Any) -> Any:  # noqa: ANN401 - as the standard library's
        file = make(**options)
        written.append(Path(file.name))
        return file

    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", noted)
    to_xlsx([Table("evidence", ("title",), [("x",)])], date(2026, 9, 30))
    assert {file.parent.name.rpartition("-")[0] for file in written} == {"preuve-sheets"}
    assert list(tmp_path.iterdir()) == []
    assert tempfile.gettempdir() == str(tmp_path)


@pytest.mark.parametrize("name", ["all.xlsx", "tables"])
def test_exported_and_imported_again_changes_nothing(
    copy: Copy, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a value that the export tells otherwise than the index does."""
    before = copy.index.read_bytes()
    assert run(["export", "--root", str(copy.root), str(tmp_path / name)]) == 0
    file = tmp_path / name if name.endswith("xlsx") else tmp_path / name / "evidence.csv"
    capsys.readouterr()
    assert run(["import", "--root", str(copy.root), str(file), "--update", "--write"]) == 0
    entries = Manual.load(copy.root).evidence_index
    assert entries is not None
    assert (
        f"0 new entries, 0 differ, {len(entries.evidence)} are the same, 0 rows not taken."
        in capsys.readouterr().out
    )
    assert copy.index.read_bytes() == before


def test_a_whole_index_comes_back_from_its_export(copy: Copy, tmp_path: Path) -> None:
    """Would catch an entry or a value that does not survive the way out and in again."""
    assert run(["export", "--root", str(copy.root), str(tmp_path / "all.xlsx")]) == 0
    assert run(["export", "--root", str(copy.root), str(tmp_path / "before.json")]) == 0
    copy.index.write_text("evidence:\n", encoding="utf-8")
    assert run(["import", "--root", str(copy.root), str(tmp_path / "all.xlsx"), "--write"]) == 0
    assert run(["export", "--root", str(copy.root), str(tmp_path / "after.json")]) == 0
    before, after = (
        json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("before", "after")
    )
    assert after == before


def test_nothing_is_written_before_it_is_asked_for(
    copy: Copy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a dry run that writes, or a value overwritten without --update."""
    before = copy.index.read_bytes()
    sheet = tmp_path / "x.csv"
    sheet.write_text("id,title,dated\nEV-003,Another title,2026-01-19\n", encoding="utf-8")
    assert run(["import", "--root", str(copy.root), str(sheet)]) == 0
    assert (
        "EV-003  title: Programme of the skills assessment BC-01 → Another title"
        in capsys.readouterr().out
    )
    assert run(["import", "--root", str(copy.root), str(sheet), "--write"]) == 0
    assert copy.index.read_bytes() == before
    assert run(["import", "--root", str(copy.root), str(sheet), "--write", "--update"]) == 0
    assert copy.index.read_bytes() == before.replace(
        b"title: Programme of the skills assessment BC-01", b"title: Another title", 1
    )


def _a_pdf() -> bytes:
    """Return a document that can be read: what cannot be is named where it lies, and not copied."""
    document = FPDF()
    document.add_page()
    document.set_font("helvetica")
    document.cell(text="Welcome booklet")
    return bytes(document.output())


def test_files_that_cells_name_are_brought_along(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a proof left behind on the drive,
    or a path that leads out of the folder given.
    """
    root, drive = tmp_path / "manual", tmp_path / "drive"
    root.mkdir()
    (drive / "Indicateur 9").mkdir(parents=True)
    booklet = _a_pdf()
    (drive / "Indicateur 9" / "Livret d’accueil.pdf").write_bytes(booklet)
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.4")
    (root / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    (root / "evidence_index.yaml").write_text("evidence: []\n", encoding="utf-8")
    line = [*LINE]
    line[5] = "Indicateur 9\\Livret d’accueil.pdf"
    other = [*LINE]
    other[5] = "../secret.pdf"
    sheet = tmp_path / "x.csv"
    sheet.write_text("\n".join(";".join(row) for row in (HEAD, line, other)), encoding="utf-8")
    assert run(["import", "--root", str(root), str(sheet), "--files", str(drive), "--write"]) == 0
    index = Manual.load(root).evidence_index
    assert index is not None
    assert [(proof.file, proof.place) for proof in index.evidence] == [
        ("evidence/Livret-d-accueil.pdf", None),
        (None, "../secret.pdf"),
    ]
    assert (root / "evidence" / "Livret-d-accueil.pdf").read_bytes() == booklet
    capsys.readouterr()


def test_a_mapping_is_proposed_and_taken(
    copy: Copy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a proposal that the import itself does not accept,
    or a fault in a mapping told without its line.
    """
    sheet, mapping = tmp_path / "x.csv", tmp_path / "mapping.yaml"
    sheet.write_text(
        "\n".join(";".join(row) for row in (HEAD, [*LINE[:5], "Classeur 3", *LINE[6:]])),
        encoding="utf-8",
    )
    assert run(["import", "--root", str(copy.root), str(sheet), "--propose"]) == 0
    proposal = capsys.readouterr().out
    assert "  # not used yet: Couleur" in proposal
    mapping.write_text(proposal, encoding="utf-8")
    assert run(["import", "--root", str(copy.root), str(sheet), "--mapping", str(mapping)]) == 0
    assert "1 new entry" in capsys.readouterr().out
    mapping.write_text("columns:\n  titel: Intitulé\n", encoding="utf-8")
    assert run(["import", "--root", str(copy.root), str(sheet), "--mapping", str(mapping)]) == 2
    assert "mapping.yaml:2:3" in capsys.readouterr().err
