"""Folders of files: what their names say, and what of them stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manuals import ORGANISATION

from preuve.cli import run
from preuve.model.manual import Manual

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
