"""The rules of decisions: someone answers for what differs from the rule."""

from __future__ import annotations

from preuve.core.finding import Severity
from preuve.core.words import say
from preuve.rulebook.rule import Family, Rule, RuleName

RULES: tuple[Rule, ...] = (
    Rule(
        RuleName.UNJUSTIFIED_DECISION, Family.DECISIONS, Severity.ERROR,
        say("A decision on applicability lacks its reason, its date or the role that took it."),
        say("An auditor accepts a decision that someone answers for."),
        "- {indicator: 28, applies: false}",
        say("Add reason, decided_by and on."),
    ),
    Rule(
        RuleName.EXPIRED_WAIVER, Family.DECISIONS, Severity.WARNING,
        say("A waiver's last day has passed."),
        say("It no longer holds anything back; what it covered is reported again."),
        "until: 2026-01-31",
        say("Delete it, or decide again with a new date."),
    ),
    Rule(
        RuleName.UNUSED_WAIVER, Family.DECISIONS, Severity.WARNING,
        say("A waiver covers nothing that the gate found."),
        say("It would silently accept the next fault of its kind."),
        say("a waiver for indicator 12, whose proofs are in date"),
        say("Delete it."),
    ),
)  # fmt: skip
