"""`preuve import FILE`: entries from a spreadsheet. Shows what would change; `--write` does it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.console.changing import Change, parser, told
from preuve.core.words import say, say_count
from preuve.editing.answers import value
from preuve.editing.index_file import EditError
from preuve.editing.people import add_roles
from preuve.editing.splice import written
from preuve.model.evidence import Status
from preuve.model.manual import ORGANISATION_FILE
from preuve.reading import read_yaml
from preuve.schema import Reader
from preuve.spreadsheets.importing import MAPPING, ColumnMap, ImportContext, Plan, guess, plan
from preuve.spreadsheets.tables import as_written
from preuve.spreadsheets.workbook import SheetError, read_rows

if TYPE_CHECKING:
    from argparse import Namespace

    from preuve.spreadsheets.workbook import Cell

_SHOWN = 40


def main(arguments: list[str]) -> int:
    """Import; return the exit status: 0, or 2 when something cannot be read or taken."""
    verb = parser("import", "Take entries from a spreadsheet (.xlsx or .csv). Nothing is written without --write.")
    verb.add_argument("file", type=Path, metavar="FILE")
    verb.add_argument("--mapping", type=Path, metavar="MAPPING", help="a YAML file: columns, defaults, values, sheet, header")
    verb.add_argument("--sheet", metavar="NAME", help="the sheet of the workbook (default: the first)")
    verb.add_argument(
        "--files", type=Path, metavar="FOLDER", help="where the files lie that cells name; they are copied into evidence/"
    )
    verb.add_argument(
        "--propose", action="store_true", help="print the mapping that the headings suggest, to be corrected, and stop"
    )
    verb.add_argument("--update", action="store_true", help="also change entries that the index has with other values")
    verb.add_argument("--write", action="store_true", help="write the index")
    options = verb.parse_args(arguments)
    return told(options, lambda change: _import(change, options))


def _import(change: Change, options: Namespace) -> None:
    given = _mapping(options.mapping) if options.mapping else None
    rows = _rows(options.file, options.sheet or (given.sheet if given else None))
    mapping = given or guess(rows)
    if mapping is None:
        raise EditError(say("The headings of {file} say nothing to Preuve. Give a --mapping.", file=options.file.name))
    if options.propose:
        print(_proposal(mapping, rows), end="")
        return
    entries = change.manual.evidence_index.evidence if change.manual.evidence_index else ()
    people = change.manual.organisation.people if change.manual.organisation else {}
    known = {entry.id: as_written(entry) for entry in entries}
    found = plan(rows, mapping, ImportContext(known, lambda text: _file(change, options, text), people))
    _tell(change, found, update=options.update)
    if found.problems and options.write:
        raise EditError(say("Nothing was written: mend the rows above, or take them out."))
    if options.write:
        _write(change, options, found)
    else:
        change.tell(say("Nothing was written yet: add --write."))


def _rows(file: Path, sheet: str | None) -> list[list[Cell]]:
    try:
        return read_rows(file, sheet)
    except SheetError as error:
        raise EditError(error.said) from None


def _mapping(file: Path) -> ColumnMap:
    document = read_yaml(file, file.name)
    reader = Reader(file.name)
    mapping = MAPPING.read(document.root, reader) if document.root is not None else None
    diagnostics = [*document.diagnostics, *reader.diagnostics]
    if diagnostics or mapping is None:
        if not diagnostics:
            raise EditError(say("{file} is empty.", file=file.name))
        diagnostic = diagnostics[0]
        raise EditError(
            say("{place}: {message} {help}", place=str(diagnostic.place), message=diagnostic.message, help=diagnostic.help)
        )
    return mapping


def _proposal(mapping: ColumnMap, rows: list[list[Cell]]) -> str:
    """Return a mapping file to begin with."""
    headings = [cell.text for cell in rows[(mapping.header or 1) - 1] if cell.text]
    unused = [text for text in headings if text not in mapping.columns.values()]
    lines = ["columns:", *(f"  {key}: {written(text)}" for key, text in mapping.columns.items())]
    lines += [f"  # not used yet: {text}" for text in unused]
    lines += [
        "defaults:",
        "  owner: quality",
        "  stage: implemented",
        "  status: draft",
        "  access: on_request",
        f"header: {mapping.header}",
    ]
    return "\n".join(lines) + "\n"


def _file(change: Change, options: Namespace, text: str) -> str | None:
    """Return the path that a cell's file has, or will have, in the manual."""
    name = text.replace("\\", "/")
    try:
        if (change.root / name).is_file() and not name.startswith(("/", "..")):
            return name
        if options.files is not None and (found := _below(options.files, name)) is not None:
            return change.keep(found) if options.write else f"evidence/{found.name}"
    except (OSError, ValueError):
        pass
    return None


