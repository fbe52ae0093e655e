"""A finding: one fault, at one place, in words, with what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.rule_name import RuleName
from preuve.core.words import say

if TYPE_CHECKING:
    from datetime import date

    from preuve.core.words import Message

# Told of one file by reading, and of a manual by one rule: nobody mends more at a time, and each
# costs memory.
MAX_DIAGNOSTICS = 10_000


class Severity(StrEnum):
    """How much a finding weighs. Only errors close the gate;
    `off` is for rules a team switched off.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"


SHOWN = (Severity.ERROR, Severity.WARNING, Severity.INFO)
"""The severities of what is shown, the heaviest first."""


class Place(NamedTuple):
    """A place in a file. Lines and columns count from 1;
    `file` is relative to the manual's root.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Diagnostic(NamedTuple):
    """What a reader or a rule noticed, before the team's severities and waivers are applied."""

    rule: RuleName
    message: Message
    place: Place
    help: Message
    indicator: int | None = None
    evidence: str | None = None
    uncovers: tuple[int, ...] = ()
    """Indicators that this very fault leaves without evidence:
    they need no finding of their own.
    """
    owner: str | None = None
    """The role that answers for it, where neither proof nor indicator tells."""
    due: date | None = None
    """The day by which it was, or is, to be done, where it has one of its own."""
    clause: str | None = None
    """The clause of the indicator that it is about: `12.violence`."""
    without: tuple[str, ...] = ()
    """Clauses that this very fault leaves without evidence: they need no finding of their own."""
    weight: Severity | None = None
    """How much it weighs, where that is not what its rule weighs."""


def too_many_diagnostics(place: Place) -> Diagnostic:
    """Return the fault that stands for all those after the first `MAX_DIAGNOSTICS`."""
    return Diagnostic(
        RuleName.TOO_LARGE,
        say(
            "More than {limit} faults were found; those from here on are not told.",
            limit=MAX_DIAGNOSTICS,
        ),
        place,
        say(
            "Mend the others first. So many often have one cause, such as a key that is "
            "misspelt everywhere."
        ),
    )


class Finding(NamedTuple):
    """A fault with the severity it has in this manual."""

    rule: RuleName
    severity: Severity
    message: Message
    place: Place
    help: Message
    indicator: int | None
    evidence: str | None
    known: bool = False
    """Whether a baseline already had it: it is shown, and does not close the gate."""
    accepted_until: date | None = None
    """The last day of the waiver that accepts it, if one does."""
    owner: str | None = None
    """The role that answers for it, where neither proof nor indicator tells."""
    due: date | None = None
    """The day by which it was, or is, to be done, where it has one of its own."""
    uncovers: tuple[int, ...] = ()
    """Indicators that this very fault leaves without evidence."""
    clause: str | None = None
    """The clause of the indicator that it is about: `12.violence`."""
