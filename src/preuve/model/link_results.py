"""What was last seen at each address, with the day, in `links.json`:
written by `preuve links`, read by pages.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from preuve.core import clock
from preuve.core.record import NamedTuple
from preuve.core.words import say
from preuve.model.seen_file import SeenFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from preuve.core.finding import Diagnostic

FILE = "links.json"
_FILE = SeenFile(
    FILE,
    "links",
    "links",
    say("{file} cannot be read: what was seen at web addresses is not known.", file=FILE),
    max_bytes=4 * 1024 * 1024,
)


class Outcome(StrEnum):
    """What became of asking an address."""

    THERE = "there"
    MOVED = "moved"
    """It answers, at another address that its host calls permanent."""
    REFUSED = "refused"
    """Something answers, and lets no program in: a person has to look."""
    GONE = "gone"
    NO_ANSWER = "no_answer"
    UNSAFE = "unsafe"
    """Not asked: it leads to a private network, or away from https."""


BROKEN = frozenset({Outcome.GONE, Outcome.NO_ANSWER, Outcome.UNSAFE})


class Seen(NamedTuple):
    """One address, as it was on a day."""

    url: str
    checked: date
    outcome: Outcome
    status: int | None = None
    """The HTTP status of the last answer; None where there was none."""
    to: str | None = None
    """Where it leads, where that is another address."""
    why: str = ""
    """What the network said, in its own words, for whoever fixes it."""


def resource(url: str) -> str:
    """Return the address that is asked for a link: a place on its page is the browser's business,
    and hosts are the same in small letters (RFC 3986, 3.5 and 6.2.2.1).
    """
    host, rest = re.fullmatch(r"((?:https://[^/?#]*)?)([^#]*)(?:#.*)?", url, re.DOTALL).groups()  # type: ignore[union-attr]  # it fits any text
    return f"{host.lower().removesuffix(':443')}{rest}"


def written(results: Iterable[Seen]) -> bytes:
    """Return results as the file holds them: by address,
    so that a new check changes only the lines that changed.
    """
    rows = [
        {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in result._asdict().items()
            if value
        }
        for result in sorted(results)
    ]
    return _FILE.written(rows)


def read(root: Path) -> dict[str, Seen]:
    """Return the last results by address; none where there is no file, or where it is not ours."""
    return read_file(root)[0]


def read_file(root: Path) -> tuple[dict[str, Seen], Diagnostic | None]:
    """Return the last results by `resource`, and why there are none, if the file is unreadable."""
    results, fault = _FILE.read(root, _read)
    return {resource(result.url): result for result in results}, fault


def _read(row: dict[str, object]) -> Seen:
    status = row.get("status")
    return Seen(
        str(row["url"]),
        clock.day(str(row["checked"])),
        Outcome(str(row["outcome"])),
        status if isinstance(status, int) else None,
        str(row["to"]) if "to" in row else None,
        str(row.get("why", "")),
    )
