"""What is evidenced at each site: by its own proofs, and by those that hold for all. Pure.

A proof is of the site that it names, else of its session's; one that names none holds for all
sites.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from preuve.assess.assessment import IndicatorState, assess, indicators_by
from preuve.core.record import NamedTuple
from preuve.model.evidence import Index, Stage
from preuve.model.registers.description import sessions_of

if TYPE_CHECKING:
    from preuve.assess.assessment import AssessedEvidence, AssessedIndicator, Assessment
    from preuve.model.evidence import Evidence
    from preuve.model.manual import Manual
    from preuve.model.registers.catalogue import Registers
    from preuve.model.sites import ProviderSite

_RANK = {IndicatorState.COVERED: 2, IndicatorState.PARTIAL: 1}


class SiteCoverage(NamedTuple):
    """What is evidenced at one site."""

    site: ProviderSite
    indicators: tuple[AssessedIndicator, ...]
    """Each as the proofs of this site, and those of all sites, show it."""
    lacking: tuple[AssessedIndicator, ...]
    """Those less well shown here than in the whole: what shows them is of other sites."""
    own: frozenset[int]
    """The indicators that a proof of this very site shows."""

    def counts(self) -> dict[IndicatorState, int]:
        """Return how many indicators are in each state here."""
        states = Counter(indicator.state for indicator in self.indicators)
        return {state: states[state] for state in IndicatorState}

    def lacks(self) -> list[int | str]:
        """Return what it lacks, as the index names it: an indicator or, where that is shown in the
        main, its clauses.
        """
        lacking: list[int | str] = []
        for indicator in self.lacking:
            clauses = [clause.name for clause in indicator.gaps]
            both = len(indicator.stages()) == len(Stage)
            lacking += clauses if clauses and both else [indicator.number]
        return lacking


def site_of(entry: Evidence, sites: dict[str, str]) -> str | None:
    """Return the site of a proof; None where it holds for all.

    Args:
        entry: the proof.
        sites: the site of each session that has one.

    """
    return entry.site or sites.get(entry.session or "")


def session_sites(manual: Manual) -> dict[str, str]:
    """Return the site of each session that has one."""
    return {session.id: session.site for session in manual.all_sessions if session.site}


def at_site(manual: Manual, site: str) -> Manual:
    """Return a manual as one site sees it: without proofs and sessions of the others, and with the
    site in its name.
    """
    index, sessions, sites = manual.evidence_index, manual.sessions, session_sites(manual)
    if index is not None:
        here = tuple(entry for entry in index.evidence if site_of(entry, sites) in {None, site})
        index = Index(here, index.unreadable)
    registers = _without(manual.registers, _held_elsewhere(manual, site))
    if sessions is not None:
        held = tuple(one for one in sessions.sessions if one.site in {None, site})
        sessions = sessions._replace(sessions=held)
    organisation = manual.organisation
    if organisation is not None:
        name = f"{organisation.name} – {organisation.sites.name(site)}"
        organisation = organisation._replace(name=name)
    return manual._replace(
        organisation=organisation, evidence_index=index, sessions=sessions, registers=registers
    )


def _held_elsewhere(manual: Manual, site: str) -> frozenset[str]:
    """Return the sessions of other sites."""
    return frozenset(name for name, held in session_sites(manual).items() if held != site)


def _without(registers: Registers, sessions: frozenset[str]) -> Registers:
    """Return the registers without the lines of some sessions."""
    if not sessions:
        return registers
    return registers._replace(
        by_name={
            name: kept._replace(
                lines=tuple(
                    line for line in kept.lines if sessions.isdisjoint(sessions_of(name, line))
                )
            )
            for name, kept in registers.by_name.items()
        }
    )


def _by_lines(manual: Manual, site: str) -> bool:
    """Return whether a proof is a register of which some lines are of other sites' sessions."""
    index, elsewhere = manual.evidence_index, _held_elsewhere(manual, site)
    named = {entry.file for entry in index.evidence} if index and elsewhere else set()
    return any(
        name.file in named and not elsewhere.isdisjoint(sessions_of(name, line))
        for name, kept in manual.registers.by_name.items()
        for line in kept.lines
    )


def coverage_by_site(assessment: Assessment) -> tuple[SiteCoverage, ...]:
    """Return what is evidenced at each site that has a name, in their order."""
    sites = session_sites(assessment.manual)
    return tuple(_coverage(site, assessment, sites) for site in assessment.organisation.sites.named)


def _coverage(site: ProviderSite, assessment: Assessment, sites: dict[str, str]) -> SiteCoverage:
    here = indicators_by(assessment, partial(_is_of, sites=sites, site=site.id))
    if _by_lines(assessment.manual, site.id):
        mine = at_site(assessment.manual, site.id)._replace(sessions=assessment.manual.sessions)
        alone = assess(mine, assessment.on)  # what sessions say of the provider is of the whole
        here = alone.indicators if alone is not None else here
    lacking = [
        mine
        for mine, whole in zip(here, assessment.indicators, strict=True)
        if mine is not whole
        and whole.applicability.applies
        and (
            _RANK.get(mine.state, 0) < _RANK.get(whole.state, 0)
            or len(mine.stages()) < len(whole.stages())
            or len(mine.gaps) > len(whole.gaps)
        )
    ]
    own = {
        number
        for assessed in assessment.evidence
        if assessed.counts and site_of(assessed.evidence, sites) == site.id
        for number in assessed.evidence.indicators
    }
    return SiteCoverage(site, here, tuple(lacking), frozenset(own))


def _is_of(assessed: AssessedEvidence, *, sites: dict[str, str], site: str) -> bool:
    return site_of(assessed.evidence, sites) in {None, site}
