"""A look at the proofs of a shelf: there, changed, moved or gone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from preuve.links.shelf_stores import StoreNames
from preuve.model.shelf_results import Fingerprint, ShelfOutcome, ShelfSighting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from preuve.links.shelf_stores import Store
    from preuve.model.evidence import Evidence
    from preuve.model.proof_places import ShelvedFile


def look(
    entries: Iterable[Evidence],
    store: Store,
    before: Mapping[ShelvedFile, ShelfSighting],
    on: date,
) -> Iterator[ShelfSighting]:
    """Yield each proof's file as it is on its shelf; two entries may name one file.

    Args:
        entries: of the index, all on this shelf.
        store: what holds the shelf.
        before: what earlier looks saw.
        on: the day of the look.

    """
    approved: dict[ShelvedFile, str] = {}
    for entry in entries:
        if entry.shelf is not None:
            approved[entry.shelf] = approved.get(entry.shelf) or entry.sha256 or ""
    names = cache(lambda: StoreNames(store))  # all files are named for what is missing alone
    for file, sha256 in approved.items():
        earlier = before.get(file)
        stored = store.get(file.path)
        if stored is not None:
            yield ShelfSighting(
                file,
                on,
                ShelfOutcome.THERE,
                stored.fingerprint,
                _changed(stored.fingerprint, earlier, on),
            )
            continue
        lost = earlier.fingerprint if earlier else Fingerprint()
        wanted = lost if any(lost.digests) else lost._replace(sha256=sha256)
        moved = store.find_content(wanted, file.path)
        yield ShelfSighting(
            file,
            on,
            ShelfOutcome.MOVED if moved else ShelfOutcome.GONE,
            lost,
            earlier.changed if earlier else None,
            moved or names().similar_path(file.path) or "",
        )


def _changed(now: Fingerprint, earlier: ShelfSighting | None, on: date) -> date | None:
    """Return the day of the look that first saw what is there now, where another content was seen
    before.
    """
    if earlier is None:
        return None
    return on if now.differs(earlier.fingerprint) else earlier.changed
