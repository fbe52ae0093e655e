"""Which pages a site's configuration keeps out of the site, or out of its menu."""

from __future__ import annotations

import re
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from preuve.core.record import NamedTuple
from preuve.reading.ignore_globs import read_globs, taken_by

if TYPE_CHECKING:
    from preuve.core.finding import Place
    from preuve.model.site_settings import SiteSettings
    from preuve.reading.ignore_globs import Glob


class ExclusionKey(StrEnum):
    """The keys of `mkdocs.yml` that keep pages away, in the order in which MkDocs asks them."""

    EXCLUDE = "exclude_docs"
    DRAFT = "draft_docs"
    MENU = "not_in_nav"


_ALWAYS = (".*", "/templates/")  # MkDocs' own, before the team's
_PLUGIN = "exclude"  # mkdocs-exclude: `glob:` and `regex:`
INDEX = "index.md"
"""A `README.md` beside it is no page."""


class Exclusion(NamedTuple):
    """What keeps a page away."""

    key: str
    """The key, or the name of the plugin, as it is written in the configuration."""
    pattern: str
    place: Place
    menu_only: bool
    """Whether the page is served all the same, and only the menu is without it."""


class SiteExclusions:
    """What a configuration says of pages that are not to be shown."""

    def __init__(self, settings: SiteSettings) -> None:
        """Read the patterns; what is no text is MkDocs' to refuse."""
        self._settings = settings
        self._globs: dict[ExclusionKey, tuple[Glob, ...]] = {}
        for key in ExclusionKey:
            written = settings.get(key, default="")
            lines = written.splitlines() if isinstance(written, str) else []
            self._globs[key] = read_globs(
                [*(_ALWAYS if key is ExclusionKey.EXCLUDE else ()), *lines]
            )

    def of(self, uri: str, files: frozenset[str]) -> Exclusion | None:
        """Return what keeps a page away, if anything does.

        Args:
            uri: the page's path below the docs folder.
            files: the paths of all files there.

        """
        place = self._settings.place
        for key, globs in self._globs.items():
            if (pattern := taken_by(globs, uri)) is not None:
                return Exclusion(key, pattern, place(key), key is ExclusionKey.MENU)
        if (pattern := self._by_plugin(uri)) is not None:
            return Exclusion(_PLUGIN, pattern, place("plugins"), menu_only=False)
        folder, slash, name = uri.rpartition("/")
        index = f"{folder}{slash}{INDEX}"
        if name == "README.md" and index in files and self._is_shown(index):
            return Exclusion(INDEX, name, place(""), menu_only=False)
        return None

    def _is_shown(self, uri: str) -> bool:
        keys = (ExclusionKey.EXCLUDE, ExclusionKey.DRAFT)
        return all(taken_by(self._globs[key], uri) is None for key in keys)

    def _by_plugin(self, uri: str) -> str | None:
        options = self._settings.plugins.get(_PLUGIN, {})
        for pattern in _texts(options.get("glob")):
            if fnmatchcase(uri, pattern):
                return pattern
        for pattern in _texts(options.get("regex")):
            try:
                if re.match(pattern, uri):
                    return pattern
            except re.error:
                continue
        return None


def _texts(written: Any) -> list[str]:  # noqa: ANN401 - whatever the file holds
    return [written] if isinstance(written, str) else list(map(str, written or ()))
