"""Pages of indicators that a site's configuration hides: the gate sees what MkDocs would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import InclusionLevel, get_files

from preuve.core.words import Translator

if TYPE_CHECKING:
    from manuals import ManualFolder

PAGE = "criteria/criterion-2/indicator-04.md"
OUT, MENU = "error", "warning"

KINDS = [
    ("exclude_docs: criteria/", OUT),
    ("exclude_docs: /criteria/criterion-2/", OUT),
    ("exclude_docs: indicator-04.md", OUT),
    ("exclude_docs: |\n  # ours\n  *.md\n  !index.md", OUT),
    ("exclude_docs: |\n  *-0[1-9].md", OUT),
    ("exclude_docs: |\n  **/criterion-2/**", OUT),
    ("exclude_docs: |\n  criteria/\n  !criteria/criterion-2/indicator-04.md", None),
    ("exclude_docs: |\n  !criteria/\n  criteria/criterion-2", OUT),
    ("exclude_docs: |\n  indicator-4.md\n  Criteria/\n  /indicator-04.md", None),
    ("exclude_docs: ''", None),
    ("exclude_docs: |\n  #criteria/", None),
    ("draft_docs: criteria/criterion-2/", OUT),
    ("draft_docs: |\n  indicator-0?.md", OUT),
    ("draft_docs: drafts/", None),
    ("exclude_docs: |\n  criteria/\n  !*.md\ndraft_docs: indicator-04.md", OUT),
    ("not_in_nav: |\n  indicator-04.md", MENU),
    ("not_in_nav: |\n  /criteria/", MENU),
    ("not_in_nav: |\n  /x/", None),
    ("not_in_nav: indicator-04.md\nnav: [index.md, criteria/criterion-2/indicator-04.md]", None),
    ("not_in_nav: indicator-04.md\nnav: [index.md]", MENU),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "weight"), KINDS)
def test_a_hidden_page_is_told_as_mkdocs_hides_it(
    whole: ManualFolder, lines: str, weight: str | None
) -> None:
    """Would catch a gate that is open over a site without an indicator's page, and a page that is
    served and called hidden.
    """
    whole.write("docs/index.md", "# Home\n")
    whole.write("mkdocs.yml", f"site_name: x\nplugins: []\n{lines}\n")
    files = get_files(load_config(str(whole.root / "mkdocs.yml")))
    page = files.get_file_from_path(PAGE)
    assert page is not None
    theirs = (
        OUT
        if page.inclusion in {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}
        else MENU
        if page.inclusion is InclusionLevel.NOT_IN_NAV and PAGE not in lines
        else None
    )
    assert theirs == weight
    verdict = whole.check()
    told = [one for one in verdict.findings if one.rule == "hidden-page" and one.indicator == 4]
    assert [one.severity.value for one in told] == ([weight] if weight else [])
    assert not (weight == OUT and verdict.ok)
    assert all(one.place.file == "mkdocs.yml" and one.place.line > 1 for one in told)


def test_a_readme_beside_an_index_is_no_page(whole: ManualFolder) -> None:
    """Would catch an indicator told in a README.md that MkDocs leaves out for the index beside it."""
    folder = whole.root / "docs/criteria/criterion-2"
    (folder / "indicator-04.md").rename(folder / "README.md")
    whole.write("mkdocs.yml", "site_name: x\nplugins: []\n")
    assert [one for one in whole.check().findings if one.rule == "hidden-page"] == []
    (folder / "index.md").write_text("# Criterion 2\n", encoding="utf-8")
    uris = {file.src_uri for file in get_files(load_config(str(whole.root / "mkdocs.yml")))}
    assert "criteria/criterion-2/README.md" not in uris
    place = "docs/criteria/criterion-2/README.md"
    (finding,) = [one for one in whole.check().findings if one.rule == "hidden-page"]
    assert Translator("en")(finding.message) == (
        f"index.md keeps the page of indicator 4 ({place}) out of the site: README.md"
    )


def test_a_page_whose_name_begins_with_a_dot_is_hidden(whole: ManualFolder) -> None:
    """Would catch a page that MkDocs passes over by itself, without a word in its configuration."""
    folder = whole.root / "docs/criteria/criterion-2"
    (folder / "indicator-04.md").rename(folder / ".indicator-04.md")
    whole.write("mkdocs.yml", "site_name: x\nplugins: []\n")
    assert not whole.check().ok


@pytest.mark.parametrize(
    "plugin", ["exclude: {glob: 'criteria/*'}", "exclude: {regex: ['.*indicator-04.*']}"]
)
def test_a_plugin_that_hides_is_seen(whole: ManualFolder, plugin: str) -> None:
    """Would catch a page that the plugin mkdocs-exclude takes away."""
    whole.write("mkdocs.yml", f"site_name: x\nplugins:\n  - {plugin}\n")
    assert not whole.check().ok


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        ("docs_dir: docs", []),
        ("docs_dir: ./docs/", []),
        ("docs_dir: pages", [3]),
        ("docs_dir: ../docs", [3]),
        ("docs_dir: .", [3]),
        ("docs_dir: Docs", [3]),
        ("exclude_docs: [criteria/]", [3]),
        ("draft_docs: {criteria/: true}", [3]),
    ],
)
def test_the_site_takes_the_pages_that_were_judged(
    whole: ManualFolder, lines: str, places: list[int]
) -> None:
    """Would catch a site that is made of another folder than the gate looked at."""
    whole.write("mkdocs.yml", f"site_name: x\nplugins: []\n{lines}\n")
    told = [one for one in whole.check().findings if one.rule == "site-configuration"]
    assert [one.place.line for one in told] == places


def test_another_folder_of_pages_is_understood(whole: ManualFolder) -> None:
    """Would catch pages that are looked for in docs/ although the configuration names another
    folder: 24 of them would be missing, each at a place where nobody wants it.
    """
    (whole.root / "content").mkdir()
    (whole.root / "docs").rename(whole.root / "content/en")
    whole.write("mkdocs.yml", "site_name: x\nplugins: []\ndocs_dir: content/en\n")
    assert whole.check().ok
    page = next((whole.root / "content/en/criteria").rglob("*04.md"))
    page.unlink()
    lost = next(one for one in whole.check().findings if one.rule == "missing-page")
    assert lost.place.file == page.relative_to(whole.root).as_posix()
