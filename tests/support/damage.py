"""Damage done to the files of a manual: to their bytes, and to their structure as the JSON Schemas
describe it.

What is done to a case follows from its number alone, so that any case can be had again.
"""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from manuals import CFA, EXAMPLE

from preuve.commands.schemas import schemas
from preuve.reading import ListNode, MapNode, Node, TextNode, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

Tree = Any  # of dict, list, str and None, as YAML holds them
Schema = dict[str, Any]

_ENTRIES = 8  # of a long list, as many as keep a case quick; which ones differs from case to case
_INDEX = "evidence_index.yaml"
_SESSIONS = "sessions.yaml"
_EXAMPLES = (EXAMPLE, CFA)  # English and French, two editions

_SIGNS = [
    b"- ",
    b": ",
    b"\n",
    b"\r\n",
    b"[",
    b"]",
    b"{",
    b"}",
    b"'",
    b'"',
    b"#",
    b"&a ",
    b"*a",
    b"!x ",
    b"|\n",
    b">-\n",
    b"? ",
    b"null",
    b"\t",
    b"\xff",
    b"\0",
    b"<<: ",
    b"---\n",
    b"...\n",
    b"%TAG ",
    b"<<<<<<< a\n",
    b"=======\n",
    b"9999-12-31",
    b"0",
    b"-1",
    b"99",
    b"9999 years",
    b"\xe2\x80\xa8",
    b"\xef\xbb\xbf",
    b"\xc2\x85",
    b"{0}",
    b"%s",
    b"\xed\xa0\x80",
    b"\\",
    b"{{",
    b"}}",
    b"<!--",
    b"{%",
    b"```\n",
    b"no",
    b"012",
    b"1:30",
    b"2026-02-30",
    b"\xf0\x9f\x98\x80",
]
_TEXTS = [
    "",
    " ",
    "no",
    "~",
    "null",
    "true",
    "012",
    "1:30",
    "1e9",
    "0",
    "-1",
    "99",
    "100",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "28/02/2026",
    "9999 years",
    "1 day",
    "{0}",
    "{name}",
    "{{ 7 }}",
    "%s",
    "<script>",
    "a|b`*_",
    "::error::x",
    "../a",
    "/a",
    "C:\\a",
    "evidence\\a",
    "CON",
    "evidence/CON.pdf",
    "evidence",
    "docs/index.md",
    "javascript:x",
    "https://example.org/",
    "é",
    "e\u0301",
    "\u202e",
    "\ufeff",
    "\u2028",
    "\x85",
    "😀",
    "\x00",
    "\t",
    "\n",
    "'",
    '"',
    "[",
    "x" * 300,
    "EV-001",
    "quality",
    "rnq-2019",
    "rnq-2026",
    "missing-evidence",
    "a" * 64,
    "0" * 64,
]
_DAYS = [
    "0001-01-01",
    "2020-12-31",
    "2021-01-01",
    "2024-02-29",
    "2025-09-30",
    "2026-08-31",
    "2026-09-29",
    "2026-09-30",
    "2026-10-01",
    "2026-10-30",
    "2026-10-31",
    "2026-11-01",
    "2027-02-10",
    "2028-04-09",
    "9999-12-31",
]


class Damage(NamedTuple):
    """What became of one file of one of the examples,
    whose number is the name of its folder here.
    """

    example: int
    path: str
    data: bytes

    @property
    def place(self) -> str:
        """Return where the file is."""
        return f"{self.example}/{self.path}"


@cache
def files(example: int) -> dict[str, bytes]:
    """Return the files of an example that are damaged, by their paths."""
    root = _EXAMPLES[example]
    paths = [
        path
        for pattern in (
            "*.yaml",
            "registers/*.yaml",
            "rehearsals/*.yaml",
            "docs/criteria/**/*-*[18].md",
        )
        for path in root.glob(pattern)
    ]
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(paths)}
    # A few pages stand for all.
    return {
        **found,
        "organisation.yaml": found["organisation.yaml"] + b"severity: {missing-page: off}\n",
    }


