"""The guide as it is built: strictly, in both languages, every link of every page followed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from manuals import ROOT

from preuve.core.words import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.whole
BESIDE = ("example/", "exemple/")
"""What is published beside the guide: `scripts/pages` puts it there."""


class Links(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a tag leads, and what leads to it."""
        values = dict(attrs)
        for key in ("href", "src"):
            if values.get(key) and tag != "link":
                self.links.append(unescape(values[key] or ""))
        self.anchors |= {value for key in ("id", "name") if (value := values.get(key))}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the guide, built in both languages."""
    folder = tmp_path_factory.mktemp("guide") / "site"
    for language, below in (("", ""), (".fr", "fr")):
        config = ROOT / "guide" / f"mkdocs{language}.yml"
        places: list[str | Path] = ["--config-file", config, "--site-dir", folder / below]
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", *places],
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
    return folder


def read(page: Path) -> Links:
    """Return what a page links to and what can be linked to in it."""
    links = Links()
    links.feed(page.read_text(encoding="utf-8"))
    return links


def test_every_link_leads_somewhere(site: Path) -> None:
    """Would catch a way to a page, a heading, a function or the other language that is not there."""
    pages = {page: read(page) for page in site.rglob("*.html") if page.name != "404.html"}
    assert len(pages) > 100
    broken = []
    for page, found in pages.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if target.is_relative_to(site) and target.relative_to(site).as_posix().startswith(
                tuple(name.strip("/") for name in BESIDE)
            ):
                continue
            target = target / "index.html" if target.is_dir() else target
            anchor = unquote(parts.fragment)
            there = target.exists() and (
                not anchor
                or anchor == "__skip"
                or target not in pages
                or anchor in pages[target].anchors
            )
            if not there:
                broken.append(f"{page.relative_to(site)}: {link}")
    assert broken == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_asks_another_host(site: Path, language: str) -> None:
    """Would catch a font, a script or a picture that a reader's browser fetches elsewhere."""
    root = site / "fr" if language == "fr" else site
    for name in ("index.html", "reference/rules/index.html", "engine/api/gate/index.html"):
        text = (root / name).read_text(encoding="utf-8")
        assert f'<html lang="{language}"' in text
        assert re.findall(r'(?:src|href)="(https?://[^"]+\.(?:css|js|woff2?|png|svg))"', text) == []


def test_public_functions_are_there(site: Path) -> None:
    """Would catch a reference of functions that draws no function, or one that is nobody's."""
    for room, functions in {
        "model": ["preuve.model.manual.Manual.load"],
        "assess": ["preuve.assess.assessment.assess"],
        "gate": ["preuve.gate.gate.check"],
        "report": ["preuve.report.render"],
    }.items():
        page = read(site / "engine" / "api" / room / "index.html")
        assert set(functions) <= page.anchors
        assert not [name for name in page.anchors if re.search(r"\._[a-z]", name)]
