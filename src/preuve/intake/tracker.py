"""A table of proofs, row by row: what is surely said becomes a draft,
what is in doubt is left and told.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.intake import written_days
from preuve.intake.headings import Role
from preuve.intake.indicators import CRITERIA, Indicators, Numbering, numbering_of, read_indicators
from preuve.intake.phrases import cut, plain
from preuve.intake.places import read_where
from preuve.intake.remarks import table_remarks
from preuve.intake.results import At, Draft, Holds, Left, TableReading
from preuve.intake.statuses import (
    Said,
    guess_stage,
    is_cross,
    is_total,
    names_nothing,
    read_access,
    read_kind,
    read_stage,
    read_status,
)
from preuve.intake.titles import split_titles, without_indicator
from preuve.intake.written_days import Sort, read_day, read_span
from preuve.spreadsheets.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preuve.core.words import Message
    from preuve.intake.places import PlaceReading
    from preuve.intake.table_layout import HeadedTable, TableRow

_NEEDED = ("indicators", "stage", "dated")
_WHERE = ("file", "url", "place")
_EMPTY = Cell("", 0, 0)


class KnownManual(NamedTuple):
    """What the reader may ask of the manual."""

    is_file: Callable[[str], str | None]
    """The path below the manual of a file that a cell names, or None."""
    defaults: dict[str, str]
    """What a mapping gives where the table says nothing."""
    values: dict[str, dict[str, str]]
    """What a mapping says that the table's own words mean."""


def read_tracker(table: HeadedTable, known: KnownManual) -> TableReading:
    """Return the proofs of a table, the rows that were left,
    and what the person has to know of how it was read.
    """
    return _TrackerReader(table, known).read()


class _Why(Exception):  # noqa: N818 - it ends the reading of a row, and is no error
    """Why a row is not taken."""

    def __init__(self, message: Message, *, fixable: bool = True) -> None:
        super().__init__(message.text)
        self.message, self.fixable = message, fixable


