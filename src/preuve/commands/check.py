"""`preuve check`: everything found in a manual, in one run."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, HelpFormatter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from preuve import clock, gate
from preuve.manual import Manual
from preuve.report import Format, render
from preuve.words import Words, say

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date

    from preuve.gate import Verdict
    from preuve.words import Message


def day(text: str) -> date:
    """Read a date given on the command line."""
    try:
        return clock.day(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def check_day(given: date | None) -> date | None:
    """Return the day asked for on the command line, else in the environment."""
    try:
        return given or clock.asked()
    except ValueError as error:
        print(f"preuve: PREUVE_AS_OF: {error}", file=sys.stderr)
        sys.exit(2)


def parser() -> ArgumentParser:
    """Return the parser of this verb's arguments."""
    arguments = ArgumentParser(
        prog="preuve check",
        description="Check the manual. Exit status: 0 clean or warnings only, 1 errors, 2 unusable input or usage.",
        # Left to find the terminal's width by itself, argparse loads compression libraries: a twentieth of a small check.
        formatter_class=partial(HelpFormatter, width=100),
    )
    arguments.add_argument(
        "root", nargs="?", type=Path, default=Path(), metavar="ROOT", help="the manual's folder (default: this one)"
    )
    arguments.add_argument("--as-of", type=day, metavar="DATE", help="judge as of this day, such as 2026-10-06")
    arguments.add_argument("--at", metavar="REF|DATE", help="the manual as it was at a tag, a commit or a day, judged then")
    arguments.add_argument("--format", type=Format, choices=list(Format), default=Format.TEXT, help="default: text")
    arguments.add_argument(
        "--baseline", type=Path, metavar="FILE", help="an earlier report (--format json): only what is new fails"
    )
    arguments.add_argument("--output", type=Path, metavar="FILE", help="write there instead of to the screen")
    return arguments


def main(arguments: list[str]) -> int:
    """Check and report; return the exit status."""
    options = parser().parse_args(arguments)
    if options.at is None:
        return _check(options, options.root, clock.today())
    from preuve.past.versions import PastError, find, written_out  # noqa: PLC0415 - few checks look back

    try:
        version = find(options.root, options.at)
        with written_out(options.root, version) as folder:
            return _check(options, folder, version.day)
    except PastError as error:
        return not_had(error.said, options.root)


def not_had(said: Message, root: Path) -> int:
    """Say why the manual as it was cannot be had; return the exit status."""
    complain(Words(Manual.load(root).language)(said))
    return 2


def _check(options: Namespace, root: Path, today: date) -> int:
    manual = Manual.load(root)
    verdict = gate.check(manual, manual.day(check_day(options.as_of), today))
    words = Words(manual.language)
    if options.baseline is not None:
        from preuve.baseline import BaselineError, compare, read_baseline  # noqa: PLC0415 - few checks use one

        try:
            verdict = compare(verdict, read_baseline(options.baseline))
        except BaselineError as error:
            complain(words(say("the baseline {file} cannot be used: {why}", file=options.baseline, why=error.said)))
            return 2
    output: Path | None = options.output
    text = render(verdict, options.format, colour=output is None and wants_colour())
    if output is None:
        show(text)
    else:
        try:
            output.write_bytes(text.encode("utf-8", "replace"))  # a file name on disk need not be UTF-8
        except OSError as error:
            complain(words(say("{file} cannot be written: {why}", file=output, why=error.strerror)))
            return 2
    return status(verdict)


def refused(verdict: Verdict) -> int:
    """Say why a verb cannot go on, by what the gate found; return the exit status."""
    show(render(verdict, Format.TEXT))
    return status(verdict)


def complain(text: str) -> None:
    """Print what cannot be done, in UTF-8, where errors belong."""
    sys.stderr.flush()
    sys.stderr.buffer.write(f"preuve: {text}\n".encode("utf-8", "replace"))
    sys.stderr.flush()


def status(verdict: Verdict) -> int:
    """Return the exit status of a verdict."""
    if verdict.manual.unusable:
        return 2
    return 0 if verdict.ok else 1


def show(text: str) -> None:
    """Print text in UTF-8, whatever the terminal says it can show."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()


def wants_colour() -> bool:
    """Return whether the output is a terminal that wants colours (see https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
