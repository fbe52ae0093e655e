"""Findings as SARIF 2.1.0, for GitHub code scanning and other programs that read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from preuve import __version__
from preuve.finding import Severity
from preuve.rulebook import RULES, Rule
from preuve.words import Words

if TYPE_CHECKING:
    from preuve.finding import Finding
    from preuve.gate import Verdict

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.OFF: "none"}
_POSITIONS = {rule.name.value: position for position, rule in enumerate(RULES)}


def render_sarif(verdict: Verdict) -> str:
    """Return a SARIF log with one run; every rule is described, so that a reader can explain itself."""
    words = Words(verdict.manual.language)
    driver = {
        "name": "Preuve",
        "version": __version__,
        "rules": [_rule(rule, words) for rule in RULES],
    }
    run = {
        "tool": {"driver": driver},
        "language": verdict.manual.language,
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, words) for finding in verdict.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule, words: Words) -> dict[str, Any]:
    name = "".join(part.capitalize() for part in rule.name.split("-"))
    return {
        "id": rule.name.value,
        "name": name,
        "shortDescription": {"text": words(rule.what)},
        "fullDescription": {"text": f"{words(rule.what)} {words(rule.why)}"},
        "help": {"text": words(rule.fix)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family.value]},
    }


def _result(finding: Finding, words: Words) -> dict[str, Any]:
    place = finding.place
    physical = {
        "artifactLocation": {"uri": quote(place.file, errors="replace"), "uriBaseId": "SRCROOT"},
        "region": {"startLine": place.line, "startColumn": place.column},
    }
    return {
        "ruleId": str(finding.rule),
        "ruleIndex": _POSITIONS[finding.rule],
        "level": _LEVELS[finding.severity],
        "baselineState": "unchanged" if finding.known else "new",
        "message": {"text": f"{words(finding.message)} → {words(finding.help)}"},
        "locations": [{"physicalLocation": physical}],
        "properties": {"indicator": finding.indicator, "evidence": finding.evidence},
    }
