"""How long an audit is likely to be, and how many sites it sees: an estimate, since the
certification body's plan decides.

Source: arrêté du 6 juin 2019 relatif aux modalités d'audit, article 4 (durations) and the rules on
several sites, as amended on 31 May 2023. How long surveillance takes is not known well enough to be
computed: the plan's figure is given in `days:`. Durations run from the opening to the closing
meeting, in half-days.
"""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say, say_count, thousands
from preuve.cycle.scope import added_categories, before, new_entrants
from preuve.model.audits import AuditType
from preuve.model.standard import Category

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Message
    from preuve.model.audits import Audit
    from preuve.model.organisation import Organisation

SMALL, LARGE = 150_000, 750_000
"""Euros a year: below the first and from the second on, an audit is counted otherwise."""


SOURCES: tuple[Message, ...] = (
    say(
        "Arrêté du 6 juin 2019 on the ways audits are held, article 4: durations by turnover "
        "and category."
    ),
    say(
        "The same, as amended on 31 May 2023: sampling of sites, half a day for each site sampled."
    ),
)
"""Where the figures are from, for the reader of an estimate."""


_PLAN_DECIDES = say(
    "The certification body's plan decides; it may adjust the length to what it finds."
)


class Part(NamedTuple):
    """What adds to an audit's length."""

    days: float
    why: Message


class Estimate(NamedTuple):
    """The likely length of an audit."""

    parts: tuple[Part, ...]
    doubts: tuple[Message, ...]
    base_known: bool = True
    """Whether the length without these parts is known: of surveillance it is not."""

    @property
    def days(self) -> float:
        """Return the sum, in days."""
        return sum(part.days for part in self.parts)


def in_days(days: float) -> Message:
    """Return a length in days: 1 day, 1.5 days. French has the singular below two."""
    number = 1 if days == 1 else 0 if days < 2 else 2  # noqa: PLR2004
    return say_count("{days} day", "{days} days", number, days=float(days))


def sites_sampled(sites: int, kind: AuditType) -> int:
    """Return how many sites an audit sees besides the central function, which it always sees.

    The square root of the number of sites for an initial or a renewal audit, 0.6 times that for
    surveillance, to the nearest whole number: half would be rounded up, but neither is ever
    half-way between two. With one site there is nothing to sample.
    """
    if sites <= 1:
        return 0
    # floor(x + ½) = (floor(2x) + 1) // 2, in whole numbers: no rounding of a rounded root.
    twice = isqrt(144 * sites // 100) if kind is AuditType.SURVEILLANCE else isqrt(4 * sites)
    return (twice + 1) // 2


def estimate(
    organisation: Organisation, kind: AuditType, audit: Audit | None = None
) -> Estimate | None:
    """Return the likely length of an audit of a kind; None where nothing of it can be told.

    Of surveillance the base is not known, only what it adds for a new entrant; without the turnover
    nothing is.

    Args:
        organisation: its turnover, categories and sites decide.
        kind: of audit.
        audit: the one meant, if it is known: its categories and new entrants then count.

    """
    if kind is AuditType.SURVEILLANCE:
        last = before(organisation, audit.date) if audit else None
        new = new_entrants(organisation, audit, last) if audit else ()
        why = say("as a new entrant at the initial audit (arrêté of 31 May 2023)")
        return Estimate((Part(0.5, why),), (_PLAN_DECIDES,), base_known=False) if new else None
    turnover = organisation.turnover
    if kind in {AuditType.COMPLEMENTARY, AuditType.MOCK} or turnover is None:
        return None
    if kind is AuditType.EXTENSION and audit is not None:
        organisation = organisation._replace(categories=added_categories(organisation, audit))
    parts = tuple(_parts(organisation, turnover, light=kind is AuditType.LIGHT))
    sampled = sites_sampled(organisation.sites.number, kind)
    if sampled:
        why = say_count(
            "{count} sampled site, half a day", "{count} sampled sites, half a day each", sampled
        )
        parts = (*parts, Part(0.5 * sampled, why))
    return Estimate(parts, tuple(_doubts(organisation, light=kind is AuditType.LIGHT)))


def _parts(organisation: Organisation, turnover: int, *, light: bool) -> Iterator[Part]:
    categories = organisation.categories
    cfa = Category.APPRENTICESHIP
    if turnover < SMALL:
        yield Part(0.5 if light else 1.0, say("turnover below {limit} €", limit=thousands(SMALL)))
        if cfa in categories:
            yield Part(0.5, cfa.label)
    elif turnover < LARGE:
        bracket = say(
            "turnover from {least} to {limit} €", least=thousands(SMALL), limit=thousands(LARGE)
        )
        yield Part(0.5 if light else 1.0, bracket)
        for category in categories:
            if not light or category is cfa:
                yield Part(0.5, category.label)
    else:
        yield Part(
            0.5 if light else 1.5, say("turnover of {limit} € or more", limit=thousands(LARGE))
        )
        for category in categories:
            yield Part(1.0 if category is cfa and not light else 0.5, category.label)


def _doubts(organisation: Organisation, *, light: bool) -> Iterator[Message]:
    yield _PLAN_DECIDES
    yield say(
        "Half-days are not merged: 1.5 days take two days of the calendar, whatever the hours."
    )
    yield say("The turnover that counts is that of the last bilan pédagogique et financier.")
    if organisation.sites.number > 1:
        yield say(
            "Sources differ on whether the central function is one of the sites counted; here "
            "it is, as in sites:."
        )
        if Category.APPRENTICESHIP in organisation.categories:
            yield say(
                "UFA, units taught by a school for an apprenticeship centre, are not sites: do "
                "not count them."
            )
    if light:
        yield say(
            "The light audit was for labels recognised on 31 December 2018: ask the body "
            "whether one still holds."
        )
