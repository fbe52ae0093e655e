"""Text to plain values that remember file, line and column.

YAML is read from libyaml's *events*, never through a constructor: scalars stay text, so `no`,
`012`, `1:30` and `2026-02-30` arrive as the team wrote them and the shape that wants a number or a
date decides. What makes YAML surprising or dangerous (anchors, aliases, tags, merge keys, second
documents, deep nesting) is refused at its place. See decisions/0002-yaml-from-events.md.
"""

from __future__ import annotations

from preuve.reading.builder import MAX_DEPTH
from preuve.reading.decoding import MAX_BYTES, not_a_file
from preuve.reading.nodes import Document, ListNode, MapNode, Node, Origin, TextNode, plain_values
from preuve.reading.yaml_files import FrontMatter, PageTexts, parse_yaml, read_page, read_yaml

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Document",
    "FrontMatter",
    "ListNode",
    "MapNode",
    "Node",
    "Origin",
    "PageTexts",
    "TextNode",
    "not_a_file",
    "parse_yaml",
    "plain_values",
    "read_page",
    "read_yaml",
]
