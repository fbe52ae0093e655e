"""Rehearsals as files: read with a place for every fault, each reference followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manuals import CFA, EXAMPLE, ManualFolder, verdict

from preuve.core.files import Folder
from preuve.model.rehearsal import Found, read_rehearsals

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
date: 2026-09-22
seed: 7
edition: rnq-2019
held_by: quality
questions:
  - {id: 1.1, indicator: 1, asked: How?, found: found, seconds: 3, evidence: [EV-1]}
  - {id: 1.10, indicator: 1, asked: Why?}
"""
PLACE = "rehearsals/2026-09-22.yaml"
BAD = [
    (GOOD.replace("1.10", "1.1"), f"duplicate-id {PLACE}:7:10"),
    (GOOD.replace("1.10", "one"), f"invalid-value {PLACE}:7:10"),
    (GOOD.replace("found: found", "found: maybe"), f"invalid-value {PLACE}:6:49"),
    (GOOD.replace("seconds: 3", "seconds: soon"), f"wrong-type {PLACE}:6:65"),
    (GOOD.replace("seconds: 3", "seconds: 90000"), f"invalid-value {PLACE}:6:65"),
    (GOOD.replace("[EV-1]", "[EV-99]"), f"unknown-reference {PLACE}:6:79"),
    (GOOD.replace("held_by: quality", "held_by: qualty"), f"unknown-owner {PLACE}:4:10"),
    (
        GOOD.replace("indicator: 1, asked: Why", "indicator: 33, asked: Why"),
        f"unknown-indicator {PLACE}:7:27",
    ),
    (GOOD.replace("2026-09-22", "2026-09-23", 1), f"invalid-value {PLACE}:1:7"),
    (GOOD.replace("edition: rnq-2019\n", ""), f"missing-key {PLACE}:1:1"),
    (GOOD.partition("questions")[0] + "questions: []\n", f"invalid-value {PLACE}:5:12"),
    ("", f"missing-key {PLACE}:1:1"),
    ("[1]\n", f"wrong-type {PLACE}:1:1"),
]


def test_a_good_one_is_read(whole: ManualFolder) -> None:
    """Would catch an id taken for a number, so that 1.10 is 1.1,
    and a fault where there is none.
    """
    whole.write(PLACE, GOOD)
    assert whole.findings() == []
    (one,), faults = read_rehearsals(Folder(whole.root))
    assert faults == []
    assert [question.id for question in one.questions] == ["1.1", "1.10"]
    assert [question.id for question in one.waiting] == ["1.10"]
    assert one.reference(one.questions[1]) == f"{PLACE}#1.10"


@pytest.mark.parametrize(("text", "expected"), BAD, ids=[case[1] for case in BAD])
def test_what_is_wrong_has_a_place(whole: ManualFolder, text: str, expected: str) -> None:
    """Would catch a fault in a rehearsal that the gate does not tell, or tells elsewhere."""
    whole.write(PLACE, text)
    assert expected in [f"{finding.rule} {finding.place}" for finding in whole.check().findings]


def test_a_session_that_is_not_there(whole: ManualFolder) -> None:
    """Would catch a question for a session that nobody can find;
    without sessions.yaml nothing is said.
    """
    whole.write(PLACE, GOOD.replace("asked: Why?", "asked: Why?, session: 2026-A1"))
    assert whole.findings() == []
    whole.write("sessions.yaml", "sessions: []\n")
    assert whole.findings() == [f"unknown-reference {PLACE}:7"]


@pytest.mark.parametrize("name", ["first.yaml", "sub/2026-09-22.yaml", "2026-09-22-Two.yaml"])
def test_a_name_that_is_no_date(whole: ManualFolder, name: str) -> None:
    """Would catch a rehearsal that is passed over without a word."""
    whole.write(f"rehearsals/{name}", GOOD)
    assert [finding.rule for finding in whole.check().findings] == ["invalid-value"]


def test_two_of_a_day(whole: ManualFolder) -> None:
    """Would catch a second rehearsal of one day that hides the first."""
    whole.write(PLACE, GOOD)
    whole.write("rehearsals/2026-09-22-b.yaml", GOOD)
    whole.write("rehearsals/2025-01-02.yaml", GOOD.replace("2026-09-22", "2025-01-02"))
    names = [rehearsal.name for rehearsal in read_rehearsals(Folder(whole.root))[0]]
    assert names == ["2025-01-02", "2026-09-22", "2026-09-22-b"]


@given(
    st.dictionaries(
        st.sampled_from(["date", "seed", "edition", "questions", "note", "x"]),
        st.text(max_size=30),
        max_size=5,
    )
)
def test_nothing_raises(tmp_path_factory: pytest.TempPathFactory, keys: dict[str, str]) -> None:
    """Would catch a traceback on a file that somebody half wrote."""
    root = tmp_path_factory.mktemp("rehearsal")
    (root / "rehearsals").mkdir()
    (root / PLACE).write_text(
        "\n".join(f"{key}: {value!r}" for key, value in keys.items()), "utf-8", "replace"
    )
    rehearsals, faults = read_rehearsals(Folder(root))
    assert bool(rehearsals) != bool(faults)


@pytest.mark.parametrize("root", [EXAMPLE, CFA])
def test_each_example_has_one(root: Path) -> None:
    """Would catch a rehearsal of an example lost, or left half-way."""
    (one,) = verdict(root).manual.rehearsals
    assert one.waiting == ()
    assert all(one.of(found) for found in Found)
