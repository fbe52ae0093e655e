"""A rehearsal's file as the command writes it:
begun with all its questions, then an answer at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.editing.list_file import FileKind, ListFile
from preuve.editing.team_file import EditError, first
from preuve.model.rehearsal import QUESTION, Rehearsal, file_of, read_rehearsal
from preuve.reading import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from preuve.core.finding import Diagnostic
    from preuve.editing.splice import Value
    from preuve.model.rehearsal import Found
    from preuve.model.standard import EditionName
    from preuve.reading import Document

ORDER = tuple(QUESTION.fields)
"""The order in which the keys of a question are written."""


class Head(NamedTuple):
    """What stands above the questions."""

    dated: date
    seed: int
    edition: EditionName
    held_by: str | None = None


class Answer(NamedTuple):
    """What was found for a question."""

    found: Found
    seconds: int | None = None
    note: str | None = None
    evidence: tuple[str, ...] = ()


class RehearsalFile(ListFile):
    """A rehearsal, read to be answered. Nothing is written before `save`."""

    def __init__(self, root: Path, name: str, head: Head | None = None) -> None:
        """Read a rehearsal or, with a head, begin one that is not there yet.

        Raises:
            EditError: it cannot be read, or is not as a rehearsal should be.

        """
        self.name = name
        kind = FileKind(file_of(name), "questions", ORDER)
        super().__init__(
            root / kind.file, kind, self._judged, None if head is None else _beginning(head)
        )

    def _judged(self, document: Document) -> list[Diagnostic]:
        return [
            diagnostic
            for diagnostic in read_rehearsal(document, self.name)[1]
            if diagnostic not in document.diagnostics
        ]

    @property
    def rehearsal(self) -> Rehearsal:
        """Return the rehearsal as it stands in the file.
        Raises EditError where it cannot be read whole.
        """
        rehearsal, diagnostics = read_rehearsal(parse_yaml(self._text, self.file), self.name)
        if rehearsal is None:
            raise EditError(first(diagnostics))
        return rehearsal

    def ask(self, questions: Iterable[dict[str, Value]]) -> None:
        """Add questions, not answered yet."""
        for question in questions:
            self.append(question)

    def answer(self, name: str, answer: Answer) -> None:
        """Write down what was found for a question.
        Raises EditError where there is no such question.
        """
        names = [question.id for question in self.rehearsal.questions]
        if name not in names:
            raise EditError(say("{file} has no question {id}.", file=self.file, id=name))
        position = names.index(name)
        self.put_at(position, "found", answer.found.value)
        if answer.seconds is not None:
            self.put_at(position, "seconds", answer.seconds)
        if answer.evidence:
            self.put_at(position, "evidence", list(answer.evidence))
        if answer.note:
            self.put_at(position, "note", answer.note)


def _beginning(head: Head) -> str:
    lines = [
        "# yaml-language-server: $schema=../schemas/rehearsal.schema.json",
        f"date: {head.dated.isoformat()}",
        f"seed: {head.seed}",
        f"edition: {head.edition.value}",
        *([f"held_by: {head.held_by}"] if head.held_by else []),
    ]
    return "".join(f"{line}\n" for line in lines)
