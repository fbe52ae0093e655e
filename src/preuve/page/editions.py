"""What the newest edition of the standard changes for this provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.cycle import editions
from preuve.cycle.text_diff import Fate
from preuve.publication.policy import Thing
from preuve.report.editions import counted, edition_in_force, open_clause, serving

if TYPE_CHECKING:
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext


def edition_changes(view: RenderContext, here: PageContext) -> str:
    """Return what the newest edition changes: the law's two wordings, what applies,
    what is new, what serves it today.
    """
    assessment = view.assessment
    changes = editions.edition_changes(assessment)
    force = editions.in_force(assessment.organisation, assessment.on)
    return view.render(
        "edition_changes.html",
        here,
        changes=changes,
        told=edition_in_force(force, changes, view.words.language),
        counted=counted(changes),
        serving=serving,
        open_clause=open_clause,
        Fate=Fate,
    )


MACROS = {edition_changes: Thing.AUDIT}
