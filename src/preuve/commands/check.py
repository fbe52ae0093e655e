"""`preuve check`: everything found in a manual, in one run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.console.arguments import Form, Parser, check_day
from preuve.console.baselines import against_baseline
from preuve.console.outcome import exit_no_version, note_day_ahead, status
from preuve.core import clock
from preuve.core.system_reasons import refused_file
from preuve.core.words import Translator, say
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.report import Format, render

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date


def parser() -> Parser:
    """Return the parser of this verb's arguments."""
    arguments = Parser(
        "check",
        say(
            "Check the manual. Exit status: 0 clean or warnings only, 1 errors, 2 unusable "
            "input or usage."
        ),
    )
    arguments.add_root()
    arguments.add_as_of()
    arguments.add_at()
    arguments.add_form(Form.TEXT, Form.JSON, Form.GITHUB, Form.SARIF, Form.JUNIT, Form.SUMMARY)
    arguments.add(
        "--baseline",
        type=Path,
        metavar="FILE",
        about=say("an earlier report (--format json): only what is new fails"),
    )
    arguments.add_output()
    arguments.add_force()
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
        return exit_no_version(error.message, options.root)


def _check(options: Namespace, root: Path, today: date) -> int:
    manual = Manual.load(root)
    judged = gate.check(manual, manual.day(check_day(options.as_of), today))
    note_day_ahead(manual, judged.on)
    verdict = against_baseline(judged, options.baseline)
    if verdict is None:
        return 2
    words = Translator(manual.language)
    output: Path | None = options.output
    colour = output is None and terminal.wants_colour()
    text = render(verdict, Format(options.format), colour=colour)
    if output is None:
        terminal.out(text, colour=colour, commands=options.format == Format.GITHUB)
    else:
        from preuve.publication.ownership import OwnershipError, write_file  # noqa: PLC0415 - most checks write no file

        try:
            # A file name on disk need not be UTF-8.
            write_file(
                output,
                text.encode("utf-8", "replace"),
                _is_report,
                options.root,
                force=options.force,
            )
        except (OwnershipError, OSError) as error:
            terminal.error(words(refused_file(output, error)))
            return 2
    return status(verdict)


def _is_report(data: bytes) -> bool:
    """Return whether a file is a report, of whichever format."""
    from preuve.core.words import LANGUAGES  # noqa: PLC0415 - only where a file is to be replaced
    from preuve.publication.ownership import is_json_with, is_text_with  # noqa: PLC0415
    from preuve.report.text import OUTCOMES  # noqa: PLC0415

    gate_words = [
        Translator(language)(text).rstrip(".") for language in LANGUAGES for text in OUTCOMES
    ]
    return (
        is_text_with(*gate_words)(data)
        or is_json_with("schema", "as_of", "findings")(data)
        or is_json_with("runs", "$schema")(data)
        or data.startswith((b"::error ", b"::warning ", b"::notice "))
        or (data.startswith(b"<?xml") and b"<testsuite" in data)
    )
