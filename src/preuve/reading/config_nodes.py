"""A site builder's configuration (`mkdocs.yml`) as nodes that keep their tags and places: read,
never run.

Such a file may name Python objects, the environment and another file that it inherits from. Its own
loader would import and run what it names; here a tag is a word that stays with its value, so that a
check of a stranger's proposal runs nothing.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from preuve.core.errors import DiagnosedError
from preuve.core.finding import Diagnostic, Place
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.reading.decoding import ParseError, read_text
from preuve.reading.libyaml import Parser, yaml
from preuve.reading.nodes import TextNode
from preuve.reading.syntax import syntax_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_DEPTH = 40
_MAX_BYTES = 1024 * 1024
_MAX_PARENTS = 8
_INHERIT = "INHERIT"
_ENV = "!ENV"


__all__ = [
    "ConfigError",
    "MappingNode",
    "Node",
    "ScalarNode",
    "SequenceNode",
    "builder_value",
    "config_value",
    "entries",
    "items",
    "place_of",
    "read_config",
]


class ConfigError(DiagnosedError):
    """A configuration cannot be read."""


def read_config(path: Path, root: Path) -> MappingNode:
    """Return a configuration as its builder sees it, merged with those it inherits from.

    Each node's mark names the file it stands in, relative to *root*.

    Raises:
        ConfigError: a file cannot be read, is no YAML, is not a mapping, or inherits in a circle.

    """
    node, seen = _read(path, root), {path.resolve()}
    inherited = [node]
    while (parent := entries(inherited[-1]).get(_INHERIT)) is not None:
        target = Path(os.path.normpath(path.parent / str(config_value(parent))))
        if target.resolve() in seen or len(seen) > _MAX_PARENTS:
            raise ConfigError(
                Diagnostic(
                    RuleName.INVALID_VALUE,
                    say("This file inherits from itself."),
                    place_of(parent),
                    say("Name another file."),
                )
            )
        seen.add(target.resolve())
        path = target
        inherited.append(_read(path, root))
    merged = inherited.pop()
    while inherited:
        merged = _merged(merged, inherited.pop())
    return _without(merged, _INHERIT)


def _read(path: Path, root: Path) -> MappingNode:
    name = Path(os.path.relpath(path, root)).as_posix()
    try:
        text = read_text(path, name)
    except ParseError as refused:
        raise ConfigError(refused.diagnostic) from None
    if len(text) > _MAX_BYTES:
        raise ConfigError(syntax_fault("", Place(name, 1, 1)))
    parser = Parser(text)
    try:
        node = _Composer(name).compose(parser)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
        raise ConfigError(syntax_fault(error.problem or "", place)) from None
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigError(syntax_fault(str(error).splitlines()[0], Place(name, 1, 1))) from None
    finally:
        parser.dispose()
    if not isinstance(node, MappingNode):
        raise ConfigError(
            Diagnostic(
                RuleName.WRONG_TYPE,
                say("{file} does not hold keys with values.", file=name),
                Place(name, 1, 1),
                say("Compare with the mkdocs.yml that preuve new writes."),
            )
        )
    return node


class _Composer:
    """Events to nodes, without recursion; an alias is the very node that it names,
    which costs nothing.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._anchors: dict[str, Node] = {}

    def compose(self, parser: Any) -> Node | None:  # noqa: ANN401 - libyaml's parser has no types
        stack: list[Node] = []
        root: Node | None = None
        while (event := parser.get_event()) is not None:
            node = self._node(event)
            if node is None:
                if isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                    stack.pop()
                continue
            if stack:
                stack[-1].value.append(node)
            elif root is None:
                root = node
            if isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                stack.append(node)
                if len(stack) > _MAX_DEPTH:
                    message = "nested too deeply"
                    raise ValueError(message)
        return _paired(root)

    def _node(self, event: Any) -> Node | None:  # noqa: ANN401 - as above
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchors:
                message = f"found undefined alias {event.anchor}"
                raise ValueError(message)
            return self._anchors[event.anchor]
        kinds = {
            yaml.ScalarEvent: ScalarNode,
            yaml.SequenceStartEvent: SequenceNode,
            yaml.MappingStartEvent: MappingNode,
        }
        kind = next((kinds[known] for known in kinds if isinstance(event, known)), None)
        if kind is None:
            return None
        value: Any = event.value if kind is ScalarNode else []
        tag = event.tag
        if tag in {None, "!"}:
            tag = _tag(kind, value if kind is ScalarNode else None, event.implicit)
        mark = yaml.Mark(self._name, 0, event.start_mark.line, event.start_mark.column, None, 0)
        node: Node = kind(tag, value, mark, mark)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node


