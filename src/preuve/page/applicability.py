"""The statement of applicability."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preuve.page.links import Here
    from preuve.page.view import View


def applicability_statement(view: View, here: Here) -> str:
    """Return each indicator, whether it applies, and by which rule or decision."""
    organisation = view.assessment.organisation
    met = sorted(organisation.conditions_met())
    return view.render("applicability_statement.html", here, organisation=organisation, met=met)


MACROS = (applicability_statement,)
