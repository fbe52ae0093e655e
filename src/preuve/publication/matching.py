"""Finds many texts in one at once: the time grows with the text, not with what is looked for."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

_PIECE = 10
"""Letters of the pieces that a text without blanks is cut into."""
_PIECES = re.compile(rf".{{{_PIECE}}}", re.DOTALL).findall
SHORTEST_TIGHT = 2 * _PIECE - 1
"""Letters from which on a text is also looked for without its blanks:
a line, a cell or a tag may break a word anywhere.
"""


class Phrase(NamedTuple, Generic[T]):
    """Folded words between blanks, and what they belong to."""

    words: str
    of: T


class Phrases(Generic[T]):
    """Finds phrases, whole word by whole word, in folded texts."""

    def __init__(self, phrases: Iterable[Phrase[T]]) -> None:
        self._single: dict[str, list[Phrase[T]]] = {}
        self._pairs: dict[tuple[str, str], list[Phrase[T]]] = {}
        for phrase in phrases:
            words = phrase.words.split()
            if len(words) == 1:
                self._single.setdefault(words[0], []).append(phrase)
            elif words:
                # Two words side by side that are long are rarer than “de la”.
                pair = max(pairwise(words), key=lambda pair: len(pair[0]) + len(pair[1]))
                self._pairs.setdefault(pair, []).append(phrase)

    def found_in(self, text: str) -> Iterator[Phrase[T]]:
        """Yield the phrases that stand in a folded text, each once."""
        words = text.split()
        for word in self._single.keys() & set(words):
            yield from self._single[word]
        for pair in self._pairs.keys() & set(pairwise(words)):
            yield from (phrase for phrase in self._pairs[pair] if phrase.words in text)


class TightTexts(Generic[T]):
    """Finds texts without blanks, wherever a line, a cell or a word was broken."""

    def __init__(self, phrases: Iterable[Phrase[T]]) -> None:
        self._by_piece: dict[str, list[Phrase[T]]] = {}
        for phrase in phrases:
            # Wherever it stands, one of these is cut out whole when a text is cut into pieces.
            for start in range(_PIECE):
                self._by_piece.setdefault(phrase.words[start : start + _PIECE], []).append(phrase)

    def found_in(self, text: str) -> Iterator[Phrase[T]]:
        """Yield the texts that stand in a text without blanks, each once."""
        pieces = self._by_piece.keys() & set(_PIECES(text))
        likely = {id(phrase): phrase for piece in pieces for phrase in self._by_piece[piece]}
        yield from (phrase for phrase in likely.values() if phrase.words in text)
