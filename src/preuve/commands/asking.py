"""Asks a person for the values of an entry, one question a key, each answer read by the key's own shape."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from preuve.editing.answers import refusal
from preuve.evidence import EVIDENCE
from preuve.shape import Choice

if TYPE_CHECKING:
    from preuve.words import Words


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
