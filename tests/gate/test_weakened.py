"""A gate that was weakened says so: in the last line of every report, in the manual's language."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from manuals import ORGANISATION, entry

from preuve.core.finding import Severity
from preuve.core.words import Translator
from preuve.gate.weakened import weakened
from preuve.report import Format, render
from preuve.report.draft import draft_message

if TYPE_CHECKING:
    from manuals import ManualFolder

CHOSEN = (
    "severity: {missing-evidence: off, stale-evidence: info, only-formalised: error, missing-page: "
    "warning}\n"
)
SENTENCE = (
    "Weakened by organisation.yaml: missing-evidence (off), stale-evidence (info instead of "
    "warning), "
    "missing-page (warning instead of error)."
)


def test_only_what_is_lighter_is_named(folder: ManualFolder) -> None:
    """Would catch a stricter rule called weakened, or a lighter one passed over."""
    folder.whole(organisation=ORGANISATION + CHOSEN)
    rules = [
        (weak.rule.value, weak.severity, weak.usual)
        for weak in weakened(folder.check().manual.organisation)
    ]
    assert rules == [
        ("missing-evidence", Severity.OFF, Severity.ERROR),
        ("stale-evidence", Severity.INFO, Severity.WARNING),
        ("missing-page", Severity.WARNING, Severity.ERROR),
    ]
    folder.write("organisation.yaml", ORGANISATION)
    assert weakened(folder.check().manual.organisation) == ()
    assert weakened(None) == ()


@pytest.mark.parametrize("form", [Format.TEXT, Format.SUMMARY, Format.GITHUB])
def test_the_last_line_names_it(folder: ManualFolder, form: Format) -> None:
    """Would catch an open gate that nobody can tell from one that was
    opened by a line in a file.
    """
    folder.whole(
        entry("x", indicators="[4]", valid_until="2026-10-01"), organisation=ORGANISATION + CHOSEN
    )
    last = render(folder.check(), form).rstrip("\n").rpartition("\n")[2]
    assert unescape(last).replace("\xa0", " ").endswith(SENTENCE)
    folder.write("organisation.yaml", ORGANISATION)
    assert "Weakened" not in render(folder.check(), form)
    folder.write("organisation.yaml", ORGANISATION.replace("language: en", "language: fr") + CHOSEN)
    assert "Affaibli" in render(folder.check(), form)


def test_programs_are_told(folder: ManualFolder) -> None:
    """Would catch a report for programs in which a weakened gate looks like any other."""
    folder.whole(organisation=ORGANISATION + CHOSEN)
    (run,) = json.loads(render(folder.check(), Format.SARIF))["runs"]
    assert run["properties"]["weakened"][0] == {
        "rule": "missing-evidence",
        "severity": "off",
        "usual": "error",
    }
    last = list(ET.fromstring(render(folder.check(), Format.JUNIT)).iter())[-1]  # noqa: S314 - our own
    assert (last.tag, last.text) == ("system-out", SENTENCE)


def test_a_draft_names_it_too(folder: ManualFolder) -> None:
    """Would catch a draft, on a screen, on paper or in a pack, whose gate was opened by a line
    in a file and that does not say so.
    """
    folder.whole(organisation=ORGANISATION + CHOSEN)
    message = Translator("en")(draft_message(folder.check()))
    assert message.replace("\xa0", " ").endswith(SENTENCE)
    folder.write("organisation.yaml", ORGANISATION)
    assert "Weakened" not in Translator("en")(draft_message(folder.check()))
