"""The peers: how each is given the corpus, asked whether every requirement has its proof, and
understood.

Each gets the form that is natural to it, its default speed settings, and no cache from an earlier
run, since a gate in continuous integration has none.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus import TEXT, Size, SnapshotEntry, proofs
from measure import Run, run

if TYPE_CHECKING:
    from collections.abc import Callable

PINNED = {"doorstop": "3.2", "sphinx-needs": "9.1.0", "strictdoc": "0.30.4"}
"""The versions compared. What they need in turn is what their own metadata asks for,
on the day they are installed.
"""

_IN_A_DOCUMENT = 32
_RESULTS = "out"


def home() -> Path:
    """Return where environments are kept between runs:
    $PREUVE_BENCH_HOME, else the system's folder for such.
    """
    return Path(os.environ.get("PREUVE_BENCH_HOME") or Path(tempfile.gettempdir()) / "preuve-bench")


class Peer(NamedTuple):
    """A tool to compare with."""

    name: str
    check: str
    """What is measured, for the table."""
    write: Callable[[Path, Size, bool], None]
    words: tuple[str, ...]
    """The check's program and its arguments, run in the project's folder."""
    gaps: Callable[[Path, str], list[str]]
    """From the project's folder and what the check printed to the requirements it found bare."""
    exits: bool
    """Whether the exit status tells a gap."""

    @property
    def programs(self) -> Path:
        """Return the folder of this tool's programs."""
        return home() / "venvs" / f"{self.name}-{PINNED[self.name]}" / "bin"

    def install(self) -> None:
        """Install it in an environment of its own, if it is not there."""
        ready = self.programs.parent / "ready"
        if ready.exists():
            return
        print(
            f"Installing {self.name} {PINNED[self.name]} in {self.programs.parent} …",
            file=sys.stderr,
        )
        for command in (
            [sys.executable, "-m", "venv", "--clear", str(self.programs.parent)],
            [
                str(self.programs / "python"),
                "-m",
                "pip",
                "install",
                "--quiet",
                f"{self.name}=={PINNED[self.name]}",
            ],
        ):
            done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
            if done.returncode:
                message = f"{self.name} was not installed:\n{done.stderr}"
                raise SystemExit(message)
        ready.touch()

    def run(self, folder: Path) -> Run:
        """Run its check once, without what an earlier run left."""
        shutil.rmtree(folder / _RESULTS, ignore_errors=True)
        return run([self.programs / self.words[0], *self.words[1:]], folder)


def _serving(size: Size, *, gap: bool) -> dict[int, list[SnapshotEntry]]:
    """Return the proofs of each requirement."""
    serving: dict[int, list[SnapshotEntry]] = {
        number: [] for number in range(1, size.requirements + 1)
    }
    for proof in proofs(size, size.requirements, gap=gap):
        serving[proof.requirement].append(proof)
    return serving


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


# doorstop: one file an item, two documents, the proofs' document below that of the requirements.


_SETTINGS = "settings:\n  digits: 5\n  itemformat: yaml\n  prefix: {}\n  sep: ''\n{}"
_ITEM = """\
active: true
derived: false
header: ''
level: 1.1.{level}
links:{links}
normative: true
ref: ''
reviewed: {reviewed}
text: |
  {text}
"""


def _write_doorstop(folder: Path, size: Size, gap: bool) -> None:  # noqa: FBT001 - called with one signature for all
    _write(folder / "requirements" / ".doorstop.yml", _SETTINGS.format("REQ", ""))
    _write(folder / "evidence" / ".doorstop.yml", _SETTINGS.format("EV", "  parent: REQ\n"))
    for number, served in _serving(size, gap=gap).items():
        name = f"REQ{number:05}"
        stamp = _stamp(name, TEXT)
        item = _ITEM.format(level=number, links=" []", reviewed=stamp, text=TEXT)
        _write(folder / "requirements" / f"{name}.yml", item)
        for proof in served:
            child, text = f"EV{proof.number:05}", f"{proof.title}: {TEXT}"
            links, reviewed = f"\n- {name}: {stamp}", _stamp(child, text, name)
            item = _ITEM.format(level=proof.number, links=links, reviewed=reviewed, text=text)
            _write(folder / "evidence" / f"{child}.yml", item)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)  # noqa: S607 - doorstop wants a repository around it


def _stamp(name: str, text: str, *links: str) -> str:
    """Return what doorstop writes when an item is reviewed, so that the project is at rest and has
    nothing to say.

    Its own `doorstop review all` gives the same, with one call of git for each item: a quarter of
    an hour at L.
    """
    return urlsafe_b64encode(sha256("".join((name, text, *links)).encode()).digest()).decode()


def _gaps_doorstop(_: Path, output: str) -> list[str]:
    found = re.findall(r"^(?:WARNING|ERROR): (.*)$", output, re.MULTILINE)
    lacking = [
        re.fullmatch(r"REQ: REQ0*(\d+): no links from child document: EV", line) for line in found
    ]
    return [match[1] if match else line for match, line in zip(lacking, found, strict=True)]


DOORSTOP = Peer(
    "doorstop",
    "`doorstop --no-reformat --error-all`",
    _write_doorstop,
    ("doorstop", "--no-reformat", "--error-all"),
    _gaps_doorstop,
    exits=True,
)


