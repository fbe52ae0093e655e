"""The configuration that a builder is given for a stage:
a team's own, without what was done already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from preuve.core.words import say
from preuve.page.frame import STYLE, TRAIL
from preuve.reading.config_nodes import entries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from yaml.nodes import Node

    from preuve.core.words import Message
    from preuve.model.site_settings import SiteSettings

_DONE_ALREADY = ("macros", "preuve")
ZENSICAL_KNOWS = frozenset(
    {"search", "offline", "tags", "blog", "social", "privacy", "redirects", "minify", "meta"}
)
"""The plugins that Zensical has for itself: others it passes over without a word."""

OFFLINE_SHIM = "assets/iframe-worker/shim.js"


class Derived:
    """A team's configuration, to be changed key by key;
    tags and what it does not name stay as they are.
    """

    def __init__(self, settings: SiteSettings) -> None:
        """Take the settings of a team."""
        self._settings = settings
        self._values: dict[str, Node] = entries(settings.node)

    def set(self, key: str, value: Any) -> None:  # noqa: ANN401 - whatever YAML can hold
        """Write a key."""
        self._values[key] = _node(value)

    def drop(self, *keys: str) -> None:
        """Take keys out."""
        for key in keys:
            self._values.pop(key, None)

    def merge(self, key: str, values: dict[str, Any]) -> None:
        """Write keys below a key that holds a mapping."""
        below = dict(entries(self._values.get(key)))
        self._values[key] = _mapping(
            {**below, **{name: _node(value) for name, value in values.items()}}
        )

    def plugins(self, *, keep: Collection[str] | None = None, add: Iterable[str] = ()) -> None:
        """Leave out the plugins whose work is done, and those that are not among *keep*;
        add some.
        """
        nodes = (
            dict(_options(self._values.get("plugins")))
            if "plugins" in self._values
            else {"search": _node({})}
        )
        for name in list(nodes):
            if name in _DONE_ALREADY or (keep is not None and name.rpartition("/")[2] not in keep):
                del nodes[name]
        self._values["plugins"] = _mapping(
            {**nodes, **{name: _node({}) for name in add if name not in nodes}}
        )

    def extension(self, name: str) -> None:
        """Name one more Markdown extension, the last."""
        nodes = dict(_options(self._values.get("markdown_extensions")))
        self._values["markdown_extensions"] = _mapping({**nodes, name: _node({})})

    def absolute(self, root: Path) -> None:
        """Let the paths of the team's own files be found from another folder."""
        theme = self._settings.get("theme", default={})
        if isinstance(theme, dict) and theme.get("custom_dir"):
            self.merge("theme", {"custom_dir": str(root / str(theme["custom_dir"]))})
        if hooks := self._settings.get("hooks"):
            self.set("hooks", [str(root / str(hook)) for hook in hooks])
        if isinstance(theme, str):
            self.set("theme", {"name": theme})

    def text(self) -> str:
        """Return the configuration as YAML."""
        return str(yaml.serialize(_mapping(self._values), allow_unicode=True, width=1000))


def dress(derived: Derived, settings: SiteSettings) -> None:
    """Name our style sheets and the trail, for a builder that does not know our plugin."""
    given = settings.get("extra_css", default=[])
    derived.set("extra_css", [*(sheet for sheet in STYLE if sheet not in given), *given])
    features = settings.get("theme", "features", default=[])
    derived.merge("theme", {"features": [*features, *({TRAIL} - {*features})]})


def left_out(settings: SiteSettings) -> list[Message]:
    """Return what of a team's configuration Zensical passes over,
    so that nobody misses it unseen.
    """
    lost = sorted(
        name
        for name in settings.plugins
        if name.rpartition("/")[2] not in {*ZENSICAL_KNOWS, *_DONE_ALREADY}
    )
    messages = [say("Zensical does without these plugins: {names}.", names=lost)] if lost else []
    if settings.get("hooks"):
        messages.append(
            say("Zensical does without hooks: those of {file} were not run.", file=settings.file)
        )
    return messages


def _node(value: Any) -> Node:  # noqa: ANN401 - as above
    node: Node = yaml.representer.SafeRepresenter().represent_data(value)
    return node


def _mapping(values: dict[str, Node]) -> MappingNode:
    return MappingNode(
        "tag:yaml.org,2002:map",
        [(ScalarNode("tag:yaml.org,2002:str", key), value) for key, value in values.items()],
    )


def _options(node: Node | None) -> dict[str, Node]:
    if isinstance(node, MappingNode):
        return entries(node)
    options: dict[str, Node] = {}
    for part in node.value if isinstance(node, SequenceNode) else ():
        options |= entries(part) if isinstance(part, MappingNode) else {part.value: _node({})}
    return options
