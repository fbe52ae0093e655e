"""A file's bytes to text, or the one fault that says why not."""

from __future__ import annotations

import os
from stat import S_ISREG
from typing import TYPE_CHECKING

from preuve.core.errors import DiagnosedError
from preuve.core.finding import Diagnostic, Place
from preuve.core.rule_name import RuleName
from preuve.core.system_reasons import system_reason
from preuve.core.words import say

if TYPE_CHECKING:
    from pathlib import Path


MAX_BYTES = 20 * 1024 * 1024


class ParseError(DiagnosedError):
    """Reading of one file ends here."""


def read_text(path: Path | str, name: str) -> str:
    """Return the text of a UTF-8 file, or raise the one fault that says why not.

    Raises:
        ParseError: it cannot be read; the diagnostic says where and why.

    """
    start = Place(name, 1, 1)
    try:
        # Asked before opening: opening a pipe would wait for ever, and a device has no size to
        # trust.
        status = os.stat(path)  # noqa: PTH116 - asked of thousands of pages: a Path costs more than the answer
        if not S_ISREG(status.st_mode):
            raise ParseError(not_a_file(start))
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - as above
            data = stream.read(min(status.st_size, MAX_BYTES) + 1)
            if len(data) > status.st_size:  # it grew meanwhile, or its size was not told
                data += stream.read(MAX_BYTES)
    except (OSError, ValueError) as error:
        raise ParseError(
            Diagnostic(
                RuleName.UNREADABLE_FILE,
                say("{file} cannot be opened: {why}.", file=name, why=system_reason(error)),
                start,
                say("Check that the file exists at this place and may be read."),
            )
        ) from None
    if len(data) > MAX_BYTES:
        raise ParseError(
            Diagnostic(
                RuleName.TOO_LARGE,
                say(
                    "{file} is larger than {limit} MB.", file=name, limit=MAX_BYTES // 1024 // 1024
                ),
                start,
                say("Keep only entries here; keep documents as files of their own."),
            )
        )
    return _decode(data, name)


def not_a_file(place: Place) -> Diagnostic:
    """Return the fault of a folder, a pipe or a device where a file belongs."""
    return Diagnostic(
        RuleName.UNREADABLE_FILE,
        say("{file} is not a file.", file=place.file),
        place,
        say("Put a text file at this place."),
    )


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise ParseError(
            Diagnostic(
                RuleName.UNREADABLE_FILE,
                say("{file} is not saved as UTF-8: a character cannot be read.", file=name),
                Place(name, line, column),
                say("Save the file again with the encoding UTF-8."),
            )
        ) from None
