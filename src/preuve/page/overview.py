"""The manual at a glance: the home page, a criterion, the line that dates every page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from preuve.assess.assessment import IndicatorState
from preuve.assess.labels import COUNTED, counted
from preuve.core.finding import SHOWN
from preuve.core.words import say, say_count
from preuve.cycle.certificate import certificate_cycle
from preuve.cycle.non_conformities import FIVE_MINORS
from preuve.page.attention import attention
from preuve.page.first_steps import first_steps
from preuve.page.registers import open_non_conformities
from preuve.page.render_context import MacroError
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from preuve.assess.assessment import AssessedIndicator, Assessment
    from preuve.core.words import Message
    from preuve.model.standard import Criterion
    from preuve.page.attention import ToDo
    from preuve.page.first_steps import FirstSteps
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext


_MOST = 12
"""Findings shown at most on the home page: what comes next, not all that there is."""


def dashboard(view: RenderContext, here: PageContext) -> str:
    """Return the state of everything at a glance."""
    assessment = view.assessment
    certificate = assessment.organisation.certificate
    counts = assessment.counts()
    begin = first_steps(view)
    cares = [care for care in attention(view) if not begin.tells(care.finding)]
    return view.render(
        "dashboard.html",
        here,
        criteria=[
            (criterion, _indicators(assessment, criterion))
            for criterion in assessment.edition.criteria
        ],
        counts=[
            (state, number, COUNTED[state](number))
            for state, number in counts.items()
            if number or state is IndicatorState.MISSING
        ],
        covered=counts[IndicatorState.COVERED],
        counts_hold=view.counts_hold,
        applying=len(assessment.indicators) - counts[IndicatorState.NOT_APPLICABLE],
        begin=begin,
        attention=cares,
        most=_MOST,
        weights=_weights(begin, cares),
        opened=open_non_conformities(view),
        five=FIVE_MINORS,
        organisation=assessment.organisation,
        certificate=certificate,
        cycle=certificate_cycle(certificate) if certificate else None,
        audit=assessment.organisation.next_audit(assessment.on),
    )


def _weights(begin: FirstSteps, cares: list[ToDo]) -> list[Message]:
    """Return in words how much needs attention:
    bare indicators by their number, the rest by weight.
    """
    missing = len(begin.all)
    words = (
        [
            say_count(
                "{count} indicator without evidence", "{count} indicators without evidence", missing
            )
        ]
        if missing
        else []
    )
    numbers = Counter(care.finding.severity for care in cares)
    return words + [counted(severity, numbers[severity]) for severity in SHOWN if numbers[severity]]


def criterion_overview(view: RenderContext, here: PageContext, criterion: int) -> str:
    """Return one criterion: the law's words and its indicators.

    Args:
        view: what macros may know.
        here: the page that calls.
        criterion: the criterion's number, 1 to 7.

    Raises:
        MacroError: the page asks for what there is not, or in a wrong way.

    """
    assessment = view.assessment
    asked = next((one for one in assessment.edition.criteria if one.number == criterion), None)
    if asked is None:
        raise MacroError(
            say(
                "There is no criterion {number}. Write a number from 1 to {last}.",
                number=criterion,
                last=assessment.edition.criteria[-1].number,
            )
        )
    return view.render(
        "criterion_overview.html", here, criterion=asked, indicators=_indicators(assessment, asked)
    )


def manual_facts(view: RenderContext, here: PageContext) -> str:
    """Return the line that dates the manual:
    its day, its edition, and whether the day stands still.
    """
    organisation = view.assessment.organisation
    held = organisation.as_of == view.assessment.on
    return view.render("manual_facts.html", here, held=held, frozen=held and organisation.frozen)


def _indicators(assessment: Assessment, criterion: Criterion) -> list[AssessedIndicator]:
    return [
        indicator
        for indicator in assessment.indicators
        if indicator.indicator.criterion == criterion.number
    ]


MACROS = {dashboard: Thing.MANUAL, criterion_overview: Thing.MANUAL, manual_facts: Thing.MANUAL}
