"""The register of improvements as commands add to it:
each line linked to its origin, and never twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.editing.editable import editable
from preuve.editing.list_file import FileKind, ListFile
from preuve.editing.proposals import next_id
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.described.improvements import IMPROVEMENT
from preuve.reading import ListNode, MapNode, TextNode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preuve.editing.splice import Value

ORDER = tuple(IMPROVEMENT.fields)
"""The order in which the keys of an improvement are written."""


class ImprovementsFile(ListFile):
    """The register of improvements, read to be added to. Nothing is written before `save`."""

    def __init__(self, root: Path) -> None:
        """Read the register; one that is not kept yet is begun.

        Raises:
            EditError: it cannot be read, or holds a fault that makes its lines uncertain.

        """
        known = editable(RegisterName.IMPROVEMENTS.file)
        assert known is not None  # noqa: S101 - a register can be changed
        kind = FileKind(known.file, RegisterName.IMPROVEMENTS.value, ORDER)
        super().__init__(root / kind.file, kind, known.judge, known.beginning)
        self._ids = list(self._written("id"))
        self.origins = frozenset(self._written("origin"))
        """What the lines there came from."""

    def add(self, line: dict[str, Value]) -> str:
        """Add a line at the end under the next free id; return the id."""
        name = next_id(self._ids) if self._ids else f"AM-{str(line['date'])[:4]}-01"
        self._ids.append(name)
        self.append({**line, "id": name})
        return name

    def _written(self, key: str) -> Iterator[str]:
        """Yield what stands under a key of each line, readable or not."""
        root = self.document.root
        lines = root.entries.get(self._kind.key) if isinstance(root, MapNode) else None
        for line in lines.items if isinstance(lines, ListNode) else ():
            value = line.entries.get(key) if isinstance(line, MapNode) else None
            if isinstance(value, TextNode):
                yield value.text.strip()
