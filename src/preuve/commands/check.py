"""`preuve check`: everything found in a manual, in one run."""

from __future__ import annotations

from argparse import ArgumentParser, HelpFormatter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.console.arguments import check_day, day
from preuve.console.baselines import against_baseline
from preuve.console.terminal import complain, exit_no_version, show, status, wants_colour
from preuve.core import clock
from preuve.core.words import Translator, say
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.report import Format, render

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date


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
    from preuve.history.versions import PastError, find, written_out  # noqa: PLC0415 - few checks look back

    try:
        version = find(options.root, options.at)
        with written_out(options.root, version) as folder:
            return _check(options, folder, version.day)
    except PastError as error:
        return exit_no_version(error.said, options.root)


def _check(options: Namespace, root: Path, today: date) -> int:
    manual = Manual.load(root)
    judged = gate.check(manual, manual.day(check_day(options.as_of), today))
    verdict = against_baseline(judged, options.baseline)
    if verdict is None:
        return 2
    words = Translator(manual.language)
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
