"""Sentences that are about something, and stand under a title:
what a page makes links of, and a terminal lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from preuve.core.words import Message


class SentenceLine(NamedTuple):
    """One sentence, and the page, the indicator,
    the proof or the line of a register that it is about.
    """

    message: Message
    page: str | None = None
    indicator: int | None = None
    proof: str | None = None
    entry: str | None = None


class Group(NamedTuple):
    """Sentences about one sort of thing."""

    title: Message
    lines: tuple[SentenceLine, ...]
    loud: bool = False
    """Whether it is what nobody should pass over."""
