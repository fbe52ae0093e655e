"""An indicator's page: its card, its proofs, what changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.history.commits import Memory
from preuve.model.evidence import Stage
from preuve.page.attention import attention
from preuve.publication.policy import Thing

if TYPE_CHECKING:
    from preuve.assess.assessment import AssessedEvidence, AssessedIndicator
    from preuve.core.words import Message
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext

_RECENT = 5
_AT_HAND = 8
"""Proofs that the first screen of an indicator's page leads to, by their titles."""


def indicator_card(view: RenderContext, here: PageContext, number: int | None = None) -> str:
    """Return an indicator's card: its text, whether it applies and why, its state, who answers.

    Args:
        view: what macros may know.
        here: the page that calls.
        number: the indicator's number; without it, that of the page.

    """
    one = view.indicator(here, number)
    step = view.audit_steps[one.number] if one.number == here.indicator else None
    return view.render(
        "indicator_card.html",
        here,
        one=one,
        edition=view.assessment.edition,
        step=step,
        stages=_counting(one),
        followed=view.non_conformities.get(one.number, ()),
        at_hand=_in_order(one)[:_AT_HAND],
    )


def evidence(view: RenderContext, here: PageContext, number: int | None = None) -> str:
    """Return the proofs of an indicator, by stage.

    Args:
        view: what macros may know.
        here: the page that calls.
        number: the indicator's number; without it, that of the page.

    """
    one = view.indicator(here, number)
    stages: list[tuple[Stage | Message, list[AssessedEvidence]]] = [
        (stage, _of_stage(one, stage)) for stage in Stage
    ]
    if unstaged := _of_stage(one, None):
        stages.append((say("Drafts whose stage is not said yet"), unstaged))
    return view.render("evidence.html", here, one=one, stages=stages)


def upkeep(view: RenderContext, here: PageContext, number: int | None = None) -> str:
    """Return the team's side of an indicator:
    what was found on it, and which of its proofs is due when.

    Args:
        view: what macros may know.
        here: the page that calls.
        number: the indicator's number; without it, that of the page.

    """
    one = view.indicator(here, number)
    dated = sorted(
        (assessed for assessed in one.counting if assessed.good_until),
        key=lambda assessed: assessed.good_until or date.max,
    )
    return view.render(
        "upkeep.html", here, one=one, found=attention(view, one.number), due=dated[:_RECENT]
    )


def history(view: RenderContext, here: PageContext, number: int | None = None) -> str:
    """Return the last changes of a page and of its proofs' files;
    what a commit says of itself is not for the public.

    Args:
        view: what macros may know.
        here: the page that calls.
        number: the indicator's number; without it, that of the page.

    """
    paths = {here.path}
    if number is not None or here.indicator is not None:
        paths |= {
            assessed.evidence.file
            for assessed in view.indicator(here, number).evidence
            if assessed.evidence.file
        }
    changes = view.history.of(frozenset(paths))[:_RECENT]
    shown = [change._replace(subject=view.subject(change.subject)) for change in changes]
    return view.render(
        "history.html",
        here,
        changes=shown,
        memory=view.history.memory,
        Memory=Memory,
        subjects=view.allows(Thing.COMMITS),
    )


def _counting(indicator: AssessedIndicator) -> dict[str, int]:
    """Return how many proofs count at each stage."""
    return {
        stage.value: sum(assessed.evidence.stage is stage for assessed in indicator.counting)
        for stage in Stage
    }


def _of_stage(indicator: AssessedIndicator, stage: Stage | None) -> list[AssessedEvidence]:
    """Return the proofs of a stage, those that count before those that do not;
    the index's order is kept within each.
    """
    proofs = (proof for proof in indicator.evidence if proof.evidence.stage is stage)
    return sorted(proofs, key=lambda proof: not proof.counts)


def _in_order(indicator: AssessedIndicator) -> list[AssessedEvidence]:
    """Return the proofs of an indicator in the order in which its page shows them."""
    return [proof for stage in (*Stage, None) for proof in _of_stage(indicator, stage)]


MACROS = {
    indicator_card: Thing.MANUAL,
    evidence: Thing.MANUAL,
    upkeep: Thing.MANUAL,
    history: Thing.MANUAL,
}
