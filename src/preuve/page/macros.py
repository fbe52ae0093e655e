"""All that a page may call. Each subject of the pages is a file of its own beside this one,
with its macros in `MACROS`.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from preuve.page import (
    applicability,
    audits,
    calendar,
    crosswalk,
    described_registers,
    editions,
    evidence_register,
    fees,
    forecast,
    indicator,
    overview,
    presentation,
    registers,
    rehearsal,
    reuse,
    role_pages,
    rule_book,
    sessions,
    since_audit,
    sites,
)
from preuve.page.refusals import unjudged
from preuve.page.render_context import NotAssessed
from preuve.publication.policy import may

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext
    from preuve.publication.policy import Thing

# One a line: several people add to this list at once.
_SUBJECTS = (
    overview,
    presentation,
    role_pages,
    indicator,
    evidence_register,
    registers,
    described_registers,
    reuse,
    crosswalk,
    sessions,
    audits,
    calendar,
    forecast,
    since_audit,
    fees,
    applicability,
    editions,
    rehearsal,
    rule_book,
    sites,
)


def pages_to_make(view: RenderContext) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each page that nobody need write:
    one a session, one an audit, one a role, those of all.
    """
    yield from sessions.pages_to_make(view)
    yield from audits.pages_to_make(view)
    yield from sites.pages_to_make(view)
    yield from role_pages.pages_to_make(view)


def callable_from_pages(view: RenderContext) -> dict[str, Callable[..., str]]:
    """Return the macros by the names that pages call them.
    Each takes the page that speaks as its first argument.
    """
    explained: set[str] = set()
    return {
        macro.__name__: _judged(macro, thing, view, explained) for macro, thing in macros().items()
    }


def macros() -> dict[Callable[..., str], Thing]:
    """Return each macro with what it shows. It takes what macros may know, the page that calls,
    and what the page gives.
    """
    return {macro: thing for subject in _SUBJECTS for macro, thing in subject.MACROS.items()}


def things() -> dict[str, Thing]:
    """Return what each macro shows, by its name: the policy says for whom that is."""
    return {macro.__name__: thing for macro, thing in macros().items()}


def _judged(
    macro: Callable[..., str], thing: Thing, view: RenderContext, explained: set[str]
) -> Callable[..., str]:
    """Return a macro that, in a manual that could not be judged, says why: once a page.

    For an audience that may not see what it shows it is silent. Its page is not made for them; only
    a page that hides the call from whoever reads it, as in another macro of the team's, comes so
    far.
    """

    @wraps(macro)
    def call(here: PageContext, *arguments: Any, **options: Any) -> str:
        if not may(view.audience, thing):
            return ""
        try:
            return macro(view, here, *arguments, **options)
        except NotAssessed:
            if here.path in explained:
                return ""
            explained.add(here.path)
            return unjudged(view, here)

    return call
