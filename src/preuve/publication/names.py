"""A person's name as people write it: “NOM Prénom”, “Mme Nom”, an address made of a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from preuve.publication.folding import folded, listed, small

if TYPE_CHECKING:
    from collections.abc import Iterator


PARTICLES = frozenset(listed("de du des d la le les l van von der den di da do dos el al ben"))
_CIVILITIES = listed(
    "mme madame mlle melle mademoiselle m mr monsieur dr docteur me maitre mrs ms miss pr prof "
    "professeur mm messieurs mmes mesdames"
)
_FUNCTIONS = frozenset(
    listed("""
    accueil achats administrateur administratif administrative administration administrator
    adjoint adjointe animateur animatrice apprentissage assessment assistant assistante
    associate association bureau cadre charge chargee chef cheffe chief coach commercial
    commerciale communication comptabilite comptable conseil conseiller conseillere
    coordinateur coordination coordinator coordinatrice delegue deleguee directeur direction
    director directrice disability dirigeant dirigeante equipe financier financiere
    formateur formation formatrice founder gerant gerante gestion gestionnaire handicap head
    informatique ingenieur ingenieure lead management manager managing mobilite mobility
    office officer pedagogie pedagogique president presidente psychologue qualite quality
    referent referente responsable rh scolarite secretaire secretariat service staff suivi
    teacher teaching team trainer training tuteur tutrice
    """)
)
"""Words of functions, folded: what holds one of them names nobody."""
_SURNAMES = frozenset(listed("bureau cadre chef conseil president"))
"""Functions that are surnames too."""
ORDINARY = frozenset(
    listed("""
    aime ange aurore avril blanc blanche bon bonne cerise clair claire clemence constance desire
    fleur florence france grand grande jade juin lionne mai marchand marin marine martin melodie
    moulin noel noir olive opaline pascal perle petit petite pierre prudence reine rose roux
    saison soleil victoire violette
    """)
)
"""Names that are words too: alone, such a one is a name only in the middle of a sentence."""
_APART = re.compile(r"[,;:()/|]|\s[–—-]\s|\set\s|\sand\s")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}
_SAINTS = {"saint": "st", "sainte": "ste", "st": "saint", "ste": "sainte"}
_SHORTEST = 3
"""Letters of a name that stands with a civility or an initial: initials are none."""
_SHORTEST_JOINED, _SHORTEST_LOGIN = 8, 7
_SHORTEST_ADDRESS = 4
"""“luc@” may be anybody's."""


class NameForm(NamedTuple):
    """One way of writing a name."""

    words: str
    """Folded, in small letters, with a blank before and after."""
    capitals: tuple[bool, ...]
    """Which of its words have to begin with a capital, where blanks stand between them."""
    whole: bool = False
    """Whether it names one person even in small letters, where dashes or dots join its words."""


def names_in(text: str) -> Iterator[str]:
    """Yield the names in what is said of a role: a function names nobody, and is no secret."""
    for part in _APART.split(text):
        words = folded(part).split()
        functional = _is_function(words)
        lowered = any(word[0].islower() and word not in PARTICLES for word in words)
        if words and not functional and not (lowered and len(words) > 1):
            yield part.strip()


def _is_function(words: list[str]) -> bool:
    known = [word.lower() in _FUNCTIONS for word in words]
    if known == [False, True] and words[1].lower() in _SURNAMES:  # Paul Bureau
        return not all(word[0].isupper() for word in words)
    return any(known)


def forms(name: str) -> frozenset[NameForm]:
    """Return the ways of writing a name: in each order, with initials, with a civility."""
    return frozenset(form for words in spellings(name) for form in _forms(words))


def spellings(name: str) -> Iterator[list[str]]:
    """Yield a name's words, folded: as they are, with “ue” for “ü”, with “St” for “Saint”."""
    spelled = re.sub("[äöü]", lambda match: _UMLAUTS[match[0]], name.lower())
    for words in dict.fromkeys((listed(small(name)), listed(small(spelled)))):
        yield [*words]
        if not _SAINTS.keys().isdisjoint(words):
            yield [_SAINTS.get(word, word) for word in words]


