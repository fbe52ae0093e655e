"""The standard as data: totals, conditions, editions and texts,
against what the law and the reading guide say.
"""

from __future__ import annotations

import shutil
from datetime import date
from itertools import chain, combinations
from typing import TYPE_CHECKING

import pytest

from preuve.core.words import say
from preuve.model import own_data, standard_compiled, standard_yaml
from preuve.model.standard import (
    AUDITS_UNTIL,
    Category,
    Change,
    Condition,
    EditionName,
    Grading,
    Indicator,
    Review,
    SubcontractorRule,
    edition_on,
    load_edition,
)
from preuve.schema import Day, Field, Record

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = EditionName.RNQ_2019, EditionName.RNQ_2026
AF, BC, VAE, CFA = Category
ALL = frozenset(Condition)


def numbers(edition: EditionName, category: Category, conditions: frozenset[Condition]) -> set[int]:
    """Return the indicators that apply to a provider of one category."""
    return {
        indicator.number
        for indicator in load_edition(edition).indicators
        if indicator.applies_to([category], conditions)
    }


TOTALS = [
    (OLD, AF, ALL, 28),
    (OLD, BC, ALL, 22),
    (OLD, VAE, ALL, 24),
    (OLD, CFA, ALL, 32),
    (NEW, AF, ALL, 28),
    (NEW, BC, ALL, 22),
    (NEW, VAE, ALL, 24),
    (NEW, CFA, ALL, 33),
    (OLD, AF, frozenset[Condition](), 22),
    (OLD, AF, frozenset({Condition.SUBCONTRACTING}), 23),
]


@pytest.mark.parametrize(("edition", "category", "conditions", "total"), TOTALS)
def test_totals(
    edition: EditionName, category: Category, conditions: frozenset[Condition], total: int
) -> None:
    """Would catch an indicator given to a category that does not have it,
    or kept from one that has.
    """
    assert len(numbers(edition, category, conditions)) == total


# The table of the reading guide V9, column by column: who has an indicator, and on what condition.
COMMON = {1, 2, 4, 5, 6, 9, 10, 11, 12, 17, 18, 19, 21, 22, 23, 24, 25, 26, 27, 30, 31, 32}
HAVING = {
    AF: COMMON | {3, 7, 8, 13, 16, 28},
    BC: COMMON,
    VAE: COMMON | {3, 16},
    CFA: COMMON | {3, 7, 8, 13, 14, 15, 16, 20, 28, 29},
}
ASKING = {
    Condition.CERTIFYING: {3, 7, 16},
    Condition.WORK_LINKED: {13},
    Condition.WORKPLACE_TRAINING: {28},
    Condition.SUBCONTRACTING: {27},
}
SUBSETS = [
    frozenset(subset)
    for subset in chain.from_iterable(combinations(Condition, size) for size in range(5))
]


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("met", SUBSETS, ids=lambda met: "+".join(sorted(met)) or "none")
def test_applicability(category: Category, met: frozenset[Condition]) -> None:
    """Would catch a condition on the wrong indicator:
    each category with each set of conditions, against the table.
    """
    exit_not_assessable = set().union(
        *(asked for condition, asked in ASKING.items() if condition not in met)
    )
    assert numbers(OLD, category, met) == HAVING[category] - exit_not_assessable
    assert numbers(NEW, category, met) == (HAVING[category] - exit_not_assessable) | (
        {33} if category is CFA else set()
    )


def having(edition: EditionName, **wanted: object) -> set[int]:
    """Return the indicators with these attributes."""
    return {
        indicator.number
        for indicator in load_edition(edition).indicators
        if all(getattr(indicator, name) == value for name, value in wanted.items())
    }


