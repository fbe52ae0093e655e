"""The files in which commands note what they saw outside the repository, with the day:
`links.json`, `shelves.json`. How one is written and read, whatever its rows say.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from preuve.core.finding import Diagnostic, Place, Severity
from preuve.core.rule_name import RuleName
from preuve.core.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from preuve.core.words import Message

R = TypeVar("R")
SCHEMA = 1


class SeenFile(NamedTuple):
    """Such a file."""

    name: str
    key: str
    """The key that its rows stand under."""
    command: str
    """The verb that writes it."""
    unknown: Message
    """That it cannot be read, and what is then not known."""
    max_bytes: int
    most: int | None = None
    """Rows that it may hold; None: as many as fit."""

    def written(self, rows: Sequence[dict[str, Any]]) -> bytes:
        """Return the file that holds these rows."""
        import json  # noqa: PLC0415 - a manual without such a file does not pay for it

        values = {"schema": SCHEMA, self.key: rows}
        return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()

    def read(
        self, root: Path, row: Callable[[dict[str, Any]], R]
    ) -> tuple[list[R], Diagnostic | None]:
        """Return what the rows say, and why there are none where the file cannot be read."""
        import json  # noqa: PLC0415 - as above

        file, line, column = root / self.name, 1, 1
        try:
            if file.is_symlink() or not file.is_file():
                return [], self._unreadable(1, 1) if os.path.lexists(file) else None
            with file.open("rb") as stream:
                data = json.loads(stream.read(self.max_bytes))
            rows = data[self.key]
            if data["schema"] == SCHEMA and (self.most is None or len(rows) <= self.most):
                return [row(values) for values in rows], None
        except json.JSONDecodeError as error:
            line, column = error.lineno, error.colno
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            pass
        return [], self._unreadable(line, column)

    def _unreadable(self, line: int, column: int) -> Diagnostic:
        return Diagnostic(
            RuleName.UNREADABLE_FILE,
            self.unknown,
            Place(self.name, line, column),
            say(
                "Delete {file} and run: {command}",
                file=self.name,
                command=f"preuve {self.command}",
            ),
            severity=Severity.WARNING,
        )
