"""Days, periods and lengths of time as people write them. What is no day is said to be none:
nothing is rounded to one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from preuve.core import synonyms
from preuve.intake.phrases import normalized


class Sort(StrEnum):
    """What a text of a date column is."""

    DAY = "day"
    SERIAL = "serial"
    """A day as the number by which spreadsheet programs keep it."""
    PERIOD = "period"
    IMPOSSIBLE = "impossible"
    NOTHING = "nothing"
    WORDS = "words"


class DayReading(NamedTuple):
    """What a text says of a day."""

    sort: Sort
    day: date | None = None


_SHORT = "janv jan|fevr fev feb|mar|avr apr||jun|juil jul|aug|sept sep|oct|nov|dec"
_MONTHS = {
    normalized(name): number
    for number, names in enumerate(zip(synonyms.MONTHS, _SHORT.split("|"), strict=True), 1)
    for name in " ".join(names).split()
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_FIGURES = re.compile(r"(?<![\d/])(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})(?!\d|/)")
_WORDS = re.compile(rf"(?<!\d)(\d{{1,2}})(?:er|e|st|nd|rd|th)?\s+({_NAMES})\s+(\d{{4}})(?!\d)")
_MONTH_FIRST = re.compile(rf"({_NAMES})\s+(\d{{1,2}})(?:st|nd|rd|th)?\s+(\d{{4}})(?!\d)")
_PERIOD = re.compile(
    rf"^(?:(?:{_NAMES})(?: (?:a|-|et) (?:{_NAMES}))? \d{{4}}|\d{{1,2}} \d{{4}}|\d{{4}} "
    rf"\d{{1,2}}|[st]\d \d{{2,4}}|\d{{4}} [st]\d"
    r"|[st]emestre \d \d{4}|trimestre \d \d{4}|\d(?:er|e|eme|nd)? (?:semestre|trimestre) \d{4}|"
    r"q\d \d{4}|\d{4} q\d|h\d \d{4}"
    r"|(?:rentree|ete|hiver|automne|printemps|fin|debut|courant|mi|annee|semaine \d+|spring|"
    r"summer|autumn|winter)(?: \w+)? \d{4}"
    r"|\d{4}|\d{4} \d{4})$"
)
_OPEN = re.compile(
    r"\ba partir\b|\bjusqu|\bavant\b|\bdepuis\b|\bprevu|\bvalable\b|\bechoit\b|\bexpire|"
    r"\buntil\b|\bbefore\b|\bsince\b|\bcourant\b|\bvers\b|\benviron\b"
)
_FROM_TO = re.compile(
    r"(?i)(?<![\d/.-])(\d{1,2})(?:er)?(?:[/.](\d{1,2}))?(?:[/.](\d{2,4}))?\s*"
    r"(?:[-–]|au|et|to|&)\s*(\d{1,2})\s?[/.]\s?(\d{1,2})[/.](\d{2,4})"
)
_FROM_TO_WORDS = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:er)?(?: ({_NAMES}))?(?: (\d{{4}}))? (?:(?:au|et|a|to|&) )?"
    rf"(\d{{1,2}})(?:er)? ({_NAMES}) (\d{{4}})"
)
_NO_DAY = frozenset(
    ["", "na", "n a", "sans objet", "aucune", "aucun", "neant", "so", "non date", "inconnue"]
)
_COMPACT = re.compile(r"(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])")
_SERIAL = re.compile(r"(3[6-9]|4\d|5[0-4])\d{3}")
_BEFORE_ALL = date(1899, 12, 30)
_YEARS = range(1990, 2100)


def read_day(text: str, *, month_first: bool = False) -> DayReading:
    """Return the one day that a text names, in whatever way; else what it is instead.

    Args:
        text: such as `12/03/2026`, `vendredi 6 mars 2026`, `signé le 3.6.26`, `T2 2026`.
        month_first: whether the column writes the month before the day.

    """
    if not text.strip() or normalized(text) in _NO_DAY:
        return DayReading(Sort.NOTHING)
    if _SERIAL.fullmatch(text.strip()):
        return DayReading(Sort.SERIAL, _BEFORE_ALL + timedelta(int(text)))
    if compact := _COMPACT.fullmatch(text.strip()):
        text = "-".join(compact.groups())
    words = re.sub(r"\b(\d)er\b", r"\1er", normalized(text))
    found = _dates(text, words, month_first=month_first)
    days = {day for day in found if day is not None}
    several = _FROM_TO.search(text) or _FROM_TO_WORDS.search(words)
    if _OPEN.search(words) or several:  # not the day of one paper
        return DayReading(Sort.WORDS)
    if len(days) == 1 and None not in found:
        return DayReading(Sort.DAY, days.pop())
    if found:
        return DayReading(Sort.IMPOSSIBLE if not days else Sort.WORDS)
    return DayReading(Sort.PERIOD if _PERIOD.match(words) else Sort.WORDS)


def read_days(text: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of `12-13/03/2026`, `18/05 au 20/05/2026`,
    `du 1er au 4 mars 2026`, or of one day; None for what cannot be read.
    """
    if found := _FROM_TO.search(text):
        first = (found[3] or found[6], found[2] or found[5], found[1])
        return _date(*first), _date(found[6], found[5], found[4])
    if found := _FROM_TO_WORDS.search(normalized(text)):
        month = str(_MONTHS[found[2] or found[5]])
        last = _date(found[6], str(_MONTHS[found[5]]), found[4])
        return _date(found[3] or found[6], month, found[1]), last
    day = read_day(text).day
    return day, day


