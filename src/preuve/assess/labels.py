"""States and weights in words, each said once; and what pages are called: an indicator's, and those
that nobody writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import IndicatorState
from preuve.core.finding import Severity
from preuve.core.words import say, say_count
from preuve.model.evidence import PLACE
from preuve.model.manual import PAGES_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable

    from preuve.assess.assessment import AssessedIndicator, Assessment
    from preuve.core.words import Message
    from preuve.model.standard import Indicator


INDICATOR_SIGNS = {
    IndicatorState.COVERED: "●",
    IndicatorState.PARTIAL: "◐",
    IndicatorState.MISSING: "✕",
    IndicatorState.NOT_APPLICABLE: "–",
    IndicatorState.WAIVED: "◇",
}
"""How a state is drawn where there is no room for its word."""
# In French the words agree with their number.
COUNTED: dict[IndicatorState, Callable[[int], Message]] = {
    IndicatorState.COVERED: lambda number: say_count("{count} covered", "{count} covered", number),
    IndicatorState.PARTIAL: lambda number: say_count("{count} partial", "{count} partial", number),
    IndicatorState.MISSING: lambda number: say_count("{count} missing", "{count} missing", number),
    IndicatorState.NOT_APPLICABLE: lambda number: say_count(
        "{count} not applicable", "{count} not applicable", number
    ),
    IndicatorState.WAIVED: lambda number: say_count("{count} waived", "{count} waived", number),
}


def counted(severity: Severity, number: int) -> Message:
    """Return a number of findings of one weight: `1 error`, `2 warnings`."""
    if severity is Severity.ERROR:
        return say_count("{count} error", "{count} errors", number)
    if severity is Severity.WARNING:
        return say_count("{count} warning", "{count} warnings", number)
    return say_count("{count} note", "{count} notes", number)


def page_path(indicator: AssessedIndicator) -> str:
    """Return where an indicator's page is, or where it belongs."""
    if indicator.page is not None:
        return indicator.page.path
    return f"{indicator.docs}/{page_name(indicator.indicator)}"


def page_name(indicator: Indicator) -> str:
    """Return where the page of an indicator belongs, below the folder of all pages."""
    return f"{PAGES_FOLDER}/criterion-{indicator.criterion}/indicator-{indicator.number:02}.md"


LACKING_WORDS: dict[str, Message] = {
    "indicators": say("the indicators that it serves"),
    "stage": say("its stage, formalised or implemented"),
    "dated": say("its date"),
    PLACE: say("where it is: file, url or place"),
}
"""What an entry may lack before it is approved, by the key of `Evidence.lacks`."""


def made_pages(assessment: Assessment) -> frozenset[str]:
    """Return the pages that are made where nobody wrote them, by their paths below the docs folder;
    a test compares with those that are.
    """
    manual, organisation = assessment.manual, assessment.organisation
    pages = {
        "audits.md",
        "people.md",
        *(f"audits/{audit.name}.md" for audit in organisation.audits),
    }
    pages |= {f"people/{role}.md" for role in organisation.people}
    if organisation.sites.named:
        pages.add("sites.md")
    if manual.sessions is not None:
        pages |= {"sessions.md", *(f"sessions/{one.id}.md" for one in manual.sessions.sessions)}
    return frozenset(pages)
