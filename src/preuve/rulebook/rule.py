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
    CLAUSE_WITHOUT_EVIDENCE = "clause-without-evidence"
    UNKNOWN_FACT = "unknown-fact"
    UNKNOWN_THRESHOLD = "unknown-threshold"
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
    # evidence
    EMPTY_FILE = "empty-file"
    FILE_NOT_FETCHED = "file-not-fetched"
    LINK_FILE = "link-file"
    WRONG_CONTENT = "wrong-content"
    NOT_EVIDENCE = "not-evidence"
    UNREADABLE_REGISTER = "unreadable-register"
    LARGE_FILE = "large-file"
    VAGUE_PLACE = "vague-place"
    DEAD_LINK = "dead-link"
    IMPOSSIBLE_DATE = "impossible-date"
    DATED_AHEAD = "dated-ahead"
    # pages
    MISSING_PAGE = "missing-page"
    DUPLICATE_PAGE = "duplicate-page"
    UNKNOWN_INDICATOR_PAGE = "unknown-indicator-page"
    PAGE_WITHOUT_TEXT = "page-without-text"
    BROKEN_LINK = "broken-link"
    MENU_DIFFERS = "menu-differs"
    BROKEN_BRACES = "broken-braces"
    UNKNOWN_MACRO = "unknown-macro"
    SITE_CONFIGURATION = "site-configuration"
    # decisions
    UNJUSTIFIED_DECISION = "unjustified-decision"
    UNCONDITIONAL_INDICATOR = "unconditional-indicator"
    DUPLICATE_DECISION = "duplicate-decision"
    CONTRADICTORY_CONDITION = "contradictory-condition"
    EXPIRED_WAIVER = "expired-waiver"
    UNUSED_WAIVER = "unused-waiver"
    WIDE_WAIVER = "wide-waiver"
    LONG_WAIVER = "long-waiver"
    # cycle
    EDITION_NOT_IN_FORCE = "edition-not-in-force"
    CERTIFICATE_LENGTH = "certificate-length"
    CERTIFICATE_ENDED = "certificate-ended"
    CERTIFICATE_SUSPENDED = "certificate-suspended"
    CERTIFICATE_NOT_SHOWN = "certificate-not-shown"
    CATEGORY_NOT_CERTIFIED = "category-not-certified"
    TRANSFER_NOT_POSSIBLE = "transfer-not-possible"
    SURVEILLANCE_TO_PLAN = "surveillance-to-plan"
    OUTSIDE_SURVEILLANCE_WINDOW = "outside-surveillance-window"
    RENEWAL_TO_PLAN = "renewal-to-plan"
    RENEWAL_TOO_EARLY = "renewal-too-early"
    RENEWAL_LATE = "renewal-late"
    AUDIT_INCOMPLETE = "audit-incomplete"
    CATEGORY_WITHOUT_ACTION = "category-without-action"
    CORRECTION_OVERDUE = "correction-overdue"
    CORRECTION_WITHOUT_EVIDENCE = "correction-without-evidence"
    FIVE_MINORS_OPEN = "five-minors-open"
    ONE_SHEET = "one-sheet"
    GRADE_DIFFERS = "grade-differs"
    # declarations
    APPRENTICESHIP_UNCERTIFIED = "apprenticeship-uncertified"
    ANNUAL_RETURN_LATE = "annual-return-late"
    CHANGE_UNDECLARED = "change-undeclared"
    DECLARATION_SUSPENDED = "declaration-suspended"
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
    AGREED_WITHOUT_CERTIFICATE = "agreed-without-certificate"
    # publication
    CONFIDENTIAL_FILE_IN_DOCS = "confidential-file-in-docs"
    LINK_IN_DOCS = "link-in-docs"
    PERSONAL_DATA_SUSPECTED = "personal-data-suspected"


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
