"""The rules of decisions: someone answers for what differs from the rule."""

from __future__ import annotations

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook.rule import Family, RuleFamily

_RULES = RuleFamily(Family.DECISIONS)
RULES = (
    _RULES.error(
        RuleName.UNJUSTIFIED_DECISION,
        say(
            "A decision on applicability lacks its reason, its date or the role that took it; "
            "or its day is still to come."
        ),
        say("An auditor accepts a decision that someone answers for."),
        "- {indicator: 28, applies: false}",
        say("Add reason, decided_by and on."),
    ),
    _RULES.error(
        RuleName.UNCONDITIONAL_INDICATOR,
        say(
            "A decision says that an indicator without a condition does not apply. It has no "
            "effect: only a provider with "
            "acts_as_subcontractor may leave out what its contracts leave to the client."
        ),
        say(
            "Such an indicator holds for every provider of its categories; an auditor grants "
            "no exception from it."
        ),
        "- {indicator: 4, applies: false, …}",
        say(
            "Delete the decision; or correct the categories, or acts_as_subcontractor, in "
            "organisation.yaml."
        ),
        fixed=True,
    ),
    _RULES.error(
        RuleName.DUPLICATE_DECISION,
        say("Two decisions are about the same indicator. The first one counts."),
        say(
            "Which of the two is meant, only the team knows; one of them would hold without "
            "anybody having noticed."
        ),
        "- {indicator: 28, applies: true, …}\n- {indicator: 28, applies: false, …}",
        say("Keep the one that holds; git remembers the other."),
    ),
    _RULES.error(
        RuleName.CONTRADICTORY_CONDITION,
        say(
            "A condition denies what another line of the manual says, or what apprenticeship "
            "implies by law."
        ),
        say(
            "An apprenticeship leads to a registered certification, alternates and includes "
            "training at the workplace (code du "
            "travail, L. 6211-1): to deny it takes indicators away in silence."
        ),
        "categories: [apprenticeship]\nconditions: {certifying: false}",
        say("Delete the line, or write true."),
    ),
    _RULES.warning(
        RuleName.EXPIRED_WAIVER,
        say("A waiver's last day has passed."),
        say("It no longer holds anything back; what it covered is reported again."),
        "until: 2026-01-31",
        say("Delete it, or decide again with a new date."),
        waivable=False,
    ),
    _RULES.warning(
        RuleName.UNUSED_WAIVER,
        say("A waiver covers nothing that the gate found."),
        say("It would silently accept the next fault of its kind."),
        say("a waiver for indicator 12, whose proofs are in date"),
        say("Delete it."),
        waivable=False,
    ),
    _RULES.warning(
        RuleName.WIDE_WAIVER,
        say("A waiver accepts what a rule of evidence finds for all indicators at once."),
        say(
            "It holds for indicators that nobody had in mind, those that lose their evidence "
            "later included."
        ),
        "- {rule: missing-evidence, reason: …, owner: quality, until: 2026-12-31}",
        say("Name the indicator, or the entry under evidence; write one waiver for each."),
        waivable=False,
    ),
    _RULES.warning(
        RuleName.LONG_WAIVER,
        say(
            "A waiver of a rule of evidence lasts beyond the next audit, or longer than twelve "
            "months."
        ),
        say(
            "What is missing will be asked for on the day of the audit, whatever the team accepted."
        ),
        say("until: 2027-06-30, with an audit on 6 October 2026"),
        say("End it before the audit, and have the evidence by then."),
        waivable=False,
    ),
)
