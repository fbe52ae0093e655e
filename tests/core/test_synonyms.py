"""French words for Preuve's: each leads to a word that there is, and a tracker's reader agrees."""

from __future__ import annotations

import pytest

from preuve.core import synonyms
from preuve.intake.statuses import read_access, read_kind, read_status
from preuve.intake.written_days import read_day, read_span
from preuve.model.evidence import EVIDENCE, Access, Kind, Stage, Status
from preuve.model.organisation import ORGANISATION
from preuve.model.sessions import SESSION
from preuve.model.standard import Category


def test_each_leads_to_a_word_that_there_is() -> None:
    """Would catch advice that proposes a word which the next run refuses."""
    members = {member.value for kind in (Stage, Kind, Status, Access) for member in kind}
    assert set(synonyms.VALUES.values()) <= members
    assert set(synonyms.CATEGORIES.values()) <= {category.value for category in Category}
    keys = {*EVIDENCE.fields, *ORGANISATION.fields, *SESSION.fields, "name", "reason", "category"}
    assert set(synonyms.KEYS.values()) <= keys
    assert len(synonyms.MONTHS) == 12


@pytest.mark.parametrize(("word", "value"), synonyms.VALUES.items(), ids=synonyms.VALUES)
def test_a_tracker_is_read_alike(word: str, value: str) -> None:
    """Would catch “validé” taken for approved in a cell, and for something else in the index."""
    if value in set(Status):
        assert read_status(word).value == value
    elif value in set(Kind):
        assert read_kind(word) == value
    elif value in set(Access):
        assert read_access(word) == value


def test_months_and_units_are_read_alike() -> None:
    """Would catch “août” known to the files and not to a sheet, and “2 ans” likewise."""
    for number, names in enumerate(synonyms.MONTHS, 1):
        for name in names.split():
            day = read_day(f"3 {name} 2026").day
            assert day is not None
            assert day.month == number, name
    for word, unit in synonyms.UNITS.items():
        if len(word) > 1:  # a letter alone is too little in a cell
            span = read_span(f"2 {word}")
            assert span is not None, word
            assert (unit == "years") == (span == "24 months")
