"""A file or a folder that somebody gives: recognised, and read as what it holds, sheet by sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.intake.own import find_own, made_by_export, own_table, read_own, worded_table
from preuve.intake.records import list_kinds
from preuve.intake.remarks import looks
from preuve.intake.results import Holds, TableReading
from preuve.intake.row_values import KnownManual
from preuve.intake.session_tables import holds, read_session_files, read_sessions_table
from preuve.intake.table_layout import find_tables
from preuve.intake.tracker import read_tracker
from preuve.intake.transposed import documents_of, read_transposed
from preuve.model.registers.catalogue import RegisterName

if TYPE_CHECKING:
    from collections.abc import Callable

    from preuve.core.words import Message
    from preuve.intake.columns import Column
    from preuve.intake.headings import Role
    from preuve.intake.mapping import ColumnMap
    from preuve.intake.records import ListKind
    from preuve.intake.table_layout import HeadedTable
    from preuve.spreadsheets.cells import Sheet, Workbook


class Wanted(NamedTuple):
    """What the person said about the source."""

    holds: str | None = None
    """`evidence`, `sessions` or a register's name: what the source is to be read as."""
    sheet: str | None = None
    mapping: ColumnMap | None = None
    categories: tuple[str, ...] = ()
    """What the provider offers."""
    choose: Callable[[Role, tuple[Column, ...]], Column | None] | None = None
    """Asks the person which of two columns is meant; None where nobody can be asked."""


def read_source(
    book: Workbook, wanted: Wanted, is_file: Callable[[str], str | None]
) -> list[TableReading]:
    """Return what each table of each sheet gives.

    Args:
        book: the file, read.
        wanted: what the person said about it.
        is_file: returns the path below the manual of a file that a cell names, or None.

    """
    title = wanted.sheet or (wanted.mapping.sheet if wanted.mapping else None)
    sheets = [sheet for sheet in book.sheets if title in {None, sheet.title}]
    readings: list[TableReading] = []
    kinds = list_kinds()
    for sheet in sheets:
        readings += _sheet(sheet, wanted, is_file, kinds)
    return readings


def _nothing(sheet: Sheet, why: Message) -> list[TableReading]:
    remarks = [
        say("The sheet {sheet} was not read: {why}", sheet=sheet.title, why=why),
        *(looks(sheet) if sheet.rows else ()),
    ]
    return [TableReading(Holds.NOTHING, [], [], remarks, name=sheet.title)]


_NO_HEADINGS = say("no row of headings was found in it.")


def _not_to_read(sheet: Sheet, wanted: Wanted) -> Message | None:
    """Return why a sheet is passed over before its columns are looked at."""
    if sheet.too_large:
        return say("it is too large.")
    if sheet.hidden and wanted.sheet != sheet.title:
        return say("it is hidden. Show it, if it counts.")
    if not any(sheet.rows):
        return say("it is empty.")
    return say("an export makes it of the others.") if made_by_export(sheet) else None


def _sheet(
    sheet: Sheet, wanted: Wanted, is_file: Callable[[str], str | None], lists: dict[str, ListKind]
) -> list[TableReading]:
    if (why := _not_to_read(sheet, wanted)) is not None:
        return _nothing(sheet, why)
    defaults = wanted.mapping.defaults if wanted.mapping else {}
    if wanted.mapping is None and (own := find_own(sheet, lists)) is not None:
        kind = lists[wanted.holds] if wanted.holds in lists else own[0]
        return [read_own(own_table(sheet, kind, own[1]), kind, _holds(kind.name), defaults)]
    if wanted.holds in set(RegisterName):
        file = RegisterName(wanted.holds).file  # which may hold several lists
        worded = [
            (table, kind)
            for kind in lists.values()
            if kind.file == file and (table := worded_table(sheet, kind)) is not None
        ]
        if not worded:
            return _nothing(sheet, _NO_HEADINGS)
        table, kind = max(worded, key=_keyed)
        return [read_own(table, kind, Holds.REGISTER, defaults)]
    tables = find_tables(sheet, wanted.mapping.header if wanted.mapping else None)
    if wanted.mapping is not None:
        tables = [mapped for table in tables if (mapped := wanted.mapping.apply(table)) is not None]
    if not tables:
        return _nothing(sheet, _NO_HEADINGS)
    return [_table(_asked(table, wanted), wanted, is_file) for table in tables]


def _keyed(pair: tuple[HeadedTable, ListKind]) -> int:
    """Return how many columns of a table a list has a key for."""
    return sum(column.key is not None for column in pair[0].columns)


def _holds(name: str) -> Holds:
    return (
        Holds.EVIDENCE
        if name == "evidence"
        else Holds.SESSIONS
        if name == "sessions"
        else Holds.REGISTER
    )


def _asked(table: HeadedTable, wanted: Wanted) -> HeadedTable:
    """Return a table in which the person has said which of two columns is meant."""
    if wanted.choose is None:
        return table
    left: list[tuple[Role, tuple[Column, ...]]] = []
    columns = list(table.columns)
    for role, claiming in table.ambiguous:
        chosen = wanted.choose(role, claiming)
        if chosen is None:
            left.append((role, claiming))
        else:
            columns = [
                column._replace(role=role) if column.place == chosen.place else column
                for column in columns
            ]
    return table._replace(columns=tuple(columns), ambiguous=tuple(left))


def _table(
    table: HeadedTable, wanted: Wanted, is_file: Callable[[str], str | None]
) -> TableReading:
    about = Holds.SESSIONS if wanted.holds == "sessions" else holds(table)
    if wanted.holds == "evidence" and about is Holds.SESSIONS:
        about = Holds.EVIDENCE
    if wanted.mapping is not None:
        about = Holds.EVIDENCE
    if about is not Holds.SESSIONS and wanted.mapping is None and documents_of(table):
        return read_transposed(table)
    if about is Holds.SESSION_FILES:
        return read_session_files(table, is_file)
    if about is Holds.SESSIONS:
        return read_sessions_table(table, wanted.categories)
    if about is Holds.NOTHING:
        why = say(
            "The sheet {sheet} was not read: no column of it names both a proof and an indicator.",
            sheet=table.sheet.title,
        )
        return TableReading(
            Holds.NOTHING, [], [], [why, *looks(table.sheet)], table, table.sheet.title
        )
    mapping = wanted.mapping
    return read_tracker(
        table,
        KnownManual(
            is_file, mapping.defaults if mapping else {}, mapping.values if mapping else {}
        ),
    )
