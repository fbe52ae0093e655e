"""Kinds of sheets in which a row, a column or a heading says more than one thing: each built here,
each with what a careful reader takes.
"""

from __future__ import annotations

import subprocess
import sys

import pytest
from sheets import read

KINDS: dict[str, tuple[list[list[str]], list[dict[str, str]], list[int]]] = {
    "a proof, a link and a day of each number": (
        [
            ["N° ind.", "Libellé", "Preuve 1", "Lien 1", "Preuve 2", "Lien 2", "Date 2"],
            ["4", "Besoin", "Fiche", "https://a.example.org/", "Synthèse", "Drive", "02/03/2026"],
            ["9", "Accueil", "Livret", "", "", "", ""],
            ["27", "Sous-traitance", "", "", "", "", ""],
        ],
        [
            {"title": "Fiche", "indicators": "4", "url": "https://a.example.org/"},
            {"title": "Synthèse", "indicators": "4", "place": "Drive", "dated": "2026-03-02"},
            {"title": "Livret", "indicators": "9"},
        ],
        [4],
    ),
    "proofs of either stage": (
        [
            ["Indicateur", "Preuves de formalisation", "Preuves de mise en œuvre", "Où"],
            ["13", "Procédure", "• Livrets\n• Visites", "GED"],
            ["15", "Règlement", "à créer", "GED"],
        ],
        [
            {"title": "Procédure", "indicators": "13", "stage": "formalised", "place": "GED"},
            {"title": "Livrets", "indicators": "13", "stage": "implemented", "place": "GED"},
            {"title": "Visites", "indicators": "13", "stage": "implemented", "place": "GED"},
            {"title": "Règlement", "indicators": "15", "stage": "formalised", "place": "GED"},
        ],
        [],
    ),
    "a column for each kind of document": (
        [
            ["Indicateur", "Procédure", "Formulaire", "Enregistrement"],
            ["31", "PR-31", "FO-31", "Registre 2026"],
            ["30", "", "FO-30", ""],
        ],
        [
            {"title": "PR-31", "indicators": "31", "kind": "procedure"},
            {"title": "FO-31", "indicators": "31", "kind": "other"},
            {"title": "Registre 2026", "indicators": "31", "kind": "record"},
            {"title": "FO-30", "indicators": "30", "kind": "other"},
        ],
        [],
    ),
    "letters in a matrix": (
        [
            ["", "", "Critère 1", "", "Critère 2"],
            ["Document", "Emplacement", "Ind. 1", "Ind. 2", "Ind. 4"],
            ["Livret", "Classeur", "P", "", "S"],
            ["Note", "Classeur", "", "", ""],
        ],
        [{"title": "Livret", "indicators": "1, 4", "place": "Classeur"}],
        [4],
    ),
    "a row an indicator, a column a document": (
        [
            ["Indicateur", "Intitulé de l'indicateur", "Livret d'accueil", "Test d'entrée"],
            ["1", "Information", "X", ""],
            ["8", "Positionnement", "", "X"],
            ["9", "Conditions", "X", ""],
        ],
        [
            {"title": "Livret d'accueil", "indicators": "1, 9"},
            {"title": "Test d'entrée", "indicators": "8"},
        ],
        [],
    ),
    "headings that are questions": (
        [
            [
                "Quel est le numéro de l'indicateur concerné ?",
                "Quel document présentez-vous comme preuve ?",
                "Où peut-on trouver le document (lien ou dossier) ?",
                "Quelle est la date du document ?",
                "Qui en est responsable ?",
            ],
            ["23", "Lettre juridique", "Teams", "1er octobre 2026", "Directrice"],
        ],
        [
            {
                "title": "Lettre juridique",
                "indicators": "23",
                "place": "Teams",
                "dated": "2026-10-01",
                "owner": "Directrice",
            }
        ],
        [],
    ),
    "a date of something else, a number for a day, a day without marks": (
        [
            ["Ind.", "Preuve", "Date de clôture", "Date d'embauche", "Date"],
            ["21", "CV", "01/02/2026", "03/04/2019", "46113"],
            ["22", "Plan", "01/02/2026", "", "20260912"],
            ["22", "Bilan", "01/02/2026", "", ""],
        ],
        [
            {"title": "CV", "indicators": "21", "dated": "2026-04-01"},
            {"title": "Plan", "indicators": "22", "dated": "2026-09-12"},
            {"title": "Bilan", "indicators": "22"},
        ],
        [],
    ),
    "numbers with letters, brackets, labels; rows that point elsewhere": (
        [
            ["Indicateur", "Preuve"],
            ["12 a", "Relances"],
            ["[26]", "Réseau"],
            ["12 - Engagement, 13 - Coordination", "Suivi"],
            ["5", "idem"],
            ["8", "voir indicateur 4"],
            ["33", "Questionnaire"],
            ["34", "Rien"],
        ],
        [
            {"title": "Relances", "indicators": "12"},
            {"title": "Réseau", "indicators": "26"},
            {"title": "Suivi", "indicators": "12, 13"},
            {"title": "Questionnaire", "indicators": "33"},
        ],
        [5, 6, 8],
    ),
}


