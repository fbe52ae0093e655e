"""What stands around every page: its foot, and what the site's script needs.
Made once for all pages.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.assess.assessment import EvidenceState
from preuve.core.words import say
from preuve.page.badges import badge, distance
from preuve.page.provenance import footer
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import Site

THEME = Path(__file__).resolve().parent.parent / "theme"
"""What we change of Material: a few templates, our style sheets, our script."""

TRAIL = "navigation.path"
"""Material's name of the trail above a page's title."""
STYLE = ("assets/preuve.css",)
"""What a page cannot be shown without. Its template names what paper, and its script what the
palette alone needs.
"""


def frame(view: RenderContext, site: Site) -> dict[str, str]:
    """Return pieces of HTML and words for the theme, by the names that `theme/` uses."""
    words = view.words
    assessment = view.verdict.assessment
    indicators = [
        [
            indicator.number,
            site.address(indicator.page.path) if indicator.page else None,
            words.localized(indicator.indicator.title),
        ]
        for indicator in (assessment.indicators if assessment else ())
    ]
    messages = {
        "go": words(say("{number}. {title}", number="{number}", title="{title}")),
        "unknown": words(say("There is no indicator {number}.", number="{number}")),
        "without_page": words(say("Indicator {number} has no page here.", number="{number}")),
        "shown": words(
            say("{number} of {total}", number="{number}", total="{total}")
            if view.allows(Thing.EVERY_PROOF)
            else say("{number} of the {total} shown here", number="{number}", total="{total}")
        ),
        "all": words(say("all")),
        "order": words(say("Order")),
        "sort": words(say("Order by: {title}", title="{title}")),
        "ascending": words(say("{title}, ascending", title="{title}")),
        "descending": words(say("{title}, descending", title="{title}")),
        "which_proof": words(
            say("Proofs here: {count}. Type the number of one to open it.", count="{count}")
        ),
        "no_proof": words(say("No such proof on this page.")),
        "projected": words(say("View for projection: larger, without what is for the team.")),
        "usual": words(say("Usual view.")),
    }
    data = {"indicators": indicators, "words": messages, "age": _age(view)}
    return {
        "foot": footer(view),
        "sheet_heads": sheet_heads(view),
        "tools": _script(
            "preuveSite",
            {**data, "html": view.fragment("tools.html"), "buttons": view.fragment("buttons.html")},
        ),
    }


TOOLS_FILE = "assets/site.js"
"""What the script needs of the whole site, and its dialogs: held once, not on every page."""


def _script(name: str, data: dict[str, object]) -> str:
    """Return a script that holds data: a page opened from disk may load it, and no JSON."""
    return f"window.{name} = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n"


def publish_tools(pieces: dict[str, str], folder: Path) -> None:
    """Write what the script needs into a built site."""
    target = folder / TOOLS_FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(pieces["tools"], encoding="utf-8", newline="\n")


def sheet_heads(view: RenderContext) -> str:
    """Return the style that heads each sheet of paper: whose manual, of which day and version."""
    assessment = view.verdict.assessment
    if assessment is None:
        return ""
    left = view.words(say("{name} – quality manual", name=assessment.organisation.name))
    right = view.words(
        say("{day}, {edition}", day=assessment.on, edition=assessment.edition.name.value)
    )
    if version := version_of(view):
        right = f"{right} – {version}"
    middle = ""
    if view.draft:
        draft = _css_text(view.words(view.draft[0]))
        middle = f"@top-center {{ content: {draft}; font: 600 7pt sans-serif; }} "
    return (
        f"@page {{ {middle}@top-left {{ content: {_css_text(left)}; }} @top-right {{ content: "
        f"{_css_text(right)}; }} }}"
    )


def version_of(view: RenderContext) -> str:
    """Return the manual's version as git knows it: its commit for those who may see it,
    its day for all; empty without git.
    """
    version = view.history.version
    if version is None:
        return ""
    if view.allows(Thing.COMMITS):
        return view.words(say("version {commit} of {day}", commit=version.commit, day=version.day))
    return view.words(say("version of {day}", day=version.day))


def _css_text(text: str) -> str:
    """Return a text as CSS writes one. It can end neither the text nor the style."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("<", r"\3c ")


def _age(view: RenderContext) -> dict[str, object] | None:
    """Return what the script needs to say of an old page that it is old;
    nothing for a day that stands still on purpose.
    """
    assessment, on, words = view.verdict.assessment, view.verdict.on, view.words
    if assessment is None or (
        assessment.organisation.frozen and assessment.organisation.as_of == on
    ):
        return None
    expired = badge(EvidenceState.EXPIRED)
    days = [on + timedelta(number) for number in (0, 1, _MANY, -1, -_MANY)]
    return {
        "day": on.isoformat(),
        "one": words(
            say("This page shows {day}: it is a day old. What ran out since is marked.", day=on)
        ),
        "many": words(
            say(
                "This page shows {day}: it is {count} days old. What ran out since is marked.",
                day=on,
                count="{count}",
            )
        ),
        "until": words(say("until {day}", day="{day}")),
        "expired": f"{expired.sign} {words(expired.word)}",
        "distances": [words(distance(day, on)).replace(str(_MANY), "{count}") for day in days],
    }


_MANY = 17
"""Any number of days but one: the script puts another in its place."""
