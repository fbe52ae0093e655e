"""What changed in the registers between two days, line by line, and what stands where it stood."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from preuve.history.register_lines import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preuve.history.register_lines import Line, Lines


class LineChange(StrEnum):
    """What became of a line. Several may be told of one, but that it says something else only where nothing more is."""

    ADDED = "added"
    MOVED = "moved"
    """It has come farther, or back; a new one too, where it is no more at its beginning."""
    CLASSED = "classed"
    """It is classed otherwise: a minor non-conformity that counts as major, a risk that weighs less."""
    SEEN = "seen"
    """Somebody looked at it again."""
    REWRITTEN = "rewritten"
    REMOVED = "removed"


class ChangedLine(NamedTuple):
    """A line then and now; None where it was not there."""

    register: str
    change: LineChange
    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        """Return the line as it is, else as it was."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - a change has one side at least
        return found


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
    waiting: tuple[tuple[str, Line], ...]
    """The lines that wait for something as they did, with their register; what they say may be new."""

    def of(self, register: str) -> tuple[ChangedLine, ...]:
        """Return what became of the lines of a register."""
        return tuple(changed_line for changed_line in self.lines if changed_line.register == register)


_WAITING = frozenset({State.OPEN, State.LATE, State.UNPROVEN})


def compare_registers(before: Lines, after: Lines) -> RegisterChanges:
    """Compare the registers on two days."""
    names = tuple(dict.fromkeys((*after, *before)))
    unread = tuple(name for name in names if None in {before.get(name, ()), after.get(name, ())})
    changed: list[ChangedLine] = []
    waiting: list[tuple[str, Line]] = []
    same = 0
    for name in names:
        if name in unread:
            continue
        found = list(_changes(name, before.get(name) or (), after.get(name) or ()))
        elsewhere = {
            changed_line.line.key for changed_line in found if changed_line.change in {LineChange.ADDED, LineChange.MOVED}
        }
        now = after.get(name) or ()
        waiting += [(name, line) for line in now if line.state in _WAITING and line.key not in elsewhere]
        same += len(now) - len({changed_line.line.key for changed_line in found if changed_line.after is not None})
        changed += found
    return RegisterChanges(
        begun=tuple(name for name in after if name not in before),
        given_up=tuple(name for name in before if name not in after),
        unread=unread,
        compared=tuple(name for name in after if name in before and name not in unread),
        lines=tuple(changed),
        same=same,
        waiting=tuple(waiting),
    )


def _changes(register: str, before: Iterable[Line], after: Iterable[Line]) -> Iterator[ChangedLine]:
    """Yield what became of each line, in the order of the register as it is; those taken out come last."""
    known = {line.key: line for line in before}
    for now in after:
        then = known.pop(now.key, None)
        for change in _of_line(then, now):
            yield ChangedLine(register, change, then, now)
    for then in known.values():
        yield ChangedLine(register, LineChange.REMOVED, then, None)


def _of_line(then: Line | None, now: Line) -> Iterator[LineChange]:
    if then is None:
        yield LineChange.ADDED
        if now.state is not State.OPEN:
            yield LineChange.MOVED
        return
    moved, seen = now.state is not then.state, now.seen is not None and now.seen != then.seen
    classed = now.kind != then.kind and not seen
    if moved:
        yield LineChange.MOVED
    if seen:
        yield LineChange.SEEN
    if classed:
        yield LineChange.CLASSED
    if now.written != then.written and not (moved or seen or classed):
        yield LineChange.REWRITTEN
