"""Where the tables of a sheet stand, and what each column tells:
by its heading, by the heading above it, by its values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from preuve.intake.headings import Claim, Role, claim, indicator_of_column
from preuve.intake.indicators import read_indicators
from preuve.intake.phrases import plain, words
from preuve.intake.statuses import is_cross, read_kind, read_stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.spreadsheets.cells import Cell, Sheet

_LOOKED_AT = 80
_LONGEST_HEADING = 130
_SAMPLE = 400


class Column(NamedTuple):
    """One column of a table, and how it was read."""

    place: int
    """Its number, from 1."""
    heading: str
    role: Role | None
    rank: int = 0
    whole: bool = False
    group: str = ""
    """What stands above its heading."""
    indicators: tuple[int, ...] = ()
    """The indicators that its heading names: a cross of a matrix, or a document of a session."""
    key: str | None = None
    """The key of the manual that a mapping, or our own export, names."""
    sample: str = ""


class TableRow(NamedTuple):
    """A row below the headings, with the section that it stands in."""

    number: int
    cells: Mapping[int, Cell]
    section: tuple[int, ...] = ()
    criterion: int | None = None

    def filled(self) -> list[Cell]:
        """Return the cells that say something, each merged range once."""
        return [
            cell
            for cell in self.cells.values()
            if (cell.text or cell.link or cell.error) and not cell.repeated
        ]


class HeadedTable(NamedTuple):
    """A table of a sheet."""

    sheet: Sheet
    header: int
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    repeated: tuple[int, ...] = ()
    """Rows that repeat the headings."""
    sections: tuple[tuple[int, str], ...] = ()
    """Rows that are headings of sections, with their text."""
    ambiguous: tuple[tuple[Role, tuple[Column, ...]], ...] = ()
    """Roles that two columns claim alike: neither is used."""

    def column(self, role: Role) -> Column | None:
        """Return the one column of a role."""
        return next((column for column in self.columns if column.role is role), None)

    def having(self, role: Role) -> list[Column]:
        """Return all columns of a role."""
        return [column for column in self.columns if column.role is role]

    def values(self, index: int) -> list[str]:
        """Return the texts of a column, row by row."""
        return [row.cells[index].text if index in row.cells else "" for row in self.rows]


def find_tables(sheet: Sheet, header: int | None = None) -> list[HeadedTable]:
    """Return the tables of a sheet, from the first row of headings on; none where no row looks like
    headings.

    Args:
        sheet: the sheet.
        header: the row of headings, where a mapping says it.

    """
    first = header or _first_header(sheet)
    if first is None:
        return []
    starts = [first, *(number for number in _later_headers(sheet, first) if header is None)]
    head = _texts(sheet, first)
    tables: list[HeadedTable] = []
    repeated: list[int] = []
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(sheet.rows) + 1
        if place and _texts(sheet, start) == head and tables:
            repeated.append(start)
            last = tables[-1]
            more = _body(sheet, start, end, last.rows[-1] if last.rows else None)
            tables[-1] = last._replace(
                rows=(*last.rows, *more.rows),
                sections=(*last.sections, *more.sections),
                repeated=tuple(repeated),
            )
        else:
            head = _texts(sheet, start)
            body = _body(sheet, start, end, None)
            tables.append(
                HeadedTable(
                    sheet, start, tuple(_columns(sheet, start)), body.rows, (), body.sections
                )
            )
    return [settle(table) for table in tables]


def _texts(sheet: Sheet, number: int) -> list[str]:
    return [plain(cell.text) for cell in sheet.rows[number - 1] if cell.text]


def _first_header(sheet: Sheet) -> int | None:
    scores = [(_score(row), row[0].row) for row in sheet.rows[:_LOOKED_AT] if row]
    best = max((score for score, _number in scores), default=0)
    return (
        next((number for score, number in scores if score >= max(2, 0.7 * best)), None)
        if best
        else None
    )


def _later_headers(sheet: Sheet, first: int) -> Iterator[int]:
    """Yield the rows below the headings that are headings again: the same, or others."""
    head = _texts(sheet, first)
    for row in sheet.rows[first:]:
        if not row:
            continue
        texts = [plain(cell.text) for cell in row if cell.text]
        short = all(len(cell.text) < 40 and cell.day is None for cell in row)
        if texts == head or (len(texts) > 2 and short and _whole(row) >= max(3, 0.75 * len(texts))):
            yield row[0].row


def _whole(row: list[Cell]) -> int:
    claims = [claim(cell.text) for cell in row if cell.text and not cell.repeated]
    roles = {
        claim_of_cell.role
        for claim_of_cell in claims
        if claim_of_cell is not None and claim_of_cell.whole
    }
    values = sum(
        read_kind(cell.text) is not None for cell in row
    )  # “Document” is a kind as well as a heading
    return len(roles) if values < len(roles) else 0


def _score(row: list[Cell]) -> float:
    """Return how much a row looks like headings: how many it has that are known;
    0 where it is none.
    """
    filled = [cell for cell in row if cell.text and not cell.repeated]
    if len(filled) < 2 or any(
        len(cell.text) > _LONGEST_HEADING or cell.day is not None for cell in filled
    ):
        return 0
    numbered = [
        cell for cell in filled if document_column(cell.text) or indicator_of_column(cell.text)
    ]
    claims = [
        heading
        for cell in filled
        if cell not in numbered and (heading := claim(cell.text)) is not None
    ]
    whole = sum(heading.whole for heading in claims)
    roles = {heading.role for heading in claims}
    matrix = len(numbered) if len(numbered) > 2 else 0
    if whole + matrix < 2 or len(roles) < (1 if matrix else 2) or not roles & _SUBJECTS:
        return 0
    known = len(claims) + matrix
    return known if known >= 0.45 * len(filled) else 0


_SUBJECTS = {
    Role.TITLE,
    Role.INDICATOR,
    Role.SESSION_TITLE,
    Role.STARTS,
    Role.SPAN_OF_DAYS,
    Role.WHERE,
    Role.ID,
    Role.SESSION,
}


class _TableBody(NamedTuple):
    rows: tuple[TableRow, ...]
    sections: tuple[tuple[int, str], ...]


def _body(sheet: Sheet, start: int, end: int, above: TableRow | None) -> _TableBody:
    """Return the rows between two rows of headings;
    a row of one text that names an indicator or a criterion opens a section.
    """
    section, criterion = (
        (above.section, above.criterion) if above is not None else title_section(sheet.title)
    )
    for before in sheet.rows[
        max(0, start - 4) : start - 1
    ]:  # “CRITÈRE 1 : …” right above the headings
        opened = _section(before)
        if opened is not None:
            section, criterion = opened
    rows: list[TableRow] = []
    sections: list[tuple[int, str]] = []
    for cells in sheet.rows[start : end - 1]:
        if not cells or not any(cell.text or cell.link or cell.error for cell in cells):
            continue
        if (opened := _section(cells)) is not None:
            numbers, own = opened
            section, criterion = numbers, own if own is not None else criterion
            sections.append((cells[0].row, next(cell.text for cell in cells if cell.text)))
            continue
        rows.append(
            TableRow(cells[0].row, {cell.column: cell for cell in cells}, section, criterion)
        )
    return _TableBody(tuple(rows), tuple(sections))


def title_section(title: str) -> tuple[tuple[int, ...], int | None]:
    """Return the indicators and the criterion that a sheet's title names."""
    if re.search(r"(?i)\bind", title) or re.fullmatch(r"(?i)i\.?\s*\d{1,2}\b.*", title):
        return read_indicators(title).numbers, None
    match = re.match(r"(?i)\W*c(?:rit\w*)?\.?\s*(\d)\b", title)
    return (), int(match[1]) if match else None


