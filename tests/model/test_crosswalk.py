"""Crosswalks as data: Preuve's own, and a team's, read with a place for every fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manuals import CFA, ManualFolder

from preuve.core.files import Folder
from preuve.core.words import LANGUAGES
from preuve.model.crosswalk import Basis, built_in, load_crosswalk, read_crosswalks
from preuve.model.standard import EditionName, load_edition


@pytest.mark.parametrize("name", built_in())
def test_what_preuve_brings(name: str) -> None:
    """Would catch a text missing in a language, an indicator that no edition has,
    and a table that claims to be official.
    """
    crosswalk = load_crosswalk(name)
    known = {number for edition in EditionName for number in load_edition(edition).by_number()}
    assert crosswalk.basis is not Basis.OFFICIAL
    assert len({item.id for item in crosswalk.items}) == len(crosswalk.items)
    for texts in (
        crosswalk.title,
        crosswalk.source,
        crosswalk.about,
        *(item.title for item in crosswalk.items),
    ):
        assert texts is not None
        assert set(texts) == set(LANGUAGES)
    for item in crosswalk.items:
        assert set(item.numbers()) <= known
        assert not set(item.indicators) & set(item.perhaps), (
            f"{item.id} is sure and unsure of one indicator"
        )
        assert item.basis is not Basis.OFFICIAL


def test_datadock_is_whole() -> None:
    """Would catch one of the 21 indicators of Datadock left out (6 criteria:
    4, 5, 2, 3, 4 and 3 indicators).
    """
    criteria = [item.id.partition(".")[0] for item in load_crosswalk("datadock").items]
    assert [criteria.count(str(number)) for number in range(1, 7)] == [4, 5, 2, 3, 4, 3]
    assert all(item.group for item in load_crosswalk("datadock").items)


GOOD = """\
title: Charter
source: The charter
dated: 2026-01-02
basis: official
items:
  - {id: A1, title: One, indicators: [1]}
  - {id: 1.10, title: {en: Two, fr: Deux}, perhaps: [33]}
"""
BAD = [
    (GOOD.replace("A1", "1.10"), "duplicate-id crosswalks/x.yaml:7:10"),
    (GOOD.replace("[33]", "[34]"), "unknown-indicator crosswalks/x.yaml:7:54"),
    (GOOD.replace("[33]", "[100]"), "invalid-value crosswalks/x.yaml:7:54"),
    (GOOD.replace("official", "offical"), "invalid-value crosswalks/x.yaml:4:8"),
    (GOOD.replace("fr: Deux", "de: Zwei"), "unknown-key crosswalks/x.yaml:7:33"),
    (GOOD.replace("{en: Two, fr: Deux}", "[Two]"), "wrong-type crosswalks/x.yaml:7:23"),
    (GOOD.replace("{en: Two, fr: Deux}", "{}"), "wrong-type crosswalks/x.yaml:7:23"),
    (GOOD.replace("  - {id", "  - {indentifier"), "unknown-key crosswalks/x.yaml:6:6"),
    (GOOD.replace("dated: 2026-01-02\n", ""), "missing-key crosswalks/x.yaml:1:1"),
    ("", "missing-key crosswalks/x.yaml:1:1"),
    ("# nothing but a comment\n", "missing-key crosswalks/x.yaml:1:1"),
    ("- a list\n", "wrong-type crosswalks/x.yaml:1:1"),
    ("title: [\n", "yaml-syntax crosswalks/x.yaml:2:1"),
]


def test_a_good_one_is_read(whole: ManualFolder) -> None:
    """Would catch an id taken for a number, a text of one language lost in the other,
    and a fault where there is none.
    """
    whole.write("crosswalks/x.yaml", GOOD)
    assert whole.findings() == []
    (found,), faults = read_crosswalks(Folder(whole.root))
    assert faults == []
    assert (found.name, [item.id for item in found.items]) == ("x", ["A1", "1.10"])
    assert found.items[0].title == {"en": "One", "fr": "One"}
    assert found.items[1].title == {"en": "Two", "fr": "Deux"}


def test_items_are_told_apart_by_their_capitals(whole: ManualFolder) -> None:
    """Would catch two items of a frame, “a” beside “A”, taken for one."""
    whole.write("crosswalks/x.yaml", GOOD.replace("1.10", "a1"))
    assert whole.findings() == []


@pytest.mark.parametrize(("text", "expected"), BAD, ids=[case[1] for case in BAD])
def test_what_is_wrong_has_a_place(whole: ManualFolder, text: str, expected: str) -> None:
    """Would catch a fault of a team's crosswalk that the gate does not tell, or tells elsewhere."""
    whole.write("crosswalks/x.yaml", text)
    told = [f"{finding.rule} {finding.place}" for finding in whole.check().findings]
    assert expected in told


@pytest.mark.parametrize("name", ["Regional Charter.yaml", "sub/x.yaml", "ÉCOLE.yaml"])
def test_a_name_that_nothing_can_call(whole: ManualFolder, name: str) -> None:
    """Would catch a file that is passed over without a word."""
    whole.write(f"crosswalks/{name}", GOOD)
    assert [finding.rule for finding in whole.check().findings] == ["invalid-value"]


def test_what_is_no_crosswalk_is_left_alone(whole: ManualFolder) -> None:
    """Would catch notes beside the crosswalks taken for one,
    and a link followed out of the manual.
    """
    whole.write("crosswalks/README.md", "# Notes\n")
    (whole.root / "crosswalks/y.yaml").symlink_to("/etc/hostname")
    assert whole.findings() == []


@given(
    st.dictionaries(
        st.sampled_from(["title", "items", "basis", "dated", "source", "x"]),
        st.text(max_size=30),
        max_size=5,
    )
)
def test_nothing_raises(tmp_path_factory: pytest.TempPathFactory, keys: dict[str, str]) -> None:
    """Would catch a traceback on a file that somebody half wrote."""
    root = tmp_path_factory.mktemp("crosswalk")
    (root / "crosswalks").mkdir()
    (root / "crosswalks/x.yaml").write_text(
        "\n".join(f"{key}: {value!r}" for key, value in keys.items()), "utf-8", "replace"
    )
    crosswalks, faults = read_crosswalks(Folder(root))
    assert bool(crosswalks) != bool(faults)


def test_the_example_has_one() -> None:
    """Would catch the centre's own crosswalk lost from its manual."""
    (found,), faults = read_crosswalks(Folder(CFA))
    assert faults == []
    assert found.name == "charte-reseau"
