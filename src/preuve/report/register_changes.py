"""What changed in the registers, in sentences: ids, kinds and days, never what a line says.
Why: history/register_lines.py.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from preuve.core.words import say, say_count
from preuve.history.register_changes import LineChange, day_back
from preuve.history.register_lines import ACTIONS, State
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.described.complaints import Matter
from preuve.model.registers.described.improvements import Worked
from preuve.model.registers.described.non_conformities import Grade
from preuve.model.registers.described.watch import Watch
from preuve.model.registers.description import describe
from preuve.report.sentences import Group, SentenceLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from preuve.core.words import Message
    from preuve.history.register_changes import ChangedLine, RegisterChanges

_WATCHES: dict[Watch, Message] = {
    Watch.REGULATORY: say("laws and rules"),
    Watch.SKILLS: say("skills and trades"),
    Watch.TEACHING: say("teaching and technology"),
}


def register_groups(changes: RegisterChanges, on: date) -> Iterator[Group]:
    """Yield what changed in each register by a day;
    of the actions for a non-conformity, how many.
    """
    yield Group(say("Registers"), tuple(_whole(changes)))
    for name in RegisterName:
        tell = _TOLD.get(name, _described)
        lines = tuple(
            SentenceLine(sentence, entry=changed_line.line.id)
            for changed_line in changes.of(name)
            if changed_line.change is not LineChange.BACKDATED
            and (sentence := _sentence(changed_line, on, tell)) is not None
        )
        if lines:
            yield Group(describe(name).title, lines)
        if name == RegisterName.NON_CONFORMITIES:
            yield Group(say("Actions for non-conformities"), tuple(_actions(changes)))


def lines_back(changes: RegisterChanges) -> Iterator[SentenceLine]:
    """Yield the lines of registers of which a recorded day went back."""
    for changed_line in changes.lines:
        if changed_line.change is LineChange.BACKDATED and changed_line.before is not None:
            before, after = day_back(changed_line.before, changed_line.line) or (None, None)
            message = say(
                "{id}: {after}, and {before} before. Its date went back: say why in its note.",
                id=changed_line.line.id,
                before=before,
                after=after,
            )
            yield SentenceLine(message, entry=changed_line.line.id)


def _whole(changes: RegisterChanges) -> Iterator[SentenceLine]:
    """Yield what is to be said of registers as a whole."""
    files = {name.value: name.file for name in RegisterName}
    for names, message in (
        (changes.begun, say("{file} is kept now.")),
        (changes.given_up, say("{file} is no more kept.")),
        (
            changes.unread,
            say(
                "{file} could not be read to its end on one of the two days: its lines are not "
                "compared."
            ),
        ),
    ):
        yield from (
            SentenceLine(message._replace(values={"file": files[name]}))
            for name in names
            if name in files
        )


def _sentence(
    changed_line: ChangedLine, on: date, tell: Callable[[ChangedLine, date], Message | None]
) -> Message | None:
    if changed_line.change is LineChange.REMOVED:
        return say("{id} is no more in the register.", id=changed_line.line.id)
    if changed_line.change is LineChange.REWRITTEN:
        return say("{id} says something else.", id=changed_line.line.id)
    return tell(changed_line, on)


def _non_conformity(changed_line: ChangedLine, on: date) -> Message:
    line = changed_line.line
    if line.indicator is None:
        return _not_displayed(changed_line)
    names = {
        "id": line.id,
        "number": line.indicator,
        "grade": Grade(line.kind).label,
        "day": line.day,
    }
    if changed_line.change is LineChange.ADDED:
        return say(
            "{id}: {grade} non-conformity of indicator {number}, found on {day}.",
            **{**names, "day": line.began},
        )
    if changed_line.change is LineChange.CLASSED:
        return say("{id}, indicator {number}, counts as {grade} now.", **names)
    if (
        line.state is State.LATE and line.day is not None and line.day >= on
    ):  # late as a minor one, and given a delay as major
        return say("{id}, indicator {number}, is late; it is to be corrected by {day}.", **names)
    return {
        State.LATE: say(
            "{id}, indicator {number}, is late: it was to be corrected by {day}.", **names
        ),
        State.UNPROVEN: say(
            "{id}, indicator {number}, is closed since {day}, and nothing shows it.", **names
        ),
        State.DONE: say("{id}, indicator {number}, is corrected since {day}.", **names),
        State.VERIFIED: say(
            "{id}, indicator {number}, was verified by the certification body on {day}.", **names
        ),
    }.get(
        line.state,
        say("{id}, indicator {number}, is open again, to be corrected by {day}.", **names),
    )


def _not_displayed(changed_line: ChangedLine) -> Message:
    """Return what became of a certificate that was not on display."""
    line = changed_line.line
    names = {"id": line.id, "day": line.day}
    if changed_line.change is LineChange.ADDED:
        return say(
            "{id}: the certificate was not on display on {day}, a major non-conformity.",
            id=line.id,
            day=line.began,
        )
    return {
        State.DONE: say("{id}, certificate on display, is corrected since {day}.", **names),
        State.VERIFIED: say(
            "{id}, certificate on display, was verified by the certification body on {day}.",
            **names,
        ),
    }.get(line.state, say("{id}, certificate on display, is to be corrected by {day}.", **names))


def _actions(changes: RegisterChanges) -> Iterator[SentenceLine]:
    """Yield how many actions of each non-conformity were added, done, are late, and so on."""
    counts = Counter(
        (changed_line.line.id, _of_action(changed_line))
        for changed_line in changes.of(ACTIONS)
        if changed_line.change is not LineChange.BACKDATED
    )
    for (name, change), number in counts.items():
        yield SentenceLine(_counted(_ACTION_WORDS[change], number, id=name), entry=name)


def _counted(message: Message, number: int, **values: object) -> Message:
    """Return a message for one and for several with its number, and the values that stand in it."""
    return message._replace(values={"count": number, **values}, number=number)


def _of_action(changed_line: ChangedLine) -> str:
    if changed_line.change is not LineChange.MOVED:
        return changed_line.change.value
    later = (
        changed_line.before is not None
        and changed_line.before.state is State.LATE
        and changed_line.line.state is State.OPEN
    )
    return "later" if later else changed_line.line.state.value


_ACTION_WORDS: dict[str, Message] = {
    LineChange.ADDED.value: say_count(
        "{id}: {count} action was added.", "{id}: {count} actions were added.", 1
    ),
    LineChange.REMOVED.value: say_count(
        "{id}: {count} action was taken out.", "{id}: {count} actions were taken out.", 1
    ),
    LineChange.REWRITTEN.value: say_count(
        "{id}: {count} action has another day or another owner.",
        "{id}: {count} actions have another day or another owner.",
        1,
    ),
    State.DONE.value: say_count(
        "{id}: {count} action was done.", "{id}: {count} actions were done.", 1
    ),
    State.LATE.value: say_count(
        "{id}: {count} action is late.", "{id}: {count} actions are late.", 1
    ),
    State.OPEN.value: say_count(
        "{id}: {count} action is to be done again.",
        "{id}: {count} actions are to be done again.",
        1,
    ),
    "later": say_count(
        "{id}: {count} late action was given more time.",
        "{id}: {count} late actions were given more time.",
        1,
    ),
}


def _improvement(changed_line: ChangedLine, _on: date) -> Message:
    line = changed_line.line
    if changed_line.change is LineChange.ADDED:
        return say("{id}: decided on {day}.", id=line.id, day=line.began)
    if changed_line.change is LineChange.MOVED:
        return _promise(changed_line)
    if line.seen is None:
        return say("{id} says something else.", id=line.id)
    return say(
        "{id}: its effect was looked at on {day}: {effect}.",
        id=line.id,
        day=line.seen,
        effect=Worked(line.kind).label,
    )


def _promise(changed_line: ChangedLine) -> Message:
    """Return what became of what somebody was to do by a day."""
    line = changed_line.line
    if line.state is State.DONE:
        return say("{id}: done on {day}.", id=line.id, day=line.day)
    if line.state is State.LATE:
        return say("{id} is late: it was due on {day}.", id=line.id, day=line.day)
    if line.day is None:
        return say("{id} is to be done again.", id=line.id)
    return say("{id} is to be done by {day}.", id=line.id, day=line.day)


def _watch(changed_line: ChangedLine, _on: date) -> Message | None:
    line = changed_line.line
    names = {
        "id": line.id,
        "watch": _WATCHES[Watch(line.kind)],
        "read": line.began,
        "day": line.day,
    }
    if changed_line.change is LineChange.CLASSED:
        return say("{id} belongs to another watch now: {watch}.", **names)
    if changed_line.change is LineChange.ADDED:
        return {
            State.DONE: say("{id} ({watch}): read on {read}, made use of on {day}.", **names),
            State.NO_IMPACT: say(
                "{id} ({watch}): read on {read}, nothing to be done as decided on {day}.", **names
            ),
        }.get(line.state, say("{id} ({watch}): read on {read}, nothing made of it yet.", **names))
    if changed_line.before is None:  # told with its reading
        return None
    return {
        State.DONE: say("{id} ({watch}): made use of on {day}.", **names),
        State.NO_IMPACT: say("{id} ({watch}): nothing to be done, as decided on {day}.", **names),
    }.get(line.state, say("{id} ({watch}): what was made of it is told no more.", **names))


def _complaint(changed_line: ChangedLine, _on: date) -> Message:
    line = changed_line.line
    names = {"id": line.id, "kind": Matter(line.kind).label, "day": line.day}
    if changed_line.change is LineChange.ADDED:
        return say("{id} ({kind}): received on {day}.", **{**names, "day": line.began})
    if changed_line.change is LineChange.CLASSED:
        return say("{id} is a {kind} now.", **names)
    return {
        State.ANSWERED: say("{id} ({kind}): answered on {day}.", **names),
        State.DONE: say("{id} ({kind}): closed on {day}.", **names),
    }.get(line.state, say("{id} ({kind}): open again.", **names))


def _described(changed_line: ChangedLine, _on: date) -> Message | None:
    line = changed_line.line
    if changed_line.change is LineChange.ADDED:
        return (
            say("{id}: added, of {day}.", id=line.id, day=line.began)
            if line.day
            else say("{id}: added.", id=line.id)
        )
    if changed_line.change is LineChange.SEEN:
        return say("{id}: worked on again on {day}.", id=line.id, day=line.seen)
    return None


def _risk(changed_line: ChangedLine, _on: date) -> Message:
    line, before = changed_line.line, changed_line.before
    names = {"id": line.id, "level": line.kind, "day": line.seen}
    if changed_line.change is LineChange.ADDED:
        return say("{id}: weighed on {day}, level {level}.", **{**names, "day": line.began})
    if changed_line.change is LineChange.MOVED:
        return _promise(changed_line)
    if before is not None and before.kind != line.kind:
        return say(
            "{id}: weighed again on {day}, level {level}; before {before}.",
            **names,
            before=before.kind,
        )
    return say("{id}: weighed again on {day}, still level {level}.", **names)


_TOLD: dict[RegisterName, Callable[[ChangedLine, date], Message | None]] = {
    RegisterName.NON_CONFORMITIES: _non_conformity,
    RegisterName.IMPROVEMENTS: _improvement,
    RegisterName.WATCH: _watch,
    RegisterName.COMPLAINTS: _complaint,
    RegisterName.RISKS: _risk,
}

_STILL: dict[str, Message] = {
    RegisterName.NON_CONFORMITIES: say_count(
        "{count} non-conformity is open as it was: {ids}.",
        "{count} non-conformities are open as they were: {ids}.",
        1,
    ),
    ACTIONS: say_count(
        "{count} action for a non-conformity waits as it did: {ids}.",
        "{count} actions for non-conformities wait as they did: {ids}.",
        1,
    ),
    RegisterName.IMPROVEMENTS: say_count(
        "{count} improvement waits as it did: {ids}.",
        "{count} improvements wait as they did: {ids}.",
        1,
    ),
    RegisterName.WATCH: say_count(
        "{count} line of the watch is still without a use: {ids}.",
        "{count} lines of the watch are still without a use: {ids}.",
        1,
    ),
    RegisterName.COMPLAINTS: say_count(
        "{count} complaint or incident is open as it was: {ids}.",
        "{count} complaints or incidents are open as they were: {ids}.",
        1,
    ),
}
_MOST = 20
"""A longer list of ids is cut."""


def registers_unchanged(changes: RegisterChanges) -> Iterator[Message]:
    """Yield what did not change in the registers; nothing where none was kept."""
    if changes.compared:
        yield say_count(
            "{count} line of the registers is as it was.",
            "{count} lines of the registers are as they were.",
            changes.same,
        )
    for name, message in _STILL.items():
        ids = [line.id for register, line in changes.waiting if register == name]
        if ids:
            names = list(dict.fromkeys(ids))
            yield _counted(
                message, len(ids), ids=[*names[:_MOST], "…"] if len(names) > _MOST else names
            )
    quiet = [
        RegisterName(name).file
        for name in changes.compared
        if not changes.of(name) and name != ACTIONS
    ]
    if quiet:
        yield say("Nothing changed in: {files}.", files=quiet)
