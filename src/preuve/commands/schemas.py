"""`preuve schemas`: the JSON Schemas that editors use, from the shapes that read the files,
and that of the JSON report.
"""

from __future__ import annotations

import json
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from preuve.console.arguments import Parser
from preuve.core.words import Message, Translator, say
from preuve.model.crosswalk import CROSSWALK
from preuve.model.evidence import INDEX
from preuve.model.local_standard_file import LOCAL_STANDARD
from preuve.model.organisation import ORGANISATION
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.description import describe
from preuve.model.registers.loading import shape_of
from preuve.model.rehearsal import REHEARSAL
from preuve.model.sessions import SESSIONS
from preuve.model.shelf_results import json_schema
from preuve.publication.ownership import claim_shared, write_record
from preuve.report.json_schema import report_schema

if TYPE_CHECKING:
    from preuve.core.words import Language
    from preuve.schema import Schema

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


_NAMES = {
    "crosswalks/*.yaml": "crosswalk",
    "rehearsals/*.yaml": "rehearsal",
    "standards/*.local.yaml": "local_standard",
}
"""What the schema of several files is called; that of one bears its name."""


def files() -> dict[str, tuple[Message, Schema]]:
    """Return each file that a team edits, by the pattern of its path: what it is, its schema."""
    return {
        "organisation.yaml": (say("the training provider"), ORGANISATION.schema()),
        "crosswalks/*.yaml": (
            say("another frame's items, and the indicators they serve"),
            CROSSWALK.schema(),
        ),
        "rehearsals/*.yaml": (say("a mock audit and what was found"), REHEARSAL.schema()),
        "standards/*.local.yaml": (
            say("what a team read since in a newer guide or order"),
            LOCAL_STANDARD.schema(),
        ),
        "evidence_index.yaml": (say("the evidence"), INDEX.schema()),
        "sessions.yaml": (say("the training sessions"), SESSIONS.schema()),
        **{name.file: (describe(name).about, shape_of(name).schema()) for name in RegisterName},
    }


def schemas(language: Language = "en") -> dict[str, str]:
    """Return each schema's file name and text; what editors show of it is in a language, what
    programs read is not.
    """
    words = Translator(language)
    titled = {
        _NAMES.get(file) or PurePath(file).stem: {
            "title": words(say("{file}: {about}", file=file, about=about)),
            **worded(schema, words),
        }
        for file, (about, schema) in files().items()
    }
    seen = say("What {command} last saw", command="`preuve shelves`")
    titled["shelves"] = {"title": words(seen), **worded(json_schema(), words)}
    titled["report"] = {"title": "What `preuve check --format json` says", **report_schema()}
    return {
        f"{name}.schema.json": json.dumps(
            {"$schema": _DRAFT, **schema}, ensure_ascii=False, indent=2
        )
        + "\n"
        for name, schema in titled.items()
    }


def worded(part: Any, words: Translator) -> Any:  # noqa: ANN401 - a tree of JSON
    """Return a schema whose descriptions are in a language."""
    if isinstance(part, list):
        return [worded(below, words) for below in part]
    if not isinstance(part, dict):
        return part
    result = {key: worded(below, words) for key, below in part.items()}
    if isinstance(text := part.get("description"), str):
        result["description"] = words(Message(text, {}))
    if texts := part.get("enumDescriptions"):
        result["enumDescriptions"] = [words(Message(text, {})) for text in texts]
    return result


def main(arguments: list[str]) -> int:
    """Write the schemas; return the exit status."""
    parser = Parser("schemas")
    parser.add(
        "folder",
        say("FOLDER"),
        say("where they are written (default: schemas)"),
        nargs="?",
        default=Path("schemas"),
    )
    parser.add_language()
    options = parser.parse_args(arguments)
    folder: Path = options.folder
    claim_shared(folder, schemas())
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas(options.language or "en").items():
        write_record(folder / name, text.encode())
    return 0
