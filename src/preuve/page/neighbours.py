"""Where a page that nobody wrote stands: what is above it, before it and after it.

A menu of them all would be too long; each shows the page above it as the place where one is.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_ABOVE = {"people.md": "presentation.md"}
"""What no folder tells."""


class Neighbours(NamedTuple):
    """The pages around one, by their paths below the docs folder; None where there is none."""

    above: str | None
    previous: str | None
    next: str | None


def neighbours(made: Sequence[str]) -> dict[str, Neighbours]:
    """Return what stands around each page that nobody wrote.

    Args:
        made: their paths below the docs folder, in the order in which one goes through them.

    """
    beside: dict[str, list[str]] = {}
    for uri in made:
        beside.setdefault(posixpath.dirname(uri), []).append(uri)
    result = {}
    for folder, uris in beside.items():
        for place, uri in enumerate(uris):
            above = f"{folder}.md" if folder else _ABOVE.get(uri)
            last = place + 1 == len(uris)
            result[uri] = (
                Neighbours(
                    above, uris[place - 1] if place else above, None if last else uris[place + 1]
                )
                if folder
                else Neighbours(above, above, None)
            )
    return result
