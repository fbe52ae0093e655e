"""The registers as tables: the keys of each list as columns, values as they are written;
then what was made of them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from preuve.cycle.non_conformities import follow
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.loading import records_of
from preuve.reading import ListNode, MapNode, TextNode
from preuve.schema import ListOr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.assess.assessment import Assessment
    from preuve.reading import Node
    from preuve.schema import Field

Row = tuple[str | int, ...]

_MADE = ("counts_as", "standing", "correct_by", "verify_by")


def register_tables(assessment: Assessment) -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
    """Yield the name, the columns and the rows of each register that is kept."""
    registers = assessment.manual.registers
    for name, register in registers.by_name.items():
        for list_name, record in records_of(name).items():
            keys = tuple(record.fields)
            lines = register.of(list_name)
            rows = [line(entry.origin.node, record.fields) for entry in lines]
            if name is RegisterName.NON_CONFORMITIES:
                made = _made(assessment)
                nothing = ("",) * len(_MADE)
                rows = [(*row, *made.get(str(row[0]), nothing)) for row in rows]
                keys = (*keys, *_MADE)
            yield list_name, keys, rows


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


def line(node: Node, fields: Mapping[str, Field]) -> Row:
    """Return a line as it is written, a text for each key."""
    entries = node.entries if isinstance(node, MapNode) else {}
    return tuple(as_text(entries.get(key), field.shape) for key, field in fields.items())


_FALLS_APART = re.compile(r"[,;\n\"{}\[\]]|: |^\s|\s\d+$")
"""What in a text would be taken for the end of it, among others in one cell."""


def as_text(node: Node | None, shape: object) -> str:
    """Return a value as one text: a list joined by commas, its maps by semicolons, with their
    keys; as JSON, where a text in it would not come back whole. A list that an empty cell, or a
    text in its stead, would not tell has its brackets.
    """
    if node is None or isinstance(node, TextNode):
        return node.text.strip() if node is not None else ""
    values = _values(node)
    brackets = values == [] or (isinstance(shape, ListOr) and shape.free and len(values) == 1)
    if any(map(_FALLS_APART.search, _leaves(values))):
        return json.dumps(values, ensure_ascii=False)
    return f"[{_joined(values)}]" if brackets else _joined(values)


def _values(node: Node) -> Any:  # noqa: ANN401 - as the file has it
    if isinstance(node, ListNode):
        return [_values(item) for item in node.items]
    if isinstance(node, MapNode):
        return {key: _values(child) for key, child in node.entries.items()}
    return node.text.strip()


def _leaves(values: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    if isinstance(values, str):
        yield values
        return
    for child in values.values() if isinstance(values, dict) else values:
        yield from _leaves(child)


def _joined(values: Any) -> str:  # noqa: ANN401 - as above
    if isinstance(values, dict):
        return ", ".join(f"{key}: {_joined(child)}" for key, child in values.items())
    if isinstance(values, list):
        sign = "; " if any(isinstance(child, dict) for child in values) else ", "
        return sign.join(map(_joined, values))
    return str(values)
