"""The provider's sites: by name, or as a number where they have no names yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import say
from preuve.reading import ListNode
from preuve.schema import Field, Flag, Integer, ListOf, Record, Text

if TYPE_CHECKING:
    from preuve.reading import Node, Origin
    from preuve.schema import Reader, Schema

SITE_FORM = r"[A-Za-z][A-Za-z0-9-]{0,39}"
SITE_ID = Text(
    SITE_FORM,
    say("Write a short name of letters, digits and dashes, such as angers."),
)
MOST_NAMED = 200


class ProviderSite(NamedTuple):
    """A site: where the provider's own staff is permanently present."""

    id: str
    name: str
    origin: Origin
    central: bool = False
    """Whether the central function is there, which every audit sees."""


class Sites(NamedTuple):
    """All sites of a provider."""

    number: int = 1
    named: tuple[ProviderSite, ...] = ()
    """Each of them, where they have names; none, where only their number is given."""

    def name(self, site: str | None) -> str:
        """Return what people call a site; its id where it is none of those named."""
        return next((one.name for one in self.named if one.id == site), site or "")


_SITE = Record(
    ProviderSite,
    {
        "id": Field(SITE_ID, say("what proofs and sessions call it under site"), required=True),
        "name": Field(Text(), say("what people call it"), required=True),
        "central": Field(Flag(), say("whether the central function is there")),
    },
)
_NUMBER = Integer(1, 9999)
_NAMED = ListOf(_SITE, at_least=1, at_most=MOST_NAMED)


class SitesOrNumber:
    """The sites: a list of them by name, or their number."""

    def read(self, node: Node, reader: Reader) -> Sites | None:
        """Return the sites; their number counts those that are named."""
        if isinstance(node, ListNode):
            named = _NAMED.read(node, reader)
            return None if named is None else Sites(len(node.items), named)
        number = _NUMBER.read(node, reader)
        return None if number is None else Sites(number)

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"anyOf": [_NUMBER.schema(), _NAMED.schema()]}
