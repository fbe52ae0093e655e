"""The gate: everything found in a manual on a day, weighed as the team decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve import rules
from preuve.assessment import assess
from preuve.finding import Fault, Finding, Severity
from preuve.rulebook import BY_NAME, RuleName
from preuve.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from preuve.assessment import Assessment
    from preuve.manual import Manual
    from preuve.organisation import Waiver


class Verdict(NamedTuple):
    """What the gate found. `assessment` is None when the organisation or the index could not be read."""

    manual: Manual
    on: date
    assessment: Assessment | None
    findings: tuple[Finding, ...]
    fixed: tuple[str, ...] = ()
    """What a baseline had and is found no more."""

    @property
    def ok(self) -> bool:
        """Return whether nothing closes the gate: what could not be judged closes it too."""
        return self.assessment is not None and all(one.known or one.severity is not Severity.ERROR for one in self.findings)

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(one.severity is severity for one in self.findings)


def check(manual: Manual, on: date) -> Verdict:
    """Assess a manual on a day and apply every rule to it. Writes nothing, prints nothing."""
    assessment = assess(manual, on)
    faults = [*manual.faults]
    if assessment is not None:
        for rule in rules.ALL:
            faults += rule(assessment)
    findings = _weighed(faults, assessment, manual)
    return Verdict(manual, on, assessment, tuple(sorted(findings, key=_order)))


def _weighed(faults: list[Fault], assessment: Assessment | None, manual: Manual) -> list[Finding]:
    """Return findings with the severities and waivers of the team, each lack told once."""
    organisation = manual.organisation
    severities = organisation.severity if organisation else {}
    waivers = [one for one in organisation.waivers if assessment and one.until >= assessment.on] if organisation else []
    used: set[int] = set()
    told: set[int] = set()
    findings: list[Finding] = []
    # A lack whose cause was told as an error, or accepted, is not told again as missing: those come last.
    for fault in sorted(faults, key=lambda fault: fault.rule == RuleName.MISSING_EVIDENCE):
        if fault.rule == RuleName.MISSING_EVIDENCE and fault.indicator in told:
            continue
        finding = _finding(fault, severities)
        waiver = _waiver(fault, waivers, assessment)
        if waiver is not None:
            used.add(id(waiver))
            finding = _accepted(finding, waiver)
        if waiver is not None or finding.severity is Severity.ERROR:
            told.update(fault.leaves_bare)
        findings.append(finding)
    findings += [_finding(_unused(waiver), severities) for waiver in waivers if id(waiver) not in used]
    return [finding for finding in findings if finding.severity is not Severity.OFF]


def _finding(fault: Fault, severities: Mapping[str, Severity]) -> Finding:
    severity = severities.get(fault.rule, BY_NAME[fault.rule].severity)
    return Finding(fault.rule, severity, fault.message, fault.place, fault.help, fault.indicator, fault.evidence)


def _waiver(fault: Fault, waivers: list[Waiver], assessment: Assessment | None) -> Waiver | None:
    """Return the waiver that covers a fault, if one does."""
    if fault.leaves_bare and assessment is not None:
        # Whether a lack is accepted is the assessment's to say: the site shows the same.
        bare = [assessment.indicator(number) for number in fault.leaves_bare]
        accepted = [one.waiver for one in bare if one is not None and one.waiver is not None]
        return accepted[0] if len(accepted) == len(bare) else None
    for waiver in waivers:
        if (
            waiver.rule == fault.rule
            and waiver.indicator in {None, fault.indicator}
            and waiver.evidence in {None, fault.evidence}
        ):
            return waiver
    return None


def _accepted(finding: Finding, waiver: Waiver) -> Finding:
    message = say("{message} Accepted until {day}: {reason}", message=finding.message, day=waiver.until, reason=waiver.reason)
    return finding._replace(severity=Severity.INFO, message=message)


def _unused(waiver: Waiver) -> Fault:
    return Fault(
        RuleName.UNUSED_WAIVER,
        say("The waiver of {rule} covers nothing that was found.", rule=waiver.rule),
        waiver.origin.at("rule"),
        say("Delete it: it would silently accept the next fault of its kind."),
        indicator=waiver.indicator,
    )


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _order(finding: Finding) -> tuple[int, str, int, int, str]:
    return (_WEIGHT[finding.severity], *finding.place, finding.rule)
