"""The standard as JSON, made from its YAML by `scripts/compile`: reading it costs a check next to
nothing.

Each edition is one file that is whole, beside the checksum of the YAML it was made from. Where the
YAML is newer, the YAML is read: slower, never wrong. A test compares both. Nobody is kept from
forging a checksum: who could, could change the YAML.
"""

from __future__ import annotations

import json
from binascii import crc32
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from preuve.core.finding import Severity
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

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

T = TypeVar("T")
STANDARDS = Path(__file__).parent.parent / "standards"
"""The package's own data."""
Row = list[Any]
"""The values of a NamedTuple, in its order."""


def load(name: EditionName, folder: Path = STANDARDS) -> Edition:
    """Return an edition, from what was compiled where that is made from the YAML that is there.

    Raises:
        ValueError: the YAML is damaged (the package's fault, not a team's).

    """
    try:
        checksum, row = json.loads((folder / f"compiled/{name}.json").read_bytes())
        if checksum == edition_checksum(name, folder):
            return from_row(row)
    except (OSError, ValueError, TypeError, KeyError):
        pass  # not compiled yet, or by another version: what it was made from is there
    from preuve.model.standard_yaml import read_edition  # noqa: PLC0415 - most of the cost that is saved here

    return read_edition(name)


def compiled(edition: Edition, folder: Path = STANDARDS) -> str:
    """Return the text of an edition's file, a line for each of its indicators."""
    lines = ",\n".join(_json(indicator) for indicator in edition.indicators)
    at = Edition._fields.index("indicators")
    head, tail = (",".join(map(_json, values)) for values in (edition[:at], edition[at + 1 :]))
    checksum = _json(edition_checksum(edition.name, folder))
    return f"[{checksum},[{head},[\n{lines}\n],{tail}]]\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=date.isoformat, separators=(",", ":"))


def edition_checksum(name: EditionName, folder: Path) -> int:
    """Return the checksum (CRC-32) of the files that an edition rests on."""
    known = list(EditionName)
    files = [*(f"{edition}.yaml" for edition in known[: known.index(name) + 1]), "clauses.yaml"]
    return crc32(b"\0".join((folder / file).read_bytes() for file in files))


def from_row(row: Row) -> Edition:
    """Return the edition that was made a row.

    Raises:
        TypeError: a record of the row has not as many values as the class has fields.

    """
    return _record(Edition, row, _EDITION)


def _record(kind: type[T], row: Row, reads: Mapping[str, Callable[[Any], object]]) -> T:
    """Return a record of its values in their order; those that JSON has no form for are read."""
    record: Any = kind._make(row)  # type: ignore[attr-defined] # of named tuples alone
    given = ((field, read, getattr(record, field)) for field, read in reads.items())
    return record._replace(  # type: ignore[no-any-return]
        **{field: read(value) for field, read, value in given if value is not None}
    )


def _each(
    kind: type[Any], reads: Mapping[str, Callable[[Any], object]] = MappingProxyType({})
) -> Callable[[list[Row]], tuple[Any, ...]]:
    """Return what reads rows as records of a kind."""
    return lambda rows: tuple(_record(kind, row, reads) for row in rows)


def _choices(kind: type[StrEnum]) -> Callable[[Row], tuple[StrEnum, ...]]:
    return lambda names: tuple(map(kind, names))


def _lists(lists: dict[str, Row]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(items) for language, items in lists.items()}


_day = date.fromisoformat
_CLAUSE: dict[str, Callable[[Any], object]] = {
    "since": EditionName,
    "words": tuple,
    "counts": Counts,
    "asks_for": ShownBy,
    "proofs": _lists,
    "severity": Severity,
    "basis": tuple,
    "checked": _day,
    "categories": _choices(Category),
    "conditions": _choices(Fact),
    "threshold": ThresholdName,
    "checklist": _lists,
}
_INDICATOR: dict[str, Callable[[Any], object]] = {
    "categories": _choices(Category),
    "grading": Grading,
    "surveillance": Review,
    "light": Review,
    "as_subcontractor": SubcontractorRule,
    "proofs": _lists,
    "condition": Condition,
    "provisional": _each(Provisional, {"checked": _day, "date": _day}),
    "change": Change,
    "clauses": _each(Clause, _CLAUSE),
}
_EDITION: dict[str, Callable[[Any], object]] = {
    "name": EditionName,
    "audits_from": _day,
    "audits_until": _day,
    "criteria": _each(Criterion),
    "indicators": _each(Indicator, _INDICATOR),
    "published": _day,
    "wording": lambda row: _record(Wording, row, {"checked": _day}),
    "sources": _each(OfficialText),
    "thresholds": lambda rows: {
        key: _record(Threshold, row, {"name": ThresholdName}) for key, row in rows.items()
    },
}
