"""`preuve schemas`: the JSON Schemas that editors use, from the shapes that read the files,
and that of the JSON report.
"""

from __future__ import annotations

import json
from pathlib import Path

from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.core.words import Translator, say
from preuve.model.crosswalk import CROSSWALK
from preuve.model.evidence import INDEX
from preuve.model.local_standard_file import LOCAL_STANDARD
from preuve.model.organisation import ORGANISATION
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.description import describe
from preuve.model.registers.loading import shape_of
from preuve.model.rehearsals import REHEARSAL
from preuve.model.sessions import SESSIONS
from preuve.publication.ownership import OwnershipError, write_record
from preuve.report.json_schema import report_schema

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_REGISTERS = {
    RegisterName.NON_CONFORMITIES: "what auditors found wanting, and what became of it",
    RegisterName.IMPROVEMENTS: "what was made better, or will be",
    RegisterName.WATCH: "what was read of law, trades and teaching, and what was made of it",
    RegisterName.COMPLAINTS: "complaints, difficulties and contingencies",
    RegisterName.RISKS: "risks to the quality of the services",
}


def schemas() -> dict[str, str]:
    """Return each schema's file name and text."""
    described = {
        "organisation": ("organisation.yaml: the training provider", ORGANISATION.schema()),
        "crosswalk": (
            "crosswalks/*.yaml: another frame's items, and the indicators they serve",
            CROSSWALK.schema(),
        ),
        "rehearsal": ("rehearsals/*.yaml: a mock audit and what was found", REHEARSAL.schema()),
        "local_standard": (
            "standards/*.local.yaml: what a team read since in a newer guide or order",
            LOCAL_STANDARD.schema(),
        ),
        "report": ("What `preuve check --format json` says", report_schema()),
        "evidence_index": ("evidence_index.yaml: the evidence", INDEX.schema()),
        "sessions": ("sessions.yaml: the training sessions", SESSIONS.schema()),
        **{
            name.value: (f"{name.file}: {_about(name)}", shape_of(name).schema())
            for name in RegisterName
        },
    }
    return {
        f"{name}.schema.json": json.dumps(
            {"$schema": _DRAFT, "title": title, **schema}, ensure_ascii=False, indent=2
        )
        + "\n"
        for name, (title, schema) in described.items()
    }


def _about(name: RegisterName) -> str:
    return Translator("en")(describe(name).about) if name.described else _REGISTERS[name]


def main(arguments: list[str]) -> int:
    """Write the schemas; return the exit status."""
    parser = Parser("schemas", say("Write the JSON Schemas of the files that a team edits."))
    parser.add(
        "folder",
        nargs="?",
        type=Path,
        default=Path("schemas"),
        metavar="FOLDER",
        about=say("where they are written (default: schemas)"),
    )
    folder: Path = parser.parse_args(arguments).folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in schemas().items():
            write_record(folder / name, text.encode())
    except OwnershipError as error:
        terminal.error(parser.words(error.message))
        return 2
    except OSError as error:
        terminal.error(f"{error.filename or folder}: {error.strerror}")
        return 2
    return 0
