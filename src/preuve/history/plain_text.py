"""What a file says, in plain values: how it is laid out,
and where each word stands, is nothing that changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preuve.reading import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from preuve.reading import Node


def plain(node: Node | None) -> Any:  # noqa: ANN401 - whatever a file may hold
    """Return texts, lists and dicts; None for nothing."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key: plain(below) for key, below in node.entries.items()}
    return None
