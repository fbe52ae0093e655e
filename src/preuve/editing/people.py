"""Roles: which one a team's own words mean, and new ones added to organisation.yaml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.editing.editable import editable
from preuve.editing.team_file import EditError
from preuve.model.manual import ORGANISATION_FILE
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
    """Add roles to organisation.yaml; return False, with nothing changed, where that cannot be
    done.
    """
    organisation = editable(ORGANISATION_FILE)
    assert organisation is not None  # noqa: S101 - it is one of the files
    try:
        file = organisation.open(root)
        for role, name in roles.items():
            file.set_key(("people",), role, name)
        return file.save()
    except EditError:
        return False


def _folded(text: str) -> str:
    return " ".join(unaccented(text).casefold().replace("œ", "oe").replace("_", " ").split())
