"""The national quality standard (RNQ) as data: editions, criteria, indicators, and when one applies.

Sources: code du travail, art. R. 6316-1 and its annex in the wording of décret n° 2019-565 (edition
`rnq-2019`) and of décret n° 2026-728 (edition `rnq-2026`); reading guide V9 of 8 January 2024 for grading,
new entrants, surveillance and light audits. The texts are in `standards/*.yaml`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from preuve.core.words import LANGUAGES, say
from preuve.reading import Mapping, Node, Origin, Scalar, Sequence, read_yaml
from preuve.schema import Choice, Day, Field, Flag, Integer, ListOf, MapOf, Reader, Record, Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from preuve.core.words import Language

T = TypeVar("T")
Texts = dict["Language", str]

_STANDARDS = Path(__file__).parent.parent / "standards"


class EditionName(StrEnum):
    """The editions known, oldest first: each has a file in `standards/`."""

    RNQ_2019 = "rnq-2019"
    RNQ_2026 = "rnq-2026"


class Category(StrEnum):
    """Categories of action (code du travail, art. L. 6313-1)."""

    TRAINING = "training"
    SKILLS_ASSESSMENT = "skills_assessment"
    VAE = "vae"
    APPRENTICESHIP = "apprenticeship"


# What providers call them.
CATEGORY_CALLED: dict[str, str] = {
    "af": Category.TRAINING, "formation": Category.TRAINING, "formations": Category.TRAINING,
    "bc": Category.SKILLS_ASSESSMENT, "cbc": Category.SKILLS_ASSESSMENT, "bilan": Category.SKILLS_ASSESSMENT,
    "bilan de compétences": Category.SKILLS_ASSESSMENT,
    "cfa": Category.APPRENTICESHIP, "apprentissage": Category.APPRENTICESHIP,
}  # fmt: skip


class Condition(StrEnum):
    """What must be true of a provider, besides its category, for some indicators to apply."""

    CERTIFYING = "certifying"
    WORK_LINKED = "work_linked"
    WORKPLACE_TRAINING = "workplace_training"
    SUBCONTRACTING = "subcontracting"


class Grading(StrEnum):
    """Whether a breach can be minor, or is always major (reading guide V9)."""

    MINOR_OR_MAJOR = "minor_or_major"
    MAJOR_ONLY = "major_only"


class Review(StrEnum):
    """When an audit that does not look at everything looks at an indicator."""

    ALWAYS = "always"
    IF_APPLICABLE = "if_applicable"
    OPTIONAL = "optional"
    NEVER = "never"


class SubcontractorRule(StrEnum):
    """How an indicator is judged when the provider acts as someone's subcontractor."""

    FULL = "full"
    NOT_APPLICABLE = "not_applicable"
    BY_CONTRACT = "by_contract"
    ADAPTED = "adapted"


class Change(StrEnum):
    """What an edition did to an indicator of the edition it is based on."""

    NONE = "none"
    FORM = "form"
    EXTENDED = "extended"
    REWORDED = "reworded"
    NEW = "new"


class Provisional(NamedTuple):
    """A fact not seen in an official text: shown with this mark, never made a hard rule."""

    on: str
    source: Texts
    date: date
    note: Texts
    origin: Origin


class Criterion(NamedTuple):
    """One of the 7 criteria (code du travail, art. R. 6316-1)."""

    number: int
    title: Texts
    statement: Texts
    origin: Origin


class Indicator(NamedTuple):
    """One indicator in the wording and with the rules of one edition."""

    number: int
    criterion: int
    title: Texts
    categories: tuple[Category, ...]
    grading: Grading
    new_entrant: bool
    """Formalisation audited at the initial audit, implementation at surveillance, for a new entrant."""
    surveillance: Review
    light: Review
    as_subcontractor: SubcontractorRule
    statement: Texts
    expected: Texts
    proofs: dict[Language, tuple[str, ...]]
    origin: Origin
    condition: Condition | None = None
    minor_case: Texts | None = None
    provisional: tuple[Provisional, ...] = ()
    change: Change = Change.NONE

    def applies_to(self, categories: Iterable[Category], conditions: Iterable[Condition]) -> bool:
        """Return whether it applies: a category has it, and its condition, if any, is met."""
        return not set(self.categories).isdisjoint(categories) and (self.condition is None or self.condition in conditions)


class Edition(NamedTuple):
    """The standard as one legal text states it."""

    name: EditionName
    text: Texts
    """The decree, to be named wherever its words are quoted."""
    guide: Texts
    audits_from: date | None
    audits_until: date | None
    criteria: tuple[Criterion, ...]
    indicators: tuple[Indicator, ...]
    published: date | None = None
    """The day the text was published, where it is known: no proof older than it was made with its words in mind."""

    def indicator(self, number: int) -> Indicator | None:
        """Return the indicator with this number, if the edition has one."""
        return self.by_number().get(number)

    def by_number(self) -> dict[int, Indicator]:
        """Return the indicators by their number."""
        return _by_number(self.name)

    def indicators_of(self, criterion: int) -> tuple[Indicator, ...]:
        """Return the indicators of one criterion, in the standard's order."""
        return tuple(indicator for indicator in self.indicators if indicator.criterion == criterion)

    def in_force_on(self, day: date) -> bool:
        """Return whether an audit held that day is on this edition."""
        return (self.audits_from is None or self.audits_from <= day) and (self.audits_until is None or day <= self.audits_until)


