"""The order of the audit: what comes before and after each indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from manuals import ORGANISATION

from preuve.page.audit_order import AuditStep, audit_steps

if TYPE_CHECKING:
    from manuals import ManualFolder

PLANNED = "audits: [{{type: surveillance, date: 2026-10-06, plan: {plan}}}]\n"


def found(folder: ManualFolder, organisation: str) -> dict[int, AuditStep]:
    """Return the steps of a whole manual."""
    folder.whole(organisation=ORGANISATION + organisation)
    assessment = folder.check().assessment
    assert assessment is not None
    return audit_steps(assessment)


def told(step: AuditStep) -> tuple[int | None, int | None, int | None]:
    """Return what comes before, what comes after, and the place, as numbers."""
    return (step.previous and step.previous.number, step.next and step.next.number, step.position)


def test_the_standards_order(folder: ManualFolder) -> None:
    """Would catch a step to an indicator that does not apply: 3 and 7 do not here."""
    order = found(folder, "")
    assert told(order[1]) == (None, 2, 1)
    assert told(order[2]) == (1, 4, 2)
    assert told(order[3]) == (2, 4, None)
    assert told(order[32]) == (31, None, 22)
    assert {(one.length, one.planned) for one in order.values()} == {(22, False)}


# The plan, an indicator, and what comes before, after, and its place.
PLANS = [
    ("[17, 4, 1]", 17, (None, 4, 1)),
    ("[17, 4, 1]", 4, (17, 1, 2)),
    ("[17, 4, 1]", 1, (4, None, 3)),
    ("[17, 4, 1]", 5, (4, 6, None)),  # not in the plan: between those that apply
    ("[17, 3, 1]", 17, (None, 1, 1)),  # 3 has no page to go to
    ("[]", 4, (2, 5, 3)),
]


@pytest.mark.parametrize(("plan", "number", "expected"), PLANS)
def test_the_plans_order(
    folder: ManualFolder,
    plan: str,
    number: int,
    expected: tuple[int | None, int | None, int | None],
) -> None:
    """Would catch a plan that is not followed, or that one cannot leave and come back to."""
    assert told(found(folder, PLANNED.format(plan=plan))[number]) == expected


def test_only_the_next_audits_plan(folder: ManualFolder) -> None:
    """Would catch last year's plan followed once the audit is over."""
    order = found(folder, PLANNED.format(plan="[17, 4]").replace("2026-10-06", "2026-09-01"))
    assert not order[4].planned
    assert told(order[4]) == (2, 5, 3)
