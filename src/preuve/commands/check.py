"""`preuve check`: everything found in a manual, in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.console.arguments import Parser, check_day
from preuve.console.baselines import against_baseline
from preuve.console.outcome import note_day_ahead, status
from preuve.core import clock
from preuve.core.words import Translator
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.report import OF_A_VERDICT, Format, render

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import date
    from pathlib import Path


def parser() -> Parser:
    """Return the parser of this verb's arguments."""
    arguments = Parser("check")
    arguments.add_root()
    arguments.add_as_of()
    arguments.add_at()
    arguments.add_format(*OF_A_VERDICT)
    arguments.add_baseline()
    arguments.add_output()
    arguments.add_force()
    return arguments


def main(arguments: list[str]) -> int:
    """Check and report; return the exit status."""
    options = parser().parse_args(arguments)
    if options.at is None:
        return _check(options, options.root, clock.today())
    from preuve.history.versions import find, written_out  # noqa: PLC0415 - few checks look back

    version = find(options.root, options.at)
    with written_out(options.root, version) as folder:
        return _check(options, folder, version.day)


def _check(options: Namespace, root: Path, today: date) -> int:
    manual = Manual.load(root)
    judged = gate.check(manual, manual.day(check_day(options.as_of), today))
    note_day_ahead(manual, judged.on)
    verdict = against_baseline(judged, options.baseline)
    output: Path | None = options.output
    colour = output is None and terminal.wants_colour()
    text = render(verdict, options.format, colour=colour)
    if output is None:
        terminal.out(text, colour=colour, commands=options.format == Format.GITHUB)
    else:
        from preuve.publication.ownership import write_file  # noqa: PLC0415 - most checks write no file

        data = text.encode("utf-8", "replace")  # a file name on disk need not be UTF-8
        write_file(output, data, _is_report, options.root, force=options.force)
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
