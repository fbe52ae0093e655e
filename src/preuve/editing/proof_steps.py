"""The steps in a proof's life that are one decision: approved, renewed. What each writes, and when
it cannot be.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from preuve.core.digest import digest_of_file
from preuve.core.system_reasons import named_as
from preuve.core.words import say
from preuve.editing.team_file import EditError
from preuve.model.evidence import Status
from preuve.schema import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from preuve.editing.splice import Value
    from preuve.model.evidence import Evidence
    from preuve.model.person import Person


def approval(
    entry: Evidence, role: str, on: date, people: Mapping[str, Person], root: Path
) -> dict[str, Value | None]:
    """Return the keys that change as a role says that a proof is the document in force.

    Args:
        entry: the proof.
        role: the role that says so.
        on: the day.
        people: the organisation's roles.
        root: the manual's folder, where the proof's file lies.

    Raises:
        EditError: there is no such role, or the proof's own day is still to come.
        OSError: its file cannot be read.

    """
    if entry.dated is not None and entry.dated > on:
        raise EditError(
            say("{id} is dated {day}: it cannot be approved before.", id=entry.id, day=entry.dated)
        )
    if role not in people:
        near = did_you_mean(
            role, people, say("Give one of these with --by: {roles}.", roles=list(people))
        )
        raise EditError(
            say("There is no role “{role}” in organisation.yaml. {help}", role=role, help=near)
        )
    values: dict[str, Value | None] = {
        "status": Status.APPROVED.value,
        "approved_by": role,
        "approved_on": on.isoformat(),
    }
    if entry.file is not None:
        with named_as(Path(entry.file)):
            values["sha256"] = digest_of_file(root / entry.file)
    elif entry.shelf is not None:  # that of before says nothing of what is approved now
        values["sha256"] = None
    known = {
        "status": entry.status.value,
        "approved_by": entry.approved_by,
        "sha256": entry.sha256,
        "approved_on": entry.approved_on and entry.approved_on.isoformat(),
    }
    return {key: value for key, value in values.items() if value != known[key]}


def renewal(entry: Evidence, dated: date, valid_until: date | None) -> dict[str, Value]:
    """Return the keys that change as a proof is given a new date.

    Args:
        entry: the proof.
        dated: its new date.
        valid_until: its new last day, where it has one.

    Raises:
        EditError: the date is earlier than the one it has, or its last day is not told.

    """
    if entry.dated is not None and dated < entry.dated:
        raise EditError(
            say("{id} is dated {old}: {new} is earlier.", id=entry.id, old=entry.dated, new=dated)
        )
    if entry.valid_until is not None and valid_until is None:
        raise EditError(
            say(
                "{id} was good until {day}. Say until when it is now, with --valid-until.",
                id=entry.id,
                day=entry.valid_until,
            )
        )
    if valid_until is not None and entry.review_every is not None:
        raise EditError(
            say(
                "{id} is reviewed every so often; it has no last day. Leave --valid-until out.",
                id=entry.id,
            )
        )
    values: dict[str, Value] = {"dated": dated.isoformat()}
    return values if valid_until is None else {**values, "valid_until": valid_until.isoformat()}
