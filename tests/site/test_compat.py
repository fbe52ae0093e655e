"""The five places where Preuve reaches into MkDocs and mkdocs-macros: each is where it was, does
its work, and can be left out.

A new version of either that moves one of them fails here first, by the seam's name.
"""

from __future__ import annotations

import inspect
import logging
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import mkdocs_macros.plugin
import pytest
from jinja2 import Environment
from material.plugins.search import plugin as search  # type: ignore[import-untyped] # it has no types
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mkdocs_macros import context

from preuve.mkdocs import compat

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["", "1"], ids=["with the seams", "plain"])
def plain(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Run a test with the seams and without."""
    monkeypatch.setenv(compat.SWITCH, request.param)
    return bool(request.param)


def page() -> Any:  # noqa: ANN401 - it stands for a page
    """Return what the seams use of a page of MkDocs."""
    return SimpleNamespace(meta={}, present_anchor_ids=None)


def test_a_theme_gives_its_environment_by_get_env(plain: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a fixture
    """Would catch a MkDocs that makes its templates' environment elsewhere:
    nothing would be kept, and no build say so.
    """
    theme = Theme(name="material")
    compat.patch_theme(theme, tmp_path)
    environment = theme.get_env()
    assert isinstance(environment, Environment)
    assert (environment.bytecode_cache is None) is plain
    assert environment.loader is not None
    listed = environment.loader.list_templates()
    assert "main.html" in listed
    assert all(not name.startswith(".") and "/." not in name for name in listed) or plain
    assert "config.theme.get_env()" in inspect.getsource(build.build)


def test_git_is_asked_through_one_function(plain: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 - as above
    """Would catch an mkdocs-macros that asks git another way,
    or a name of git's that a page no longer gets.
    """
    calls: list[str] = []

    def ask() -> dict[str, str]:
        calls.append("git")
        return {"short_commit": "abc1234"}

    monkeypatch.setattr(context, "get_git_info", ask)
    compat.ask_git_when_named()
    compat.ask_git_when_named()  # twice in a process, as `preuve serve` does
    assert "get_git_info()" in inspect.getsource(context.define_env)
    answer = vars(context)["get_git_info"]()
    assert calls == (["git"] if plain else [])
    assert answer["short_commit"] == "abc1234"
    assert calls == ["git"]


def test_git_that_is_not_there_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a page that ends a build because the machine has no git:
    mkdocs-macros then answers nothing at all.
    """
    monkeypatch.delenv(compat.SWITCH, raising=False)
    monkeypatch.setattr(context, "get_git_info", lambda: None)
    compat.ask_git_when_named()
    answer = vars(context)["get_git_info"]()
    assert answer["status"] is False
    with pytest.raises(KeyError):
        answer["short_commit"]


def test_render_macros_0_keeps_a_page_from_jinja(plain: bool) -> None:  # noqa: FBT001 - as above
    """Would catch an mkdocs-macros that draws such a page all the same,
    or a mark that stays in a team's front matter.
    """
    drawn = page()
    assert compat.skip_jinja(drawn) is not plain
    assert ("render_macros" in drawn.meta) is not plain
    source = inspect.getsource(mkdocs_macros.plugin)
    assert "render_macros" in source
    compat.forget_skip(drawn)
    assert drawn.meta == {}
    asked = page()
    asked.meta["render_macros"] = False
    compat.forget_skip(asked)
    assert asked.meta == {"render_macros": False}, "a team's own word stays"


def test_a_page_takes_the_anchors_it_is_told(plain: bool) -> None:  # noqa: FBT001 - as above
    """Would catch a MkDocs that no longer has this attribute:
    each link to a proof would be reported as broken.
    """
    drawn = page()
    compat.declare_anchors(drawn, '<h2 id="EV-001">One</h2>')
    assert drawn.present_anchor_ids == (None if plain else {"EV-001"})
    assert "present_anchor_ids" in inspect.getsource(Page)


def test_a_page_is_parted_for_the_search_once(
    plain: bool,  # noqa: FBT001 - as above
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Would catch a Material that parts its pages elsewhere, or into more than is kept; a page that
    is parted as it was before it changed; what another build kept and nobody can read.
    """
    monkeypatch.setattr(search, "Parser", search.Parser)
    pages = [
        '<p>Before</p><h1 id="a">A <em>b</em></h1><p>text</p><h2 id="c"></h2><p>x</p>',
        '<h2 id="d" data-search-exclude>D</h2><p>no</p><h3 id="e">é</h3><ul><li>i</li></ul>',
        "<p>no heading</p>",
        "",
    ]

    def entries(kept: compat.KeptSections | None) -> list[dict[str, Any]]:
        index = search.SearchIndex()
        for number, html in enumerate(pages):
            toc = [SimpleNamespace(id="c", url="#c", children=[])]
            meta = {"title": "T"}
            index.add_entry_from_context(
                SimpleNamespace(meta=meta, content=html, toc=toc, url=f"{number}/", title="T")
            )
        if kept is not None:
            kept.write()
        return list(index.entries)

    file = tmp_path / "sections.json"
    expected = entries(None)
    assert len(expected) > 4
    for content in (None, "{", '{"program": "x"}', "[]", None):
        if content is not None:
            file.write_text(content, encoding="utf-8")
        kept = compat.keep_sections(file)
        assert (kept is None) is plain
        assert entries(kept) == expected
    if kept is not None:
        parsed: list[str] = []
        monkeypatch.setattr(kept, "_parser", lambda: parsed.append("parsed"))
        assert entries(kept) == expected
        assert parsed == []
        pages.append("<p>new</p>")
        with pytest.raises(AttributeError):
            entries(kept)
    assert "Parser()" in inspect.getsource(search.SearchIndex.add_entry_from_context)


def test_without_the_seams_no_anchor_is_missed(plain: bool) -> None:  # noqa: FBT001 - as above
    """Would catch a plain build that fails on the anchors of macros,
    of which nobody then tells MkDocs.
    """
    config = MkDocsConfig()
    config.load_dict({"site_name": "A manual", "validation": {"links": {"anchors": "warn"}}})
    config.validate()
    compat.leave_anchors(config)
    assert config.validation.links.anchors == (logging.DEBUG if plain else logging.WARNING)
