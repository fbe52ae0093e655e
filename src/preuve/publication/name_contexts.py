"""Where a name stands: beside a civility, a label or another name; or where it is none, though its
letters are there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from preuve.publication.folding import unaccented
from preuve.publication.names import (
    ORDINARY,
    PARTICLES,
    cuts,
    spellings,
    without_particles,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.publication.names import NameForm

_BLANK = "[ \u00a0\u202f]"
_ANOTHER = r"(?:[a-z]{1,3}[ -])?[A-Z][\w'’-]*"
"""Another name beside the one looked for, “Roca”, “el-Hadj”."""
_WITHIN = rf"(?:{_ANOTHER}|[A-Z]\.|nee|epouse|veuve|dite?|[«\"“(][^«»\"“”()\n]{{1,24}}[»\"”)])"
"""What stands between a first name and a last one: “A.”, “née”, “« Lolo »”."""
_CIVILITY = rf"\b(?:M|[Mm](?:r|me|lle|elle|s|onsieur|adame|ademoiselle)|Dr|Me|MME|MLLE)\.?{_BLANK}"
_SEVERAL = rf"\b(?:MM|Mmes|MMES|Mlles|[Mm]essieurs|[Mm]esdames)\.?{_BLANK}"
_AND = rf"(?:,{_BLANK}?(?:(?:et|and){_BLANK})?|{_BLANK}(?:et|and|&){_BLANK}|{_BLANK}?/{_BLANK}?)"
_TITLE = rf"(?:le{_BLANK}|la{_BLANK}|l['’])[\w-]+(?:{_BLANK}[a-z][\w-]+)?{_BLANK}"
"""“Madame la directrice adjointe”, without the civility."""
_PERSON = (
    r"(?:[Aa]nimat|[Cc]oordinat|[Dd]irect|[Ff]ormat)(?:eur|rice)|[Cc]omptable|[Cc]onseill(?:er|ere)"
    r"|[Gg]erante?|[Pp]residente?|[Pp]sychologue|[Rr]eferente?|[Rr]esponsable|[Ss]ecretaire"
    r"|[Tt]ut(?:eur|rice)"
)
_GIVEN_LABEL = r"(?i:prenoms?|(?:first|given)[ _]?names?)"
_LAST_LABEL = r"(?i:nom(?:[ _]de[ _](?:famille|naissance))?|sur ?name|(?:last|family)?[ _]?name)"
_CELL = r"(?:(?:\s?[;\t|]\s?[^;\t|\n]{0,40}){1,2}\s?[;\t|]\s?|(?:,[^,\s][^,\n]{0,40}){1,2},(?=\S))"
_LINES = r"\s*\n(?:[^\n]{0,40}\n){1,2}\s*"
"""Cells of a table that have become lines, between those that are looked for."""
_SIGNED = r"(?:[Ss]ignee?|(?i:anime|approuve|etabli|presente|redige|valide|verifie)e? par)"
_PLACE = (
    r"(?i:rue|avenue|av\.?|place|boulevard|bd|lycee|college|ecole|hopital|sainte?|espace|salle|cite"
    r"|fondation|institut|gare|square|quai|impasse|allee|residence|centre|pont|port|ile|cours|campus"
    r"|maison|musee|stade|theatre|eglise|parc|chateau|mont|ville|fete)"
    r"(?:[ -](?:de|du|des|la|le|les|l['’]))*[ '’-]\Z"
)
"""What is called after somebody: a first name there is not the one looked for."""
_AROUND = 120
"""Signs before and after a last name that are looked at."""
_SHORTEST = 3


class NameContext(NamedTuple):
    """A name whose words stand apart, or whose last name stands beside what makes it a person's."""

    anchors: frozenset[str]
    """Folded words of which one stands wherever the name does."""
    last: re.Pattern[str]
    whole: re.Pattern[str]

    def stands_in(self, text: str) -> bool:
        """Return whether the name stands in a text; the time grows with its length."""
        plain = _for_initials(text)
        return any(
            self.whole.search(plain, max(0, match.start() - _AROUND), match.end() + _AROUND)
            for match in self.last.finditer(plain)
        )


