"""A value that a team writes in the manual's language or, as a map, in several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preuve.core.record import NamedTuple
from preuve.core.words import LANGUAGES, say
from preuve.reading import MapNode
from preuve.schema import MapOf

if TYPE_CHECKING:
    from preuve.reading import Node
    from preuve.schema import Reader, Schema, Shape


class InLanguages(NamedTuple):
    """A value that stands for all languages, or one for each: `{en: …, fr: …}`."""

    shape: Shape[Any]

    def read(self, node: Node, reader: Reader) -> dict[Any, Any] | None:
        """Return the value in each language; one that is not given is the other's."""
        if not isinstance(node, MapNode):
            value = self.shape.read(node, reader)
            return None if value is None else dict.fromkeys(LANGUAGES, value)
        values = MapOf(self.shape, known=LANGUAGES).read(node, reader) or {}
        if not values and not node.entries:
            return reader.wrong_type(node, say("A text"))
        if not values:
            return None
        first = next(iter(values.values()))
        return {language: values.get(language, first) for language in LANGUAGES}

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        in_each = MapOf(self.shape, known=LANGUAGES).schema()
        return {"anyOf": [self.shape.schema(), {**in_each, "minProperties": 1}]}