def _section(cells: list[Cell]) -> tuple[tuple[int, ...], int | None] | None:
    """Return what a section's row names: its indicators, its criterion;
    None where the row is none.
    """
    texts = {cell.text for cell in cells if cell.text}
    if len(texts) != 1 or any(cell.link for cell in cells):
        return None
    text = texts.pop()
    if re.match(r"(?i)\W*crit[èe]re\s*n?°?\s*\d", text) and not re.search(
        r"(?i)indicateur\s*\d", text
    ):
        return (), int(re.findall(r"\d", text)[0])
    if re.match(r"(?i)\W*(indicateurs?|ind\.?|i)\s*(n°\s*)?\d", text):
        return read_indicators(text).numbers, None
    return None


def document_column(heading: str) -> tuple[int, ...]:
    """Return the indicators that a heading names beside words of its own:
    `Émargement (ind. 10)`.
    """
    if not re.search(r"(?i)(?<![a-z])(ind\w*|i)\.?\s*(n°\s*)?\d", heading):
        return ()
    own = [
        word
        for word in words(
            re.sub(r"(?i)\(?\b(ind\w*|i)\.?\s*(n°\s*)?\d[\d\s,;/&et-]*\)?", " ", heading)
        )
        if not word.isdecimal()
    ]
    return read_indicators(heading.replace("(", " ").replace(")", " ")).numbers if own else ()


