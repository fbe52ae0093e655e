"""Where a page comes from, told only as far as git knows it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from preuve.history.commits import CommitVersion, FileChange, History, Memory
from preuve.page.provenance import footer, last_change
from preuve.page.render_context import RenderContext

if TYPE_CHECKING:
    from manuals import ManualFolder

VERSION = CommitVersion("0a1b2c3d", date(2026, 9, 28))
CHANGE = FileChange("11112222", date(2026, 3, 1), "First", frozenset({"docs/a.md"}))
LATER = FileChange("33334444", date(2026, 5, 1), "Second", frozenset({"docs/a.md", "docs/b.md"}))
CHANGES = (LATER, CHANGE)

KNOWN = History(Memory.FULL, CHANGES, VERSION)
# What git knows → what the foot of a page says, what it does not say, and the last change of
# docs/a.md.
CASES = {
    "all": (
        KNOWN,
        "Built from version 0a1b2c3d of 28 September 2026.",
        "committed",
        "Last changed on 1 May 2026 (33334444)",
    ),
    "changed since": (
        KNOWN._replace(uncommitted=frozenset({"docs/a.md", "b"})),
        "2 files have changes not yet committed.",
        "unknown",
        "Last changed on 1 May 2026 (33334444), and since",
    ),
    "shallow": (
        History(Memory.SHALLOW, CHANGES, VERSION),
        "a shallow clone",
        "Version unknown",
        None,
    ),
    "nothing": (
        History(Memory.NONE, ()),
        "Version unknown: built outside a git repository.",
        "from version",
        None,
    ),
    "a new page": (
        History(Memory.FULL, (), VERSION),
        "version 0a1b2c3d",
        "unknown",
        "Not committed yet",
    ),
}


@pytest.mark.parametrize(("history", "says", "never", "changed"), CASES.values(), ids=CASES)
def test_what_is_told(
    folder: ManualFolder, history: History, says: str, never: str, changed: str | None
) -> None:
    """Would catch a version invented where git is silent, and uncommitted changes passed over."""
    folder.whole()
    view = RenderContext(folder.check())
    view.history = history
    told = footer(view).replace("\u00a0", " ")
    assert "Test provider on 30 September 2026, edition rnq-2019." in told
    assert says in told
    assert never not in told
    assert (last_change(view, "docs/a.md") or "").replace("\u00a0", " ") == (changed or "")


def test_a_manual_that_could_not_be_judged(folder: ManualFolder) -> None:
    """Would catch a foot that stops the page which says what is wrong."""
    folder.write("organisation.yaml", "name: [\n")
    assert "only a certification body decides" in footer(RenderContext(folder.check()))
