"""What libyaml says of a file that is not YAML, in words that a person who is not a programmer can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.finding import Fault
from preuve.words import say

if TYPE_CHECKING:
    from preuve.finding import Place
    from preuve.words import Message

UNCLOSED = ("found unexpected end of stream", "did not find expected ',' or ']'", "did not find expected ',' or '}'")

# libyaml's wording → what a person who is not a programmer can act on. The rest is quoted as it is.
_SYNTAX_WORDS: tuple[tuple[str, Message, Message], ...] = (
    (
        "mapping values are not allowed",
        say("A colon stands where none is expected."),
        say("If the colon belongs to the text, put the whole text between double quotes; else check the indentation."),
    ),
    (
        "could not find expected ':'",
        say("A colon is missing after a key."),
        say("Write “key: value”, with a space after the colon."),
    ),
    (
        "did not find expected key",
        say("The indentation or the quotes do not match here."),
        say("Align this line with its neighbours; close each quote; double a quote inside a quoted text."),
    ),
    (
        "did not find expected '-' indicator",
        say("The indentation of a list does not match here."),
        say("Align this line with the other entries of the list."),
    ),
    (
        "did not find expected ',' or ']'",
        say("A list opened by [ is not closed."),
        say("Separate the items by commas and close the list by ]."),
    ),
    (
        "did not find expected ',' or '}'",
        say("A map opened by {{ is not closed."),
        say("Separate the items by commas and close the map by }}."),
    ),
    (
        "found unexpected end of stream",
        say("A quote is opened and never closed."),
        say("Close the quote at the end of the text."),
    ),
    (
        "found character that cannot start any token",
        say("A value cannot begin with this character."),
        say("Put the value between double quotes; use spaces, not tabs."),
    ),
)


def syntax_fault(problem: str, place: Place) -> Fault:
    """Return the fault for what libyaml calls `problem`."""
    for words, message, advice in _SYNTAX_WORDS:
        if words in problem:
            return Fault("yaml-syntax", message, place, advice)
    return Fault(
        "yaml-syntax",
        say("This is not valid YAML ({problem}).", problem=problem),
        place,
        say("Compare with the lines around it: indentation, colons, dashes, quotes."),
    )


def closed_late(place: Place, line: int) -> Fault:
    """Return the fault of a quote that went on into another line, to the next quote there."""
    return Fault(
        "yaml-syntax",
        say("The quote opened here is closed only in line {line}.", line=line),
        place,
        say("Close the quote at the end of the text."),
    )


def closed_early(place: Place) -> Fault:
    """Return the fault of a quote that ended within its text."""
    return Fault(
        "yaml-syntax",
        say("The text goes on after its closing quote."),
        place,
        say("Put the whole text between double quotes. Between single quotes an apostrophe is written twice."),
    )
