"""What people write about the state, the stage, the kind and the audience of a proof.

Approved means that the source says so of the proof: *validé*, *approuvé*, a name and a day under
*validé par*. Not: *fait*, *oui*, *conforme*, *à jour*, a green cell. What says nothing of the kind
leaves a draft.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from preuve.intake.phrases import normalized, singular


class Said(StrEnum):
    """What a cell says of a proof's life."""

    APPROVED = "approved"
    IN_REVIEW = "in_review"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"
    """There is nothing yet."""
    NOT_APPLICABLE = "not_applicable"
    UNSAID = "unsaid"
    """Words that say nothing of approval: done, there, conform, up to date."""
    UNKNOWN = "unknown"


_WORDS: dict[Said, str] = {
    Said.APPROVED: (
        "valide | approuve | approved | validated | valide ok | ok valide | bon pour diffusion | "
        "document valide | valide et diffuse | approuve et diffuse | visa ok | vise | signe et "
        "valide"
    ),
    Said.IN_REVIEW: (
        "viser | faire viser | valider | en relecture | en validation | en cours validation | "
        "relire | approuver | "
        "faire valider | soumis | en attente validation | en attente approbation | in review | "
        "review | pending | to approve | pending approval | en attente relecture | soumis "
        "validation | en attente signature | a signer | signer | awaiting approval | to review | "
        "under review | ready for review | relecture | attente validation | en verification | "
        "verifier"
    ),
    Said.DRAFT: (
        "en cours | brouillon | draft | en redaction | projet | en preparation | en construction "
        "| wip | in progress | doing | en cours redaction | rediger | completer | partiel | "
        "partiellement | incomplet | a finaliser | finaliser | en cours realisation | commence | "
        "ebauche | en cours mise jour | started | en cours creation"
    ),
    Said.WITHDRAWN: (
        "archive | retire | obsolete | annule | abroge | perime | remplace | supprime | caduc | "
        "archived | withdrawn | superseded | retired | cancelled | plus en vigueur | hors service "
        "| expired | perimee | expire | plus utilise | ancien | ancienne version | deprecated"
    ),
    Said.MISSING: (
        "creer | faire | manquant | absent | produire | manque | non fourni | todo | to do | not "
        "started | non commence | non demarre | a collecter | collecter | recuperer | demander | "
        "inexistant | missing | fournir | rechercher | trouver | aucune preuve | pas de preuve | "
        "non realise | a recuperer | obtenir | prevu | planifie | planned | backlog | en attente "
        "| attente | absente | non disponible | non trouve | a prevoir | prevoir | a etablir | "
        "etablir"
    ),
    Said.NOT_APPLICABLE: (
        "n a | na | non applicable | non concerne | sans objet | so | s o | nc non concerne | not "
        "applicable | hors perimetre | hors champ | pas concerne | n/a | not concerned | exclu"
    ),
    Said.UNSAID: (
        "oui | fait | ok | conforme | termine | pret | jour | publie | done | complete | "
        "completed | yes | x | ✓ | disponible | present | realise | depose | diffuse | en ligne | "
        "vu | en place | partiellement conforme | non conforme | signe | transmis | envoye | "
        "imprime | en vigueur | applicable | actif | active | current | 1 | true | vrai | o | y | "
        "bon | termine ok | archive papier | finalise | clos | ferme | closed | final | acheve | "
        "en service | a revoir | revoir | reviser | mettre jour | actualiser | refaire | "
        "renouveler | corriger | update needed | to update | non | no | n | 0 | false | faux | c "
        "| pc | mise jour | jour fait | complet | livre"
    ),
}


def _known() -> dict[str, Said]:
    return {_normal(word): status for status, text in _WORDS.items() for word in text.split("|")}


@lru_cache(maxsize=20_000)
def _normal(text: str) -> str:
    """Return a text in one writing: without marks, in the masculine singular,
    without “à” in front.
    """
    terms = [
        re.sub(r"(?<=[a-z]{3})ee$", "e", singular(word))
        for word in normalized(text.strip()).split()
    ]
    kept = [
        word
        for word in terms
        if word not in {"a", "de", "d", "la", "le", "l", "du", "en"} or len(terms) == 1
    ]
    return " ".join(kept)


