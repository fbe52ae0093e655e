"""Workbooks and texts that are damaged: read or refused in a sentence, quickly;
never a traceback.
"""

from __future__ import annotations

import io
import random
import resource
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from preuve.intake.source import Wanted, read_source
from preuve.spreadsheets.cells import SheetError
from preuve.spreadsheets.opening import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

ROWS: list[list[str | int]] = [
    ["Indicateur", "Preuve", "Lien", "Date"],
    [9, "Livret", "Drive", "01/02/2026"],
    ["3-12", "Suivi", "Drive", "T2 2026"],
]


def workbook() -> bytes:
    """Return a small workbook with a link, as openpyxl writes one."""
    book, out = Workbook(), io.BytesIO()
    for row in ROWS:
        book.worksheets[0].append(row)
    book.worksheets[0]["C2"].hyperlink = "https://example.org/livret"
    book.save(out)
    return out.getvalue()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few of them changed, lost or doubled."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 2, 5])):
        at = chance.randrange(len(changed))
        piece = [
            bytes([chance.randrange(32, 127)]),
            b"",
            bytes(changed[max(0, at - 40) : at + 1]) * 2,
        ][chance.randrange(3)]
        changed[at : at + 1] = piece
    return bytes(changed)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_damaged_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    """Would catch a traceback out of a reader; at least a tenth of what is tried is still read,
    or it would prove nothing.
    """
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    chance = random.Random(seed)  # noqa: S311 - no secret
    whole, text = workbook(), "\n".join(";".join(map(str, row)) for row in ROWS).encode("cp1252")
    source = zipfile.ZipFile(io.BytesIO(whole))
    taken = 0
    for _ in range(25):
        victim, out = chance.choice(source.namelist()), io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in source.namelist():
                archive.writestr(
                    name,
                    damaged(source.read(name), chance) if name == victim else source.read(name),
                )
        for data in (out.getvalue(), damaged(text, chance)):
            file = tmp_path / "x"
            file.write_bytes(data)
            try:
                readings = read_source(read_workbook(file), Wanted(), lambda _text: None)
            except SheetError:
                continue
            taken += any(reading.drafts for reading in readings)
    assert taken >= 5
    assert time.process_time() - began < 50
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 200_000  # kilobytes, of fifty files of some kilobytes
