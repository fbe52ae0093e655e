"""The assessment: pure, dated, with its reasons."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from manuals import DAY, ORGANISATION, entry

from preuve.assess.assessment import EvidenceState, IndicatorState, assess
from preuve.assess.evidence_states import EvidenceStates
from preuve.core.words import Translator
from preuve.model.evidence import Stage
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from manuals import ManualFolder

    from preuve.assess.assessment import Assessment


def assessed(folder: ManualFolder, on: date = DAY) -> Assessment:
    """Load and assess."""
    result = assess(Manual.load(folder.root), on)
    assert result is not None
    return result


STATES: dict[str, tuple[dict[str, object], EvidenceState]] = {
    "does not age": ({}, EvidenceState.CURRENT),
    "dated today": ({"dated": "2026-09-30"}, EvidenceState.CURRENT),
    "dated tomorrow": ({"dated": "2026-10-01"}, EvidenceState.NOT_YET),
    "last day": ({"valid_until": "2026-09-30"}, EvidenceState.DUE_SOON),
    "day after": ({"valid_until": "2026-09-29"}, EvidenceState.EXPIRED),
    "30 days": ({"valid_until": "2026-10-30"}, EvidenceState.DUE_SOON),
    "31 days": ({"valid_until": "2026-10-31"}, EvidenceState.CURRENT),
    "reviewed": ({"dated": "2025-09-30", "review_every": "12 months"}, EvidenceState.DUE_SOON),
    "review missed": ({"dated": "2025-09-29", "review_every": "12 months"}, EvidenceState.EXPIRED),
    "short month": ({"dated": "2026-08-31", "review_every": "1 month"}, EvidenceState.DUE_SOON),
    "draft": ({"status": "draft"}, EvidenceState.DRAFT),
    "in review": ({"status": "in_review"}, EvidenceState.DRAFT),
    "withdrawn": ({"status": "withdrawn", "valid_until": "2026-01-02"}, EvidenceState.WITHDRAWN),
    "no file": ({"place": None, "file": "evidence/x.pdf"}, EvidenceState.MISSING_FILE),
    "draft without a file": (
        {"place": None, "file": "evidence/x.pdf", "status": "draft"},
        EvidenceState.DRAFT,
    ),
    "no file, and expired": (
        {"place": None, "file": "evidence/x.pdf", "valid_until": "2026-01-02"},
        EvidenceState.MISSING_FILE,
    ),
}


@pytest.mark.parametrize(("changes", "state"), STATES.values(), ids=STATES)
def test_the_state_of_a_proof(
    folder: ManualFolder, changes: dict[str, object], state: EvidenceState
) -> None:
    """Would catch a proof that counts a day too long or too short, or for the wrong reason."""
    folder.write("organisation.yaml", ORGANISATION)
    folder.index(entry(4, **changes))
    (item,) = assessed(folder).evidence
    assert item.state is state
    assert item.counts is (state in {EvidenceState.CURRENT, EvidenceState.DUE_SOON})


def test_the_state_of_an_indicator(folder: ManualFolder) -> None:
    """Would catch states that do not follow from the stages of what counts."""
    folder.write("organisation.yaml", ORGANISATION)
    folder.index(
        entry(1),
        entry("1b", indicators="[1]", stage="implemented"),
        entry(2),
        entry("2b", indicators="[2]", stage="implemented", status="draft"),
        entry(4, stage="implemented"),
        entry(5, valid_until="2026-01-02"),
        entry(3),
        entry("3b", indicators="[3]", stage="implemented"),
    )
    states = {indicator.number: indicator.state for indicator in assessed(folder).indicators}
    assert states[1] is IndicatorState.COVERED
    assert states[2] is IndicatorState.PARTIAL
    assert states[4] is IndicatorState.PARTIAL
    assert states[5] is IndicatorState.MISSING
    assert states[6] is IndicatorState.MISSING
    assert states[3] is IndicatorState.NOT_APPLICABLE
    assert assessed(folder).indicators[1].stages() == {Stage.FORMALISED}
    assert sum(assessed(folder).counts().values()) == 32


def test_any_day_can_be_asked_for(folder: ManualFolder) -> None:
    """Would catch a clock inside the assessment: the same manual on three days."""
    folder.write("organisation.yaml", ORGANISATION)
    folder.index(entry(4, dated="2026-03-01", review_every="6 months"))
    on = [
        assessed(folder, date(2026, *day)).evidence[0].state
        for day in ((2, 28), (3, 1), (9, 1), (9, 2))
    ]
    assert on == [
        EvidenceState.NOT_YET,
        EvidenceState.CURRENT,
        EvidenceState.DUE_SOON,
        EvidenceState.EXPIRED,
    ]


def test_only_what_the_days_between_moved_is_judged_anew(folder: ManualFolder) -> None:
    """Would catch a day on which a proof moves and the forecast does not see it, or one on which it
    judges what cannot have moved.
    """
    folder.write("organisation.yaml", ORGANISATION)
    folder.index(
        entry(1),
        entry(4, dated="2026-10-03"),
        entry(5, dated="2026-10-01", approved_by="quality", approved_on="2026-10-06"),
        entry(6, valid_until="2026-11-15"),
        entry(7, place=None, url="https://example.org/x"),
        entry(9, valid_until="2036-10-20"),
    )
    folder.write(
        "links.json",
        '{"schema": 1, "links": [{"url": "https://example.org/x", "checked": "2026-10-12", '
        '"outcome": "gone"}]}',
    )
    manual = Manual.load(folder.root)
    assert manual.evidence_index is not None
    states, moved = EvidenceStates(manual, manual.evidence_index), {}
    states.advance_to(DAY)
    for days in range(1, 60):
        on = DAY + timedelta(days)
        if numbers := states.advance_to(on):
            moved[on.isoformat()] = numbers
        afresh = EvidenceStates(manual, manual.evidence_index)
        assert afresh.advance_to(on) == {1, 4, 5, 6, 7, 9}
        assert states.judged == afresh.judged
    assert moved == {
        "2026-10-01": {5},
        "2026-10-03": {4},
        "2026-10-06": {5},
        "2026-10-12": {7},
        "2026-10-16": {6},
        "2026-10-20": {9},
        "2026-11-16": {6},
    }
    assert states.advance_to(DAY) == {1, 4, 5, 6, 7, 9}, "going back"


WAIVERS = {
    "no waiver": ("", IndicatorState.MISSING),
    "its last day": ("indicator: 5, until: 2026-09-30", IndicatorState.WAIVED),
    "the day after": ("indicator: 5, until: 2026-09-29", IndicatorState.MISSING),
    "of another indicator": ("indicator: 6, until: 2026-10-30", IndicatorState.MISSING),
    "of another rule": (
        "rule: missing-page, indicator: 5, until: 2026-10-30",
        IndicatorState.MISSING,
    ),
    "of its proof": ("evidence: EV-5, until: 2026-10-30", IndicatorState.WAIVED),
    "of another proof": ("evidence: EV-6, until: 2026-10-30", IndicatorState.MISSING),
    "of all": ("until: 2026-10-30", IndicatorState.WAIVED),
}


@pytest.mark.parametrize(("waiver", "state"), WAIVERS.values(), ids=WAIVERS)
def test_what_is_accepted_for_a_time(
    folder: ManualFolder, waiver: str, state: IndicatorState
) -> None:
    """Would catch an indicator that is accepted a day too long, or by a waiver of something else."""
    rule = "" if "rule" in waiver else "rule: expired-evidence, "
    given = f"waivers: [{{{rule}{waiver}, reason: Coming., owner: quality}}]\n" if waiver else ""
    folder.write("organisation.yaml", ORGANISATION + given)
    folder.index(
        entry(5, valid_until="2026-01-02"),
        entry(6, valid_until="2026-01-02", indicators="[6]"),
    )
    indicator = assessed(folder).indicator(5)
    assert indicator is not None
    assert indicator.state is state
    assert (indicator.waiver is not None) is (state is IndicatorState.WAIVED)


EDITIONS = {
    "none planned, before": ("", date(2026, 10, 31), "rnq-2019"),
    "none planned, after": ("", date(2026, 11, 1), "rnq-2026"),
    "planned after": ("audits: [{type: surveillance, date: 2026-11-01}]\n", DAY, "rnq-2026"),
    "planned before": ("audits: [{type: surveillance, date: 2026-10-31}]\n", DAY, "rnq-2019"),
    "the nearest of two": (
        "audits: [{type: renewal, date: 2028-01-01}, {type: surveillance, date: 2026-10-31}]\n",
        DAY,
        "rnq-2019",
    ),
    "past audits do not count": (
        "audits: [{type: initial, date: 2025-01-01}]\n",
        date(2026, 11, 2),
        "rnq-2026",
    ),
    "a mock audit does not count": ("audits: [{type: mock, date: 2026-11-05}]\n", DAY, "rnq-2019"),
    "fixed by hand": ("edition: rnq-2026\n", DAY, "rnq-2026"),
}


@pytest.mark.parametrize(("more", "on", "edition"), EDITIONS.values(), ids=EDITIONS)
def test_the_edition(folder: ManualFolder, more: str, on: date, edition: str) -> None:
    """Would catch a manual prepared for another edition than that of its next audit."""
    folder.write("organisation.yaml", ORGANISATION + more)
    folder.index()
    assert assessed(folder, on).edition.name == edition


REASONS = {
    1: "Applies to training.",
    14: "Does not apply: it is for apprenticeship; this provider does training.",
    3: "Does not apply: its condition is not met (preparing for a professional certification).",
    27: "Applies to training, because of: using subcontractors or portage salarial.",
    28: (
        "Applies by decision: ours (decided by Quality lead on 2 March 2026). "
        "By rule: Does not apply: its condition is not met (periods of training at the workplace)."
    ),
}


DECISIONS = {
    "{indicator: 1, applies: false, reason: We do not., decided_by: quality, on: 2026-03-01}": (
        "Does not apply, by decision: We do not (decided by Quality lead on 1 March 2026). By "
        "rule: Applies to training."
    ),
    "{indicator: 1, applies: true}": (
        "Applies by decision: no reason given (decided by nobody named on no date given). By "
        "rule: Applies to training."
    ),
    "{indicator: 1, applies: true, reason: Ours, decided_by: head_office}": (
        "Applies by decision: Ours (decided by Head office on no date given). By rule: Applies "
        "to training."
    ),
}


@pytest.mark.parametrize(("decision", "reason"), DECISIONS.items())
def test_a_decision_says_who_when_and_why(folder: ManualFolder, decision: str, reason: str) -> None:
    """Would catch a decision that hides who answers for it, or that nobody does."""
    folder.write(
        "organisation.yaml",
        ORGANISATION.replace("conditions: {", "conditions: {acts_as_subcontractor: true, ")
        + f"applicability: [{decision}]\n",
    )
    folder.index()
    one = assessed(folder).indicator(1)
    assert one is not None
    assert Translator("en")(one.applicability.reason).replace("\u00a0", " ") == reason


@pytest.mark.parametrize(("number", "reason"), REASONS.items())
def test_every_indicator_says_why(folder: ManualFolder, number: int, reason: str) -> None:
    """Would catch an applicability that nobody could explain to an auditor."""
    folder.write(
        "organisation.yaml",
        ORGANISATION.replace("conditions: {", "conditions: {subcontracting: true, ")
        + (
            "applicability: [{indicator: 28, applies: true, reason: ours, decided_by: quality, "
            "on: 2026-03-02}]\n"
        ),
    )
    folder.index()
    one = assessed(folder).indicator(number)
    assert one is not None
    assert Translator("en")(one.applicability.reason).replace("\u00a0", " ") == reason
    by_rule = Translator("en")(one.applicability.rule).replace("\u00a0", " ")
    if number == 28:
        assert (one.applicability.applies, one.applicability.by_rule) == (True, False)
        assert by_rule != reason
    else:
        assert (one.applicability.by_rule, by_rule) == (one.applicability.applies, reason)
