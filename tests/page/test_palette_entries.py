"""What the palette's data holds, and for whom."""

from __future__ import annotations

import json

import pytest
from manuals import EXAMPLE, verdict

from preuve.model.organisation import Audience
from preuve.model.standard import EditionName, load_edition
from preuve.page.palette import entries, palette_script, trade_words
from preuve.page.render_context import RenderContext
from preuve.page.urls import Site


def drawn(audience: Audience) -> RenderContext:
    """Return what the example's pages are drawn from, as the plugin makes it."""
    view = RenderContext(verdict(), audience=audience)
    view.site_map.makes_pages = True
    return view


def test_every_indicator_has_words_of_the_trade() -> None:
    """Would catch an indicator added to the standard that nobody finds by the trade's words,
    and words of one that is gone.
    """
    numbers = {
        str(indicator.number) for name in EditionName for indicator in load_edition(name).indicators
    }
    assert trade_words().indicators.keys() == numbers
    for words in trade_words().indicators.values():
        assert words.keys() == {"en", "fr"}


def test_pages_that_have_words_are_there() -> None:
    """Would catch a page that was renamed under its words."""
    assert [page for page in trade_words().pages if not (EXAMPLE / "docs" / page).is_file()] == []


@pytest.mark.parametrize("audience", list(Audience))
def test_it_holds_what_its_audience_may_see(audience: Audience) -> None:
    """Would catch a proof, a session, a line or a name that the public finds by typing."""
    view = drawn(audience)
    found = list(entries(view, Site()))
    kinds = {entry.kind for entry in found}
    assert {"indicator", "criterion", "proof", "page"} <= kinds
    assert ({"session", "line"} <= kinds) == (audience is not Audience.PUBLIC)
    index = verdict().manual.evidence_index
    assert index is not None
    hidden = {entry.title for entry in index.evidence} - {
        proof.evidence.title for proof in view.assessment.evidence
    }
    script = palette_script(view, Site())
    assert [
        title for title in hidden if json.dumps(title, ensure_ascii=False)[1:-1] in script
    ] == []


def test_it_is_a_script_that_holds_data_and_nothing_else() -> None:
    """Would catch a title that ends the data and begins a program."""
    script = palette_script(drawn(Audience.INTERNAL), Site())
    assert script.startswith("window.preuvePalette = {")
    assert len(script.splitlines()) == 1
    data = json.loads(script.removeprefix("window.preuvePalette = "))
    assert {len(entry) for entry in data["entries"]} == {7}
