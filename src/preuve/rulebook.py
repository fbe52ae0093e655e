"""Every rule of the gate: its name, its weight, and what people need to know about it.

The findings themselves come from the readers (`source.py`, `shape.py`) and from the generators in `rules/`.
This book is what `preuve explain` and the site's pages on rules show.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from preuve.finding import Severity
from preuve.words import say

if TYPE_CHECKING:
    from preuve.words import Message


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
    # coverage
    MISSING_EVIDENCE = "missing-evidence"
    EXPIRED_EVIDENCE = "expired-evidence"
    DRAFT_ONLY = "draft-only"
    ONLY_FORMALISED = "only-formalised"
    ONLY_IMPLEMENTED = "only-implemented"
    STALE_EVIDENCE = "stale-evidence"
    EVIDENCE_DUE_SOON = "evidence-due-soon"
    EXPIRES_BEFORE_AUDIT = "expires-before-audit"
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
    EXPIRED_WAIVER = "expired-waiver"
    UNUSED_WAIVER = "unused-waiver"
    # cycle
    EDITION_NOT_IN_FORCE = "edition-not-in-force"
    OUTSIDE_SURVEILLANCE_WINDOW = "outside-surveillance-window"
    RENEWAL_LATE = "renewal-late"
    DATES_REVERSED = "dates-reversed"
    # sessions
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


WHY, EXAMPLE, FIX = say("Why it matters"), say("Example"), say("How to mend it")

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

RULES: tuple[Rule, ...] = (
    Rule(
        RuleName.UNREADABLE_FILE, Family.READING, _E,
        say("A file that the manual needs cannot be opened, or is not saved as UTF-8."),
        say("What cannot be read cannot be judged: the gate would be guessing."),
        say("organisation.yaml saved as Latin-1"),
        say("Put the file at its place, or save it again with the encoding UTF-8."),
    ),
    Rule(
        RuleName.YAML_SYNTAX, Family.READING, _E,
        say(
            "A file is not YAML, or uses a part of YAML that Preuve does not: anchors, aliases, tags, merge keys, "
            "a second document, tabs, nesting over 12 levels."
        ),
        say("Those parts change meaning without showing it, and differ from one program to the next."),
        "title: Minutes: spring meeting",
        say("Put a text with a colon between double quotes; write repeated values out; indent with spaces."),
    ),
    Rule(
        RuleName.DUPLICATE_KEY, Family.READING, _E,
        say("The same key stands twice in one map."),
        say("YAML readers silently keep one of them, and not all keep the same."),
        "status: draft\nstatus: approved",
        say("Keep the one that is right, delete the other."),
    ),
    Rule(
        RuleName.UNKNOWN_KEY, Family.READING, _E,
        say("A key is not one that Preuve knows at this place."),
        say("A misspelt key would otherwise be ignored, and what it says with it."),
        "onwer: teaching",
        say("Correct the spelling; the message proposes the nearest known key."),
    ),
    Rule(
        RuleName.MISSING_KEY, Family.READING, _E,
        say("A key that cannot be left out is missing."),
        say("A proof without a date or an owner cannot be shown to an auditor."),
        "- id: EV-001\n  title: Course catalogue",
        say("Add the key the message names."),
    ),
    Rule(
        RuleName.WRONG_TYPE, Family.READING, _E,
        say("A value is of another kind than the key wants: a word for a list, a text for a number."),
        say("Guessing what was meant would hide mistakes."),
        "indicators: 4",
        say("Write the kind of value the message asks for, here indicators: [4]."),
    ),
    Rule(
        RuleName.INVALID_VALUE, Family.READING, _E,
        say("A value is of the right kind, and not one that can stand here."),
        say("Words from a fixed list keep the site, the gate and the exports in agreement."),
        "status: aproved",
        say("Choose one of the values the message lists."),
    ),
    Rule(
        RuleName.INVALID_DATE, Family.READING, _E,
        say("A date is not written year-month-day, or is not a day of the calendar."),
        say("03/04/2026 is read as March by some and April by others; and 2026-02-30 never comes."),
        "dated: 30/02/2026",
        say("Write it as 2026-02-28."),
    ),
    Rule(
        RuleName.UNSAFE_URL, Family.READING, _E,
        say("An address is not a plain https address with a host name."),
        say("Other kinds of links can run code in the reader's browser or open files of their computer."),
        "url: javascript:alert(1)",
        say("Copy the address from the browser's address bar."),
    ),
    Rule(
        RuleName.TOO_LARGE, Family.READING, _E,
        say("A file that Preuve reads is larger than 20 MB."),
        say("An index of that size is a mistake, such as a document pasted into it."),
        say("evidence_index.yaml with a PDF pasted into it"),
        say("Keep documents as files of their own and name them in the index."),
    ),
    Rule(
        RuleName.MISSING_EVIDENCE, Family.COVERAGE, _E,
        say("An indicator applies and no proof counts for it on the manual's day."),
        say("A proof that is missing on the day of the audit is a non-conformity."),
        say("no entry of evidence_index.yaml names indicator 12"),
        say("Add an entry that names the indicator, approved and in date, with a file, an address or a place."),
    ),
    Rule(
        RuleName.EXPIRED_EVIDENCE, Family.COVERAGE, _E,
        say("An indicator applies and all its approved proofs are past their date."),
        say("An auditor looks at whether the way of working is alive; an old proof shows that it was."),
        "dated: 2024-01-10\nreview_every: 12 months",
        say("Renew the proof: review the document, then give its new date."),
    ),
    Rule(
        RuleName.DRAFT_ONLY, Family.COVERAGE, _E,
        say("An indicator applies and all the proofs that name it are drafts or in review."),
        say("A draft shows an intention. Only what the organisation has approved is shown as proof."),
        "status: in_review",
        say("Have the proof approved, then write status: approved."),
    ),
    Rule(
        RuleName.ONLY_FORMALISED, Family.COVERAGE, _W,
        say(
            "An indicator's proofs say how things are done; none shows that it was done. A new entrant's are fine "
            "where the standard says so."
        ),
        say("The auditor judges implementation: a procedure without a dated record is half of the proof."),
        say("stage: formalised, for each proof of indicator 11"),
        say("Add a dated record with stage: implemented."),
    ),
    Rule(
        RuleName.ONLY_IMPLEMENTED, Family.COVERAGE, _W,
        say("An indicator's proofs show that things were done; none says how they are done."),
        say("Without a written way of working, records look like chance."),
        say("stage: implemented, for each proof of indicator 25"),
        say("Add the procedure, form or policy with stage: formalised."),
    ),
    Rule(
        RuleName.STALE_EVIDENCE, Family.COVERAGE, _W,
        say("A proof is past its date, though its indicators still have others."),
        say("An out-of-date document among good ones is what an auditor remembers."),
        say("valid_until: 2026-08-31, on 30 September 2026"),
        say("Renew it, or write status: withdrawn."),
    ),
    Rule(
        RuleName.EVIDENCE_DUE_SOON, Family.COVERAGE, _I,
        say("A proof goes out of date within 30 days."),
        say("There is still time to renew it calmly."),
        say("valid_until: 2026-10-20, on 30 September 2026"),
        say("Plan its review with its owner."),
    ),
    Rule(
        RuleName.EXPIRES_BEFORE_AUDIT, Family.COVERAGE, _W,
        say("A proof is good today and will be out of date on the day of the next audit."),
        say("It will be shown that day."),
        say("valid_until: 2026-10-03, with an audit on 6 October 2026"),
        say("Renew it before the audit."),
    ),
    Rule(
        RuleName.DUPLICATE_ID, Family.REFERENCES, _E,
        say("Two entries of the index have the same id."),
        say("People cite proofs by their id. Two branches that each add the next number merge without a conflict."),
        "- id: EV-031 … - id: EV-031",
        say("Give the newer entry the next free id."),
    ),
    Rule(
        RuleName.UNKNOWN_INDICATOR, Family.REFERENCES, _E,
        say("A number is not an indicator of the edition in use."),
        say("The proof would be shown nowhere."),
        "indicators: [40]",
        say("Correct the number."),
    ),
    Rule(
        RuleName.UNKNOWN_OWNER, Family.REFERENCES, _E,
        say("A role is none of the people in organisation.yaml."),
        say("Someone must answer for each proof and each decision."),
        "owner: teachnig",
        say("Correct the role, or add it under people in organisation.yaml."),
    ),
    Rule(
        RuleName.UNKNOWN_SESSION, Family.REFERENCES, _E,
        say("A proof names a training session that is not in sessions.yaml. Without that file nothing is said."),
        say("When the auditor picks that session, the proof would not be in its file."),
        say("session: 2026-A21, where 2026-A12 exists"),
        say("Correct the id, or add the session to sessions.yaml."),
    ),
    Rule(
        RuleName.UNKNOWN_REFERENCE, Family.REFERENCES, _E,
        say("A line of a register or of sessions.yaml names a proof, another line or an audit that is not there."),
        say("Whoever follows the reference finds nothing: a correction without its proof, an action without its origin."),
        say("proof: [EV-0021], where EV-021 exists"),
        say("Correct the id or the date, or add what it names."),
    ),
    Rule(
        RuleName.MISSING_FILE, Family.REFERENCES, _E,
        say("A file named by an entry is not in the repository under exactly this name."),
        say(
            "On the auditor's screen the link would be dead. Web servers tell capital letters and accents apart even "
            "where your computer does not."
        ),
        say("file: evidence/Catalogue.pdf, where catalogue.pdf exists"),
        say("Add the file, or correct its name."),
    ),
    Rule(
        RuleName.FILE_OUTSIDE_REPOSITORY, Family.REFERENCES, _E,
        say("A file is named by a path that leads out of the manual's folder, or through a symbolic link."),
        say("It would not be there for anybody else, and could publish what nobody meant to."),
        "file: ../private/contract.pdf",
        say("Copy the file into evidence/, or use place: to say where it is kept."),
    ),
    Rule(
        RuleName.CHANGED_FILE, Family.REFERENCES, _E,
        say("A file is no longer the one that was approved: its SHA-256 differs from the entry's."),
        say("What was approved is what is shown; a change is approved again, on purpose."),
        say("sha256: 3f5a…, and the file was saved again since"),
        say("Review the file, then give its new date and digest."),
    ),
    Rule(
        RuleName.EVIDENCE_FOR_NOT_APPLICABLE, Family.REFERENCES, _W,
        say("A proof names an indicator that does not apply to the organisation."),
        say("It will not be asked for; or a category or a condition is missing in organisation.yaml."),
        say("indicators: [9, 15], for a provider without apprentices"),
        say("Take the number out, or correct the profile in organisation.yaml."),
    ),
    Rule(
        RuleName.MISSING_PAGE, Family.PAGES, _E,
        say("An indicator applies and no page under docs/criteria tells how it is met."),
        say("The auditor asks how you work before asking for the proof."),
        say("no page with indicator: 9 in its front matter"),
        say("Add the page the message names, with the indicator's number in its front matter."),
    ),
    Rule(
        RuleName.DUPLICATE_PAGE, Family.PAGES, _E,
        say("Two pages say that they are about the same indicator."),
        say("One of them would go stale, and links would lead to either."),
        say("indicator: 4 in indicator-04.md and in indicator-05.md"),
        say("Correct the number in one of them, or merge the two."),
    ),
    Rule(
        RuleName.UNKNOWN_INDICATOR_PAGE, Family.PAGES, _E,
        say("A page's front matter names an indicator that the edition does not have."),
        say("The page would show nothing of the standard."),
        "indicator: 42",
        say("Correct the number."),
    ),
    Rule(
        RuleName.PAGE_WITHOUT_TEXT, Family.PAGES, _E,
        say("The page of an applicable indicator has headings, comments and macros, and no words of the team."),
        say("The page is there to tell how you work."),
        say("## How we work, and nothing below"),
        say("Write a few sentences: who does what, when, with which document."),
    ),
    Rule(
        RuleName.UNJUSTIFIED_DECISION, Family.DECISIONS, _E,
        say("A decision on applicability lacks its reason, its date or the role that took it."),
        say("An auditor accepts a decision that someone answers for."),
        "- {indicator: 28, applies: false}",
        say("Add reason, decided_by and on."),
    ),
    Rule(
        RuleName.EXPIRED_WAIVER, Family.DECISIONS, _W,
        say("A waiver's last day has passed."),
        say("It no longer holds anything back; what it covered is reported again."),
        "until: 2026-01-31",
        say("Delete it, or decide again with a new date."),
    ),
    Rule(
        RuleName.UNUSED_WAIVER, Family.DECISIONS, _W,
        say("A waiver covers nothing that the gate found."),
        say("It would silently accept the next fault of its kind."),
        say("a waiver for indicator 12, whose proofs are in date"),
        say("Delete it."),
    ),
    Rule(
        RuleName.EDITION_NOT_IN_FORCE, Family.CYCLE, _W,
        say("organisation.yaml fixes an edition, and the next audit will be on another."),
        say("The date of the audit decides which edition applies (décret n° 2026-728: no transition)."),
        say("edition: rnq-2019, with an audit on 1 December 2026"),
        say("Delete the edition line, or correct the audit's date."),
    ),
    Rule(
        RuleName.OUTSIDE_SURVEILLANCE_WINDOW, Family.CYCLE, _W,
        say("A surveillance audit is planned outside the 14th to 22nd month after the certificate was obtained."),
        say("The body must hold it in that time; outside, the certificate can be suspended."),
        say("obtained: 2025-04-10, surveillance on 1 June 2027"),
        say("Agree on a date inside the window with the certification body."),
    ),
    Rule(
        RuleName.RENEWAL_LATE, Family.CYCLE, _W,
        say("The renewal audit is planned, or can only be planned, less than 4 months before the certificate expires."),
        say("Those months are needed to correct and verify what the audit finds (3 months and 1)."),
        say("expires: 2028-04-09, renewal on 1 March 2028"),
        say("Ask the body for an earlier date."),
    ),
    Rule(
        RuleName.DATES_REVERSED, Family.SESSIONS, _E,
        say("A day comes before the one it follows, in a line of a register or in sessions.yaml."),
        say("What was answered before it was asked convinces nobody; mostly it is a slip of the keyboard."),
        "received: 2026-03-26, answered: 2026-03-02",
        say("Correct the date that is wrong."),
    ),
    Rule(
        RuleName.SESSION_OUTSIDE_PROFILE, Family.SESSIONS, _W,
        say("A session is of a category, or calls for indicators, that do not apply by organisation.yaml."),
        say("Sessions are what is really done: indicators that they call for will be asked for."),
        say("certifying: true, for a provider with certifying: false"),
        say("Correct the session, or the categories and conditions in organisation.yaml."),
    ),
    Rule(
        RuleName.UNCLEAR_STEP, Family.SESSIONS, _W,
        say("A session's proof could belong to several steps of its file, and does not say to which."),
        say("It is then in none: the file looks emptier than it is."),
        say("session: 2026-A12 and indicators: [11], an assessment or a certificate"),
        say("Add a line such as steps: [assessments]."),
    ),
    Rule(
        RuleName.INCOMPLETE_SESSION_FILE, Family.SESSIONS, _I,
        say("The file of a session has nothing for steps that are due on the manual's day."),
        say("The sessions an auditor picks are named at the opening meeting: there is no time left to look for papers."),
        say("a session that is over, and no proof of its attendance"),
        say("Add what is missing, or say under kept_together which proof holds it for many sessions."),
    ),
    Rule(
        RuleName.CONFIDENTIAL_FILE_IN_DOCS, Family.PUBLICATION, _E,
        say("A proof that is not public lies under docs/, where everything is published."),
        say("It would be on the web for everyone, whatever its entry says."),
        "file: docs/files/complaint.pdf\naccess: on_request",
        say("Move the file out of docs/, for instance into evidence/; think of the history in git too."),
    ),
    Rule(
        RuleName.LINK_IN_DOCS, Family.PUBLICATION, _E,
        say("A symbolic link lies under docs/."),
        say("The site's builder follows it and would publish whatever it points to."),
        "docs/shared → /home/team/shared",
        say("Replace the link by the file itself, or delete it."),
    ),
    Rule(
        RuleName.PERSONAL_DATA_SUSPECTED, Family.PUBLICATION, _W,
        say(
            "What may be a person's e-mail address, telephone, social security number or bank account stands in a file the "
            "team edits, on a page, or in a public proof that is text."
        ),
        say("All this is published, or kept in git, which remembers what is deleted. People have a right to be forgotten."),
        say("note: call the learner on 06 12 34 …"),
        say(
            "Write the role instead; keep the document where it is protected, and say with place: where. Addresses of a role "
            "(contact@, quality@) and fixed telephones on pages are not told; list what else is the organisation's own under "
            "contacts in organisation.yaml."
        ),
    ),
)  # fmt: skip

# Always errors, and never accepted: what cannot be read or placed cannot be judged, and what would publish what nobody
# meant to publish is nobody's to weigh.
FIRM = frozenset(rule.name for rule in RULES if rule.family is Family.READING) | {
    RuleName.FILE_OUTSIDE_REPOSITORY,
    RuleName.DUPLICATE_PAGE,
    RuleName.UNKNOWN_INDICATOR_PAGE,
    RuleName.CONFIDENTIAL_FILE_IN_DOCS,
    RuleName.LINK_IN_DOCS,
}
WEIGHABLE = tuple(rule for rule in RULES if rule.name not in FIRM)
# A waiver of a finding about waivers would hold nothing back but itself.
WAIVABLE = tuple(rule for rule in WEIGHABLE if rule.name not in {RuleName.EXPIRED_WAIVER, RuleName.UNUSED_WAIVER})

BY_NAME: dict[str, Rule] = {rule.name.value: rule for rule in RULES}
