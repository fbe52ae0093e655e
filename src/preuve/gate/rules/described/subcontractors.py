"""Subcontractors: known, under a contract that runs and says what it must,
certified where money asks for it, reviewed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.standard import EditionName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.finding import Diagnostic
    from preuve.gate.rules.described import JudgedRegister
    from preuve.model.sessions import Session


def _sessions(register: JudgedRegister) -> dict[str, list[Session]]:
    """Return the sessions of each subcontractor, by their name in small letters."""
    by_name: dict[str, list[Session]] = {}
    for session in register.sessions:
        by_name.setdefault((session.subcontractor or "").casefold(), []).append(session)
    return by_name


def subcontractor_unknown(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A session that names one who is in no line."""
    known = {line.id.casefold() for line in register.lines()} | {
        name.casefold() for name in register.assessment.manual.registers.unreadable
    }
    for session in register.sessions:
        if session.subcontractor and session.subcontractor.casefold() not in known:
            yield register.found_missing(
                RuleName.SUBCONTRACTOR_UNKNOWN,
                say(
                    "Session {id} names the subcontractor {name}, who is in no line.",
                    id=session.id,
                    name=session.subcontractor,
                ),
                place=session.origin.at("subcontractor"),
            )


def contract_ended(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A session after the end of the contract."""
    sessions = _sessions(register)
    for line in register.lines():
        until = line.day("until")
        after = [
            session.id
            for session in sessions.get(line.id.casefold(), ())
            if until is not None and session.ends > until
        ]
        if after:
            yield register.found(
                RuleName.CONTRACT_ENDED,
                line,
                "until",
                say(
                    "The contract of {id} ends on {day}, before the end of: {sessions}.",
                    id=line.id,
                    day=until,
                    sessions=after,
                ),
            )


def contract_without_clause(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A contract that runs and does not say which requirements are met and how that is controlled:
    the words of 2026.
    """
    if register.assessment.edition.name is EditionName.RNQ_2019:
        return
    for line in register.lines():
        until, since = line.day("until"), line.day("clause_since")
        runs = until is None or until >= register.on
        if runs and line.text("kind") != "umbrella" and (since is None or since > register.on):
            yield register.found(
                RuleName.CONTRACT_WITHOUT_CLAUSE,
                line,
                "contract",
                say(
                    "The contract of {id} does not write which requirements of the standard "
                    "are met, nor how.",
                    id=line.id,
                ),
            )


def certificate_ends(register: JudgedRegister) -> Iterator[Diagnostic]:
    """Work on services paid for by the CPF,
    on a day without a certificate or a reason to need none.
    """
    sessions = _sessions(register)
    for line in register.lines():
        if not line.flag("cpf") or line.text("exempt"):
            continue
        until = line.day("certified_until")
        needed = max(
            (session.ends for session in sessions.get(line.id.casefold(), ())), default=register.on
        )
        if until is None or until < needed:
            yield register.found(
                RuleName.CERTIFICATE_ENDS,
                line,
                "certified_until" if until else "cpf",
                say(
                    "{id} works on services paid for by the CPF until {day}, without a "
                    "certificate for it.",
                    id=line.id,
                    day=needed,
                ),
            )


def review_old(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A review longer ago than the team wants."""
    every = register.head("review_every")
    for line in register.lines() if every is not None else ():
        last, until = line.day("reviewed_on") or line.day("contract"), line.day("until")
        if (
            every is not None
            and last is not None
            and every.after(last) < register.on
            and (until is None or until >= register.on)
        ):
            yield register.found(
                RuleName.REVIEW_OLD,
                line,
                "reviewed_on",
                say("{id} was reviewed last on {day}, if at all.", id=line.id, day=last),
            )


ALL = (subcontractor_unknown, contract_ended, contract_without_clause, certificate_ends, review_old)
