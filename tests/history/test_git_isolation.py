"""Git is only asked: it writes nothing, runs nothing that a repository names,
and says why it cannot tell.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from manuals import ManualFolder

from preuve.history import git
from preuve.history.commits import Memory, read_history

if TYPE_CHECKING:
    from collections.abc import Iterator

PREUVE = Path(sys.executable).parent / "preuve"


def run_git(root: Path, *words: str) -> str:
    """Run git in a folder, under nobody's name."""
    identity = (
        "-c",
        "user.name=Nobody",
        "-c",
        "user.email=nobody@example.org",
        "-c",
        "init.defaultBranch=main",
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", *identity, *words]
    return subprocess.run(
        command, cwd=root, env=environment, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository with a small manual, tagged v1."""
    root = tmp_path / "manual"
    root.mkdir()
    ManualFolder(root).whole()
    run_git(root, "init", "--quiet")
    run_git(root, "add", "--all")
    run_git(root, "commit", "--quiet", "--message=start")
    run_git(root, "tag", "v1")
    return root


def state(root: Path) -> dict[str, bytes]:
    """Return every file of a repository's own folder."""
    files = sorted(path for path in (root / ".git").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


LOOKS = {
    "check --at": ["check", "--at", "v1"],
    "changes": ["changes", "--since", "v1"],
}


@pytest.mark.parametrize("words", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("tree", ["main", "linked"])
def test_started_by_git_nothing_of_the_team_s_is_touched(
    repository: Path, words: list[str], tree: str
) -> None:
    """Would catch a look back that turns the team's own repository into a bare one when a hook or
    an alias starts it.
    """
    run_git(repository, "worktree", "add", "--quiet", "../linked", "-b", "linked")
    before = state(repository)
    where = repository if tree == "main" else repository.parent / "linked"
    run_git(
        where,
        "-c",
        f"alias.look=!{PREUVE} {' '.join(words)} --output /dev/null || true"
        if words[0] == "check"
        else f"alias.look=!{PREUVE} {' '.join(words)} >/dev/null || true",
        "look",
    )
    assert state(repository) == before
    assert run_git(where, "status", "--porcelain") == ""


VARIABLES = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
    "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG_PARAMETERS",
    "GIT_EXTERNAL_DIFF",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_TRACE",
    "GIT_PREFIX",
]


@pytest.mark.parametrize("variable", VARIABLES)
def test_no_variable_of_git_is_inherited(
    repository: Path, tmp_path: Path, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch the history of another repository shown for the manual's,
    or a file of git's written elsewhere.
    """
    expected = read_history(repository)
    other = tmp_path / "other"
    other.mkdir()
    run_git(other, "init", "--quiet")
    monkeypatch.setenv(variable, str(other / ".git"))
    before = state(other)
    assert read_history(repository) == expected
    assert state(other) == before
    assert not any(
        name.startswith("GIT_") and name not in {"GIT_NO_LAZY_FETCH", "GIT_TERMINAL_PROMPT"}
        for name in git.environment()
    )


def programs(mark: Path) -> Iterator[tuple[str, str]]:
    """Yield settings of a repository that name a program which git would run at a look."""
    for key in (
        "core.fsmonitor",
        "diff.external",
        "core.pager",
        "gpg.program",
        "core.sshCommand",
        "filter.own.clean",
        "filter.own.process",
        "filter.a=b.clean",
        "diff.own.textconv",
    ):
        yield key, f"touch {mark};cat"


def test_nothing_that_the_repository_names_is_run(repository: Path, tmp_path: Path) -> None:
    """Would catch a program that whoever can write into the repository has run
    by everybody who only looks.
    """
    mark = tmp_path / "ran"
    (repository / ".gitattributes").write_text(
        "*.yaml filter=own diff=own\n*.md filter=a=b\n", encoding="utf-8"
    )
    for key, value in programs(mark):
        run_git(repository, "config", key, value)
    for file in (
        repository / "organisation.yaml",
        repository / "docs/criteria/criterion-1/indicator-01.md",
    ):
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        os.utime(file, (1, 1))
    history = read_history(repository)
    assert not mark.exists()
    assert history.memory is Memory.FULL
    assert {"organisation.yaml", "docs/criteria/criterion-1/indicator-01.md"} <= history.uncommitted
    # The control: git by itself runs some of them.
    run_git(repository, "status")
    assert mark.exists()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away"
)
def test_a_folder_of_another_user_is_called_that(repository: Path) -> None:
    """Would catch “no repository” said where git refuses one,
    and a site that loses its history without a word.
    """
    for path in (repository, *repository.rglob("*")):
        os.chown(path, 65534, 65534)
    done = subprocess.run(
        [PREUVE, "check", "--at", "v1"], cwd=repository, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert f"git config --global --add safe.directory {repository}" in done.stderr
    assert read_history(repository).memory is Memory.REFUSED


@pytest.mark.parametrize(
    "ref",
    [
        "^HEAD",
        "HEAD..v1",
        "v1^@",
        "--all",
        "-v",
        "",
        "HEAD^{tree}",
        ":organisation.yaml",
        "a\0b",
        "@{-1}",
    ],
)
def test_a_name_that_means_no_commit_is_refused(repository: Path, ref: str) -> None:
    """Would catch a traceback, or another manual than the one that was asked for."""
    from preuve import cli  # noqa: PLC0415

    assert cli.run(["check", str(repository), f"--at={ref}"]) == 2


def test_why_git_cannot_tell_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch one sentence for three causes: nobody knows what to do then."""
    assert "in no git repository" in git.reason(tmp_path).text
    monkeypatch.setenv("PATH", "/nowhere")
    assert "not installed" in git.reason(tmp_path).text
