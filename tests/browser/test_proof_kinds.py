"""A proof's page for every kind of file, as a reader and a printer get it: axe finds nothing, in
light and dark, on a screen and on a phone; nothing is wider than its window or its sheet.
"""

from __future__ import annotations

import json
import shutil
from io import BytesIO
from typing import TYPE_CHECKING, Any

import proof_kinds
import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import COLOURS, NARROW, WIDE, served
from copies import made_once
from manuals import CFA
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Scheme, Visit
    from copies import Copy

_WAYS: tuple[tuple[int, Scheme, dict[str, Any] | None], ...] = (
    (WIDE, "light", None),
    (WIDE, "dark", COLOURS),
    (NARROW, "dark", None),
    (NARROW, "light", COLOURS),
)
_OWNER = {"en": "quality", "fr": "secretariat"}


def _drafted(factory: pytest.TempPathFactory, language: str) -> Path:
    """Return a draft of an example in which a proof of each kind was put."""

    def make(manual: Copy) -> Path:
        root = manual.root
        if language == "fr":
            root = manual.root / "examples" / "cfa"  # it inherits from what lies above it
            built = shutil.ignore_patterns("site", "offline", ".cache", "draft")
            shutil.copytree(CFA, root, ignore=built)
        pdf = next(iter(sorted(root.rglob("*.pdf")))).read_bytes()
        names = proof_kinds.add(root, pdf, _OWNER[language])
        manual.run("preuve", "build", str(root), "--draft", "--site", str(manual.root / "built"))
        (manual.root / "built" / "kinds.json").write_text(json.dumps(names), encoding="utf-8")
        return manual.root / "built"

    return made_once(factory, f"kinds-{language}", make)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_whatever_the_file(
    visit: Visit, tmp_path_factory: pytest.TempPathFactory, language: str
) -> None:
    """Would catch a table that no keyboard scrolls, a heading of a document's own that leaves out a
    degree, an id that stands twice, a picture without words; and a page wider than a phone.
    """
    site = _drafted(tmp_path_factory, language)
    names = json.loads((site / "kinds.json").read_text(encoding="utf-8"))
    faults = []
    with served(site) as address:
        page = visit(f"{address}/index.html")
        for proof, name in names.items():
            page.set_viewport_size({"width": WIDE, "height": 800})
            page.emulate_media(color_scheme="light")
            page.goto(f"{address}/proofs/{proof}.html")
            for width, scheme, options in _WAYS:
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=scheme)
                result = Axe().run(page, options=options)
                faults += [
                    f"{name}, {width}, {scheme}: {one['id']} {one['nodes'][0]['html'][:120]}"
                    for one in result.response["violations"]
                ]
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    faults.append(f"{name}: {wide} pixels wide in a window of {width}")
    visit.faults[:] = [fault for fault in visit.faults if "broken.pdf" not in fault]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_sheet_says_whose_it_is(
    visit: Visit, tmp_path_factory: pytest.TempPathFactory, language: str
) -> None:
    """Would catch a sheet without the provider or the manual's day, and a column that the edge of
    the sheet cuts off.
    """
    site = _drafted(tmp_path_factory, language)
    names = json.loads((site / "kinds.json").read_text(encoding="utf-8"))
    provider, day = {
        "en": ("Atelier du Tilleul – quality manual", "30 September 2026"),
        "fr": ("manuel qualité", "16 novembre 2026"),
    }[language]
    last = {
        "wide.csv": "Colonne 30",
        "book.xlsx": "c29",
        "notes.md": "dedans",
        "long.txt": "Une ligne",
    }
    with served(site) as address:
        page = visit(f"{address}/index.html")
        for proof, name in names.items():
            if name not in last:
                continue
            page.goto(f"{address}/proofs/{proof}.html")
            sheets = [
                " ".join(sheet.extract_text().split()).replace("\xa0", " ")
                for sheet in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
            ]
            for number, text in enumerate(sheets[:20], 1):
                assert provider in text, f"{name}, sheet {number}"
                assert day in text, f"{name}, sheet {number}"
            whole = "".join(sheets).replace(" ", "")
            assert last[name].replace(" ", "") in whole, name
