"""The training sessions that an auditor may sample: `sessions.yaml`.
What the file of one holds is in `assess/session_file.py`.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from preuve.core.record import NamedTuple
from preuve.core.words import LabelledEnum, say
from preuve.model.indicator_names import CATEGORY
from preuve.model.standard import Category, Condition
from preuve.schema import (
    Choice,
    Day,
    Field,
    Flag,
    Integer,
    ListOf,
    MapOf,
    Record,
    Span,
    Text,
    is_empty,
    read_partly,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from preuve.core.finding import Diagnostic
    from preuve.reading import Document, Origin
    from preuve.schema import Period


class Step(StrEnum):
    """The steps of a session's file, in the order in which an auditor goes through it."""

    NEEDS = "needs"
    POSITIONING = "positioning"
    PROGRAMME = "programme"
    CONTRACT = "contract"
    SUBCONTRACT = "subcontract"
    WELCOME = "welcome"
    COMPANY = "company"
    ATTENDANCE = "attendance"
    ADAPTATIONS = "adaptations"
    ASSESSMENTS = "assessments"
    CERTIFICATION = "certification"
    COMPLETION = "completion"
    SURVEY = "survey"
    LATER_SURVEY = "later_survey"
    INCIDENTS = "incidents"
    IMPROVEMENT = "improvement"


class Phase(LabelledEnum):
    """Where a session stands on a day."""

    PLANNED = "planned", say("planned")
    RUNNING = "running", say("under way")
    OVER = "over", say("over")


class Session(NamedTuple):
    """One session: a course held once for a group, one skills assessment,
    one VAE, one group of apprentices.
    """

    id: str
    title: str
    category: Category
    starts: date
    ends: date
    headcount: int
    """How many learners: they are counted, never named."""
    origin: Origin
    offer: str | None = None
    subcontractor: str | None = None
    site: str | None = None
    place: str | None = None
    """Where its file is kept, in words."""
    certifying: bool | None = None
    work_linked: bool | None = None
    workplace_training: bool | None = None
    funded: bool | None = None
    """Whether public or pooled money pays for it; None where it is not said."""
    agreed_on: date | None = None
    """The day of the agreement with the funder, from which the certificate is needed."""
    distance: bool | None = None
    """Whether some of it is held at a distance; None where it is not said."""
    dropped: int | None = None
    """How many stopped before its end; None where nobody counted."""
    presented: int | None = None
    passed: int | None = None
    contributors: tuple[str, ...] = ()
    """Who teaches it: codes of the register of contributors."""
    lead_teacher: str | None = None
    """Who answers for its teaching: a role, or a code."""
    note: str | None = None

    def phase(self, on: date) -> Phase:
        """Return where it stands on a day; its first and last days belong to it."""
        if on < self.starts:
            return Phase.PLANNED
        return Phase.RUNNING if on <= self.ends else Phase.OVER

    def conditions(self, otherwise: frozenset[Condition]) -> frozenset[Condition]:
        """Return the conditions of indicators that it meets:
        its own where it says, else those of the provider.
        """
        own_facts = {
            Condition.CERTIFYING: self.certifying,
            Condition.WORK_LINKED: self.work_linked,
            Condition.WORKPLACE_TRAINING: self.workplace_training,
            Condition.SUBCONTRACTING: self.subcontractor is not None,
        }
        return frozenset(
            one for one, own in own_facts.items() if (one in otherwise if own is None else own)
        )


class KeptTogether(NamedTuple):
    """A proof that is kept for many sessions at once: a folder, a log.
    It is where to look, for each of them.
    """

    evidence: str
    steps: tuple[Step, ...]
    origin: Origin
    categories: tuple[Category, ...] = ()
    offers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def concerns(self, session: Session) -> bool:
        """Return whether it is kept for a session too; what is not said excludes none."""
        return (
            (not self.categories or session.category in self.categories)
            and (not self.offers or session.offer in self.offers)
            and (self.since is None or self.since <= session.starts)
            and (self.until is None or session.starts <= self.until)
        )


class Sessions(NamedTuple):
    """What `sessions.yaml` says, as far as it could be read."""

    sessions: tuple[Session, ...] = ()
    kept_together: tuple[KeptTogether, ...] = ()
    later_survey_after: Mapping[str, Period] = MappingProxyType({})
    """How long after the end people are asked again, by category:
    the team's own rule, since no text gives a time.
    """
    unreadable: frozenset[str] = frozenset()
    """Ids of sessions with faults: what refers to them refers to something."""

    def session(self, name: str | None) -> Session | None:
        """Return a session by its id."""
        return next((session for session in self.sessions if session.id == name), None)


