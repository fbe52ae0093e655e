"""The addresses of the forms, as links to them are written. Nothing of a server is needed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from preuve.editing.editable import editable

if TYPE_CHECKING:
    from preuve.core.finding import Place

FORMS: Final = "/_preuve/edit"


def form_link(file: str, at: str) -> str:
    """Return the address of a form."""
    return f"{FORMS}/form?{urlencode({'file': file, 'at': at})}"


def list_link(file: str, at: str) -> str:
    """Return the address of a list."""
    return f"{FORMS}/list?{urlencode({'file': file, 'at': at})}"


def field_link(place: Place) -> str | None:
    """Return the address of the field that a place of a file is about; None where there is none."""
    if editable(place.file) is None:
        return None
    where = {"file": place.file, "line": place.line, "column": place.column}
    return f"{FORMS}/at?{urlencode(where)}"
