"""All registers of a manual, together: which there are, and what was read of each."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from preuve.core.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.model.registers.complaints import Complaint
    from preuve.model.registers.description import KeptRegister, Line
    from preuve.model.registers.improvements import Improvement
    from preuve.model.registers.non_conformities import NonConformity
    from preuve.model.registers.risks import Risk
    from preuve.model.registers.watch import WatchEntry
    from preuve.schema import Period

    Entry: TypeAlias = NonConformity | Improvement | WatchEntry | Complaint | Risk | Line
    """One line of a register. Each has an `id`, an `origin` and `days()`,
    the days on which it was worked on.
    """

FOLDER = "registers"


class RegisterName(StrEnum):
    """The registers, by the names of their files and of the list in each."""

    NON_CONFORMITIES = "non_conformities"
    IMPROVEMENTS = "improvements"
    WATCH = "watch"
    COMPLAINTS = "complaints"
    RISKS = "risks"
    CONTRIBUTORS = "contributors"
    SUBCONTRACTORS = "subcontractors"
    RESULTS = "results"
    FEEDBACK = "feedback"
    REPORTS = "reports"
    DISTANCE = "distance"
    DISABILITY_NETWORK = "disability_network"
    AUTHORISATIONS = "authorisations"
    DROP_OUTS = "drop_outs"
    MEETINGS = "meetings"

    @property
    def described(self) -> bool:
        """Return whether its lines are made from its description alone; those of the first five
        have classes of their own.
        """
        return self not in _FIRST

    @property
    def file(self) -> str:
        """Return the register's file, by its path below the manual's root."""
        return f"{FOLDER}/{self.value}.yaml"


_FIRST = frozenset(
    {
        RegisterName.NON_CONFORMITIES,
        RegisterName.IMPROVEMENTS,
        RegisterName.WATCH,
        RegisterName.COMPLAINTS,
        RegisterName.RISKS,
    }
)
REGISTER_OF_FILE = {name.file: name for name in RegisterName}


class Registers(NamedTuple):
    """What the registers say, as far as they could be read;
    None for one that is not kept, or not readable at all.
    """

    non_conformities: tuple[NonConformity, ...] | None = None
    improvements: tuple[Improvement, ...] | None = None
    watch: tuple[WatchEntry, ...] | None = None
    complaints: tuple[Complaint, ...] | None = None
    risks: tuple[Risk, ...] | None = None
    acknowledge_within: Period | None = None
    """The time in which the team means to acknowledge a complaint:
    its own rule, since no text gives one.
    """
    answer_within: Period | None = None
    """The time in which the team means to answer a complaint: its own rule."""
    described: Mapping[RegisterName, KeptRegister] = MappingProxyType({})
    """The registers that are made from descriptions."""
    unreadable: frozenset[str] = frozenset()
    """Ids of lines with faults: what refers to them refers to something."""
    unusable: frozenset[RegisterName] = frozenset()
    """Those whose file is there and cannot be read: what refers to their lines is not judged."""

    def of(self, name: RegisterName) -> tuple[Entry, ...] | None:
        """Return the lines of one register; None where it is not kept."""
        if name.described:
            kept = self.described.get(name)
            return None if kept is None else kept.lines
        entries: tuple[Entry, ...] | None = getattr(self, name.value)
        return entries

    def lines(self, name: RegisterName, list_name: str = "") -> tuple[Line, ...]:
        """Return the lines of a list of a register that is described:
        of the one of its own name, if none is named.
        """
        kept = self.described.get(name)
        return () if kept is None else kept.of(list_name or name.value)

    def head(self, name: RegisterName, key: str) -> Period | None:
        """Return a time that the team set itself at the head of a register that is described."""
        kept = self.described.get(name)
        value: Period | None = None if kept is None else kept.head.get(key)
        return value

    @property
    def kept(self) -> tuple[RegisterName, ...]:
        """Return the registers that are kept."""
        return tuple(name for name in RegisterName if self.of(name) is not None)

    def all(self) -> Iterator[tuple[RegisterName, Entry]]:
        """Yield every line of every register, in the order of the files."""
        for name in RegisterName:
            for entry in self.of(name) or ():
                yield name, entry
