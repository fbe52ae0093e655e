"""The certificate, the audits that give and keep it, and what is known of each:
parts of `organisation.yaml`.
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import LabelledEnum, say
from preuve.model.indicator_names import CATEGORY, INDICATOR_NUMBER
from preuve.model.sites import SITE_ID
from preuve.schema import Choice, Day, Field, HalfDays, ListOf, Record, Span, Text

if TYPE_CHECKING:
    from datetime import date
    from typing import TypeAlias

    from preuve.model.standard import Category
    from preuve.reading import Origin
    from preuve.schema import Period

    Date: TypeAlias = date  # in a class that has a `date` of its own


class AuditType(LabelledEnum):
    """Kinds of audit (arrêté du 6 juin 2019 on audits; `mock` is a rehearsal)."""

    INITIAL = "initial", say("initial audit")
    LIGHT = "light", say("light initial audit")
    SURVEILLANCE = "surveillance", say("surveillance audit")
    RENEWAL = "renewal", say("renewal audit")
    EXTENSION = "extension", say("extension audit")
    COMPLEMENTARY = "complementary", say("complementary audit")
    MOCK = "mock", say("mock audit")


class Label(NamedTuple):
    """A label recognised on 31 December 2018, on which a light initial audit rests."""

    name: str
    until: date
    origin: Origin


class AuditOutcome(NamedTuple):
    """What the certification body decided after an audit: one of the two days."""

    origin: Origin
    granted: date | None = None
    refused: date | None = None


class Audit(NamedTuple):
    """An audit held or planned, with what was recorded of it;
    what was not recorded is not known.
    """

    type: AuditType
    date: date
    origin: Origin
    until: Date | None = None
    """Its last day, where it takes several."""
    days: float | None = None
    """Its length as the certification body's plan gives it; None where it has not said."""
    body: str = ""
    """Who holds it, where it is not the body of the certificate."""
    plan: tuple[int, ...] = ()
    """The indicators in the order that the certification body means to take them;
    empty where it has not said.
    """
    sites: tuple[str, ...] = ()
    """The sites that it saw, or that its plan names, besides the central function."""
    categories: tuple[Category, ...] = ()
    """For an extension: the categories that it adds."""
    indicators: tuple[int, ...] = ()
    """For a complementary audit: the indicators that it is for."""
    new_entrant: tuple[Category, ...] = ()
    """The categories that were in their first year as this audit was held."""
    label: Label | None = None
    contract_sent: Date | None = None
    """The day the certification body had the contract."""
    reviewed: tuple[int, ...] | None = None
    """The indicators that its report says were looked at; None where that was not recorded."""
    notified: Date | None = None
    """The day its report came."""
    decided: Date | None = None
    """The day the certification body gave or kept the certificate."""
    refused: Date | None = None
    """The day the certification body refused the certificate."""
    decision: AuditOutcome | None = None
    """The same as `decided` or `refused`, the other way to write it."""
    appeal_within: Period | None = None
    """How long its decision can be contested, as the body's contract says:
    no text gives a delay.
    """
    contested: Date | None = None

    @property
    def name(self) -> str:
        """Return what tells it from the others, as in the address of its page:
        `surveillance-2026-10-06`.
        """
        return f"{self.type}-{self.date}"

    @property
    def last_day(self) -> Date:
        """Return its last day: as written, else as its length needs,
        since half-days are not merged.
        """
        if self.until is not None:
            return max(self.until, self.date)
        return self.date + timedelta(days=ceil(self.days) - 1) if self.days else self.date

    @property
    def granted_on(self) -> Date | None:
        """Return the day the certificate was given or kept after it;
        None where it was not, or is not recorded.
        """
        return self.decided or (self.decision.granted if self.decision else None)

    @property
    def refused_on(self) -> Date | None:
        """Return the day the certificate was refused after it;
        None where it was not, or is not recorded.
        """
        return self.refused or (self.decision.refused if self.decision else None)


class Suspension(NamedTuple):
    """Days on which the certification body held the certificate back."""

    first: date
    origin: Origin
    until: date | None = None
    reason: str = ""


class Transfer(NamedTuple):
    """The passage from one certification body to another: the cycle's days do not move."""

    asked: date
    origin: Origin
    leaving: str = ""
    joining: str = ""
    received: date | None = None
    """The day the new body had the file of the old one."""
    decided: date | None = None


class Prolongation(NamedTuple):
    """A later end than the certificate's own, given by a text or by the body."""

    until: date
    source: str
    origin: Origin


class Display(NamedTuple):
    """Where the certificate is on display."""

    place: str
    since: date
    origin: Origin
    url: str = ""


class Certificate(NamedTuple):
    """The certificate held."""

    obtained: date
    expires: date
    origin: Origin
    body: str = ""
    number: str = ""
    categories: tuple[Category, ...] = ()
    display: Display | None = None
    suspended: Suspension | None = None
    withdrawn: date | None = None
    transfer: Transfer | None = None
    prolonged: Prolongation | None = None

    @property
    def ends(self) -> date:
        """Return its last day, a prolongation included."""
        return max(self.expires, self.prolonged.until) if self.prolonged else self.expires


_PAGE = Text(
    r"https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~/#-]*)?",
    say("Write the address of the page, such as https://quality.example/."),
)

