"""The rules on corrections: what is late, what is closed without a proof,
what adds up to a major one.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from manuals import ORGANISATION, entry, naming

from preuve.cycle.non_conformities import NonConformityState, follow

if TYPE_CHECKING:
    from manuals import ManualFolder

_AUDITS = "audits:\n  - {type: initial, date: 2026-03-18}\n  - {type: mock, date: 2026-06-10}\n"
_FILE = "registers/non_conformities.yaml"


def found(
    folder: ManualFolder,
    *lines: str,
    on: date | None = None,
    extra: tuple[str, ...] = (),
    more: str = "",
) -> list[str]:
    """Return what is found in a whole manual with these non-conformities, as `rule file:line`.
    The day is 30 September 2026.
    """
    folder.whole(*extra, organisation=ORGANISATION + _AUDITS + more)
    folder.write(_FILE, "non_conformities:\n" + "".join(lines))
    # On an earlier day some proofs are still to come: that is another rule's to tell.
    return [finding for finding in folder.findings(on) if not finding.startswith("dated-ahead")]


def nc(number: int = 1, /, **changes: object) -> str:
    """Return a minor non-conformity of indicator 12, on one line."""
    keys: dict[str, object] = {
        "id": f"NC-{number}",
        "audit": "2026-03-18",
        "indicator": 12,
        "grade": "minor",
        "finding": "Partly done",
        **changes,
    }
    return (
        "  - {"
        + ", ".join(f"{key}: {value}" for key, value in keys.items() if value is not None)
        + "}\n"
    )


NEWER = entry("new", indicators="[12]", dated="2026-05-04")
CLOSED: dict[str, object] = {"closed": "2026-05-04"}
DELAYS: dict[str, tuple[dict[str, object], date, list[str]]] = {
    "minor, the last day": ({}, date(2026, 9, 18), []),
    "minor, the day after": ({}, date(2026, 9, 19), ["correction-overdue"]),
    "major, the last day": ({"grade": "major"}, date(2026, 6, 18), []),
    "major, the day after": ({"grade": "major"}, date(2026, 6, 19), ["correction-overdue"]),
    "from the day it was told": ({"notified": "2026-03-25"}, date(2026, 9, 25), []),
    "from the day it was told, and over": (
        {"notified": "2026-03-25"},
        date(2026, 9, 26),
        ["correction-overdue"],
    ),
    "before the audit there is nothing": ({}, date(2026, 3, 17), []),
    "corrected in time": ({**CLOSED, "proof": "[EV-new]"}, date(2026, 12, 1), []),
    "corrected later than that day": (
        {**CLOSED, "proof": "[EV-new]", "closed": "2026-09-20"},
        date(2026, 9, 19),
        ["correction-overdue"],
    ),
    "a major one to be verified": (
        {**CLOSED, "grade": "major", "proof": "[EV-new]"},
        date(2026, 7, 18),
        [],
    ),
    "a major one verified by nobody": (
        {**CLOSED, "grade": "major", "proof": "[EV-new]"},
        date(2026, 7, 19),
        ["correction-overdue"],
    ),
    "a major one verified": (
        {**CLOSED, "grade": "major", "proof": "[EV-new]", "verified": "2026-07-01"},
        date(2026, 7, 19),
        [],
    ),
    "a plan not sent": ({"plan_due": "2026-04-15"}, date(2026, 4, 16), ["correction-overdue"]),
    "a plan sent": ({"plan_due": "2026-04-15", "plan_sent": "2026-04-15"}, date(2026, 4, 16), []),
    "an action not done": (
        {"actions": "[{action: Write, owner: quality, due: 2026-05-01}]"},
        date(2026, 5, 2),
        ["correction-overdue"],
    ),
    "an action done": (
        {"actions": "[{action: Write, owner: quality, due: 2026-05-01, done: 2026-05-01}]"},
        date(2026, 5, 2),
        [],
    ),
    "an action, a plan and the delay are one fault": (
        {"plan_due": "2026-04-15", "actions": "[{action: Write, owner: quality, due: 2026-05-01}]"},
        date(2026, 9, 30),
        ["correction-overdue"],
    ),
}


@pytest.mark.parametrize(("changes", "on", "rules"), DELAYS.values(), ids=DELAYS)
def test_delays(
    folder: ManualFolder, changes: dict[str, object], on: date, rules: list[str]
) -> None:
    """Would catch a delay a day too long or too short, counted from another day, or told twice."""
    told = found(folder, nc(**changes), on=on, extra=(NEWER,))
    assert [message for message in told if not message.startswith("expires")] == [
        f"{rule} {_FILE}:2" for rule in rules
    ]


PROOFS: dict[str, tuple[dict[str, object], tuple[str, ...], list[str]]] = {
    "no proof": ({}, (), ["correction-without-evidence"]),
    "a proof from before": ({"proof": "[EV-12]"}, (), ["correction-without-evidence"]),
    "a proof of the audit's day": (
        {"proof": "[EV-x]"},
        (entry("x", indicators="[12]", dated="2026-03-18"),),
        ["correction-without-evidence"],
    ),
    "a proof of the day after": (
        {"proof": "[EV-x]"},
        (entry("x", indicators="[12]", dated="2026-03-19"),),
        [],
    ),
    "a draft": (
        {"proof": "[EV-x]"},
        (entry("x", indicators="[12]", dated="2026-03-19", status="draft"),),
        ["correction-without-evidence"],
    ),
    "withdrawn": (
        {"proof": "[EV-x]"},
        (entry("x", indicators="[12]", dated="2026-03-19", status="withdrawn"),),
        ["correction-without-evidence"],
    ),
    "not yet there": (
        {"proof": "[EV-x]"},
        (entry("x", indicators="[12]", dated="2026-12-01"),),
        ["correction-without-evidence"],
    ),
    "its file gone": (
        {"proof": "[EV-x]"},
        (entry("x", indicators="[12]", dated="2026-03-19", place=None, file="a.pdf"),),
        ["missing-file", "correction-without-evidence"],
    ),
    "grown old since": (
        {"proof": "[EV-x]"},
        (entry("x", indicators="[12]", dated="2026-03-19", valid_until="2026-09-01"),),
        ["stale-evidence"],
    ),
    "one of two": (
        {"proof": "[EV-12, EV-x]"},
        (entry("x", indicators="[12]", dated="2026-03-19"),),
        [],
    ),
    "not closed yet": ({"proof": "[EV-12]", "closed": "2026-10-01"}, (), ["correction-overdue"]),
    "verified by the body": ({"verified": "2026-09-01"}, (), []),
    "to be verified some day": ({"verified": "2026-12-01"}, (), ["correction-without-evidence"]),
}


@pytest.mark.parametrize(("changes", "extra", "rules"), PROOFS.values(), ids=PROOFS)
def test_a_closing_needs_a_newer_proof(
    folder: ManualFolder, changes: dict[str, object], extra: tuple[str, ...], rules: list[str]
) -> None:
    """Would catch a closing that a proof from before the finding,
    or none that counts, makes good.
    """
    told = found(folder, nc(**{**CLOSED, **changes}), extra=extra)
    assert [message.split()[0] for message in told] == rules


def test_a_closing_needs_a_covered_indicator(folder: ManualFolder) -> None:
    """Would catch a non-conformity closed while its indicator has one stage only,
    or what was verified opened again.
    """
    found(folder, nc(**CLOSED, proof="[EV-new]"), extra=(NEWER,))
    text = (folder.root / "evidence_index.yaml").read_text(encoding="utf-8")
    folder.write(
        "evidence_index.yaml",
        text.replace(entry(12, id="EV-12-I", stage="implemented", **naming(12)), ""),
    )
    rules = [finding.split()[0] for finding in folder.findings()]
    assert rules == ["correction-without-evidence", "only-formalised"]
    assert not folder.check().ok
    folder.write(
        _FILE, "non_conformities:\n" + nc(**CLOSED, proof="[EV-new]", verified="2026-09-01")
    )
    assert [one.split()[0] for one in folder.findings()] == ["only-formalised"]


def test_a_lack_is_told_once(folder: ManualFolder) -> None:
    """Would catch an indicator without evidence told a second time by what was closed of it."""
    found(folder, nc(**CLOSED, proof="[EV-12]"))
    text = (folder.root / "evidence_index.yaml").read_text(encoding="utf-8")
    folder.write("evidence_index.yaml", text.replace("status: approved", "status: draft"))
    assert {finding.split()[0] for finding in folder.findings()} == {"draft-only"}


def test_an_unproven_closing_stays_open(folder: ManualFolder) -> None:
    """Would catch a page or a count that believes a closing which the gate refuses."""
    found(folder, nc(**CLOSED))
    assessment = folder.check().assessment
    assert assessment is not None
    (one,) = follow(assessment)
    assert one.standing is NonConformityState.UNPROVEN
    assert one.open


def test_minor_at_the_next_audit(folder: ManualFolder) -> None:
    """Would catch three months as a major one that the six of a minor one outlast,
    and one lifted that day taken for open.
    """
    second = "  - {type: surveillance, date: 2026-05-11}\n"
    assert found(folder, nc(), on=date(2026, 8, 11), more=second) == []
    assert found(folder, nc(), on=date(2026, 8, 12), more=second) == [
        f"correction-overdue {_FILE}:2"
    ]
    assert found(folder, nc(verified="2026-05-11"), on=date(2026, 8, 12), more=second) == []
    assessment = folder.check(date(2026, 8, 12)).assessment
    assert assessment is not None
    (one,) = follow(assessment)
    assert (one.standing, one.escalated) == (NonConformityState.VERIFIED, False)


def test_a_real_audit_on_the_day_of_a_mock_one(folder: ManualFolder) -> None:
    """Would catch a non-conformity taken for a rehearsal's because one was
    held on the audit's own day.
    """
    on = date(2026, 6, 11)
    mock = {"audit": "2026-06-10"}
    assert found(folder, nc(**mock), on=on) == [f"unknown-reference {_FILE}:2"]
    assert (
        found(folder, nc(**mock), on=on, more="  - {type: surveillance, date: 2026-06-10}\n") == []
    )
    folder.write(
        "organisation.yaml",
        ORGANISATION + "audits:\n  - {type: surveillance, date: 2026-06-10}\n"
        "  - {type: mock, date: 2026-06-10}\n",
    )
    # The folder's proofs are of later days than this one: that is another rule's to say.
    assert [
        finding for finding in folder.findings(on) if not finding.startswith("dated-ahead ")
    ] == []


def test_five_minors(folder: ManualFolder) -> None:
    """Would catch a fifth minor one that nobody is told of,
    and closed or major ones counted among them.
    """
    on = date(2026, 5, 5)
    four = [nc(number, indicator=indicator) for number, indicator in enumerate((2, 9, 17, 24), 1)]
    others = [nc(8, indicator=4, grade="major"), nc(9, **CLOSED, proof="[EV-new]")]
    assert found(folder, *four, *others, on=on, extra=(NEWER,)) == []
    assert found(folder, *four, nc(5, indicator=25), *others, on=on, extra=(NEWER,)) == [
        f"five-minors-open {_FILE}:2"
    ]
    assert found(folder, *four, nc(5, **CLOSED), on=on) == [
        f"correction-without-evidence {_FILE}:6",
        f"five-minors-open {_FILE}:2",
    ]


REFERENCES = {
    "an audit that was not held": ({"audit": "2026-03-19"}, ["unknown-reference"]),
    "a mock audit": ({"audit": "2026-06-10"}, ["unknown-reference"]),
    "no such proof": ({"proof": "[EV-012]"}, ["unknown-reference"]),
    "no such indicator": ({"indicator": 40}, ["unknown-indicator"]),
    "an indicator of a later edition": ({"indicator": 33}, ["unknown-indicator"]),
    "nobody answers": (
        {"actions": "[{action: Write, owner: qualty, due: 2026-12-01}]"},
        ["unknown-owner"],
    ),
    "minor where all are major": ({"indicator": 4}, ["grade-differs"]),
    "closed before it was found": (
        {**CLOSED, "closed": "2026-03-01", "proof": "[EV-new]"},
        ["dates-reversed"],
    ),
    "done before it was found": (
        {"actions": "[{action: Write, owner: quality, due: 2026-12-01, done: 2026-03-01}]"},
        ["dates-reversed"],
    ),
    "verified before it was closed": (
        {**CLOSED, "proof": "[EV-new]", "verified": "2026-05-03"},
        ["dates-reversed"],
    ),
}


@pytest.mark.parametrize(("changes", "rules"), REFERENCES.values(), ids=REFERENCES)
def test_what_it_refers_to_exists(
    folder: ManualFolder, changes: dict[str, object], rules: list[str]
) -> None:
    """Would catch a reference that leads nowhere, a grade that cannot be,
    and days in an impossible order.
    """
    told = found(folder, nc(**changes), on=date(2026, 6, 11), extra=(NEWER,))
    assert told == [f"{rule} {_FILE}:2" for rule in rules]


def test_a_certificate_that_is_not_shown_is_no_minor_one(folder: ManualFolder) -> None:
    """Would catch a law's word taken for a guide's: what the arrêté grades closes the gate, what the
    reading guide grades is a question.
    """
    found(folder, nc(1, indicator=None, about="display"), nc(2, indicator=4))
    weights = {
        finding.place.line: finding.severity.value
        for finding in folder.check(date(2026, 6, 11)).findings
        if finding.rule == "grade-differs"
    }
    assert weights == {2: "error", 3: "warning"}


def test_a_waiver_and_a_weight(folder: ManualFolder) -> None:
    """Would catch a rule on corrections that cannot be weighed or accepted
    for a time like any other.
    """
    waiver = (
        "waivers:\n  - {rule: correction-overdue, indicator: 12, reason: Agreed, owner: quality, "
        "until: 2026-12-31}\n"
    )
    found(folder, nc(), more=waiver)
    verdict = folder.check()
    assert [(finding.rule, finding.severity.value) for finding in verdict.findings] == [
        ("correction-overdue", "info")
    ]
    found(folder, nc(), more="severity: {correction-overdue: error}\n")
    assert not folder.check().ok
