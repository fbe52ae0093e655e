"""JUnit XML: valid, the same cases on every run, and each error told once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from manuals import DAY, EXAMPLE, ORGANISATION, ROOT, entry
from xmlschema import XMLSchema

from preuve.core.finding import Severity
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.report import Format, render
from preuve.rulebook import RULES

if TYPE_CHECKING:
    from manuals import ManualFolder

    from preuve.core.words import Language
    from preuve.gate.gate import Verdict

GAPS = ROOT / "examples" / "gaps"


@cache
def _schema() -> XMLSchema:
    return XMLSchema(Path(__file__).parent / "schemas" / "junit-10.xsd")


def _document(verdict: Verdict) -> ET.Element:
    """Return a verdict's document, which is valid."""
    text = render(verdict, Format.JUNIT)
    _schema().validate(text)
    return ET.fromstring(text.encode())  # noqa: S314 - our own


def _cases(document: ET.Element) -> dict[str, ET.Element]:
    cases = {
        f"{case.get('classname')} {case.get('name')}": case for case in document.iter("testcase")
    }
    assert len(cases) == len(list(document.iter("testcase"))), (
        "two cases of one name are one to a build server"
    )
    return cases


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "root", [EXAMPLE, GAPS, EXAMPLE / "absent"], ids=["the example", "gaps", "unusable"]
)
def test_documents_are_valid(root: Path, language: Language) -> None:
    """Would catch a document that a build server refuses, an error lost, and one told twice."""
    verdict = gate.check(Manual.load(root)._replace(language=language), DAY)
    document = _document(verdict)
    cases = _cases(document)
    indicators = len(verdict.assessment.indicators) if verdict.assessment else 0
    assert len(cases) == indicators + len(RULES)
    failed = [
        case.findtext("failure") or ""
        for case in cases.values()
        if case.find("failure") is not None
    ]
    said = "\n".join(failed).splitlines()
    assert len(said) == verdict.count(Severity.ERROR)
    assert [document.get(name) for name in ("tests", "failures", "errors")] == [
        str(len(cases)),
        str(len(failed)),
        "0",
    ]
    assert bool(failed) is not verdict.ok
    others = [
        line for case in cases.values() for line in (case.findtext("system-out") or "").splitlines()
    ]
    assert len(said) + len(others) == len(verdict.findings)


def test_the_schema_would_refuse() -> None:
    """Would catch a schema that everything fits."""
    text = render(gate.check(Manual.load(GAPS), DAY), Format.JUNIT)
    assert not _schema().is_valid(
        text.replace("<failure ", "<fault ").replace("</failure>", "</fault>")
    )
    assert not _schema().is_valid(text.replace(' tests="', ' cases="'))


def test_where_a_finding_stands(folder: ManualFolder) -> None:
    """Would catch a page that does not show which indicator,
    or which rule, is at fault and where.
    """
    folder.whole(
        entry("x", indicators="[4]", owner="qualty"),
        entry("y", indicators="[5]", valid_until="2026-09-01"),
    )
    (folder.root / "docs/criteria/criterion-2/indicator-06.md").unlink()
    cases = _cases(_document(folder.check()))
    missing = cases["criterion-2 Indicator 6 (Contents and methods)"].find("failure")
    assert missing is not None
    assert missing.get("type") == "missing-page"
    assert (missing.text or "").startswith(
        "docs/criteria/criterion-2/indicator-06.md:1:1: error [missing-page] Indicator 6"
    )
    assert "→ Create docs/" in (missing.text or "")
    owner = cases["references unknown-owner"].find("failure")
    assert owner is not None
    assert "Did you mean “quality”?" in (owner.text or "")
    assert "warning [stale-evidence] EV-y" in (
        cases["coverage stale-evidence"].findtext("system-out") or ""
    )


def test_what_is_not_asked_for_is_skipped(folder: ManualFolder) -> None:
    """Would catch what does not apply, is accepted or switched off shown as good."""
    waiver = (
        "waivers:\n  - {rule: missing-evidence, indicator: 4, reason: at work, owner: quality, "
        "until: 2026-12-31}\n"
    )
    folder.whole(organisation=ORGANISATION + "severity: {renewal-late: off}\n" + waiver)
    index = folder.root / "evidence_index.yaml"
    text = index.read_text(encoding="utf-8")
    for proof in (entry(4), entry(4, id="EV-4-I", stage="implemented")):
        text = text.replace(proof, "")
    index.write_text(text, encoding="utf-8")
    cases = _cases(_document(folder.check()))
    skipped = {name: case.find("skipped") for name, case in cases.items()}
    why = {name: one.get("message") for name, one in skipped.items() if one is not None}
    assert why["criterion-1 Indicator 3 (Award rates, blocks and openings)"] is not None
    assert (
        why["criterion-2 Indicator 4 (Needs analysis)"]
        == "Accepted until 31 December 2026: at work"
    )
    assert why["cycle renewal-late"] == "Switched off in organisation.yaml."
    assert len(why) == 12


def test_known_errors_do_not_fail(folder: ManualFolder) -> None:
    """Would catch a red build for what a baseline accepts."""
    folder.whole(entry("x", indicators="[4]", owner="qualty"))
    verdict = folder.check()
    document = _document(
        verdict._replace(
            findings=tuple(finding._replace(known=True) for finding in verdict.findings)
        )
    )
    assert document.get("failures") == "0"


def test_hostile_text_is_only_text(folder: ManualFolder) -> None:
    """Would catch a title that is markup, or a character that XML cannot hold."""
    title = '"</failure><x a=\\"b\\"> ]]> & \\0 \\e[31m \\x07 \\n \\u2028"'
    folder.whole(
        entry("x", title=title, indicators="[4]", valid_until="2026-10-01", place='"x\\0"')
    )
    document = _document(folder.check())
    assert document.find(".//x") is None
    assert "</failure><x" in (
        _cases(document)["coverage evidence-due-soon"].findtext("system-out") or ""
    )
