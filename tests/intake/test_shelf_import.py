"""Proofs of a shelf by a pattern of their paths."""

from __future__ import annotations

import pytest

from preuve.editing.team_file import EditError
from preuve.intake.shelf_import import ShelfPattern, pattern_of, read_shelf

PATHS = (
    "Sessions 2026/2026-A12/émargement.pdf",
    "Sessions 2026/2026-A12/émargement 2.pdf",
    "Sessions 2026/2026-A14 web/Émargement 2026-06-09.pdf",
    "Sessions 2026/2026-A99/émargement.pdf",
    "Sessions 2026/2026-A12/émargement DURAND Marie.pdf",
    "Sessions 2026/2026-A12/émargement Aïcha B.pdf",
    "Sessions 2026/2026-A12/emargement_kevin_martin.pdf",
    "Sessions 2026/2026-A12/Emargement J2, Saint-Étienne.pdf",
    "Sessions 2026/2026-A12/~$émargement.pdf",
    "Sessions 2026/2026-A12/programme.pdf",
    "Old/2026-A12/émargement.pdf",
)
SESSIONS = ["2026-A12", "2026-A14"]
WANTED = "Sessions {year}/{session}*/émargement*"


def test_what_a_pattern_finds() -> None:
    """Would catch a session that is cut or guessed, a paper that names somebody, a draft of what is
    in the index, and what the pattern does not say.
    """
    asked = ShelfPattern("drive", WANTED, {"indicators": "11"})
    known = {"drive:Sessions 2026/2026-A12/émargement 2.pdf"}
    reading = read_shelf(asked, PATHS, SESSIONS, known)
    assert [
        (one.values["file"], one.values["session"], one.values.get("dated"))
        for one in reading.drafts
    ] == [
        ("drive:Sessions 2026/2026-A12/Emargement J2, Saint-Étienne.pdf", "2026-A12", None),
        ("drive:Sessions 2026/2026-A12/émargement.pdf", "2026-A12", None),
        ("drive:Sessions 2026/2026-A14 web/Émargement 2026-06-09.pdf", "2026-A14", "2026-06-09"),
    ]
    assert all(
        (one.values["status"], one.values["indicators"], one.values["access"])
        == ("draft", "11", "on_request")
        for one in reading.drafts
    )
    assert sorted(one.text for one in reading.left) == [
        "drive:Sessions 2026/2026-A12/emargement_kevin_martin.pdf",
        "drive:Sessions 2026/2026-A12/émargement Aïcha B.pdf",
        "drive:Sessions 2026/2026-A12/émargement DURAND Marie.pdf",
        "drive:Sessions 2026/2026-A99/émargement.pdf",
    ]


@pytest.mark.parametrize("pattern", ["{sesion}/x", "nothing/*", "{}", "[a-z]+", "(", "\\"])
def test_a_pattern_that_says_nothing(pattern: str) -> None:
    """Would catch a place that is not known taken for a letter, and signs taken for a regular
    expression.
    """
    with pytest.raises(EditError):
        read_shelf(ShelfPattern("drive", pattern, {}), PATHS, SESSIONS, ())


def test_signs_of_a_pattern() -> None:
    """Would catch a star that leads into other folders, or accents stored or typed otherwise."""
    assert pattern_of("a/*.pdf").fullmatch("a/b.pdf")
    assert not pattern_of("a/*.pdf").fullmatch("a/b/c.pdf")
    assert pattern_of("a/**.pdf").fullmatch("a/b/c.pdf")
    for typed in ("é?", "e\u0301?", "e?", "É?"):
        for stored in ("éa", "e\u0301a", "ea", "Éa"):
            asked = ShelfPattern("drive", typed, {})
            assert read_shelf(asked, [stored], (), ()).drafts
    assert pattern_of("{year}-{year}").fullmatch("2026-2026")
    assert not pattern_of("{year}-{year}").fullmatch("2026-2025")
