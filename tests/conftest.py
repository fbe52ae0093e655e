"""What tests are given: an empty folder for a small manual,
a copy of the example, the example's built site.
"""

from __future__ import annotations

import os
import sys
import tarfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, cast

import pytest
from copies import Copy, built_once, copied
from filelock import FileLock
from hypothesis import HealthCheck, settings
from manuals import DAY, ORGANISATION, ROOT, ManualFolder, entry

from preuve.core.words import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a test finds does not hang on who runs it: on GitHub, the gate tells of the repository that
# the event file names.
os.environ.pop("GITHUB_EVENT_PATH", None)

# No deadline, and none is too slow: machines are busy, and speed is for the benchmarks. No database: a test starts from
# nothing each time.
settings.register_profile(
    "preuve", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("quick", parent=settings.get_profile("preuve"), max_examples=20)
settings.load_profile("preuve")


def pytest_configure(config: pytest.Config) -> None:
    """Try fewer examples where somebody waits for an answer."""
    if config.option.markexpr == "quick":
        settings.load_profile("quick")


def _unworded(self: object, _spec: str = "") -> NoReturn:
    message = f"a message was put into a text without being worded: {self!r}"
    raise TypeError(message)


# A message is turned into text by `Translator` alone. Elsewhere Python would show its parts,
# unseen.
Message.__format__ = _unworded  # type: ignore[method-assign]

TESTS: Final = Path(__file__).parent
QUICK: Final = {"assess", "core", "cycle", "gate", "model", "page", "reading", "report", "schema"}
"""The folders whose tests are quick: rules, model, pages."""
WHOLE: Final = {"browser", "site", "workflows"}
"""The folders whose tests need whole sites, a browser, or act."""
SITES: Final = {"site", "french_site", "offline_site", "french_offline_site", "copy"}
"""What a test asks for that is a whole site, or builds one."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `-m quick` do not even read the other folders: that alone takes ten seconds."""
    others = collection_path.parent == TESTS and collection_path.name not in QUICK
    return True if others and config.option.markexpr == "quick" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is quick and what is whole; other files mark their own with `pytestmark`."""
    for test in items:
        folder = test.path.relative_to(TESTS).parts[0]
        if folder in WHOLE or SITES.intersection(getattr(test, "fixturenames", ())):
            test.add_marker("whole")
        slow = test.get_closest_marker("whole") or test.get_closest_marker("growth")
        if folder in QUICK and slow is None:
            test.add_marker("quick")


THEIRS: Final = tuple(
    str(TESTS.parent / name)
    for name in (
        *("docs", "evidence", "registers", "rehearsals", "macros", "mkdocs", "sessions.yaml"),
        *("organisation.yaml", "evidence_index.yaml"),
    )
)
"""What the manual at the top of the repository is made of: a team may have made it its own."""
_running: list[pytest.Item] = []
"""The test that runs."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note which test runs."""
    _running[:] = [item]


def pytest_runtest_teardown() -> None:
    """Note that none does."""
    _running.clear()


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """Stop a test that reads what it may not know, or a quick one that starts what is not quick."""
    if not _running or event not in _WATCHED:
        return
    (test,) = _running
    if event != "subprocess.Popen":
        mode = arguments[1] if len(arguments) > 1 else None
        if _is_theirs(event, arguments[0], mode) and not test.get_closest_marker("template"):
            message = f"a test reads {arguments[0]}, which a team may change: see tests/example"
            raise RuntimeError(message)
        return
    command = [os.fsdecode(word) for word in cast("Sequence[str]", arguments[1])]
    names = {Path(word).name for word in command}
    if test.get_closest_marker("quick") and names & _NOT_QUICK:
        message = f"a quick test starts {command}: mark it with pytest.mark.whole"
        raise RuntimeError(message)
    if (
        Path(command[0]).name in {"preuve", "mkdocs"}
        and Path(os.fsdecode(cast("str | None", arguments[2]) or ".")).resolve() == TESTS.parent
        and set(command[1:2]) & _OF_A_MANUAL
        and not any(os.sep in word or Path(word).exists() for word in command[2:])
        and not test.get_closest_marker("template")
    ):
        message = f"a test starts {command} on the manual at the top, which a team may change"
        raise RuntimeError(message)


_WATCHED: Final = {"open", "os.listdir", "os.scandir", "subprocess.Popen"}
_OF_A_MANUAL: Final = {
    *("build", "changes", "check", "draw", "export", "forecast", "links", "owners", "pack"),
    *("print", "rehearse", "serve", "stamp"),
}
"""Verbs that read the manual of the folder they are given in, if no other is named."""
_NOT_QUICK: Final = {"mkdocs", "build", "pack", "print", "serve", "chromium", "act"}


def _is_theirs(event: str, path: object, mode: object) -> bool:
    """Return whether a path, relative or not, is of the manual at the top."""
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    name = os.fsdecode(path)
    if not os.path.isabs(name):  # noqa: PTH117 - a Path for each file that is opened would cost
        if event == "open" and mode is None:
            return False  # os.open may mean a place below another folder's handle
        with suppress(OSError):  # a working folder that is gone
            name = os.path.abspath(name)  # noqa: PTH100
    return name.startswith(THEIRS)


sys.addaudithook(_watch)

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
