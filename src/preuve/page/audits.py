"""Audits: all of them on the certificate's line of time,
and one of them with what it looks at and what to have ready.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.assessment import IndicatorState, assess
from preuve.core.words import say, say_count
from preuve.cycle.agenda import AUDIT_TITLES
from preuve.cycle.certificate import certificate_cycle
from preuve.cycle.duration import SOURCES, estimate, in_days, sites_sampled
from preuve.cycle.non_conformities import follow, found_since_full_audit
from preuve.cycle.preparing import CERTIFICATE_RULES, LOGO_RULES, logo_sentence, pieces, steps
from preuve.cycle.scope import FULL, Inclusion, Scope, ScopedIndicator, scope
from preuve.cycle.way import way
from preuve.model.audits import AuditType
from preuve.model.evidence import Stage
from preuve.model.manual import ORGANISATION_FILE
from preuve.model.organisation import FIRST_AUDITS
from preuve.page.cycle_line import cycle_line
from preuve.page.render_context import MacroError
from preuve.page.site_map import (
    AUDITS_PAGE,
    CHANGES_PAGE,
    FORECAST_PAGE,
    QUOTES_PAGE,
    REHEARSAL_PAGE,
    SITES_PAGE,
)
from preuve.page.sites import LIKELIHOOD, lacking_on, visits_of
from preuve.publication.policy import Thing
from preuve.schema import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import AssessedIndicator
    from preuve.core.words import Message
    from preuve.cycle.non_conformities import TrackedNonConformity
    from preuve.model.audits import Audit
    from preuve.model.organisation import Organisation
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext


class AuditRow(NamedTuple):
    """One audit among all."""

    audit: Audit
    ahead: bool
    scope: Scope
    non_conformities: tuple[TrackedNonConformity, ...]
    """The non-conformities that it found."""


class InScope(NamedTuple):
    """One indicator of an audit's scope, and how it stands on the audit's day."""

    scoped: ScopedIndicator
    assessed: AssessedIndicator | None
    """None for an audit that is over: what it found is told elsewhere."""


def audits(view: RenderContext, here: PageContext) -> str:
    """Return the certificate's line of time and every audit, the next one first,
    then those held, the latest first.
    """
    organisation, on = view.assessment.organisation, view.assessment.on
    certificate = organisation.certificate
    ahead = sorted(
        (audit for audit in organisation.audits if audit.last_day >= on),
        key=lambda audit: audit.date,
    )
    held = sorted(
        (audit for audit in organisation.audits if audit.last_day < on),
        key=lambda audit: audit.date,
        reverse=True,
    )
    followed = follow(view.assessment)
    rows = [
        AuditRow(
            audit,
            audit.last_day >= on,
            _scope(view, audit),
            tuple(tracked for tracked in followed if tracked.non_conformity.audit == audit.date),
        )
        for audit in (*ahead, *held)
    ]
    return view.render(
        "audits.html",
        here,
        rows=rows,
        certificate=certificate,
        cycle=certificate_cycle(certificate) if certificate else None,
        line=cycle_line(organisation, on),
        next=organisation.next_audit(on),
        Inclusion=Inclusion,
        **_before_a_first_audit(view, here),
    )


def _before_a_first_audit(view: RenderContext, here: PageContext) -> dict[str, object]:
    """Return what a provider is to know whose first audit is not held yet,
    with a date or without any.
    """
    organisation, on = view.assessment.organisation, view.assessment.on
    if organisation.certificate is not None or any(
        audit.last_day < on for audit in organisation.audits
    ):
        return {
            "steps": (),
            "estimated": None,
            "pieces": (),
            "in_days": in_days,
            "quotes_href": None,
        }
    internal = view.allows(Thing.INTERNAL)
    return {
        "steps": way(organisation, on),
        "estimated": estimate(organisation, AuditType.INITIAL) if internal else None,
        "pieces": pieces(organisation) if internal and organisation.next_audit(on) is None else (),
        "in_days": in_days,
        "quotes_href": view.site_map.page_href(here, QUOTES_PAGE) if internal else None,
    }


def audit(view: RenderContext, here: PageContext, name: str) -> str:
    """Return one audit: what it looks at and why, how long it is,
    what is sent, the day, certificate and logo.

    Args:
        view: what macros may know.
        here: the page that calls.
        name: the audit's name: its type and its first day, such as `surveillance-2027-03-01`.

    Raises:
        MacroError: the page asks for what there is not, or in a wrong way.

    """
    organisation, on = view.assessment.organisation, view.assessment.on
    known = {audit.name: audit for audit in organisation.audits}
    audit = known.get(name)
    if audit is None:
        advice = did_you_mean(
            name,
            known,
            say("Add it to the audits of organisation.yaml, or write one of its audits."),
        )
        raise MacroError(say("There is no audit {name}. {help}", name=name, help=advice))
    seen, ahead = _scope(view, audit), audit.last_day >= on
    internal = view.allows(Thing.INTERNAL)
    day = _states(view, audit) if internal and ahead else {}
    rows = {
        look: [InScope(scoped, day.get(scoped.number)) for scoped in seen.of(look)]
        for look in Inclusion
    }
    return view.render(
        "audit.html",
        here,
        audit=audit,
        ahead=ahead,
        scope=seen,
        rows=rows,
        same=_same(seen.of(Inclusion.REVIEWED)),
        Inclusion=Inclusion,
        non_conformities=[
            tracked
            for tracked in follow(view.assessment)
            if tracked.non_conformity.audit == audit.date
        ],
        remarks=list(_remarks(organisation, audit, seen, ahead=ahead)),
        states=_counted(rows[Inclusion.REVIEWED]),
        estimated=estimate(organisation, seen.rehearses, audit) if internal and ahead else None,
        in_days=in_days,
        sources=SOURCES,
        sites=sites_sampled(organisation.sites.number, seen.rehearses),
        organisation=organisation,
        certificate=organisation.certificate,
        pieces=pieces(organisation, seen.rehearses) if internal and ahead else (),
        steps=steps(organisation, seen.rehearses) if ahead else (),
        logo=logo_sentence(organisation),
        logo_rules=LOGO_RULES,
        certificate_rules=CERTIFICATE_RULES,
        all_href=view.site_map.page_href(here, AUDITS_PAGE),
        forecast_href=view.site_map.page_href(here, FORECAST_PAGE),
        changes_href=view.site_map.page_href(here, CHANGES_PAGE),
        rehearsal_href=view.site_map.page_href(here, REHEARSAL_PAGE)
        if audit.type is AuditType.MOCK
        else None,
        quotes_href=view.site_map.page_href(here, QUOTES_PAGE),
        visits=visits_of(view, audit) if internal and ahead else (),
        lacking=lacking_on(view, audit) if internal and ahead and organisation.sites.named else {},
        likelihood=LIKELIHOOD,
        sites_href=view.site_map.page_href(here, SITES_PAGE),
        on_site=seen.rehearses in FULL | FIRST_AUDITS,
    )


def _scope(view: RenderContext, audit: Audit) -> Scope:
    """Return what an audit looks at, the indicators with a non-conformity since the last audit of
    everything among them.
    """
    organisation = view.assessment.organisation
    recorded = view.assessment.manual.registers.non_conformities
    return scope(organisation, audit, found_since_full_audit(recorded, organisation, audit))


def _same(scoped: tuple[ScopedIndicator, ...]) -> Message | None:
    """Return the reason that all indicators have,
    where it is one and everything is to be shown of all: it is told once.
    """
    reasons = {indicator.why[0].text for indicator in scoped}
    return (
        scoped[0].why[0]
        if len(reasons) == 1 and all(indicator.show == tuple(Stage) for indicator in scoped)
        else None
    )


def _states(view: RenderContext, audit: Audit) -> dict[int, AssessedIndicator]:
    """Return how each indicator stands on an audit's day if nothing is renewed: a forecast."""
    assessment = assess(view.verdict.manual, audit.date)
    return (
        {indicator.number: indicator for indicator in assessment.indicators}
        if assessment is not None
        else {}
    )


