"""The gate: everything found in a manual on a day, weighed as the team decided."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING

from preuve.assess.assessment import assess
from preuve.core.finding import (
    MAX_DIAGNOSTICS,
    SHOWN,
    Diagnostic,
    Finding,
    Severity,
    too_many_diagnostics,
)
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.gate.rules import rules_for
from preuve.rulebook import BY_NAME, Family

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.model.manual import Manual
    from preuve.model.organisation import Waiver

Scope = tuple[str, int | None, str, str | None]
"""What a waiver covers: a rule, of an indicator or of any,
of a clause of it or of any, of a proof or of any.
"""


class Fixed(NamedTuple):
    """A finding of a baseline that is found no more."""

    rule: str
    """Its name then: the rule may be gone."""
    file: str
    indicator: int | None
    evidence: str | None
    message: str
    """As it was worded then."""


class Verdict(NamedTuple):
    """What the gate found. `assessment` is None when the organisation or
    the index could not be read.
    """

    manual: Manual
    on: date
    assessment: Assessment | None
    findings: tuple[Finding, ...]
    fixed: tuple[Fixed, ...] = ()
    compared: bool = False
    """Whether a baseline was given: only then is a finding known or new."""

    @property
    def ok(self) -> bool:
        """Return whether nothing closes the gate: what could not be judged closes it too."""
        return self.assessment is not None and all(
            finding.known or finding.severity is not Severity.ERROR for finding in self.findings
        )

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def check(manual: Manual, on: date) -> Verdict:
    """Assess a manual on a day and apply every rule to it. Writes nothing, prints nothing."""
    assessment = assess(manual, on)
    diagnostics = [*manual.diagnostics]
    if assessment is not None:
        for rule in rules_for(manual):
            diagnostics += islice(
                rule(assessment), MAX_DIAGNOSTICS + 1
            )  # one more than can be told says that there are more
    findings = sorted(_weighed(diagnostics, assessment, manual), key=_order)
    if len(findings) > MAX_DIAGNOSTICS:  # the gravest are told; that there are more closes the gate
        findings[MAX_DIAGNOSTICS:] = [
            _finding(too_many_diagnostics(findings[MAX_DIAGNOSTICS].place), {})
        ]
    return Verdict(manual, on, assessment, tuple(findings))


def _weighed(
    diagnostics: list[Diagnostic], assessment: Assessment | None, manual: Manual
) -> list[Finding]:
    """Return findings with the severities and waivers of the team, each lack told once."""
    organisation = manual.organisation
    severities = organisation.severity if organisation else {}
    waivers = (
        [waiver for waiver in organisation.waivers if assessment and waiver.until >= assessment.on]
        if organisation
        else []
    )
    scopes: dict[Scope, Waiver] = {}
    for one in waivers:
        scopes.setdefault((one.rule, one.indicator, one.clause, one.evidence), one)
    used = (
        {id(indicator.waiver) for indicator in assessment.indicators if indicator.waiver}
        if assessment
        else set()
    )
    reported: set[int | str] = set()
    findings: list[Finding] = []
    # A lack whose cause was told as an error, or accepted, is not told again as missing: those come
    # last.
    for diagnostic in sorted(diagnostics, key=lambda diagnostic: diagnostic.rule in _LAST):
        if diagnostic.rule in _LAST and (diagnostic.clause or diagnostic.indicator) in reported:
            continue
        finding = _finding(diagnostic, severities)
        accepting = _accepting(diagnostic, scopes, assessment)
        if accepting:
            used.update(map(id, accepting))
            finding = _accepted(finding, accepting[0])
        if accepting or finding.severity is Severity.ERROR:
            reported.update(diagnostic.uncovers)
        if accepting or finding.severity is not Severity.OFF:
            reported.update(diagnostic.without)
        findings.append(finding)
    findings += [
        _finding(_unused(waiver), severities) for waiver in waivers if id(waiver) not in used
    ]
    return [finding for finding in findings if finding.severity is not Severity.OFF]


# What is told of whatever has no proof, unless a nearer cause was told.
_LAST = frozenset({RuleName.MISSING_EVIDENCE, RuleName.CLAUSE_WITHOUT_EVIDENCE})


def _finding(diagnostic: Diagnostic, severities: Mapping[RuleName, Severity]) -> Finding:
    severity = severities.get(
        diagnostic.rule, diagnostic.severity or BY_NAME[diagnostic.rule].severity
    )
    return Finding(diagnostic, severity)


def _accepting(
    diagnostic: Diagnostic, scopes: Mapping[Scope, Waiver], assessment: Assessment | None
) -> list[Waiver]:
    """Return the waivers that together cover a fault:
    the narrowest one, or one for each indicator it uncovers.
    """
    if BY_NAME[diagnostic.rule].family is Family.READING:
        return []  # what cannot be read cannot be accepted: nobody knows what it says
    if diagnostic.uncovers and assessment is not None:
        # Whether a lack is accepted is the assessment's to say: the site shows the same.
        uncovered = [assessment.indicator(number) for number in diagnostic.uncovers]
        accepted = [
            indicator.waiver
            for indicator in uncovered
            if indicator is not None and indicator.waiver is not None
        ]
        return accepted if len(accepted) == len(uncovered) else []
    clause = (diagnostic.clause or "").rpartition(".")[2]
    about = dict.fromkeys([(diagnostic.indicator, clause), (diagnostic.indicator, ""), (None, "")])
    keys = (
        (diagnostic.rule, *one, evidence)
        for one, evidence in product(about, [diagnostic.evidence, None])
    )
    return [scopes[key] for key in keys if key in scopes][:1]


def _accepted(finding: Finding, waiver: Waiver) -> Finding:
    message = say(
        "{message} Accepted until {day}: {reason}",
        message=finding.message,
        day=waiver.until,
        reason=waiver.reason,
    )
    return finding.reworded(message)._replace(severity=Severity.INFO, accepted_until=waiver.until)


def _unused(waiver: Waiver) -> Diagnostic:
    return Diagnostic(
        RuleName.UNUSED_WAIVER,
        say("The waiver of {rule} covers nothing that was found.", rule=waiver.rule),
        waiver.origin.at("rule"),
        say("Delete it: it would silently accept the next fault of its kind."),
        indicator=waiver.indicator,
    )


def _order(finding: Finding) -> tuple[int, str, int, int, str]:
    return (SHOWN.index(finding.severity), *finding.place, finding.rule)
