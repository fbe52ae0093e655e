"""The rules of cycle: the dates of the certificate and of the audits fit, what audits found is corrected in time."""

from __future__ import annotations

from preuve.core.finding import Severity
from preuve.core.words import say
from preuve.rulebook.rule import Family, Rule, RuleName

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
        say(
            "A surveillance audit is planned outside the 14th to 22nd month after the certificate was obtained; or these "
            "months are over, and none stands in organisation.yaml."
        ),
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
    Rule(
        RuleName.CORRECTION_OVERDUE, Family.CYCLE, Severity.WARNING,
        say("A non-conformity, its verification, its action plan or one of its actions is past its day."),
        say(
            "A major one is corrected within 3 months and verified within 1 more, or the certificate is refused or suspended; "
            "a minor one is corrected within 6 months, and is major if it is still open at the next audit."
        ),
        say("audit: 2026-03-18, grade: minor, on 30 September 2026, and no closed"),
        say("Correct it, name the proof under proof, then write closed; or agree on a delay with the certification body."),
    ),
    Rule(
        RuleName.CORRECTION_WITHOUT_EVIDENCE, Family.CYCLE, Severity.ERROR,
        say(
            "A non-conformity is said to be closed, and no proof is newer than the finding, or its indicator is not covered. "
            "Once the certification body has verified it, nothing is asked any more."
        ),
        say("What the next audit checks first is what the last one found: a closing that nothing shows is as good as none."),
        say("closed: 2026-05-30, and no proof"),
        say("Name under proof an entry of the index that is approved and dated after the audit; or take closed out."),
    ),
    Rule(
        RuleName.FIVE_MINORS_OPEN, Family.CYCLE, Severity.WARNING,
        say("Five minor non-conformities or more are open."),
        say("Five that are still open when the certification body decides make a major one."),
        say("five entries with grade: minor and no closed"),
        say("Correct and close those nearest to it."),
    ),
    Rule(
        RuleName.GRADE_DIFFERS, Family.CYCLE, Severity.WARNING,
        say("A non-conformity is minor, and for its indicator the reading guide knows major ones only."),
        say("Its delays are those of a major one, and they are shorter."),
        "indicator: 4, grade: minor",
        say("Check the grade and the indicator in the audit's report."),
    ),
)  # fmt: skip
