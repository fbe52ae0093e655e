"""`preuve approve EV-040 --by teaching`: this is the document in force,
says this role, on this day, as this file.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from preuve.console.changing import ManualChange, parser, run_change
from preuve.core.words import say
from preuve.editing.proof_steps import approval
from preuve.editing.team_file import EditError
from preuve.links.shelf_stores import FolderStore, folder_of
from preuve.model.evidence import PLACE

if TYPE_CHECKING:
    from argparse import Namespace

    from preuve.model.evidence import Evidence
    from preuve.model.proof_places import ShelvedFile


def main(arguments: list[str]) -> int:
    """Approve an entry; return the exit status."""
    verb = parser("approve", dated=True)
    verb.add("id", say("ID"), say("the entry, such as EV-012"))
    verb.add(
        "--by", say("ROLE"), say("the role that approves it (default: the one that answers for it)")
    )
    options = verb.parse_args(arguments)
    return run_change(options, lambda change: _approve(change, options))


def _approve(change: ManualChange, options: Namespace) -> None:
    entry = change.entry(options.id)
    _refuse_incomplete(entry)
    role = entry.owner if options.by is None else options.by
    values = approval(entry, role, change.day, change.manual.people, change.root)
    if entry.shelf is not None and (digest := _digest_on_shelf(entry.shelf, change)):
        values["sha256"] = digest
    for key, value in values.items():
        change.index.put(entry.id, key, value)
    if not change.index.save():
        change.tell(say("Nothing was changed."))
        return
    who = change.manual.organisation.answers(role) if change.manual.organisation else role
    change.tell(
        say(
            "Approved {id}: {title}, by {who} on {day}.",
            id=entry.id,
            title=entry.title,
            who=who,
            day=change.day,
        )
    )
    if entry.sha256 is not None and values.get("sha256", entry.sha256) != entry.sha256:
        change.tell(
            say(
                "{id}: {file} changed since it was approved; its digest is now that of "
                "today's file.",
                id=entry.id,
                file=str(entry.file or entry.shelf or ""),
            )
        )


def _digest_on_shelf(file: ShelvedFile, change: ManualChange) -> str | None:
    """Return the digest of a file as it is on its shelf now or, where that is not there, as a look
    saw it last; None where nobody knows it.
    """
    shelves = change.manual.organisation.shelves if change.manual.organisation else {}
    shelf = shelves.get(file.shelf)
    if shelf is not None and (folder := folder_of(shelf, os.environ)) is not None:
        stored = FolderStore(folder).get(file.path)
        if stored is not None and stored.fingerprint.sha256:
            return stored.fingerprint.sha256
    sighting = change.manual.shelves.get(file)
    return (sighting.fingerprint.sha256 or None) if sighting else None


def _refuse_incomplete(entry: Evidence) -> None:
    """Raise EditError for an entry that lacks what an approved one has."""
    if lacking := entry.lacks():
        keys = ["file" if key == PLACE else key for key in lacking]
        raise EditError(
            say(
                "{id} cannot be approved: it lacks {keys}. Give them with: {command}",
                id=entry.id,
                keys=keys,
                command=f"preuve set {entry.id} {' '.join(f'{key}=…' for key in keys)}",
            )
        )
