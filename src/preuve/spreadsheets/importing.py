"""Rows of a spreadsheet to entries of the index: which column is which key, and what would change. Pure.

Nothing is lost and nothing is overwritten silently: a row that cannot become an entry is told with its cell, a row
whose id is known is compared value by value, and what stands in the index and not in the sheet is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import combining, normalize

from preuve.core.words import say
from preuve.editing.answers import refusal
from preuve.editing.people import role_of
from preuve.editing.proposals import next_id
from preuve.model.evidence import EVIDENCE
from preuve.schema import Day, Field, Integer, ListOf, MapOf, Record, Span, Text
from preuve.spreadsheets.workbook import as_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from preuve.core.words import Message
    from preuve.model.person import Person
    from preuve.spreadsheets.workbook import Cell

WHERE = "where"
"""A column that says where a proof is, in whatever way: an address, a file of the manual, or a place in words."""
_KEYS = (*EVIDENCE.fields, WHERE)
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "id": ("n°", "numero", "no", "ref", "reference", "code", "identifiant", "number"),
    "title": ("titre", "intitule", "preuve", "document", "nom", "name", "libelle", "designation", "proof", "evidence"),
    "indicators": ("indicateur", "indicateurs", "indicator", "ind", "rnq"),
    "stage": ("etape", "stade", "niveau"),
    "kind": ("type", "nature", "sorte"),
    WHERE: ("emplacement", "lien", "chemin", "ou", "lieu", "localisation", "path", "link", "location", "dossier"),
    "owner": ("responsable", "pilote", "proprietaire", "qui", "referent", "responsible"),
    "dated": ("date", "date du document", "du", "mise a jour", "date de mise a jour", "updated"),
    "review_every": ("frequence", "periodicite", "revision", "cadence"),
    "valid_until": ("echeance", "valable jusqu'au", "validite", "expire le", "expires", "fin de validite"),
    "status": ("statut", "etat"),
    "access": ("acces", "diffusion", "confidentialite"),
    "session": ("session de formation", "action"),
    "approved_by": ("approuve par", "valide par", "approved by"),
    "approved_on": ("approuve le", "valide le", "approved on"),
    "note": ("remarque", "remarques", "commentaire", "commentaires", "observation", "observations", "comment"),
}
_CHOICES: dict[str, dict[str, str]] = {
    "stage": {
        "formalise": "formalised", "formalisee": "formalised", "formalisation": "formalised", "procedure": "formalised",
        "mis en oeuvre": "implemented", "mise en oeuvre": "implemented", "preuve": "implemented", "realise": "implemented",
    },
    "kind": {
        "procedure": "procedure", "enregistrement": "record", "registre": "register", "page web": "web_page",
        "site": "web_page", "autre": "other", "document": "document",
    },
    "status": {
        "brouillon": "draft", "en cours": "draft", "en relecture": "in_review", "a valider": "in_review", "valide": "approved",
        "validee": "approved", "approuve": "approved", "approuvee": "approved", "ok": "approved", "retire": "withdrawn",
        "archive": "withdrawn", "archivee": "withdrawn",
    },
    "access": {
        "public": "public", "publique": "public", "auditeur": "auditor", "interne": "on_request", "confidentiel": "on_request",
        "sur demande": "on_request",
    },
}  # fmt: skip
_DEFAULTS = {"stage": "implemented", "kind": "document", "status": "draft", "access": "on_request"}
"""Taken where neither the sheet nor the mapping says: nothing counts or is shown before somebody says so."""


class ColumnMap(NamedTuple):
    """Which column of the sheet is which key, what stands where a cell is empty, and what the sheet's own words mean."""

    columns: dict[str, str]
    defaults: dict[str, str]
    values: dict[str, dict[str, str]]
    sheet: str | None = None
    header: int | None = None
    """The row of the headings; the first that has two known ones, if not given."""
    origin: Any = None


MAPPING: Record[ColumnMap] = Record(
    lambda columns, defaults=None, values=None, sheet=None, header=None, origin=None: ColumnMap(
        columns, defaults or {}, values or {}, sheet, header, origin
    ),
    {
        "columns": Field(MapOf(Text(), known=_KEYS), say("key → the heading of its column"), required=True),
        "defaults": Field(MapOf(Text(), known=_KEYS), say("key → the value where the cell is empty")),
        "values": Field(MapOf(MapOf(Text()), known=_KEYS), say("key → the sheet's words → the index's")),
        "sheet": Field(Text(), say("the sheet of the workbook")),
        "header": Field(Integer(1, 1000), say("the row of the headings")),
    },
)


class Problem(NamedTuple):
    """Why a row cannot become an entry, and at which cell."""

    place: str
    message: Message


class Entry(NamedTuple):
    """An entry that the index does not have yet."""

    values: dict[str, str]
    place: str


class Difference(NamedTuple):
    """A value of a known entry that the sheet gives otherwise."""

    id: str
    key: str
    old: str
    new: str


