"""Authorisations: there for each certifying offer, for as long as sessions run,
looked up in the official record.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.standard import Condition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.finding import Diagnostic
    from preuve.gate.rules.described import JudgedRegister
    from preuve.model.registers.description import Line


def _last_lines(register: JudgedRegister) -> dict[str, Line]:
    """Return the line of each offer that goes on longest; one without an end goes on for ever.

    An authorisation that was renewed has another line: the last one of an offer speaks for it.
    """
    last: dict[str, Line] = {}
    for line in sorted(register.lines(), key=lambda line: line.day("until") or date.max):
        last |= dict.fromkeys(line.names("offers"), line)
    return last


def authorisation_ends(register: JudgedRegister) -> Iterator[Diagnostic]:
    """An authorisation, or a registration, that ends before a session of its offers,
    or before the next audit.
    """
    sessions = register.last_sessions()
    current: dict[str, list[str]] = {}
    for offer, line in _last_lines(register).items():
        current.setdefault(line.id, []).append(offer)
    for line in register.lines():
        mine = (sessions.get(offer) for offer in current.get(line.id, ()))
        audit = register.audit if line.id in current else None
        needed = max((day for day in (*mine, audit) if day is not None), default=None)
        until, registered = line.day("until"), line.day("registration_until")
        if until is not None and needed is not None and until < needed:
            yield register.found(
                RuleName.AUTHORISATION_ENDS,
                line,
                "until",
                say(
                    "{id}: an authorisation ends on {day}, and is needed until {needed}.",
                    id=line.id,
                    day=until,
                    needed=needed,
                ),
            )
        if registered is not None and needed is not None and registered < needed:
            yield register.found(
                RuleName.REGISTRATION_ENDS,
                line,
                "registration_until",
                say(
                    "{id}: {code} is registered until {day}, and is needed until {needed}.",
                    id=line.id,
                    code=line.text("code"),
                    day=registered,
                    needed=needed,
                ),
            )


def offer_without_authorisation(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A certifying session whose offer is in no line."""
    entitled = {offer for line in register.lines() for offer in line.names("offers")}
    organisation = register.assessment.organisation
    for session in register.sessions:
        provider = organisation.conditions_met(session.category)
        certifying = Condition.CERTIFYING in session.conditions(provider)  # where it says nothing
        if certifying and session.offer is not None and session.offer not in entitled:
            yield register.found_missing(
                RuleName.OFFER_WITHOUT_AUTHORISATION,
                say(
                    "Session {id} prepares for a certification, and no line entitles you to "
                    "{offer}.",
                    id=session.id,
                    offer=session.offer,
                ),
                clause="7.capacity",
                place=session.origin.at("offer"),
            )


def check_old(register: JudgedRegister) -> Iterator[Diagnostic]:
    """The official record was looked at longer ago than the team wants."""
    every = register.head("check_every")
    for line in register.lines():
        checked = line.day("checked_on")
        if every is not None and checked is not None and every.after(checked) < register.on:
            yield register.found(
                RuleName.CHECK_OLD,
                line,
                "checked_on",
                say("{id} was verified last on {day}.", id=line.id, day=checked),
            )


ALL = (authorisation_ends, offer_without_authorisation, check_old)
