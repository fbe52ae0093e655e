"""The questions to rehearse with: for every indicator, in both languages,
careful with what is not settled.
"""

from __future__ import annotations

import re

import pytest

from preuve.cycle.questions import SESSION, Ask, QuestionKind, load_questions
from preuve.model.standard import EditionName, load_edition

QUESTIONS = [(number, ask) for number, asks in load_questions().items() for ask in asks]
EACH = [pytest.param(number, ask, id=f"{number} {ask.kind}") for number, ask in QUESTIONS]
NO_BREAK = "\u00a0"


@pytest.mark.parametrize("edition", EditionName)
def test_every_indicator_has_its_questions(edition: EditionName) -> None:
    """Would catch an indicator that a rehearsal cannot ask about, in one of the editions,
    or asks about at too great length.
    """
    asked = load_questions()
    assert set(asked) == {
        one.number for name in EditionName for one in load_edition(name).indicators
    }
    for indicator in load_edition(edition).indicators:
        assert 2 <= len(asked[indicator.number]) <= 4, indicator.number


@pytest.mark.parametrize(("number", "ask"), EACH)
def test_both_languages_say_the_same(number: int, ask: Ask) -> None:
    """Would catch a session asked for in one language only,
    and French that would read badly with a session put in.
    """
    assert (SESSION in ask.en) == (SESSION in ask.fr), number
    # “la session 2026-A12” and “une session de votre choix” both stand after “pour”, and after no
    # other small word.
    assert re.findall(r"(\w+) \{session\}", ask.fr.casefold()) == ["pour"] * ask.fr.count(SESSION)
    assert ask.en.count("{") == ask.en.count(SESSION)


@pytest.mark.parametrize(("number", "ask"), EACH)
def test_typography_and_claims(number: int, ask: Ask) -> None:
    """Would catch straight quotes in French, an orphan question mark,
    and a question that asks about compliance.
    """
    assert "'" not in ask.fr, number
    assert not re.search(rf"(?<!{NO_BREAK})[:;?!]", ask.fr), number
    assert not re.search(r"complian|\bconformes?\b", ask.en + ask.fr, re.IGNORECASE), number
    assert ask.en[-1] in ".?)"
    assert ask.fr[-1] in ".?)"
    assert ask.fr.count("?") == ask.en.count("?") or ask.kind is not QuestionKind.HOW


def test_no_question_is_asked_twice() -> None:
    """Would catch a question copied from one indicator to another."""
    for texts in ([ask.en for _, ask in QUESTIONS], [ask.fr for _, ask in QUESTIONS]):
        assert len(set(texts)) == len(texts)
