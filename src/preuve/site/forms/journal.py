"""What was changed by forms since the server began: to be undone, and to be kept in git."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.system_reasons import system_reason
from preuve.core.words import Message, say
from preuve.core.writing import one_writer, write_whole
from preuve.editing.team_file import EditError

if TYPE_CHECKING:
    from pathlib import Path


class WrittenChange(NamedTuple):
    """One change of one file."""

    what: Message
    file: str
    before: bytes | None
    """None: the file was not there."""
    after: bytes


class Journal:
    """The changes, the newest last. `kept` of them stand in git already."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._done: list[list[WrittenChange]] = []
        self._uncommitted: list[list[WrittenChange]] = []

    def note(self, *changes: WrittenChange) -> None:
        """Note changes that belong together."""
        self._done.append(list(changes))
        self._uncommitted.append(list(changes))

    @property
    def last(self) -> Message | None:
        """What would be undone."""
        return self._done[-1][-1].what if self._done else None

    @property
    def uncommitted(self) -> list[WrittenChange]:
        """The changes that were not kept in git by a form, the oldest first."""
        return [change for changes in self._uncommitted for change in changes]

    def committed(self) -> None:
        """Note that all stands in git."""
        self._uncommitted.clear()

    def undo(self) -> Message:
        """Undo the last change; return what it was.

        Raises:
            EditError: there is none, a file was changed since, or cannot be written.

        """
        if not self._done:
            raise EditError(say("There is nothing to undo."))
        changes = self._done[-1]
        try:
            with one_writer(self._root):
                for change in changes:
                    file = self._root / change.file
                    if not file.is_file() or file.read_bytes() != change.after:
                        raise EditError(
                            say("{file} was changed since: undo it by hand.", file=change.file)
                        )
                for change in reversed(changes):
                    if change.before is None:
                        (self._root / change.file).unlink()
                    else:
                        write_whole(self._root / change.file, change.before)
        except OSError as error:
            raise EditError(
                say(
                    "{file} cannot be written: {why}.",
                    file=changes[0].file,
                    why=system_reason(error),
                )
            ) from None
        self._done.pop()
        if changes in self._uncommitted:
            self._uncommitted.remove(changes)
        return changes[-1].what
