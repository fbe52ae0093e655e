"""`preuve stamp`: writes the digest of each approved file into its entry,
so that a later change of the file is seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.console.changing import ManualChange, parser, run_change
from preuve.core.digest import digest_of_file
from preuve.core.system_reasons import system_reason
from preuve.core.words import say, say_count
from preuve.editing.team_file import EditError
from preuve.model.evidence import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.model.evidence import Evidence


def main(arguments: list[str]) -> int:
    """Stamp entries; return the exit status."""
    verb = parser(
        "stamp", say("Write digests of approved files. Without an id: of those that have none yet.")
    )
    verb.add(
        "ids",
        nargs="*",
        metavar="ID",
        about=say("entries approved again as they are now, such as EV-012"),
    )
    options = verb.parse_args(arguments)
    return run_change(options, lambda change: _stamp(change, options.ids))


def _stamp(change: ManualChange, ids: list[str]) -> None:
    stamped = 0
    for entry, path in _wanted(change, ids):
        try:
            digest = digest_of_file(change.root / path)
        except OSError as error:
            raise EditError(
                say("{file} cannot be read: {why}.", file=path, why=system_reason(error))
            ) from None
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
    entries = change.manual.evidence_index.evidence if change.manual.evidence_index else ()
    for entry in [change.entry(name) for name in ids] if ids else entries:
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
