"""Changes values in a YAML text and leaves every other byte as it was.

No round-trip library keeps a file that a person laid out (decisions/0006-splicing.md), so a change is cut in at the
place of the value, found by PyYAML's own marks; the result is then read again and must hold just what was asked for.
The text must be one that `preuve.source` reads without a fault: no anchors, tags or deep nesting are met here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Value = str | int | list[int] | list[str]
Path = tuple[str | int, ...]
"""The keys and positions that lead from the top of a file to a value."""


class SpliceError(Exception):
    """The text could not be changed without touching something else. Nothing is lost: it was not changed."""


def append(text: str, key: str, values: Mapping[str, Value]) -> str:
    """Return the text with one more map at the end of the list that stands under a key of the top map.

    Raises:
        SpliceError: what stands there is not a list.

    """
    root = _compose(text)
    new_line = _line_end(text)
    block = f"{key}:{new_line}{_item(values, '  ', '    ', new_line)}"
    if root is None:
        above = text if not text or text.endswith("\n") else text + new_line
        return _checked(text, f"{above}{block}{new_line}", (key,), [dict(values)])
    found = _value(root, key)
    if found is None:
        return _checked(text, _after_line(text, _end(text, root), block, new_line), (key,), [dict(values)])
    if isinstance(found, yaml.SequenceNode) and found.value:
        changed = _append_item(text, found, values, new_line)
    elif isinstance(found, yaml.SequenceNode) or (isinstance(found, yaml.ScalarNode) and found.value in {"", "~", "null"}):
        bare = text[: found.start_mark.index].rstrip(" ") + text[found.end_mark.index :]
        at = found.start_mark.index - (len(text) - len(bare) - (found.end_mark.index - found.start_mark.index))
        indent = " " * (root.start_mark.column + 2)
        changed = _after_line(bare, at, _item(values, indent, indent + "  ", new_line), new_line)
    else:
        message = f"{key} is not a list"
        raise SpliceError(message)
    return _checked(text, changed, (key,), [*_plain(found, list), dict(values)])


def put(text: str, path: Path, key: str, value: Value, order: Sequence[str] = ()) -> str:
    """Return the text with a key of the map at a path given a value.

    A key not there yet is written after the last of those before it in `order`, else at the end of its map.

    Raises:
        SpliceError: there is no map at the path.

    """
    node = _map_at(text, path)
    old = _value(node, key)
    written = _scalar(value)
    if old is not None:
        start, end = old.start_mark.index, _end(text, old)
        space = "" if start and text[start - 1] in " \n" else " "
        changed = text[:start] + space + written + text[end:]
    else:
        before = list(order[: order.index(key)]) if key in order else []
        pairs = {name.value: below for name, below in node.value}
        last = next((pairs[name] for name in reversed(before) if name in pairs), node.value[-1][1])
        if node.flow_style:
            at = _end(text, last)
            changed = f"{text[:at]}, {key}: {written}{text[at:]}"
        else:
            indent = " " * node.value[0][0].start_mark.column
            changed = _after_line(text, _end(text, last), f"{indent}{key}: {written}", _line_end(text))
    return _checked(text, changed, (*path, key), value)


def remove(text: str, path: Path, key: str) -> str:
    """Return the text without a key of the map at a path; as it is, if the key is not there.

    Raises:
        SpliceError: there is no map at the path, it has no other key, or the key opens a line that others share.

    """
    node = _map_at(text, path)
    names = [name.value for name, _ in node.value]
    if key not in names:
        return text
    place = names.index(key)
    name, value = node.value[place]
    if len(names) == 1:
        message = f"{key} is the only key of its map"
        raise SpliceError(message)
    end = _end(text, value)
    if not place and "#" in text[end : node.value[1][0].start_mark.index]:
        message = f"a comment stands below {key}"
        raise SpliceError(message)
    if node.flow_style:
        if place:
            start = _end(text, node.value[place - 1][1])
        else:
            start, end = name.start_mark.index, node.value[1][0].start_mark.index
    elif place:
        start = text.rfind("\n", 0, name.start_mark.index) + 1
        end = _line_stop(text, end)
    else:  # the first key of an item shares its line with the dash: the second moves up
        start, end = name.start_mark.index, node.value[1][0].start_mark.index
    return _checked(text, text[:start] + text[end:], (*path, key), None)


def written(value: Value) -> str:
    """Return a value as it would be written in any YAML file of a manual."""
    return _scalar(value)


def _compose(text: str) -> yaml.MappingNode | None:
    root = yaml.compose(text, Loader=_Loader)
    if root is None or (isinstance(root, yaml.ScalarNode) and root.value == ""):
        return None
    if not isinstance(root, yaml.MappingNode):
        message = "the file is not a map"
        raise SpliceError(message)
    return root


def _map_at(text: str, path: Path) -> yaml.MappingNode:
    node: Any = _compose(text)
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = _value(node, step)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            node = None
    if not isinstance(node, yaml.MappingNode) or not node.value:
        message = f"there is no map at {path}"
        raise SpliceError(message)
    return node


def _value(node: yaml.MappingNode, key: str | int) -> yaml.Node | None:
    return next((below for name, below in node.value if name.value == key), None)


def _append_item(text: str, found: yaml.SequenceNode, values: Mapping[str, Value], new_line: str) -> str:
    last = found.value[-1]
    at = _end(text, last)
    if found.flow_style:
        pairs = ", ".join(f"{key}: {_scalar(value)}" for key, value in values.items())
        return f"{text[:at]}, {{{pairs}}}{text[at:]}"
    dash = " " * found.start_mark.column
    inside = " " * max(last.start_mark.column, found.start_mark.column + 2)
    return _after_line(text, at, _item(values, dash, inside, new_line), new_line)


def _item(values: Mapping[str, Value], dash: str, inside: str, new_line: str) -> str:
    lines = [f"{key}: {_scalar(value)}" for key, value in values.items()]
    first = f"{dash}-{' ' * (len(inside) - len(dash) - 1)}{lines[0]}"
    return new_line.join([first, *(f"{inside}{line}" for line in lines[1:])])


def _scalar(value: Value) -> str:
    """Return a value on one line, written so that it may stand in a list between brackets too."""
    if isinstance(value, list):
        return f"[{', '.join(_scalar(one) for one in value)}]"
    if isinstance(value, int):
        return str(value)
    # A date stands without quotes in our files; PyYAML would quote it, to keep it a text.
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return value
    text: str = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=10**9)
    return text.strip()[1:-1]


def _end(text: str, node: yaml.Node) -> int:
    """Return where a value ends. A block's own mark stands after the blank lines and comments below it."""
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


