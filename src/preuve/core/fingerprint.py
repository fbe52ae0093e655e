"""What makes a finding the same finding on another day, in another language, after lines have
moved.

A finding is told by its rule, its file and the indicator or the proof it is about; where it is
about neither, by its words in English, without the days that stand in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.digest import digest_of
from preuve.core.words import Translator

if TYPE_CHECKING:
    from datetime import date

    from preuve.core.finding import Finding


class _Dayless(Translator):
    """English words in which every day reads the same."""

    def day(self, day: date) -> str:  # noqa: ARG002 - this is the point
        return "…"


def fingerprint(finding: Finding) -> str:
    """Return 16 hexadecimal digits; findings of one kind about one thing share them."""
    about_something = finding.indicator is not None or finding.evidence is not None
    parts = (
        finding.rule,
        finding.place.file,
        finding.clause or ("" if finding.indicator is None else str(finding.indicator)),
        finding.evidence or "",
        "" if about_something else _Dayless("en")(finding.message),
    )
    return digest_of("\0".join(parts).encode("utf-8", "replace"))[:16]
