"""Annotations on GitHub: no title, name or message can give the runner a command."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from manuals import entry

from preuve.finding import Finding, Place, Severity
from preuve.gate import Verdict
from preuve.manual import Manual
from preuve.report import Format, render
from preuve.words import say

if TYPE_CHECKING:
    from pathlib import Path

    from manuals import ManualFolder

_LINE = re.compile(r"::(?P<command>[a-z-]+) (?P<properties>[^:\r\n]*)::(?P<data>[^\r\n]*)")
_SIGNS = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def _understood(line: str) -> tuple[str, dict[str, str], str]:
    """Return what GitHub's runner makes of a line: its command, its properties, its message."""
    found = _LINE.fullmatch(line)
    assert found is not None, line
    properties = dict(one.split("=", 1) for one in found["properties"].split(","))
    return found["command"], {name: _plain(value) for name, value in properties.items()}, _plain(found["data"])


def _plain(text: str) -> str:
    return re.sub("%(0D|0A|3A|2C|25)", lambda found: _SIGNS[found[0]], text)


def _verdict(root: Path, *findings: Finding) -> Verdict:
    return Verdict(Manual.load(root), date(2026, 9, 30), None, findings)


HOSTILE = [
    "plain",
    "50 % off: now, or never",
    "%0A::error::x",
    "%250A",
    "a\n::error::taken over",
    "a\r::error::taken over",
    "a\r\n::set-output name=x::y",
    "::set-output name=x::y",
    "::add-mask::secret",
    "::stop-commands::end",
    "##[error]old",
    "a,line=99,col=1::b",
    "été – “😀”",
    "",
    "{braces} %s {0}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_one_finding_is_one_command(tmp_path: Path, text: str) -> None:
    """Would catch a text that ends its own annotation and begins a command, and one that arrives changed."""
    finding = Finding("draft-only", Severity.WARNING, say("{t}", t=text), Place(text, 3, 7), say("Do {t}.", t=text), 4, text)
    written = render(_verdict(tmp_path, finding, finding), Format.GITHUB)
    lines = written.split("\n")
    assert lines.pop() == ""
    assert lines == [lines[0]] * 2
    command, properties, message = _understood(lines[0])
    assert command == "warning"
    assert properties == {"file": text, "line": "3", "col": "7", "title": "draft-only"}
    assert message == f"{text} → Do {text}."


def test_severities(tmp_path: Path) -> None:
    """Would catch a warning shown as an error, which would seem to close the gate."""
    findings = [Finding("r", severity, say("m"), Place("f", 1, 1), say("h"), None, None)
                for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)]  # fmt: skip
    lines = render(_verdict(tmp_path, *findings), Format.GITHUB).splitlines()
    assert [_understood(line)[0] for line in lines] == ["error", "warning", "notice"]


def test_a_title_in_the_index_gives_no_command(folder: ManualFolder) -> None:
    """Would catch the same by the whole way from a file to the runner."""
    title = '"50 %: a, b\\n::error::x\\r::set-output name=y::z %0A::stop-commands::t"'
    folder.whole(
        entry("x", title=title, indicators="[4]", valid_until="2026-10-01"),
        entry("y", indicators="[4]", status='"x\\n::error::y"'),
        entry("z", indicators="[4]", place=None, file='"evidence/a,b%: ::c.pdf"'),
    )
    folder.write("docs/criteria/a,line=9%0A::b.md", "---\nindicator: 40\n---\nText.\n")
    lines = render(folder.check(), Format.GITHUB).removesuffix("\n").split("\n")
    understood = [_understood(line) for line in lines]
    assert sorted(properties["title"] for _, properties, _ in understood) == [
        "evidence-due-soon", "invalid-value", "invalid-value", "unknown-indicator-page",
    ]  # fmt: skip
    assert "docs/criteria/a,line=9%0A::b.md" in {properties["file"] for _, properties, _ in understood}


def test_nothing_found(folder: ManualFolder) -> None:
    """Would catch an annotation on a pull request in which all is well."""
    folder.whole()
    assert render(folder.check(), Format.GITHUB) == ""