def _counted(rows: list[InScope]) -> list[tuple[IndicatorState, int]]:
    states = [row.assessed.state for row in rows if row.assessed is not None]
    return [(state, states.count(state)) for state in IndicatorState if state in states]


def _remarks(
    organisation: Organisation, audit: Audit, seen: Scope, *, ahead: bool
) -> Iterator[Message]:
    """Yield what is to be known of an audit's day and kind;
    what one that is over looked at is not told from the rules.
    """
    if audit.type is AuditType.MOCK:
        yield say("A rehearsal decides nothing. This one rehearses the next real audit.")
    certificate = organisation.certificate
    if certificate is None or audit.date < certificate.obtained or audit.date > certificate.expires:
        return
    cycle = certificate_cycle(certificate)
    if seen.rehearses is AuditType.SURVEILLANCE and audit.type is AuditType.SURVEILLANCE:
        inside = cycle.surveillance_from <= audit.date <= cycle.surveillance_until
        window = {"start": cycle.surveillance_from, "end": cycle.surveillance_until}
        yield (
            say("It is inside the surveillance window, {start} to {end}.", **window)
            if inside
            else say("It is outside the surveillance window, {start} to {end}.", **window)
        )
    if ahead and seen.rehearses is AuditType.SURVEILLANCE:
        yield say(
            "It also looks whether the certificate is on display, in the premises and on the "
            "web site."
        )
    if audit.type is AuditType.RENEWAL:
        days = (certificate.expires - audit.date).days
        yield say_count(
            "It is {count} day before the certificate ends, on {end}; holding it by {by} "
            "leaves 3 months to correct and one "
            "to verify.",
            "It is {count} days before the certificate ends, on {end}; holding it by {by} "
            "leaves 3 months to correct and one "
            "to verify.",
            days,
            end=certificate.expires,
            by=cycle.plan_renewal_by,
        )


_MATTER = f"hide: [toc]\nmade_from: {ORGANISATION_FILE}\n"
"""The front matter of a page that nobody writes: it changes with the file that it is made from."""


def pages_to_make(view: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield the path and the Markdown of each page that the team need not write: one an audit, and
    that of all.

    Only kinds and dates stand in them, which hold nothing that Markdown or Jinja reads: all else
    comes from the macros.
    """
    if view.verdict.assessment is None or not view.allows(Thing.AUDIT):
        return
    organisation = view.assessment.organisation
    heading = view.words(say("Audits"))
    yield (
        AUDITS_PAGE,
        f"---\n{_MATTER}---\n# {heading}\n\n{{{{ audits() }}}}\n\n{{{{ manual_facts() }}}}\n",
    )
    latest_first = sorted(organisation.audits, key=lambda audit: audit.date, reverse=True)
    for name, audit in {audit.name: audit for audit in latest_first}.items():
        title = view.words(say("{audit} of {day}", audit=AUDIT_TITLES[audit.type], day=audit.date))
        yield (
            view.site_map.audit_page(audit),
            (
                f'---\n{_MATTER}---\n# {title}\n\n{{{{ audit("{name}") }}}}\n\n{{{{ '
                f"manual_facts() }}}}\n"
            ),
        )


MACROS = {audits: Thing.AUDIT, audit: Thing.AUDIT}
