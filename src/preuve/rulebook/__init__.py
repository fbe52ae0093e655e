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

# What cannot be read or placed cannot be judged.
FIXED = frozenset(rule.name for rule in RULES if rule.fixed or rule.family is Family.READING)
CONFIGURABLE = tuple(rule for rule in RULES if rule.name not in FIXED)
WAIVABLE = tuple(rule for rule in CONFIGURABLE if rule.waivable)

BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}
"""Each rule by its name, which may come from a file or a command line."""
