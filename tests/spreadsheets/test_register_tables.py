"""The registers as tables."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import three_years
from openpyxl import load_workbook

from preuve.assess.assessment import assess
from preuve.core.words import Translator
from preuve.model.manual import Manual
from preuve.spreadsheets.tables import tables
from preuve.spreadsheets.workbook import to_csv, to_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from manuals import ManualFolder


def test_each_register_that_is_kept_is_a_table(tmp_path: Path) -> None:
    """Would catch a register that is not exported, a value lost,
    a non-conformity without its delay.
    """
    three_years.write(tmp_path, three_years.BEFORE_RENEWAL)
    assessment = assess(Manual.load(tmp_path), date(2026, 12, 1))
    assert assessment is not None
    found = {table.name: table for table in tables(assessment, Translator("en"))}
    assert list(found) == [
        "evidence",
        "indicators",
        "clauses",
        "decisions",
        *assessment.manual.registers.kept,
    ]
    table = found["non_conformities"]
    rows = {str(row[0]): dict(zip(table.columns, row, strict=True)) for row in table.rows}
    late = rows["NC-2025-01"]
    assert (late["grade"], late["counts_as"], late["standing"]) == ("minor", "major", "late")
    assert (late["correct_by"], late["verify_by"]) == ("2027-03-01", "2027-04-01")
    assert late["actions"] == "action: Give the register a deputy, owner: quality, due: 2026-01-31"
    assert rows["NC-2024-01"]["proof"] == "EV-4"


def test_an_empty_register_is_an_empty_table(folder: ManualFolder) -> None:
    """Would catch a register that is kept and empty passed over,
    or one that is not kept told as empty.
    """
    folder.whole()
    folder.write("registers/risks.yaml", "risks: []\n")
    assessment = folder.check().assessment
    assert assessment is not None
    table = tables(assessment, Translator("fr"))[-1]
    assert (table.name, table.rows) == ("risks", [])
    assert table.columns[:3] == ("id", "date", "risk")


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1", "-1+1", "@SUM(A1)", "'=1", "=cmd|'/c calc'!A1"]
)
def test_a_line_cannot_become_a_formula(folder: ManualFolder, text: str) -> None:
    """Would catch words of a register, a complaint's for instance,
    that a spreadsheet program computes or runs.
    """
    quoted = '"' + text + '"'
    folder.whole()
    line = (
        "  - {id: R-1, received: 2026-09-01, kind: complaint, summary: %s, answer: %s, note: %s}\n"
    )
    folder.write("registers/complaints.yaml", "complaints:\n" + line % (quoted, quoted, quoted))
    line = (
        "  - {id: IM-1, date: 2026-09-01, origin: %s, action: %s, owner: quality, due: "
        "2026-12-01}\n"
    )
    folder.write("registers/improvements.yaml", "improvements:\n" + line % (quoted, quoted))
    assessment = folder.check().assessment
    assert assessment is not None
    found = [
        table
        for table in tables(assessment, Translator("en"))
        if table.name in {"complaints", "improvements"}
    ]
    for table in found:
        rows = list(csv.reader(to_csv(table, ";").decode("utf-8-sig").splitlines(), delimiter=";"))
        assert len([cell for cell in rows[1] if text in cell]) >= 2
        assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))] == []
    workbook = load_workbook(BytesIO(to_xlsx(found, date(2026, 9, 30))))
    cells = [
        cell
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert len([cell for cell in cells if str(cell.value).endswith(text)]) == 5
