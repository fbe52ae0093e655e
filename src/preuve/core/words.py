"""Words for people: messages that are translated only when they are shown.

`say("… {name} …", name=value)` makes a `Message`; `Translator("fr")` turns it into text. English is
the source; other languages are gettext catalogues in `locale/`, kept with Babel. A `Message` may
hold other messages, dates and lists: each is worded for the same reader.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from preuve.core.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import NullTranslations

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")

LOCALE = Path(__file__).parent.parent / "locale"


class Message(NamedTuple):
    """A text to be translated, and the values that stand in it."""

    text: str
    values: Mapping[str, object]
    plural: str = ""
    number: int = 1


def say(text: str, /, **values: object) -> Message:
    """Make a message. `{name}` stands for a value; a brace is written twice."""
    return Message(text, values)


def say_count(one: str, many: str, number: int, /, **values: object) -> Message:
    """Make a message that differs for one and for several; `{count}` is the number."""
    return Message(one, {"count": number, **values}, many, number)


def verbatim(text: str) -> Message:
    """Make a message of what another program said: it is shown as it is, in whatever language."""
    return Message("{text}", {"text": text})


_NO_LABEL = Message("", {})


class LabelledEnum(StrEnum):
    """A choice, and what people are shown of it: a member is written `"value", say("label")`."""

    label: Message

    def __new__(cls, value: str, label: Message = _NO_LABEL) -> Self:
        """Make a member that is its value, as those of `StrEnum` are; to look one up, the value
        suffices.
        """
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Series(tuple[object, ...]):
    """Values that hold commas themselves: told one after the other between semicolons."""

    __slots__ = ()


_MONTHS = (
    say("January"),
    say("February"),
    say("March"),
    say("April"),
    say("May"),
    say("June"),
    say("July"),
    say("August"),
    say("September"),
    say("October"),
    say("November"),
    say("December"),
)


@cache
def _catalogue(language: Language) -> NullTranslations:
    from gettext import NullTranslations, translation  # noqa: PLC0415 - English needs none of it

    if language == "en":
        return NullTranslations()
    return translation("preuve", LOCALE, [language])


def thousands(number: int) -> str:
    """Return a number with a narrow no-break space between thousands."""
    return f"{number:,}".replace(",", "\u202f")


class Translator:
    """Turns messages into text in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._catalogue = _catalogue(language)
        self._days: dict[date, str] = {}

    def __call__(self, message: Message) -> str:
        """Return the message in this language, its values worded too."""
        if message.plural:
            text = self._catalogue.ngettext(message.text, message.plural, message.number)
        else:
            text = self._catalogue.gettext(message.text)
        return text.format_map({name: self.value(value) for name, value in message.values.items()})

    def value(self, value: object) -> str:
        """Return one value as text: a message, a text kept in both languages,
        a date, a number, a list, or itself.
        """
        if isinstance(value, Message):
            return self(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, float):
            return f"{value:g}".replace(".", "," if self.language == "fr" else ".")
        if isinstance(value, dict):
            return self.localized(value)
        if isinstance(value, list | tuple):
            semicolon = "\u00a0; " if self.language == "fr" else "; "
            return (semicolon if isinstance(value, Series) else ", ").join(
                self.value(item) for item in value
            )
        return str(value)

    def day(self, day: date) -> str:
        """Return a date in full: `6 October 2026`, `1er août 2026`."""
        if day not in self._days:
            number = "1er" if self.language == "fr" and day.day == 1 else str(day.day)
            self._days[day] = f"{number}\u00a0{self(_MONTHS[day.month - 1])}\u00a0{day.year:04}"
        return self._days[day]

    def span(self, first: date, last: date) -> str:
        """Return the days from one to another, without saying twice what they share."""
        if first == last:
            return self.day(first)
        begins = self.day(first).split("\u00a0")
        shared = 3 if first.year != last.year else 2 if first.month != last.month else 1
        return (
            "\u00a0".join(begins[:shared]) + ("–" if shared == 1 else "\u00a0– ") + self.day(last)
        )

    def short_day(self, day: date) -> str:
        """Return a date in figures, for tables: `2026-10-06`, `06/10/2026`."""
        return (
            f"{day.day:02}/{day.month:02}/{day.year:04}"
            if self.language == "fr"
            else day.isoformat()
        )

    def month(self, day: date) -> str:
        """Return a date's month and year: `April 2028`."""
        return f"{self(_MONTHS[day.month - 1])}\u00a0{day.year:04}"

    def localized(self, texts: Mapping[Language, str]) -> str:
        """Return one of the texts kept in both languages."""
        return texts[self.language]
