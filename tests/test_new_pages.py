"""The pages of a new manual beside the showcase's: the same pages, for a site the same settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from preuve.cli import run
from preuve.page.macros import things
from preuve.page.page_settings import SETTINGS, page_settings
from preuve.page.urls import Site
from preuve.site.sources import SourcePage, read_page

if TYPE_CHECKING:
    from pathlib import Path

from manuals import EXAMPLE

SITE_KEYS = ("hide", "search", "print")


def pages(docs: Path) -> dict[str, SourcePage]:
    """Return the pages of a manual by their path."""
    return {
        file.relative_to(docs).as_posix(): read_page(docs, file.relative_to(docs).as_posix(), Site(directory_urls=True))
        for file in docs.rglob("*.md")
    }


def effective(page: SourcePage) -> dict[str, Any]:
    """Return what a site is told of a page: what it says itself, else what its kind says."""
    settings = {**page_settings(page.file.src_uri, page.markdown), **page.meta}
    return {key: settings[key] for key in SITE_KEYS if key in settings}


def menu(nav: list[Any]) -> list[str]:
    """Return the pages of a menu in their order."""
    names: list[str] = []
    for entry in nav:
        below = next(iter(entry.values())) if isinstance(entry, dict) else entry
        names += menu(below) if isinstance(below, list) else [below]
    return names


@pytest.fixture(scope="module", params=["fr", "en"])
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new manual to which what applies to the showcase applies."""
    folder = tmp_path_factory.mktemp("pages") / "manual"
    given = ["--language", request.param, "--name", "Q", "--categories", "training", "skills_assessment"]
    assert run(["new", str(folder), *given, "--conditions", "subcontracting", "--audit", "2027-02-03"]) == 0
    return folder


def test_every_page_of_the_showcase_is_there(begun: Path) -> None:
    """Would catch a page that only the showcase has: editing, sessions, rehearsal, editions, reuse, crosswalks."""
    lacking = pages(EXAMPLE / "docs").keys() - pages(begun / "docs").keys()
    assert {name for name in lacking if "/indicator-" not in name} == set()  # those of indicators that do not apply


def test_each_page_is_set_like_the_showcase_s(begun: Path) -> None:
    """Would catch a table of contents, a search or a print that differs between a new manual and the example."""
    showcase, new = pages(EXAMPLE / "docs"), pages(begun / "docs")
    for name, page in new.items():
        assert effective(page) == effective(showcase[name]), name
        assert not set(SITE_KEYS) & page.meta.keys(), f"{name} says itself what its kind says"


def test_the_menu_is_in_the_showcase_s_order(begun: Path) -> None:
    """Would catch a page that is made and stands in no menu, or in another place of it."""
    ours, theirs = (
        [name for name in menu(yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))["nav"]) if "/indicator-" not in name]
        for root in (EXAMPLE, begun)
    )
    assert theirs == ours


def test_what_a_page_says_itself_goes_before_its_kind() -> None:
    """Would catch a team that wants its table of contents back and does not get it."""
    page = SourcePage("index.md", "---\nhide: []\n---\n# A\n\n{{ dashboard() }}\n", Site(directory_urls=True))
    assert effective(page) == {"hide": []}
    assert page_settings("other.md", "Text about dashboard() and {{ office_hours() }}.") == {}


def test_each_kind_is_a_macro() -> None:
    """Would catch a macro renamed, whose pages would silently get a table of contents."""
    assert set(SETTINGS) <= set(things())
