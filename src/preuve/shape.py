"""What a value in a team's file must look like.

A shape reads a node into a typed value, or notes a fault at its place and returns None. The JSON Schemas that
editors use are made from the same shapes; a schema is stricter about quotes, and cannot tell 30 February.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from preuve.finding import MAX_FAULTS, Fault, Place, too_many_faults
from preuve.source import Mapping, Node, Origin, Scalar, Sequence
from preuve.words import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from enum import StrEnum

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound="StrEnum")

Schema = dict[str, Any]

MAX_TEXT = 4_000  # characters, some two pages: a reason or a title may be quoted in thousands of findings


class Reader:
    """Collects the faults of one file while shapes read it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    @property
    def full(self) -> bool:
        """Return whether so much is wrong that reading goes no further."""
        return len(self.faults) > MAX_FAULTS

    def fault(self, rule: str, node: Node, message: Message, advice: Message) -> None:
        """Note a fault at a node; the last one of too many says so."""
        place = Place(self.file, node.line, node.column)
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(Fault(rule, message, place, advice))
        elif not self.full:
            self.faults.append(too_many_faults(place))

    def wrong_type(self, node: Node, wanted: Message) -> None:
        """Note that another kind of value was expected."""
        self.fault(
            "wrong-type",
            node,
            say("{wanted} is needed here, not {found}.", wanted=wanted, found=_kind(node)),
            say("Compare with the entries around it, or with the page on the files you edit."),
        )


def _kind(node: Node) -> Message:
    if isinstance(node, Sequence):
        return say("a list")
    if isinstance(node, Mapping):
        return say("a map")
    if node.plain and node.text == "":
        return say("nothing")
    return say("“{text}”", text=shorten(node.text))


