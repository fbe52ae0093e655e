"""What a person most likely did to the lines where libyaml stumbled:
it tells of its own trouble, and often a line too late.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import say

if TYPE_CHECKING:
    from preuve.core.words import Message


class SyntaxHint(NamedTuple):
    """What was done, where (line and column, counted from 0), and what to type instead."""

    line: int
    column: int
    message: Message
    help: Message


_UNSEEN = "\u00a0\u00ad\u2000-\u200d\u202f\u2060\u3000"
"""Blanks that are no spaces, and signs that cannot be seen."""
_BEGINS_UNSEEN = re.compile(f"[ ]*([{_UNSEEN}])")
_TIGHT_DASH = re.compile(r" *-(?=[^\W\d_][\w ]*:)")
_OTHER_DASH = re.compile(r" *([•·●▪◦‣*‐‑‒–—−])[ \u00a0\t]*[^\W\d_][\w ]*:")
_PASTED = re.compile(r" *(```|~~~|//|/\*|<!--|>(?= *(?:- )?[^\W\d_]\w*:))")
"""What comes along from a formatted text, a mail or another language's remark."""
_KEY = r" *(?:- +)?([^\W\d_]\w*)"
_NO_SPACE = re.compile(rf"{_KEY} *:(?=[^\s:/])")
_UNSEEN_SPACE = re.compile(rf"{_KEY}[ {_UNSEEN}]*(?:[：﹕][ {_UNSEEN}]*|:[{_UNSEEN}])")
_BARE_KEY = re.compile(r" *[^\W\d_]\w*")

_UNSEEN_HELP = say(
    "Delete it and type spaces; it often comes with text copied from another program."
)
_SAME_COLUMN = say(
    "Begin it in the same column as the lines around it that belong to the same entry."
)


def slip(text: str, line: int, column: int, problem: str) -> SyntaxHint | None:
    """Return what was likely done near a place where libyaml found a problem, if it can be told.

    Args:
        text: of the file.
        line: from 0.
        column: from 0.
        problem: libyaml's words.

    """
    lines = text.split("\n")
    if line >= len(lines):
        return None
    hint = (
        _beginning(lines, line)
        or _below_nothing(lines, line)
        or _above_its_key(lines, line)
        or _key_alone(lines)
    )
    if hint is None and "could not find expected ':'" in problem:
        hint = _colon(lines, line)
    elif hint is None and "did not find expected '-' indicator" in problem:
        hint = SyntaxHint(
            line,
            column,
            say("The line begins too far to the left to belong to the entry above."),
            _SAME_COLUMN,
        )
    elif (
        hint is None
        and "mapping values are not allowed" in problem
        and _BARE_KEY.fullmatch(lines[line][:column])
    ):
        before = _line_before(lines, line)
        if before is not None:
            hint = (
                _beginning(lines, before) or _colon(lines, before) or _column(lines, line, before)
            )
    return hint


def _line_before(lines: list[str], line: int) -> int | None:
    """Return the last line before this one that says something."""
    return next(
        (
            n
            for n in range(line - 1, -1, -1)
            if lines[n].strip() and not lines[n].lstrip().startswith("#")
        ),
        None,
    )


_NOTHING = re.compile(r" *(?:- +)?([^\W\d_]\w*) *: *(\[ *\]|\{ *\}|~|null|\"\"|'') *,? *(?:#.*)?")
_DASH = re.compile(r" *-(?: |$)")
_KEY_OF_NOTHING = re.compile(r"([^\W\d_]\w*):(?: *\[ *\])? *(?:#.*)?")


def _below_nothing(lines: list[str], line: int) -> SyntaxHint | None:
    """Look for an entry typed under a key that says, by a pair of brackets, that it has none."""
    before = _line_before(lines, line)
    empty = _NOTHING.fullmatch(lines[before].rstrip("\r")) if before is not None else None
    if (
        before is None
        or empty is None
        or not (_DASH.match(lines[line]) or _indentation(lines[line]) > _indentation(lines[before]))
    ):
        return None
    message = say(
        "“{sign}” says that there is nothing under “{key}”, and an entry follows.",
        sign=empty[2],
        key=empty[1],
    )
    return SyntaxHint(
        before,
        empty.start(2),
        message,
        say("Delete “{sign}” and leave “{line}”.", sign=empty[2], line=f"{empty[1]}:"),
    )


