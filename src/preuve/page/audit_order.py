"""The order in which indicators are taken on the day of an audit, and the steps from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from preuve.assess.assessment import AssessedIndicator, Assessment


class Step(NamedTuple):
    """Where an indicator stands in the order: what comes before it and after it."""

    previous: AssessedIndicator | None
    next: AssessedIndicator | None
    position: int | None
    """Counted from 1; None for an indicator that is not taken."""
    length: int
    planned: bool
    """Whether the order is that of the certification body's plan, rather than the standard's."""


def steps(assessment: Assessment) -> dict[int, Step]:
    """Return the step of each indicator, by number.

    The order is the plan of the next audit where `organisation.yaml` has one, else the standard's; only indicators with a
    page can be gone to. One that is not taken (not planned, or not applicable) stands between those that apply.
    """
    taken, planned = _taken(assessment)
    order = {one.number: position for position, one in enumerate(taken)}
    applying = [one for one in assessment.indicators if one.applicability.applies and one.page]
    found: dict[int, Step] = {}
    for one in assessment.indicators:
        position = order.get(one.number)
        if position is None:
            before = [other for other in applying if other.number < one.number]
            after = [other for other in applying if other.number > one.number]
        else:
            before, after = taken[:position], taken[position + 1 :]
        found[one.number] = Step(
            before[-1] if before else None, after[0] if after else None,
            None if position is None else position + 1, len(taken), planned,
        )  # fmt: skip
    return found


def _taken(assessment: Assessment) -> tuple[list[AssessedIndicator], bool]:
    by_number = {one.number: one for one in assessment.indicators if one.page}
    audit = assessment.organisation.next_audit(assessment.on)
    if audit and audit.plan:
        return [by_number[number] for number in audit.plan if number in by_number], True
    return [one for one in by_number.values() if one.applicability.applies], False
