"""Where to begin: while indicators have nothing to show for them,
which to take first, each of them once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.assessment import IndicatorState
from preuve.model.standard import Grading

if TYPE_CHECKING:
    from preuve.assess.assessment import AssessedIndicator
    from preuve.core.finding import Finding
    from preuve.page.render_context import RenderContext


class FirstSteps(NamedTuple):
    """The indicators that nothing evidences yet, in the order in which to take them."""

    major: tuple[AssessedIndicator, ...]
    """Those whose non-conformity is always major (reading guide):
    one of them alone can keep the certificate away.
    """
    others: tuple[AssessedIndicator, ...]

    @property
    def all(self) -> tuple[AssessedIndicator, ...]:
        """Return all of them, the next one first."""
        return (*self.major, *self.others)

    def tells(self, finding: Finding) -> bool:
        """Return whether a finding is of one of these indicators:
        it is then shown on that page, and not again here.
        """
        return any(finding.indicator == indicator.number for indicator in self.all)


def first_steps(view: RenderContext) -> FirstSteps:
    """Return what to begin with, each part in the order of the audit;
    nothing where each indicator has something.
    """
    missing = [
        indicator
        for indicator in view.assessment.indicators
        if indicator.state is IndicatorState.MISSING
    ]

    def order(indicator: AssessedIndicator) -> tuple[int, int]:
        step = view.audit_steps.get(indicator.number)
        planned = step.position if step else None
        return planned or len(view.assessment.indicators) + 1, indicator.number

    missing.sort(key=order)
    always_major = [
        indicator for indicator in missing if indicator.indicator.grading is Grading.MAJOR_ONLY
    ]
    others = [
        indicator for indicator in missing if indicator.indicator.grading is not Grading.MAJOR_ONLY
    ]
    return FirstSteps(tuple(always_major), tuple(others))
