"""For whom a page is, and what becomes of links to pages that are not made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from manuals import CFA, EXAMPLE, ORGANISATION, verdict

from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.model.site_settings import PAGE_ENDINGS
from preuve.page.macros import pages_to_make, things
from preuve.page.render_context import RenderContext
from preuve.publication.cleaning import without_dead_links
from preuve.publication.page_audience import (
    MacroMarks,
    PageText,
    asked_audience,
    is_for,
    is_lost,
    without_links,
    without_pages,
)
from preuve.publication.policy import NARROWEST, READERS, Thing

if TYPE_CHECKING:
    from manuals import ManualFolder

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


def test_a_folder_says_whom_its_pages_are_for(folder: ManualFolder) -> None:
    """Would catch the pages of a folder whose head stands in one file for all of them."""
    folder.whole()
    for name, text in {
        "team/.meta.yml": "audience: internal\n",
        "team/notes/x.md": "# X\n",
        "team/all.md": "---\naudience: public\n---\n# X\n",
        "other/x.md": "# X\n",
    }.items():
        folder.write(f"docs/{name}", text)
    view = RenderContext(folder.check(), audience=PUBLIC)
    assert {uri for uri in view.site_map.left_out if uri.endswith(("x.md", "all.md"))} == {
        "team/notes/x.md"
    }


INCLUDED = {"team.md": "{{ forecast() }}", "more.md": '{% include "team.md" %}', "plain.md": "x"}
CALLS: dict[str, tuple[str, MacroMarks, set[Audience]]] = {
    "what it includes": ('{% include "team.md" %}', MacroMarks(), {INTERNAL}),
    "without blanks": ("{%-include 'team.md'-%}", MacroMarks(), {INTERNAL}),
    "one of several": ('{% include ["no.md", "team.md"] %}', MacroMarks(), {INTERNAL}),
    "macros of another page": ('{% from "team.md" import x %}', MacroMarks(), {INTERNAL}),
    "what that includes in its turn": ('{% include "more.md" %}', MacroMarks(), {INTERNAL}),
    "what it includes of others": ('{% include "plain.md" %}', MacroMarks(), {*Audience}),
    "what is not there": ('{% include "no.md" ignore missing %}', MacroMarks(), {*Audience}),
    "other braces": ("[[ forecast() ]]", MacroMarks(value=("[[", "]]")), {INTERNAL}),
    "what are none then": ("{{ forecast() }}", MacroMarks(value=("[[", "]]")), {*Audience}),
    "another block": ("<% if forecast() %>", MacroMarks(block=("<%", "%>")), {INTERNAL}),
}


@pytest.mark.parametrize(("text", "marks", "readers"), CALLS.values(), ids=CALLS)
def test_a_page_calls_what_it_includes(
    text: str, marks: MacroMarks, readers: set[Audience]
) -> None:
    """Would catch a page that hides the team's macros in another file, or in braces of its own."""
    marks = marks._replace(included=lambda name: INCLUDED.get(name, ""))
    assert {
        audience
        for audience in Audience
        if is_for(PageText("docs/x.md", text), audience, things(), marks)
    } == readers


def test_a_site_says_what_its_braces_are(folder: ManualFolder) -> None:
    """Would catch pages read by other braces, or other includes, than those the builder reads."""
    folder.write("organisation.yaml", ORGANISATION)
    folder.write("parts/team.md", "[[ forecast() ]]")
    folder.write(
        "mkdocs.yml",
        "plugins:\n  - macros: {include_dir: parts, j2_variable_start_string: '[[', "
        "j2_variable_end_string: ']]'}\n",
    )
    marks = MacroMarks.of(Manual.load(folder.root))
    assert "forecast" in marks.words('{% include "team.md" %}')
    assert "forecast" not in marks.words("{{ forecast() }}")


