"""Entries that are not whole yet: they stand in the index, count for nothing,
and are told to whom they belong.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from manuals import ORGANISATION, entry

from preuve.cli import run
from preuve.gate import gate
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from manuals import ManualFolder

LACKING = {
    "a day": ("dated: 2026-03-01", "dated"),
    "an indicator": ("indicators: [4]", "indicators"),
    "a stage": ("stage: implemented", "stage"),
    "a place": ("place: Cabinet 2", "place"),
}


def without(line: str, status: str) -> str:
    """Return an entry that lacks one line."""
    text = entry(
        4,
        id="EV-x",
        indicators="[4]",
        stage="implemented",
        dated="2026-03-01",
        place="Cabinet 2",
        status=status,
    )
    assert line in text
    return "\n".join(kept for kept in text.splitlines() if line not in kept)


@pytest.mark.parametrize(("line", "key"), LACKING.values(), ids=LACKING)
@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_a_draft_may_lack_it(folder: ManualFolder, line: str, key: str, status: str) -> None:
    """Would catch a draft refused for what nobody knows yet, or one that counts,
    or whose lack nobody is told.
    """
    folder.write("organisation.yaml", ORGANISATION)
    folder.index(without(line, status))
    manual = Manual.load(folder.root)
    assert manual.evidence_index is not None
    (draft,) = manual.evidence_index.evidence
    assert draft.lacks() == (key,)
    verdict = gate.check(manual, date(2026, 9, 30))
    (finding,) = [finding for finding in verdict.findings if finding.rule == "incomplete-draft"]
    assert (finding.evidence, finding.severity) == ("EV-x", "info")
    assert verdict.assessment is not None
    assert not any(proof.counts for proof in verdict.assessment.evidence)


@pytest.mark.parametrize(("line", "key"), LACKING.values(), ids=LACKING)
def test_what_is_approved_is_whole(folder: ManualFolder, line: str, key: str) -> None:
    """Would catch a proof that counts without a day, an indicator, a stage or a place."""
    folder.write("organisation.yaml", ORGANISATION)
    folder.index(without(line, "approved"))
    (fault,) = [
        fault for fault in Manual.load(folder.root).diagnostics if fault.rule == "missing-key"
    ]
    assert key in str(fault.message.values)


def test_added_without_a_day_and_told(
    folder: ManualFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch `add` refusing, away from a terminal, what may stay empty."""
    folder.write("organisation.yaml", ORGANISATION)
    folder.index()
    given = ["--title", "Bail", "--kind", "document", "--owner", "quality", "--place", "Armoire"]
    assert run(["add", "--root", str(folder.root), *given]) == 0
    assert "indicators, stage, dated" in capsys.readouterr().out
    index = Manual.load(folder.root).evidence_index
    assert index is not None
    assert index.evidence[0].lacks() == ("indicators", "stage", "dated")
