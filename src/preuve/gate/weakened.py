"""Which rules a team made lighter than the rulebook has them:
every report names them, so that no gate is weakened unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.finding import Severity
from preuve.core.record import NamedTuple
from preuve.core.words import say
from preuve.rulebook import RULES

if TYPE_CHECKING:
    from preuve.core.rule_name import RuleName
    from preuve.core.words import Message
    from preuve.model.organisation import Organisation

_FROM_GRAVE_TO_LIGHT = tuple(Severity)


class WeakenedRule(NamedTuple):
    """A rule that weighs less in a manual than by the rulebook."""

    rule: RuleName
    severity: Severity
    usual: Severity
    """What the rulebook says."""


def weakened(organisation: Organisation | None) -> tuple[WeakenedRule, ...]:
    """Return the rules that are off or lighter in `organisation.yaml`, in the order of the
    rulebook.

    Empty, where the file could not be read: the gate is closed then.
    """
    chosen = organisation.severity if organisation else {}
    return tuple(
        WeakenedRule(rule.name, chosen[rule.name], rule.severity)
        for rule in RULES
        if rule.name in chosen
        and _FROM_GRAVE_TO_LIGHT.index(chosen[rule.name])
        > _FROM_GRAVE_TO_LIGHT.index(rule.severity)
    )


def weakened_words(organisation: Organisation | None) -> Message | None:
    """Return the sentence that ends a report and names the weakened rules;
    None where there are none.
    """
    rules = [
        say("{rule} (off)", rule=weak.rule)
        if weak.severity is Severity.OFF
        else say(
            "{rule} ({severity} instead of {usual})",
            rule=weak.rule,
            severity=weak.severity.value,
            usual=weak.usual.value,
        )
        for weak in weakened(organisation)
    ]
    # What the look for leaks may find is told in the same line: nobody is to let something through
    # unseen.
    rules += [
        say("“{what}” is let through ({by})", what=entry.text or entry.file, by=entry.by)
        for entry in (organisation.allow if organisation else ())
    ]
    return (
        say("Weakened by {file}: {rules}.", file="organisation.yaml", rules=rules)
        if rules
        else None
    )
