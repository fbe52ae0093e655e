"""What a person at a terminal is shown: in UTF-8 whatever the stream says it can show."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from preuve.core.words import Translator
from preuve.model.manual import Manual
from preuve.report import Format, render

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.core.words import Message
    from preuve.gate.gate import Verdict


def show(text: str) -> None:
    """Print text in UTF-8, whatever the terminal says it can show."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()


def complain(text: str) -> None:
    """Print what cannot be done, in UTF-8, where errors belong."""
    sys.stderr.flush()
    sys.stderr.buffer.write(f"preuve: {text}\n".encode("utf-8", "replace"))
    sys.stderr.flush()


def wants_colour() -> bool:
    """Return whether the output is a terminal that wants colours (see https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def status(verdict: Verdict) -> int:
    """Return the exit status of a verdict."""
    if verdict.manual.unusable:
        return 2
    return 0 if verdict.ok else 1


def exit_not_assessable(verdict: Verdict) -> int:
    """Say why a verb cannot go on, by what the gate found; return the exit status."""
    show(render(verdict, Format.TEXT))
    return status(verdict)


def exit_no_version(said: Message, root: Path) -> int:
    """Say why the manual as it was cannot be had; return the exit status."""
    complain(Translator(Manual.load(root).language)(said))
    return 2
