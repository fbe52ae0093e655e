"""A manual on a day in a few plain values: what is compared with another day,
and what can be kept in a file.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.assess.assessment import ClauseState, EvidenceState, IndicatorState
from preuve.core.digest import digest_of_file
from preuve.core.files import Folder, Presence
from preuve.history.register_lines import from_plain, lines_of, to_plain
from preuve.model.evidence import Stage, Status
from preuve.model.manual import ORGANISATION_FILE, file_key
from preuve.model.site_settings import PAGE_ENDINGS
from preuve.reading import plain_values, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preuve.assess.assessment import AssessedEvidence, Assessment
    from preuve.history.register_lines import Lines
    from preuve.model.manual import Manual


class SnapshotEntry(NamedTuple):
    """One proof on one day."""

    id: str
    title: str
    indicators: tuple[int | str, ...]
    """Names of clauses included."""
    stage: Stage | None
    kind: str
    where: str
    owner: str
    access: str
    session: str
    note: str
    status: Status
    dated: date | None
    good_until: date | None
    state: EvidenceState
    content: str
    """What the file holds, as a digest; nothing, for what is kept elsewhere."""


class Snapshot(NamedTuple):
    """A manual on a day."""

    on: date
    edition: str
    indicators: dict[int, IndicatorState]
    clauses: dict[str, ClauseState]
    """The states of the clauses of the edition, by their whole names."""
    proofs: dict[str, SnapshotEntry]
    pages: dict[str, str]
    """What each page's file holds, as a digest, by its path below the manual's root."""
    organisation: dict[str, Any]
    """What organisation.yaml says, by key."""
    registers: Lines
    """How far each line of the registers has come."""


def take(assessment: Assessment) -> Snapshot:
    """Return the snapshot of an assessment. Reads the files that it names, and the pages."""
    root = assessment.manual.root
    return Snapshot(
        assessment.on,
        assessment.edition.name.value,
        {indicator.number: indicator.state for indicator in assessment.indicators},
        {
            clause.name: clause.state
            for indicator in assessment.indicators
            for clause in indicator.clauses
        },
        {
            assessed.evidence.id: _proof(assessed, assessment.manual)
            for assessed in assessment.evidence
        },
        {path: _digest(root / path) for path in _pages(assessment.manual)},
        plain_values(read_yaml(root / ORGANISATION_FILE, ORGANISATION_FILE).root) or {},
        lines_of(assessment),
    )


def _pages(manual: Manual) -> Iterator[str]:
    return (
        path
        for path, kind in Folder(manual.root).walk(manual.docs)
        if kind == "file" and path.endswith(PAGE_ENDINGS)
    )


def _proof(assessed: AssessedEvidence, manual: Manual) -> SnapshotEntry:
    entry = assessed.evidence
    fact = manual.files.get(file_key(entry.file, entry.sha256)) if entry.file else None
    there = fact is not None and fact.presence in {Presence.PRESENT, Presence.CHANGED}
    return SnapshotEntry(
        id=entry.id,
        title=entry.title,
        indicators=entry.names(),
        stage=entry.stage,
        kind=entry.kind.value,
        where=entry.file or str(entry.shelf or "") or entry.url or entry.place or "",
        owner=entry.owner,
        access=entry.access.value,
        session=entry.session or "",
        note=entry.note or "",
        status=entry.status,
        dated=entry.dated,
        good_until=assessed.good_until,
        state=assessed.state,
        content=_digest(manual.root / entry.file) if there and entry.file else "",
    )


def _digest(file: Path) -> str:
    try:
        return digest_of_file(file)
    except OSError:
        return ""


def to_json(snapshot: Snapshot) -> str:
    """Return a snapshot as text."""
    proofs, lines = (
        [list(entry) for entry in snapshot.proofs.values()],
        to_plain(snapshot.registers),
    )
    values = snapshot._replace(proofs=proofs, registers=lines)  # type: ignore[arg-type]
    return json.dumps(values._asdict(), default=date.isoformat, ensure_ascii=False)


def from_json(text: str) -> Snapshot:
    """Return the snapshot that was made text.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: it is no such text.

    """
    values = json.loads(text)
    proofs = [_read_proof(*one) for one in values["proofs"]]
    return Snapshot(
        date.fromisoformat(values["on"]),
        values["edition"],
        {int(number): IndicatorState(state) for number, state in values["indicators"].items()},
        {name: ClauseState(state) for name, state in values["clauses"].items()},
        {entry.id: entry for entry in proofs},
        values["pages"],
        values["organisation"],
        from_plain(values["registers"]),
    )


def _read_proof(*values: Any) -> SnapshotEntry:  # noqa: ANN401 - as JSON has them
    raw = SnapshotEntry(*values)
    return raw._replace(
        indicators=tuple(raw.indicators),
        stage=Stage(raw.stage) if raw.stage else None,
        status=Status(raw.status),
        dated=date.fromisoformat(str(raw.dated)) if raw.dated else None,
        good_until=date.fromisoformat(str(raw.good_until)) if raw.good_until else None,
        state=EvidenceState(raw.state),
    )
