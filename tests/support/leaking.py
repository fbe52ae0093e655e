"""Which secrets files say, as the look through what was built finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.publication.readers.apart import read_file
from preuve.publication.secret_search import SecretSearch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preuve.publication.secrets import Secret

NOTE = "La stagiaire a demandé que rien ne soit dit. Son avocat a écrit le 3 mars."
TITLE = "Registre des incidents de l'été"
ENTRIES = f"""
  - id: EV-950
    title: "{TITLE}"
    indicators: [4]
    stage: implemented
    kind: record
    place: "Armoire forte n° 3"
    owner: quality
    dated: 2026-03-01
    status: approved
    access: on_request
    note: "{NOTE}"
"""
"""An entry of the index that is for the team alone."""


class Leak(NamedTuple):
    """A secret found in a file."""

    file: str
    secret: Secret


def leaks(files: Iterable[tuple[str, bytes]], hidden: list[Secret]) -> Iterator[Leak]:
    """Yield each secret once for each file that holds it, in the secrets' order."""
    search = SecretSearch(hidden)
    for name, data in files:
        present = search.in_file(name, read_file(name, data))
        yield from (Leak(name, secret) for secret in hidden if secret in present)
