"""What an import shows and does: how it read the source, what it takes,
what it leaves and where that stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.core.words import say, say_count
from preuve.core.writing import write_whole
from preuve.editing.index_file import IndexFile
from preuve.editing.list_file import EditError, FileKind, ListFile
from preuve.editing.people import add_roles
from preuve.editing.splice import written
from preuve.intake.leftovers import leftover_file, leftovers, written_leftovers
from preuve.intake.phrases import cut
from preuve.intake.planning import Context, make_plan
from preuve.intake.records import as_value, list_kinds, texts_of
from preuve.intake.remarks import READ_AS, column_line
from preuve.intake.results import Holds
from preuve.model.evidence import Status
from preuve.model.manual import ORGANISATION_FILE
from preuve.model.personal_data import Allowlist, suspects
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.loading import register_faults
from preuve.model.sessions import read_sessions
from preuve.reading import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable
    from collections.abc import Mapping as Map
    from pathlib import Path

    from preuve.console.changing import ManualChange
    from preuve.core.words import Message
    from preuve.intake.planning import ImportPlan
    from preuve.intake.records import ListKind
    from preuve.intake.results import At, Left, TableReading
    from preuve.intake.table_layout import HeadedTable

_LONGEST_PATH = 400
_SHOWN = 60
_FEW = 3
"""Rows of one reason that are told one by one; more are told together."""
_ROWS_SHOWN = 400
_USED = frozenset(READ_AS)


class Import:
    """One run of `preuve import`."""

    def __init__(self, change: ManualChange, options: Namespace) -> None:
        self._change, self._options = change, options
        self._words = change.words
        self._sources: list[tuple[Path, list[TableReading]]] = []
        self._files: dict[At, Path] = {}
        self._named: dict[str, Path] = {}
        """Files that cells name, by the path that they will have."""
        self._kinds = list_kinds()
        self._below: dict[str, Path] | None = None
        self._kept: list[Path] = []
        """What this run copied."""

    def tell(self, message: Message) -> None:
        """Say something in the manual's language."""
        self._change.tell(message)

    # ---- reading

    def is_file(self, text: str) -> str | None:
        """Return the path that a cell's file has, or will have, in the manual."""
        name = text.replace("\\", "/")
        root: Path = self._change.root
        try:
            if (
                len(name) < _LONGEST_PATH
                and not name.startswith(("/", "..", "~"))
                and (root / name).is_file()
                and (root / name).resolve().is_relative_to(root.resolve())
            ):
                return name
            if self._options.files is not None and (file := self._file_below(name)) is not None:
                path: str = self._change.destination(file)
                self._named[path] = file
                return path
        except (OSError, ValueError, EditError):
            pass
        return None

    def _file_below(self, name: str) -> Path | None:
        folder: Path = self._options.files
        direct = folder / name
        if direct.is_file() and direct.resolve().is_relative_to(folder.resolve()):
            return direct
        if self._below is None:
            self._below = {}
            for file in sorted(folder.rglob("*")):
                if file.is_file():
                    self._below.setdefault(file.name, file)
        return self._below.get(name.rpartition("/")[2])

    def read(self, source: Path, readings: list[TableReading], files: Map[At, Path]) -> None:
        """Note what a source gives, and show how it was read."""
        self._sources.append((source, readings))
        self._files |= files
        for reading in readings:
            self._show_reading(reading)

    def remark(self, reading: TableReading) -> None:
        """Say what is to be known of a table."""
        for remark in reading.remarks:
            self.tell(remark)

    def _show_reading(self, reading: TableReading) -> None:
        table = reading.table
        if table is not None and reading.holds is not Holds.NOTHING:
            self._show_columns(table, reading)
        self.remark(reading)

    def _show_columns(self, table: HeadedTable, reading: TableReading) -> None:
        self.tell(
            say(
                "{sheet}, headings in row {row}, read as: {what}.",
                sheet=table.sheet.title,
                row=table.header,
                what=_WHAT[reading.holds],
            )
        )
        for column in table.columns:
            if column.heading or column.role is not None:
                line = column_line(
                    column,
                    _USED | _USED_BY.get(reading.holds, frozenset()),
                    column.place in table.sheet.hidden_columns,
                )
                reading_as = say(
                    "“{heading}”: {reading}", heading=cut(column.heading, 50), reading=line
                )
                if column.sample:
                    reading_as = say(
                        "{reading}, such as “{sample}”",
                        reading=reading_as,
                        sample=cut(column.sample, 40),
                    )
                terminal.line(f"  {self._words(reading_as)}")

    # ---- planning and writing

    def finish(self) -> None:
        """Show what would be done, and do it where that was asked for.

        Raises:
            EditError: nothing can be taken, or --all-or-nothing holds it back.

        """
        plans = [plan for kind in self._kinds.values() if (plan := self._plan(kind)) is not None]
        left = [
            *(
                one
                for _source, readings in self._sources
                for reading in readings
                for one in reading.left
            ),
            *(one for plan in plans for one in plan.left),
        ]
        self._show_left(left)
        for plan in plans:
            self._show_plan(plan)
        taken = sum(len(plan.added) + len(plan.differences) + plan.unchanged for plan in plans)
        if not taken:
            self._keep_left(plans)
            raise EditError(say("Nothing was written: no row can be taken."))
        fixable = [one for one in left if one.fixable]
        if fixable and self._options.all_or_nothing:
            raise EditError(say("Nothing was written: fix the rows above, or take them out."))
        if not self._options.write:
            self.tell(say("Nothing was written yet: add --write."))
            return
        self._write(plans)
        self._keep_left(plans)

    def _plan(self, kind: ListKind) -> ImportPlan | None:
        readings = [
            reading
            for _source, of_source in self._sources
            for reading in of_source
            if _list_of(reading) == kind.name
        ]
        if not readings:
            return None
        file = self._list_file(kind)
        known = {texts["id"]: texts for texts in _written_lines(file, kind) if texts.get("id")}
        people = self._change.manual.organisation.people if self._change.manual.organisation else {}
        owner = "quality" if "quality" in people else next(iter(people), "quality")
        return make_plan(kind, readings, Context(known, tuple(known), people, owner, self._words))

    def _list_file(self, kind: ListKind) -> ListFile:
        if kind.name == "evidence":
            return IndexFile(self._change.root)
        where = FileKind(kind.file, kind.key, kind.keys)
        if kind.name == "sessions":
            return ListFile(
                self._change.root / kind.file,
                where,
                lambda document: read_sessions(document)[1],
                "sessions: []\n",
            )
        name = RegisterName(kind.name)
        beginning = f"# yaml-language-server: $schema=../schemas/{kind.name}.schema.json\n"
        return ListFile(
            self._change.root / kind.file,
            where,
            lambda document: register_faults(document, name),
            beginning,
        )

    def _show_left(self, left: list[Left]) -> None:
        """Say what was not taken: each row by its place and its words,
        those of one reason together where they are many.
        """
        by_reason: dict[tuple[str, str], list[Left]] = {}
        for one in left:
            by_reason.setdefault(
                (one.at.sheet if one.at.row else "", self._words(one.why)), []
            ).append(one)
        for (sheet, why), rows in by_reason.items():
            if sheet and len(rows) > _FEW:
                numbers = ", ".join(str(one.at.row) for one in rows[:_ROWS_SHOWN])
                more = f" … (+{len(rows) - _ROWS_SHOWN})" if len(rows) > _ROWS_SHOWN else ""
                terminal.line(
                    self._words(
                        say(
                            "{sheet}, rows {rows}: not taken: {why}",
                            sheet=sheet,
                            rows=numbers + more,
                            why=why,
                        )
                    )
                )
                for one in rows[:_SHOWN]:
                    if one.text:
                        terminal.line(f"    {one.at.row}  {one.text}")
            else:
                for one in rows[:_ROWS_SHOWN]:
                    place = f"{one.at.sheet}!A{one.at.row}" if one.at.row else one.at.sheet
                    named = (
                        say("{place}, “{text}”", place=place, text=cut(one.text))
                        if one.text and one.at.row
                        else place
                    )
                    terminal.line(
                        self._words(say("{place}: not taken: {why}", place=named, why=why))
                    )

    def _show_plan(self, plan: ImportPlan) -> None:
        for entry in plan.added[:_SHOWN]:
            numbers = f"[{entry.values['indicators']}]  " if entry.values.get("indicators") else ""
            text = entry.values.get("title") or entry.values.get("summary") or ""
            terminal.line(f"+ {entry.values.get('id', '')}  {numbers}{text}".rstrip())
        if len(plan.added) > _SHOWN:
            self.tell(say("… and {count} more.", count=len(plan.added) - _SHOWN))
        notes = [
            note
            for _source, readings in self._sources
            for reading in readings
            if _list_of(reading) == plan.kind.name
            for draft in reading.drafts
            for note in draft.notes
        ]
        for text in dict.fromkeys(self._words(note) for note in notes[:_ROWS_SHOWN]):
            terminal.line(f"  {text}")
        for one in plan.differences[:_SHOWN]:
            terminal.line(
                f"{'~' if self._options.update else '='} {one.id}  {one.key}: {one.old or '–'} "
                f"→ {one.new}"
            )
        for role, name in plan.roles.items():
            self.tell(
                say(
                    "+ people in {file}: {role}, “{name}”",
                    file=ORGANISATION_FILE,
                    role=role,
                    name=name,
                )
            )
        self._count(plan)

    def _count(self, plan: ImportPlan) -> None:
        changed = len({one.id for one in plan.differences})
        refused = sum(
            len(reading.left)
            for _source, readings in self._sources
            for reading in readings
            if _list_of(reading) == plan.kind.name
        )
        self.tell(
            say(
                "{file}: {added}, {changed}, {unchanged}, {refused}.",
                file=plan.kind.file,
                added=say_count("{count} new entry", "{count} new entries", len(plan.added)),
                changed=say_count("{count} differs", "{count} differ", changed),
                unchanged=say_count("{count} is the same", "{count} are the same", plan.unchanged),
                refused=say_count(
                    "{count} row not taken", "{count} rows not taken", refused + len(plan.left)
                ),
            )
        )
        drafts = sum(
            entry.values.get("status") not in {None, Status.APPROVED} for entry in plan.added
        )
        if drafts:
            self.tell(
                say_count(
                    "{count} of them is not approved, and does not count before it is.",
                    "{count} of them are not approved, and do not count before they are.",
                    drafts,
                )
            )
        if changed and not self._options.update:
            self.tell(
                say(
                    "What differs stays as the manual has it: add --update to take the "
                    "source's values."
                )
            )

    def _write(self, plans: list[ImportPlan]) -> None:
        try:
            changed = self._save(plans)
        except EditError:
            for copied in self._kept:  # nothing was written means that nothing was copied
                copied.unlink(missing_ok=True)
            raise
        if not changed:
            self.tell(say("Nothing was changed."))
            return
        self.tell(
            say(
                "Written. To undo it: git checkout -- {files}",
                files=" ".join(
                    dict.fromkeys([*(plan.kind.file for plan in plans), ORGANISATION_FILE])
                ),
            )
        )
        self.tell(say("preuve owners says who has what to do now; preuve serve shows the manual."))

    def _save(self, plans: list[ImportPlan]) -> bool:
        changed = False
        for plan in plans:
            file = self._list_file(plan.kind)
            fields = plan.kind.record.fields
            for entry in plan.added:
                values = self._copied(entry.values, entry.at)
                file.append(
                    {key: as_value(fields[key].shape, text) for key, text in values.items()}
                )
            if self._options.update:
                self._put(file, plan)
            changed = file.save() or changed
            self._add_people(plan.roles)
        return changed

    def _copied(self, values: dict[str, str], at: At) -> dict[str, str]:
        """Return an entry's values once its file has been copied,
        where it is to be and nothing about people is in it.
        """
        named = self._named.get(values.get("file", ""))
        file = named or (self._files.get(at) if self._options.copy else None)
        if file is None:
            return values
        bare = {key: text for key, text in values.items() if key not in {"file", "place"}}
        if (why := self._withheld(file)) is not None:
            self.tell(
                say(
                    "{file} is not copied: {why}. It is named where it lies.",
                    file=file.name,
                    why=why,
                )
            )
            return {**bare, "place": values.get("place") or str(file.name)}
        return {**bare, "file": self._keep(file)}

    @staticmethod
    def _withheld(file: Path) -> Message | None:
        """Return why a file had better not be copied into a repository:
        what it says of people, or that it cannot be read.
        """
        from preuve.publication.readers import read  # noqa: PLC0415 - only who copies files reads them

        try:
            reading = read(file.name, file.read_bytes())
        except OSError as error:
            return say("it cannot be read: {why}", why=error.strerror or "")
        text = "\n".join(reading.texts)
        if next(suspects(text, Allowlist(), fixed_lines=True), None) is not None:
            return say("it seems to hold personal data")
        if reading.faults or reading.pixels:
            return say("what it says could not be read, and may be about people")
        return None

    def _keep(self, file: Path) -> str:
        """Copy a file into evidence/ under a name that no other file has there;
        remember it, in case nothing is written.
        """
        for name in (
            file.name,
            f"{file.parent.name}-{file.name}",
            *(f"{number}-{file.name}" for number in range(2, 100)),
        ):
            try:
                there = (self._change.root / self._change.destination(file, name)).exists()
            except EditError:
                continue  # another file has that name
            path = self._change.keep(file, name)
            if not there:
                self._kept.append(self._change.root / path)
            return path
        raise EditError(say("{file} cannot be copied: {why}.", file=file.name, why=""))

    def _put(self, file: ListFile, plan: ImportPlan) -> None:
        places = {
            texts.get("id", ""): place
            for place, texts in enumerate(_written_lines(file, plan.kind))
        }
        fields = plan.kind.record.fields
        for one in plan.differences:
            for key in (
                {"file", "url", "place"} - {one.key}
                if one.key in {"file", "url", "place"} and plan.kind.name == "evidence"
                else ()
            ):
                file.put_at(places[one.id], key, None)
            file.put_at(places[one.id], one.key, as_value(fields[one.key].shape, one.new))

    def _add_people(self, roles: dict[str, str]) -> None:
        try:
            if roles and not add_roles(self._change.root, roles):
                lines = [f"{role}: {written(name)}" for role, name in roles.items()]
                self.tell(
                    say(
                        "Write under people in {file}: {lines}", file=ORGANISATION_FILE, lines=lines
                    )
                )
        except OSError as error:
            raise EditError(
                say(
                    "{file} cannot be written: {why}.",
                    file=ORGANISATION_FILE,
                    why=error.strerror or "",
                )
            ) from None

    def _keep_left(self, plans: list[ImportPlan]) -> None:
        """Write the rows that can be mended beside their source; say where."""
        more = [one for plan in plans for one in plan.left]
        for source, readings in self._sources:
            tables = leftovers(readings, more, self._words)
            if not tables or not self._options.write or self._options.all_or_nothing:
                continue
            file = leftover_file(source, self._words)
            try:
                write_whole(
                    file,
                    written_leftovers(
                        tables,
                        file,
                        self._change.day,
                        ";" if self._change.manual.language == "fr" else ",",
                    ),
                )
            except OSError as error:
                terminal.note(
                    self._words(
                        say(
                            "{file} cannot be written: {why}.",
                            file=file.name,
                            why=error.strerror or "",
                        )
                    )
                )
                continue
            self.tell(
                say(
                    "The rows that were left stand in {file}, with what to do: fix them there "
                    "and import that file.",
                    file=file.name,
                )
            )


_WHAT = {
    Holds.EVIDENCE: say("proofs"),
    Holds.SESSIONS: say("training sessions"),
    Holds.SESSION_FILES: say("documents of training sessions"),
    Holds.REGISTER: say("a register"),
    Holds.NOTHING: say("nothing"),
}
_USED_BY: dict[Holds, frozenset] = {}  # type: ignore[type-arg]


def _list_of(reading: TableReading) -> str:
    """Return the list that a reading goes to."""
    if reading.holds in {Holds.EVIDENCE, Holds.SESSION_FILES}:
        return "evidence"
    return (
        "sessions"
        if reading.holds is Holds.SESSIONS
        else reading.name
        if reading.holds is Holds.REGISTER
        else ""
    )


def _written_lines(file: ListFile, kind: ListKind) -> Iterable[dict[str, str]]:
    """Yield the lines of a list as texts, in their order."""
    root = file.document.root
    items = root.entries.get(kind.key) if isinstance(root, Mapping) else None
    for item in items.items if isinstance(items, Sequence) else ():
        texts = texts_of(item, kind.keys)
        name = item.entries.get("id") if isinstance(item, Mapping) else None
        yield {**texts, "id": name.text.strip()} if isinstance(name, Scalar) else texts
