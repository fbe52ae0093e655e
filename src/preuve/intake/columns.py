"""What each column of a table tells: by its heading, by the heading above it, by its values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from preuve.intake.headings import Claim, Role, claim, indicator_of_column, numbered
from preuve.intake.indicators import read_indicators
from preuve.intake.phrases import normalized, words
from preuve.intake.statuses import Said, is_cross, read_kind, read_stage, read_status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preuve.intake.table_layout import HeadedTable
    from preuve.spreadsheets.cells import Sheet

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
    part: str = ""
    """Which proof of a row it tells of, where a row has several: `2` of `Preuve 2`, `Lien 2`."""

    @property
    def stage(self) -> str:
        """Return the stage that the heading of a column of proofs says."""
        text = normalized(f"{self.group} {self.heading}")
        if re.search(r"mises? en? ?oeuvre|\boeuvre\b|applique|application|\btraces?\b", text):
            return "implemented"
        return "formalised" if re.search(r"formalis|\bprevue?s?\b", text) else ""


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


def columns_of(sheet: Sheet, number: int) -> Iterator[Column]:
    """Yield the columns below the headings in a row, as far as these say something."""
    groups = _groups(sheet, number)
    row = sheet.rows[number - 1]
    body = sheet.rows[number : number + _SAMPLE]
    width = max((len(below) for below in body), default=0)
    hidden = sheet.hidden_columns
    if hidden >= {cell.column for cell in row if cell.text}:
        hidden = frozenset()  # where all are hidden, it says nothing of one
    for index in range(1, max(len(row), width) + 1):
        heading = row[index - 1].text if index <= len(row) else ""
        group = groups.get(index, "")
        if not heading and group:
            heading, group = group, ""
        texts = (below[index - 1].text for below in body if index <= len(below))
        sample = next(filter(None, texts), "")
        if index in hidden:
            yield Column(index, " ".join(heading.split()), None, group=group)
        elif heading:
            yield _column(index, " ".join(heading.split()), group, sample)
        elif sample:
            yield Column(index, "", None, sample=sample)


def _column(index: int, heading: str, group: str, sample: str) -> Column:
    column = Column(index, heading, None, group=group, sample=sample)
    if (number := indicator_of_column(heading)) is not None:
        return column._replace(indicators=(number,))
    if numbers := document_column(heading):
        return column._replace(indicators=numbers)
    found = claim(heading)
    above = claim(group) if group else None
    if above is not None and above.role in {Role.ACTION, Role.CONFORMITY}:
        found = Claim(above.role, 3, whole=True)
    elif found is None and above is not None and len(normalized(heading)) > 2:
        found = claim(f"{group} {heading}")
    if found is None:
        return column
    return column._replace(role=found.role, rank=found.rank, whole=found.whole)


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


def settle(table: HeadedTable) -> HeadedTable:
    """Return a table whose columns have one role each, by their values
    and by how surely each claims it.
    """
    columns = [_by_values(table, column) for column in table.columns]
    columns = _matrix(table, columns)
    columns = _numbers(table, columns)
    columns = _parts(columns)
    ambiguous: list[tuple[Role, tuple[Column, ...]]] = []
    for role in _SINGLE:
        claiming = [column for column in columns if column.role is role and not column.part]
        if len(claiming) < 2:
            continue
        best = max(claiming, key=_surely)
        alike = tuple(
            column
            for column in claiming
            if _surely(column) == _surely(best) and any(table.values(column.place))
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


def _surely(column: Column) -> tuple[int, bool]:
    return column.rank, column.whole


def _same_values(table: HeadedTable, columns: tuple[Column, ...]) -> bool:
    return all(
        table.values(column.place) == table.values(columns[0].place) for column in columns[1:]
    )


def _by_values(table: HeadedTable, column: Column) -> Column:
    """Return a column whose values say something else than its heading."""
    texts = [text for text in table.values(column.place)[:_SAMPLE] if text]
    if column.role is Role.INDICATOR and texts and not _names_indicators(table, column):
        return column._replace(role=Role.WORDING)
    for role, fits, share, meant in _SAY_OTHERWISE:
        if column.role is role and texts and sum(map(fits, texts)) > share * len(texts):
            return column._replace(role=meant)
    return column


def _names_indicators(table: HeadedTable, column: Column) -> bool:
    cells = [row.cells[column.place] for row in table.rows[:_SAMPLE] if column.place in row.cells]
    cells = [cell for cell in cells if cell.text]
    named = sum(cell.day is not None or re.search(r"\d", cell.text) is not None for cell in cells)
    return named * 3 >= len(cells) or re.match(r"(?i)tou", cells[0].text) is not None


def _is_address(text: str) -> bool:
    return re.match(r"https?://|[A-Za-z]:\\|\\\\", text) is not None


def _is_answer(text: str) -> bool:
    """Return whether a text of a status column is a yes, a no, or how far something is."""
    return (
        is_cross(text)
        or normalized(text) in {"non", "no", "n", "oui", "yes"}
        or re.fullmatch(r"[\d.,]+\s*%?", text) is not None
    )


def _is_status(text: str) -> bool:
    return read_status(text) is not Said.UNKNOWN


_SAY_OTHERWISE: tuple[tuple[Role, Callable[[str], bool], float, Role], ...] = (
    (Role.TITLE, _is_address, 0.5, Role.WHERE),
    (Role.WHERE, is_cross, 0.5, Role.DONE),
    (Role.STATUS, _is_answer, 0.89, Role.DONE),
    (Role.APPROVER, _is_status, 0.5, Role.STATUS),
    (Role.KIND, lambda text: read_stage(text) is not None and len(text) < 4, 0.5, Role.STAGE),
    (Role.ID, lambda text: text.isdecimal() and len(text) < 4, 0.99, Role.NUMBER),
    (Role.ID, lambda text: "/" in text or "\\" in text, 0.5, Role.WHERE),
)
"""A role, what its values may be instead, in what share of them, and the role that these mean."""


def is_mark(text: str) -> bool:
    """Return whether a cell of a matrix says yes: a cross, or a letter such as P, S, F, M."""
    return is_cross(text) or (
        len(text.strip()) <= 3
        and re.match(r"[A-Za-z]", text.strip()) is not None
        and normalized(text) not in {"non", "no", "n", "na", "so", "nc", "faux"}
    )


def _matrix(table: HeadedTable, columns: list[Column]) -> list[Column]:
    """Return columns of which those with a bare number are a matrix's, where marks stand in them;
    else they are nothing.
    """
    bare = [
        column
        for column in columns
        if column.indicators and indicator_of_column(column.heading) is not None
    ]
    marked = [text for column in bare for text in table.values(column.place) if text]
    yes = [text for text in marked if is_mark(text)]
    if len(bare) >= 3 and len(yes) * 2 > len(marked) and len(set(yes)) < 8:
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
        good = sum(  # a total below may have words
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


_OF_PART = {Role.TITLE, Role.WHERE, Role.DATED}


def _parts(columns: list[Column]) -> list[Column]:
    """Return columns of which several tell a proof each: `Preuve 1` and `Preuve 2` with their
    links, proofs of either stage, or a column for each kind of document.
    """
    series = [numbered(column.heading) for column in columns]
    titles = [
        number
        for column, found in zip(columns, series, strict=True)
        if found and column.role is Role.TITLE
        for number in [found[1]]
    ]
    if len(set(titles)) > 1:
        columns = [
            column._replace(role=Role.WORDING)
            if column.role is Role.TITLE and not found
            else column
            for column, found in zip(columns, series, strict=True)
        ]
        return [
            column._replace(part=found[1]) if found and column.role in _OF_PART else column
            for column, found in zip(columns, series, strict=True)
        ]
    staged = [column for column in columns if column.role is Role.TITLE and column.stage]
    if len({column.stage for column in staged}) > 1:
        return [
            column._replace(part=column.stage) if column in staged else column for column in columns
        ]
    sure = any(column.role is Role.TITLE and column.rank > 2 for column in columns)
    kinds = [
        column
        for column in columns
        if column.role in {Role.TITLE, None} and read_kind(column.heading) not in {None, "document"}
    ]
    if len(kinds) > 1 and not sure:
        return [
            column._replace(role=Role.TITLE, part=column.heading) if column in kinds else column
            for column in columns
        ]
    return columns
