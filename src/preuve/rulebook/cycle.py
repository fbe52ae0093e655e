"""The rules of cycle: the dates of the certificate and of the audits fit."""

from __future__ import annotations

from preuve.finding import Severity
from preuve.rulebook.rule import Family, Rule, RuleName
from preuve.words import say

RULES: tuple[Rule, ...] = (
    Rule(
        RuleName.EDITION_NOT_IN_FORCE, Family.CYCLE, Severity.WARNING,
        say("organisation.yaml fixes an edition, and the next audit will be on another."),
        say("The date of the audit decides which edition applies (décret n° 2026-728: no transition)."),
        say("edition: rnq-2019, with an audit on 1 December 2026"),
        say("Delete the edition line, or correct the audit's date."),
    ),
    Rule(
        RuleName.OUTSIDE_SURVEILLANCE_WINDOW, Family.CYCLE, Severity.WARNING,
        say("A surveillance audit is planned outside the 14th to 22nd month after the certificate was obtained."),
        say("The body must hold it in that time; outside, the certificate can be suspended."),
        say("obtained: 2025-04-10, surveillance on 1 June 2027"),
        say("Agree on a date inside the window with the certification body."),
    ),
    Rule(
        RuleName.RENEWAL_LATE, Family.CYCLE, Severity.WARNING,
        say("The renewal audit is planned, or can only be planned, less than 4 months before the certificate expires."),
        say("Those months are needed to correct and verify what the audit finds (3 months and 1)."),
        say("expires: 2028-04-09, renewal on 1 March 2028"),
        say("Ask the body for an earlier date."),
    ),
)  # fmt: skip
