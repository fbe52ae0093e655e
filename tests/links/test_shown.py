"""What was last seen at an address, as pages show it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from manuals import DAY, ManualFolder, entry

from preuve.gate import gate
from preuve.model.link_results import Outcome, Seen, written
from preuve.model.manual import Manual
from preuve.page.indicator import evidence
from preuve.page.render_context import RenderContext
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://a.example/b"


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.THERE, "there on 2\u00a0September\u00a02026"),
        (Outcome.REFUSED, "there on"),
        (Outcome.GONE, "not found on"),
        (Outcome.UNSAFE, None),
    ],
)
def test_a_proof_on_the_web_says_when_it_was_seen(
    tmp_path: Path, outcome: Outcome, said: str | None
) -> None:
    """Would catch an address shown as seen that was not, or the day left out."""
    folder = ManualFolder(tmp_path)
    folder.whole(entry(1, id="EV-W", place=None, url=URL + "#part"))
    (tmp_path / "links.json").write_bytes(written([Seen(URL, date(2026, 9, 2), outcome, 200)]))
    view = RenderContext(gate.check(Manual.load(tmp_path), DAY))
    shown = evidence(
        view, PageContext("docs/criteria/criterion-1/indicator-01.md", Site(directory_urls=True), 1)
    )
    assert (said in shown) if said else ("there on" not in shown and "not found on" not in shown)
