"""What can be changed on a page of the live site, told by the site's own map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.registers.catalogue import RegisterName
from preuve.page.render_context import RenderContext
from preuve.page.site_map import page_of_proof, page_of_session, register_page
from preuve.page.urls import PageContext, Site
from preuve.site.forms.bar import form_places, shown_on

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("folders", [True, False], ids=["folders", "files"])
def test_every_page_leads_to_what_it_shows(root: Path, *, folders: bool) -> None:
    """Would catch a page without its forms: where addresses are those of files, where the team has
    put an indicator's page elsewhere, or where the site's map has moved.
    """
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("use_directory_urls: true\n", "")
    config.write_text(f"{text}\nuse_directory_urls: {str(folders).lower()}\n", encoding="utf-8")
    (root / "docs/criteria/criterion-1/indicator-01.md").rename(root / "docs/criteria/public.md")
    manual = Manual.load(root)
    view = RenderContext(gate.check(manual, manual.day(None, None)))  # type: ignore[arg-type] # frozen
    site, places = Site(folders), form_places(manual)
    home = PageContext("docs/index.md", site)

    def shown(page: str) -> list[object]:
        return [*shown_on(f"/{site.address(page)}", places)]

    assert shown("docs/criteria/public.md") == ["indicator", 1]
    assert {shown(page.path)[1] for page in manual.pages if page.indicator} == set(range(1, 33))
    for name in view.site_map.opened:
        assert shown(page_of_proof(name)) == ["proof", name]
        assert [*shown_on(f"/{view.site_map.proof_href(home, name)}", places)] == ["proof", name]
    for name in RegisterName:
        assert shown(register_page(name)) == ["list", name.file, name.value]
    for page in ("docs/sessions.md", page_of_session("2026-A01")):
        assert shown(page) == ["list", "sessions.yaml", "sessions"]
    assert shown("docs/register.md") == ["list", "evidence_index.yaml", "evidence"]
    for page in ("docs/index.md", "docs/audits.md", "docs/proofs/a/b.md", "docs/people.md"):
        assert shown(page) == [""]
