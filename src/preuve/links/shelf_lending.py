"""The files that a pack takes from shelves that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.flaws import is_another
from preuve.core.words import say
from preuve.links.shelf_stores import FolderStore, folder_of
from preuve.model.proof_file import LARGE
from preuve.model.shelf_results import ShelfOutcome, ShelfSighting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from preuve.assess.assessment import Assessment
    from preuve.core.words import Message
    from preuve.model.proof_places import ShelvedFile


def lent(
    assessment: Assessment, environment: Mapping[str, str]
) -> dict[ShelvedFile, Path | Message]:
    """Return the file of each proof on a shelf, as it is now: what changed since it was approved is
    not given.
    """
    shelves = assessment.organisation.shelves
    folders = {name: folder_of(shelf, environment) for name, shelf in shelves.items()}
    stores = {name: FolderStore(folder) for name, folder in folders.items() if folder is not None}
    result: dict[ShelvedFile, Path | Message] = {}
    for item in assessment.evidence:
        entry = item.evidence
        if entry.shelf is None:
            continue
        shelf = shelves.get(entry.shelf.shelf)
        label = shelf.label if shelf else entry.shelf.shelf
        folder, store = folders.get(entry.shelf.shelf), stores.get(entry.shelf.shelf)
        if folder is None or store is None:
            result[entry.shelf] = say("It is on {shelf}, which is not there.", shelf=label)
            continue
        stored = store.get(entry.shelf.path)
        if stored is None:
            result[entry.shelf] = say("It is not at its place on {shelf}.", shelf=label)
            continue
        seen = ShelfSighting(entry.shelf, assessment.on, ShelfOutcome.THERE, stored.fingerprint)
        if is_another(entry, seen):
            why = say("On {shelf} lies something else than what was approved.", shelf=label)
            result[entry.shelf] = why
        elif (stored.fingerprint.size or 0) > LARGE:
            result[entry.shelf] = say("It is larger than {limit} MB.", limit=LARGE >> 20)
        else:
            result[entry.shelf] = folder / stored.path
    return result
