"""What `preuve add` makes of the words that people write: what `preuve import` makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preuve.cli import run
from preuve.intake.understanding import understood
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from pathlib import Path

WORDS = {
    ("indicators", "Indicateur 4"): "4",
    ("indicators", "ind. 4 et 12"): "4, 12",
    ("dated", "12/11/2026"): "2026-11-12",
    ("dated", "12 novembre 2026"): "2026-11-12",
    ("valid_until", "31.12.2026"): "2026-12-31",
    ("review_every", "1 an"): "12 months",
    ("review_every", "annuelle"): "12 months",
    ("kind", "procédure"): "procedure",
    ("status", "approuvé"): "approved",
    ("access", "auditeur"): "auditor",
    # what stands as it is, and what means nothing sure
    ("dated", "2026-11-12"): "2026-11-12",
    ("dated", "31/02/2026"): "31/02/2026",
    ("dated", "T2 2026"): "T2 2026",
    ("review_every", "si besoin"): "si besoin",
    ("indicators", "tous"): "tous",
    ("title", "Indicateur 4"): "Indicateur 4",
    ("status", "à faire"): "à faire",
}


@pytest.mark.parametrize(
    ("typed", "meaning"), WORDS.items(), ids=[" ".join(typed) for typed in WORDS]
)
def test_it_is_read_as_in_a_tracker(typed: tuple[str, str], meaning: str) -> None:
    """Would catch words that the import knows and `add` refuses,
    and a guess where nothing sure is said.
    """
    assert understood(*typed) == meaning


def test_it_is_written_in_the_index_s_words_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a reading that nobody is told of,
    or one that reaches the index as it was typed.
    """
    folder = tmp_path / "manual"
    assert (
        run(
            ["new", str(folder), "--name", "Q", "--categories", "training", "--audit", "2027-03-18"]
        )
        == 0
    )
    given = {
        "title": "Livret",
        "indicators": "Indicateur 9",
        "stage": "formalised",
        "kind": "procédure",
        "owner": "quality",
        "dated": "12/11/2026",
        "review-every": "1 an",
        "place": "Classeur 1",
    }
    assert (
        run(
            [
                "add",
                "--root",
                str(folder),
                *(part for key, text in given.items() for part in (f"--{key}", text)),
            ]
        )
        == 0
    )
    (entry,) = Manual.load(folder).evidence_index.evidence  # type: ignore[union-attr]
    assert (entry.indicators, entry.kind, str(entry.dated)) == ((9,), "procedure", "2026-11-12")
    assert "2026-11-12" in capsys.readouterr().out
