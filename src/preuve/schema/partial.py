"""A file of lines, read as far as it can be: a fault in one line does not lose the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preuve.reading import ListNode, MapNode, TextNode
from preuve.schema.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preuve.core.finding import Diagnostic
    from preuve.reading import Node
    from preuve.schema.collections import Record


def read_partly(
    root: Node, file: str, shape: Record[dict[str, Any]], lists: Iterable[str]
) -> tuple[dict[str, Any] | None, frozenset[str], list[Diagnostic]]:
    """Read what can be read of a file.

    Args:
        root: what stands in it.
        file: its path, for the places of faults.
        shape: what it should look like.
        lists: the keys of its lists of lines that have an id.

    Returns:
        The values by key, or None where it was not read to its end, for then nothing is judged; the
        ids of lines with faults, since what refers to them refers to something; and the faults.

    """
    reader = Reader(file)
    values = shape.read(root, reader)
    if values is not None:
        del values["origin"]
        return values, frozenset(), reader.diagnostics
    if reader.full or not isinstance(root, MapNode):
        return None, frozenset(), reader.diagnostics
    again, known = Reader(file), root.entries  # its faults were told
    present = {
        key: value
        for key, node in known.items()
        if key in shape.fields and (value := shape.fields[key].shape.read(node, again)) is not None
    }
    written = {name for key in lists for name in _ids(known.get(key))}
    readable = {line.id for key in lists for line in present.get(key, ())}
    return present, frozenset(written - readable), reader.diagnostics


def _ids(node: Node | None) -> Iterator[str]:
    """Yield the ids written in a list, of lines readable or not."""
    for item in node.items if isinstance(node, ListNode) else ():
        name = item.entries.get("id") if isinstance(item, MapNode) else None
        if isinstance(name, TextNode):
            yield name.text.strip()
