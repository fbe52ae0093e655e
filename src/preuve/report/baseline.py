"""A baseline: what was found before. A provider that starts red is stopped only by what is new.

The file is the JSON of an earlier `preuve check --format json`. Findings are recognised by their
fingerprint, not by their line, which moves, nor by words in which the day stands.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.assess.assessment import IndicatorState
from preuve.core.errors import PreuveError
from preuve.core.finding import Severity
from preuve.core.fingerprint import fingerprint
from preuve.core.rule_name import RuleName
from preuve.core.system_reasons import system_reason
from preuve.core.words import say
from preuve.gate.gate import Fixed
from preuve.report.json import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.gate.gate import Verdict

MAX_BYTES = 100 * 1024 * 1024


class KnownFinding(NamedTuple):
    """A finding of an earlier report."""

    fingerprint: str
    severity: str
    message: Fixed
    """What is told of it once it is fixed."""


class Baseline(NamedTuple):
    """What an earlier report knew."""

    findings: tuple[KnownFinding, ...]
    missing: frozenset[int]
    """The indicators that it called missing: only these may have nothing that counts without
    closing the gate.
    """


class BaselineError(PreuveError):
    """The baseline cannot be used."""


def read_baseline(path: Path) -> Baseline:
    """Return what an earlier report knew.

    Raises:
        BaselineError: the file cannot be opened, is not a report of `preuve check --format json`,
            or has the form of another version.

    """
    try:
        with path.open("rb") as stream:
            report = json.loads(stream.read(MAX_BYTES))  # PowerShell writes UTF-16
    except OSError as error:
        raise BaselineError(system_reason(error)) from None
    except (ValueError, RecursionError):
        raise BaselineError(_FOREIGN) from None
    try:
        version, findings = report["schema"], report["findings"]
        if isinstance(version, int) and version not in _READ:
            raise BaselineError(say("it was made by another version of Preuve: make it anew"))
        return Baseline(tuple(_known(finding) for finding in findings), _missing_then(report))
    except (TypeError, KeyError):
        raise BaselineError(_FOREIGN) from None


# What a finding is told by is the same in both.
_READ = (1, SCHEMA)
_FOREIGN = say("it is not a report of `preuve check --format json`")


def _known(one: dict[str, Any]) -> KnownFinding:
    known = KnownFinding(
        one["fingerprint"], one["severity"], Fixed(*(one[key] for key in Fixed._fields))
    )
    kinds = (str, str, int | None, str | None, str)
    if not all(map(isinstance, (*known[:2], *known.message), (str, str, *kinds))):
        raise TypeError
    return known


def _missing_then(report: dict[str, Any]) -> frozenset[int]:
    """Return the indicators that a report calls missing;
    one that it accepted for a time is not: its waiver may end.
    """
    states = {one["number"]: one["state"] for one in report.get("indicators", ())}
    return frozenset(number for number, state in states.items() if state == IndicatorState.MISSING)


def compare(verdict: Verdict, baseline: Baseline) -> Verdict:
    """Return the verdict with what was known marked so, after what is new, and what is fixed told.

    An error that was accepted then, or weighed less, is new: a waiver that ends closes the gate
    again. So is one, however old, that leaves an indicator without evidence which had some then.
    """
    left = Counter(known.fingerprint for known in baseline.findings)
    errors = Counter(
        known.fingerprint for known in baseline.findings if known.severity == Severity.ERROR
    )
    uncovered = _missing_now(verdict) - baseline.missing
    findings = []
    for finding in verdict.findings:
        mark = fingerprint(finding)
        known = left[mark] > 0 and (finding.severity is not Severity.ERROR or errors[mark] > 0)
        # What stands for all that could not be told hides what is new.
        known = (
            known and uncovered.isdisjoint(finding.uncovers) and finding.rule != RuleName.TOO_LARGE
        )
        left[mark] -= 1
        errors[mark] -= finding.severity is Severity.ERROR
        findings.append(finding._replace(known=known))
    fixed = []
    for was in baseline.findings:
        if left[was.fingerprint] > 0:
            left[was.fingerprint] -= 1
            fixed.append(was.message)
    findings.sort(key=lambda finding: finding.known)
    return verdict._replace(findings=tuple(findings), fixed=tuple(fixed), compared=True)


def _missing_now(verdict: Verdict) -> set[int]:
    indicators = verdict.assessment.indicators if verdict.assessment else ()
    return {
        indicator.number for indicator in indicators if indicator.state is IndicatorState.MISSING
    }
