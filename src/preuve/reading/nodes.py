"""What reading gives: text values, lists and maps that remember where they stand."""

from __future__ import annotations

from typing import Any

from preuve.core.finding import Diagnostic, Place
from preuve.core.record import NamedTuple


class TextNode(NamedTuple):
    """One value as text. `plain` is true when it stands without quotes."""

    text: str
    plain: bool
    line: int
    column: int


class ListNode(NamedTuple):
    """A YAML list."""

    items: list[Node]
    line: int
    column: int


class MapNode(NamedTuple):
    """A YAML map; `keys` remembers where each key stands."""

    entries: dict[str, Node]
    keys: dict[str, TextNode]
    line: int
    column: int


Node = TextNode | ListNode | MapNode


def plain_values(node: Node | None) -> Any:  # noqa: ANN401 - whatever a file may hold
    """Return what stands at a node as texts, lists and dicts, however it is laid out; None for
    nothing.
    """
    if isinstance(node, MapNode):
        return {key: plain_values(child) for key, child in node.entries.items()}
    if isinstance(node, ListNode):
        return [plain_values(item) for item in node.items]
    return None if node is None else node.text


class Origin(NamedTuple):
    """Where a model object was read: its file and its node."""

    file: str
    node: Node

    def at(self, *path: str | int) -> Place:
        """Return the place of a value below this one,
        or of the nearest one above it that exists.
        """
        node = self.node
        for step in path:
            below = _step(node, step)
            if below is None:
                break
            node = below
        return Place(self.file, node.line, node.column)

    def at_or_holding(self, name: str, text: str) -> Place:
        """Return the place of a key's value; where the file calls the key otherwise than the model,
        that of the value that is this text.
        """
        entries = self.node.entries if isinstance(self.node, MapNode) else {}
        if name not in entries:
            for other, value in entries.items():
                if isinstance(value, TextNode) and value.text.strip() == text:
                    return self.at(other)
        return self.at(name)

    def key(self, name: str) -> Place:
        """Return the place of a key of this map, or of the map itself."""
        if isinstance(self.node, MapNode) and name in self.node.keys:
            key = self.node.keys[name]
            return Place(self.file, key.line, key.column)
        return self.at()


def _step(node: Node, step: str | int) -> Node | None:
    if isinstance(node, MapNode) and isinstance(step, str):
        return node.entries.get(step)
    if isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


class Document(NamedTuple):
    """What reading one file gave: its root node, if it could be read, and every fault met."""

    file: str
    root: Node | None
    diagnostics: list[Diagnostic]
    unusable: bool = False
