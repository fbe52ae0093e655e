"""What a provider declares, and by when: its activity, its yearly report,
its changes, its first apprentices.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import say
from preuve.model.person import ROLE
from preuve.schema import Day, Either, Field, Flag, Integer, ListOf, Record, Text

if TYPE_CHECKING:
    from datetime import date
    from typing import TypeAlias

    from preuve.reading import Origin

    Date: TypeAlias = date  # in a class that has a `date` of its own


class AnnualReturn(NamedTuple):
    """A bilan pédagogique et financier, the yearly report of a provider."""

    year: int
    """The year it tells of; it is filed in the next one."""
    origin: Origin
    filed: date | None = None
    campaign_ends: date | None = None
    """The last day of the ministry's online campaign, where somebody has read it."""
    place: str = ""


class DeclaredChange(NamedTuple):
    """A change that the declaration of activity must follow:
    its head, its address, its legal form.
    """

    date: date
    what: str
    origin: Origin
    declared: Date | None = None


class Registration(NamedTuple):
    """What a certification body asks for before an audit and no other key says.
    Documents are told by where they are.
    """

    origin: Origin
    legal_form: str = ""
    siren: str = ""
    activity_declaration: str = ""
    head: str = ""
    """A role: who leads the provider."""
    distance: bool | None = None
    """Whether some training is held at a distance; None where it is not said."""
    site_list: str = ""
    annual_return: str | AnnualReturn = ""
    """The last bilan pédagogique et financier: where it is kept, or its days."""
    organisation_chart: str = ""
    sworn_statement: str = ""
    labels: str = ""
    wished_period: str = ""
    income_by_funder: str = ""
    changes: tuple[DeclaredChange, ...] = ()
    declaration_suspended: date | None = None
    """The day from which the effects of the declaration are suspended, during a control."""

    @property
    def report(self) -> AnnualReturn | None:
        """Return the yearly report with its days; None where only its place is written."""
        return self.annual_return if isinstance(self.annual_return, AnnualReturn) else None


class FirstApprenticeship(NamedTuple):
    """The beginning of an apprenticeship centre,
    which may work six months before it is certified.
    """

    signed: date
    """The day its first apprenticeship agreement was signed;
    for a company's own centre, its first contract.
    """
    origin: Origin
    copy_sent: date | None = None
    """The day the funder was sent the copy of the contract with a certification body."""
    anomaly: date | None = None
    """The day a funder notified an anomaly."""


_ANNUAL_RETURN = Record(
    AnnualReturn,
    {
        "for": Field(
            Integer(2000, 2100), say("the year that it tells of"), required=True, attribute="year"
        ),
        "filed": Field(Day(), say("the day it was filed")),
        "campaign_ends": Field(Day(), say("the last day of the ministry's online campaign")),
        "place": Field(Text(), say("where it is kept")),
    },
)
_CHANGE = Record(
    DeclaredChange,
    {
        "date": Field(Day(), say("the day of the change"), required=True),
        "what": Field(
            Text(), say("what changed: the head, the address, the legal form"), required=True
        ),
        "declared": Field(Day(), say("the day the rectifying declaration was sent")),
    },
)
FIRST_APPRENTICESHIP = Either(
    Day(),
    Record(
        FirstApprenticeship,
        {
            "signed": Field(
                Day(), say("the day the first apprenticeship agreement was signed"), required=True
            ),
            "copy_sent": Field(
                Day(),
                say(
                    "the day the funder was sent the copy of the contract with a certification body"
                ),
            ),
            "anomaly": Field(Day(), say("the day a funder notified an anomaly")),
        },
    ),
    FirstApprenticeship,
)
REGISTRATION = Record(
    Registration,
    {
        "legal_form": Field(Text(), say("legal form, such as SARL or association")),
        "siren": Field(
            Text(r"[0-9]{3} ?[0-9]{3} ?[0-9]{3}", say("Write the 9 digits of the SIREN number.")),
            say("SIREN number"),
        ),
        "activity_declaration": Field(Text(), say("number of the declaration of activity (NDA)")),
        "head": Field(ROLE, say("the role that leads the provider: one of people")),
        "distance": Field(Flag(), say("whether some training is held at a distance")),
        "site_list": Field(Text(), say("where the list of all sites is kept")),
        "annual_return": Field(
            Either(Text(), _ANNUAL_RETURN, lambda place, _origin: place),
            say("the last bilan pédagogique et financier: its place, or its days"),
        ),
        "organisation_chart": Field(
            Text(), say("where the organisation chart with names and roles is kept")
        ),
        "sworn_statement": Field(
            Text(), say("where the sworn statement for the certification body is kept")
        ),
        "labels": Field(Text(), say("the labels and certifications held, or none")),
        "wished_period": Field(Text(), say("the period in which the audit is wished")),
        "income_by_funder": Field(
            Text(),
            say("where the income by kind of funder is kept, while there is no yearly report"),
        ),
        "changes": Field(
            ListOf(_CHANGE, at_most=100),
            say("what changed in the declaration of activity, with the day"),
        ),
        "declaration_suspended": Field(
            Day(),
            say(
                "the day from which the effects of the declaration of activity are suspended, "
                "during a control"
            ),
        ),
    },
)
