"""What a manual's `mkdocs.yml` says of its site,
as far as the gate and the roads to a site need to know it.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from preuve.core.record import NamedTuple
from preuve.reading.config_nodes import (
    ConfigError,
    SequenceNode,
    config_value,
    entries,
    items,
    place_of,
    read_config,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.finding import Diagnostic, Place
    from preuve.reading.config_nodes import MappingNode, Node

NAMES = ("mkdocs.yml", "mkdocs.yaml")
"""The names that MkDocs looks for, in its order."""

DOCS_FOLDER = "docs"
"""The folder of the pages, where a configuration names no other."""
PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""What the names of pages end in, for MkDocs."""
_MACROS = "macros"
_DEEPEST = 20
"""No menu is so deep; an alias may name what it stands in."""
_STOPS = "warn"
"""Of MkDocs' levels, the one at which a strict build ends; its default for what is not found."""


class MenuEntry(NamedTuple):
    """A line of the menu that names something: a page below the docs folder, or an address."""

    target: str
    place: Place


class SiteSettings(NamedTuple):
    """A site's settings, and the nodes that they were read from."""

    node: MappingNode
    file: str
    docs: str
    """The folder of the pages, relative to the manual's root."""
    menu: tuple[MenuEntry, ...] | None
    """None where MkDocs makes the menu of all pages."""
    plugins: dict[str, dict[str, Any]]
    """Each plugin's options, by its name."""
    extensions: dict[str, dict[str, Any]]
    """Each Markdown extension's options, by its name."""

    def get(self, *keys: str, default: Any = None) -> Any:  # noqa: ANN401 - whatever the file holds
        """Return the plain value that a path of keys leads to, or *default* where there is none."""
        node: Node | None = self.node
        for key in keys:
            node = entries(node).get(key)
        value = config_value(node)
        return default if value is None else value

    @property
    def foretells_ids(self) -> bool:
        """Return whether headings get the ids that MkDocs gives by itself, no function of the
        team's.
        """
        named = ("toc", "markdown.extensions.toc")
        return not any("slugify" in self.extensions.get(name, ()) for name in named)

    def place(self, key: str) -> Place:
        """Return where the value of a key stands; where there is none, the place of the whole."""
        return place_of(entries(self.node).get(key, self.node))

    def place_of(self, *keys: str, holding: str) -> Place:
        """Return where a value stands in the list that a path of keys leads to;
        the list's own place, or that of the whole, where it does not.
        """
        node: Node | None = self.node
        for key in keys:
            node = entries(node).get(key)
        for part in items(node):
            if config_value(part) == holding:
                return place_of(part)
        return place_of(self.node if node is None else node)

    def stops_at(self, kind: str, name: str) -> bool:
        """Return whether a strict build ends at a fault of a kind, as `validation:` has it."""
        validation: Any = self.get("validation", default={})
        below = validation.get(kind) if isinstance(validation, dict) else None
        for written in (below, validation):
            if isinstance(written, dict) and isinstance(written.get(name), str):
                return bool(written[name] == _STOPS)
        return name == "not_found"

    def unlike_a_menu(self) -> Iterator[Place]:
        """Yield the places in the menu that MkDocs would not take for a line of one: that is a
        page's path, or a title with a path or with a list of lines.
        """
        menu = entries(self.node).get("nav")
        if config_value(menu) is None or not isinstance(menu, SequenceNode):
            if menu is not None and config_value(menu) is not None:
                yield place_of(menu)
            return
        waiting = [(line, 0) for line in items(menu)]
        while waiting:
            line, depth = waiting.pop()
            below = [*entries(line).values()]
            if isinstance(config_value(line), str) or depth > _DEEPEST:
                continue
            if len(below) != 1:
                yield place_of(line)
            elif isinstance(below[0], SequenceNode):
                waiting += [(inside, depth + 1) for inside in items(below[0])]
            elif not isinstance(config_value(below[0]), str):
                yield place_of(below[0])

    @property
    def macros(self) -> dict[str, Any] | None:
        """Return the options of mkdocs-macros; None where a site does without."""
        return self.plugins.get(_MACROS)


def config_file(root: Path) -> Path | None:
    """Return the configuration of a manual's site, or None for a folder without a site."""
    for name in NAMES:
        with suppress(OSError):  # in a folder that may not be read nothing is there for us
            if (root / name).is_file():
                return root / name
    return None


def read_settings(file: Path, root: Path) -> SiteSettings:
    """Return the settings in a configuration.

    Raises:
        ConfigError: it cannot be read; its `diagnostic` says why.

    """
    node = read_config(file, root)
    settings = SiteSettings(node, file.name, DOCS_FOLDER, None, {}, {})
    docs = settings.get("docs_dir", default=DOCS_FOLDER)
    return settings._replace(
        docs=Path(str(docs)).as_posix().rstrip("/"),
        menu=tuple(_menu(entries(node)["nav"])) if config_value(entries(node).get("nav")) else None,
        plugins=_options(entries(node).get("plugins")),
        extensions=_options(entries(node).get("markdown_extensions")),
    )


def settings_of(root: Path) -> SiteSettings | Diagnostic | None:
    """Return a manual's settings, the fault that says why they cannot be read,
    or None for a folder without a site.
    """
    file = config_file(root)
    if file is None:
        return None
    try:
        return read_settings(file, root)
    except ConfigError as error:
        return error.diagnostic


class LazySettings:
    """A manual's settings, read once, when somebody asks; the folder of its pages with them."""

    def __init__(self, root: Path) -> None:
        """Take the manual's folder."""
        self._root = root

    def __reduce__(self) -> tuple[type[LazySettings], tuple[Path]]:
        """Go to another process as the folder alone: nodes cannot."""
        return LazySettings, (self._root,)

    @cached_property
    def settings(self) -> SiteSettings | Diagnostic | None:
        """The settings, the fault that says why they cannot be read, or None without a site."""
        return settings_of(self._root)

    @cached_property
    def docs(self) -> str:
        """The folder of the pages, from the manual's; the usual one where another is not there."""
        settings = self.settings
        named = settings.docs if isinstance(settings, SiteSettings) else DOCS_FOLDER
        inside = not named.startswith("/") and ".." not in named.split("/") and named != "."
        with suppress(OSError):
            return named if inside and (self._root / named).is_dir() else DOCS_FOLDER
        return DOCS_FOLDER


def _options(node: Node | None) -> dict[str, dict[str, Any]]:
    """Return names with their options: written as a mapping,
    or as a list of names and of mappings of one.
    """
    options: dict[str, dict[str, Any]] = {}
    written = config_value(node)
    for part in (
        [written] if isinstance(written, dict) else written if isinstance(written, list) else []
    ):
        for name, value in (part if isinstance(part, dict) else {str(part): {}}).items():
            options[name] = value if isinstance(value, dict) else {}
    return {name: value for name, value in options.items() if value.get("enabled") is not False}


def _menu(node: Node) -> list[MenuEntry]:
    """Return what a menu names, section by section, in its order."""
    menu: list[MenuEntry] = []
    waiting = [(node, 0)]
    while waiting:
        current, depth = waiting.pop(0)
        if depth > _DEEPEST:
            continue
        inside = [*items(current), *entries(current).values()]
        if not inside and current.tag.endswith(":str"):
            menu.append(MenuEntry(current.value, place_of(current)))
        waiting[:0] = [(child, depth + 1) for child in inside]
    return menu
