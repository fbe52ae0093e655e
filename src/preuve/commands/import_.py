"""`preuve import SOURCE…`: proofs, sessions and registers from workbooks, texts and folders.
Shown first; `--write` does it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.commands.import_shelves import proofs_of_shelf, shelf_source
from preuve.commands.shelves import add_listing
from preuve.console import terminal
from preuve.console.changing import ManualChange, parser, run_change
from preuve.console.progress import busy
from preuve.core.words import say
from preuve.editing.team_file import EditError
from preuve.intake.mapping import MAPPING, ColumnMap, proposal
from preuve.intake.results import Holds
from preuve.intake.source import Wanted, read_source
from preuve.intake.table_layout import find_tables
from preuve.intake.tree import read_tree
from preuve.model.registers.catalogue import RegisterName
from preuve.reading import read_yaml
from preuve.schema import Reader
from preuve.spreadsheets.opening import read_workbook

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from pathlib import Path

    from preuve.commands.import_writing import Import
    from preuve.console.arguments import Parser
    from preuve.intake.columns import Column
    from preuve.intake.headings import Role
    from preuve.intake.results import TableReading


def main(arguments: list[str]) -> int:
    """Import; return the exit status: 0 when anything was or would be taken,
    or nothing had to be, 2 when nothing can be.
    """
    options = _options(arguments)
    return run_change(options, lambda change: _import(change, options))


def _options(arguments: list[str]) -> Namespace:
    verb = parser("import")
    verb.add(
        "source",
        say("SOURCE"),
        say(
            "a workbook (.xlsx .xls .ods), a text (.csv .txt), a folder; or a shelf and what paths "
            "on it look like, such as {example}",
            example="'drive:Sessions {year}/{session}/attendance*'",
        ),
        nargs="+",
    )
    add_listing(verb)
    verb.add(
        "--default",
        say("KEY=VALUE"),
        say("what each proof of a shelf gets, such as indicators=11 or owner=quality"),
        action="append",
        default=[],
    )
    verb.add(
        "--mapping", say("MAPPING"), say("a YAML file: columns, defaults, values, sheet, header")
    )
    verb.add("--sheet", say("NAME"), say("only this sheet of the workbook (default: every sheet)"))
    verb.add(
        "--files",
        say("FOLDER"),
        say("where the files lie that cells name; they are copied into evidence/"),
    )
    verb.flag(
        "--copy",
        say("copy the files of a folder into evidence/ (default: they are named where they lie)"),
    )
    verb.flag(
        "--propose", say("print the mapping that the headings suggest, to be corrected, and stop")
    )
    _add_kinds(verb)
    verb.flag("--update", say("also change entries that the manual has with other values"))
    verb.flag("--all-or-nothing", say("write nothing where a row cannot be taken"))
    verb.flag("--write", say("write what is shown"))
    return verb.parse_args(arguments)


def _add_kinds(verb: Parser) -> None:
    """Add what a source is read as, where it does not tell."""
    kinds = verb.add_mutually_exclusive_group()
    for name, about in (
        ("evidence", say("read the source as a list of proofs")),
        ("sessions", say("read the source as a list of training sessions")),
    ):
        verb.add(
            f"--{name}", about=about, group=kinds, dest="holds", action="store_const", const=name
        )
    registers, about = verb.one_of(RegisterName), say("read the source as this register")
    verb.add("--register", say("NAME"), about, kinds, dest="holds", type=registers)


def _import(change: ManualChange, options: Namespace) -> None:
    from preuve.commands.import_writing import Import  # noqa: PLC0415 - a mapping that is proposed needs none of it

    if options.propose:
        tables = [
            table
            for source in options.source
            for sheet in read_workbook(source).sheets
            for table in find_tables(sheet)
        ]
        terminal.out(proposal(tables))
        return
    work = Import(change, options)
    wanted = Wanted(
        options.holds,
        options.sheet,
        _mapping(options.mapping),
        _categories(change),
        _ask if terminal.can_ask() else None,
    )
    for source in options.source:
        if (shelf := shelf_source(change.manual, source)) is not None:
            work.read(source, [proofs_of_shelf(change.manual, shelf, options)], {})
        elif source.is_dir():
            known = frozenset(session.id for session in change.manual.all_sessions)
            with busy(change.words(say("Looking into the files of {folder}", folder=source.name))):
                reading, files = read_tree(source, known, work.files.look)
            work.read(source, [reading], files)
        else:
            with busy(change.words(say("Reading {file}", file=source.name))) as show:
                asks = wanted.choose and (lambda *asked: (show(""), _ask(*asked))[1])
                readings = list(_readings(source, wanted._replace(choose=asks), work))
            work.read(source, readings, {})
    work.finish()


def _readings(source: Path, wanted: Wanted, work: Import) -> Iterator[TableReading]:
    book = read_workbook(source)
    title = wanted.sheet or (wanted.mapping.sheet if wanted.mapping else None)
    if title is not None and book.sheet(title) is None:
        titles = [sheet.title for sheet in book.sheets]
        raise EditError(
            say(
                "{file} has no sheet “{sheet}”. It has: {sheets}.",
                file=source.name,
                sheet=title,
                sheets=titles,
            )
        )
    readings = read_source(book, wanted, work.files.is_file)
    if wanted.mapping is not None:
        tables = [
            table
            for sheet in book.sheets
            if title in {None, sheet.title}
            for table in find_tables(sheet, wanted.mapping.header)
        ]
        lacking = [
            text
            for text in wanted.mapping.columns.values()
            if tables and all(text in wanted.mapping.missing(table) for table in tables)
        ]
        if lacking:
            raise EditError(say("There is no column “{heading}”.", heading=lacking[0]))
    if all(reading.holds is Holds.NOTHING for reading in readings):
        for reading in readings:
            work.report.remark(reading)
        raise EditError(
            say("The headings of {file} say nothing to Preuve. Give a --mapping.", file=source.name)
        )
    yield from readings


def _mapping(file: Path | None) -> ColumnMap | None:
    if file is None:
        return None
    document = read_yaml(file, file.name)
    reader = Reader(file.name)
    mapping = MAPPING.read(document.root, reader) if document.root is not None else None
    faults = [*document.diagnostics, *reader.diagnostics]
    if faults or mapping is None:
        if not faults:
            raise EditError(say("{file} is empty.", file=file.name))
        fault = faults[0]
        raise EditError(
            say(
                "{place}: {message} {help}",
                place=str(fault.place),
                message=fault.message,
                help=fault.help,
            )
        )
    return mapping


def _categories(change: ManualChange) -> tuple[str, ...]:
    organisation = change.manual.organisation
    return tuple(category.value for category in organisation.categories) if organisation else ()


def _ask(role: Role, columns: tuple[Column, ...]) -> Column | None:
    """Ask which of the columns is meant; an empty answer is none of them."""
    for number, column in enumerate(columns, 1):
        terminal.note(f"  {number}  {column.heading}  ({column.sample[:40]})")
    try:
        answer = terminal.prompt(f"{role.value}? ")
    except EOFError:
        return None
    return (
        columns[int(answer) - 1]
        if answer.isdecimal() and 1 <= int(answer) <= len(columns)
        else None
    )
