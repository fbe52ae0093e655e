"""The first hour of an engineer, done as the guide says: a rule, a macro and a register are added to
a copy of the repository, and are found to work there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from manuals import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "guide/en/engine/first-hour.md"
EDIT = re.compile(r'(?ms)^```(\w+) title="([^"]+)"\n(.*?)^```$')
COPIED = ("src", "tests", "schemas", "pyproject.toml")
TRIED = ("tests/gate/test_findings.py", "tests/gate/test_gate.py", "tests/gate/test_site_rules.py")
MACRO = """\
import sys
sys.path.insert(0, "tests/support")
from manuals import verdict
from preuve.page.macros import callable_from_pages
from preuve.page.render_context import RenderContext
from preuve.page.urls import PageContext, Site
call = callable_from_pages(RenderContext(verdict()))["role_load"]
print(call(PageContext("docs/index.md", Site()), "quality"))
"""


def edited(text: str, diff: str) -> str:
    """Return a text with what a block of the page adds and takes out, at the one place it fits."""
    lines = diff.splitlines()
    old, new = (
        "".join(f"{line[1:]}\n" for line in lines if line[0] in signs) for signs in (" -", " +")
    )
    if not old:
        return text + new
    assert text.count(old) == 1, f"these lines are not there, or twice:\n{old}"
    return text.replace(old, new)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the repository in which all that the page says was done."""
    folder = tmp_path_factory.mktemp("first-hour")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    edits = EDIT.findall(PAGE.read_text(encoding="utf-8"))
    assert len(edits) > 9
    for kind, path, text in edits:
        file = folder / path
        done = edited(file.read_text(encoding="utf-8"), text) if kind == "diff" else text
        file.write_text(done, encoding="utf-8")
    return folder


def run(folder: Path, *arguments: str) -> str:
    """Run Python in the copy, with its engine; return what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.whole
def test_the_rule_is_in_the_book_and_finds(copy: Path) -> None:
    """Would catch a page whose rule cannot be made as it says, or is found by nothing."""
    explained = run(copy, "-c", "from preuve.cli import run; run(['explain', 'proof-of-many'])")
    assert explained.startswith("proof-of-many")
    run(copy, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *TRIED, "-k", "many or macros")


@pytest.mark.whole
def test_the_macro_draws(copy: Path) -> None:
    """Would catch a page whose macro no page may call."""
    assert re.search(r"answers for \d+ proofs", run(copy, "-c", MACRO))


@pytest.mark.whole
def test_the_register_is_kept(copy: Path) -> None:
    """Would catch a page whose register lacks what others have."""
    tests = ("tests/model/registers/test_described.py", "tests/page/test_palette_entries.py")
    chosen = "visits or that_have_words"
    run(copy, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *tests, "-k", chosen)


def test_the_french_page_has_the_same_code() -> None:
    """Would catch code that was fixed in one language."""
    english, french = (
        EDIT.findall((ROOT / f"guide/{language}/engine/first-hour.md").read_text(encoding="utf-8"))
        for language in ("en", "fr")
    )
    assert english == french
