"""The report for people: where, what, what to do; and nothing that a terminal would obey."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from manuals import ORGANISATION, entry

from preuve.core.finding import Diagnostic, Finding, Place, Severity
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.gate.gate import Verdict
from preuve.model.manual import Manual
from preuve.report import Format, render
from preuve.report.text import printable

if TYPE_CHECKING:
    from pathlib import Path

    from manuals import ManualFolder

_INK = re.compile(r"\x1b\[[0-9;]*m")


def _report(folder: ManualFolder) -> list[str]:
    return render(folder.check(), Format.TEXT).split("\n")


def test_a_report(folder: ManualFolder) -> None:
    """Would catch a finding without its place, its rule or its way out,
    files mixed up, and errors below warnings.
    """
    folder.whole(
        entry("x", indicators="[4]", valid_until="2026-10-01"),
        entry("y", indicators="[4]", status="aproved"),
        organisation=ORGANISATION
        + (
            "waivers:\n  - {rule: draft-only, indicator: 9, reason: r, owner: qualty, until: "
            "2026-12-31}\n"
        ),
    )
    lines = _report(folder)
    assert lines[0] == "evidence_index.yaml"
    assert re.fullmatch(r"  evidence_index\.yaml:[0-9]+:13: error \[invalid-value\]", lines[1])
    assert lines[2].startswith("    “aproved” is not one of: draft")
    assert lines[3].startswith("    → Did you mean “approved”?")
    assert [line for line in lines if line and not line.startswith(" ")] == [
        "evidence_index.yaml",
        "organisation.yaml",
        "organisation.yaml",
        "evidence_index.yaml",
        (
            "rnq-2019, on 30\xa0September\xa02026: 22 covered, 0 partial, 0 missing, 10 not "
            "applicable, 0 waived."
        ),
        "2 errors, 1 warning, 1 note. The gate is closed.",
    ]


def test_a_good_report_is_two_lines(folder: ManualFolder) -> None:
    """Would catch noise where nothing is wrong,
    and the word that only a certification body may say.
    """
    folder.whole()
    text = render(folder.check(), Format.TEXT)
    assert text.count("\n") == 2
    assert text.endswith("0 errors, 0 warnings, 0 notes. The gate is open.\n")
    assert "complian" not in text


def test_one_is_not_said_in_the_plural(folder: ManualFolder) -> None:
    """Would catch “1 errors”."""
    folder.whole(entry("x", indicators="[4]", dated="soon"))
    assert _report(folder)[-2] == "1 error, 0 warnings, 0 notes. The gate is closed."


HOSTILE = {
    "colour": "\x1b[31mred\x1b[0m",
    "title of the window": "\x1b]0;owned\x07",
    "an 8-bit sequence": "\x9b31m",
    "clear the screen": "\x1bc\x1b[2J",
    "back over what was said": "error\r      \b\b\b",
    "more lines": "a\n  fine.yaml:1:1: note\nb\x0bc\x0cd\x85e\u2028f\u2029g",
    "right to left": "\u202egnp.exe\u202c",
    "invisible": "a\u200b\u200d\ufeffb",
    "half a character": "\ud800",
    "NUL": "a\0b",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("colour", [True, False])
def test_nothing_that_a_terminal_would_obey(tmp_path: Path, text: str, colour: bool) -> None:  # noqa: FBT001
    """Would catch a title that hides a finding, adds one, or takes over the terminal."""
    finding = Finding(
        Diagnostic(
            RuleName.DRAFT_ONLY, say("A {t}.", t=text), Place(text, 1, 1), say("B {t}.", t=text)
        ),
        Severity.ERROR,
    )
    verdict = Verdict(Manual.load(tmp_path), date(2026, 9, 30), None, (finding,))
    written = render(verdict, Format.TEXT, colour=colour)
    assert written.count("\n") == 7
    left = _INK.sub("", written) if colour else written
    assert all(character.isprintable() or character in "\n\xa0" for character in left)


def test_a_title_in_the_index_does_not_colour(folder: ManualFolder) -> None:
    """Would catch the same by the whole way from a file to the screen."""
    title = '"a \\e[31m \\r\\n fine.yaml:1:1: \\a \\x9b2J \\u202e \\0"'
    folder.whole(
        entry("x", title=title, indicators="[4]", valid_until="2026-10-01"),
        entry("y", indicators="[4]", status='"\\e[2J"', place='"\\e[31m"'),
        entry("z", indicators="[4]", place=None, file='"evidence/\\e[31m.pdf"')
        + '    "\\e[31m": x\n',
        organisation=ORGANISATION.replace("name: Test", 'name: "\\e[31m"  #'),
    )
    folder.write("docs/criteria/\x1b[31m.md", "---\nindicator: 40\n---\nText.\n")
    written = render(folder.check(), Format.TEXT)
    assert "fine.yaml" in written
    assert all(character.isprintable() or character in "\n\xa0" for character in written)


def test_plain() -> None:
    """Would catch words that lose their accents on the way."""
    assert printable("Réunion – “été” n°3 😀 漢字") == "Réunion – “été” n°3 😀 漢字"
    assert printable("a\tb\xa0c") == "a b c"


def test_colours(folder: ManualFolder) -> None:
    """Would catch colours where none were asked for, and words that differ with them."""
    folder.whole(entry("x", indicators="[4]", status="aproved"))
    verdict = folder.check()
    coloured, bare = (render(verdict, Format.TEXT, colour=colour) for colour in (True, False))
    assert "\x1b" not in bare
    assert "\x1b[31;1m" in coloured
    assert _INK.sub("", coloured) == bare
