"""The manual as a whole: what is judged when part of it cannot be read,
its day and its language.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from helpers import said
from manuals import DAY, ORGANISATION, entry

from preuve.console.outcome import status
from preuve.model.manual import Manual
from preuve.model.site_settings import PAGE_ENDINGS
from preuve.report import OF_A_VERDICT, Format, render
from preuve.rulebook import BY_NAME, Family

if TYPE_CHECKING:
    from manuals import ManualFolder

# What a file is replaced by (None: taken away) → exit status and the places of all that is found.
UNUSABLE: dict[str, tuple[str, str | bytes | None, str]] = {
    "no organisation": ("organisation.yaml", None, "unreadable-file organisation.yaml:1"),
    "no index": ("evidence_index.yaml", None, "unreadable-file evidence_index.yaml:1"),
    "an organisation in Latin-1": (
        "organisation.yaml",
        b"name: \xe9\n",
        "unreadable-file organisation.yaml:1",
    ),
    "an organisation with a tab": (
        "organisation.yaml",
        "name: x\n\tlanguage: en\n",
        "yaml-syntax organisation.yaml:2",
    ),
    "an index with an alias": (
        "evidence_index.yaml",
        "evidence:\n  - *x\n",
        "yaml-syntax evidence_index.yaml:2",
    ),
    "an index with a conflict": (
        "evidence_index.yaml",
        "evidence:\n<<<<<<< a\n",
        "yaml-syntax evidence_index.yaml:2",
    ),
    "an index of bytes": ("evidence_index.yaml", b"\0\1\2", "yaml-syntax evidence_index.yaml:1"),
}


@pytest.mark.parametrize(("name", "content", "found"), UNUSABLE.values(), ids=UNUSABLE)
def test_unusable(folder: ManualFolder, name: str, content: str | bytes | None, found: str) -> None:
    """Would catch 22 indicators told missing because of one file,
    and a status that says the manual was judged.
    """
    folder.whole()
    if content is None:
        (folder.root / name).unlink()
    else:
        folder.write(name, content)
    verdict = folder.check()
    assert folder.findings() == [found]
    assert verdict.assessment is None
    assert not verdict.ok
    assert status(verdict) == 2
    assert "The indicators were not judged: fix the files above first." in render(
        verdict, Format.TEXT
    )


def test_both_unusable(folder: ManualFolder) -> None:
    """Would catch a reader that stops at the first file: all faults are told in one run."""
    folder.write("docs/criteria/a.md", "---\nindicator: four\n---\n")
    assert folder.findings() == [
        "unknown-indicator-page docs/criteria/a.md:2",
        "unreadable-file evidence_index.yaml:1",
        "unreadable-file organisation.yaml:1",
    ]


FAULTY = {
    "an unknown word": (
        ORGANISATION.replace("[training]", "[trainng]"),
        ["invalid-value organisation.yaml:3"],
    ),
    "two faults": (
        ORGANISATION.replace("[training]", "training") + "sites: no\n",
        ["wrong-type organisation.yaml:3", "wrong-type organisation.yaml:7"],
    ),
    "empty": ("", ["missing-key organisation.yaml:1"] * 3),
    "a list": ("- name\n", ["wrong-type organisation.yaml:1"]),
    "a text": ("name\n", ["wrong-type organisation.yaml:1"]),
}


@pytest.mark.parametrize(("organisation", "found"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_organisation(folder: ManualFolder, organisation: str, found: list[str]) -> None:
    """Would catch coverage judged by categories that were guessed, or left out without a word."""
    folder.whole(entry(4))
    folder.write("organisation.yaml", organisation)
    verdict = folder.check()
    assert folder.findings() == found
    assert verdict.assessment is None
    assert status(verdict) == 1
    text = render(verdict, Format.TEXT)
    assert "The indicators were not judged: fix the files above first." in text
    assert "The gate is closed." in text


def test_an_organisation_with_a_key_twice_is_still_judged(folder: ManualFolder) -> None:
    """Would catch one fault that hides all others, and one that lets the gate open."""
    folder.whole(entry(4))
    folder.write("organisation.yaml", ORGANISATION + "name: Another\n")
    assert [finding.rpartition(":")[0] for finding in folder.findings()] == [
        "duplicate-id evidence_index.yaml",
        "duplicate-key organisation.yaml",
    ]
    assert not folder.check().ok


def test_faults_of_reading_alone_are_told_by_reading_rules(folder: ManualFolder) -> None:
    """Would catch a rule that speaks of what could not be read."""
    folder.whole()
    folder.write("organisation.yaml", "language: [fr]\n")
    for finding in folder.check().findings:
        assert BY_NAME[finding.rule].family is Family.READING


DAYS: dict[str, tuple[str, date | None, date]] = {
    "asked for": (ORGANISATION, date(2027, 1, 1), date(2027, 1, 1)),
    "frozen by the team": (
        ORGANISATION.replace("2026-09-30", "2026-03-01"),
        None,
        date(2026, 3, 1),
    ),
    "today": (ORGANISATION.replace("as_of: 2026-09-30\n", ""), None, DAY),
    "asked for, nothing frozen": (
        ORGANISATION.replace("as_of: 2026-09-30\n", ""),
        date(2025, 1, 1),
        date(2025, 1, 1),
    ),
    "a faulty organisation": ("as_of: 2026-03-01\n", None, DAY),
}


@pytest.mark.parametrize(("organisation", "given", "day"), DAYS.values(), ids=DAYS)
def test_the_day(folder: ManualFolder, organisation: str, given: date | None, day: date) -> None:
    """Would catch a clock that is read though a day was asked for or frozen."""
    folder.write("organisation.yaml", organisation)
    assert Manual.load(folder.root).day(given, DAY) == day


LANGUAGES = {
    "French": (ORGANISATION.replace("language: en", "language: fr"), "fr"),
    "French, the rest faulty": ("language: fr\nsites: many\n", "fr"),
    "French, a key twice": (
        ORGANISATION.replace("language: en", "language: fr") + "name: Another\n",
        "fr",
    ),
    "English": (ORGANISATION, "en"),
    "another language": ("language: de\n", "en"),
    "a list": ("language: [fr]\n", "en"),
    "nothing": ("", "en"),
    "not YAML": ("language: fr\n\tname: x\n", "en"),
}


@pytest.mark.parametrize(("organisation", "language"), LANGUAGES.values(), ids=LANGUAGES)
def test_the_language(folder: ManualFolder, organisation: str, language: str) -> None:
    """Would catch a French team told of its faults in English,
    where its file says that it is French.
    """
    folder.write("organisation.yaml", organisation)
    folder.index()
    assert Manual.load(folder.root).language == language


def test_faults_are_told_in_french(folder: ManualFolder) -> None:
    """Would catch a language that is known and not used."""
    folder.write("organisation.yaml", "language: fr\ncategories: [vae]\n")
    folder.index()
    verdict = folder.check()
    (finding,) = verdict.findings
    english = said(finding.message)
    assert "missing" in english
    for form in OF_A_VERDICT:
        text = render(verdict, form)
        assert english not in text
        assert "name" in text


PAGES = {
    "---\nindicator: 4\n---\nText.\n": (4, True),
    "---\nindicator: '4'\n---\nText.\n": (4, True),
    "---\nindicator: 4\ntitle: x\n---\n# How\n": (4, False),
    (
        "---\nindicator: 4\n---\n{{ evidence() }}\n{% if x %}\n{# said #}\n<!-- said\nlater "
        "-->\n   ## How\n\n---\n"
    ): (
        4,
        False,
    ),
    "---\nindicator: 4\n---\n# Title\n#hashtag is not text\n": (4, False),
    "---\nindicator: 4\n---\n{{ evidence() }} été\n": (4, True),
    "---\nindicator: 4\n---": (4, False),
    "---\ntitle: x\n---\nText.\n": None,
    "Text.\n": None,
    "": None,
}


@pytest.mark.parametrize(("page", "expected"), PAGES.items())
def test_pages(folder: ManualFolder, page: str, expected: tuple[int, bool] | None) -> None:
    """Would catch a page that says nothing taken for one that does,
    and a page of the team's own taken for an indicator's.
    """
    folder.write("docs/criteria/page.md", page.encode())
    manual = Manual.load(folder.root)
    assert [(one.indicator, one.has_text) for one in manual.pages] == (
        [expected] if expected else []
    )
    assert not [fault for fault in manual.diagnostics if fault.place.file.endswith(".md")]


@pytest.mark.parametrize(
    "number", ["four", "", "[4]", "-4", "0", "4.0", "٤", "1" * 5000, "1:30", "04", "012", "0o11"]
)
def test_a_page_of_no_number(folder: ManualFolder, number: str) -> None:
    """Would catch a crash, or a page that silently belongs to no indicator."""
    folder.write("docs/criteria/page.md", f"---\nindicator: {number}\n---\nText.\n")
    manual = Manual.load(folder.root)
    assert manual.pages == ()
    assert [
        str(diagnostic.rule)
        for diagnostic in manual.diagnostics
        if diagnostic.place.file.endswith(".md")
    ] == ["unknown-indicator-page"]


def test_loading_does_not_follow_links_to_pages(folder: ManualFolder) -> None:
    """Would catch a page read, and published, from outside the manual."""
    folder.whole()
    folder.write("elsewhere/page.md", "---\nindicator: 4\n---\nText.\n")
    (folder.root / "docs" / "criteria" / "linked.md").symlink_to("../../elsewhere/page.md")
    (folder.root / "docs" / "linked").symlink_to("../elsewhere")
    assert folder.findings() == [
        "link-in-docs docs/criteria/linked.md:1",
        "link-in-docs docs/linked:1",
    ]


@pytest.mark.parametrize("ending", PAGE_ENDINGS)
def test_every_ending_of_a_page_is_read(folder: ManualFolder, ending: str) -> None:
    """Would catch a page that the site shows and the gate calls missing, since its name ends in
    another way; and one in which nobody looks for personal data.
    """
    folder.whole()
    page = folder.root / "docs/criteria/criterion-2/indicator-04.md"
    moved = page.rename(page.with_suffix(ending))
    assert folder.findings() == []
    moved.write_text(f"{moved.read_text(encoding='utf-8')}\nAnne: 1 84 12 76 451 089 46\n")
    assert [finding.split()[0] for finding in folder.findings()] == ["personal-data-suspected"]