def _above_its_key(lines: list[str], line: int) -> SyntaxHint | None:
    """Look for entries that stand above the key they belong under,
    as in an example whose # were taken away.
    """
    key = _KEY_OF_NOTHING.fullmatch(lines[line].rstrip("\r"))
    first = next(
        (n for n, text in enumerate(lines) if text.strip() and not text.lstrip().startswith("#")),
        line,
    )
    if key is None or first >= line or not _DASH.match(lines[first]):
        return None
    message = say("The entries stand above “{line}”, which they belong under.", line=f"{key[1]}:")
    return SyntaxHint(
        line,
        0,
        message,
        say(
            "Delete this line and write “{line}” in a line above the first entry.",
            line=f"{key[1]}:",
        ),
    )


def _key_alone(lines: list[str]) -> SyntaxHint | None:
    """Look for a first line that is a key without its colon."""
    first = next(
        (n for n, text in enumerate(lines) if text.strip() and not text.lstrip().startswith("#")),
        None,
    )
    key = re.match(r"([^\W\d_]\w*) *(?:#.*)?$", lines[first]) if first is not None else None
    if first is None or key is None:
        return None
    return SyntaxHint(
        first,
        key.end(1),
        say("A colon is missing after “{key}”.", key=key[1]),
        say("Write “{line}”.", line=f"{key[1]}:"),
    )


def _beginning(lines: list[str], line: int) -> SyntaxHint | None:
    """Look for what should be spaces, or a dash and a space."""
    text = lines[line]
    if match := _BEGINS_UNSEEN.match(text):
        message = say(
            "The line begins with a blank that is no space (code {code}).",
            code=f"U+{ord(match[1]):04X}",
        )
        return SyntaxHint(line, match.start(1), message, _UNSEEN_HELP)
    if match := _TIGHT_DASH.match(text):
        return SyntaxHint(
            line,
            match.end(),
            say("A space is missing after the dash."),
            say("Write “- key: value”."),
        )
    if match := _PASTED.match(text):
        message = say("The line begins with “{sign}”, which is no YAML.", sign=match[1])
        return SyntaxHint(
            line,
            match.start(1),
            message,
            say("Delete it. A remark begins with a # and a space."),
        )
    if match := _OTHER_DASH.match(text):
        message = say("An entry of a list begins with a dash, not with “{sign}”.", sign=match[1])
        return SyntaxHint(
            line, match.start(1), message, say("Write “- ” in its place: a dash and a space.")
        )
    return None


def _colon(lines: list[str], line: int) -> SyntaxHint | None:
    """Look for what should be a colon and a space."""
    text = lines[line]
    if match := _UNSEEN_SPACE.match(text):
        message = say(
            "After “{key}” stands a sign that looks like a colon and a space, and is not.",
            key=match[1],
        )
        return SyntaxHint(
            line,
            match.end(1),
            message,
            say("Delete it and type “: ” anew; it often comes with text copied elsewhere."),
        )
    if match := _NO_SPACE.match(text):
        return SyntaxHint(
            line,
            match.end(),
            say("A space is missing after the colon."),
            say("Write “key: value”."),
        )
    return None


def _column(lines: list[str], line: int, before: int) -> SyntaxHint | None:
    """Tell which of two lines that do not fit together begins elsewhere
    than the lines above them.
    """
    here, there = _indentation(lines[line]), _indentation(lines[before])
    if there >= here:
        return None
    above = _line_before(lines, before)
    wrong = before if above is not None and _indentation(lines[above]) == here else line
    message = say("The line begins in another column than its neighbours.")
    return SyntaxHint(wrong, _indentation(lines[wrong]), message, _SAME_COLUMN)


def _indentation(text: str) -> int:
    """Return the column in which a line's first word begins, that of an entry after its dash."""
    return len(text) - len(re.sub(r"^ *(?:- +)?", "", text))
