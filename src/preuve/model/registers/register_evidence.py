"""What a register is worth as a proof, and which proofs the watch puts up for review. Pure. Why:
decisions/0008-registers.md.

An entry of the index that names a register's file is as new as the newest line in it that its
indicators can rest on: a register with no such line proves nothing. The twelve months are practice,
not law: the reading guide sets none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.model.registers.catalogue import REGISTER_OF_FILE, RegisterName
from preuve.model.registers.description import describe
from preuve.model.standard import IndicatorRef
from preuve.schema import Period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.model.evidence import Evidence, Index
    from preuve.model.registers.catalogue import Registers
    from preuve.model.registers.described.watch import WatchEntry

PERIOD = Period(12, 0)
"""How long a line speaks for a register, where the entry of the index does not say
another time under `review_every`.
"""


class RegisterState(NamedTuple):
    """What a register shows on a day, as a proof of the indicators of its entry."""

    register: RegisterName
    newest: date | None
    """The newest day on which it was worked on;
    None where an indicator has no line that it can rest on.
    """
    lines: int
    """How many of those lines were worked on in the time that a line speaks for it."""
    good_until: date | None
    period: Period
    """How long a line speaks for it."""


class RegisterEvidence(NamedTuple):
    """A register as an entry of the index names it, on any day."""

    register: RegisterName
    entry: Evidence
    days: tuple[tuple[date, ...], ...]
    """For each indicator, the days on which a line was worked on, in order."""
    worked_on: tuple[tuple[date, ...], ...]
    """For each line, the days on which it was worked on."""

    @property
    def period(self) -> Period:
        """Return how long a line speaks for the register."""
        return self.entry.review_every or PERIOD

    def on(self, day: date) -> RegisterState:
        """Return what it shows on a day; the oldest of its indicators decides."""
        counts = [bisect_right(days, day) for days in self.days]
        if not all(counts):
            return RegisterState(self.register, None, 0, None, self.period)
        newest = min(days[count - 1] for days, count in zip(self.days, counts, strict=True))
        lines = sum(
            any(one <= day <= self.period.after(one) for one in days) for days in self.worked_on
        )
        return RegisterState(self.register, newest, lines, self._until(newest), self.period)

    def _until(self, newest: date) -> date:
        until = self.period.after(newest)
        return min(until, self.entry.valid_until) if self.entry.valid_until else until

    def turns(self, first: date) -> Iterator[tuple[date, date]]:
        """Yield the days from the first on at which a newer line begins to speak, and until when;
        and the one before.
        """
        for days in self.days:
            for day in days[max(0, bisect_left(days, first) - 1) :]:
                yield day, self._until(day)


def as_proofs(index: Index, registers: Registers) -> dict[int, RegisterEvidence]:
    """Return the entries that name a register which could be read,
    by their position in the index.
    """
    by_file = {name.file: name for name in registers.kept}
    if not by_file:
        return {}
    return {
        position: _as_proof(by_file[entry.file], entry, registers)
        for position, entry in enumerate(index.evidence)
        if entry.file in by_file
    }


def _as_proof(name: RegisterName, entry: Evidence, registers: Registers) -> RegisterEvidence:
    named = tuple(dict.fromkeys(entry.named)) or tuple(
        IndicatorRef(number) for number in dict.fromkeys(entry.indicators)
    )
    description, lines = describe(name), registers.of(name) or ()
    if not any("." in proved for proved in description.proves):  # its lines know of no clauses
        named = tuple(dict.fromkeys(IndicatorRef(ref.number) for ref in named))
    serves = description.serves
    days = (
        tuple(sorted(day for line in lines if serves(line, ref) for day in line.days()))
        for ref in named
    )
    served = (line for line in lines if any(serves(line, ref) for ref in named))
    return RegisterEvidence(name, entry, tuple(days), tuple(line.days() for line in served))


def is_register(file: str | None) -> bool:
    """Return whether an entry's file is a register's."""
    return file in REGISTER_OF_FILE


def reviews(registers: Registers) -> dict[str, tuple[WatchEntry, ...]]:
    """Return what puts each proof up for review, the earliest day first, by the proof's id."""
    by_evidence: dict[str, list[WatchEntry]] = {}
    asking = (watch for watch in registers.watch if watch.review)
    for watch in sorted(asking, key=lambda one: one.review_since):
        for name in watch.review:
            by_evidence.setdefault(name, []).append(watch)
    return {name: tuple(entries) for name, entries in by_evidence.items()}


def review_due(entry: Evidence, wanted: tuple[WatchEntry, ...], on: date) -> WatchEntry | None:
    """Return what a proof is up for review for on a day:
    until it is dated that day or later, it is.
    """
    return next(
        (
            watch
            for watch in wanted
            if watch.dated <= on and entry.counts_from < watch.review_since <= on
        ),
        None,
    )
