"""Tables in the manual's own words: our exports and templates,
and registers whose headings a team has worded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.intake.columns import Column
from preuve.intake.phrases import cut, words
from preuve.intake.records import line_problem, understood
from preuve.intake.results import At, Draft, Holds, Left, TableReading
from preuve.intake.statuses import is_total
from preuve.intake.table_layout import HeadedTable, TableRow
from preuve.spreadsheets.column_names import is_ours, key_of, table_of
from preuve.spreadsheets.tables import MADE

if TYPE_CHECKING:
    from preuve.intake.records import ListKind
    from preuve.spreadsheets.cells import Sheet

_HEADINGS: dict[str, str] = {
    "date": (
        "date | date constat | date evenement | date identification | date lecture | date "
        "decision | date veille | date cotation | lu le"
    ),
    "received": (
        "date reception | recu le | date reclamation | date | date signalement | date evenement"
    ),
    "kind": "type | nature | categorie | type veille | domaine | thematique",
    "by": "emetteur | auteur | qui | origine | partie prenante | profil | emis par | public",
    "summary": (
        "objet | description | motif | resume | reclamation | contenu | sujet | information | "
        "titre | alea | difficulte | apport"
    ),
    "owner": "responsable | pilote | resp | en charge | traite par | referent",
    "acknowledged": "accuse reception | date accuse reception | ar le | accuse le",
    "answered": "date reponse | repondu le | reponse le",
    "answer": (
        "reponse | reponse apportee | traitement | suite donnee | action menee | reponse donnee"
    ),
    "closed": "cloture | clos le | date cloture | cloture le | solde le",
    "cause": "cause | origine probleme | analyse cause | causes",
    "finding": "constat | ecart | libelle | dysfonctionnement | non conformite | probleme",
    "action": "action | action corrective | action amelioration | mesure prise | action decidee",
    "due": "echeance | delai | date limite | pour le | date prevue",
    "done": "realise le | fait le | date realisation | date fin | termine le",
    "expected": "resultat attendu | critere efficacite | indicateur suivi | attendu",
    "origin": "origine | source action | provenance",
    "risk": "risque | intitule risque | description risque | danger",
    "gravity": "gravite | impact | severite",
    "probability": "probabilite | frequence | occurrence | vraisemblance",
    "measure": (
        "mesure | maitrise | mesure prevention | action prevention | plan traitement | traitement "
        "risque"
    ),
    "reviewed": "revu le | derniere revue | date revue",
    "review_by": "prochaine revue | a revoir le | revoir avant",
    "source": "source | reference | site | organisme | media",
    "url": "lien | url | adresse | adresse web",
    "no_impact": "sans impact | pas d impact | motif absence suite",
    "done_on": "date action | date exploitation | date utilisation",
    "told": "diffuse a | diffusion | transmis a | communique a",
    "note": "remarque | commentaire | observation | note",
    "concerned": "nombre personne | nb personne | nombre concerne",
    "improvement": "amelioration | action liee | ref action",
    "audit": "audit | date audit",
    "grade": "gravite nc | niveau | majeure mineure | type nc | cotation",
    "indicator": "indicateur | ind",
    "notified": "notifiee le | date notification",
    "id": "numero | ref | reference | id | no | identifiant | code",
}
"""How teams call the keys of registers, besides the keys themselves."""
_WORDED = {key: {words(phrase) for phrase in text.split("|")} for key, text in _HEADINGS.items()}


def find_own(sheet: Sheet, kinds: dict[str, ListKind]) -> tuple[ListKind, int] | None:
    """Return which list a sheet holds in the manual's own keys, and the row of its headings;
    None where it is not ours.
    """
    title = sheet.title
    named = next(
        (
            kind
            for kind in kinds.values()
            if kind.name == table_of(title) or title.startswith(f"{kind.name}.")
        ),
        None,
    )
    # French headings are everyday words: an export's have the reference among them, but for lists
    # without one, which their sheet's name tells.
    by_title = named is not None and "id" not in named.keys
    for row in sheet.rows[:5]:
        texts = [cell.text for cell in row if cell.text]
        headings = [key_of(text) for text in texts]
        ours = is_ours(texts) or by_title
        if len(headings) < 2 or not ours or len(set(headings)) != len(headings):
            continue
        fitting = [kind for kind in kinds.values() if set(headings) <= {*kind.keys, *kind.beside}]
        if fitting:
            surest = max(
                fitting, key=lambda kind: (kind.name == "evidence", kind.name == "sessions")
            )
            return (named if named in fitting else surest), row[0].row
    return None


def made_by_export(sheet: Sheet) -> bool:
    """Return whether a sheet is one that an export makes of the manual:
    there is nothing in it to be read back.
    """
    head = tuple(key_of(cell.text) for cell in sheet.rows[0] if cell.text) if sheet.rows else ()
    return head in MADE.values()


def own_table(sheet: Sheet, kind: ListKind, header: int) -> HeadedTable:
    """Return a table whose headings are the keys of a list."""
    columns = tuple(
        Column(
            cell.column,
            cell.text,
            None,
            key=key_of(cell.text) if key_of(cell.text) in kind.keys else None,
        )
        for cell in sheet.rows[header - 1]
        if cell.text
    )
    return HeadedTable(sheet, header, columns, _rows(sheet, header))


def _rows(sheet: Sheet, header: int) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(cells[0].row, {cell.column: cell for cell in cells})
        for cells in sheet.rows[header:]
        if any(cell.text for cell in cells)
    )


def worded_table(sheet: Sheet, kind: ListKind) -> HeadedTable | None:
    """Return a register's table by the headings that teams use;
    None where no row has two that are known.
    """
    best: tuple[int, int, dict[int, str]] | None = None
    for row in sheet.rows[:40]:
        keys: dict[int, str] = {}
        for cell in row:
            key = _key(cell.text, kind) if cell.text and not cell.repeated else None
            if key is not None and key not in keys.values():
                keys[cell.column] = key
        if len(keys) > 1 and (best is None or len(keys) > best[0]):
            best = (len(keys), row[0].row, keys)
    if best is None:
        return None
    _count, header, keys = best
    columns = tuple(
        Column(cell.column, cell.text, None, key=keys.get(cell.column))
        for cell in sheet.rows[header - 1]
        if cell.text
    )
    return HeadedTable(sheet, header, columns, _rows(sheet, header))


def _key(heading: str, kind: ListKind) -> str | None:
    text = heading.strip()
    if key_of(text) in kind.keys:
        return key_of(text)
    terms = words(re.sub(r"\([^)]*\)", " ", text))
    fitting = [
        (len(phrase), key)
        for key in kind.keys
        for phrase in _WORDED.get(key, ())
        if phrase and terms[: len(phrase)] == phrase
    ]
    exact = [key for key in kind.keys if terms in _WORDED.get(key, ())]
    return exact[0] if exact else max(fitting)[1] if fitting else None


def read_own(
    table: HeadedTable, kind: ListKind, holds: Holds, defaults: dict[str, str]
) -> TableReading:
    """Return the lines of a table whose columns have keys; a line that cannot stand is left, with
    the cell and the reason.

    Args:
        table: whose columns have keys.
        kind: the list that it is read for.
        holds: what the manual has already.
        defaults: what an empty cell stands for, by the key.

    """
    drafts: list[Draft] = []
    left: list[Left] = []
    for row in table.rows:
        at = At(table.sheet.title, row.number)
        values: dict[str, str] = {}
        for column in table.columns:
            text = row.cells[column.place].text if column.key and column.place in row.cells else ""
            if text and column.key:
                values[column.key] = understood(kind.record, column.key, text)
        filled = row.filled()
        if not values or (filled and is_total(filled[0].text) and len(values) < 3):
            continue
        drafts.append(Draft({**defaults, **values}, at))
    return TableReading(holds, drafts, left, [], table, kind.name)


def wrong(kind: ListKind, values: dict[str, str], at: At) -> Left | None:
    """Return why a new line cannot stand; None when it can."""
    why = line_problem(kind.record, values)
    return (
        Left(at, cut(values.get("title") or values.get("summary") or values.get("id", "")), why)
        if why is not None
        else None
    )
