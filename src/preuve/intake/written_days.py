"""Days, periods and lengths of time as people write them. What is no day is said to be none:
nothing is rounded to one.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from preuve.core import synonyms
from preuve.intake.phrases import plain


class Sort(StrEnum):
    """What a text of a date column is."""

    DAY = "day"
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
    plain(name): number
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
    r"(?i)(?<![\d/.-])\d{1,2}(?:[/.]\d{1,2})?\s*(?:[-–]|au|et|to|"
    r"&)\s*\d{1,2}\s?[/.]\s?\d{1,2}[/.]\d{2,4}"
)
_YEARS = range(1990, 2100)


def read_day(text: str, *, month_first: bool = False) -> DayReading:
    """Return the one day that a text names, in whatever way; else what it is instead.

    Args:
        text: such as `12/03/2026`, `vendredi 6 mars 2026`, `signé le 3.6.26`, `T2 2026`.
        month_first: whether the column writes the month before the day.

    """
    if not text.strip() or plain(text) in {
        "",
        "na",
        "n a",
        "sans objet",
        "aucune",
        "aucun",
        "neant",
        "so",
        "non date",
        "inconnue",
    }:
        return DayReading(Sort.NOTHING)
    words = re.sub(r"\b(\d)er\b", r"\1er", plain(text))
    dates: list[date | None] = [_date(year, month, day) for year, month, day in _ISO.findall(text)]
    if not dates:
        for first, second, year in _FIGURES.findall(text):
            day, month = (second, first) if month_first else (first, second)
            dates.append(_date(year, month, day))
    if not dates:
        dates = [
            _date(year, str(_MONTHS[month]), day) for day, month, year in _WORDS.findall(words)
        ]
    if not dates:
        dates = [
            _date(year, str(_MONTHS[month]), day)
            for month, day, year in _MONTH_FIRST.findall(words)
        ]
    days = {day for day in dates if day is not None}
    if _OPEN.search(words) or _FROM_TO.search(
        text
    ):  # from, until, several days: not the day of one paper
        return DayReading(Sort.WORDS)
    if len(days) == 1 and None not in dates:
        return DayReading(Sort.DAY, days.pop())
    if dates:
        return DayReading(Sort.IMPOSSIBLE if not days else Sort.WORDS)
    return DayReading(Sort.PERIOD if _PERIOD.match(words) else Sort.WORDS)


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
    words = plain(text)
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
    match = re.fullmatch(rf"(\d{{1,3}}|{'|'.join(_FIGURE_WORDS)})? ?({'|'.join(_UNITS)})s?", words)
    if match is None:
        return None
    unit = _UNITS[match[2]]
    count = (
        1 if not match[1] else int(match[1]) if match[1].isdecimal() else _FIGURE_WORDS[match[1]]
    )
    return f"{count * unit[0]} {unit[1]}" if count else None
