"""Which sites an audit is likely to see: an order of ours, since the certification body chooses.

Source: arrêté du 6 juin 2019 relatif aux modalités d'audit, as amended on 31 May 2023: the central
function always; of the sites a sample, at surveillance with one that was not seen last time. What
comes first among the others is practice: what was not seen, then where most learners were.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say, say_count
from preuve.cycle.duration import sites_sampled
from preuve.model.audits import AuditType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.core.words import Message
    from preuve.model.audits import Audit
    from preuve.model.sites import ProviderSite


class Likelihood(StrEnum):
    """How likely it is that an audit sees a site."""

    CENTRAL = "central"
    """The central function is always seen."""
    PLANNED = "planned"
    """The plan names it."""
    LIKELY = "likely"
    POSSIBLE = "possible"


class SiteVisit(NamedTuple):
    """A site as one audit may see it."""

    site: ProviderSite
    likelihood: Likelihood
    why: tuple[Message, ...]


def site_visits(assessment: Assessment, audit: Audit, kind: AuditType) -> tuple[SiteVisit, ...]:
    """Return the sites that have names, those that the audit is likeliest to see first.

    Args:
        assessment: of the manual's day: sessions up to it are counted.
        audit: the audit.
        kind: whose rules apply: a mock audit rehearses the next real one.

    """
    sites = assessment.organisation.sites
    last = _last_seen(assessment, audit)
    learners = _learners(assessment, last[0].date if last else None)
    central = [site for site in sites.named if site.central]
    others = sorted(
        (site for site in sites.named if not site.central),
        key=lambda site: (
            bool(last) and site.id in last[0].sites,
            -learners.get(site.id, (0, 0))[1],
        ),
    )
    wanted = sites_sampled(sites.number, kind)
    visits = [SiteVisit(site, Likelihood.CENTRAL, (_CENTRAL,)) for site in central]
    for position, site in enumerate(others):
        if audit.sites:
            likelihood = Likelihood.PLANNED if site.id in audit.sites else Likelihood.POSSIBLE
        else:
            likelihood = Likelihood.LIKELY if position < wanted else Likelihood.POSSIBLE
        visits.append(SiteVisit(site, likelihood, tuple(_why(site, audit, last, learners))))
    return tuple(sorted(visits, key=lambda visit: list(Likelihood).index(visit.likelihood)))


_CENTRAL = say("The central function is there: every audit sees it.")


def _last_seen(assessment: Assessment, audit: Audit) -> tuple[Audit, ...]:
    """Return the last audit before this one of which the sites are written, alone; else nothing."""
    held = [
        one
        for one in assessment.organisation.audits
        if one.sites and one.date < audit.date and one.type is not AuditType.MOCK
    ]
    return tuple(sorted(held, key=lambda one: one.date)[-1:])


def _learners(assessment: Assessment, since: date | None) -> dict[str, tuple[int, int]]:
    """Return how many sessions and learners each site had, of those that have begun."""
    counted: dict[str, tuple[int, int]] = {}
    for session in assessment.manual.all_sessions:
        if session.site is not None and session.starts <= assessment.on:
            if since is not None and session.ends < since:
                continue
            before = counted.get(session.site, (0, 0))
            counted[session.site] = (before[0] + 1, before[1] + session.headcount)
    return counted


def _why(
    site: ProviderSite, audit: Audit, last: tuple[Audit, ...], learners: dict[str, tuple[int, int]]
) -> Iterator[Message]:
    if site.id in audit.sites:
        yield say("The plan names it.")
    if last:
        yield (
            say("Seen at the audit of {day}.", day=last[0].date)
            if site.id in last[0].sites
            else say("Not seen at the audit of {day}.", day=last[0].date)
        )
    sessions, people = learners.get(site.id, (0, 0))
    yield (
        say_count(
            "{count} session since, {people}.",
            "{count} sessions since, {people}.",
            sessions,
            people=say_count("{count} learner", "{count} learners", people),
        )
        if last
        else say_count(
            "{count} session, {people}.",
            "{count} sessions, {people}.",
            sessions,
            people=say_count("{count} learner", "{count} learners", people),
        )
    )