def test_who_reads_a_page_is_told_by_its_name_as_by_its_macros(folder: ManualFolder) -> None:
    """Would catch a page that is given or made, and linked to, for whom it is not made: that of all
    sites was.
    """
    folder.whole(organisation=f"{ORGANISATION}sites: [{{id: angers, name: Angers}}]\n")
    pages = [*pages_to_make(RenderContext(folder.check()))]
    assert "docs/sites.md" in dict(pages)
    for root in (EXAMPLE, CFA):
        pages += pages_to_make(RenderContext(verdict(root)))
        pages += [
            (f"docs/{file.relative_to(root / 'docs').as_posix()}", file.read_text(encoding="utf-8"))
            for file in (root / "docs").rglob("*.md")
        ]
    for path, text in pages:
        if asked_audience(text) is None:
            by_macros, by_name = (
                {one for one in Audience if is_for(PageText(path, content), one, known)}
                for content, known in ((text, things()), ("", {}))
            )
            assert by_macros == by_name, path


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


DEAD = {
    '<a href="../x/">the <b>team</b></a>': "the <b>team</b>",
    "<A class=y HREF='../x/#z'\n>T</A >": "T",
    "<a href=../x/>T</a>": "T",
    '<a title="a > b" href="../x/">T</a>': "T",
    '<a href="..&#47;x/">T</a>': "T",
    '<a href="../y/">T</a>': '<a href="../y/">T</a>',
    '<a name="../x/">T</a>': '<a name="../x/">T</a>',
    '<area href="../x/">': '<area href="../x/">',
    "<script>\"<a href='../x/'>T</a>\"</script>": "<script>\"<a href='../x/'>T</a>\"</script>",
    '<a href="../y/">1</a><a href="../x/">2</a>': '<a href="../y/">1</a>2',
}


@pytest.mark.parametrize(("page", "shown"), DEAD.items())
def test_links_that_no_markdown_wrote_become_words(page: str, shown: str) -> None:
    """Would catch a dead link in raw HTML, one that is alive and lost, or a script that is cut."""
    dead = without_dead_links(page.encode(), lambda link: link.partition("#")[0] == "../x/")
    assert dead.decode() == shown


def test_the_menu_loses_them() -> None:
    """Would catch a menu that names what is not there, or a heading above nothing."""
    menu = [{"Home": "index.md"}, {"Team": ["editing.md", {"Rules": "rules.md"}]}, "x.md"]
    assert without_pages(menu, {"editing.md", "rules.md"}.__contains__) == [
        {"Home": "index.md"},
        "x.md",
    ]


@pytest.mark.parametrize("ending", PAGE_ENDINGS)
def test_a_menu_leaves_out_pages_that_are_not_there(ending: str) -> None:
    """Would catch an entry of the menu that leads to no page,
    since its name ends otherwise than in `.md`.
    """
    there = {f"a{ending}", "b.md"}
    menu = [
        f"./a{ending}",
        {"Old": [{"B": f"c{ending}"}]},
        {"Plan": "plan.pdf"},
        "https://x.y/c.md",
    ]
    shown = without_pages(menu, lambda name: is_lost(name, there))
    assert shown == [f"./a{ending}", {"Plan": "plan.pdf"}, "https://x.y/c.md"]


@pytest.mark.parametrize(
    "value",
    ["public", "Auditor", '"internal"', "internal # ours", "publik", "tous", "", "[public]"],
)
def test_the_gate_tells_whom_the_builder_does_not_know(folder: ManualFolder, value: str) -> None:
    """Would catch an audience that is read in two ways: one that the gate lets pass and that
    shuts a page, or the other way round.
    """
    folder.whole()
    page = "docs/criteria/criterion-2/indicator-04.md"
    text = f"---\nindicator: 4\naudience: {value}\n---\n# 4\n\nWe do this.\n"
    folder.write(page, text)
    told = [finding for finding in folder.check().findings if finding.place.file == page]
    assert bool(told) is (asked_audience(text) is NARROWEST and "internal" not in value)
