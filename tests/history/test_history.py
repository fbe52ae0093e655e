"""What git remembers, asked of real repositories."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest

from preuve.history.commits import FileChange, History, Memory, read_history

if TYPE_CHECKING:
    from pathlib import Path


def _git(root: Path, *arguments: str, day: str = "2026-03-01") -> str:
    environment = {
        **os.environ,
        "GIT_AUTHOR_DATE": f"{day}T12:00:00+0000",
        "GIT_COMMITTER_DATE": f"{day}T12:00:00+0000",
    }
    command = ["git", "-c", "user.name=A Person", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, check=True, capture_output=True, text=True
    ).stdout


def _commit(root: Path, subject: str, day: str, **files: str) -> None:
    for name, text in files.items():
        file = root / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    _git(root, "add", "--all")
    _git(root, "commit", "--quiet", "-m", subject, day=day)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with three commits, of which one is outside the manual's folder."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    root = tmp_path / "repository"
    root.mkdir()
    _git(root, "init", "--quiet")
    _commit(
        root,
        "Add the catalogue",
        "2026-01-05",
        **{"manual__evidence_index.yaml": "a", "manual__docs__été 1.md": "a"},
    )
    _commit(root, "Elsewhere", "2026-02-06", other="a")
    _commit(
        root,
        "Review: “prices”, 50 % | ok",
        "2026-03-07",
        **{"manual__evidence_index.yaml": "b", "other": "b"},
    )
    return root


def _told(history: History) -> list[tuple[str, str, list[str]]]:
    return [
        (change.day.isoformat(), change.subject, sorted(change.paths)) for change in history.changes
    ]


def test_the_changes_below_a_folder(repository: Path) -> None:
    """Would catch paths from another top, a commit that touched nothing here,
    and the order reversed.
    """
    history = read_history(repository / "manual")
    assert history.memory is Memory.FULL
    assert _told(history) == [
        ("2026-03-07", "Review: “prices”, 50 % | ok", ["evidence_index.yaml"]),
        ("2026-01-05", "Add the catalogue", ["docs/été 1.md", "evidence_index.yaml"]),
    ]
    assert [change.subject for change in read_history(repository).changes] == [
        "Review: “prices”, 50 % | ok",
        "Elsewhere",
        "Add the catalogue",
    ]


def test_the_changes_of_a_file(repository: Path) -> None:
    """Would catch a page that shows the history of another."""
    history = read_history(repository / "manual")
    assert len(history.of(frozenset({"evidence_index.yaml"}))) == 2
    assert [one.day for one in history.of(frozenset({"docs/été 1.md", "absent"}))] == [
        date(2026, 1, 5)
    ]
    assert history.of(frozenset({"other"})) == ()
    assert history.of(frozenset()) == ()


def test_settings_of_the_team_change_nothing(repository: Path) -> None:
    """Would catch colours, quoted names or signatures among what is read."""
    before = read_history(repository)
    for setting in (
        "color.ui=always",
        "core.quotePath=true",
        "log.decorate=full",
        "log.abbrevCommit=false",
        "log.follow=true",
        "diff.renames=copies",
        "log.showSignature=true",
        "format.pretty=fuller",
        "diff.noprefix=true",
    ):
        name, _, value = setting.partition("=")
        _git(repository, "config", name, value)
    assert read_history(repository) == before


def test_a_renamed_file(repository: Path) -> None:
    """Would catch a rename told as one path, which belongs to no page."""
    _git(repository, "mv", "manual/docs/été 1.md", "manual/docs/a.md")
    _commit(repository, "Rename", "2026-04-01")
    assert _told(read_history(repository / "manual"))[0] == (
        "2026-04-01",
        "Rename",
        ["docs/a.md", "docs/été 1.md"],
    )


def test_a_merge(repository: Path) -> None:
    """Would catch a change that is told once by its commit and once more by the merge."""
    branch = _git(repository, "branch", "--show-current").strip()
    _git(repository, "switch", "--quiet", "--create", "side")
    _commit(repository, "On the side", "2026-04-02", **{"manual__side.md": "a"})
    _git(repository, "switch", "--quiet", branch)
    _commit(repository, "On the trunk", "2026-04-03", **{"manual__trunk.md": "a"})
    _git(repository, "merge", "--quiet", "--no-ff", "-m", "Merge", "side", day="2026-04-04")
    history = read_history(repository / "manual")
    assert [one.subject for one in history.of(frozenset({"side.md"}))] == ["On the side"]


def test_the_version(repository: Path) -> None:
    """Would catch a manual in a folder dated by its own last change only,
    and an abbreviation that differs by clone.
    """
    head = _git(repository, "rev-parse", "HEAD").strip()
    _commit(repository, "Elsewhere again", "2026-04-05", other="c")
    version = read_history(repository / "manual").version
    assert version is not None
    assert (len(version.commit), version.day) == (8, date(2026, 4, 5))
    assert not head.startswith(version.commit)
    assert version == read_history(repository).version


def test_what_is_not_committed(repository: Path) -> None:
    """Would catch a site that passes for the version it was not built from;
    other folders and ignored files are not ours.
    """
    manual = repository / "manual"
    assert read_history(manual).uncommitted == frozenset()
    (manual / "evidence_index.yaml").write_text("c")
    (manual / "docs" / "new é.md").write_text("new")
    (manual / "docs" / "été 1.md").unlink()
    (repository / "other").write_text("c")
    (manual / ".gitignore").write_text("site\n")
    (manual / "site").mkdir()
    (manual / "site" / "index.html").write_text("built")
    before = (repository / ".git" / "index").stat().st_mtime_ns
    found = read_history(manual).uncommitted
    assert found == {"evidence_index.yaml", "docs/new é.md", "docs/été 1.md", ".gitignore"}
    assert (repository / ".git" / "index").stat().st_mtime_ns == before


def test_a_shallow_clone_is_said(repository: Path, tmp_path: Path) -> None:
    """Would catch a history cut by the build server and shown as the whole,
    every file dated by the last commit.
    """
    _git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repository}", "clone")
    history = read_history(tmp_path / "clone" / "manual")
    assert history.memory is Memory.SHALLOW
    assert {change.subject for change in history.changes} <= {"Review: “prices”, 50 % | ok"}


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a traceback, or the history of a repository that happens
    to lie around the folder.
    """
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert read_history(tmp_path) == History(Memory.NONE, ())


def test_a_repository_without_commits(tmp_path: Path) -> None:
    """Would catch a traceback on a manual's first day."""
    _git(tmp_path, "init", "--quiet")
    assert read_history(tmp_path).changes == ()


def test_no_folder(tmp_path: Path) -> None:
    """Would catch a traceback where the folder is gone."""
    assert read_history(tmp_path / "absent") == History(Memory.NONE, ())


def test_no_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a traceback on a machine without git."""
    monkeypatch.setenv("PATH", str(repository))
    assert read_history(repository) == History(Memory.NONE, ())


def test_git_that_fails(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch the half of an answer taken for the whole."""
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\nprintf '\\036abc\\0372026-01-01\\037Half\\n\\na.md\\n'\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}{os.pathsep}{os.environ['PATH']}")
    assert read_history(repository) == History(Memory.NONE, ())
    fake.write_text(fake.read_text().replace("exit 1", "exit 0"))
    assert read_history(repository).changes == (
        FileChange("abc", date(2026, 1, 1), "Half", frozenset({"a.md"})),
    )
