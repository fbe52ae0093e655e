"""What the law asks since November 2026, of a provider whose proofs are all of 2025:
gate, forecast, editions.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from manuals import ORGANISATION, entry

from preuve.cycle.editions import edition_changes, in_force
from preuve.cycle.forecast import forecast
from preuve.model.manual import Manual
from preuve.report import Format, render
from preuve.report.editions import editions_text
from preuve.report.forecast import forecast_text

if TYPE_CHECKING:
    from manuals import ManualFolder

AUDIT = date(2026, 12, 10)
TRAINING = ORGANISATION + "audits: [{type: initial, date: 2026-12-10}]\n"
APPRENTICES = TRAINING.replace("[training]", "[apprenticeship]")
OPEN = {
    "training": (TRAINING, {"12.violence", "32.process", "32.risks"}),
    "apprenticeship": (
        APPRENTICES,
        {"12.violence", "20.steering", "20.governance", "32.process", "32.risks"},
    ),
}


@pytest.mark.parametrize(("organisation", "least"), OPEN.values(), ids=OPEN)
def test_proofs_of_last_year(folder: ManualFolder, organisation: str, least: set[str]) -> None:
    """Would catch a duty of 2026 that one of the three keeps to itself,
    or that an old proof is taken to show.
    """
    folder.whole(organisation=organisation)
    indicators = folder.check().assessment.indicators  # type: ignore[union-attr]
    numbers = [indicator.number for indicator in indicators if indicator.applicability.applies]
    folder.index(
        *(
            entry(number, id=f"EV-{number}-{stage}", stage=stage, dated="2025-10-01")
            for number in numbers
            for stage in ("formalised", "implemented")
        )
    )
    verdict = folder.check()
    assert verdict.assessment is not None
    told = {
        finding.clause
        for finding in verdict.findings
        if finding.clause and finding.rule == "clause-without-evidence"
    }
    assert told >= least
    looked = forecast(Manual.load(folder.root), verdict.on, AUDIT)
    assert looked is not None
    wanting = {clause.name for clause in looked.open_clauses(AUDIT) if clause.applies}
    assert wanting == told
    text = forecast_text(looked, [AUDIT], AUDIT)
    changes = edition_changes(verdict.assessment)
    listed = {
        clause.name for changed in changes.changed for clause in changed.open if clause.applies
    }
    new = {
        clause.name
        for indicator in verdict.assessment.indicators
        for clause in indicator.gaps
        if clause.clause.since == "rnq-2026"
    }
    assert listed == new >= least
    edition = editions_text(
        verdict.assessment, changes, in_force(verdict.assessment.organisation, verdict.on)
    )
    assert all(name in text for name in told)
    assert all(name in edition for name in listed)


def test_an_audit_before_november_asks_nothing_of_it_yet(folder: ManualFolder) -> None:
    """Would catch clauses of 2026 judged in an audit on 2019,
    or not told to who prepares the next one.
    """
    folder.whole(organisation=TRAINING.replace("2026-12-10", "2026-10-10"))
    index = folder.root / "evidence_index.yaml"
    index.write_text(index.read_text().replace(", 12.violence", ""))
    verdict = folder.check()
    assert verdict.assessment is not None
    assert not [finding for finding in verdict.findings if finding.clause == "12.violence"]
    assert "12.violence" in {
        clause.name
        for changed in edition_changes(verdict.assessment).changed
        for clause in changed.open
    }


def test_the_clauses_of_an_indicator_share_one_line(folder: ManualFolder) -> None:
    """Would catch a text report that repeats itself for each part of one indicator."""
    folder.whole(organisation=TRAINING)
    index = folder.root / "evidence_index.yaml"
    index.write_text(index.read_text().replace(", 32.process, 32.risks", ""))
    verdict = folder.check()
    assert {finding.clause for finding in verdict.findings} == {"32.process", "32.risks"}
    text = render(verdict, Format.TEXT)
    assert text.count("[clause-without-evidence]") == 1
    assert "32.process" in text
    assert "32.risks" in text


def test_words_of_an_open_clause(folder: ManualFolder) -> None:
    """Would catch a line that does not say which proofs are too old."""
    folder.whole(organisation=TRAINING)
    folder.index(
        entry(12), entry(12, id="EV-V", indicators="[12, 12.violence]", stage="implemented")
    )
    verdict = folder.check()
    assert verdict.assessment is not None
    looked = forecast(Manual.load(folder.root), verdict.on, AUDIT)
    assert looked is not None
    lines = forecast_text(looked, [AUDIT], AUDIT).splitlines()
    (line,) = [line for line in lines if "12.violence" in line]
    assert line.endswith("older than the text: EV-V")
