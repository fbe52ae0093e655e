"""Annotations on GitHub: no title, name or message can give the runner a command."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest
from manuals import entry

from preuve.core.finding import Diagnostic, Finding, Place, Severity
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.gate.gate import Verdict
from preuve.model.manual import Manual
from preuve.report import Format, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copies import Copy
    from manuals import ManualFolder

_LINE = re.compile(
    r"::(?P<command>error|warning|notice) (?P<properties>[^:\r\n]*)::(?P<data>[^\r\n]*)"
)
_SIGNS = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def _understood(line: str) -> tuple[str, dict[str, str], str]:
    """Return what GitHub's runner makes of a line: its command, its properties, its message."""
    found = _LINE.fullmatch(line)
    assert found is not None, line
    properties = dict(word.split("=", 1) for word in found["properties"].split(","))
    return (
        found["command"],
        {name: _plain(value) for name, value in properties.items()},
        _plain(found["data"]),
    )


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
    """Would catch a text that ends its own annotation and begins a command,
    and one that arrives changed.
    """
    name = f"a {text}"
    (tmp_path / name).touch()
    finding = Finding(
        Diagnostic(
            RuleName.DRAFT_ONLY,
            say("{t}", t=text),
            Place(name, 3, 7),
            say("Do {t}.", t=text),
            4,
            text,
        ),
        Severity.WARNING,
    )
    written = render(_verdict(tmp_path, finding, finding), Format.GITHUB)
    lines = written.split("\n")
    assert lines.pop() == ""
    assert lines == [lines[0]] * 2
    command, properties, message = _understood(lines[0])
    assert command == "warning"
    assert properties == {"file": name, "line": "3", "col": "7", "title": "draft-only"}
    assert message == f"{text} → Do {text}."


def test_severities(tmp_path: Path) -> None:
    """Would catch a warning shown as an error, which would seem to close the gate."""
    findings = [
        Finding(Diagnostic(RuleName.DRAFT_ONLY, say("m"), Place("f", 1, 1), say("h")), severity)
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
    ]
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
        "evidence-due-soon",
        "invalid-value",
        "invalid-value",
        "unknown-indicator-page",
    ]
    assert "docs/criteria/a,line=9%0A::b.md" in {
        properties["file"] for _, properties, _ in understood
    }


def test_nothing_found(folder: ManualFolder) -> None:
    """Would catch an annotation on a pull request in which all is well."""
    folder.whole()
    assert render(folder.check(), Format.GITHUB) == ""


def test_a_page_that_is_missing_has_no_line(folder: ManualFolder) -> None:
    """Would catch an annotation on a file that does not exist:
    GitHub would show it nowhere in the changes.
    """
    folder.whole()
    (folder.root / "docs/criteria/criterion-2/indicator-05.md").unlink()
    ((_, properties, message),) = [
        _understood(line) for line in render(folder.check(), Format.GITHUB).splitlines()
    ]
    assert properties == {"title": "missing-page"}
    assert "Create docs/criteria/criterion-2/indicator-05.md" in message


COUNTS = {
    "ten": (10, 10, None),
    "eleven": (11, 9, "Not shown here: 2 errors."),
    "many": (200, 9, "Not shown here: 191 errors."),
}


@pytest.mark.parametrize(("number", "shown", "told"), COUNTS.values(), ids=COUNTS)
def test_ten_of_a_kind_at_most(tmp_path: Path, number: int, shown: int, told: str | None) -> None:
    """Would catch findings that GitHub drops without a word:
    it shows ten annotations of a kind for a step.
    """
    (tmp_path / "f").touch()
    errors = [
        Finding(
            Diagnostic(RuleName.DRAFT_ONLY, say("m"), Place("f", line, 1), say("h")), Severity.ERROR
        )
        for line in range(1, number + 1)
    ]
    note = Finding(
        Diagnostic(RuleName.DRAFT_ONLY, say("m"), Place("f", 1, 1), say("h")), Severity.INFO
    )
    understood = [
        _understood(line)
        for line in render(_verdict(tmp_path, *errors, note), Format.GITHUB).splitlines()
    ]
    assert [command for command, _, _ in understood] == ["error"] * min(number, 10) + ["notice"]
    lines = [
        properties["line"]
        for command, properties, _ in understood
        if command == "error" and "line" in properties
    ]
    assert lines == [str(line) for line in range(1, shown + 1)]
    if told is not None:
        assert understood[9][2].startswith(told)
        assert understood[9][1] == {"title": "preuve"}


