"""One key of an entry given as text, by an option, an answer or a cell:
whether it can stand, and how it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.model.evidence import EVIDENCE
from preuve.model.indicator_names import IndicatorName
from preuve.reading import Scalar, Sequence
from preuve.schema import ListOf, Reader

if TYPE_CHECKING:
    from preuve.core.words import Message
    from preuve.editing.splice import Value
    from preuve.reading import Node


def refusal(key: str, text: str) -> Message | None:
    """Return why a text cannot stand under a key of an entry; None when it can."""
    reader = Reader("")
    EVIDENCE.fields[key].shape.read(_node(key, text), reader)
    if not reader.diagnostics:
        return None
    diagnostic = reader.diagnostics[0]
    return say("{key}: {message} {help}", key=key, message=diagnostic.message, help=diagnostic.help)


def value(key: str, text: str) -> Value:
    """Return a text that can stand as it is written into the index;
    a list is given by commas or blanks.
    """
    shape = EVIDENCE.fields[key].shape
    if not isinstance(shape, ListOf):
        return text
    parts = _parts(text)
    return (
        [int(part) if part.isdecimal() else part for part in parts]
        if isinstance(shape.shape, IndicatorName)
        else parts
    )


def _node(key: str, text: str) -> Node:
    if isinstance(EVIDENCE.fields[key].shape, ListOf):
        return Sequence([Scalar(part, True, 1, 1) for part in _parts(text)], 1, 1)  # noqa: FBT003 - plain
    return Scalar(text, False, 1, 1)  # noqa: FBT003 - as if between quotes


def _parts(text: str) -> list[str]:
    return text.replace(",", " ").replace(";", " ").split()
