"""What a page is for a site: whether a table of contents stands beside it, whether it is searched
and printed.

It follows from the kind of page, that is from the macro that draws it, so that no page has to say
it and a manual begun today looks like one begun last year. What a team writes in a page's front
matter is left as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHOLE: dict[str, Any] = {"hide": ["toc"]}
"""One thing fills the page: what would stand beside it takes its room."""
_FULL: dict[str, Any] = {"hide": ["navigation", "toc"]}
"""A wide table, which takes the whole window: a menu beside it would break its lines."""
_UNSEARCHED: dict[str, Any] = {"search": {"exclude": True}}
"""It repeats what other pages say: a search would find everything twice."""
_UNPRINTED: dict[str, Any] = {"print": False}
"""It is for the screen of those who keep the manual."""

SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "dashboard": _WHOLE,
    "presentation": _WHOLE,
    "applicability_statement": _WHOLE,
    "evidence_register": _FULL | _UNSEARCHED,
    "reuse_matrix": _WHOLE,
    "sessions": _FULL,
    "register": _WHOLE,
    "audits": _WHOLE,
    "calendar": _WHOLE,
    "forecast": _WHOLE | _UNPRINTED,
    "since_audit": _WHOLE | _UNSEARCHED,
    "edition_changes": _WHOLE | {"search": {"boost": 0.5}},  # the indicators' own pages come first
    "rehearsal": _WHOLE,
    "crosswalk": _WHOLE | _UNPRINTED,
    "quotes": _WHOLE | _UNPRINTED | _UNSEARCHED,
    "rule_book": _UNPRINTED,
}
"""By the macro that fills a page."""
_BY_NAME: Mapping[str, Mapping[str, Any]] = {"editing.md": _UNPRINTED}
"""By the path below the pages' folder: what no macro draws."""

_CALL = re.compile(r"\{\{-?\s*([a-z_]+)\(")


def page_settings(uri: str, markdown: str) -> dict[str, Any]:
    """Return the settings of a page, by the keys of front matter.

    Args:
        uri: its path below the pages' folder.
        markdown: its text, before its macros are drawn.

    """
    calls = (call[1] for call in _CALL.finditer(markdown))
    kind = next((SETTINGS[name] for name in calls if name in SETTINGS), {})
    return {**kind, **_BY_NAME.get(uri, {})}
