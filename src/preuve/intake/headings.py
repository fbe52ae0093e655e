"""What headings of columns say: a large vocabulary of the trade, where the longest known phrase
wins.

Roles exclude each other. A deadline, an end of validity, a next review or the day of a record are
never the proof's own date, however alike their words are.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from preuve.intake.phrases import plain, words


class Role(StrEnum):
    """What a column tells."""

    ID = "id"
    NUMBER = "number"
    """A number of order, or of the indicator: its values decide."""
    INDICATOR = "indicators"
    CRITERION = "criterion"
    WORDING = "wording"
    """The indicator's own text."""
    TITLE = "title"
    EXPECTED = "expected"
    WHERE = "where"
    TOOL_LINK = "tool_link"
    """The record's own address in a tool: a place where nothing better is said."""
    OWNER = "owner"
    WRITER = "writer"
    APPROVER = "approver"
    DEPUTY = "deputy"
    DATED = "dated"
    UNTIL = "valid_until"
    EVERY = "review_every"
    NEXT_REVIEW = "next_review"
    LAST_REVIEW = "last_review"
    DEADLINE = "deadline"
    FILED = "filed"
    RECORD = "record"
    """What a tool notes of its own records: who and when."""
    STATUS = "status"
    DONE = "done"
    CONFORMITY = "conformity"
    APPROVED_ON = "approved_on"
    ARCHIVED = "archived"
    STAGE = "stage"
    KIND = "kind"
    VERSION = "version"
    ACCESS = "access"
    SESSION = "session"
    NOTE = "note"
    ACTION = "action"
    PEOPLE = "people"
    UNUSED = "unused"
    # of training sessions
    SESSION_TITLE = "session_title"
    CATEGORY = "category"
    STARTS = "starts"
    ENDS = "ends"
    SPAN_OF_DAYS = "days"
    HEADCOUNT = "headcount"
    PRESENT = "present"
    TRAINER = "trainer"
    SUBCONTRACTOR = "subcontractor"
    SITE = "site"
    OFFER = "offer"
    YEAR = "year"
    FIGURE = "figure"
    """A figure of a session that the manual does not keep: hours, drop-outs, amounts."""