def _after_line(text: str, at: int, block: str, new_line: str) -> str:
    """Return the text with lines added below the line at a position."""
    stop = _line_stop(text, at)
    if stop == len(text) and not text.endswith("\n"):
        return f"{text}{new_line}{block}"
    return f"{text[:stop]}{block}{new_line}{text[stop:]}"


def _plain(node: yaml.Node | None, kind: type[Any] = object) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return a node as text, lists and maps; where a list is expected, nothing is an empty one."""
    if isinstance(node, yaml.MappingNode):
        return {name.value: _plain(below) for name, below in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(below) for below in node.value]
    text = node.value if node is not None else ""
    return [] if kind is list else text


def _told(value: Any) -> Any:  # noqa: ANN401 - as above
    """Return a value as it is read back: every scalar a text."""
    if isinstance(value, dict):
        return {key: _told(below) for key, below in value.items()}
    return [_told(one) for one in value] if isinstance(value, list) else str(value)


def _checked(old: str, new: str, path: Path, value: Any) -> str:  # noqa: ANN401 - as above
    """Return the new text if it holds what the old one did, but for the one value; None means that it is gone."""
    wanted = _plain(_compose(old)) if _compose(old) is not None else {}
    below = wanted
    for step in path[:-1]:
        below = below[step]
    if value is None:
        del below[path[-1]]
    else:
        below[path[-1]] = _told(value)
    try:
        found = _plain(_compose(new))
    except yaml.YAMLError as error:
        raise SpliceError(str(error)) from None
    if found != wanted:
        message = "the change would touch other values"
        raise SpliceError(message)
    return new
