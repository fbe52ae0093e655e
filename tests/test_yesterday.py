"""What was made by an engine of before goes on working: three manuals are checked and built, two
packs are verified.

A change that finds more, or less, in them than that engine did says so in the tables below: a team
will meet it on the day of its upgrade.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from preuve.gate import gate
from preuve.model.manual import Manual

YESTERDAY = Path(__file__).parent / "yesterday"
DAY = date(2026, 11, 20)
MANUALS = {"new": "new", "example": "example", "cfa": "example/examples/cfa"}
PREUVE = Path(sys.executable).parent / "preuve"

ADDED: dict[str, str] = {
    ("warning clause-without-evidence"): (
        "the law's duties inside an indicator are looked at one by one"
    ),
    "info unknown-threshold": "a number that an order has yet to fix is asked for",
    "info unknown-session": "a session that a register speaks of is looked for in sessions.yaml",
    "info unknown-fact": "what decides whether a clause applies is asked for",
    "info category-without-action": "a category without a session is looked at before an audit",
    "warning dated-ahead": "an approved proof of a later day is told",
    "info audit-incomplete": "an audit's days and decisions are asked for",
    "info one-category-shown": "an auditor samples each category: proofs of one alone are told",
}
"""Rules that find more in them than they did: `severity rule` → why a team has to meet it on an
upgrade. Each is a decision.
"""
GONE: dict[str, str] = {}
"""Those that find less, and why."""


@pytest.mark.parametrize("name", MANUALS)
def test_a_check_finds_what_it_found(yesterday: Path, name: str) -> None:
    """Would catch an upgrade that closes a team's gate, or opens it,
    without anybody having decided so.
    """
    before = set(json.loads((YESTERDAY / "findings.json").read_text(encoding="utf-8"))[name])
    verdict = gate.check(Manual.load(yesterday / MANUALS[name]), DAY)
    now = {
        f"{finding.severity.value} {finding.rule} {finding.evidence or finding.indicator} "
        f"{finding.place.file}:{finding.place.line}"
        for finding in verdict.findings
    }
    assert before
    assert {" ".join(line.split()[:2]) for line in now - before} - {*ADDED} == set(), (
        "say why in ADDED, or fix it"
    )
    assert {" ".join(line.split()[:2]) for line in before - now} - {*GONE} == set(), (
        "say why in GONE, or fix it"
    )
    assert all([*ADDED.values(), *GONE.values()])


@pytest.mark.parametrize("name", ["example", "cfa"])
def test_a_build_goes_on_working(yesterday: Path, tmp_path: Path, name: str) -> None:
    """Would catch a `mkdocs.yml`, a macro or a page of before that a newer
    engine no longer builds.
    """
    root, site = str(yesterday / MANUALS[name]), str(tmp_path / "site")
    command = [str(PREUVE), "build", root, "--site", site, "--as-of", DAY.isoformat()]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    # What the gate finds besides is the business of the tables above: a closed gate shows a draft.
    if done.returncode == 1:
        done = subprocess.run([*command, "--draft"], capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stdout + done.stderr
    home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert re.search(r"rnq-20\d\d", home)
    assert any((tmp_path / "site" / "criteria" / "criterion-1").glob("indicator-01*"))


def test_the_new_manual_of_before_can_be_gone_on_with(yesterday: Path, tmp_path: Path) -> None:
    """Would catch a manual that its team cannot add its first proof to after an upgrade."""
    import shutil  # noqa: PLC0415 - for this test alone

    root = tmp_path / "manual"
    shutil.copytree(yesterday / "new", root)
    words = [
        "add",
        "--place",
        "Classeur 1",
        "--title",
        "Procédure",
        "--indicators",
        "1",
        "--stage",
        "formalised",
        "--kind",
        "document",
        "--owner",
        "quality",
        "--dated",
        "2026-11-01",
        "--status",
        "approved",
    ]
    done = subprocess.run([PREUVE, *words], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    index = Manual.load(root).evidence_index
    assert index is not None
    assert [entry.title for entry in index.evidence] == ["Procédure"]


@pytest.mark.parametrize("name", ["example.zip", "cfa.zip"])
def test_a_pack_of_before_is_whole(yesterday: Path, name: str) -> None:
    """Would catch a pack in an auditor's hands that a newer `preuve verify` calls damaged;
    the control is one changed byte.
    """
    pack = yesterday / name
    command: list[str | Path] = [PREUVE, "verify"]
    done = subprocess.run(
        [*command, pack], cwd=yesterday, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    data = bytearray(pack.read_bytes())
    data[len(data) // 2] ^= 1
    damaged = yesterday.parent / f"damaged-{os.getpid()}-{name}"
    damaged.write_bytes(data)
    done = subprocess.run(
        [*command, damaged], cwd=yesterday, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
