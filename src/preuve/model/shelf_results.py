"""What was last seen on shelves, with the day, in `shelves.json`: written by `preuve shelves`,
read by gate and pages.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from preuve.core import clock
from preuve.core.record import NamedTuple
from preuve.core.words import say
from preuve.model.proof_places import ShelvedFile
from preuve.model.seen_file import SCHEMA, SeenFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from preuve.core.finding import Diagnostic
    from preuve.core.words import Message

FILE = "shelves.json"
MAX_BYTES = 16 * 1024 * 1024
MOST = 50_000
"""Files that are noted at most: as many as an index may name."""
_FILE = SeenFile(
    FILE,
    "files",
    "shelves",
    say("{file} cannot be read: what was seen on shelves is not known.", file=FILE),
    MAX_BYTES,
    MOST,
)


class ShelfOutcome(StrEnum):
    """What a look found at a proof's place."""

    THERE = "there"
    MOVED = "moved"
    """Not there; the same content lies elsewhere on the shelf."""
    GONE = "gone"


DIGESTS = {"sha256": 64, "md5": 32}
"""The digests that stores have, the surest first, and how many hexadecimal digits each has."""


def is_digest(name: str, text: str) -> bool:
    """Return whether a text can be a digest of a name."""
    return len(text) == DIGESTS[name] and not text.strip("0123456789abcdef")


class Fingerprint(NamedTuple):
    """By what a content is told from another: what the store has of it, the surest first."""

    sha256: str = ""
    md5: str = ""
    size: int | None = None
    modified: str = ""
    """When it was last written, in UTC to the second, as the store says."""

    @property
    def digests(self) -> tuple[str, ...]:
        """Return its digests, in the order of `DIGESTS`; each empty where the store has none."""
        return self.sha256, self.md5

    def differs(self, before: Fingerprint) -> bool:
        """Return whether it is another content, as far as both tell."""
        for mine, theirs in zip(self.digests, before.digests, strict=True):
            if mine and theirs:
                return mine != theirs
        if self.size is not None and before.size is not None and self.size != before.size:
            return True
        return bool(self.modified and before.modified and self.modified != before.modified)

    def same_content(self, before: Fingerprint) -> bool:
        """Return whether a digest that both have says that it is the same content."""
        return any(
            mine and mine == theirs
            for mine, theirs in zip(self.digests, before.digests, strict=True)
        )


class ShelfSighting(NamedTuple):
    """A proof's file, as it was on a day."""

    file: ShelvedFile
    seen: date
    outcome: ShelfOutcome
    fingerprint: Fingerprint = Fingerprint()
    """What was seen there; of what is gone, what was seen there last."""
    changed: date | None = None
    """The day of the look that first saw the content that is there now, where an earlier look saw
    another.
    """
    to: str = ""
    """The path where the same content lies now, or a file of nearly the same name."""


def written(sightings: Iterable[ShelfSighting]) -> bytes:
    """Return sightings as the file holds them: by shelf and path, so that a new look changes only
    the lines that changed.
    """
    return _FILE.written([_row(sighting) for sighting in sorted(sightings)])


def _row(sighting: ShelfSighting) -> dict[str, Any]:
    values = {
        "shelf": sighting.file.shelf,
        "path": sighting.file.path,
        "seen": sighting.seen.isoformat(),
        "outcome": sighting.outcome.value,
        **sighting.fingerprint._asdict(),
        "changed": sighting.changed.isoformat() if sighting.changed else "",
        "to": sighting.to,
    }
    return {key: value for key, value in values.items() if value not in {"", None}}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the file."""
    day = {"type": "string", "format": "date"}
    text = {"type": "string", "maxLength": 2000}
    digests = {
        name: {"type": "string", "pattern": f"^[0-9a-f]{{{digits}}}$"}
        for name, digits in DIGESTS.items()
    }
    row: dict[str, tuple[dict[str, Any], Message]] = {
        "shelf": ({"type": "string"}, say("the shelf, as organisation.yaml names it")),
        "path": (text, say("where the file lies on it")),
        "seen": (day, say("the day of the look")),
        "outcome": (
            {"enum": [outcome.value for outcome in ShelfOutcome]},
            say("whether it was there"),
        ),
        "sha256": (digests["sha256"], say("its digest, where the shelf has it")),
        "md5": (digests["md5"], say("its shorter digest")),
        "size": ({"type": "integer", "minimum": 0}, say("its size in bytes")),
        "modified": ({"type": "string"}, say("when it was last written, in UTC")),
        "changed": (day, say("the day of the look that first saw this content")),
        "to": (text, say("where the same content lies now, or a file of nearly the same name")),
    }
    properties = {key: {**shape, "description": about.text} for key, (shape, about) in row.items()}
    files = {
        "type": "array",
        "maxItems": MOST,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "properties": properties,
            "required": ["shelf", "path", "seen", "outcome"],
        },
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "schema": {"const": SCHEMA, "description": say("the form of this file").text},
            "files": {**files, "description": say("a row a file that was looked for").text},
        },
        "required": ["schema", "files"],
    }


def read_shelves(root: Path) -> tuple[dict[ShelvedFile, ShelfSighting], Diagnostic | None]:
    """Return what was last seen by file, and why there is nothing where `shelves.json` cannot be
    read.
    """
    sightings, fault = _FILE.read(root, _read)
    return {sighting.file: sighting for sighting in sightings}, fault


def _read(row: dict[str, Any]) -> ShelfSighting:
    size = row.get("size")
    digests = {name: str(row.get(name, "")) for name in DIGESTS}
    if any(text and not is_digest(name, text) for name, text in digests.items()):
        raise ValueError(digests)
    return ShelfSighting(
        ShelvedFile(str(row["shelf"]), str(row["path"])),
        clock.day(str(row["seen"])),
        ShelfOutcome(str(row["outcome"])),
        Fingerprint(
            **digests,
            size=size if isinstance(size, int) else None,
            modified=str(row.get("modified", "")),
        ),
        clock.day(str(row["changed"])) if row.get("changed") else None,
        str(row.get("to", "")),
    )
