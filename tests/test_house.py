"""The house itself: which room may import which, and what is generated from the code is current."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from manuals import ROOT

from preuve.commands.schemas import schemas

SOURCE = ROOT / "src" / "preuve"

# Each room and what it may import of Preuve. A room is a folder; within it, no order is set.
MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "reading": {"core"},
    "rulebook": {"core"},
    "schema": {"core", "reading"},
    "model": {"core", "reading", "rulebook", "schema"},
    "assess": {"core", "model", "rulebook", "schema"},
    "links": {"core", "model"},
    "cycle": {"assess", "core", "model", "reading", "schema"},
    "editing": {"assess", "core", "model", "reading", "schema"},
    "spreadsheets": {"assess", "core", "cycle", "editing", "model", "reading", "schema"},
    "contents": {"core", "spreadsheets"},
    "intake": {"core", "editing", "model", "reading", "schema", "spreadsheets"},
    "gate": {"assess", "core", "cycle", "model", "rulebook", "schema"},
    "history": {"assess", "core", "cycle", "model", "reading", "schema"},
    "report": {"assess", "core", "cycle", "gate", "history", "model", "rulebook"},
    "publication": {"assess", "core", "gate", "history", "model", "reading", "schema"},
    "page": {
        "assess",
        "contents",
        "core",
        "cycle",
        "gate",
        "history",
        "links",
        "model",
        "publication",
        "reading",
        "report",
        "rulebook",
        "schema",
    },
    "pdf": {"core", "gate", "model", "page", "report"},
    "mkdocs": {"assess", "core", "gate", "model", "page", "publication", "reading", "report"},
    "site": {"core", "gate", "history", "mkdocs", "model", "page", "publication", "reading", "report"},
    "console": {"assess", "core", "editing", "gate", "model", "reading", "report", "schema"},
    "portfolio": {"assess", "core", "gate", "model", "reading", "report", "schema"},
    "cli": {"commands", "console", "core"},
}

# A verb may ask any room but those that show pages.
MAY_IMPORT["commands"] = {*MAY_IMPORT} - {"cli", "mkdocs", "page"}

# What comes from outside, by room; the standard library is open to all.
OUTSIDE = {
    "reading": {"yaml"},
    "editing": {"yaml"},
    "spreadsheets": {"openpyxl", "python_calamine"},
    "contents": {"mammoth", "markdown", "striprtf"},
    "page": {"icalendar", "jinja2", "markdown"},
    "pdf": {"pypdf"},
    "portfolio": {"jinja2"},
    "commands": {"duckdb", "rich", "uvicorn"},
    "publication": {"PIL", "pypdf"},
    "links": {"httpx"},
    "mkdocs": {"jinja2", "mkdocs", "mkdocs_macros"},
    "site": {"jinja2", "mkdocs_macros", "starlette", "watchfiles", "yaml"},
}


def imports(file: Path) -> set[str]:
    """Return the modules a file imports, those for type checkers included: they are knowledge too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "preuve" else {node.module}
    return found


def room(file: Path) -> str:
    """Return the room a file belongs to: its folder, or its own name."""
    relative = file.relative_to(SOURCE)
    return relative.parts[0].removesuffix(".py")


# What a new manual is given is a team's, not the engine's.
FILES = [
    file for file in sorted(SOURCE.rglob("*.py"))
    if file != SOURCE / "__init__.py" and file.parent != SOURCE / "starter"
]  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_imports_go_one_way(file: Path) -> None:
    """Would catch the model asking the gate, the engine knowing MkDocs, or a new library slipping in."""
    here = room(file)
    ours = {name.split(".")[1] for name in imports(file) if name.startswith("preuve.")} - {here, "__version__"}
    assert ours <= MAY_IMPORT[here]
    outside = {name.split(".")[0] for name in imports(file)} - {"preuve"} - set(sys.stdlib_module_names)
    assert outside <= OUTSIDE.get(here, set())


def test_the_map_has_no_circle() -> None:
    """Would catch two rooms that may each import the other."""
    left = dict(MAY_IMPORT)
    while left:
        free = [name for name, needed in left.items() if needed.isdisjoint(left)]
        assert free, f"a circle among {sorted(left)}"
        for name in free:
            del left[name]


def test_the_gate_starts_light() -> None:
    """Would catch an import that slows each check: nothing from outside but PyYAML, and no heavy standard module."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "from preuve import cli; cli.run(['check', '--output', '/dev/null'])\n"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    outside = {name for name in loaded - set(sys.stdlib_module_names) if "cython" not in name}
    assert outside <= {"preuve", "yaml", "_yaml"}
    assert loaded.isdisjoint({"dataclasses", "inspect", "subprocess", "calendar", "shutil", "lzma"})


def test_schemas_are_current() -> None:
    """Would catch a key that editors do not know: run `preuve schemas`."""
    for name, text in schemas().items():
        assert (ROOT / "schemas" / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("file", ["organisation", "evidence_index", "sessions"])
def test_the_examples_files_meet_their_schema(file: str) -> None:
    """Would catch an editor that underlines what the gate accepts; the first line names the schema."""
    path = ROOT / f"{file}.yaml"
    assert path.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema=schemas/{file}.schema.json\n")
    tool = Path(sys.executable).parent / "check-jsonschema"
    schema = ROOT / "schemas" / f"{file}.schema.json"
    done = subprocess.run([tool, "--schemafile", schema, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


COMMANDS = {
    "ruff check": ["-m", "ruff", "check", "--no-cache", "."],
    "ruff format": ["-m", "ruff", "format", "--no-cache", "--check", "."],
    "mypy": ["-m", "mypy", "--no-error-summary"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_style(command: list[str]) -> None:
    """Would catch what the linter, the formatter and the type checker catch: run `make lint`."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_of_the_repository_lead_somewhere(page: str) -> None:
    """Would catch a picture or a page that was renamed under the README."""
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    missing = [link for link in links if not (ROOT / link).exists()]
    assert missing == []
