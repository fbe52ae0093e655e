"""Registers as teams keep them, under headings of their own: what `--register` takes out of them."""

from __future__ import annotations

import pytest
from sheets import sheet_of

from preuve.core.words import LANGUAGES, Translator
from preuve.intake.records import list_kinds
from preuve.intake.register_headings import keys_of, word_of
from preuve.intake.source import Wanted, read_source
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.description import describe
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
    "contributors": (
        "contributors",
        [
            ["SUIVI DES INTERVENANTS 2026"] * 3,
            [],
            ["CODE", "FONCTION", "STATUT", "FORMATIONS ANIMÉES", "DATE D'ENTRÉE", "COMPÉTENCES REQUISES", "DATE DE DERNIÈRE VÉRIFICATION", "MODE DE VÉRIFICATION", "Volume horaire", "Permanent ?"],
            ["E1", "Formatrice", "Salariée", "CAP-BOU / BP-BOU", "01/09/2019", "BP et cinq ans", "02/10/2026", "CV, diplôme", "1 250", "Oui"],
            ["S2", "Secouriste", "auto-entrepreneur", "aucune", "3 septembre 2018", "Certificat", "", "", "120 h", "✗"],
        ],
        [{"id": "E1", "role": "Formatrice", "link": "employee", "offers": "CAP-BOU, BP-BOU", "since": "2019-09-01",
          "required": "BP et cinq ans", "checked_on": "2026-10-02", "checked_how": "CV, diplôme", "hours": "1250", "permanent": "true"},
         {"id": "S2", "link": "subcontractor", "offers": "[]", "since": "2018-09-03", "hours": "120", "permanent": "false"}],
    ),
    "contributors, in another order, below wider headings": (
        "contributors",
        [
            ["Dernière vérification", "Dernière vérification", "", "", "", "", ""],
            ["Date", "Comment", "Depuis le", "Exigences", "Type de contrat", "Prestations", "Poste"],
            ["02/10/2026", "Visite de cours", "1er mars 2024", "Master", "portage salarial", "BC-01", "Consultante"],
        ],
        [{"checked_on": "2026-10-02", "checked_how": "Visite de cours", "since": "2024-03-01", "required": "Master",
          "link": "umbrella", "offers": "BC-01", "role": "Consultante"}],
    ),
    "subcontractors": (
        "subcontractors",
        [
            ["Raison sociale", "Forme juridique", "Prestations confiées", "Signé le", "Fin de contrat", "Clause Qualiopi", "Qualiopi jusqu'au", "CPF", "Critères de choix", "Bilan le", "Conclusion"],
            ["Atelier-Mer", "SARL", "Plateau technique", "01/09/2025", "", "02/11/2026", "14/03/2027", "x", "Références", "10/09/2026", "Conforme"],
        ],
        [{"id": "Atelier-Mer", "kind": "firm", "missions": "Plateau technique", "contract": "2025-09-01", "clause_since": "2026-11-02",
          "certified_until": "2027-03-14", "cpf": "true", "chosen_how": "Références", "reviewed_on": "2026-09-10", "review": "Conforme"}],
    ),
    "results": (
        "results",
        [
            ["Indicateur", "Formations", "Du", "Au", "Population", "Nombre", "Sur", "Mode de calcul", "Taux publié", "Publié le", "Où"],
            ["Taux de satisfaction", "Toutes", "01/01/2025", "31/12/2025", "Répondants", "214", "231", "Notes 4 et 5", "92,6 %", "20/01/2026", "Page Résultats"],
            ["Taux d'obtention", "CAP-CUI et CAP-BOU", "01/09/2025", "10/07/2026", "Présentés", "41", "46", "Reçus par présentés", "89.1", "", "Fiche"],
        ],
        [{"measure": "satisfaction", "offers": "all", "from": "2025-01-01", "to": "2025-12-31", "population": "Répondants",
          "numerator": "214", "denominator": "231", "method": "Notes 4 et 5", "published": "92.6", "published_on": "2026-01-20", "where": "Page Résultats"},
         {"measure": "award", "offers": "CAP-CUI, CAP-BOU", "published": "89.1"}],
    ),
    "feedback": (
        "feedback",
        [
            ["Public interrogé", "Type d'enquête", "Formation", "Date d'envoi", "Nombre d'envois", "Nombre de réponses", "Relance le", "Expression libre", "Synthèse", "Action liée"],
            ["Stagiaires", "À chaud", "2026-A12", "26/05/2026", "7", "6", "", "oui", "Rythme soutenu", "IM-2026-05"],
            ["OPCO", "Annuelle", "toutes", "15/06/2026", "4", "1", "06/07/2026", "", "Délais", ""],
        ],
        [{"from": "learners", "kind": "end", "about": "2026-A12", "asked_on": "2026-05-26", "asked": "7", "answered": "6",
          "free_text": "true", "summary": "Rythme soutenu", "improvement": "IM-2026-05"},
         {"from": "funders", "kind": "yearly", "about": "all", "reminded_on": "2026-07-06"}],
    ),
    "reports": (
        "reports",
        [
            ["Période du", "Au", "Signalements reçus", "Traités", "Délai de première réaction (jours)", "Procédure", "Examiné le"],
            ["01/01/2026", "30/06/2026", "0", "0", "", "EV-061", "06/07/2026"],
        ],
        [{"from": "2026-01-01", "to": "2026-06-30", "received": "0", "dealt_with": "0", "procedure": "EV-061", "reviewed_on": "2026-07-06"}],
    ),
    "distance": (
        "distance",
        [
            ["Session", "Module", "Durée (h)", "Inscrits", "Activités attendues", "Ont terminé", "Relances", "Vérifié le", "Accompagnement"],
            ["2026-A12", "Écrire", "3", "7", "Deux textes", "7", "1", "22/05/2026", "Forum"],
        ],
        [{"session": "2026-A12", "module": "Écrire", "hours": "3", "expected": "7", "activities": "Deux textes", "done": "7",
          "called_back": "1", "checked_on": "2026-05-22", "support": "Forum"}],
    ),
    "partners": (
        "disability_network",
        [
            ["RÉSEAU HANDICAP"],
            ["PARTENAIRE", "TYPE", "TERRITOIRE", "POUR QUOI", "DERNIER CONTACT", "OBJET", "TRACE", "RÉFÉRENT"],
            ["MDPH 49", "MDPH", "Maine-et-Loire", "Droits", "12/05/2026", "Guide", "EV-080, EV-081", "Référent handicap"],
        ],
        [{"partner": "MDPH 49", "kind": "mdph", "area": "Maine-et-Loire", "for": "Droits", "last_contact": "2026-05-12",
          "about": "Guide", "trace": "EV-080, EV-081", "owner": "Référent handicap"}],
    ),
    "people received": (
        "disability_network",
        [["Aménagements", "Année", "Personnes accueillies", "Partenaires sollicités"], ["Temps majoré", "2025", "3", "RH-01"]],
        [{"year": "2025", "people": "3", "measures": "Temps majoré", "network": "RH-01"}],
    ),
    "authorisations": (
        "authorisations",
        [
            ["Intitulé de la certification", "Code RNCP/RS", "Certificateur", "Habilitation pour", "Formations", "Date de début", "Date de fin", "Échéance RNCP", "Consulté le"],
            ["Titre pro", "RNCP1234", "Ministère", "Former et évaluer", "TP-SA", "12/02/2024", "11/02/2027", "15/06/2027", "06/10/2026"],
        ],
        [{"certification": "Titre pro", "code": "RNCP1234", "certifier": "Ministère", "right": "train_and_assess", "offers": "TP-SA",
          "from": "2024-02-12", "until": "2027-02-11", "registration_until": "2027-06-15", "checked_on": "2026-10-06"}],
    ),
    "drop-outs": (
        "drop_outs",
        [
            ["Groupe", "Nb d'abandons", "Motif", "Constaté le", "Nombre de relances", "Suite donnée"],
            ["2026-C04", "2", "Rupture de contrat", "05/10/2026", "3", "Deux employeurs"],
        ],
        [{"session": "2026-C04", "count": "2", "cause": "contract_ended", "noticed_on": "2026-10-05", "reminded": "3", "follow_up": "Deux employeurs"}],
    ),
    "meetings": (
        "meetings",
        [
            ["Instance", "Date de réunion", "Apprentis présents", "Formateurs", "Entreprises", "Autres", "Ordre du jour", "Relevé de décisions", "Prochaine réunion"],
            ["Conseil de perfectionnement", "24/03/2026", "2", "3", "4", "2", "Résultats", "Livret refait", "24/11/2026"],
        ],
        [{"body": "council", "date": "2026-03-24", "apprentices": "2", "trainers": "3", "companies": "4", "others": "2",
          "agenda": "Résultats", "decisions": "Livret refait", "next": "2026-11-24"}],
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


def test_what_a_page_calls_a_column_is_known() -> None:
    """Would catch a table copied from a page of the site whose headings, or whose words for a
    choice, say nothing to the import.
    """
    kinds = list_kinds()
    for name in RegisterName:
        for below, lines in describe(name).lists.items():
            for language in LANGUAGES:
                words = Translator(language)
                for key, column in lines.columns.items():
                    title = words(column.title)
                    assert keys_of({1: (title,)}, kinds[below]) == {1: key}, (below, title)
                    for word, label in (column.words or {}).items():
                        assert word_of(kinds[below], key, words(label)) == word, (below, label)
