"""Which manual is meant, and in which language its reader is spoken to,
before anything of it was judged.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.core.words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from preuve.core.words import Language

_MANUAL = "organisation.yaml"
_INDEX = "evidence_index.yaml"


def nearest_root() -> Path:
    """Return the nearest folder upwards that holds a manual, as seen from here; here, where there
    is none.

    It is not looked for above the top of a git repository: what lies beyond is somebody else's.
    """
    here = Path.cwd()
    for steps, folder in enumerate((here, *here.parents)):
        if (folder / _MANUAL).is_file():
            return Path(*[os.pardir] * steps)
        if (folder / ".git").exists():
            break
    return Path()


def is_manual(root: Path) -> bool:
    """Return whether a folder holds what a manual is begun with, be it readable or not."""
    return any(os.path.lexists(root / name) for name in (_MANUAL, _INDEX))


def reader_language(arguments: Sequence[str]) -> Language:
    """Return the language to speak in.

    Args:
        arguments: what was typed after the verb, be it right or wrong.

    Returns:
        The one asked for with `--language`, else that of the manual that is meant, else the
        computer's.

    """
    asked = _value(arguments, "--language")
    for language in LANGUAGES:
        if asked == language:
            return language
    folders = [
        _value(arguments, "--root"),
        *(text for text in arguments if not text.startswith("-")),
    ]
    named = next((Path(text) for text in folders if text and _holds_manual(text)), None)
    return manual_language(named or nearest_root()) or _locale()


def manual_language(root: Path) -> Language | None:
    """Return the language that a manual's organisation asks for, without loading the manual;
    None where it says none.
    """
    if not (root / _MANUAL).is_file():
        return None
    from preuve.model.manual import asked_language  # noqa: PLC0415 - only who is spoken to pays for it
    from preuve.reading import read_yaml  # noqa: PLC0415

    return asked_language(read_yaml(root / _MANUAL, _MANUAL))


def _value(arguments: Sequence[str], option: str) -> str | None:
    for position, text in enumerate(arguments, 1):
        if text == option:
            return arguments[position] if position < len(arguments) else None
        if text.startswith(f"{option}="):
            return text.removeprefix(f"{option}=")
    return None


def _holds_manual(text: str) -> bool:
    try:
        return (Path(text) / _MANUAL).is_file()
    except (OSError, ValueError):  # a name too long, or one with a null in it
        return False


def _locale() -> Language:
    """Return the computer's language, by the variables that gettext looks at."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if asked := os.environ.get(name):
            return next(
                (language for language in LANGUAGES if asked.lower().startswith(language)), "en"
            )
    return "en"
