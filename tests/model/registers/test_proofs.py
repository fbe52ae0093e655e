"""Registers as proofs: as new as their newest line, nothing while they are empty."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from manuals import entry

if TYPE_CHECKING:
    from manuals import ManualFolder

    from preuve.assess.assessment import AssessedEvidence


def watch(*days: str, kind: str = "regulatory", use: str = "done: Read and used") -> str:
    """Return lines of the watch."""
    return "".join(
        f"  - {{id: {kind}-{number}, date: {day}, kind: {kind}, source: S, summary: A law, "
        f"owner: quality, {use}}}\n"
        for number, day in enumerate(days, 1)
    )


def as_proof(
    folder: ManualFolder, lines: str, changes: dict[str, object] | None = None
) -> AssessedEvidence:
    """Return the register of the watch as a proof of indicator 23,
    unless changed, on 30 September 2026.
    """
    keys: dict[str, object] = {
        "id": "EV-R",
        "indicators": "[23]",
        "stage": "implemented",
        "place": None,
        "file": "registers/watch.yaml",
        "dated": "2025-01-01",
        **(changes or {}),
    }
    folder.whole(entry("R", **keys))
    folder.write("registers/watch.yaml", "watch:\n" + lines)
    assessment = folder.check().assessment
    assert assessment is not None
    return assessment.evidence[-1]


def test_a_register_without_a_line_says_how_long_one_speaks(folder: ManualFolder) -> None:
    """Would catch advice without its span, where a register is to be begun."""
    for lines in ("", watch("2026-09-01")):
        shown = as_proof(folder, lines, {"review_every": "6 months"}).register_state
        assert shown is not None
        assert shown.period.months == 6


STATES: dict[str, tuple[str, dict[str, object], str, str | None]] = {
    "no line": ("", {}, "not_yet", None),
    "a line": (watch("2026-09-01"), {}, "current", "2027-09-01"),
    "the newest of two decides": (watch("2026-09-01", "2025-03-01"), {}, "current", "2027-09-01"),
    "twelve months, the last day": (watch("2025-09-30"), {}, "due_soon", "2026-09-30"),
    "twelve months, the day after": (watch("2025-09-29"), {}, "expired", "2026-09-29"),
    "a line of tomorrow": (watch("2026-10-01"), {}, "not_yet", None),
    "only read, not used": (watch("2026-09-01", use="note: Interesting"), {}, "not_yet", None),
    "used tomorrow": (
        watch("2026-09-01", use="done: Used, done_on: 2026-10-01"),
        {},
        "not_yet",
        None,
    ),
    "used on another day": (
        watch("2025-08-01", use="done: Used, done_on: 2025-12-01"),
        {},
        "current",
        "2026-12-01",
    ),
    "no impact is a use": (
        watch("2026-09-01", use="no_impact: Not ours"),
        {},
        "current",
        "2027-09-01",
    ),
    "of another watch": (watch("2026-09-01", kind="teaching"), {}, "not_yet", None),
    "of another indicator altogether": (
        watch("2026-09-01"),
        {"indicators": "[4]"},
        "not_yet",
        None,
    ),
    "each indicator needs a line": (
        watch("2026-09-01"),
        {"indicators": "[23, 24]"},
        "not_yet",
        None,
    ),
    "the oldest of two indicators decides": (
        watch("2026-09-01") + watch("2026-02-01", kind="skills"),
        {"indicators": "[23, 24]"},
        "current",
        "2027-02-01",
    ),
    "a shorter time of the team's own": (
        watch("2026-03-01"),
        {"review_every": "6 months"},
        "expired",
        "2026-09-01",
    ),
    "a last day of the team's own": (
        watch("2026-09-01"),
        {"valid_until": "2026-10-15"},
        "due_soon",
        "2026-10-15",
    ),
    "kept from tomorrow on": (
        watch("2026-09-01"),
        {"dated": "2026-10-01"},
        "not_yet",
        "2027-09-01",
    ),
    "a draft": (watch("2026-09-01"), {"status": "draft"}, "draft", "2027-09-01"),
    "a withdrawn empty one": ("", {"status": "withdrawn"}, "withdrawn", None),
}


@pytest.mark.parametrize(("lines", "changes", "state", "until"), STATES.values(), ids=STATES)
def test_a_register_is_as_new_as_its_lines(
    folder: ManualFolder, lines: str, changes: dict[str, object], state: str, until: str | None
) -> None:
    """Would catch an empty register that counts, one that lives on after its last line,
    or lines of another watch.
    """
    item = as_proof(folder, lines, changes)
    assert (item.state.value, item.good_until and item.good_until.isoformat()) == (state, until)
    assert item.register_state is not None


def test_what_it_shows(folder: ManualFolder) -> None:
    """Would catch lines counted that are older than the time, to come, or never used."""
    lines = watch("2026-09-01", "2025-10-01", "2025-09-29", "2026-10-01") + watch(
        "2026-05-01", use="note: x"
    ).replace("-1,", "-9,")
    shown = as_proof(folder, lines).register_state
    assert shown is not None
    assert (shown.newest, shown.lines) == (date(2026, 9, 1), 2)


FOUND: dict[str, tuple[str, dict[str, object], list[str]]] = {
    "full": (watch("2026-09-01"), {}, []),
    "empty beside others": ("", {}, ["empty-register"]),
    "old beside others": (watch("2025-09-01"), {}, ["stale-evidence"]),
    "old soon": (watch("2025-10-15"), {}, ["evidence-due-soon"]),
    "empty for what does not apply": ("", {"indicators": "[3]"}, ["evidence-for-not-applicable"]),
    "empty and a draft": ("", {"status": "draft"}, []),
}


@pytest.mark.parametrize(("lines", "changes", "rules"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    folder: ManualFolder, lines: str, changes: dict[str, object], rules: list[str]
) -> None:
    """Would catch an empty register without a word,
    and advice to date a register anew instead of keeping it.
    """
    as_proof(folder, lines, changes)
    findings = folder.check().findings
    assert [one.rule for one in findings] == rules
    for finding in findings:
        if finding.rule in {"stale-evidence", "evidence-due-soon"}:
            assert finding.help.values.get("file") == "registers/watch.yaml"


@pytest.mark.parametrize(
    ("lines", "rule"), [("", "missing-evidence"), (watch("2025-01-02"), "expired-evidence")]
)
def test_an_indicator_that_rests_on_it_alone(folder: ManualFolder, lines: str, rule: str) -> None:
    """Would catch an indicator that an empty register leaves bare told twice, or not at all."""
    as_proof(folder, lines)
    text = (folder.root / "evidence_index.yaml").read_text(encoding="utf-8")
    for proof in (entry(23), entry(23, id="EV-23-I", stage="implemented")):
        text = text.replace(proof, "")
    folder.write("evidence_index.yaml", text)
    assert [finding.rule for finding in folder.check().findings] == [rule]


def test_a_register_that_cannot_be_read_is_told_once(folder: ManualFolder) -> None:
    """Would catch a syntax fault that also makes its proofs missing,
    or a register that counts though nobody can read it.
    """
    as_proof(folder, "  - [\n")
    assert sorted(finding.split()[0] for finding in folder.findings()) == [
        "unreadable-register",
        "yaml-syntax",
    ]
    assert not folder.check().ok
