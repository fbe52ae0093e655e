"""`preuve import drive:PATTERN`: what a source names of a shelf, and the proofs it finds there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.commands.shelves import stores_of
from preuve.core.words import say
from preuve.editing.answers import refusal
from preuve.editing.team_file import EditError
from preuve.intake.shelf_import import ShelfPattern, read_shelf
from preuve.intake.understanding import understood
from preuve.model.proof_places import SHELF_NAME

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from preuve.intake.results import TableReading
    from preuve.model.manual import Manual


def shelf_source(manual: Manual, source: Path) -> tuple[str, str] | None:
    """Return the shelf and the pattern that a source names; None for any other source."""
    match = re.fullmatch(rf"({SHELF_NAME}):(.*)", str(source), re.DOTALL)
    if match is None or source.exists():
        return None
    shelves = manual.organisation.shelves if manual.organisation else {}
    return (match[1], match[2] or "**") if match[1] in shelves else None


def proofs_of_shelf(manual: Manual, shelf: tuple[str, str], options: Namespace) -> TableReading:
    """Return the proofs that a pattern finds on a shelf that is there.

    Raises:
        EditError: the shelf is not there, the pattern cannot be read or finds nothing.
        ShelfError: a listing cannot be used.

    """
    name, pattern = shelf
    assert manual.organisation is not None  # noqa: S101 - it has shelves
    stores = stores_of(manual.organisation.shelves, options.listing)
    if name not in stores:
        declared = manual.organisation.shelves[name]
        raise EditError(
            say(
                "{shelf} is not there: set {env} to its folder, or give --listing {name}=FILE.",
                shelf=declared.label,
                env=declared.env or "env",
                name=name,
            )
        )
    known = {str(entry.shelf) for entry in manual.entries if entry.shelf}
    sessions = [session.id for session in manual.all_sessions]
    paths = stores[name].paths()
    wanted = ShelfPattern(name, pattern, _defaults(options.default))
    return read_shelf(wanted, paths, sessions, known)


def _defaults(texts: list[str]) -> dict[str, str]:
    """Return the values that each proof gets."""
    values: dict[str, str] = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign or not value.strip():
            raise EditError(say("--default {text}: write KEY=VALUE.", text=text))
        meaning = understood(key, value.strip())
        if (wrong := refusal(key, meaning)) is not None:
            raise EditError(wrong)
        values[key] = meaning
    return values