def _columns(sheet: Sheet, number: int) -> Iterator[Column]:
    groups = _groups(sheet, number)
    row = sheet.rows[number - 1]
    body = sheet.rows[number : number + _SAMPLE]
    width = max((len(below) for below in body), default=0)
    for index in range(1, max(len(row), width) + 1):
        heading = row[index - 1].text if index <= len(row) else ""
        group = groups.get(index, "")
        if not heading and group:
            heading, group = group, ""
        sample = next(
            (
                below[index - 1].text
                for below in body
                if index <= len(below) and below[index - 1].text
            ),
            "",
        )
        if heading:
            yield _column(index, heading, group, sample)
        elif sample:
            yield Column(index, "", None, sample=sample)


def _column(index: int, heading: str, group: str, sample: str) -> Column:
    heading = " ".join(heading.split())
    if (number := indicator_of_column(heading)) is not None:
        return Column(index, heading, None, group=group, indicators=(number,), sample=sample)
    if numbers := document_column(heading):
        return Column(index, heading, None, group=group, indicators=numbers, sample=sample)
    own = claim(heading)
    above = claim(group) if group else None
    if above is not None and above.role in {Role.ACTION, Role.CONFORMITY}:
        own = Claim(above.role, 3, whole=True)
    elif own is None and above is not None and len(plain(heading)) > 2:
        own = claim(f"{group} {heading}")
    if own is None:
        return Column(index, heading, None, group=group, sample=sample)
    return Column(index, heading, own.role, own.rank, own.whole, group, sample=sample)


def _groups(sheet: Sheet, number: int) -> dict[int, str]:
    """Return what stands above each heading, filled to the right;
    a title above the whole table is no group.
    """
    if number < 2:
        return {}
    above = sheet.rows[number - 2]
    texts: dict[int, str] = {}
    last = ""
    for index in range(1, len(sheet.rows[number - 1]) + 1):
        cell = above[index - 1] if index <= len(above) else None
        if cell is not None and cell.text:
            last = cell.text if len(cell.text) < 60 else ""
        if last:
            texts[index] = last
    return texts if len(set(texts.values())) > 1 else {}


def settle(table: HeadedTable) -> HeadedTable:
    """Return a table whose columns have one role each,
    by their values and by how surely each claims it.
    """
    columns = [_by_values(table, column) for column in table.columns]
    columns = _matrix(table, columns)
    columns = _numbers(table, columns)
    ambiguous: list[tuple[Role, tuple[Column, ...]]] = []
    for role in _SINGLE:
        claiming = [column for column in columns if column.role is role]
        if len(claiming) < 2:
            continue
        best = max(claiming, key=_surely)
        alike = tuple(
            column
            for column in claiming
            if _surely(column) == _surely(best) and _filled(table, column)
        )
        if len(alike) > 1 and not _same_values(table, alike):
            ambiguous.append((role, alike))
            losers = claiming
        else:
            best = alike[0] if alike else best
            losers = [column for column in claiming if column is not best]
        columns = [
            column._replace(role=_SECOND.get(role, Role.UNUSED)) if column in losers else column
            for column in columns
        ]
    return table._replace(columns=tuple(columns), ambiguous=tuple(ambiguous))


