"""`preuve export`: everything the manual knows, as a workbook, as CSV files or as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from preuve.console.arguments import Parser
from preuve.console.judging import assessed
from preuve.core.words import Translator, say
from preuve.core.writing import write_whole
from preuve.model.manual import Manual
from preuve.publication.ownership import (
    begins_like,
    claim_folder,
    is_workbook,
    mark_folder,
    write_file,
)
from preuve.spreadsheets.tables import tables
from preuve.spreadsheets.template import template
from preuve.spreadsheets.workbook import to_csv, to_xlsx

if TYPE_CHECKING:
    from pathlib import Path


def main(arguments: list[str]) -> int:
    """Export; return the exit status."""
    verb = Parser("export")
    verb.add(
        "output", say("OUT"), say("a file ending in .xlsx or .json, or a folder for CSV files")
    )
    verb.flag("--template", say("a workbook to fill in and import, a row an indicator (.xlsx)"))
    verb.add_root(positional=False)
    verb.add_as_of()
    verb.add_force()
    options = verb.parse_args(arguments)
    manual = Manual.load(options.root)
    assessment, words = assessed(manual, options), Translator(manual.language)
    exported = [template(assessment, words)] if options.template else tables(assessment, words)
    output: Path = options.output
    if output.suffix.lower() == ".xlsx":
        data = to_xlsx(exported, assessment.on, words.language)
        write_file(output, data, is_workbook, options.root, force=options.force)
    elif output.suffix.lower() == ".json":
        rows = {
            table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
            for table in exported
        }
        data = (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
        write_file(output, data, begins_like(data), options.root, force=options.force)
    else:
        claim_folder(output, options.root)
        output.mkdir(exist_ok=True)
        # Before they are there: an export that is killed can be repeated.
        mark_folder(output, [f"{table.name}.csv" for table in exported])
        # The separator that spreadsheet programs expect where the comma is the decimal sign.
        separator = ";" if words.language == "fr" else ","
        for table in exported:
            write_whole(output / f"{table.name}.csv", to_csv(table, separator, words.language))
    return 0
