"""What libyaml says of a file that is not YAML,
in words that a person who is not a programmer can act on.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic
from preuve.core.rule_name import RuleName
from preuve.core.words import say

if TYPE_CHECKING:
    from preuve.core.finding import Place
    from preuve.core.words import Message

BEGUN_AT = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)
"""Problems that libyaml notices at the end of what it was reading, or in the next line:
they are told where that began.
"""

# libyaml's wording, which is English → what a person who is not a programmer can act on.
_SYNTAX_WORDS: tuple[tuple[str, Message, Message], ...] = (
    (
        "mapping values are not allowed",
        say("A colon stands where none is expected."),
        say(
            "If the colon belongs to the text, put the whole text between double quotes; else "
            "check the indentation."
        ),
    ),
    (
        "could not find expected ':'",
        say("A colon is missing after a key."),
        say(
            "Write “key: value”, with a space after the colon. A text goes on from the line "
            "above if it begins further right."
        ),
    ),
    (
        "did not find expected key",
        say("The indentation or the quotes do not match here."),
        say(
            "Align this line with its neighbours; close each quote; double a quote inside a "
            "quoted text."
        ),
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
    *(
        (
            words,
            say("A value cannot begin with this character."),
            say("Put the whole value between double quotes."),
        )
        for words in (
            "did not find expected alphabetic or numeric character",  # *text*, &text
            "did not find expected comment or line break",  # > text, | text
            "mapping keys are not allowed in this context",  # ? text
            "block sequence entries are not allowed in this context",  # - text
        )
    ),
    (
        "did not find expected node content",
        say("A value is missing here."),
        say("Write it, or take out the comma or the bracket that is too many."),
    ),
)


def syntax_fault(problem: str, place: Place) -> Diagnostic:
    """Return the fault for what libyaml calls `problem`."""
    for words, message, advice in _SYNTAX_WORDS:
        if words in problem:
            return Diagnostic(RuleName.YAML_SYNTAX, message, place, advice)
    return Diagnostic(
        RuleName.YAML_SYNTAX,
        say("This is not valid YAML."),
        place,
        say("Compare with the lines around it: indentation, colons, dashes, quotes."),
    )


def closed_late(place: Place, line: int) -> Diagnostic:
    """Return the fault of a quote that went on into another line, to the next quote there."""
    return Diagnostic(
        RuleName.YAML_SYNTAX,
        say("The quote opened here is closed only in line {line}.", line=line),
        place,
        say("Close the quote at the end of the text."),
    )


def closed_early(place: Place) -> Diagnostic:
    """Return the fault of a quote that ended within its text."""
    return Diagnostic(
        RuleName.YAML_SYNTAX,
        say("The text goes on after its closing quote."),
        place,
        say(
            "Put the whole text between double quotes. Between single quotes an apostrophe is "
            "written twice."
        ),
    )


_HASH = re.compile(r" (#[^\s#][^\n]{0,40})")
_MOST_CUTS = 1_000


def cut_places(text: str) -> dict[tuple[int, int], str]:
    """Return where (line and column, counted from 0) a value ends before a # with no space after
    it, and what follows.
    """
    by_place: dict[tuple[int, int], str] = {}
    if " #" not in text:
        return by_place
    line = begins = at = 0
    for hash_sign in islice(_HASH.finditer(text), _MOST_CUTS):
        line += text.count("\n", at, hash_sign.start())
        begins = max(begins, text.rfind("\n", at, hash_sign.start()) + 1)
        at = end = hash_sign.start()
        while end > begins and text[end - 1] == " ":
            end -= 1
        by_place[line, end - begins] = hash_sign[1]
    return by_place


def cut_short(place: Place, rest: str) -> Diagnostic:
    """Return the fault of a value of which YAML takes the end for a comment, as in `title:
    Sheet no 3 #2`.
    """
    return Diagnostic(
        RuleName.YAML_SYNTAX,
        say("From the # on, this is left out: “{text}”.", text=rest),
        place,
        say(
            "Put the whole value between double quotes; or, if it is a comment, write a space "
            "after the #."
        ),
    )


def bracketed_early(place: Place) -> Diagnostic:
    """Return the fault of a text that goes on after the bracket it begins with."""
    return Diagnostic(
        RuleName.YAML_SYNTAX,
        say("The text goes on after its closing bracket."),
        place,
        say(
            "Put a text that begins with [ or {{ between double quotes; else take out what "
            "follows the bracket."
        ),
    )
