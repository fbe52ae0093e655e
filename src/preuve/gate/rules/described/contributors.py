"""Contributors: verified, trained, authorised;
how many a course has, and how much of its teaching is permanent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.clauses import ClauseState
from preuve.assess.contributors import contributors_by_offer, is_there, permanent_share
from preuve.core.finding import Diagnostic
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.standard import Category, ThresholdName
from preuve.schema import did_you_mean, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.gate.rules.described import JudgedRegister
    from preuve.model.registers.description import Line


def _there(register: JudgedRegister) -> Iterator[Line]:
    """Return who is there on the day."""
    return (line for line in register.lines() if is_there(line, register.on))


def contributor_unchecked(register: JudgedRegister) -> Iterator[Diagnostic]:
    """Who teaches, and was never verified; or longer ago than the team wants."""
    every = register.head("check_every")
    for line in _there(register):
        checked = line.day("checked_on")
        if checked is None or checked > register.on:
            if line.names("offers"):
                yield register.found(
                    RuleName.CONTRIBUTOR_UNCHECKED,
                    line,
                    "id",
                    say(
                        "{id} teaches since {day}, and nobody verified what that asks of them.",
                        id=line.id,
                        day=line.day("since"),
                    ),
                )
        elif every is not None and every.after(checked) < register.on:
            yield register.found(
                RuleName.CHECK_OLD,
                line,
                "checked_on",
                say("{id} was verified last on {day}.", id=line.id, day=checked),
            )


def authorisation_ends(register: JudgedRegister) -> Iterator[Diagnostic]:
    """An authorisation that ends before the last session they teach, or before the next audit."""
    sessions = register.last_sessions(frozenset(line.id for line in register.lines()))
    for line in _there(register):
        until = line.day("valid_until")
        if until is None:
            continue
        mine = (sessions.get(name) for name in (line.id, *line.names("offers")))
        needed = max(
            (day for day in (*mine, register.audit, register.on) if day is not None),
            default=register.on,
        )
        if until < needed:
            yield register.found(
                RuleName.AUTHORISATION_ENDS,
                line,
                "valid_until",
                say(
                    "{id}: an authorisation ends on {day}, and is needed until {needed}.",
                    id=line.id,
                    day=until,
                    needed=needed,
                ),
            )


def untrained(register: JudgedRegister) -> Iterator[Diagnostic]:
    """An employee, or the lone trainer, who was not trained in the time
    that the team set itself.
    """
    every, there = register.head("train_every"), list(_there(register))
    for line in there if every is not None else ():
        last = line.day("trained_on") or line.day("since")
        own = line.text("link") == "employee" or len(there) == 1
        if own and last is not None and every is not None and every.after(last) < register.on:
            yield register.found(
                RuleName.UNTRAINED,
                line,
                "trained_on",
                say("{id} was trained last on {day}, if at all.", id=line.id, day=last),
            )


def without_lead_teacher(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A course of more contributors than an order fixes, without a lead teacher."""
    name, assessment = ThresholdName.CONTRIBUTORS, register.assessment
    known, fixed = (
        assessment.organisation.thresholds.get(name),
        assessment.edition.thresholds.get(name),
    )
    if (
        known is None
        or fixed is None
        or register.state("19.lead-teacher") is ClauseState.NOT_APPLICABLE
    ):
        return
    led = {session.offer for session in register.sessions if session.lead_teacher}
    for offer, number in contributors_by_offer(register.lines(), register.on).items():
        if fixed.is_beyond(number, known.value) and offer not in led:
            found = register.found_missing(
                RuleName.CONTRIBUTORS_BEYOND_THRESHOLD,
                say(
                    "{offer} has {number} contributors, beyond {value} ({source}), and no "
                    "session of it names a lead teacher.",
                    offer=offer,
                    number=number,
                    value=known.value,
                    source=known.source,
                ),
            )
            yield _instead(register, found, "19.lead-teacher")


def few_permanent(register: JudgedRegister) -> Iterator[Diagnostic]:
    """Teaching by fewer permanent contributors than an order fixes."""
    name, assessment = ThresholdName.PERMANENT_SHARE, register.assessment
    known, fixed = (
        assessment.organisation.thresholds.get(name),
        assessment.edition.thresholds.get(name),
    )
    share = permanent_share(register.lines(), register.on)
    if known is None or fixed is None or share is None or not fixed.is_beyond(share, known.value):
        return
    found = register.found_missing(
        RuleName.SHARE_BEYOND_THRESHOLD,
        say(
            "Permanent contributors give {share} per cent of the teaching hours, less than {value} "
            "per cent ({source}).",
            share=share,
            value=known.value,
            source=known.source,
        ),
    )
    # Of an edition before these words nothing is known: the order was typed all the same.
    open_states = {None, ClauseState.MISSING, ClauseState.PARTIAL}
    if Category.APPRENTICESHIP in register.assessment.organisation.categories and (
        register.state("20.supervision") in open_states
    ):
        yield _instead(register, found, "20.supervision")


def _instead(register: JudgedRegister, found: Diagnostic, clause: str) -> Diagnostic:
    """Return a finding that is told instead of its clause's: one lack, one finding."""
    missing = register.state(clause) is ClauseState.MISSING
    return found._replace(without=(clause,)) if missing else found


def unknown_contributor(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A session that names who is in no line: as a contributor, or as lead teacher, who may be a
    role too.
    """
    manual = register.assessment.manual
    known = {line.id for line in register.lines()} | manual.registers.unreadable
    roles = register.assessment.organisation.people.keys()
    add = say("Add it to {file}, or correct its id.", file=register.name.file)
    for session in register.sessions:
        named = [
            (name, session.origin.at("contributors", position))
            for position, name in enumerate(session.contributors)
        ]
        if session.lead_teacher is not None and session.lead_teacher not in roles:
            named.append((session.lead_teacher, session.origin.at("lead_teacher")))
        for name, place in named:
            if name not in known:
                yield Diagnostic(
                    RuleName.UNKNOWN_REFERENCE,
                    say("{id} names {name}, which is nowhere.", id=session.id, name=shorten(name)),
                    place,
                    did_you_mean(name, known, add),
                )


ALL = (
    contributor_unchecked,
    authorisation_ends,
    untrained,
    without_lead_teacher,
    few_permanent,
    unknown_contributor,
)
