"""The page of the last rehearsal: what was found, what came of it, and for whom it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from manuals import CFA, EXAMPLE, ManualFolder, entry, verdict

from preuve.model.organisation import Audience
from preuve.page.macros import callable_from_pages
from preuve.page.render_context import MacroError, RenderContext
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from pathlib import Path

HERE = PageContext("docs/rehearsal.md", Site())
REHEARSAL = """\
date: 2026-09-22
seed: 7
edition: rnq-2019
note: "<i>ours</i> {{ x }}"
questions:
  - {id: 1.1, indicator: 1, asked: "How <b>so</b>?", found: not_found, note: A secret remark}
  - {id: 1.2, indicator: 1, asked: Why?, found: found, seconds: 3}
  - {id: 4.1, indicator: 4, asked: When?}
"""
IMPROVEMENTS = """\
improvements:
  - id: AM-1
    date: 2026-09-23
    origin: rehearsals/2026-09-22.yaml#1.1
    action: Write it down
    owner: quality
    due: 2026-10-01
    done: 2026-09-25
"""


def shown(root: Path, audience: Audience = Audience.INTERNAL, name: str | None = None) -> str:
    """Return the page's macro."""
    return callable_from_pages(RenderContext(verdict(root), audience=audience))["rehearsal"](
        HERE, *([name] if name else [])
    )


@pytest.fixture
def manual(tmp_path: Path) -> ManualFolder:
    """Return a manual with a rehearsal."""
    manual = ManualFolder(tmp_path)
    manual.whole(entry(1, id="NEW", dated="2026-09-24", stage="implemented"))
    manual.write("rehearsals/2026-09-22.yaml", REHEARSAL)
    return manual


def test_what_was_found_and_what_came_of_it(manual: ManualFolder) -> None:
    """Would catch a finding without what was done about it,
    and a proof of before the rehearsal told as its consequence.
    """
    before = shown(manual.root)
    assert "1 of 2" in before
    assert "How &lt;b&gt;so" in before
    assert "<i>ours" not in before
    assert ">NEW<" in before
    assert ">EV-1-I<" not in before
    manual.write("registers/improvements.yaml", IMPROVEMENTS)
    assert "AM-1: Write it down (done on" in shown(manual.root)


def test_it_never_says_compliant() -> None:
    """Would catch a page that says what only a certification body may say."""
    for root in (EXAMPLE, CFA):
        assert not re.search(r"complian|\bconformes?\b", shown(root), re.IGNORECASE)


@pytest.mark.parametrize("audience", [Audience.AUDITOR, Audience.PUBLIC])
def test_it_is_for_the_team_alone(manual: ManualFolder, audience: Audience) -> None:
    """Would catch the team's own findings on a site for somebody else."""
    told = shown(manual.root, audience)
    for text in ("secret remark", "not found", "2026-09-22", "How"):
        assert text not in told
    assert RenderContext(verdict(manual.root), audience=audience).assessment.manual.rehearsals == ()


def test_none_yet(tmp_path: Path) -> None:
    """Would catch a page that fails before the first rehearsal."""
    manual = ManualFolder(tmp_path)
    manual.whole()
    assert "preuve rehearse --seed" in shown(manual.root)


def test_one_by_name(manual: ManualFolder) -> None:
    """Would catch an earlier rehearsal that cannot be shown,
    and a misspelt one that is not told.
    """
    manual.write(
        "rehearsals/2026-01-02.yaml",
        REHEARSAL.replace("2026-09-22", "2026-01-02").replace("Why?", "Wherefore?"),
    )
    assert "Wherefore?" not in shown(manual.root)
    assert "Wherefore?" in shown(manual.root, name="2026-01-02")
    with pytest.raises(MacroError, match="There is no rehearsal"):
        shown(manual.root, name="2026-01-03")
