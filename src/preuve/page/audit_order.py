"""The order in which indicators are taken on the day of an audit,
and the steps from one to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from preuve.assess.assessment import AssessedIndicator, Assessment


class AuditStep(NamedTuple):
    """Where an indicator stands in the order: what comes before it and after it."""

    previous: AssessedIndicator | None
    next: AssessedIndicator | None
    position: int | None
    """Counted from 1; None for an indicator that is not taken."""
    length: int
    planned: bool
    """Whether the order is that of the certification body's plan, rather than the standard's."""


def audit_steps(assessment: Assessment) -> dict[int, AuditStep]:
    """Return the step of each indicator, by number.

    The order is the plan of the next audit where `organisation.yaml` has one, else the standard's;
    only indicators with a page can be gone to. One that is not taken (not planned, or not
    applicable) stands between those that apply.
    """
    taken, planned = _taken(assessment)
    order = {indicator.number: position for position, indicator in enumerate(taken)}
    applying = [indicator for indicator in assessment.applying if indicator.page]
    by_number: dict[int, AuditStep] = {}
    for indicator in assessment.indicators:
        position = order.get(indicator.number)
        if position is None:
            before = [assessed for assessed in applying if assessed.number < indicator.number]
            after = [assessed for assessed in applying if assessed.number > indicator.number]
        else:
            before, after = taken[:position], taken[position + 1 :]
        by_number[indicator.number] = AuditStep(
            before[-1] if before else None,
            after[0] if after else None,
            None if position is None else position + 1,
            len(taken),
            planned,
        )
    return by_number


def _taken(assessment: Assessment) -> tuple[list[AssessedIndicator], bool]:
    by_number = {
        indicator.number: indicator for indicator in assessment.indicators if indicator.page
    }
    audit = assessment.organisation.next_audit(assessment.on)
    if audit and audit.plan:
        return [by_number[number] for number in audit.plan if number in by_number], True
    return [indicator for indicator in by_number.values() if indicator.applicability.applies], False
