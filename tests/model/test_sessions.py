"""Sessions as the team writes them: what is read, what is refused and where,
what is said of the profile and of proofs.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from helpers import places
from manuals import ORGANISATION, entry

from preuve.model.sessions import Phase, Sessions, read_sessions
from preuve.model.standard import Condition
from preuve.reading import parse_yaml

if TYPE_CHECKING:
    from manuals import ManualFolder

ONE = (
    "{id: 2026-A1, title: A course, category: training, starts: 2026-05-18, ends: 2026-05-26, "
    "headcount: 7}"
)
NEXT_YEAR = (
    "{id: 2027-A1, title: A course, category: training, starts: 2027-01-18, ends: 2027-01-18, "
    "headcount: 7}"
)


def listed(*sessions: str, more: str = "") -> str:
    """Return a `sessions.yaml` with these sessions."""
    return "sessions:\n" + "".join(f"  - {session}\n" for session in sessions) + more


def read(text: str) -> Sessions:
    """Return what a file without faults says."""
    sessions, faults = read_sessions(parse_yaml(text, "sessions.yaml"))
    assert faults == []
    assert sessions is not None
    return sessions


def test_nothing_is_listed() -> None:
    """Would catch a file that was opened and not yet filled in being refused."""
    for text in ("", "# nothing yet\n", "sessions:\n", "sessions: []\n"):
        assert read(text) == Sessions()


# What is written → the faults, at line and column.
FAULTS: dict[str, tuple[str, list[str]]] = {
    "no id": (listed(ONE.replace("id: 2026-A1, ", "")), ["missing-key 2:5"]),
    "an id that could be a page of the site": (
        listed(ONE.replace("2026-A1", "index")),
        ["invalid-value 2:10"],
    ),
    "an id with a slash": (listed(ONE.replace("2026-A1", "2026/A1")), ["invalid-value 2:10"]),
    "an id that ends in a dot": (
        listed(ONE.replace("2026-A1", "2026-A1.")),
        ["invalid-value 2:10"],
    ),
    "misspelt": (listed(ONE.replace("headcount", "headcont")), ["unknown-key 2:94"]),
    "another category": (listed(ONE.replace("training", "trainning")), ["invalid-value 2:46"]),
    "an impossible day": (listed(ONE.replace("2026-05-18", "2026-02-30")), ["invalid-date 2:64"]),
    "names for a number": (
        listed(ONE.replace("headcount: 7", "headcount: [Anne, Paul]")),
        ["wrong-type 2:105"],
    ),
    "not a list": ("sessions: many\n", ["wrong-type 1:11"]),
    "not a map": ("- 2026-A1\n", ["wrong-type 1:1"]),
    "no sessions": ("kept_together: []\n", ["missing-key 1:1"]),
    "an unknown step": (
        listed(ONE, more="kept_together:\n  - {evidence: EV-4, steps: [need]}\n"),
        ["invalid-value 4:30"],
    ),
    "an unknown category": (
        listed(ONE, more="later_survey_after: {training: 3 months, trainin: 6 months}\n"),
        ["unknown-key 3:42"],
    ),
}


@pytest.mark.parametrize(("text", "faults"), FAULTS.values(), ids=FAULTS)
def test_faults(text: str, faults: list[str]) -> None:
    """Would catch a fault told elsewhere, twice or not at all."""
    assert places(read_sessions(parse_yaml(text, "sessions.yaml"))[1]) == faults


def test_one_fault_does_not_lose_the_others() -> None:
    """Would catch a whole list gone for one line,
    and proofs of the faulty session said to belong to none.
    """
    text = listed(ONE, ONE.replace("2026-A1", "2026-A2").replace("headcount: 7", "headcount: x"))
    sessions, faults = read_sessions(parse_yaml(text, "sessions.yaml"))
    assert sessions is not None
    assert [session.id for session in sessions.sessions] == ["2026-A1"]
    assert sessions.unreadable == {"2026-A2"}
    assert len(faults) == 1


PHASES = {
    "2026-05-17": Phase.PLANNED,
    "2026-05-18": Phase.RUNNING,
    "2026-05-26": Phase.RUNNING,
    "2026-05-27": Phase.OVER,
}


@pytest.mark.parametrize(("day", "phase"), PHASES.items())
def test_phases(day: str, phase: Phase) -> None:
    """Would catch a first or last day that does not belong to the session."""
    (session,) = read(listed(ONE)).sessions
    assert session.phase(date.fromisoformat(day)) is phase


def test_a_session_may_differ_from_the_provider() -> None:
    """Would catch a course that leads to no certification counted as if it did,
    because the provider has others.
    """
    provider = frozenset({Condition.CERTIFYING, Condition.SUBCONTRACTING})
    plain, own, taught = read(
        listed(
            ONE,
            ONE.replace("headcount: 7", "headcount: 7, certifying: false, work_linked: true"),
            ONE.replace("headcount: 7", "headcount: 7, subcontractor: S1"),
        )
    ).sessions
    assert plain.conditions(provider) == {Condition.CERTIFYING}
    assert own.conditions(provider) == {Condition.WORK_LINKED}
    assert taught.conditions(frozenset()) == {Condition.SUBCONTRACTING}


OF_A1 = {"session": "2026-A1", "stage": "implemented"}
# Entries added to a whole manual, what sessions.yaml says → what is found. The provider does
# training, without any condition.
FOUND: dict[str, tuple[list[str], str | None, list[str]]] = {
    "no list is kept": ([entry("x", indicators="[4]", **OF_A1)], None, []),
    "known": (
        [entry("x", indicators="[4]", **OF_A1)],
        listed(NEXT_YEAR.replace("2027-A1", "2026-A1")),
        [],
    ),
    "unknown": (
        [entry("x", indicators="[4]", **OF_A1)],
        listed(NEXT_YEAR),
        ["unknown-session evidence_index.yaml:{end+11}"],
    ),
    "in other capitals": (
        [entry("x", indicators="[4]", **{**OF_A1, "session": "2027-a1"})],
        listed(NEXT_YEAR),
        ["unknown-session evidence_index.yaml:{end+11}"],
    ),
    "its session unreadable": (
        [entry("x", indicators="[4]", **OF_A1)],
        listed(ONE.replace("7", "x")),
        ["wrong-type sessions.yaml:2"],
    ),
    "the file unreadable": (
        [entry("x", indicators="[4]", **OF_A1)],
        "sessions: [\n",
        ["yaml-syntax sessions.yaml:2"],
    ),
    "twice": ([], listed(NEXT_YEAR, NEXT_YEAR), ["duplicate-id sessions.yaml:3"]),
    "twice, in other capitals": (
        [],
        listed(NEXT_YEAR, NEXT_YEAR.replace("A1", "a1")),
        ["duplicate-id sessions.yaml:3"],
    ),
    "reversed": (
        [],
        listed(NEXT_YEAR.replace("ends: 2027-01-18", "ends: 2027-01-17")),
        ["dates-reversed sessions.yaml:2"],
    ),
    "one day": ([], listed(NEXT_YEAR), []),
    "not this provider's": (
        [],
        listed(NEXT_YEAR.replace("training", "vae")),
        ["session-outside-profile sessions.yaml:2"],
    ),
    "certifying": (
        [],
        listed(NEXT_YEAR.replace("7}", "7, certifying: true}")),
        ["session-outside-profile sessions.yaml:2"],
    ),
    "subcontracted": (
        [],
        listed(NEXT_YEAR.replace("7}", "7, subcontractor: S1}")),
        ["session-outside-profile sessions.yaml:2"],
    ),
    "a proof for one of two steps": (
        [entry("x", indicators="[11]", **OF_A1)],
        listed(NEXT_YEAR.replace("2027-A1", "2026-A1")),
        ["unclear-step evidence_index.yaml:{end+3}"],
    ),
    "a proof that says which": (
        [entry("x", indicators="[11]", steps="[survey]", **OF_A1)],
        listed(NEXT_YEAR.replace("2027-A1", "2026-A1")),
        [],
    ),
    "a withdrawn one": (
        [entry("x", indicators="[11]", status="withdrawn", **OF_A1)],
        listed(NEXT_YEAR.replace("2027-A1", "2026-A1")),
        [],
    ),
    "how it is done, in a session": (
        [entry("x", indicators="[11]", session="2026-A1")],
        listed(NEXT_YEAR.replace("2027-A1", "2026-A1")),
        [],
    ),
    "steps of no session": (
        [entry("x", indicators="[11]", steps="[survey]")],
        listed(NEXT_YEAR),
        ["unclear-step evidence_index.yaml:{end+11}"],
    ),
    "kept together": (
        [],
        listed(NEXT_YEAR, more="kept_together:\n  - {evidence: EV-4, steps: [needs]}\n"),
        [],
    ),
    "kept together, unknown": (
        [],
        listed(NEXT_YEAR, more="kept_together:\n  - {evidence: EV-44, steps: [needs]}\n"),
        ["unknown-reference sessions.yaml:4"],
    ),
    "kept together, unreadable": (
        [entry("x", indicators="[4]", owner=None)],
        listed(NEXT_YEAR, more="kept_together:\n  - {evidence: EV-x, steps: [needs]}\n"),
        ["missing-key evidence_index.yaml:{end+1}"],
    ),
    "kept together, reversed": (
        [],
        listed(
            NEXT_YEAR,
            more="kept_together:\n"
            "  - {evidence: EV-4, steps: [needs], since: 2026-02-01, until: 2026-01-01}\n",
        ),
        ["dates-reversed sessions.yaml:4"],
    ),
    "an empty file": ([], listed(ONE), ["incomplete-session-file sessions.yaml:2"]),
}


@pytest.mark.parametrize(("entries", "sessions", "found"), FOUND.values(), ids=FOUND)
def test_what_the_gate_says(
    folder: ManualFolder, entries: list[str], sessions: str | None, found: list[str]
) -> None:
    """Would catch a rule that misses its fault, tells it twice, or blames another line."""
    folder.whole()
    end = (folder.root / "evidence_index.yaml").read_text().count("\n")
    folder.whole(*entries)
    if sessions is not None:
        folder.write("sessions.yaml", sessions)
    for offset in range(1, 20):
        found = [result.replace(f"{{end+{offset}}}", str(end + offset)) for result in found]
    assert folder.findings() == found


def test_a_decision_makes_a_session_fit(folder: ManualFolder) -> None:
    """Would catch a finding against a team that decided, for this very course,
    that an indicator applies.
    """
    decision = (
        "applicability:\n  - {indicator: 28, applies: true, reason: r, decided_by: quality, on: "
        "2026-02-02}\n"
    )
    folder.whole(organisation=ORGANISATION + decision)
    folder.write("sessions.yaml", listed(NEXT_YEAR.replace("7}", "7, workplace_training: true}")))
    assert folder.findings() == []


def test_an_advice_names_the_nearest_session(folder: ManualFolder) -> None:
    """Would catch a person left to look for the id they mistyped."""
    folder.whole(entry("x", indicators="[4]", session="2027-A2", stage="implemented"))
    folder.write("sessions.yaml", listed(NEXT_YEAR))
    (finding,) = folder.check().findings
    assert finding.help.values["word"] == "2027-A1"


def test_a_pipe_is_not_waited_for(folder: ManualFolder) -> None:
    """Would catch a check that hangs, or forgets that the file is there:
    a folder, a link to nowhere.
    """
    folder.whole()
    (folder.root / "sessions.yaml").mkdir()
    assert folder.findings() == ["unreadable-file sessions.yaml:1"]
    (folder.root / "sessions.yaml").rmdir()
    (folder.root / "sessions.yaml").symlink_to("nowhere.yaml")
    assert folder.findings() == ["unreadable-file sessions.yaml:1"]
