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
from typing import TYPE_CHECKING, Any

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
    from pathlib import Path

Row = list[Any]
"""The values of a NamedTuple, in its order."""


def load(name: EditionName, folder: Path | None = None) -> Edition:
    """Return an edition, from what was compiled where that is made from the YAML that is there.

    Raises:
        ValueError: the YAML is damaged (the package's fault, not a team's).

    """
    folder = folder or _folder()
    try:
        checksum, row = json.loads((folder / f"compiled/{name}.json").read_bytes())
        if checksum == edition_checksum(name, folder):
            return from_row(row)
    except (OSError, ValueError, TypeError, KeyError):
        pass  # not compiled yet, or by another version: what it was made from is there
    from preuve.model.standard_yaml import read_edition  # noqa: PLC0415 - most of the cost that is saved here

    return read_edition(name)


def compiled(edition: Edition, folder: Path | None = None) -> str:
    """Return the text of an edition's file, a line for each of its indicators."""
    *before, indicators, published, wording, sources, asks, thresholds = edition
    lines = ",\n".join(_json(indicator) for indicator in indicators)
    head, tail = (
        ",".join(map(_json, values))
        for values in (before, (published, wording, sources, asks, thresholds))
    )
    checksum = _json(edition_checksum(edition.name, folder or _folder()))
    return f"[{checksum},[{head},[\n{lines}\n],{tail}]]\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=date.isoformat, separators=(",", ":"))


def edition_checksum(name: EditionName, folder: Path) -> int:
    """Return the checksum (CRC-32) of the files that an edition rests on."""
    known = list(EditionName)
    files = [*(f"{edition}.yaml" for edition in known[: known.index(name) + 1]), "clauses.yaml"]
    return crc32(b"\0".join((folder / file).read_bytes() for file in files))


def _folder() -> Path:
    from pathlib import Path  # noqa: PLC0415

    return Path(__file__).parent.parent / "standards"


def from_row(row: Row) -> Edition:
    """Return the edition that was made a row."""
    (
        name,
        text,
        guide,
        first,
        last,
        criteria,
        indicators,
        published,
        wording,
        sources,
        asks,
        thresholds,
    ) = row
    return Edition(
        EditionName(name),
        text,
        guide,
        _day(first),
        _day(last),
        tuple(Criterion(*criterion) for criterion in criteria),
        tuple(_indicator(*indicator) for indicator in indicators),
        _day(published),
        Wording(wording[0], date.fromisoformat(wording[1])) if wording else None,
        tuple(OfficialText(*source) for source in sources),
        asks,
        {key: Threshold(ThresholdName(key), *rest) for key, (_name, *rest) in thresholds.items()},
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _lists(lists: dict[Any, Row]) -> dict[Any, tuple[str, ...]]:
    return {language: tuple(items) for language, items in lists.items()}


def _indicator(  # noqa: PLR0913, PLR0917 - the order of the model
    number: int,
    criterion: int,
    title: Any,
    categories: Row,
    grading: str,
    new_entrant: bool,
    surveillance: str,
    light: str,
    as_subcontractor: str,
    statement: Any,
    expected: Any,
    proofs: Any,
    condition: str | None,
    minor_case: Any,
    provisional: Row,
    change: str,
    clauses: Row,
    rest: Any,
    in_guide: bool,
) -> Indicator:
    return Indicator(
        number,
        criterion,
        title,
        tuple(map(Category, categories)),
        Grading(grading),
        new_entrant,
        Review(surveillance),
        Review(light),
        SubcontractorRule(as_subcontractor),
        statement,
        expected,
        _lists(proofs),
        Condition(condition) if condition else None,
        minor_case,
        tuple(
            Provisional(on, source, date.fromisoformat(checked), date.fromisoformat(day), note)
            for on, source, checked, day, note in provisional
        ),
        Change(change),
        tuple(_clause(*clause) for clause in clauses),
        rest,
        in_guide,
    )


def _clause(  # noqa: PLR0913, PLR0917 - the order of the model
    number: int,
    name: str,
    since: str,
    words: Row,
    title: Any,
    asks: Any,
    counts: str,
    stage: str,
    proofs: Any,
    severity: str,
    basis: Row,
    checked: str,
    categories: Row,
    conditions: Row,
    threshold: str | None,
    checklist: Any,
    note: Any,
    provisional: bool,
    put_off: bool,
) -> Clause:
    return Clause(
        number,
        name,
        EditionName(since),
        tuple(words),
        title,
        asks,
        Counts(counts),
        ShownBy(stage),
        _lists(proofs),
        Severity(severity),
        tuple(basis),
        date.fromisoformat(checked),
        tuple(map(Category, categories)),
        tuple(map(Fact, conditions)),
        ThresholdName(threshold) if threshold else None,
        _lists(checklist),
        note,
        provisional,
        put_off,
    )
