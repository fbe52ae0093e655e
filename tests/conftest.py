"""What tests are given: an empty folder for a small manual,
a copy of the example, the example's built site.
"""

from __future__ import annotations

import os
import tarfile
from typing import TYPE_CHECKING, NoReturn

import pytest
from copies import Copy, built_once, copied
from filelock import FileLock
from hypothesis import settings
from manuals import DAY, ORGANISATION, ROOT, ManualFolder, entry

from preuve.core.words import Message

if TYPE_CHECKING:
    from pathlib import Path

# No deadline: machines are busy, and speed is for the benchmarks. No database: a test starts from
# nothing each time.
settings.register_profile("preuve", deadline=None, database=None)
settings.load_profile("preuve")


def _unworded(self: object, _spec: str = "") -> NoReturn:
    message = f"a message was put into a text without being worded: {self!r}"
    raise TypeError(message)


# A message is turned into text by `Translator` alone. Elsewhere Python would show its parts,
# unseen.
Message.__format__ = _unworded  # type: ignore[method-assign]

__all__ = ["DAY", "ORGANISATION", "ROOT", "ManualFolder", "entry"]


@pytest.fixture
def folder(tmp_path: Path) -> ManualFolder:
    """Return an empty folder for a manual."""
    return ManualFolder(tmp_path)


@pytest.fixture
def whole(folder: ManualFolder) -> ManualFolder:
    """Return a manual with nothing at fault."""
    folder.whole()
    return folder


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Return a copy of the example."""
    return Copy(copied(tmp_path / "manual"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example's site, built once for all; a test may not change it."""
    return built_once(tmp_path_factory, "english")


@pytest.fixture(scope="session")
def french_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the French example, an apprenticeship centre."""
    return built_once(tmp_path_factory, "french", example="examples/cfa")


@pytest.fixture(scope="session")
def offline_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example's site as a folder that opens from disk."""
    return built_once(tmp_path_factory, "offline", "--offline")


@pytest.fixture(scope="session")
def french_offline_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the French example's, as a folder that opens from disk."""
    return built_once(tmp_path_factory, "french-offline", "--offline", example="examples/cfa")


@pytest.fixture(scope="session")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with all of yesterday, unpacked once; a test may not change it."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "yesterday"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            for archive in sorted((ROOT / "tests" / "yesterday").glob("*.tar.xz")):
                with tarfile.open(archive) as packed:
                    packed.extractall(shared, filter="data")
    return shared
