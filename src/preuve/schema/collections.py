"""Shapes of what holds other values: lists, maps, records."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from preuve.core import synonyms
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import Message, say
from preuve.reading import ListNode, MapNode, Origin, TextNode
from preuve.schema.guesses import did_you_mean, nearest
from preuve.schema.reader import is_empty, kind, shorten
from preuve.schema.values import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from preuve.reading import Node
    from preuve.schema.reader import Reader, Schema, Shape

T = TypeVar("T")


class ListOf(NamedTuple, Generic[T]):
    """A list of values of one shape."""

    shape: Shape[T]
    at_least: int = 0
    distinct: bool = False
    """Whether a value may stand in it only once."""
    at_most: int | None = None

    def read(self, node: Node, reader: Reader) -> tuple[T, ...] | None:
        """Return the values that could be read; a fault of one does not hide the others."""
        if is_empty(node):
            node = ListNode([], node.line, node.column)
        if not isinstance(node, ListNode):
            reader.report(
                RuleName.WRONG_TYPE,
                node,
                say("A list is needed here, not {found}.", found=kind(node)),
                _as_a_list(node),
            )
            return None
        if len(node.items) < self.at_least:
            return reader.report(
                RuleName.INVALID_VALUE,
                node,
                say("The list is empty."),
                say("Give at least one value."),
            )
        if self.at_most is not None and len(node.items) > self.at_most:
            return reader.report(
                RuleName.INVALID_VALUE,
                node.items[self.at_most],
                say(
                    "The list has {length} values; {limit} are the most.",
                    length=len(node.items),
                    limit=self.at_most,
                ),
                say("Leave out what is not needed, or was pasted twice."),
            )
        values: list[T] = []
        for item in node.items:
            value = None if reader.full else self.shape.read(item, reader)
            if self.distinct and value is not None and value in values:
                reader.report(
                    RuleName.INVALID_VALUE,
                    item,
                    say("{value} stands twice in this list.", value=value),
                    say("Keep one of them."),
                )
            elif value is not None:
                values.append(value)
        return tuple(values)

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        type_: str | list[str] = (
            "array" if self.at_least else ["array", "null"]
        )  # a key with nothing under it is read as no values
        schema: Schema = {"type": type_, "items": self.shape.schema(), "minItems": self.at_least}
        if self.at_most is not None:
            schema["maxItems"] = self.at_most
        return {**schema, "uniqueItems": True} if self.distinct else schema


class ListOr(NamedTuple):
    """A list of texts, or one text in its stead: a tuple, either way."""

    items: ListOf[str]
    word: str = ""
    """The text that may stand alone, for all that there are."""
    free: bool = False
    """Whether any text may."""

    def read(self, node: Node, reader: Reader) -> tuple[str, ...] | None:
        """Return the values."""
        if not isinstance(node, TextNode) or not (self.free or node.text.strip() == self.word):
            return self.items.read(node, reader)
        text = Text().read(node, reader)
        return None if text is None else (text,)

    def given(self, text: str) -> list[str] | str:
        """Return a text that a cell or a form gives as it is written into a file: a sentence stays
        one, codes with commas between them or in brackets are a list.
        """
        bracketed = re.fullmatch(r"\s*\[(.*)\]\s*", text)
        inside = bracketed[1] if bracketed else text
        parts = [part for part in re.split(r"\s*[,;\n]\s*", inside.strip()) if part]
        if bracketed:
            return parts
        if not self.free:
            return text.strip() if text.strip() == self.word else parts
        codes = all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", part) for part in parts)
        return parts if len(parts) > 1 and codes else text.strip()

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        alone = Text().schema() if self.free else {"const": self.word}
        return {"anyOf": [alone, self.items.schema()]}


class Either(NamedTuple, Generic[T]):
    """A short value, or a map that says more."""

    short: Shape[Any]
    long: Record[T]
    make: Callable[[Any, Origin], T]
    """Makes of a short value what it stands for."""

    def read(self, node: Node, reader: Reader) -> T | None:
        """Return the object."""
        if isinstance(node, MapNode):
            return self.long.read(node, reader)
        value = self.short.read(node, reader)
        return None if value is None else self.make(value, Origin(reader.file, node))

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"anyOf": [self.short.schema(), self.long.schema()]}


def _as_a_list(node: Node) -> Message:
    """Return the advice for what should be a list: an entry without its dash, or bare values."""
    if isinstance(node, MapNode) and node.entries:
        return say("Put a dash before each entry: “- {key}: …”.", key=next(iter(node.entries)))
    inside = shorten(getattr(node, "text", "…").strip("[](){} "), 20)
    if any(map(str.isdigit, inside)):
        inside = re.sub(r"\s*(?:[;/&+]|\bet\b|\band\b)\s*", ", ", inside)
    return say("Write it between square brackets, such as [{text}].", text=inside.replace(";", ","))


class MapOf(NamedTuple, Generic[T]):
    """A map from names, chosen by the team or among those given, to values of one shape."""

    shape: Shape[T]
    known: Collection[str] = ()
    """The names allowed; any name, if there is none here."""

    def read(self, node: Node, reader: Reader) -> dict[str, T] | None:
        """Return the values by name."""
        if not isinstance(node, MapNode):
            return reader.wrong_type(node, say("A map (lines of “name: value”)"))
        values: dict[str, T] = {}
        for name, below in node.entries.items():
            if reader.full:
                break
            if self.known and name not in self.known:
                unknown_key(reader, node.keys[name], self.known)
                continue
            value = self.shape.read(below, reader)
            if value is not None:
                values[name] = value
        return values

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        schema: Schema = {"type": "object", "additionalProperties": self.shape.schema()}
        if self.known:
            schema["propertyNames"] = {"enum": list(self.known)}
        return schema


def unknown_key(reader: Reader, key: TextNode, known: Collection[str]) -> None:
    """Note that a key is none of those known."""
    advice = did_you_mean(
        _in_english(key.text, known), known, say("Known keys: {keys}.", keys=sorted(known))
    )
    reader.report(
        RuleName.UNKNOWN_KEY,
        key,
        say("The key “{key}” is not known here.", key=shorten(key.text)),
        advice,
    )


def _in_english(key: str, known: Collection[str]) -> str:
    """Return the known key that a French word stands for, or the word."""
    word = synonyms.KEYS.get(key.strip().casefold(), key)
    return word if word in known else key


class Field(NamedTuple):
    """One key of a record."""

    shape: Shape[Any]
    about: Message
    """What the key is for: shown by editors, from the JSON Schema."""
    required: bool = False
    attribute: str = ""
    """What the object calls it, where the key's own name is taken (`origin`, `from`)."""

    def schema(self) -> Schema:
        """Return the JSON Schema of the key: where it may be left out,
        it may stand with nothing after it.
        """
        schema = self.shape.schema()
        if not self.required:
            schema = {"anyOf": [schema, {"type": "null"}]}
        return {**schema, "description": self.about.text}


