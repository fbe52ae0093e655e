"""What a provider has for another frame's items, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.spreadsheets.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preuve.core.words import Translator
    from preuve.cycle.crosswalk import ServedPoint
    from preuve.model.crosswalk import Crosswalk

_COLUMNS = ("item", "title", "basis", "state", "indicators", "perhaps", "lacking", "evidence")


def crosswalk_table(
    crosswalk: Crosswalk, points: Iterable[ServedPoint], words: Translator
) -> Table:
    """Return a crosswalk, a row an item."""
    rows: list[tuple[str | int, ...]] = [
        (
            served.item.id,
            words.localized(served.item.title),
            crosswalk.basis_of(served.item).value,
            served.reach.value,
            _joined(indicator.number for indicator in served.indicators),
            _joined(indicator.number for indicator in served.perhaps),
            _joined(indicator.number for indicator in served.lacking),
            _joined(proof.evidence.id for proof in served.proofs),
        )
        for served in points
    ]
    return Table(crosswalk.name, _COLUMNS, rows)


def _joined(values: Iterable[str | int]) -> str:
    return ", ".join(str(value) for value in values)
