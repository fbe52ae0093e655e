"""The evidence index as commands change it: one entry at a time, every other byte kept, checked before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.editing.splice import KeyChange, SpliceError, append, change
from preuve.editing.writing import write_whole
from preuve.evidence import EVIDENCE, read_index
from preuve.manual import INDEX_FILE
from preuve.source import Mapping, Scalar, Sequence, parse_yaml, read_yaml
from preuve.words import Message, say

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.editing.splice import Value
    from preuve.finding import Fault
    from preuve.source import Document

ORDER = tuple(EVIDENCE.fields)
"""The order in which the keys of an entry are written."""


class EditError(Exception):
    """Why a file was left as it is, in words for the person who gave the command."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text)
        self.said = said


class IndexFile:
    """The index, read to be changed. Nothing is written before `save`."""

    def __init__(self, root: Path) -> None:
        """Read the index of a manual.

        Raises:
            EditError: it cannot be read, or holds a fault that makes its entries uncertain.

        """
        self.path = root / INDEX_FILE
        document = read_yaml(self.path, INDEX_FILE)
        blocking = [fault for fault in document.faults if document.unusable or fault.rule == "duplicate-key"]
        if blocking:
            raise EditError(_first(blocking))
        self._data = self.path.read_bytes()
        self._text = self._data.decode("utf-8-sig")
        self._mark = self._data[: len(self._data) - len(self._text.encode())]
        self.ids = _ids(document)
        """The id of each entry, by position; an entry without one has the empty id."""
        self._new: list[dict[str, Value]] = []
        self._changes: dict[tuple[int, str], KeyChange] = {}

    def add(self, entry: dict[str, Value]) -> None:
        """Add an entry at the end. Raises EditError when its id is taken."""
        taken = {name.casefold() for name in [*self.ids, *(str(one["id"]) for one in self._new)]}
        if str(entry["id"]).casefold() in taken:
            raise EditError(say("There is an entry {id} already.", id=entry["id"]))
        self._new.append({key: entry[key] for key in ORDER if key in entry})

    def put(self, name: str, key: str, value: Value | None) -> None:
        """Give a key of an entry a value, or with None take it out.

        Raises:
            EditError: there is no such entry, or more than one.

        """
        position = self._position(name)
        self._changes[position, key] = KeyChange(("evidence", position), key, value)

    def save(self) -> bool:
        """Write the index, if anything changed; return whether it did.

        Raises:
            EditError: the change would bring a fault, somebody else changed the file, or it cannot be written.

        """
        text = self._changed()
        before = {_name(fault) for fault in _faults(self._text)}
        new = [fault for fault in _faults(text) if _name(fault) not in before]
        if new:
            raise EditError(_first(new))
        if text == self._text:
            return False
        try:
            if self.path.read_bytes() != self._data:
                raise EditError(say("{file} was changed by somebody else meanwhile. Give the command again.", file=INDEX_FILE))
            write_whole(self.path, self._mark + text.encode())
        except OSError as error:
            raise EditError(say("{file} cannot be written: {why}.", file=INDEX_FILE, why=error.strerror or "")) from None
        return True

    def _changed(self) -> str:
        try:
            text = change(self._text, self._changes.values(), ORDER) if self._changes else self._text
            return append(text, "evidence", *self._new) if self._new else text
        except SpliceError as error:
            message = say(
                "{file} cannot be changed here without touching more ({why}). Change it by hand.",
                file=INDEX_FILE,
                why=str(error),
            )
            raise EditError(message) from None

    def _position(self, name: str) -> int:
        places = [place for place, known in enumerate(self.ids) if known.casefold() == name.casefold()]
        if not places:
            raise EditError(say("{file} has no entry {id}.", file=INDEX_FILE, id=name))
        if len(places) > 1:
            raise EditError(say("Several entries are named {id}. Give each an id of its own first.", id=name))
        return places[0]


def _ids(document: Document) -> list[str]:
    root = document.root
    entries = root.entries.get("evidence") if isinstance(root, Mapping) else None
    items = entries.items if isinstance(entries, Sequence) else []
    names = [item.entries.get("id") if isinstance(item, Mapping) else None for item in items]
    return [name.text if isinstance(name, Scalar) else "" for name in names]


def _faults(text: str) -> list[Fault]:
    document = parse_yaml(text, INDEX_FILE)
    return [*document.faults, *read_index(document)[1]]


def _name(fault: Fault) -> tuple[str, str, str]:
    """Return what stays the same of a fault when lines are added above it."""
    return fault.rule, repr(fault.message), repr(fault.evidence)


def _first(faults: list[Fault]) -> Message:
    fault = faults[0]
    return say("{place}: {message} {help}", place=str(fault.place), message=fault.message, help=fault.help)
