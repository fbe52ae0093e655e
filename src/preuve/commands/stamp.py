"""`preuve stamp`: writes the digest of each approved file into its entry,
so that a later change of the file is seen.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from preuve.console.changing import ManualChange, parser, run_change
from preuve.core.digest import digest_of_file
from preuve.core.system_reasons import named_as
from preuve.core.words import say, say_count
from preuve.editing.team_file import EditError
from preuve.model.evidence import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.model.evidence import Evidence


def main(arguments: list[str]) -> int:
    """Stamp entries; return the exit status."""
    verb = parser("stamp")
    verb.add(
        "ids", say("ID"), say("entries approved again as they are now, such as EV-012"), nargs="*"
    )
    options = verb.parse_args(arguments)
    return run_change(options, lambda change: _stamp(change, options.ids))


def _stamp(change: ManualChange, ids: list[str]) -> None:
    stamped = 0
    for entry, path in _wanted(change, ids):
        with named_as(Path(path)):
            digest = digest_of_file(change.root / path)
        if digest != entry.sha256:
            change.index.put(entry.id, "sha256", digest)
            stamped += 1
            if entry.sha256 is not None:
                change.tell(
                    say(
                        "{id}: {file} changed since it was approved; its digest is now that "
                        "of today's file.",
                        id=entry.id,
                        file=path,
                    )
                )
    change.index.save()
    change.tell(say_count("{count} entry stamped.", "{count} entries stamped.", stamped))


def _wanted(change: ManualChange, ids: list[str]) -> Iterator[tuple[Evidence, str]]:
    """Yield the entries named, else the approved ones without a digest:
    what was stamped is stamped again by name only.
    """
    for entry in map(change.entry, ids) if ids else change.manual.entries:
        if entry.file is None:
            if ids:
                raise EditError(say("{id} is not a file of this repository.", id=entry.id))
        elif entry.status is not Status.APPROVED:
            if ids:
                raise EditError(
                    say("{id} is not approved: there is nothing to stamp.", id=entry.id)
                )
        elif ids or entry.sha256 is None:
            yield entry, entry.file