class Whole(NamedTuple):
    """When a record has to be whole: unless a key says that it is still being made."""

    key: str
    unfinished: frozenset[str]
    """The key's values under which the record may lack the keys below,
    and the one of `exactly_one`.
    """
    keys: tuple[str, ...]

    def needed(self, node: MapNode) -> bool:
        """Return whether nothing may be lacking."""
        value = node.entries.get(self.key)
        return (
            not isinstance(value, TextNode) or value.text.strip().casefold() not in self.unfinished
        )

    def schema(self, exactly_one: tuple[str, ...]) -> Schema:
        """Return the JSON Schema of the condition."""
        whole: Schema = {"required": list(self.keys)}
        if exactly_one:
            whole["anyOf"] = [{"required": [name]} for name in exactly_one]
        unfinished = {
            "properties": {
                self.key: {
                    "enum": sorted(self.unfinished),
                    "description": say("while it is still being made").text,
                }
            }
        }
        return {"if": unfinished, "else": whole}


class Record(NamedTuple, Generic[T]):
    """A map with known keys, made into an object.

    `make` is called with the keys read and with `origin`; keys not given are left to its own
    defaults.
    """

    make: Callable[..., T]
    fields: dict[str, Field]
    exactly_one: tuple[str, ...] = ()
    one_needed: Message | None = None
    """What to type where none of `exactly_one` is given."""
    at_most_one: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    """Keys of which one says nothing without the others."""
    whole: Whole | None = None
    """When more keys, and one of `exactly_one`, are needed."""
    needed: Callable[[T], Collection[str]] | None = None
    """The keys that an object needs because of what else it says."""

    def read(self, node: Node, reader: Reader) -> T | None:
        """Return the object, or None if any fault was found in it."""
        if not isinstance(node, MapNode):
            return reader.wrong_type(node, say("A map (lines of “key: value”)"))
        before = len(reader.diagnostics)
        values: dict[str, Any] = {}
        for name, below in node.entries.items():
            if reader.full:
                return None
            field = self.fields.get(name)
            if field is None:
                unknown_key(reader, node.keys[name], self.fields)
                continue
            if is_empty(below) and not field.required:
                continue  # a key with nothing after it is a key not given
            value = field.shape.read(below, reader)
            if value is not None:
                values[field.attribute or name] = value
        self._missing(node, reader)
        if len(reader.diagnostics) > before:
            return None
        made = self.make(origin=Origin(reader.file, node), **values)
        lacking = [key for key in (self.needed(made) if self.needed else ()) if key not in values]
        for key in lacking:
            self._missing_key(node, reader, key)
        return None if lacking else made

    def _missing(self, node: MapNode, reader: Reader) -> None:
        # A misspelt key is one fault: the key it was meant to be is not reported missing as well.
        meant = {
            nearest(_in_english(name, self.fields), self.fields)
            for name in node.entries.keys() - self.fields.keys()
        }
        finished = self.whole is None or self.whole.needed(node)
        self._missing_alone(
            node, reader, meant, self.whole.keys if self.whole is not None and finished else ()
        )
        self._missing_beside(node, reader, meant)
        self._one_of_group(node, reader, meant, self.exactly_one, needed=finished)
        self._one_of_group(node, reader, meant, self.at_most_one, needed=False)

    def _missing_alone(
        self, node: MapNode, reader: Reader, meant: Collection[str | None], more: Collection[str]
    ) -> None:
        """Report the keys that every entry needs, and *more* that this one does."""
        for name, field in self.fields.items():
            if name in node.entries:
                lacking = name in more and is_empty(node.entries[name])
            else:
                lacking = field.required or name in more
            if lacking and name not in meant:
                self._missing_key(node, reader, name)

    def _missing_key(self, node: MapNode, reader: Reader, name: str) -> None:
        reader.report(
            RuleName.MISSING_KEY,
            node,
            say("The key “{key}” is missing.", key=name),
            say("Add a line “{key}: …”: {about}.", key=name, about=self.fields[name].about),
        )

    def _missing_beside(self, node: MapNode, reader: Reader, meant: Collection[str | None]) -> None:
        """Report the keys that are needed because another is given."""
        given = _given(node, self.together)
        for name in self.together if given else ():
            if name not in given and name not in meant:
                reader.report(
                    RuleName.MISSING_KEY,
                    node.keys[given[0]],
                    say("“{given}” needs the key “{key}” beside it.", given=given[0], key=name),
                    say("Add a line “{key}: …”: {about}.", key=name, about=self.fields[name].about),
                )

    def _one_of_group(
        self,
        node: MapNode,
        reader: Reader,
        meant: set[str | None],
        group: tuple[str, ...],
        *,
        needed: bool,
    ) -> None:
        """Report keys of which only one may be given and several are,
        or of which one is *needed* and none is.
        """
        given = _given(node, group)
        if len(given) > 1:
            reader.report(
                RuleName.INVALID_VALUE,
                node.keys[given[1]],
                say("Only one of these keys may be given: {keys}.", keys=given),
                say("Keep one, delete the others."),
            )
        elif needed and group and not given and meant.isdisjoint(group):
            reader.report(
                RuleName.MISSING_KEY,
                node,
                say("One of these keys is missing: {keys}.", keys=list(group)),
                self.one_needed or say("Add one of them."),
            )

    def schema(self) -> Schema:
        """Return the JSON Schema of the object."""
        schema: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: field.schema() for name, field in self.fields.items()},
            "required": [name for name, field in self.fields.items() if field.required],
        }
        if self.whole is not None:
            schema |= self.whole.schema(self.exactly_one)
            schema["allOf"] = [
                {"not": {"required": list(pair)}} for pair in combinations(self.exactly_one, 2)
            ]
        elif self.exactly_one:
            schema["oneOf"] = [{"required": [name]} for name in self.exactly_one]
        if self.at_most_one:
            schema["not"] = {"required": list(self.at_most_one)}
        if self.together:
            others = {
                name: [other for other in self.together if other != name] for name in self.together
            }
            schema["dependentRequired"] = others
        return schema


def _given(node: MapNode, names: Iterable[str]) -> list[str]:
    """Return those of the names that a map gives a value to."""
    return [name for name in names if name in node.entries and not is_empty(node.entries[name])]
