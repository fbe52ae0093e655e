"""The package's own data: YAML files in `standards/`, read as a team's are."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from preuve.core.words import LANGUAGES, say
from preuve.model.standard_compiled import STANDARDS
from preuve.reading import read_yaml
from preuve.schema import MapOf, Reader, Text

if TYPE_CHECKING:
    from preuve.schema import Record

T = TypeVar("T")

# The attributes of the model say what each key is for; editors of the package's own data need no
# more.
OWN = say("Preuve's own data")
TEXTS = MapOf(Text(), known=LANGUAGES)


def own_data(shape: Record[T], file: str) -> T:
    """Return what a file of the package's own data says.

    Raises:
        ValueError: the data is damaged (the package's fault, not a team's).

    """
    document, reader = read_yaml(STANDARDS / file, file), Reader(file)
    data = shape.read(document.root, reader) if document.root is not None else None
    if data is None or document.diagnostics or reader.diagnostics:
        message = f"{file}: {[*document.diagnostics, *reader.diagnostics][:1]}"
        raise ValueError(message)
    return data
