"""What GitHub's event file says of the repository, as the gate tells it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers import said
from manuals import ManualFolder, entry

from preuve.model.address import is_private

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = [
    ('{"repository": {"private": true}}', True),
    ('{"repository": {"private": false}}', False),
    ('{"repository": {"private": "yes"}}', None),
    ('{"repository": null}', None),
    ("[]", None),
    ("{", None),
    ("", None),
    ("[" * 100_000, None),
]


@pytest.mark.parametrize(("event", "private"), EVENTS)
def test_an_event_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, event: str, *, private: bool | None
) -> None:
    """Would catch a traceback, or a guess, where the file is not as GitHub writes it."""
    (tmp_path / "event.json").write_text(event, encoding="utf-8")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "event.json"))
    assert is_private() is private
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path))
    assert is_private() is None


@pytest.mark.parametrize(
    ("private", "access", "told"),
    [
        (True, "auditor", "free plan"),
        (False, "auditor", "holds {count} file that is not"),
        (False, "public", None),
    ],
)
def test_who_can_read_the_repository_is_told(
    folder: ManualFolder,
    monkeypatch: pytest.MonkeyPatch,
    *,
    private: bool,
    access: str,
    told: str | None,
) -> None:
    """Would catch a team that makes its repository public for its site;
    the gate stays as it was.
    """
    folder.write("evidence/x.txt", "Minutes")
    folder.whole(entry(1, id="EV-X", file="evidence/x.txt", place=None, access=access))
    event = folder.write("event.json", json.dumps({"repository": {"private": private}}))
    before = folder.check()
    assert not [finding for finding in before.findings if finding.rule == "repository-readers"]
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    after = folder.check()
    words = [finding.message for finding in after.findings if finding.rule == "repository-readers"]
    assert after.ok is before.ok
    assert len(words) == (told is not None)
    assert all(
        told in message.text or told in message.text.format(**message.values)
        for message in words
        if told
    )


def test_every_file_that_is_not_public_is_counted(
    folder: ManualFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a count of the index's entries, or of one file alone."""
    for name in "abc":
        folder.write(f"evidence/{name}.txt", "Minutes")
    kept = [
        entry(1, id=f"EV-{name}", file=f"evidence/{name}.txt", place=None, access=access)
        for name, access in {
            "a": "public",
            "b": "auditor",
            "c": "on_request",
            "d": "auditor",
        }.items()
    ]
    folder.whole(*kept)
    event = folder.write("event.json", '{"repository": {"private": false}}')
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    (finding,) = (one for one in folder.check().findings if one.rule == "repository-readers")
    assert said(finding.message) == (
        "This public repository holds 2 files that are not, the first of EV-b."
    )
    assert finding.evidence == "EV-b"
