"""Is each site shown, and each category of action? Does every site that is named exist?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.by_site import coverage_by_site
from preuve.core.finding import Diagnostic
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.evidence import Stage
from preuve.model.manual import ORGANISATION_FILE
from preuve.model.repeated_ids import repeated_ids
from preuve.schema import Guesses, did_you_mean, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment
    from preuve.core.finding import Place
    from preuve.model.standard import Category


def duplicate_site(assessment: Assessment) -> Iterator[Diagnostic]:
    """Two sites with one id; capitals do not make an id another."""
    entries = ((site.id, site.origin) for site in assessment.organisation.sites.named)
    yield from repeated_ids(entries, say("Give this site an id of its own."))


def unknown_site(assessment: Assessment) -> Iterator[Diagnostic]:
    """A proof, a session or an audit of a site that is none of those named; nothing is said where
    sites are only counted.
    """
    sites = assessment.organisation.sites
    if not sites.named:
        return
    known = {site.id: site.name for site in sites.named}
    guesses = Guesses()
    add = say(
        "Add it under sites in {file}, or choose: {sites}.",
        file=ORGANISATION_FILE,
        sites=list(known)[:_SHOWN],
    )
    by_name = {name.casefold(): id_ for id_, name in known.items()}
    for name, place, evidence in _named_sites(assessment):
        if name not in known:
            meant = by_name.get(name.casefold())
            yield Diagnostic(
                RuleName.UNKNOWN_REFERENCE,
                say(
                    "The site “{site}” is none of those in {file}.",
                    site=shorten(name),
                    file=ORGANISATION_FILE,
                ),
                place,
                say("Did you mean “{word}”?", word=meant)
                if meant
                else did_you_mean(name, known, add, guesses),
                evidence=evidence,
            )


_SHOWN = 20  # sites named in a message


def _named_sites(assessment: Assessment) -> Iterator[tuple[str, Place, str | None]]:
    """Yield each site that something names, where, and the proof that does."""
    for assessed in assessment.evidence:
        if assessed.evidence.site is not None:
            yield assessed.evidence.site, assessed.evidence.origin.at("site"), assessed.evidence.id
    for session in assessment.manual.all_sessions:
        if session.site is not None:
            yield session.site, session.origin.at("site"), None
    for audit in assessment.organisation.audits:
        for position, name in enumerate(audit.sites):
            yield name, audit.origin.at("sites", position), None


def site_without_evidence(assessment: Assessment) -> Iterator[Diagnostic]:
    """A site of which nothing shows what other sites' proofs show: one finding a site."""
    for here in coverage_by_site(assessment):
        if lacking := here.lacks():
            yield Diagnostic(
                RuleName.SITE_WITHOUT_EVIDENCE,
                say(
                    "{site}: what shows these is of other sites alone: {numbers}.",
                    site=here.site.name,
                    numbers=lacking,
                ),
                here.site.origin.at("id"),
                say(
                    "Add proofs with site: {id}; or take site: off those that hold for all.",
                    id=here.site.id,
                ),
            )


def one_category_shown(assessment: Assessment) -> Iterator[Diagnostic]:
    """An indicator for several of the provider's categories, shown as done for one of them alone.

    A proof that names no category may show any: then nothing is said.
    """
    offered = assessment.organisation.categories
    if len(offered) == 1:
        return
    shown = _Categories(assessment)
    for indicator in assessment.indicators:
        here = [one for one in offered if one in indicator.indicator.categories]
        done = [
            assessed
            for assessed in indicator.counting
            if assessed.evidence.stage is Stage.IMPLEMENTED
        ]
        categories = [shown.of(assessed.evidence.id) for assessed in done]
        named = {category for each in categories for category in each}
        if not done or len(here) == 1 or len(named) != 1 or not all(categories):
            continue
        (only,) = named
        if others := [one.label for one in here if one is not only]:
            page = indicator.page
            yield Diagnostic(
                RuleName.ONE_CATEGORY_SHOWN,
                say(
                    "Indicator {number}: all that shows it as done is of one category, "
                    "{category}; nothing is of {others}.",
                    number=indicator.number,
                    category=only.label,
                    others=others,
                ),
                page.place if page else done[0].evidence.origin.at("categories"),
                say(
                    "Add a record of another category; or name under categories: all those that "
                    "a record shows."
                ),
                indicator=indicator.number,
            )


class _Categories:
    """The categories that a proof shows: its own, its session's, or of what it is kept for."""

    def __init__(self, assessment: Assessment) -> None:
        sessions = assessment.manual.sessions
        by_session = {one.id: one.category for one in assessment.manual.all_sessions}
        self._of: dict[str, tuple[Category, ...]] = {}
        for kept in sessions.kept_together if sessions else ():
            before = self._of.get(kept.evidence, ())
            self._of[kept.evidence] = (
                *before,
                *(kept.categories or assessment.organisation.categories),
            )
        for assessed in assessment.evidence:
            entry = assessed.evidence
            session = by_session.get(entry.session or "")
            if own := entry.categories or ((session,) if session else ()):
                self._of[entry.id] = own

    def of(self, evidence: str) -> tuple[Category, ...]:
        """Return them; none, where nobody says."""
        return self._of.get(evidence, ())


ALL = (duplicate_site, unknown_site, site_without_evidence, one_category_shown)
