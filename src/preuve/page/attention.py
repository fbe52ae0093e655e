"""What needs care, the most urgent first:
which finding, until when, who answers for it, where to go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.finding import SHOWN
from preuve.core.rule_name import RuleName

if TYPE_CHECKING:
    from datetime import date

    from preuve.assess.assessment import AssessedEvidence, AssessedIndicator
    from preuve.core.finding import Finding
    from preuve.page.render_context import RenderContext

# The rules that speak of a proof's last day.
_BY_AGE = frozenset(
    {
        RuleName.EXPIRED_EVIDENCE,
        RuleName.STALE_EVIDENCE,
        RuleName.EVIDENCE_DUE_SOON,
        RuleName.EXPIRES_BEFORE_AUDIT,
    }
)


class ToDo(NamedTuple):
    """A finding as something to be done."""

    finding: Finding
    due: date | None
    """The last day of the proof it is about, or its own; None for what has no date."""
    owners: tuple[str, ...]
    """The roles that answer for it, for the proof or, for an indicator,
    for its proofs that count.
    """
    indicator: AssessedIndicator | None
    """Where it can be seen: the indicator, or the first that its proof serves."""
    session: str | None
    """Or the session whose file it is about."""


def attention(view: RenderContext, number: int | None = None) -> list[ToDo]:
    """Return the findings of a manual, or of one indicator and its proofs: by weight, then by date.

    What has no date of its own is to be done by the next audit: it comes after what is due before.
    """
    audit = view.assessment.organisation.next_audit(view.verdict.on)
    latest = audit.date if audit else view.verdict.on
    cares = [_to_do(view, finding) for finding in view.verdict.findings]
    if number is not None:
        cares = [
            care
            for care in cares
            if care.finding.indicator == number or _serves(view, care.finding, number)
        ]
    return sorted(cares, key=lambda one: (SHOWN.index(one.finding.severity), one.due or latest))


def _to_do(view: RenderContext, finding: Finding) -> ToDo:
    item = view.proof(finding.evidence)
    number = (
        finding.indicator
        if finding.indicator is not None or item is None
        else next(iter(item.evidence.indicators), None)
    )
    indicator = None if number is None else view.assessment.indicator(number)
    due = item.good_until if item and finding.rule in _BY_AGE else finding.due
    owners = (finding.owner,) if finding.owner is not None else _owners(item, indicator)
    session = (
        str(finding.message.values["id"])
        if finding.rule == RuleName.INCOMPLETE_SESSION_FILE
        else None
    )
    return ToDo(finding, due, owners, indicator, session)


def _owners(
    assessed: AssessedEvidence | None, indicator: AssessedIndicator | None
) -> tuple[str, ...]:
    if assessed is not None:
        return (assessed.evidence.owner,)
    return indicator.owners() if indicator else ()


def _serves(view: RenderContext, finding: Finding, number: int) -> bool:
    item = view.proof(finding.evidence)
    return item is not None and number in item.evidence.indicators
