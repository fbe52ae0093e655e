"""Does each applicable indicator have its page, and does the page say something?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.finding import Fault, Place
from preuve.rulebook import BY_NAME, Family, RuleName
from preuve.rules.coverage import page_path
from preuve.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assessment import Assessment


def missing_page(assessment: Assessment) -> Iterator[Fault]:
    """An applicable indicator without a page: the fault stands where the page belongs."""
    # A page that cannot be read is told by its own fault, not as missing too.
    unread = {fault.place.file for fault in assessment.manual.faults if BY_NAME[fault.rule].family is Family.READING}
    for one in assessment.indicators:
        if one.applicability.applies and one.page is None and page_path(one) not in unread:
            yield Fault(
                RuleName.MISSING_PAGE,
                say("Indicator {number} ({title}) has no page.", number=one.number,
                    title=one.indicator.title[assessment.manual.language]),
                Place(page_path(one), 1, 1),
                say("Create {page}; its first lines are: ---, indicator: {number}, ---.", page=page_path(one),
                    number=one.number),
                indicator=one.number,
            )  # fmt: skip


def duplicate_page(assessment: Assessment) -> Iterator[Fault]:
    """Two pages with one number: the fault stands on the later in order of path."""
    first: dict[int, str] = {}
    for page in assessment.manual.pages:
        if (other := first.setdefault(page.indicator, page.path)) != page.path:
            yield Fault(
                RuleName.DUPLICATE_PAGE,
                say("This page and {other} are both about indicator {number}.", other=other, number=page.indicator),
                page.place,
                say("Correct the number in one of them, or merge the two."),
                indicator=page.indicator,
            )


def unknown_indicator_page(assessment: Assessment) -> Iterator[Fault]:
    """A page for an indicator that the edition does not have."""
    known = assessment.edition.by_number()
    for page in assessment.manual.pages:
        if page.indicator not in known:
            yield Fault(
                RuleName.UNKNOWN_INDICATOR_PAGE,
                say("This page is about indicator {number}; edition {edition} has 1 to {last}.", number=page.indicator,
                    edition=assessment.edition.name, last=max(known)),
                page.place,
                say("Correct the number, or delete the page."),
            )  # fmt: skip


def page_without_text(assessment: Assessment) -> Iterator[Fault]:
    """A page that still holds only what the scaffold gave."""
    for one in assessment.indicators:
        if one.applicability.applies and one.page is not None and not one.page.has_text:
            yield Fault(
                RuleName.PAGE_WITHOUT_TEXT,
                say("The page of indicator {number} has no text of yours yet.", number=one.number),
                one.page.place,
                say("Write a few sentences: who does what, when, with which document."),
                indicator=one.number,
            )


ALL = (missing_page, duplicate_page, unknown_indicator_page, page_without_text)
