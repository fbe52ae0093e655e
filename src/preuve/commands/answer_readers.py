"""What a person types about the provider, read as `preuve new` is told it: at the prompt and
by option alike.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from preuve.core import synonyms
from preuve.core.errors import PreuveError
from preuve.core.words import say
from preuve.intake.written_days import Sort, read_day
from preuve.model.audits import AUDIT_TYPE, AuditType
from preuve.model.indicator_names import CATEGORY
from preuve.model.standard import Category, Condition
from preuve.schema import Choice, flag_meaning

if TYPE_CHECKING:
    from datetime import date

E = TypeVar("E", bound=StrEnum)

_CONDITION = Choice(Condition)
_MOST_SITES = 9999


class AnswerError(PreuveError):
    """What was typed is no answer to what was asked."""


def read_date(text: str) -> date:
    """Read a day in any of the ways that people write one.

    Raises:
        AnswerError: it is no answer to what was asked.

    """
    reading = read_day(text)
    if reading.day is not None and reading.sort is Sort.DAY:
        return reading.day
    if reading.sort is Sort.IMPOSSIBLE:
        raise AnswerError(say("“{text}” is no day of the calendar.", text=text[:40]))
    raise AnswerError(
        say(
            "“{text}” is not a day. Write one such as {example}.",
            text=text[:40],
            example="15/03/2027",
        )
    )


def read_flag(text: str) -> bool:
    """Read yes or no.

    Raises:
        AnswerError: it is no answer to what was asked.

    """
    meant = flag_meaning(text)
    if meant is None:
        raise AnswerError(say("“{text}” is neither yes nor no.", text=text[:40]))
    return meant


def read_sites(text: str) -> int:
    """Read a number of sites.

    Raises:
        AnswerError: it is no answer to what was asked.

    """
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _MOST_SITES:
        return int(text)
    raise AnswerError(
        say("“{text}” is not a number from 1 to {most}.", text=text[:40], most=_MOST_SITES)
    )


def read_audit_type(text: str) -> AuditType:
    """Read a kind of audit: one of our words, theirs, or its number in the list.

    Raises:
        AnswerError: it is no answer to what was asked.

    """
    (kind,) = _members(text, AUDIT_TYPE, several=False)
    if kind is AuditType.MOCK:
        raise AnswerError(say("A mock audit decides nothing: say which one comes after it."))
    return kind


def read_categories(text: str) -> tuple[Category, ...]:
    """Read categories, by our words, by theirs (AF, BC, VAE, CFA), or by their numbers in the
    list.
    """
    return _members(text, CATEGORY)


def read_conditions(text: str) -> tuple[Condition, ...]:
    """Read conditions, by our words or by their numbers in the list."""
    return _members(text, _CONDITION)


def read_name(text: str) -> str:
    """Read a name: any."""
    return text


def _members(text: str, choice: Choice[E], *, several: bool = True) -> tuple[E, ...]:
    """Return the members that a text names; what is parted by commas may hold blanks."""
    parts = (
        [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
        if several
        else [text]
    )
    listed = list(choice.words)
    members: list[E] = []
    for part in parts:
        whole = _member(part, choice)
        names = [part] if whole is not None or not several else part.split()
        for name in names:
            if (member := _member(name, choice)) is None:
                words = [f"{number} {_typed(known)}" for number, known in enumerate(listed, 1)]
                raise AnswerError(
                    say("“{text}” is none of these: {words}.", text=name[:40], words=words)
                )
            members.append(member)
    return tuple(members)


def _member(text: str, choice: Choice[E]) -> E | None:
    if text.isascii() and text.isdigit():
        return dict(enumerate(choice.words, 1)).get(int(text[:9]))
    return choice.meaning(text)


def _typed(member: StrEnum) -> str:
    return short_name(member) if isinstance(member, Category) else member.value


def short_name(category: Category) -> str:
    """Return what the trade calls a category: AF, BC, VAE, CFA."""
    return next(
        (name.upper() for name, meant in synonyms.CATEGORIES.items() if meant == category),
        category.upper(),
    )
