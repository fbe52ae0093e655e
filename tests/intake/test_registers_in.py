"""Registers as teams keep them, under headings of their own: what `--register` takes out of them."""

from __future__ import annotations

import pytest
from sheets import sheet_of

from preuve.intake.source import Wanted, read_source
from preuve.spreadsheets.cells import Workbook

REGISTERS: dict[str, tuple[str, list[list[str]], list[dict[str, str]]]] = {
    "complaints": (
        "complaints",
        [
            ["Registre des réclamations 2026"],
            ["N°", "Date de réception", "Émetteur", "Objet de la réclamation", "AR le", "Réponse apportée", "Date de réponse", "Clôturé le", "Traité par"],
            ["R-1", "03/02/2026", "Entreprise", "Salle trop froide", "04/02/2026", "Salle changée", "10/02/2026", "11/02/2026", "Accueil"],
            ["Total", "1", "", "", "", "", "", "", ""],
        ],
        [{"id": "R-1", "received": "2026-02-03", "summary": "Salle trop froide", "acknowledged": "2026-02-04",
          "answer": "Salle changée", "answered": "2026-02-10", "closed": "2026-02-11", "owner": "Accueil"}],
    ),
    "watch": (
        "watch",
        [
            ["Date de veille", "Thématique", "Source", "Information", "Diffusé à", "Lien", "Responsable"],
            ["12 mars 2026", "légale", "Journal officiel", "Décret sur le RNQ", "Équipe", "https://www.example.org/jo", "Direction"],
        ],
        [{"date": "2026-03-12", "source": "Journal officiel", "summary": "Décret sur le RNQ", "told": "Équipe",
          "url": "https://www.example.org/jo", "owner": "Direction"}],
    ),
    "risks": (
        "risks",
        [
            ["Réf", "Intitulé du risque", "Gravité (1-4)", "Probabilité (1-4)", "Mesures de prévention", "Pilote", "Échéance"],
            ["K-1", "Formateur absent", "3", "2", "Liste de remplaçants", "Direction", "31/12/2026"],
        ],
        [{"id": "K-1", "risk": "Formateur absent", "gravity": "3", "probability": "2", "measure": "Liste de remplaçants",
          "owner": "Direction", "due": "2026-12-31"}],
    ),
    "improvements": (
        "improvements",
        [
            ["N° action", "Date", "Origine", "Constat", "Cause", "Action corrective", "Pilote", "Délai", "Réalisé le", "Remarques"],
            ["A-1", "05/05/2026", "Audit", "Délais non dits", "Oubli", "Compléter la page", "Com", "30/06/2026", "12/06/2026", "fait"],
        ],
        [{"id": "A-1", "date": "2026-05-05", "origin": "Audit", "finding": "Délais non dits", "cause": "Oubli",
          "action": "Compléter la page", "owner": "Com", "due": "2026-06-30", "done": "2026-06-12", "note": "fait"}],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "wanted"), REGISTERS.values(), ids=REGISTERS)
def test_a_register_under_headings_of_its_own(
    name: str, rows: list[list[str]], wanted: list[dict[str, str]]
) -> None:
    """Would catch a heading of the trade that says nothing, or says another key;
    a day that is not one; a total taken for a line.
    """
    readings = read_source(Workbook("x", [sheet_of(*rows)]), Wanted(name), lambda _text: None)
    drafts = [draft.values for reading in readings for draft in reading.drafts]
    assert [
        {key: draft.get(key) for key in want} for draft, want in zip(drafts, wanted, strict=True)
    ] == wanted
