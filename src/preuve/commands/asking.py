"""Asks a person for the values of an entry, one question a key, each answer read by the key's own shape."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from preuve.evidence import EVIDENCE
from preuve.shape import Choice, ListOf, Reader
from preuve.source import Scalar, Sequence
from preuve.words import say

if TYPE_CHECKING:
    from preuve.source import Node
    from preuve.splice import Value
    from preuve.words import Message, Words

_ASKED = "the answer"


def refusal(key: str, answer: str) -> Message | None:
    """Return why an answer cannot stand under a key of an entry; None when it can."""
    reader = Reader(_ASKED)
    EVIDENCE.fields[key].shape.read(_node(key, answer), reader)
    if not reader.faults:
        return None
    fault = reader.faults[0]
    return say("{key}: {message} {help}", key=key, message=fault.message, help=fault.help)


def value(key: str, answer: str) -> Value:
    """Return an answer as it is written into the index."""
    if isinstance(EVIDENCE.fields[key].shape, ListOf):
        return [int(part) if part.isdigit() else part for part in _parts(answer)]  # type: ignore[return-value] # `refusal` has read it
    return answer


def ask(key: str, words: Words, proposal: str = "") -> str:
    """Ask for a key until the answer can stand; an empty answer takes the proposal. Raises EOFError at the end of input."""
    field = EVIDENCE.fields[key]
    hint = words(field.about)
    if isinstance(field.shape, Choice):
        hint = " | ".join(str(member.value) for member in field.shape.words)
    while True:
        print(f"{key} ({hint})" + (f" [{proposal}]" if proposal else "") + ": ", end="", file=sys.stderr, flush=True)
        answer = _line() or proposal
        if not answer and not field.required:
            return ""
        wrong = refusal(key, answer)
        if wrong is None:
            return answer
        print(f"  {words(wrong)}", file=sys.stderr)


def _line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def _node(key: str, answer: str) -> Node:
    if isinstance(EVIDENCE.fields[key].shape, ListOf):
        return Sequence([Scalar(part, True, 1, 1) for part in _parts(answer)], 1, 1)  # noqa: FBT003 - plain
    return Scalar(answer, False, 1, 1)  # noqa: FBT003 - as if between quotes


def _parts(answer: str) -> list[str]:
    return answer.replace(",", " ").replace(";", " ").split()
