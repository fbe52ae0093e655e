"""Patterns as a `.gitignore` has them, which is how MkDocs reads `exclude_docs`, `draft_docs` and
`not_in_nav`.

Git's own rules (https://git-scm.com/docs/gitignore), with the one liberty that MkDocs' reader
takes: a file below an excluded folder may be taken back in. A test compares with that reader over
thousands of patterns and paths.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Glob(NamedTuple):
    """A line of patterns, ready to be held against paths."""

    written: str
    takes: bool
    """Whether it takes what it matches, or gives it back (a line that begins with !)."""
    folder: re.Pattern[str]
    """What it matches with something below."""
    file: re.Pattern[str] | None
    """What it matches to its end; None where it means folders alone."""
    below: bool
    """Whether it names what lies below a folder (`criteria/**`), and not the folder."""


def read_globs(lines: Iterable[str]) -> tuple[Glob, ...]:
    """Return the patterns that lines hold; comments,
    blank lines and what git would pass over are none.
    """
    return tuple(glob for line in lines if (glob := _glob(line)) is not None)


def taken_by(globs: Iterable[Glob], path: str) -> str | None:
    """Return the line that takes a path below the docs folder; None where none does, or a later one
    gives it back.

    A line that names the path itself decides before one that names a folder above it; of two alike
    the later.
    """
    by_folder: Glob | None = None
    by_name: Glob | None = None
    for glob in globs:
        if glob.file is not None and glob.file.fullmatch(f"/{path}"):
            by_name = glob
        elif glob.folder.match(f"/{path}"):
            by_name, by_folder = (glob, by_folder) if glob.below else (by_name, glob)
    decides = by_name or by_folder
    return decides.written if decides is not None and decides.takes else None


def _glob(line: str) -> Glob | None:
    text = line if line.endswith("\\ ") else line.rstrip()
    if not text or text.startswith("#") or text == "/":
        return None
    parts = text.removeprefix("!").split("/")
    folders_only = parts[-1] == ""
    if parts[0] == "":  # a slash in front: from the docs folder on
        del parts[0]
    elif len(parts) == 1 + folders_only:  # a name alone: wherever it stands
        parts.insert(0, _ANY)
    if not parts:
        return None
    if folders_only:
        parts[-1] = _ANY
    parts = [
        part
        for number, part in enumerate(parts)
        if part != _ANY or parts[number - 1 : number] != [_ANY]
    ]
    all_below = len(parts) > 1 and parts[-1] == _ANY
    try:
        pattern = "".join(map(_expression, parts[:-1] if all_below else parts))
        folder = re.compile(f"{pattern}/" if parts != [_ANY] else "/.+/")
        file = None if folders_only or all_below else re.compile(pattern)
    except (ValueError, re.error):  # what git passes over; MkDocs does so too, or refuses the whole
        return None
    return Glob(text, not text.startswith("!"), folder, file, all_below and not folders_only)


_ANY = "**"


def _expression(part: str) -> str:
    """Return a part of a path, with the slash before it, as a regular expression.

    Raises:
        ValueError: a bracket is not closed, or nothing follows a backslash.

    """
    if part == _ANY:
        return "(?:/.+)?"
    if part == "*":
        return "/[^/]+"
    expression, at = "/", 0
    while at < len(part):
        sign = part[at]
        at += 1
        if sign == "*":
            expression += "[^/]*"
        elif sign == "?":
            expression += "[^/]"
        elif sign == "[":
            negated = part[at : at + 1] in {"!", "^"}
            end = part.index("]", at + negated + 1)
            letters = part[at + negated : end].replace("\\", "\\\\")
            expression += f"[{'^' * negated}{letters}]"
            at = end + 1
        else:
            if sign == "\\":
                sign, at = part[at : at + 1], at + 1
                if not sign:
                    raise ValueError
            expression += re.escape(sign)
    return expression
