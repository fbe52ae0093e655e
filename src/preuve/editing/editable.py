"""The YAML files of a manual that commands and forms change: how each is read, and how one begins
that is not there yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.core.words import say
from preuve.editing.team_file import TeamFile
from preuve.model.evidence import EVIDENCE, read_index
from preuve.model.manual import INDEX_FILE, ORGANISATION_FILE, SESSIONS_FILE
from preuve.model.organisation import ORGANISATION
from preuve.model.registers.catalogue import REGISTER_OF_FILE
from preuve.model.registers.loading import register_faults, shape_of
from preuve.model.sessions import SESSIONS, read_sessions
from preuve.reading import MapNode
from preuve.schema import Field, ListOf, Reader, Record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preuve.core.finding import Diagnostic
    from preuve.model.registers.catalogue import RegisterName
    from preuve.reading import Document


class EditableFile(NamedTuple):
    """A file that can be changed."""

    file: str
    """Its path below the manual's root."""
    shape: Record[Any]
    judge: Callable[[Document], list[Diagnostic]]
    """Returns what is wrong with it beside its syntax."""
    beginning: str | None
    """Its first lines, where it is not there yet; None where it must be there."""

    def open(self, root: Path) -> TeamFile:
        """Read it to be changed. Raises EditError where it cannot be read."""
        return TeamFile(root / self.file, self.file, self.judge, self.beginning)


_INDEX: Record[Any] = Record(
    dict, {"evidence": Field(ListOf(EVIDENCE), say("the list of proofs"), required=True)}
)


def editable(file: str) -> EditableFile | None:
    """Return a file of a manual that can be changed, by its path; None where it is none of them."""
    if file == INDEX_FILE:
        return EditableFile(file, _INDEX, lambda document: read_index(document)[1], None)
    if file == ORGANISATION_FILE:
        return EditableFile(file, ORGANISATION, _organisation_faults, None)
    if file == SESSIONS_FILE:
        beginning = _beginning("sessions", "schemas")
        return EditableFile(file, SESSIONS, lambda document: read_sessions(document)[1], beginning)
    return _register(REGISTER_OF_FILE[file]) if file in REGISTER_OF_FILE else None


def _register(name: RegisterName) -> EditableFile:
    return EditableFile(
        name.file,
        shape_of(name),
        lambda document: register_faults(document, name),
        _beginning(name.value, "../schemas"),
    )


def _beginning(name: str, schemas: str) -> str:
    return f"# yaml-language-server: $schema={schemas}/{name}.schema.json\n"


def _organisation_faults(document: Document) -> list[Diagnostic]:
    reader = Reader(document.file)
    if not document.unusable:
        ORGANISATION.read(document.root or MapNode({}, {}, 1, 1), reader)
    return reader.diagnostics
