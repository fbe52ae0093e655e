"""Sheets such as people keep, each with what a careful reader takes:
none of them is one that the reader was made on.
"""

from __future__ import annotations

import pytest
from sheets import read

TRACKERS: dict[str, tuple[list[list[str]], list[tuple[str, str, str, str]], list[int]]] = {
    "English headings, an end and a start": (
        [
            [
                "Ref",
                "Indicator",
                "Evidence title",
                "Location",
                "Held by",
                "Document date",
                "Expiry date",
                "Approval status",
            ],
            [
                "E-1",
                "Indicator 9 - Conditions",
                "Handbook",
                "https://intra.example.org/h",
                "Quality",
                "2026-09-01",
                "",
                "Approved",
            ],
            [
                "E-2",
                "Ind 21, 22",
                "Trainer file",
                "HR",
                "HR",
                "2026-02-03",
                "2027-02-03",
                "Pending approval",
            ],
            ["E-3", "17", "Lease", "Safe", "Director", "March 2024", "", "Approved"],
            ["E-4", "all", "Policy", "Safe", "Director", "2026-01-01", "", "Approved"],
        ],
        [
            ("Handbook", "9", "2026-09-01", "approved"),
            ("Trainer file", "21, 22", "2026-02-03", "in_review"),
            ("Lease", "17", "", "draft"),
        ],
        [5],
    ),
    "written once above": (
        [
            ["Critère", "Indicateur", "Preuve", "Chemin d'accès", "Mis à jour le", "Échéance"],
            ["1", "1", "Plaquette", "S:\\C1", "14/09/2026", "01/01/2027"],
            ["", "", "Contact", "S:\\C1", "2/10/2026", ""],
            ["", "2", "Résultats", "S:\\C1", "fin 2026", ""],
            ["2", "4", "Fiche", "S:\\C2", "01/02/2026", ""],
        ],
        [
            ("Plaquette", "1", "2026-09-14", "draft"),
            ("Contact", "1", "2026-10-02", "draft"),
            ("Résultats", "2", "", "draft"),
            ("Fiche", "4", "2026-02-01", "draft"),
        ],
        [],
    ),
    "a matrix of ticks below a group": (
        [
            ["Registre"],
            ["", "", "", "", "Référentiel"],
            ["Référence", "Désignation", "Emplacement", "Date de version", "I9", "I10", "I11"],
            ["D-01", "Livret", "Drive", "01/03/2026", "✓", "", ""],
            ["D-02", "Suivi", "Drive", "01/04/2026", "", "✓", "✓"],
            ["D-03", "Ancien", "Drive", "01/04/2019", "", "", ""],
        ],
        [("Livret", "9", "2026-03-01", "draft"), ("Suivi", "10, 11", "2026-04-01", "draft")],
        [6],
    ),
    "a board's cards": (
        [
            [
                "ID de tâche",
                "Nom de la tâche",
                "Nom du compartiment",
                "Progression",
                "Échéance",
                "Terminé le",
                "Description",
            ],
            [
                "a1",
                "Ind. 4 - Grille",
                "Approuvé",
                "Terminé",
                "01/02/2026",
                "01/02/2026",
                "https://drive.example.org/ZZ1",
            ],
            ["a2", "Commander des feutres", "À faire", "Non démarré", "", "", ""],
            ["a3", "C7-I31 Registre", "En cours", "En cours", "01/03/2026", "", ""],
        ],
        [("Grille", "4", "", "draft"), ("Registre", "31", "", "draft")],
        [3],
    ),
    "many dates, one of them the proof's": (
        [
            [
                "Indicateur",
                "Justificatif",
                "Où",
                "Date d'échéance",
                "Valable jusqu'au",
                "Signé le",
                "Déposé le",
                "Prochaine revue",
            ],
            [
                "21",
                "Habilitation",
                "RH",
                "01/01/2027",
                "01/01/2028",
                "01/01/2025",
                "06/06/2026",
                "01/06/2026",
            ],
            ["22", "Plan", "RH", "", "sans limite", "01/13/2026", "", ""],
        ],
        [("Habilitation", "21", "2025-01-01", "draft"), ("Plan", "22", "", "draft")],
        [],
    ),
    "codes with a point": (
        [
            ["Code RNQ", "Pièce", "Localisation", "Revu le", "Situation"],
            ["1.1", "Brochure", "Drive", "01/02/2026", "validé"],
            ["3.10", "Emplois du temps", "Drive", "01/02/2026", "à relire"],
            ["2.12", "Relances", "Drive", "01/02/2026", "validé"],
        ],
        [("Brochure", "1", "", "draft"), ("Emplois du temps", "10", "", "in_review")],
        [4],
    ),
    "two days that may each be the proof's": (
        [
            [
                "Indicateur",
                "Preuve",
                "Emplacement",
                "Date de signature",
                "Date d'édition",
                "Statut",
            ],
            ["9", "Règlement", "Drive", "01/01/2026", "01/02/2026", "Validé"],
        ],
        [("Règlement", "9", "", "draft")],
        [],
    ),
    "yes is not approved, and conform is not either": (
        [
            ["Indicateur", "Preuve", "Emplacement", "Date", "Présent ?", "Conforme"],
            ["9", "Livret", "Drive", "01/02/2026", "oui", "C"],
            ["10", "Suivi", "Drive", "01/02/2026", "à jour", "NC"],
        ],
        [("Livret", "9", "2026-02-01", "draft"), ("Suivi", "10", "2026-02-01", "draft")],
        [],
    ),
    "a name and a day under approved by": (
        [
            ["Ind.", "Document", "Lien", "Date", "Validé par", "Validé le"],
            ["9", "Livret", "Drive", "01/02/2026", "Direction", "03/02/2026"],
            ["9", "Règlement", "Drive", "01/02/2026", "Direction", ""],
        ],
        [("Livret", "9", "2026-02-01", "approved"), ("Règlement", "9", "2026-02-01", "draft")],
        [],
    ),
    "bullets, a total, a try and a double": (
        [
            ["Indicateur", "Preuves", "Dossier"],
            ["1", "- CGV\n- Plaquette", "Drive"],
            ["2", "test", "Drive"],
            ["4", "Fiche", "Drive"],
            ["4", "Fiche", "Drive"],
            ["Total", "3", ""],
        ],
        [("CGV", "1", "", "draft"), ("Plaquette", "1", "", "draft"), ("Fiche", "4", "", "draft")],
        [3, 5, 6],
    ),
    "a pair that may be two things": (
        [
            ["Indicateur", "Preuve", "Dossier"],
            ["3-12", "Relances", "Drive"],
            ["9-12", "Livret", "Drive"],
        ],
        [("Livret", "9, 10, 11, 12", "", "draft")],
        [2],
    ),
}


