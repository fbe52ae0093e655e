"""What a page shows while the team works on a manual that the gate would refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say, say_count

if TYPE_CHECKING:
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext


def refusal(view: RenderContext, here: PageContext, message: str) -> str:
    """Return a fault of the page itself, to be shown on it."""
    return view.render(
        "refusal.html",
        here,
        title=view.words(say("This page cannot be shown")),
        lines=message.splitlines(),
    )


def unjudged(view: RenderContext, here: PageContext) -> str:
    """Return why nothing could be judged."""
    title = view.words(say("Nothing can be shown yet"))
    return view.render("findings.html", here, findings=view.errors(), title=title)


def problems(view: RenderContext, here: PageContext) -> str:
    """Return the errors of a page itself, for its top:
    what is wrong elsewhere is told there, and on the home page.
    """
    errors = view.errors()
    own = [
        error
        for error in errors
        if error.place.file == here.path
        or (here.indicator is not None and error.indicator == here.indicator)
    ]
    if not own:
        return ""
    title = say_count(
        "{count} error of this page closes the gate",
        "{count} errors of this page close the gate",
        len(own),
    )
    if len(own) < len(errors):
        title = say("{title} ({total} in the whole manual)", title=title, total=len(errors))
    return view.render("findings.html", here, findings=own, title=view.words(title))
