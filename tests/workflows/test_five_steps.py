"""The README's way to a manual of one's own, walked as it is written: its commands are read from
the README and given to a shell, what a person does between them is done, what is pushed is what
act publishes.

Played are: *Use this template* (a copy of this repository), GitHub (a bare repository), *Settings*,
and the actions (see `acting.py`). Nothing is fetched from an index of packages either: the
environment that `scripts/setup` would make of the lock lies ready, and pip unpacks the manual's own
package over it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

import openpyxl
import pytest
from acting import PULL_REQUEST, PUSH_TO_MAIN, ROOT, Act
from manuals import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

MADE: Final = {".git", ".venv", ".cache", ".hypothesis", "mutants", "dist", "__pycache__"}
SITES: Final = {"site", "offline", "draft"}
"""What git ignores: everywhere, and beside a manual only."""
PREPARE: Final = """\
#!/bin/sh
[ ! -f scripts/setup ] || PYTHONPATH="{tests}" exec "{python}" "{here}" .
"""
PIP: Final = """\
#!/bin/sh
echo "$GITHUB_JOB: pip $*" >> "{log}"
if [ -d vendor ]; then exec "{python}" -m zipfile -e vendor/*.whl "{installed}"; fi
ln -sfn "$PWD/src" "{installed}" # Preuve's own repository
"""
INSTALLED: Final = """\
#!/bin/sh
echo "$GITHUB_JOB: preuve $*" >> "{log}"
PYTHONPATH="{installed}" exec "{python}" -c "from preuve.cli import main; main()" "$@"
"""


def ignored(_folder: str, names: list[str]) -> set[str]:
    """Return which names of a folder no copy of the repository has."""
    made = MADE | (SITES if "organisation.yaml" in names else set())
    return {name for name in names if name in made or name.endswith("_cache")}


def prepare(folder: Path, group: str = "site") -> None:
    """Make of a copy's `.venv` what `scripts/setup` makes of it, out of what is installed here.

    The engine is the copy's own.
    """
    target = folder / ".venv"
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(target)
    (packages,) = target.glob("lib/python*/site-packages")
    lines = [str(folder / "src"), *(path for path in sys.path if path.endswith("site-packages"))]
    (packages / "preuve.pth").write_text("\n".join(dict.fromkeys(lines)), encoding="utf-8")
    command = target / "bin" / "preuve"
    command.write_text(
        f"#!{target / 'bin' / 'python'}\nfrom preuve.cli import main\nmain()\n", encoding="utf-8"
    )
    command.chmod(0o755)
    files = [folder / "requirements" / f"{group}.txt", folder / "pyproject.toml"]
    digests = [sha256(file.read_bytes()).hexdigest() for file in files]
    ready = " ".join([sys.version.split()[0], *digests])
    (target / f"ready-{group}").write_text(ready + "\n", encoding="utf-8")


