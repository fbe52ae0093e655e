"""Findings as SARIF 2.1.0, for GitHub code scanning and other programs that read it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from preuve import __version__
from preuve.core.finding import Severity
from preuve.core.fingerprint import fingerprint
from preuve.core.words import Translator, say
from preuve.gate.weakened import weakened
from preuve.report.repository_paths import from_here
from preuve.rulebook import EXAMPLE, FIX, RULES, WHY, Rule

if TYPE_CHECKING:
    from preuve.core.finding import Finding
    from preuve.gate.gate import Verdict

_TOP = say("the top of the repository; without one, the folder that preuve was run in")
# GitHub and others resolve it to the top of the repository.
_BASE = "%SRCROOT%"
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
    Severity.OFF: "none",
}
_POSITIONS = {rule.name.value: position for position, rule in enumerate(RULES)}


def render_sarif(verdict: Verdict) -> str:
    """Return a SARIF log with one run; every rule is described,
    so that a reader can explain itself.
    """
    words, organisation = Translator(verdict.manual.language), verdict.manual.organisation
    book = _rule_book(verdict)
    driver = {
        "name": "Preuve",
        "fullName": f"Preuve {__version__}",
        "version": __version__,
        **({"informationUri": book} if book else {}),
        "rules": [_rule(rule, words, book) for rule in RULES],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "preuve/"},
        "language": verdict.manual.language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": words(_TOP)}}},
        "results": _results(verdict, words),
        "properties": {
            "weakened": [rule._asdict() for rule in weakened(organisation)],
            "allowed": [entry.facts() for entry in (organisation.allow if organisation else ())],
        },
    }
    return (
        json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False)
        + "\n"
    )


def _rule_book(verdict: Verdict) -> str | None:
    """Return the address of the page on the rules,
    where the team told where its manual is published.
    """
    organisation = verdict.manual.organisation
    return (
        f"{organisation.site_url.rstrip('/')}/rules/"
        if organisation and organisation.site_url
        else None
    )


def _rule(rule: Rule, words: Translator, book: str | None) -> dict[str, Any]:
    name = "".join(part.capitalize() for part in rule.name.split("-"))
    texts = [words(rule.why), words(rule.fix)]
    return {
        "id": rule.name.value,
        "name": name,
        "shortDescription": {"text": words(rule.what)},
        "fullDescription": {"text": f"{words(rule.what)} {texts[0]}"},
        "help": {"text": "\n\n".join(texts), "markdown": _markdown(rule, words)},
        **({"helpUri": f"{book}#{rule.name}"} if book else {}),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family.value]},
    }


def _markdown(rule: Rule, words: Translator) -> str:
    parts = [
        (WHY, words(rule.why)),
        (EXAMPLE, f"```yaml\n{words.value(rule.example)}\n```"),
        (FIX, words(rule.fix)),
    ]
    return "\n\n".join(f"**{words(title)}**\n\n{text}" for title, text in parts)


def _results(verdict: Verdict, words: Translator) -> list[dict[str, Any]]:
    above = from_here(verdict.manual.root)
    met: Counter[str] = Counter()
    results = []
    for finding in verdict.findings:
        mark = fingerprint(finding)
        met[mark] += 1
        result = _result(finding, words, above, f"{mark}:{met[mark]}")
        if verdict.compared:
            result["baselineState"] = "unchanged" if finding.known else "new"
        if finding.accepted_until is not None:
            result["suppressions"] = [{"kind": "external", "status": "accepted"}]
        results.append(result)
    return results


def _result(finding: Finding, words: Translator, above: str, mark: str) -> dict[str, Any]:
    place = finding.place
    physical = {
        "artifactLocation": {
            "uri": quote(above + place.file, errors="replace"),
            "uriBaseId": _BASE,
        },
        "region": {"startLine": place.line, "startColumn": place.column},
    }
    return {
        "ruleId": str(finding.rule),
        "ruleIndex": _POSITIONS[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{words(finding.message)} → {words(finding.help)}"},
        "locations": [{"physicalLocation": physical}],
        # Two findings of one kind about one thing are told apart by their order, as GitHub does
        # with equal lines.
        "partialFingerprints": {"preuveFinding/v1": mark},
        "properties": {"indicator": finding.indicator, "evidence": finding.evidence},
    }
