"""Every rule of the gate: its name, its weight, and what people need to know about it.

The findings themselves come from the readers (`reading/`, `schema/`) and from the generators in
`gate/rules/`. This book is what `preuve explain` and the site's pages on
rules show.
"""

from __future__ import annotations

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook import (
    coverage,
    cycle,
    decisions,
    declarations,
    described,
    evidence,
    pages,
    publication,
    reading,
    references,
    registers,
    sessions,
)
from preuve.rulebook.rule import Family, Rule

__all__ = [
    "BY_NAME",
    "CONFIGURABLE",
    "EXAMPLE",
    "FIX",
    "FIXED",
    "RULES",
    "WAIVABLE",
    "WHY",
    "Family",
    "Rule",
    "RuleName",
]

WHY, EXAMPLE, FIX = say("Why it matters"), say("Example"), say("How to fix it")

RULES: tuple[Rule, ...] = (
    *reading.RULES,
    *coverage.RULES,
    *references.RULES,
    *evidence.RULES,
    *pages.RULES,
    *decisions.RULES,
    *cycle.RULES,
    *declarations.RULES,
    *registers.RULES,
    *described.RULES,
    *sessions.RULES,
    *publication.RULES,
)

# Always errors, and never accepted: what cannot be read or placed cannot be judged, and what would
# publish what nobody meant to publish is nobody's to weigh.
FIXED = frozenset(rule.name for rule in RULES if rule.family is Family.READING) | {
    RuleName.FILE_OUTSIDE_REPOSITORY,
    RuleName.DUPLICATE_PAGE,
    RuleName.UNCONDITIONAL_INDICATOR,
    RuleName.UNKNOWN_INDICATOR_PAGE,
    RuleName.CONFIDENTIAL_FILE_IN_DOCS,
    RuleName.LINK_IN_DOCS,
}
CONFIGURABLE = tuple(rule for rule in RULES if rule.name not in FIXED)
# A waiver of a finding about waivers would hold nothing back but itself.
_OF_WAIVERS = {
    RuleName.EXPIRED_WAIVER,
    RuleName.UNUSED_WAIVER,
    RuleName.WIDE_WAIVER,
    RuleName.LONG_WAIVER,
}
WAIVABLE = tuple(rule for rule in CONFIGURABLE if rule.name not in _OF_WAIVERS)

BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}
"""Each rule by its name, which may come from a file or a command line."""
