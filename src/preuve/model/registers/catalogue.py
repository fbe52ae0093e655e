"""All registers of a manual, together: which there are, and what was read of each."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from preuve.core.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.model.registers.described.complaints import Complaint
    from preuve.model.registers.described.improvements import Improvement
    from preuve.model.registers.described.non_conformities import NonConformity
    from preuve.model.registers.described.risks import Risk
    from preuve.model.registers.described.watch import WatchEntry
    from preuve.model.registers.description import KeptRegister, Line
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
    def file(self) -> str:
        """Return the register's file, by its path below the manual's root."""
        return f"{FOLDER}/{self.value}.yaml"

    @property
    def page(self) -> str:
        """Return where its page belongs, by its path below the folder of the pages."""
        return f"{FOLDER}/{self.value.replace('_', '-')}.md"


REGISTER_OF_FILE = {name.file: name for name in RegisterName}


class Registers(NamedTuple):
    """What the registers say, as far as they could be read:
    one that is not kept, or not readable at all, is not there.
    """

    by_name: Mapping[RegisterName, KeptRegister] = MappingProxyType({})
    """In the order of their names above."""
    unreadable: frozenset[str] = frozenset()
    """Ids of lines with faults: what refers to them refers to something."""
    unusable: frozenset[RegisterName] = frozenset()
    """Those whose file is there and cannot be read: what refers to their lines is not judged."""

    def of(self, name: RegisterName) -> tuple[Entry, ...] | None:
        """Return the lines of one register; None where it is not kept."""
        register = self.by_name.get(name)
        return None if register is None else register.lines

    def lines(self, name: RegisterName, list_name: str = "") -> tuple[Line, ...]:
        """Return the lines of a list of a register, made of columns:
        of the one of its own name, if none is named.
        """
        register = self.by_name.get(name)
        return () if register is None else register.of(list_name or name.value)

    def head(self, name: RegisterName, key: str) -> Period | None:
        """Return a time that the team set itself at the head of a register."""
        register = self.by_name.get(name)
        value: Period | None = None if register is None else register.head.get(key)
        return value

    @property
    def kept(self) -> tuple[RegisterName, ...]:
        """Return the registers that are kept."""
        return tuple(self.by_name)

    @property
    def non_conformities(self) -> tuple[NonConformity, ...]:
        """Return the lines of that register; none where it is not kept."""
        return self._lines_of(RegisterName.NON_CONFORMITIES)

    @property
    def improvements(self) -> tuple[Improvement, ...]:
        """Return the lines of that register; none where it is not kept."""
        return self._lines_of(RegisterName.IMPROVEMENTS)

    @property
    def watch(self) -> tuple[WatchEntry, ...]:
        """Return the lines of that register; none where it is not kept."""
        return self._lines_of(RegisterName.WATCH)

    @property
    def complaints(self) -> tuple[Complaint, ...]:
        """Return the lines of that register; none where it is not kept."""
        return self._lines_of(RegisterName.COMPLAINTS)

    @property
    def risks(self) -> tuple[Risk, ...]:
        """Return the lines of that register; none where it is not kept."""
        return self._lines_of(RegisterName.RISKS)

    def _lines_of(self, name: RegisterName) -> tuple[Any, ...]:
        return self.of(name) or ()

    def all(self) -> Iterator[tuple[RegisterName, Entry]]:
        """Yield every line of every register, in the order of the files."""
        for name, register in self.by_name.items():
            for line in register.lines:
                yield name, line
