"""What the name of a file or a folder says: its title, its days, its version, who is named in it,
the indicators.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from preuve.core.words import say
from preuve.editing.proposals import date_of
from preuve.intake.indicators import CRITERIA, INDICATORS, Indicators, read_indicators
from preuve.intake.phrases import cut, normalized
from preuve.intake.statuses import names_document
from preuve.intake.titles import without_indicator
from preuve.intake.written_days import read_day
from preuve.model.given_names import GIVEN_NAMES

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

    from preuve.core.words import Message

_SESSION = re.compile(
    r"(?<![A-Za-z0-9])((?=[A-Za-z0-9._-]*\d)[A-Z][A-Z0-9]{1,9}(?:[-.][A-Z0-9]{1,8}){1,4})(?![A-Za-z0-9])"
)
_VERSION = re.compile(
    r"(?i)[\s_\-.(]*\b(?:v(?:ersion)?|ind(?:ice)?|rev)[\s_.]?(\d{1,3}(?:\.\d{1,3})?)\b\)?"
)
_LOOSE = re.compile(
    r"(?i)[\s_\-(]*\b(final|finale|def|definitif|définitif|definitive|ok|valid[ée]e?|bis|new|"
    r"nouveau|nouvelle|last|vf|derniere version|dernière version|\(\d\))\b\)?"
)
_LATEST = re.compile(
    r"(?i)(?:^|[\s_(-])(?:vf|version finale|finale?|d[ée]finiti(?:f|ve))(?:$|[\s_).-])"
)
_ORDER = re.compile(r"^\d{1,2}[\s_.)-]+(?=\D)")
_UNTIL = re.compile(
    r"(?i)(valable|valide|validit[ée]|expire|jusqu|fin de validit|until|expir)\D*(\d{1,2}[-_. "
    r"/]\d{1,2}[-_. /]\d{4}|\d{4}[-_. ]\d{2}[-_. ]\d{2})"
)
_DATE = re.compile(
    r"(?<!\d)(?:20\d\d[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|"
    r"3[01])[-_. ](?:0?[1-9]|1[0-2])[-_. ](?:20\d\d))(?!\d)"
)
_SURNAME = r"[A-ZÀ-Ý]{2,}(?:-[A-ZÀ-Ý]{2,})?"
_FIRST_NAME = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?"
_SURNAME_FIRST = rf"(?=(?:^|[\s_-])({_SURNAME})[\s_]+({_FIRST_NAME})(?=$|[\s_.-]))"
_FIRST_SURNAME = r"(?=(?:^|[\s_-])([A-ZÀ-Ý][a-zà-ÿ]{2,})[\s_]+([A-ZÀ-Ý]{3,})(?=$|[\s_.-]))"
_ACRONYMS = re.compile(
    "CGV|CGU|RC|PRO|PDF|RGPD|CFA|VAE|BC|CV|FOAD|LMS|RNQ|DUERP|PV|CR|CPF|OPCO|AFEST|RI|DPC|PSH|TP|"
    "CQP|ERP|RH|QVT|IND|CCP|SST|TAB|VF|VSS|VHD"
)


class TreeFile(NamedTuple):
    """A file of a folder that somebody gave."""

    path: str
    """Below the folder that holds the folder given, as people see it."""
    folders: tuple[str, ...]
    name: str
    file: Path


def date_in(name: str) -> str | None:
    """Return the day that a name writes, as the index writes it."""
    found = _DATE.search(name)
    if found is None:
        return None
    day = date_of(re.sub(r"[_. ]", "-", found[0]))
    if day is None:
        day = read_day(re.sub(r"[-_. ]", "/", found[0])).day
    return day.isoformat() if day else None


def version_of(name: str) -> float | None:
    """Return the number of a version; of the last one, where it is called so, more than any."""
    stem = name.rpartition(".")[0] or name
    if _LATEST.search(stem):
        return math.inf
    found = _VERSION.search(stem)
    return float(found[1]) if found else None


def base_of(name: str) -> str:
    """Return a document's name without its version and what people add to the last one."""
    stem, _dot, _ending = name.rpartition(".")
    bare = re.sub(r"\(\d{1,2}\)", " ", stem or name)
    return normalized(_LOOSE.sub(" ", _VERSION.sub(" ", bare)))


def title_of(name: str, *, in_session: bool) -> str:
    """Return the title that a file's name makes: without day, indicator, number of order."""
    stem, dot, _ending = name.rpartition(".")
    bare = stem if dot else name
    bare = _UNTIL.sub(" ", bare) if _UNTIL.search(bare) else bare
    bare = _DATE.sub(" ", bare).replace("_", " ")
    bare = re.sub(r"(?i)\s*\b(du|le|au|sign[ée]e? le)\s*$", "", " ".join(bare.split()))
    if in_session or re.match(r"^\d{1,2}[\s.)-]+[^\W\d]", bare):
        bare = _ORDER.sub("", bare)
    bare = without_indicator(re.sub(r"\(\s*\)", " ", bare)).strip(" -–_.,")
    bare = " ".join(bare.split())
    return (bare[:1].upper() + bare[1:]) if bare else name


_OF_PLACES = frozenset(
    re.findall(
        r"\w+",
        "saint sainte st ste lycee college ecole rue place avenue boulevard salle quai square "
        "hopital institut fondation universite centre cfa greta chemin allee",
    )
)
"""What stands before a name that is a place's."""


