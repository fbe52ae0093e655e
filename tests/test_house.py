"""The house itself: which room may import which, and what is generated from the code is current."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from manuals import EXAMPLE, ROOT

from preuve.commands.schemas import schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = ROOT / "src" / "preuve"

# Each room and what it may import of Preuve. A room is a folder; within it, no order is set.
MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "reading": {"core"},
    "rulebook": {"core"},
    "schema": {"core", "reading"},
    "model": {"core", "reading", "rulebook", "schema"},
    "assess": {"core", "model", "schema"},
    "links": {"assess", "core", "model"},
    "cycle": {"assess", "core", "model", "reading", "schema"},
    "editing": {"assess", "core", "model", "reading", "schema"},
    "spreadsheets": {"assess", "core", "cycle", "model", "reading", "schema"},
    "contents": {"core", "spreadsheets"},
    "intake": {"core", "editing", "model", "reading", "schema", "spreadsheets"},
    "gate": {"assess", "core", "cycle", "model", "rulebook", "schema"},
    "history": {"assess", "core", "cycle", "model", "reading", "schema"},
    "report": {"assess", "core", "cycle", "gate", "history", "model", "rulebook"},
    "publication": {"assess", "core", "cycle", "gate", "history", "model", "reading", "schema"},
    "page": {
        "assess",
        "contents",
        "core",
        "cycle",
        "gate",
        "history",
        "model",
        "publication",
        "reading",
        "report",
        "rulebook",
        "schema",
    },
    "pdf": {"core", "gate", "model", "page"},
    "mkdocs": {
        "assess",
        "console",
        "core",
        "gate",
        "history",
        "model",
        "page",
        "publication",
        "report",
    },
    "site": {
        "assess",
        "console",
        "core",
        "editing",
        "gate",
        "history",
        "intake",
        "model",
        "page",
        "publication",
        "reading",
        "report",
        "rulebook",
        "schema",
        "spreadsheets",
    },
    "console": {"assess", "core", "editing", "gate", "model", "reading", "report", "schema"},
    "portfolio": {
        "assess",
        "core",
        "gate",
        "model",
        "reading",
        "report",
        "schema",
        "spreadsheets",
    },
    "cli": {"commands", "console", "core"},
}

# A verb may ask any room but those that show pages.
MAY_IMPORT["commands"] = {*MAY_IMPORT} - {"cli", "mkdocs", "page"}

# What comes from outside, by room; the standard library is open to all.
OUTSIDE = {
    "reading": {"yaml"},
    "editing": {"yaml"},
    "intake": {"yaml"},
    "spreadsheets": {"openpyxl", "python_calamine"},
    "contents": {"mammoth", "markdown", "striprtf"},
    "page": {"icalendar", "jinja2", "markdown"},
    "pdf": {"pypdf"},
    "portfolio": {"duckdb", "jinja2"},
    "console": {"rich"},
    "commands": {"python_multipart", "rich", "starlette", "uvicorn"},
    "publication": {"PIL", "pypdf"},
    "links": {"httpx"},
    "mkdocs": {"jinja2", "mkdocs", "mkdocs_macros"},
    "site": {"jinja2", "markdown", "mkdocs_macros", "starlette", "watchfiles", "yaml"},
}


# What names a builder elsewhere than in `mkdocs/`, without an import that the map above would see.
NAMES_A_BUILDER = {
    "core/extras.py": "which packages extras bring",
    "site/builders.py": "starts one as a program",
    "site/one_page.py": "walks the steps of a build, for the page that somebody looks at",
    "site/team_macros.py": "gives pages the names that mkdocs-macros gives, where it is installed",
}


def imports(file: Path) -> set[str]:
    """Return the modules a file imports, those for type checkers included:
    they are knowledge too.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= (
                {f"{node.module}.{alias.name}" for alias in node.names}
                if node.module == "preuve"
                else {node.module}
            )
    return found


def test_who_names_a_builder_is_known() -> None:
    """Would catch code outside `mkdocs/` that breaks with the next MkDocs, and that no map shows."""
    name = re.compile(r'"preuve\.mkdocs|\{builder\}\.|\bmkdocs_macros\b|import_module\("mkdocs')
    naming = {
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*.py")
        if room(file) not in {"mkdocs", "starter"} and name.search(file.read_text(encoding="utf-8"))
    }
    assert naming == NAMES_A_BUILDER.keys()


def room(file: Path) -> str:
    """Return the room a file belongs to: its folder, or its own name."""
    relative = file.relative_to(SOURCE)
    return relative.parts[0].removesuffix(".py")


SCRIPTS = [file for file in sorted((ROOT / "scripts").iterdir()) if file.is_file()]