def test_audit_rules() -> None:
    """Would catch a slip in grading, new entrants, surveillance,
    light audits or subcontractors (reading guide V9).
    """
    assert having(OLD, grading=Grading.MAJOR_ONLY) == {
        4,
        5,
        6,
        7,
        10,
        11,
        14,
        15,
        16,
        20,
        21,
        22,
        26,
        27,
        29,
        31,
        32,
    }
    assert having(OLD, new_entrant=True) == {2, 3, 11, 13, 14, 19, 22, 24, 25, 26, 32}
    assert having(OLD, surveillance=Review.ALWAYS) == {
        1,
        4,
        5,
        6,
        10,
        11,
        17,
        19,
        21,
        22,
        26,
        31,
        32,
    }
    assert having(OLD, surveillance=Review.IF_APPLICABLE) == {3, 7, 14, 15, 16, 20, 27, 29}
    assert having(OLD, light=Review.ALWAYS) == {1, 2, 11, 12, 22, 24, 25, 26, 32}
    assert having(OLD, light=Review.IF_APPLICABLE) == {3, 7, 8, 13, 14, 15, 16, 20, 28, 29}
    assert having(OLD, as_subcontractor=SubcontractorRule.NOT_APPLICABLE) == {1, 2, 3}
    assert having(OLD, as_subcontractor=SubcontractorRule.BY_CONTRACT) == {7, 9, 13, 16, 28}
    assert having(OLD, as_subcontractor=SubcontractorRule.ADAPTED) == {4, 5, 8, 26, 30}


@pytest.mark.parametrize("name", EditionName)
def test_criteria(name: EditionName) -> None:
    """Would catch an indicator under the wrong criterion."""
    edition = load_edition(name)
    last = {1: 3, 2: 8, 3: 16, 4: 20, 5: 22, 6: 29, 7: 33 if name is NEW else 32}
    first = 1
    for criterion in edition.criteria:
        expected = list(range(first, last[criterion.number] + 1))
        assert [one.number for one in edition.indicators_of(criterion.number)] == expected
        first = last[criterion.number] + 1


DAYS = [("2026-10-31", OLD), ("2026-11-01", NEW), ("2019-06-07", OLD), ("2040-01-01", NEW)]


@pytest.mark.parametrize(("day", "edition"), DAYS)
def test_the_date_of_the_audit_decides_the_edition(day: str, edition: EditionName) -> None:
    """Would catch an edition that begins or ends a day off (décret n° 2026-728:
    from 1 November 2026).
    """
    assert edition_on(date.fromisoformat(day)).name is edition


def indicators() -> list[tuple[EditionName, Indicator]]:
    """Return every indicator of every edition."""
    return [
        (name, indicator) for name in EditionName for indicator in load_edition(name).indicators
    ]


@pytest.mark.parametrize(
    ("name", "one"), indicators(), ids=lambda value: getattr(value, "number", value)
)
def test_texts(name: EditionName, one: Indicator) -> None:
    """Would catch a text missing in one language,
    or a claim that only a certification body may make.
    """
    for texts in (one.title, one.statement, one.expected, one.minor_case or one.title):
        assert set(texts) == {"fr", "en"}, name
        assert all(text.strip() == text and len(text) > 3 for text in texts.values())
    for language in ("fr", "en"):
        assert len(one.proofs[language]) >= 2
    said = " ".join([one.expected["en"], *one.proofs["en"]]).lower()
    assert "compliant" not in said
    assert one.statement["fr"].endswith(".")


def test_what_2026_changed() -> None:
    """Would catch a rewording lost, or one that nobody enacted (décret n° 2026-728)."""
    changed = {
        indicator.number: indicator.change
        for indicator in load_edition(NEW).indicators
        if indicator.change is not Change.NONE
    }
    assert {n for n, change in changed.items() if change is Change.REWORDED} == {1, 32}
    assert {n for n, change in changed.items() if change is Change.FORM} == {31}
    assert {n for n, change in changed.items() if change is Change.EXTENDED} == {
        2,
        3,
        7,
        12,
        14,
        15,
        19,
        20,
        27,
        30,
    }
    assert {n for n, change in changed.items() if change is Change.NEW} == {33}
    old, new = load_edition(OLD).by_number(), load_edition(NEW).by_number()
    for number, one in old.items():
        assert (one.statement == new[number].statement) == (number not in changed)


