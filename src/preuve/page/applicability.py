"""The statement of applicability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.model.standard import Category
from preuve.page.badges import word
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from preuve.core.words import Message
    from preuve.model.standard import Indicator
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext


def applicability_statement(view: RenderContext, here: PageContext) -> str:
    """Return each indicator, whether it applies, and by which rule or decision."""
    organisation = view.assessment.organisation
    met = sorted(organisation.conditions_met())
    return view.render(
        "applicability_statement.html",
        here,
        organisation=organisation,
        met=met,
        rule=_rule,
        history=view.history,
    )


def _rule(indicator: Indicator) -> Message:
    """Return whom an indicator concerns by the law:
    its categories and its condition, whoever the provider is.
    """
    whom = say("Common to all categories")
    if len(indicator.categories) < len(Category):
        whom = say(
            "For {categories}", categories=[word(category) for category in indicator.categories]
        )
    if indicator.condition is None:
        return whom
    return say("{whom}; only with: {condition}", whom=whom, condition=word(indicator.condition))


MACROS = {applicability_statement: Thing.MANUAL}
