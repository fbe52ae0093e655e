"""The pages of a new manual beside the showcase's: the same pages, for a site the same settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from preuve.cli import run
from preuve.commands.given import STARTER
from preuve.console.verbs import VERBS
from preuve.core.words import LANGUAGES
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.page.macros import things
from preuve.page.page_settings import SETTINGS, page_settings
from preuve.page.urls import Site
from preuve.site.sources import SourcePage, read_page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

from manuals import DAY, ROOT

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


TRAINING = ("training", "skills_assessment", "--conditions", "subcontracting")
CENTRE = ("apprenticeship", "training", "--conditions", "subcontracting", "--distance", "oui")
SHOWCASES = {
    "en": (ROOT, TRAINING),
    "fr": (ROOT / "examples" / "cfa", CENTRE),
}
"""By its language: a showcase, and what a new manual to which the same applies is told."""


@pytest.fixture(scope="module", params=SHOWCASES)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """Return a showcase, and a new manual to which what applies to it applies."""
    showcase, told = SHOWCASES[request.param]
    folder = tmp_path_factory.mktemp("pages") / "manual"
    given = ["--language", request.param, "--name", "Q", "--audit", "2027-02-03", "--categories"]
    assert run(["new", str(folder), *given, *told]) == 0
    return showcase, folder


@pytest.fixture(scope="module")
def begun(both: tuple[Path, Path]) -> Path:
    """Return the new manual."""
    return both[1]


def without_indicators(names: Iterable[str]) -> list[str]:
    """Return pages in their order, those of indicators left aside: what applies may differ."""
    return [name for name in names if "/indicator-" not in name]


@pytest.mark.template
def test_every_page_of_the_showcase_is_there(both: tuple[Path, Path]) -> None:
    """Would catch a page that only the showcase has:
    results, registers, editing, sessions, rehearsal, editions, reuse, crosswalks.
    """
    shown, new = (set(without_indicators(pages(root / "docs"))) for root in both)
    assert shown <= new
    assert all(name.startswith("registers/") for name in new - shown), "a register more at most"


@pytest.mark.template
def test_each_page_is_set_like_the_showcase_s(both: tuple[Path, Path]) -> None:
    """Would catch a table of contents, a search or a print that differs between a
    new manual and the example.
    """
    shown, new = (pages(root / "docs") for root in both)
    for name, page in new.items():
        if name in shown:
            assert effective(page) == effective(shown[name]), name
        assert not set(SITE_KEYS) & page.meta.keys(), f"{name} says itself what its kind says"


@pytest.mark.template
def test_the_menu_is_in_the_showcase_s_order(both: tuple[Path, Path]) -> None:
    """Would catch a page that is made and stands in no menu, or in another place of it."""
    shown, new = (
        without_indicators(menu(yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))["nav"]))
        for root in both
    )
    assert [name for name in new if name in shown] == shown
    assert set(new) == set(without_indicators(pages(both[1] / "docs")))


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


@pytest.mark.template
@pytest.mark.parametrize("name", ["mkdocs", "mkdocs.offline"])
def test_the_form_of_a_new_manual_is_the_example_s(name: str) -> None:
    """Would catch a setting that is right in the example or in one language alone: menu, names and
    comments apart, they agree.
    """
    shown = yaml.safe_load((ROOT / f"{name}.yml").read_text(encoding="utf-8"))
    shown.pop("nav", None)
    for language in LANGUAGES:
        text = (STARTER / f"{name}.{language}.yml").read_text(encoding="utf-8")
        assert yaml.safe_load(text) == shown
        assert text.count("#") == (STARTER / f"{name}.en.yml").read_text("utf-8").count("#")


def test_the_macros_of_a_new_manual_do_the_same_in_each_language() -> None:
    """Would catch a macro file fixed in one language alone: what they say apart, they agree."""
    ours = [(STARTER / f"macros.{language}.py").read_text("utf-8") for language in LANGUAGES]
    bare = {re.sub(r'(?s)""".*?"""|#[^\n]*', "", text) for text in ours}
    assert len(bare) == 1
