"""Indicators as people write them: `Ind. 9`, `4 et 8`, `23 à 25`, `C3-I9`, `3-12`, `7.32`, `12 :
Engagement (plus de 2 jours)`.

An indicator is a number of the newest edition that stands for one. Not: a criterion, a version, a
code, a figure in a sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.intake.phrases import cut, normalized
from preuve.model.standard import EditionName, load_edition, newest_edition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from preuve.core.words import Message

_NEWEST = newest_edition()
INDICATORS = tuple(_NEWEST.by_number())
CRITERIA = {
    criterion.number: {indicator.number for indicator in _NEWEST.indicators_of(criterion.number)}
    for criterion in _NEWEST.criteria
}
"""The indicators of each criterion."""


class Indicators(NamedTuple):
    """What a text names."""

    numbers: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()
    problem: Message | None = None
    """Why nothing is taken from it; None where it is just empty."""

    def texts(self) -> str:
        """Return them as the index writes them."""
        return ", ".join([*map(str, self.numbers), *self.clauses])


class Numbering(NamedTuple):
    """How a column writes indicators, as all its values together tell."""

    pairs: str = "doubt"
    """What `3-12` means: `codes` (criterion and indicator), `ranges`, or `doubt`."""


_WORD = r"(?:indicateurs?|indicators?|indic|inds?|i)"
_PREFIX = re.compile(
    rf"(?<![a-z]){_WORD}\s*\.?\s*(?:n[°ºo]\s*|num[ée]ro\s*)?[:.]?\s*(?=\d)", re.IGNORECASE
)
_CODE = re.compile(
    r"(?<![a-z\d])c(?:rit(?:[èe]re)?)?\.?\s*(\d)\s*[-–—._/ :]*\s*"
    + _WORD
    + r"\s*\.?\s*(?:n[°o]\s*)?(\d{1,2})(?!\d)"
    r"|(?<![a-z\d])c(\d)\s*[-–._]\s*(\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(?<![\d.,-])(\d{1,2})\s?([-–.])\s?(\d{1,2})(?![\d]|[-–.]\d)")
_CLAUSE = re.compile(r"(?<![\d.])([1-9]\d?)\.([a-z][a-z0-9-]{2,40})(?![\w])")
_ADDRESS = re.compile(r"\(?https?://[^\s),]*\)?,?")
_NONE = re.compile(
    r"^(\?+|-+|–|n/?a|je ne sais pas|nsp|ne sait pas|a definir|a preciser|inconnu|aucun|aucune|"
    r"sans|neant|todo|tbd|unknown|none)$"
)
_LASTS = "|".join(str(load_edition(name).indicators[-1].number) for name in EditionName)
_ALL = re.compile(
    rf"^(tous|toutes|tout|all|ensemble|transversal|transverse|general|generalites|1 a ({_LASTS})|"
    r"tous (les )?(indicateurs|criteres))( les indicateurs)?$"
)
_SEPARATORS = r"(?:\s*(?:,|;|/|&|\+|\n|\bet\b|\band\b|\bou\b)\s*)"
_RANGE = r"\s*(?:\b(?:à|a|to|au|jusqu.?[àa])\b|->|→|…|\.\.\.?)\s*"


_ANY = Numbering()


def read_indicators(text: str, numbering: Numbering = _ANY, *, dated: bool = False) -> Indicators:
    """Return the indicators that a cell names.

    Args:
        text: the cell's text.
        numbering: how its column writes them.
        dated: whether the cell holds a date: programs make one of `1-2`.

    """
    if dated:
        return Indicators(
            problem=say(
                "“{text}” is a date here: the program made one of a reference", text=cut(text)
            )
        )
    bare = _ADDRESS.sub(" ", text).strip()
    words = normalized(bare)
    if not words or _NONE.match(words):
        return (
            Indicators(problem=say("“{text}” names no indicator", text=cut(text)))
            if words or bare.strip("?-– ") != bare
            else Indicators()
        )
    if _ALL.match(words):
        return Indicators(problem=say("“{text}” names no indicator: which ones?", text=cut(text)))
    clauses = tuple(
        dict.fromkeys(f"{int(number)}.{name}" for number, name in _CLAUSE.findall(bare))
    )
    bare = _CLAUSE.sub(" ", bare).strip(" ,;/&+")
    bare = re.sub(r"^\[\s*([^\[\]]*?)\s*\]|^(\d{1,2})\s*\)$", r"\1\2", bare)
    bare = re.sub(
        r"\([^()]*\)",
        lambda match: match[0] if re.fullmatch(r"\(\s*\d[\d\s,;/&età-]*\)", match[0]) else " ",
        bare,
    )
    bare = re.sub(r"(?i)^(\W*(?:ind\w*\W*)?\d{1,2})\s?(?:[a-d]|bis|ter)$", r"\1", bare)
    read = _labelled(bare) or _coded(bare) or _prefixed(bare, numbering) or _bare(bare, numbering)
    if read is None:
        return (
            Indicators((), clauses)
            if clauses
            else Indicators(problem=say("“{text}” names no indicator", text=cut(text)))
        )
    if read.problem is not None:
        return read
    if outside := [number for number in read.numbers if number not in INDICATORS]:
        return Indicators(
            problem=say("{number} in “{text}” is no indicator", number=outside[0], text=cut(text))
        )
    return Indicators(tuple(sorted(set(read.numbers))), clauses)


def _labelled(text: str) -> Indicators | None:
    """Return what several numbers with a label each name: `12 - Engagement, 13 - Coordination`."""
    parts = re.split(r"[,;\n]\s*(?=\d{1,2}\s*[-–:)]\s*[^\W\d]{2})", text)
    heads = [re.match(r"\W*(\d{1,2})\s*[-–:)]\s*[^\W\d]{2}", part) for part in parts]
    if len(parts) < 2 or not all(heads):
        return None
    return Indicators(tuple(int(head[1]) for head in heads if head))


def _coded(text: str) -> Indicators | None:
    """Return what codes with a letter for the criterion name:
    C3-I9, C6-I23 à C6-I25, Critère 2, Indicateur 4.
    """
    codes = list(_CODE.finditer(text))
    if not codes:
        return None
    pairs = [(int(code[1] or code[3]), int(code[2] or code[4])) for code in codes]
    for criterion, number in pairs:
        if number not in CRITERIA.get(criterion, ()):
            return Indicators(problem=_contradiction(criterion, number))
    numbers = [number for _criterion, number in pairs]
    if len(codes) == 2 and re.fullmatch(
        _RANGE + r"|\s*[-–]\s*", text[codes[0].end() : codes[1].start()], re.IGNORECASE
    ):
        return _from_to(numbers[0], numbers[1], text)
    tail = re.match(
        rf"(?:{_SEPARATORS}(?:{_WORD}\s*\.?\s*)?\d{{1,2}}(?!\d))+",
        text[codes[-1].end() :],
        re.IGNORECASE,
    )
    more = map(int, re.findall(r"\d+", tail[0])) if tail else ()
    return Indicators((*numbers, *more))


def _contradiction(criterion: int, number: int) -> Message:
    return say(
        "indicator {number} does not belong to criterion {criterion}",
        number=number,
        criterion=criterion,
    )


def _prefixed(text: str, numbering: Numbering) -> Indicators | None:
    """Return what stands behind a word for “indicator”: IND 9-10-11, Ind. 5 et 6 :
    Objectifs, Indicateur 12 - (2 jours).
    """
    numbers: list[int] = []
    for prefix in _PREFIX.finditer(text):
        group = re.match(
            rf"\d{{1,2}}(?!\d)(?:(?:{_SEPARATORS}|{_RANGE}|"
            rf"[-–](?=\d)|\s+(?=\d{{1,2}}(?:\s*$|\s[-–:]|\s+\d{{1,2}}(?!\d))))(?:{_WORD}\s*\.?\s*)?\d{{1,2}}(?!\d|\s*(?:jours?|heures?|h\b|ans?|"
            r"mois|%)))*",
            text[prefix.end() :],
            re.IGNORECASE,
        )
        if group is None:
            continue
        read = _group(group[0], numbering, prefixed=True)
        if read.problem is not None:
            return read
        numbers += read.numbers
    return Indicators(tuple(numbers)) if numbers else None


def _bare(text: str, numbering: Numbering) -> Indicators | None:
    """Return what a text of numbers names, or numbers at its head before a label."""
    text = re.sub(r"(?i)\bn[°ºo]\s*(?=\d)|#(?=\d)|\bnum[ée]ros?\s*(?=\d)", "", text).strip()
    item = r"\d{1,2}(?:\s?[-–.]\s?\d{1,2})*(?!\d)"
    listed = re.match(
        rf"({item}(?:(?:{_SEPARATORS}|{_RANGE}|\s+){item})*)\s*(?:$|(?:\s[-–—:|]|[:)]|"
        rf"\.\s)\s*(?=\D)|\s+(?=[^\W\d]{{2,}}\s*[^\W\d]))",
        text,
        re.IGNORECASE,
    )
    if listed is None:
        return None
    rest = text[listed.end() :]
    if rest and re.match(
        r"(?i)(jours?|heures?|h|ans?|mois|fiches?|stagiaires?|preuves?|documents?|pages?|%)\b", rest
    ):
        return None
    return _group(listed[1], numbering, prefixed=False)


def _group(text: str, numbering: Numbering, *, prefixed: bool) -> Indicators:
    text = re.sub(rf"(?i){_WORD}\s*\.?\s*(?=\d)", "", text)
    if ends := re.fullmatch(rf"\s*(\d{{1,2}}){_RANGE}(\d{{1,2}})\s*", text, re.IGNORECASE):
        return _from_to(int(ends[1]), int(ends[2]), text)
    numbers: list[int] = []
    text = re.sub(
        rf"(\d){_RANGE}(?=\d)", r"\1…", re.sub(r"\s*([-–.])\s*", r"\1", text), flags=re.IGNORECASE
    )
    for part in re.split(rf"{_SEPARATORS}|\s+(?=\d)", text):
        if ends := re.fullmatch(r"(\d{1,2})…(\d{1,2})", part):
            read = _from_to(int(ends[1]), int(ends[2]), text)
        elif re.fullmatch(r"\d{1,2}(?:[-–]\d{1,2}){2,}", part):
            read = Indicators(tuple(map(int, re.findall(r"\d+", part))))
        elif pair := _PAIR.fullmatch(part):
            read = _pair(int(pair[1]), pair[2], int(pair[3]), numbering, prefixed=prefixed)
        elif part.isdecimal():
            read = Indicators((int(part),))
        else:
            read = Indicators(problem=say("“{text}” names no indicator", text=cut(text)))
        if read.problem is not None:
            return read
        numbers += read.numbers
    return Indicators(tuple(numbers))


def _from_to(first: int, last: int, text: str) -> Indicators:
    if not _is_range(first, last):
        return Indicators(problem=say("“{text}” is no range of indicators", text=cut(text)))
    return Indicators(tuple(range(first, last + 1)))


def _is_range(first: int, last: int) -> bool:
    return first < last and {first, last}.issubset(INDICATORS)


def _pair(first: int, sign: str, last: int, numbering: Numbering, *, prefixed: bool) -> Indicators:
    """Return what two numbers joined by a sign mean:
    criterion and indicator, from one to another, or one and the next.
    """
    coded = last in CRITERIA.get(first, ())
    text = f"{first}{sign}{last}"
    if sign == ".":
        return Indicators((last,)) if coded else Indicators(problem=_contradiction(first, last))
    if prefixed and (last == first + 1 or not coded):
        return _from_to(first, last, text)
    if numbering.pairs == "codes" and not prefixed:
        return Indicators((last,)) if coded else Indicators(problem=_contradiction(first, last))
    if not coded or numbering.pairs == "ranges":
        return _from_to(first, last, text)
    return Indicators(
        problem=say(
            "“{text}” may be criterion {first}, indicator {last}, or indicators {first} to {last}",
            text=text,
            first=first,
            last=last,
        )
    )


def numbering_of(
    texts: Iterable[str], *, heading: str, criterion_of: Callable[[int], int | None]
) -> Numbering:
    """Return how a column writes its pairs, by all of them together.

    Args:
        texts: the column's values, row by row.
        heading: the column's heading; one that names the criterion says that it is part of the
            code.
        criterion_of: the criterion that the row says, by its position.

    """
    codes = ranges = fitting = total = 0
    for position, text in enumerate(texts):
        for pair in _PAIR.finditer(text):
            first, last = int(pair[1]), int(pair[3])
            total += 1
            fitting += criterion_of(position) == first
            codes += last in CRITERIA.get(first, ())
            ranges += _is_range(first, last)
    if not total:
        return Numbering()
    explicit = (
        re.search(r"crit\w*\W+ind|^c\W*i$|c-i\b", normalized(heading).replace(" ", "-")) is not None
    )
    if explicit or fitting * 2 > total or (codes * 10 >= total * 6 and ranges < total):
        return Numbering("codes")
    return (
        Numbering("ranges")
        if codes == 0 or (ranges == total and codes * 2 < total)
        else Numbering()
    )