def test_what_is_unsure_is_marked() -> None:
    """Would catch a new sentence of 2026 whose practice is told as settled:
    no reading guide is known for it.
    """
    for indicator in load_edition(NEW).indicators:
        if indicator.change in {Change.REWORDED, Change.EXTENDED, Change.NEW}:
            assert any(mark.about == "expected" for mark in indicator.provisional), indicator.number
    marks = {mark.about for mark in load_edition(NEW).by_number()[33].provisional}
    assert marks >= {
        "grading",
        "new_entrant",
        "surveillance",
        "light",
        "as_subcontractor",
        "expected",
    }


@pytest.mark.parametrize(
    "text", ["", "seen: 2026-02-30\n", "seen: [\n", "scene: 2026-02-20\n", None]
)
def test_damaged_data_of_our_own_is_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    """Would catch data of the package that is taken for whole when it is not."""
    monkeypatch.setattr(own_data, "STANDARDS", tmp_path)
    shape: Record[dict[str, date]] = Record(dict, {"seen": Field(Day(), say("x"), required=True)})
    (tmp_path / "some.yaml").write_text("seen: 2026-02-20\n", encoding="utf-8")
    assert own_data.own_data(shape, "some.yaml")["seen"] == date(2026, 2, 20)
    if text is not None:
        (tmp_path / "some.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"\.yaml"):
        own_data.own_data(shape, "some.yaml" if text is not None else "none.yaml")


@pytest.mark.parametrize("name", EditionName)
def test_what_is_compiled_is_what_the_yaml_says(name: EditionName) -> None:
    """Would catch an edition shown from JSON that is older than its YAML: run scripts/compile."""
    edition = standard_yaml.read_edition(name)
    file = standard_compiled.STANDARDS / f"compiled/{name}.json"
    assert file.read_text(encoding="utf-8") == standard_compiled.compiled(edition)
    assert standard_compiled.load(name) == edition


@pytest.mark.parametrize("damage", ["", "[", '["another digest",[]]', None])
def test_what_is_not_compiled_is_read_from_the_yaml(tmp_path: Path, damage: str | None) -> None:
    """Would catch a compiled edition that is taken though its YAML changed,
    or whose damage stops a check.
    """
    folder = tmp_path / "standards"
    shutil.copytree(standard_compiled.STANDARDS, folder)
    if damage is None:
        shutil.rmtree(folder / "compiled")
    else:
        (folder / f"compiled/{NEW}.json").write_text(damage, encoding="utf-8")
    assert standard_compiled.load(NEW, folder) == load_edition(NEW)


def test_a_changed_yaml_is_seen(tmp_path: Path) -> None:
    """Would catch an edition read from what was compiled before its YAML was changed."""
    folder = tmp_path / "standards"
    shutil.copytree(standard_compiled.STANDARDS, folder)
    before = standard_compiled.edition_checksum(NEW, folder)
    with (folder / "clauses.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# another line\n")
    assert standard_compiled.edition_checksum(NEW, folder) != before


def test_the_last_day_of_each_edition_is_its_files() -> None:
    """Would catch an audit held on another edition than its file says:
    the days are asked for before a file is read.
    """
    assert {name: load_edition(name).audits_until for name in EditionName} == {
        name: AUDITS_UNTIL.get(name) for name in EditionName
    }
    for name in EditionName:
        edition = load_edition(name)
        for day in (edition.audits_from, edition.audits_until):
            assert day is None or edition_on(day) == edition


def test_an_edition_goes_on_with_a_clauses_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch an edition in which each clause must be written out that it does not change."""
    folder = tmp_path / "standards"
    shutil.copytree(standard_compiled.STANDARDS, folder)
    clauses = folder / standard_yaml.CLAUSES_FILE
    kept: list[str] = []
    for line in clauses.read_text(encoding="utf-8").splitlines(keepends=True):
        name, _, words = line.strip().partition(": ")
        if name != NEW or kept[-1].strip() != f"{OLD}: {words}":
            kept.append(line)
    assert len(kept) < len(clauses.read_text(encoding="utf-8").splitlines())
    clauses.write_text("".join(kept), encoding="utf-8")
    before = standard_yaml.read_edition(NEW)
    for module in (own_data, standard_yaml):
        monkeypatch.setattr(module, "STANDARDS", folder)
    assert standard_yaml.read_edition(NEW) == before