# role → phrases, each after the rank with which it claims the role (3 surest). A phrase is compared
# word by word, in the singular.
_PHRASES: dict[Role, dict[int, str]] = {
    Role.ID: {
        3: (
            "ref | reference | identifiant | id | code | code document | code preuve | reference "
            "document | reference preuve | cote | matricule document | evidence id | proof id | "
            "document id | doc id | unique id | ref interne | numero document | numero preuve | "
            "code doc"
        )
    },
    Role.NUMBER: {2: "numero | no | num | number | rang | ordre | numero ordre | ligne | #"},
    Role.INDICATOR: {
        3: (
            "indicateur | ind | indic | indicateur rnq | indicateur qualiopi | numero indicateur | "
            "no indicateur | code rnq | ref rnq | numero rnq | code qualiopi | reference rnq | ref "
            "indicateur | code critere indicateur | numero critere indicateur | indicator | "
            "indicateur concerne | indicateur vise | critere indicateur | quel indicateur | "
            "indicateur couvert | rnq | qualiopi indicator | indicator number | indicateur associe "
            "| indicateur lie | indicateur rattache | code indicateur | reference indicateur | "
            "repond a indicateur | related indicator | indicateur numero | num indicateur | item "
            "rnq | point rnq | exigence | exigence rnq | indicateurs rattaches | indicateur "
            "reference | sert indicateur"
        )
    },
    Role.CRITERION: {
        3: (
            "critere | crit | numero critere | critere rnq | criterion | critere qualiopi | label "
            "| etiquette | tag"
        )
    },
    Role.WORDING: {
        3: (
            "libelle indicateur | intitule indicateur | nom indicateur | texte indicateur | enonce "
            "indicateur | description indicateur | titre indicateur | indicator title | indicator "
            "name | indicator wording | theme indicateur | theme | thematique | libelle critere | "
            "intitule critere | objet indicateur | enonce | designation indicateur | formulation"
        )
    },
    Role.TITLE: {
        3: (
            "preuve | element preuve | preuve disponible | preuve existante | preuve presentee | "
            "preuve apportee | preuve fournie | preuve deposee | preuve en place | element preuve "
            "presente | nom preuve | intitule preuve | titre preuve | libelle preuve | "
            "designation preuve | preuve documentaire | evidence | proof | document preuve | "
            "justificatif | piece justificative | elements justificatifs | preuve constatee | "
            "evidence title | preuve observee | preuve retenue | nos preuves | preuve organisme | "
            "document presente | element presente | element consulte | evidence provided | preuve "
            "reelle | preuve mise en oeuvre"
        ),
        2: (
            "document | intitule | titre | nom | libelle | designation | nom document | intitule "
            "document | titre document | document enregistrement | name | title | card name | "
            "document name | nom fichier joint | piece | enregistrement | objet | nom tache | "
            "task name | task | tache | nom element | item | livrable | element | document title "
            "| description document | support | fichier preuve nom"
        ),
        1: "description | contenu | detail | summary",
    },
    Role.EXPECTED: {
        3: (
            "preuve attendue | attendu | niveau attendu | element attendu | exemple preuve | "
            "exemple element preuve | preuve possible | preuve type | preuve suggeree | preuve "
            "demandee | preuve exigee | expected evidence | guide lecture | exemple | non "
            "conformite possible | obligation specifique | document attendu | preuve a fournir | "
            "preuve a produire | preuve requise | expected proof | elements preuve attendus | a "
            "prevoir | consigne"
        )
    },
    Role.WHERE: {
        3: (
            "emplacement | lien | lien emplacement | localisation | chemin | chemin acces | url | "
            "adresse web | lien drive | lien document | lien vers preuve | lien vers document | "
            "dossier drive | chemin reseau | ou | ou se trouve | ou trouver | lieu stockage | "
            "lieu archivage | lieu classement | classement | stockage | path | link | location | "
            "where | fichier | fichier media | piece jointe | attachment link | attachment | "
            "deposez fichier | depot fichier | televersez fichier | file | lien fichier | lien "
            "internet | lien preuve | emplacement preuve | emplacement document | emplacement "
            "fichier | archivage | rangement | support stockage | classeur | upload | chemin "
            "fichier | acces document | lieu conservation | conservation | document link | lien "
            "sharepoint | fichier joint | hyperlien | lien hypertexte | dossier | repertoire | "
            "nom fichier | file name | adresse | storage"
        ),
    },
    Role.TOOL_LINK: {
        3: (
            "card url | url carte | task url | permalink | lien carte | lien tache | record url | "
            "page url"
        )
    },
    Role.OWNER: {
        3: (
            "responsable | pilote | resp | referent | proprietaire | qui | charge | owner | "
            "responsible | porteur | personne responsable | responsable document | responsable "
            "preuve | responsable indicateur | pilote indicateur | member | membre | assignee | "
            "assigne a | affecte a | attribue a | assigned to | en charge | person in charge | "
            "suivi par | gestionnaire | detenteur | garant | acteur | service responsable | "
            "service | fonction responsable | pilote processus | responsable mise a jour | held by "
            "| responsable suivi"
        )
    },
    Role.DEPUTY: {3: "suppleant | adjoint | back up | backup | remplacant | deputy | suppleance"},
    Role.WRITER: {
        3: (
            "redacteur | auteur | redige par | ecrit par | author | writer | redaction | cree par "
            "le redacteur"
        )
    },
    Role.APPROVER: {
        3: (
            "approbateur | approuve par | valide par | verificateur | visa | validation par | "
            "validateur | approver | approved by | verifie par | signataire | valideur"
        )
    },
    Role.DATED: {
        3: (
            "date document | date preuve | date piece | date signature | date etablissement | "
            "date edition | document date | date emission | date realisation | date justificatif "
            "| date de la preuve | date application | date effet | date entree vigueur | date "
            "redaction | evidence date | signed on | signe le | fait le | etabli le | date "
            "redaction document | issue date | date enregistrement preuve | date evenement | date "
            "de l evenement | date diffusion | date publication"
        ),
        2: "date | date du | du | date jour | date fr | day | dated",
        1: (
            "maj | date maj | mise a jour | date mise a jour | mis a jour | mis a jour le | maj "
            "le | date version | date derniere version | date derniere mise a jour | derniere "
            "mise a jour | updated | last update | derniere maj | date revision | revise le | "
            "date de la derniere maj | mise jour"
        ),
    },
    Role.UNTIL: {
        3: (
            "fin validite | date fin validite | valable jusque | valable jusqu | valide jusque | "
            "valide jusqu | date validite | date expiration | expire le | expiration | date "
            "peremption | validite | duree validite | expires | expiry | expiry date | valid until "
            "| fin de validite | date limite validite | peremption | validite jusque | date fin | "
            "echeance validite | date echeance validite | valid to | good until | caducite | "
            "expiration date | echeance document | date d expiration"
        )
    },
    Role.EVERY: {
        3: (
            "periodicite | frequence | cadence | frequence mise a jour | periodicite revision | "
            "frequence revision | periodicite mise a jour | frequence revue | periodicite revue | "
            "review every | review frequency | frequency | rythme | rythme mise a jour | "
            "recurrence | delai revision | frequence actualisation | duree revision | revision tous"
        )
    },
    Role.NEXT_REVIEW: {
        3: (
            "prochaine revue | prochaine revision | date prochaine revue | date prochaine revision "
            "| date revision prevue | a revoir le | a revoir avant | prochaine mise a jour | "
            "prochaine echeance | next review | next update | revue prevue | prochain controle | "
            "revoir le | date prochaine mise a jour | prochaine maj | a renouveler le | "
            "renouvellement | date renouvellement | rappel | relance | a mettre a jour avant | "
            "revision prevue | next revision | date relecture prevue | prochaine verification | "
            "review date | date de revue | date revue"
        )
    },
    Role.LAST_REVIEW: {
        3: (
            "derniere revue | derniere revision | date derniere revue | date derniere revision | "
            "derniere verification | verifie le | controle le | last review | last reviewed | date "
            "verification | date controle | derniere consultation | vu le | date derniere "
            "verification | relu le | date relecture | date audit interne | audite le"
        )
    },
    Role.DEADLINE: {
        3: (
            "echeance | date echeance | delai | date limite | a faire pour | a faire avant | due "
            "date | deadline | due | date butoir | pour le | date prevue | date cible | target "
            "date | a rendre le | date objectif | date previsionnelle | prevu le | planifie le | "
            "avant le | start date | date debut tache | date due | date prevue depot | livraison | "
            "date livraison | echeance action | delai realisation"
        )
    },
    Role.FILED: {
        3: (
            "date depot | depose le | date ajout | ajoute le | date classement | classe le | date "
            "envoi | envoye le | date reception | recu le | date saisie | saisi le | date import | "
            "date collecte | collecte le | uploaded | uploaded on | date televersement | date "
            "transmission | transmis le | date archivage | archive le | date de mise en ligne | "
            "mis en ligne le | date numerisation | filed on | received on | date inscription"
        )
    },
    Role.RECORD: {
        3: (
            "horodateur | timestamp | horodatage | created | created at | created on | cree le | "
            "date creation | date creation fiche | cree par | created by | derniere modification | "
            "modifie le | modifie par | last modified | last edited | last edited time | created "
            "time | date modification | date derniere modification | last activity date | card id "
            "| list id | board id | board name | attachment count | checklist item total count | "
            "checklist item completed count | vote count | comment count | due complete | adresse "
            "mail | adresse e mail | email | e mail | courriel | adresse messagerie | mail | heure "
            "debut | heure fin | start time | completion time | submitted | date soumission | "
            "submission date | id reponse | submission id | task id | completed at | assignee "
            "email | project | projects | parent task | last edited by | modified | modified by | "
            "type element | chemin acces element | item type | version etag | score total | quiz | "
            "points | ip | saisi par | depose par | rempli par | repondant | auteur saisie | "
            "derniere edition | derniere activite | dernier acces | date de modification | termine "
            "le | finished at | termine par | completed by | en retard | progression | priorite | "
            "priority | bucket id"
        )
    },
    Role.STATUS: {
        3: (
            "statut | etat | situation | status | state | statut document | statut preuve | etat "
            "preuve | etat document | validation | avancement | etat avancement | statut "
            "validation | stade | list name | liste | colonne | nom compartiment | compartiment | "
            "bucket | section column | etat validation | workflow | phase validation | evidence "
            "status | list | nom liste | approval status | valide approuve | statut d approbation "
            "| cycle vie"
        ),
    },
    Role.DONE: {
        3: (
            "valide | valide ? | approuve | vise | fait | fait ? | ok | ok ? | disponible | "
            "disponible ? | present | presence | realise | pret | depose | depose ? | complet | "
            "existe | existant | existe ? | available | done | completed | fourni | en place | "
            "trouve | a jour ? | a jour | termine | recupere | completude | reunie | collecte | "
            "fait oui non | oui non"
        )
    },
    Role.CONFORMITY: {
        3: (
            "conforme | conformite | cotation | conforme ? | c | pc | nc | na | nm | cotation "
            "auditeur | evaluation | auto evaluation | note sur | maturite | niveau maturite | "
            "resultat audit | resultat | compliance | compliant | ecart | non conformite | "
            "partiellement conforme | niveau conformite | satisfaisant | score | niveau | "
            "appreciation | conformity | s o"
        )
    },
    Role.APPROVED_ON: {
        3: (
            "date validation | valide le | date approbation | approuve le | approved on | approval "
            "date | date visa | date validation document | validation le | approuvee le | validee "
            "le"
        )
    },
    Role.ARCHIVED: {3: "archived | archive | archive ? | est archive"},
    Role.STAGE: {
        3: (
            "formalised or implemented | formalised implemented | etape | f m | f mo | formalise "
            "mis oeuvre | formalise oeuvre | stage | formalise ou mis oeuvre | formalisation mise "
            "oeuvre | niveau preuve | f i | prevu realise | type preuve f m | formalisee ou mise "
            "oeuvre | procedure ou trace"
        )
    },
    Role.KIND: {
        3: (
            "type | nature | categorie document | type document | nature document | type preuve | "
            "nature preuve | sorte | kind | document type | type support | format | famille | "
            "famille document | categorie preuve | evidence type | doc type"
        )
    },
    Role.VERSION: {
        3: (
            "version | indice | indice revision | rev | numero version | v | revision | edition "
            "document"
        )
    },
    Role.ACCESS: {
        3: (
            "acces | diffusion | confidentialite | access | niveau confidentialite | visibilite | "
            "public | droit acces"
        )
    },
    Role.SESSION: {
        3: (
            "session | code session | session concernee | numero session | session formation | ref "
            "session | reference session | session code | session id | action | code action | "
            "dossier session | session associee | session liee"
        )
    },
    Role.NOTE: {
        3: (
            "remarque | commentaire | observation | note | note interne | comment | notes | "
            "precision | annotation | card description | constat | constats | info | informations "
            "complementaires | complement | comments | remarques auditeur | point attention | "
            "observations auditeur | memo"
        )
    },
    Role.ACTION: {
        3: (
            "action mener | plan action | action corrective | action realiser | a faire | action "
            "prevue | pilote action | responsable action | action amelioration | todo | reste a "
            "faire | tache restante | next step | action a prevoir | action correctrice | statut "
            "action | etat action | action requise | travail restant | ce qui manque | manque | "
            "axe amelioration | piste amelioration | action entreprendre"
        )
    },
    Role.PEOPLE: {
        3: (
            "stagiaire | apprenant | nom stagiaire | nom apprenant | beneficiaire | nom "
            "beneficiaire | participant | nom participant | liste participant | candidat | "
            "apprenti | prenom | nom prenom | learner | learner name | trainee | nom de famille | "
            "date naissance | telephone | student"
        )
    },
    Role.SESSION_TITLE: {
        3: (
            "nom session | intitule session | nom formation | intitule formation | libelle "
            "formation | formation | titre formation | nom module | session name | course | course "
            "name | course title | training | training title | intitule action | libelle session | "
            "prestation | nom prestation | intitule prestation | programme | stage intitule | "
            "titre session | nom action | libelle action | training name | libelle groupe | nom "
            "groupe | intitule stage | module"
        )
    },
    Role.CATEGORY: {
        3: (
            "type action | categorie action | nature action | type prestation | categorie | statut "
            "apprenant | type dispositif | dispositif | type formation | category | type contrat | "
            "statut public | action type | nature prestation | training type | categorie "
            "prestation | type parcours"
        )
    },
    Role.STARTS: {
        3: (
            "date debut | debut | date debut session | debut session | debut formation | date "
            "debut formation | starts | start | commence le | date entree | date demarrage | "
            "demarrage | begin | from | premier jour | date ouverture | debut action | date debut "
            "action | entree en formation | first day | debut le"
        )
    },
    Role.ENDS: {
        3: (
            "date fin session | fin session | fin formation | date fin formation | ends | end | "
            "end date | au | termine le session | date sortie | dernier jour | date cloture "
            "session | fin action | date fin action | sortie de formation | last day | fin | fin "
            "le | date fin prevue"
        )
    },
    Role.SPAN_OF_DAYS: {
        3: (
            "dates | date session | dates session | periode | dates formation | calendrier | jours "
            "| session dates | date deroulement | dates action"
        )
    },
    Role.HEADCOUNT: {
        3: (
            "nombre apprenant | nb apprenant | effectif | effectif inscrit | inscrit | nombre "
            "inscrit | nb inscrit | nombre stagiaire | nb stagiaire | nombre participant | nb "
            "participant | headcount | learners | participants number | number learners | nombre "
            "beneficiaire | nb beneficiaire | nombre personne | nb personne | enrolled | effectif "
            "total | effectif prevu | nombre candidat | nb candidat | places occupees | registered "
            "| nombre d inscrits | number participants | nb eleves | effectif groupe"
        )
    },
    Role.PRESENT: {
        3: (
            "effectif present | present effectif | nb present | nombre present | effectif reel | "
            "effectif final | effectif fin | nb termine | attended | effectif sortie | nombre "
            "termine"
        )
    },
    Role.TRAINER: {
        3: (
            "formateur | intervenant | animateur | trainer | formateur referent | nom formateur | "
            "enseignant | consultant | accompagnateur | teacher | coach | intervenante | "
            "formatrice | nom intervenant"
        )
    },
    Role.SUBCONTRACTOR: {
        3: (
            "sous traitant | subcontractor | organisme sous traitant | sous traitance | realise "
            "par sous traitant | societe sous traitante"
        )
    },
    Role.SITE: {
        3: (
            "site | centre | etablissement | antenne | agence | campus | site formation | ville | "
            "implantation"
        )
    },
    Role.OFFER: {
        3: (
            "code formation | code produit | code rncp | reference formation | code programme | "
            "offer | product code | code offre | code catalogue | code certification | rncp | rs"
        )
    },
    Role.YEAR: {3: "annee | year | annee formation | niveau annee | promotion"},
    Role.FIGURE: {
        3: (
            "duree | heure | heure an | nb heure | nombre heure | duree heure | rupture | abandon "
            "| nb abandon | nombre abandon | taux satisfaction | satisfaction | satisfaction chaud "
            "| satisfaction froid | montant | montant ht | prix | cout | tarif | ca | chiffre "
            "affaire | taux | taux reussite | taux presence | heure stagiaire | financeur | "
            "financement | client | entreprise | commanditaire | opco | modalite | lieu | salle | "
            "moyenne | hours | amount | price | funder | customer | company | modality | nb "
            "absence | nb heures realisees | reste a charge | facture | numero facture | devis | "
            "contrat signe"
        )
    },
    Role.UNUSED: {3: "reponse | oui | non"},
}