def shorten(text: str, limit: int = 60) -> str:
    """Return text fit for a message: one line, its end cut off when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like this one, if one is like it at all."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a manual with faults pays for it

    # Case and kind of dash are what people get wrong most; the length bound keeps hostile keys cheap.
    plain = {item.casefold().replace("-", "_"): item for item in known}
    close = get_close_matches(word[:100].casefold().replace("-", "_"), plain, n=1, cutoff=0.6)
    return plain[close[0]] if close else None


class Guesses:
    """Proposals for many words in one run: as many as are quickly found, and each looked for once."""

    def __init__(self, comparisons: int = 20_000) -> None:
        self._left = comparisons
        self._found: dict[str, str | None] = {}

    def nearest(self, word: str, known: Collection[str]) -> str | None:
        """Return the known word most like this one; None too when finding it would take long."""
        if word not in self._found:
            self._left -= len(known)
            self._found[word] = nearest(word, known) if self._left >= 0 else None
        return self._found[word]


def did_you_mean(word: str, known: Collection[str], otherwise: Message, guesses: Guesses | None = None) -> Message:
    """Return the advice for a word that is not known."""
    near = guesses.nearest(word, known) if guesses else nearest(word, known)
    return otherwise if near is None else say("Did you mean “{word}”?", word=near)


def is_empty(node: Node) -> bool:
    """Return whether a key was written and nothing after it."""
    return isinstance(node, Scalar) and node.plain and node.text == ""


class Shape(Protocol[T_co]):
    """Something that can be read from a node and described to an editor."""

    def read(self, node: Node, reader: Reader) -> T_co | None:
        """Return the value, or note a fault and return None."""

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""


class Text(NamedTuple):
    """A text of one line or several, not empty."""

    pattern: str | None = None
    """A regular expression that the whole text must match."""
    wanted: Message | None = None
    """What to write, when the pattern does not match."""
    optional: bool = False
    """Whether the value may be left empty."""

    def read(self, node: Node, reader: Reader) -> str | None:
        """Return the text without white space around it."""
        if not isinstance(node, Scalar):
            return reader.wrong_type(node, say("A text"))
        text = node.text.strip()
        if text == "" or (node.plain and text in {"~", "null"}):
            if self.optional:
                return ""
            return reader.fault("invalid-value", node, say("The value is empty."), say("Write a text, or delete the key."))
        if self.pattern is not None and re.fullmatch(self.pattern, text) is None:
            return reader.fault(
                "invalid-value",
                node,
                say("“{text}” cannot stand here.", text=shorten(text)),
                self.wanted or say("Choose another text."),
            )
        if len(text) > MAX_TEXT:
            return reader.fault(
                "invalid-value",
                node,
                say("The text has {length} characters; {limit} are the most.", length=len(text), limit=MAX_TEXT),
                say("Say it shorter, or put it into a document and name that."),
            )
        return text

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        # Editors read `28` as a number: a text written without quotes is still a text to Preuve.
        if self.pattern is None:
            return {"type": ["string", "number", "boolean", *(["null"] if self.optional else [])]}
        return {"type": ["string", "number", "boolean"], "pattern": f"^(?:{self.pattern})$"}


class Integer(NamedTuple):
    """A whole number."""

    at_least: int
    at_most: int

    def read(self, node: Node, reader: Reader) -> int | None:
        """Return the number; `012` and `1:30` are refused, not guessed at."""
        if not isinstance(node, Scalar):
            return reader.wrong_type(node, say("A whole number"))
        text = node.text.strip()
        if re.fullmatch(r"-?(0|[1-9][0-9]{0,11})", text) is None:
            advice = say("Write digits only, such as {example}.", example=max(self.at_least, 12))
            if re.fullmatch(r"0+[1-9][0-9]{0,11}", text) is not None:
                advice = say("Write {number}, without a zero in front.", number=text.lstrip("0"))
            return reader.fault("wrong-type", node, say("“{text}” is not a whole number.", text=shorten(text)), advice)
        number = int(text)
        if not self.at_least <= number <= self.at_most:
            return reader.fault(
                "invalid-value",
                node,
                say("{number} cannot stand here.", number=number),
                say("Write a number from {least} to {most}.", least=self.at_least, most=self.at_most),
            )
        return number

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"type": "integer", "minimum": self.at_least, "maximum": self.at_most}


class HalfDays:
    """A number of days counted by halves: `0.5`, `1`, `1.5`."""

    def read(self, node: Node, reader: Reader) -> float | None:
        """Return the number of days; halves are exact."""
        if not isinstance(node, Scalar):
            return reader.wrong_type(node, say("A number of days"))
        found = re.fullmatch(r"([0-9]|[1-9][0-9])(?:[.](0|5))?", node.text.strip())
        days = float(found[0]) if found else 0.0
        if not days:
            return reader.fault(
                "invalid-value",
                node,
                say("“{text}” is not a number of days.", text=shorten(node.text)),
                say("Write days and half-days, such as 0.5, 1 or 1.5."),
            )
        return days

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"type": "number", "minimum": 0.5, "maximum": 99.5, "multipleOf": 0.5}


class Flag:
    """Yes or no, written `true` or `false`."""

    def read(self, node: Node, reader: Reader) -> bool | None:
        """Return the truth value; `yes` and `no` are refused, since tools disagree on them."""
        if not isinstance(node, Scalar) or node.text not in {"true", "false"}:
            reader.wrong_type(node, say("true or false"))
            return None
        return node.text == "true"

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"type": "boolean"}


class Day:
    """A date, written year-month-day: 2026-03-01."""

    def read(self, node: Node, reader: Reader) -> date | None:
        """Return the date."""
        if not isinstance(node, Scalar):
            return reader.wrong_type(node, say("A date such as 2026-03-01"))
        text = node.text.strip()
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None:
            try:
                return date.fromisoformat(text)
            except ValueError:
                return reader.fault(
                    "invalid-date",
                    node,
                    say("{text} is not a day of the calendar.", text=text),
                    say("Check the day and the month."),
                )
        advice = say("Write year-month-day, such as 2026-03-01.")
        if (found := re.fullmatch(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})", text)) is not None:
            written = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
            advice = say("Write year-month-day: {date}.", date=written)
        return reader.fault("invalid-date", node, say("“{text}” is not a date.", text=shorten(text)), advice)

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


class Period(NamedTuple):
    """A length of time as people write it, in months and days."""

    months: int
    days: int

    def after(self, day: date) -> date:
        """Return the day this long after another; the 31st becomes the last day of a shorter month.

        A day before the first or after the last that a date can hold is that first or last day.
        """
        year, month = divmod(day.year * 12 + day.month - 1 + self.months, 12)
        if not date.min.year <= year <= date.max.year:
            return date.min if year < date.min.year else date.max
        first = date(year, month + 1, 1)
        length = 31 if month == _DECEMBER else (date(year, month + 2, 1) - first).days
        same = first + timedelta(days=min(day.day, length) - 1)
        return same + timedelta(days=min(self.days, (date.max - same).days))


_DECEMBER = 11  # counted from 0
_UNITS = {
    "month": Period(1, 0), "months": Period(1, 0), "year": Period(12, 0), "years": Period(12, 0),
    "week": Period(0, 7), "weeks": Period(0, 7), "day": Period(0, 1), "days": Period(0, 1),
}  # fmt: skip
_PERIOD = r"([1-9][0-9]{0,3}) (day|days|week|weeks|month|months|year|years)"


class Span:
    """A length of time: `12 months`, `2 years`, `6 weeks`, `90 days`."""

    def read(self, node: Node, reader: Reader) -> Period | None:
        """Return the length of time."""
        if not isinstance(node, Scalar):
            return reader.wrong_type(node, say("A length of time such as 12 months"))
        found = re.fullmatch(_PERIOD, " ".join(node.text.split()))
        if found is None:
            return reader.fault(
                "invalid-value",
                node,
                say("“{text}” is not a length of time.", text=shorten(node.text)),
                say("Write a number and days, weeks, months or years, such as 12 months."),
            )
        unit = _UNITS[found[2]]
        return Period(unit.months * int(found[1]), unit.days * int(found[1]))

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"type": "string", "pattern": f"^{_PERIOD}$", "examples": ["12 months"]}


class Choice(NamedTuple, Generic[E]):
    """One of a few words."""

    words: type[E]
    about: tuple[str, ...] = ()
    """What each word means, in order, for editors."""

    def read(self, node: Node, reader: Reader) -> E | None:
        """Return the member the word stands for."""
        known = [member.value for member in self.words]
        if not isinstance(node, Scalar):
            return reader.wrong_type(node, say("One of {words}", words=known))
        text = node.text.strip()
        if text not in known:
            return reader.fault(
                "invalid-value",
                node,
                say("“{text}” is not one of: {words}.", text=shorten(text), words=known),
                did_you_mean(text, known, say("Choose one of these words.")),
            )
        return self.words(text)

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        schema: Schema = {"enum": [member.value for member in self.words]}
        # The keyword is of editors, not of JSON Schema: validators pass over it.
        return {**schema, "enumDescriptions": list(self.about)} if self.about else schema


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
            node = Sequence([], node.line, node.column)
        if not isinstance(node, Sequence):
            advice = say("Write it between square brackets, such as [{text}].", text=shorten(getattr(node, "text", "…"), 20))
            reader.fault("wrong-type", node, say("A list is needed here, not {found}.", found=_kind(node)), advice)
            return None
        if len(node.items) < self.at_least:
            return reader.fault("invalid-value", node, say("The list is empty."), say("Give at least one value."))
        if self.at_most is not None and len(node.items) > self.at_most:
            return reader.fault(
                "invalid-value",
                node.items[self.at_most],
                say("The list has {length} values; {limit} are the most.", length=len(node.items), limit=self.at_most),
                say("Leave out what is not needed, or was pasted twice."),
            )
        values: list[T] = []
        for item in node.items:
            value = None if reader.full else self.shape.read(item, reader)
            if self.distinct and value is not None and value in values:
                reader.fault(
                    "invalid-value", item, say("{value} stands twice in this list.", value=value), say("Keep one of them.")
                )
            elif value is not None:
                values.append(value)
        return tuple(values)

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        schema: Schema = {"type": "array", "items": self.shape.schema(), "minItems": self.at_least}
        if self.at_most is not None:
            schema["maxItems"] = self.at_most
        return {**schema, "uniqueItems": True} if self.distinct else schema


class MapOf(NamedTuple, Generic[T]):
    """A map from names, chosen by the team or among those given, to values of one shape."""

    shape: Shape[T]
    known: Collection[str] = ()
    """The names allowed; any name, if there is none here."""

    def read(self, node: Node, reader: Reader) -> dict[str, T] | None:
        """Return the values by name."""
        if not isinstance(node, Mapping):
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


def unknown_key(reader: Reader, key: Scalar, known: Collection[str]) -> None:
    """Note that a key is none of those known."""
    reader.fault(
        "unknown-key", key, say("The key “{key}” is not known here.", key=shorten(key.text)),
        did_you_mean(key.text, known, say("Known keys: {keys}.", keys=sorted(known))),
    )  # fmt: skip


class Field(NamedTuple):
    """One key of a record."""

    shape: Shape[Any]
    about: Message
    """What the key is for: shown by editors, from the JSON Schema."""
    required: bool = False

    def schema(self) -> Schema:
        """Return the JSON Schema of the key: where it may be left out, it may stand with nothing after it."""
        schema = self.shape.schema()
        if not self.required:
            schema = {"anyOf": [schema, {"type": "null"}]}
        return {**schema, "description": self.about.text}


class Record(NamedTuple, Generic[T]):
    """A map with known keys, made into an object.

    `make` is called with the keys read and with `origin`; keys not given are left to its own defaults.
    """

    make: Callable[..., T]
    fields: dict[str, Field]
    exactly_one: tuple[str, ...] = ()
    at_most_one: tuple[str, ...] = ()

    def read(self, node: Node, reader: Reader) -> T | None:
        """Return the object, or None if any fault was found in it."""
        if not isinstance(node, Mapping):
            return reader.wrong_type(node, say("A map (lines of “key: value”)"))
        before = len(reader.faults)
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
                values[name] = value
        self._missing(node, reader)
        if len(reader.faults) > before:
            return None
        return self.make(origin=Origin(reader.file, node), **values)

    def _missing(self, node: Mapping, reader: Reader) -> None:
        # A misspelt key is one fault: the key it was meant to be is not reported missing as well.
        meant = {nearest(name, self.fields) for name in node.entries if name not in self.fields}
        missing = [name for name, field in self.fields.items() if field.required and name not in node.entries]
        for name in missing:
            if name not in meant:
                reader.fault(
                    "missing-key", node, say("The key “{key}” is missing.", key=name),
                    say("Add a line “{key}: …”: {about}.", key=name, about=self.fields[name].about),
                )  # fmt: skip
        for group, needed in ((self.exactly_one, True), (self.at_most_one, False)):
            given = [name for name in group if name in node.entries and not is_empty(node.entries[name])]
            if len(given) > 1:
                reader.fault(
                    "invalid-value", node.keys[given[1]],
                    say("Only one of these keys may be given: {keys}.", keys=given), say("Keep one, delete the others."),
                )  # fmt: skip
            elif needed and group and not given and not meant & set(group):
                reader.fault(
                    "missing-key", node, say("One of these keys is missing: {keys}.", keys=list(group)),
                    say("Say where the proof is: file (in this repository), url (on the web) or place (in words)."),
                )  # fmt: skip

    def schema(self) -> Schema:
        """Return the JSON Schema of the object."""
        schema: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: field.schema() for name, field in self.fields.items()},
            "required": [name for name, field in self.fields.items() if field.required],
        }
        if self.exactly_one:
            schema["oneOf"] = [{"required": [name]} for name in self.exactly_one]
        if self.at_most_one:
            schema["not"] = {"required": list(self.at_most_one)}
        return schema