_BY_WORD = _known()
_BARE_NA = re.compile(r"^(n a|na|s o|so)$")


@lru_cache(maxsize=20_000)
def read_status(text: str) -> Said:
    """Return what a cell of a status column says."""
    if _BARE_NA.match(normalized(text)):
        return Said.NOT_APPLICABLE
    words = _normal(text)
    if not words:
        return Said.UNSAID if text.strip() else Said.UNKNOWN
    if words in _BY_WORD:
        return _BY_WORD[words]
    if re.match(r"(non|pas|ne|not|in|invalide|refuse|rejete|rejected)\b", words):
        return Said.DRAFT
    if re.fullmatch(
        r"(valide|approuve|approved)( ok)?( (par|by|le|on|du)?.*(\d{2,4}))", words
    ) and not re.search(r"reserve|sauf|partiel|jusqu|until", words):
        return Said.APPROVED
    if re.search(r"reserve|sauf|partiel", words):
        return Said.UNKNOWN
    for length in range(3, 0, -1):  # “en cours (attente des chiffres)”, “manquant : à demander”
        head = " ".join(words.split()[:length])
        status = _BY_WORD.get(head)
        if status is not None and status is not Said.APPROVED:
            return status
    return Said.UNKNOWN


_STAGES = {
    "formalised": (
        "f",
        "formalise",
        "formalisation",
        "formalised",
        "procedure",
        "prevu",
        "document cadre",
        "ecrit",
    ),
    "implemented": (
        "m",
        "mo",
        "mis oeuvre",
        "mise oeuvre",
        "realise",
        "implemented",
        "i",
        "trace",
        "enregistrement",
        "applique",
        "preuve",
        "r",
        "execution",
    ),
}


def read_stage(text: str) -> str | None:
    """Return the stage that a cell of a stage column says; None where it says both, or none."""
    words = _normal(text)
    return next((stage for stage, known in _STAGES.items() if words in known), None)


_FORMALISED = re.compile(
    r"\b(procedure|charte|reglement|modele|politique|processus|process|fiche|type|cgv|cgu|matrice|"
    r"condition generale|livret|programme|plaquette|guide|catalogue|organigramme|deroule|trame|"
    r"formulaire|grille|manuel|mode emploi|protocole|note|methode|depliant|page|site|recueil|"
    r"questionnaire|vierge|plan|test|quiz|qcm|support|referentiel|notice|policy|handbook|template|"
    r"brochure)\b"
)
_IMPLEMENTED = re.compile(
    r"\b(compte rendu|bilan|emargement|attestation|synthese|registre|resultat|enquete|releve|"
    r"pv|proce verbal|rapport|suivi|journal|certificat|reponse|renseigne|rempli|signe|convocation|"
    r"convention|facture|justificatif|cr|liste|tableau|evaluation|retour|preuve envoi|copie|bail|"
    r"assurance|habilitation|diplome|cv|curriculum|inventaire|veille|revue|reunion|relance|"
    r"abonnement|adhesion|agrement|plan (?:d )?(?:action|amelioration)|visite|photo|capture|taux?|"
    r"statistique|dossier|entretien|sondage|minute|report|record|log|survey|complete)\b"
)


def stage_in(kind: str, title: str) -> str | None:
    """Return the stage that a kind or the words of a title say; None where they say none:
    what is in doubt is left for the person.
    """
    if kind == "procedure":
        return "formalised"
    if kind in {"record", "register"}:
        return "implemented"
    words = " ".join(map(singular, normalized(title).split()))
    done, written = _IMPLEMENTED.search(words), _FORMALISED.search(words)
    if done and written:
        filled_in = re.search(r"rempli|renseigne|signe|complete", words)
        return "implemented" if filled_in or done.start() < written.start() else "formalised"
    return "implemented" if done else "formalised" if written else None


_KINDS = {
    "procedure": (
        "procedure",
        "processus",
        "process",
        "pro",
        "mode operatoire",
        "protocole",
        "politique",
        "charte",
        "instruction",
        "policy",
    ),
    "record": (
        "enregistrement",
        "enr",
        "record",
        "trace",
        "compte rendu",
        "releve",
        "attestation",
        "pv",
        "rapport",
    ),
    "register": ("registre", "register", "tableau de suivi", "journal", "tableau suivi"),
    "web_page": (
        "page web",
        "site",
        "site internet",
        "site web",
        "web",
        "page internet",
        "web page",
        "url",
        "lien",
        "page",
    ),
    "document": ("document", "doc", "pdf", "word", "docx", "fichier", "papier"),
    "other": (
        "autre",
        "other",
        "divers",
        "formulaire",
        "modele",
        "form",
        "video",
        "photo",
        "image",
    ),
}


