"""What an import asks at a terminal, what it does where nobody can be asked, and what it shows meanwhile."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from manuals import ORGANISATION

from preuve.cli import run
from preuve.console import terminal
from preuve.console.progress import busy
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from pathlib import Path

SHEET = """Indicateur;Preuve;Emplacement;Date de signature;Date d'édition
9;Livret;Drive;01/02/2026;05/02/2026
"""


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "manual"
    root.mkdir()
    (root / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    (root / "evidence_index.yaml").write_text("evidence: []\n", encoding="utf-8")
    (tmp_path / "suivi.csv").write_text(SHEET, encoding="utf-8")
    return root


def dated(root: Path) -> str:
    """Return the day of the one proof."""
    index = Manual.load(root).evidence_index
    assert index is not None
    return str(index.evidence[0].dated or "")


@pytest.mark.parametrize(("answer", "day"), [("1", "2026-02-01"), ("2", "2026-02-05"), ("", "")])
def test_two_columns_are_asked_about(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, day: str
) -> None:
    """Would catch a question whose answer changes nothing, or an empty one taken for a choice."""
    monkeypatch.setattr(terminal, "can_ask", lambda: True)
    monkeypatch.setattr(terminal, "prompt", lambda _text: answer)
    assert run(["import", "--root", str(root), str(tmp_path / "suivi.csv"), "--write"]) == 0
    assert dated(root) == day


def test_elsewhere_nothing_is_asked(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch an import that waits for a person in a pipe, or chooses for him in silence."""

    def nobody(_text: str) -> str:
        raise AssertionError

    monkeypatch.setattr(terminal, "can_ask", lambda: False)
    monkeypatch.setattr(terminal, "prompt", nobody)
    assert run(["import", "--root", str(root), str(tmp_path / "suivi.csv"), "--write"]) == 0
    assert dated(root) == ""
    assert "Date d'édition" in capsys.readouterr().out


def test_progress_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch signs that move a cursor in a log, or a wait of which a terminal shows nothing."""
    with busy("Reading") as show:
        show("Still")
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with busy("Reading") as show:
        show("")
    assert "Reading" in capsys.readouterr().err
