"""The registers as tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import three_years

from preuve.assessment import assess
from preuve.manual import Manual
from preuve.registers.kept import RegisterName
from preuve.spreadsheets.tables import tables
from preuve.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from manuals import ManualFolder


def test_each_register_that_is_kept_is_a_table(tmp_path: Path) -> None:
    """Would catch a register that is not exported, a value lost, a non-conformity without its delay."""
    three_years.write(tmp_path, three_years.BEFORE_RENEWAL)
    assessment = assess(Manual.load(tmp_path), date(2026, 12, 1))
    assert assessment is not None
    found = {table.name: table for table in tables(assessment, Words("en"))}
    assert list(found) == ["evidence", "indicators", "decisions", *RegisterName]
    table = found["non_conformities"]
    rows = {str(row[0]): dict(zip(table.columns, row, strict=True)) for row in table.rows}
    late = rows["NC-2025-01"]
    assert (late["grade"], late["counts_as"], late["standing"]) == ("minor", "major", "late")
    assert (late["correct_by"], late["verify_by"]) == ("2027-03-01", "2027-04-01")
    assert late["actions"] == "action: Give the register a deputy, owner: quality, due: 2026-01-31"
    assert rows["NC-2024-01"]["proof"] == "EV-4"


def test_an_empty_register_is_an_empty_table(folder: ManualFolder) -> None:
    """Would catch a register that is kept and empty passed over, or one that is not kept told as empty."""
    folder.whole()
    folder.write("registers/risks.yaml", "risks: []\n")
    assessment = folder.check().assessment
    assert assessment is not None
    table = tables(assessment, Words("fr"))[-1]
    assert (table.name, table.rows) == ("risks", [])
    assert table.columns[:3] == ("id", "date", "risk")