@cache
def whole(example: int) -> dict[str, bytes]:
    """Return the files of a manual that the gate opens for:
    an example with as few proofs as its indicators and lists need.
    """
    needed = {(number, stage) for number in range(1, 34) for stage in ("formalised", "implemented")}
    listed = {
        name
        for path, data in files(example).items()
        if path != _INDEX
        for name in re.findall(rb"\bEV-\d+", data)
    }
    head, *entries = _entries(files(example)[_INDEX])
    kept: list[bytes] = []
    for entry in entries:
        (read,) = _tree(parse_yaml(entry.decode(), _INDEX).root)
        served = {(int(number), read["stage"]) for number in read["indicators"]}
        if needed & served or read["id"].encode() in listed:
            needed -= served
            kept.append(entry)
    return {**files(example), _INDEX: head + b"".join(kept)}


@cache
def _schema(path: str) -> Schema:
    name = path.removesuffix(".yaml").rpartition("/")[2]
    schema: Schema = json.loads(schemas().get(f"{name}.schema.json", "{}"))
    return schema


@cache
def _found() -> dict[str, list[str]]:
    """Return the texts that the examples give for each key: good ones, mostly."""
    texts: dict[str, list[str]] = {}
    for path, data in (
        item for example in range(len(_EXAMPLES)) for item in files(example).items()
    ):
        if path.endswith(".yaml"):
            for key, value in _texts(_tree(parse_yaml(data.decode(), path).root)):
                texts.setdefault(key, []).append(value)
    return texts


