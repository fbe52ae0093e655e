"""Addresses between pages: relative, so that the site works in any folder and from disk."""

from __future__ import annotations

from urllib.parse import unquote, urljoin

import pytest

from preuve.page.urls import PageContext, Site

HOME, CARD, README, PLAIN = (
    "docs/index.md",
    "docs/criteria/criterion-1/indicator-01.md",
    "docs/criteria/README.md",
    "docs/a.md",
)

# A page → its address with folders, and with files.
ADDRESSES = {
    HOME: ("", "index.html"),
    CARD: ("criteria/criterion-1/indicator-01/", "criteria/criterion-1/indicator-01.html"),
    README: ("criteria/", "criteria/index.html"),
    PLAIN: ("a/", "a.html"),
    "docs/criteria/index.md": ("criteria/", "criteria/index.html"),
    "docs/reindex.md": ("reindex/", "reindex.html"),
    "docs/docs/a.md": ("docs/a/", "docs/a.html"),
    "docs/a.md.md": ("a.md/", "a.md.html"),
}


@pytest.mark.parametrize(("page", "addresses"), ADDRESSES.items())
def test_addresses(page: str, addresses: tuple[str, str]) -> None:
    """Would catch an address that MkDocs does not give the page."""
    assert (
        Site(directory_urls=True).address(page),
        Site(directory_urls=False).address(page),
    ) == addresses


@pytest.mark.parametrize("folders", [True, False])
@pytest.mark.parametrize("here", ADDRESSES)
@pytest.mark.parametrize("there", ADDRESSES)
def test_every_way_leads_there(here: str, there: str, folders: bool) -> None:  # noqa: FBT001
    """Would catch a link that is right from one page only,
    or that leaves the folder the site lies in.
    """
    site = Site(directory_urls=folders)
    top = "https://example.org/some/folder/"
    way = PageContext(here, site).to_page(there)
    assert urljoin(top + site.address(here), way) == top + site.address(there)
    assert not way.startswith("/")


@pytest.mark.parametrize("folders", [True, False])
@pytest.mark.parametrize("here", [HOME, CARD, README, PLAIN])
@pytest.mark.parametrize(
    "file",
    [
        "evidence/a.pdf",
        "evidence/Été 1/n°3 #2 100%?.pdf",
        "docs/a.pdf",
        'evidence/"><b>.pdf',
        "x:y.pdf",
    ],
)
def test_the_way_to_a_file(here: str, file: str, folders: bool) -> None:  # noqa: FBT001
    """Would catch a name with `#`, `?` or a space that leads elsewhere,
    one that is taken for a scheme, and an open quote.
    """
    site = Site(directory_urls=folders)
    top = "https://example.org/some/folder/"
    way = PageContext(here, site).to_file(file)
    assert unquote(urljoin(top + site.address(here), way)) == top + file
    assert not set(way) & set(" #?\"<>'&:")


@pytest.mark.parametrize("anchor", ["EV-001", "été 2", 'a"b', "a#b"])
def test_anchors(anchor: str) -> None:
    """Would catch an anchor that ends the address, or the attribute it stands in."""
    way = PageContext(CARD, Site()).to_page(HOME, anchor)
    page, _, fragment = way.partition("#")
    assert page == "../../../"
    assert unquote(fragment) == anchor
    assert not set(fragment) & set(" \"#<>'")


def test_to_itself() -> None:
    """Would catch an empty link, which some programs drop."""
    assert PageContext(CARD, Site()).to_page(CARD) == "./"
    assert PageContext(HOME, Site()).to_page(HOME) == "./"
    assert PageContext(CARD, Site(directory_urls=False)).to_page(CARD, "x") == "indicator-01.html#x"
