"""The one place where Preuve speaks to a person or a pipe: in UTF-8, whatever the stream says it
can show.

Control characters that come with data (a title, a file's name) are made harmless, but for the
colours that Preuve itself writes where the terminal wants them. Whoever reads a pipe may go away:
that is no error, and the exit status stays true.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from preuve.core.harmless import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

_CLOSED: set[int] = set()
"""The streams whose readers went away."""


def out(text: str, *, colour: bool = False, commands: bool = False) -> None:
    """Print what was asked for, as it stands: ends of lines are the caller's.

    Args:
        text: what to print.
        colour: whether the colours in it are Preuve's own, and stay.
        commands: whether the commands to a CI in it are Preuve's own, and stay.

    """
    text = harmless(text, colour=colour)
    _write(sys.stdout, text if commands else _tamed(text))


def line(text: str) -> None:
    """Print one line of what was asked for."""
    out(f"{text}\n")


def note(text: str) -> None:
    """Print a line about the work, where errors belong, so that a pipe gets results only."""
    _write(sys.stderr, _tamed(harmless(f"{text}\n")))


def notes(lines: Iterable[str]) -> None:
    """Print lines about the work."""
    for text in lines:
        note(text)


def error(text: str) -> None:
    """Print what cannot be done, headed by the program's name."""
    note(f"preuve: {text}")


def raw(data: bytes) -> None:
    """Print what another program said about its work:
    in UTF-8 as far as it is, its colours kept.
    """
    _write(sys.stderr, _tamed(harmless(data.decode("utf-8", "replace"), colour=True)))


def prompt(text: str) -> str:
    """Ask for a line, and return it without the blanks around it.

    Raises:
        EOFError: there is no more input.

    """
    _write(sys.stderr, _tamed(harmless(text)))
    answer = sys.stdin.readline()
    if not answer:
        raise EOFError
    return answer.strip()


def can_ask() -> bool:
    """Return whether somebody is there to be asked: nothing is asked otherwise."""
    return sys.stdin is not None and sys.stdin.isatty()


def wants_colour() -> bool:
    """Return whether the output is a terminal that wants colours (see https://no-color.org)."""
    if sys.stdout is None or not sys.stdout.isatty():
        return False
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


_COMMAND = r"(?m:^)([^\S\n]*):(?=:)"


def _tamed(text: str) -> str:
    """Return a text of which no line is a command to the CI that shows it (`::error::`, `##[…]`):
    a title may have come with one.
    """
    if "::" in text:
        text = re.sub(_COMMAND, r"\1: ", text)
    if "##[" in text and not text.startswith(("{", "[", "<")):  # JSON and XML are for programs
        text = text.replace("##[", "# #[")
    return text


def _write(stream: TextIO | None, text: str) -> None:
    """Write to a stream; None where the program was started without one."""
    if stream is None or id(stream) in _CLOSED:
        return
    try:
        stream.flush()
        stream.buffer.write(text.encode("utf-8", "replace"))
        stream.flush()
    except BrokenPipeError:
        _CLOSED.add(id(stream))
        # What Python writes to this stream when it ends goes nowhere, rather than complaining of
        # the pipe once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