def _below(folder: Path, name: str) -> Path | None:
    direct = folder / name
    if direct.is_file() and direct.resolve().is_relative_to(folder.resolve()):
        return direct
    wanted = name.rpartition("/")[2]
    return next((file for file in sorted(folder.rglob("*")) if file.name == wanted and file.is_file()), None)


def _tell(change: Change, found: Plan, *, update: bool) -> None:
    words = change.words
    for problem in found.problems[:_SHOWN]:
        print(f"{problem.place}: {words(problem.message)}", file=sys.stderr)
    for entry in found.added[:_SHOWN]:
        print(f"+ {entry.values['id']}  [{entry.values['indicators']}]  {entry.values['title']}")
    for difference in found.differences[:_SHOWN]:
        print(f"{'~' if update else '='} {difference.id}  {difference.key}: {difference.old or '–'} → {difference.new}")
    for role, name in found.roles.items():
        change.tell(say("+ people in {file}: {role}, “{name}”", file=ORGANISATION_FILE, role=role, name=name))
    changed = len({difference.id for difference in found.differences})
    change.tell(
        say(
            "{added}, {changed}, {unchanged}, {refused}.",
            added=say_count("{count} new entry", "{count} new entries", len(found.added)),
            changed=say_count("{count} differs", "{count} differ", changed),
            unchanged=say_count("{count} is the same", "{count} are the same", found.unchanged),
            refused=say_count("{count} problem", "{count} problems", len(found.problems)),
        )
    )
    drafts = sum(entry.values["status"] != Status.APPROVED for entry in found.added)
    if drafts:
        change.tell(
            say_count(
                "{count} of them does not count before its status is approved; a mapping may say so for all, under defaults.",
                "{count} of them do not count before their status is approved; a mapping may say so for all, under defaults.",
                drafts,
            )
        )
    if found.unused:
        change.tell(say("Columns not used: {names}.", names=found.unused))
    if changed and not update:
        change.tell(say("What differs stays as the index has it: add --update to take the sheet's values."))


def _write(change: Change, options: Namespace, found: Plan) -> None:
    for entry in found.added:
        change.index.add({key: value(key, text) for key, text in entry.values.items()})
    if options.update:
        for difference in found.differences:
            for other in {"file", "url", "place"} - {difference.key} if difference.key in {"file", "url", "place"} else ():
                change.index.put(difference.id, other, None)
            change.index.put(difference.id, difference.key, value(difference.key, difference.new))
    if not change.index.save():
        change.tell(say("Nothing was changed."))
        return
    change.tell(say("Written. preuve owners says who has what to do now; mkdocs serve shows the manual."))
    _add_people(change, found.roles)


def _add_people(change: Change, roles: dict[str, str]) -> None:
    try:
        if roles and not add_roles(change.root, roles):
            lines = [f"{role}: {written(name)}" for role, name in roles.items()]
            change.tell(say("Write under people in {file}: {lines}", file=ORGANISATION_FILE, lines=lines))
    except OSError as error:
        raise EditError(say("{file} cannot be written: {why}.", file=ORGANISATION_FILE, why=error.strerror or "")) from None
