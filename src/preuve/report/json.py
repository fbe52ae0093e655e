"""The assessment and its findings as JSON, for other programs.
`schema` rises when the form changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preuve import __version__
from preuve.assess.assessment import ClauseState, IndicatorState
from preuve.assess.by_site import coverage_by_site, session_sites, site_of
from preuve.core.fingerprint import fingerprint
from preuve.core.words import Translator
from preuve.gate.weakened import weakened
from preuve.report.json_text import as_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from preuve.assess.assessment import AssessedClause, Assessment
    from preuve.core.finding import Finding
    from preuve.gate.gate import Verdict
    from preuve.model.organisation import Organisation

SCHEMA = 2


def render_json(verdict: Verdict) -> str:
    """Return the verdict as one JSON object, indented, its keys in a fixed order."""
    words = Translator(verdict.manual.language)
    assessment, organisation = verdict.assessment, verdict.manual.organisation
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "version": __version__,
        "provider": organisation.name if organisation else None,
        "certificate": _certificate(organisation),
        "next_audit": _next_audit(organisation, verdict.on),
        "as_of": verdict.on,
        "edition": assessment.edition.name if assessment else None,
        "language": verdict.manual.language,
        "ok": verdict.ok,
        "weakened": [weak.rule.value for weak in weakened(organisation)],
        "allowed": [entry.facts() for entry in (organisation.allow if organisation else ())],
        "counts": _counts(assessment),
        "indicators": _indicators(assessment, words),
        "sites": _sites(assessment),
        "evidence": _evidence(assessment),
        "non_conformities": _non_conformities(assessment),
        "findings": [_finding(finding, words) for finding in verdict.findings],
        "fixed": [fixed._asdict() for fixed in verdict.fixed],
    }
    return as_json(document)


def _certificate(organisation: Organisation | None) -> dict[str, date] | None:
    certificate = organisation.certificate if organisation else None
    if certificate is None:
        return None
    return {"obtained": certificate.obtained, "expires": certificate.ends}


def _next_audit(organisation: Organisation | None, on: date) -> dict[str, Any] | None:
    audit = organisation.next_audit(on) if organisation else None
    return {"date": audit.date, "type": audit.type} if audit else None


def _counts(assessment: Assessment | None) -> Mapping[IndicatorState, int]:
    if assessment is None:
        return dict.fromkeys(IndicatorState, 0)
    return assessment.counts()


def _indicators(assessment: Assessment | None, words: Translator) -> list[dict[str, Any]]:
    return [
        {
            "number": indicator.number,
            "criterion": indicator.indicator.criterion,
            "applies": indicator.applicability.applies,
            "reason": words(indicator.applicability.reason),
            "state": indicator.state,
            "evidence": [assessed.evidence.id for assessed in indicator.evidence],
            "clauses": [_clause(clause) for clause in indicator.clauses],
        }
        for indicator in (assessment.indicators if assessment else ())
    ]


def _clause(clause: AssessedClause) -> dict[str, Any]:
    applies = None if clause.state is ClauseState.UNKNOWN else clause.applies
    return {"id": clause.name, "applies": applies, "state": clause.state}


def _sites(assessment: Assessment | None) -> list[dict[str, Any]]:
    return [
        {
            "id": here.site.id,
            "name": here.site.name,
            "counts": here.counts(),
            "lacks": here.lacks(),
        }
        for here in (coverage_by_site(assessment) if assessment else ())
    ]


def _evidence(assessment: Assessment | None) -> list[dict[str, Any]]:
    sites = session_sites(assessment.manual) if assessment else {}
    return [
        {
            "id": assessed.evidence.id,
            "state": assessed.state,
            "indicators": list(assessed.evidence.names()),
            "until": assessed.good_until,
            "site": site_of(assessed.evidence, sites),
        }
        for assessed in (assessment.evidence if assessment else ())
    ]


def _non_conformities(assessment: Assessment | None) -> list[dict[str, Any]]:
    if assessment is None or not assessment.manual.registers.non_conformities:
        return []
    from preuve.cycle.non_conformities import follow  # noqa: PLC0415 - a manual without any does not pay for it

    return [
        {
            "id": tracked.non_conformity.id,
            "audit": tracked.non_conformity.audit,
            "indicator": tracked.non_conformity.indicator,
            "grade": tracked.non_conformity.grade,
            "counts_as": tracked.grade,
            "state": tracked.standing,
            "due": tracked.due,
        }
        for tracked in follow(assessment)
    ]


def _finding(finding: Finding, words: Translator) -> dict[str, Any]:
    return {
        "rule": str(finding.rule),
        "severity": finding.severity,
        "message": words(finding.message),
        "help": words(finding.help),
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "indicator": finding.indicator,
        "evidence": finding.evidence,
        "clause": finding.clause,
        "accepted_until": finding.accepted_until,
        "known": finding.known,
        "fingerprint": fingerprint(finding),
    }
