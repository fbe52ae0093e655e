"""A manual that is changed by forms, and a browser that is let in."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from form_browser import Browser, git
from manuals import EXAMPLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the frozen example in a repository of its own."""
    manual = tmp_path / "manual"
    shutil.copytree(EXAMPLE, manual, ignore=shutil.ignore_patterns("examples"))
    (manual / ".gitignore").write_text(".cache/\n", encoding="utf-8")
    git(manual, "init", "-q")
    git(manual, "config", "user.name", "Quality lead")
    git(manual, "config", "user.email", "quality@example.org")
    git(manual, "add", "-A")
    git(manual, "commit", "-qm", "As it was")
    return manual


@pytest.fixture
def browser(root: Path) -> Iterator[Browser]:
    """Return a browser that opened the printed address."""
    browser = Browser(root).enter()
    yield browser
    browser.close()
