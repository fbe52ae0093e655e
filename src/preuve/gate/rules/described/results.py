"""Results: each rate is what it is made of, says how, is recent, and tells of enough people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.gate.rules.described import YEAR
from preuve.model.registers.description import ALL_OFFERS, ENOUGH
from preuve.schema import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.core.finding import Diagnostic
    from preuve.gate.rules.described import JudgedRegister
    from preuve.model.registers.description import Line

_HALF = 0.5
"""Percentage points: more is no rounding."""
_EMPLOYMENT = Period(18, 0)


def rate_without_method(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A figure of which nobody can say how it came to be."""
    for line in register.lines():
        if not line.text("method") and not line.text("source"):
            yield register.found(
                RuleName.RATE_WITHOUT_METHOD,
                line,
                "id",
                say("{id} does not say how it is computed.", id=line.id),
            )


def rate_differs(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A published rate that is not its numerator divided by its denominator."""
    for line in register.lines():
        part, whole, published = (
            line.number("numerator"),
            line.number("denominator"),
            line.values.get("published"),
        )
        if part is None or not whole:
            continue
        if part > whole:
            yield register.found(
                RuleName.RATE_DIFFERS,
                line,
                "numerator",
                say("{id} counts {part} out of {whole}.", id=line.id, part=part, whole=whole),
            )
        elif published is not None and abs(published - 100 * part / whole) > _HALF:
            yield register.found(
                RuleName.RATE_DIFFERS,
                line,
                "published",
                say(
                    "{id} is published as {published} %, and {part} out of {whole} is {rate} %.",
                    id=line.id,
                    published=published,
                    part=part,
                    whole=whole,
                    rate=round(100 * part / whole, 1),
                ),
            )


def award_without_presentation(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A rate of awards without the rate of those who were presented:
    nine of nine may be nine of thirty.
    """
    presented: dict[str, list[Line]] = {}
    for line in register.lines():
        if line.text("measure") == "presentation":
            for offer in line.names("offers"):
                presented.setdefault(offer, []).append(line)
    for line in register.lines():
        if line.text("measure") != "award" or _all_presented(line, presented):
            continue
        yield register.found(
            RuleName.AWARD_WITHOUT_PRESENTATION,
            line,
            "measure",
            say(
                "{id} says how many were awarded of those presented, and no line how many "
                "were presented.",
                id=line.id,
            ),
        )


def _all_presented(award: Line, presented: Mapping[str, list[Line]]) -> bool:
    """Return whether each offer of a line has one of who was presented, in a time that overlaps."""
    begins, ends = award.day("from"), award.day("to")
    return all(
        any(
            bool(begins and ends and first and last and begins <= last and first <= ends)
            for line in (*presented.get(offer, ()), *presented.get(ALL_OFFERS, ()))
            for first, last in [(line.day("from"), line.day("to"))]
        )
        for offer in award.names("offers")
    )


def rate_old(register: JudgedRegister) -> Iterator[Diagnostic]:
    """The newest figure of its kind, and older than a year;
    eighteen months for employment, which is asked late.
    """
    newest: dict[tuple[str, tuple[str, ...]], Line] = {}
    for line in sorted(register.lines(), key=lambda line: str(line.day("to"))):
        newest[line.text("measure"), line.names("offers")] = line
    for line in newest.values():
        ends = line.day("to")
        time = _EMPLOYMENT if line.text("measure") == "employment" else YEAR
        if (
            ends is not None
            and line.values.get("published") is not None
            and time.after(ends) < register.on
        ):
            yield register.found(
                RuleName.RATE_OLD,
                line,
                "to",
                say("{id} tells of a time that ended on {day}.", id=line.id, day=ends),
            )


def too_few(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A published figure of fewer people than custom shows: colleagues would know who they are."""
    for line in register.lines():
        whole = line.number("denominator")
        if whole is not None and whole < ENOUGH and line.values.get("published") is not None:
            yield register.found(
                RuleName.TOO_FEW,
                line,
                "denominator",
                say(
                    "{id} is published, and {whole} people are behind it.", id=line.id, whole=whole
                ),
            )


def results_differ(register: JudgedRegister) -> Iterator[Diagnostic]:
    """A rate of awards of fewer people than its own sessions count.

    Not all sessions need be listed: that the register counts more says nothing.
    """
    for line in register.lines():
        begins, ends = line.day("from"), line.day("to")
        if line.text("measure") != "award" or begins is None or ends is None:
            continue
        offers = line.names("offers")
        held = [
            session
            for session in register.sessions
            if begins <= session.ends <= ends and (ALL_OFFERS in offers or session.offer in offers)
        ]
        for key, counted in (
            ("numerator", [session.passed for session in held]),
            ("denominator", [session.presented for session in held]),
        ):
            told, total = line.number(key), sum(number or 0 for number in counted)
            if told is not None and total > told:
                yield register.found(
                    RuleName.RESULTS_DIFFER,
                    line,
                    key,
                    say(
                        "{id} counts {told}, and the sessions of that time {total}.",
                        id=line.id,
                        told=told,
                        total=total,
                    ),
                )


ALL = (
    rate_without_method,
    rate_differs,
    award_without_presentation,
    rate_old,
    too_few,
    results_differ,
)
