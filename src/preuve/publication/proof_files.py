"""Which evidence files go into the site: those of the audience, approved and present."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from preuve.assess.assessment import EvidenceState
from preuve.model.registers.catalogue import REGISTER_OF_FILE
from preuve.publication.policy import COPIED_ACCESS, Thing, may

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preuve.assess.assessment import Assessment
    from preuve.model.organisation import Audience

PUBLISHABLE = frozenset({EvidenceState.CURRENT, EvidenceState.DUE_SOON, EvidenceState.EXPIRED})
_THERE = frozenset(EvidenceState) - {EvidenceState.MISSING_FILE}
"""The states of proofs whose file, if they name one, lies in the repository."""


def published(assessment: Assessment, audience: Audience) -> Iterator[str]:
    """Yield the files that the site holds, each once, in the index's order:
    for the team, all that are there.
    """
    seen: set[str] = set()
    states = _THERE if may(audience, Thing.INTERNAL) else PUBLISHABLE
    withheld = {
        assessed.evidence.file
        for assessed in assessment.evidence
        if assessed.evidence.access not in COPIED_ACCESS[audience]
    }
    withheld |= set(
        REGISTER_OF_FILE
    )  # a register has its page, which shows each audience what it may see
    for assessed in assessment.evidence:
        file = assessed.evidence.file
        # Two entries may name one file: the stricter of them decides.
        if (
            file is not None
            and assessed.state in states
            and file not in withheld
            and file not in seen
        ):
            seen.add(file)
            yield file


_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


def preview_kind(file: str) -> str | None:
    """Return how a browser can show a file inside a page:
    as a picture (`img`), as a page (`iframe`), or not at all (None).
    """
    name = file.lower()
    return "iframe" if name.endswith(".pdf") else "img" if name.endswith(_PICTURES) else None


def publish(assessment: Assessment, site: Path, audience: Audience) -> None:
    """Copy the audience's files into a built site, under the paths that the index gives them."""
    for file in published(assessment, audience):
        # A file under docs/ is already there, by its path below docs/; it is copied like the others
        # all the same.
        target = site / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(assessment.manual.root / file, target, follow_symlinks=False)