# What a new manual is given is a team's, not the engine's.
FILES = [
    file
    for file in sorted(SOURCE.rglob("*.py"))
    if file != SOURCE / "__init__.py" and SOURCE / "starter" not in file.parents
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_imports_go_one_way(file: Path) -> None:
    """Would catch the model asking the gate, the engine knowing MkDocs,
    or a new library slipping in.
    """
    here = room(file)
    ours = {name.split(".")[1] for name in imports(file) if name.startswith("preuve.")} - {
        here,
        "__version__",
    }
    assert ours <= MAY_IMPORT[here]
    outside = (
        {name.split(".")[0] for name in imports(file)} - {"preuve"} - set(sys.stdlib_module_names)
    )
    assert outside <= OUTSIDE.get(here, set())


def floors() -> list[list[str]]:
    """Return the rooms by floor, from the ground:
    a room stands one above the highest that it may import.
    """
    left, result = dict(MAY_IMPORT), list[list[str]]()
    while left:
        free = sorted(name for name, needed in left.items() if needed.isdisjoint(left))
        assert free, f"a circle among {sorted(left)}"
        result.append(free)
        for name in free:
            del left[name]
    return result


def drawn_house(*, markdown: bool = False) -> str:
    """Return rooms, floors and arrows as a text: each room with its files,
    its lines of code and the rooms that it asks.
    """
    rows = []
    for number, names in enumerate(floors(), 1):
        for name in names:
            files = [file for file in FILES if room(file) == name]
            lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)
            asks = {
                module.split(".")[1]
                for file in files
                for module in imports(file)
                if module.startswith("preuve.")
            }
            arrows = " ".join(
                sorted(asks & MAY_IMPORT[name] or ({"commands"} if name == "cli" else set()))
            )
            rows.append((str(number), name, str(len(files)), str(lines), arrows))
    head = ("floor", "room", "files", "lines", "asks")
    if markdown:
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))
    return "\n".join(
        f"{row[0]:>5}  {row[1]:12} {row[2]:>5} {row[3]:>6}  {row[4]}".rstrip()
        for row in (head, *rows)
    )


def test_the_house_is_low_and_has_no_circle() -> None:
    """Would catch two rooms that may each import the other, and a house that grows:
    run with `-s`, it is drawn.
    """
    print(drawn_house())  # noqa: T201 - what this test is run for
    assert len(floors()) <= 12
    assert len(MAY_IMPORT) <= 24


def test_no_arrow_is_kept_that_nobody_uses() -> None:
    """Would catch a map that allows what is gone:
    the next import along it would need nobody's leave.
    """
    for name in MAY_IMPORT.keys() - {
        "commands",
        "cli",
    }:  # cli names its verbs as texts, and loads the one that is asked for
        modules = {module for file in FILES if room(file) == name for module in imports(file)}
        used = {module.split(".")[1] for module in modules if module.startswith("preuve.")}
        assert MAY_IMPORT[name] <= used, name


