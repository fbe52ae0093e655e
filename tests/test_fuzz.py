"""Whatever the files hold, reading ends in findings: never in a traceback, never in silence about where."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from manuals import ROOT, ManualFolder

from preuve import gate
from preuve.manual import Manual
from preuve.report import Format, render
from preuve.source import Mapping, Node, Scalar, Sequence, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Unicode's own line separators are left out: libyaml counts them as ends of lines, editors do not.
_CHARACTERS = st.characters(exclude_characters="\r\x85\u2028\u2029")
_PIECES = st.sampled_from(
    ["a", "é", "😀", ": ", ":", "- ", "? ", "\n", "\n  ", "\n- ", " ", "\t", "[", "]", "{", "}", ", ", "'", '"', "#", " #",
     "&a", "*a", "!x ", "|\n", ">-\n", "%", "@", "`", "---\n", "...\n", "<<", "<<<<<<< ", "=======\n", "\0", "\ufeff", "\\",
     "~", "a: b\n"]
)  # fmt: skip
_TEXTS = st.one_of(st.text(_CHARACTERS, max_size=40), st.lists(_PIECES, max_size=30).map("".join))


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _nodes(item)
    elif isinstance(node, Mapping):
        yield from node.keys.values()
        for value in node.entries.values():
            yield from _nodes(value)


@given(_TEXTS)
@settings(max_examples=400)
def test_any_text_gives_a_document(text: str) -> None:
    """Would catch an exception, and a place that no editor can go to."""
    document = parse_yaml(text + "\n", "f.yaml")
    lines = f"{text}\n".split("\n")
    told = [(one.place.line, one.place.column) for one in document.faults]
    found = [(one.line, one.column) for one in _nodes(document.root)] if document.root else []
    for line, column in told + found:
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
    assert document.unusable is (document.root is None and bool(document.faults))
    assert all(one.place.file == "f.yaml" for one in document.faults)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML asks for it by this name
        return True


_SCALARS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_TREES = st.recursive(
    _SCALARS,
    lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(_SCALARS, below, max_size=4)),
    max_leaves=12,
).filter(lambda tree: _depth(tree) <= 12)


def _depth(tree: object) -> int:
    below = list(tree.values()) if isinstance(tree, dict) else tree if isinstance(tree, list) else None
    return 0 if below is None else 1 + max(map(_depth, below), default=0)


def _tree(node: Node | None) -> object:
    if isinstance(node, Mapping):
        return {key: _tree(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [_tree(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


@given(_TREES, st.booleans(), st.booleans())
@settings(max_examples=200)
def test_what_is_written_is_read(tree: object, flow: bool, accents: bool) -> None:  # noqa: FBT001
    """Would catch a text that loses or gains a character, and structure that moves."""
    style: dict[str, Any] = {"default_flow_style": flow, "allow_unicode": accents, "default_style": '"', "width": 10**9}
    text = yaml.dump(tree, Dumper=_Dumper, sort_keys=False, **style)
    document = parse_yaml(text, "f.yaml")
    assert document.faults == []
    assert _tree(document.root) == tree


_INSERTED = [
    b"- ", b": ", b"\n", b"\r\n", b"[", b"]", b"{", b"}", b"'", b'"', b"#", b"&a ", b"*a", b"!x ", b"|\n", b"null", b"\t",
    b"\xff", b"\0", b"<<: ", b"---\n", b"...\n", b"9999-12-31", b"0", b"-1", b"99", b"9999 years", b"\xe2\x80\xa8",
    b"\xef\xbb\xbf", b"{0}", b"%s",
]  # fmt: skip


def _mutant(data: bytes, chance: random.Random) -> bytes:
    """Return a file with one to three small damages: a byte turned, a piece lost, doubled or moved, a sign put in."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3))):
        start = chance.randrange(len(changed))
        end = start + chance.choice((1, 2, 5, 20, 100))
        kind = chance.randrange(5)
        if kind == 0:
            changed[start] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del changed[start:end]
        elif kind == 2:
            changed[start:start] = changed[start:end]
        elif kind == 3:
            source = chance.randrange(len(changed))
            changed[start:start] = changed[source : source + end - start]
        else:
            changed[start:start] = chance.choice(_INSERTED)
    return bytes(changed)


def test_damaged_files(tmp_path: Path) -> None:
    """Would catch a crash of a reader, a rule or a report on files that are nearly right.

    At least a tenth of the damaged files must still have a readable index: else only the parser would be tried.
    """
    chance = random.Random(20260930)  # noqa: S311 - the same damages on every run
    folder = ManualFolder(tmp_path)
    whole = {name: (ROOT / name).read_bytes() for name in ("organisation.yaml", "evidence_index.yaml")}
    whole["evidence_index.yaml"] = b"\n  - id:".join(whole["evidence_index.yaml"].split(b"\n  - id:")[:13]) + b"\n"
    page = "docs/criteria/criterion-1/indicator-01.md"
    whole[page] = (ROOT / page).read_bytes()
    for name, data in whole.items():
        folder.write(name, data)
    readable = judged = 0
    for turn in range(300):
        name = chance.choice((*whole, "evidence_index.yaml"))
        folder.write(name, _mutant(whole[name], chance))
        manual = Manual.load(tmp_path)
        verdict = gate.check(manual, manual.day(None, date(2026, 9, 30)))
        for form in Format:
            assert render(verdict, form, colour=turn % 2 == 0).endswith("\n")
        folder.write(name, whole[name])
        readable += name == "evidence_index.yaml" and bool(manual.evidence_index and manual.evidence_index.evidence)
        judged += verdict.assessment is not None
        assert verdict.assessment is not None or not verdict.ok, "nothing unread is let through"
    assert readable >= 30
    assert judged >= 100