_SINGLE = (
    Role.TITLE,
    Role.INDICATOR,
    Role.DATED,
    Role.UNTIL,
    Role.EVERY,
    Role.STATUS,
    Role.OWNER,
    Role.STAGE,
    Role.KIND,
    Role.ACCESS,
    Role.SESSION,
    Role.ID,
    Role.CRITERION,
    Role.STARTS,
    Role.ENDS,
    Role.CATEGORY,
    Role.SESSION_TITLE,
    Role.HEADCOUNT,
    Role.SITE,
)
_SECOND = {Role.TITLE: Role.NOTE}


def _surely(column: Column) -> tuple[int, bool]:
    return column.rank, column.whole


def _filled(table: HeadedTable, column: Column) -> bool:
    return any(table.values(column.place))


def _same_values(table: HeadedTable, columns: tuple[Column, ...]) -> bool:
    return all(
        table.values(column.place) == table.values(columns[0].place) for column in columns[1:]
    )


def _by_values(table: HeadedTable, column: Column) -> Column:
    """Return a column whose values say something else than its heading."""
    texts = [text for text in table.values(column.place)[:_SAMPLE] if text]
    if not texts:
        return column
    share = len(texts) or 1
    if column.role is Role.INDICATOR:
        cells = [
            row.cells[column.place]
            for row in table.rows[:_SAMPLE]
            if column.place in row.cells and row.cells[column.place].text
        ]
        named = sum(
            cell.day is not None or re.search(r"\d", cell.text) is not None for cell in cells
        )
        if named * 3 < len(cells) and not any(re.search(r"(?i)^tou", text) for text in texts[:1]):
            return column._replace(role=Role.WORDING)
    addressed = sum(bool(re.match(r"(https?://|[A-Za-z]:\\|\\\\)", text)) for text in texts)
    if column.role is Role.TITLE and addressed * 2 > share:
        return column._replace(role=Role.WHERE)
    if column.role is Role.WHERE and column.heading and sum(map(is_cross, texts)) * 2 > share:
        return column._replace(role=Role.DONE)
    if (
        column.role is Role.STATUS
        and sum(is_cross(text) or plain(text) in {"non", "no", "n", "oui", "yes"} for text in texts)
        * 10
        >= 9 * share
    ):
        return column._replace(role=Role.DONE)
    if (
        column.role is Role.KIND
        and sum(read_stage(text) is not None and len(text) < 4 for text in texts) * 2 > share
    ):
        return column._replace(role=Role.STAGE)
    if column.role is Role.ID and all(text.isdecimal() and len(text) < 4 for text in texts):
        return column._replace(role=Role.NUMBER)
    return column


def _matrix(table: HeadedTable, columns: list[Column]) -> list[Column]:
    """Return columns of which those with a bare number are a matrix's,
    where crosses stand in them; else they are nothing.
    """
    bare = [
        column
        for column in columns
        if column.indicators and indicator_of_column(column.heading) is not None
    ]
    marked = [text for column in bare for text in table.values(column.place) if text]
    crossed = sum(map(is_cross, marked))
    if len(bare) >= 3 and crossed * 2 > len(marked):
        return columns
    return [column._replace(indicators=()) if column in bare else column for column in columns]


def _numbers(table: HeadedTable, columns: list[Column]) -> list[Column]:
    """Return columns of which one of numbers is the indicator's,
    where the indicator's own text stands in another.
    """
    if any(column.role is Role.INDICATOR or column.indicators for column in columns):
        return columns
    worded = any(column.role is Role.WORDING for column in columns)
    for place, column in enumerate(columns):
        texts = [text for text in table.values(column.place) if text]
        # A total below may have words.
        good = sum(
            not read_indicators(text).problem
            and re.match(r"(?i)(ind\w*|i|n°|c\d)?[\W]?\s*\d", text) is not None
            for text in texts
        )
        coded = sum(
            re.match(r"(?i)\W*(ind\w*\.?|i|c\d\W*i\w*)\s*\d|[1-7][.-]\d{1,2}$", text) is not None
            for text in texts
        )
        sure = good if worded else min(good, coded)
        if column.role in {Role.NUMBER, Role.ID, None} and texts and sure * 5 >= 4 * len(texts):
            return [*columns[:place], column._replace(role=Role.INDICATOR), *columns[place + 1 :]]
    return columns
