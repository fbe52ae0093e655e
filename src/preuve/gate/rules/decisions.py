"""Does someone answer for each decision that differs from the rule?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic
from preuve.core.words import say
from preuve.rulebook import RuleName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment


def unjustified_decision(assessment: Assessment) -> Iterator[Diagnostic]:
    """A decision without its reason, its author or its date."""
    for decision in assessment.organisation.applicability:
        given = {"reason": decision.reason, "decided_by": decision.decided_by, "on": decision.on}
        missing = [name for name, value in given.items() if not value]
        if missing:
            yield Diagnostic(
                RuleName.UNJUSTIFIED_DECISION,
                say("The decision on indicator {number} lacks: {keys}.", number=decision.indicator, keys=missing),
                decision.origin.at("indicator"),
                say("Add them: an auditor accepts a decision that someone answers for."),
                indicator=decision.indicator,
            )


def expired_waiver(assessment: Assessment) -> Iterator[Diagnostic]:
    """A waiver whose last day has passed. Those that cover nothing are found by the gate, which applies them."""
    for waiver in assessment.organisation.waivers:
        if waiver.until < assessment.on:
            yield Diagnostic(
                RuleName.EXPIRED_WAIVER,
                say("The waiver of {rule} ended on {day}.", rule=waiver.rule, day=waiver.until),
                waiver.origin.at("until"),
                say("Delete it, or decide again with a new date."),
                indicator=waiver.indicator,
            )


ALL = (unjustified_decision, expired_waiver)
