"""Plugins that work on a page before the macros do. On a stage the macros come first, whatever the
configuration says: what such a plugin adds is then drawn by nobody, which is told.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from preuve.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Message
    from preuve.model.site_settings import SiteSettings

_EVENTS = ("on_page_read_source", "on_page_markdown")
"""What MkDocs asks plugins for while a page is still Markdown."""
_MACROS = "macros"


def drawn_too_early(settings: SiteSettings) -> list[Message]:
    """Return what is to be told of plugins to which a stage gives pages that are drawn, while
    MkDocs' own road gives them what the team wrote.

    Args:
        settings: the site's, its plugins in their order.

    """
    names = [*settings.plugins]
    if _MACROS not in names:
        return []
    first = names.index(_MACROS)
    early = [name for rank, name in enumerate(names) if _comes_first(name, settings, rank < first)]
    if not early:
        return []
    message = say(
        "{file}: these plugins change a page before its macros are drawn, and here come after: "
        "{names}. Macros that they add stay as they are written.",
        file=settings.file,
        names=early,
    )
    return [message]


def _comes_first(name: str, settings: SiteSettings, above: bool) -> bool:  # noqa: FBT001 - where it stands
    """Return whether a plugin changes pages before mkdocs-macros does: by where it stands, or by
    the priority that it gives itself.
    """
    if name.rpartition("/")[2] in {"search", "offline", _MACROS, "preuve"}:
        return False
    priorities = [*_priorities(name, settings)]
    return any(priority > 0 or (priority == 0 and above) for priority in priorities)


def _priorities(name: str, settings: SiteSettings) -> Iterator[int]:
    """Yield the priority of each thing that a plugin does while a page is Markdown."""
    theme = settings.get("theme", "name", default=settings.get("theme", default=""))
    known = {entry.name: entry for entry in entry_points(group="mkdocs.plugins")}
    entry = known.get(f"{theme}/{name}") or known.get(name.removeprefix("/"))
    try:
        plugin = entry.load() if entry is not None else None
    except Exception:  # noqa: BLE001 - another's module may raise anything; the builder will say so
        return
    for event in _EVENTS:
        method = getattr(plugin, event, None)
        for part in getattr(method, "methods", (method,)):  # several, each with a priority
            if callable(part):
                yield int(getattr(part, "mkdocs_priority", 0))
