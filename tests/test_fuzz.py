"""Whatever the files hold, reading ends in findings:
never in a traceback, never in silence about where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from damage import settle
from fuzzing import Outcome, attempt
from hypothesis import given, settings
from hypothesis import strategies as st

from preuve.reading import ListNode, MapNode, Node, TextNode, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Unicode's own line separators are left out: libyaml counts them as ends of lines, editors do not.
_CHARACTERS = st.characters(exclude_characters="\r\x85\u2028\u2029")
_PIECES = st.sampled_from(
    [
        "a",
        "é",
        "😀",
        ": ",
        ":",
        "- ",
        "? ",
        "\n",
        "\n  ",
        "\n- ",
        " ",
        "\t",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "'",
        '"',
        "#",
        " #",
        "&a",
        "*a",
        "!x ",
        "|\n",
        ">-\n",
        "%",
        "@",
        "`",
        "---\n",
        "...\n",
        "<<",
        "<<<<<<< ",
        "=======\n",
        "\0",
        "\ufeff",
        "\\",
        "~",
        "a: b\n",
    ]
)
_TEXTS = st.one_of(st.text(_CHARACTERS, max_size=40), st.lists(_PIECES, max_size=30).map("".join))


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, ListNode):
        for item in node.items:
            yield from _nodes(item)
    elif isinstance(node, MapNode):
        yield from node.keys.values()
        for value in node.entries.values():
            yield from _nodes(value)


@given(_TEXTS)
@settings(max_examples=400)
def test_any_text_gives_a_document(text: str) -> None:
    """Would catch an exception, and a place that no editor can go to."""
    document = parse_yaml(text + "\n", "f.yaml")
    lines = f"{text}\n".split("\n")
    told = [(diagnostic.place.line, diagnostic.place.column) for diagnostic in document.diagnostics]
    found = [(node.line, node.column) for node in _nodes(document.root)] if document.root else []
    for line, column in told + found:
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
    assert document.unusable is (document.root is None and bool(document.diagnostics))
    assert all(one.place.file == "f.yaml" for one in document.diagnostics)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML asks for it by this name
        return True


_SCALARS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_TREES = st.recursive(
    _SCALARS,
    lambda below: st.one_of(
        st.lists(below, max_size=4), st.dictionaries(_SCALARS, below, max_size=4)
    ),
    max_leaves=12,
).filter(lambda tree: _depth(tree) <= 12)


def _depth(tree: object) -> int:
    below = (
        list(tree.values()) if isinstance(tree, dict) else tree if isinstance(tree, list) else None
    )
    return 0 if below is None else 1 + max(map(_depth, below), default=0)


def _tree(node: Node | None) -> object:
    if isinstance(node, MapNode):
        return {key: _tree(value) for key, value in node.entries.items()}
    if isinstance(node, ListNode):
        return [_tree(item) for item in node.items]
    return node.text if isinstance(node, TextNode) else None


@given(_TREES, st.booleans(), st.booleans())
@settings(max_examples=200)
def test_what_is_written_is_read(tree: object, flow: bool, accents: bool) -> None:  # noqa: FBT001
    """Would catch a text that loses or gains a character, and structure that moves."""
    style: dict[str, Any] = {
        "default_flow_style": flow,
        "allow_unicode": accents,
        "default_style": '"',
        "width": 10**9,
    }
    text = yaml.dump(tree, Dumper=_Dumper, sort_keys=False, **style)
    document = parse_yaml(text, "f.yaml")
    assert document.diagnostics == []
    assert _tree(document.root) == tree


@pytest.mark.parametrize("first", range(0, 1_500, 250))
def test_damaged_manuals(tmp_path: Path, first: int) -> None:
    """Would catch a crash of a reader, a rule or a report on files that are nearly right.

    `scripts/fuzz` does many more. At least a tenth must still be read: else only the parser would
    be tried.
    """
    settle(tmp_path)
    total = sum(
        (attempt(number, tmp_path, forms=1) for number in range(first, first + 250)), Outcome()
    )
    assert total.unclean == ()
    assert total.accepted >= 25
    assert total.open >= 10, "and some must be let through, or not all of a report is tried"
