"""Secrets in what a file says: texts however they are broken, names however they are written.
Pure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.model.mail_addresses import mail_addresses
from preuve.publication.folding import folded, small
from preuve.publication.matching import SHORTEST_TIGHT, Phrase, Phrases, TightTexts
from preuve.publication.name_contexts import context, is_another
from preuve.publication.names import addresses, forms, local_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.publication.readers.extraction import FileReading
    from preuve.publication.secrets import Secret

_BLANK = re.compile(r"\s+")
_MARK = " zqblankqz "
"""Stands for a blank where it matters that there was one."""


class SecretSearch:
    """Finds secrets in what files say.

    Args:
        hidden: the texts that may not go out.

    """

    def __init__(self, hidden: list[Secret]) -> None:
        texts = [secret for secret in hidden if not secret.is_name]
        names = [secret for secret in hidden if secret.is_name]
        passages = [
            Phrase(small(passage), secret) for secret in texts for passage in secret.passages()
        ]
        self._phrases = Phrases(passages)
        runs = [Phrase(phrase.words.replace(" ", ""), phrase.of) for phrase in passages]
        self._tight = TightTexts([run for run in runs if len(run.words) >= SHORTEST_TIGHT])
        self._forms = Phrases(
            [Phrase(form.words, (form, secret)) for secret in names for form in forms(secret.text)]
        )
        self._contexts = [
            (name, secret) for secret in names if (name := context(secret.text)) is not None
        ]
        self._addresses = {
            address: secret for secret in names for address in addresses(secret.text)
        }
        self._names = bool(names)

    def in_file(self, name: str, reading: FileReading) -> frozenset[Secret]:
        """Return the secrets that a file's name or its texts say."""
        return frozenset(
            secret for text in (name, *reading.texts) for secret in self._in_text(text)
        )

    def says(self, text: str) -> bool:
        """Return whether a text says any of them."""
        return next(self._in_text(text), None) is not None

    def _in_text(self, text: str) -> Iterator[Secret]:
        words = folded(text)
        letters = words.lower()
        yield from (phrase.of for phrase in self._phrases.found_in(letters))
        yield from (phrase.of for phrase in self._tight.found_in(letters.replace(" ", "")))
        if self._names:
            yield from self._names_in(text, words, letters)

    def _names_in(self, text: str, words: str, letters: str) -> Iterator[Secret]:
        joined = ""
        for phrase in self._forms.found_in(letters):
            form, secret = phrase.of
            if any(
                _has_capitals(words[at : at + len(form.words)], form.capitals)
                for at in _places(form.words, letters)
            ):
                if not is_another(form, text):
                    yield secret
            elif form.whole:  # karim-benali, in an address or a file's name
                joined = joined or folded(_BLANK.sub(_MARK, text)).lower()
                if form.words in joined:
                    yield secret
        present = set(letters.split())
        yield from (
            secret
            for name, secret in self._contexts
            if not name.anchors.isdisjoint(present) and name.stands_in(text)
        )
        for address in mail_addresses(text):
            if (local := local_part(address.local)) in self._addresses:
                yield self._addresses[local]


def _places(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted) - 1)


def _has_capitals(piece: str, needed: tuple[bool, ...]) -> bool:
    return all(
        word[:1].isupper() or not capital
        for word, capital in zip(piece.split(), needed, strict=False)
    )
