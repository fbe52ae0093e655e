"""The fields of a form, made from the shapes that the file is read with: what each asks, in words,
what stands there, and what an answer becomes.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.assess.session_file import title as step_title
from preuve.core.words import LabelledEnum, Message, say, verbatim
from preuve.editing.answers import line_by_line, refusal, value
from preuve.intake.understanding import understood
from preuve.model.choices import WaivableRule
from preuve.model.organisation import ManualLanguage
from preuve.model.person import ROLE
from preuve.model.sessions import Step
from preuve.reading import ListNode, MapNode, TextNode
from preuve.rulebook import BY_NAME, WAIVABLE
from preuve.schema import Choice, Day, Flag, ListOf, Record, Text
from preuve.site.forms.spots import is_below, map_of
from preuve.spreadsheets.column_names import FRENCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.core.words import Translator
    from preuve.editing.splice import Value
    from preuve.reading import Node
    from preuve.schema import Shape
    from preuve.site.forms.spots import Spot


class Input(StrEnum):
    """How an answer is given."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    LINES = "lines"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"
    BELOW = "below"
    """On a form of its own."""


class Option(NamedTuple):
    """A word that may be chosen, and how it is said."""

    value: str
    label: Message


class FormField(NamedTuple):
    """One key as a form asks for it."""

    key: str
    label: Message
    about: Message
    input: Input
    shape: Shape[Any]
    options: tuple[Option, ...] = ()
    text: str = ""
    """What stands there, as the form shows it; of several chosen words, with commas between."""
    required: bool = False
    number: int = 0
    """Of a list that has a form of its own: how many entries it has."""
    seldom: bool = False
    """Whether few entries have it."""
    proposals: tuple[str, ...] = ()
    """What may be meant, among much else."""

    @property
    def chosen(self) -> frozenset[str]:
        """Return the words chosen."""
        return frozenset(part.strip() for part in self.text.split(",") if part.strip())


class Entered(NamedTuple):
    """What was entered under a key."""

    value: Value | None
    """As it goes into the file; None: the key goes."""
    refusal: Message | None = None
    meaning: str = ""
    """How it was read, where that is not as it was entered."""


_LONG = 70  # characters: more than that wants more than a line
_PARAGRAPHS = frozenset(
    ("note", "reason", "summary", "finding", "cause", "action", "decisions", "agenda", "effect")
)


def fields_of(spot: Spot, words: Translator, roles: Mapping[str, str]) -> list[FormField]:
    """Return the fields of a form for a spot: those of its record, or the names of its map.

    Args:
        spot: the place.
        words: the language.
        roles: the organisation's roles, and how each is shown.

    """
    if (names := map_of(spot.shape)) is not None:
        written = spot.node.entries if isinstance(spot.node, MapNode) else {}
        keys = list(dict.fromkeys([*names.known, *written]))
        about = verbatim("")
        return [_field(key, names.shape, about, spot, roles) for key in keys]
    assert isinstance(spot.shape, Record)  # noqa: S101 - lists are shown as lists
    whole = spot.shape.whole.keys if spot.shape.whole else ()
    usual = {key for key, field in spot.shape.fields.items() if field.required}
    usual |= {*whole, *spot.shape.exactly_one, *spot.shape.at_most_one}
    fields = []
    for key, field in spot.shape.fields.items():
        made = _field(key, field.shape, field.about, spot, roles)
        fields.append(
            made._replace(
                label=_label(key, field.about, words),
                required=field.required,
                seldom=key not in usual and not made.text,
                text=as_people_write(made.input, made.text, words),
            )
        )
    return fields


def as_people_write(kind: Input, text: str, words: Translator) -> str:
    """Return what stands in a file as people write it: a day of the calendar in their order."""
    if kind is Input.DAY:
        with suppress(ValueError):
            return words.short_day(date.fromisoformat(text))
    return text


def _label(key: str, about: Message, words: Translator) -> Message:
    """Return what a key is called: as exports call it, else by what it is for."""
    if words.language == "en":
        return verbatim(key.replace("_", " ").capitalize())
    text = FRENCH.get(key) or re.split(r"\s*[:;(]", words(about))[0]
    return verbatim(text[:1].upper() + text[1:])


def _field(
    key: str, shape: Shape[Any], about: Message, spot: Spot, roles: Mapping[str, str]
) -> FormField:
    node = spot.below(key)
    options = tuple(_options(shape, roles))
    text = text_of(node, shape)
    base = FormField(key, verbatim(key), about, _input(key, shape, text), shape, options, text)
    if is_below(shape) and not isinstance(node, TextNode):
        number = len(node.items) if isinstance(node, ListNode) else 0
        return base._replace(input=Input.BELOW, number=number)
    return base


def named_field(shape: Shape[Any]) -> FormField:
    """Return the field of a name that a map does not have yet."""
    return FormField("", verbatim(""), verbatim(""), Input.LINE, shape)


def _input(key: str, shape: Shape[Any], text: str) -> Input:
    inside = shape.shape if isinstance(shape, ListOf) else shape
    if isinstance(inside, Choice):
        return Input.CHOICE if inside is shape else Input.CHOICES
    if inside is ROLE or isinstance(inside, Flag | WaivableRule):
        return Input.CHOICE if inside is shape else Input.LINE
    if isinstance(inside, Day):
        return Input.DAY
    if line_by_line(shape):
        return Input.LINES
    free = isinstance(inside, Text) and inside.pattern is None
    if free and (key in _PARAGRAPHS or len(text) > _LONG or "\n" in text):
        return Input.PARAGRAPH
    return Input.LINE


def _options(shape: Shape[Any], roles: Mapping[str, str]) -> Iterator[Option]:
    """Yield the words among which is chosen, each said in words."""
    inside = shape.shape if isinstance(shape, ListOf) else shape
    if isinstance(inside, Choice):
        members: Any = inside.words
        for member in members:
            yield Option(member.value, _said(member, inside.about.get(member)))
    elif isinstance(inside, Flag):
        yield Option("true", say("yes"))
        yield Option("false", say("no"))
    elif inside is ROLE:
        for role, shown in roles.items():
            yield Option(role, verbatim(f"{shown} ({role})" if shown != role else role))
    elif isinstance(inside, WaivableRule):
        for rule in WAIVABLE:
            yield Option(rule.name.value, BY_NAME[rule.name.value].what)


def _said(member: StrEnum, about: Message | None) -> Message:
    if isinstance(member, LabelledEnum) and member.label.text:
        return member.label
    if isinstance(member, Step):
        return step_title(member)
    if isinstance(member, ManualLanguage):
        return verbatim({"en": "English", "fr": "français"}[member.value])
    return about or verbatim(member.value.replace("_", " "))


def text_of(node: Node | None, shape: Shape[Any]) -> str:
    """Return what stands at a node as a form shows it."""
    if isinstance(node, TextNode):
        return "" if node.plain and node.text in {"", "~", "null"} else node.text.strip()
    if isinstance(node, ListNode):
        items = [item.text.strip() for item in node.items if isinstance(item, TextNode)]
        return ("\n" if line_by_line(shape) else ", ").join(items)
    return ""


def answer(field: FormField, entered: str) -> Entered:
    """Return what an answer becomes: dates, figures and words are taken as people write them."""
    text = "\n".join(line.rstrip() for line in entered.strip().splitlines())
    if not text:
        return Entered(None)
    meaning = understood(field.key, text, field.shape)
    if (wrong := refusal(field.key, meaning, field.shape)) is not None:
        return Entered(None, wrong)
    given = value(field.key, meaning, field.shape)
    return Entered(given, meaning="" if meaning == text else meaning)
