"""The pages of a new manual beside the showcase's: the same pages, for a site the same settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from preuve.cli import VERBS, run
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.page.macros import things
from preuve.page.page_settings import SETTINGS, page_settings
from preuve.page.urls import Site
from preuve.site.sources import SourcePage, read_page

if TYPE_CHECKING:
    from pathlib import Path

from manuals import DAY, EXAMPLE, ROOT

SITE_KEYS = ("hide", "search", "print")


def pages(docs: Path) -> dict[str, SourcePage]:
    """Return the pages of a manual by their path."""
    return {
        file.relative_to(docs).as_posix(): read_page(
            docs, file.relative_to(docs).as_posix(), Site(directory_urls=True)
        )
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
    given = [
        "--language",
        request.param,
        "--name",
        "Q",
        "--categories",
        "training",
        "skills_assessment",
    ]
    assert (
        run(["new", str(folder), *given, "--conditions", "subcontracting", "--audit", "2027-02-03"])
        == 0
    )
    return folder


def test_every_page_of_the_showcase_is_there(begun: Path) -> None:
    """Would catch a page that only the showcase has:
    editing, sessions, rehearsal, editions, reuse, crosswalks.
    """
    lacking = pages(EXAMPLE / "docs").keys() - pages(begun / "docs").keys()
    assert {
        name for name in lacking if "/indicator-" not in name
    } == set()  # those of indicators that do not apply


def test_each_page_is_set_like_the_showcase_s(begun: Path) -> None:
    """Would catch a table of contents, a search or a print that differs between a
    new manual and the example.
    """
    showcase, new = pages(EXAMPLE / "docs"), pages(begun / "docs")
    for name, page in new.items():
        assert effective(page) == effective(showcase[name]), name
        assert not set(SITE_KEYS) & page.meta.keys(), f"{name} says itself what its kind says"


def test_the_menu_is_in_the_showcase_s_order(begun: Path) -> None:
    """Would catch a page that is made and stands in no menu, or in another place of it."""
    ours, theirs = (
        [
            name
            for name in menu(yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))["nav"])
            if "/indicator-" not in name
        ]
        for root in (EXAMPLE, begun)
    )
    assert theirs == ours


def test_what_a_page_says_itself_goes_before_its_kind() -> None:
    """Would catch a team that wants its table of contents back and does not get it."""
    page = SourcePage(
        "index.md", "---\nhide: []\n---\n# A\n\n{{ dashboard() }}\n", Site(directory_urls=True)
    )
    assert effective(page) == {"hide": []}
    assert page_settings("other.md", "Text about dashboard() and {{ office_hours() }}.") == {}


def test_each_kind_is_a_macro() -> None:
    """Would catch a macro renamed, whose pages would silently get a table of contents."""
    assert set(SETTINGS) <= set(things())


def test_what_its_readme_says_to_write_can_be_written(begun: Path) -> None:
    """Would catch a waiver or a weight shown in the README of a new manual that the gate refuses or
    does not know.
    """
    (block,) = re.findall(
        r"```yaml\n(.*?)```", (begun / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    file = begun / "organisation.yaml"
    before = file.read_bytes()
    file.write_bytes(before + block.encode())
    rules = {
        finding.rule
        for finding in gate.check(Manual.load(begun), DAY).findings
        if finding.place.file == file.name
    }
    file.write_bytes(before)
    assert not rules & {
        "yaml-syntax",
        "unknown-key",
        "wrong-type",
        "invalid-value",
        "duplicate-key",
        "missing-key",
        "unknown-role",
    }


def test_what_it_says_of_itself_in_french_stands_first() -> None:
    """Would catch a French reader who finds no French page at the top of the repository,
    or a link to none.
    """
    assert "(README.fr.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    text = (ROOT / "README.fr.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / target).is_file(), target
    for verb in set(re.findall(r"`preuve ([a-z]+)", text)):
        assert verb in VERBS, verb


def test_the_form_of_a_new_manual_is_the_example_s() -> None:
    """Would catch a setting that is right in the example alone: menu and names apart, they agree."""
    starter = ROOT / "src" / "preuve" / "starter"
    given, shown = (
        (root / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0].rstrip()
        for root in (starter, EXAMPLE)
    )
    assert given == shown
    offline = "mkdocs.offline.yml"
    assert (starter / offline).read_bytes() == (EXAMPLE / offline).read_bytes()
