"""Shapes of single values: texts, numbers, yes or no, one of a few words."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from preuve.core import synonyms
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import LabelledEnum, Message, Translator, say
from preuve.reading import TextNode
from preuve.schema.guesses import did_you_mean, seen
from preuve.schema.reader import ONE_VALUE, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from preuve.reading import Node
    from preuve.schema.reader import Reader, Schema

E = TypeVar("E", bound="StrEnum")

MAX_TEXT = (
    4_000  # characters, some two pages: a reason or a title may be quoted in thousands of findings
)


_LONGEST_SPAN = 40  # numbers that a sentence can hold
_EMPTY = say(
    "Write a text, or delete the key. A text that begins with # needs double quotes around it."
)


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
        if not isinstance(node, TextNode):
            return reader.wrong_type(node, say("A text"), ONE_VALUE)
        text = node.text.strip()
        if text == "" or (node.plain and text in {"~", "null"}):
            if self.optional:
                return ""
            return reader.report(RuleName.INVALID_VALUE, node, say("The value is empty."), _EMPTY)
        if self.pattern is not None and re.fullmatch(self.pattern, text) is None:
            return reader.report(
                RuleName.INVALID_VALUE,
                node,
                say("“{text}” cannot stand here.", text=shorten(text)),
                self._instead(text),
            )
        if len(text) > MAX_TEXT:
            return reader.report(
                RuleName.INVALID_VALUE,
                node,
                say(
                    "The text has {length} characters; {limit} are the most.",
                    length=len(text),
                    limit=MAX_TEXT,
                ),
                say("Say it shorter, or put it into a document and name that."),
            )
        return text

    def _instead(self, text: str) -> Message:
        """Return the advice for what does not match:
        often the quotation marks alone are too many.
        """
        meant = seen(text)
        if meant != text and re.fullmatch(self.pattern or "", meant) is not None:
            return say(
                "Write {text}, without quotation marks or other signs around it.", text=meant
            )
        joined = re.sub(r"[\s_°/]+", "-", meant)
        if any(map(str.isdigit, joined)) and re.fullmatch(self.pattern or "", joined) is not None:
            return say("Write {text}.", text=joined)
        return self.wanted or say("Choose another text.")

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
        if not isinstance(node, TextNode):
            return reader.wrong_type(node, say("A whole number"), ONE_VALUE)
        text = node.text.strip()
        if re.fullmatch(r"-?(0|[1-9][0-9]{0,11})", text) is None:
            message = say("“{text}” is not a whole number.", text=shorten(text))
            return reader.report(RuleName.WRONG_TYPE, node, message, self._instead(text))
        number = int(text)
        if not self.at_least <= number <= self.at_most:
            return reader.report(
                RuleName.INVALID_VALUE,
                node,
                say("{number} cannot stand here.", number=number),
                say(
                    "Write a number from {least} to {most}.", least=self.at_least, most=self.at_most
                ),
            )
        return number

    def _instead(self, text: str) -> Message:
        """Return the advice for what is not a number as it is written: `012`, `210 000 €`."""
        if re.fullmatch(r"0+[1-9][0-9]{0,11}", text) is not None:
            return say("Write {number}, without a zero in front.", number=text.lstrip("0"))
        if (
            re.fullmatch(
                r"[1-9][0-9]{0,2}([ .,_’'\u00a0\u202f][0-9]{3})*[ \u00a0\u202f]?(€|EUR)?", text
            )
            is not None
        ):
            return say("Write it in digits alone: {number}.", number=re.sub(r"[^0-9]", "", text))
        if (
            match := re.fullmatch(
                r"(?i:[^\W\d_]{0,4}|n°|indicat(?:eu|o)rs?|c[1-7][ .-]?i) ?([1-9][0-9]{0,2})",
                seen(text).rstrip("…"),
            )
        ) is not None:
            return say("Write {number}.", number=match[1])
        if (span := re.fullmatch(r"([1-9][0-9]?) ?(?:-|–|à|to) ?([1-9][0-9]?)", text)) is not None:
            numbers = list(range(int(span[1]), int(span[2]) + 1))
            if 1 < len(numbers) <= _LONGEST_SPAN:
                return say(
                    "Write one number. In a list, put a comma between numbers: {numbers}.",
                    numbers=numbers,
                )
        several = re.findall(r"[1-9][0-9]?", text)
        if (
            len(several) > 1
            and re.fullmatch(r"[0-9]{1,2}(( ?[;./+&] ?| et | and | )[0-9]{1,2})+", text) is not None
        ):
            return say(
                "Write one number. In a list, put a comma between numbers: {numbers}.",
                numbers=several,
            )
        return say("Write digits only, such as {example}.", example=max(self.at_least, 12))

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"type": "integer", "minimum": self.at_least, "maximum": self.at_most}


class HalfDays:
    """A number of days counted by halves: `0.5`, `1`, `1.5`."""

    def read(self, node: Node, reader: Reader) -> float | None:
        """Return the number of days; halves are exact."""
        if not isinstance(node, TextNode):
            return reader.wrong_type(node, say("A number of days"), ONE_VALUE)
        match = re.fullmatch(r"([0-9]|[1-9][0-9])(?:[.](0|5))?", node.text.strip())
        days = float(match[0]) if match else 0.0
        if not days:
            return reader.report(
                RuleName.INVALID_VALUE,
                node,
                say("“{text}” is not a number of days.", text=shorten(node.text)),
                say("Write days and half-days, such as 0.5, 1 or 1.5."),
            )
        return days

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"type": "number", "minimum": 0.5, "maximum": 99.5, "multipleOf": 0.5}


def flag_meaning(text: str) -> bool | None:
    """Return the truth value that a person means by a word, such as `oui` or `n`; None where it
    means none.
    """
    meant = next(
        (word for word, others in synonyms.FLAGS.items() if text.strip().casefold() in others), None
    )
    return None if meant is None else meant == "true"


class Flag:
    """Yes or no, written `true` or `false`."""

    def read(self, node: Node, reader: Reader) -> bool | None:
        """Return the truth value; `yes` and `no` are refused, since tools disagree on them."""
        if not isinstance(node, TextNode):
            reader.wrong_type(node, say("true or false"), ONE_VALUE)
            return None
        if node.text not in {"true", "false"}:
            meant = flag_meaning(node.text)
            advice = (
                say("Write true for yes, false for no.")
                if meant is None
                else say("Write {word}.", word=str(meant).lower())
            )
            reader.wrong_type(node, say("true or false"), advice)
            return None
        return node.text == "true"

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"type": "boolean"}


class Choice(NamedTuple, Generic[E]):
    """One of a few words."""

    words: type[E]
    about: Mapping[E, Message] = MappingProxyType({})
    """What each word means, for editors; where it is not given, the words' own labels."""
    called: Mapping[str, str] = MappingProxyType({})
    """What people may write for a word of ours, in lower case:
    abbreviations, French. Proposed, never accepted.
    """

    def read(self, node: Node, reader: Reader) -> E | None:
        """Return the member the word stands for."""
        if not isinstance(node, TextNode):
            return reader.wrong_type(
                node, say("One of {words}", words=[word.value for word in self.words]), ONE_VALUE
            )
        text = node.text.strip()
        try:
            return self.words(text)
        except (
            ValueError
        ):  # a list of the words for each value read would be most of the reading of an entry
            known = [word.value for word in self.words]
        return reader.report(
            RuleName.INVALID_VALUE,
            node,
            say("“{text}” is not one of: {words}.", text=shorten(text), words=known),
            self._instead(text, known),
        )

    def meaning(self, text: str) -> E | None:
        """Return the member that a person means, by our word for it or by theirs; None where it is
        neither.
        """
        word = " ".join(text.casefold().split())
        try:
            return self.words(self.called.get(word, word))
        except ValueError:
            return None

    def _instead(self, text: str, known: list[str]) -> Message:
        """Return the advice for a word that is none of ours."""
        if (meant := self.meaning(text)) is not None:
            return say("Did you mean “{word}”?", word=meant.value)
        return did_you_mean(text, known, say("Choose one of these words."))

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        schema: Schema = {"enum": [member.value for member in self.words]}
        meanings = [self.about[member] for member in self.words if member in self.about] or [
            member.label for member in self.words if isinstance(member, LabelledEnum)
        ]
        if not meanings:
            return schema
        # The keyword is of editors, not of JSON Schema: validators pass over it.
        return {**schema, "enumDescriptions": [Translator("en")(about) for about in meanings]}
