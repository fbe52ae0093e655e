"""One YAML file of a team as commands change it:
every other byte kept, checked before it is written, whole or not at all.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.errors import PreuveError
from preuve.core.system_reasons import system_reason
from preuve.core.words import Message, say
from preuve.core.writing import one_writer, write_whole
from preuve.editing.splice import KeyChange, SpliceError, append, change
from preuve.reading import parse_yaml, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preuve.core.finding import Diagnostic
    from preuve.editing.splice import Value
    from preuve.reading import Document


class EditError(PreuveError):
    """Why a file was left as it is, in words for the person who gave the command."""


class FileKind(NamedTuple):
    """A file with a list of entries."""

    file: str
    """Its path below the manual's root."""
    key: str
    """The key of the top map that the list stands under."""
    order: tuple[str, ...]
    """The order in which the keys of an entry are written."""


class ListFile:
    """A file with a list under one key, read to be changed. Nothing is written before `save`."""

    def __init__(
        self,
        path: Path,
        kind: FileKind,
        judge: Callable[[Document], list[Diagnostic]],
        beginning: str | None = None,
    ) -> None:
        """Read a file of a manual.

        Args:
            path: the file.
            kind: which file it is, and how it is laid out.
            judge: returns what is wrong with the file beside its syntax.
            beginning: the first lines of a file that is not there yet; None where it must be there.

        Raises:
            EditError: it cannot be read, or holds a fault that makes its entries uncertain.

        """
        self.path, self.file, self._kind, self._judge = path, kind.file, kind, judge
        self._data = b""
        if beginning is None or path.exists() or path.is_symlink():
            self.document = read_yaml(path, kind.file)
            blocking = [
                diagnostic
                for diagnostic in self.document.diagnostics
                if self.document.unusable or diagnostic.rule == "duplicate-key"
            ]
            if blocking:
                raise EditError(first(blocking))
            self._data = path.read_bytes()
            self._text = self._data.decode("utf-8-sig")
        else:
            self.document = parse_yaml(beginning, kind.file)
            self._text = beginning
        self._mark = self._data[: len(self._data) - len(self._text.encode())] if self._data else b""
        self._new: list[dict[str, Value]] = []
        self._changes: dict[tuple[int, str], KeyChange] = {}

    def append(self, entry: dict[str, Value]) -> None:
        """Add an entry at the end; its keys are put in order, and those unknown left out."""
        self._new.append({key: entry[key] for key in self._kind.order if key in entry})

    def put_at(self, position: int, key: str, value: Value | None) -> None:
        """Give a key of the entry at a position a value, or with None take it out."""
        self._changes[position, key] = KeyChange((self._kind.key, position), key, value)

    def save(self) -> bool:
        """Write the file, if anything changed; return whether it did.

        Raises:
            EditError: the change would bring a fault, somebody else changed the file, or it cannot
                be written.

        """
        text = self._changed()
        before = {_name(diagnostic) for diagnostic in self._faults(self._data.decode("utf-8-sig"))}
        new = [diagnostic for diagnostic in self._faults(text) if _name(diagnostic) not in before]
        if new:
            raise EditError(first(new))
        data = self._mark + text.encode()
        if data == self._data:
            return False
        try:
            with one_writer(self.path.parents[self.file.count("/")]):
                if (self.path.read_bytes() if self.path.exists() else b"") != self._data:
                    raise EditError(
                        say(
                            "{file} was changed by somebody else meanwhile. Give the command "
                            "again.",
                            file=self.file,
                        )
                    )
                self.path.parent.mkdir(exist_ok=True)
                write_whole(self.path, data)
        except OSError as error:
            raise EditError(
                say("{file} cannot be written: {why}.", file=self.file, why=system_reason(error))
            ) from None
        self._data, self._text, self._new, self._changes = data, text, [], {}
        return True

    def new_lines(self) -> list[str]:
        """Return the lines that `save` would write anew.

        Raises:
            EditError: the change cannot be made in this file.

        """
        before, after = (text.splitlines() for text in (self._text, self._changed()))
        steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        return [
            line
            for step, _, _, first, last in steps
            if step != "equal"
            for line in after[first:last]
        ]

    def _changed(self) -> str:
        try:
            text = (
                change(self._text, self._changes.values(), self._kind.order)
                if self._changes
                else self._text
            )
            return append(text, self._kind.key, *self._new) if self._new else text
        except SpliceError as error:
            message = say(
                "{file} cannot be changed here without touching more ({why}). Change it by hand.",
                file=self.file,
                why=str(error),
            )
            raise EditError(message) from None

    def _faults(self, text: str) -> list[Diagnostic]:
        document = parse_yaml(text, self.file)
        return [*document.diagnostics, *self._judge(document)]


def _name(diagnostic: Diagnostic) -> tuple[str, str, str]:
    """Return what stays the same of a fault when lines are added above it."""
    return diagnostic.rule, repr(diagnostic.message), repr(diagnostic.evidence)


def first(diagnostics: list[Diagnostic]) -> Message:
    """Return the first of some faults as why a file cannot be changed."""
    diagnostic = diagnostics[0]
    return say(
        "{place}: {message} {help}",
        place=str(diagnostic.place),
        message=diagnostic.message,
        help=diagnostic.help,
    )
