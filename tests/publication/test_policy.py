"""Who may see what: the table of the policy, thing by thing, written out once more."""

from __future__ import annotations

import pytest

from preuve.model.evidence import Access
from preuve.model.organisation import Audience
from preuve.publication.page_audience import asked_audience, goal_of
from preuve.publication.policy import (
    COPIED_ACCESS,
    NAMES,
    PACKED,
    READERS,
    SHELF_PATHS,
    Thing,
    may,
    narrowest,
    within,
)
from preuve.publication.proof_files import preview_kind

INTERNAL, AUDITOR, PUBLIC = Audience.INTERNAL, Audience.AUDITOR, Audience.PUBLIC
ALL, AUDITORS, TEAM = {INTERNAL, AUDITOR, PUBLIC}, {INTERNAL, AUDITOR}, {INTERNAL}


def test_the_table() -> None:
    """Would catch a thing that goes out to more than it is for: nobody changes this by accident."""
    assert READERS == {
        Thing.MANUAL: ALL,
        Thing.RESULTS: ALL,
        Thing.AUDIT: AUDITORS,
        Thing.INTERNAL: TEAM,
        Thing.EVERY_PROOF: AUDITORS,
        Thing.COMMITS: AUDITORS,
        Thing.DRAFT: AUDITORS,
    }
    assert [may(PUBLIC, thing) for thing in (Thing.MANUAL, Thing.AUDIT)] == [True, False]
    assert NAMES == {"text": PUBLIC, "name": AUDITOR, "github": INTERNAL}


def test_whose_files_go_where() -> None:
    """Would catch a file that is shown on request only in a pack, or an auditor's on the web."""
    public, shared = {Access.PUBLIC}, {Access.PUBLIC, Access.AUDITOR}
    assert {INTERNAL: {*Access}, AUDITOR: shared, PUBLIC: public} == COPIED_ACCESS
    assert {INTERNAL: shared, AUDITOR: shared, PUBLIC: public} == PACKED
    assert {INTERNAL: {*Access}, AUDITOR: shared, PUBLIC: set()} == SHELF_PATHS


def test_the_narrowest_decides() -> None:
    """Would catch a page with one macro of the team's that is made for everybody."""
    assert narrowest([]) is Thing.MANUAL
    assert narrowest([Thing.MANUAL, Thing.INTERNAL, Thing.AUDIT]) is Thing.INTERNAL
    assert narrowest([Thing.RESULTS, Thing.AUDIT]) is Thing.AUDIT


@pytest.mark.parametrize(
    ("widest", "audiences"), [(PUBLIC, ALL), (AUDITOR, AUDITORS), (INTERNAL, TEAM)]
)
def test_who_sees_more_sees_what_is_for_fewer(widest: Audience, audiences: set[Audience]) -> None:
    """Would catch the team kept from what an auditor sees, or the public given it."""
    assert {audience for audience in Audience if within(audience, widest)} == audiences


GOALS = {
    "x.md": "a/x.md",
    "../x.md#here": "x.md",
    "./b/../x.md?q": "a/x.md",
    "/x.md": "x.md",
    "%C3%A9.md": "a/é.md",
    "#here": None,
    "?q": None,
    "https://example.org/x.md": None,
    "//example.org/x.md": None,
    "mailto:a@example.org": None,
    "http://[a.example/x.md": None,
}
OWN = {
    "https://quality.example/manual/x/": "x",
    "https://quality.example/manual/": ".",
    "/manual/x/#here": "x",
    "//quality.example/manual/x/": None,
    "https://quality.example/other/": None,
    "/other/": "other",
    "https://quality.example.org/manual/x/": None,
    "../x/": "x",
}


@pytest.mark.parametrize(("link", "goal"), OWN.items())
def test_the_site_s_own_address_stays_within_it(link: str, goal: str | None) -> None:
    """Would catch a link by the site's whole address that is taken for another site's."""
    assert goal_of(link, "a/index.html", "https://quality.example/manual/") == goal


@pytest.mark.parametrize(("link", "goal"), GOALS.items())
def test_where_a_link_leads(link: str, goal: str | None) -> None:
    """Would catch a link to a page that is not made and that is left as it was."""
    assert goal_of(link, "a/page.md") == goal


HEADS = {
    "---\naudience: auditor\n---\n": AUDITOR,
    "---\n  Audience : PUBLIC # for all\n---\n": PUBLIC,
    '\ufeff---\n"audience": "internal"\n...\n': INTERNAL,
    "---\r\ntitle: x\r\naudience: auditor\r\n---\r\n": AUDITOR,
    "---\naudience:\n---\n": INTERNAL,
    "---\naudience: everybody\n---\n": INTERNAL,
    "---\ntitle: my audience: public\n---\n": None,
    "---\n{title: X, audience: internal}\n---\n": INTERNAL,
    "---\n{audience: 'auditor', title: X}\n---\n": AUDITOR,
    "---\naudience: public\naudience: internal\n---\n": INTERNAL,
    "---\naudience: [public, auditor]\n---\n": INTERNAL,
    "---\naudience:\n  - public\n---\n": INTERNAL,
    "audience: internal\ntitle: X\n\n# X\n": INTERNAL,
    "title: X\n    and more\nAudience: auditor\n# X\n": AUDITOR,
    "Title: X\n\naudience: internal\n": None,
    "---\ntitle: x\n---\naudience: internal\n": None,
    "# X\naudience: internal\n": None,
    "": None,
}


@pytest.mark.parametrize(("text", "audience"), HEADS.items())
def test_what_a_page_says_of_its_readers(text: str, audience: Audience | None) -> None:
    """Would catch a page for the team that goes out for the way its head is written."""
    assert asked_audience(text) is audience


@pytest.mark.parametrize(
    ("file", "kind"),
    [("A.PDF", "iframe"), ("a.webp", "img"), ("a.Jpeg", "img"), ("a.svg", None), ("a.docx", None)],
)
def test_what_a_browser_shows_in_a_page(file: str, kind: str | None) -> None:
    """Would catch a drawing with scripts that is shown as part of a page, or a PDF that is not."""
    assert preview_kind(file) == kind
