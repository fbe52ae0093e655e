"""The package, what stands around it, and what Preuve says where a part of it is not installed."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pytest
import yaml
from manuals import PACKAGE, ROOT

from preuve.core import extras
from preuve.core.extras import MODULES, install_command

if TYPE_CHECKING:
    from types import ModuleType

    from manuals import ManualFolder

TOOLS: Final = Path(sys.executable).parent
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def script(name: str) -> ModuleType:
    """Return a program of scripts/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# What is published
# --------------------------------------------------------------------------------------------------

RELATIVE: Final = re.compile(r"\]\((?!https://|#)([^)]+)\)")


def test_the_readme_of_a_registry_leads_somewhere() -> None:
    """Would catch a picture that a registry cannot show, and a link to a file that is gone."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = RELATIVE.findall(text)
    assert [target for target in targets if not (ROOT / target).exists()] == []
    assert any(target.endswith(".png") for target in targets)
    shown = script("metadata").readme(text, "https://example.org/o/r", "v1.2.3")
    assert RELATIVE.findall(shown) == []
    for target in targets:
        kind = "raw" if target.endswith(".png") else "blob"
        assert f"](https://example.org/o/r/{kind}/v1.2.3/{target})" in shown
    assert script("metadata").metadata(ROOT, {})["readme"]["text"] == text, "as it is in a clone"


@pytest.mark.skipif(not (ROOT / "src").is_dir(), reason="it is built from the sources")
def test_what_the_package_says_of_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a package without its types, its places, or what `preuve new` gives; and a
    Python that is tried and not named, or the other way round.
    """
    monkeypatch.setenv("PREUVE_REPOSITORY", "https://example.org/o/r")
    monkeypatch.setenv("PREUVE_REF", "v1.2.3")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as package:
        names = set(package.namelist())
        (name,) = (name for name in names if name.endswith("/METADATA"))
        told = package.read(name).decode()
    assert {"preuve/py.typed", "preuve/starter/requirements/manual.txt"} <= names
    assert {"preuve/starter/action.yml", "preuve/starter/gitlab.yml"} <= names
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]
    assert "Project-URL: Source, https://example.org/o/r\n" in told
    assert "https://example.org/o/r/raw/v1.2.3/.github/screenshots/" in told
    engine = yaml.safe_load((ROOT / ".github/workflows/engine.yml").read_text(encoding="utf-8"))
    tried = engine["jobs"]["matrix"]["strategy"]["matrix"]["python"]
    named = re.findall(r"Classifier: Programming Language :: Python :: (3\.\d+)\n", told)
    assert named == tried


def test_the_changelog_takes_what_waits() -> None:
    """Would catch a release whose sentences for users are lost, or stand under the next one."""
    before = "# Changelog\n\nFor all.\n\n## Unreleased\n\n### Added\n\n- One.\n\n## 0.1.0 – 2026-01-01\n\n- Old.\n"
    after = script("changelog").released(before, ["Two.", "- Three."], "0.2.0", "2026-12-15")
    assert after.index("## Unreleased") < after.index("## 0.2.0 – 2026-12-15")
    assert [
        after.index(text) for text in ("## 0.2.0", "### Added", "Two.", "Three.", "One.", "Old.")
    ] == sorted(
        after.index(text) for text in ("## 0.2.0", "### Added", "Two.", "Three.", "One.", "Old.")
    )
    assert all(after.count(text) == 1 for text in ("- Two.", "- Three.", "- One.", "### Added"))
    again = script("changelog").released(after, ["Four."], "0.3.0", "2027-01-15")
    assert again.index("## 0.3.0") < again.index("- Four.") < again.index("## 0.2.0")


# What others use
# --------------------------------------------------------------------------------------------------

FORMS: Final = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
SCHEMAS: Final = {
    "action": ("vendor.github-actions", [ROOT / "action.yml"]),
    "GitLab": ("vendor.gitlab-ci", [ROOT / "ci" / "gitlab.yml"]),
    "issues": ("vendor.github-issue-forms", [form for form in FORMS if form.stem != "config"]),
    "choice of issues": (
        "vendor.github-issue-config",
        [ROOT / ".github/ISSUE_TEMPLATE/config.yml"],
    ),
}