_RESOLVER = yaml.resolver.Resolver()


def _tag(kind: type[Node], text: str | None, implicit: object) -> str:
    """Return the tag of a node that has none of its own, by YAML 1.1, as MkDocs reads it."""
    return str(_RESOLVER.resolve(kind, text, implicit))  # type: ignore[no-untyped-call] # PyYAML's stubs


def _paired(root: Node | None) -> Node | None:
    """Make pairs of the flat keys and values of every mapping,
    each once however often it is named.
    """
    waiting, done = [root], set()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in done or isinstance(node, ScalarNode):
            continue
        done.add(id(node))
        waiting += node.value
        if isinstance(node, MappingNode):
            node.value = list(zip(node.value[::2], node.value[1::2], strict=False))
    return root


def place_of(node: Node) -> Place:
    """Return where a node stands."""
    return Place(node.start_mark.name, node.start_mark.line + 1, node.start_mark.column + 1)


def entries(node: Node | None) -> dict[str, Node]:
    """Return the values of a mapping by their keys; nothing for another node.
    A later key wins, as for the builder.
    """
    if not isinstance(node, MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, ScalarNode)}


def items(node: Node | None) -> Iterator[Node]:
    """Yield the values of a list; nothing for another node."""
    yield from node.value if isinstance(node, SequenceNode) else ()


def _merged(parent: MappingNode, child: MappingNode) -> MappingNode:
    """Return a mapping with its parent's: mappings are merged, all else is replaced."""
    keys = {
        key.value: key for key, _ in (*parent.value, *child.value) if isinstance(key, ScalarNode)
    }
    above, below = entries(parent), entries(child)
    values = []
    for name, key in keys.items():
        value = below.get(name, above.get(name))
        upper, lower = above.get(name), below.get(name)
        if isinstance(upper, MappingNode) and isinstance(lower, MappingNode):
            value = _merged(upper, lower)
        values.append((key, value))
    return MappingNode(parent.tag, values, child.start_mark, child.end_mark)


def _without(node: MappingNode, *names: str) -> MappingNode:
    return MappingNode(
        node.tag,
        [pair for pair in node.value if pair[0].value not in names],
        node.start_mark,
        node.end_mark,
    )


def config_value(node: Node | None) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return a node as Python's plain values. What only its builder can make of a tag stays text.

    `!ENV NAME` and `!ENV [NAME, OTHER, default]` are looked up in the environment, as MkDocs does.
    """
    return _config_value(node, {}, 0)


def _config_value(node: Node | None, done: dict[int, Any], depth: int) -> Any:  # noqa: ANN401 - as above
    """Make each node once: one that is named a thousand times costs no more
    than one that is named once.
    """
    if node is None or depth > _MAX_DEPTH:
        return None
    if id(node) in done:
        return done[id(node)]
    if node.tag == _ENV:
        value: Any = _from_environment(node)
    elif isinstance(node, MappingNode):
        value = {
            str(key.value): _config_value(child, done, depth + 1)
            for key, child in node.value
            if isinstance(key, ScalarNode)
        }
    elif isinstance(node, SequenceNode):
        value = [_config_value(child, done, depth + 1) for child in node.value]
    else:
        value = _scalar(node)
    done[id(node)] = value
    return value


def _scalar(node: Node) -> object:
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return str(node.value).lower() in {"yes", "true", "on"}
    if kind == "int":
        try:
            return int(node.value.replace("_", ""), 0)
        except ValueError:
            return node.value
    return node.value


def builder_value(node: object) -> object:
    """Return a page's setting as the builder reads it, by YAML 1.1: to it `no` and `Off` are false.

    Args:
        node: what our own reader gave for the setting; None where there is none.

    """
    if not isinstance(node, TextNode):
        return None
    tag = _tag(ScalarNode, node.text, (True, False)) if node.plain else ""
    value = _scalar(ScalarNode(tag, node.text))
    return 0 if tag.endswith(":float") and not node.text.strip("+-0._") else value


def _from_environment(node: Node) -> object:
    names = (
        [child.value for child in node.value] if isinstance(node, SequenceNode) else [node.value]
    )
    default = None
    if isinstance(node, SequenceNode) and len(node.value) > 1:
        default = config_value(node.value[-1])
        names = names[:-1]
    text = next(
        (os.environ[name] for name in names if isinstance(name, str) and name in os.environ), None
    )
    return (
        default
        if text is None
        else _scalar(ScalarNode(_tag(ScalarNode, text, (True, False)), text))
    )
