"""Where a form works: a map or a list in a file of the manual, named by the steps that lead there.

An address is the file and its steps, `evidence_index.yaml` and `evidence/=EV-012`: a key, a
position, or `=` and the id of an entry, which finds it wherever it has moved to meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

from preuve.core.digest import digest_of
from preuve.editing.editable import editable
from preuve.reading import ListNode, MapNode, TextNode, plain_values
from preuve.schema import ListOf, MapOf, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.editing.splice import Path as Steps
    from preuve.reading import Document, Node

NEW = "+"
"""The step to an entry that is not there yet."""


class Spot(NamedTuple):
    """A place in a file, what may stand there and what does."""

    file: str
    steps: Steps
    """Keys and positions, as they are now."""
    shape: Any
    """How it is read: a record, a list or a map."""
    node: Node | None
    """What stands there; None where nothing does."""

    @property
    def new(self) -> bool:
        """Return whether it is an entry that is not there yet."""
        return bool(self.steps) and self.steps[-1] == NEW

    def below(self, key: str) -> Node | None:
        """Return what stands under a key."""
        return self.node.entries.get(key) if isinstance(self.node, MapNode) else None

    def digest(self) -> str:
        """Return a digest of what stands here: whether somebody changed it meanwhile."""
        return digest_of(repr(plain_values(self.node)).encode())


def locate(document: Document, file: str, at: str) -> Spot | None:
    """Return the spot of an address; None where there is none such.

    Args:
        document: the file as it was read.
        file: its path below the folder of the manual.
        at: steps, divided by strokes: a key, a position, or `=` and the id of an entry.

    """
    known = editable(file)
    if known is None:
        return None
    shape: Any = known.shape
    node: Node | None = document.root
    steps: Steps = ()
    for text in [unquote(part) for part in at.split("/") if part]:
        list_shape = _list_of(shape)
        if list_shape is not None:
            position = _position(node, text)
            if position is None:
                return None
            shape, steps = record_of(list_shape.shape), (*steps, position)
            node = None if position == NEW else _items(node)[int(position)]
        else:
            shape = _shape_below(shape, text)
            node = node.entries.get(text) if isinstance(node, MapNode) else None
            steps = (*steps, text)
        if shape is None:
            return None
    return Spot(file, steps, shape, node)


def record_of(shape: Any) -> Any:  # noqa: ANN401 - shapes of any kind
    """Return the record that a shape is, or may be: of a text or a map, the map."""
    return shape if isinstance(shape, Record) else getattr(shape, "record", None)


def is_below(shape: Any) -> bool:  # noqa: ANN401 - as above
    """Return whether a value of a shape has a form of its own."""
    if isinstance(shape, ListOf):
        return record_of(shape.shape) is not None
    return map_of(shape) is not None or record_of(shape) is not None


def map_of(shape: Any) -> MapOf[Any] | None:  # noqa: ANN401 - as above
    """Return the map from names that a shape is."""
    return shape if isinstance(shape, MapOf) else getattr(shape, "map", None)


def _list_of(shape: Any) -> ListOf[Any] | None:  # noqa: ANN401 - as above
    return shape if isinstance(shape, ListOf) and is_below(shape) else None


def _shape_below(shape: Any, key: str) -> Any:  # noqa: ANN401 - as above
    if (names := map_of(shape)) is not None:
        return record_of(names.shape)
    record = record_of(shape)
    field = record.fields.get(key) if record is not None else None
    if field is None:
        return None
    return _list_of(field.shape) or map_of(field.shape) or record_of(field.shape)


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, ListNode) else []


def _position(node: Node | None, text: str) -> int | str | None:
    """Return the position of an item of a list, by its number or by its id."""
    if text == NEW:
        return NEW
    items = _items(node)
    if text.isdecimal():
        return int(text) if int(text[:9]) < len(items) else None
    wanted = text.removeprefix("=").casefold()
    places = [n for n, item in enumerate(items) if id_of(item).casefold() == wanted]
    return places[0] if len(places) == 1 and wanted else None


def id_of(item: Node) -> str:
    """Return the id of an entry as it is written; empty where it has none."""
    name = item.entries.get("id") if isinstance(item, MapNode) else None
    return name.text.strip() if isinstance(name, TextNode) else ""


def address(spot: Spot, document: Document) -> str:
    """Return the steps to a spot as they stand in an address: entries by their ids, if they have
    any of their own.
    """
    parts: list[str] = []
    node: Node | None = document.root
    for step in spot.steps:
        items = _items(node)
        if isinstance(step, int) and step < len(items):
            name = id_of(items[step])
            alone = sum(id_of(item).casefold() == name.casefold() for item in items) == 1
            parts.append(f"={name}" if name and alone else str(step))
            node = items[step]
        else:
            parts.append(str(step))
            node = node.entries.get(str(step)) if isinstance(node, MapNode) else None
    return "/".join(quote(part, safe="=+") for part in parts)


def at_place(document: Document, line: int, column: int = 0) -> tuple[Steps, str]:
    """Return the steps to the innermost map around a place of a file, and the key of it there; no
    key, where the place is that of the map itself.

    Args:
        document: the file as read.
        line: the line, from 1.
        column: the column, from 1; 0, where it is not known.

    """
    steps: Steps = ()
    inside: tuple[Steps, str] = ((), "")
    node = document.root
    while isinstance(node, MapNode | ListNode):
        if isinstance(node, MapNode):
            inside = (steps, "")
            if (line, column) == (node.line, node.column):
                break
        below = [(step, child) for step, place, child in _children(node) if place <= line]
        if not below:
            break
        step, child = below[-1]
        if isinstance(node, MapNode):
            inside = (steps, str(step))
        steps, node = (*steps, step), child
    return inside


def _children(node: MapNode | ListNode) -> Iterator[tuple[str | int, int, Node]]:
    """Yield the steps below a node, the line on which each begins, and what stands there."""
    if isinstance(node, MapNode):
        for key, child in node.entries.items():
            yield key, node.keys[key].line, child
    else:
        for position, item in enumerate(node.items):
            yield position, item.line, item
