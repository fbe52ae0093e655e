"""Which proof carries how much: one that serves many indicators,
and an indicator that hangs on one proof alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.model.evidence import Stage
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from preuve.assess.assessment import AssessedEvidence, AssessedIndicator, Assessment
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext

_MANY = 3
"""Indicators from which on a proof carries many."""

_MOST = 60
"""Rows shown at most: a table of a thousand shows nothing."""


class EvidenceLoad(NamedTuple):
    """A proof that counts, and the numbers of the indicators that it carries,
    in the standard's order.
    """

    item: AssessedEvidence
    serves: tuple[int, ...]
    alone: tuple[int, ...]
    """Those of which it is the only proof of its stage:
    without it they would be partial, or missing.
    """
    uncovered: tuple[int, ...]
    """Those that nothing else evidences: without it they would be missing."""

    @property
    def halved(self) -> tuple[int, ...]:
        """Return the indicators that would be partial without it."""
        return tuple(number for number in self.alone if number not in self.uncovered)


def loads(assessment: Assessment) -> list[EvidenceLoad]:
    """Return what each proof that counts carries:
    first what most indicators hang on, then what serves most.
    """
    serves: dict[str, list[int]] = {}
    alone: dict[str, list[int]] = {}
    uncovered: dict[str, list[int]] = {}
    for indicator in assessment.applying:
        for assessed in indicator.counting:
            serves.setdefault(assessed.evidence.id, []).append(indicator.number)
        for stage in Stage:
            of_stage = [
                assessed.evidence.id
                for assessed in indicator.counting
                if assessed.evidence.stage is stage
            ]
            if len(of_stage) == 1:
                alone.setdefault(of_stage[0], []).append(indicator.number)
                if len(indicator.counting) == 1:
                    uncovered.setdefault(of_stage[0], []).append(indicator.number)
    result = [
        EvidenceLoad(
            assessed,
            *(
                tuple(numbers.get(assessed.evidence.id, ()))
                for numbers in (serves, alone, uncovered)
            ),
        )
        for assessed in assessment.evidence
        if assessed.evidence.id in serves
    ]
    return sorted(
        result, key=lambda load: (-len(load.uncovered), -len(load.alone), -len(load.serves))
    )


def reuse_matrix(view: RenderContext, here: PageContext) -> str:
    """Return which proofs carry which indicators, and what would be lost without each."""
    every = loads(view.assessment)
    carrying = [load for load in every if load.alone or len(load.serves) >= _MANY]
    indicators = view.assessment.applying
    return view.render(
        "reuse_matrix.html",
        here,
        indicators=indicators,
        counted={
            indicator.number: [_counting(indicator, stage) for stage in Stage]
            for indicator in indicators
        },
        hanging=sorted({number for load in every for number in load.alone}),
        uncovered=sorted({number for load in every for number in load.uncovered}),
        widest=max((len(load.serves) for load in every), default=0),
        carrying=carrying[:_MOST],
        further=len(every) - len(carrying[:_MOST]),
    )


def _counting(indicator: AssessedIndicator, stage: Stage) -> int:
    return sum(assessed.evidence.stage is stage for assessed in indicator.counting)


MACROS = {reuse_matrix: Thing.AUDIT}
