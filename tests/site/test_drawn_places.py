"""The places on a page that macros draw: what the gate knows of them,
compared with the templates and with built pages.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from manuals import CFA, EXAMPLE

import preuve.page
from preuve.gate import gate
from preuve.gate.rules.site import DRAWN, _entry_ids, _may_hold
from preuve.model.manual import Manual
from preuve.model.site_pages import read_pages
from preuve.model.site_settings import SiteSettings, settings_of
from preuve.page.raw_blocks import anchors
from preuve.reading import PageTexts

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATES = Path(preuve.page.__file__).parent / "templates"
OF_THE_FRAME = {"pv-project", "pv-keys", "pv-keys-on", "pv-keys-title", "pv-palette-list"}
"""On every page, for what the keyboard does: nobody links to them."""
OF_ITS_OWN = {"proof.html"}
"""A whole page that no macro draws, and that is made where nobody wrote it:
the gate looks for no place on it.
"""


def test_the_gate_knows_the_names_that_templates_give() -> None:
    """Would catch a place that is added, renamed or taken out of a template,
    and that the gate does not know so.
    """
    files = [file for file in TEMPLATES.glob("*.html") if file.name not in OF_ITS_OWN]
    drawn = {
        name
        for file in files
        for name in anchors(file.read_text(encoding="utf-8"))
        if "{" not in name
    }
    assert drawn - OF_THE_FRAME == DRAWN


def drawn_places(site: Path, root: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield each place of a built site's pages that no heading makes,
    and whether the gate would take a link to it.
    """
    settings = settings_of(root)
    assert isinstance(settings, SiteSettings)
    manual = Manual.load(root)
    assessment = gate.check(manual, manual.day(None, date(2026, 10, 1))).assessment
    assert assessment is not None
    ids = _entry_ids(assessment)
    for uri, page in read_pages(root, settings, PageTexts(root)).pages.items():
        built = site / uri.removesuffix(".md").removesuffix("index") / "index.html"
        if not built.is_file() or not page.braces.calls:
            continue
        article = re.search(r"<article\b.*</article>", built.read_text(encoding="utf-8"), re.DOTALL)
        assert article, built
        for name in anchors(article[0]) - page.links.ids:
            if not name.startswith("__"):
                yield uri, name, _may_hold(page, name, ids)


@pytest.mark.parametrize(("built", "root"), [("site", EXAMPLE), ("french_site", CFA)])
def test_the_gate_takes_links_to_what_is_there(
    request: pytest.FixtureRequest, built: str, root: Path
) -> None:
    """Would catch a gate that refuses a link to a line,
    a month or an item which the built page has.
    """
    places = list(drawn_places(request.getfixturevalue(built), root))
    assert len(places) > 100
    assert [place for place in places if not place[2]] == []
