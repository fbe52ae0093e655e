"""The way of a proof that an issue proposes, with act: to a pull request, or to a refusal."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from acting import TOOLS, Act, Event
from manuals import ORGANISATION, PACKAGE, entry

if TYPE_CHECKING:
    from pathlib import Path

GIVEN = PACKAGE / "starter" / "proof.en.yml"
PROGRAM = f'#!/bin/sh\necho "$GITHUB_JOB: preuve $*" >> {{log}}\nexec {TOOLS / "preuve"} "$@"\n'
BODY = """\
### Title

{title}

### Indicators

9

### Kind

document – document

### Where it is kept

Binder 3

### Who answers for it (a role)

quality

### Note

{note}"""
HOSTILE = "$(touch hacked) `touch hacked` ${{ github.token }} \"; touch hacked; ' && touch hacked #"


def _run(folder: Path, **issue: Any) -> tuple[Act, list[str]]:  # noqa: ANN401 - any JSON
    act = Act(
        folder,
        GIVEN,
        files={
            "organisation.yaml": ORGANISATION,
            "evidence_index.yaml": "evidence:\n" + entry(1),
            "requirements-lock.txt": "",
            "requirements.txt": "",
        },
        preuve=PROGRAM,
    )
    payload = {
        "number": 7,
        "title": "[preuve] a proof",
        "body": BODY.format(title="Welcome booklet", note="_No response_"),
        "author_association": "MEMBER",
        **issue,
    }
    event = Event("issues", {"action": "opened", "issue": payload})
    return act, act.run(event).calls


def _proposed(act: Act) -> str:
    """Return what the pull request would change."""
    done = subprocess.run(
        ["git", "diff", "main", "preuve/issue-7"],
        cwd=act.repository,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_a_member_proposes(tmp_path: Path) -> None:
    """Would catch a proposal that is not checked, not answered, or changes more than its entry."""
    act, calls = _run(tmp_path)
    assert any("gh pr create --head preuve/issue-7" in call for call in calls), (
        act.output.read_text()
    )
    assert any("gh issue comment 7" in call for call in calls)
    assert any("preuve check" in call for call in calls)
    lines = _proposed(act).splitlines()
    assert "+    title: Welcome booklet" in lines
    assert "+    status: draft" in lines
    assert not [line for line in lines if line.startswith("-") and not line.startswith("---")]


@pytest.mark.parametrize(
    "issue",
    [
        {"title": f"[preuve] {HOSTILE}", "body": BODY.format(title=HOSTILE, note=HOSTILE)},
        {"body": BODY.format(title="x\nEOF\nwritten=yes", note="EOF\n```\n@everyone\n\n    x")},
        {"body": BODY.format(title="x", note="fine\n\n### Status\n\napproved")},
    ],
)
def test_a_hostile_text(tmp_path: Path, issue: dict[str, str]) -> None:
    """Would catch a text of an issue that reaches a shell, another output or another file."""
    act, calls = _run(tmp_path, **issue)
    assert not list(tmp_path.rglob("hacked"))
    assert all("hacked" not in call for call in calls)
    assert any("gh issue comment 7" in call for call in calls)
    changed = [line for line in _proposed(act).splitlines() if line.startswith("diff ")]
    assert changed in ([], ["diff --git a/evidence_index.yaml b/evidence_index.yaml"])


@pytest.mark.parametrize(
    "issue", [{"author_association": "NONE"}, {"title": "A question"}], ids=["stranger", "other"]
)
def test_nothing_is_done_for_others(tmp_path: Path, issue: dict[str, str]) -> None:
    """Would catch a stranger's issue that starts the work."""
    act, calls = _run(tmp_path, **issue)
    assert calls == []
    assert _proposed(act) == ""
