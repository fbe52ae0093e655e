"""A calendar read back by another library than the one that wrote it."""

from __future__ import annotations

from unittest import mock

from ics import Calendar  # type: ignore[import-untyped]


def read_back(text: str) -> Calendar:
    """Return the calendar of a file."""
    # Its grammar wraps the terminal in colours once more for each line: a long calendar would end
    # in a RecursionError.
    with mock.patch("tatsu.color.init"):
        return Calendar(text)
