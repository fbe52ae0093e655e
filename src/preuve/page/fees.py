"""What certification bodies ask for, compared over a cycle;
and which bodies there are, as far as a public source says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import thousands
from preuve.cycle.bodies import load_bodies
from preuve.cycle.fees import compare
from preuve.page.site_map import AUDITS_PAGE
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext


def quotes(view: RenderContext, here: PageContext) -> str:
    """Return the quotes side by side, cheapest first cycle first, and the bodies."""
    return view.render(
        "quotes.html",
        here,
        compared=compare(view.assessment.organisation.quotes),
        bodies=load_bodies(),
        audits_href=view.site_map.page_href(here, AUDITS_PAGE),
        euros=_euros,
    )


def _euros(number: int) -> str:
    return f"{thousands(number)}\u00a0€"


MACROS = {quotes: Thing.INTERNAL}
