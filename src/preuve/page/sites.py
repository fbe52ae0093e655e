"""Sites: what is evidenced at each, and which of them the next audit is likely to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.assessment import IndicatorState, assess
from preuve.assess.by_site import SiteCoverage, coverage_by_site, session_sites, site_of
from preuve.core.words import say
from preuve.cycle.scope import scope
from preuve.cycle.site_visits import Likelihood, SiteVisit, site_visits
from preuve.page.site_map import AUDITS_PAGE, FORECAST_PAGE, SITES_PAGE
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Message
    from preuve.model.audits import Audit
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext


class SiteRow(NamedTuple):
    """A site on the page."""

    here: SiteCoverage
    sessions: int
    learners: int
    proofs: int
    """Proofs that name it, or belong to one of its sessions, and count."""
    states: list[tuple[IndicatorState, int]]
    visit: SiteVisit | None
    """How likely the next audit sees it; None where none is planned."""


LIKELIHOOD: dict[Likelihood, Message] = {
    Likelihood.CENTRAL: say("seen"),
    Likelihood.PLANNED: say("in the plan"),
    Likelihood.LIKELY: say("likely"),
    Likelihood.POSSIBLE: say("possible"),
}


def sites(view: RenderContext, here: PageContext) -> str:
    """Return each site with what shows it, and the indicators over the sites."""
    assessment = view.assessment
    covered = coverage_by_site(assessment)
    audit = assessment.organisation.next_audit(assessment.on)
    visits = {visit.site.id: visit for visit in visits_of(view, audit)} if audit else {}
    applying = assessment.applying
    return view.render(
        "sites.html",
        here,
        rows=[_row(view, coverage, visits.get(coverage.site.id)) for coverage in covered],
        number=assessment.organisation.sites.number,
        audit=audit,
        likelihood=LIKELIHOOD,
        indicators=applying,
        at={
            coverage.site.id: {
                indicator.number: indicator
                for indicator in coverage.indicators
                if indicator.applicability.applies
            }
            for coverage in covered
        },
        lacking={
            coverage.site.id: {indicator.number for indicator in coverage.lacking}
            for coverage in covered
        },
        audits_href=view.site_map.page_href(here, AUDITS_PAGE),
        forecast_href=view.site_map.page_href(here, FORECAST_PAGE),
    )


def visits_of(view: RenderContext, audit: Audit) -> tuple[SiteVisit, ...]:
    """Return the named sites, those first that an audit is likeliest to see."""
    assessment = view.assessment
    return site_visits(assessment, audit, scope(assessment.organisation, audit).rehearses)


def _row(view: RenderContext, coverage: SiteCoverage, visit: SiteVisit | None) -> SiteRow:
    manual, site = view.assessment.manual, coverage.site.id
    held = [session for session in manual.all_sessions if session.site == site]
    by_session = session_sites(manual)
    proofs = [
        assessed
        for assessed in view.assessment.evidence
        if assessed.counts and site_of(assessed.evidence, by_session) == site
    ]
    states = [indicator.state for indicator in coverage.indicators]
    return SiteRow(
        coverage,
        len(held),
        sum(session.headcount for session in held),
        len(proofs),
        [
            (state, states.count(state))
            for state in IndicatorState
            if state in states and state is not IndicatorState.NOT_APPLICABLE
        ],
        visit,
    )


def lacking_on(view: RenderContext, audit: Audit) -> dict[str, list[int | str]]:
    """Return what each named site lacks on an audit's day, if nothing is renewed, by its id."""
    later = assess(view.verdict.manual, audit.date)
    return (
        {}
        if later is None
        else {coverage.site.id: coverage.lacks() for coverage in coverage_by_site(later)}
    )


def pages_to_make(view: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield the page of all sites, where they have names: the team need not write it."""
    organisation = view.verdict.manual.organisation
    if (
        view.verdict.assessment is not None
        and view.allows(Thing.AUDIT)
        and organisation is not None
        and organisation.sites.named
    ):
        heading = view.words(say("Sites"))
        calls = "{{ sites() }}\n\n{{ manual_facts() }}\n"
        yield SITES_PAGE, f"---\nhide: [toc]\n---\n# {heading}\n\n{calls}"


MACROS = {sites: Thing.AUDIT}
