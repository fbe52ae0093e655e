"""What a rule is: its name, its family, its weight, and what people need to know about it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from preuve.core.finding import Severity
    from preuve.core.words import Message


class RuleName(StrEnum):
    """The names of the rules, by family, in the order of the book."""

    # reading
    UNREADABLE_FILE = "unreadable-file"
    YAML_SYNTAX = "yaml-syntax"
    DUPLICATE_KEY = "duplicate-key"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_TYPE = "wrong-type"
    INVALID_VALUE = "invalid-value"
    INVALID_DATE = "invalid-date"
    UNSAFE_URL = "unsafe-url"
    TOO_LARGE = "too-large"
    UNKNOWN_REGISTER = "unknown-register"
    # coverage
    MISSING_EVIDENCE = "missing-evidence"
    EXPIRED_EVIDENCE = "expired-evidence"
    DRAFT_ONLY = "draft-only"
    ONLY_FORMALISED = "only-formalised"
    ONLY_IMPLEMENTED = "only-implemented"
    STALE_EVIDENCE = "stale-evidence"
    EVIDENCE_DUE_SOON = "evidence-due-soon"
    EXPIRES_BEFORE_AUDIT = "expires-before-audit"
    INCOMPLETE_DRAFT = "incomplete-draft"
    # references
    DUPLICATE_ID = "duplicate-id"
    UNKNOWN_INDICATOR = "unknown-indicator"
    UNKNOWN_OWNER = "unknown-owner"
    UNKNOWN_SESSION = "unknown-session"
    UNKNOWN_REFERENCE = "unknown-reference"
    MISSING_FILE = "missing-file"
    FILE_OUTSIDE_REPOSITORY = "file-outside-repository"
    CHANGED_FILE = "changed-file"
    EVIDENCE_FOR_NOT_APPLICABLE = "evidence-for-not-applicable"
    # pages
    MISSING_PAGE = "missing-page"
    DUPLICATE_PAGE = "duplicate-page"
    UNKNOWN_INDICATOR_PAGE = "unknown-indicator-page"
    PAGE_WITHOUT_TEXT = "page-without-text"
    # decisions
    UNJUSTIFIED_DECISION = "unjustified-decision"
    UNCONDITIONAL_INDICATOR = "unconditional-indicator"
    DUPLICATE_DECISION = "duplicate-decision"
    EXPIRED_WAIVER = "expired-waiver"
    UNUSED_WAIVER = "unused-waiver"
    WIDE_WAIVER = "wide-waiver"
    LONG_WAIVER = "long-waiver"
    # cycle
    EDITION_NOT_IN_FORCE = "edition-not-in-force"
    OUTSIDE_SURVEILLANCE_WINDOW = "outside-surveillance-window"
    RENEWAL_LATE = "renewal-late"
    CORRECTION_OVERDUE = "correction-overdue"
    CORRECTION_WITHOUT_EVIDENCE = "correction-without-evidence"
    FIVE_MINORS_OPEN = "five-minors-open"
    GRADE_DIFFERS = "grade-differs"
    # registers
    ACTION_OVERDUE = "action-overdue"
    WATCH_WITHOUT_USE = "watch-without-use"
    COMPLAINT_UNANSWERED = "complaint-unanswered"
    REVIEW_DUE = "review-due"
    EMPTY_REGISTER = "empty-register"
    # sessions
    DATES_REVERSED = "dates-reversed"
    SESSION_OUTSIDE_PROFILE = "session-outside-profile"
    UNCLEAR_STEP = "unclear-step"
    INCOMPLETE_SESSION_FILE = "incomplete-session-file"
    # publication
    CONFIDENTIAL_FILE_IN_DOCS = "confidential-file-in-docs"
    LINK_IN_DOCS = "link-in-docs"
    PERSONAL_DATA_SUSPECTED = "personal-data-suspected"


class Family(StrEnum):
    """What a rule looks at."""

    READING = "reading"
    COVERAGE = "coverage"
    REFERENCES = "references"
    PAGES = "pages"
    DECISIONS = "decisions"
    CYCLE = "cycle"
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
