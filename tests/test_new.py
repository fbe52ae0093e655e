"""A new manual: theirs, red for the right reasons, and left alone by a newer engine."""

from __future__ import annotations

import ast
import io
import os
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
import yaml
from copies import Copy
from manuals import DAY, ROOT
from serving import served

from preuve import __version__
from preuve.cli import run
from preuve.console import installed
from preuve.core.finding import Severity
from preuve.gate import gate
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PORT = [
    "--name",
    'Formations du Vieux-Port & fils: "l\'école"',
    "--categories",
    "training",
    "--conditions",
    "subcontracting",
]
OLD, NEW = ["--audit", "2026-09-01"], ["--audit", "2027-02-03"]


def begun(folder: Path, *words: str) -> Copy:
    """Begin a manual."""
    assert run(["new", str(folder), *words]) == 0
    return Copy(folder)


PROFILES = {
    "training, 2019": ([*PORT, *OLD, "--language", "en"], 23),
    "training, 2026": ([*PORT, *NEW], 23),
    "an apprenticeship centre": (
        [
            "--name",
            "CFA",
            "--categories",
            "apprenticeship",
            "--conditions",
            "certifying",
            "work_linked",
            "workplace_training",
            "subcontracting",
            *NEW,
        ],
        33,
    ),
    "assessments alone": (["--name", "B", "--categories", "skills_assessment", *OLD], 21),
}


@pytest.mark.parametrize(("words", "applicable"), PROFILES.values(), ids=PROFILES)
def test_it_is_red_for_each_indicator_and_for_nothing_else(
    tmp_path: Path, words: Sequence[str], applicable: int
) -> None:
    """Would catch a manual that begins with a fault of its own, or green;
    or without a page that applies.
    """
    manual = Manual.load(begun(tmp_path / "new", *words).root)
    verdict = gate.check(manual, DAY)
    found = {
        (finding.rule, finding.indicator)
        for finding in verdict.findings
        if finding.severity is not Severity.INFO
    }
    assert {rule for rule, _ in found} == {"missing-evidence", "page-without-text"}
    asked = {one.rule for one in verdict.findings if one.severity is Severity.INFO}
    assert asked <= {"unknown-fact", "unknown-threshold", "category-without-action"}, (
        "what a new team is still to say, no fault"
    )
    assert len({number for _, number in found}) == applicable
    assert len(found) == 2 * applicable
    assert not verdict.ok


def test_it_is_shown_at_once_and_refused_by_a_build(tmp_path: Path) -> None:
    """Would catch a new manual that MkDocs cannot show, or one published with nothing in it."""
    manual = begun(tmp_path / "new", *PORT, *NEW)
    with served(manual.root) as server:
        text = server.wait(
            "criteria/criterion-1/indicator-01/", lambda text: "missing-evidence" in text
        )
        assert "pv-card" in text
        assert "Supprimez ensuite ces lignes" not in text
    done = manual.run("mkdocs", "build")
    assert done.returncode == 1
    assert "missing-evidence" in done.stderr
    assert not (manual.root / "site").exists()


