"""The provider: `organisation.yaml`."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from preuve.core.digest import SHA256
from preuve.core.record import NamedTuple
from preuve.core.words import say
from preuve.model.audits import AUDIT, CERTIFICATE, AuditType
from preuve.model.choices import Severities, WaivableRule
from preuve.model.conditions import CONDITIONS, THRESHOLD, Conditions, ThresholdValue
from preuve.model.declaration import FIRST_APPRENTICESHIP, REGISTRATION
from preuve.model.indicator_names import CATEGORY, IndicatorName
from preuve.model.person import PERSON, ROLE, Person
from preuve.model.shelves import Shelves
from preuve.model.sites import Sites, SitesOrNumber
from preuve.model.standard import (
    IMPLIED_BY_APPRENTICESHIP,
    Category,
    Condition,
    EditionName,
    Fact,
    IndicatorRef,
    ThresholdName,
)
from preuve.schema import Choice, Day, Field, Flag, Integer, ListOf, MapOf, Record, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from preuve.core.finding import Severity
    from preuve.core.rule_name import RuleName
    from preuve.model.audits import Audit, Certificate
    from preuve.model.declaration import FirstApprenticeship, Registration
    from preuve.model.shelves import Shelf
    from preuve.reading import Origin


class ManualLanguage(StrEnum):
    """The languages a manual can be in."""

    ENGLISH = "en"
    FRENCH = "fr"


FIRST_AUDITS = frozenset({AuditType.INITIAL, AuditType.LIGHT, AuditType.EXTENSION})
"""Kinds of audit at which a category is seen for the first time."""


class Audience(StrEnum):
    """Who reads a site or a pack: the team, which sees all;
    an auditor, all but what the team tells itself; or everybody.
    """

    INTERNAL = "internal"
    AUDITOR = "auditor"
    PUBLIC = "public"


class Quote(NamedTuple):
    """What a certification body asks for its audits: euros, before tax;
    None where it did not say.
    """

    body: str
    date: date
    origin: Origin
    initial: int | None = None
    yearly: int | None = None
    """What a year of follow-up costs, its surveillance audit included."""
    yearly_payments: int = 2
    """How often that is paid between two audits of everything."""
    renewal: int | None = None
    travel: int | None = None
    """What a visit adds: initial and renewal audits take place on site,
    surveillance at a distance.
    """
    note: str = ""


class Decision(NamedTuple):
    """A decision on applicability that differs from the rule, and who answers for it."""

    indicator: int
    applies: bool
    origin: Origin
    reason: str = ""
    decided_by: str = ""
    on: date | None = None
    clause: str = ""
    """The clause of the indicator that it is about; empty where it is about the whole."""

    @property
    def about(self) -> IndicatorRef:
        """Return the indicator or the clause that is decided on."""
        return IndicatorRef(self.indicator, self.clause)


class Waiver(NamedTuple):
    """A finding accepted until a day."""

    rule: RuleName
    reason: str
    owner: str
    until: date
    origin: Origin
    indicator: int | None = None
    evidence: str | None = None
    clause: str = ""
    """The clause of the indicator that it is about; empty where it is about any of them."""


_OF_INDICATORS = frozenset(condition.value for condition in Condition)


class Allowance(NamedTuple):
    """What the look for leaks may find: words that are everyday ones,
    or a file that somebody has looked at.
    """

    reason: str
    by: str
    on: date
    origin: Origin
    text: str = ""
    file: str = ""
    sha256: str = ""

    def facts(self) -> dict[str, str]:
        """Return what a report says of it."""
        what = {"text": self.text} if self.text else {"file": self.file, "sha256": self.sha256}
        return {**what, "by": self.by, "on": self.on.isoformat(), "reason": self.reason}


class Organisation(NamedTuple):
    """A training provider, as far as its manual needs to know it."""

    name: str
    language: ManualLanguage
    categories: tuple[Category, ...]
    origin: Origin
    conditions: Conditions | None = None
    new_entrant: tuple[Category, ...] = ()
    sites: Sites = Sites()
    turnover: int | None = None
    """Euros a year, training activity."""
    as_of: date | None = None
    edition: EditionName | None = None
    certificate: Certificate | None = None
    audits: tuple[Audit, ...] = ()
    quotes: tuple[Quote, ...] = ()
    registration: Registration | None = None
    first_apprenticeship: FirstApprenticeship | None = None
    not_publicly_funded: tuple[Category, ...] = ()
    """Categories offered without a euro of public or pooled money: they need no certificate."""
    people: Mapping[str, Person] = MappingProxyType({})
    names_for: Audience | None = None
    """The widest audience that is shown the names of `people`; None:
    plain texts everyone, the names of maps the auditor.
    """
    applicability: tuple[Decision, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    severity: Mapping[RuleName, Severity] = MappingProxyType({})
    contacts: tuple[str, ...] = ()
    """Addresses and numbers that are the organisation's own."""
    allow: tuple[Allowance, ...] = ()
    publish: tuple[str, ...] = ()
    """Files of `docs/` that go out though no page links to them."""
    site_url: str = ""
    """Where the manual is published; empty when it is not, or not told."""
    thresholds: Mapping[str, ThresholdValue] = MappingProxyType({})
    """What orders fix, as far as the team has read them."""
    shelves: Mapping[str, Shelf] = MappingProxyType({})
    """Where proofs lie outside git, by the names that stand before the colon of their files."""
    calendar_id: str = ""
    """By what calendars know its events: it stays when the name changes."""
    frozen: bool = False
    """Whether the manual stands still on purpose, as an example does:
    that its day is long past is not told.
    """

    def as_on(self, day: date) -> Organisation:
        """Return the provider as it is on a day: without the conditions that begin later."""
        conditions = self.conditions and self.conditions.as_on(day)
        return self if conditions is self.conditions else self._replace(conditions=conditions)

    def conditions_met(self, category: Category | None = None) -> frozenset[Condition]:
        """Return the conditions of indicators that are met, those that apprenticeship implies
        included.

        `category`: for services of this category alone; what apprenticeship implies is not true of
        the others.
        """
        stated = self.conditions.met() if self.conditions else frozenset()
        mine = self.categories if category is None else (category,)
        return (
            stated.union(IMPLIED_BY_APPRENTICESHIP) if Category.APPRENTICESHIP in mine else stated
        )

    def fact(self, fact: Fact) -> bool | None:
        """Return whether a fact is true, as far as this file says; None where it does not."""
        if fact.value in _OF_INDICATORS:
            return Condition(fact.value) in self.conditions_met()
        stated = self.conditions.stated(fact) if self.conditions else None
        if stated is None and fact is Fact.DISTANCE and self.registration is not None:
            return self.registration.distance
        return bool(stated) if fact is Fact.ACTS_AS_SUBCONTRACTOR else stated

    def next_audit(self, day: date) -> Audit | None:
        """Return the first real audit on or after a day; a mock audit decides nothing."""
        ahead = [
            audit
            for audit in self.audits
            if audit.last_day >= day and audit.type is not AuditType.MOCK
        ]
        return min(ahead, key=lambda audit: audit.date, default=None)

    def last_audit(self, day: date) -> Audit | None:
        """Return the last real audit that began before a day."""
        held = [
            audit for audit in self.audits if audit.date < day and audit.type is not AuditType.MOCK
        ]
        return max(held, key=lambda audit: audit.date, default=None)

    def new_entrant_at(self, audit: Audit) -> tuple[Category, ...]:
        """Return the categories that were in their first year as an audit was held.

        It is a fact of the audit. `new_entrant:` of the organisation itself, as older files have
        it, is of its first one.
        """
        first = min(
            (audit for audit in self.audits if audit.type in FIRST_AUDITS),
            key=lambda audit: audit.date,
            default=None,
        )
        return audit.new_entrant or (self.new_entrant if audit == first else ())

    def calendar_identity(self) -> str:
        """Return by what calendars know this manual's events: never the name, which changes."""
        siren = "".join(filter(str.isdigit, self.registration.siren if self.registration else ""))
        return self.calendar_id or (siren if siren.strip("0") else "")

    def answers(self, role: str) -> str:
        """Return how a role is shown: what `people` says of it, else the role in words."""
        return self.people.get(role, Person()).shown(role)