# sphinx-needs: a page for each requirement with its proofs below it, and a schema for incoming
# links.

_CONF = """\
extensions = ["sphinx_needs"]
needs_types = [
    {"directive": "req", "title": "Requirement", "prefix": "R_", "color": "#ffffff", "style": "node"},
    {"directive": "proof", "title": "Proof", "prefix": "E_", "color": "#ffffff", "style": "node"},
]
needs_id_regex = "^[A-Z]_[0-9]{5}$"
needs_schema_definitions_from_json = "schemas.json"
"""
_SCHEMAS = {
    "schemas": [
        {
            "id": "evidenced",
            "select": {"properties": {"type": {"const": "req"}}},
            "validate": {
                "network_back": {
                    "links": {
                        "contains": {"local": {"properties": {"type": {"const": "proof"}}}},
                        "minContains": 1,
                    },
                },
            },
        },
    ],
}


def _write_sphinx_needs(folder: Path, size: Size, gap: bool) -> None:  # noqa: FBT001 - as above
    _write(folder / "conf.py", _CONF)
    _write(folder / "schemas.json", json.dumps(_SCHEMAS))
    pages = []
    for number, served in _serving(size, gap=gap).items():
        page = f"requirements/{number // 100:02}/requirement-{number:05}"
        pages.append(page)
        title = f"Requirement {number}"
        needs = [f".. req:: {title}\n   :id: R_{number:05}\n\n   {TEXT}\n"]
        needs += [
            (
                f".. proof:: {proof.title}\n   :id: E_{proof.number:05}\n   :links: "
                f"R_{number:05}\n\n   {TEXT}\n"
            )
            for proof in served
        ]
        _write(folder / f"{page}.rst", f"{title}\n{'=' * len(title)}\n\n" + "\n".join(needs))
    _write(
        folder / "index.rst",
        "Manual\n======\n\n.. toctree::\n\n" + "".join(f"   {page}\n" for page in pages),
    )


def _gaps_sphinx_needs(folder: Path, _: str) -> list[str]:
    told = json.loads((folder / _RESULTS / "schema_violations.json").read_text(encoding="utf-8"))
    return [name.removeprefix("R_").lstrip("0") for name in told["validation_warnings"]]


SPHINX_NEEDS = Peer(
    "sphinx-needs",
    "`sphinx-build -b schema -W`",
    _write_sphinx_needs,
    ("sphinx-build", "-b", "schema", "-q", "-W", "--keep-going", ".", _RESULTS),
    _gaps_sphinx_needs,
    exits=True,
)


# strictdoc: documents of 32 requirements, each beside the document of their proofs. It has no rule
# for a requirement without children: the check is written on its plugin hook, prints a warning, and
# leaves the exit status at 0.

_PLUGIN = """\
from strictdoc.core.plugin import StrictDocPlugin
from strictdoc.core.project_config import ProjectConfig


class EveryRequirementHasProof(StrictDocPlugin):
    def traceability_index_build_finished(self, traceability_index):
        for document in traceability_index.document_tree.document_list:
            for node, _ in traceability_index.get_document_iterator(document).all_content(print_fragments=False):
                uid = getattr(node, "reserved_uid", None) or ""
                if uid.startswith("REQ-") and not traceability_index.has_children_requirements(node):
                    traceability_index.validation_index.add_issue(node, f"no proof: {uid}")


def create_config() -> ProjectConfig:
    return ProjectConfig(user_plugin=EveryRequirementHasProof())
"""


def _write_strictdoc(folder: Path, size: Size, gap: bool) -> None:  # noqa: FBT001 - as above
    _write(folder / "strictdoc_config.py", _PLUGIN)
    node = "\n[REQUIREMENT]\nUID: {}\nTITLE: {}\nSTATEMENT: >>>\n{}\n<<<\n"
    serving = list(_serving(size, gap=gap).items())
    for first in range(0, len(serving), _IN_A_DOCUMENT):
        chapter = first // _IN_A_DOCUMENT + 1
        requirements = [f"[DOCUMENT]\nTITLE: Requirements {chapter}\n"]
        evidence = [f"[DOCUMENT]\nTITLE: Evidence {chapter}\n"]
        for number, served in serving[first : first + _IN_A_DOCUMENT]:
            requirements.append(node.format(f"REQ-{number}", f"Requirement {number}", TEXT))
            evidence += [
                node.format(f"EV-{proof.number}", proof.title, TEXT)
                + f"RELATIONS:\n- TYPE: Parent\n  VALUE: REQ-{number}\n"
                for proof in served
            ]
        _write(folder / f"requirements-{chapter:03}.sdoc", "".join(requirements))
        _write(folder / f"evidence-{chapter:03}.sdoc", "".join(evidence))


def _gaps_strictdoc(_: Path, output: str) -> list[str]:
    return re.findall(r"^warning: no proof: REQ-(\d+)$", output, re.MULTILINE)


STRICTDOC = Peer(
    "strictdoc",
    "`strictdoc export --formats=json`, the rule in a plugin; exits 0 with a gap",
    _write_strictdoc,
    ("strictdoc", "export", "--formats=json", "--output-dir", _RESULTS, "."),
    _gaps_strictdoc,
    exits=False,
)

PEERS = (DOORSTOP, SPHINX_NEEDS, STRICTDOC)
