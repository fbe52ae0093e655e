"""Does each applicable indicator have its page, and does the page say something?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.labels import page_path
from preuve.core.finding import Diagnostic, Place
from preuve.core.rule_name import RuleName
from preuve.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment
    from preuve.core.words import Message
    from preuve.model.manual import Page


def _pageless(assessment: Assessment) -> dict[str, int]:
    """Return the indicators that apply and have no page, by the path where it belongs."""
    return {
        page_path(indicator): indicator.number
        for indicator in assessment.applying
        if indicator.page is None
    }


def missing_page(assessment: Assessment) -> Iterator[Diagnostic]:
    """An applicable indicator without a page: the fault stands where the page belongs."""
    # A page that is there, and cannot be read or bears another number, is told by its own fault.
    there = {diagnostic.place.file for diagnostic in assessment.manual.diagnostics} | {
        page.path for page in assessment.manual.pages
    }
    for path, number in _pageless(assessment).items():
        one = assessment.indicator(number)
        if one is None or path in there:
            continue
        yield Diagnostic(
            RuleName.MISSING_PAGE,
            say(
                "Indicator {number} ({title}) has no page.",
                number=number,
                title=one.indicator.title[assessment.manual.language],
            ),
            Place(path, 1, 1),
            say(
                "Create {page}, or correct it: its first lines are: ---, indicator: {number}, ---.",
                page=path,
                number=number,
            ),
            indicator=number,
        )


def duplicate_page(assessment: Assessment) -> Iterator[Diagnostic]:
    """Two pages with one number: the fault stands on the one at another's place,
    else on the later in order of path.
    """
    pageless = _pageless(assessment)
    pages: dict[int, list[Page]] = {}
    for page in assessment.manual.pages:
        pages.setdefault(page.indicator, []).append(page)
    for number, same in pages.items():
        right = next((page for page in same if page.path not in pageless), same[0])
        for page in same:
            if page is not right:
                yield Diagnostic(
                    RuleName.DUPLICATE_PAGE,
                    say(
                        "This page and {other} are both about indicator {number}.",
                        other=right.path,
                        number=number,
                    ),
                    page.place,
                    _renumber(
                        page, pageless, say("Correct the number in one of them, or merge the two.")
                    ),
                    indicator=number,
                )


def _renumber(page: Page, pageless: dict[str, int], otherwise: Message) -> Message:
    return (
        say("Write indicator: {number}.", number=pageless[page.path])
        if page.path in pageless
        else otherwise
    )


def unknown_indicator_page(assessment: Assessment) -> Iterator[Diagnostic]:
    """A page for an indicator that the edition does not have."""
    known = assessment.edition.by_number()
    pageless = _pageless(assessment)
    for page in assessment.manual.pages:
        if page.indicator not in known:
            yield Diagnostic(
                RuleName.UNKNOWN_INDICATOR_PAGE,
                say(
                    "This page is about indicator {number}; edition {edition} has 1 to {last}.",
                    number=page.indicator,
                    edition=assessment.edition.name,
                    last=max(known),
                ),
                page.place,
                _renumber(page, pageless, say("Correct the number, or delete the page.")),
            )


def page_without_text(assessment: Assessment) -> Iterator[Diagnostic]:
    """A page that still holds only what the scaffold gave."""
    for indicator in assessment.applying:
        if indicator.page is not None and not indicator.page.has_text:
            yield Diagnostic(
                RuleName.PAGE_WITHOUT_TEXT,
                say(
                    "The page of indicator {number} has no text of yours yet.",
                    number=indicator.number,
                ),
                indicator.page.place,
                say("Write a few sentences: who does what, when, with which document."),
                indicator=indicator.number,
            )


ALL = (missing_page, duplicate_page, unknown_indicator_page, page_without_text)
