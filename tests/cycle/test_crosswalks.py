"""What a provider has for another frame's items."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from manuals import EXAMPLE, ManualFolder, entry, verdict

from preuve import cli
from preuve.assess.assessment import assess
from preuve.cycle.crosswalk import Reach, known, served
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.page.macros import callable_from_pages
from preuve.page.render_context import MacroError, RenderContext
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.cycle.crosswalk import ServedPoint

FRAME = """\
title: "Our <b>frame</b> {{ x }}"
source: Ourselves
dated: 2026-01-02
basis: official
items:
  - {id: both, title: Covered, indicators: [1]}
  - {id: half, title: Two of them, indicators: [1, 2]}
  - {id: gap, title: Bare, indicators: [4]}
  - {id: idle, title: Not here, indicators: [14, 33]}
  - {id: loose, title: Near, perhaps: [1]}
  - {id: none, title: =2+3}
"""


@pytest.fixture
def manual(tmp_path: Path) -> ManualFolder:
    """Return a manual that covers indicator 1, half of 2, and nothing else."""
    manual = ManualFolder(tmp_path)
    manual.write(
        "organisation.yaml",
        "name: T\nlanguage: en\ncategories: [training]\npeople: {quality: Q}\nas_of: 2026-09-30\n",
    )
    manual.index(
        entry(1, id="A", indicators="[1, 2]"),
        entry(1, id="B", stage="implemented"),
        entry(4, id="OLD", valid_until="2026-02-01"),
    )
    manual.write("crosswalks/frame.yaml", FRAME)
    return manual


def found(manual: ManualFolder) -> dict[str, ServedPoint]:
    """Return the items by their id."""
    read = Manual.load(manual.root)
    assessment = (
        assess(read, read.day(None, read.organisation.as_of))
        if read.organisation and read.organisation.as_of
        else None
    )
    assert assessment is not None
    return {one.item.id: one for one in served(known(read)["frame"], assessment)}


def test_reach(manual: ManualFolder) -> None:
    """Would catch an item told to be served by what does not count,
    or lacking what does not apply here.
    """
    items = found(manual)
    assert {name: one.reach for name, one in items.items()} == {
        "both": Reach.SERVED,
        "half": Reach.PARTLY,
        "gap": Reach.GAP,
        "idle": Reach.NOT_APPLICABLE,
        "loose": Reach.LOOSE,
        "none": Reach.LOOSE,
    }
    assert [proof.evidence.id for proof in items["half"].proofs] == ["A", "B"]
    assert items["gap"].proofs == ()
    assert [one.number for one in items["half"].lacking] == [2]
    assert items["idle"].idle == (14, 33)


def test_a_teams_own_takes_the_place_of_preuves(manual: ManualFolder) -> None:
    """Would catch a correction that a team made to a crosswalk and that is not used."""
    manual.write("crosswalks/datadock.yaml", FRAME)
    assert len(known(Manual.load(manual.root))["datadock"].items) == 6


def test_the_command(manual: ManualFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """Would catch the forms saying different things,
    and a title that a spreadsheet program would take for a formula.
    """
    root = str(manual.root)
    assert cli.run(["crosswalk", "frame", root]) == 0
    text = capsys.readouterr().out
    assert "gap  Bare: nothing yet" in text
    assert cli.run(["crosswalk", "frame", root, "--format", "json"]) == 0
    items = json.loads(capsys.readouterr().out)["items"]
    assert [one["state"] for one in items] == [
        "served",
        "partly",
        "gap",
        "not_applicable",
        "loose",
        "loose",
    ]
    target = manual.root / "out.csv"
    assert cli.run(["crosswalk", "frame", root, "--format", "csv", "--output", str(target)]) == 0
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    assert [row["evidence"] for row in rows] == [", ".join(one["evidence"]) for one in items]
    assert rows[-1]["title"] == "'=2+3"


def test_names(
    manual: ManualFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a misspelt name answered with a traceback, or with nothing to type instead."""
    monkeypatch.chdir(manual.root)
    assert cli.run(["crosswalk", "datadok", str(manual.root)]) == 2
    assert "Did you mean “datadock”?" in capsys.readouterr().err
    assert cli.run(["crosswalk", "datadock", str(manual.root / "nowhere")]) == 2
    assert "There is no folder" in capsys.readouterr().err
    assert cli.run(["crosswalk"]) == 0
    assert "datadock" in capsys.readouterr().out


def draw(root: Path, name: str, audience: Audience = Audience.INTERNAL) -> str:
    """Return the page's macro."""
    return callable_from_pages(RenderContext(verdict(root), audience=audience))["crosswalk"](
        PageContext("docs/crosswalks.md", Site()), name
    )


def test_the_page(manual: ManualFolder) -> None:
    """Would catch a team's text that brings HTML onto the page,
    and a misspelt name that is not told.
    """
    shown = draw(manual.root, "frame")
    assert "Our &lt;b&gt;frame" in shown
    assert "<b>frame" not in shown
    with pytest.raises(MacroError, match="There is no crosswalk"):
        draw(manual.root, "frme")


def test_who_sees_what() -> None:
    """Would catch a proof on a public page that the public may not see."""
    proofs = verdict().assessment.evidence  # type: ignore[union-attr]
    hidden = {proof.evidence.id for proof in proofs if proof.evidence.access.value != "public"}
    public = draw(EXAMPLE, "datadock", Audience.PUBLIC)
    assert not [name for name in hidden if f">{name}<" in public]
    assert all(f">{name}<" in draw(EXAMPLE, "datadock") for name in ("EV-005", "EV-011"))
