"""What the reference says besides the code's own messages, in each language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from preuve.core.words import Language

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "guide"
_FRENCH: dict[str, str] = yaml.safe_load((GUIDE / "french.yaml").read_text(encoding="utf-8"))
asked: set[str] = set()
"""The English texts that some page asked for."""


class NotTranslatedError(Exception):
    """A text of the code has no French in `guide/french.yaml`."""


class Phrase(NamedTuple):
    """A text in both languages."""

    en: str
    fr: str

    def __call__(self, language: Language) -> str:
        """Return it in a language."""
        return self.fr if language == "fr" else self.en


def french(text: str, language: Language) -> str:
    """Return a text that the code has in English only: a docstring's, the JSON report's.

    Raises:
        NotTranslatedError: it stands in no line of `guide/french.yaml`, or has no French there.

    """
    asked.add(text)
    if language == "en":
        return text
    if not (translated := _FRENCH.get(text)):
        message = f"guide/french.yaml has no French for: {text}"
        raise NotTranslatedError(message)
    return translated


def unused() -> set[str]:
    """Return the lines of `guide/french.yaml` that no page asked for, once all are made."""
    return _FRENCH.keys() - asked


def cell(text: str) -> str:
    """Return a text that stands in a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def prose(text: str) -> str:
    """Return a text that is to stand as it is among words: nothing of it is Markdown."""
    return re.sub(r"([*<\[\]`]|\b_|_\b)", r"\\\1", text)


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the lines of a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def made(language: Language) -> str:
    """Return the line that says where a page comes from."""
    return Phrase(
        "<!-- Made by scripts/reference from the code: do not edit. -->",
        "<!-- Fait par scripts/reference à partir du code : ne pas modifier. -->",
    )(language)