class Claim(NamedTuple):
    """What a heading is taken for."""

    role: Role
    rank: int
    """How surely its words mean the role: 3 surely, 1 only where nothing better is there."""
    whole: bool
    """Whether the phrase is the whole heading."""


def _table() -> dict[tuple[str, ...], tuple[Role, int]]:
    phrases: dict[tuple[str, ...], tuple[Role, int]] = {}
    for role, ranked in _PHRASES.items():
        for rank, text in ranked.items():
            for phrase in text.split("|"):
                phrases.setdefault(words(phrase) or (phrase.strip(),), (role, rank))
    return phrases


_KNOWN = _table()
_LONGEST = max(map(len, _KNOWN))
_BARE = {
    "dates": Role.SPAN_OF_DAYS,
    "du": Role.STARTS,
    "au": Role.ENDS,
    "ou": Role.WHERE,
    "ou ?": Role.WHERE,
    "qui": Role.OWNER,
    "qui ?": Role.OWNER,
}
"""Headings that are one small word: it says nothing inside a longer one."""
_PAIR = re.compile(r"^(f|formalis\w*)\s*(/|-|ou|et)?\s*(m|mo|mis\w*.*|i|r)$")


@lru_cache(maxsize=4_000)
def claim(heading: str) -> Claim | None:
    """Return what a heading says; None where no phrase of it is known."""
    text = plain(heading)
    if text in _BARE:
        return Claim(_BARE[text], 3, whole=True)
    if _PAIR.match(text):
        return Claim(Role.STAGE, 3, whole=True)
    outside = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading)
    return _longest(words(outside)) or _longest(words(heading))


def _longest(terms: tuple[str, ...]) -> Claim | None:
    best: tuple[int, int, int, Role] | None = None
    for start in range(len(terms)):
        for end in range(min(len(terms), start + _LONGEST), start, -1):
            known = _KNOWN.get(terms[start:end])
            if known is not None and (best is None or (end - start, known[1], -start) > best[:3]):
                best = (end - start, known[1], -start, known[0])
    if best is None or (
        best[0] == 1 and len(terms) > 4 and best[3] not in {Role.INDICATOR, Role.TITLE}
    ):
        return None
    return Claim(best[3], best[1], whole=best[0] == len(terms))


_NUMBER = re.compile(r"(?i)(?:ind(?:icateur|ic)?\.?\s*|i\.?\s*)?(\d{1,2})")


def indicator_of_column(heading: str) -> int | None:
    """Return the indicator that a column of a matrix stands for: `12`, `Ind. 12`, `I12`."""
    match = _NUMBER.fullmatch(heading.strip())
    return int(match[1]) if match and 1 <= int(match[1]) <= 33 else None
