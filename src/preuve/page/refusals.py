"""What a page shows while the team works on a manual that the gate would refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say, say_count

if TYPE_CHECKING:
    from preuve.page.urls import PageContext
    from preuve.page.view import RenderContext

_FEW = 5


def refusal(view: RenderContext, here: PageContext, message: str) -> str:
    """Return a fault of the page itself, to be shown on it."""
    return view.render("refusal.html", here, title=view.words(say("This page cannot be shown")), lines=message.splitlines())


def unjudged(view: RenderContext, here: PageContext) -> str:
    """Return why nothing could be judged."""
    title = view.words(say("Nothing can be shown yet"))
    return view.render("findings.html", here, findings=view.errors(), title=title)


def problems(view: RenderContext, here: PageContext) -> str:
    """Return the errors that close the gate, for the top of a page: its own or, where it has none, the first few."""
    errors = view.errors()
    if not errors:
        return ""
    own = [one for one in errors if one.place.file == here.path or one.indicator == here.indicator is not None]
    title = say_count("{count} error closes the gate", "{count} errors close the gate", len(errors))
    return view.render("findings.html", here, findings=own or errors[:_FEW], title=view.words(title))
