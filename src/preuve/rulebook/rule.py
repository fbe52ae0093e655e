"""What a rule is: its name, its family, its weight, and what people need to know about it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple

if TYPE_CHECKING:
    from preuve.core.finding import Severity
    from preuve.core.rule_name import RuleName
    from preuve.core.words import Message


class Family(StrEnum):
    """What a rule looks at."""

    READING = "reading"
    COVERAGE = "coverage"
    REFERENCES = "references"
    EVIDENCE = "evidence"
    PAGES = "pages"
    DECISIONS = "decisions"
    CYCLE = "cycle"
    DECLARATIONS = "declarations"
    REGISTERS = "registers"
    SESSIONS = "sessions"
    PUBLICATION = "publication"


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