class Plan(NamedTuple):
    """What an import would do."""

    added: list[Entry]
    differences: list[Difference]
    unchanged: int
    problems: list[Problem]
    unused: list[str]
    """Headings that no key was found for."""
    roles: dict[str, str]
    """Roles that the organisation does not have yet, and the sheet's words for each."""


def guess(rows: list[list[Cell]]) -> ColumnMap | None:
    """Return the mapping that a sheet's own headings suggest; None when no row has two that are known."""
    for number, row in enumerate(rows[:30], 1):
        columns: dict[str, str] = {}
        for cell in row:
            key = _key_of(cell.text)
            if key is not None and key not in columns:
                columns[key] = cell.text
        if len(columns) > 1 and ("title" in columns or "indicators" in columns):
            return ColumnMap(columns, {}, {}, header=number)
    return None


def _key_of(heading: str) -> str | None:
    if heading in _KEYS:
        return heading
    plain = _plain(heading).rstrip(".: ")
    whole = next((key for key, names in _SYNONYMS.items() if plain in names or plain == _plain(key)), None)
    if whole is not None or not plain:
        return whole
    return next((key for key, names in _SYNONYMS.items() if plain.split()[0] in names), None)


def _plain(text: str) -> str:
    """Return a text without accents and capitals, for comparison."""
    bare = "".join(one for one in normalize("NFD", text) if not combining(one))
    return " ".join(bare.casefold().replace("œ", "oe").replace("’", "'").split())


class ImportContext(NamedTuple):
    """What a sheet's cells may mean in a manual."""

    known: dict[str, dict[str, str]]
    """The entries of the index, by id, as texts."""
    is_file: Callable[[str], str | None]
    """Returns the path below the manual of a file that a cell names, or None."""
    people: Mapping[str, Person]
    """The roles of the organisation, and the name shown for each."""


def plan(rows: list[list[Cell]], mapping: ColumnMap, around: ImportContext) -> Plan:
    """Return what importing the rows would do to the index."""
    header = _header(rows, mapping)
    if header is None:
        return Plan([], [], 0, [Problem(next((row[0].place for row in rows if row), "A1"), _NO_HEADER)], [], {})
    planner = _Planner(rows[header], mapping, around)
    for row in rows[header + 1 :]:
        if any(cell.text for cell in row):
            planner.take(row)
    return planner.plan()


_NO_HEADER = say("No row of headings was found. Give a mapping that names the columns.")


def _header(rows: list[list[Cell]], mapping: ColumnMap) -> int | None:
    if mapping.header is not None:
        return mapping.header - 1 if mapping.header <= len(rows) and rows[mapping.header - 1] else None
    wanted = set(mapping.columns.values())
    least = min(2, len(wanted))
    return next((number for number, row in enumerate(rows) if len(wanted & {cell.text for cell in row}) >= least), None)


class _Planner:
    """Takes row after row, and remembers what each would do."""

    def __init__(self, headings: list[Cell], mapping: ColumnMap, around: ImportContext) -> None:
        self._mapping, self._known, self._is_file, self._people = mapping, *around
        self._names = {name.casefold(): name for name in self._known}
        self._roles: dict[str, str] = {}
        self._met: set[str] = set()
        self._added: list[Entry] = []
        self._differences: list[Difference] = []
        self._unchanged = 0
        self._problems: list[Problem] = []
        by_heading = {cell.text: place for place, cell in reversed(list(enumerate(headings)))}
        self._places = {key: by_heading[text] for key, text in mapping.columns.items() if text in by_heading}
        for text in mapping.columns.values():
            if text not in by_heading:
                self._problems.append(Problem(headings[0].place, say("There is no column “{heading}”.", heading=text)))
        self._unused = [text for text, place in by_heading.items() if text and place not in self._places.values()][::-1]

    def plan(self) -> Plan:
        return Plan(self._added, self._differences, self._unchanged, self._problems, self._unused, self._roles)

    def take(self, row: list[Cell]) -> None:
        cells = {key: row[place] for key, place in self._places.items() if place < len(row)}
        values = {key: text for key, text in self._values(cells).items() if text}
        name = values.get("id") or self._new_id()
        if name.casefold() in self._met:
            self._problems.append(Problem(row[0].place, say("{id} stands in two rows.", id=name)))
            return
        self._met.add(name.casefold())
        if (there := self._known.get(self._names.get(name.casefold(), ""))) is not None:
            self._compare(there, values, cells)
            return
        entry = {"id": name, **_DEFAULTS, **self._mapping.defaults, **values}
        problems = [*_wrong(entry, cells, row[0].place), *_incomplete(entry, row[0].place)]
        self._problems += problems
        if not problems:
            self._names[name.casefold()] = name
            self._added.append(Entry({key: entry[key] for key in EVIDENCE.fields if key in entry}, row[0].place))

    def _new_id(self) -> str:
        """Return an id for a row without one. A row that is refused keeps its own: the next one is not mistaken for it."""
        name = next_id(self._names.values())
        self._names[name.casefold()] = name
        return name

    def _compare(self, there: dict[str, str], values: dict[str, str], cells: dict[str, Cell]) -> None:
        """Note what a known entry would be given; what is wrong in the sheet is told, and not taken."""
        wrong = list(_wrong(values, cells, cells["id"].place))
        self._problems += wrong
        differing = [
            Difference(there["id"], key, there.get(key, ""), new)
            for key, new in values.items()
            if key != "id" and not _same(there.get(key, ""), new)
        ]
        if not wrong:
            self._differences += differing
            self._unchanged += not differing

    def _values(self, cells: dict[str, Cell]) -> dict[str, str]:
        """Return what the cells say, in the index's own words."""
        values = {key: _worded(key, cell.text, self._mapping) for key, cell in cells.items() if key != WHERE}
        for key in ("owner", "approved_by"):
            if values.get(key):
                values[key] = self._role(values[key])
        where = cells[WHERE].text if WHERE in cells else ""
        if where:
            path = self._is_file(where)
            values["url" if where.startswith("https://") else "file" if path else "place"] = path or where
        return values

    def _role(self, text: str) -> str:
        """Return the role that a cell means; one that the organisation does not have is remembered."""
        role = role_of(text, self._people)
        if role not in self._people:
            self._roles.setdefault(role, text)
        return role


