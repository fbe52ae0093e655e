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
from preuve.editing.splice import KeyChange, SpliceError, append, change, remove_item
from preuve.reading import parse_yaml, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from preuve.core.finding import Diagnostic
    from preuve.editing.splice import Path as Steps
    from preuve.editing.splice import Value
    from preuve.reading import Document


class EditError(PreuveError):
    """Why a file was left as it is, in words for the person who gave the command."""


class DiffLine(NamedTuple):
    """A line that a change takes away or writes."""

    sign: str
    """`-` or `+`."""
    number: int
    """Its number in the file: before the change, or after it."""
    text: str


class TeamFile:
    """A YAML file of a team, read to be changed. Nothing is written before `save`."""

    def __init__(
        self,
        path: Path,
        file: str,
        judge: Callable[[Document], list[Diagnostic]],
        beginning: str | None = None,
    ) -> None:
        """Read a file of a manual.

        Args:
            path: the file.
            file: its path below the manual's root.
            judge: returns what is wrong with the file beside its syntax.
            beginning: the first lines of a file that is not there yet; None where it must be there.

        Raises:
            EditError: it cannot be read, or holds a fault that makes its entries uncertain.

        """
        self.path, self.file, self._judge = path, file, judge
        self._data = b""
        if beginning is None or path.exists() or path.is_symlink():
            self.document = read_yaml(path, file)
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
            self.document = parse_yaml(beginning, file)
            self._text = beginning
        self._mark = self._data[: len(self._data) - len(self._text.encode())] if self._data else b""
        self._changes: dict[tuple[Steps, str], KeyChange] = {}
        self._orders: list[str] = []
        self._new: dict[tuple[Steps, str], list[dict[str, Value]]] = {}
        self._gone: list[tuple[Steps, int]] = []

    @property
    def data(self) -> bytes:
        """The file's bytes as they were read or written last."""
        return self._data

    def set_key(
        self, path: Steps, key: str, value: Value | None, order: Sequence[str] = ()
    ) -> None:
        """Give a key of the map at a path a value, or with None take it out.

        Args:
            path: the keys and positions that lead to the map.
            key: the key.
            value: what it is to say; None: the key goes.
            order: the keys of such a map, in the order in which they are written.

        """
        self._changes[path, key] = KeyChange(path, key, value)
        self._orders += [name for name in order if name not in self._orders]

    def add_to(self, path: Steps, key: str, entry: dict[str, Value]) -> None:
        """Add an entry to the list under a key of the map at a path."""
        self._new.setdefault((path, key), []).append(entry)

    def remove(self, path: Steps, position: int) -> None:
        """Take an item out of the list at a path."""
        self._gone.append((path, position))

    def save(self) -> bool:
        """Write the file, if anything changed; return whether it did.

        Raises:
            EditError: the change would bring a fault, somebody else changed the file, or it cannot
                be written.

        """
        text = self._changed()
        if new := self.new_faults():
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
        self._data, self._text = data, text
        self._new, self._changes, self._gone = {}, {}, []
        return True

    def new_faults(self) -> list[Diagnostic]:
        """Return the faults that the change would bring.

        Raises:
            EditError: the change cannot be made in this file.

        """
        before = {_name(diagnostic) for diagnostic in self._faults(self._data.decode("utf-8-sig"))}
        after = self._faults(self._changed())
        return [diagnostic for diagnostic in after if _name(diagnostic) not in before]

    def changed_document(self) -> Document:
        """Return the file as it would be. Raises EditError where the change cannot be made."""
        return parse_yaml(self._changed(), self.file)

    def new_lines(self) -> list[str]:
        """Return the lines that `save` would write anew.

        Raises:
            EditError: the change cannot be made in this file.

        """
        return [line.text for line in self.diff() if line.sign == "+"]

    def diff(self) -> list[DiffLine]:
        """Return the lines that `save` would take away and write anew.

        Raises:
            EditError: the change cannot be made in this file.

        """
        before, after = (text.splitlines() for text in (self._text, self._changed()))
        lines: list[DiffLine] = []
        for step, first_old, last_old, first_new, last_new in SequenceMatcher(
            None, before, after, autojunk=False
        ).get_opcodes():
            if step == "equal":
                continue
            lines += [DiffLine("-", n + 1, before[n]) for n in range(first_old, last_old)]
            lines += [DiffLine("+", n + 1, after[n]) for n in range(first_new, last_new)]
        return lines

    def _changed(self) -> str:
        try:
            text = self._text
            if self._changes:
                text = change(text, self._changes.values(), self._orders)
            for (path, key), entries in self._new.items():
                text = append(text, key, *entries, at=path)
            for path, position in self._gone:
                text = remove_item(text, path, position)
        except SpliceError as error:
            message = say(
                "{file} cannot be changed here without touching more ({why}). Change it by hand.",
                file=self.file,
                why=error.message,
            )
            raise EditError(message) from None
        return text

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
