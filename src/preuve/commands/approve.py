"""`preuve approve EV-040 --by teaching`: this is the document in force,
says this role, on this day, as this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.console.changing import ManualChange, parser, run_change
from preuve.core.digest import digest_of_file
from preuve.core.system_reasons import system_reason
from preuve.core.words import say
from preuve.editing.index_file import EditError
from preuve.model.evidence import PLACE, Status
from preuve.schema import did_you_mean

if TYPE_CHECKING:
    from argparse import Namespace

    from preuve.model.evidence import Evidence


def main(arguments: list[str]) -> int:
    """Approve an entry; return the exit status."""
    verb = parser(
        "approve",
        say(
            "Say that a proof is the document in force: its status, who, the day, its file's "
            "digest."
        ),
        dated=True,
    )
    verb.add("id", metavar="ID", about=say("the entry, such as EV-012"))
    verb.add(
        "--by",
        metavar="ROLE",
        about=say("the role that approves it (default: the one that answers for it)"),
    )
    options = verb.parse_args(arguments)
    return run_change(options, lambda change: _approve(change, options))


def _approve(change: ManualChange, options: Namespace) -> None:
    entry = change.entry(options.id)
    _refuse_incomplete(entry, change)
    role = _role(change, options.by or entry.owner)
    values = {
        "status": Status.APPROVED.value,
        "approved_by": role,
        "approved_on": change.day.isoformat(),
    }
    if entry.file is not None:
        try:
            values["sha256"] = digest_of_file(change.root / entry.file)
        except OSError as error:
            raise EditError(
                say("{file} cannot be read: {why}.", file=entry.file, why=system_reason(error))
            ) from None
    known = {
        "status": entry.status.value,
        "approved_by": entry.approved_by,
        "sha256": entry.sha256,
        "approved_on": entry.approved_on and entry.approved_on.isoformat(),
    }
    for key, value in values.items():
        if value != known[key]:
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
    if entry.sha256 is not None and values.get("sha256") != entry.sha256:
        change.tell(
            say(
                "{id}: {file} changed since it was approved; its digest is now that of "
                "today's file.",
                id=entry.id,
                file=entry.file or "",
            )
        )


def _refuse_incomplete(entry: Evidence, change: ManualChange) -> None:
    """Raise EditError for an entry that lacks what an approved one has,
    or whose own day is still to come.
    """
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
    if entry.dated is not None and entry.dated > change.day:
        raise EditError(
            say("{id} is dated {day}: it cannot be approved before.", id=entry.id, day=entry.dated)
        )


def _role(change: ManualChange, role: str) -> str:
    people = change.manual.organisation.people if change.manual.organisation else {}
    if role not in people:
        near = did_you_mean(
            role, people, say("Give one of these with --by: {roles}.", roles=list(people))
        )
        raise EditError(
            say("There is no role “{role}” in organisation.yaml. {help}", role=role, help=near)
        )
    return role
