"""Quotes side by side, and the bodies that a public source names: for the team alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from manuals import ORGANISATION, verdict

from preuve.cycle.bodies import load_bodies
from preuve.model.organisation import Audience
from preuve.page.fees import quotes
from preuve.page.macros import callable_from_pages
from preuve.page.render_context import RenderContext
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from manuals import ManualFolder

HERE = PageContext("docs/quotes.md", Site())


def said(html: str) -> str:
    """Return what a page says, without its tags."""
    return (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
    )


def test_totals_holes_and_the_lowest() -> None:
    """Would catch a sum over a cycle that is another than by hand,
    and a price that is not there counted as nothing.
    """
    text = said(quotes(RenderContext(verdict()), HERE))
    # 940 + 2 * 510 + 0; 1,090 + 2 * 420 + 60; 885 + 3 * 440 + 180
    assert re.search(
        r"Anjou Audit Formation \(invented\) 20 January 2025 1 960 € ↓ lowest 1 960 €", text
    )
    assert re.search(r"Certif.*Loire \(invented\) 14 January 2025 1 990 € 1 890 € ↓ lowest", text)
    assert re.search(r"2 385 € at least 1 500 € 885 € 440 € × 3 ✕ not said 180 €", text)


def test_bodies_have_their_source_and_the_official_list_comes_first() -> None:
    """Would catch a list taken for the official one, or a name without whoever names it."""
    html = quotes(RenderContext(verdict()), HERE)
    bodies = load_bodies()
    assert "It is not the official list" in html
    assert html.index(bodies.official[0].url) < html.index(bodies.bodies[0].url)
    assert [one.name for one in bodies.bodies if one.name not in html or one.url not in html] == []
    for body in bodies.bodies:  # a body's own link, or none: never another's page under its name
        linked = f'<a href="{body.site}" rel="noopener external">{body.name}</a>'
        assert (linked in html) is bool(body.site), body.name
        assert body.site == "" or body.url.startswith(body.site)


@pytest.mark.parametrize("audience", [Audience.AUDITOR, Audience.PUBLIC])
def test_prices_are_the_teams_own(audience: Audience) -> None:
    """Would catch what a certification body asks on a site that its auditor,
    or everybody, reads.
    """
    assert callable_from_pages(RenderContext(verdict(), audience=audience))["quotes"](HERE) == ""


def test_without_quotes(folder: ManualFolder) -> None:
    """Would catch an empty table."""
    folder.whole(organisation=ORGANISATION)
    assert "No quote is noted yet" in quotes(RenderContext(folder.check()), HERE)
