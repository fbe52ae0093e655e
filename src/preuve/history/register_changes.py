"""What changed in the registers between two days, line by line, and what stands where it stood."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from preuve.history.register_lines import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from preuve.history.register_lines import Lines, RegisterLine


class LineChange(StrEnum):
    """What became of a line. Several may be told of one,
    but that it says something else only where nothing more is.
    """

    BACKDATED = "backdated"
    """A day that was recorded of it went back."""
    ADDED = "added"
    MOVED = "moved"
    """It has come farther, or back; a new one too, where it is no more at its beginning."""
    CLASSED = "classed"
    """It is classed otherwise: a minor non-conformity that counts as major,
    a risk that weighs less.
    """
    SEEN = "seen"
    """Somebody looked at it again."""
    REWRITTEN = "rewritten"
    REMOVED = "removed"


class ChangedLine(NamedTuple):
    """A line then and now; None where it was not there."""

    register: str
    change: LineChange
    before: RegisterLine | None
    after: RegisterLine | None

    @property
    def line(self) -> RegisterLine:
        """Return the line as it is, else as it was."""
        line = self.after or self.before
        assert line is not None  # noqa: S101 - a change has one side at least
        return line


class RegisterChanges(NamedTuple):
    """What changed in the registers, and what did not."""

    begun: tuple[str, ...]
    """The registers kept now that were not."""
    given_up: tuple[str, ...]
    unread: tuple[str, ...]
    """Those that could not be read to their end on one of the two days: they are not compared."""
    compared: tuple[str, ...]
    """Those that were kept on both days, and could be read."""
    lines: tuple[ChangedLine, ...]
    same: int
    """How many lines are as they were."""
    waiting: tuple[tuple[str, RegisterLine], ...]
    """The lines that wait for something as they did, with their register;
    what they say may be new.
    """

    def of(self, register: str) -> tuple[ChangedLine, ...]:
        """Return what became of the lines of a register."""
        return tuple(
            changed_line for changed_line in self.lines if changed_line.register == register
        )


_WAITING = frozenset({State.OPEN, State.LATE, State.UNPROVEN})


def compare_registers(before: Lines, after: Lines) -> RegisterChanges:
    """Compare the registers on two days."""
    names = tuple(dict.fromkeys((*after, *before)))
    unread = tuple(name for name in names if None in {before.get(name, ()), after.get(name, ())})
    read = [name for name in names if name not in unread]
    changes = {
        name: tuple(_changes(name, before.get(name) or (), after.get(name) or ())) for name in read
    }
    return RegisterChanges(
        begun=tuple(name for name in after if name not in before),
        given_up=tuple(name for name in before if name not in after),
        unread=unread,
        compared=tuple(name for name in after if name in before and name not in unread),
        lines=tuple(change for name in read for change in changes[name]),
        same=sum(_unchanged(after.get(name) or (), changes[name]) for name in read),
        waiting=tuple(
            (name, line)
            for name in read
            for line in _still_waiting(after.get(name) or (), changes[name])
        ),
    )


def _unchanged(now: Sequence[RegisterLine], changes: Iterable[ChangedLine]) -> int:
    """Return how many of a register's lines nothing is said of."""
    return len(now) - len({change.line.key for change in changes if change.after is not None})


def _still_waiting(
    now: Iterable[RegisterLine], changes: Iterable[ChangedLine]
) -> Iterator[RegisterLine]:
    """Yield the lines that wait for something, and did before."""
    elsewhere = {
        change.line.key
        for change in changes
        if change.change in {LineChange.ADDED, LineChange.MOVED}
    }
    return (line for line in now if line.state in _WAITING and line.key not in elsewhere)


def _changes(
    register: str, before: Iterable[RegisterLine], after: Iterable[RegisterLine]
) -> Iterator[ChangedLine]:
    """Yield what became of each line, in the order of the register as it is;
    those taken out come last.
    """
    known = {line.key: line for line in before}
    for now in after:
        then = known.pop(now.key, None)
        for change in _of_line(then, now):
            yield ChangedLine(register, change, then, now)
    for then in known.values():
        yield ChangedLine(register, LineChange.REMOVED, then, None)


def _of_line(then: RegisterLine | None, now: RegisterLine) -> Iterator[LineChange]:
    if then is None:
        yield LineChange.ADDED
        if now.state is not State.OPEN:
            yield LineChange.MOVED
        return
    if back := day_back(then, now):
        yield LineChange.BACKDATED
    moved, seen = now.state is not then.state, now.seen is not None and now.seen != then.seen
    classed = now.kind != then.kind and not seen
    if moved:
        yield LineChange.MOVED
    if seen:
        yield LineChange.SEEN
    if classed:
        yield LineChange.CLASSED
    if now.written != then.written and not (moved or seen or classed or back):
        yield LineChange.REWRITTEN


def day_back(then: RegisterLine, now: RegisterLine) -> tuple[date, date] | None:
    """Return a day recorded of a line before and after it went back;
    a day by which something is to be done is none.
    """
    days = [(then.began, now.began), (then.seen, now.seen)]
    if then.state is now.state and then.state not in _WAITING:
        days.append((then.day, now.day))
    return next(
        ((before, after) for before, after in days if before and after and after < before), None
    )
