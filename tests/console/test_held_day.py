"""A manual that `as_of` holds at a day long past: said where it is published, and no finding."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from manuals import ORGANISATION, ManualFolder, entry

from preuve.commands import check
from preuve.console.outcome import note_held_day
from preuve.core import clock
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from pathlib import Path

_HELD = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("today", "more", "on", "said"),
    [
        (date(2026, 12, 4), "", _HELD, True),
        (date(2026, 10, 20), "", _HELD, False),
        (date(2026, 12, 4), "frozen: true\n", _HELD, False),
        (date(2026, 12, 4), "", date(2026, 9, 1), False),
    ],
)
def test_who_publishes_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    today: date,
    more: str,
    on: date,
    said: bool,  # noqa: FBT001
) -> None:
    """Would catch an old day published without a word, an example nagged at,
    a day that was asked for told as held.
    """
    folder = ManualFolder(tmp_path)
    folder.write(
        "organisation.yaml",
        ORGANISATION.replace("as_of: 2026-09-30\n", "") + f"as_of: {_HELD}\n{more}",
    )
    folder.index(entry(4))
    monkeypatch.setattr(clock, "today", lambda: today)
    note_held_day(Manual.load(tmp_path), on)
    told = capsys.readouterr().err
    assert ("frozen: true" in told) is said
    assert ("65 days ago" in told) is said


@pytest.mark.parametrize(
    ("today", "on", "said"),
    [
        (date(2016, 9, 29), _HELD, True),
        (date(2016, 9, 30), _HELD, False),
        (date(2010, 9, 1), date(2026, 9, 15), False),
    ],
)
def test_a_day_that_cannot_be_is_told(
    folder: ManualFolder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    today: date,
    on: date,
    said: bool,  # noqa: FBT001
) -> None:
    """Would catch `as_of: 2126-09-30`, by which all that is dated ahead counts without a word; and
    a day asked for told as such.
    """
    folder.whole()
    monkeypatch.setattr(clock, "today", lambda: today)
    for judge in (
        lambda: check.main(["--root", str(folder.root), "--as-of", on.isoformat()]),
        lambda: note_held_day(Manual.load(folder.root), on),
    ):
        judge()
        assert ("cannot be right" in capsys.readouterr().err) is said


def test_the_clock_closes_no_gate(folder: ManualFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a finding that turns a repository red by the calendar alone."""
    folder.whole(
        organisation=ORGANISATION.replace("as_of: 2026-09-30\n", "") + "as_of: 2026-09-30\n"
    )
    before = folder.findings()
    monkeypatch.setattr(clock, "today", lambda: date(2030, 1, 1))
    assert folder.findings() == before
