"""A YAML file of a team that holds a list of entries, as commands change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.editing.team_file import TeamFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from preuve.core.finding import Diagnostic
    from preuve.editing.splice import Value
    from preuve.reading import Document


class FileKind(NamedTuple):
    """A file with a list of entries."""

    file: str
    """Its path below the manual's root."""
    key: str
    """The key of the top map that the list stands under."""
    order: tuple[str, ...]
    """The order in which the keys of an entry are written."""


class ListFile(TeamFile):
    """A file with a list under one key, read to be changed. Nothing is written before `save`."""

    def __init__(
        self,
        path: Path,
        kind: FileKind,
        judge: Callable[[Document], list[Diagnostic]],
        beginning: str | None = None,
    ) -> None:
        """Read a file of a manual; *kind* says which it is, and how it is laid out.

        Raises:
            EditError: it cannot be read, or holds a fault that makes its entries uncertain.

        """
        super().__init__(path, kind.file, judge, beginning)
        self._kind = kind

    @property
    def added(self) -> list[dict[str, Value]]:
        """The entries that `save` would add."""
        return self._new.get(((), self._kind.key), [])

    def append(self, entry: dict[str, Value]) -> None:
        """Add an entry at the end; its keys are put in order, and those unknown left out."""
        kept = {key: entry[key] for key in self._kind.order if key in entry}
        self.add_to((), self._kind.key, kept)

    def put_at(self, position: int, key: str, value: Value | None) -> None:
        """Give a key of the entry at a position a value, or with None take it out."""
        self.set_key((self._kind.key, position), key, value, self._kind.order)
