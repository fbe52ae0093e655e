"""Certification bodies as data: those that a public source names, and where the official list is.

The list is in `standards/bodies.yaml`, each name with its source. It is no proof that a body is
accredited today.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import LANGUAGES, say
from preuve.model.proof_places import WebAddress
from preuve.model.standard_yaml import own_data
from preuve.schema import Day, Field, Integer, ListOf, MapOf, Record, Text

if TYPE_CHECKING:
    from datetime import date

    from preuve.model.standard import Texts
    from preuve.reading import Origin


class Official(NamedTuple):
    """Who can say whether a body may certify."""

    name: Texts
    url: str
    origin: Origin


class CertificationBody(NamedTuple):
    """A certification body, and who names it."""

    name: str
    source: Texts
    url: str
    """The page that names it."""
    origin: Origin
    site: str = ""
    """Its own site, where it was seen; none is guessed."""
    dated: int | None = None
    """The year that this page bears."""


class Bodies(NamedTuple):
    """What is known of certification bodies."""

    seen: date
    official: tuple[Official, ...]
    bodies: tuple[CertificationBody, ...]
    origin: Origin


_OWN = say("Preuve's own data")
_TEXTS = MapOf(Text(), known=LANGUAGES)
_OFFICIAL = Record(
    Official,
    {"name": Field(_TEXTS, _OWN, required=True), "url": Field(WebAddress(), _OWN, required=True)},
)
_BODY = Record(
    CertificationBody,
    {
        "name": Field(Text(), _OWN, required=True),
        "source": Field(_TEXTS, _OWN, required=True),
        "url": Field(WebAddress(), _OWN, required=True),
        "site": Field(WebAddress(), _OWN),
        "dated": Field(Integer(2019, 2099), _OWN),
    },
)
_BODIES = Record(
    Bodies,
    {
        "seen": Field(Day(), _OWN, required=True),
        "official": Field(ListOf(_OFFICIAL, at_least=1), _OWN, required=True),
        "bodies": Field(ListOf(_BODY), _OWN, required=True),
    },
)


@cache
def load_bodies() -> Bodies:
    """Return the bodies from the package's own data.

    Raises:
        ValueError: the data is damaged (the package's fault, not a team's).

    """
    return own_data(_BODIES, "bodies.yaml")
