"""What a verb ends with: an exit status, and the sentence why it cannot go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.core.words import Translator
from preuve.model.manual import Manual
from preuve.report import Format, render

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.core.words import Message
    from preuve.gate.gate import Verdict


def status(verdict: Verdict) -> int:
    """Return the exit status of a verdict: 0 the gate is open, 1 it is closed,
    2 the manual cannot be judged.
    """
    if verdict.manual.unusable:
        return 2
    return 0 if verdict.ok else 1


def exit_not_assessable(verdict: Verdict) -> int:
    """Say why a verb cannot go on, by what the gate found; return the exit status."""
    terminal.out(render(verdict, Format.TEXT))
    return status(verdict)


def exit_no_version(message: Message, root: Path) -> int:
    """Say why the manual as it was cannot be had; return the exit status."""
    terminal.error(Translator(Manual.load(root).language)(message))
    return 2
