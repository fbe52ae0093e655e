"""One name for each page of the standard's, a place for each page that nobody wrote, a way to put right what was found."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.utils import htmlsafe_json_dumps
from manuals import EXAMPLE, verdict

from preuve.assess.labels import made_pages
from preuve.core.finding import Place
from preuve.model.organisation import Audience
from preuve.page.macros import callable_from_pages, pages_to_make
from preuve.page.neighbours import Neighbours, neighbours
from preuve.page.one_name import named_menu, page_names, with_name
from preuve.page.render_context import RenderContext
from preuve.page.squeezing import apart, squeezed
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from copies import Copy

NAME = "12. Engagement and drop-out prevention"


@pytest.fixture(scope="module")
def view() -> RenderContext:
    """Return what the example's pages are drawn from, as the plugin makes it."""
    context = RenderContext(verdict())
    context.site_map.makes_pages = True
    return context


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("# 12. Commitment\n\nText\n", f"# {NAME} {{: #12-commitment }}\n\nCommitment\n{{: .pv-subtitle }}\n\n\nText\n"),
        ("# Indicateur n° 12 : rester {#rester}\nText", f"# {NAME} {{#rester}}\n\nrester\n{{: .pv-subtitle }}\n\nText"),
        (f"# {NAME}\nText", f"# {NAME} {{: #12-engagement-and-drop-out-prevention }}\nText"),
        ("Text without a title\n", f"# {NAME}\n\nText without a title\n"),
        ("", f"# {NAME}\n\n"),
    ],
)  # fmt: skip
def test_a_page_has_the_standards_name_and_the_teams_below(written: str, drawn: str) -> None:
    """Would catch an indicator with two names, a title of the team's that is lost, and links to it
    that lead nowhere.
    """
    assert with_name(written, NAME, attributes=True) == drawn


def test_without_attribute_lists_no_brace_is_shown() -> None:
    """Would catch `{: #id }` as a text on the page of a team whose Markdown does not read it."""
    assert (
        with_name("# 12. Rester\nText", NAME, attributes=False) == f"# {NAME}\n\n*Rester*\n\nText"
    )


def test_the_menu_has_the_same_names(view: RenderContext) -> None:
    """Would catch a criterion that is called otherwise in the menu, and a title of the team's own pages changed."""
    names = page_names(view)
    menu = [
        {"Home": "index.md"},
        {"Criteria": [{"3. Ours": ["criteria/criterion-3/index.md", {"Ours": "criteria/criterion-3/indicator-12.md"}]}]},
    ]  # fmt: skip
    third = {"3. Reception, support, follow-up and assessment": ["criteria/criterion-3/index.md", {NAME: "criteria/criterion-3/indicator-12.md"}]}  # fmt: skip
    assert named_menu(menu, names) == [menu[0], {"Criteria": [third]}]
    assert names["criteria/criterion-3/index.md"].startswith("Criterion 3. Reception")


def test_each_made_page_knows_its_neighbours() -> None:
    """Would catch a made page from which nothing leads on or back."""
    made = ["sessions/B.md", "audits/x.md", "sessions/A.md", "people.md", "people/quality.md"]
    around = neighbours(made)
    assert around["sessions/B.md"] == Neighbours("sessions.md", "sessions.md", "sessions/A.md")
    assert around["sessions/A.md"] == Neighbours("sessions.md", "sessions/B.md", None)
    assert around["people.md"] == Neighbours("presentation.md", "presentation.md", None)
    assert around["people/quality.md"].above == "people.md"


def test_white_space_goes_where_nobody_sees_it_and_stays_where_somebody_does() -> None:
    """Would catch code whose lines are lost, and words that a browser would draw together."""
    page = "<body>\n  <nav>\n    <a>One</a>\n  </nav>\n<article>\n  a\n  <b>b</b>\n  <pre>\n  x\n    y</pre>\n</article>\n</body>"
    assert (
        squeezed(page)
        == "<body><nav><a>One</a></nav>\n<article>\na\n<b>b</b>\n<pre>\n  x\n    y</pre>\n</article>\n</body>"
    )
    assert squeezed("no article\n\n  at all") == "no article\nat all"


def test_what_every_page_repeats_is_short() -> None:
    """Would catch settings that the theme's script reads otherwise than they were written, a text
    of them that ends the script, and what HTML need not be told on each page.
    """
    settings = {"base": "..", "words": {"a": 'é, ": x', "b": "</script>&'"}}
    text = htmlsafe_json_dumps(settings)
    config = f'<script id="__config" type="application/json">{text}</script>'
    (script,) = re.findall(r"<script[^>]*>(.*)</script>", squeezed(config))
    assert json.loads(script) == settings
    assert not set(script) & set("<>&'")
    assert len(script) < len(text)
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'
    assert squeezed(picture) == '<svg viewBox="0 0 1 1"></svg>'
    shown = "<pre>" + picture + "</pre>"
    assert squeezed(shown) == shown


