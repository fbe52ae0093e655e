"""What a rule is: its name, its family, its weight, and what people need to know about it."""

from __future__ import annotations

from functools import partial
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
    what: Message
    why: Message
    example: Message | str
    """A short piece of a file that the rule refuses, or notes; a message where words explain it."""
    fix: Message
    family: Family
    severity: Severity
    fixed: bool = False
    """Whether it is always an error, and never accepted: what would publish what nobody meant to
    publish is nobody's to weigh.
    """
    waivable: bool = True
    """Whether a waiver may hold it back: one about waivers would hold back but itself."""


class RuleFamily:
    """What makes the rules of a family, by the severity that each has of itself: an error closes
    the gate, a warning is to be looked at, a note is good to know.
    """

    def __init__(self, family: Family) -> None:
        self.error = partial(Rule, family=family, severity=Severity.ERROR)
        self.warning = partial(Rule, family=family, severity=Severity.WARNING)
        self.note = partial(Rule, family=family, severity=Severity.INFO)
