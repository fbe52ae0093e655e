"""What a rule is: its name, its family, its weight, and what people need to know about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.finding import Severity
from preuve.core.record import NamedTuple
from preuve.core.words import LabelledEnum, say

if TYPE_CHECKING:
    from preuve.core.rule_name import RuleName
    from preuve.core.words import Message


class Family(LabelledEnum):
    """What a rule looks at."""

    READING = "reading", say("Reading the files")
    COVERAGE = "coverage", say("Coverage of the indicators")
    REFERENCES = "references", say("References between files")
    EVIDENCE = "evidence", say("Evidence that can be shown")
    PAGES = "pages", say("Pages")
    DECISIONS = "decisions", say("Decisions and waivers")
    CYCLE = "cycle", say("The certification cycle")
    DECLARATIONS = "declarations", say("Declarations")
    REGISTERS = "registers", say("Registers")
    SESSIONS = "sessions", say("Training sessions")
    PUBLICATION = "publication", say("Publication")


class Rule(NamedTuple):
    """One rule as people read about it."""

    name: RuleName
    family: Family
    severity: Severity
    what: Message
    why: Message
    example: Message | str
    """A short piece of a file that the rule refuses, or notes; a message where words explain it."""
    fix: Message
    fixed: bool = False
    """Whether it is always an error, and never accepted: what would publish what nobody meant to
    publish is nobody's to weigh.
    """
    waivable: bool = True
    """Whether a waiver may hold it back: one about waivers would hold back but itself."""


class RuleFamily(NamedTuple):
    """What makes the rules of a family, by the severity that each has of itself; `fixed` and
    `waivable` are as `Rule` has them.
    """

    family: Family

    def error(
        self,
        name: RuleName,
        what: Message,
        why: Message,
        example: Message | str,
        fix: Message,
        **kind: bool,
    ) -> Rule:
        """Return a rule that closes the gate."""
        return Rule(name, self.family, Severity.ERROR, what, why, example, fix, **kind)

    def warning(
        self,
        name: RuleName,
        what: Message,
        why: Message,
        example: Message | str,
        fix: Message,
        **kind: bool,
    ) -> Rule:
        """Return a rule of what is to be looked at."""
        return Rule(name, self.family, Severity.WARNING, what, why, example, fix, **kind)

    def note(
        self,
        name: RuleName,
        what: Message,
        why: Message,
        example: Message | str,
        fix: Message,
        **kind: bool,
    ) -> Rule:
        """Return a rule of what is good to know."""
        return Rule(name, self.family, Severity.INFO, what, why, example, fix, **kind)