class _TrackerReader:
    def __init__(self, table: HeadedTable, known: KnownManual) -> None:
        self._table, self._known = table, known
        self._column = {role: table.column(role) for role in Role}
        self._wheres = table.having(Role.WHERE)
        self._matrix = [
            column for column in table.columns if column.indicators and column.role is None
        ]
        self._month_first = written_days.month_first(self._texts(Role.DATED))
        self._filled = _fill_down(table)
        self._numbering = self._numbering_of_column()
        self._notes: list[Message] = []
        self._ids: set[str] = set()
        self._seen: dict[tuple[str, ...], int] = {}
        self._guessed = 0
        self._held_back: list[str] = []
        title = self._column[Role.TITLE]
        heading = title.heading if title else ""
        self._several = (
            re.search(
                r"(?i)preuves|documents|[ée]l[ée]ments|pi[èe]ces|justificatifs|par ligne|"
                r"enregistrements|proofs|evidences?\b.*list",
                heading,
            )
            is not None
        )

    def _texts(self, role: Role) -> list[str]:
        column = self._column[role]
        return self._table.values(column.place) if column else []

    def _numbering_of_column(self) -> Numbering:
        column, criterion = self._column[Role.INDICATOR], self._column[Role.CRITERION]
        if column is None:
            return Numbering()
        criteria = (
            [_criterion(text) for text in self._table.values(criterion.place)] if criterion else []
        )
        texts = [
            row.cells[column.place].text
            if column.place in row.cells and not row.cells[column.place].day
            else ""
            for row in self._table.rows
        ]
        return numbering_of(
            texts,
            heading=column.heading,
            criterion_of=lambda place: (
                criteria[place] if criteria else self._table.rows[place].criterion
            ),
        )

    def read(self) -> TableReading:
        """Read the rows, then say what is to be known of them all."""
        drafts: list[Draft] = []
        left: list[Left] = []
        for row in self._table.rows:
            filled = row.filled()
            columns = {cell.column for cell in filled}
            if not any(
                (column.role or column.indicators) and column.place in columns
                for column in self._table.columns
            ):
                continue
            self._notes = []
            try:
                drafts += self._row(row, filled)
            except _Why as why:
                left.append(
                    Left(
                        At(self._table.sheet.title, row.number),
                        self._text(row),
                        why.message,
                        why.fixable,
                    )
                )
        remarks = [*table_remarks(self._table, self._matrix), *self._closing()]
        return TableReading(Holds.EVIDENCE, drafts, left, remarks, self._table)

    def _closing(self) -> Iterator[Message]:
        title = self._table.sheet.title
        if filled := [number for number in self._filled if self._filled[number]]:
            yield say(
                "{sheet}, rows {rows}: the indicator is the one written above.",
                sheet=title,
                rows=filled[:40],
            )
        if self._guessed:
            yield say(
                "{sheet}: no column says the stage; it was guessed from kind and title, where "
                "the sheet says that a proof is approved. Check it.",
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
        column = self._column[role]
        return row.cells.get(column.place, _EMPTY) if column else _EMPTY

    def _text(self, row: TableRow) -> str:
        """Return the words by which a person knows a row."""
        for role in (Role.TITLE, Role.WORDING, Role.SESSION_TITLE, Role.EXPECTED):
            if self._cell(row, role).text:
                return cut(self._cell(row, role).text)
        return cut(next((cell.text for cell in row.filled() if cell.text), ""))

    def _row(self, row: TableRow, filled: list[Cell]) -> list[Draft]:
        self._refuse(row, filled)
        status, conforms = self._status(row)
        title = self._cell(row, Role.TITLE)
        if status is Said.NOT_APPLICABLE or conforms is Said.NOT_APPLICABLE:
            raise _Why(say("does not apply, says the sheet"), fixable=False)
        if names_nothing(title.text):
            raise _Why(
                say("no proof is named")
                if title.text == ""
                else say("“{text}” names no proof", text=cut(title.text))
            )
        titles = split_titles(title.text, several=self._several)
        wheres = self._where(row, title)
        dated, until, every = self._days(row)
        if (
            status is Said.MISSING
            and not dated
            and not any(where.key == "url" for where in self._where(row, title, tool=False))
        ):
            raise _Why(say("nothing is there yet: “{text}”", text=self._status_text(row)))
        self._refuse_absent(row, dated, wheres)
        indicators = self._indicators(row, title.text)
        if self._column[Role.INDICATOR] is None:
            titles = [without_indicator(text) for text in titles]
        values = {
            "indicators": indicators.texts(),
            "dated": dated,
            "valid_until": until,
            "review_every": every,
        }
        values |= self._words(row)
        out: list[Draft] = []
        for place, text in enumerate(titles):
            where, more = _share(wheres, place, len(titles))
            if (first := self._twice(text, indicators, where, values, row)) is not None:
                raise _Why(
                    say("the same proof as in row {row}: a double", row=first), fixable=False
                )
            out.append(self._draft(row, text, where, more, values, status, alone=len(titles) == 1))
        return out

    def _refuse(self, row: TableRow, filled: list[Cell]) -> None:
        """Raise where a row is none of a proof by its looks."""
        if is_total(filled[0].text):
            raise _Why(say("a total"), fixable=False)
        if sum(cell.struck for cell in filled) * 2 > len(filled):
            raise _Why(say("struck out"), fixable=False)
        if row.number in self._table.sheet.hidden_rows:
            raise _Why(say("the row is hidden: show it and give it again, if it counts"))
        archived = self._cell(row, Role.ARCHIVED).text
        if plain(archived) in {"true", "vrai", "oui", "yes", "x", "1"}:
            raise _Why(say("in the archive of the tool"), fixable=False)
        title = plain(self._cell(row, Role.TITLE).text)
        if re.fullmatch(r"(test|essai|exemple|example|xxx+|toto|asdf|lorem ipsum)( \d+)?", title):
            raise _Why(say("a try, not a proof"), fixable=False)

    def _status(self, row: TableRow) -> tuple[Said, Said]:
        """Return what the row says of the proof's life,
        and what its columns of doing and conforming say.
        """
        own = self._cell(row, Role.STATUS).text
        given = self._known.values.get("status", {}).get(own)
        status = Said(given) if given in set(Said) else read_status(own) if own else Said.UNKNOWN
        approver, on = self._cell(row, Role.APPROVER).text, self._cell(row, Role.APPROVED_ON).text
        if status in {Said.UNKNOWN, Said.UNSAID} and approver and read_day(on).sort is Sort.DAY:
            status = Said.APPROVED
        flag = self._column[Role.DONE]
        heading = flag.heading if flag else ""
        done = self._cell(row, Role.DONE).text
        if done and status in {Said.UNKNOWN, Said.UNSAID}:
            if re.search(r"(?i)valid|approuv|approv", heading) and (
                is_cross(done) or plain(done) in {"oui", "yes", "ok"}
            ):
                status = Said.APPROVED
            else:
                read = read_status(done)
                status = (
                    read
                    if read is not Said.APPROVED or re.search(r"(?i)valid|approuv", done)
                    else Said.UNSAID
                )
        other = Said.UNKNOWN
        for column in self._table.having(Role.CONFORMITY):
            text = row.cells.get(column.place, _EMPTY).text
            absent = plain(column.heading) in {
                "na",
                "n a",
                "so",
                "s o",
                "non applicable",
                "non concerne",
            } and is_cross(text)
            if text and (absent or read_status(text) is Said.NOT_APPLICABLE):
                other = Said.NOT_APPLICABLE
        return status, other

    def _status_text(self, row: TableRow) -> str:
        return cut(self._cell(row, Role.STATUS).text or self._cell(row, Role.DONE).text)

    def _refuse_absent(self, row: TableRow, dated: str, wheres: list[PlaceReading]) -> None:
        """Raise where the table has columns for the place and the day, and the row fills neither:
        nothing seems to be there.
        """
        has_where = bool(self._wheres)
        has_day = self._column[Role.DATED] is not None
        day = self._cell(row, Role.DATED)
        errors = any(row.cells.get(column.place, _EMPTY).error for column in self._wheres)
        if has_where and has_day and not wheres and not dated and not day.text and not errors:
            raise _Why(say("neither a place nor a date is given: nothing seems to be there yet"))

    # ---- its values

    def _indicators(self, row: TableRow, title: str) -> Indicators:
        criterion = _criterion(self._cell(row, Role.CRITERION).text) or row.criterion
        if self._matrix:
            numbers = [
                number
                for column in self._matrix
                if is_cross(row.cells.get(column.place, _EMPTY).text)
                for number in column.indicators
            ]
            if numbers:
                return Indicators(tuple(sorted(set(numbers))))
        column = self._column[Role.INDICATOR]
        if column is not None:
            cell = row.cells.get(column.place, _EMPTY)
            read = read_indicators(
                cell.text or self._filled.get(row.number, ""),
                self._numbering,
                dated=cell.day is not None,
            )
        else:
            read = (
                read_indicators(title)
                if re.match(r"(?i)\W*(ind|c\d|crit)", title)
                else Indicators()
            )
        if read.problem is not None:
            raise _Why(read.problem)
        if not read.numbers and not read.clauses:
            if row.section:
                return Indicators(row.section)
            raise _Why(say("no indicator is given"))
        strange = (
            [number for number in read.numbers if number not in CRITERIA.get(criterion, ())]
            if criterion
            else []
        )
        if strange and len(strange) == len(read.numbers):
            raise _Why(
                say(
                    "indicator {number} does not belong to criterion {criterion}",
                    number=strange[0],
                    criterion=criterion,
                )
            )
        return read

    def _days(self, row: TableRow) -> tuple[str, str, str]:
        """Return the proof's day, its last good day, and how long it is good for;
        what is no day is noted.
        """
        dated = self._day(self._cell(row, Role.DATED))
        end = self._cell(row, Role.UNTIL)
        until = every = ""
        if end.text:
            when = read_day(end.text) if end.day is None else None
            if end.day is not None or (when is not None and when.day is not None):
                until = (end.day or (when.day if when else None) or "") and str(
                    end.day or (when.day if when else "")
                )
            elif jusqu := read_day(
                re.sub(r"(?i)^.*?(jusqu.?\s?(au|en)?|until|au)\s+", "", end.text)
            ).day:
                until = jusqu.isoformat()
            elif (span := read_span(end.text)) is not None:
                every = span if dated else ""
            elif not names_nothing(end.text) or re.search(r"\d", end.text):
                self._noted(
                    end,
                    say("“{text}” is no end of validity that can be written", text=cut(end.text)),
                )
        frequency = self._cell(row, Role.EVERY)
        if frequency.text and not every and not until:
            every = read_span(frequency.text) or ""
            if not every and not names_nothing(frequency.text):
                self._noted(
                    frequency, say("“{text}” is no length of time", text=cut(frequency.text))
                )
        if until and dated and until < dated:
            self._noted(
                end,
                say(
                    "the end of validity, {until}, is before the date {day}", until=until, day=dated
                ),
            )
            until = ""
        return dated, until, every

    def _day(self, cell: Cell) -> str:
        if cell.day is not None and cell.day.year in range(1990, 2100):
            return cell.day.isoformat()
        when = read_day(cell.text, month_first=self._month_first)
        if when.day is not None:
            return when.day.isoformat()
        if when.sort is Sort.PERIOD:
            self._noted(
                cell, say("“{text}” is no day: the date is to be given", text=cut(cell.text))
            )
        elif when.sort is Sort.IMPOSSIBLE:
            self._noted(
                cell,
                say(
                    "“{text}” is a day that does not exist: the date is to be given",
                    text=cut(cell.text),
                ),
            )
        elif when.sort is Sort.WORDS and cell.text:
            self._noted(cell, say("“{text}” is no date", text=cut(cell.text)))
        return ""

    def _noted(self, cell: Cell, message: Message) -> None:
        self._notes.append(
            say(
                "{place}: {message}",
                place=self._table.sheet.place(cell.row, cell.column),
                message=message,
            )
        )

    def _where(self, row: TableRow, title: Cell, *, tool: bool = True) -> list[PlaceReading]:
        places: list[PlaceReading] = []
        for column in self._wheres:
            cell = row.cells.get(column.place, _EMPTY)
            if cell.error:
                self._noted(
                    cell, say("“{text}” is an error of the sheet, no place", text=cell.text)
                )
            elif (where := read_where(cell, self._known.is_file)) is not None:
                places.append(where)
        if (title.link or "").casefold().startswith(("http", "file:")) and not any(
            where.key == "url" for where in places
        ):
            places[:0] = (
                [where]
                if (where := read_where(title._replace(text=""), self._known.is_file)) is not None
                else []
            )
        if not places and tool:
            for column in self._table.columns:  # a note may carry the link
                cell = row.cells.get(column.place, _EMPTY)
                if column.role in {Role.TOOL_LINK, Role.NOTE} and (
                    cell.link or cell.text
                ).startswith("https://"):
                    places += (
                        [where]
                        if (where := read_where(cell, self._known.is_file)) is not None
                        else []
                    )
        return places

    def _words(self, row: TableRow) -> dict[str, str]:
        """Return what the other columns say, in the index's words."""
        owner = (
            self._cell(row, Role.OWNER)
            if self._column[Role.OWNER]
            else self._cell(row, Role.WRITER)
        )
        column = self._column[Role.NOTE]
        private = column is not None and (
            column.place in self._table.sheet.hidden_columns or "intern" in plain(column.heading)
        )
        values = {
            "owner": self._owner(owner),
            "kind": read_kind(self._cell(row, Role.KIND).text) or "",
            "stage": read_stage(self._cell(row, Role.STAGE).text) or "",
            "access": read_access(self._cell(row, Role.ACCESS).text) or "",
            "session": self._session(self._cell(row, Role.SESSION).text),
            "note": "" if private else " ".join(self._cell(row, Role.NOTE).text.split()),
        }
        for key, meant in self._known.values.items():
            role = next((role for role in Role if role.value == key), None)
            if role is not None and (own := meant.get(self._cell(row, role).text)) is not None:
                values[key] = own
        return values

    def _owner(self, cell: Cell) -> str:
        text = " ".join(cell.text.split())
        if not text or not re.search(r"[^\W\d_]{2}", text) or "@" in text or names_nothing(text):
            return ""
        parts = [
            part.strip()
            for part in re.split(r"[,;\n]|\s/\s|\s&\s|\s\+\s", cell.text)
            if part.strip()
        ]
        if len(parts) > 1:
            self._noted(cell, say("several answer: “{text}”; the first was taken", text=cut(text)))
        return parts[0] if parts else ""

    @staticmethod
    def _session(text: str) -> str:
        return (
            text if re.fullmatch(r"(?=[^0-9]*[0-9])[A-Za-z0-9][A-Za-z0-9._-]{1,39}", text) else ""
        )

    # ---- what becomes of it

    def _twice(
        self,
        title: str,
        indicators: Indicators,
        where: PlaceReading | None,
        values: dict[str, str],
        row: TableRow,
    ) -> int | None:
        key = (
            plain(title),
            indicators.texts(),
            where.text if where else "",
            values.get("session", ""),
            values["dated"],
        )
        first = self._seen.setdefault(key, row.number)
        return first if first != row.number else None

    def _draft(  # noqa: PLR0913, PLR0917 - one for each thing that a row says
        self,
        row: TableRow,
        title: str,
        where: PlaceReading | None,
        more: tuple[str, ...],
        shared: dict[str, str],
        stated: Said,
        *,
        alone: bool,
    ) -> Draft:
        values = {
            **self._known.defaults,
            **{key: text for key, text in shared.items() if text},
            "title": title,
        }
        if where is not None:
            values[where.key] = where.text
        if alone:
            values |= self._id(row)
        notes = list(self._notes)
        if more:
            notes.append(say("also: {addresses}", addresses=list(more)))
        status = (
            stated.value
            if stated in {Said.APPROVED, Said.IN_REVIEW, Said.WITHDRAWN}
            else values.get("status", "draft")
        )
        if status == "approved" and "stage" not in values:
            values["stage"] = guess_stage(values.get("kind", ""), title)
            self._guessed += 1
        if "stage" not in values and values.get("kind") in {"procedure", "record", "register"}:
            values["stage"] = guess_stage(values["kind"], title)
        if status == "approved" and (
            not all(values.get(key) for key in _NEEDED)
            or not any(values.get(key) for key in _WHERE)
        ):
            status = "draft"
            self._held_back.append(str(row.number))
        values["status"] = status
        return Draft(values, At(self._table.sheet.title, row.number), tuple(notes))

    def _id(self, row: TableRow) -> dict[str, str]:
        text = self._cell(row, Role.ID).text
        good = (
            re.fullmatch(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._-]{0,39}", text) is not None
        )
        if not good or text.casefold() in self._ids:
            return {}
        self._ids.add(text.casefold())
        return {"id": text}


def _share(
    wheres: list[PlaceReading], place: int, count: int
) -> tuple[PlaceReading | None, tuple[str, ...]]:
    """Return where one of several proofs of a row is:
    each its own address where there are as many, else all the same.
    """
    if not wheres:
        return None, ()
    first = next((where for where in wheres if where.key == "url"), wheres[0])
    addresses = (first.text, *first.more)
    others = tuple(where.text for where in wheres if where is not first)
    if count > 1 and len(addresses) == count:
        return first._replace(text=addresses[place]), others
    return first, (*first.more, *others)


def _criterion(text: str) -> int | None:
    match = re.search(r"(?i)crit\w*\W*(\d)(?!\d)", text) or re.match(r"(?i)\s*c?(\d)(?!\d)", text)
    return int(match[1]) if match and int(match[1]) in CRITERIA else None


def _fill_down(table: HeadedTable) -> dict[int, str]:
    """Return the indicators to be read in rows that leave them empty: where they are written once,
    above the rows they serve.

    Only where the column reads like that: it ascends, and no value is written in two rows that
    follow each other.
    """
    column = table.column(Role.INDICATOR)
    if column is None:
        return {}
    texts = [
        (row, row.cells[column.place].text if column.place in row.cells else "")
        for row in table.rows
        if not is_total(row.filled()[0].text if row.filled() else "")
    ]
    written = [read_indicators(text).numbers[:1] for _row, text in texts if text]
    firsts = [numbers[0] for numbers in written if numbers]
    blank = len(texts) - len(written)
    repeated = any(one == two and one for (_a, one), (_b, two) in pairwise(texts))
    before_title = (title := table.column(Role.TITLE)) is None or column.place < title.place
    if (
        not blank
        or not firsts
        or firsts != sorted(firsts)
        or len(set(firsts)) != len(firsts)
        or repeated
        or not before_title
        or not (texts and texts[0][1])
    ):
        return {}
    above, filled = "", {}
    for row, text in texts:
        above = text or above
        if not text:
            filled[row.number] = above
    return filled