@pytest.mark.parametrize(("schema", "files"), SCHEMAS.values(), ids=SCHEMAS)
def test_schemas_accept(schema: str, files: list[Path]) -> None:
    """Would catch a misspelt key, which a forge would tell after the push, or never."""
    command = [str(TOOLS / "check-jsonschema"), "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_holds_no_hole() -> None:
    """Would catch an input put into a script, and an action that others can move."""
    command = [
        str(TOOLS / "zizmor"),
        "--offline",
        "--persona=auditor",
        "--format=plain",
        "action.yml",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert [text for text in scripts if "${{" in text] == []
    used = set(re.findall(r"inputs\.(\w+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(action["inputs"])
    pins = re.compile(r"uses: (\S+)@([0-9a-f]{40}) # v")
    everywhere = dict(
        match
        for file in (ROOT / ".github" / "workflows").glob("*.yml")
        for match in pins.findall(file.read_text(encoding="utf-8"))
    )
    named = dict(pins.findall((ROOT / "action.yml").read_text(encoding="utf-8")))
    assert {name: everywhere.get(name, pin) for name, pin in named.items()} == named


def test_the_container_finds_what_it_starts() -> None:
    """Would catch a container for contributors that cannot be made."""
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8"))
    assert (ROOT / container["postCreateCommand"].split()[0]).is_file()


# What is not installed
# --------------------------------------------------------------------------------------------------

FROM: Final = {
    "an index": ({}, 'pip install "preuve[links]"'),
    "a clone": (
        {"url": "file:///home/a%20b/preuve", "dir_info": {"editable": True}},
        'pip install "/home/a b/preuve[links]"',
    ),
    "a file": (
        {"url": "file:///x/preuve-1-py3-none-any.whl", "archive_info": {}},
        'pip install "/x/preuve-1-py3-none-any.whl[links]"',
    ),
    "git": (
        {"url": "https://example.org/p.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
        'pip install "preuve[links] @ git+https://example.org/p.git@abc"',
    ),
    "an address": (
        {"url": "https://example.org/p.whl", "archive_info": {}},
        'pip install "preuve[links] @ https://example.org/p.whl"',
    ),
}


@pytest.mark.parametrize(("origin", "line"), FROM.values(), ids=FROM)
def test_an_extra_is_had_where_preuve_was_had(
    origin: dict[str, object], line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a line that asks a registry for a package that is not there, or is another's."""

    class Installed:
        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return json.dumps(origin) if origin else None

    monkeypatch.setattr("importlib.metadata.distribution", lambda _name: Installed())
    assert install_command("links") == line


def test_a_clone_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch the same where nothing was installed: the code is run as it stands."""

    def not_there(_name: str) -> None:
        raise PackageNotFoundError

    monkeypatch.setattr("importlib.metadata.distribution", not_there)
    if (ROOT / "src").is_dir():
        assert install_command("links") == f'pip install "{ROOT}[links]"'


def test_no_printed_line_asks_a_registry_for_preuve() -> None:
    """Would catch an instruction that installs nothing yet, or what somebody else has registered
    under our name.
    """
    asks = re.compile(
        r"(?:pip3? install|uvx|pipx (?:run|install)|uv (?:add|pip install|tool install))\s+[^\n`]*?['\"]?\bpreuve(?:\[\w+\])?['\"]?(?![\w/@. -]*@)(?=[\s'\"`]|$)"
    )
    files = [
        *(ROOT / name for name in ("README.md", "README.fr.md", "CONTRIBUTING.md", "SECURITY.md")),
        *(file for file in (ROOT / "guide").rglob("*.md")),
        *(file for file in PACKAGE.rglob("*") if file.suffix in {".py", ".md", ".yml", ".po"}),
        *(ROOT / "ci").glob("*.yml"),
        ROOT / "action.yml",
    ]
    assert asks.search("pip install 'preuve[links]'")
    assert not asks.search('pip install "preuve[links] @ git+https://example.org/x@abc"')
    assert [
        (file.name, match[0])
        for file in files
        for match in asks.finditer(file.read_text(encoding="utf-8"))
    ] == []


def test_each_module_of_an_extra_is_known() -> None:
    """Would catch a library that a verb needs and whose absence is a traceback."""
    named = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                named |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                named.add(node.module.partition(".")[0])
    outside = (
        named - set(sys.stdlib_module_names) - {"preuve", "yaml", "duckdb", "macros", "pymdownx"}
    )
    assert outside <= MODULES
    assert set(PROJECT["optional-dependencies"]) >= {"site", "links", "import", "edit", "all"}


WITHOUT: Final = {
    "build": (["build"], "site"),
    "a draft": (["build", "--draft"], "site"),
    "another builder": (["build", "--with", "zensical"], "site-zensical"),
    "serve": (["serve", "--port", "0"], "site"),
    "forms": (["serve", "--edit", "--port", "0"], "edit"),
    "print": (["print"], "site"),
    "pack": (["pack", "--for", "auditor", "--no-pdf", "x.zip"], "site"),
    "export": (["export", "x.xlsx"], "import"),
    "import": (["import", "rows.xlsx"], "import"),
    "links": (["links"], "links"),
}
WITHIN: Final = [
    ["check"],
    ["owners"],
    ["forecast", "--months", "3"],
    ["crosswalk", "datadock"],
    ["editions", "diff"],
    ["explain", "missing-evidence"],
    ["export", "x.json"],
    ["schemas", "elsewhere"],
    ["--help"],
]


def bare(folder: ManualFolder, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a verb where Preuve stands alone with PyYAML."""
    code = (
        "import sys\n"
        "from preuve.core.extras import MODULES\n"
        "sys.modules.update(dict.fromkeys(MODULES))\n"
        "from preuve.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(
        command, cwd=folder.root, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.parametrize(("words", "extra"), WITHOUT.values(), ids=WITHOUT)
def test_a_verb_without_its_extra_says_so(
    folder: ManualFolder, words: list[str], extra: str
) -> None:
    """Would catch a traceback, a gate called closed, or a line that installs too little."""
    folder.whole()
    folder.write("mkdocs.yml", "site_name: x\n")
    openpyxl.Workbook().save(folder.root / "rows.xlsx")
    done = bare(folder, *words)
    assert "Traceback" not in done.stderr
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.splitlines()[-1].endswith(install_command(extra))
    assert not (folder.root / "site").exists()


@pytest.mark.parametrize("words", WITHIN, ids=lambda words: words[0])
def test_what_needs_no_extra(folder: ManualFolder, words: list[str]) -> None:
    """Would catch an import at the top of a file that a plain check cannot do without."""
    folder.whole()
    done = bare(folder, *words)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_missing_and_not_ours_is_no_extra() -> None:
    """Would catch a team's own macro, or a fault of ours, told as an extra to install."""
    assert extras.of_module("their_module", "build") is None
    assert extras.of_module("preuve.gone", "check") is None
