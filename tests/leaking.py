"""Which secrets files say, as the look through what was built finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.publication.readers.apart import read_file
from preuve.publication.secret_search import SecretSearch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preuve.publication.secrets import Secret


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
