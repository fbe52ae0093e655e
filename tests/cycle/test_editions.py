"""What a new edition changes for one provider."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from manuals import CFA, EXAMPLE, ManualFolder, entry, verdict

from preuve import cli
from preuve.assess.assessment import Assessment, assess
from preuve.cycle.editions import edition_changes, in_force
from preuve.cycle.text_diff import Fate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.model.standard import Change, EditionName, load_edition
from preuve.page.macros import callable_from_pages
from preuve.page.render_context import RenderContext
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from pathlib import Path

CHANGED = [1, 2, 3, 7, 12, 14, 15, 19, 20, 27, 30, 31, 32, 33]


def assessed(root: Path) -> Assessment:
    """Return a manual's assessment on its own day."""
    found = verdict(root).assessment
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("root", "applying"), [(EXAMPLE, [1, 2, 12, 19, 27, 30, 31, 32]), (CFA, CHANGED)]
)
def test_what_changes_and_applies(root: Path, applying: list[int]) -> None:
    """Would catch an indicator shown as a task to a provider that it is not for,
    or one left out for one it is for.
    """
    changes = edition_changes(assessed(root))
    assert [change.number for change in changes.changed] == CHANGED
    assert [one.number for one in changes.applying] == applying
    assert sorted([*changes.unchanged, *CHANGED]) == list(range(1, 34))


def test_what_is_new_is_what_the_edition_says_more() -> None:
    """Would catch expectations of 2019 told as new, and a new sentence,
    typical proof or doubt that is not told.
    """
    old = load_edition(EditionName.RNQ_2019).by_number()
    changes = edition_changes(assessed(EXAMPLE))
    for change in changes.changed:
        for language in ("en", "fr"):
            before = old.get(change.number)
            told = change.expected[language]
            assert all(
                sentence not in (before.expected[language] if before else "") for sentence in told
            )
            # What the edition before said is kept word for word: what comes after it is what is
            # new.
            assert change.after.expected[language].startswith(
                before.expected[language] if before else ""
            )
            assert bool(change.expected[language]) == (change.change is not Change.FORM)
            assert set(change.proofs[language]) == set(change.after.proofs[language]) - set(
                before.proofs[language] if before else ()
            )
        assert bool(change.provisional) == (change.change is not Change.FORM)
    assert changes.practice.text.startswith("No reading guide")


def test_proofs_that_serve(tmp_path: Path) -> None:
    """Would catch an expired proof told to serve,
    one of an indicator the manual's edition lacks left out, a wrong side.
    """
    manual = ManualFolder(tmp_path)
    organisation = (
        "name: Test\nlanguage: en\ncategories: [apprenticeship]\npeople: {quality: Q}\nas_of: "
        "2026-09-30\n"
    )
    manual.write("organisation.yaml", organisation)
    manual.index(
        entry(33, id="A", dated="2026-08-04"),
        entry(33, id="B", dated="2026-08-05"),
        entry(33, id="C", valid_until="2026-01-02"),
        entry(32, id="D"),
    )
    assessment = assess(Manual.load(tmp_path), date(2026, 9, 30))
    assert assessment is not None
    assert assessment.edition.name is EditionName.RNQ_2019
    new = next(change for change in edition_changes(assessment).changed if change.number == 33)
    assert [item.evidence.id for item in new.serving] == ["A", "B"]
    assert [item.evidence.id for item in new.since] == ["B"]
    assert [piece.fate for piece in new.wording] == [Fate.ADDED]


