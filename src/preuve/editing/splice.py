"""Changes values in a YAML text and leaves every other byte as it was.

No round-trip library keeps a file that a person laid out (decisions/0006-splicing.md), so a change
is cut in at the place of the value, found by PyYAML's own marks; the result is then read again and
must hold just what was asked for. The text must be one that `preuve.reading` reads without a fault:
no anchors, tags or deep nesting are met here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import yaml

from preuve.core.errors import PreuveError
from preuve.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Value: TypeAlias = (
    "str | int | float | list[int] | list[str] | list[int | str] | list[dict[str, Value]]"
    " | dict[str, Value]"
)
Path = tuple[str | int, ...]
"""The keys and positions that lead from the top of a file to a value."""


class SpliceError(PreuveError):
    """The text could not be changed without touching something else.
    Nothing is lost: it was not changed.
    """


def append(text: str, key: str, *maps: Mapping[str, Value], at: Path = ()) -> str:
    """Return the text with more maps at the end of the list that stands under a key of a map: the
    top one, or the one at a path.

    Args:
        text: of the file.
        key: under which the list stands.
        *maps: to be added, in their order.
        at: keys and positions that lead to the map of the key; the top one, if there are none.

    Raises:
        SpliceError: what stands there is not a list, or there is no map at the path.

    """
    top, new_line = _compose(text), _line_end(text)
    root = _map_at(top, at) if at else top
    if root is not None and root.flow_style and at:
        return _append_in_flow(text, KeyChange(at, key, [dict(one) for one in maps]), root)
    present = _value(root, key) if root is not None else None
    margin = " " * (root.value[0][0].start_mark.column if root is not None and root.value else 0)
    if root is None or present is None:
        items = _items(maps, f"{margin}  ", f"{margin}    ", new_line)
        block = f"{margin}{key}:{new_line}{items}"
    if root is None:
        above = text if not text or text.endswith("\n") else text + new_line
        changed = f"{above}{block}{new_line}"
    elif present is None:
        changed = _cut(text, [_below(text, _end(text, root), block, new_line)])
    elif isinstance(present, yaml.SequenceNode) and present.value:
        changed = _cut(text, [_more_items(text, present, maps, new_line)])
    elif isinstance(present, yaml.SequenceNode) or (
        isinstance(present, yaml.ScalarNode) and present.value in {"", "~", "null"}
    ):
        indent = f"{margin}  "
        value_end = len(text[: present.start_mark.index].rstrip(" "))
        below = _below(
            text, present.end_mark.index, _items(maps, indent, indent + "  ", new_line), new_line
        )
        changed = _cut(text, [_Cut(value_end, present.end_mark.index, ""), below])
    else:
        raise SpliceError(say("{key} is not a list", key=key))
    wanted = _texts(top) if top is not None else {}
    inside = _at(wanted, at)
    there = inside.get(key)
    inside[key] = [*(there if isinstance(there, list) else []), *(_told(one) for one in maps)]
    return _checked(changed, wanted)


def _append_in_flow(text: str, addition: KeyChange, root: yaml.MappingNode) -> str:
    """Return the text with more maps in a list of a map that stands between braces."""
    present = _value(root, addition.key)
    there = _texts(present) if present is not None else []
    if not isinstance(there, list):
        raise SpliceError(say("{key} is not a list", key=addition.key))
    if present is None or not there:
        return change(text, [addition])
    assert isinstance(present, yaml.SequenceNode)  # noqa: S101 - a list, as seen above
    assert isinstance(addition.value, list)  # noqa: S101 - what append asked for
    wanted = _texts(_compose(text))
    _at(wanted, addition.path)[addition.key] = [*there, *(_told(one) for one in addition.value)]
    at = _end(text, present.value[-1])
    items = "".join(f", {written(one)}" for one in addition.value)
    return _checked(_cut(text, [_Cut(at, at, items)]), wanted)


def remove_item(text: str, path: Path, position: int) -> str:
    """Return the text without an item of the list at a path; what stands on its lines goes along.

    Args:
        text: of the file.
        path: keys and positions that lead to the list.
        position: of the item, from 0.

    Raises:
        SpliceError: there is no such item.

    """
    root = _compose(text)
    node: Any = root
    for step in path:
        node = _step(node, step)
    if not isinstance(node, yaml.SequenceNode) or not 0 <= position < len(node.value):
        raise SpliceError(
            say("there is no item {position} at {path}", position=position, path=str(path))
        )
    wanted = _texts(root)
    del _at(wanted, path)[position]
    if len(node.value) == 1 and not node.flow_style:  # a key with nothing below it is left
        _at(wanted, path[:-1])[path[-1]] = ""
    return _checked(_cut(text, [_without_item(text, node, position)]), wanted)


def _without_item(text: str, node: yaml.SequenceNode, position: int) -> _Cut:
    item = node.value[position]
    if node.flow_style:
        if position:
            return _Cut(_end(text, node.value[position - 1]), _end(text, item), "")
        after = node.value[1].start_mark.index if len(node.value) > 1 else _end(text, item)
        return _Cut(item.start_mark.index, after, "")
    dash = text.rfind("-", 0, item.start_mark.index)
    return _Cut(text.rfind("\n", 0, dash) + 1, _line_stop(text, _end(text, item)), "")


class KeyChange(NamedTuple):
    """A key of the map at a path, and the value it is to have; None: the key goes."""

    path: Path
    key: str
    value: Value | None


class _Cut(NamedTuple):
    """A stretch of the text, and what stands there instead."""

    start: int
    end: int
    text: str


def change(text: str, changes: Iterable[KeyChange], order: Sequence[str] = ()) -> str:
    """Return the text with values changed, all at once: a file of a thousand entries is read twice,
    not a thousand times.

    A key not there yet is written after the last of those before it in the order, else at the end
    of its map. A key that is to go and is not there is no fault.

    Args:
        text: of the file.
        changes: each a path to a map, a key of it, and its new value, or None to take it out.
        order: the keys of a map in the order in which people write them.

    Raises:
        SpliceError: there is no map at a path; a map would be left empty; two changes meet; a
            comment would be lost.

    """
    root = _compose(text)
    wanted = _texts(root)
    cuts: list[_Cut] = []
    for one in changes:
        node = _map_at(root, one.path)
        there = _value(node, one.key) is not None
        if one.value is not None:
            cuts.append(
                _replaced(text, node, one.key, one.value)
                if there
                else _new_key(text, node, one.key, one.value, order)
            )
            _at(wanted, one.path)[one.key] = _told(one.value)
        elif there:
            cuts.append(_removed(text, node, one.key))
            del _at(wanted, one.path)[one.key]
    return _checked(_cut(text, cuts), wanted)


def _cut(text: str, cuts: list[_Cut]) -> str:
    """Return the text with all cuts made."""
    parts, done = [], 0
    for start, end, instead in sorted(cuts, key=lambda cut: cut[:2]):
        if start < done:
            raise SpliceError(say("two changes meet at one place"))
        parts += [text[done:start], instead]
        done = end
    return "".join([*parts, text[done:]])


def _replaced(text: str, node: yaml.MappingNode, key: str, value: Value) -> _Cut:
    old = next(below for name, below in node.value if name.value == key)
    start = old.start_mark.index
    space = "" if start and text[start - 1] in " \n" else " "
    new = _folded(value, text, old) or _in_map(value, text, node)
    return _Cut(start, _end(text, old), space + new)


_ONE_LINE = 72  # characters


def _folded(value: Value, text: str, old: yaml.Node) -> str:
    """Return a text folded over lines as the one before was; empty where it was not, or cannot."""
    if not isinstance(old, yaml.ScalarNode) or old.style != ">" or not isinstance(value, str):
        return ""
    before = text[old.start_mark.index : _end(text, old)].splitlines()[1:]
    if not before or len(value) <= _ONE_LINE or not re.fullmatch(r"\S+( \S+)*", value):
        return ""
    indent = before[0][: len(before[0]) - len(before[0].lstrip())]
    width = max(map(len, before)) - len(indent)
    lines = wrap(value, width, break_long_words=False, break_on_hyphens=False)
    return _line_end(text).join([">-", *(indent + line for line in lines)])


def _new_key(
    text: str, node: yaml.MappingNode, key: str, value: Value, order: Sequence[str]
) -> _Cut:
    before = list(order[: order.index(key)]) if key in order else []
    pairs = {name.value: below for name, below in node.value}
    last = next((pairs[name] for name in reversed(before) if name in pairs), node.value[-1][1])
    at = _end(text, last)
    if node.flow_style:
        return _Cut(at, at, f", {key}: {written(value)}")
    indent = " " * node.value[0][0].start_mark.column
    return _below(text, at, f"{indent}{key}: {_in_map(value, text, node)}", _line_end(text))


def _in_map(value: Value, text: str, node: yaml.MappingNode) -> str:
    """Return a value as it is written into a map that is there."""
    if node.flow_style:
        return written(value)
    return _block(value, " " * node.value[0][0].start_mark.column, _line_end(text))


def _block(value: Value, indent: str, new_line: str) -> str:
    """Return a value as it is written below an indented key: a text of several lines as one."""
    if not isinstance(value, str) or "\n" not in value or not _PARAGRAPHS.fullmatch(value):
        return written(value)
    lines = [f"{indent}  {line}" if line else "" for line in value.split("\n")]
    return new_line.join(["|-", *lines])


_PARAGRAPHS = re.compile(
    r"\S[^\n\t\x00-\x1f]*(\n([^\s][^\n\t\x00-\x1f]*)?)*\n[^\s][^\n\t\x00-\x1f]*"
)
"""Texts of several lines that a block holds as they are: no line begins with a blank."""


def _removed(text: str, node: yaml.MappingNode, key: str) -> _Cut:
    place = next(number for number, (name, _) in enumerate(node.value) if name.value == key)
    name, value = node.value[place]
    if len(node.value) == 1:
        raise SpliceError(say("{key} is the only key of its map", key=key))
    if not place:  # the first key of an item shares its line with the dash: the second moves up
        second = node.value[1][0].start_mark.index
        if "#" in text[_end(text, value) : second]:
            raise SpliceError(say("a comment stands below {key}", key=key))
        return _Cut(name.start_mark.index, second, "")
    if node.flow_style:
        return _Cut(_end(text, node.value[place - 1][1]), _end(text, value), "")
    return _Cut(
        text.rfind("\n", 0, name.start_mark.index) + 1, _line_stop(text, _end(text, value)), ""
    )


def _compose(text: str) -> yaml.MappingNode | None:
    root = yaml.compose(text, Loader=_Loader)
    if root is None or (isinstance(root, yaml.ScalarNode) and root.value == ""):
        return None
    if not isinstance(root, yaml.MappingNode):
        raise SpliceError(say("the file is not a map"))
    return root


def _map_at(node: Any, path: Path) -> yaml.MappingNode:  # noqa: ANN401 - PyYAML's nodes, of any kind
    for step in path:
        node = _step(node, step)
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise SpliceError(say("there is no map at {path}", path=str(path)))
    return node


def _step(node: Any, step: str | int) -> yaml.Node | None:  # noqa: ANN401 - as above
    """Return what stands one step below a node."""
    if isinstance(node, yaml.MappingNode):
        return _value(node, step)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        below: yaml.Node = node.value[step]
        return below
    return None


def _value(node: yaml.MappingNode, key: str | int) -> yaml.Node | None:
    return next((below for name, below in node.value if name.value == key), None)


def _more_items(
    text: str, present: yaml.SequenceNode, maps: Sequence[Mapping[str, Value]], new_line: str
) -> _Cut:
    last = present.value[-1]
    at = _end(text, last)
    if present.flow_style:
        items = "".join(
            f", {{{', '.join(f'{key}: {written(value)}' for key, value in one.items())}}}"
            for one in maps
        )
        return _Cut(at, at, items)
    inside = " " * max(last.start_mark.column, present.start_mark.column + 2)
    return _below(
        text, at, _items(maps, " " * present.start_mark.column, inside, new_line), new_line
    )


def _items(maps: Sequence[Mapping[str, Value]], dash: str, inside: str, new_line: str) -> str:
    return new_line.join(_item(one, dash, inside, new_line) for one in maps)


def _item(values: Mapping[str, Value], dash: str, inside: str, new_line: str) -> str:
    lines = [f"{key}: {_block(value, inside, new_line)}" for key, value in values.items()]
    first = f"{dash}-{' ' * (len(inside) - len(dash) - 1)}{lines[0]}"
    return new_line.join([first, *(f"{inside}{line}" for line in lines[1:])])


def written(value: Value) -> str:
    """Return a value on one line, as it is written in any YAML file of a manual: it may stand in a
    list between brackets too.
    """
    if isinstance(value, list):
        return f"[{', '.join(written(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {written(below)}' for key, below in value.items())}}}"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value).lower()  # a truth value too
    # A date stands without quotes in our files; PyYAML would quote it, to keep it a text. The
    # second is what the library would say, without asking it for each of ten thousand values.
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) or (
        _WORDS.fullmatch(value) and value.casefold() not in _MEANING_SOMETHING
    ):
        return value
    if "\n" in value:
        return json.dumps(value, ensure_ascii=False)  # on one line, between double quotes
    text: str = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=10**9)
    return text.strip()[1:-1]


_WORDS = re.compile(
    r"[A-Za-zÀ-ÖØ-öø-ÿ](?:[A-Za-zÀ-ÖØ-öø-ÿ0-9 _/.()’°«»–œ+-]{0,200}[A-Za-zÀ-ÖØ-öø-ÿ0-9)])?"
)
_MEANING_SOMETHING = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""Words that YAML reads as something else than themselves."""


