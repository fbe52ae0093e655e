"""The manual as it was: found in git, written out, checked, compared.
Asked of real repositories.
"""

from __future__ import annotations

import json
import os
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest
import three_years
from helpers import preuve, said
from three_years import git

from preuve.history.commits import read_history
from preuve.history.versions import PastError, Version, find, oldest, remember, written_out
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from pathlib import Path

MARK = "a-file-that-nobody-may-read"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the repository of the provider whose history is fixed; tests only read it."""
    root = tmp_path_factory.mktemp("provider") / "repository"
    three_years.repository(root)
    return root


REFS = {
    "initial": date(2024, 3, 1),  # a tag: the day of its commit
    "main": date(2026, 11, 16),
    "main~1": date(2026, 2, 16),
    "2025-10-07": date(2025, 10, 7),  # a day: itself, on the last commit up to it
    "2025-09-29": date(2025, 9, 29),
    "2024-03-01": date(2024, 3, 1),
}


@pytest.mark.parametrize(("ref", "day"), REFS.items())
def test_find(provider: Path, ref: str, day: date) -> None:
    """Would catch a day that stands for another,
    and the commit after it taken for the one before.
    """
    version = find(provider, ref)
    assert version.day == day
    committed = git(provider, "show", "--no-patch", "--format=%cs", version.commit).strip()
    assert committed <= day.isoformat()
    assert (committed == day.isoformat()) or ref == "2025-10-07"


REFUSED = {
    "2024-02-29": "since 1\u00a0March\u00a02024",
    "2025-02-29": "not a day of the calendar",
    "initail": "Did you mean “initial”?",
    "no such name": "is no tag, branch or commit",
    "--all": "is no tag, branch or commit",
    "main:organisation.yaml": "is no tag, branch or commit",
    "x\x00y": "is no tag, branch or commit",
    "": "is no tag, branch or commit",
}


@pytest.mark.parametrize(("ref", "words"), REFUSED.items())
def test_refused(provider: Path, ref: str, words: str) -> None:
    """Would catch a traceback, an option passed through to git,
    and a refusal that does not say what to write.
    """
    with pytest.raises(PastError) as caught:
        find(provider, ref)
    assert words in said(caught.value.message)


def test_the_oldest(provider: Path) -> None:
    """Would catch the newest taken for it."""
    assert oldest(provider).day == three_years.FIRST


def test_a_manual_in_a_folder_that_came_later(tmp_path: Path) -> None:
    """Would catch an empty manual where there was none yet,
    and files of the repository outside the manual's folder.
    """
    (tmp_path / "README").write_text("a")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "-m", "Before", day=date(2024, 1, 1))
    three_years.write(tmp_path / "manual", three_years.FIRST)
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "-m", "The manual", day=three_years.FIRST)
    with pytest.raises(PastError) as caught:
        find(tmp_path / "manual", "2024-01-15")
    assert "There was no organisation.yaml yet in 2024-01-15" in said(caught.value.message)
    assert oldest(tmp_path / "manual").day == three_years.FIRST
    with written_out(tmp_path / "manual", find(tmp_path / "manual", "main")) as folder:
        assert (folder / "organisation.yaml").is_file()
        assert not (folder / "README").exists()
        assert not (folder / "manual").exists()


def test_what_is_written_out(provider: Path) -> None:
    """Would catch the files of today under another day's name, and a folder left behind."""
    with written_out(provider, find(provider, "initial")) as folder:
        manual = Manual.load(folder)
        assert manual.diagnostics == ()
        assert manual.organisation is not None
        assert manual.organisation.certificate is None
        assert len(manual.pages) == 26
    assert not folder.exists()
    assert git(provider, "status", "--porcelain") == ""


def test_nothing_leads_out(tmp_path: Path) -> None:
    """Would catch a symbolic link of an old version that reads, or writes, a file outside;
    and a hook or a filter that runs.
    """
    root, outside = tmp_path / "repository", tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text(MARK)
    three_years.write(root, three_years.FIRST)
    git(root, "init", "--quiet", "--initial-branch=main")
    ran = tmp_path / "ran"
    hook = root / ".git" / "hooks" / "post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {ran}\n")
    hook.chmod(0o755)
    git(root, "config", "filter.evil.smudge", f"touch {ran}; cat")
    git(root, "config", "core.fsmonitor", f"touch {ran}; true")
    (root / ".gitattributes").write_text("*.yaml filter=evil export-ignore\n")
    (root / "docs" / "link.md").symlink_to(outside / "secret.yaml")
    (root / "evidence").symlink_to(outside, target_is_directory=True)
    git(root, "-c", "filter.evil.smudge=cat", "-c", "core.fsmonitor=false", "add", "--all")
    git(root, "-c", "core.fsmonitor=false", "commit", "--quiet", "-m", "With links")
    ran.unlink(missing_ok=True)
    with written_out(root, find(root, "main")) as folder:
        everything = sorted(folder.rglob("*"))
        assert not any(path.is_symlink() for path in everything)
        assert (folder / "organisation.yaml").is_file()  # whatever .gitattributes says of archives
        assert not (folder / "evidence").exists()
        assert MARK not in "".join(path.read_text() for path in everything if path.is_file())
    assert not ran.exists()