BASE = "name: Test\nlanguage: en\ncategories: [training]\n"
CERTIFICATE = "certificate: {obtained: 2024-01-10, expires: 2027-01-09}\n"
DAY = date(2026, 6, 1)
FORCES: list[tuple[str, str, str, tuple[str, bool] | None]] = [
    ("", "rnq-2019", "2026-06-01", None),
    ("audits: [{type: surveillance, date: 2026-10-31}]\n", "rnq-2019", "2026-10-31", None),
    ("audits: [{type: surveillance, date: 2026-11-01}]\n", "rnq-2026", "2026-11-01", None),
    # A mock audit is on no edition of its own.
    ("audits: [{type: mock, date: 2026-12-01}]\n", "rnq-2019", "2026-06-01", None),
    (
        "audits: [{type: surveillance, date: 2026-07-01}, {type: renewal, date: 2027-01-05}]\n",
        "rnq-2019",
        "2026-07-01",
        ("2027-01-05", True),
    ),
    # The certificate expires on 9 January 2027: the renewal is to be held by 9 September 2026,
    # still on the old edition.
    (CERTIFICATE, "rnq-2019", "2026-06-01", None),
    (
        CERTIFICATE.replace("2027-01-09", "2028-01-09"),
        "rnq-2019",
        "2026-06-01",
        ("2027-09-09", False),
    ),
    ("audits: [{type: renewal, date: 2027-02-01}]\n" + CERTIFICATE, "rnq-2026", "2027-02-01", None),
]


@pytest.mark.parametrize(("more", "edition", "day", "following"), FORCES)
def test_the_edition_in_force(
    tmp_path: Path, more: str, edition: str, day: str, following: tuple[str, bool] | None
) -> None:
    """Would catch an audit told to be on the wrong edition,
    and a change of edition to come that is not told.
    """
    (tmp_path / "organisation.yaml").write_text(BASE + more)
    organisation = Manual.load(tmp_path).organisation
    assert organisation is not None
    force = in_force(organisation, DAY)
    assert (force.edition.name, force.day.isoformat()) == (edition, day)
    coming = force.following
    assert (coming and (coming.day.isoformat(), coming.planned)) == following


@pytest.mark.parametrize(("root", "said"), [(".", "reworded"), ("examples/cfa", "réécrit")])
def test_the_command(root: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Would catch text in another language than the manual's,
    and JSON that says something else than the text.
    """
    assert cli.run(["editions", "diff", str(EXAMPLE / root)]) == 0
    text = capsys.readouterr().out
    assert f"({said})" in text
    assert cli.run(["editions", "diff", str(EXAMPLE / root), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [one["number"] for one in document["changed"]] == CHANGED
    for change in document["changed"]:
        pieces = change["law"]["pieces"]
        assert (
            "".join(piece["text"] for piece in pieces if piece["fate"] != "removed")
            == change["law"]["after"]
        )
        assert (f"\n{change['number']}. " in text) == change["applies"]
        assert all(mark["source"] and mark["date"] for mark in change["provisional"])


def test_the_command_on_a_manual_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a traceback where the gate has a finding to tell."""
    (tmp_path / "organisation.yaml").write_text("name: [\n")
    assert cli.run(["editions", "diff", str(tmp_path)]) == 2
    assert "organisation.yaml:" in capsys.readouterr().out


def page(audience: Audience) -> str:
    """Return the page's macro for one audience."""
    view = RenderContext(verdict(), audience=audience)
    return callable_from_pages(view)["edition_changes"](PageContext("docs/editions.md", Site()))


def test_the_page() -> None:
    """Would catch new words told by colour alone, and a doubt without its source and date."""
    shown = page(Audience.INTERNAL)
    assert "<ins>" in shown
    assert "<del>" in shown
    assert shown.count("[new: ") == shown.count("<ins>") - 1  # the legend's
    assert shown.count("[gone: ") == shown.count("<del>") - 1
    assert "(no reading guide known for this edition; last looked on 2\u00a0October" in shown


def test_who_sees_what() -> None:
    """Would catch the team's own preparation on a site for others,
    or a proof of theirs that the public may not see.
    """
    shown = page(Audience.AUDITOR)
    assert "<ins>" in shown
    assert "EV-005" in shown
    assert "Newly expected" not in shown
    assert "after the new text" not in shown
    assert not page(Audience.PUBLIC)  # how it prepares for a text is not for everybody
