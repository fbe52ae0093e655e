"""Tables kept as text: CSV of any program, "Unicode text",
whatever their letters and separators.
"""

from __future__ import annotations

import csv
import io
import re

from preuve.core.words import say
from preuve.spreadsheets.cells import MAX_COLUMNS, MAX_ROWS, Cell, Sheet, SheetError, damaged
from preuve.spreadsheets.xlsx_marks import hyperlink

_MARKED = re.compile(r"'+[=+\-@\t\r]")
_SEPARATORS = ";,\t|"
_FRENCH = frozenset("éèêëàâäçùûüôöîïœŒÉÈÊÀÇÔÎ’«»–—€°…")
_CAPITAL_WITHIN = re.compile(r"[a-zà-ÿ][À-ÞŒ]")  # é of a DOS program, read as a Mac's
_LEGACY = ("cp1252", "mac_roman", "cp850")
_LOOKED_AT = 60


def read_text(data: bytes, name: str) -> Sheet:
    """Return a text file as one sheet; its rows are counted as records.

    Raises:
        SheetError: it is no text, or no table.

    """
    text = decoded(data)
    if text is None or "\0" in text:
        raise SheetError(
            say("{file} is neither a workbook nor a text that can be read as a table.", file=name)
        )
    separator, skipped = _separator(text)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise damaged(name) from None
    if len(records) > MAX_ROWS or max(map(len, records), default=0) > MAX_COLUMNS:
        raise SheetError(
            say(
                "{file} has more than {rows} rows or {columns} columns.",
                file=name,
                rows=MAX_ROWS,
                columns=MAX_COLUMNS,
            )
        )
    rows = [
        [_cell(value, number, column) for column, value in enumerate(record, 1)]
        if number > skipped
        else []
        for number, record in enumerate(records, 1)
    ]
    return Sheet(name, rows, alone=True)


def decoded(data: bytes) -> str | None:
    """Return bytes as text: by their mark, as UTF-8,
    else as what Western programs wrote before it.
    """
    for mark, coding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(coding, "replace")
    if data[:4000].count(0) > len(data[:4000]) // 4:  # every other byte of Latin letters
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    texts = [(coding, data.decode(coding, "replace")) for coding in _LEGACY]
    return max(texts, key=lambda pair: _as_french(pair[1]))[1]


def _as_french(text: str) -> int:
    """Return how much a text looks like French:
    its accented letters, less the signs that no one types.
    """
    head = text[:200_000]
    letters = sum(letter in _FRENCH for letter in head)
    strange = sum(
        not (sign.isascii() or sign in _FRENCH or sign in "\xa0\u202f·•²³½") for sign in head
    )
    return letters - 2 * (strange + len(_CAPITAL_WITHIN.findall(head)))


def _separator(text: str) -> tuple[str, int]:
    """Return what stands between cells, and the number of lines that only say so."""
    if match := re.match(r"sep=(.)\r?\n", text):
        return match[1], 1
    head = text[:100_000]
    return max(_SEPARATORS, key=lambda sign: _regular(head, sign)), 0


def _regular(text: str, separator: str) -> tuple[int, int]:
    """Return how regular a text's rows are when cut at a sign:
    rows of the commonest width, and that width.
    """
    widths: dict[int, int] = {}
    try:
        for number, record in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ):
            if number >= _LOOKED_AT:
                break
            if len(record) > 1:
                widths[len(record)] = widths.get(len(record), 0) + 1
    except csv.Error:
        return (0, 0)
    width, count = max(
        widths.items(), key=lambda pair: (pair[1] * min(pair[0], 6), pair[0]), default=(0, 0)
    )
    return (count * min(width, 6), width)


def _cell(value: str, row: int, column: int) -> Cell:
    text = value.strip().replace("\r\n", "\n")
    text = (
        text[1:] if _MARKED.match(text) else text
    )  # an apostrophe in front keeps programs from computing it
    if text.startswith("=") and (link := hyperlink(text)) is not None:
        return Cell(link[1], row, column, link=link[0])
    return Cell(text, row, column, error=is_error(text))


def is_error(text: str) -> bool:
    """Return whether a text is an error value of a spreadsheet program."""
    return (
        re.fullmatch(
            r"#(REF|N/?A|NAME\?|NOM\s?\?|VALUE|VALEUR|DIV/0|NULL|NUL|NUM|NOMBRE|SPILL|CALC)[!?]?",
            text,
        )
        is not None
    )
