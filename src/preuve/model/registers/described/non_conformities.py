"""What auditors found wanting: `registers/non_conformities.yaml`.
The delays are worked out in `cycle/non_conformities.py`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import LabelledEnum, say
from preuve.model.indicator_names import INDICATOR_NUMBER
from preuve.model.person import ROLE
from preuve.model.registers.description import ColumnKind, Description, LineList
from preuve.model.registers.fields import ANSWERS, ENTRY_ID, PROOF_ID, UNIQUE
from preuve.schema import Choice, Day, Field, ListOf, Record, Text

if TYPE_CHECKING:
    from datetime import date

    from preuve.reading import Origin


class Grade(LabelledEnum):
    """How grave an auditor found it."""

    MINOR = "minor", say("minor")
    MAJOR = "major", say("major")


class About(StrEnum):
    """What a non-conformity can be about besides an indicator."""

    DISPLAY = "display"
    """The certificate is not on display: always major (arrêté du 6 juin 2019, article 2)."""


class Action(NamedTuple):
    """One thing to be done about a non-conformity."""

    action: str
    owner: str
    due: date
    origin: Origin
    done: date | None = None


class NonConformity(NamedTuple):
    """A non-conformity as an audit's report tells it, and what became of it."""

    id: str
    audit: date
    """The day of the audit, as organisation.yaml has it."""
    grade: Grade
    finding: str
    origin: Origin
    indicator: int | None = None
    about: About | None = None
    """What it is about, where that is no indicator."""
    notified: date | None = None
    """The day its report came, from which the delays then run."""
    cause: str = ""
    plan_due: date | None = None
    """The day by which the certification body wants the action plan; each body sets its own."""
    plan_sent: date | None = None
    actions: tuple[Action, ...] = ()
    proof: tuple[str, ...] = ()
    """What shows the correction, by the ids of the index."""
    closed: date | None = None
    """The day from which the team holds it corrected."""
    verified: date | None = None
    """The day the certification body lifted it, or checked it at the next audit."""
    note: str = ""

    def days(self) -> tuple[date, ...]:
        """Return the days on which it was worked on."""
        done = tuple(action.done for action in self.actions if action.done is not None)
        return (
            self.audit,
            *done,
            *(day for day in (self.plan_sent, self.closed, self.verified) if day is not None),
        )


_GRADES = {
    Grade.MINOR: say("partly met, the quality of the service not in question"),
    Grade.MAJOR: say("not met, or any breach of an indicator that is always major"),
}
_ACTION = Record(
    Action,
    {
        "action": Field(Text(), say("what is done"), required=True),
        "owner": Field(ROLE, ANSWERS, required=True),
        "due": Field(Day(), say("the last day to do it"), required=True),
        "done": Field(Day(), say("the day it was done")),
    },
)
NON_CONFORMITY = Record(
    NonConformity,
    {
        "id": Field(ENTRY_ID, UNIQUE, required=True),
        "audit": Field(
            Day(),
            say("the day of the audit that found it: one of the audits in organisation.yaml"),
            required=True,
        ),
        "indicator": Field(INDICATOR_NUMBER, say("the indicator it is about")),
        "about": Field(
            Choice(
                About,
                {About.DISPLAY: say("the certificate is not on display")},
                {"affichage": About.DISPLAY},
            ),
            say(
                "display, where it is about the certificate that is not on display, and about "
                "no indicator"
            ),
        ),
        "grade": Field(
            Choice(Grade, _GRADES), say("minor or major, as the report says"), required=True
        ),
        "finding": Field(
            Text(), say("what the report says is wanting; about no person"), required=True
        ),
        "notified": Field(
            Day(), say("the day its report came, where the delays run from that day")
        ),
        "cause": Field(Text(), say("why it came to be so")),
        "plan_due": Field(
            Day(), say("the last day to send the action plan, as the certification body sets it")
        ),
        "plan_sent": Field(Day(), say("the day the action plan was sent")),
        "actions": Field(ListOf(_ACTION, at_most=100), say("what is done about it")),
        "proof": Field(
            ListOf(PROOF_ID, at_most=100), say("the ids of the proofs that show the correction")
        ),
        "closed": Field(
            Day(),
            say("the day from which it is corrected; needs a proof that is newer than the finding"),
        ),
        "verified": Field(Day(), say("the day the certification body lifted it or checked it")),
        "note": Field(Text(), say("for the auditor")),
    },
    exactly_one=("indicator", "about"),
    one_needed=say(
        "Add indicator: with its number; or about: display, where the certificate was not on "
        "display."
    ),
)
DESCRIPTION = Description(
    say("Non-conformities"),
    say("What auditors found wanting. A closing needs a proof that is newer than the audit."),
    {
        "non_conformities": LineList(
            say("what auditors found wanting"),
            {},
            own=NON_CONFORMITY,
            references={"proof": ColumnKind.PROOFS},
        )
    },
    orders=(
        ("audit", "notified"),
        ("audit", "plan_sent"),
        ("audit", "closed"),
        ("closed", "verified"),
    ),
    example=(
        "- {id: NC-2026-01, audit: 2026-03-18, indicator: 12, grade: minor, finding: …, cause: …}"
    ),
)
