"""A baseline lets a provider start red:
only what is new closes the gate, and what is fixed is told.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers import preuve_here, said
from manuals import ORGANISATION, entry

from preuve.report.baseline import compare, read_baseline
from preuve.report.draft import known_message

if TYPE_CHECKING:
    from pathlib import Path

    from manuals import ManualFolder

RED = [
    entry("x", indicators="[4]", owner="nobody"),
    entry("y", indicators="[5]", place=None, file="evidence/no.pdf"),
]


def _baseline(folder: ManualFolder) -> Path:
    """Make a baseline as the README tells it, outside what is compared."""
    target = folder.root / "baseline.json"
    preuve_here("check", folder.root, "--format", "json", "--output", target)
    return target


def _against(folder: ManualFolder, baseline: Path, *options: str) -> tuple[int, str]:
    done = preuve_here("check", folder.root, "--baseline", baseline, *options)
    assert done.stderr == b""
    return done.returncode, done.stdout.decode()


def test_what_was_there_does_not_fail(folder: ManualFolder) -> None:
    """Would catch a baseline that does not hold, or that hides what it holds."""
    folder.whole(*RED)
    status, said = _against(folder, _baseline(folder))
    assert status == 0
    assert said.count("error (known)") == 2
    assert "Against the baseline: 2 known, 0 fixed." in said
    assert "The gate is open." in said


def test_only_what_is_new_fails(folder: ManualFolder) -> None:
    """Would catch a new fault that slips in among old ones of its kind and file."""
    folder.whole(*RED)
    baseline = _baseline(folder)
    folder.whole(*RED, entry("z", indicators="[6]", owner="nobody"))
    status, said = _against(folder, baseline, "--format", "json")
    assert status == 1
    assert [(load["evidence"], load["known"]) for load in json.loads(said)["findings"]] == [
        ("EV-z", False),
        ("EV-x", True),
        ("EV-y", True),
    ], "what is new comes first"


def test_what_is_fixed_is_told(folder: ManualFolder) -> None:
    """Would catch a team that gets no word of what it has fixed."""
    folder.whole(*RED)
    baseline = _baseline(folder)
    folder.whole(RED[0])
    status, said = _against(folder, baseline)
    assert status == 0
    assert "Against the baseline: 1 known, 1 fixed." in said
    assert "Fixed: missing-file, EV-y, evidence_index.yaml." in said
    (fixed,) = json.loads(_against(folder, baseline, "--format", "json")[1])["fixed"]
    assert (fixed["rule"], fixed["file"], fixed["indicator"], fixed["evidence"]) == (
        "missing-file",
        "evidence_index.yaml",
        None,
        "EV-y",
    )


def test_the_same_kind_again_is_counted(folder: ManualFolder) -> None:
    """Would catch one known fault that covers any number of its kind."""
    folder.whole(entry("x", indicators="[4]", status="aproved"))
    baseline = _baseline(folder)
    folder.whole(entry("x", indicators="[4]", status="aproved", kind="dokument"))
    status, said = _against(folder, baseline)
    assert status == 1
    assert said.count("error (known)") == 1


def test_neither_lines_nor_days_nor_languages_matter(folder: ManualFolder) -> None:
    """Would catch a baseline that must be made anew each time a line is added,
    a day passes or the words change.
    """
    folder.whole(
        *RED, organisation=ORGANISATION + "people: {quality: x}\n"
    )  # a key given twice: about nothing in particular
    folder.write("docs/criteria/a.md", "---\nindicator: 42\n---\nText.\n")
    baseline = _baseline(folder)
    index = folder.root / "evidence_index.yaml"
    folder.write("evidence_index.yaml", "# more\n\n" + index.read_text(encoding="utf-8"))
    organisation = (
        ORGANISATION.replace("language: en", "language: fr") + "# more\npeople: {quality: x}\n"
    )
    folder.write(
        "organisation.yaml", organisation.replace("as_of: 2026-09-30", "as_of: 2026-10-02")
    )
    status, said = _against(folder, baseline, "--format", "json")
    document = json.loads(said)
    assert [finding["rule"] for finding in document["findings"] if not finding["known"]] == []
    assert document["fixed"] == []
    assert status == 0


def test_a_waiver_that_ends_is_new(folder: ManualFolder) -> None:
    """Would catch a fault accepted for a time that a baseline accepts for ever."""
    waiver = "waivers:\n  - {rule: unknown-owner, reason: r, owner: quality, until: 2026-09-30}\n"
    folder.whole(RED[0], organisation=ORGANISATION + waiver)
    baseline = _baseline(folder)
    assert _against(folder, baseline)[0] == 0
    status, said = _against(folder, baseline, "--as-of", "2026-10-01")
    assert status == 1
    assert "error [unknown-owner]" in said


def test_a_weight_raised_since_is_new(folder: ManualFolder) -> None:
    """Would catch a rule that a team makes stricter and that lets
    everything through all the same.
    """
    folder.whole(entry("x", indicators="[4]", valid_until="2026-09-01"))
    baseline = _baseline(folder)
    folder.write("organisation.yaml", ORGANISATION + "severity: {stale-evidence: error}\n")
    assert _against(folder, baseline)[0] == 1


def test_what_cannot_be_read_is_never_known(folder: ManualFolder) -> None:
    """Would catch a gate that opens for a manual nobody can judge,
    because nobody could judge it before.
    """
    folder.whole()
    folder.write("evidence_index.yaml", "evidence: [\n")
    status, said = _against(folder, _baseline(folder))
    assert status == 2
    assert "The gate is closed." in said


WAIVER = (
    "waivers:\n  - {rule: missing-evidence, indicator: 4, reason: r, owner: quality, until: "
    "2026-09-30}\n"
)
BARE = (entry(4), entry(4, id="EV-4-I", stage="implemented"))
# A fault that was known → what stands in the index of indicator 4 then, and what stands there when
# it has lost its evidence.
WAYS: dict[str, tuple[list[str], list[str], str]] = {
    "a missing file that serves it and 3": (
        [*BARE, entry("x", indicators="[3, 4]", place=None, file="evidence/no.pdf")],
        [entry("x", indicators="[3, 4]", place=None, file="evidence/no.pdf")],
        "",
    ),
    "a changed file": (
        [
            *BARE,
            entry(
                "x",
                indicators="[4]",
                place=None,
                file="docs/x.md",
                access="public",
                sha256="0" * 64,
            ),
        ],
        [
            entry(
                "x",
                indicators="[4]",
                place=None,
                file="docs/x.md",
                access="public",
                sha256="0" * 64,
            )
        ],
        "",
    ),
    "an entry that cannot be read": (
        [*BARE, entry("x", indicators="[4]", dated="2026-02-30")],
        [entry("x", indicators="[4]", dated="2026-02-30")],
        "",
    ),
    "an entry with an unknown word": (
        [*BARE, entry("x", indicators="[4]", status="aproved")],
        [entry("x", indicators="[4]", status="aproved")],
        "",
    ),
    "another's lack, for one cause": (
        [
            *BARE,
            entry("x", indicators="[3]", place=None, file="evidence/no.pdf"),
            entry("x", indicators="[4]", id="EV-z", place=None, file="evidence/no.pdf"),
        ],
        [entry("x", indicators="[4]", place=None, file="evidence/no.pdf")],
        "",
    ),
    "drafts beside approved ones": (
        [*BARE, entry("x", indicators="[4]", status="draft")],
        [entry("x", indicators="[4]", status="draft")],
        "",
    ),
    "stale beside good": (
        [*BARE, entry("x", indicators="[4]", valid_until="2026-09-01")],
        [entry("x", indicators="[4]", valid_until="2026-09-01")],
        "",
    ),
    "accepted for a time": ([], [], WAIVER),
}


@pytest.mark.parametrize(("then", "now", "organisation"), WAYS.values(), ids=WAYS)
def test_what_becomes_bare_closes_the_gate_whatever_was_known(
    folder: ManualFolder, then: list[str], now: list[str], organisation: str
) -> None:
    """Would catch a fault that a baseline knew and that lets an indicator lose all its evidence
    without a word.
    """
    folder.whole()
    folder.write("docs/x.md", "# Home\n")
    text = (folder.root / "evidence_index.yaml").read_text()
    for proof in BARE:
        text = text.replace(proof, "")
    folder.write("organisation.yaml", ORGANISATION + organisation)
    folder.write("evidence_index.yaml", text + "".join(then))
    baseline = _baseline(folder)
    assert _against(folder, baseline)[0] == 0, "what was known does not fail"
    folder.write(
        "organisation.yaml", ORGANISATION.replace("as_of: 2026-09-30", "as_of: 2026-10-01")
    )
    folder.write("evidence_index.yaml", text + "".join(now))
    status, said = _against(folder, baseline, "--format", "json")
    states = {load["number"]: load["state"] for load in json.loads(said)["indicators"]}
    assert (states[4], status) == ("missing", 1)
    if not organisation:
        fresh = json.loads(_against(folder, _baseline(folder), "--format", "json")[1])
        assert fresh["ok"], "a baseline made now holds it"


def test_every_indicator_bare_at_once(folder: ManualFolder) -> None:
    """Would catch 22 of 22 indicators missing and a gate that stays open,
    for one entry that could not be read then.
    """
    everything = entry("x", indicators=[1, *range(2, 33)], dated="2026-02-30")
    folder.whole(everything)
    baseline = _baseline(folder)
    assert _against(folder, baseline)[0] == 0
    folder.index(everything)
    status, said = _against(folder, baseline)
    assert "0 covered, 0 partial, 22 missing" in said
    assert status == 1


def test_an_old_baseline_goes_on(folder: ManualFolder) -> None:
    """Would catch a baseline of an earlier version refused,
    or one without states that knows everything.
    """
    folder.whole(*RED)
    baseline = _baseline(folder)
    report = json.loads(baseline.read_text(encoding="utf-8"))
    old = {key: report[key] for key in ("schema", "indicators", "findings")}
    for finding in old["findings"]:
        assert finding.keys() >= {
            "rule",
            "severity",
            "file",
            "indicator",
            "evidence",
            "message",
            "fingerprint",
        }
    baseline.write_text(json.dumps(old), encoding="utf-8")
    assert _against(folder, baseline)[0] == 0
    del old["indicators"]
    baseline.write_text(json.dumps(old), encoding="utf-8")
    assert _against(folder, baseline)[0] == 0
    folder.index(*RED)
    assert _against(folder, baseline)[0] == 1


BAD = {
    "absent": (None, "it does not exist"),
    "empty": ("", "is not a report"),
    "not JSON": ("rules: []", "is not a report"),
    "a list": ("[]", "is not a report"),
    "a text": ('"schema"', "is not a report"),
    "null": ("null", "is not a report"),
    "another program's": ('{"version": "2.1.0", "runs": []}', "is not a report"),
    "findings of another kind": ('{"schema": 1, "findings": {"a": 1}}', "is not a report"),
    "findings without a fingerprint": (
        '{"schema": 1, "findings": [{"rule": "missing-page"}]}',
        "is not a report",
    ),
    "values of another kind": (
        (
            '{"schema": 1, "findings": [{"rule": 1, "file": "f", "indicator": null, '
            '"evidence": null, "message": "m", '
            '"severity": "error", "fingerprint": "0123456789abcdef"}]}'
        ),
        "is not a report",
    ),
    "another version": ('{"schema": 3, "findings": []}', "another version"),
    "nested deep": ("[" * 100_000, "is not a report"),
    "a folder": ("/", "it is a folder"),
}


@pytest.mark.parametrize(("text", "why"), BAD.values(), ids=BAD)
def test_a_baseline_that_is_none(folder: ManualFolder, text: str | None, why: str) -> None:
    """Would catch a traceback, and a gate that opens or closes on what it could not read."""
    folder.whole(*RED)
    target = folder.root / "baseline.json"
    if text == "/":
        target.mkdir()
    elif text is not None:
        target.write_text(text, encoding="utf-8")
    done = preuve_here("check", folder.root, "--baseline", target)
    assert (done.returncode, done.stdout) == (2, b"")
    said = done.stderr.decode()
    assert said.count("\n") == 1
    assert "baseline.json" in said
    assert why in said
    folder.write("organisation.yaml", ORGANISATION.replace("language: en", "language: fr"))
    assert (
        "état de référence"
        in preuve_here("check", folder.root, "--baseline", target).stderr.decode()
    )


def test_a_baseline_saved_by_notepad(folder: ManualFolder) -> None:
    """Would catch a byte order mark that makes a good baseline unreadable."""
    folder.whole(*RED)
    baseline = _baseline(folder)
    baseline.write_bytes(b"\xef\xbb\xbf" + baseline.read_bytes())
    assert _against(folder, baseline)[0] == 0


def test_what_goes_out_says_that_a_baseline_alone_let_it(folder: ManualFolder) -> None:
    """Would catch a pack that looks like one of an open gate, and is one of a weakened one."""
    folder.whole(*RED)
    found = folder.check()
    assert known_message(found) is None, "a closed gate says so in other words"
    weakened = compare(found, read_baseline(_baseline(folder)))
    assert weakened.ok
    message = known_message(weakened)
    assert message is not None
    assert said(message).startswith("2 errors are known from an earlier report")
