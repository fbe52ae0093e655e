"""What an audit pack holds: the proofs that an audience may see, by criterion and indicator;
and what is left out, and why.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.digest import digest_of
from preuve.core.words import say
from preuve.model.evidence import Access
from preuve.model.proof_places import ShelvedFile
from preuve.model.registers.catalogue import REGISTER_OF_FILE
from preuve.publication.policy import PACKED, Thing, may, may_see
from preuve.publication.proof_files import PUBLISHABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.assess.assessment import AssessedEvidence, Assessment
    from preuve.core.words import Message, Translator
    from preuve.history.commits import History
    from preuve.model.organisation import Audience

SCHEMA = 1
_NOWHERE = ShelvedFile("", "")
_NONE: Mapping[ShelvedFile, Path | Message] = MappingProxyType({})
_LONGEST = 80


class Copy(NamedTuple):
    """A proof's file, and the name it has in the pack below one of its indicators."""

    evidence: str
    file: Path
    name: str


class Provenance(NamedTuple):
    """From what a pack was made, and with what: the version in git;
    the browser that printed, or why none did.
    """

    history: History
    printed_by: str | None = None
    not_printed: tuple[tuple[str, Message], ...] = ()
    draft: tuple[Message, ...] = ()
    """What stands against it, where it was made for a look although the gate is closed."""
    lent: Mapping[ShelvedFile, Path | Message] = _NONE
    """The files that are taken from shelves."""


def copies(
    assessment: Assessment, audience: Audience, lent: Mapping[ShelvedFile, Path | Message] = _NONE
) -> Iterator[Copy]:
    """Yield each file once for each indicator that it serves, by names that a person can read.

    Args:
        assessment: of the day.
        audience: who will read the pack.
        lent: the files that are taken from shelves, by where the index says that they are.

    """
    reasons = _left_out(assessment, audience, lent)
    for assessed in assessment.evidence:
        entry = assessed.evidence
        taken = lent.get(entry.shelf) if entry.shelf else None
        own = assessment.manual.root / entry.file if entry.file else None
        file = own or (taken if isinstance(taken, Path) else None)
        if file is not None and entry.id not in reasons:
            for number in entry.indicators:
                if (one := assessment.indicator(number)) is not None:
                    folder = f"evidence/criterion-{one.indicator.criterion}/indicator-{number:02}"
                    yield Copy(entry.id, file, f"{folder}/{_name(assessed)}")


def _name(assessed: AssessedEvidence) -> str:
    """Return a file's name: the entry's id and title, letters only,
    so that every system can unpack it.
    """
    entry = assessed.evidence
    title = re.sub(r"[^\w]+", " ", entry.title).strip()[:_LONGEST].strip()
    ending = re.search(r"\.[A-Za-z0-9]{1,8}$", entry.file or (entry.shelf or _NOWHERE).path)
    return f"{entry.id} {title}{ending[0].lower() if ending else ''}"


def _left_out(
    assessment: Assessment, audience: Audience, lent: Mapping[ShelvedFile, Path | Message]
) -> dict[str, Message]:
    """Return why a proof's file is not in the pack, by the ids of those that are not."""
    kept = PACKED[audience]
    # Two entries may name one file: the stricter of them decides, as it does for the site.
    withheld = {
        assessed.evidence.file or assessed.evidence.shelf
        for assessed in assessment.evidence
        if assessed.evidence.access not in kept
    } - {None}
    reasons = {
        assessed.evidence.id: _reason(assessed, kept, withheld, lent)
        for assessed in assessment.evidence
    }
    if not may(
        audience, Thing.INTERNAL
    ):  # a register's file holds what is the team's own; its table in register.xlsx does not
        table = say("It is a table of register.xlsx.")
        reasons |= {
            assessed.evidence.id: table
            for assessed in assessment.evidence
            if assessed.evidence.file in REGISTER_OF_FILE
        }
    return {name: reason for name, reason in reasons.items() if reason is not None}


def _reason(
    assessed: AssessedEvidence,
    kept: frozenset[Access],
    withheld: set[str | ShelvedFile | None],
    lent: Mapping[ShelvedFile, Path | Message],
) -> Message | None:
    entry = assessed.evidence
    if entry.access not in kept:
        return (
            say("It is shown on request only.")
            if entry.access is Access.ON_REQUEST
            else say("It is shown to the auditor only.")
        )
    if (entry.file or entry.shelf) in withheld:
        return say("Another entry names the same file, and is not for this reader.")
    if entry.url is not None:
        return say("It is a page on the web: {url}", url=entry.url)
    if entry.shelf is not None:
        taken = lent.get(entry.shelf)
        if not isinstance(taken, Path):
            return taken or say("It is on a shelf, which is not there.")
    elif entry.file is None:
        return say("It is kept elsewhere: {place}", place=entry.place or "")
    return (
        None
        if assessed.state in PUBLISHABLE
        else say("Its state is: {state}.", state=assessed.state.label)
    )


def manifest(
    assessment: Assessment,
    audience: Audience,
    members: Mapping[str, bytes],
    words: Translator,
    making: Provenance,
) -> bytes:
    """Return MANIFEST.json: whose, of which day, from which commit;
    each file with its digest; what is left out and why.
    """
    behind = {copy.name: copy.evidence for copy in copies(assessment, audience, making.lent)}
    reasons, history = _left_out(assessment, audience, making.lent), making.history
    kept_back = [
        (assessed, reasons[assessed.evidence.id])
        for assessed in assessment.evidence
        if assessed.evidence.id in reasons
    ]
    content = {
        "schema": SCHEMA,
        "organisation": assessment.organisation.name,
        "audience": audience.value,
        "day": assessment.on.isoformat(),
        "edition": assessment.edition.name.value,
        "commit": history.version.commit if history.version else None,
        **({"draft": [words(message) for message in making.draft]} if making.draft else {}),
        "printed_by": making.printed_by,
        "uncommitted": sorted(history.uncommitted)
        if may(audience, Thing.INTERNAL)
        else len(history.uncommitted),
        "files": [
            {
                "name": name,
                "bytes": len(data),
                "sha256": digest_of(data),
                "evidence": behind.get(name),
            }
            for name, data in sorted(members.items())
        ],
        "left_out": [
            {
                "evidence": message.evidence.id,
                "title": message.evidence.title,
                "reason": words(reason),
            }
            for message, reason in kept_back
            if may_see(message.evidence, audience)
        ],
        "not_printed": [
            {"name": name, "reason": words(reason)} for name, reason in making.not_printed
        ],
        "not_named": sum(not may_see(message.evidence, audience) for message, _ in kept_back),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
