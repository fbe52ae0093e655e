"""The standard as its YAML files say it:
read when it is compiled, or where what was compiled is older.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from preuve.core.finding import Severity
from preuve.core.words import LANGUAGES
from preuve.model.own_data import OWN, TEXTS, own_data
from preuve.model.standard import (
    Category,
    Change,
    Clause,
    Condition,
    Counts,
    Criterion,
    Edition,
    EditionName,
    Fact,
    Grading,
    Indicator,
    OfficialText,
    Provisional,
    Review,
    ShownBy,
    SubcontractorRule,
    Threshold,
    ThresholdName,
    Wording,
)
from preuve.model.standard_compiled import STANDARDS
from preuve.reading import ListNode, MapNode, Node, TextNode, read_yaml
from preuve.schema import Choice, Day, Field, Flag, Integer, ListOf, MapOf, Reader, Record, Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from preuve.model.standard import Texts
    from preuve.reading import Origin

T = TypeVar("T")

CLAUSES_FILE = "clauses.yaml"

_ITEMS = MapOf(ListOf(Text()), known=LANGUAGES)


def _made(make: Callable[..., T]) -> Callable[..., T]:
    """Return what makes an object that does not remember where it was read:
    nobody is told of our own data's places.
    """

    def build(*, origin: Origin, **values: object) -> T:  # noqa: ARG001 - records give it
        return make(**values)

    return build


_PROVISIONAL = Record(
    _made(lambda *, on, **values: Provisional(about=on, **values)),
    {
        "on": Field(Text(), OWN, required=True),
        "source": Field(TEXTS, OWN, required=True),
        "date": Field(Day(), OWN, required=True),
        "note": Field(TEXTS, OWN, required=True),
        "checked": Field(Day(), OWN, required=True),
    },
)
_CRITERION = Record(
    _made(Criterion),
    {
        "number": Field(Integer(1, 7), OWN, required=True),
        "title": Field(TEXTS, OWN, required=True),
        "statement": Field(TEXTS, OWN, required=True),
    },
)
_INDICATOR = Record(
    _made(Indicator),
    {
        "number": Field(Integer(1, 99), OWN, required=True),
        "criterion": Field(Integer(1, 7), OWN, required=True),
        "title": Field(TEXTS, OWN, required=True),
        "categories": Field(ListOf(Choice(Category), at_least=1), OWN, required=True),
        "condition": Field(Choice(Condition), OWN),
        "grading": Field(Choice(Grading), OWN, required=True),
        "new_entrant": Field(Flag(), OWN, required=True),
        "surveillance": Field(Choice(Review), OWN, required=True),
        "light": Field(Choice(Review), OWN, required=True),
        "as_subcontractor": Field(Choice(SubcontractorRule), OWN, required=True),
        "statement": Field(TEXTS, OWN, required=True),
        "expected": Field(TEXTS, OWN, required=True),
        "minor_case": Field(TEXTS, OWN),
        "proofs": Field(_ITEMS, OWN, required=True),
        "provisional": Field(ListOf(_PROVISIONAL), OWN),
        "change": Field(Choice(Change), OWN),
    },
)
_OFFICIAL_TEXT = Record(
    _made(OfficialText),
    {
        "title": Field(TEXTS, OWN, required=True),
        "identifier": Field(Text(), OWN, required=True),
        "url": Field(Text("https://.+"), OWN, required=True),
    },
)
_WORDING = Record(
    _made(Wording),
    {"source": Field(TEXTS, OWN, required=True), "checked": Field(Day(), OWN, required=True)},
)
_HEAD: dict[str, Field] = {
    "text": Field(TEXTS, OWN, required=True),
    "guide": Field(TEXTS, OWN, required=True),
    "audits_from": Field(Day(), OWN),
    "audits_until": Field(Day(), OWN),
    "published": Field(Day(), OWN),
    "wording": Field(_WORDING, OWN),
    "sources": Field(ListOf(_OFFICIAL_TEXT), OWN, required=True),
    "criteria": Field(ListOf(_CRITERION, at_least=7), OWN, required=True),
}


class _Duties(NamedTuple):
    """The clauses of an indicator, and what is left of its sentence."""

    indicator: int
    clauses: tuple[dict[str, Any], ...]
    """As they are written: the words of every edition."""
    rest: Texts | None = None


_WHEN: Record[dict[str, Any]] = Record(
    _made(dict),
    {
        "categories": Field(ListOf(Choice(Category), at_least=1), OWN),
        "conditions": Field(ListOf(Choice(Fact), at_least=1), OWN),
        "threshold": Field(Choice(ThresholdName), OWN),
    },
)
_DUTY: Record[dict[str, Any]] = Record(
    _made(dict),
    {
        "id": Field(Text("[a-z][a-z-]*"), OWN, required=True),
        "since": Field(Choice(EditionName), OWN, required=True),
        "words": Field(
            MapOf(ListOf(Text(), at_least=1), known=tuple(EditionName)), OWN, required=True
        ),
        "title": Field(TEXTS, OWN, required=True),
        "asks": Field(TEXTS, OWN, required=True),
        "when": Field(_WHEN, OWN),
        "counts": Field(Choice(Counts), OWN, required=True),
        "stage": Field(Choice(ShownBy), OWN, required=True),
        "new_entrant": Field(Text("surveillance"), OWN),
        "checklist": Field(_ITEMS, OWN),
        "proofs": Field(_ITEMS, OWN, required=True),
        "note": Field(TEXTS, OWN),
        "severity": Field(Choice(Severity), OWN, required=True),
        "basis": Field(ListOf(Text(), at_least=1), OWN, required=True),
        "provisional": Field(Flag(), OWN, required=True),
    },
)
_THRESHOLD: Record[dict[str, Any]] = Record(
    _made(dict),
    {
        "beyond": Field(Text("above|below"), OWN, required=True),
        "fact": Field(Text(), OWN, required=True),
        "unit": Field(TEXTS, OWN, required=True),
        "ask": Field(TEXTS, OWN, required=True),
    },
)


class _ClausesFile(NamedTuple):
    checked: date
    facts: dict[str, dict[str, Texts]]
    thresholds: dict[str, dict[str, Any]]
    indicators: tuple[_Duties, ...]


class _Rest:
    """What is left of a sentence, or `null`."""

    def read(self, node: Node, reader: Reader) -> Texts | None:
        if isinstance(node, TextNode) and node.text == "null":
            return None
        return TEXTS.read(node, reader)  # type: ignore[return-value]

    def schema(self) -> dict[str, Any]:
        return TEXTS.schema()


_CLAUSES_FILE = Record(
    _made(_ClausesFile),
    {
        "checked": Field(Day(), OWN, required=True),
        "facts": Field(MapOf(MapOf(TEXTS, known=("ask",)), known=tuple(Fact)), OWN, required=True),
        "thresholds": Field(MapOf(_THRESHOLD, known=tuple(ThresholdName)), OWN, required=True),
        "indicators": Field(
            ListOf(
                Record(
                    _made(_Duties),
                    {
                        "indicator": Field(Integer(1, 99), OWN, required=True),
                        "rest": Field(_Rest(), OWN),
                        "clauses": Field(ListOf(_DUTY, at_least=1), OWN, required=True),
                    },
                )
            ),
            OWN,
            required=True,
        ),
    },
)


def read_edition(name: EditionName) -> Edition:
    """Return an edition from its YAML files.

    Raises:
        ValueError: the data is damaged (the package's fault, not a team's).

    """
    head, nodes, guided = _read(name)
    reader = Reader(f"{name}.yaml")
    values: dict[str, Any] = {"audits_from": None, "audits_until": None} | {
        key: field.shape.read(head[key], reader) for key, field in _HEAD.items() if key in head
    }
    indicators = [_INDICATOR.read(node, reader) for node in nodes.values()]
    if reader.diagnostics or any(
        field.required and key not in values for key, field in _HEAD.items()
    ):
        message = f"{name}: {reader.diagnostics[:1]}"
        raise ValueError(message)
    file = own_data(_CLAUSES_FILE, CLAUSES_FILE)
    clauses = {duties.indicator: duties for duties in file.indicators}
    return Edition(
        name=name,
        indicators=tuple(
            sorted(
                (
                    _with_clauses(one, clauses.get(one.number), name, file.checked)._replace(
                        in_guide=str(one.number) in guided
                    )
                    for one in indicators
                    if one is not None
                ),
                key=lambda indicator: indicator.number,
            )
        ),
        asks={fact: asked["ask"] for fact, asked in file.facts.items()}
        | {threshold["fact"]: threshold["ask"] for threshold in file.thresholds.values()},
        thresholds={
            key: Threshold(
                ThresholdName(key),
                value["beyond"] == "above",
                value["fact"],
                value["unit"],
                value["ask"],
            )
            for key, value in file.thresholds.items()
        },
        **values,
    )


def _words(duty: dict[str, Any], edition: EditionName) -> tuple[str, ...]:
    """Return a clause's words in an edition: those of the one before, where none changed."""
    known = list(EditionName)
    by_edition: dict[str, tuple[str, ...]] = duty["words"]
    given = [name for name in known[: known.index(edition) + 1] if name in by_edition]
    if not given:
        message = f"{CLAUSES_FILE}: {duty['id']} has no words in {edition}"
        raise ValueError(message)
    return by_edition[given[-1]]