def steps(heading: str) -> list[str]:
    """Return the commands of a section of the README, a block each."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {heading}$(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    assert section is not None
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```$", section[1], re.MULTILINE | re.DOTALL)
    return [re.sub(r"(?m)^   ", "", block) for block in blocks]


class Person:
    """Somebody at a shell, who goes on where the last command left him."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        """Begin in a folder."""
        self.folder = folder
        self._state = folder.parent / "state"
        self._environment = environment

    def types(self, commands: str) -> None:
        """Give commands, all of which must succeed."""
        done = subprocess.run(
            [
                "bash",
                "-c",
                f"set -e\n{commands}\npwd > '{self._state}'\nexport -p >> '{self._state}'",
            ],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, f"{commands}\n{done.stdout}\n{done.stderr}"
        first, *variables = self._state.read_text(encoding="utf-8").splitlines()
        self.folder = Path(first)
        found = (re.fullmatch(r'declare -x (\w+)="(.*)"', line) for line in variables)
        self._environment = {match[1]: match[2] for match in found if match}

    def writes_pages(self) -> None:
        """Write how we work where the guidance stands; say of which day the manual is."""
        pages = list((self.folder / "docs" / "criteria").glob("*/indicator-*.md"))
        assert len(pages) > 20
        for page in pages:
            text = page.read_text(encoding="utf-8")
            written = re.sub(
                r"\{#.*?#\}", "We do this, and keep what shows it.", text, flags=re.DOTALL
            )
            page.write_text(written, encoding="utf-8")
        file = self.folder / "organisation.yaml"
        file.write_text(file.read_text(encoding="utf-8") + "as_of: 2026-11-20\n", encoding="utf-8")

    def fills_in_the_template(self) -> None:
        """Fill in a row for each proof, of both stages for each indicator and what belongs to it."""
        book = openpyxl.load_workbook(self.folder / "proofs.xlsx")
        sheet = book.worksheets[0]
        heads = [str(cell.value) for cell in sheet[1]]
        rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(2, values_only=True)]
        sheet.delete_rows(2, sheet.max_row)
        for stage in ("Formalised", "Implemented"):
            for row in rows:
                proof = {
                    "Evidence title": f"{row['Indicator wording']} ({stage})",
                    "Formalised or implemented": stage,
                    "Location": "Binder 1",
                    "Responsible": "Quality lead",
                    "Document date": "2026-11-02",
                    "Status": "approved",
                }
                sheet.append([proof.get(head, row[head]) for head in heads])
        book.save(self.folder / "proofs.xlsx")


@pytest.mark.skipif(os.name == "nt", reason="the README's other section is for Windows")
@pytest.mark.template
@pytest.mark.parametrize("where", ["a folder of its own", "this repository"])
def test_the_five_steps_lead_to_an_uploaded_site(tmp_path: Path, where: str) -> None:
    """Would catch a README whose commands fail, or lead to a manual that is never published."""
    act = _act(tmp_path)
    origin = tmp_path / "our-manual.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "-b", "main", origin], check=True)
    template = tmp_path / "preuve"
    shutil.copytree(ROOT, template, ignore=ignored)
    prepare(template)
    forge = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{origin}.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://github.com/you/our-manual.git",
    }
    person = Person(template, {**act.environment(), **forge})
    install, begin, proofs, publish, within, publish_within = steps(
        "A manual of your own, in five steps"
    )
    person.types(install)
    if where == "this repository":
        person.types(
            "git init --quiet -b main; git add --all; git commit --quiet -m Template\n"
            "git remote add origin https://github.com/you/our-manual.git; git push -q -u origin main"
        )
        begin, publish = within, publish_within
    person.types(begin)
    person.writes_pages()
    export, rest = proofs.split("\n", 1)
    person.types(export)
    person.fills_in_the_template()
    person.types(rest)
    person.types(publish)
    subprocess.run(["git", "clone", "-q", origin, act.repository], check=True)
    run = act.start(PUSH_TO_MAIN.payload, "push")
    assert run.succeeded, run.output
    assert run.calls[-1] == "publish: actions/deploy-pages"
    _is_theirs(act.artifacts / "github-pages" / "site")


def test_a_first_pull_request_is_red_and_can_be_looked_at(tmp_path: Path) -> None:
    """Would catch a team whose first pull request shows a red cross and nothing else: no line at
    fault, no draft to open from disk, or one that does not say so; and one that is published.
    """
    act = _act(tmp_path)
    # What was installed is the engine under test.
    (tmp_path / "tools" / "pip").write_text(f'#!/bin/sh\necho "pip $*" >> "{act.log}"\n')
    (tmp_path / "installed").symlink_to(PACKAGE.parent)
    command = Path(sys.executable).parent / "preuve"
    answers = ["--language", "fr", "--name", "Atelier Démo", "--categories", "training"]
    subprocess.run([command, "new", act.repository, *answers], cwd=tmp_path, check=True)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-qb", "first"], ["add", "-A"], ["commit", "-qm", "Notre manuel"]):
        subprocess.run([*git, *words], cwd=act.repository, check=True)
    run = act.start(PULL_REQUEST.payload, PULL_REQUEST.name)
    assert not run.succeeded
    assert "missing-evidence" in run.output
    pages = list((act.artifacts / "brouillon").rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        assert "pas pour publication" in page.read_text(encoding="utf-8"), page
    home = next((act.artifacts / "brouillon").rglob("index.html")).read_text(encoding="utf-8")
    assert 'href="presentation.html"' in home, "it opens from disk"
    assert not (act.artifacts / "github-pages").exists()
    assert not [call for call in run.calls if "pages" in call or "--for public" in call]


def _act(folder: Path) -> Act:
    """Return an act with an empty repository, and what installs a manual's own package."""
    for name in ("home", "cache", "config", "tools"):
        (folder / name).mkdir()
    workflow = folder / "repository" / ".github" / "workflows" / "manual.yml"
    act = Act(folder, workflow, after_checkout=str(folder / "tools" / "prepare"))
    places = {
        "python": sys.executable,
        "here": Path(__file__),
        "tests": ROOT / "tests" / "support",
        "log": act.log,
        "installed": folder / "installed",
    }
    python = '#!/bin/sh\nexec "{python}" "$@"\n'
    tools = {"prepare": PREPARE, "pip": PIP, "preuve": INSTALLED, "python3": python}
    for name, text in tools.items():
        (folder / "tools" / name).write_text(text.format(**places), encoding="utf-8")
        (folder / "tools" / name).chmod(0o755)
    return act


def _is_theirs(uploaded: Path) -> None:
    """Look whether a site is that of the team: every page is there, and nothing of the example."""
    home = (uploaded / "index.html").read_text(encoding="utf-8")
    assert "Our organisation" in home
    assert len(list(uploaded.glob("criteria/*/indicator-*/index.html"))) > 20
    assert "Atelier du Tilleul" not in home
    assert not (uploaded / "rehearsal").exists(), "a page for the team alone"


if __name__ == "__main__":
    prepare(Path(sys.argv[1]).resolve())
