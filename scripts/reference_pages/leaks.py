"""The French of the page on leaks: its rows are those that tests try, its words are looked up."""

from __future__ import annotations

import re

from preuve.core.words import Message, Translator
from reference_pages.words import GUIDE, french, made

_KINDS = re.compile(r"(a role called|a function|a place|a title|a note|a reason) (.+)")


def page() -> str:
    """Return the page in French, from the English one."""
    text = (GUIDE / "en/reference/leaks.md").read_text(encoding="utf-8")
    first, *parts = text.strip().split("\n\n")
    lines = [_heading(first), made("fr"), *(_part(part) for part in parts)]
    return "\n\n".join(lines) + "\n"


def _part(part: str) -> str:
    if part.startswith("#"):
        return _heading(part)
    if part.startswith("|"):
        return "\n".join(_row(line) for line in part.splitlines())
    return french(" ".join(part.split()), "fr")


def _heading(line: str) -> str:
    signs, _, words = line.partition(" ")
    return f"{signs} {french(words, 'fr')}"


def _row(line: str) -> str:
    """Return a row of a table; what stands on a page, or in a name, is French already."""
    if set(line) <= set("|- "):
        return line
    cells = line.strip("| ").split(" | ")
    if cells[-1] in {"yes", "no"}:
        cells[-1] = "oui" if cells[-1] == "yes" else "non"
        cells = cells if len(cells) > 2 else [_word(cells[0]), cells[1]]  # noqa: PLR2004 - name, text, found
    elif kind := _KINDS.fullmatch(cells[0]):
        cells[0] = f"{_word(kind[1])} {kind[2]}"
    else:
        cells = [_word(cell) for cell in cells]
    return f"| {' | '.join(cells)} |"


def _word(text: str) -> str:
    """Return a word or a reason in French: as the program says it, where it does."""
    said = Translator("fr")(Message(text, {}))
    return said if said != text else french(text, "fr")
