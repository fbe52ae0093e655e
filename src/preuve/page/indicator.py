"""An indicator's page: its card, its proofs, what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.evidence import Stage
from preuve.history import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preuve.assessment import AssessedEvidence
    from preuve.page.links import Here
    from preuve.page.view import View

_RECENT = 5


def indicator_card(view: View, here: Here, number: int | None = None) -> str:
    """Return an indicator's card: its text, whether it applies and why, its state, who answers."""
    one = view.indicator(here, number)
    owners = list(dict.fromkeys(item.evidence.owner for item in one.counting))
    return view.render("indicator_card.html", here, one=one, edition=view.assessment.edition, owners=owners)


def evidence(view: View, here: Here, number: int | None = None) -> str:
    """Return the proofs of an indicator, by stage."""
    one = view.indicator(here, number)
    stages = [(stage, _best_first(item for item in one.evidence if item.evidence.stage is stage)) for stage in Stage]
    return view.render("evidence.html", here, one=one, stages=stages)


def history(view: View, here: Here, number: int | None = None) -> str:
    """Return the last changes of a page and of its proofs' files."""
    paths = {here.path}
    if number is not None or here.indicator is not None:
        paths |= {item.evidence.file for item in view.indicator(here, number).evidence if item.evidence.file}
    changes = view.history.of(frozenset(paths))
    return view.render("history.html", here, changes=changes[:_RECENT], memory=view.history.memory, Memory=Memory)


def _best_first(items: Iterable[AssessedEvidence]) -> list[AssessedEvidence]:
    """Return proofs, those that count before those that do not; the index's order is kept within each."""
    return sorted(items, key=lambda item: not item.counts)


MACROS = (indicator_card, evidence, history)