def _with_clauses(
    indicator: Indicator, duties: _Duties | None, edition: EditionName, checked: date
) -> Indicator:
    """Return an indicator with the clauses that an edition has."""
    if duties is None:
        return indicator
    known = list(EditionName)
    clauses = tuple(
        _clause(duty, edition, number=indicator.number, checked=checked)
        for duty in duties.clauses
        if known.index(duty["since"]) <= known.index(edition)
    )
    return indicator._replace(clauses=clauses, rest=duties.rest)


def _clause(duty: dict[str, Any], edition: EditionName, **given: object) -> Clause:
    """Return a clause in an edition's words."""
    values = duty | {
        "words": _words(duty, edition),
        "asks_for": duty["stage"],
        "put_off": "new_entrant" in duty,
        **duty.get("when", {}),
        **given,
    }
    return Clause(**{key: value for key, value in values.items() if key in Clause._fields})


def _read(name: EditionName) -> tuple[dict[str, Node], dict[str, MapNode], set[str]]:
    """Return an edition's head, its indicators by number over those of the edition it is based on,
    and those of the guide.
    """
    document = read_yaml(STANDARDS / f"{name}.yaml", f"{name}.yaml")
    if not isinstance(document.root, MapNode) or document.diagnostics:
        message = f"{name}: {document.diagnostics[:1]}"
        raise ValueError(message)
    head = document.root.entries
    indicators: dict[str, MapNode] = {}
    guided: set[str] = set()
    if isinstance(base := head.get("based_on"), TextNode):
        base_head, base_indicators, guided = _read(EditionName(base.text))
        indicators = dict(base_indicators)
        head = {**{key: base_head[key] for key in ("criteria", "guide")}, **head}
    given = head["indicators"]
    for item in given.items if isinstance(given, ListNode) else []:
        if isinstance(item, MapNode) and isinstance(number := item.entries["number"], TextNode):
            indicators[number.text] = _over(indicators.get(number.text), item)
    return head, indicators, set(indicators) if "guide" in document.root.entries else guided


def _over(base: MapNode | None, change: MapNode) -> MapNode:
    """Return an indicator with what an edition changes in it; marks of what is unsure add up."""
    if base is None:
        return change
    entries = {**base.entries, **change.entries}
    marks = [base.entries.get("provisional"), change.entries.get("provisional")]
    items = [item for mark in marks if isinstance(mark, ListNode) for item in mark.items]
    if items:
        entries["provisional"] = ListNode(items, change.line, change.column)
    return MapNode(entries, {**base.keys, **change.keys}, change.line, change.column)
