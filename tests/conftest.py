"""What tests are given: an empty folder for a small manual, a copy of the example, the example's built site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from copies import Copy, copied
from manuals import DAY, ORGANISATION, ROOT, ManualFolder, entry

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DAY", "ORGANISATION", "ROOT", "ManualFolder", "entry"]


@pytest.fixture
def folder(tmp_path: Path) -> ManualFolder:
    """Return an empty folder for a manual."""
    return ManualFolder(tmp_path)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Return a copy of the example."""
    return Copy(copied(tmp_path / "manual"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example's site, built once by each worker that needs it."""
    manual = Copy(copied(tmp_path_factory.mktemp("example") / "manual"))
    done = manual.run("mkdocs", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return manual.root / "site"
