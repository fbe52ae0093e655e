"""Certification bodies as data: those that a public source names, and where the official list is.

The list is in `standards/bodies.yaml`, each name with its source. It is no proof that a body is
accredited today.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from preuve.model.own_data import OWN, TEXTS, own_data
from preuve.model.proof_places import WebAddress
from preuve.schema import Day, Field, Integer, ListOf, Record, Text

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


_OFFICIAL = Record(
    Official,
    {"name": Field(TEXTS, OWN, required=True), "url": Field(WebAddress(), OWN, required=True)},
)
_BODY = Record(
    CertificationBody,
    {
        "name": Field(Text(), OWN, required=True),
        "source": Field(TEXTS, OWN, required=True),
        "url": Field(WebAddress(), OWN, required=True),
        "site": Field(WebAddress(), OWN),
        "dated": Field(Integer(2019, 2099), OWN),
    },
)
_BODIES = Record(
    Bodies,
    {
        "seen": Field(Day(), OWN, required=True),
        "official": Field(ListOf(_OFFICIAL, at_least=1), OWN, required=True),
        "bodies": Field(ListOf(_BODY), OWN, required=True),
    },
)


@cache
def load_bodies() -> Bodies:
    """Return the bodies from the package's own data.

    Raises:
        ValueError: the data is damaged (the package's fault, not a team's).

    """
    return own_data(_BODIES, "bodies.yaml")