def _end(text: str, node: yaml.Node) -> int:
    """Return where a value ends. A block's own mark stands after the blank
    lines and comments below it.
    """
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(node, yaml.MappingNode) else last)
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
        return node.start_mark.index + len(text[node.start_mark.index : end].rstrip())
    return end


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _line_stop(text: str, at: int) -> int:
    """Return where the line after the one at a position begins."""
    stop = text.find("\n", at)
    return len(text) if stop < 0 else stop + 1


def _below(text: str, at: int, block: str, new_line: str) -> _Cut:
    """Return lines added below the line at a position."""
    stop = _line_stop(text, at)
    if stop == len(text) and not text.endswith("\n"):
        return _Cut(stop, stop, new_line + block)
    return _Cut(stop, stop, block + new_line)


def _texts(node: yaml.Node | None) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return a node as text, lists and maps."""
    if isinstance(node, yaml.MappingNode):
        return {name.value: _texts(below) for name, below in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_texts(below) for below in node.value]
    return node.value if node is not None else ""


def _told(value: Any) -> Any:  # noqa: ANN401 - as above
    """Return a value as it is read back: every scalar a text."""
    if isinstance(value, Mapping):
        return {key: _told(below) for key, below in value.items()}
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return written(value)
    return [_told(one) for one in value] if isinstance(value, list) else str(value)


def _at(value: Any, path: Path) -> Any:  # noqa: ANN401 - as above
    for step in path:
        value = value[step]
    return value


def _checked(text: str, wanted: Any) -> str:  # noqa: ANN401 - as above
    """Return the text if it holds just what is wanted."""
    try:
        values = _texts(_compose(text))
    except yaml.YAMLError as error:
        raise SpliceError(str(error)) from None
    if values != wanted:
        raise SpliceError(say("the change would touch other values"))
    return text
