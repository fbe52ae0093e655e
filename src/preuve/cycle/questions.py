"""The questions an auditor might ask, to rehearse with:
data in `standards/questions.yaml`, in our own words.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.core.words import LANGUAGES
from preuve.model.indicator_names import INDICATOR_NUMBER
from preuve.model.own_data import OWN, own_data
from preuve.schema import Choice, Field, ListOf, Record, Text

if TYPE_CHECKING:
    from preuve.model.standard import Texts
    from preuve.reading import Origin

SESSION = "{session}"
"""Stands in a question for the session that was drawn."""


class QuestionKind(StrEnum):
    """What a question is after."""

    HOW = "how"
    SHOW = "show"
    SINCE = "since"


class Ask(NamedTuple):
    """One question about an indicator."""

    kind: QuestionKind
    en: str
    fr: str
    origin: Origin

    @property
    def texts(self) -> Texts:
        """Return the question in each language."""
        return {"en": self.en, "fr": self.fr}

    @property
    def of_a_session(self) -> bool:
        """Return whether it is asked for one session."""
        return SESSION in self.en


_ASK = Record(
    Ask,
    {
        "kind": Field(Choice(QuestionKind), OWN, required=True),
        **{language: Field(Text(), OWN, required=True) for language in LANGUAGES},
    },
)
_OF_INDICATOR: Record[dict[str, Any]] = Record(
    dict,
    {
        "indicator": Field(INDICATOR_NUMBER, OWN, required=True),
        "ask": Field(ListOf(_ASK, at_least=2), OWN, required=True),
    },
)
_QUESTIONS: Record[dict[str, Any]] = Record(
    dict, {"questions": Field(ListOf(_OF_INDICATOR, at_least=1), OWN, required=True)}
)


@cache
def load_questions() -> dict[int, tuple[Ask, ...]]:
    """Return the questions by the indicator that they are about.

    Raises:
        ValueError: the data is damaged (the package's fault, not a team's).

    """
    return {
        one["indicator"]: one["ask"] for one in own_data(_QUESTIONS, "questions.yaml")["questions"]
    }
