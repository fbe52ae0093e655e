"""What hangs on what: proofs that serve many, indicators that rest on one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manuals import entry

from preuve.page.reuse import loads

if TYPE_CHECKING:
    from manuals import ManualFolder


def found(
    folder: ManualFolder, *changes: tuple[str, str], extra: tuple[str, ...] = ()
) -> dict[str, tuple[list[int], ...]]:
    """Return what each proof serves, of which it is the only one of its stage,
    and of which the only one at all.
    """
    folder.whole(*extra)
    index = folder.root / "evidence_index.yaml"
    text = index.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    index.write_text(text, encoding="utf-8")
    assessment = folder.check().assessment
    assert assessment is not None
    return {
        load.item.evidence.id: (list(load.serves), list(load.alone), list(load.uncovered))
        for load in loads(assessment)
    }


def test_one_proof_of_each_stage(folder: ManualFolder) -> None:
    """Would catch an indicator with a proof of each stage taken for well founded:
    each is the only one of its stage.
    """
    carried = found(folder)
    assert carried["EV-4"] == ([4], [4], [])
    assert carried["EV-4-I"] == ([4], [4], [])


def test_a_second_of_the_same_stage(folder: ManualFolder) -> None:
    """Would catch a proof called the only one beside another,
    and one that does not count taken for another.
    """
    second = entry("x", indicators="[4, 5]")
    draft = entry("y", indicators="[6]", status="draft")
    carried = found(folder, extra=(second, draft))
    assert carried["EV-4"] == ([4], [], [])
    assert carried["EV-x"] == ([4, 5], [], [])
    assert carried["EV-6"] == ([6], [6], [])
    assert "EV-y" not in carried


def test_the_only_one_at_all_comes_first(folder: ManualFolder) -> None:
    """Would catch the thinnest thread far down the list,
    and an indicator that does not apply counted.
    """
    carried = found(
        folder,
        (entry(4, id="EV-4-I", stage="implemented"), ""),
        (entry(4), entry(4, indicators="[3, 4, 12]")),
    )
    assert next(iter(carried)) == "EV-4"
    assert carried["EV-4"] == ([4, 12], [4], [4])
