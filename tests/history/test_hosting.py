"""Where two versions of a repository are compared, and a date of a proof that went back."""

from __future__ import annotations

import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest
from helpers import said
from manuals import ORGANISATION, entry

from preuve.assess.assessment import assess
from preuve.history.changes import ProofChange, compare
from preuve.history.compare_page import comparison
from preuve.history.snapshot import take
from preuve.model.manual import Manual
from preuve.report.changes import groups

if TYPE_CHECKING:
    from pathlib import Path

    from manuals import ManualFolder

    from preuve.history.snapshot import Snapshot

REMOTES = {
    "https://github.com/owner/name.git": "https://github.com/owner/name/compare/abc...HEAD",
    "git@github.com:owner/name.git": "https://github.com/owner/name/compare/abc...HEAD",
    "ssh://git@gitlab.com/group/sub/name": "https://gitlab.com/group/sub/name/-/compare/abc...HEAD",
    "https://user:secret@github.com/owner/name.git": None,
    "https://github.com.example/owner/name.git": None,
    "/home/x/name.git": None,
    "https://github.com/owner/na me": None,
    "": None,
}


@pytest.mark.parametrize(("remote", "address"), REMOTES.items())
def test_where_versions_are_compared(tmp_path: Path, remote: str, address: str | None) -> None:
    """Would catch a link to a host that has no such page,
    a password shown, a local path made a link.
    """
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    if remote:
        subprocess.run(["git", "-C", tmp_path, "config", "remote.origin.url", remote], check=True)
    assert comparison(tmp_path, "abc") == address


def _snapshot(folder: ManualFolder, dated: str) -> Snapshot:
    folder.write("organisation.yaml", ORGANISATION)
    folder.index(entry(4, dated=dated))
    assessment = assess(Manual.load(folder.root), date(2026, 9, 30))
    assert assessment is not None
    return take(assessment)


def test_a_date_that_went_back_is_loud(folder: ManualFolder) -> None:
    """Would catch a proof dated earlier than before told among the small changes of the index,
    or as renewed.
    """
    changes = compare(_snapshot(folder, "2026-03-02"), _snapshot(folder, "2026-01-05"))
    assert [change.change for change in changes.proofs] == [ProofChange.BACKDATED]
    first = groups(changes, "en")[0]
    assert first.loud
    sentence = said(first.lines[0].message).replace("\u00a0", " ")
    assert "dated 5 January 2026, and 2 March 2026 before. Its date went back" in sentence
    assert not any(group.loud for group in groups(compare(changes.after, changes.before), "en"))
