"""Another frame's items, and the proofs of this manual that already serve them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.cycle.crosswalk import Reach, known, served
from preuve.page.render_context import MacroError
from preuve.publication.policy import Thing
from preuve.report.crosswalk import counted, provenance
from preuve.schema import did_you_mean

if TYPE_CHECKING:
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext


def crosswalk(view: RenderContext, here: PageContext, name: str) -> str:
    """Return a crosswalk, item by item: the indicators behind it, their state,
    the proofs that count for them.

    Args:
        view: what macros may know.
        here: the page that calls.
        name: the crosswalk's name, such as `datadock`, or that of a file in `crosswalks/`.

    Raises:
        MacroError: the page asks for what there is not, or in a wrong way.

    """
    crosswalks = known(view.assessment.manual)
    if name not in crosswalks:
        advice = did_you_mean(name, crosswalks, say("There are: {names}.", names=list(crosswalks)))
        raise MacroError(say("There is no crosswalk “{name}”. {help}", name=name, help=advice))
    points = served(crosswalks[name], view.assessment)
    return view.render(
        "crosswalk.html",
        here,
        crosswalk=crosswalks[name],
        found=points,
        counted=counted(points),
        provenance=provenance(crosswalks[name], view.words),
        Reach=Reach,
    )


MACROS = {crosswalk: Thing.INTERNAL}
