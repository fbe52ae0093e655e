"""The registers as tables: the keys of each list as columns, values as they are written;
then what was made of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.cycle.non_conformities import follow
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.loading import records_of
from preuve.reading import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment
    from preuve.reading import Node

Row = tuple[str | int, ...]

_MADE = ("counts_as", "standing", "correct_by", "verify_by")


def register_tables(assessment: Assessment) -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
    """Yield the name, the columns and the rows of each register that is kept."""
    registers = assessment.manual.registers
    for name in registers.kept:
        for below, record in records_of(name).items():
            keys = tuple(record.fields)
            lines = registers.lines(name, below) if name.described else registers.of(name) or ()
            rows = [line(entry.origin.node, keys) for entry in lines]
            if name is RegisterName.NON_CONFORMITIES:
                made = _made(assessment)
                nothing = ("",) * len(_MADE)
                rows = [(*row, *made.get(str(row[0]), nothing)) for row in rows]
                keys = (*keys, *_MADE)
            yield below, keys, rows


def _made(assessment: Assessment) -> dict[str, Row]:
    """Return what was made of each non-conformity on the day, by its id;
    none for what was found later.
    """
    return {
        tracked.non_conformity.id: (
            tracked.grade.value,
            tracked.standing.value,
            tracked.correct_by.isoformat(),
            tracked.verify_by.isoformat() if tracked.verify_by else "",
        )
        for tracked in follow(assessment)
    }


def line(node: Node, keys: tuple[str, ...]) -> Row:
    """Return a line as it is written, a text for each key."""
    entries = node.entries if isinstance(node, Mapping) else {}
    return tuple(as_text(entries.get(key)) for key in keys)


def as_text(node: Node | None) -> str:
    """Return a value as one text: a list joined by commas,
    its maps by semicolons, their keys named.
    """
    if isinstance(node, Scalar):
        return node.text.strip()
    if isinstance(node, Sequence):
        maps = any(isinstance(item, Mapping) for item in node.items)
        return ("; " if maps else ", ").join(as_text(item) for item in node.items)
    if isinstance(node, Mapping):
        return ", ".join(f"{key}: {as_text(below)}" for key, below in node.entries.items())
    return ""
