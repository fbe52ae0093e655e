"""The folder that opens from disk: no server, no network,
and everything works, the search included.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import pytest

from preuve.publication.ownership import MARKER

if TYPE_CHECKING:
    from browsing import Visit
    from playwright.sync_api import Page


def on_disk(address: str) -> Path:
    """Return the file of an address."""
    return Path(url2pathname(unquote(urlsplit(address).path)))


def search(page: Page, words: str) -> list[str]:
    """Type into the search; return the addresses of what it finds."""
    page.locator(".md-search__input").press_sequentially(words)
    page.wait_for_selector(".md-search-result__link")
    return addresses(page, ".md-search-result__link")


def addresses(page: Page, links: str) -> list[str]:
    """Return where some links lead."""
    found: list[str] = page.locator(links).evaluate_all("links => links.map(link => link.href)")
    return found


SEARCHES = {
    "a word of the law": ("financeur", "indicator-04.html"),
    "a proof's title": ("catalogue", "indicator-01.html"),
}


@pytest.mark.parametrize(("words", "found"), SEARCHES.values(), ids=SEARCHES)
def test_search_finds(visit: Visit, offline_site: Path, words: str, found: str) -> None:
    """Would catch a search that waits for a server, or for a script from the web:
    from disk it would never start.
    """
    results = search(visit((offline_site / "index.html").as_uri()), words)
    assert any(found in address for address in results), results
    assert all(on_disk(address).is_file() for address in results)


def test_search_finds_in_french(visit: Visit, french_offline_site: Path) -> None:
    """Would catch a language's own script that cannot be loaded from disk,
    and a word lost behind an apostrophe.
    """
    results = search(visit((french_offline_site / "index.html").as_uri()), "entreprise")
    assert any("indicator-04.html" in address for address in results), results


def test_from_home_to_a_proof(visit: Visit, offline_site: Path) -> None:
    """Would catch a link to a folder, which a disk answers with a list of files;
    or a proof that is not there.
    """
    page = visit((offline_site / "index.html").as_uri())
    page.locator("a.pv-tile", has_text="4").first.click()
    page.wait_for_url("**/indicator-04.html")
    proofs = [on_disk(address) for address in addresses(page, "a.pv-open")]
    assert proofs
    assert all(proof.is_file() for proof in proofs)
    page.locator("#EV-015 a.pv-open").click()
    page.wait_for_url("**/proofs/EV-015.html")
    (original,) = addresses(page, "a.pp-original")
    assert on_disk(original).read_bytes().startswith(b"%PDF")
    page.go_back()
    page.locator(".md-nav__link", has_text="Applicability").click()
    page.wait_for_url("**/applicability.html")
    page.locator(".md-header__option label:visible").click()
    page.wait_for_selector("body[data-md-color-scheme=slate]")


def test_every_name_can_be_copied_to_any_disk(offline_site: Path) -> None:
    """Would catch a name that Windows refuses, two that differ by case only,
    a path too long for a stick's folder.
    """
    names = [
        file.relative_to(offline_site).as_posix()
        for file in offline_site.rglob("*")
        if file.is_file()
    ]
    names.remove(MARKER)  # the one file that is for the next build, and for no reader
    assert [
        name
        for name in names
        if not re.fullmatch(r"([A-Za-z0-9][\w.-]*/)*[A-Za-z0-9][\w.-]*\w", name, re.ASCII)
    ] == []
    assert [
        name
        for name in names
        if re.search(r"(^|/)(con|prn|aux|nul|com\d|lpt\d)(\.|/|$)", name, re.IGNORECASE)
    ] == []
    assert len({name.lower() for name in names}) == len(names)
    assert max(map(len, names)) < 150
