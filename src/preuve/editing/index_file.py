"""The evidence index as commands change it: one entry at a time,
every other byte kept, checked before it is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.editing.list_file import FileKind, ListFile
from preuve.editing.team_file import EditError
from preuve.model.evidence import EVIDENCE, read_index
from preuve.model.manual import INDEX_FILE
from preuve.reading import ListNode, MapNode, TextNode

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.editing.splice import Value
    from preuve.reading import Document

ORDER = tuple(EVIDENCE.fields)
"""The order in which the keys of an entry are written."""


class IndexFile(ListFile):
    """The index, read to be changed. Nothing is written before `save`."""

    def __init__(self, root: Path) -> None:
        """Read the index of a manual.

        Raises:
            EditError: it cannot be read, or holds a fault that makes its entries uncertain.

        """
        super().__init__(
            root / INDEX_FILE,
            FileKind(INDEX_FILE, "evidence", ORDER),
            lambda document: read_index(document)[1],
        )
        self.ids = _ids(self.document)
        """The id of each entry, by position; an entry without one has the empty id."""

    def refuse_taken(self, name: str) -> None:
        """Raise EditError when an id is taken."""
        taken = {one.casefold() for one in [*self.ids, *(str(entry["id"]) for entry in self.added)]}
        if name.casefold() in taken:
            raise EditError(say("There is an entry {id} already.", id=name))

    def add(self, entry: dict[str, Value]) -> None:
        """Add an entry at the end. Raises EditError when its id is taken."""
        self.refuse_taken(str(entry["id"]))
        self.append(entry)

    def put(self, name: str, key: str, value: Value | None) -> None:
        """Give a key of an entry a value, or with None take it out.

        Raises:
            EditError: there is no such entry, or more than one.

        """
        self.put_at(self._position(name), key, value)

    def _position(self, name: str) -> int:
        places = [
            place for place, known in enumerate(self.ids) if known.casefold() == name.casefold()
        ]
        if not places:
            raise EditError(say("{file} has no entry {id}.", file=INDEX_FILE, id=name))
        if len(places) > 1:
            raise EditError(
                say("Several entries are named {id}. Give each an id of its own first.", id=name)
            )
        return places[0]


def _ids(document: Document) -> list[str]:
    root = document.root
    entries = root.entries.get("evidence") if isinstance(root, MapNode) else None
    items = entries.items if isinstance(entries, ListNode) else []
    names = [node.entries.get("id") if isinstance(node, MapNode) else None for node in items]
    return [name.text if isinstance(name, TextNode) else "" for name in names]
