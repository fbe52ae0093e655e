"""A person's name in the forms in which people write it:
“NOM Prénom”, “Mme Nom”, an address made of a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from preuve.publication.folding import folded, small

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTICLES = frozenset(
    {
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "van",
        "von",
        "der",
        "den",
        "di",
        "da",
        "do",
        "dos",
        "el",
        "al",
        "ben",
    }
)
_CIVILITIES = (
    "mme",
    "madame",
    "mlle",
    "mademoiselle",
    "m",
    "mr",
    "monsieur",
    "dr",
    "docteur",
    "me",
    "maitre",
    "mrs",
    "ms",
    "miss",
)
_FUNCTIONS = frozenset(
    {
        "accueil",
        "achats",
        "administrateur",
        "administratif",
        "administrative",
        "administration",
        "administrator",
        "adjoint",
        "adjointe",
        "animateur",
        "animatrice",
        "apprentissage",
        "assessment",
        "assistant",
        "assistante",
        "associate",
        "association",
        "bureau",
        "cadre",
        "charge",
        "chargee",
        "chef",
        "cheffe",
        "chief",
        "coach",
        "commercial",
        "commerciale",
        "communication",
        "comptabilite",
        "comptable",
        "conseil",
        "conseiller",
        "conseillere",
        "coordinateur",
        "coordination",
        "coordinator",
        "coordinatrice",
        "delegue",
        "deleguee",
        "directeur",
        "direction",
        "director",
        "directrice",
        "disability",
        "dirigeant",
        "dirigeante",
        "equipe",
        "financier",
        "financiere",
        "formateur",
        "formation",
        "formatrice",
        "founder",
        "gerant",
        "gerante",
        "gestion",
        "gestionnaire",
        "handicap",
        "head",
        "informatique",
        "ingenieur",
        "ingenieure",
        "lead",
        "management",
        "manager",
        "managing",
        "mobilite",
        "mobility",
        "office",
        "officer",
        "pedagogie",
        "pedagogique",
        "president",
        "presidente",
        "psychologue",
        "qualite",
        "quality",
        "referent",
        "referente",
        "responsable",
        "rh",
        "scolarite",
        "secretaire",
        "secretariat",
        "service",
        "staff",
        "suivi",
        "teacher",
        "teaching",
        "team",
        "trainer",
        "training",
        "tuteur",
        "tutrice",
    }
)
"""Words of functions, folded: what holds one of them names nobody."""
_APART = re.compile(r"[,;:()/|]|\s[–—-]\s|\set\s|\sand\s")


class NameForm(NamedTuple):
    """One way of writing a name."""

    words: str
    """Folded, in small letters, with a blank before and after."""
    capitals: tuple[bool, ...]
    """Which of its words have to begin with a capital, where blanks stand between them."""


def names_in(text: str) -> Iterator[str]:
    """Yield the names in what is said of a role: a function names nobody, and is no secret."""
    for part in _APART.split(text):
        words = folded(part).split()
        functional = any(word.lower() in _FUNCTIONS for word in words)
        lowered = any(word[0].islower() and word not in _PARTICLES for word in words)
        if words and not functional and not (lowered and len(words) > 1):
            yield part.strip()


def forms(name: str) -> Iterator[NameForm]:
    """Yield the ways of writing a name: its words in each order that keeps them together,
    and with a civility.
    """
    words = small(name).split()
    capital = tuple(word not in _PARTICLES for word in words)
    for cut in range(len(words)):
        order = words[cut:] + words[:cut]
        yield NameForm(_spaced(order), (capital[cut:] + capital[:cut]))
    for cut in range(1, len(words)):
        for part, needed in ((words[cut:], capital[cut:]), (words[:cut], capital[:cut])):
            if len("".join(part)) >= 3 and any(needed):  # noqa: PLR2004 - initials are no name
                for civility in _CIVILITIES:
                    yield NameForm(_spaced([civility, *part]), (False, *needed))
        first, last = words[:cut], words[cut:]
        if len("".join(last)) >= 3:  # noqa: PLR2004 - as above
            yield NameForm(_spaced([first[0][0], *last]), (True, *capital[cut:]))  # É. Müller
            yield NameForm(_spaced([*last, first[0][0]]), (*capital[cut:], True))


def addresses(name: str) -> frozenset[str]:
    """Return what may stand before the @ of an address made of a name,
    without its dots and dashes.
    """
    words = small(name).split()
    forms = {"".join(words[cut:] + words[:cut]) for cut in range(len(words))}
    for cut in range(1, len(words)):
        first, last = "".join(words[:cut]), "".join(words[cut:])
        forms |= {first[0] + last, last + first[0], last[0] + first, first + last[0]}
        forms |= {part for part in (first, last) if len(part) >= 4}  # noqa: PLR2004 - “luc@” may be anybody's
    return frozenset(part for part in forms if len(part) >= 4)  # noqa: PLR2004


def _spaced(words: list[str]) -> str:
    return f" {' '.join(words)} "
