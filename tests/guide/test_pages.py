"""What is published: the guide at the top, the showcases below it; a team's own manual, alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from manuals import ROOT
from test_five_steps import ignored, prepare

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.whole, pytest.mark.template]


@pytest.mark.skipif(os.name == "nt", reason="the workflow runs it on Linux")
def test_the_guide_and_the_showcases_are_published_together(tmp_path: Path) -> None:
    """Would catch a publication without the guide, without an example, or whose ways from one to
    the other lead nowhere; and a proof of the team's in it.
    """
    if "frozen: true" not in (ROOT / "organisation.yaml").read_text(encoding="utf-8"):
        pytest.skip("the manual at the top is a team's own")
    folder = tmp_path / "preuve"
    shutil.copytree(ROOT, folder, ignore=ignored)
    prepare(folder, "guide")
    done = subprocess.run(
        ["scripts/pages"],
        cwd=folder,
        env={**os.environ, "GITHUB_REPOSITORY": "someone/preuve", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pages = folder / "pages"
    for place, words in {
        "": "This is the guide to it",
        "fr": "Ceci est son guide",
        "example": "Atelier du Tilleul",
        "exemple": "CFA du Pont-Levant",
    }.items():
        home = pages / place / "index.html"
        assert words in home.read_text(encoding="utf-8"), place
    for place in ("", "fr", "tutorial", "fr/how-to/publish"):
        page = pages / place / "index.html"
        ways = (
            page.read_text(encoding="utf-8").partition('class="guide-ways"')[2].partition("</nav>")
        )
        for way in re.findall(r'href="([^"]+)"', ways[0]):
            assert (page.parent / way / "index.html").exists(), f"{place}: {way}"
    lost = (pages / "404.html").read_text(encoding="utf-8")
    assert 'href="/preuve/assets/' in lost, "styled wherever it is shown"
    assert not (pages / "example" / "rehearsal").exists(), "a page for the team alone"