# An id is the name of the session's page as well: with a digit it is no name that the site keeps.
SESSION_FORM = r"(?=[A-Za-z._-]*[0-9])[A-Za-z0-9][A-Za-z0-9._-]{0,38}[A-Za-z0-9]"
SESSION_ID = Text(
    SESSION_FORM,
    say("Use letters, digits, dots and dashes, with a digit among them, such as 2026-A12."),
)
CODE_FORM = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"
CODE = Text(CODE_FORM, say("Use letters, digits, dots and dashes, such as TIL-01."))

SESSION = Record(
    Session,
    {
        "id": Field(
            SESSION_ID, say("unique and stable: what proofs name under session"), required=True
        ),
        "title": Field(Text(), say("the course or service, as people know it"), required=True),
        "category": Field(CATEGORY, say("the category of action"), required=True),
        "starts": Field(Day(), say("its first day"), required=True),
        "ends": Field(Day(), say("its last day"), required=True),
        "headcount": Field(
            Integer(0, 9999), say("the number of learners; never their names"), required=True
        ),
        "offer": Field(CODE, say("the course's own code, such as TIL-01")),
        "subcontractor": Field(
            Text(),
            say("the firm or the code of who teaches it under contract; no name of a person"),
        ),
        "site": Field(
            Text(), say("the site where it is held, where there are several: its id under sites")
        ),
        "place": Field(Text(), say("where its file is kept, in words")),
        "certifying": Field(
            Flag(), say("whether it prepares for a registered certification, where that differs")
        ),
        "work_linked": Field(Flag(), say("whether it is work-study training, where that differs")),
        "workplace_training": Field(
            Flag(), say("whether it has periods of training at the workplace, where that differs")
        ),
        "funded": Field(Flag(), say("whether public or pooled money pays for it")),
        "agreed_on": Field(
            Day(),
            say("the day of the agreement with the funder: the certificate is needed on that day"),
        ),
        "distance": Field(Flag(), say("whether some of it is held at a distance")),
        "dropped": Field(Integer(0, 9999), say("how many stopped before its end")),
        "presented": Field(Integer(0, 9999), say("how many were presented to the examination")),
        "passed": Field(Integer(0, 9999), say("how many passed it")),
        "contributors": Field(
            ListOf(CODE, at_most=100), say("who teaches it: codes of registers/contributors.yaml")
        ),
        "lead_teacher": Field(CODE, say("who answers for its teaching: a role, or a code")),
        "note": Field(Text(), say("for the auditor; nothing about a person")),
    },
)
_KEPT_TOGETHER = Record(
    KeptTogether,
    {
        "evidence": Field(CODE, say("the id of a proof in the index"), required=True),
        "steps": Field(
            ListOf(Choice(Step), at_least=1),
            say("the steps of a session's file that it holds"),
            required=True,
        ),
        "categories": Field(
            ListOf(CATEGORY, at_most=len(Category)),
            say("only for sessions of these categories"),
        ),
        "offers": Field(ListOf(CODE, at_most=100), say("only for sessions of these offers")),
        "since": Field(Day(), say("only for sessions that start on this day or later")),
        "until": Field(Day(), say("only for sessions that start on this day or earlier")),
    },
)
SESSIONS: Record[dict[str, Any]] = Record(
    dict,
    {
        "sessions": Field(ListOf(SESSION), say("the training sessions"), required=True),
        "kept_together": Field(
            ListOf(_KEPT_TOGETHER, at_most=200), say("proofs kept for many sessions at once")
        ),
        "later_survey_after": Field(
            MapOf(Span(), known=tuple(Category)),
            say(
                "category → how long after the end you ask people again, such as 3 months: "
                "your own rule"
            ),
        ),
    },
)


def read_sessions(document: Document) -> tuple[Sessions | None, list[Diagnostic]]:
    """Return the sessions of a document, a fault in one not losing the others;
    None when the file cannot be used.
    """
    if document.unusable:
        return None, []
    if document.root is None or is_empty(document.root):
        return Sessions(), []
    values, unreadable, diagnostics = read_partly(
        document.root, document.file, SESSIONS, ("sessions",)
    )
    return None if values is None else Sessions(**values, unreadable=unreadable), diagnostics
