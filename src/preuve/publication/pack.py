"""What an audit pack holds: the proofs that an audience may see, by criterion and indicator; and what is left out, and why."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from preuve.assessment import EvidenceState
from preuve.evidence import Access
from preuve.organisation import Audience
from preuve.publication.audience import may_see
from preuve.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.assessment import AssessedEvidence, Assessment
    from preuve.past.history import History
    from preuve.words import Message, Words

SCHEMA = 1
_LONGEST = 80
_KEPT = {
    Audience.INTERNAL: frozenset({Access.PUBLIC, Access.AUDITOR}),
    Audience.AUDITOR: frozenset({Access.PUBLIC, Access.AUDITOR}),
    Audience.PUBLIC: frozenset({Access.PUBLIC}),
}
_THERE = frozenset({EvidenceState.CURRENT, EvidenceState.DUE_SOON, EvidenceState.EXPIRED})


class Copy(NamedTuple):
    """A proof's file, and the name it has in the pack below one of its indicators."""

    evidence: str
    file: str
    name: str


class LeftOut(NamedTuple):
    """A proof that is not in the pack."""

    evidence: AssessedEvidence
    reason: Message


def copies(assessment: Assessment, audience: Audience) -> Iterator[Copy]:
    """Yield each file once for each indicator that it serves, by names that a person can read."""
    for item in assessment.evidence:
        if item.evidence.file is not None and left_out(item, audience) is None:
            for number in item.evidence.indicators:
                if (one := assessment.indicator(number)) is not None:
                    folder = f"evidence/criterion-{one.indicator.criterion}/indicator-{number:02}"
                    yield Copy(item.evidence.id, item.evidence.file, f"{folder}/{_name(item)}")


def _name(item: AssessedEvidence) -> str:
    """Return a file's name: the entry's id and title, letters only, so that every system can unpack it."""
    entry = item.evidence
    title = re.sub(r"[^\w]+", " ", entry.title).strip()[:_LONGEST].strip()
    ending = re.search(r"\.[A-Za-z0-9]{1,8}$", entry.file or "")
    return f"{entry.id} {title}{ending[0].lower() if ending else ''}"


def left_out(item: AssessedEvidence, audience: Audience) -> Message | None:
    """Return why a proof's file is not in the pack; None when it is."""
    entry = item.evidence
    if entry.access not in _KEPT[audience]:
        return (
            say("It is shown on request only.")
            if entry.access is Access.ON_REQUEST
            else say("It is shown to the auditor only.")
        )
    if entry.url is not None:
        return say("It is a page on the web: {url}", url=entry.url)
    if entry.file is None:
        return say("It is kept elsewhere: {place}", place=entry.place or "")
    return None if item.state in _THERE else say("Its state is: {state}.", state=item.state.value)


def manifest(assessment: Assessment, audience: Audience, history: History, members: Mapping[str, bytes], words: Words) -> bytes:
    """Return MANIFEST.json: whose, of which day, from which commit; each file with its digest; what is left out and why."""
    behind = {copy.name: copy.evidence for copy in copies(assessment, audience)}
    kept_back = [(item, reason) for item in assessment.evidence if (reason := left_out(item, audience)) is not None]
    told = {
        "schema": SCHEMA,
        "organisation": assessment.organisation.name,
        "audience": audience.value,
        "day": assessment.on.isoformat(),
        "edition": assessment.edition.name.value,
        "commit": history.version.commit if history.version else None,
        "uncommitted": sorted(history.uncommitted) if audience is Audience.INTERNAL else len(history.uncommitted),
        "files": [
            {"name": name, "bytes": len(data), "sha256": sha256(data).hexdigest(), "evidence": behind.get(name)}
            for name, data in sorted(members.items())
        ],
        "left_out": [
            {"evidence": item.evidence.id, "title": item.evidence.title, "reason": words(reason)}
            for item, reason in kept_back
            if may_see(item.evidence, audience)
        ],
        "not_named": sum(not may_see(item.evidence, audience) for item, _ in kept_back),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