def test_what_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Would catch a team's work overwritten."""
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "organisation.yaml").write_text("mine\n", encoding="utf-8")
    begun(folder, *PORT, *NEW)
    assert (folder / "organisation.yaml").read_text(encoding="utf-8") == "mine\n"
    assert "organisation.yaml existe déjà" in capsys.readouterr().err


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let somebody sit there and type."""
    terminal = io.StringIO("".join(f"{line}\n" for line in lines))
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)


def test_questions_are_asked_at_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a wrong answer taken for one, a day or a category as people write them refused,
    or a question asked again without saying why.
    """
    # Each line that cannot be an answer, and a word of the reason that is told.
    wrong = {
        "": "Il le faut",
        "0": "n’est rien de ceci",
        "AF, zèbre": "« zèbre »",
        "9": "« 9 »",
        "31/02/2027": "jour du calendrier",
        "mars 2027": "n’est pas une date",
        "blanc": "ne décide de rien",
        "peut-être": "ni oui ni non",
        "beaucoup": "de 1 à 9999",
    }
    at_a_terminal(
        monkeypatch,
        *("", "École du Quai"),
        *("0", "AF, zèbre", "AF ; bilan de compétences"),
        *("9", "4"),
        *("31/02/2027", "mars 2027", "18/03/2027"),
        *("blanc", "surveillance"),
        "10 avril 2025",
        "",
        *("peut-être", "non"),
        *("beaucoup", "2"),
        "oui",
        "",
    )
    root = begun(tmp_path / "new").root
    told = capsys.readouterr()
    reasons = told.err.replace("\u00a0", " ")
    assert [reason for reason in wrong.values() if reason not in reasons] == []
    organisation = Manual.load(root).organisation
    assert organisation is not None
    assert (organisation.name, organisation.sites.number) == ("École du Quai", 2)
    assert organisation.categories == ("training", "skills_assessment")
    assert organisation.conditions is not None
    assert [one.value for one in organisation.conditions.met()] == ["subcontracting"]
    assert (organisation.conditions.distance, organisation.conditions.minors) == (True, None)
    (audit,) = organisation.audits
    assert (audit.type, audit.date.isoformat()) == ("surveillance", "2027-03-18")
    assert organisation.certificate is not None
    days = (organisation.certificate.obtained, organisation.certificate.expires)
    assert [day.isoformat() for day in days] == ["2025-04-10", "2028-04-09"]
    assert set(organisation.people) == {"direction", "quality", "teaching"}
    # What was left open is told, and marked where it stands.
    assert "à confirmer dans organisation.yaml : certificate.expires, conditions.minors." in (
        told.out.replace("\u00a0", " ")
    )
    text = (root / "organisation.yaml").read_text(encoding="utf-8")
    assert re.findall(r"(\w+): .*# à confirmer", text) == ["minors", "expires"]


def test_what_is_not_said_is_supposed_and_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a guess that stands in organisation.yaml like an answer; or an option asked for
    where nobody is there to be asked.
    """
    root = begun(tmp_path / "new", "--name", "Q", "--categories", "VAE", *NEW).root
    text = (root / "organisation.yaml").read_text(encoding="utf-8")
    marked = re.findall(r"(?m)^\W*(\w+):.*# à confirmer", text)
    assert marked == [
        "certifying",
        "work_linked",
        "workplace_training",
        "subcontracting",
        "distance",
        "minors",
        "sites",
        "type",
        "new_entrant",
        "people",
    ]
    told = capsys.readouterr().out
    assert all(key in told for key in ("conditions", "audits.type", "people", "sites"))
    organisation = Manual.load(root).organisation
    assert organisation is not None
    assert organisation.conditions is not None
    assert organisation.conditions.certifying, (
        "who validates prior experience leads to a certification"
    )


SAID = {
    "everything by option": (
        [
            "--categories",
            "AF,bc",
            "--conditions",
            "1",
            "--audit",
            "15/03/2027",
            "--audit-type",
            "initiale",
            "--new-entrant",
            "--alone",
            "non",
            "--sites",
            "3",
            "--distance",
            "oui",
            "--minors",
            "no",
        ],
        {
            "type: initial",
            "date: 2027-03-15",
            "new_entrant: [training, skills_assessment]",
            "sites: 3",
            "distance: true",
            "minors: false",
            "certifying: true",
        },
    ),
    "a surveillance follows from the certificate": (
        ["--categories", "AF", "--audit", "2027-03-15", "--certificate", "10/09/2025"],
        {
            "type: surveillance  # à confirmer",
            "obtained: 2025-09-10",
            "expires: 2028-09-09  # à confirmer",
        },
    ),
    "a renewal follows from the certificate": (
        ["--categories", "AF", "--audit", "2027-03-15", "--certificate", "10/05/2024"],
        {
            "type: renewal  # à confirmer",
            "expires: 2027-05-09  # à confirmer",
            "# - {type: surveillance, date: …}",
        },
    ),
    "an extension": (
        [
            "--categories",
            "AF",
            "VAE",
            "--audit",
            "2027-03-15",
            "--audit-type",
            "extension",
            "--adds",
            "VAE",
            "--certificate",
            "10/05/2025",
            "--expires",
            "09/05/2028",
        ],
        {"type: extension", "categories: [vae]", "expires: 2028-05-09"},
    ),
    "apprentices": (
        ["--categories", "CFA", "--audit", "2027-03-15"],
        {"certifying: true\n", "subcontracting: false  # à confirmer"},
    ),
    "somebody alone": (
        ["--categories", "AF", "--alone", "oui"],
        {'trainer: {title: "Formateur ou formatrice, qui tient toutes les fonctions"}'},
    ),
}


ORGANISATION_FILE = """\
# yaml-language-server: $schema=schemas/organisation.schema.json
name: Port & fils
language: en
categories: [training]
conditions:
  certifying: false
  work_linked: false
  workplace_training: false
  subcontracting: true
  distance: true
  # minors: true  # to be confirmed: are people under 18 received?