def test_the_recipes_name_what_is_there() -> None:
    """Would catch a recipe that sends a newcomer to a file that was moved."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Recipes")[2]
    places = (ROOT, SOURCE, ROOT / "tests", SOURCE / "theme", SOURCE / "theme/assets")
    names = {
        name
        for name in re.findall(r"`([\w./-]+\.\w+|[\w./-]+/)`", text)
        if not name.startswith(("NAME", "pv-"))
    }
    assert len(names) > 20
    gone = {
        name
        for name in names
        if not any((place / name).exists() or [*place.glob(f"*/{name}")] for place in places)
    }
    assert {name for name in gone if "NAME" not in name} == set()


def test_the_code_names_files_that_are_there() -> None:
    """Would catch a docstring or a comment that still sends its reader to where a file was."""
    names = [file.relative_to(SOURCE).as_posix() for file in FILES]
    missing = {
        (file.name, named)
        for file in FILES
        for named in re.findall(r"[\w/]+\.py\b", file.read_text(encoding="utf-8"))
        if not any(f"/{name}".endswith(f"/{named}") for name in names)
        and not (ROOT / named).is_file()
        and not (SOURCE / "starter" / named).is_file()
    }
    assert missing == set()


def test_each_decision_says_since_when() -> None:
    """Would catch a record that nobody can tell from one that was superseded."""
    for file in sorted((ROOT / "decisions").glob("*.md")):
        lines = file.read_text(encoding="utf-8").splitlines()
        assert re.match(rf"# {int(file.name[:4])}\. \S", lines[0]), file.name
        assert re.match(
            r"\*(In force since|Superseded by \S+ on) \d{4}-\d\d-\d\d[^*]*\.\*$", lines[2]
        ), file.name


def test_the_gate_starts_light() -> None:
    """Would catch an import that slows each check:
    nothing from outside but PyYAML, and no heavy standard module.
    """
    code = (
        "import sys; before = set(sys.modules)\n"
        "from preuve import cli; cli.run(['check', '--output', '/dev/null'])\n"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=EXAMPLE, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    outside = {name for name in loaded - set(sys.stdlib_module_names) if "cython" not in name}
    assert outside <= {"preuve", "yaml", "_yaml"}
    assert loaded.isdisjoint({"dataclasses", "inspect", "subprocess", "calendar", "shutil", "lzma"})


def test_the_errors_are_as_drawn() -> None:
    """Would catch an error without the base, or one that the drawing at the head of
    `core/errors.py` leaves out.
    """
    parents: dict[str, tuple[str, str]] = {}
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                if base := next(
                    (
                        name
                        for name in bases
                        if name.endswith(("Error", "Exception", "NotAssessed"))
                    ),
                    "",
                ):
                    parents[node.name] = (base, file.relative_to(SOURCE).as_posix())
    assert parents.pop("PreuveError") == ("Exception", "core/errors.py")
    drawing = (
        ast.get_docstring(ast.parse((SOURCE / "core/errors.py").read_text(encoding="utf-8"))) or ""
    ).splitlines()
    drawn: dict[str, tuple[str, str]] = {}
    for line in drawing:
        if found := re.match(r"(│   )?[├└]── (\w+) +(\S+/\S+\.py)?", line):
            drawn[found[2]] = (
                "DiagnosedError" if found[1] else "PreuveError",
                found[3] or "core/errors.py",
            )
    assert drawn == parents


def test_a_public_function_says_which_errors_it_raises() -> None:
    """Would catch a function that ends with an error of ours, and does not say so to its callers."""
    text = (SOURCE / "core/errors.py").read_text(encoding="utf-8")
    errors = set(re.findall(r"── (\w+)", text))
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if node.name == "main" and file.parent.name == "commands":
                continue  # what a verb raises, `cli.py` tells
            raised = {
                part.exc.func.id
                for part in ast.walk(node)
                if isinstance(part, ast.Raise)
                and isinstance(part.exc, ast.Call)
                and isinstance(part.exc.func, ast.Name)
            }
            doc = ast.get_docstring(node) or ""
            if raised & errors and doc:
                assert all(name in doc for name in raised & errors), f"{file}: {node.name}"


def test_no_class_name_has_two_meanings() -> None:
    """Would catch a second `Row` or `Step`: whoever reads the first knows nothing of the second,
    and a search finds both.
    """
    where: dict[str, set[str]] = {}
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                where.setdefault(node.name.lstrip("_"), set()).add(
                    file.relative_to(SOURCE).as_posix()
                )
    assert {name: files for name, files in where.items() if len(files) > 1} == {}


def modules() -> dict[str, set[str]]:
    """Return each module and room, by its full name, with what it imports."""
    known: dict[str, set[str]] = {}
    for file in [*FILES, *SOURCE.glob("*/*/__init__.py")]:
        parts = file.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(("preuve", *(part for part in parts if part != "__init__")))
        tree = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        froms = [node for node in tree if isinstance(node, ast.ImportFrom) and node.module]
        known[name] = {f"{node.module}.{alias.name}" for node in froms for alias in node.names}
    return known


def same_subject(one: str, other: str, known: dict[str, set[str]]) -> bool:
    """Return whether two modules of one name are about one thing: one asks the other, or one holds
    the rules on it.
    """
    if any(name.startswith(("preuve.rulebook.", "preuve.gate.rules.")) for name in (one, other)):
        return True
    asked = (known[one], other), (known[other], one)
    return any(name.startswith(f"{room}.") for names, room in asked for name in names)


def test_no_module_name_has_two_meanings() -> None:
    """Would catch a second `reading.py` or `tables.py` on another subject: a name that recurs in
    several rooms is one subject, which each room treats in its own way.
    """
    known = modules()
    by_name: dict[str, list[str]] = {}
    for name in known:
        by_name.setdefault(name.rpartition(".")[2], []).append(name)
    for name, namesakes in by_name.items():
        linked, left = {namesakes[0]}, set(namesakes[1:])
        while near := {one for one in left if any(same_subject(one, two, known) for two in linked)}:
            linked, left = linked | near, left - near
        assert not left, f"{name}: {sorted(linked)} and {sorted(left)}"


PLACES = re.compile(r"(?:src|tests|macros|benchmarks|schemas)(?:/[\w*.-]+)+")


def configured() -> Iterator[str]:
    """Yield each path that the configuration names: of the wheel, the linter, types, mutants."""
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    wheel, mutmut = tool["hatch"]["build"]["targets"]["wheel"], tool["mutmut"]
    yield tool["hatch"]["version"]["path"]
    yield from (*wheel["packages"], *wheel["force-include"])
    yield from (*tool["ruff"]["src"], *tool["ruff"]["extend-exclude"])
    for pattern in tool["ruff"]["lint"]["per-file-ignores"]:
        choices = re.search(r"\{([^}]*)\}", pattern)
        yield from (
            pattern.replace(choices[0], choice) if choices else pattern
            for choice in (choices[1].split(",") if choices else [""])
        )
    yield from (*tool["mypy"]["files"], *tool["mypy"]["mypy_path"].split(":"))
    yield from (*tool["pytest"]["ini_options"]["testpaths"],)
    yield from (*mutmut["source_paths"], *mutmut["also_copy"])
    for room in tool["mutants"].values():
        yield from (*room["mutate"], *(path.split("::")[0] for path in room["tests"]))
    arguments = " ".join(mutmut["pytest_add_cli_args"])
    yield from re.findall(r"--(?:ignore|deselect)=([^ :]+)", arguments)


def test_each_path_that_configuration_names_is_there() -> None:
    """Would catch a moved file that mutants, the linter's exceptions, the wheel or a script go on
    naming: they would measure nothing, and say nothing.
    """
    texts = [file.read_text(encoding="utf-8") for file in [*SCRIPTS, ROOT / "Makefile"]]
    named = {*configured(), *(path.rstrip(".") for text in texts for path in PLACES.findall(text))}
    assert len(named) > 30
    gone = [path for path in named if not (ROOT / path.rstrip("*/")).exists()]
    assert sorted(path for path in gone if not [*ROOT.glob(path.rstrip("*") + "*")]) == []


TEAMS_NAMES = {
    "preuve.page.raw_blocks": ("makeExtension",),
    "preuve.mkdocs.macros": (
        "define_env",
        "on_pre_page_macros",
        "on_post_page_macros",
        "on_post_build",
    ),
}


@pytest.mark.parametrize("module", TEAMS_NAMES)
def test_what_teams_files_name_can_be_imported(module: str) -> None:
    """Would catch a move that breaks every manual there is: their configuration and their
    `macros/__init__.py` name these.
    """
    loaded = importlib.import_module(module)
    assert [name for name in TEAMS_NAMES[module] if not hasattr(loaded, name)] == []


def test_what_teams_configurations_name_is_what_is_given() -> None:
    """Would catch the plugin or an edition under another name than a team's files have."""
    points = importlib.metadata.entry_points(group="mkdocs.plugins", name="preuve")
    assert [point.load().__name__ for point in points] == ["PreuvePlugin"]
    for name in ("rnq-2019", "rnq-2026"):
        assert (SOURCE / "standards" / f"{name}.yaml").exists()


