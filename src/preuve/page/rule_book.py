"""The gate's rules, one paragraph each, from the rulebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.publication.policy import Thing
from preuve.rulebook import RULES, Family

if TYPE_CHECKING:
    from preuve.core.words import Message
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext

_FAMILY_WORDS: dict[Family, Message] = {
    Family.READING: say("Reading the files"),
    Family.COVERAGE: say("Coverage of the indicators"),
    Family.REFERENCES: say("References between files"),
    Family.EVIDENCE: say("Evidence that can be shown"),
    Family.PAGES: say("Pages"),
    Family.DECISIONS: say("Decisions and waivers"),
    Family.CYCLE: say("The certification cycle"),
    Family.DECLARATIONS: say("Declarations"),
    Family.REGISTERS: say("Registers"),
    Family.SESSIONS: say("Training sessions"),
    Family.PUBLICATION: say("Publication"),
}


def rule_book(view: RenderContext, here: PageContext) -> str:
    """Return every rule of the gate: what it says, why it matters, an example, the fix."""
    families = [(family, [rule for rule in RULES if rule.family is family]) for family in Family]
    organisation = view.verdict.manual.organisation
    severities = organisation.severity if organisation else {}
    return view.render(
        "rule_book.html", here, families=families, severities=severities, family_words=_FAMILY_WORDS
    )


MACROS = {rule_book: Thing.TEAM}
