"""Do the registers' lines refer to what exists, each by an id of its own, and are their days in order?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic
from preuve.core.words import say
from preuve.model.audits import AuditType
from preuve.model.manual import INDEX_FILE, ORGANISATION_FILE
from preuve.model.registers.catalogue import RegisterName
from preuve.model.standard import edition_on
from preuve.rulebook import RuleName
from preuve.schema import Guesses, did_you_mean, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.core.finding import Place
    from preuve.core.words import Message
    from preuve.model.registers.catalogue import Entry


def duplicate_line(assessment: Assessment) -> Iterator[Diagnostic]:
    """Two lines with one id, in one register or in two: what refers to it would mean either."""
    first: dict[str, Place] = {}
    for _name, line in assessment.manual.registers.all():
        place = line.origin.at("id")
        if (other := first.setdefault(line.id.casefold(), place)) != place:
            yield Diagnostic(
                RuleName.DUPLICATE_ID,
                say("The id {id} is already used in {file}, line {line}.", id=line.id, file=other.file, line=other.line),
                place,
                say("Give this line an id of its own."),
            )


def unknown_reference(assessment: Assessment) -> Iterator[Diagnostic]:
    """A proof, a line or an audit that is not there."""
    index, registers = assessment.manual.evidence_index, assessment.manual.registers
    if not registers.kept or index is None:
        return
    proofs = {one.id for one in index.evidence} | {one.id for one in index.unreadable if one.id}
    lines = {line.id for _, line in registers.all()} | registers.unreadable
    guesses = Guesses()
    for line, name, place in _proofs_named(assessment):
        if name not in proofs:
            add = say("Add the entry to {file}, or correct its id.", file=INDEX_FILE)
            yield _unknown(line, name, place, did_you_mean(name, proofs, add, guesses))
    better = {one.id for one in registers.improvements or ()} | registers.unreadable
    anything, tell = lines | proofs, say("Correct the id, or tell the origin in words.")
    for one in registers.improvements or ():
        origin = one.refers_to()
        if origin is not None and origin not in anything:
            yield _unknown(one, origin, one.origin.at("origin"), did_you_mean(origin, anything, tell, guesses))
    for two in registers.complaints or ():
        if two.improvement is not None and two.improvement not in better:
            add = say("Add it to {file}, or correct its id.", file=RegisterName.IMPROVEMENTS.file)
            yield _unknown(
                two, two.improvement, two.origin.at("improvement"), did_you_mean(two.improvement, better, add, guesses)
            )


def _proofs_named(assessment: Assessment) -> Iterator[tuple[Entry, str, Place]]:
    """Yield the lines that name proofs: the line, the proof's id, its place."""
    registers = assessment.manual.registers
    for one in registers.non_conformities or ():
        yield from ((one, name, one.origin.at("proof", position)) for position, name in enumerate(one.proof))
    for two in registers.watch or ():
        yield from ((two, name, two.origin.at("review", position)) for position, name in enumerate(two.review))


def _unknown(line: Entry, name: str, place: Place, advice: Message) -> Diagnostic:
    return Diagnostic(
        RuleName.UNKNOWN_REFERENCE, say("{id} names {name}, which is nowhere.", id=line.id, name=shorten(name)), place, advice
    )


def unknown_audit(assessment: Assessment) -> Iterator[Diagnostic]:
    """A non-conformity of an audit that was not held, or of a rehearsal."""
    held = {audit.date for audit in assessment.organisation.audits}
    real = {audit.date for audit in assessment.organisation.audits if audit.type is not AuditType.MOCK}
    for one in assessment.manual.registers.non_conformities or ():
        if one.audit not in held:
            yield Diagnostic(
                RuleName.UNKNOWN_REFERENCE,
                say("{id} is of an audit of {day}, which is not in {file}.", id=one.id, day=one.audit, file=ORGANISATION_FILE),
                one.origin.at("audit"),
                say("Correct the day, or add the audit to {file}.", file=ORGANISATION_FILE),
                indicator=one.indicator,
            )
        elif one.audit not in real:
            yield Diagnostic(
                RuleName.UNKNOWN_REFERENCE,
                say("{id} is of a mock audit ({day}), whose findings bind nobody.", id=one.id, day=one.audit),
                one.origin.at("audit"),
                say("Correct the day, or make it an action in {file}.", file=RegisterName.IMPROVEMENTS.file),
                indicator=one.indicator,
            )


def unknown_indicator(assessment: Assessment) -> Iterator[Diagnostic]:
    """A non-conformity of an indicator that neither the edition of its audit nor the one in use has."""
    known = assessment.edition.by_number()
    for one in assessment.manual.registers.non_conformities or ():
        if one.indicator is not None and one.indicator not in known and one.indicator not in edition_on(one.audit).by_number():
            yield Diagnostic(
                RuleName.UNKNOWN_INDICATOR,
                say("{id} names indicator {number}; edition {edition} has 1 to {last}.", id=one.id, number=one.indicator,
                    edition=assessment.edition.name, last=max(known)),
                one.origin.at("indicator"),
                say("Correct the number."),
            )  # fmt: skip


_ORDERS: dict[RegisterName, tuple[tuple[str, str], ...]] = {
    RegisterName.NON_CONFORMITIES: (("audit", "notified"), ("audit", "plan_sent"), ("audit", "closed"), ("closed", "verified")),
    RegisterName.IMPROVEMENTS: (("date", "done"),),
    RegisterName.WATCH: (("date", "done_on"),),
    RegisterName.COMPLAINTS: (
        ("received", "acknowledged"),
        ("received", "answered"),
        ("answered", "closed"),
        ("received", "closed"),
    ),
    RegisterName.RISKS: (("date", "done"), ("date", "reviewed")),
}  # fmt: skip
"""Keys of a line, the earlier day and the later one."""
_ATTRIBUTES = {"date": "dated"}


def dates_reversed(assessment: Assessment) -> Iterator[Diagnostic]:
    """A day that comes before the one it follows."""
    for name, line in assessment.manual.registers.all():
        for earlier, later in _ORDERS[name]:
            start, end = (getattr(line, _ATTRIBUTES.get(key, key)) for key in (earlier, later))
            if start is not None and end is not None and end < start:
                yield _reversed(line, (later, end), (earlier, start), line.origin.at(later))
                break
    for one in assessment.manual.registers.non_conformities or ():
        for action in one.actions:
            if action.done is not None and action.done < one.audit:
                yield _reversed(one, ("done", action.done), ("audit", one.audit), action.origin.at("done"))
    for two in assessment.manual.registers.improvements or ():
        if two.effect is not None and two.done is not None and two.effect.checked < two.done:
            yield _reversed(two, ("checked", two.effect.checked), ("done", two.done), two.effect.origin.at("checked"))


def _reversed(line: Entry, later: tuple[str, date], earlier: tuple[str, date], place: Place) -> Diagnostic:
    return Diagnostic(
        RuleName.DATES_REVERSED,
        say("{id}: “{later}” ({end}) comes before “{earlier}” ({start}).", id=line.id, later=later[0], end=later[1],
            earlier=earlier[0], start=earlier[1]),
        place,
        say("Correct the date that is wrong."),
    )  # fmt: skip


ALL = (duplicate_line, unknown_reference, unknown_audit, unknown_indicator, dates_reversed)
