"""Who has what to do: the findings and the proofs that age, by the role that answers for them.
Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.finding import Severity

if TYPE_CHECKING:
    from datetime import date

    from preuve.assess.assessment import AssessedEvidence, Assessment
    from preuve.core.finding import Finding


class Work(NamedTuple):
    """What one role has to do."""

    role: str | None
    """None: nobody answers for it yet."""
    findings: tuple[Finding, ...]
    renewals: tuple[AssessedEvidence, ...]
    """Proofs that count today and no longer on the last day looked at, the soonest first;
    no finding names them yet.
    """


def worklist(assessment: Assessment, findings: tuple[Finding, ...], until: date) -> list[Work]:
    """Return the work of each role up to a day, in the order of `people`, then other roles, then
    nobody's.

    Args:
        assessment: of the manual on the day.
        findings: those of the gate, on the same day.
        until: the last day that is looked ahead.

    """
    owners = {assessed.evidence.id: assessed.evidence.owner for assessed in assessment.evidence}
    by_role: dict[str | None, list[Finding]] = {}
    for finding in findings:
        if finding.severity is not Severity.OFF:
            by_role.setdefault(_role(finding, assessment, owners), []).append(finding)
    named = {finding.evidence for finding in findings}
    ageing: dict[str | None, list[AssessedEvidence]] = {}
    for assessed in assessment.evidence:
        if (
            assessed.counts
            and assessed.good_until is not None
            and assessed.good_until < until
            and assessed.evidence.id not in named
        ):
            ageing.setdefault(assessed.evidence.owner, []).append(assessed)
    roles = dict.fromkeys(
        [*assessment.organisation.people, *sorted({*by_role, *ageing} - {None}, key=str), None]
    )
    return [
        Work(role, tuple(by_role.get(role, ())), tuple(sorted(ageing.get(role, ()), key=_soonest)))
        for role in roles
        if role in by_role or role in ageing
    ]


def _role(finding: Finding, assessment: Assessment, owners: dict[str, str]) -> str | None:
    """Return who answers: whom the finding names, or its entry, or its page;
    else the one owner of its indicator's entries.
    """
    if finding.owner is not None:
        return finding.owner
    if finding.evidence is not None:
        return owners.get(finding.evidence)
    one = assessment.indicator(finding.indicator) if finding.indicator is not None else None
    if one and one.page and one.page.owner:
        return one.page.owner.role
    behind = {assessed.evidence.owner for assessed in one.evidence} if one else set()
    return behind.pop() if len(behind) == 1 else None


def _soonest(assessed: AssessedEvidence) -> tuple[date, str]:
    assert assessed.good_until is not None  # noqa: S101 - only proofs that age are sorted
    return assessed.good_until, assessed.evidence.id
