"""What an import does: plans what it takes of all its sources, writes it, keeps what it left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.commands.import_files import ImportedFiles
from preuve.commands.import_showing import ImportReport
from preuve.console import terminal
from preuve.console.progress import busy
from preuve.core.system_reasons import refusal
from preuve.core.words import say
from preuve.core.writing import write_whole
from preuve.editing.editable import editable
from preuve.editing.index_file import IndexFile
from preuve.editing.list_file import FileKind, ListFile
from preuve.editing.people import add_roles
from preuve.editing.splice import written
from preuve.editing.team_file import EditError
from preuve.intake.leftovers import leftover_file, leftovers, written_leftovers
from preuve.intake.planning import Context, make_plan
from preuve.intake.records import as_value, list_kinds, texts_of
from preuve.intake.results import Holds
from preuve.model.manual import ORGANISATION_FILE
from preuve.reading import ListNode, MapNode, TextNode

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from preuve.console.changing import ManualChange
    from preuve.intake.planning import ImportPlan
    from preuve.intake.records import ListKind
    from preuve.intake.results import At, TableReading


class Import:
    """One run of `preuve import`."""

    def __init__(self, change: ManualChange, options: Namespace) -> None:
        self._change, self._options, self._words = change, options, change.words
        self._sources: list[tuple[Path, list[TableReading]]] = []
        self._lying: dict[At, Path] = {}
        """By where it stands in a source, the file that an entry is about."""
        self._kinds = list_kinds()
        self.files = ImportedFiles(change, options.files)
        self.report = ImportReport(change, updates=options.update)

    def read(self, source: Path, readings: list[TableReading], files: Mapping[At, Path]) -> None:
        """Note what a source gives, and show how it was read."""
        self._sources.append((source, readings))
        self._lying |= files
        for reading in readings:
            self.report.reading(reading)
        personal = [at.sheet for at, file in files.items() if self.files.look(file).personal]
        self.report.personal(personal)

    def finish(self) -> None:
        """Show what would be done, and do it where that was asked for.

        Raises:
            EditError: nothing can be taken, or --all-or-nothing holds it back.

        """
        with busy(self._words(say("Comparing with the manual"))):
            plans = [plan for kind in self._kinds.values() if (plan := self._plan(kind))]
        left = [left for _source, readings in self._sources for r in readings for left in r.left]
        left += [left for plan in plans for left in plan.left]
        self.report.left(left)
        for plan in plans:
            self.report.plan(plan, self._readings_of(plan.kind))
        taken = sum(len(plan.added) + len(plan.differences) + plan.unchanged for plan in plans)
        if not taken:
            self._keep_left(plans)
            raise EditError(say("Nothing was written: no row can be taken."))
        fixable = [one for one in left if one.fixable]
        if fixable and self._options.all_or_nothing:
            raise EditError(say("Nothing was written: fix the rows above, or take them out."))
        if not self._options.write:
            self.report.tell(say("Nothing was written yet: add --write."))
            return
        self._write(plans)
        self._keep_left(plans)

    def _plan(self, kind: ListKind) -> ImportPlan | None:
        readings = self._readings_of(kind)
        if not readings:
            return None
        file = self._list_file(kind)
        by = kind.named_by
        known = {texts[by]: texts for texts in _written_lines(file, kind) if texts.get(by)}
        people = self._change.manual.people
        owner = "quality" if "quality" in people else next(iter(people), "quality")
        return make_plan(kind, readings, Context(known, tuple(known), people, owner, self._words))

    def _readings_of(self, kind: ListKind) -> list[TableReading]:
        readings = [reading for _source, listed in self._sources for reading in listed]
        return [reading for reading in readings if _list_of(reading) == kind.name]

    def _list_file(self, kind: ListKind) -> ListFile:
        if kind.name == "evidence":
            return IndexFile(self._change.root)
        known = editable(kind.file)
        assert known is not None  # noqa: S101 - each list stands in one of the files
        where = FileKind(kind.file, kind.key, kind.keys)
        return ListFile(self._change.root / kind.file, where, known.judge, known.beginning)

    def _write(self, plans: list[ImportPlan]) -> None:
        held = dict.fromkeys(plan.kind.file for plan in plans)  # one may hold two lists
        new = [name for name in held if not (self._change.root / name).exists()]
        try:
            with busy(self._words(say("Writing"))):
                changed = self._save(plans)
        except (EditError, OSError):
            self.files.forget()
            raise
        if not changed:
            self.report.tell(say("Nothing was changed."))
            return
        files = " ".join(name for name in [*held, ORGANISATION_FILE] if name not in new)
        self.report.tell(say("Written. To undo it: git checkout -- {files}", files=files))
        if made := [*new, *self.files.copies]:
            self.report.tell(say("Files that are new, to be deleted then: {files}", files=made))
        message = say("preuve owners says who has what to do now; preuve serve shows the manual.")
        self.report.tell(message)

    def _save(self, plans: list[ImportPlan]) -> bool:
        changed = False
        for plan in plans:
            file = self._list_file(plan.kind)
            fields = plan.kind.record.fields
            for entry in plan.added:
                lying = self._lying.get(entry.at) if self._options.copy else None
                values = self.files.copied(entry.values, lying)
                file.append(
                    {key: as_value(fields[key].shape, text) for key, text in values.items()}
                )
            if self._options.update:
                self._put(file, plan)
            changed = file.save() or changed
            self._add_people(plan.roles)
        return changed

    def _put(self, file: ListFile, plan: ImportPlan) -> None:
        places = {
            texts.get(plan.kind.named_by, ""): place
            for place, texts in enumerate(_written_lines(file, plan.kind))
        }
        fields, alternatives = plan.kind.record.fields, plan.kind.record.exactly_one
        for one in plan.differences:
            for key in alternatives if one.key in alternatives else ():
                if key != one.key:
                    file.put_at(places[one.id], key, None)
            file.put_at(places[one.id], one.key, as_value(fields[one.key].shape, one.new))

    def _add_people(self, roles: dict[str, str]) -> None:
        if roles and not add_roles(self._change.root, roles):
            lines = [f"{role}: {written(name)}" for role, name in roles.items()]
            self.report.tell(
                say("Write under people in {file}: {lines}", file=ORGANISATION_FILE, lines=lines)
            )

    def _keep_left(self, plans: list[ImportPlan]) -> None:
        """Write the rows that can be fixed beside their source; say where."""
        more = [one for plan in plans for one in plan.left]
        if not self._options.write or self._options.all_or_nothing:
            return
        separator = ";" if self._change.manual.language == "fr" else ","
        for source, readings in self._sources:
            tables = leftovers(readings, more, self._words)
            if not tables:
                continue
            file = leftover_file(source, self._words)
            try:
                data = written_leftovers(tables, file, self._change.day, separator)
                write_whole(file, data)
            except OSError as error:
                terminal.note(self._words(refusal(error)))
                continue
            self.report.tell(
                say(
                    "The rows that were left stand in {file}, with what to do: fix them there "
                    "and import that file.",
                    file=file.name,
                )
            )


def _list_of(reading: TableReading) -> str:
    """Return the list that a reading goes to."""
    if reading.holds is Holds.REGISTER:
        return reading.name
    return {
        Holds.EVIDENCE: "evidence",
        Holds.SESSION_FILES: "evidence",
        Holds.SESSIONS: "sessions",
    }.get(reading.holds, "")


def _written_lines(file: ListFile, kind: ListKind) -> Iterable[dict[str, str]]:
    """Yield the lines of a list as texts, in their order."""
    root = file.document.root
    items = root.entries.get(kind.key) if isinstance(root, MapNode) else None
    for item in items.items if isinstance(items, ListNode) else ():
        texts = texts_of(item, kind.record)
        name = item.entries.get(kind.named_by) if isinstance(item, MapNode) else None
        yield {**texts, kind.named_by: name.text.strip()} if isinstance(name, TextNode) else texts
