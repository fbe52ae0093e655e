"""The gate beside an oracle that was written apart from it:
on manuals made by chance, they say the same.
"""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import oracle
import oracle_clauses
import oracle_described
import oracle_registers
import oracle_shown
import pytest
import random_described
from fuzzing import compared, compared_with_baseline
from random_manuals import random_manual

if TYPE_CHECKING:
    from types import ModuleType

    from manuals import ManualFolder


@pytest.mark.parametrize("first", range(0, 500, 100))
def test_the_gate_agrees_with_the_oracle(folder: ManualFolder, first: int) -> None:
    """Would catch a state, a finding or an open gate that does not follow from the standard's table
    and the design.
    """
    for number in range(first, first + 100):
        assert compared(number, folder) == []


@pytest.mark.parametrize("first", range(0, 300, 100))
def test_the_gate_agrees_with_the_oracle_beside_a_baseline(
    folder: ManualFolder, first: int
) -> None:
    """Would catch a baseline that lets a new error through, or calls a known one new."""
    for number in range(first, first + 100):
        assert compared_with_baseline(number, folder) == []


@pytest.mark.parametrize(
    "module",
    [oracle, oracle_clauses, oracle_registers, oracle_described, oracle_shown],
    ids=lambda module: module.__name__,
)
def test_the_oracle_knows_nothing_of_preuve(module: ModuleType) -> None:
    """Would catch an oracle that asks the one whom it is to judge."""
    known = {
        "__future__",
        "calendar",
        "collections",
        "datetime",
        "oracle_clauses",
        "oracle_described",
        "oracle_registers",
        "oracle_shown",
        "typing",
    }
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert {name.split(".")[0] for name in names} <= known


def test_chance_makes_what_the_oracle_is_for() -> None:
    """Would catch random manuals in which hardly anything of the registers is ever found,
    so that agreeing says nothing.
    """
    found: Counter[str] = Counter()
    empty = shown = 0
    for number in range(500):
        manual = random_manual(number)
        judged = oracle.Judgement(manual.content, manual.day)
        found.update({rule for rule, *_ in judged.found})
        for proof in judged.proofs:
            if judged._register_of(proof):  # noqa: SLF001 - what the oracle itself asks
                empty, shown = (
                    empty + (judged.states[proof["id"]] == "not_yet"),
                    shown + (judged.states[proof["id"]] == "current"),
                )
    wanted = (
        "correction-overdue",
        "correction-without-evidence",
        "five-minors-open",
        "empty-register",
        "grade-differs",
        "action-overdue",
        "watch-without-use",
        "review-due",
        "unknown-reference",
        "unreadable-register",
        "large-file",
        "not-on-shelf",
        "shelf-changed",
        "shelf-not-seen",
        "site-without-evidence",
    )
    assert {rule: found[rule] for rule in wanted if found[rule] < 25} == {}
    assert {rule: found[rule] for rule in random_described.RULES if found[rule] < 5} == {}
    assert min(empty, shown) > 100
