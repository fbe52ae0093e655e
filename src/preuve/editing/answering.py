"""Answers of a rehearsal from a file: YAML, each question's id and what was found for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic, Place
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.editing.rehearsal_file import Answer
from preuve.editing.team_file import EditError, first
from preuve.model.rehearsal import QUESTION
from preuve.reading import MapNode, read_yaml
from preuve.schema import Field, MapOf, Reader, Record, did_you_mean

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from preuve.editing.rehearsal_file import RehearsalFile

_KEYS = ("found", "seconds", "evidence", "note")
_ANSWER: Record[dict[str, Any]] = Record(
    dict,
    {
        key: Field(QUESTION.fields[key].shape, QUESTION.fields[key].about, required=key == "found")
        for key in _KEYS
    },
)
_ANSWERS = MapOf(_ANSWER)


def answer_from(path: Path, file: RehearsalFile) -> None:
    """Write down the answers of a file, all or none.

    Raises:
        EditError: the file cannot be read, an answer in it cannot stand, or it names a question
            that was not drawn.

    """
    document = read_yaml(path, str(path))
    if document.diagnostics or document.root is None:
        raise EditError(
            first(document.diagnostics)
            if document.diagnostics
            else say("{file} holds no answers.", file=str(path))
        )
    reader = Reader(str(path))
    answers = _ANSWERS.read(document.root, reader) or {}
    known = [question.id for question in file.rehearsal.questions]
    keys = document.root.keys if isinstance(document.root, MapNode) else {}
    for name in answers:
        if name not in known:
            advice = did_you_mean(name, known, say("Take the ids from {file}.", file=file.file))
            place = Place(str(path), keys[name].line, keys[name].column)
            reader.diagnostics.append(
                Diagnostic(
                    RuleName.UNKNOWN_KEY, say("No question {id} was drawn.", id=name), place, advice
                )
            )
    if reader.diagnostics:
        raise EditError(first(reader.diagnostics))
    for name, given in answers.items():
        file.answer(name, Answer(**{key: given[key] for key in _KEYS if key in given}))
    file.save()