def names_a_person(name: str) -> bool:
    """Return whether a file's name seems to name somebody: SURNAME First name, beside what such
    papers are called; or any first name that many bear.
    """
    stem = normalize("NFC", name.rpartition(".")[0] or name)
    terms = re.split(r"[^a-z]+", normalized(stem))
    if any(
        term in GIVEN_NAMES and _OF_PLACES.isdisjoint(terms[max(0, place - 2) : place])
        for place, term in enumerate(terms)
    ):
        return True
    pairs = [
        *re.findall(_SURNAME_FIRST, stem),
        *((surname, first) for first, surname in re.findall(_FIRST_SURNAME, stem)),
    ]
    return any(
        _ACRONYMS.fullmatch(surname) is None
        and re.search(r"[AEIOUYÀ-Ý]", surname)
        and not names_document(first)
        and not names_document(surname)
        for surname, first in pairs
    )


def last_day_in(name: str) -> tuple[str, str]:
    """Return the last good day that a name tells, and the name without it."""
    found = _UNTIL.search(name)
    if found is None:
        return "", name
    text = re.sub(r"[_. ]", "-", found[2])
    day = read_day(text if text.startswith("20") else text.replace("-", "/")).day
    return (day.isoformat() if day else ""), name.replace(found[0], " ")


def session_in(folder: str) -> str:
    """Return the code of a training session in a folder's name."""
    codes = [
        code
        for code in _SESSION.findall(folder)
        if re.search(r"[A-Z]{2,}", code) and not re.match(r"(IND|CRIT|C\d|V\d|IND\d)", code)
    ]
    return str(codes[-1]) if codes else ""


_OWN_NUMBER = re.compile(
    r"(?i)\W*(ind(icat(eur|or))?s?[\s._-]*\d|i\d{1,2}[\s_-]|c\d[\s._-]*i\d|\d\.\d{1,2}[\s_-])"
)
"""What a file's own name begins with, where it names its indicator."""


def indicators_of(file: TreeFile, flat: Container[str] = ()) -> tuple[Indicators, Message | None]:
    """Return the indicators that the nearest folder names, or the file's own name;
    and why they cannot be trusted.

    Args:
        file: the file.
        flat: the folders whose folders are numbered by indicator, without their criterion.

    """
    criterion: int | None = None
    for folder in file.folders:
        criterion = _criterion(folder) or criterion
    own = file.name.rpartition(".")[0]
    names = [
        (name, "/".join(file.folders[:depth]) in flat)
        for depth, name in reversed(list(enumerate(file.folders)))
    ]
    if _OWN_NUMBER.match(own):
        names.insert(0, (own, False))
    for name, numbered in names:
        allowed = CRITERIA[criterion] if criterion else INDICATORS if numbered else ()
        read = _named(name, allowed)
        if read is None:
            continue
        if read.problem is not None:
            return Indicators(), say("{why} (folder {folder})", why=read.problem, folder=cut(name))
        if criterion and read.numbers and not set(read.numbers) & CRITERIA[criterion]:
            return Indicators(), say(
                "indicator {number} does not belong to criterion {criterion}",
                number=read.numbers[0],
                criterion=criterion,
            )
        return read, None
    return Indicators(), None


def _criterion(folder: str) -> int | None:
    found = re.match(
        r"(?i)\W*(?:\d{1,2}\s*[-_.]\s*)?(?:crit[èe]re|criterion|crit\.?|c)\s*n?°?\s*(\d)(?!\d)",
        folder,
    )
    return int(found[1]) if found and int(found[1]) in CRITERIA else None


_HEAD = r"\W*(\d{1,2}(?:\s*[-,&+ ]\s*\d{1,2})*)(?!\d)(?:\s*[-–.:]\s*|\s+|$)(?!\d)"


def _named(folder: str, allowed: Container[int]) -> Indicators | None:
    """Return what a folder's name says of indicators; None where it says nothing of them.

    A number alone stands for one only where it is allowed: below its criterion, or beside many.
    """
    name = folder.replace("_", " ")
    if clause := re.match(r"\W*(\d{1,2}\.[a-z][a-z-]{2,})\b", name):
        return read_indicators(clause[1])
    if re.search(r"(?i)(?<![a-z])(ind(icateur|icator|ic)?s?|i)[\s.]*(n°\s*)?\d", name) or re.match(
        r"(?i)\W*c\d\s*[-.]?\s*i?\d", name
    ):
        return read_indicators(name)
    if code := re.match(r"\W*([1-7])\.(\d{1,2})(?!\d|\.)(?=$|\W|_)", name):
        return read_indicators(f"{code[1]}.{code[2]}")
    bare = re.match(_HEAD, name)
    numbers = tuple(map(int, re.findall(r"\d+", bare[1]))) if bare else ()
    if numbers and all(number in allowed for number in numbers):
        return Indicators(numbers)
    return None


_NUMBERED = re.compile(r"\W*(\d{1,2})(?!\d)(?:[\s_.-]|$)")
_ABOUT = re.compile(r"indicat|qualiopi|rnq|preuve|evidence|proof")
_MANY = 5
_BEYOND_CRITERIA = 12


def numbered_by_indicator(folders: tuple[str, ...], names: list[str]) -> bool:
    """Return whether the folders in a folder are numbered by indicator:
    many of them, beyond what criteria or an order of filing would need, below a folder that says
    what it is about.
    """
    if any(map(_criterion, folders)) or not _ABOUT.search(normalized(" ".join(folders))):
        return False
    numbers = {int(found[1]) for name in names if (found := _NUMBERED.match(name))}
    known = [number for number in numbers if number in INDICATORS]
    return len(known) >= _MANY and max(known) >= _BEYOND_CRITERIA and 2 * len(numbers) > len(names)
