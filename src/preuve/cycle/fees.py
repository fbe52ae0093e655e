"""What certification bodies ask for, compared over a cycle of three years.
Euros before tax, as quotes have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preuve.model.organisation import Quote


class Total(NamedTuple):
    """What a cycle costs at one body. A price that the quote does not give is a hole,
    and the sum is the least it can be.
    """

    euros: int
    whole: bool


class Compared(NamedTuple):
    """One quote and its totals."""

    quote: Quote
    first_cycle: Total
    """The initial audit on site, and the years of follow-up."""
    next_cycle: Total
    """The renewal audit on site, and the years of follow-up."""
    lowest_first: bool = False
    lowest_next: bool = False


def compare(quotes: Iterable[Quote]) -> tuple[Compared, ...]:
    """Return quotes with their totals, cheapest first cycle first; those with holes come after."""
    compared = [
        Compared(quote, _total(quote.initial, quote), _total(quote.renewal, quote))
        for quote in quotes
    ]
    first, following = (
        _least([one.first_cycle for one in compared]),
        _least([one.next_cycle for one in compared]),
    )
    marked = [
        one._replace(
            lowest_first=one.first_cycle.whole and one.first_cycle.euros == first,
            lowest_next=one.next_cycle.whole and one.next_cycle.euros == following,
        )
        for one in compared
    ]
    return tuple(sorted(marked, key=lambda one: (not one.first_cycle.whole, one.first_cycle.euros)))


def _total(audit: int | None, quote: Quote) -> Total:
    yearly = 0 if quote.yearly_payments == 0 else quote.yearly
    prices = (audit, yearly, quote.travel)
    return Total(
        (audit or 0) + (yearly or 0) * quote.yearly_payments + (quote.travel or 0),
        None not in prices,
    )


def _least(totals: list[Total]) -> int | None:
    """Return the lowest whole sum, where there are several to compare."""
    whole = [total.euros for total in totals if total.whole]
    return min(whole) if len(whole) > 1 else None
