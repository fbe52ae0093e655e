"""Findings as JUnit XML, for the test page of a build server: a test case for each indicator and
one for each rule.

The cases are the same on every run, so that the page can tell what newly failed. An error is told
once: by the indicator it is about, else by its rule. What does not close the gate is in the case's
output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from preuve.assess.assessment import IndicatorState
from preuve.assess.labels import counted
from preuve.core.finding import Severity
from preuve.core.words import Translator, say
from preuve.gate.weakened import weakened_words
from preuve.report.text import printable
from preuve.rulebook import RULES

if TYPE_CHECKING:
    from preuve.assess.assessment import AssessedIndicator
    from preuve.core.finding import Finding
    from preuve.core.words import Message
    from preuve.gate.gate import Verdict
    from preuve.rulebook import Rule


def render_junit(verdict: Verdict) -> str:
    """Return a JUnit document: errors are failures;
    what does not apply, is accepted or switched off is skipped.
    """
    words = Translator(verdict.manual.language)
    indicators = verdict.assessment.indicators if verdict.assessment else ()
    by_indicator: dict[int, list[Finding]] = {indicator.number: [] for indicator in indicators}
    by_rule: dict[str, list[Finding]] = {rule.name: [] for rule in RULES}
    for finding in verdict.findings:
        if finding.indicator in by_indicator:
            by_indicator[finding.indicator].append(finding)
        else:
            by_rule[finding.rule].append(finding)
    document = Element("testsuites", name="preuve")
    first = _suite(document, words(say("Indicators")), verdict)
    for indicator in indicators:
        _indicator(first, indicator, by_indicator[indicator.number], words)
    second = _suite(document, words(say("Rules")), verdict)
    for rule in RULES:
        _rule(second, rule, by_rule[rule.name], verdict, words)
    if (sentence := weakened_words(verdict.manual.organisation)) is not None:
        SubElement(second, "system-out").text = printable(words(sentence))
    for suite in (first, second):
        _count(suite)
    _count(document)
    indent(document)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(document, encoding="unicode") + "\n"
    )


def _suite(document: Element, name: str, verdict: Verdict) -> Element:
    return SubElement(
        document, "testsuite", name=name, timestamp=f"{verdict.on.isoformat()}T00:00:00", time="0"
    )


def _indicator(
    suite: Element, indicator: AssessedIndicator, findings: list[Finding], words: Translator
) -> None:
    name = words(
        say(
            "Indicator {number} ({title})",
            number=indicator.number,
            title=words.localized(indicator.indicator.title),
        )
    )
    case = SubElement(
        suite,
        "testcase",
        classname=f"criterion-{indicator.indicator.criterion}",
        name=printable(name),
        time="0",
    )
    if indicator.state is IndicatorState.NOT_APPLICABLE:
        _skip(case, indicator.applicability.reason, words)
    elif indicator.waiver is not None:
        _skip(
            case,
            say(
                "Accepted until {day}: {reason}",
                day=indicator.waiver.until,
                reason=indicator.waiver.reason,
            ),
            words,
        )
    _tell(case, findings, words)


def _rule(
    suite: Element, rule: Rule, findings: list[Finding], verdict: Verdict, words: Translator
) -> None:
    case = SubElement(suite, "testcase", classname=rule.family, name=rule.name, time="0")
    organisation = verdict.manual.organisation
    if organisation is not None and organisation.severity.get(rule.name) is Severity.OFF:
        _skip(case, say("Switched off in organisation.yaml."), words)
    _tell(case, findings, words)


def _skip(case: Element, why: Message, words: Translator) -> None:
    SubElement(case, "skipped", message=printable(words(why)))


def _tell(case: Element, findings: list[Finding], words: Translator) -> None:
    """Write one failure that holds every error, since most pages show only the first,
    and the rest as output.
    """
    errors = [
        finding for finding in findings if finding.severity is Severity.ERROR and not finding.known
    ]
    if errors:
        first = (
            printable(words(errors[0].message))
            if len(errors) == 1
            else words(counted(Severity.ERROR, len(errors)))
        )
        failure = SubElement(case, "failure", type=errors[0].rule, message=first)
        failure.text = "\n".join(_line(finding, words) for finding in errors)
    others = [
        finding for finding in findings if finding.severity is not Severity.ERROR or finding.known
    ]
    if others:
        SubElement(case, "system-out").text = "\n".join(_line(finding, words) for finding in others)


def _line(finding: Finding, words: Translator) -> str:
    sentence = f"{words(finding.message)} → {words(finding.help)}"
    return printable(
        f"{finding.place}: {words(finding.severity.label)} [{finding.rule}] {sentence}"
    )


def _count(element: Element) -> None:
    """Write how many cases are below, and how many of them failed or were skipped."""
    cases = list(element.iter("testcase"))
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", "0")
    if element.tag == "testsuite":  # the document itself has no such attribute
        element.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
