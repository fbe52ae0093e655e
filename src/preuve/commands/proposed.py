"""A proof that an issue on GitHub proposes, put into the index: `preuve add --issue EVENT`, where
the event is the file that tells a workflow what started it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.editing.answers import value
from preuve.editing.proof_steps import renewal
from preuve.editing.proposals import next_id
from preuve.intake.issue_form import IssueFormKind, read_issue
from preuve.model.evidence import EVIDENCE
from preuve.model.personal_data import Allowlist

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from preuve.console.changing import ManualChange


def add_proposed(change: ManualChange, event: Path, defaults: Mapping[str, str]) -> None:
    """Write what an issue proposes: a new draft, or a new date of a proof.

    Args:
        change: the manual, open for the change.
        event: GitHub's event file.
        defaults: what a new entry says where the issue does not.

    Raises:
        IssueError: the issue is not taken, with the reason.
        EditError: the index is left as it is.
        OSError: the event cannot be read.

    """
    allowed = Allowlist.of_provider(change.manual.organisation)
    proposed = read_issue(event.read_bytes(), change.manual.language, allowed)
    if proposed.kind is IssueFormKind.RENEWED:
        _renew(change, proposed.values)
    else:
        entry = {"id": next_id(change.index.ids), **defaults, **proposed.values}
        change.index.add({key: value(key, text) for key, text in entry.items()})
        change.index.save()
        change.tell(say("Added {id}: {title}", id=entry["id"], title=entry["title"]))


def _renew(change: ManualChange, values: Mapping[str, str]) -> None:
    entry = change.entry(values["id"])
    last = date.fromisoformat(values["valid_until"]) if "valid_until" in values else None
    for key, new in renewal(entry, date.fromisoformat(values["dated"]), last).items():
        change.index.put(entry.id, key, new)
    for place in EVIDENCE.exactly_one:
        if place in values:
            for other in EVIDENCE.exactly_one:
                change.index.put(entry.id, other, values[place] if other == place else None)
    change.index.save()
    change.tell(
        say(
            "Renewed {id}: dated {new}, before {old}.",
            id=entry.id,
            new=date.fromisoformat(values["dated"]),
            old=entry.dated,
        )
    )
