"""A finding: one fault, at one place, in words, with what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import LabelledEnum, say

if TYPE_CHECKING:
    from datetime import date

    from preuve.core.words import Message

# Told of one file by reading, and of a manual by one rule: nobody fixes more at a time, and each
# costs memory.
MAX_DIAGNOSTICS = 10_000


class Severity(LabelledEnum):
    """How much a finding weighs. Only errors close the gate;
    `off` is for rules a team switched off.
    """

    ERROR = "error", say("error")
    WARNING = "warning", say("warning")
    INFO = "info", say("note")
    OFF = "off", say("off")


SHOWN = (Severity.ERROR, Severity.WARNING, Severity.INFO)
"""The severities of what is shown, the heaviest first; what is sorted by weight is sorted so."""


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
    severity: Severity | None = None
    """Where that is not its rule's own."""


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
            "Fix the others first. So many often have one cause, such as a key that is "
            "misspelt everywhere."
        ),
    )


class Finding(NamedTuple):
    """A diagnostic with the severity that it has in this manual."""

    diagnostic: Diagnostic
    severity: Severity
    known: bool = False
    """Whether a baseline already had it: it is shown, and does not close the gate."""
    accepted_until: date | None = None
    """The last day of the waiver that accepts it, if one does."""

    def reworded(self, message: Message) -> Finding:
        """Return the same finding in other words."""
        return self._replace(diagnostic=self.diagnostic._replace(message=message))

    @property
    def rule(self) -> RuleName:
        """Return the rule that noticed it."""
        return self.diagnostic.rule

    @property
    def message(self) -> Message:
        """Return what is wrong, in words."""
        return self.diagnostic.message

    @property
    def place(self) -> Place:
        """Return where it is put right."""
        return self.diagnostic.place

    @property
    def help(self) -> Message:
        """Return what to do about it, in words."""
        return self.diagnostic.help

    @property
    def indicator(self) -> int | None:
        """Return the number of the indicator that it is about, if it is about one."""
        return self.diagnostic.indicator

    @property
    def evidence(self) -> str | None:
        """Return the id of the entry of evidence that it is about, if it is about one."""
        return self.diagnostic.evidence

    @property
    def owner(self) -> str | None:
        """Return the role that answers for it, where neither proof nor indicator tells."""
        return self.diagnostic.owner

    @property
    def due(self) -> date | None:
        """Return the day by which it was, or is, to be done, where it has one of its own."""
        return self.diagnostic.due

    @property
    def uncovers(self) -> tuple[int, ...]:
        """Return the indicators that this very fault leaves without evidence."""
        return self.diagnostic.uncovers

    @property
    def clause(self) -> str | None:
        """Return the clause of the indicator that it is about: `12.violence`."""
        return self.diagnostic.clause
