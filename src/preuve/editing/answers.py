"""One key of an entry given as text, by an option, an answer, a form or a cell:
whether it can stand, and how it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.model.evidence import EVIDENCE
from preuve.model.indicator_names import IndicatorName
from preuve.reading import ListNode, TextNode
from preuve.schema import Flag, HalfDays, Integer, ListOf, ListOr, Reader, Text

if TYPE_CHECKING:
    from typing import Any

    from preuve.core.words import Message
    from preuve.editing.splice import Value
    from preuve.reading import Node
    from preuve.schema import Shape


def refusal(key: str, text: str, shape: Shape[Any] | None = None) -> Message | None:
    """Return why a text cannot stand under a key; None when it can. The key is one of an entry of
    the index, where no *shape* says how it is read.
    """
    shape = EVIDENCE.fields[key].shape if shape is None else shape
    reader = Reader("")
    shape.read(_node(shape, text), reader)
    if not reader.diagnostics:
        return None
    diagnostic = reader.diagnostics[0]
    return say("{key}: {message} {help}", key=key, message=diagnostic.message, help=diagnostic.help)


def value(key: str, text: str, shape: Shape[Any] | None = None) -> Value:
    """Return a text that can stand as it is written into the file; a list is given by commas or
    blanks, one of free texts line by line.
    """
    shape = EVIDENCE.fields[key].shape if shape is None else shape
    if isinstance(shape, ListOf):
        parts = parts_of(shape, text)
        numbers = isinstance(shape.shape, IndicatorName)
        return [int(part) if numbers and part.isdecimal() else part for part in parts]
    if isinstance(shape, ListOr):
        return shape.given(text)
    if isinstance(shape, Flag):
        return text == "true"
    if isinstance(shape, Integer) or (isinstance(shape, IndicatorName) and text.isdecimal()):
        return int(text)
    return float(text) if isinstance(shape, HalfDays) else text


def line_by_line(shape: Shape[Any]) -> bool:
    """Return whether a shape is a list of free texts, in which commas and blanks part nothing."""
    inside = shape.shape if isinstance(shape, ListOf) else None
    return isinstance(inside, Text) and inside.pattern is None


def parts_of(shape: ListOf[Any], text: str) -> list[str]:
    """Return the values of a list that was given as one text."""
    if line_by_line(shape):
        return [line.strip() for line in text.splitlines() if line.strip()]
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):  # as it stands in the file
        text = text[1:-1]
    return text.replace(",", " ").replace(";", " ").split()


def _node(shape: Shape[Any], text: str) -> Node:
    parts = shape.given(text) if isinstance(shape, ListOr) else text
    if isinstance(shape, ListOf):
        parts = parts_of(shape, text)
    if isinstance(parts, list):
        return ListNode([TextNode(part, True, 1, 1) for part in parts], 1, 1)  # noqa: FBT003 - plain
    return TextNode(text, False, 1, 1)  # noqa: FBT003 - as if between quotes
