"""The lines of a manual's registers on a day: what each is and how far it has come, none of its
words.

A line of years ago may say what was taken out of the register since, a name for instance: nothing
of its text is kept.
"""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.core.digest import digest_of
from preuve.cycle.non_conformities import NonConformityState, follow
from preuve.model.registers.catalogue import RegisterName
from preuve.reading import plain_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preuve.assess.assessment import Assessment
    from preuve.cycle.non_conformities import TrackedNonConformity
    from preuve.model.registers.catalogue import Entry, Registers
    from preuve.model.registers.described.complaints import Complaint
    from preuve.model.registers.described.improvements import Improvement
    from preuve.model.registers.described.risks import Risk
    from preuve.model.registers.described.watch import WatchEntry
    from preuve.reading import Node

ACTIONS = "actions"
"""What is done about non-conformities:
told beside the registers, though it stands in one of them.
"""


class State(StrEnum):
    """How far a line has come on a day."""

    OPEN = "open"
    LATE = "late"
    UNPROVEN = "unproven"
    """A non-conformity that the team closed, and of which nothing shows it."""
    ANSWERED = "answered"
    DONE = "done"
    """An action done, a watch made use of, a complaint over, a non-conformity corrected."""
    NO_IMPACT = "no_impact"
    """Something read that was found to ask for nothing."""
    VERIFIED = "verified"


class RegisterLine(NamedTuple):
    """A line of a register on a day."""

    id: str
    """What people cite it by; of an action, its non-conformity's."""
    key: str
    """What it is known by on another day: an action has no id of its own."""
    kind: str
    """How it is classed: a grade, a watch, a sort of complaint; a risk's level;
    whether an improvement worked.
    """
    indicator: int | None
    began: date
    state: State
    day: date | None
    """The day of its state: by when it is to be done while it is not,
    the day it was done once it is.
    """
    seen: date | None
    """The last day somebody looked at it again:
    a risk weighed anew, an improvement's effect checked.
    """
    written: str
    """What its file says of it, as a digest."""


Lines = dict[str, tuple[RegisterLine, ...] | None]
"""The lines by register: none of one that is not kept,
None for one that could not be read to its end.
"""


def lines_of(assessment: Assessment) -> Lines:
    """Return the lines that were there on the assessment's day."""
    manual, on = assessment.manual, assessment.on
    damaged = {diagnostic.place.file for diagnostic in manual.diagnostics}
    by_register: Lines = {}
    for name in RegisterName:
        if name.file in damaged:
            by_register[name.value] = None
        elif manual.registers.of(name) is not None:
            by_register[name.value] = tuple(_lines(manual.registers, name, on))
    if by_register.get(RegisterName.NON_CONFORMITIES) is not None:
        followed = sorted(
            follow(assessment), key=lambda one: (one.non_conformity.audit, one.non_conformity.id)
        )
        by_register[RegisterName.NON_CONFORMITIES.value] = tuple(
            _non_conformity(tracked) for tracked in followed
        )
        by_register[ACTIONS] = tuple(_actions(followed, on))
    return by_register


def _lines(registers: Registers, name: RegisterName, on: date) -> Iterator[RegisterLine]:
    read: Any = _READ.get(name, _described)
    for entry in registers.of(name) or ():
        line: RegisterLine = read(entry, on)
        if line.began <= on:
            yield line


def _described(entry: Entry, on: date) -> RegisterLine:
    """Return a line of which nothing more is known than that it is there,
    and worked on again on later days.
    """
    days = sorted(entry.days())
    began = days[0] if days else date.min
    seen = max((day for day in days if began < day <= on), default=None)
    return RegisterLine(
        entry.id,
        entry.id,
        "",
        None,
        began,
        State.DONE,
        began if days else None,
        seen,
        _digest(entry.origin.node),
    )


def _improvement(improvement: Improvement, on: date) -> RegisterLine:
    effect = (
        improvement.effect
        if improvement.effect is not None and improvement.effect.checked <= on
        else None
    )
    worked, seen = (effect.worked.value, effect.checked) if effect else ("", None)
    state, day = _done_by(improvement.due, improvement.done, on)
    return RegisterLine(
        improvement.id,
        improvement.id,
        worked,
        None,
        improvement.dated,
        state,
        day,
        seen,
        _digest(improvement.origin.node),
    )


