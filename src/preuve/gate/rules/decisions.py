"""Does someone answer for each decision that differs from the rule?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import takes_away
from preuve.core.finding import Diagnostic, Severity
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.standard import IMPLIED_BY_APPRENTICESHIP, Category
from preuve.rulebook import BY_NAME, Family
from preuve.schema import Period, says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment
    from preuve.core.finding import Place
    from preuve.model.standard import IndicatorRef


def unjustified_decision(assessment: Assessment) -> Iterator[Diagnostic]:
    """A decision without its reason, its author or its date."""
    for decision in assessment.organisation.applicability:
        reason = "" if says_nothing(decision.reason) else decision.reason
        given = {"reason": reason, "decided_by": decision.decided_by, "on": decision.on}
        missing = [name for name, value in given.items() if not value]
        if missing:
            yield Diagnostic(
                RuleName.UNJUSTIFIED_DECISION,
                say(
                    "The decision on indicator {number} lacks: {keys}.",
                    number=str(decision.about),
                    keys=missing,
                ),
                decision.origin.at("indicator"),
                say("Add them: an auditor accepts a decision that someone answers for."),
                indicator=decision.indicator,
                clause=str(decision.about) if decision.clause else None,
            )
        if decision.on is not None and decision.on > assessment.on:
            yield Diagnostic(
                RuleName.UNJUSTIFIED_DECISION,
                say(
                    "The decision on indicator {number} is dated {day}, after the manual's day.",
                    number=str(decision.about),
                    day=decision.on,
                ),
                decision.origin.at("on"),
                say("Give the day it was taken; or write it down when it is taken."),
                indicator=decision.indicator,
                clause=str(decision.about) if decision.clause else None,
            )


def unjustified_waiver(assessment: Assessment) -> Iterator[Diagnostic]:
    """A waiver, or what the look for leaks may find, whose reason only fills its place."""
    for allowance in assessment.organisation.allow:
        if says_nothing(allowance.reason):
            yield Diagnostic(
                RuleName.UNJUSTIFIED_DECISION,
                say("What {by} let through lacks a reason.", by=allowance.by),
                allowance.origin.at("reason"),
                say("Say why it may be found."),
            )
    for waiver in assessment.organisation.waivers:
        if says_nothing(waiver.reason):
            yield Diagnostic(
                RuleName.UNJUSTIFIED_DECISION,
                say("The waiver of {rule} lacks a reason.", rule=waiver.rule),
                waiver.origin.at("reason"),
                say("Say why it is accepted, in words that an auditor can read."),
                indicator=waiver.indicator,
            )


def unconditional_indicator(assessment: Assessment) -> Iterator[Diagnostic]:
    """A decision that takes away what holds for every provider of the category."""
    organisation = assessment.organisation
    known = assessment.edition.by_number()
    for decision in organisation.applicability:
        indicator = known.get(decision.indicator)
        if indicator is not None and takes_away(indicator, organisation, decision):
            yield Diagnostic(
                RuleName.UNCONDITIONAL_INDICATOR,
                say(
                    "Indicator {number} has no condition: no decision takes it away.",
                    number=decision.indicator,
                ),
                decision.origin.at("applies"),
                say(
                    "Delete this decision. Only work done as a subcontractor may leave it out, "
                    "where the standard says so: see "
                    "acts_as_subcontractor."
                ),
                indicator=decision.indicator,
            )


def unconditional_clause(assessment: Assessment) -> Iterator[Diagnostic]:
    """A decision against a clause that is asked of whoever its indicator is asked of: that may be
    so, and is not to be unseen.
    """
    organisation = assessment.organisation
    known = assessment.edition.by_number()
    for decision in organisation.applicability:
        indicator = known.get(decision.indicator)
        clause = indicator.clause(decision.clause) if indicator and decision.clause else None
        if indicator is None or clause is None:
            continue
        if clause.categories or clause.conditions or clause.threshold:
            continue
        if takes_away(indicator, organisation, decision._replace(clause="")):
            yield Diagnostic(
                RuleName.UNCONDITIONAL_INDICATOR,
                say(
                    "The clause {clause} has no condition: it is asked of all.", clause=clause.name
                ),
                decision.origin.at("applies"),
                say(
                    "Delete this decision, and show what the clause asks; an auditor looks for it."
                ),
                indicator=decision.indicator,
                clause=clause.name,
                severity=Severity.WARNING,
            )


def duplicate_decision(assessment: Assessment) -> Iterator[Diagnostic]:
    """Two decisions on one indicator: the fault stands on the later one."""
    first: dict[IndicatorRef, Place] = {}
    for decision in assessment.organisation.applicability:
        place = decision.origin.at("indicator")
        if (earlier := first.setdefault(decision.about, place)) != place:
            yield Diagnostic(
                RuleName.DUPLICATE_DECISION,
                say(
                    "There is a decision on indicator {number} already, in line {line}.",
                    number=str(decision.about),
                    line=earlier.line,
                ),
                place,
                say("Keep one of them."),
                indicator=decision.indicator,
                clause=str(decision.about) if decision.clause else None,
            )


# Rules whose finding may be that an indicator has nothing that counts.
_OF_EVIDENCE = frozenset(
    rule.name for rule in BY_NAME.values() if rule.family in {Family.COVERAGE, Family.EVIDENCE}
) | {
    RuleName.MISSING_FILE,
    RuleName.CHANGED_FILE,
}
_A_YEAR = Period(12, 0)


def wide_waiver(assessment: Assessment) -> Iterator[Diagnostic]:
    """A waiver of a rule of evidence that names neither indicator nor proof."""
    for waiver in assessment.organisation.waivers:
        if waiver.rule in _OF_EVIDENCE and waiver.indicator is None and waiver.evidence is None:
            yield Diagnostic(
                RuleName.WIDE_WAIVER,
                say("The waiver of {rule} is for all indicators.", rule=waiver.rule),
                waiver.origin.at("rule"),
                say("Name the indicator or the entry it is for, and write one waiver for each."),
            )


def long_waiver(assessment: Assessment) -> Iterator[Diagnostic]:
    """A waiver of a rule of evidence that holds on the day of the next audit,
    or for more than a year.
    """
    audit = assessment.organisation.next_audit(assessment.on)
    a_year = _A_YEAR.after(assessment.on)
    for waiver in assessment.organisation.waivers:
        if waiver.rule not in _OF_EVIDENCE:
            continue
        if audit is not None and waiver.until >= audit.date:
            message = say(
                "The waiver of {rule} lasts until {day}, and the audit is on {audit}.",
                rule=waiver.rule,
                day=waiver.until,
                audit=audit.date,
            )
        elif waiver.until > a_year:
            message = say(
                "The waiver of {rule} lasts until {day}, more than twelve months.",
                rule=waiver.rule,
                day=waiver.until,
            )
        else:
            continue
        yield Diagnostic(
            RuleName.LONG_WAIVER,
            message,
            waiver.origin.at("until"),
            say("Give an earlier day, and have the evidence by then."),
            indicator=waiver.indicator,
        )


def contradictory_condition(assessment: Assessment) -> Iterator[Diagnostic]:
    """A condition that denies what apprenticeship implies, what the registration says, or a
    decision.
    """
    organisation = assessment.manual.organisation or assessment.organisation
    conditions, registration = organisation.conditions, organisation.registration
    if conditions is None:
        return
    for fact in conditions.since:
        if conditions.stated(fact) is False:
            yield Diagnostic(
                RuleName.CONTRADICTORY_CONDITION,
                say("{key} is false, and has a first day.", key=fact),
                conditions.origin.at("since", fact),
                say("Write true there, or take its day out."),
            )
    if Category.APPRENTICESHIP in organisation.categories:
        for condition in IMPLIED_BY_APPRENTICESHIP:
            if conditions.stated(condition) is False:
                yield Diagnostic(
                    RuleName.CONTRADICTORY_CONDITION,
                    say(
                        "{key} is false, and apprenticeship implies it (code du travail, L. "
                        "6211-1).",
                        key=condition.value,
                    ),
                    conditions.origin.at(condition.value),
                    say("Write true, or delete the line: indicators that rest on it apply."),
                )
    for indicator in assessment.indicators:
        applicability, need = indicator.applicability, indicator.indicator.condition
        decision = applicability.decision
        if (
            decision is not None
            and need is not None
            and (applicability.applies, applicability.by_rule) == (False, True)
            and conditions.stated(need)
            and not conditions.acts_as_subcontractor
        ):
            yield Diagnostic(
                RuleName.CONTRADICTORY_CONDITION,
                say(
                    "Indicator {number} is decided not to apply, and under conditions {key} is "
                    "true.",
                    number=decision.indicator,
                    key=need.value,
                ),
                decision.origin.at("applies"),
                say("Write false there, or delete the decision."),
                indicator=decision.indicator,
                severity=Severity.WARNING,  # the reason given may be a good one
            )
    registered = registration.distance if registration is not None else None
    if None not in {registered, conditions.distance} and registered != conditions.distance:
        yield Diagnostic(
            RuleName.CONTRADICTORY_CONDITION,
            say("Under conditions distance is one thing, under registration the other."),
            conditions.origin.at("distance"),
            say(
                "Write the same in both places: whether some part of a course is held at a "
                "distance."
            ),
        )


def expired_waiver(assessment: Assessment) -> Iterator[Diagnostic]:
    """A waiver whose last day has passed. Those that cover nothing are found by the gate,
    which applies them.
    """
    for waiver in assessment.organisation.waivers:
        if waiver.until < assessment.on:
            yield Diagnostic(
                RuleName.EXPIRED_WAIVER,
                say("The waiver of {rule} ended on {day}.", rule=waiver.rule, day=waiver.until),
                waiver.origin.at("until"),
                say("Delete it, or decide again with a new date."),
                indicator=waiver.indicator,
            )


ALL = (
    unjustified_decision,
    unjustified_waiver,
    unconditional_indicator,
    unconditional_clause,
    duplicate_decision,
    contradictory_condition,
    expired_waiver,
    wide_waiver,
    long_waiver,
)
