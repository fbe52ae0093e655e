"""Does everything exist that crosswalks name?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.standard import EditionName, load_edition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment


def crosswalk_indicators(assessment: Assessment) -> Iterator[Diagnostic]:
    """Numbers that no edition has: a crosswalk outlives an edition."""
    known = (
        {number for name in EditionName for number in load_edition(name).by_number()}
        if assessment.manual.crosswalks
        else set()
    )
    for crosswalk in assessment.manual.crosswalks:
        for item in crosswalk.items:
            for key, numbers in (("indicators", item.indicators), ("perhaps", item.perhaps)):
                for position, number in enumerate(numbers):
                    if number not in known:
                        yield Diagnostic(
                            RuleName.UNKNOWN_INDICATOR,
                            say(
                                "Item {item} names indicator {number}, which no edition has.",
                                item=item.id,
                                number=number,
                            ),
                            item.origin.at(key, position),
                            say("Correct the number."),
                        )


ALL = (crosswalk_indicators,)
