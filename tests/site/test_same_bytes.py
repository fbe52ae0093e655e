"""The same input gives the same bytes, whatever helps the build along."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from copies import Copy, contents, copied
from three_years import git as ask_git

from preuve.mkdocs.compat import SWITCH

if TYPE_CHECKING:
    from pathlib import Path


def test_the_seams_change_nothing_but_the_time(tmp_path: Path, site: Path) -> None:
    """Would catch a seam that leaves a trace on a page, a switch that does not build,
    a folder that shows in the bytes.
    """
    manual = Copy(copied(tmp_path / "another place"))
    done = manual.run("mkdocs", "build", env={SWITCH: "1"})
    assert done.returncode == 0, done.stdout + done.stderr
    plain = contents(manual.root / "site")
    assert len(plain) > 100
    assert contents(site) == plain


_TELLTALE = """#!/bin/sh
echo "$*" >> "{log}"
exec "{git}" "$@"
"""


def test_git_is_asked_of_the_last_commit_when_a_page_names_it(tmp_path: Path) -> None:
    """Would catch a dozen processes at each build that nobody needs;
    and a page that names the commit and gets nothing.
    """
    git = shutil.which("git")
    assert git
    manual, log, tools = Copy(copied(tmp_path / "manual")), tmp_path / "log", tmp_path / "tools"
    tools.mkdir()
    (tools / "git").write_text(_TELLTALE.format(log=log, git=git), encoding="utf-8")
    (tools / "git").chmod(0o755)
    environment = {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "The manual"]):
        ask_git(manual.root, *words)
    commit = ask_git(manual.root, "rev-parse", "--short", "HEAD").strip()
    asked = "rev-parse --short HEAD"

    done = manual.run("mkdocs", "build", env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert asked not in log.read_text(encoding="utf-8").splitlines()

    manual.change(
        "docs/index.md",
        "{{ dashboard() }}",
        "Commit <b>{{ git.short_commit }}</b>\n\n{{ dashboard() }}",
    )
    done = manual.run("mkdocs", "build", env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert asked in log.read_text(encoding="utf-8").splitlines()
    assert f"<b>{commit}</b>" in (manual.root / "site" / "index.html").read_text(encoding="utf-8")
