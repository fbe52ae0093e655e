"""What came with a manual is given anew where nobody touched it, and nothing else is written."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from manuals import ROOT

from preuve.cli import run
from preuve.commands.given import LOCK, STARTER, digest, given_files, known_digests
from preuve.core.words import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.core.words import Language

PINNED = re.compile(r"(?m)^([a-z0-9-]+)==([^ ;]+)")


def tree(root: Path) -> dict[str, bytes]:
    """Return every file of a manual by its path."""
    files = (file for file in root.rglob("*") if file.is_file() and ".cache" not in file.parts)
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def manual(tmp_path: Path) -> Path:
    """Return a manual begun just now."""
    words = ["--name", "École du Quai", "--categories", "AF", "--audit", "15/03/2027"]
    assert run(["new", str(tmp_path / "manual"), *words]) == 0
    return tmp_path / "manual"


def test_a_new_manual_needs_nothing(manual: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Would catch a refresh that writes what is there already, or `new` and `refresh` that differ."""
    before = tree(manual)
    capsys.readouterr()
    assert run(["refresh", str(manual)]) == 0
    assert tree(manual) == before
    assert capsys.readouterr().out.count("\n") == 1


def test_a_manual_of_yesterday_is_refreshed(
    yesterday: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a team's file overwritten, an old workflow kept, or a lock that does not come."""
    root = tmp_path / "manual"
    shutil.copytree(yesterday / "new", root)
    mine = root / ".github/workflows/forecast.yml"
    mine.write_text(mine.read_text(encoding="utf-8") + "# ours\n", encoding="utf-8")
    before = tree(root)
    assert run(["refresh", str(root)]) == 0
    after, said = tree(root), capsys.readouterr().out
    french = b"language: fr" in before["organisation.yaml"]
    language: Language = "fr" if french else "en"
    given = given_files(language)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed <= {*given, "requirements.txt"} | {
        name for name in after if name.startswith("vendor/")
    }
    assert after[".github/workflows/manual.yml"] == given[".github/workflows/manual.yml"]
    action = ".github/actions/preuve/action.yml"
    assert action not in before
    assert after[action] == given[action], "the renewed workflow calls it"
    assert ".gitlab-ci.yml" not in after, "it publishes: nobody asked for it"
    assert after[".github/workflows/forecast.yml"] == before[".github/workflows/forecast.yml"]
    assert after[LOCK].startswith(given[LOCK])
    assert b"./vendor/preuve-" in after[LOCK][len(given[LOCK]) :]
    left = [line for line in said.splitlines() if "forecast.yml" in line]
    assert len(left) == 1
    assert ("laissé" in left[0]) or ("left" in left[0])
    capsys.readouterr()
    assert run(["refresh", str(root)]) == 0
    assert tree(root) == after, "twice is once"


def test_who_took_the_workflows_away_gets_none(manual: Path) -> None:
    """Would catch a publication that starts again because somebody refreshed."""
    for folder in (".github", ".gitlab"):
        shutil.rmtree(manual / folder)
    (manual / ".gitlab-ci.yml").unlink()
    (manual / LOCK).unlink()
    assert run(["refresh", str(manual)]) == 0
    assert not [name for name in tree(manual) if name.startswith((".github", ".gitlab"))]
    assert (manual / LOCK).is_file()


def test_what_a_pipeline_includes_comes_with_it(manual: Path) -> None:
    """Would catch a pipeline of GitLab that includes a file which is not there."""
    (manual / ".gitlab/preuve.yml").unlink()
    assert run(["refresh", str(manual)]) == 0
    assert (manual / ".gitlab/preuve.yml").is_file()


def test_links_and_folders_are_left(manual: Path, tmp_path: Path) -> None:
    """Would catch a refresh that writes through a link, outside of the manual."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes((manual / LOCK).read_bytes())
    for name in (LOCK, "mkdocs.offline.yml"):
        (manual / name).unlink()
    (manual / LOCK).symlink_to(elsewhere)
    (manual / "mkdocs.offline.yml").mkdir()
    before = elsewhere.read_bytes()
    assert run(["refresh", str(manual)]) == 0
    assert elsewhere.read_bytes() == before
    assert (manual / LOCK).is_symlink()


def test_ends_of_lines_are_nobody_s_change(manual: Path) -> None:
    """Would catch a team on Windows, whose git writes other ends of lines, told that it changed all."""
    file = manual / "schemas/sessions.schema.json"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    assert run(["refresh", str(manual)]) == 0
    assert file.read_bytes() == before


def test_all_that_is_given_now_will_be_known(tmp_path: Path) -> None:
    """Would catch a given file changed without `scripts/given`: later versions would take it for a
    team's own.
    """
    known = known_digests()
    for language in LANGUAGES:
        for name, data in given_files(language).items():
            # Schemas follow every key and every word: theirs are noted before a release.
            if not name.startswith("schemas/"):
                assert digest(data) in known[name], f"{name}: run scripts/given"
    assert json.loads((STARTER / "given.json").read_text(encoding="utf-8")) == known
    assert not list(tmp_path.iterdir())


def test_the_lock_of_a_new_manual_is_part_of_ours() -> None:
    """Would catch a manual that installs other versions than those the tests ran with."""
    ours, theirs = (
        dict(PINNED.findall((ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")))
        for name in ("site", "manual")
    )
    assert {name: version for name, version in theirs.items() if ours.get(name) != version} == {}
    assert {"mkdocs", "pyyaml", "mkdocs-material"} <= theirs.keys()
    lines = (ROOT / "requirements/manual.txt").read_text(encoding="utf-8")
    assert lines.count("==") <= lines.count("--hash=sha256:")
