"""What French teams write for the words of the files: proposed where it is met, never accepted.

One table a kind of word. A tracker's cells are read with more phrases (`intake/statuses.py`,
`intake/written_days.py`); a test holds that they mean the same by these.
"""

from __future__ import annotations

KEYS = {
    "titre": "title",
    "intitulé": "title",
    "indicateur": "indicators",
    "indicateurs": "indicators",
    "étape": "stage",
    "nature": "kind",
    "type": "kind",
    "fichier": "file",
    "lien": "url",
    "adresse": "url",
    "lieu": "place",
    "emplacement": "place",
    "responsable": "owner",
    "statut": "status",
    "état": "status",
    "accès": "access",
    "remarque": "note",
    "commentaire": "note",
    "début": "starts",
    "fin": "ends",
    "effectif": "headcount",
    "nom": "name",
    "langue": "language",
    "catégorie": "category",
    "catégories": "categories",
    "raison": "reason",
    "motif": "reason",
}
"""For a key of a file."""

VALUES = {
    "formalisé": "formalised",
    "formalisée": "formalised",
    "réalisé": "implemented",
    "réalisée": "implemented",
    "mis en œuvre": "implemented",
    "mise en œuvre": "implemented",
    "mis en oeuvre": "implemented",
    "mise en oeuvre": "implemented",
    "enregistrement": "record",
    "attestation": "record",
    "compte rendu": "record",
    "compte-rendu": "record",
    "registre": "register",
    "page web": "web_page",
    "autre": "other",
    "site web": "web_page",
    "brouillon": "draft",
    "en cours": "draft",
    "en rédaction": "draft",
    "en relecture": "in_review",
    "validé": "approved",
    "validée": "approved",
    "à valider": "in_review",
    "archivé": "withdrawn",
    "archivée": "withdrawn",
    "obsolète": "withdrawn",
    "retiré": "withdrawn",
    "retirée": "withdrawn",
    "publique": "public",
    "auditeur": "auditor",
    "sur demande": "on_request",
}
"""For a stage, a kind, a status or an access of an entry of the index."""

CATEGORIES = {
    "af": "training",
    "formation": "training",
    "formations": "training",
    "bc": "skills_assessment",
    "cbc": "skills_assessment",
    "bilan": "skills_assessment",
    "bilan de compétences": "skills_assessment",
    "cfa": "apprenticeship",
    "apprentissage": "apprenticeship",
}
"""For a category of action: what providers call it."""

UNITS = {
    "jour": "days",
    "jours": "days",
    "j": "days",
    "d": "days",
    "semaine": "weeks",
    "semaines": "weeks",
    "w": "weeks",
    "mois": "months",
    "m": "months",
    "an": "years",
    "ans": "years",
    "année": "years",
    "années": "years",
    "y": "years",
}
"""For a unit of time, abbreviations among them."""

SPANS = {
    "tous les ans": "12 months",
    "chaque année": "12 months",
    "annuel": "12 months",
    "annuelle": "12 months",
    "yearly": "12 months",
    "semestriel": "6 months",
    "semestrielle": "6 months",
    "tous les six mois": "6 months",
    "trimestriel": "3 months",
    "trimestrielle": "3 months",
    "quarterly": "3 months",
    "tous les deux ans": "2 years",
}
"""For a length of time that is said in words."""

MONTHS = (
    "janvier january",
    "février fevrier february",
    "mars march",
    "avril april",
    "mai may",
    "juin june",
    "juillet july",
    "août aout august",
    "septembre september",
    "octobre october",
    "novembre november",
    "décembre decembre december",
)
"""What a month is called in French, without accents too, and in English: January first."""

FLAGS = {
    "true": {"true", "yes", "y", "on", "1", "oui", "o", "vrai", "x"},
    "false": {"false", "no", "n", "off", "0", "non", "faux"},
}
"""For yes and no, in English and in French, and what other programs take for them."""

MACROS = {
    "preuves": "evidence",
    "preuve": "evidence",
    "registre": "evidence_register",
    "registre_des_preuves": "evidence_register",
    "indicateur": "indicator_card",
    "fiche": "indicator_card",
    "critere": "criterion_overview",
    "critère": "criterion_overview",
    "tableau_de_bord": "dashboard",
    "accueil": "dashboard",
    "calendrier": "calendar",
    "prevision": "forecast",
    "prévision": "forecast",
    "historique": "history",
    "regles": "rule_book",
    "règles": "rule_book",
    "devis": "quotes",
    "correspondance": "crosswalk",
    "resultats": "results",
    "résultats": "results",
    "repetition": "rehearsal",
    "répétition": "rehearsal",
    "applicabilite": "applicability_statement",
    "applicabilité": "applicability_statement",
    "referentiel": "edition_changes",
}
"""For a macro."""
