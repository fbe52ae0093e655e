"""Is each shelf declared, and when did somebody last look whether its proofs are there?

What a look says against a proof is told with what else does (`evidence.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.evidence import Status
from preuve.model.manual import ORGANISATION_FILE
from preuve.schema import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import AssessedEvidence, Assessment
    from preuve.core.words import Message


def unknown_shelf(assessment: Assessment) -> Iterator[Diagnostic]:
    """A proof on a shelf that is not declared."""
    known = assessment.organisation.shelves
    for assessed in assessment.evidence:
        shelf = assessed.evidence.shelf
        if shelf is not None and shelf.shelf not in known:
            yield Diagnostic(
                RuleName.UNKNOWN_REFERENCE,
                say(
                    "{id}: the shelf “{shelf}” is none of those in {file}.",
                    id=assessed.evidence.id,
                    shelf=shelf.shelf,
                    file=ORGANISATION_FILE,
                ),
                assessed.evidence.origin.at("file"),
                did_you_mean(
                    shelf.shelf,
                    known,
                    say(
                        "Add {shelf} under shelves in {file}, with its label; or name a file of "
                        "this repository.",
                        file=ORGANISATION_FILE,
                        shelf=shelf.shelf,
                    ),
                ),
                evidence=assessed.evidence.id,
            )


def shelf_not_seen(assessment: Assessment) -> Iterator[Diagnostic]:
    """An approved proof on a shelf of which no look, or none that is new enough, tells."""
    for assessed in assessment.evidence:
        entry = assessed.evidence
        if (
            entry.shelf is not None
            and entry.status is Status.APPROVED
            and entry.shelf.shelf in assessment.organisation.shelves
            and (message := not_seen(assessed, assessment)) is not None
        ):
            yield Diagnostic(
                RuleName.SHELF_NOT_SEEN,
                message,
                entry.origin.at("file"),
                say("Run preuve shelves where the shelf is there, or with --listing."),
                evidence=entry.id,
            )


def not_seen(assessed: AssessedEvidence, assessment: Assessment) -> Message | None:
    """Return in words that no look tells of a proof on a shelf as it is; None where one does."""
    entry, on = assessed.evidence, assessment.on
    assert entry.shelf is not None  # noqa: S101 - asked of those alone
    label = assessment.organisation.shelves[entry.shelf.shelf].label
    sighting = assessment.manual.shelves.get(entry.shelf)
    if sighting is None or sighting.seen > on:
        return say(
            "{id}: nobody has looked yet whether it is on {shelf}.", id=entry.id, shelf=label
        )
    if entry.dated is not None and sighting.seen < entry.dated:
        return say(
            "{id} is dated {day}; the last look at {shelf}, on {seen}, was before.",
            id=entry.id,
            day=entry.dated,
            shelf=label,
            seen=sighting.seen,
        )
    every = assessment.organisation.shelves[entry.shelf.shelf].look_every
    if every is not None and every.after(sighting.seen) < on:
        return say(
            "{id}: the last look at {shelf} was on {seen}, longer ago than you allow.",
            id=entry.id,
            shelf=label,
            seen=sighting.seen,
        )
    return None


ALL = (unknown_shelf, shelf_not_seen)