def test_a_shallow_clone_is_said(provider: Path, tmp_path: Path) -> None:
    """Would catch the last commit taken for the whole history."""
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{provider}", "clone")
    clone = tmp_path / "clone"
    for ask in (
        partial(find, clone, "2025-10-07"),
        partial(find, clone, "initial"),
        partial(oldest, clone),
    ):
        with pytest.raises(PastError) as caught:
            ask()
        assert "git fetch --unshallow" in said(caught.value.message)
    assert find(clone, "HEAD").day == three_years.BEFORE_RENEWAL


def test_no_git_and_no_repository(
    provider: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a traceback, or another repository that happens to lie around."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for root in (tmp_path, tmp_path / "absent"):
        with pytest.raises(PastError, match="Git cannot tell"):
            find(root, "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PastError, match="Git cannot tell"):
        find(provider, "HEAD")


def test_a_repository_without_commits(tmp_path: Path) -> None:
    """Would catch a traceback on a manual's first day."""
    git(tmp_path, "init", "--quiet")
    for ask in (partial(find, tmp_path, "2026-01-01"), partial(oldest, tmp_path)):
        with pytest.raises(PastError, match="never committed"):
            ask()


def test_its_own_history(provider: Path) -> None:
    """Would catch a manual as it was that tells what came after,
    or that git cannot tell anything of.
    """
    version = find(provider, "2025-10-07")
    with written_out(provider, version) as folder:
        assert remember(folder, provider, version)
        subjects = [change.subject for change in read_history(folder).changes]
        assert subjects[0] == "The manual on 2025-09-29"
        assert subjects[-1] == "The manual on 2024-03-01"
    assert git(provider, "worktree", "list").count("\n") == 1


def test_check_at(provider: Path) -> None:
    """Would catch today's manual, or today's day, shown under the name of another;
    and paths of a folder that is gone.
    """
    then = json.loads(preuve("check", provider, "--at", "initial", "--format", "json").stdout)
    assert then["as_of"] == "2024-03-01"
    assert then["counts"] == {
        "covered": 24,
        "partial": 2,
        "missing": 0,
        "not_applicable": 6,
        "waived": 0,
    }
    later = json.loads(
        preuve(
            "check", provider, "--at", "initial", "--as-of", "2024-12-24", "--format", "json"
        ).stdout
    )
    assert later["as_of"] == "2024-12-24"
    assert later["counts"]["covered"] == 24
    assert {finding["file"].partition("/")[0] for finding in later["findings"]} <= {
        "docs",
        "evidence_index.yaml",
        "organisation.yaml",
        "registers",
    }
    exit_not_assessable = preuve("check", provider, "--at", "initail")
    assert (exit_not_assessable.returncode, exit_not_assessable.stdout) == (2, b"")
    assert "Did you mean “initial”?" in exit_not_assessable.stderr.decode()


def test_a_frozen_day_stays_frozen(tmp_path: Path) -> None:
    """Would catch a manual that was kept on a day on purpose, judged on its commit's instead."""
    folder = three_years.write(tmp_path, three_years.FIRST)
    text = (tmp_path / "organisation.yaml").read_text(encoding="utf-8")
    folder.write("organisation.yaml", text + "as_of: 2024-02-02\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "-m", "Frozen")
    assert (
        json.loads(preuve("check", tmp_path, "--at", "HEAD", "--format", "json").stdout)["as_of"]
        == "2024-02-02"
    )


def test_git_is_told_apart_from_its_environment(
    provider: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch colours or quoted names among what is read."""
    before = find(provider, "initial")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "2")
    for number, (key, value) in enumerate((("color.ui", "always"), ("log.showSignature", "true"))):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
    assert find(provider, "initial") == before
    assert isinstance(before, Version)
    assert os.environ["GIT_CONFIG_COUNT"] == "2"
