"""Shapes of single values: texts, numbers, yes or no, one of a few words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from preuve.shape.guesses import did_you_mean
from preuve.shape.reader import shorten
from preuve.source import Scalar
from preuve.words import Message, say

if TYPE_CHECKING:
    from enum import StrEnum

    from preuve.shape.reader import Reader, Schema
    from preuve.source import Node

E = TypeVar("E", bound="StrEnum")

MAX_TEXT = 4_000  # characters, some two pages: a reason or a title may be quoted in thousands of findings


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