@pytest.mark.parametrize(("rows", "wanted", "left"), TRACKERS.values(), ids=TRACKERS)
def test_what_a_careful_reader_takes(
    rows: list[list[str]], wanted: list[tuple[str, str, str, str]], left: list[int]
) -> None:
    """Would catch a value that the sheet does not say,
    a row taken that should not be, or one lost.
    """
    drafts, refused = read(*rows)
    assert [
        (draft["title"], draft["indicators"], draft.get("dated", ""), draft["status"])
        for draft in drafts
    ] == wanted
    assert refused == left


def test_sessions_out_of_an_export_name_nobody() -> None:
    """Would catch a learner or a trainer written down, a session without its last day,
    or one that is no training.
    """
    drafts, left = read(
        [
            "Référence",
            "Formation",
            "Catégorie",
            "Début",
            "Fin",
            "Inscrits",
            "Présents",
            "Statut",
            "Formateur",
        ],
        [
            "F-101",
            "CACES",
            "Formation continue",
            "01/03/2026",
            "03/03/2026",
            "10",
            "9",
            "Clôturée",
            "Paul INVENTÉ",
        ],
        [
            "F-102",
            "Bilan",
            "Bilan de compétences",
            "01/03/2026",
            "01/06/2026",
            "1",
            "1",
            "En cours",
            "Paul INVENTÉ",
        ],
        ["F-103", "Coaching", "Coaching", "01/03/2026", "01/09/2026", "3", "3", "En cours", ""],
        ["F-104", "Sécurité", "Formation continue", "01/03/2026", "", "4", "", "", ""],
        [
            "F-105",
            "Sécurité",
            "Formation continue",
            "01/03/2026",
            "02/03/2026",
            "4",
            "",
            "Reportée",
            "",
        ],
    )
    assert [(draft["id"], draft["category"], draft["headcount"]) for draft in drafts] == [
        ("F-101", "training", "10"),
        ("F-102", "skills_assessment", "1"),
    ]
    assert left == [4, 5, 6]
    assert "INVENT" not in str(drafts)


def test_a_row_a_learner_is_counted() -> None:
    """Would catch a name written down, or a session made of each learner."""
    head = [
        "Code session",
        "Intitulé de la session",
        "Date de début",
        "Date de fin",
        "Nom",
        "Prénom",
        "Type de formation",
    ]
    drafts, left = read(
        head,
        ["G-1", "Anglais", "2026-03-01", "2026-03-05", "EXEMPLE", "Alix", "Formation"],
        ["G-1", "Anglais", "2026-03-01", "2026-03-05", "MODELE", "Camille", "Formation"],
    )
    assert [(draft["id"], draft["headcount"]) for draft in drafts] == [("G-1", "2")]
    assert left == []
    assert "EXEMPLE" not in str(drafts)
