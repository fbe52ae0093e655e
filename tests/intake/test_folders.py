"""Folders of files: what their names say, and what of them stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manuals import ORGANISATION

from preuve.cli import run
from preuve.intake.document_days import DocumentLook
from preuve.intake.tree import read_tree
from preuve.model.manual import Manual
from preuve.model.proof_file import STUB_ENDINGS

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

FILES = {
    "02 - Critère 2/04_Analyse du besoin/Grille V1.docx": "a",
    "02 - Critère 2/04_Analyse du besoin/Grille V2.docx": "b",
    "02 - Critère 2/05_Objectifs/20260115_Objectifs.pdf": "c",
    "Ind 31/Registre.xlsx": "d",
    "Ind 31/archives 2024/x.pdf": "e",
    "Ind 31/MARTIN Paul - certificat.pdf": "f",
    "C6-I26/Apprenants/DUPONT Jean.pdf": "g",
    "SESSIONS/EXC-26-04 Excel/02 - Émargement.pdf": "h",
    "99 Divers/photo.jpg": "i",
    "Ind 9/copie.pdf": "",
}


def test_a_folder_comes_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Would catch a number of order taken for an indicator, an old version counted,
    a learner named, a copy made unasked.
    """
    root, drive = tmp_path / "manual", tmp_path / "Drive"
    root.mkdir()
    (root / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    (root / "evidence_index.yaml").write_text("evidence: []\n", encoding="utf-8")
    for name, text in FILES.items():
        (drive / name).parent.mkdir(parents=True, exist_ok=True)
        (drive / name).write_text(text, encoding="utf-8")
    assert run(["import", "--root", str(root), str(drive), "--write"]) == 0
    out = capsys.readouterr().out
    index = Manual.load(root).evidence_index
    assert index is not None
    taken = {
        entry.title: (entry.indicators, str(entry.dated or ""), entry.session)
        for entry in index.evidence
    }
    assert taken == {
        "Grille V2": ((4,), "", None),
        "Objectifs": ((5,), "2026-01-15", None),
        "Registre": ((31,), "", None),
        "Émargement": ((), "", "EXC-26-04"),
    }
    for told in ("Grille V1.docx", "archives 2024/x.pdf", "photo.jpg", "Apprenants", "copie.pdf"):
        assert told in out
    text = (root / "evidence_index.yaml").read_text(encoding="utf-8") + out
    assert "MARTIN" not in text
    assert "DUPONT" not in text
    assert not (root / "evidence").exists()


def test_what_is_no_document_to_the_gate_is_none_here(tmp_path: Path) -> None:
    """Would catch a stub of a cloud, or what a program left, that comes in as a document, and that
    the gate then refuses: each of them knows the other's names.
    """
    stubs = [f"Minutes.pdf.{ending}" for ending in sorted(STUB_ENDINGS)]
    left = ["Minutes.pdf.aria2", "~$Minutes.docx", "Minutes.pdf.orig", "Minutes.docx~", "Thumbs.db"]
    folder = tmp_path / "Drive" / "Ind 1"
    for name in (*stubs, *left, "__MACOSX/Minutes.pdf", "node_modules/Minutes.pdf", "Minutes.pdf"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    reading, files = read_tree(tmp_path / "Drive", frozenset(), lambda _file: DocumentLook())
    assert [file.name for file in files.values()] == ["Minutes.pdf"]
    assert len(reading.left) == len(stubs)


def test_what_is_copied_was_read_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Would catch personal data copied into a repository,
    one file written over another of its name, or a copy left behind.
    """
    root, drive = tmp_path / "manual", tmp_path / "Drive"
    root.mkdir()
    (root / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    (root / "evidence_index.yaml").write_text("evidence: []\n", encoding="utf-8")
    texts = {
        "Ind 1/Note.txt": "one",
        "Ind 2/Note.txt": "two",
        "Ind 9/Liste.txt": "alix.exemple@fai.fr",
    }
    for name, text in texts.items():
        (drive / name).parent.mkdir(parents=True, exist_ok=True)
        (drive / name).write_text(text, encoding="utf-8")
    assert run(["import", "--root", str(root), str(drive), "--copy", "--write"]) == 0
    assert sorted(file.read_text(encoding="utf-8") for file in (root / "evidence").iterdir()) == [
        "one",
        "two",
    ]
    assert "Liste.txt" in capsys.readouterr().out
    index = Manual.load(root).evidence_index
    assert index is not None
    assert [bool(entry.file) for entry in index.evidence] == [True, True, False]


def manual(at: Path, files: dict[str, bytes]) -> tuple[Path, Path]:
    """Return a new manual and a folder with files, both below a path."""
    root, drive = at / "manual", at / "Preuves"
    root.mkdir()
    (root / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    (root / "evidence_index.yaml").write_text("evidence: []\n", encoding="utf-8")
    for name, data in files.items():
        (drive / name).parent.mkdir(parents=True, exist_ok=True)
        (drive / name).write_bytes(data)
    return root, drive


def imported(root: Path, drive: Path) -> dict[str, tuple[object, str]]:
    """Return what a folder gives: by title, the indicators and the day."""
    assert run(["import", "--root", str(root), str(drive), "--write"]) == 0
    index = Manual.load(root).evidence_index
    assert index is not None
    return {entry.title: (entry.indicators, str(entry.dated or "")) for entry in index.evidence}


def test_folders_numbered_by_indicator(tmp_path: Path) -> None:
    """Would catch thirty-two numbered folders that say nothing, or an order of filing that does:
    00 and 40 are no indicators, and eight numbered folders are no list of them.
    """
    names = (
        "01 Info",
        "02_Résultats",
        "12 Engagement",
        "17-Moyens",
        "21 Formateurs",
        "26. Handicap",
    )
    files = {f"{name}/a{number}.txt": b"x" * (number + 1) for number, name in enumerate(names)}
    root, drive = manual(tmp_path, {**files, "00 Divers/b.txt": b"b", "40 Compta/c.txt": b"cc"})
    assert [numbers for numbers, _day in imported(root, drive).values()] == [
        (1,), (2,), (12,), (17,), (21,), (26,),
    ]  # fmt: skip
    (tmp_path / "filing").mkdir()
    files = {f"0{number} Dossier/x.txt": b"x" * number for number in range(1, 9)}
    root, drive = manual(tmp_path / "filing", files)
    assert run(["import", "--root", str(root), str(drive), "--write"]) == 2


def test_the_day_that_a_document_bears(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Would catch a document's own day lost, one taken for it that is not, or taken in silence."""
    info = (
        b"%PDF-1.4\n1 0 obj<</CreationDate (D:20260402101500+02'00')>>endobj\ntrailer<<>>\n%%EOF\n"
    )
    root, drive = manual(
        tmp_path,
        {
            "IND 9/Livret.txt": "Livret\nMis à jour le 3 mars 2026\n".encode(),
            "IND 9/Deux.txt": b"Date : 01/02/2026\nDate : 05/02/2026\n",
            "IND 9/Récit.txt": "La réunion du 01/02/2026 a été reportée.".encode(),
            "IND 9/Export.pdf": info,
            "IND 9/Note 2026-01-05.txt": b"Date : 01/02/2026\n",
        },
    )  # fmt: skip
    assert {title: day for title, (_numbers, day) in imported(root, drive).items()} == {
        "Livret": "2026-03-03",
        "Deux": "",
        "Récit": "",
        "Export": "2026-04-02",
        "Note": "2026-01-05",
    }
    said = capsys.readouterr().out
    assert "is the one written in the document" in said
    assert "of the file's properties" in said


def test_names_of_people_and_last_versions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a learner named behind the word for a paper, the last version taken for an old
    one, and a paper about people that is named without a word.
    """
    root, drive = manual(
        tmp_path,
        {
            "Ind.23 24 25/Emargement DUPONT Jean.txt": b"x",
            "Ind.23 24 25/Programme V1.txt": b"one",
            "Ind.23 24 25/Programme VF.txt": b"two",
            "Ind.23 24 25/Liste.txt": b"alix.exemple@fai.fr",
        },
    )
    assert {title: numbers for title, (numbers, _day) in imported(root, drive).items()} == {
        "Programme VF": (23, 24, 25),
        "Liste": (23, 24, 25),
    }
    said = capsys.readouterr().out
    assert "DUPONT" not in said + (root / "evidence_index.yaml").read_text(encoding="utf-8")
    assert "may be about people" in said
    assert not (root / "evidence").exists()
