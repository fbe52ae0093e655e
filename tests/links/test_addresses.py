"""Which addresses a manual names, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from manuals import ManualFolder, entry

from preuve.links.addresses import addresses
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from pathlib import Path

PAGES = {
    "See https://a.example/b.": "https://a.example/b",
    "[the page](https://a.example/b_(c)), and": "https://a.example/b_(c)",
    "<https://a.example/?q=1&r=2>": "https://a.example/?q=1&r=2",
    "**https://a.example/é**": "https://a.example/é",
    "(https://a.example/b#top)": "https://a.example/b",
    "http://a.example/ and javascript:https": None,
}


@pytest.mark.parametrize(("line", "address"), PAGES.items())
def test_an_address_in_a_page(tmp_path: Path, line: str, address: str | None) -> None:
    """Would catch a sentence's own marks taken into the address,
    or an address that is overlooked.
    """
    folder = ManualFolder(tmp_path)
    folder.write("docs/index.md", f"# Page\n\n{line}\n")
    found = addresses(Manual.load(tmp_path))
    assert list(found) == ([address] if address else [])
    assert all(
        str(place).startswith("docs/index.md:3:") for places in found.values() for place in places
    )


def test_an_address_named_twice_is_asked_once(tmp_path: Path) -> None:
    """Would catch a host that is asked again for each place that names it;
    or a proof or the watch left out.
    """
    folder = ManualFolder(tmp_path)
    folder.index(entry(1, place=None, url="https://a.example/b"), entry(2))
    folder.write("docs/index.md", "https://a.example/b and https://a.example/b#end\n")
    folder.write(
        "registers/watch.yaml",
        "watch:\n  - {id: W-1, date: 2026-01-02, kind: regulatory, source: x, summary: x, "
        "owner: quality,\n"
        "     url: https://a.example/w}\n",
    )
    found = addresses(Manual.load(tmp_path))
    assert {url: [place.file for place in places] for url, places in found.items()} == {
        "https://a.example/b": ["evidence_index.yaml", "docs/index.md", "docs/index.md"],
        "https://a.example/w": ["registers/watch.yaml"],
    }
