"""What was last seen at an address, as pages show it."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import pytest
from manuals import DAY, ORGANISATION, ManualFolder, entry

from preuve.gate import gate
from preuve.model import shelf_results
from preuve.model.link_results import Outcome, Seen, written
from preuve.model.manual import Manual
from preuve.model.proof_places import ShelvedFile
from preuve.model.shelf_results import FILE, ShelfOutcome, ShelfSighting
from preuve.page.indicator import evidence
from preuve.page.proofs import proof_page
from preuve.page.render_context import RenderContext
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://a.example/b"
LYING = ShelvedFile("drive", "a.pdf")


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


SEEN = {
    "there": (ShelfSighting(LYING, date(2026, 9, 2), ShelfOutcome.THERE), "As of 2\u00a0September"),
    "changed": (
        ShelfSighting(LYING, date(2026, 9, 2), ShelfOutcome.THERE, changed=date(2026, 9, 2)),
        "No: on 2\u00a0September",
    ),
    "moved": (
        ShelfSighting(LYING, date(2026, 9, 2), ShelfOutcome.MOVED, to="b.pdf"),
        "Cannot be told: on 2\u00a0September",
    ),
    "gone": (
        ShelfSighting(LYING, date(2026, 9, 2), ShelfOutcome.GONE),
        "Cannot be told: on 2\u00a0September",
    ),
    "seen later than the day": (
        ShelfSighting(LYING, date(2026, 10, 2), ShelfOutcome.THERE),
        "whether it changed cannot be told here",
    ),
}


@pytest.mark.parametrize(("sighting", "told"), SEEN.values(), ids=SEEN)
def test_the_page_of_a_proof_on_a_shelf(tmp_path: Path, sighting: ShelfSighting, told: str) -> None:
    """Would catch a page that says nothing speaks against a proof which a look did not find, and
    one of an old day that knows what was seen since.
    """
    folder = ManualFolder(tmp_path)
    folder.whole(
        entry(1, id="EV-S", place=None, file="drive:a.pdf"),
        organisation=ORGANISATION + "shelves: {drive: {label: Drive}}\n",
    )
    (tmp_path / FILE).write_bytes(shelf_results.written([sighting]))
    view = RenderContext(gate.check(Manual.load(tmp_path), DAY))
    assessment = view.assessment
    (item,) = (one for one in assessment.evidence if one.evidence.id == "EV-S")
    shown = proof_page(view, PageContext("docs/proofs/EV-S.md", Site(), 1), item, {})
    assert told in unescape(shown)
