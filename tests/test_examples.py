"""The examples: the frozen ones are judged as meant, the one with planted gaps gives exactly those.

Of the manuals that users are shown only what must hold of any of them is asked, and nothing of the
one at the top of the repository, which a team makes its own.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from manuals import CFA, DAY, EXAMPLE, ROOT

from preuve.core.finding import Severity
from preuve.gate import gate
from preuve.model.evidence import read_index
from preuve.model.manual import INDEX_FILE, Manual
from preuve.model.registers.catalogue import REGISTER_OF_FILE
from preuve.reading import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

GAPS = ROOT / "examples" / "gaps"
SITES = ROOT / "examples" / "sites"
SHOWN = ROOT / "examples" / "cfa"
"""A manual that users are shown: others edit it."""


@pytest.mark.parametrize(("folder", "fewest"), [(GAPS, 25), (SITES, 8)], ids=["gaps", "sites"])
def test_planted_gaps_are_found_and_nothing_else(folder: Path, fewest: int) -> None:
    """Would catch a gap that the gate misses, reports elsewhere, or reports twice;
    and a finding out of thin air.
    """
    planted: list[str] = []
    for file in sorted([*folder.glob("*.yaml"), *folder.glob("docs/**/*.md")]):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            planted += [
                f"{rule} {file.relative_to(folder).as_posix()}:{number}"
                for rule in re.findall(r"# gap: (\S+)", line)
            ]
    planted += re.findall(
        r"^- `(\S+ \S+:\d+)`$", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    manual = Manual.load(folder)
    verdict = gate.check(manual, manual.day(None, DAY))
    assert sorted(
        f"{finding.rule} {finding.place.file}:{finding.place.line}" for finding in verdict.findings
    ) == sorted(planted)
    assert len(planted) >= fewest
    assert not verdict.ok


def test_the_example_shows_every_state_of_a_living_manual() -> None:
    """Would catch an example that rots, or that grew so clean that nothing can be seen in it."""
    manual = Manual.load(EXAMPLE)
    verdict = gate.check(manual, manual.day(None, DAY))
    assert verdict.ok
    assert verdict.on == DAY
    assert verdict.assessment is not None
    counts = {state.value: number for state, number in verdict.assessment.counts().items()}
    assert counts == {"covered": 23, "partial": 1, "missing": 0, "not_applicable": 8, "waived": 0}
    states = {proof.state.value for proof in verdict.assessment.evidence}
    assert states == {"current", "due_soon", "expired", "not_yet", "draft", "withdrawn"}
    assert 80 <= len(verdict.assessment.evidence) <= 120
    assert {finding.severity for finding in verdict.findings} == {Severity.WARNING, Severity.INFO}


def test_the_apprenticeship_centre_is_judged_as_meant() -> None:
    """Would catch a second example that rots, an indicator that stops applying,
    or a finding nobody planned.
    """
    manual = Manual.load(CFA)
    verdict = gate.check(manual, manual.day(None, DAY))
    assert verdict.ok
    assert (verdict.on.isoformat(), manual.language) == ("2026-11-16", "fr")
    assert verdict.assessment is not None
    assert verdict.assessment.edition.name == "rnq-2026"
    assert [
        indicator.number
        for indicator in verdict.assessment.indicators
        if indicator.applicability.applies
    ] == list(range(1, 34))
    # It was written before its proofs named what the decree of 2026 added: each of these indicators
    # lacks a part.
    added = (1, 2, 3, 7, 12, 14, 15, 20, 27, 32)
    assert {
        one.number: one.state.value
        for one in verdict.assessment.indicators
        if one.state.value != "covered"
    } == {
        **dict.fromkeys(added, "partial"),
        25: "waived",
        33: "partial",
    }
    lacking = {
        finding.indicator
        for finding in verdict.findings
        if finding.rule == "clause-without-evidence"
    }
    assert lacking == set(added)
    states = Counter(proof.state.value for proof in verdict.assessment.evidence)
    assert set(states) == {"current", "due_soon", "expired", "not_yet", "draft", "withdrawn"}
    assert 70 <= states.total() <= 95
    assert {item.evidence.status.value for item in verdict.assessment.evidence} == {
        "draft",
        "in_review",
        "approved",
        "withdrawn",
    }
    of_clauses = {"clause-without-evidence", "unknown-fact", "unknown-threshold"}
    others = [one for one in verdict.findings if one.rule not in of_clauses]
    assert sorted(f"{other.rule} {other.evidence or other.indicator}" for other in others) == [
        "audit-incomplete None",  # three days, and no last day
        "correction-overdue 30",  # its second action is under way
        "dated-ahead P-045",
        "dated-ahead P-089",
        "expired-evidence P-069",  # accepted until 7 December: see the waiver
        "expires-before-audit P-048",
        "expires-before-audit P-064",
        "one-category-shown 19",
        "only-formalised 33",
        "review-due P-052",  # the watch puts it up for review since the decree is in force
        "stale-evidence P-005",
    ]


def test_the_waiver_of_the_apprenticeship_centre_ends() -> None:
    """Would catch a gate that stays open the day after:
    the page of indicator 25 promises that it closes.
    """
    manual = Manual.load(CFA)
    assert gate.check(manual, date(2026, 12, 7)).ok
    after = gate.check(manual, date(2026, 12, 8))
    assert [
        (finding.rule, finding.indicator)
        for finding in after.findings
        if finding.severity is Severity.ERROR
    ] == [("expired-evidence", 25)]


@pytest.mark.template  # its configuration inherits the one at the top
def test_what_users_are_shown_is_fit_to_be_shown() -> None:
    """Would catch a showcase whose gate is closed, or that a reader of the other language is sent
    to. The one at the top of the repository is looked at by its own workflow, like any manual.
    """
    manual = Manual.load(SHOWN)
    assert manual.language == "fr"
    verdict = gate.check(manual, manual.day(None, DAY))
    assert [
        str(finding) for finding in verdict.findings if finding.severity is Severity.ERROR
    ] == []
    assert verdict.assessment is not None


def test_every_file_of_the_evidence_is_in_the_index() -> None:
    """Would catch a proof that was written, or left behind, and that no entry names."""
    for root in (EXAMPLE, CFA, SHOWN):
        index, _faults = read_index(read_yaml(root / INDEX_FILE, INDEX_FILE))
        assert index is not None
        named = {entry.file for entry in index.evidence if entry.file} - {*REGISTER_OF_FILE}
        assert named == {
            path.relative_to(root).as_posix() for path in (root / "evidence").iterdir()
        }


def test_printed_documents_are_what_their_sources_say() -> None:
    """Would catch a source corrected and never printed, and a PDF changed by hand."""
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "print_sources.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
