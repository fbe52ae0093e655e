"""What the palette's data holds, and for whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from manuals import CFA, EXAMPLE, verdict

from preuve.model.organisation import Audience
from preuve.model.registers.catalogue import RegisterName
from preuve.model.standard import EditionName, load_edition
from preuve.page.macros import pages_to_make
from preuve.page.palette import _words_of, entries, palette_script, trade_words
from preuve.page.render_context import RenderContext
from preuve.page.site_map import page_of_proof, register_page
from preuve.page.urls import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copies import Copy

    from preuve.model.manual import Manual


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
    registers = {register_page(name).removeprefix("docs/") for name in RegisterName}
    known = registers | {"results.md"}
    assert [
        page
        for page in trade_words().pages
        if page not in known and not (EXAMPLE / "docs" / page).is_file()
    ] == []
    assert registers <= trade_words().pages.keys()


HIDDEN_PAGE = """\
# A page of all

<!-- ## Left in a comment -->

{% if internal %}
## Only inside
{% endif %}

## For everybody
"""


@pytest.mark.parametrize("audience", list(Audience))
def test_each_entry_leads_to_a_page_of_its_audience(audience: Audience, copy: Copy) -> None:
    """Would catch the palette and the policy's table of pages as two truths: a title, a heading or a
    link of a page that is not made for who types.
    """
    root = copy.root
    (root / "docs" / "shared.md").write_text(HIDDEN_PAGE, encoding="utf-8")
    (root / "docs" / "secret.md").write_text(
        "---\naudience: internal\n---\n# Salaries of all\n", encoding="utf-8"
    )
    view, site = RenderContext(verdict(root), audience=audience), Site()
    view.site_map.makes_pages = True
    docs = {page.relative_to(root).as_posix() for page in (root / "docs").rglob("*.md")}
    made = {path for path, _ in pages_to_make(view)}
    proofs = {page_of_proof(name) for name in view.site_map.opened}
    there = {site.address(page) for page in (docs - view.site_map.left_out) | made | proofs}
    found = list(entries(view, site))
    led = {unquote(entry.href.partition("#")[0]) for entry in found}
    assert {address.removeprefix("./") for address in led} <= {
        address or "./" for address in there
    } | {""}
    titles = {entry.title for entry in found}
    assert ("Salaries of all" in titles) == (audience is Audience.INTERNAL)
    assert {"A page of all", "For everybody"} <= titles
    assert not {"Left in a comment", "Only inside"} & titles


def _texts(value: object) -> Iterator[str]:
    """Yield every text below a value of the model."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, Mapping):
        for below in value.values():
            yield from _texts(below)
    elif isinstance(value, tuple | list | frozenset):
        for below in value:
            yield from _texts(below)


@pytest.mark.parametrize("root", [EXAMPLE, CFA])
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.AUDITOR])
def test_no_text_of_the_whole_that_the_restricted_lacks(root: Path, audience: Audience) -> None:
    """Would catch a note, a place, a title, a line or a name that is taken from the whole manual."""
    whole = verdict(root)
    view = RenderContext(whole, audience=audience)
    view.site_map.makes_pages = True

    def told(manual: Manual) -> set[str]:
        parts = (manual.evidence_index, manual.sessions, manual.registers, manual.organisation)
        return {text for text in _texts(parts) if len(text) > 11}

    script = palette_script(view, Site())
    hidden = told(whole.manual) - told(view.verdict.manual)
    assert len(hidden) > 5
    shown = " ".join(told(view.verdict.manual))
    pages = " ".join(page.read_text(encoding="utf-8") for page in (root / "docs").rglob("*.md"))
    assert [
        text
        for text in hidden
        if json.dumps(text, ensure_ascii=False)[1:-1] in script and text not in shown + pages
    ] == []
    if audience is Audience.AUDITOR:  # files are named for the team, others open what is there
        files = {item.evidence.file for item in view.assessment.evidence} - view.published_files
        assert [file for file in files if file and f'"{file}"' in script] == []


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


def test_unseen_words_are_there_once() -> None:
    """Would catch data that a page loads and the search has no use for: a word of the law said
    twice, or one that stands in the title; and a compound or an article of a code taken apart.
    """
    assert (
        _words_of("Le code, l’article L. 6313-1 : le Code et la sous-traitance.", "Article")
        == "Le code L6313-1 et la sous-traitance"
    )
    script = palette_script(drawn(Audience.INTERNAL), Site())
    data = json.loads(script.removeprefix("window.preuvePalette = "))
    for *_, text in data["entries"]:
        words = text.casefold().split()
        assert len(words) == len(set(words))


def test_a_session_is_known_by_its_kind_and_its_offer() -> None:
    """Would catch a session that only its own title finds."""
    found = {entry.title: entry for entry in entries(drawn(Audience.INTERNAL), Site())}
    session = found["Writing for the web"]
    assert session.names.split()[1] == "TIL-01"
    assert {"formation", "training"} <= set(session.words.split())


def test_the_page_of_who_we_are_is_found_by_each_role() -> None:
    """Would catch a role that leads to its own page alone, where the public has none."""
    for audience in Audience:
        found = {entry.href: entry for entry in entries(drawn(audience), Site())}
        assert "Quality lead" in found["presentation/"].words.split(" · ")
