"""What comes out of a source: proofs or sessions, rows that were left with the reason,
and what the person has to know.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.errors import PreuveError

if TYPE_CHECKING:
    from preuve.core.words import Message
    from preuve.intake.table_layout import HeadedTable


class Holds(StrEnum):
    """What a table is taken for."""

    EVIDENCE = "evidence"
    SESSIONS = "sessions"
    SESSION_FILES = "session_files"
    """A row a session, a column a document."""
    REGISTER = "register"
    NOTHING = "nothing"


class At(NamedTuple):
    """Where something stands in the source: a row of a sheet, or a file of a folder."""

    sheet: str
    row: int = 0
    column: int = 1


class Draft(NamedTuple):
    """One proof, session or line that the source names, by the keys of the manual;
    a key that is not known is not there.
    """

    values: dict[str, str]
    at: At
    notes: tuple[Message, ...] = ()
    """What the source says and the keys cannot hold: it is written into the note."""


class Left(NamedTuple):
    """A row or a file that was not taken, and why."""

    at: At
    text: str
    why: Message
    fixable: bool = True
    """Whether it can be fixed and given again; a total or an old version is not for that."""


class RowError(PreuveError):
    """A row of a table gives nothing that can be taken; the message says why."""

    def __init__(self, message: Message, *, fixable: bool = True) -> None:
        super().__init__(message)
        self.fixable = fixable


class TableReading(NamedTuple):
    """What one table, or one folder, gives."""

    holds: Holds
    drafts: list[Draft]
    left: list[Left]
    remarks: list[Message]
    table: HeadedTable | None = None
    name: str = ""
    """The register, where it is one."""
