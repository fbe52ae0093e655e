"""One name for an indicator and a criterion, wherever it stands: the standard's.

What the team calls its page is shown below it. A builder takes a page's title for its menu, its
search and the links to what comes next: all of them follow from the heading that is written here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown.extensions.toc import slugify

from preuve.core.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preuve.page.render_context import RenderContext

_HEADING = re.compile(r"\A\s*# +(?P<text>.+?)(?: +#+)? *(?P<attributes>\{:?[^}\n]*\})? *(?:\n|\Z)")
_NUMBER = re.compile(
    r"^(?:(?:criterion|crit[eè]re|indicator|indicateur)\s*)?(?:n[°o]\s*)?\d+\s*[.):–—-]*\s*",
    re.IGNORECASE,
)
_CRITERION = re.compile(r"criteria/criterion-(\d)/index\.md")


def page_names(view: RenderContext) -> dict[str, str]:
    """Return what the pages of indicators and criteria are called,
    by their paths below the folder of the pages.
    """
    uri = view.verdict.manual.uri
    if view.verdict.assessment is None:
        return {}
    names = {
        uri(indicator.page.path): view.words(
            say("{number}. {title}", number=indicator.number, title=indicator.indicator.title)
        )
        for indicator in view.assessment.indicators
        if indicator.page
    }
    return names | {
        f"criteria/criterion-{criterion.number}/index.md": view.words(
            say("Criterion {number}. {title}", number=criterion.number, title=criterion.title)
        )
        for criterion in view.assessment.edition.criteria
    }


def with_name(markdown: str, name: str, *, attributes: bool) -> str:
    """Return a page's text under the standard's name, with the team's own title as a subtitle.

    Args:
        markdown: the text, before its macros are drawn.
        name: what the page is called everywhere.
        attributes: whether the site's Markdown reads `{: #id }`: links to the title then go on
            leading there, whatever it says.

    """
    heading = _HEADING.match(markdown)
    if heading is None:
        return f"# {name}\n\n{markdown}"
    own = _NUMBER.sub("", heading["text"]).strip()
    title, rest = f"# {name}", markdown[heading.end() :]
    if attributes:
        anchor = slugify(heading["text"], "-")
        title += f" {heading['attributes'] or f'{{: #{anchor} }}'}"
    if not own or own.casefold() in name.casefold():
        return f"{title}\n{rest}"
    subtitle = f"{own}\n{{: .pv-subtitle }}" if attributes else f"*{own}*"
    return f"{title}\n\n{subtitle}\n\n{rest}"


def named_menu(menu: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - a menu is whatever YAML holds
    """Return a menu, as `nav:` has it, in which pages and sections have the standard's names.

    Args:
        menu: a list, or part of one.
        names: what pages are called, by their paths below the folder of the pages.

    """
    if isinstance(menu, list):
        return [named_menu(entry, names) for entry in menu]
    if not isinstance(menu, dict):
        return menu
    return {_label(title, below, names): named_menu(below, names) for title, below in menu.items()}


def _label(title: Any, below: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - as above
    """Return what an entry is called: a section as the criterion whose page is its first."""
    if isinstance(below, str):
        return names.get(below, title)
    first = below[0] if isinstance(below, list) and below else ""
    page = next(iter(first.values()), "") if isinstance(first, dict) else first
    criterion = _CRITERION.fullmatch(str(page))
    if criterion is None or page not in names:
        return title
    return f"{criterion[1]}. {names[page].partition('. ')[2]}"
