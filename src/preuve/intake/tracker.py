"""A table of proofs, row by row: what is surely said becomes a draft, what is in doubt is left
and told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.intake.headings import Role
from preuve.intake.phrases import cut, normalized
from preuve.intake.remarks import table_remarks
from preuve.intake.results import At, Draft, Holds, Left, RowError, TableReading
from preuve.intake.row_indicators import RowIndicators
from preuve.intake.row_values import RowValues, share
from preuve.intake.statuses import (
    Said,
    is_cross,
    is_total,
    names_nothing,
    read_kind,
    read_status,
    stage_in,
)
from preuve.intake.titles import speaks_of_several, split_titles, without_indicator
from preuve.intake.written_days import Sort, read_day
from preuve.model.evidence import EVIDENCE
from preuve.model.sessions import CODE_FORM
from preuve.spreadsheets.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Message
    from preuve.intake.columns import Column
    from preuve.intake.row_values import KnownManual
    from preuve.intake.table_layout import HeadedTable, TableRow

_NEEDED = ("indicators", "stage", "dated")
_EMPTY = Cell("", 0, 0)
_ABSENT = {"na", "n a", "so", "s o", "non applicable", "non concerne"}
_YES = {"true", "vrai", "oui", "yes", "x", "1"}


def read_tracker(table: HeadedTable, known: KnownManual) -> TableReading:
    """Return the proofs of a table, the rows that were left,
    and what the person has to know of how it was read.
    """
    return _TrackerReader(table, known).read()


class _TrackerReader:
    def __init__(self, table: HeadedTable, known: KnownManual) -> None:
        self._table, self._known = table, known
        self._values = RowValues(table, known)
        self._indicators = RowIndicators(table)
        self._titles: list[Column | None] = [*table.having(Role.TITLE)] or [None]
        self._ids: set[str] = set()
        self._seen: dict[tuple[str, ...], int] = {}
        self._left: list[Left] = []
        self._by_title = False
        self._held_back: list[str] = []

    def read(self) -> TableReading:
        """Read the rows, then say what is to be known of them all."""
        drafts: list[Draft] = []
        for row in self._table.rows:
            filled = row.filled()
            columns = {cell.column for cell in filled}
            if not any(
                (column.role or column.indicators) and column.place in columns
                for column in self._table.columns
            ):
                continue
            try:
                drafts += self._row(row, filled)
            except RowError as why:
                self._leave(row, self._text(row), why)
        remarks = [*table_remarks(self._table, self._indicators.matrix), *self._closing()]
        return TableReading(Holds.EVIDENCE, drafts, self._left, remarks, self._table)

    def _leave(self, row: TableRow, text: str, why: RowError) -> None:
        at = At(self._table.sheet.title, row.number)
        self._left.append(Left(at, text, why.message, why.fixable))

    def _closing(self) -> Iterator[Message]:
        title = self._table.sheet.title
        if filled := [number for number, text in self._indicators.filled.items() if text]:
            yield say(
                "{sheet}, rows {rows}: the indicator is the one written above.",
                sheet=title,
                rows=filled[:40],
            )
        if self._by_title:
            yield say(
                "{sheet}: no column says the stage; where the sheet says that a proof is "
                "approved, it was read from kind and title. Check it.",
                sheet=title,
            )
        if self._held_back:
            yield say(
                "{sheet}, rows {rows}: the sheet says that they are approved; they come in as "
                "drafts, since something is missing.",
                sheet=title,
                rows=self._held_back[:200],
            )

    # ---- one row

    def _cell(self, row: TableRow, role: Role) -> Cell:
        return self._values.cell(row, role)

    def _text(self, row: TableRow) -> str:
        """Return the words by which a person knows a row."""
        cells = [row.cells.get(column.place, _EMPTY) for column in self._titles if column]
        cells += [
            self._cell(row, role) for role in (Role.WORDING, Role.SESSION_TITLE, Role.EXPECTED)
        ]
        for cell in cells:
            if cell.text:
                return cut(cell.text)
        return cut(next((cell.text for cell in row.filled() if cell.text), ""))

    def _row(self, row: TableRow, filled: list[Cell]) -> list[Draft]:
        """Return the proofs of a row: those of each of its columns of proofs.

        Raises:
            RowError: there is none in it.

        """
        self._refuse(row, filled)
        said = self._status(row)
        if said is Said.NOT_APPLICABLE or self._denied(row):
            raise RowError(say("does not apply, says the sheet"), fixable=False)
        cells = [
            (column, row.cells.get(column.place, _EMPTY) if column else _EMPTY)
            for column in self._titles
        ]
        named = [(column, cell) for column, cell in cells if not names_nothing(cell.text)]
        if not named:
            text = cut(next((cell.text for _column, cell in cells if cell.text), ""))
            why = say("“{text}” names no proof", text=text) if text else say("no proof is named")
            raise RowError(why)
        out: list[Draft] = []
        for column, cell in named:
            try:
                out += self._proofs(row, column, cell, said)
            except RowError as why:
                if len(named) == 1:
                    raise
                self._leave(row, cut(cell.text), why)
        return out

    def _proofs(self, row: TableRow, column: Column | None, title: Cell, said: Said) -> list[Draft]:
        """Return the proofs that a cell names."""
        part = column.part if column else ""
        heading = column.heading if column else ""
        values = self._values
        values.notes = []
        titles = split_titles(title.text, several=speaks_of_several(heading))
        wheres = values.places(row, title, part)
        dated, until, every = values.days(row, part)
        linked = any(where.key == "url" for where in wheres)
        if said is Said.MISSING and not dated and not linked:
            text = cut(self._cell(row, Role.STATUS).text or self._cell(row, Role.DONE).text)
            raise RowError(say("nothing is there yet: “{text}”", text=text))
        wheres = wheres or values.noted_places(row)
        if not wheres and not dated and not part:
            self._refuse_absent(row)
        indicators = self._indicators.of(row, title.text)
        if self._indicators.in_titles:
            titles = [without_indicator(text) for text in titles]
        shared = {
            "indicators": indicators.texts(),
            "dated": dated,
            "valid_until": until,
            "review_every": every,
            **values.words(row),
        }
        if column is not None and part:
            shared["stage"] = column.stage or shared["stage"]
            shared["kind"] = read_kind(heading) or shared["kind"]
        out: list[Draft] = []
        for place, text in enumerate(titles):
            where, more = share(wheres, place, len(titles))
            entry = {key: value for key, value in shared.items() if value} | {"title": text}
            if where is not None:
                entry[where.key] = where.text
            self._refuse_double(entry, row)
            if len(titles) == 1 and not part:
                entry |= self._id(row)
            notes = list(values.notes)
            if more:
                notes.append(say("also: {addresses}", addresses=list(more)))
            out.append(self._draft(row, {**self._known.defaults, **entry}, said, notes))
        return out

    def _refuse(self, row: TableRow, filled: list[Cell]) -> None:
        """Raise where a row is none of a proof by its looks."""
        title = normalized(self._cell(row, Role.TITLE).text)
        if is_total(filled[0].text, alone=len(filled) < 3):
            raise RowError(say("a total"), fixable=False)
        if sum(cell.struck for cell in filled) * 2 > len(filled):
            raise RowError(say("struck out"), fixable=False)
        if row.number in self._table.sheet.hidden_rows:
            raise RowError(say("the row is hidden: show it and give it again, if it counts"))
        if normalized(self._cell(row, Role.ARCHIVED).text) in _YES:
            raise RowError(say("in the archive of the tool"), fixable=False)
        if re.fullmatch(r"(test|essai|exemple|example|xxx+|toto|asdf|lorem ipsum)( \d+)?", title):
            raise RowError(say("a try, not a proof"), fixable=False)

    def _status(self, row: TableRow) -> Said:
        """Return what a row says of its proof's life: by its state, by who approved it and when,
        by a column that says that it was done.
        """
        own = self._cell(row, Role.STATUS).text
        given = self._known.values.get("status", {}).get(own)
        said = Said(given) if given in set(Said) else read_status(own) if own else Said.UNKNOWN
        if said not in {Said.UNKNOWN, Said.UNSAID}:
            return said
        approver, on = self._cell(row, Role.APPROVER).text, self._cell(row, Role.APPROVED_ON)
        if approver and (on.day is not None or read_day(on.text).sort is Sort.DAY):
            return Said.APPROVED
        flag, done = self._values.column[Role.DONE], self._cell(row, Role.DONE).text
        if flag is None or not done:
            return said
        approves = re.search(r"(?i)valid|approuv|approv", flag.heading) is not None
        if approves and (is_cross(done) or normalized(done) in {"oui", "yes", "ok"}):
            return Said.APPROVED
        read = read_status(done)
        worded = re.search(r"(?i)valid|approuv", done) is not None
        return read if read is not Said.APPROVED or worded else Said.UNSAID

    def _denied(self, row: TableRow) -> bool:
        """Return whether a column of conformity says that the indicator does not apply."""
        for column in self._table.having(Role.CONFORMITY):
            text = row.cells.get(column.place, _EMPTY).text
            crossed = normalized(column.heading) in _ABSENT and is_cross(text)
            if text and (crossed or read_status(text) is Said.NOT_APPLICABLE):
                return True
        return False

    def _refuse_absent(self, row: TableRow) -> None:
        """Raise where the table has columns for the place and the day, and the row fills neither:
        nothing seems to be there.
        """
        wheres = self._values.wheres
        errors = any(row.cells.get(column.place, _EMPTY).error for column in wheres)
        dated = self._values.column[Role.DATED]
        if wheres and dated and not self._cell(row, Role.DATED).text and not errors:
            message = say("neither a place nor a date is given: nothing seems to be there yet")
            raise RowError(message)

    def _refuse_double(self, entry: dict[str, str], row: TableRow) -> None:
        where = next((entry[key] for key in EVIDENCE.exactly_one if key in entry), "")
        key = (normalized(entry["title"]), entry["indicators"], where, entry.get("session", ""))
        first = self._seen.setdefault((*key, entry.get("dated", "")), row.number)
        if first != row.number:
            message = say("the same proof as in row {row}: a double", row=first)
            raise RowError(message, fixable=False)

    def _draft(
        self, row: TableRow, values: dict[str, str], said: Said, notes: list[Message]
    ) -> Draft:
        """Return a draft with its status and stage, as far as they are said."""
        taken = {Said.APPROVED, Said.IN_REVIEW, Said.WITHDRAWN}
        status = said.value if said in taken else values.get("status", "draft")
        kind = values.get("kind", "")
        if "stage" not in values and (status == "approved" or kind):
            stage = stage_in(kind, values["title"] if status == "approved" else "")
            if stage is not None:
                values["stage"] = stage
                self._by_title = self._by_title or status == "approved"
        whole = all(values.get(key) for key in _NEEDED) and any(
            values.get(key) for key in EVIDENCE.exactly_one
        )
        if status == "approved" and not whole:
            status = "draft"
            self._held_back.append(str(row.number))
        values["status"] = status
        return Draft(values, At(self._table.sheet.title, row.number), tuple(notes))

    def _id(self, row: TableRow) -> dict[str, str]:
        text = self._cell(row, Role.ID).text
        good = re.fullmatch(rf"(?=.*\d)(?=.*[A-Za-z]){CODE_FORM}", text)
        if good is None or text.casefold() in self._ids:
            return {}
        self._ids.add(text.casefold())
        return {"id": text}