@given(st.text(alphabet="a b\n\t\r\x0b\x1c\x85\xa0\u2028"))
def test_white_space_around_a_lines_end_is_that_end(text: str) -> None:
    """Would catch a quick way that leaves a blank which the plain one takes, or takes a word."""
    assert squeezed(text) == re.sub(r"\s*\n\s*", "\n", text)


def test_the_gate_knows_the_pages_that_are_made() -> None:
    """Would catch a link to a made page that the gate refuses, or passes where no page is."""
    for root in (EXAMPLE, EXAMPLE / "examples/cfa"):
        judged = verdict(root)
        assert judged.assessment is not None
        made = {path.removeprefix("docs/") for path, _ in pages_to_make(RenderContext(judged))}
        assert made_pages(judged.assessment) == made


def test_cells_are_no_one_word() -> None:
    """Would catch a table, a term or a line that the search reads as one word with the next."""
    glued = "<tr><td>EV-001</td><td>Catalogue</td></tr><dt>Who</dt><dd>Head<br>Angers</dd>"
    assert (
        apart(glued)
        == "<tr><td>EV-001</td> <td>Catalogue</td> </tr><dt>Who</dt> <dd>Head<br> Angers</dd>"
    )


@pytest.mark.parametrize(
    ("repository", "branch", "there"),
    [
        ("https://github.com/o/r", "main", "https://github.com/o/r/edit/main/{top}evidence_index.yaml#L7"),
        ("https://github.com/o/r.git/", "a branch/ö", "https://github.com/o/r/edit/a%20branch/%C3%B6/{top}evidence_index.yaml#L7"),
        ("https://gitlab.example/g/s/r", "main", "https://gitlab.example/g/s/r/-/edit/main/{top}evidence_index.yaml#L7"),
        ("https://bitbucket.org/o/r", "main", "https://bitbucket.org/o/r/src/main/{top}evidence_index.yaml?mode=edit#lines-7"),
        ("https://github.com/o/r", "", "https://github.com/o/r/blob/HEAD/{top}evidence_index.yaml#L7"),
        ("", "main", None),
        ("javascript:alert(1)", "main", None),
    ],
)  # fmt: skip
def test_a_finding_leads_to_its_line(repository: str, branch: str, there: str | None) -> None:
    """Would catch a link to another line, to a forge's page that is none, and one for who may not edit."""
    place = Place("evidence_index.yaml", 7, 1)
    for audience in Audience:
        view = RenderContext(verdict(), audience=audience)
        view.site_map.repository, view.site_map.branch = repository, branch
        href = view.site_map.fix_href(place)
        if audience is not Audience.INTERNAL or there is None:
            assert href is None
        else:
            assert href == there.format(
                top=EXAMPLE.relative_to(EXAMPLE.parent.parent).as_posix() + "/"
            )
            view.site_map.form_href = lambda place: f"/edit?{place}"
            assert view.site_map.fix_href(place) == f"/edit?{place}"
            assert view.site_map.fix_href(Place("no such file", 1, 1)) is not None


def test_a_role_has_a_page_for_the_team_alone(view: RenderContext) -> None:
    """Would catch the public's or the auditor's site with what somebody has still to do."""
    made = dict(pages_to_make(view))
    assert {"docs/people.md", "docs/people/quality.md"} <= made.keys()
    person = callable_from_pages(view)["person"](
        PageContext("docs/people/quality.md", Site()), "quality"
    )
    for words in ("To be done next", "Missing or wrong", "Due", "Answers for"):
        assert words in person
    for audience in (Audience.AUDITOR, Audience.PUBLIC):
        other = RenderContext(verdict(), audience=audience)
        other.site_map.makes_pages = True
        assert not [path for path, _ in pages_to_make(other) if "people" in path]
        assert (
            callable_from_pages(other)["person"](PageContext("docs/index.md", Site()), "quality")
            == ""
        )
        assert other.site_map.person_href(PageContext("docs/index.md", Site()), "quality") is None


def test_what_a_role_is_called_is_no_markup(copy: Copy) -> None:
    """Would catch a name in the heading of a made page that Markdown or Jinja reads."""
    copy.change(
        "organisation.yaml", "  quality: Quality lead", '  quality: "{{ 1 }} # <b>*x*</b> [a](b)"'
    )
    page = dict(pages_to_make(RenderContext(verdict(copy.root))))["docs/people/quality.md"]
    heading = next(line for line in page.splitlines() if line.startswith("# "))
    assert not set("{}<>*[]()") & set(heading.removeprefix("# "))