def _watch(watch: WatchEntry, on: date) -> RegisterLine:
    used = watch.used if watch.used is not None and watch.used <= on else None
    state = (
        State.OPEN if used is None else State.DONE if watch.no_impact is None else State.NO_IMPACT
    )
    return RegisterLine(
        watch.id,
        watch.id,
        watch.kind.value,
        None,
        watch.dated,
        state,
        used,
        None,
        _digest(watch.origin.node),
    )


def _complaint(complaint: Complaint, on: date) -> RegisterLine:
    state, day = State.OPEN, None
    if complaint.closed is not None and complaint.closed <= on:
        state, day = State.DONE, complaint.closed
    elif complaint.answered is not None and complaint.answered <= on:
        state, day = State.ANSWERED, complaint.answered
    return RegisterLine(
        complaint.id,
        complaint.id,
        complaint.kind.value,
        None,
        complaint.received,
        state,
        day,
        None,
        _digest(complaint.origin.node),
    )


def _risk(risk: Risk, on: date) -> RegisterLine:
    state, day = _done_by(risk.due, risk.done, on)
    return RegisterLine(
        risk.id,
        risk.id,
        str(risk.level),
        None,
        risk.dated,
        state,
        day,
        risk.seen_last(on),
        _digest(risk.origin.node),
    )


_READ: dict[RegisterName, Any] = {
    RegisterName.IMPROVEMENTS: _improvement,
    RegisterName.WATCH: _watch,
    RegisterName.COMPLAINTS: _complaint,
    RegisterName.RISKS: _risk,
}
_STANDINGS = {
    NonConformityState.OPEN: State.OPEN,
    NonConformityState.LATE: State.LATE,
    NonConformityState.UNPROVEN: State.UNPROVEN,
    NonConformityState.CORRECTED: State.DONE,
    NonConformityState.VERIFIED: State.VERIFIED,
}


def _non_conformity(tracked: TrackedNonConformity) -> RegisterLine:
    nc, state = tracked.non_conformity, _STANDINGS[tracked.standing]
    day = {
        State.OPEN: tracked.correct_by,
        State.LATE: tracked.correct_by,
        State.VERIFIED: nc.verified,
    }.get(state, nc.closed)
    written = _digest(nc.origin.node, without="actions")
    return RegisterLine(
        nc.id,
        nc.id,
        tracked.grade.value,
        nc.indicator,
        nc.audit,
        state,
        day,
        None,
        written,
    )


def _actions(followed: Iterable[TrackedNonConformity], on: date) -> Iterator[RegisterLine]:
    """Yield what is done about each non-conformity;
    two actions of the same words are told apart by their order.
    """
    for tracked in followed:
        nc, seen = tracked.non_conformity, set[str]()
        for action in nc.actions:
            key = f"{nc.id} {digest_of(action.action.encode())[:16]}"
            while key in seen:
                key += "+"
            seen.add(key)
            state, day = _done_by(action.due, action.done, on)
            written = _digest(action.origin.node)
            yield RegisterLine(nc.id, key, "", nc.indicator, nc.audit, state, day, None, written)


def _done_by(due: date | None, done: date | None, on: date) -> tuple[State, date | None]:
    if done is not None and done <= on:
        return State.DONE, done
    return (State.LATE if due is not None and due < on else State.OPEN), due


def _digest(node: Node | None, without: str = "") -> str:
    values = plain_values(node) or {}
    return digest_of(
        json.dumps({key: values[key] for key in sorted(values) if key != without}).encode()
    )[:16]


def to_plain(lines: Lines) -> dict[str, list[list[Any]] | None]:
    """Return the lines in values that JSON has, but for their days."""
    return {
        name: None if kept is None else [list(line) for line in kept]
        for name, kept in lines.items()
    }


def from_plain(values: dict[str, list[list[Any]] | None]) -> Lines:
    """Return the lines that were made plain. Raises ValueError or TypeError for others."""
    return {
        name: None if kept is None else tuple(_read(RegisterLine(*one)) for one in kept)
        for name, kept in values.items()
    }


def _read(raw: RegisterLine) -> RegisterLine:
    return raw._replace(
        began=date.fromisoformat(str(raw.began)),
        state=State(raw.state),
        day=date.fromisoformat(str(raw.day)) if raw.day else None,
        seen=date.fromisoformat(str(raw.seen)) if raw.seen else None,
    )
