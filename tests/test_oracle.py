"""The gate beside an oracle that was written apart from it: on manuals made by chance, they say the same."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import oracle
import pytest
from fuzzing import compared

if TYPE_CHECKING:
    from manuals import ManualFolder


@pytest.mark.parametrize("first", range(0, 500, 100))
def test_the_gate_agrees_with_the_oracle(folder: ManualFolder, first: int) -> None:
    """Would catch a state, a finding or an open gate that does not follow from the standard's table and the design."""
    for number in range(first, first + 100):
        assert compared(number, folder) == []


def test_the_oracle_knows_nothing_of_preuve() -> None:
    """Would catch an oracle that asks the one whom it is to judge."""
    for node in ast.walk(ast.parse(Path(oracle.__file__).read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert {name.split(".")[0] for name in names} <= {"__future__", "calendar", "collections", "datetime", "typing"}
