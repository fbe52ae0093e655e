"""Findings as JUnit XML: one test case for each indicator, and one for each error that is about none."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from preuve.finding import Severity
from preuve.report.text import plain
from preuve.words import Words, say

if TYPE_CHECKING:
    from preuve.assessment import AssessedIndicator
    from preuve.finding import Finding
    from preuve.gate import Verdict


def render_junit(verdict: Verdict) -> str:
    """Return a JUnit document: errors are failures, an indicator that does not apply is skipped."""
    words = Words(verdict.manual.language)
    suite = Element("testsuite", name="preuve", timestamp=f"{verdict.on.isoformat()}T00:00:00")
    errors = [one for one in verdict.findings if one.severity is Severity.ERROR and not one.known]
    indicators = verdict.assessment.indicators if verdict.assessment else ()
    for one in indicators:
        _indicator(suite, one, [error for error in errors if error.indicator == one.number], words)
    told = {one.number for one in indicators}
    for error in errors:
        if error.indicator not in told:
            case = SubElement(suite, "testcase", classname=error.rule, name=plain(str(error.place)))
            _failure(case, error, words)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in suite)))
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in suite)))
    suite.set("errors", "0")
    document = Element("testsuites")
    document.append(suite)
    indent(document)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(document, encoding="unicode") + "\n"


def _indicator(suite: Element, one: AssessedIndicator, errors: list[Finding], words: Words) -> None:
    name = words(say("Indicator {number} ({title})", number=one.number, title=words.either(one.indicator.title)))
    case = SubElement(suite, "testcase", classname=f"criterion-{one.indicator.criterion}", name=plain(name))
    if not one.applicability.applies:
        SubElement(case, "skipped", message=plain(words(one.applicability.reason)))
    for error in errors:
        _failure(case, error, words)


def _failure(case: Element, error: Finding, words: Words) -> None:
    failure = SubElement(case, "failure", type=error.rule, message=plain(words(error.message)))
    failure.text = plain(f"{error.place} → {words(error.help)}")