sites: 1  # to be confirmed
audits:
  - type: initial  # to be confirmed
    date: 2027-02-03
    # new_entrant: [training]  # to be confirmed
# Your certificate, once you have it: body, number, obtained, expires.
# certificate: {body: …, number: …, obtained: 2026-01-31, expires: 2029-01-30}
calendar_id: port-fils-23118267  # by it calendars know this manual's events: it stays, whatever the name becomes
# The roles that answer for proofs. The title, a function, is always shown; a name beside it, as in {title: …, name: …}, is shown to the auditor.
people:  # to be confirmed
  direction: {title: Management}
  quality: {title: Quality lead}
  teaching: {title: Teaching lead}
"""
REGISTER_FILE = """\
# yaml-language-server: $schema=../schemas/distance.schema.json
distance:  # Whether each module at a distance was really followed: what counts, how many did it, who was called back.
#   - id: FD-2026-01
#     session: 2026-A01
#     module: …
#     expected: 0
#     activities: …
#     done: 0
#     called_back: 0
#     checked_on: 2026-01-31
"""
CRITERION_PAGE = """\
# Criterion 1: Informing the public

{# In two or three sentences: who answers for this criterion, and what matters to you in it. #}

{{ criterion_overview(1) }}
"""
INDICATOR_PAGE = """\
---
indicator: 1
owner: quality  # a proposal: who answers for this page, of the people in organisation.yaml
---
# 1. Informing the public

{{ indicator_card() }}

## How we work

{# … #}

## Our evidence

{{ evidence() }}

{{ history() }}
"""


def test_what_a_team_finds_word_by_word(tmp_path: Path) -> None:
    """Would catch a line that is lost, said twice, or put where YAML or Markdown reads it otherwise."""
    words = ["--name", "Port & fils", "--categories", "training", "--conditions", "subcontracting"]
    manual = begun(tmp_path / "new", *words, *NEW, "--language", "en", "--distance", "yes")
    texts = {
        name: (manual.root / name).read_text(encoding="utf-8")
        for name in (
            "organisation.yaml",
            "registers/distance.yaml",
            "docs/criteria/criterion-1/index.md",
            "docs/criteria/criterion-1/indicator-01.md",
            "mkdocs.yml",
        )
    }
    assert texts["organisation.yaml"] == ORGANISATION_FILE
    assert texts["registers/distance.yaml"] == REGISTER_FILE
    assert texts["docs/criteria/criterion-1/index.md"] == CRITERION_PAGE
    page = texts["docs/criteria/criterion-1/indicator-01.md"]
    assert re.sub(r"(?s)\{#.*?#\}", "{# … #}", page) == INDICATOR_PAGE
    head = texts["mkdocs.yml"].partition("\nextra:")[0]
    assert "\nsite_name: Port & fils – quality manual\n" in head
    assert (
        "\nsite_description: 'How we work, indicator by indicator of the national quality standard, "
        "and the evidence for it.'\n"
    ) in head
    assert re.findall(r"name: (.*)\}", head) == ["Switch to dark", "Switch to light"]
    assert "\n  language: en\n" in head
    assert "\n  search:\n    lang: en\n" in texts["mkdocs.yml"]


BEGUN = (
    "complaints improvements non_conformities risks watch results disability_network feedback "
    "reports contributors drop_outs"
)
REGISTERS = {
    "at a distance": (
        ["--categories", "training", "--distance", "yes"],
        "distance",
    ),
    "never at a distance": (
        ["--categories", "training", "--distance", "no"],
        "",
    ),
    "with subcontractors": (
        ["--categories", "training", "--distance", "no", "--conditions", "subcontracting"],
        "subcontractors",
    ),
    "apprentices": (
        ["--categories", "apprenticeship", "--distance", "no"],
        "authorisations meetings",
    ),
    "assessments of skills": (["--categories", "skills_assessment", "--distance", "no"], ""),
}


@pytest.mark.parametrize(("words", "more"), REGISTERS.values(), ids=REGISTERS)
def test_the_registers_that_apply_are_begun(tmp_path: Path, words: list[str], more: str) -> None:
    """Would catch a register that a provider has to keep and does not find; or one that asks for
    what is not its own.
    """
    manual = begun(tmp_path / "new", "--name", "Q", *words, *NEW, "--language", "en")
    registers = {file.stem for file in (manual.root / "registers").glob("*.yaml")}
    assert registers == {*BEGUN.split(), *more.split()}
    menu = (manual.root / "mkdocs.yml").read_text(encoding="utf-8")
    assert {
        name.replace("-", "_") for name in re.findall(r"registers/([a-z-]+)\.md", menu)
    } == registers


@pytest.mark.parametrize(("options", "lines"), SAID.values(), ids=SAID)
def test_what_is_said_by_option_is_written(
    tmp_path: Path, options: list[str], lines: set[str]
) -> None:
    """Would catch an option that is taken and lost, or a manual that its own gate calls faulty."""
    manual = begun(tmp_path / "new", "--name", "Q", *options)
    text = (manual.root / "organisation.yaml").read_text(encoding="utf-8")
    assert {line for line in lines if line not in text} == set()
    findings = gate.check(Manual.load(manual.root), DAY).findings
    # Whoever renews has had an audit of surveillance, which the file asks for in a comment.
    begun_with = {"missing-evidence", "page-without-text", "outside-surveillance-window"}
    wrong = {
        finding.rule for finding in findings if finding.severity is Severity.ERROR
    } - begun_with
    assert wrong == set()
    if "--alone" in options and "oui" in options[-1]:
        assert "owner: trainer" in (manual.root / "evidence_index.yaml").read_text(encoding="utf-8")
        assert "Vous travaillez seul" in (
            manual.root / "docs/criteria/criterion-4/indicator-18.md"
        ).read_text(encoding="utf-8")


def test_without_a_name_nothing_is_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a manual of nobody, or a refusal that does not say which option it wants."""
    assert run(["new", str(tmp_path / "new"), "--categories", "AF"]) == 2
    assert "--name" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_nobody_to_ask_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a hang in a script, or half a manual."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run(["new", str(tmp_path / "new")]) == 2
    assert not (tmp_path / "new").exists()


def wheel(folder: Path) -> Path:
    """Return the package as it would be published."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_a_newer_engine_touches_none_of_the_teams_files(tmp_path: Path) -> None:
    """Would catch a package that cannot begin a manual by itself,
    or an upgrade that a team has to follow up on.
    """
    older, newer = tmp_path / "older", tmp_path / "newer"
    package = wheel(tmp_path / "dist")
    for target in (older, newer):
        with zipfile.ZipFile(package) as archive:
            archive.extractall(target)
    init = newer / "preuve" / "__init__.py"
    init.write_text(
        re.sub(r'__version__ = ".*"', '__version__ = "99.0"', init.read_text(encoding="utf-8")),
        encoding="utf-8",
    )

    def preuve(engine: Path, *words: str) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-c",
            "import sys; from preuve.cli import run; sys.exit(run(sys.argv[1:]))",
            *words,
        ]
        environment = {**os.environ, "PYTHONPATH": str(engine)}
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    begin = preuve(older, "new", "manual", *PORT, *NEW)
    assert begin.returncode == 0, begin.stderr
    files = {file: file.read_bytes() for file in (tmp_path / "manual").rglob("*") if file.is_file()}
    assert tmp_path / "manual" / "macros" / "team.py" in files
    assert preuve(newer, "--version").stdout == "preuve 99.0\n"
    one, other = (
        preuve(engine, "check", "manual", "--as-of", "2026-11-20") for engine in (older, newer)
    )
    assert one.stdout == other.stdout
    assert one.returncode == other.returncode == 1
    assert {
        file: file.read_bytes() for file in (tmp_path / "manual").rglob("*") if file.is_file()
    } == files


def test_the_work_of_the_first_day_is_shared_out(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Would catch a new team given one list of sixty things that nobody answers for."""
    manual = begun(tmp_path / "manual", *PORT, *NEW, "--language", "en")
    assert run(["owners", str(manual.root), "--markdown", "--as-of", "2026-11-20"]) == 0
    told = capfdbinary.readouterr().out.decode()
    heads = [line.removeprefix("## ") for line in told.splitlines() if line.startswith("## ")]
    roles = ["Management", "Quality lead", "Teaching lead"]
    assert heads == [
        *roles,
        "Nobody answers for it yet",
    ]  # what the organisation is still to say of itself
    assert all(
        told.partition(f"## {head}")[2].partition("\n## ")[0].count("- [ ] error") > 2
        for head in roles
    )
    assert "- [ ] error" not in told.partition("## Nobody answers")[2]


def test_a_manual_knows_one_door_of_the_engine(tmp_path: Path) -> None:
    """Would catch code copied into a manual that an engine with another
    inside could no longer run.
    """
    assert run(["new", str(tmp_path / "manual"), *PORT, *NEW]) == 0
    code = {
        file.relative_to(tmp_path / "manual").as_posix(): file
        for file in (tmp_path / "manual").rglob("*.py")
    }
    assert set(code) == {"macros/__init__.py", "macros/team.py"}
    imported = {
        node.module
        for file in code.values()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert {name for name in imported if name.startswith("preuve")} == {
        "preuve.mkdocs",
        "preuve.mkdocs.macros",
    }


ORIGINS: dict[str, tuple[dict[str, object], str]] = {
    "an index of packages": ({}, f"preuve[site]=={__version__}"),
    "git": (
        {"url": "https://git.example/preuve", "vcs_info": {"vcs": "git", "commit_id": "abc1234"}},
        "preuve[site] @ git+https://git.example/preuve@abc1234",
    ),
    "an address": (
        {"url": "https://files.example/preuve.whl", "archive_info": {}},
        "preuve[site] @ https://files.example/preuve.whl",
    ),
    "a file that is gone": (
        {"url": "file:///nowhere/preuve-1-py3-none-any.whl", "archive_info": {}},
        f"preuve[site]=={__version__}",
    ),
}


@pytest.mark.parametrize(("origin", "line"), ORIGINS.values(), ids=ORIGINS)
def test_everybody_installs_the_same_preuve(
    origin: dict[str, object], line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a team whose pip looks for Preuve where it is not, or finds somebody else's."""
    monkeypatch.setattr(installed, "origin", lambda: origin)
    assert installed.requirement(None) == (line, {})


def test_a_package_that_no_index_has_is_given_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a manual that nobody but its author can install Preuve for."""
    file = tmp_path / "preuve-9-py3-none-any.whl"
    file.write_bytes(b"PK")
    monkeypatch.setattr(installed, "origin", lambda: {"url": file.as_uri(), "archive_info": {}})
    assert installed.requirement(None) == (
        f"./vendor/{file.name}[site]",
        {f"vendor/{file.name}": b"PK"},
    )


def test_in_a_clone_the_package_is_made(tmp_path: Path) -> None:
    """Would catch a manual begun from a clone that only this machine can build."""
    manual = begun(tmp_path / "new", *PORT, *NEW)
    (package,) = (manual.root / "vendor").iterdir()
    line = (manual.root / "requirements.txt").read_text(encoding="utf-8")
    assert line == f"./vendor/{package.name}[site]\n"
    digest = sha256(package.read_bytes()).hexdigest()
    lock = (manual.root / "requirements-lock.txt").read_text(encoding="utf-8")
    assert lock.endswith(f"./vendor/{package.name} --hash=sha256:{digest}\n")
    with zipfile.ZipFile(package) as archive:
        assert "preuve/cli.py" in archive.namelist()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_newcomers_afternoon(language: str) -> None:
    """Would catch a step on the way from a spreadsheet and an empty folder to the manual on the
    screen that does not work.
    """
    command = [sys.executable, str(ROOT / "scripts" / "newcomer.py"), "--language", language]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "from an empty folder to the screen" in done.stdout


def test_its_workflow_publishes_for_the_public_and_is_sound(tmp_path: Path) -> None:
    """Would catch a workflow that publishes what is not for everybody,
    or that zizmor has something to say about.
    """
    manual = begun(tmp_path / "new", *PORT, *NEW)
    workflow = manual.root / ".github" / "workflows" / "manual.yml"
    (call,) = [
        step
        for step in yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]["site"]["steps"]
        if step["uses"].startswith("./")
    ]
    assert call["with"] == {"publish": "${{ vars.PREUVE_PUBLISH != 'off' }}"}
    action = yaml.safe_load((manual.root / call["uses"] / "action.yml").read_text(encoding="utf-8"))
    assert action["inputs"]["for"]["default"] == "public"
    done = manual.run("zizmor", "--offline", "--quiet", str(manual.root / ".github"))
    assert done.returncode == 0, done.stdout + done.stderr
