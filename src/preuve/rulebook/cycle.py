"""The rules of cycle: the dates of the certificate and of the audits fit,
what audits found is corrected in time.
"""

from __future__ import annotations

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook.rule import Family, RuleFamily

_RULES = RuleFamily(Family.CYCLE)
RULES = (
    _RULES.warning(
        RuleName.EDITION_NOT_IN_FORCE,
        say("organisation.yaml fixes an edition, and the next audit will be on another."),
        say(
            "The date of the audit decides which edition applies (décret n° 2026-728: no "
            "transition)."
        ),
        say("edition: rnq-2019, with an audit on 1 December 2026"),
        say("Delete the edition line, or correct the audit's date."),
    ),
    _RULES.warning(
        RuleName.OUTSIDE_SURVEILLANCE_WINDOW,
        say(
            "A surveillance audit is planned outside the 14th to 22nd month after the "
            "certificate was obtained; or these "
            "months are over, and none stands in organisation.yaml: that is an error."
        ),
        say("The body must hold it in that time; outside, the certificate can be suspended."),
        say("obtained: 2025-04-10, surveillance on 1 June 2027"),
        say("Agree on a date inside the window with the certification body."),
    ),
    _RULES.warning(
        RuleName.RENEWAL_LATE,
        say(
            "The renewal audit is planned, or can only be planned, less than 4 months before "
            "the certificate expires."
        ),
        say("Those months are needed to correct and verify what the audit finds (3 months and 1)."),
        say("expires: 2028-04-09, renewal on 1 March 2028"),
        say("Ask the body for an earlier date."),
    ),
    _RULES.warning(
        RuleName.CORRECTION_OVERDUE,
        say(
            "A non-conformity, its verification, its action plan or one of its actions is past "
            "its day."
        ),
        say(
            "A major one is corrected within 3 months and verified within 1 more, or the "
            "certificate is refused or suspended; "
            "a minor one is corrected within 6 months, and is major if it is still open at the "
            "next audit."
        ),
        say("audit: 2026-03-18, grade: minor, on 30 September 2026, and no closed"),
        say(
            "Correct it, name the proof under proof, then write closed; or agree on a delay "
            "with the certification body."
        ),
    ),
    _RULES.error(
        RuleName.CORRECTION_WITHOUT_EVIDENCE,
        say(
            "A non-conformity is said to be closed, and no proof is newer than the finding, or "
            "its indicator is not covered. "
            "Once the certification body has verified it, nothing is asked any more."
        ),
        say(
            "What the next audit checks first is what the last one found: a closing that "
            "nothing shows is as good as none."
        ),
        say("closed: 2026-05-30, and no proof"),
        say(
            "Name under proof an entry of the index that is approved and dated after the "
            "audit; or take closed out."
        ),
    ),
    _RULES.warning(
        RuleName.FIVE_MINORS_OPEN,
        say("Five minor non-conformities or more of one audit are open, on as many indicators."),
        say(
            "Five weigh as a major one: within three months there must be fewer than five; the "
            "others keep their six months."
        ),
        say("five entries with grade: minor, of five indicators, and no closed"),
        say("Correct and close as many as the message says, those nearest to it first."),
    ),
    _RULES.warning(
        RuleName.GRADE_DIFFERS,
        say(
            "A non-conformity is minor, and for its indicator the reading guide knows major "
            "ones only."
        ),
        say("Its delays are those of a major one, and they are shorter."),
        "indicator: 4, grade: minor",
        say("Check the grade and the indicator in the audit's report."),
    ),
    _RULES.warning(
        RuleName.CERTIFICATE_LENGTH,
        say(
            "The certificate lasts other than three years (four if obtained before 2021). One "
            "that ends first is an error."
        ),
        say(
            "Every deadline is counted from its first and its last day (R. 6316-2 of the code "
            "du travail)."
        ),
        say("obtained: 2025-04-10, expires: 2029-04-09"),
        say("Copy both days from the certificate."),
    ),
    _RULES.error(
        RuleName.CERTIFICATE_ENDED,
        say("The certificate's last day is over, or it was withdrawn."),
        say(
            "There is no valid certificate then: public or pooled money needs one on the day "
            "of the agreement (R. 6316-8), and "
            "neither certificate nor logo may be shown."
        ),
        say("expires: 2027-06-13, on 20 June 2027"),
        say(
            "Write the new certificate's days; or agree on the audit with the certification "
            "body at once."
        ),
    ),
    _RULES.warning(
        RuleName.CERTIFICATE_SUSPENDED,
        say("The certificate is suspended on the manual's day."),
        say("No agreement for public or pooled money can rest on it meanwhile."),
        "suspended: {from: 2026-11-02}",
        say("Lift what the body's letter names; then write until, the last day of the suspension."),
    ),
    _RULES.note(
        RuleName.CERTIFICATE_NOT_SHOWN,
        say("A surveillance audit is ahead, and nothing says where the certificate is on display."),
        say(
            "To display it, on the premises and on the web site, is a duty; not to is a major "
            "non-conformity (arrêté)."
        ),
        say("a surveillance audit planned, and no display under certificate"),
        say("Under certificate, add display: with place, since and url."),
    ),
    _RULES.warning(
        RuleName.CATEGORY_NOT_CERTIFIED,
        say("A category of action is offered that the certificate does not name."),
        say(
            "Certification is by category: without it no public or pooled money pays for that "
            "category."
        ),
        say("categories: [training, skills_assessment], and a certificate for [training]"),
        say(
            "Ask for an extension audit; or name it under not_publicly_funded, if it gets no "
            "public or pooled money."
        ),
    ),
    _RULES.warning(
        RuleName.TRANSFER_NOT_POSSIBLE,
        say(
            "A transfer to another body is asked for without a valid certificate, or with a "
            "major non-conformity open."
        ),
        say("Bodies take over a valid certificate only, without an open major non-conformity."),
        "transfer: {asked: 2026-11-16}",
        say("Have the major one lifted first, by the body that is left."),
    ),
    _RULES.note(
        RuleName.SURVEILLANCE_TO_PLAN,
        say(
            "The surveillance window is open and no audit is planned: a notice, in its last 60 "
            "days a warning."
        ),
        say("The certification body must hold it in that window (arrêté, article 2)."),
        say("obtained: 2025-02-20, on 20 April 2026, and no surveillance"),
        say("Agree on a day with the certification body, and add it to the audits."),
    ),
    _RULES.note(
        RuleName.RENEWAL_TO_PLAN,
        say("Less than six months are left of the certificate, and no renewal audit is planned."),
        say(
            "Bodies ask for three to six months; 4 are needed before the end to correct and "
            "verify what the audit finds."
        ),
        say("expires: 2027-06-13, on 13 December 2026, and no renewal"),
        say("Ask the certification body for a day, and add it to the audits."),
    ),
    _RULES.warning(
        RuleName.RENEWAL_TOO_EARLY,
        say("The renewal audit is before the certificate's third year."),
        say(
            "It is held during the third year, before the certificate ends (annex of the code "
            "du travail, II-2 c)."
        ),
        say("obtained: 2024-06-14, renewal on 2 February 2026"),
        say("Correct its kind or its day; or ask the body for a later one."),
    ),
    _RULES.note(
        RuleName.AUDIT_INCOMPLETE,
        say(
            "An audit lacks what its kind needs: a light one its label, an extension its "
            "categories, a complementary one its "
            "indicators, a long one its last day."
        ),
        say("What it looks at, and how long, is worked out from that."),
        "- {type: light, date: 2026-12-08}",
        say("Add the key that is named."),
    ),
    _RULES.note(
        RuleName.CATEGORY_WITHOUT_ACTION,
        say("An initial audit is ahead, and no session of one of its categories begins before it."),
        say("Bodies ask for one action of each category, carried out before the audit."),
        say("categories: [training, vae], and sessions of training only"),
        say(
            "Add the session to sessions.yaml; or ask the body whether the category can wait "
            "for an extension."
        ),
    ),
    _RULES.note(
        RuleName.ONE_SHEET,
        say("Two lines of the register are about one indicator and one audit."),
        say(
            "An auditor writes one sheet for each indicator: several findings on it are one "
            "non-conformity."
        ),
        "NC-1, NC-2: audit: 2026-10-06, indicator: 2",
        say("Join the two lines."),
    ),
)
