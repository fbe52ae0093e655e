"""Two wordings compared word by word: nothing lost,
and what is new is seen as a reader would see it.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preuve.cycle.text_diff import Fate, compare
from preuve.model.standard import EditionName, load_edition

WORDS = st.lists(
    st.sampled_from(
        ["le", "la", "l'accès", "d’un", "prix,", "and/or", "fin.", "(x)", "peut-être", "_"]
    )
).map(" ".join)
TEXTS = st.one_of(WORDS, st.text())


def of(old: str, new: str, *fates: Fate) -> str:
    """Return the text of the pieces with one of these fates."""
    return "".join(piece.text for piece in compare(old, new) if piece.fate in fates)


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    """Would catch a letter lost or doubled in a comparison: the law would be misquoted."""
    assert of(old, new, Fate.KEPT, Fate.REMOVED) == old
    assert of(old, new, Fate.KEPT, Fate.ADDED) == new


@given(TEXTS)
def test_a_text_is_not_changed_against_itself(text: str) -> None:
    """Would catch marks on words that stayed."""
    assert {piece.fate for piece in compare(text, text)} <= {Fate.KEPT}


CASES = [
    (15, [], [", de manière renforcée lorsqu'ils sont mineurs"]),
    (27, [], [" et en assure la traçabilité dans les contrats de sous-traitance"]),
    (30, [], [" (le cas échéant)"]),
    (32, [" œuvre des mesures"], [" place une démarche", " continue"]),
]


@pytest.mark.parametrize(("number", "gone", "come"), CASES)
def test_the_law(number: int, gone: list[str], come: list[str]) -> None:
    """Would catch a comparison that cuts words,
    or that marks a whole sentence for one word of it.
    """
    old, new = (load_edition(name).by_number()[number].statement["fr"] for name in EditionName)
    pieces = compare(old, new)
    assert [piece.text for piece in pieces if piece.fate is Fate.REMOVED] == gone
    assert [piece.text for piece in pieces if piece.fate is Fate.ADDED][: len(come)] == come
