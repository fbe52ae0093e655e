"""`preuve crosswalk NAME`: another frame's items, the indicators behind them,
and the proofs that already serve them.
"""

from __future__ import annotations

from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.console.judging import assessed
from preuve.core.errors import PreuveError
from preuve.core.words import Translator, say
from preuve.cycle.crosswalk import known, served
from preuve.model.manual import Manual
from preuve.publication.ownership import begins_like, write_file
from preuve.report import Format
from preuve.report.crosswalk import crosswalk_json, crosswalk_text, known_text
from preuve.schema import did_you_mean


def main(arguments: list[str]) -> int:
    """Look up and report; return the exit status:
    0, or 2 when the manual cannot be read or there is no such crosswalk.
    """
    verb = Parser("crosswalk")
    verb.add(
        "name", say("NAME"), say("such as datadock (default: says which there are)"), nargs="?"
    )
    verb.add_root()
    verb.add_as_of()
    verb.add_format(Format.TEXT, Format.JSON, Format.CSV)
    verb.add_output()
    verb.add_force()
    options = verb.parse_args(arguments)
    manual = Manual.load(options.root)
    words = Translator(manual.language)
    crosswalks = known(manual)
    if options.name is None:
        terminal.out(known_text(crosswalks, words))
        return 0
    crosswalk = crosswalks.get(options.name)
    if crosswalk is None:
        advice = did_you_mean(
            options.name, crosswalks, say("There are: {names}.", names=list(crosswalks))
        )
        raise PreuveError(
            say("there is no crosswalk “{name}”. {help}", name=options.name, help=advice)
        )
    assessment = assessed(manual, options)
    points = served(crosswalk, assessment)
    if options.format is Format.CSV:
        from preuve.spreadsheets.crosswalk_table import crosswalk_table  # noqa: PLC0415 - only this form needs it
        from preuve.spreadsheets.workbook import to_csv  # noqa: PLC0415

        # The separator that spreadsheet programs expect where the comma is the decimal sign.
        data = to_csv(
            crosswalk_table(crosswalk, points, words), ";" if words.language == "fr" else ","
        )
    else:
        telling = crosswalk_json if options.format is Format.JSON else crosswalk_text
        data = telling(crosswalk, points, assessment).encode("utf-8", "replace")
    if options.output is None:
        terminal.out(data.decode())
    else:
        write_file(options.output, data, begins_like(data), options.root, force=options.force)
    return 0