def _dates(text: str, words: str, *, month_first: bool) -> list[date | None]:
    """Return the days that a text writes, in the first of the ways in which it writes any;
    None for one that does not exist.
    """
    if found := _ISO.findall(text):
        return [_date(year, month, day) for year, month, day in found]
    if found := _FIGURES.findall(text):
        pairs = [(second, first) if month_first else (first, second) for first, second, _y in found]
        return [
            _date(year, month, day)
            for (day, month), (_f, _s, year) in zip(pairs, found, strict=True)
        ]
    if found := _WORDS.findall(words):
        return [_date(year, str(_MONTHS[month]), day) for day, month, year in found]
    found = _MONTH_FIRST.findall(words)
    return [_date(year, str(_MONTHS[month]), day) for month, day, year in found]


def _date(year: str, month: str, day: str) -> date | None:
    number = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(number, int(month), int(day)) if number in _YEARS else None
    except ValueError:
        return None


def month_first(texts: list[str]) -> bool:
    """Return whether a column writes the month first:
    some day above 12 stands second, and none stands first.
    """
    pairs = [
        (int(first), int(second))
        for text in texts
        for first, second, _year in _FIGURES.findall(text)
    ]
    days_second = sum(second > _MOST_MONTHS for _first, second in pairs)
    return (
        days_second > 1
        and days_second * 4 >= len(pairs)
        and all(first <= _MOST_MONTHS for first, _second in pairs)
    )


_MOST_MONTHS = 12
_SPANS = {
    "quotidien": (1, "days"),
    "hebdomadaire": (1, "weeks"),
    "mensuel": (1, "months"),
    "bimestriel": (2, "months"),
    "trimestriel": (3, "months"),
    "quadrimestriel": (4, "months"),
    "semestriel": (6, "months"),
    "annuel": (12, "months"),
    "bisannuel": (24, "months"),
    "bi annuel": (24, "months"),
    "biennal": (24, "months"),
    "triennal": (36, "months"),
    "monthly": (1, "months"),
    "weekly": (1, "weeks"),
    "quarterly": (3, "months"),
    "half yearly": (6, "months"),
    "yearly": (12, "months"),
    "annual": (12, "months"),
    "tous ans": (12, "months"),
}
_UNITS = {
    "an": (12, "months"),
    "annee": (12, "months"),
    "year": (12, "months"),
    "mois": (1, "months"),
    "month": (1, "months"),
    "trimestre": (3, "months"),
    "semestre": (6, "months"),
    "semaine": (1, "weeks"),
    "week": (1, "weeks"),
    "jour": (1, "days"),
    "day": (1, "days"),
}
_FIGURE_WORDS = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "douze": 12,
    "dix huit": 18,
    "two": 2,
    "three": 3,
}


def read_span(text: str) -> str | None:
    """Return a length of time in the index's words (`12 months`); None where it names none."""
    words = normalized(text)
    if re.search(
        r"\b(2|deux|trois|3|4|plusieurs) fois\b|\bsi\b|besoin|occasion|apres chaque|a chaque", words
    ):
        return None
    words = re.sub(
        r"^(revue|revision|mise a jour|frequence|periodicite|duree|valable|validite|tous les|"
        r"toutes les|chaque|every|each|1 fois par|une fois par|par)\b ?",
        "",
        words,
    ).strip()
    words = re.sub(
        r"^(tous les|toutes les|chaque|every|each|1 fois par|une fois par|par) ", "", words
    )
    for word in (
        words,
        re.sub(r"(le|lement|les|s)$", "", words),
        re.sub(r"(lle|llement|lles)$", "", words),
        re.sub(r"(ls|x)$", "l", words),
    ):
        if word in _SPANS:
            return f"{_SPANS[word][0]} {_SPANS[word][1]}"
    found = re.fullmatch(rf"(\d{{1,3}}|{'|'.join(_FIGURE_WORDS)})? ?({'|'.join(_UNITS)})s?", words)
    if found is None:
        return None
    unit = _UNITS[found[2]]
    count = (
        1 if not found[1] else int(found[1]) if found[1].isdecimal() else _FIGURE_WORDS[found[1]]
    )
    return f"{count * unit[0]} {unit[1]}" if count else None