@pytest.mark.parametrize(("rows", "wanted", "left"), KINDS.values(), ids=KINDS)
def test_what_a_row_says_in_several_columns(
    rows: list[list[str]], wanted: list[dict[str, str]], left: list[int]
) -> None:
    """Would catch proofs of one row thrown together or lost, a value taken from the wrong column."""
    drafts, refused = read(*rows)
    assert [
        {key: draft.get(key) for key in want} for draft, want in zip(drafts, wanted, strict=True)
    ] == wanted
    assert all(
        "dated" in want or "dated" not in draft for draft, want in zip(drafts, wanted, strict=True)
    )
    assert refused == left


def test_no_stage_is_guessed() -> None:
    """Would catch an approved proof that counts by a stage that nobody said."""
    head = ["Indicateur", "Preuve", "Emplacement", "Date", "Statut"]
    drafts, _left = read(
        head,
        ["9", "Règlement intérieur", "GED", "01/02/2026", "Validé"],
        ["10", "Emplois du temps", "GED", "01/02/2026", "Validé"],
    )
    assert [(draft["status"], draft.get("stage")) for draft in drafts] == [
        ("approved", "formalised"),
        ("draft", None),
    ]


_NEXT_EDITION = """
from preuve.model import standard
read = standard.load_edition

def longer(name):
    edition = read(name)
    last = edition.indicators[-1]
    more = last._replace(number=last.number + 1)
    return edition._replace(indicators=(*edition.indicators, more))

standard.load_edition = longer
from preuve.intake.file_names import _named
from preuve.intake.headings import indicator_of_column
from preuve.intake.indicators import read_indicators
from preuve.intake.shelf_import import pattern_of
number = longer(standard.EditionName.RNQ_2026).indicators[-1].number
for text in (f"Ind. {number}", f"C7-I{number}", f"7.{number}", f"{number - 3} à {number}"):
    assert number in read_indicators(text).numbers, text
assert read_indicators(f"1 à {number}").problem
assert read_indicators(f"Ind. {number + 1}").problem
assert indicator_of_column(f"I{number}") == number
assert indicator_of_column(f"I{number + 1}") is None
assert _named(f"7.{number} Suivi", ()).numbers == (number,)
assert pattern_of("{indicator}/*").fullmatch(f"{number}/a.pdf")
"""


def test_an_edition_with_one_more_indicator_is_read() -> None:
    """Would catch an import that knows the standard's numbers by itself:
    the indicator that the next edition adds would be refused, or taken for something else.
    """
    subprocess.run([sys.executable, "-c", _NEXT_EDITION], check=True)
