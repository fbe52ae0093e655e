"""Roles: which one a team's own words mean, and new ones added to organisation.yaml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.writing import write_whole
from preuve.editing.splice import KeyChange, SpliceError, change
from preuve.model.manual import ORGANISATION_FILE
from preuve.reading import parse_yaml
from preuve.schema import unaccented

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from preuve.model.person import Person

_LONGEST = 40


def role_of(text: str, people: Mapping[str, Person]) -> str:
    """Return the role that a text means: one of the organisation's, by its word or its name;
    else a word made of the text.
    """
    plain = _folded(text)
    if not plain:
        return ""
    for role, person in people.items():
        if plain in {_folded(role), *map(_folded, _texts(person))}:
            return role
    word = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST].rstrip("_")
    return word if word[:1].isalpha() else f"role_{word}".rstrip("_")


def _texts(person: Person) -> tuple[str, ...]:
    return person.text, person.title, person.name


def add_roles(root: Path, roles: Mapping[str, str]) -> bool:
    """Add roles to organisation.yaml, every other byte kept; return False, with nothing changed,
    where that cannot be done.

    Raises:
        OSError: the file cannot be written.

    """
    file = root / ORGANISATION_FILE
    data = file.read_bytes()
    text = data.decode("utf-8-sig")
    try:
        changed = change(text, [KeyChange(("people",), role, name) for role, name in roles.items()])
    except SpliceError:
        return False
    if parse_yaml(changed, ORGANISATION_FILE).diagnostics:
        return False
    write_whole(file, data[: len(data) - len(text.encode())] + changed.encode())
    return True


def _folded(text: str) -> str:
    return " ".join(unaccented(text).casefold().replace("œ", "oe").replace("_", " ").split())