def _texts(tree: Tree, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(tree, str):
        yield key, tree
    for name, below in (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    ):
        yield from _texts(below, name if isinstance(name, str) else key)


def _tree(node: Node | None) -> Tree:
    if isinstance(node, MapNode):
        return {key: _tree(value) for key, value in node.entries.items()}
    if isinstance(node, ListNode):
        return [_tree(item) for item in node.items]
    return node.text if isinstance(node, TextNode) else None


def settle(folder: Path) -> None:
    """Write the whole manuals, that cases are then done to, one after the other."""
    for example, root in enumerate(_EXAMPLES):
        for name, data in whole(example).items():
            file = folder / str(example) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        (folder / str(example) / "evidence").mkdir()
        for proof in (root / "evidence").iterdir():
            (folder / str(example) / "evidence" / proof.name).write_bytes(proof.read_bytes())


def damaged(chance: Random) -> Damage:
    """Return one of the files with one to four damages:
    the index more often than others, structure more than bytes.
    """
    example = chance.randrange(len(_EXAMPLES))
    names = list(files(example))
    pages, yaml = (
        [name for name in names if name.endswith(".md")],
        [one for one in names if one.endswith(".yaml")],
    )
    path = chance.choice((_INDEX, _INDEX, "organisation.yaml", chance.choice(pages), *yaml))
    data = (
        whole(example)[path] if chance.random() < 0.5 else _shortened(files(example)[path], chance)
    )
    times = chance.choice((1, 1, 1, 2, 2, 3, 4))
    if path.endswith(".yaml") and chance.random() < 0.6:
        return Damage(example, path, _in_structure(path, data, times, chance))
    return Damage(example, path, _in_bytes(data, times, chance))


def _entries(data: bytes) -> list[bytes]:
    return re.split(rb"^(?=  - id:)", data, flags=re.MULTILINE)


def _shortened(data: bytes, chance: Random) -> bytes:
    """Return a file with a few of the entries of its list."""
    head, *entries = _entries(data)
    if len(entries) <= _ENTRIES:
        return data
    return head + b"".join(entries[n] for n in sorted(chance.sample(range(len(entries)), _ENTRIES)))


def _in_bytes(data: bytes, times: int, chance: Random) -> bytes:
    """Return a file with a byte turned, a piece lost, doubled or moved, a sign put in,
    the end cut off, the whole recoded.
    """
    changed = bytearray(data)
    for _ in range(times):
        start = chance.randrange(len(changed) + 1)
        end = start + chance.choice((1, 2, 5, 20, 100))
        kind = chance.randrange(16)
        if kind < 3 and start < len(changed):
            changed[start] ^= 1 << chance.randrange(8)
        elif kind < 6:
            del changed[start:end]
        elif kind < 8:
            changed[start:start] = changed[start:end]
        elif kind < 10:
            source = chance.randrange(len(changed) + 1)
            changed[start:start] = changed[source : source + end - start]
        elif kind < 14:
            changed[start:start] = chance.choice(_SIGNS)
        elif kind == 14:
            del changed[start:]
        else:
            changed[:] = changed.decode("utf-8", "replace").encode(
                chance.choice(("latin-1", "utf-16", "utf-8-sig", "cp1252", "utf-8")), "replace"
            )
    return bytes(changed)


def _in_structure(path: str, data: bytes, times: int, chance: Random) -> bytes:
    tree = _tree(parse_yaml(data.decode(), path).root)
    for _ in range(times):
        _change(tree, _schema(path), chance)
    return json.dumps(tree, ensure_ascii=False, indent=chance.choice((None, 1))).encode(
        "utf-8", "replace"
    )


class _Spot(NamedTuple):
    """A value in a tree, by what holds it, with what its file's schema says of the two."""

    holder: Any
    key: Any
    schema: Schema
    around: Schema


def _spots(tree: Tree, schema: Schema) -> Iterator[_Spot]:
    schema = _plain(schema)
    if isinstance(tree, dict):
        for key, value in tree.items():
            below = (
                schema.get("properties", {}).get(key) or schema.get("additionalProperties") or {}
            )
            yield _Spot(tree, key, below, schema)
            yield from _spots(value, below)
    elif isinstance(tree, list):
        for position, value in enumerate(tree):
            yield _Spot(tree, position, schema.get("items", {}), schema)
            yield from _spots(value, schema.get("items", {}))


def _plain(schema: Schema) -> Schema:
    """Return a schema without the choice to leave the value out."""
    return schema["anyOf"][0] if "anyOf" in schema else schema


def _change(tree: Tree, schema: Schema, chance: Random) -> None:
    spots = list(_spots(tree, schema))
    if not spots:
        return
    holder, key, below, around = chance.choice(spots)
    kind = chance.randrange(20)
    if kind < 11:
        holder[key] = grown(below, str(key), chance)
    elif kind < 13:
        holder[key] = chance.choice(_TEXTS)
    elif kind == 13:
        del holder[key]
    elif kind == 14:
        holder[key] = chance.choice(([holder[key]], {str(key): holder[key]}, [], {}, None))
    elif kind == 15:
        other = chance.choice(spots)
        # A copy, or a tree would come to hold itself.
        holder[key] = copy.deepcopy(other.holder[other.key])
    elif isinstance(holder, list):
        holder.insert(chance.randrange(len(holder) + 1), copy.deepcopy(holder[key]))
    elif kind == 16:
        holder[chance.choice((f"{key}s", str(key)[:-1], chance.choice(_TEXTS)))] = holder.pop(key)
    # A key that may stand here, and does not: most of what the schema knows, the example does not
    # use.
    elif fields := around.get("properties", {}):
        name = chance.choice(list(fields))
        holder[name] = grown(fields[name], name, chance)


def grown(schema: Schema, key: str, chance: Random) -> Tree:
    """Return a value that a schema allows, or nearly:
    a pattern is met by what the example gives for the same key.
    """
    schema = _plain(schema)
    if "enum" in schema:
        return chance.choice(schema["enum"])
    kind = schema.get("type")
    if kind == "object":
        return _object(schema, key, chance)
    if kind == "array":
        least = schema.get("minItems", 0)
        return [
            grown(schema["items"], key, chance) for _ in range(chance.randint(least, least + 3))
        ]
    if kind == "integer":
        least, most = schema.get("minimum", 0), schema.get("maximum", 99)
        return str(
            chance.choice(
                (
                    least,
                    most,
                    least + 1,
                    chance.randint(least, most),
                    chance.randint(least, min(most, 40)),
                )
            )
        )
    words = (
        ["true", "false"]
        if kind == "boolean"
        else _DAYS
        if schema.get("format") == "date"
        else _found().get(key)
    )
    return chance.choice(words or schema.get("examples") or _TEXTS)


def _object(schema: Schema, key: str, chance: Random) -> Tree:
    fields = schema.get("properties", {})
    if not fields:
        names = schema.get("propertyNames", {}).get("enum") or _found().get("owner", ["quality"])
        return {
            chance.choice(names): grown(schema.get("additionalProperties") or {}, key, chance)
            for _ in range(2)
        }
    chosen = {
        *schema.get("required", ()),
        *chance.choice(schema.get("oneOf", [{}])).get("required", ()),
    }
    groups = {name for one in schema.get("oneOf", ()) for name in one["required"]}
    chosen |= {name for name in fields if name not in groups and chance.random() < 0.3}
    if chosen >= {*schema.get("not", {}).get("required", ("",))}:
        chosen.discard(schema["not"]["required"][0])
    return {name: grown(field, name, chance) for name, field in fields.items() if name in chosen}