def _forms(words: list[str]) -> Iterator[NameForm]:
    for cut in range(len(words)):
        yield _form([*words[cut:], *words[:cut]], whole=len(words) > 1)
    if len(ends := [words[0], words[-1]]) < len(words):
        yield _form(ends)
        yield _form(ends[::-1])
    if len(joined := "".join(words)) >= _SHORTEST_JOINED and len(words) > 1:
        yield NameForm(f" {joined} ", (False,))
    for first, last in cuts(words):
        bare = without_particles(last)
        in_one = (["".join(last[cut:])] for cut in range(len(last) - len(bare) + 1))
        for shown in (last, bare, *in_one):
            if len("".join(shown)) >= _SHORTEST:
                yield from _with_given_names(first, shown)
        for cut in range(1, len(last) - len(bare) + 1):
            yield _form([*last[cut:], *last[:cut], *first])  # La Tour (de), Jean
        given = _form(first)
        yield NameForm(f"{given.words}{bare[0][0]} ", (*given.capitals, True))  # Karim B.
        yield from _with_civility(first, last, bare)


def _with_given_names(first: list[str], last: list[str]) -> Iterator[NameForm]:
    """Yield a last name with the first ones, whole, in part, in one word or their initials."""
    name, letters = _form(last), [word[0] for word in first]
    for given in (first, ["".join(first)], first[:1]):
        yield _form([*given, *last], whole=True)
        yield _form([*last, *given], whole=True)
    for initials in (letters, ["".join(letters)], letters[:1]):
        before, needed = " ".join(initials), (True,) * len(initials)
        yield NameForm(f" {before}{name.words}", (*needed, *name.capitals), whole=True)
        yield NameForm(f"{name.words}{before} ", (*name.capitals, *needed), whole=True)
    for initials in (letters, letters[:1]):  # jblegoff, emuller
        shortest = _SHORTEST_JOINED if len(initials) > 1 else _SHORTEST_LOGIN
        if len(handle := "".join([*initials, *last])) >= shortest:
            yield NameForm(f" {handle} ", (False,))


def _with_civility(first: list[str], last: list[str], bare: list[str]) -> Iterator[NameForm]:
    parts = ([word] for word in bare if _SAINTS.keys().isdisjoint(bare))
    for shown in (first, last, bare, ["".join(last)], *parts):
        if len("".join(shown)) >= _SHORTEST and any(word not in PARTICLES for word in shown):
            form = _form(shown)
            for civility in _CIVILITIES:
                yield NameForm(f" {civility}{form.words}", (False, *form.capitals))


def _form(words: list[str], *, whole: bool = False) -> NameForm:
    return NameForm(f" {' '.join(words)} ", tuple(word not in PARTICLES for word in words), whole)


def cuts(words: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield first and last names, wherever the one may end and the other begin."""
    for cut in range(1, len(words)):
        if without_particles(words[cut:]) and words[cut - 1] not in _SAINTS:
            yield words[:cut], words[cut:]


def without_particles(last: list[str]) -> list[str]:
    """Return a last name without the particles that it begins with."""
    return last[next((at for at, word in enumerate(last) if word not in PARTICLES), len(last)) :]


def addresses(name: str) -> frozenset[str]:
    """Return what may stand before the @ of an address made of a name,
    without its dots and dashes.
    """
    locals_: set[str] = set()
    for words in spellings(name):
        locals_ |= {"".join(words), words[0] + words[-1], words[-1] + words[0]}
        for first, last in cuts(words):
            for end in ("".join(last), "".join(without_particles(last))):
                initials = "".join(word[0] for word in first)
                for start in ("".join(first), initials, first[0][0]):
                    locals_ |= {start + end, end + start}
                locals_ |= {"".join(first) + end[0], end[0] + "".join(first), end}
            locals_.add("".join(first))
    return frozenset(part for part in locals_ if len(part) >= _SHORTEST_ADDRESS)


def local_part(address: str) -> str:
    """Return what stands before an @ as `addresses` has it: without numbers and marks."""
    return small(address.partition("+")[0]).replace(" ", "").rstrip("0123456789")
