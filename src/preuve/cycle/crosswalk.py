"""What a provider has for another frame's items: the indicators behind each, and the proofs that
already serve them. Pure.

No item is judged: its state is that of its indicators, as the gate sees them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.assessment import IndicatorState
from preuve.core.words import LabelledEnum, say
from preuve.model.crosswalk import built_in, load_crosswalk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preuve.assess.assessment import AssessedEvidence, AssessedIndicator, Assessment
    from preuve.model.crosswalk import Crosswalk, Item
    from preuve.model.manual import Manual


class Reach(LabelledEnum):
    """How far what the manual has serves an item."""

    SERVED = "served", say("served")
    PARTLY = "partly", say("partly served")
    GAP = "gap", say("nothing yet")
    LOOSE = "loose", say("no indicator asks the same")
    """No indicator asks the same; some may be near."""
    NOT_APPLICABLE = "not_applicable", say("not for this provider")


class ServedPoint(NamedTuple):
    """One item of another frame, seen from the provider."""

    item: Item
    reach: Reach
    indicators: tuple[AssessedIndicator, ...]
    """Those that apply, of the ones that it surely serves."""
    perhaps: tuple[AssessedIndicator, ...]
    """Those that apply, of the ones worth a look."""
    idle: tuple[int, ...]
    """Those that do not apply here, or that the manual's edition does not have."""
    proofs: tuple[AssessedEvidence, ...]
    """What counts for its indicators, each once, in the index's order."""

    @property
    def lacking(self) -> tuple[AssessedIndicator, ...]:
        """Return its indicators that are not covered."""
        return tuple(
            indicator
            for indicator in self.indicators
            if indicator.state is not IndicatorState.COVERED
        )


def known(manual: Manual) -> dict[str, Crosswalk]:
    """Return every crosswalk by its name; a team's own takes the place of one of Preuve's."""
    return {name: load_crosswalk(name) for name in built_in()} | {
        crosswalk.name: crosswalk for crosswalk in manual.crosswalks
    }


def served(crosswalk: Crosswalk, assessment: Assessment) -> tuple[ServedPoint, ...]:
    """Return each item with the indicators that apply and the proofs that count for them."""
    return tuple(_served(item, assessment) for item in crosswalk.items)


def _served(item: Item, assessment: Assessment) -> ServedPoint:
    sure, perhaps = _applying(item.indicators, assessment), _applying(item.perhaps, assessment)
    applying = {indicator.number for indicator in (*sure, *perhaps)}
    counting = {proof.evidence.id for indicator in sure for proof in indicator.counting}
    return ServedPoint(
        item,
        _reach(item, sure),
        sure,
        perhaps,
        tuple(number for number in item.numbers() if number not in applying),
        tuple(proof for proof in assessment.evidence if proof.evidence.id in counting),
    )


def _applying(numbers: Iterable[int], assessment: Assessment) -> tuple[AssessedIndicator, ...]:
    assessed = (assessment.indicator(number) for number in numbers)
    return tuple(
        indicator
        for indicator in assessed
        if indicator is not None and indicator.applicability.applies
    )


def _reach(item: Item, sure: tuple[AssessedIndicator, ...]) -> Reach:
    if not sure:
        return Reach.NOT_APPLICABLE if item.indicators else Reach.LOOSE
    states = {indicator.state for indicator in sure}
    if states == {IndicatorState.COVERED}:
        return Reach.SERVED
    return Reach.GAP if states <= {IndicatorState.MISSING, IndicatorState.WAIVED} else Reach.PARTLY