_DOCUMENTS = re.compile(
    r"^(audit|dossier|formation|session|document|preuve|indicateur|critere|veille|handicap|"
    r"accueil|satisfaction|stage|action|projet|fichier|scan|photo|copie|version|annexe|piece|"
    r"qualiopi|plan|fiche"
    r"|contrat|devis|diplome|cv|certification|habilitation|carte|mail|courrier|reunion|equipe|"
    r"entretien|test|quiz|exercice|support|module|presentation|affichage|note|lettre|avis|"
    r"extrait|kbis|statut"
    r"|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    r"final\w*|original|signe|valide|referent|responsable|direction|secretariat|organisme|"
    r"entreprise|client)s?$"
)


def names_document(word: str) -> bool:
    """Return whether a word is one of those that documents are called by,
    and so no name of a person.
    """
    text = singular(normalized(word))
    return any(
        pattern.search(text) is not None for pattern in (_DOCUMENTS, _FORMALISED, _IMPLEMENTED)
    )


_KIND_OF = {_normal(word): kind for kind, known in reversed(_KINDS.items()) for word in known}


def read_kind(text: str) -> str | None:
    """Return the kind of thing that a cell says."""
    return _KIND_OF.get(_normal(text))


_ACCESS = {
    "public": ("public", "publique", "tous", "tout public", "externe", "libre"),
    "auditor": ("auditeur", "auditor", "audit"),
    "on_request": (
        "interne",
        "confidentiel",
        "sur demande",
        "restreint",
        "direction",
        "on request",
        "internal",
        "confidential",
        "prive",
    ),
}


def read_access(text: str) -> str | None:
    """Return the audience that a cell says."""
    words = _normal(text)
    return next((access for access, known in _ACCESS.items() if words in known), None)


_SIGN = 3  # characters, with a variant selector
_CROSSES = frozenset(("x", "xx", "xxx", "1", "o", "oui", "yes", "ok", "v", "true", "vrai"))


def is_cross(text: str) -> bool:
    """Return whether a cell is a cross, a tick or a dot: yes, and no more."""
    return text.strip().casefold() in _CROSSES or (
        bool(text.strip())
        and not normalized(text)
        and len(text.strip()) <= _SIGN
        and text.strip() not in {"-", "–", "?", "/", ".", "…", "—"}
    )


_NO_PROOF = re.compile(
    r"^(aucune?s?( .*)?|neant|rien( .*)?|pas de (preuve|document|element).*|a completer.*|a "
    r"fournir.*|a creer.*|a faire.*|a venir.*|a produire.*|a definir.*|a rediger|manquante?s?|"
    r"vide|none|nothing|n a|na|so|sans objet"
    r"|non concerne.*|non applicable.*|todo|tbd|to be completed|to do|en attente|inexistante?|"
    r"non fournie?s?|absente?s?|x+|non|idem( .*)?|meme preuve.*|ci dessus|"
    r"(voir|cf) (ind\w*|ci|ligne|preuve|onglet|plus haut|au dessus|critere|dossier)( .*)?|"
    r"same as .*)$"
)


def names_nothing(text: str) -> bool:
    """Return whether a cell of a title column names no proof."""
    words = normalized(text)
    return not words or not re.search(r"[a-z]", words) or _NO_PROOF.match(words) is not None


_TOTAL = re.compile(r"^(s total|sous total|total|totaux|somme|sum|subtotal|grand total)\b")
_FIGURE = re.compile(r"^(moyenne|nb de|nombre|taux de|resultat global|score|average|count)\b")


def is_total(text: str, *, alone: bool = True) -> bool:
    """Return whether a row that begins so is a total, not a proof.

    Args:
        text: the row's first text.
        alone: whether little else stands in the row: then a figure's name is one too.

    """
    words = normalized(text)
    return _TOTAL.match(words) is not None or (alone and _FIGURE.match(words) is not None)
