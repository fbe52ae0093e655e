"""What stands above the columns of an export: the keys of the manual's files, and in French their
French names. Both come in again, so that a workbook of before is read as one of today is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preuve.core.words import Language

FRENCH: Mapping[str, str] = {
    "id": "Réf. du manuel",
    "title": "Intitulé",
    "indicators": "Indicateurs",
    "stage": "Étape",
    "kind": "Nature",
    "file": "Fichier",
    "url": "Adresse web",
    "place": "Emplacement",
    "owner": "Rôle responsable",
    "dated": "Date de la preuve",
    "review_every": "À revoir tous les",
    "valid_until": "Valable jusqu’au",
    "status": "Statut",
    "access": "Accès",
    "session": "Session",
    "steps": "Étapes du dossier",
    "approved_by": "Approuvé par",
    "approved_on": "Approuvé le",
    "sha256": "Empreinte SHA-256",
    "note": "Note",
    "state": "État au jour du manuel",
    "good_until": "Compte jusqu’au",
    "indicator": "Indicateur",
    "criterion": "Critère",
    "statement": "Énoncé",
    "applies": "S’applique",
    "reason": "Motif",
    "evidence": "Preuves",
    "counting": "Preuves qui comptent",
    "decided_by": "Décidé par",
    "on": "Décidé le",
    "category": "Catégorie d’action",
    "categories": "Catégories d’action",
    "starts": "Début",
    "ends": "Fin",
    "headcount": "Effectif",
    "offer": "Prestation",
    "subcontractor": "Sous-traitant",
    "site": "Site",
    "certifying": "Certifiante",
    "work_linked": "En alternance",
    "workplace_training": "En situation de travail",
    "funded": "Financement",
    "agreed_on": "Convenue le",
    "audit": "Audit du",
    "about": "Objet",
    "grade": "Gravité",
    "finding": "Constat",
    "notified": "Notifiée le",
    "cause": "Cause",
    "plan_due": "Plan attendu le",
    "plan_sent": "Plan envoyé le",
    "actions": "Actions",
    "proof": "Preuve de la correction",
    "closed": "Close le",
    "verified": "Vérifiée le",
    "date": "Date",
    "origin": "Origine",
    "action": "Action",
    "due": "Échéance",
    "expected": "Effet attendu",
    "done": "Fait",
    "effect": "Effet",
    "source": "Source",
    "summary": "Résumé",
    "no_impact": "Sans suite, car",
    "done_on": "Exploitée le",
    "told": "Diffusée à",
    "review": "Réexamen",
    "from": "Applicable au",
    "received": "Reçue le",
    "by": "Émise par",
    "concerned": "Personnes concernées",
    "acknowledged": "Accusée le",
    "answered": "Répondue le",
    "answer": "Réponse",
    "improvement": "Amélioration liée",
    "risk": "Risque",
    "gravity": "Gravité du risque",
    "probability": "Probabilité",
    "measure": "Mesure",
    "reviewed": "Revu le",
    "review_by": "À revoir avant",
    "counts_as": "Compte comme",
    "standing": "Où elle en est",
    "correct_by": "À corriger avant",
    "verify_by": "À vérifier avant",
    "role": "Rôle tenu",
    "link": "Lien avec nous",
    "since": "Depuis le",
    "until": "Jusqu’au",
    "offers": "Prestations",
    "required": "Compétences demandées",
    "checked_on": "Vérifié le",
    "checked_how": "Vérifié comment",
    "trained_on": "Formé le",
    "trained_in": "Formé à",
    "hours": "Heures",
    "permanent": "Permanent",
    "missions": "Missions",
    "contract": "Contrat signé le",
    "clause_since": "Clause depuis le",
    "certified_until": "Certifié jusqu’au",
    "exempt": "Dispensé, car",
    "cpf": "CPF",
    "chosen_how": "Choisi comment",
    "reviewed_on": "Bilan du",
    "to": "Jusqu’au, compris",
    "population": "Qui est compté",
    "numerator": "Numérateur",
    "denominator": "Dénominateur",
    "method": "Méthode",
    "published": "Taux affiché",
    "published_on": "Affiché depuis le",
    "where": "Affiché où",
    "asked_on": "Interrogés le",
    "asked": "Interrogés",
    "reminded_on": "Relancés le",
    "free_text": "Expression libre",
    "shared_on": "Partagée avec l’équipe le",
    "violence": "Violences",
    "sexual": "Sexuelles",
    "harassment": "Harcèlement",
    "discrimination": "Discriminations",
    "other": "Autres faits",
    "dealt_with": "Traités",
    "first_reaction": "Premier délai, en jours",
    "to_inspection": "Transmis à l’inspection",
    "breakdowns": "Ruptures",
    "procedure": "Procédure en vigueur",
    "module": "Module",
    "activities": "Activités suivies",
    "called_back": "Relances envoyées",
    "support": "Assistance",
    "partner": "Partenaire",
    "area": "Territoire",
    "for": "Sollicité pour",
    "last_contact": "Dernier échange le",
    "trace": "Trace de l’échange",
    "year": "Année",
    "people": "Personnes",
    "measures": "Aménagements",
    "network": "Partenaires sollicités",
    "certification": "Certification",
    "code": "Code RNCP ou RS",
    "certifier": "Certificateur",
    "right": "Habilitation",
    "sites": "Sites",
    "registration_until": "Enregistrée jusqu’au",
    "count": "Nombre",
    "noticed_on": "Premier signe le",
    "reminded": "Relances",
    "follow_up": "Suite proposée",
    "body": "Instance",
    "apprentices": "Apprentis présents",
    "trainers": "Formateurs présents",
    "companies": "Entreprises présentes",
    "others": "Autres présents",
    "agenda": "Ordre du jour",
    "decisions": "Décisions",
    "improvements": "Améliorations liées",
    "distance": "À distance",
    "dropped": "Ont arrêté",
    "presented": "Présentés à l’examen",
    "passed": "Reçus à l’examen",
    "contributors": "Intervenants",
    "lead_teacher": "Référent pédagogique",
    "next": "Prochaine le",
    "clause": "Partie",
    "asks": "Ce qu’elle demande",
    "words": "Mots de la loi",
}
"""Key of a column → its heading. Each heading is that of one key alone."""
FRENCH_SHEETS: Mapping[str, str] = {
    "evidence": "Preuves",
    "indicators": "Indicateurs",
    "decisions": "Décisions",
    "sessions": "Sessions",
    "non_conformities": "Non-conformités",
    "improvements": "Améliorations",
    "watch": "Veille",
    "complaints": "Réclamations et aléas",
    "risks": "Risques",
    "contributors": "Intervenants",
    "subcontractors": "Sous-traitants",
    "results": "Résultats",
    "feedback": "Appréciations",
    "reports": "Signalements",
    "distance": "À distance",
    "partners": "Réseau handicap",
    "received": "Personnes accueillies",
    "authorisations": "Habilitations",
    "drop_outs": "Ruptures de parcours",
    "meetings": "Instances",
    "clauses": "Parties",
}
"""Name of a table → what its sheet is called."""
_KEYS = {heading: key for key, heading in FRENCH.items()}
_TABLES = {title: name for name, title in FRENCH_SHEETS.items()}


def heading(key: str, language: Language) -> str:
    """Return what is written above a column, or on a sheet; what is no key of ours is as it is."""
    return FRENCH.get(key, key) if language == "fr" else key


def key_of(text: str) -> str:
    """Return the key that a heading stands for, in either language; the text where it is none."""
    return _KEYS.get(text.replace("'", "’").strip(), text)


def sheet_title(name: str, language: Language) -> str:
    """Return what the sheet of a table is called."""
    return FRENCH_SHEETS.get(name, name) if language == "fr" else name


def table_of(title: str) -> str:
    """Return the table that a sheet's title stands for; the title where it is none of ours."""
    return _TABLES.get(title, title)


def is_ours(headings: list[str]) -> bool:
    """Return whether French headings can be an export's: its lines have a reference, a tracker's
    of somebody else's making, with the same everyday words above, has not.
    """
    return all(key_of(text) == text for text in headings) or FRENCH["id"] in headings
