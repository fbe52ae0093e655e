"""Shelves: where proofs lie outside git, as organisation.yaml declares them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.proof_places import SHELF_NAME
from preuve.reading import MapNode
from preuve.schema import Field, MapOf, Record, Span, Text, shorten

if TYPE_CHECKING:
    from preuve.reading import Node, Origin
    from preuve.schema import Period, Reader, Schema


class Shelf(NamedTuple):
    """A place outside git where proofs lie."""

    label: str
    """What people call it: a shelf's own name is for files."""
    origin: Origin
    env: str = ""
    """The environment variable that names its folder, on a machine where it is there."""
    look_every: Period | None = None
    """How old a look may be: the team's own rule, since no text gives one."""


_SHELF = Record(
    Shelf,
    {
        "label": Field(Text(), say("what people call it, such as Drive Qualité"), required=True),
        "env": Field(
            # Of our own names only: a manual of somebody else's may not point at HOME.
            Text(r"PREUVE_[A-Z0-9_]{1,40}", say("Write a name such as PREUVE_DRIVE.")),
            say("the environment variable that names its folder, where it is there"),
        ),
        "look_every": Field(Span(), say("how old a look may be: your own rule, such as 3 months")),
    },
)


class Shelves:
    """The shelves by their names: `drive`, what stands before the colon of a proof's file."""

    def read(self, node: Node, reader: Reader) -> dict[str, Shelf] | None:
        """Return the shelves."""
        import re  # noqa: PLC0415 - few manuals have shelves

        for name, key in node.keys.items() if isinstance(node, MapNode) else ():
            if re.fullmatch(SHELF_NAME, name) is None:
                reader.report(
                    RuleName.INVALID_VALUE,
                    key,
                    say("“{name}” is no name of a shelf.", name=shorten(name)),
                    say("Write two small letters or more, digits and dashes, such as drive."),
                )
        return MapOf(_SHELF).read(node, reader)

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {**MapOf(_SHELF).schema(), "propertyNames": {"pattern": f"^{SHELF_NAME}$"}}