def edition_on(day: date) -> Edition:
    """Return the edition that an audit held on this day is on (décret n° 2026-728: no transition)."""
    for name in EditionName:
        # Read one by one, since reading costs as much as all the rest of a check: one that is not needed is not read.
        if (edition := load_edition(name)).in_force_on(day):
            break
    return edition


# The attributes above say what each key is for; editors of the package's own data need no more.
_OWN = say("Preuve's own data")
_TEXTS = MapOf(Text(), known=LANGUAGES)
_ITEMS = MapOf(ListOf(Text()), known=LANGUAGES)

_PROVISIONAL = Record(
    Provisional,
    {
        "on": Field(Text(), _OWN, required=True),
        "source": Field(_TEXTS, _OWN, required=True),
        "date": Field(Day(), _OWN, required=True),
        "note": Field(_TEXTS, _OWN, required=True),
    },
)
_CRITERION = Record(
    Criterion,
    {
        "number": Field(Integer(1, 7), _OWN, required=True),
        "title": Field(_TEXTS, _OWN, required=True),
        "statement": Field(_TEXTS, _OWN, required=True),
    },
)
_INDICATOR = Record(
    Indicator,
    {
        "number": Field(Integer(1, 99), _OWN, required=True),
        "criterion": Field(Integer(1, 7), _OWN, required=True),
        "title": Field(_TEXTS, _OWN, required=True),
        "categories": Field(ListOf(Choice(Category), at_least=1), _OWN, required=True),
        "condition": Field(Choice(Condition), _OWN),
        "grading": Field(Choice(Grading), _OWN, required=True),
        "new_entrant": Field(Flag(), _OWN, required=True),
        "surveillance": Field(Choice(Review), _OWN, required=True),
        "light": Field(Choice(Review), _OWN, required=True),
        "as_subcontractor": Field(Choice(SubcontractorRule), _OWN, required=True),
        "statement": Field(_TEXTS, _OWN, required=True),
        "expected": Field(_TEXTS, _OWN, required=True),
        "minor_case": Field(_TEXTS, _OWN),
        "proofs": Field(_ITEMS, _OWN, required=True),
        "provisional": Field(ListOf(_PROVISIONAL), _OWN),
        "change": Field(Choice(Change), _OWN),
    },
)


@cache
def load_edition(name: EditionName) -> Edition:
    """Return an edition from the package's own data.

    Raises:
        ValueError: the data is damaged (the package's fault, not a team's).

    """
    head, indicators = _read(name)
    reader = Reader(f"{name}.yaml")
    criteria = ListOf(_CRITERION).read(head["criteria"], reader) or ()
    read = [_INDICATOR.read(node, reader) for node in indicators.values()]
    text, guide = (_TEXTS.read(head[key], reader) for key in ("text", "guide"))
    first, last, published = (
        Day().read(head[key], reader) if key in head else None for key in ("audits_from", "audits_until", "published")
    )
    if reader.diagnostics or text is None or guide is None:
        message = f"{name}: {reader.diagnostics[:1]}"
        raise ValueError(message)
    found = tuple(sorted((indicator for indicator in read if indicator is not None), key=lambda indicator: indicator.number))
    return Edition(name, text, guide, first, last, criteria, found, published)  # type: ignore[arg-type] # keys are languages


def own_data(shape: Record[T], file: str) -> T:
    """Return what a file of the package's own data beside the editions says.

    Raises:
        ValueError: the data is damaged (the package's fault, not a team's).

    """
    document, reader = read_yaml(_STANDARDS / file, file), Reader(file)
    found = shape.read(document.root, reader) if document.root is not None else None
    if found is None or document.diagnostics or reader.diagnostics:
        message = f"{file}: {[*document.diagnostics, *reader.diagnostics][:1]}"
        raise ValueError(message)
    return found


@cache
def _by_number(name: EditionName) -> dict[int, Indicator]:
    return {indicator.number: indicator for indicator in load_edition(name).indicators}


@cache
def _read(name: EditionName) -> tuple[dict[str, Node], dict[str, Mapping]]:
    """Return an edition's head and its indicators by number, over those of the edition it is based on."""
    document = read_yaml(_STANDARDS / f"{name}.yaml", f"{name}.yaml")
    if not isinstance(document.root, Mapping) or document.diagnostics:
        message = f"{name}: {document.diagnostics[:1]}"
        raise ValueError(message)
    head = document.root.entries
    given = head["indicators"]
    indicators: dict[str, Mapping] = {}
    if isinstance(base := head.get("based_on"), Scalar):
        base_head, base_indicators = _read(EditionName(base.text))
        indicators = dict(base_indicators)
        inherited = {key: base_head[key] for key in ("criteria", "guide")}
        head = {**inherited, **head}
    for node in given.items if isinstance(given, Sequence) else []:
        if isinstance(node, Mapping) and isinstance(number := node.entries["number"], Scalar):
            indicators[number.text] = _over(indicators.get(number.text), node)
    return head, indicators


def _over(base: Mapping | None, change: Mapping) -> Mapping:
    """Return an indicator with what an edition changes in it; marks of what is unsure add up."""
    if base is None:
        return change
    entries = {**base.entries, **change.entries}
    marks = [base.entries.get("provisional"), change.entries.get("provisional")]
    items = [node for mark in marks if isinstance(mark, Sequence) for node in mark.items]
    if items:
        entries["provisional"] = Sequence(items, change.line, change.column)
    return Mapping(entries, {**base.keys, **change.keys}, change.line, change.column)