AUDIT_TYPE = Choice(
    AuditType,
    {
        AuditType.INITIAL: say("the first, before the certificate"),
        AuditType.LIGHT: say("the first, lightened for a label recognised on 31 December 2018"),
        AuditType.SURVEILLANCE: say("between the 14th and the 22nd month"),
        AuditType.RENEWAL: say("before the certificate expires"),
        AuditType.EXTENSION: say("adds a category to the certificate"),
        AuditType.COMPLEMENTARY: say("lifts non-conformities, or looks at what a transfer needs"),
        AuditType.MOCK: say("a rehearsal: it decides nothing"),
    },
    {
        "initiale": AuditType.INITIAL,
        "allégé": AuditType.LIGHT,
        "renouvellement": AuditType.RENEWAL,
        "blanc": AuditType.MOCK,
        "audit blanc": AuditType.MOCK,
        "à blanc": AuditType.MOCK,
        "complémentaire": AuditType.COMPLEMENTARY,
        "complementaire": AuditType.COMPLEMENTARY,
    },
)
_LABEL = Record(
    Label,
    {
        "name": Field(Text(), say("the label's name"), required=True),
        "until": Field(Day(), say("the last day it is active"), required=True),
    },
)
_OUTCOME = Record(
    AuditOutcome,
    {
        "granted": Field(Day(), say("the day the certificate was given or kept")),
        "refused": Field(Day(), say("the day the certificate was refused")),
    },
    at_most_one=("granted", "refused"),
)
AUDIT = Record(
    Audit,
    {
        "type": Field(AUDIT_TYPE, say("the kind of audit"), required=True),
        "date": Field(Day(), say("its first day"), required=True),
        "until": Field(Day(), say("its last day, where it takes several")),
        "days": Field(
            HalfDays(), say("its length in days, as the certification body's plan gives it")
        ),
        "body": Field(Text(), say("who holds it, where it is not the body of the certificate")),
        "plan": Field(
            ListOf(INDICATOR_NUMBER, distinct=True),
            say("the indicators in the order of the certification body's plan"),
        ),
        "sites": Field(
            ListOf(SITE_ID, distinct=True),
            say("the sites it saw, or that its plan names: their ids under sites"),
        ),
        "categories": Field(
            ListOf(CATEGORY, distinct=True), say("for an extension: the categories it adds")
        ),
        "for": Field(
            ListOf(INDICATOR_NUMBER, distinct=True),
            say("for a complementary audit: the indicators it is for"),
            attribute="indicators",
        ),
        "new_entrant": Field(
            ListOf(CATEGORY, distinct=True),
            say("the categories that are in their first year as this audit is held"),
        ),
        "label": Field(
            _LABEL,
            say("for a light audit: the label of the list of 31 December 2018 that it rests on"),
        ),
        "contract_sent": Field(
            Day(),
            say("the day the certification body had the contract: it offers a date within 30 days"),
        ),
        "reviewed": Field(
            ListOf(INDICATOR_NUMBER, distinct=True),
            say("the indicators that its report says were looked at"),
        ),
        "notified": Field(Day(), say("the day its report came")),
        "decided": Field(Day(), say("the day the certificate was given or kept after it")),
        "refused": Field(Day(), say("the day the certificate was refused after it")),
        "decision": Field(
            _OUTCOME, say("what was decided, and when: another way to write decided or refused")
        ),
        "appeal_within": Field(
            Span(), say("how long its decision can be contested, as the body's contract says")
        ),
        "contested": Field(Day(), say("the day its decision was contested")),
    },
    at_most_one=("decided", "refused", "decision"),
)
_SUSPENSION = Record(
    Suspension,
    {
        "from": Field(
            Day(), say("the first day it is suspended"), required=True, attribute="first"
        ),
        "until": Field(Day(), say("the last day it is suspended, once that is known")),
        "reason": Field(Text(), say("why, as the body's letter says")),
    },
)
_TRANSFER = Record(
    Transfer,
    {
        "asked": Field(Day(), say("the day it was asked for"), required=True),
        "from": Field(Text(), say("the body that is left"), attribute="leaving"),
        "to": Field(Text(), say("the body that takes over"), attribute="joining"),
        "received": Field(Day(), say("the day the new body had the file of the old one")),
        "decided": Field(Day(), say("the day the new body took over")),
    },
)
_PROLONGATION = Record(
    Prolongation,
    {
        "until": Field(Day(), say("the later last day"), required=True),
        "source": Field(Text(), say("the text or the letter that gives it"), required=True),
    },
)
_DISPLAY = Record(
    Display,
    {
        "place": Field(Text(), say("where in the premises it hangs"), required=True),
        "since": Field(Day(), say("the day it was put there"), required=True),
        "url": Field(_PAGE, say("the page of the web site that shows it")),
    },
)
CERTIFICATE = Record(
    Certificate,
    {
        "body": Field(Text(), say("the certification body")),
        "number": Field(Text(), say("the certificate's number")),
        "obtained": Field(Day(), say("the day it was obtained"), required=True),
        "expires": Field(Day(), say("the last day it is valid"), required=True),
        "categories": Field(ListOf(CATEGORY), say("the categories it covers")),
        "display": Field(
            _DISPLAY, say("where it is on display: a duty, looked at by surveillance")
        ),
        "suspended": Field(
            _SUSPENSION, say("since when it is suspended, as the body's letter says")
        ),
        "withdrawn": Field(Day(), say("the day it was withdrawn")),
        "transfer": Field(_TRANSFER, say("a transfer to another certification body")),
        "prolonged": Field(
            _PROLONGATION, say("a later end than its own, and the text that gives it")
        ),
    },
)
