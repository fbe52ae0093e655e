"""Dates of audits, of the certificate and of registers' lines that went back:
told first, and loudly.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from helpers import said
from manuals import ORGANISATION, entry

from preuve.assess.assessment import assess
from preuve.history.changes import compare
from preuve.history.dates_back import AUDIT_DAYS, CERTIFICATE_DAYS
from preuve.history.snapshot import from_json, take, to_json
from preuve.model.manual import Manual
from preuve.model.organisation import ORGANISATION as ORGANISATION_RECORD
from preuve.report.changes import DAY_WORDS, ORGANISATION_WORDS, groups

if TYPE_CHECKING:
    from manuals import ManualFolder

    from preuve.history.snapshot import Snapshot

_DAY = date(2026, 11, 29)
_AUDITS = (
    "certificate: {{obtained: {obtained}, expires: 2027-06-13}}\naudits:\n  - {{type: initial, "
    "date: {initial}{kept}}}\n"
)
_PLANNED = "  - {{type: renewal, date: {renewal}}}\n"


def _snapshot(folder: ManualFolder, more: str, register: str = "") -> Snapshot:
    folder.write("organisation.yaml", ORGANISATION + more)
    folder.index(entry(4))
    if register:
        folder.write("registers/improvements.yaml", register)
    assessment = assess(Manual.load(folder.root), _DAY)
    assert assessment is not None
    return take(assessment)


def _organisation(
    obtained: str = "2024-06-14",
    initial: str = "2024-05-02",
    kept: str = ", notified: 2024-05-20",
    renewal: str = "2027-02-02",
) -> str:
    return _AUDITS.format(obtained=obtained, initial=initial, kept=kept) + _PLANNED.format(
        renewal=renewal
    )


def _loud(before: Snapshot, after: Snapshot) -> list[str]:
    return [
        said(line.message).replace("\u00a0", " ")
        for group in groups(compare(from_json(to_json(before)), after), "en")
        if group.loud
        for line in group.lines
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"initial": "2024-04-30"},
            "Initial audit of 2 May 2024: its day is 30 April 2024, and was 2 May 2024 before.",
        ),
        (
            {"kept": ", notified: 2024-05-10"},
            "Initial audit of 2 May 2024: the day its report came is 10 May 2024",
        ),
        (
            {"obtained": "2024-06-01"},
            "The certificate: the day it was obtained is 1 June 2024, and was 14 June 2024 before.",
        ),
        (
            {"kept": ", notified: 2024-05-20, decision: {granted: 2024-06-01}"},
            "Initial audit of 2 May 2024: the day of the decision is 1 June 2024",
        ),
        (
            {"kept": ", notified: 2024-05-20, decided: 2024-06-02"},
            "Initial audit of 2 May 2024: the day of the decision is 2 June 2024",
        ),
    ],
)
def test_a_past_day_that_went_back(
    folder: ManualFolder, changed: dict[str, str], expected: str
) -> None:
    """Would catch a past audit or a certificate dated earlier,
    told among what organisation.yaml says otherwise only.
    """
    before = _organisation(kept=", notified: 2024-05-20, decision: {granted: 2024-06-14}")
    sentences = _loud(_snapshot(folder, before), _snapshot(folder, _organisation(**changed)))
    assert len(sentences) == 1
    assert sentences[0].startswith(expected)


@pytest.mark.parametrize(
    "changed", [{"renewal": "2027-01-12"}, {"initial": "2024-05-03"}, {"kept": ""}, {}]
)
def test_what_may_move(folder: ManualFolder, changed: dict[str, str]) -> None:
    """Would catch an audit to come that is held earlier, a later day,
    or one no more said, shouted about.
    """
    assert (
        _loud(_snapshot(folder, _organisation()), _snapshot(folder, _organisation(**changed))) == []
    )


@pytest.mark.parametrize(
    ("line", "loud"),
    [
        ("date: 2026-02-01, done: 2026-05-04", 1),
        ("date: 2026-03-02, done: 2026-04-01", 1),
        ("date: 2026-03-02, done: 2026-06-01", 0),
        ("date: 2026-03-02, due: 2026-04-01", 0),
    ],
)
def test_a_line_of_a_register_that_went_back(folder: ManualFolder, line: str, loud: int) -> None:
    """Would catch an action said to have been done earlier than it was told;
    a deadline may come forward.
    """
    text = (
        "improvements:\n  - {{id: AM-1, origin: EV-4, action: y, owner: quality, due: "
        "2026-12-01, {line}}}\n"
    )
    told = text.format(line="date: 2026-03-02, done: 2026-05-04")
    now = text.replace("due: 2026-12-01, ", "") if "due" in line else text
    before = _snapshot(folder, "", told)
    assert before.registers["improvements"]
    sentences = _loud(before, _snapshot(folder, "", now.format(line=line)))
    assert len(sentences) == loud
    assert all(
        sentence.startswith("AM-1:") and "Its date went back" in sentence for sentence in sentences
    )


def test_a_clause_that_moved(folder: ManualFolder) -> None:
    """Would catch a clause that came to be shown, or that an edition brought,
    of which `preuve changes` says nothing.
    """
    audit = "audits: [{type: renewal, date: 2026-12-10}]\n"
    before = _snapshot(folder, "edition: rnq-2019\n")
    after = _snapshot(folder, audit)
    folder.index(entry(12), entry("12.violence", indicators="[12.violence]", dated="2026-09-01"))
    assessment = assess(Manual.load(folder.root), _DAY)
    assert assessment is not None
    moved = {
        move.name: (move.before, move.after)
        for move in compare(after, take(assessment)).moved_clauses
    }
    assert moved["12.violence"] == ("missing", "partial")
    brought = {move.name: move.before for move in compare(before, after).moved_clauses}
    assert brought["12.violence"] is None
    assert "12.engagement" not in brought
    sentences = [
        said(line.message)
        for group in groups(compare(after, take(assessment)), "en")
        for line in group.lines
    ]
    assert (
        "12.violence (Violence, harassment, discrimination) was missing, and is partial."
        in sentences
    )


def test_every_key_of_the_provider_is_told_in_a_sentence() -> None:
    """Would catch a key of organisation.yaml told by its name where a sentence is meant."""
    assert set(ORGANISATION_RECORD.fields) <= set(ORGANISATION_WORDS)


def test_every_day_of_audits_and_of_the_certificate_is_told_in_words() -> None:
    """Would catch a day that the model has and that nobody can be told went back."""
    assert {*AUDIT_DAYS, *CERTIFICATE_DAYS} == set(DAY_WORDS)
    assert {"date", "decided", "contested"} <= set(AUDIT_DAYS)
