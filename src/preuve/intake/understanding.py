"""What a person types for a key, at a prompt or into a form, read as `preuve import` reads a cell,
where the file would refuse it as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.editing.answers import refusal
from preuve.intake.indicators import read_indicators
from preuve.intake.statuses import read_access, read_kind, read_stage, read_status
from preuve.intake.written_days import read_day, read_span
from preuve.model.evidence import EVIDENCE
from preuve.model.indicator_names import IndicatorName
from preuve.schema import Choice, Day, Flag, ListOf, Span, flag_meaning

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from preuve.schema import Shape


def understood(key: str, text: str, shape: Shape[Any] | None = None) -> str:
    """Return what a text means under a key, in the file's words; the text itself where it can
    stand, or names nothing.

    `Indicateur 4` is 4, `12/11/2026` is 2026-11-12, `1 an` is 12 months, `procédure` is procedure.

    Args:
        key: the key.
        text: what was typed.
        shape: how the key is read; that of an entry of the index, where it is not given.

    """
    shape = EVIDENCE.fields[key].shape if shape is None else shape
    if refusal(key, text, shape) is None:
        return text
    for reader in (_BY_KEY.get(key), _by_shape(shape)):
        meaning = reader(text) if reader else None
        if meaning and refusal(key, meaning, shape) is None:
            return meaning
    return text


def _by_shape(shape: Shape[Any]) -> Callable[[str], str | None] | None:
    if isinstance(shape, Choice):
        return shape.meaning
    if isinstance(shape, Flag):
        return _flag
    inside = shape.shape if isinstance(shape, ListOf) else shape
    return next((reader for kind, reader in _BY_SHAPE.items() if isinstance(inside, kind)), None)


def _day(text: str) -> str:
    day = read_day(text).day
    return day.isoformat() if day else ""


def _flag(text: str) -> str:
    meant = flag_meaning(text)
    return "" if meant is None else str(meant).lower()


_BY_SHAPE: dict[type, Callable[[str], str | None]] = {
    Day: _day,
    Span: read_span,
    IndicatorName: lambda text: read_indicators(text).texts(),
}
_BY_KEY: dict[str, Callable[[str], str | None]] = {
    "kind": read_kind,
    "stage": read_stage,
    "status": lambda text: str(read_status(text).value),
    "access": read_access,
}
