"""Which key of a register a heading means, and which word a cell means under it: by what the manual
itself calls them, in both languages, and by what teams do (register_headings.txt).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.core.words import LANGUAGES, Translator
from preuve.intake.phrases import normalized, words
from preuve.model.registers.catalogue import REGISTER_OF_FILE
from preuve.model.registers.description import describe
from preuve.spreadsheets.column_names import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preuve.core.words import Message
    from preuve.intake.records import ListKind
    from preuve.model.registers.description import RegisterColumn

Phrase = tuple[str, ...]


def _terms(text: str) -> Phrase:
    """Return the words that say something; a heading of small words alone, as it is."""
    return words(text) or tuple(normalized(text).split())


@cache
def _phrases() -> dict[str, frozenset[Phrase]]:
    """Return the phrases of register_headings.txt, by what they stand under."""
    text = Path(__file__).with_name("register_headings.txt").read_text(encoding="utf-8")
    return {
        name: frozenset(_terms(phrase) for phrase in " ".join(listed.split()).split("|"))
        for name, listed in re.findall(r"(?m)^([a-z_. =]+):\n((?:  .*\n)+)", text)
    }


@cache
def _titles(name: str, file: str) -> dict[str, str]:
    """Return the key of each column of a list by what its page calls it."""
    titles: dict[str, str] = {}
    for key, column in _columns(name, file).items():
        for language in LANGUAGES:
            titles.setdefault(normalized(Translator(language)(column.title)), key)
    return titles


@cache
def _calling(name: str, keys: tuple[str, ...]) -> dict[str, frozenset[Phrase]]:
    """Return the phrases that mean each key of a list."""
    known = _phrases()
    return {key: known.get(f"{name}.{key}", known.get(key, frozenset())) for key in keys}


@cache
def _wording(name: str, file: str, key: str) -> dict[str, frozenset[Phrase]]:
    """Return the phrases that mean each word of a choice."""
    head = f"{name}.{key} = "
    wording = {
        word.removeprefix(head): phrases
        for word, phrases in _phrases().items()
        if word.startswith(head)
    }
    column = _columns(name, file).get(key)
    for word, label in ((column.words if column else None) or {}).items():
        wording[word] = wording.get(word, frozenset()) | _in_both(label)
    return wording


def _columns(name: str, file: str) -> Mapping[str, RegisterColumn]:
    register = REGISTER_OF_FILE.get(file)
    return describe(register).columns(name) if register else {}


def _in_both(message: Message) -> frozenset[Phrase]:
    return frozenset(_terms(Translator(language)(message)) for language in LANGUAGES)


def keys_of(headings: Mapping[int, tuple[str, ...]], kind: ListKind) -> dict[int, str]:
    """Return the key of each column whose heading means one, each key once: what is meant surely
    goes before what a heading only begins with.

    Args:
        headings: by column, what it may be called, the likeliest first.
        kind: the list.

    """
    keys: dict[int, str] = {}
    for whole in (True, False):
        for number in range(2):  # a heading of its own before one with what stands above it
            for column, texts in headings.items():
                if column in keys or number >= len(texts):
                    continue
                meant = _meant(texts[number], kind, whole=whole)
                key = next((one for one in meant if one not in keys.values()), None)
                if key is not None:
                    keys[column] = key
    return keys


def _meant(heading: str, kind: ListKind, *, whole: bool) -> list[str]:
    """Return the keys that a heading may mean, the surest first."""
    text = heading.strip()
    if key_of(text) in kind.keys:
        return [key_of(text)]
    if (key := _titles(kind.name, kind.file).get(normalized(text))) is not None:
        return [key]
    called = _calling(kind.name, kind.keys)
    return _best(_terms(re.sub(r"\([^)]*\)", " ", text)) or _terms(text), called, whole=whole)


def _best(terms: Phrase, called: Mapping[str, frozenset[Phrase]], *, whole: bool) -> list[str]:
    """Return what is called so; or else what a text begins with, by the longest phrase."""
    if whole:
        return [name for name, phrases in called.items() if terms and terms in phrases]
    begun = [
        (len(phrase), name)
        for name, phrases in called.items()
        for phrase in phrases
        if phrase and terms[: len(phrase)] == phrase
    ]
    longest = max(begun, default=(0, ""))[0]
    return [name for length, name in begun if length == longest]


def word_of(kind: ListKind, key: str, text: str) -> str | None:
    """Return the word of a choice that a cell means as teams write it; None where none, or more
    than one, may be meant.
    """
    wording, terms = _wording(kind.name, kind.file, key), _terms(text)
    meant = _best(terms, wording, whole=True) or _best(terms, wording, whole=False)
    return meant[0] if len(set(meant)) == 1 else None
