"""For whom a page is, and what becomes of links to pages that are not made."""

from __future__ import annotations

import pytest

from preuve.model.organisation import Audience
from preuve.page.macros import things
from preuve.publication.page_audience import PageText, is_for, without_links, without_pages
from preuve.publication.policy import READERS, Thing

INTERNAL, AUDITOR, PUBLIC = Audience.INTERNAL, Audience.AUDITOR, Audience.PUBLIC


def test_every_thing_has_its_readers() -> None:
    """Would catch a thing of which nobody said who may see it, or one that the team may not."""
    assert set(READERS) == set(Thing)
    assert all(INTERNAL in readers for readers in READERS.values())


PAGES: dict[str, tuple[str, str, set[Audience]]] = {
    "text": ("docs/x.md", "# X\n", {INTERNAL, AUDITOR, PUBLIC}),
    "the home": ("docs/index.md", "{{ dashboard() }}", {INTERNAL, AUDITOR, PUBLIC}),
    "one macro of the team's": ("docs/x.md", "{{ dashboard() }}\n{{ forecast() }}", {INTERNAL}),
    "a register": ("docs/x.md", "{{ register('watch') }}", {INTERNAL, AUDITOR}),
    "within a condition": ("docs/x.md", "{% if true %}{{ quotes() }}{% endif %}", {INTERNAL}),
    "shown, not called": (
        "docs/x.md",
        "{% raw %}{{ forecast() }}{% endraw %}",
        {INTERNAL, AUDITOR, PUBLIC},
    ),
    "it says so": ("docs/x.md", "---\naudience: internal\n---\n", {INTERNAL}),
    "it says so for auditors": (
        "docs/x.md",
        "---\ntitle: x\naudience: 'auditor'  # us\n---\n",
        {INTERNAL, AUDITOR},
    ),
    "misspelt": ("docs/x.md", "---\naudience: interne\n---\n", {INTERNAL}),
    "unreadable front matter": ("docs/x.md", "---\n: [\naudience: internal\n# X", {INTERNAL}),
    "wider than its macros": (
        "docs/x.md",
        "---\naudience: public\n---\n{{ forecast() }}",
        {INTERNAL},
    ),
    "the page on editing": ("docs/editing.md", "# Editing", {INTERNAL}),
    "a page on editing for all": (
        "docs/editing.md",
        "---\naudience: public\n---\n",
        {INTERNAL, AUDITOR, PUBLIC},
    ),
    "a session": ("docs/sessions/2026-A1.md", "# A session", {INTERNAL, AUDITOR}),
}


@pytest.mark.parametrize(("path", "text", "readers"), PAGES.values(), ids=PAGES)
def test_whom_it_is_for(path: str, text: str, readers: set[Audience]) -> None:
    """Would catch a page made for whoever may not have it, or kept from whoever may."""
    assert {
        audience for audience in Audience if is_for(PageText(path, text), audience, things())
    } == readers


LINKS = {
    "[Forecast](forecast.md)": "Forecast",
    "[the *forecast*](forecast.md#x 'title'){ .x }": "the *forecast*",
    "[a][f]\n\n[f]: forecast.md": "a\n\n",
    "[F][]\n\n[f]: forecast.md": "F\n\n",
    "[f]: forecast.md\n[g]: other.md\n\n[F] [g]": "\n[g]: other.md\n\nF [g]",
    "a [f]\n\n[f]: forecast.md\n## b": "a f\n\n\n## b",
    '<a class="x" href="forecast.md">F</a>': "F",
    "`[Forecast](forecast.md)`": "`[Forecast](forecast.md)`",
    "```\n[Forecast](forecast.md)\n```": "```\n[Forecast](forecast.md)\n```",
    "[other](other.md)": "[other](other.md)",
    "[web](https://x.example/forecast.md)": "[web](https://x.example/forecast.md)",
}


@pytest.mark.parametrize(("text", "shown"), LINKS.items())
def test_links_become_words(text: str, shown: str) -> None:
    """Would catch a dead link, a link whose words are lost, or code that is changed."""
    assert (
        without_links(text, lambda link: link.partition("#")[0] == "forecast.md").rstrip()
        == shown.rstrip()
    )


def test_the_menu_loses_them() -> None:
    """Would catch a menu that names what is not there, or a heading above nothing."""
    menu = [{"Home": "index.md"}, {"Team": ["editing.md", {"Rules": "rules.md"}]}, "x.md"]
    assert without_pages(menu, frozenset({"editing.md", "rules.md"})) == [
        {"Home": "index.md"},
        "x.md",
    ]
