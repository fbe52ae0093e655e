"""The rules on registers: references, owners, days, what is late,
what the watch puts up for review.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from manuals import entry

if TYPE_CHECKING:
    from manuals import ManualFolder

IMPROVEMENT = {
    "id": "IM-1",
    "date": "2026-01-13",
    "origin": "A survey",
    "action": "Ask less",
    "owner": "quality",
    "due": "2026-10-30",
}
WATCH = {
    "id": "W-1",
    "date": "2026-08-24",
    "kind": "regulatory",
    "source": "S",
    "summary": "A law",
    "owner": "quality",
    "done": "Read",
}
COMPLAINT = {"id": "C-1", "received": "2026-09-01", "kind": "complaint", "summary": "Too late"}
RISK = {
    "id": "R-1",
    "date": "2026-07-07",
    "risk": "A rare skill",
    "gravity": "3",
    "probability": "3",
    "measure": "Train",
    "owner": "quality",
}
LINES = {"improvements": IMPROVEMENT, "watch": WATCH, "complaints": COMPLAINT, "risks": RISK}

# A register, what differs from a good line of it, what is found on 30 September 2026, the key at
# fault.
CASES: dict[str, tuple[str, dict[str, str | None], list[str]]] = {
    "an improvement": ("improvements", {}, []),
    "an improvement on its last day": ("improvements", {"due": "2026-09-30"}, []),
    "an improvement the day after": ("improvements", {"due": "2026-09-29"}, ["action-overdue"]),
    "an improvement done late": ("improvements", {"due": "2026-09-29", "done": "2026-09-30"}, []),
    "an improvement to be done tomorrow": (
        "improvements",
        {"due": "2026-09-29", "done": "2026-10-01"},
        ["action-overdue"],
    ),
    "an improvement decided on later": (
        "improvements",
        {"date": "2026-10-01", "due": "2026-09-29"},
        [],
    ),
    "an origin that is nowhere": ("improvements", {"origin": "NC-2"}, ["unknown-reference"]),
    "an origin that is a proof": ("improvements", {"origin": "EV-4"}, []),
    "an origin in words": ("improvements", {"origin": "Review of July"}, []),
    "done before it was decided": ("improvements", {"done": "2026-01-12"}, ["dates-reversed"]),
    "its effect seen before it was done": (
        "improvements",
        {"done": "2026-03-02", "effect": "{worked: effective, checked: 2026-03-01}"},
        ["dates-reversed"],
    ),
    "nobody answers for an improvement": ("improvements", {"owner": "qualty"}, ["unknown-owner"]),
    "a watch entry": ("watch", {}, []),
    "nothing made of it": ("watch", {"done": None}, ["watch-without-use"]),
    "nothing made of it yet, today": ("watch", {"done": None, "date": "2026-09-30"}, []),
    "no impact": ("watch", {"done": None, "no_impact": "We teach none of them"}, []),
    "used before it was read": ("watch", {"done_on": "2026-08-23"}, ["dates-reversed"]),
    "a review of a proof that is nowhere": (
        "watch",
        {"review": "[EV-44]", "from": "2026-12-01"},
        ["unknown-reference"],
    ),
    "nobody answers for a watch entry": ("watch", {"owner": "qualty"}, ["unknown-owner"]),
    "a complaint": ("complaints", {}, []),
    "answered before it came": ("complaints", {"answered": "2026-08-31"}, ["dates-reversed"]),
    "closed before it was answered": (
        "complaints",
        {"answered": "2026-09-20", "closed": "2026-09-19"},
        ["dates-reversed"],
    ),
    "an improvement that is nowhere": (
        "complaints",
        {"improvement": "IM-9"},
        ["unknown-reference"],
    ),
    "nobody deals with it": ("complaints", {"owner": "qualty"}, ["unknown-owner"]),
    "a risk": ("risks", {}, []),
    "a measure in time": ("risks", {"due": "2026-09-30"}, []),
    "a measure too late": ("risks", {"due": "2026-09-29"}, ["action-overdue"]),
    "a measure carried out": ("risks", {"due": "2026-09-29", "done": "2026-09-20"}, []),
    "to be looked at again": ("risks", {"review_by": "2026-09-29"}, ["action-overdue"]),
    "looked at again before that day": (
        "risks",
        {"review_by": "2026-09-29", "reviewed": "2026-09-28"},
        ["action-overdue"],
    ),
    "looked at again on that day": (
        "risks",
        {"review_by": "2026-09-29", "reviewed": "2026-09-29"},
        [],
    ),
    "looked at before it was known": ("risks", {"reviewed": "2026-07-06"}, ["dates-reversed"]),
    "nobody answers for a risk": ("risks", {"owner": "qualty"}, ["unknown-owner"]),
}


def line(name: str, **changes: str | None) -> str:
    """Return a line of a register, on a line of its own."""
    keys = {key: value for key, value in {**LINES[name], **changes}.items() if value is not None}
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}\n"


def register(folder: ManualFolder, name: str, *lines: str, above: str = "") -> None:
    """Write a register."""
    folder.write(f"registers/{name}.yaml", f"{above}{name}:\n" + "".join(lines))


@pytest.mark.parametrize(("name", "changes", "rules"), CASES.values(), ids=CASES)
def test_one_line(
    folder: ManualFolder, name: str, changes: dict[str, str | None], rules: list[str]
) -> None:
    """Would catch a rule that misses its fault, a day too early or too late,
    or that finds fault with what is right.
    """
    folder.whole()
    register(folder, name, line(name, **changes))
    assert folder.findings() == [f"{rule} registers/{name}.yaml:2" for rule in rules]
    assert folder.check().ok is not any(rule.startswith(("unknown", "dates")) for rule in rules)


def test_one_id_in_two_registers(folder: ManualFolder) -> None:
    """Would catch an id that stands for two things, in capitals or not, in whichever files."""
    folder.whole()
    register(folder, "complaints", line("complaints"), line("complaints", id="c-1"))
    register(folder, "risks", line("risks", id="C-1"))
    assert folder.findings() == [
        "duplicate-id registers/complaints.yaml:3",
        "duplicate-id registers/risks.yaml:2",
    ]


def test_lines_refer_to_each_other(folder: ManualFolder) -> None:
    """Would catch an origin found only in one of the registers,
    and one told that its line is faulty as well.
    """
    folder.whole()
    register(
        folder,
        "complaints",
        line("complaints", improvement="IM-2"),
        line("complaints", id="C-2", received="2026-02-30"),
    )
    origins = enumerate(("C-1", "W-1", "R-1", "C-2", "IM-1"), 1)
    register(
        folder,
        "improvements",
        *(line("improvements", id=f"IM-{n}", origin=origin) for n, origin in origins),
    )
    register(folder, "watch", line("watch"))
    register(folder, "risks", line("risks"))
    assert folder.findings() == ["invalid-date registers/complaints.yaml:3"]


PROMISES: dict[str, tuple[str, dict[str, str | None], list[str]]] = {
    "none was made": ("", {}, []),
    "the last day": ("answer_within: 29 days\n", {}, []),
    "the day after": ("answer_within: 28 days\n", {}, ["complaint-unanswered"]),
    "answered": ("answer_within: 15 days\n", {"answered": "2026-09-30"}, []),
    "closed without a letter": ("answer_within: 15 days\n", {"closed": "2026-09-10"}, []),
    "to be answered tomorrow": (
        "answer_within: 15 days\n",
        {"answered": "2026-10-01"},
        ["complaint-unanswered"],
    ),
    "not acknowledged": ("acknowledge_within: 1 week\n", {}, ["complaint-unanswered"]),
    "acknowledged": ("acknowledge_within: 1 week\n", {"acknowledged": "2026-09-02"}, []),
    "neither, told once": (
        "acknowledge_within: 1 week\nanswer_within: 15 days\n",
        {},
        ["complaint-unanswered"],
    ),
    "a difficulty is not answered by letter": (
        "answer_within: 15 days\n",
        {"kind": "difficulty"},
        [],
    ),
}


@pytest.mark.parametrize(("above", "changes", "rules"), PROMISES.values(), ids=PROMISES)
def test_complaints_in_the_team_s_own_time(
    folder: ManualFolder, above: str, changes: dict[str, str | None], rules: list[str]
) -> None:
    """Would catch a time that no text and no team set,
    or one that was set and is not held against anybody.
    """
    folder.whole()
    register(folder, "complaints", line("complaints", **changes), above=above)
    assert [finding.split()[0] for finding in folder.findings()] == rules


# What a watch entry says of EV-4, which is dated 2026-01-01; on 30 September 2026.
REVIEWS: dict[str, tuple[dict[str, str | None], str, bool]] = {
    "from a day past": ({"from": "2026-09-01"}, "2026-01-01", True),
    "from today": ({"from": "2026-09-30"}, "2026-01-01", True),
    "from tomorrow": ({"from": "2026-10-01"}, "2026-01-01", False),
    "dated anew before that day": ({"from": "2026-09-01"}, "2026-08-31", True),
    "dated anew on that day": ({"from": "2026-09-01"}, "2026-09-01", False),
    "dated anew after it": ({"from": "2026-09-01"}, "2026-09-15", False),
    "read on a day to come": ({"date": "2026-10-02", "from": "2026-09-01"}, "2026-01-01", False),
}


@pytest.mark.parametrize(("changes", "dated", "due"), REVIEWS.values(), ids=REVIEWS)
def test_the_watch_puts_proofs_up_for_review(
    folder: ManualFolder,
    changes: dict[str, str | None],
    dated: str,
    due: bool,  # noqa: FBT001
) -> None:
    """Would catch a proof under review that looks current, one that stays so once dated anew,
    or one that no longer counts.
    """
    folder.whole(entry("x", indicators="[4]", dated=dated))
    register(folder, "watch", line("watch", review="[EV-x]", **changes))
    verdict = folder.check()
    assert [finding.rule for finding in verdict.findings] == (["review-due"] if due else [])
    assert verdict.assessment is not None
    (item,) = [proof for proof in verdict.assessment.evidence if proof.evidence.id == "EV-x"]
    assert (item.state.value, item.counts) == ("due_soon" if due else "current", True)
    assert (item.review is not None) is due


def test_a_review_does_not_hide_that_a_proof_is_out_of_date(folder: ManualFolder) -> None:
    """Would catch an expired or withdrawn proof that a review makes count again,
    or a withdrawn one to be reviewed.
    """
    folder.whole(
        entry("x", indicators="[4]", valid_until="2026-09-01"),
        entry("y", indicators="[4]", status="withdrawn"),
    )
    register(folder, "watch", line("watch", **{"review": "[EV-x, EV-y]", "from": "2026-09-01"}))
    assert [finding.split()[0] for finding in folder.findings()] == ["review-due", "stale-evidence"]
    assessment = folder.check(date(2026, 9, 30)).assessment
    assert assessment is not None
    assert [proof.state.value for proof in assessment.evidence][-2:] == ["expired", "withdrawn"]