def test_what_a_baseline_knows_is_not_annotated(tmp_path: Path) -> None:
    """Would catch old faults that crowd out what a pull request brings."""
    old = Finding(
        Diagnostic(RuleName.DRAFT_ONLY, say("m"), Place("f", 1, 1), say("h")),
        Severity.ERROR,
        known=True,
    )
    verdict = _verdict(tmp_path, *[old] * 20, old._replace(known=False))
    assert render(verdict, Format.GITHUB).count("::error ") == 1


BROKEN = [
    ("evidence_index.yaml", "status: approved", "status: aproved"),
    ("evidence_index.yaml", "dated: 2026-", "dated: 2026/"),
    ("evidence_index.yaml", "stage: formalised", "stage: formalized"),
    ("evidence_index.yaml", "owner: quality", "owner: qualty"),
    ("evidence_index.yaml", "file: evidence/", "file: evidences/"),
    ("evidence_index.yaml", "url: https://", "url: http://"),
    ("evidence_index.yaml", "review_every: 12 months", "review_evry: 12 months"),
    ("evidence_index.yaml", "access: on_request", "access: on_demand"),
    ("evidence_index.yaml", "kind: record", "kind: rekord"),
    ("evidence_index.yaml", "indicators: [1", "indicators: [100, 1"),
    ("organisation.yaml", "decided_by: quality", "decided_by: somebody"),
    ("docs/criteria/criterion-2/indicator-05.md", "indicator: 5", "indicator: 45"),
    ("docs/criteria/criterion-3/indicator-09.md", "indicator: 9", "indicator: 8"),
]


def _git(copy: Copy, *arguments: str) -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=copy.root, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_pull_request(copy: Copy) -> None:
    """Would catch annotations that a reviewer does not see:
    on other files, on lines that do not exist, or too many.
    """
    for arguments in (
        ["init", "-q"],
        ["add", "-A"],
        ["commit", "-qm", "Before"],
        ["checkout", "-qb", "proposal"],
    ):
        _git(copy, *arguments)
    for file, good, bad in BROKEN:
        copy.change(file, good, bad)
    copy.change(
        "evidence_index.yaml",
        "    title: ",
        '    title: "50 %: a, b\\n::error file=x::taken over" # ',
    )
    _git(copy, "commit", "-qam", "Several faults")
    changed = {
        name: set(_added(_git(copy, "diff", "-U0", "HEAD~", "HEAD", "--", name)))
        for name in _git(copy, "diff", "--name-only", "HEAD~", "HEAD").splitlines()
    }
    done = copy.run("preuve", "check", "--format", "github")
    assert done.returncode == 1
    understood = [_understood(line) for line in done.stdout.splitlines()]
    errors = [
        (properties, message) for command, properties, message in understood if command == "error"
    ]
    assert len(errors) == 10
    placed = [properties for properties, _ in errors if "file" in properties]
    assert len(placed) >= 8
    for properties in placed:
        assert int(properties["line"]) in changed[properties["file"]], properties
    assert "Not shown here" in errors[-1][1]
    summary = copy.run("preuve", "check", "--format", "summary").stdout
    found = copy.run("preuve", "check", "--format", "text").stdout
    assert summary.count("| error |") == found.count(": error [") > 10


def _added(diff: str) -> Iterator[int]:
    """Yield the numbers of the lines that a diff without context adds or changes."""
    for start, count in re.findall(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", diff, re.MULTILINE):
        yield from range(int(start), int(start) + int(count or 1))
