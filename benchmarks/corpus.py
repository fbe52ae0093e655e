"""What every tool is given at each size: requirements, proofs,
and which proof serves which requirement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

INDICATORS = 32
"""What the national standard asks for: the requirements of a Preuve manual, at every size."""


class Size(NamedTuple):
    """A size of the design's table."""

    name: str
    requirements: int
    """Requirements of the peers, and pages of the manual (but never
    fewer than the manual's own).
    """
    proofs: int


SIZES = {
    size.name: size
    for size in (Size("S", 32, 100), Size("M", 320, 1_000), Size("L", 3_200, 10_000))
}


class SnapshotEntry(NamedTuple):
    """One proof and the requirement it serves, both counted from 1."""

    number: int
    requirement: int

    @property
    def title(self) -> str:
        """Return a title as long as those that people write."""
        return (
            f"{_KINDS[self.number % len(_KINDS)]} of session "
            f"{2026 - self.number % 2}-A{self.number:05}"
        )


_KINDS = (
    "Attendance sheets signed by half-day",
    "Needs analysis with its conclusions",
    "Satisfaction survey and what was decided on it",
    "Programme with objectives and assessment table",
    "Minutes of the yearly review",
)

TEXT = (
    "The head of teaching talks with the firm for half an hour before there is any offer, the "
    "trainer with each learner; "
    "the conclusions are written down, agreed to in writing, and kept with the session."
)
"""The words of a requirement or of a page."""


def proofs(size: Size, requirements: int, *, gap: bool) -> Iterator[SnapshotEntry]:
    """Yield the proofs in the order of the requirements they serve;
    with a gap, none serves the last requirement.
    """
    for number in range(1, size.proofs + 1):
        requirement = (number - 1) * requirements // size.proofs + 1
        if not (gap and requirement == requirements):
            yield SnapshotEntry(number, requirement)
