"""Do the registers' lines refer to what exists, each by an id of its own,
and are their days in order?
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preuve.core.finding import Diagnostic
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.audits import AuditType
from preuve.model.manual import INDEX_FILE, ORGANISATION_FILE, SESSIONS_FILE
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.description import ALL_OFFERS, ColumnKind, Line, describe
from preuve.model.standard import edition_on
from preuve.schema import Guesses, did_you_mean, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.core.finding import Place
    from preuve.core.words import Message
    from preuve.model.evidence import Index
    from preuve.model.manual import Manual
    from preuve.model.registers.catalogue import Entry
    from preuve.model.registers.description import RegisterColumn


_OF_PEOPLE = frozenset({RegisterName.CONTRIBUTORS, RegisterName.SUBCONTRACTORS})


def duplicate_line(assessment: Assessment) -> Iterator[Diagnostic]:
    """Two lines with one id, in one register or in two: what refers to it would mean either."""
    first: dict[tuple[str, str], Place] = {}
    for name, line in assessment.manual.registers.all():
        place = line.origin.at("id")
        # One person's code stands in both registers of people: it means the same in each.
        where = name.value if name in _OF_PEOPLE else ""
        if (other := first.setdefault((where, line.id.casefold()), place)) != place:
            yield Diagnostic(
                RuleName.DUPLICATE_ID,
                say(
                    "The id {id} is already used in {file}, line {line}.",
                    id=line.id,
                    file=other.file,
                    line=other.line,
                ),
                place,
                say("Give this line an id of its own."),
            )


def _proof_ids(index: Index) -> frozenset[str]:
    """Return the ids of the proofs, of those that could not be read too."""
    lost = (entry.id for entry in index.unreadable if entry.id)
    return frozenset((*(entry.id for entry in index.evidence), *lost))


def unknown_reference(assessment: Assessment) -> Iterator[Diagnostic]:
    """A proof, an improvement, a session or a line that a line names, and that is not there."""
    manual = assessment.manual
    registers, index = manual.registers, manual.evidence_index
    if not registers.kept or index is None:
        return
    known = _known(manual, index)
    guesses = Guesses()
    for name, register in registers.by_name.items():
        known[ColumnKind.LINES] = (
            frozenset(line.id for line in register.lines) | registers.unreadable,
            say("Add it to {file}, or correct its id.", file=name.file),
        )
        for line in register.lines:
            for key, kind in _references(name, line):
                if kind not in known:
                    continue
                names, add = known[kind]
                given = _value(line, key) or ()
                for position, named in enumerate((given,) if isinstance(given, str) else given):
                    if named not in names:
                        place = line.origin.at(key, position)
                        yield _unknown(line, named, place, did_you_mean(named, names, add, guesses))


def unknown_origin(assessment: Assessment) -> Iterator[Diagnostic]:
    """A line or a proof that an improvement came of, and that is not there."""
    index, registers = assessment.manual.evidence_index, assessment.manual.registers
    if not registers.improvements or registers.unusable or index is None:
        return
    known = {line.id for _, line in registers.all()} | registers.unreadable | _proof_ids(index)
    tell, guesses = say("Correct the id, or tell the origin in words."), Guesses()
    for improvement in registers.improvements:
        named = improvement.refers_to()
        if named is not None and named not in known:
            place = improvement.origin.at("origin")
            yield _unknown(improvement, named, place, did_you_mean(named, known, tell, guesses))


def _known(manual: Manual, index: Index) -> dict[ColumnKind, tuple[frozenset[str], Message]]:
    """Return what a column of each kind may name, and what to do where it is not there; nothing of
    a kind whose file cannot be read.
    """
    add_session = say("Add it to {file}, or correct its id.", file=SESSIONS_FILE)
    registers = manual.registers
    sessions = manual.sessions
    add_proof = say("Add the entry to {file}, or correct its id.", file=INDEX_FILE)
    known: dict[ColumnKind, tuple[frozenset[str], Message]] = {
        ColumnKind.PROOFS: (_proof_ids(index), add_proof)
    }
    if RegisterName.IMPROVEMENTS not in registers.unusable:
        known |= dict.fromkeys(
            (ColumnKind.IMPROVEMENT, ColumnKind.IMPROVEMENTS),
            (
                frozenset(line.id for line in registers.improvements) | registers.unreadable,
                say("Add it to {file}, or correct its id.", file=RegisterName.IMPROVEMENTS.file),
            ),
        )
    if sessions is None and not any(one.place.file == SESSIONS_FILE for one in manual.diagnostics):
        known[ColumnKind.SESSION] = (frozenset(), add_session)  # there is no such file
    if sessions is not None:
        ids = frozenset(session.id for session in sessions.sessions) | sessions.unreadable
        known[ColumnKind.SESSION] = (ids, add_session)
        offers = frozenset(session.offer or "" for session in sessions.sessions)
        known[ColumnKind.SESSION_OR_OFFERS] = (ids | offers | {ALL_OFFERS}, add_session)
    return known


def _references(name: RegisterName, line: Entry) -> Iterator[tuple[str, ColumnKind]]:
    """Yield the keys under which a line names something, and what."""
    if not isinstance(line, Line):
        yield from describe(name).lists[name.value].references.items()
        return
    for key, column in describe(name).columns(line.list).items():
        if _refers(line, key, column):
            yield key, column.kind


def _refers(line: Line, key: str, column: RegisterColumn) -> bool:
    """Return whether what stands in a column must be somewhere: not words in the stead of proofs,
    nor a list of offers in that of a session.
    """
    alone_refers = column.kind is ColumnKind.SESSION_OR_OFFERS
    return column.shape is None or line.is_alone(key) is alone_refers


def _unknown(line: Entry, name: str, place: Place, advice: Message) -> Diagnostic:
    return Diagnostic(
        RuleName.UNKNOWN_REFERENCE,
        say("{id} names {name}, which is nowhere.", id=line.id, name=shorten(name)),
        place,
        advice,
    )


def unknown_audit(assessment: Assessment) -> Iterator[Diagnostic]:
    """A non-conformity of an audit that was not held, or of a rehearsal."""
    held = {audit.date for audit in assessment.organisation.audits}
    real = {
        audit.date for audit in assessment.organisation.audits if audit.type is not AuditType.MOCK
    }
    for nc in assessment.manual.registers.non_conformities:
        if nc.audit not in held:
            yield Diagnostic(
                RuleName.UNKNOWN_REFERENCE,
                say(
                    "{id} is of an audit of {day}, which is not in {file}.",
                    id=nc.id,
                    day=nc.audit,
                    file=ORGANISATION_FILE,
                ),
                nc.origin.at("audit"),
                say("Correct the day, or add the audit to {file}.", file=ORGANISATION_FILE),
                indicator=nc.indicator,
            )
        elif nc.audit not in real:
            yield Diagnostic(
                RuleName.UNKNOWN_REFERENCE,
                say(
                    "{id} is of a mock audit ({day}), whose findings bind nobody.",
                    id=nc.id,
                    day=nc.audit,
                ),
                nc.origin.at("audit"),
                say(
                    "Correct the day, or make it an action in {file}.",
                    file=RegisterName.IMPROVEMENTS.file,
                ),
                indicator=nc.indicator,
            )


def unknown_indicator(assessment: Assessment) -> Iterator[Diagnostic]:
    """A non-conformity of an indicator that neither the edition of its
    audit nor the one in use has.
    """
    known = assessment.edition.by_number()
    for nc in assessment.manual.registers.non_conformities:
        if (
            nc.indicator is not None
            and nc.indicator not in known
            and nc.indicator not in edition_on(nc.audit).by_number()
        ):
            yield Diagnostic(
                RuleName.UNKNOWN_INDICATOR,
                say(
                    "{id} names indicator {number}; edition {edition} has 1 to {last}.",
                    id=nc.id,
                    number=nc.indicator,
                    edition=assessment.edition.name,
                    last=max(known),
                ),
                nc.origin.at("indicator"),
                say("Correct the number."),
            )


_ATTRIBUTES = {"date": "dated"}


def dates_reversed(assessment: Assessment) -> Iterator[Diagnostic]:
    """A day that comes before the one it follows."""
    for name, line in assessment.manual.registers.all():
        for earlier, later in describe(name).orders:
            start, end = (_value(line, key) for key in (earlier, later))
            if start is not None and end is not None and end < start:
                yield _reversed(line, (later, end), (earlier, start), line.origin.at(later))
                break
    for nc in assessment.manual.registers.non_conformities:
        for action in nc.actions:
            if action.done is not None and action.done < nc.audit:
                yield _reversed(
                    nc, ("done", action.done), ("audit", nc.audit), action.origin.at("done")
                )
    for improvement in assessment.manual.registers.improvements:
        if (
            improvement.effect is not None
            and improvement.done is not None
            and improvement.effect.checked < improvement.done
        ):
            yield _reversed(
                improvement,
                ("checked", improvement.effect.checked),
                ("done", improvement.done),
                improvement.effect.origin.at("checked"),
            )


def _value(line: Entry, key: str) -> Any:  # noqa: ANN401 - whatever the key holds
    if isinstance(line, Line):
        return line.values.get(key)
    return getattr(line, _ATTRIBUTES.get(key, key))


def _reversed(
    line: Entry, later: tuple[str, date], earlier: tuple[str, date], place: Place
) -> Diagnostic:
    return Diagnostic(
        RuleName.DATES_REVERSED,
        say(
            "{id}: “{later}” ({end}) comes before “{earlier}” ({start}).",
            id=line.id,
            later=later[0],
            end=later[1],
            earlier=earlier[0],
            start=earlier[1],
        ),
        place,
        say("Correct the date that is wrong."),
    )


ALL = (
    duplicate_line,
    unknown_reference,
    unknown_origin,
    unknown_audit,
    unknown_indicator,
    dates_reversed,
)
