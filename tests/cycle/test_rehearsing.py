"""A mock audit drawn by lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manuals import CFA, EXAMPLE, verdict

from preuve.assess.clauses import ClauseState
from preuve.cycle.questions import Ask
from preuve.cycle.rehearsing import plan
from preuve.model.standard import Counts

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.assess.assessment import Assessment


def assessed(root: Path = EXAMPLE) -> Assessment:
    """Return a manual's assessment on its own day."""
    found = verdict(root).assessment
    assert found is not None
    return found


ENGLISH, FRENCH = assessed(), assessed(CFA)


def order(
    assessment: Assessment, seed: int, *, everything: bool = False, count: int = 0
) -> list[int]:
    """Return the indicators in the order drawn."""
    return list(
        dict.fromkeys(
            question.indicator.number
            for question in plan(assessment, seed, everything=everything, count=count).questions
        )
    )


def test_the_same_number_draws_the_same_for_ever() -> None:
    """Would catch a draw that depends on the machine,
    the version of Python, or the order of a set.
    """
    assert order(ENGLISH, 7)[:8] == [21, 27, 5, 17, 19, 4, 31, 6]
    assert order(FRENCH, 12)[:8] == [3, 16, 32, 17, 1, 20, 30, 10]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_a_draw_puts_in_order_and_leaves_nothing_out(seed: int, everything: bool) -> None:  # noqa: FBT001 - drawn
    """Would catch an indicator asked about twice or never,
    and a question torn from the others of its indicator.
    """
    drawn = plan(FRENCH, seed, everything=everything).questions
    numbers = [one.indicator.number for one in drawn]
    runs = [
        number for place, number in enumerate(numbers) if place == 0 or numbers[place - 1] != number
    ]
    assert len(runs) == len(set(runs))
    assert set(runs) == {
        indicator.number for indicator in FRENCH.indicators if indicator.applicability.applies
    }
    assert len({one.id for one in drawn}) == len(drawn)


def test_what_the_next_audit_reviews_is_asked_about() -> None:
    """Would catch a rehearsal of a surveillance audit that asks about everything,
    or leaves out what must be reviewed.
    """
    reviewed = {1, 3, 4, 5, 6, 10, 11, 17, 19, 21, 22, 26, 27, 31, 32}
    assert set(order(ENGLISH, 1)) >= reviewed - {3}
    applying = {
        indicator.number for indicator in ENGLISH.indicators if indicator.applicability.applies
    }
    assert set(order(ENGLISH, 1)) < applying
    assert set(order(ENGLISH, 1, everything=True)) == applying
    assert order(ENGLISH, 1, count=4) == order(ENGLISH, 1)[:4]


@pytest.mark.parametrize("assessment", [ENGLISH, FRENCH], ids=["en", "fr"])
@pytest.mark.parametrize("seed", range(5))
def test_questions_are_asked_for_sessions_that_they_are_about(
    assessment: Assessment, seed: int
) -> None:
    """Would catch a skills assessment asked about work placements, and a session not begun yet."""
    met = assessment.organisation.conditions_met()
    for question in plan(assessment, seed, everything=True).questions:
        assert "{session}" not in question.asked
        if question.session is not None:
            assert isinstance(question.about, Ask)
            assert question.about.of_a_session
            assert question.session.category in question.indicator.indicator.categories
            assert question.session.id in question.asked
            assert question.session.starts <= assessment.on
            condition = question.indicator.indicator.condition
            assert condition is None or condition in question.session.conditions(met)


def test_clauses_are_asked_about_by_name() -> None:
    """Would catch words of 2026 in a rehearsal on the edition of 2019,
    a clause left out, one that is for others.
    """
    assert not [one for one in plan(ENGLISH, 3, everything=True).questions if one.provisional]
    drawn = {question.id: question for question in plan(FRENCH, 3, everything=True).questions}
    known = {part.name: part for indicator in FRENCH.indicators for part in indicator.clauses}
    named = {name for name, part in known.items() if part.clause.counts is Counts.NAMED}
    assert {name for name in named if known[name].state is not ClauseState.NOT_APPLICABLE} <= set(
        drawn
    )
    assert not [
        name for name in drawn if name in known and known[name].state is ClauseState.NOT_APPLICABLE
    ]
    violence = drawn["12.violence"]
    assert violence.provisional
    assert violence.asked.startswith(
        "Montrez-moi, pour «\u00a0Violences, harcèlement, discriminations\u00a0»\u00a0: Une "
        "procédure"
    )
    assert "contact nommé" in violence.asked  # what the checklist says to look for


def test_without_sessions() -> None:
    """Would catch a rehearsal that a provider without sessions.yaml cannot hold."""
    bare = ENGLISH._replace(manual=ENGLISH.manual._replace(sessions=None))
    asked = [
        question.asked
        for question in plan(bare, 7).questions
        if isinstance(question.about, Ask) and question.about.of_a_session
    ]
    assert asked
    assert all("a session of your choice" in text for text in asked)