def context(name: str) -> NameContext | None:
    """Return how a name is seen by what stands around it; None for one word, which is seen alone.

    Args:
        name: first and last names, whichever comes first.

    """
    names = [
        (first, last, without_particles(last))
        for words in spellings(name)
        for first, last in cuts(words)
    ]
    names = [(first, last, bare) for first, last, bare in names if len("".join(bare)) >= _SHORTEST]
    if not names:
        return None
    whole = "|".join(pattern for parts in names for pattern in _patterns(*parts))
    last = "|".join(dict.fromkeys(rf"\b{_written(bare)}\b" for _, _, bare in names))
    anchors = frozenset(bare[0] for _, _, bare in names)
    return NameContext(anchors, re.compile(last), re.compile(whole))


def _patterns(first: list[str], last: list[str], bare: list[str]) -> Iterator[str]:
    """Yield how a name is written: with another name in it, under labels, in a table, after
    civilities and functions.
    """
    given, short = _written(first), _written(bare)
    surname = rf"(?:{_written(last)}|{short})\b"
    alone = rf"{surname}(?!{_BLANK}[A-Z][a-z])"
    yield rf"\b{given}[ -]{_WITHIN}[ -]{surname}"
    yield rf"\b{short}[ -]{_ANOTHER}{_BLANK}{given}\b"
    yield rf"\b{short}[\W_]{{1,12}}{_GIVEN_LABEL}[\W_]{{1,6}}{given}\b"
    yield rf"\b{given}[\W_]{{1,12}}{_LAST_LABEL}[\W_]{{1,6}}{surname}"
    yield rf"\b{given}{_CELL}{surname}|\b{short}{_CELL}{given}\b"
    yield rf"(?m:^\s*{given}{_LINES}{surname}\s*$|^\s*{short}{_LINES}{given}\s*$)"
    yield rf"{_SEVERAL}(?:{_ANOTHER}{_AND}){{1,8}}{alone}"
    yield rf"{_CIVILITY}(?:{_TITLE}|[A-Z][\w'’]*-){surname}"
    if bare[0] not in ORDINARY:
        before = rf"(?:{_SIGNED}|(?:{_PERSON})(?:{_BLANK}[a-z]\w+)?)"
        yield rf"\b{before}{_BLANK}?(?:[:–-]{_BLANK}?)?{alone}"


def _written(words: list[str]) -> str:
    """Return a pattern of a name's words, each but a particle with its capital."""
    return r"[ '’.\u00a0-]{1,3}".join(
        f"(?i:{word})" if word in PARTICLES else f"{word[0].upper()}(?i:{word[1:]})"
        for word in words
    )


def is_another(form: NameForm, text: str) -> bool:
    """Return whether what was found is no name: an everyday word that begins a sentence, a street,
    an article before an apostrophe, “À Tours” for “A. Tours”.

    Args:
        form: what was found, folded.
        text: the text as it stands, where it was found.

    """
    words = form.words.split()
    if form.capitals == (False,):  # a handle, “eloisemuller”
        return False
    if len(words) == 1:
        return _is_no_person(words[0], _for_initials(text))
    if len(words[0]) == 1:
        initial = rf"(?<![\w'’]){words[0].upper()}[^\w'’]+{_written(words[1:])}"
    elif len(words[-1]) == 1:
        initial = rf"{_written(words[:-1])}[^\w'’]+{words[-1].upper()}(?!['’\w])"
    else:
        return False
    return re.search(initial, _for_initials(text)) is None


def _is_no_person(word: str, plain: str) -> bool:
    """Return whether a word is nowhere in a text somebody's name."""
    for match in re.finditer(rf"(?<![\w-]){_written([word])}(?![\w-])", plain):
        before = plain[max(0, match.start() - 40) : match.start()]
        begins = word in ORDINARY and not re.search(r"[a-z,](?:['’]|\s)+\Z", before)
        if not begins and not re.search(_PLACE, before):
            return False
    return True


@lru_cache(maxsize=4)
def _for_initials(text: str) -> str:
    """Return a text without accents, and without the capital of “À”, which is no initial."""
    return unaccented(text.replace("À ", "· "))