def _same(old: str, new: str) -> bool:
    return " ".join(old.split()) == " ".join(new.split())


def _worded(key: str, text: str, mapping: ColumnMap) -> str:
    shape = EVIDENCE.fields[key].shape
    own = mapping.values.get(key, {})
    if text in own:
        return own[text]
    if isinstance(shape, ListOf):
        return ", ".join(_numbers(text))
    if isinstance(shape, Day):
        return as_day(text)
    if isinstance(shape, Span):
        return _as_span(text)
    return _CHOICES.get(key, {}).get(_plain(text), text)


_SPANS = {
    "mensuel": 1, "bimestriel": 2, "trimestriel": 3, "semestriel": 6, "annuel": 12, "bisannuel": 24, "triennal": 36,
    "monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12, "annual": 12,
}  # fmt: skip
_UNITS = {"an": (12, "months"), "mois": (1, "months"), "semaine": (1, "weeks"), "jour": (1, "days"), "year": (12, "months")}


def _as_span(text: str) -> str:
    """Return a length of time as people write it (12 mois, 1 an, annuelle) in the index's words; else the text as it is."""
    plain = re.sub(r"^(tous les|toutes les|chaque|every|each) ", "", _plain(text))
    word = re.sub(r"(le|lement)$", "", plain)
    months = _SPANS.get(plain) or _SPANS.get(word) or _SPANS.get(word.removesuffix("l"))
    if months is not None:
        return f"{months} months"
    if found := re.fullmatch(r"(\d{1,3})? ?([a-z]+?)s?", plain):
        unit = _UNITS.get(found[2]) or _UNITS.get(f"{found[2]}s")
        if unit is not None:
            return f"{int(found[1] or 1) * unit[0]} {unit[1]}"
    return text


def _numbers(text: str) -> list[str]:
    """Return the indicators of a cell: `1, 2 et 17`, `Ind. 4`, `9 à 12`. What is no number stays, to be told."""
    told: list[str] = []
    for part in re.split(r"[,;/&+\n]|\bet\b|\band\b", text):
        bare = re.sub(r"(?i)\b(indicateurs?|indicators?|ind|i)\.?\s*(?=\d|n°)|n°|\s", " ", part).strip()
        if found := re.fullmatch(r"(\d{1,2})\s*(?:-|–|à|to)\s*(\d{1,2})", bare):
            told += [str(number) for number in range(int(found[1]), int(found[2]) + 1)]
        elif re.fullmatch(r"[\d\s]+", bare):
            told += [str(int(number)) for number in bare.split()]
        elif bare:
            told.append(bare)
    return list(dict.fromkeys(told))


def _wrong(values: dict[str, str], cells: dict[str, Cell], start: str) -> Iterator[Problem]:
    """Yield the values that cannot stand, each at its cell."""
    for key, text in values.items():
        if (why := refusal(key, text)) is not None:
            yield Problem(cells[key].place if key in cells else start, why)


def _incomplete(entry: dict[str, str], start: str) -> Iterator[Problem]:
    """Yield what a new entry lacks."""
    for key, field in EVIDENCE.fields.items():
        if field.required and not entry.get(key):
            yield Problem(start, say("{key} is empty, and the mapping has no default for it.", key=key))
    if sum(key in entry for key in EVIDENCE.exactly_one) != 1:
        yield Problem(start, say("Say where the proof is: file (in this repository), url (on the web) or place (in words)."))
    if sum(key in entry for key in EVIDENCE.at_most_one) > 1:
        yield Problem(start, say("Only one of these keys may be given: {keys}.", keys=list(EVIDENCE.at_most_one)))
