"""Training sessions out of other programs' exports,
and the table of which documents each session has. Nobody is named who learns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.intake.headings import Role
from preuve.intake.phrases import cut, normalized, singular
from preuve.intake.places import read_where
from preuve.intake.remarks import looks
from preuve.intake.results import At, Draft, Holds, Left, TableReading
from preuve.intake.statuses import is_cross, is_total
from preuve.intake.written_days import read_day, read_days
from preuve.model.sessions import SESSION_FORM
from preuve.spreadsheets.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from preuve.core.words import Message
    from preuve.intake.columns import Column
    from preuve.intake.table_layout import HeadedTable, TableRow

_EMPTY = Cell("", 0, 0)
_ID = re.compile(SESSION_FORM)
_CATEGORIES = (
    ("skills_assessment", r"bilan (de )?competence|\bbdc\b|^bc$|skills assessment"),
    ("vae", r"\bvae\b|validation (des )?acqui"),
    ("training", r"professionnalisation|\bpro a\b"),
    (
        "apprenticeship",
        (
            r"^apprentissage|contrat (d )?apprentissage|formation par apprentissage|^apprenti|"
            r"apprenticeship|^cfa$|action (de )?formation par apprentissage|par la voie de l "
            r"apprentissage"
        ),
    ),
    (
        "training",
        (
            r"(action (de )?)?formation(?! par appren)|^training|^stage$|^(inter|intra)( "
            r"entreprise)?s?$|afest|^adf$|^af$|e learning|perfectionnement"
        ),
    ),
)
_NO_TRAINING = re.compile(
    r"conseil|audit|consult|coaching|prestation de service|location|conference|dispositif|"
    r"prepa\b|preparation|orientation|evenement|salon|reunion|advice"
)
_THERE = frozenset(("ok", "oui", "fait", "yes", "done", "recu", "signe", "envoye", "complet"))
_OFF = re.compile(
    r"annul|cancel|report|ajourn|supprim|abandonn|non realis|refus|brouillon|draft|option|"
    r"devis|prospect|perdu|postponed|deleted"
)


def holds(table: HeadedTable) -> Holds:
    """Return what a table is about, by its headings."""
    roles = {column.role for column in table.columns if column.role}
    documents = [
        column
        for column in table.columns
        if column.indicators
        and normalized(column.heading)
        and not re.fullmatch(r"\D{0,12}\d+", column.heading)
    ]
    about = roles & {
        Role.STARTS,
        Role.ENDS,
        Role.HEADCOUNT,
        Role.PRESENT,
        Role.CATEGORY,
        Role.SESSION_TITLE,
        Role.SPAN_OF_DAYS,
        Role.TRAINER,
        Role.SESSION,
    }
    if (
        len(documents) > 1
        and roles & {Role.ID, Role.SESSION, Role.SESSION_TITLE, Role.SPAN_OF_DAYS, Role.TRAINER}
        and Role.INDICATOR not in roles
    ):
        return Holds.SESSION_FILES
    if _starts(table) is not None and len(about) > 2 and Role.INDICATOR not in roles:
        return Holds.SESSIONS
    named = (
        Role.INDICATOR in roles
        or bool(table.sections)
        or any(column.indicators for column in table.columns)
    )
    in_titles = any(
        re.match(r"(?i)\W*(ind\w*\.?|i)\s*\d|\W*c\d\W*i", text) for text in _titles(table)
    )
    if Role.TITLE in roles and (named or in_titles or any(row.section for row in table.rows)):
        return Holds.EVIDENCE
    return Holds.NOTHING


def _titles(table: HeadedTable) -> list[str]:
    column = table.column(Role.TITLE)
    return table.values(column.place)[:200] if column else []


def _starts(table: HeadedTable) -> Column | None:
    start = next(
        (
            column
            for column in table.columns
            if normalized(column.heading) in {"start date", "start"}
        ),
        None,
    )
    return table.column(Role.STARTS) or table.column(Role.SPAN_OF_DAYS) or start


def read_sessions_table(table: HeadedTable, categories: tuple[str, ...]) -> TableReading:
    """Return the sessions of a table.

    Args:
        table: the table.
        categories: what the provider offers: taken where no column says it and it is only one.

    """
    return _SessionReader(table, categories).read()


class _SessionReader:
    def __init__(self, table: HeadedTable, categories: tuple[str, ...]) -> None:
        self._table, self._categories = table, categories
        ends = (
            table.column(Role.ENDS)
            or table.column(Role.UNTIL)
            or next((one for one in table.columns if normalized(one.heading) == "end date"), None)
        )
        code = table.column(Role.SESSION) or table.column(Role.ID)
        self._columns = {
            "id": code,
            "title": table.column(Role.SESSION_TITLE) or table.column(Role.TITLE),
            "category": table.column(Role.CATEGORY) or table.column(Role.KIND),
            "starts": _starts(table),
            "ends": ends,
            "headcount": table.column(Role.HEADCOUNT) or table.column(Role.PRESENT),
            "subcontractor": table.column(Role.SUBCONTRACTOR),
            "site": table.column(Role.SITE),
            "status": table.column(Role.STATUS),
            "place": table.column(Role.WHERE),
        }
        self._people = table.column(Role.PEOPLE) is not None and self._columns["headcount"] is None
        self._made = 0

    def read(self) -> TableReading:
        by_id: dict[str, Draft] = {}
        left: list[Left] = []
        for row in self._table.rows:
            filled = row.filled()
            if not filled:
                continue
            at = At(self._table.sheet.title, row.number)
            text = cut(self._text(row, "title") or filled[0].text)
            if is_total(filled[0].text):
                left.append(Left(at, filled[0].text, say("a total"), fixable=False))
                continue
            values, why = self._values(row)
            known = by_id.get(values.get("id", "").casefold())
            if known is not None and self._people:
                known.values["headcount"] = str(int(known.values["headcount"]) + 1)
            elif known is not None and why is None:
                left.append(
                    Left(
                        at,
                        text,
                        say(
                            "the session {id} stands in row {row} already",
                            id=values["id"],
                            row=known.at.row,
                        ),
                        fixable=False,
                    )
                )
            elif why is not None:
                left.append(
                    Left(at, text, why, fixable=row.number not in self._table.sheet.hidden_rows)
                )
            else:
                by_id[values["id"].casefold()] = Draft(values, at)
        return TableReading(
            Holds.SESSIONS, list(by_id.values()), left, list(self._remarks()), self._table
        )

    def _remarks(self) -> Iterator[Message]:
        title = self._table.sheet.title
        yield from looks(self._table.sheet)
        yield say("{sheet}: a table of training sessions.", sheet=title)
        head = self._columns["headcount"]
        other = self._table.column(Role.PRESENT)
        if head is not None and other is not None and other is not head:
            yield say(
                "{sheet}: the learners were counted by “{heading}”, not by “{other}”.",
                sheet=title,
                heading=head.heading,
                other=other.heading,
            )
        if self._people:
            yield say(
                "{sheet}: a row a learner: they were counted, and nobody is named.", sheet=title
            )
        if self._columns["category"] is None and len(self._categories) == 1:
            yield say(
                "{sheet}: no column says the kind of action: all were taken for {category}.",
                sheet=title,
                category=self._categories[0],
            )

    def _text(self, row: TableRow, key: str) -> str:
        column = self._columns.get(key)
        return row.cells.get(column.place, _EMPTY).text if column else ""

    def _values(self, row: TableRow) -> tuple[dict[str, str], Message | None]:
        """Return what a row says of its session, and why it cannot be taken."""
        values = {"id": self._code(row), "title": " ".join(self._text(row, "title").split())}
        values |= {
            key: text for key in ("site",) if (text := " ".join(self._text(row, key).split()))
        }
        taught = self._text(row, "subcontractor")
        if (
            taught
            and not is_cross(taught)
            and normalized(taught) not in {"non", "no", "n a", "na", "aucun"}
        ):
            values["subcontractor"] = " ".join(taught.split())
        if (off := self._off(row)) is not None:
            return values, off
        category = self._category(row)
        if category is None:
            return values, say(
                "“{text}” is none of the four kinds of action for sure",
                text=cut(self._text(row, "category") or values["title"]),
            )
        starts, ends = self._days(row)
        if starts is None:
            return values, say("it has no first day that can be read")
        if ends is None:
            return values, say("it has no last day that can be read")
        if ends < starts:
            return values, say(
                "its last day, {ends}, is before its first, {starts}", ends=ends, starts=starts
            )
        count = re.fullmatch(r"(\d{1,4})(?:\s*[a-zéèA-Z.]+)?", self._text(row, "headcount").strip())
        if count is None and not self._people:
            return values, say("the number of learners is not given")
        if not values["title"]:
            return values, say("it has no title")
        if not values["id"]:
            return values, say(
                "its code can be no id: letters, digits, dots and dashes, with a digit"
            )
        head = str(int(count[1])) if count else "1"
        values |= {
            "category": category,
            "starts": starts.isoformat(),
            "ends": ends.isoformat(),
            "headcount": head,
        }
        return values, None

    def _off(self, row: TableRow) -> Message | None:
        """Return why a row is none of a session that is held."""
        if row.number in self._table.sheet.hidden_rows:
            return say("the row is hidden: show it and give it again, if it counts")
        if _OFF.search(normalized(self._text(row, "status"))):
            return say("its state is “{text}”", text=cut(self._text(row, "status")))
        return None

    def _code(self, row: TableRow) -> str:
        text = self._text(row, "id").strip()
        if _ID.fullmatch(text):
            return text
        stripped = re.sub(r"[\s/]+", "-", text).strip("-._")
        if text and _ID.fullmatch(stripped):
            return stripped
        starts = self._days(row)[0]
        if self._columns["id"] is None and starts is not None:
            self._made += 1
            return f"S{starts.isoformat()}-{self._made}"
        return ""

    def _category(self, row: TableRow) -> str | None:
        stated, title = (
            normalized(self._text(row, "category")),
            normalized(self._text(row, "title")),
        )
        text = stated or title
        if (
            stated
            and _NO_TRAINING.search(stated)
            and not re.search(r"bilan|vae|action de formation|^formation", stated)
        ):
            return None
        singles = " ".join(map(singular, text.split()))
        for category, pattern in _CATEGORIES:
            if re.search(pattern, singles) or re.search(pattern, text):
                return category
        if self._columns["category"] is None and len(self._categories) == 1:
            return self._categories[0]
        return None

    def _days(self, row: TableRow) -> tuple[date | None, date | None]:
        column = self._columns["starts"]
        start = row.cells.get(column.place, _EMPTY) if column else _EMPTY
        other = self._columns["ends"]
        end = row.cells.get(other.place, _EMPTY) if other else _EMPTY
        if column is not None and column.role is Role.SPAN_OF_DAYS and other is None:
            return (start.day, start.day) if start.day else read_days(start.text)
        return _day(start), _day(end)


def _day(cell: Cell) -> date | None:
    return cell.day or read_day(cell.text).day


def read_session_files(table: HeadedTable, is_file: Callable[[str], str | None]) -> TableReading:
    """Return the proofs of a table that has a row a session and a column a document.

    A day in a column whose heading names an indicator is a proof of that day; a cross is one
    without a day. Columns whose heading names none tell none.
    """
    code = table.column(Role.SESSION) or table.column(Role.ID)
    name = table.column(Role.SESSION_TITLE) or table.column(Role.TITLE)
    documents = [column for column in table.columns if column.indicators]
    drafts: list[Draft] = []
    left: list[Left] = []
    for row in table.rows:
        filled = row.filled()
        if not filled:
            continue
        at = At(table.sheet.title, row.number)
        session = row.cells.get(code.place, _EMPTY).text if code else ""
        title = cut(row.cells.get(name.place, _EMPTY).text if name else session)
        if is_total(filled[0].text):
            left.append(Left(at, filled[0].text, say("a total"), fixable=False))
            continue
        if row.number in table.sheet.hidden_rows:
            left.append(
                Left(at, title, say("the row is hidden: show it and give it again, if it counts"))
            )
            continue
        where = next(
            (
                read_place
                for column in table.having(Role.WHERE)
                if (read_place := read_where(row.cells.get(column.place, _EMPTY), is_file))
            ),
            None,
        )
        shared = {where.key: where.text} if where is not None else {}
        if _ID.fullmatch(session):
            shared["session"] = session
        for column in documents:
            cell = row.cells.get(column.place, _EMPTY)
            day = cell.day or read_day(cell.text).day
            place = At(table.sheet.title, row.number, column.place)
            document = _document(column.heading)
            if day is None and not (is_cross(cell.text) or normalized(cell.text) in _THERE):
                if cell.text:
                    left.append(
                        Left(
                            place,
                            f"{document}, {session or title}",
                            say("“{text}” shows no document", text=cut(cell.text)),
                            fixable=False,
                        )
                    )
                continue
            values = {
                "title": f"{document}, {session or title}",
                "indicators": ", ".join(map(str, column.indicators)),
                "stage": "implemented",
                "kind": "record",
                "status": "draft",
                **shared,
            }
            drafts.append(Draft({**values, "dated": day.isoformat()} if day else values, place))
    return TableReading(Holds.SESSION_FILES, drafts, left, list(_file_remarks(table)), table)


def _document(heading: str) -> str:
    stripped = re.sub(
        r"(?i)[\s(\[–-]*\b(indicateurs?|ind\w*|i)\.?\s*(n°\s*)?\d[\d\s,;/&et-]*[)\]]?", " ", heading
    )
    return " ".join(stripped.split()).strip(" -–:") or heading


def _file_remarks(table: HeadedTable) -> Iterator[Message]:
    sheet = table.sheet.title
    yield from looks(table.sheet)
    yield say(
        "{sheet}: a table of training sessions, a row a session and a column a document.",
        sheet=sheet,
    )
    silent = [
        column.heading
        for column in table.columns
        if column.role is None and not column.indicators and column.heading
    ]
    if silent:
        yield say(
            "{sheet}: these headings name no indicator, and nothing was taken from them: "
            "{headings}.",
            sheet=sheet,
            headings=silent,
        )
