"""``action.yml`` run with act, in a manual that is not this repository's.

What no run here covers: how GitHub fetches an action of another repository, what the real actions
do, and the installation from the lock (pip is played).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from acting import PUSH_TO_BRANCH, PUSH_TO_MAIN, ROOT, Act

ACTION: Final = (ROOT / "action.yml").read_text(encoding="utf-8")
CHECKOUT: Final = "uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"
WORKFLOW: Final = f"""\
name: Theirs
on: push
permissions: {{}}
jobs:
  manual:
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    permissions:
      contents: read
    steps:
      - {CHECKOUT}
        with: {{fetch-depth: 0, persist-credentials: false}}
      - uses: ./.preuve
        with:
          publish: true
"""
CHOSEN: Final = "          publish: true\n"
STAND_IN: Final = """\
#!/bin/sh
echo "$GITHUB_JOB: preuve $*" >> {log}
root=$(echo "$*" | sed -n 's/.*--root \\([^ ]*\\).*/\\1/p')
case "$*" in
  "build --draft"*) mkdir "$root/draft"; echo built > "$root/draft/index.html"; exit {gate} ;;
  "build "*) mkdir "$root/site"; echo built > "$root/site/index.html"; exit {build} ;;
  *summary*) echo '| missing-evidence | indicator 2 |'; exit {gate} ;;
esac
exit {gate}
"""


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Return a folder with the workflow of somebody's manual."""
    for name in ("home", "cache", "config", "tools"):
        (tmp_path / name).mkdir()
    (tmp_path / "theirs.yml").write_text(WORKFLOW, encoding="utf-8")
    return tmp_path


def acting(folder: Path, preuve: str, files: dict[str, str] | None = None) -> Act:
    """Return what runs the workflow in a repository with these files."""
    given = {".preuve/action.yml": ACTION, **(files or {})}
    return Act(folder, folder / "theirs.yml", files=given, preuve=preuve)


@pytest.mark.parametrize(
    ("on_main", "status", "kept"),
    [
        (True, {}, {"draft", "github-pages"}),
        (False, {}, {"draft"}),
        (True, {"gate": 1}, {"draft"}),
        (True, {"gate": 2}, set()),
        (True, {"build": 1}, {"draft"}),
    ],
    ids=["open, on main", "open, elsewhere", "closed", "unreadable", "a site that fails"],
)
def test_what_is_kept(
    theirs: Path,
    on_main: bool,  # noqa: FBT001 - a row of the table
    status: dict[str, int],
    kept: set[str],
) -> None:
    """Would catch a site kept behind a closed gate, or a closed gate that shows nothing."""
    act = acting(theirs, STAND_IN)
    done = act.run(PUSH_TO_MAIN if on_main else PUSH_TO_BRANCH, (), **status)
    assert done.succeeded is not bool(status), done.output
    folder = theirs / "artifacts"
    there = {path.name for path in folder.iterdir()} if folder.exists() else set()
    assert there == kept
    if status.get("gate") != 2:
        assert any("--format summary" in call for call in done.calls)


INSTALLED: Final = [
    "pip install --require-hashes -r requirements-lock.txt",
    "pip install --no-deps -r requirements.txt",
]
CHOICES: Final = {
    "another folder, audience and beginning": (
        ["root: their/manual", "for: auditor", "baseline: known.json"],
        [
            "preuve check --root their/manual --format github --baseline known.json",
            "preuve check --root their/manual --format summary --baseline known.json",
            "preuve build --draft --root their/manual",
            "preuve build --root their/manual --for auditor --baseline known.json",
        ],
    ),
    "the check alone": (
        ['draft: "false"', 'summary: "false"', 'site: "false"'],
        ["preuve check --root . --format github"],
    ),
    "the program alone": (['check: "false"'], []),
    "what builds more than a manual": (
        ["build: preuve build --root their/manual --all of it", "folder: their/manual/site"],
        [
            "preuve check --root . --format github",
            "preuve check --root . --format summary",
            "preuve build --draft --root .",
            "preuve build --root their/manual --all of it",
        ],
    ),
}


@pytest.mark.parametrize(("inputs", "calls"), CHOICES.values(), ids=CHOICES)
def test_what_it_is_told(theirs: Path, inputs: list[str], calls: list[str]) -> None:
    """Would catch an input that is not heard, or heard in one step and not in the next."""
    lines = "".join(f"          {line}\n" for line in inputs)
    (theirs / "theirs.yml").write_text(WORKFLOW.replace(CHOSEN, lines), encoding="utf-8")
    done = acting(theirs, STAND_IN, {"their/manual/organisation.yaml": ""}).run(PUSH_TO_MAIN)
    assert done.succeeded, done.output
    made = [call.partition(": ")[2] for call in done.calls if "actions/" not in call]
    assert made == [*INSTALLED, *calls]
    assert not (theirs / "artifacts" / "github-pages").exists(), "nobody asked for it"


def test_a_new_manual_of_somebody(theirs: Path, tmp_path: Path) -> None:
    """Would catch an action that works with a stand-in of the program only: a manual that was begun
    today has a closed gate, a draft, and nothing to publish.
    """
    program = Path(sys.executable).parent / "preuve"
    manual = tmp_path / "begun"
    words = ["new", str(manual), "--language", "en", "--name", "Theirs", "--categories", "training"]
    subprocess.run([str(program), *words], cwd=tmp_path, check=True, capture_output=True)
    files = {
        path.relative_to(manual).as_posix(): path.read_text(encoding="utf-8")
        for path in manual.rglob("*")
        if path.is_file() and path.suffix in {".md", ".yml", ".yaml", ".py"}
    }
    files = {name: text for name, text in files.items() if "/workflows/" not in name}
    real = f'#!/bin/sh\necho "$GITHUB_JOB: preuve $*" >> {{log}}\nexec {program} "$@"\n'
    done = acting(theirs, real, files).run(PUSH_TO_MAIN)
    assert not done.succeeded
    assert "missing-evidence" in done.output
    assert sorted(path.name for path in (theirs / "artifacts").iterdir()) == ["draft"]
    assert (theirs / "artifacts" / "draft" / "draft" / "index.html").is_file()
