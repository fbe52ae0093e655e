"""What was meant by a word that is not known: “Did you mean …?”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.words import Message, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like this one, if one is like it at all."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a manual with faults pays for it

    # Case and kind of dash are what people get wrong most; the length bound keeps hostile keys
    # cheap. Of two that differ only so, it is the same one on each run: a set has no order.
    plain = {item.casefold().replace("-", "_"): item for item in sorted(known, reverse=True)}
    close = get_close_matches(word[:100].casefold().replace("-", "_"), plain, n=1, cutoff=0.6)
    return plain[close[0]] if close else None


class Guesses:
    """Proposals for many words in one run:
    as many as are quickly found, and each looked for once.
    """

    def __init__(self, comparisons: int = 20_000) -> None:
        self._left = comparisons
        self._found: dict[str, str | None] = {}

    def nearest(self, word: str, known: Collection[str]) -> str | None:
        """Return the known word most like this one; None too when finding it would take long."""
        if word not in self._found:
            self._left -= len(known)
            self._found[word] = nearest(word, known) if self._left >= 0 else None
        return self._found[word]


def did_you_mean(
    word: str, known: Collection[str], otherwise: Message, guesses: Guesses | None = None
) -> Message:
    """Return the advice for a word that is not known.

    Args:
        word: as it was written.
        known: the words that it could be.
        otherwise: the advice where none of them is near.
        guesses: what was found near before: a file with a thousand slips is not compared a thousand
            times.

    """
    near = guesses.nearest(word, known) if guesses else nearest(word, known)
    if near is None:
        return otherwise
    if word != near and word.translate(_UNSEEN).strip() == near:  # both would look the same
        return say(
            "Delete the word and type “{word}” anew: a sign stands in it that cannot be seen.",
            word=near,
        )
    return say("Did you mean “{word}”?", word=near)


_UNSEEN = dict.fromkeys(map(ord, "\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u202f\u2060\ufeff"))


# What people write so that something stands there, without accents. Whole texts only: “TODO list of
# the team” is a place.
_PLACEHOLDERS = frozenset(
    (  # noqa: SIM905 - one a line they would fill a page
        "todo|to do|tbd|tbc|tba|wip|fixme|later|soon|coming soon|not yet|pending|none|null|nil|nan|"
        "undefined|unknown|no idea|empty|n/a|na|nc|n/c|nr|nd|ref|same|see above|here|nowhere|"
        "somewhere|place|lieu|sans objet|so|s/o|neant|rien|vide|aucun|aucune|inconnu|inconnue|nsp|"
        "non renseigne|non communique|non defini|non precise|non determine|je ne sais pas|"
        "aucune idee|en attente|en cours|pas encore|plus tard|bientot|prochainement|idem|"
        "idem supra|ibid|voir|voir plus haut|voir ci-dessus|ci-dessus|ici|nulle part|"
        "quelque part|lorem|asdf|azerty|qwerty|n/d|ok|test|blabla|bla bla|bla bla bla|ditto|sans|"
        "where|ou|in progress|not available|not applicable|non disponible|indisponible|"
        "non applicable|on verra|valeur|value|a recuperer"
    ).split("|")
)
_TO_BE_SAID = (
    r"a (?:completer|preciser|definir|determiner|renseigner|remplir|confirmer|rediger)"
    r"|to be (?:done|defined|completed|determined|decided|confirmed|filled|specified|announced)"
)
# “TODO: ask Claire” says what is to be done, not where something is.
_TO_BE_DONE = (
    rf"\W*(?:(?:todo|tbd|fixme|a faire) ?(?:[:!?]|\.\.\.)|(?:{_TO_BE_SAID})\b)"
    r"|(?:(?:lien|fichier|document|piece) )?"
    r"a (?:faire|venir|voir|ajouter|indiquer|fournir|trouver|choisir|demander|suivre)$"
    r"|lorem ipsum\b|tb[dca] (?:later|soon|with|by)\b"
    r"|en cours d(?:e |’|')(?:redaction|ecriture|validation|signature|creation|elaboration|"
    r"finalisation|preparation|realisation|mise a jour)$"
    r"|x[x ]*x$|0+$"
)


def is_visible(sign: str) -> bool:
    """Return whether a sign is a letter or a figure, and to be seen: four letters of Unicode are
    blank.
    """
    return sign.isalnum() and sign not in "\u115f\u1160\u3164\uffa0"


def unaccented(text: str) -> str:
    """Return a text without accents: nobody knows how each was typed."""
    from unicodedata import combining, normalize  # noqa: PLC0415 - asked of few texts

    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign))


def says_nothing(text: str) -> bool:
    """Return whether a text only fills its place:
    signs, what cannot be seen, “TODO”, “?”, “xxx”.
    """
    marks = re.sub(r"&(?:nbsp|#160);|</?(?:br|p|div) ?/?>", " ", text.casefold())
    plain = unaccented(marks)
    stripped = " ".join(
        "".join(sign for sign in plain if is_visible(sign) or sign in " /.-").split()
    ).strip(" /.-")
    return (
        not any(map(str.isalnum, stripped))
        or not _PLACEHOLDERS.isdisjoint(
            {stripped, stripped.replace(".", ""), stripped.replace(" ", "")}
        )
        or re.match(_TO_BE_DONE, plain) is not None
        or re.match(_TO_BE_DONE, stripped) is not None
    )


def seen(text: str) -> str:
    """Return a text without what cannot be seen in it, and without quotation marks,
    commas and full stops around it.
    """
    return text.translate(_UNSEEN).strip(" “”„«»‘’\"',;.")
