"""An id that stands above already: each entry of a list is cited by its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic, Place
from preuve.core.rule_name import RuleName
from preuve.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preuve.core.words import Message
    from preuve.reading import Origin


def repeated_ids(
    entries: Iterable[tuple[str, Origin]], advice: Message, *, fold: bool = True
) -> Iterator[Diagnostic]:
    """Yield a fault for each entry whose id another above it has.

    Args:
        entries: the id of each entry, and where the entry stands.
        advice: what to do about it.
        fold: whether capitals do not make an id another.

    """
    first: dict[str, Place] = {}
    for name, origin in entries:
        place = origin.at("id")
        if (other := first.setdefault(name.casefold() if fold else name, place)) != place:
            yield Diagnostic(
                RuleName.DUPLICATE_ID,
                say("The id {id} is already used in line {line}.", id=name, line=other.line),
                place,
                advice,
            )
