"""A file as HTML to be read on its proof's page, by its name and its first bytes; what cannot be
shown says why.

What was drawn is kept in a folder, by the file's digest: a build draws only what is new.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from preuve import __version__
from preuve.contents import documents
from preuve.core.digest import digest_of
from preuve.core.words import Message, Translator, say, say_count
from preuve.spreadsheets.cells import SheetError
from preuve.spreadsheets.opening import read_workbook
from preuve.spreadsheets.text_tables import decoded

if TYPE_CHECKING:
    from collections.abc import Callable

    from preuve.spreadsheets.cells import Cell, Sheet

MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 300
MOST_COLUMNS = 30
MOST_SHEETS = 12
_MOST_CELL = 2_000
_KEPT_FOR = 30 * 86_400
"""Seconds after its last use for which what was drawn is kept."""
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
_MARKDOWN = (".md", ".markdown")
_PAGES = (".html", ".htm", ".xhtml")
_DOCUMENTS: dict[str, Callable[[bytes], tuple[str, bool]]] = {
    ".docx": documents.of_word,
    ".odt": documents.of_office,
    ".odp": documents.of_office,
    ".pptx": documents.of_office,
    ".rtf": documents.of_rtf,
    ".eml": documents.of_mail,
}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_CUT = say("It is longer: the whole of it is in the original.")
_LARGE = say("It is too large to be shown here: open the original.")
_NO_TEXT = say("There is no text in it: open the original.")
_UNKNOWN = say("It cannot be shown here: open the original.")


class Shown(NamedTuple):
    """What is shown of a file: HTML that can do nothing, or what a browser shows itself."""

    html: str = ""
    preview: str = ""
    """`pdf` or `picture`: the page embeds the original."""
    remark: str = ""
    """What it is not, or not wholly, in words."""


def show(file: Path, words: Translator, kept: Path | None = None) -> Shown:
    """Return what is shown of a file. Never raises for what the file holds.

    Args:
        file: the file itself.
        words: the language of what is said.
        kept: a folder where what was drawn is kept; None where there is none.

    """
    try:
        size = file.stat().st_size
        with file.open("rb") as stream:
            head = stream.read(1024)
            if b"%PDF-" in head:
                return Shown(preview="pdf")
            if head.startswith(_PICTURES) and file.suffix.lower() in {
                ".png",
                ".jpg",
                ".jpeg",
                ".gif",
                ".webp",
            }:
                return Shown(preview="picture")
            if size > MOST_BYTES:
                return Shown(remark=words(_LARGE))
            data = head + stream.read(MOST_BYTES)
    except OSError:
        return Shown(remark=words(_UNKNOWN))
    name = (
        None if kept is None else kept / f"{_key(data, file.suffix.lower(), words.language)}.html"
    )
    if name is not None:
        with suppress(OSError, UnicodeDecodeError):
            remark, _, html = name.read_text(encoding="utf-8").partition("\n")
            name.touch()  # what is used stays: see `forget_unused`
            return Shown(html, remark=remark)
    html, remark = _drawn(file, data, words)
    if name is not None:
        with suppress(OSError):
            name.parent.mkdir(parents=True, exist_ok=True)
            name.write_text(f"{remark}\n{html}", encoding="utf-8", newline="\n")
    return Shown(html, remark=remark)


def forget_unused(kept: Path) -> None:
    """Take away what was drawn and not used in the last month in which anything was: a build for
    another audience uses other files, so that what this one did not use is not yet old.
    """
    with suppress(OSError):
        used = {file: file.stat().st_mtime for file in kept.glob("*.html")}
        newest = max(used.values(), default=0.0)
        for file, last in used.items():
            if last < newest - _KEPT_FOR:
                file.unlink(missing_ok=True)


def _key(data: bytes, suffix: str, language: str) -> str:
    return digest_of(f"{_program()} {suffix} {language} ".encode() + data)


@cache
def _program() -> str:
    """Return what is another whenever this room draws otherwise:
    what was kept is then not taken.
    """
    own = b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))
    return f"{__version__} {digest_of(own)[:12]}"


def _drawn(file: Path, data: bytes, words: Translator) -> tuple[str, str]:
    try:
        if file.suffix.lower() in _TABLES:
            return _tables(file, words)
        html, cut = _document(file.suffix.lower(), data)
    except Exception:  # noqa: BLE001 - a library that meets a damaged document raises anything
        return "", words(_UNKNOWN)
    if html and not re.sub(r"<[^>]*>", "", html).strip():
        return "", words(_NO_TEXT)
    return (html, words(_CUT) if cut else "") if html else ("", words(_UNKNOWN))


def _document(suffix: str, data: bytes) -> tuple[str, bool]:
    if suffix in _DOCUMENTS:
        return _DOCUMENTS[suffix](data)
    text = decoded(data)
    if text is None or "\0" in text or data.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")):
        return "", False
    if suffix in _MARKDOWN:
        return documents.of_markdown(text)
    return documents.of_page(text) if suffix in _PAGES else documents.of_text(text)


def _tables(file: Path, words: Translator) -> tuple[str, str]:
    try:
        sheets = read_workbook(file).sheets
    except SheetError:  # its message names the file as it lies on this machine
        return "", words(_UNKNOWN)
    seen = [sheet for sheet in sheets if not sheet.hidden and sheet.rows]
    remarks: list[Message] = []
    if hidden := sum(sheet.hidden for sheet in sheets):
        remarks.append(
            say_count(
                "{count} hidden sheet is not shown here.",
                "{count} hidden sheets are not shown here.",
                hidden,
            )
        )
    if any(sheet.hidden_rows or sheet.hidden_columns for sheet in seen):
        remarks.append(say("Rows or columns that are hidden in it are not shown here."))
    if len(seen) > MOST_SHEETS or any(sheet.too_large or _is_cut(sheet) for sheet in sheets):
        remarks.append(_CUT)
    html = "".join(_table(sheet, words, named=len(seen) > 1) for sheet in seen[:MOST_SHEETS])
    return html, " ".join(words(remark) for remark in remarks or ([] if html else [_UNKNOWN]))


def _visible(sheet: Sheet) -> list[list[Cell]]:
    """Return the rows without what the program that made them hides."""
    return [
        [cell for column, cell in enumerate(row, 1) if column not in sheet.hidden_columns]
        for number, row in enumerate(sheet.rows, 1)
        if number not in sheet.hidden_rows
    ]


def _is_cut(sheet: Sheet) -> bool:
    return len(sheet.rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in sheet.rows)


def _table(sheet: Sheet, words: Translator, *, named: bool) -> str:
    """Return a sheet as a table; its first row that holds anything is its head."""
    rows = [row[:MOST_COLUMNS] for row in _visible(sheet) if any(cell.text for cell in row)]
    width = max((len(row) for row in rows[:MOST_ROWS]), default=0)
    lines = [
        [cell.text[:_MOST_CELL] for cell in row] + [""] * (width - len(row))
        for row in rows[:MOST_ROWS]
    ]
    head, body = (lines[0], lines[1:]) if lines else ([], [])
    title = f"<caption>{escape(sheet.title)}</caption>" if named else ""
    columns = "".join(
        f'<th scope="col">{escape(text)}</th>' if text else "<td></td>" for text in head
    )
    cells = "".join(
        f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in line)}</tr>" for line in body
    )
    counted = say_count("{count} row", "{count} rows", len(rows) - 1) if rows else None
    total = f'<p class="pp-faint">{escape(words(counted))}</p>' if counted else ""
    label = escape(sheet.title)
    return (
        f'<div class="pp-scroll" role="region" tabindex="0" aria-label="{label}"><table>{title}'
        f"<thead><tr>{columns}</tr></thead><tbody>{cells}</tbody></table></div>{total}"
    )
