"""What was read of law, trades and teaching, and what was made of it:
`registers/watch.yaml`, one for the three watches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import LabelledEnum, say
from preuve.model.person import ROLE
from preuve.model.proof_places import WebAddress
from preuve.model.registers.description import ColumnKind, Description, LineList
from preuve.model.registers.fields import ANSWERS, ENTRY_ID, PROOF_ID, UNIQUE
from preuve.schema import Choice, Day, Field, ListOf, Record, Text

if TYPE_CHECKING:
    from datetime import date

    from preuve.reading import Origin


class Watch(LabelledEnum):
    """The three watches of the standard."""

    REGULATORY = "regulatory", say("Laws and rules of training")
    SKILLS = "skills", say("Skills, trades and jobs")
    TEACHING = "teaching", say("Teaching and technology")


INDICATORS: dict[Watch, int] = {Watch.REGULATORY: 23, Watch.SKILLS: 24, Watch.TEACHING: 25}
"""The indicator of each watch (code du travail, R. 6316-1, annexe)."""


class WatchEntry(NamedTuple):
    """One thing read, and what was made of it or why nothing;
    what is neither yet has still to be decided on.
    """

    id: str
    dated: date
    kind: Watch
    source: str
    summary: str
    owner: str
    origin: Origin
    url: str | None = None
    done: str | None = None
    no_impact: str | None = None
    done_on: date | None = None
    """The day of the use, or of the decision that there is none;
    the entry's own day where it is not said.
    """
    told: str | None = None
    review: tuple[str, ...] = ()
    """Proofs to be looked at again because of it."""
    review_from: date | None = None
    note: str | None = None

    @property
    def used(self) -> date | None:
        """Return the day from which it is known what was made of it;
        None where nothing was decided yet.
        """
        return None if self.done is None and self.no_impact is None else self.done_on or self.dated

    @property
    def review_since(self) -> date:
        """Return the day from which the proofs it names are up for review;
        the reader asks for it wherever it names any.
        """
        assert self.review_from is not None  # noqa: S101 - see `together` below
        return self.review_from

    def days(self) -> tuple[date, ...]:
        """Return the days on which it shows a watch that is made use of:
        reading alone shows none.
        """
        return () if self.used is None else (self.used,)


_KINDS = {
    Watch.REGULATORY: say("laws and rules of training: indicator 23"),
    Watch.SKILLS: say("skills, trades and jobs: indicator 24"),
    Watch.TEACHING: say("teaching and its technology: indicator 25"),
}
WATCH_ENTRY = Record(
    WatchEntry,
    {
        "id": Field(ENTRY_ID, UNIQUE, required=True),
        "date": Field(Day(), say("the day it was read"), required=True, attribute="dated"),
        "kind": Field(
            Choice(Watch, _KINDS), say("which of the three watches it belongs to"), required=True
        ),
        "source": Field(Text(), say("where it was read"), required=True),
        "url": Field(WebAddress(), say("its page on the web, https only")),
        "summary": Field(Text(), say("what it says, in a sentence"), required=True),
        "owner": Field(ROLE, ANSWERS, required=True),
        "done": Field(Text(), say("what was done with it: what was changed")),
        "no_impact": Field(Text(), say("why nothing was to be done")),
        "done_on": Field(Day(), say("the day of that, where it is not the day it was read")),
        "told": Field(Text(), say("to whom it was told, and how: roles, no names")),
        "review": Field(
            ListOf(PROOF_ID, at_most=100),
            say("the ids of proofs to be looked at again because of it"),
        ),
        "from": Field(
            Day(), say("the day from which they are to be looked at again"), attribute="review_from"
        ),
        "note": Field(Text(), say("for the auditor")),
    },
    at_most_one=("done", "no_impact"),
    together=("review", "from"),
)
DESCRIPTION = Description(
    say("Watch"),
    say(
        "What you read, and what you made of it: done, or no_impact with the reason. What "
        "is neither proves nothing."
    ),
    {
        "watch": LineList(
            say("what was read, and what was made of it"),
            {},
            own=WATCH_ENTRY,
            references={"review": ColumnKind.PROOFS},
        )
    },
    proves=tuple(map(str, INDICATORS.values())),
    when=lambda line, number: str(INDICATORS[line.kind]) == number,
    orders=(("date", "done_on"),),
    example=(
        "- {id: W-2026-01, date: 2026-01-31, kind: regulatory, source: …, summary: …, owner: "
        "quality, done: …, told: …}"
    ),
)