def _decision(*, indicator: IndicatorRef, **values: Any) -> Decision:  # noqa: ANN401 - what the record read
    return Decision(indicator=indicator.number, clause=indicator.clause, **values)


def _waiver(*, indicator: IndicatorRef | None = None, **values: Any) -> Waiver:  # noqa: ANN401 - as above
    if indicator is None:
        return Waiver(**values)
    return Waiver(indicator=indicator.number, clause=indicator.clause, **values)


_SITE = Text(
    r"https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~/-]*)?",
    say("Write the address of the site, such as https://quality.example/."),
)

_AUDIENCES = {
    Audience.INTERNAL: say("the team alone"),
    Audience.AUDITOR: say("the team and auditors"),
    Audience.PUBLIC: say("everyone"),
}

_ALLOWANCE = Record(
    Allowance,
    {
        "text": Field(Text(), say("the words that may be found")),
        "file": Field(Text(), say("or the file that somebody has looked at: a scan, a photograph")),
        "sha256": Field(
            Text(
                SHA256,
                say("Write its digest: 64 signs, 0 to 9 and a to f, as sha256sum prints them."),
            ),
            say("needed with file: its digest; another file of this name has to be looked at anew"),
        ),
        "by": Field(ROLE, say("the role that looked at it"), required=True),
        "on": Field(Day(), say("the day it did"), required=True),
        "reason": Field(Text(), say("why it may be found"), required=True),
    },
    exactly_one=("text", "file"),
    needed=lambda made: ("sha256",) if made.file else (),
)
_EUROS = Integer(0, 10**6)
_QUOTE = Record(
    Quote,
    {
        "body": Field(Text(), say("the certification body"), required=True),
        "date": Field(Day(), say("the quote's date"), required=True),
        "initial": Field(_EUROS, say("price of the initial audit, in euros before tax")),
        "yearly": Field(
            _EUROS,
            say(
                "price of a year of follow-up, its surveillance audit included, in euros before tax"
            ),
        ),
        "yearly_payments": Field(
            Integer(0, 4),
            say("how often the yearly price is paid between two audits of everything"),
        ),
        "renewal": Field(_EUROS, say("price of the renewal audit, in euros before tax")),
        "travel": Field(_EUROS, say("what a visit on site adds, in euros before tax")),
        "note": Field(Text(), say("what else the quote says")),
    },
)
_DECISION = Record(
    _decision,
    {
        "indicator": Field(
            IndicatorName(), say("the indicator, or the clause of one, decided on"), required=True
        ),
        "applies": Field(Flag(), say("whether it applies"), required=True),
        "reason": Field(Text(), say("why, in words that an auditor can read")),
        "decided_by": Field(ROLE, say("the role that decided")),
        "on": Field(Day(), say("the day of the decision")),
    },
)
_WAIVER = Record(
    _waiver,
    {
        "rule": Field(WaivableRule(), say("the rule whose finding is accepted"), required=True),
        "indicator": Field(IndicatorName(), say("only for this indicator, or this clause of one")),
        "evidence": Field(Text(), say("only for this entry of the index")),
        "reason": Field(Text(), say("why it is accepted"), required=True),
        "owner": Field(ROLE, say("the role that answers for it"), required=True),
        "until": Field(Day(), say("the last day it is accepted"), required=True),
    },
)
ORGANISATION = Record(
    Organisation,
    {
        "name": Field(Text(), say("the provider's name"), required=True),
        "language": Field(Choice(ManualLanguage), say("the manual's language"), required=True),
        "categories": Field(
            ListOf(CATEGORY, at_least=1), say("the categories of action"), required=True
        ),
        "conditions": Field(CONDITIONS, say("what is true of the provider; false where not given")),
        "thresholds": Field(
            MapOf(THRESHOLD, known=tuple(ThresholdName)),
            say("what orders of the minister fix, with the source and the day"),
        ),
        "new_entrant": Field(
            ListOf(CATEGORY), say("the categories in their first year: now a key of the audit")
        ),
        "sites": Field(
            SitesOrNumber(),
            say(
                "the sites with permanent staff, by name or as a number; the UFA of a CFA are none"
            ),
        ),
        "turnover": Field(
            Integer(0, 10**11),
            say("euros a year, training activity; for the estimate of an audit's duration"),
        ),
        "as_of": Field(Day(), say("freezes the manual's day; leave it out to follow the calendar")),
        "frozen": Field(
            Flag(),
            say("an example that stands still on purpose: that as_of is long past is not told"),
        ),
        "edition": Field(
            Choice(EditionName), say("the edition; leave it out to follow the next audit's date")
        ),
        "certificate": Field(CERTIFICATE, say("the certificate held")),
        "audits": Field(ListOf(AUDIT), say("audits held and planned")),
        "quotes": Field(ListOf(_QUOTE), say("what certification bodies ask, to be compared")),
        "registration": Field(
            REGISTRATION, say("what a certification body asks for before an audit")
        ),
        "first_apprenticeship": Field(
            FIRST_APPRENTICESHIP,
            say(
                "for a new apprenticeship centre: the day its first apprenticeship agreement "
                "was signed"
            ),
        ),
        "not_publicly_funded": Field(
            ListOf(CATEGORY, distinct=True),
            say("the categories offered without public or pooled money: no certificate is needed"),
        ),
        "contacts": Field(
            ListOf(Text()),
            say(
                "addresses and telephones of the organisation itself, never taken for personal data"
            ),
        ),
        "allow": Field(
            ListOf(_ALLOWANCE),
            say(
                "what the look for leaks may find: everyday words, or a file somebody has looked at"
            ),
        ),
        "publish": Field(
            ListOf(Text()),
            say(
                "files of docs/ that go out though no page links to them, such as CNAME and "
                "robots.txt"
            ),
        ),
        "site_url": Field(
            _SITE, say("where the manual is published; reports link to its page on the rules")
        ),
        "shelves": Field(
            Shelves(), say("where proofs lie outside git: name → label, and where to look")
        ),
        "calendar_id": Field(
            Text(
                r"[A-Za-z0-9][A-Za-z0-9-]{3,59}",
                say("Write letters, digits and dashes, such as atelier-4f2a9c."),
            ),
            say("by what calendars know the manual's events: never change it"),
        ),
        "people": Field(
            MapOf(PERSON),
            say("role → the name to show, or nothing; or a map of title, name and github"),
        ),
        "names_for": Field(
            Choice(Audience, _AUDIENCES),
            say(
                "who is shown these names; left out: everyone the plain texts, the auditor the "
                "names of maps"
            ),
        ),
        "applicability": Field(ListOf(_DECISION), say("decisions that differ from the rule")),
        "waivers": Field(ListOf(_WAIVER), say("findings accepted for a time")),
        "severity": Field(
            Severities(), say("rule → error, warning, info or off, where it differs")
        ),
    },
)
