"""Where a page comes from: the manual's day, its edition, its version in git,
and the page's own last change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.history.commits import Memory

if TYPE_CHECKING:
    from preuve.page.render_context import RenderContext


def footer(view: RenderContext) -> str:
    """Return what stands at the foot of every page.
    Nothing in it depends on the page: it is made once.
    """
    return view.fragment("provenance.html", on=view.verdict.on, history=view.history, Memory=Memory)


def last_change(view: RenderContext, path: str) -> str | None:
    """Return when a page was last changed, as git knows it; None where git cannot tell."""
    if view.history.memory is not Memory.FULL:
        return None
    change = view.last_changes.get(path)
    if change is None:
        return view.words(say("Not committed yet"))
    message = say("Last changed on {day} ({commit})", day=change.day, commit=change.commit)
    if path in view.history.uncommitted:
        message = say(
            "Last changed on {day} ({commit}), and since", day=change.day, commit=change.commit
        )
    return view.words(message)
