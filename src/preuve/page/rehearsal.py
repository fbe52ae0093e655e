"""The last rehearsal: what was asked, what was found, what has been done since.
For the team alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.cycle.readiness import readiness
from preuve.model.rehearsal import Found
from preuve.page.render_context import MacroError
from preuve.publication.policy import Thing
from preuve.report.rehearsal import counted, heading, improved
from preuve.schema import did_you_mean

if TYPE_CHECKING:
    from preuve.cycle.readiness import Asked, Readiness
    from preuve.model.rehearsal import Rehearsal
    from preuve.model.standard import Criterion
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext

FOUND_SIGNS = {
    Found.FOUND: "●",
    Found.PARTLY: "◐",
    Found.NOT_FOUND: "✕",
    Found.SKIPPED: "–",
    None: "○",
}
FOUND_STYLES = {
    Found.FOUND: "pv-covered",
    Found.PARTLY: "pv-partial",
    Found.NOT_FOUND: "pv-missing",
}


def rehearsal(view: RenderContext, here: PageContext, name: str | None = None) -> str:
    """Return a rehearsal, the last one where none is named:
    what was asked and found, by criterion, and what came of it.

    Args:
        view: what macros may know.
        here: the page that calls.
        name: the name of the rehearsal's file; without it, the last one.

    """
    held = view.assessment.manual.rehearsals
    if name is None and not held:
        return view.render("rehearsal.html", here, ready=None)
    one = _named(view, name)
    ready = readiness(one, view.assessment)
    return view.render(
        "rehearsal.html",
        here,
        ready=ready,
        heading=heading(one),
        counted=counted(ready),
        criteria=_by_criterion(view, ready),
        earlier=[
            readiness(each, view.assessment) for each in reversed(held) if each.name != one.name
        ],
        audit=next(
            (audit for audit in view.assessment.organisation.audits if audit.date == one.dated),
            None,
        ),
        signs=FOUND_SIGNS,
        styles=FOUND_STYLES,
        improved=improved,
        Found=Found,
    )


def _named(view: RenderContext, name: str | None) -> Rehearsal:
    held = {one.name: one for one in view.assessment.manual.rehearsals}
    if name is None:
        return view.assessment.manual.rehearsals[-1]
    if name not in held:
        advice = did_you_mean(name, held, say("There are: {names}.", names=list(held)))
        raise MacroError(say("There is no rehearsal {name}. {help}", name=name, help=advice))
    return held[name]


def _by_criterion(view: RenderContext, ready: Readiness) -> list[tuple[Criterion, list[Asked]]]:
    """Return what was asked about, under each criterion that was;
    an indicator no more in the edition is left out.
    """
    groups = [
        (
            criterion,
            [
                asked
                for asked in ready.asked
                if asked.indicator and asked.indicator.indicator.criterion == criterion.number
            ],
        )
        for criterion in view.assessment.edition.criteria
    ]
    return [(criterion, asked) for criterion, asked in groups if asked]


MACROS = {rehearsal: Thing.INTERNAL}
