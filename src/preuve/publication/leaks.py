"""Looks through what was built for what its audience may not see: titles, notes, files, places, addresses and names.

The last look, after `audience.py` has taken such things out of the data: a page written by hand may still name them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.model.organisation import Audience
from preuve.publication.audience import FILES, restrict
from preuve.publication.extract_texts import extract_texts, plain, strip_spaces
from preuve.publication.secrets import secrets
from preuve.schema import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from preuve.core.words import Message
    from preuve.gate.gate import Verdict
    from preuve.publication.secrets import Secret

_PIECE = 6
"""Letters of the pieces that a text is cut into: compared in one go, the time grows with the text, not with the secrets."""
_PIECES = re.compile(rf".{{{_PIECE}}}", re.DOTALL).findall
_TIGHT = 12
"""Letters from which on a text is also looked for without its blanks, where a narrow column may break a word anywhere."""


class Leak(NamedTuple):
    """A secret found in a file of what was built."""

    file: str
    secret: Secret


def look_through(files: Iterable[tuple[str, bytes]], whole: Verdict, audience: Audience) -> list[Leak]:
    """Return what files made for an audience say that it may not see; the team may see all."""
    if audience is Audience.INTERNAL:
        return []
    index = whole.manual.evidence_index
    given = [entry.file for entry in index.evidence if entry.file and entry.access in FILES[audience]] if index else []
    return list(leaks(files, secrets(whole, restrict(whole, audience)), frozenset(given)))


def told(leak: Leak) -> Message:
    """Return a leak in words, and what to do about it."""
    secret = leak.secret
    advice = _TITLE if secret.kind == "title" else _ELSE
    return say(
        "{file} says what is not for this audience: the {kind} of {owner}, “{text}”. {advice}",
        file=leak.file,
        kind=secret.kind,
        owner=secret.owner,
        text=shorten(secret.text),
        advice=advice,
    )


_ELSE = say("Take it out of the page or the file that says it.")
_TITLE = say("Take it out of the page that says it; or, if these are everyday words, give the proof a title of its own.")


def files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder, each by its path below it."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_bytes()


def leaks(files: Iterable[tuple[str, bytes]], hidden: list[Secret], proofs: frozenset[str] = frozenset()) -> Iterator[Leak]:
    """Yield each secret once for each file that holds it, in its text, its attributes, its metadata or its name.

    `proofs` are the files that the audience is given. In their text an everyday title, such as “Welcome booklet”, is no
    leak: their authors wrote them to be read, and may well name another document.
    """
    search, tight = (
        _Search(hidden, plain),
        _Search([secret for secret in hidden if len(strip_spaces(secret.text)) >= _TIGHT], strip_spaces),
    )
    for name, data in files:
        proof = name.startswith("evidence/criterion-") or name.endswith(tuple(proofs))
        found = {secret.text for secret in search.found_in(name)}
        for text in extract_texts(name, data):
            inside = [*search.found_in(text), *(tight.found_in(text) if data.startswith(b"%PDF") else ())]
            found |= {secret.text for secret in inside if not proof or not secret.everyday}
        yield from (Leak(name, secret) for secret in hidden if secret.text in found)


class _Search:
    """Finds many texts at once, in the form in which they are compared."""

    def __init__(self, hidden: list[Secret], form: Callable[[str], str]) -> None:
        self._form = form
        self._by_piece: dict[str, list[tuple[str, Secret]]] = {}
        self._short: list[tuple[str, Secret]] = []
        for secret in hidden:
            wanted = form(secret.text)
            if len(wanted) < 2 * _PIECE - 1:
                self._short.append((wanted, secret))
                continue
            # Wherever it stands, one of these is cut out whole when a text is cut into pieces.
            for start in range(_PIECE):
                self._by_piece.setdefault(wanted[start : start + _PIECE], []).append((wanted, secret))

    def found_in(self, said: str) -> Iterator[Secret]:
        """Yield the secrets that stand in a text."""
        text = self._form(said)
        there = self._by_piece.keys() & set(_PIECES(text))
        likely = dict.fromkeys(pair for piece in there for pair in self._by_piece[piece])
        for wanted, secret in (*likely, *self._short):
            if wanted in text and (not secret.whole_words or _as_a_word(wanted, text)):
                yield secret


def _as_a_word(wanted: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None
