"""What a person types for a key, read as `preuve import` reads a cell,
where the index would refuse it as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.editing.answers import refusal
from preuve.intake.indicators import read_indicators
from preuve.intake.statuses import read_access, read_kind, read_stage, read_status
from preuve.intake.written_days import read_day, read_span

if TYPE_CHECKING:
    from collections.abc import Callable


def understood(key: str, text: str) -> str:
    """Return what a text means under a key, in the index's words; the text itself where it can
    stand, or names nothing.

    `Indicateur 4` is 4, `12/11/2026` is 2026-11-12, `1 an` is 12 months, `procédure` is procedure.
    """
    reader = _READERS.get(key)
    if reader is None or refusal(key, text) is None:
        return text
    meaning = reader(text)
    return meaning if meaning and refusal(key, meaning) is None else text


def _day(text: str) -> str:
    day = read_day(text).day
    return day.isoformat() if day else ""


_READERS: dict[str, Callable[[str], str | None]] = {
    "indicators": lambda text: read_indicators(text).texts(),
    "dated": _day,
    "valid_until": _day,
    "review_every": read_span,
    "kind": read_kind,
    "stage": read_stage,
    "status": lambda text: str(read_status(text).value),
    "access": read_access,
}
