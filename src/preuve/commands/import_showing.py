"""What an import says: how it read each column, what it takes, what it leaves and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.core.words import say, say_count
from preuve.intake.phrases import cut
from preuve.intake.remarks import READ_AS, column_line
from preuve.intake.results import Holds
from preuve.model.evidence import Status
from preuve.model.manual import ORGANISATION_FILE

if TYPE_CHECKING:
    from preuve.console.changing import ManualChange
    from preuve.core.words import Message
    from preuve.intake.planning import ImportPlan
    from preuve.intake.results import Left, TableReading
    from preuve.intake.table_layout import HeadedTable

_SHOWN = 60
_FEW = 3
"""Rows of one reason that are told one by one; more are told together."""
_ROWS_SHOWN = 400
_USED = frozenset(READ_AS)


class ImportReport:
    """Says, in the manual's language, what one run of `preuve import` reads and would do."""

    def __init__(self, change: ManualChange, *, updates: bool) -> None:
        self._change, self._words, self._updates = change, change.words, updates

    def tell(self, message: Message) -> None:
        """Say something in the manual's language."""
        self._change.tell(message)

    def remark(self, reading: TableReading) -> None:
        """Say what is to be known of a table."""
        for remark in reading.remarks:
            self.tell(remark)

    def reading(self, reading: TableReading) -> None:
        """Say how a table was read, column by column, and what is to be known of it."""
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
                    _USED,
                    column.role is None and column.place in table.sheet.hidden_columns,
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

    def personal(self, paths: list[str]) -> None:
        """Say which files may be about people: they are named where they lie, and not copied."""
        if paths:
            message = say_count(
                "{count} file may be about people; it stays where it lies, and is shown on "
                "request only: {paths}",
                "{count} files may be about people; they stay where they lie, and are shown on "
                "request only: {paths}",
                len(paths),
                paths=paths[:_SHOWN],
            )
            self.tell(message)

    def left(self, left: list[Left]) -> None:
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

    def plan(self, plan: ImportPlan, readings: list[TableReading]) -> None:
        """Say what would be done to a list."""
        for entry in plan.added[:_SHOWN]:
            numbers = f"[{entry.values['indicators']}]  " if entry.values.get("indicators") else ""
            text = entry.values.get("title") or entry.values.get("summary") or ""
            terminal.line(f"+ {entry.values[plan.kind.named_by]}  {numbers}{text}".rstrip())
        if len(plan.added) > _SHOWN:
            self.tell(say("… and {count} more.", count=len(plan.added) - _SHOWN))
        notes = [note for reading in readings for draft in reading.drafts for note in draft.notes]
        for text in dict.fromkeys(self._words(note) for note in notes[:_ROWS_SHOWN]):
            terminal.line(f"  {text}")
        for one in plan.differences[:_SHOWN]:
            terminal.line(
                f"{'~' if self._updates else '='} {one.id}  {one.key}: {one.old or '–'} → {one.new}"
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
        self._count(plan, readings)

    def _count(self, plan: ImportPlan, readings: list[TableReading]) -> None:
        changed = len({one.id for one in plan.differences})
        refused = sum(len(reading.left) for reading in readings)
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
        if changed and not self._updates:
            self.tell(
                say(
                    "What differs stays as the manual has it: add --update to take the "
                    "source's values."
                )
            )


_WHAT = {
    Holds.EVIDENCE: say("proofs"),
    Holds.SESSIONS: say("training sessions"),
    Holds.SESSION_FILES: say("documents of training sessions"),
    Holds.REGISTER: say("a register"),
    Holds.NOTHING: say("nothing"),
}