def test_schemas_are_current() -> None:
    """Would catch a key that editors do not know: run `preuve schemas`."""
    for name, text in schemas().items():
        assert (ROOT / "schemas" / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("file", ["organisation", "evidence_index", "sessions"])
def test_the_examples_files_meet_their_schema(file: str) -> None:
    """Would catch an editor that underlines what the gate accepts."""
    path = ROOT / "tests" / "example" / f"{file}.yaml"
    tool = Path(sys.executable).parent / "check-jsonschema"
    schema = ROOT / "schemas" / f"{file}.schema.json"
    done = subprocess.run(
        [tool, "--schemafile", schema, path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


COMMANDS = {
    "ruff check": ["-m", "ruff", "check", "--no-cache", "."],
    "ruff format": ["-m", "ruff", "format", "--no-cache", "--check", "."],
    "mypy": ["-m", "mypy", "--no-error-summary"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_style(command: list[str]) -> None:
    """Would catch what the linter, the formatter and the type checker catch: run `make lint`."""
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", ["README.md", "README.fr.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_of_the_repository_lead_somewhere(page: str) -> None:
    """Would catch a picture or a page that was renamed under the README."""
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    missing = [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]
    assert missing == []


def test_each_test_file_has_a_name_of_its_own() -> None:
    """Would catch two files of one name in two folders: pytest reads one, and the other's tests are
    not run.
    """
    names = [file.name for file in (ROOT / "tests").rglob("test_*.py")]
    assert {name for name in names if names.count(name) > 1} == set()


def test_who_sees_what_is_decided_once() -> None:
    """Would catch a page, a pack or a verb that decides by itself for which audience a thing is:
    `publication/policy.py` says it.
    """
    deciding = {
        file.relative_to(SOURCE).as_posix()
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        and any("Audience." in ast.unparse(part) for part in (node.left, *node.comparators))
    }
    assert deciding <= {"publication/policy.py"}
