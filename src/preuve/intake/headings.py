"""What headings of columns say: a large vocabulary of the trade, where the longest known phrase
wins.

Roles exclude each other. A deadline, an end of validity, a next review or the day of a record are
never the proof's own date, however alike their words are.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from preuve.intake.indicators import INDICATORS
from preuve.intake.phrases import normalized, words


class Role(StrEnum):
    """What a column tells."""

    ID = "id"
    NUMBER = "number"
    """A number of order, or of the indicator: its values decide."""
    INDICATOR = "indicators"
    CRITERION = "criterion"
    WORDING = "wording"
    """The indicator's own text."""
    TITLE = "title"
    EXPECTED = "expected"
    WHERE = "where"
    TOOL_LINK = "tool_link"
    """The record's own address in a tool: a place where nothing better is said."""
    OWNER = "owner"
    WRITER = "writer"
    APPROVER = "approver"
    DEPUTY = "deputy"
    DATED = "dated"
    OTHER_DATE = "other_date"
    """A date of something that is not known to be the proof."""
    UNTIL = "valid_until"
    EVERY = "review_every"
    NEXT_REVIEW = "next_review"
    LAST_REVIEW = "last_review"
    DEADLINE = "deadline"
    FILED = "filed"
    RECORD = "record"
    """What a tool notes of its own records: who and when."""
    STATUS = "status"
    DONE = "done"
    CONFORMITY = "conformity"
    APPROVED_ON = "approved_on"
    ARCHIVED = "archived"
    STAGE = "stage"
    KIND = "kind"
    VERSION = "version"
    ACCESS = "access"
    SESSION = "session"
    NOTE = "note"
    ACTION = "action"
    PEOPLE = "people"
    UNUSED = "unused"
    # of training sessions
    SESSION_TITLE = "session_title"
    CATEGORY = "category"
    STARTS = "starts"
    ENDS = "ends"
    SPAN_OF_DAYS = "days"
    HEADCOUNT = "headcount"
    PRESENT = "present"
    TRAINER = "trainer"
    SUBCONTRACTOR = "subcontractor"
    SITE = "site"
    OFFER = "offer"
    YEAR = "year"
    FIGURE = "figure"
    """A figure of a session that the manual does not keep: hours, drop-outs, amounts."""


class Claim(NamedTuple):
    """What a heading is taken for."""

    role: Role
    rank: int
    """How surely its words mean the role: 3 surely, 1 only where nothing better is there."""
    whole: bool
    """Whether the phrase is the whole heading."""


def _table() -> dict[tuple[str, ...], tuple[Role, int]]:
    """Return the phrases of headings.txt, each with the role that it claims and how surely."""
    text = Path(__file__).with_name("headings.txt").read_text(encoding="utf-8")
    phrases: dict[tuple[str, ...], tuple[Role, int]] = {}
    for name, rank, listed in re.findall(r"(?m)^([A-Z_]+) (\d):\n((?:  .*\n)+)", text):
        for phrase in " ".join(listed.split()).split("|"):
            phrases.setdefault(words(phrase) or (phrase.strip(),), (Role[name], int(rank)))
    return phrases


_KNOWN = _table()
_LONGEST = max(map(len, _KNOWN))
_BARE = {
    "dates": Role.SPAN_OF_DAYS,
    "du": Role.STARTS,
    "au": Role.ENDS,
    "ou": Role.WHERE,
    "ou ?": Role.WHERE,
    "qui": Role.OWNER,
    "qui ?": Role.OWNER,
}
"""Headings that are one small word: it says nothing inside a longer one."""
_PAIR = re.compile(r"^(f|formalis\w*)\s*(/|-|ou|et)?\s*(m|mo|mis\w*.*|i|r)$")
_ASKING = frozenset(
    re.findall(
        r"\w+",
        "quel quelle est sont se trouve trouver peut on vous vous nous comme elle il y qui "
        "que presentez avez what which is are can it we you your ",
    )
)
"""Words of a heading that is a question: they say nothing of what is asked."""
_OF_A_PROOF = frozenset(
    re.findall(
        r"\w+",
        "date preuve document doc piece justificatif fichier element jj mm aaaa jjmmaaaa "
        "format fr day proof evidence file figurant indique inscrit mentionne porte sur ",
    )
)
"""Words beside “date” that leave it the proof's own: a date of anything else is not."""


@lru_cache(maxsize=4_000)
def claim(heading: str) -> Claim | None:
    """Return what a heading says; None where no phrase of it is known."""
    text = normalized(heading)
    if text in _BARE:
        return Claim(_BARE[text], 3, whole=True)
    if _PAIR.match(text):
        return Claim(Role.STAGE, 3, whole=True)
    if re.match(r"(?i)\W*où\b", heading):
        return Claim(Role.WHERE, 3, whole=True)
    outside = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading)
    return _longest(words(outside)) or _longest(words(heading))


def _longest(found: tuple[str, ...]) -> Claim | None:
    found = tuple(word for word in found if word not in _ASKING) or found
    best: tuple[int, int, int, Role] | None = None
    for start in range(len(found)):
        for end in range(min(len(found), start + _LONGEST), start, -1):
            known = _KNOWN.get(found[start:end])
            if known is not None and (best is None or (end - start, known[1], -start) > best[:3]):
                best = (end - start, known[1], -start, known[0])
    if best is None or (
        best[0] == 1 and len(found) > 4 and best[3] not in {Role.INDICATOR, Role.TITLE}
    ):
        return None
    whole = best[0] == len(found)
    if (
        best[3] is Role.DATED
        and best[0] == 1
        and not all(word in _OF_A_PROOF or word.isdecimal() for word in found)
    ):
        return Claim(Role.OTHER_DATE, best[1], whole=whole)
    return Claim(best[3], best[1], whole=whole)


_SERIES = re.compile(r"(.*\D)\s*(?:n[°o]\s*)?(\d{1,2}|(?<= )[a-f])\W*")


def numbered(heading: str) -> tuple[str, str] | None:
    """Return the words and the number of a heading of a series: `Preuve 2`, `Lien n°2`."""
    found = _SERIES.fullmatch(normalized(heading).replace(" numero ", " "))
    return (found[1].strip(), found[2]) if found and words(found[1]) else None


_NUMBER = re.compile(r"(?i)(?:ind(?:icateur|ic)?\.?\s*|i\.?\s*)?(\d{1,2})")


def indicator_of_column(heading: str) -> int | None:
    """Return the indicator that a column of a matrix stands for: `12`, `Ind. 12`, `I12`."""
    found = _NUMBER.fullmatch(heading.strip())
    return int(found[1]) if found and int(found[1]) in INDICATORS else None
