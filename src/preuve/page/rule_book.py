"""The gate's rules, one paragraph each, from the rulebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.publication.policy import Thing
from preuve.rulebook import RULES, Family

if TYPE_CHECKING:
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext


def rule_book(view: RenderContext, here: PageContext) -> str:
    """Return every rule of the gate: what it says, why it matters, an example, the fix."""
    families = [(family, [rule for rule in RULES if rule.family is family]) for family in Family]
    organisation = view.verdict.manual.organisation
    severities = organisation.severity if organisation else {}
    return view.render("rule_book.html", here, families=families, severities=severities)


MACROS = {rule_book: Thing.INTERNAL}
