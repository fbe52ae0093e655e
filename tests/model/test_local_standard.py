"""Tests of `standards/rnq-2026.local.yaml`: what a team has read since,
as the team's, and never the law's words.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from helpers import places, said
from manuals import ORGANISATION, ManualFolder, entry

from preuve.assess.assessment import assess
from preuve.core.words import Translator
from preuve.cycle.editions import edition_changes
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.standard import EditionName, IndicatorRef, load_edition

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.assess.assessment import Assessment

_GUIDE = "guide: {version: 10, posted: 2026-12-15, seen: 2026-12-16}\n"
_DAY = date(2026, 12, 20)
_OWN = load_edition(EditionName.RNQ_2026)


def _manual(root: Path, text: str, file: str = "rnq-2026.local.yaml") -> Manual:
    folder = ManualFolder(root)
    folder.write("organisation.yaml", ORGANISATION)
    folder.index(entry(12))
    folder.write(f"standards/{file}", text)
    return Manual.load(root)


def _assessed(root: Path, text: str) -> Assessment:
    manual = _manual(root, text)
    assert manual.diagnostics == ()
    assessment = assess(manual, _DAY)
    assert assessment is not None
    assert assessment.edition.name is EditionName.RNQ_2026
    return assessment


def _reading(keys: str) -> str:
    return f"indicators:\n  - {{{keys}, source: Guide V10 page 3, checked: 2026-12-16}}\n"


def test_a_guide_that_is_seen_and_not_known_here(tmp_path: Path) -> None:
    """Would catch E44: marks that go on saying that no guide is known,
    or that do not say from when it applies.
    """
    assessment = _assessed(tmp_path, _GUIDE)
    for indicator in assessment.edition.indicators:
        for mark in indicator.provisional:
            if mark.source["en"].startswith("Certifopac"):  # what somebody else read is theirs
                continue
            assert "see guide V10" in mark.source["en"]
            assert "15\u00a0February\u00a02027" in mark.source["en"]
            assert mark.checked == date(2026, 12, 16)
    guide = assessment.manual.newer_guide(assessment.edition)
    assert guide is not None
    assert guide.applies_by == date(2027, 2, 15)
    practice = said(edition_changes(assessment).practice)
    assert "No reading guide" not in practice
    assert "V10" in practice
    statements = [one.statement for one in assessment.edition.indicators]
    assert statements == [one.statement for one in _OWN.indicators]


def test_what_was_read_is_shown_as_the_teams(tmp_path: Path) -> None:
    """Would catch an expectation of the team's that is not taken, a mark that stays,
    or the law's words replaced with them.
    """
    text = _reading(
        "indicator: 12.violence, expected: A contact by name., proofs: [Procedure], "
        "provisional: false"
    )
    assessment = _assessed(tmp_path, text)
    indicator = assessment.edition.indicator(12)
    own = _OWN.clause(IndicatorRef(12, "violence"))
    clause = indicator and indicator.clause("violence")
    assert clause is not None
    assert own is not None
    assert clause.asks == {"en": "A contact by name.", "fr": "A contact by name."}
    assert clause.proofs["fr"] == ("Procedure",)
    assert (clause.provisional, clause.words) == (False, own.words)
    assert own.provisional
    reading = assessment.manual.team_reading(assessment.edition, IndicatorRef(12, "violence"))
    assert reading is not None
    assert (reading.source, reading.checked) == ("Guide V10 page 3", date(2026, 12, 16))
    # The gate's advice names the team's proofs, in the manual's language.
    findings = [
        finding
        for finding in gate.check(assessment.manual, _DAY).findings
        if finding.clause == "12.violence"
    ]
    assert ["such as: Procedure" in Translator("en")(one.help) for one in findings] == [True] * len(
        findings
    )


def test_an_indicator_read_anew(tmp_path: Path) -> None:
    """Would catch a language that falls away, marks that are not replaced by the team's,
    a day that stays the old one.
    """
    text = _reading(
        "indicator: 2, expected: {fr: Une méthode.}, provisional: How much of it is not said."
    )
    indicator = _assessed(tmp_path, text).edition.indicator(2)
    assert indicator is not None
    assert indicator.expected == {"en": "Une méthode.", "fr": "Une méthode."}
    assert [
        (mark.note["en"], mark.source["fr"], mark.checked) for mark in indicator.provisional
    ] == [("How much of it is not said.", "Guide V10 page 3", date(2026, 12, 16))]
    own = _OWN.indicator(2)
    assert own is not None
    assert (indicator.statement, indicator.proofs) == (own.statement, own.proofs)


def test_who_looked_and_read_nothing(tmp_path: Path) -> None:
    """Would catch a day on which somebody looked again that stands nowhere,
    or an older one put over a newer.
    """
    for day, expected in (("2027-01-10", date(2027, 1, 10)), ("2020-01-10", date(2026, 10, 2))):
        edition = _assessed(tmp_path, f"checked: {day}\n").edition
        assert {mark.checked for one in edition.indicators for mark in one.provisional} == {
            expected
        }
        clauses = [
            clause
            for indicator in edition.indicators
            for clause in indicator.clauses
            if clause.provisional
        ]
        assert clauses
        assert max(clause.checked for clause in clauses) >= expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_reading("indicator: 12, statement: Autre chose."), ["invalid-value 2:32"]),
        (_reading("indicator: 12.violence, words: [autre]"), ["invalid-value 2:37"]),
        (_reading("indicator: 12.violences, expected: X"), ["unknown-indicator 2:17"]),
        (_reading("indicator: 41, expected: X"), ["unknown-indicator 2:17"]),
        (_reading("indicator: 12, expect: X"), ["unknown-key 2:21"]),
        ("indicators: [{indicator: 12, expected: X}]\n", ["missing-key 1:14", "missing-key 1:14"]),
        ("guide: {version: ten, seen: 2026-12-16}\n", ["invalid-value 1:18"]),
        ("guide: {version: 10, seen: 2026-02-30}\n", ["invalid-date 1:28"]),
        ("- a\n", ["wrong-type 1:1"]),
        ("a: [\n", ["yaml-syntax 2:1"]),
        (
            "indicators:\n" + 2 * "  - {indicator: 12, source: x, checked: 2026-12-16}\n",
            ["duplicate-id 3:17"],
        ),
        (_reading("indicator: 12, proofs: []"), ["invalid-value 2:29"]),
        (_reading("indicator: 12, expected: {de: Wort}"), ["unknown-key 2:32"]),
        (_reading("indicator: 12, expected: {}"), ["wrong-type 2:31"]),
    ],
)
def test_faults_have_a_place(tmp_path: Path, text: str, expected: list[str]) -> None:
    """Would catch a slip that is passed over, or told somewhere else,
    or that changes the standard all the same.
    """
    manual = _manual(tmp_path, text)
    assert places(manual.diagnostics) == expected
    assert {diagnostic.place.file for diagnostic in manual.diagnostics} == {
        "standards/rnq-2026.local.yaml"
    }
    assert manual.edition(_OWN) is _OWN


def test_the_law_is_not_replaced(tmp_path: Path) -> None:
    """Would catch a refusal that does not say what may be replaced."""
    (fault,) = _manual(tmp_path, _reading("indicator: 12, statement: Autre chose.")).diagnostics
    assert said(fault.message) == "The law's words and its columns are not replaced here."
    assert said(fault.help) == (
        "Keep expected, proofs, provisional, source and checked. A new text of the law is an "
        "edition of its own."
    )


@pytest.mark.parametrize("written", ["10", "V10", "v10", "V 10"])
def test_a_guide_is_one_however_its_number_is_written(tmp_path: Path, written: str) -> None:
    """Would catch “guide VV10”."""
    text = _GUIDE.replace("version: 10", f'version: "{written}"')
    assert f'"{written}"' in text
    assessment = _assessed(tmp_path, text)
    guide = assessment.manual.newer_guide(assessment.edition)
    assert guide is not None
    assert guide.version == "10"


@pytest.mark.parametrize(
    "file", ["rnq-2027.local.yaml", "rnq-2026.yaml", "rnq-2026.local.yml", "RNQ-2026.local.yaml"]
)
def test_a_file_of_another_name_is_told(tmp_path: Path, file: str) -> None:
    """Would catch a team's reading that nothing takes up, without a word."""
    manual = _manual(tmp_path, _GUIDE, file)
    assert places(manual.diagnostics) == ["invalid-value 1:1"]
    assert manual.local_standards == {}


def test_other_files_beside_it(tmp_path: Path) -> None:
    """Would catch a team's own notes in the folder that close its gate."""
    assert _manual(tmp_path, "# notes", "notes.md").diagnostics == ()
    assert _manual(tmp_path, "", "rnq-2019.local.yaml").diagnostics == ()
