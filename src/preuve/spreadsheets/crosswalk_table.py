"""What a provider has for another frame's items, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.spreadsheets.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preuve.core.words import Translator
    from preuve.cycle.crosswalks import Served
    from preuve.model.crosswalk import Crosswalk

_COLUMNS = ("item", "title", "basis", "state", "indicators", "perhaps", "lacking", "evidence")


def crosswalk_table(crosswalk: Crosswalk, found: Iterable[Served], words: Translator) -> Table:
    """Return a crosswalk, a row an item."""
    rows: list[tuple[str | int, ...]] = [
        (
            one.item.id,
            words.localized(one.item.title),
            crosswalk.basis_of(one.item).value,
            one.reach.value,
            _joined(each.number for each in one.indicators),
            _joined(each.number for each in one.perhaps),
            _joined(each.number for each in one.lacking),
            _joined(proof.evidence.id for proof in one.proofs),
        )
        for one in found
    ]
    return Table(crosswalk.name, _COLUMNS, rows)


def _joined(values: Iterable[str | int]) -> str:
    return ", ".join(str(value) for value in values)
