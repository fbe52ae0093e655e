"""The rules of coverage: each applicable indicator has proofs that count."""

from __future__ import annotations

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook.rule import Family, RuleFamily

_RULES = RuleFamily(Family.COVERAGE)
RULES = (
    _RULES.error(
        RuleName.MISSING_EVIDENCE,
        say("An indicator applies and no proof counts for it on the manual's day."),
        say("A proof that is missing on the day of the audit is a non-conformity."),
        say("no entry of evidence_index.yaml names indicator 12"),
        say(
            "Add an entry that names the indicator, approved and in date, with a file, an "
            "address or a place."
        ),
    ),
    _RULES.error(
        RuleName.EXPIRED_EVIDENCE,
        say("An indicator applies and all its approved proofs are past their date."),
        say(
            "An auditor looks at whether the way of working is alive; an old proof shows that "
            "it was."
        ),
        "dated: 2024-01-10\nreview_every: 12 months",
        say("Renew the proof: review the document, then give its new date."),
    ),
    _RULES.error(
        RuleName.DRAFT_ONLY,
        say("An indicator applies and all the proofs that name it are drafts or in review."),
        say(
            "A draft shows an intention. Only what the organisation has approved is shown as proof."
        ),
        "status: in_review",
        say("Have the proof approved, then write status: approved."),
    ),
    _RULES.warning(
        RuleName.ONLY_FORMALISED,
        say(
            "An indicator's proofs say how things are done; none shows that it was done. A new "
            "entrant's are fine "
            "where the standard says so."
        ),
        say(
            "The auditor judges implementation: a procedure without a dated record is half of "
            "the proof."
        ),
        say("stage: formalised, for each proof of indicator 11"),
        say("Add a dated record with stage: implemented."),
    ),
    _RULES.warning(
        RuleName.ONLY_IMPLEMENTED,
        say("An indicator's proofs show that things were done; none says how they are done."),
        say("Without a written way of working, records look like chance."),
        say("stage: implemented, for each proof of indicator 25"),
        say("Add the procedure, form or policy with stage: formalised."),
    ),
    _RULES.warning(
        RuleName.CLAUSE_WITHOUT_EVIDENCE,
        say(
            "A clause of an indicator applies, and no proof that counts shows it: none names "
            "it, or those that do are older "
            "than the text that brought it."
        ),
        say(
            "An auditor may write a finding about that part of the sentence alone. What no "
            "official text says how to check is "
            "never an error by itself."
        ),
        say("indicators: [12] alone, on edition rnq-2026: nothing names 12.violence"),
        say(
            "Name the clause in the entry of the proof that shows it, such as indicators: [12, "
            "12.violence]; or add a proof. "
            "An older proof that shows it counts once it is approved again: approved_on."
        ),
    ),
    _RULES.note(
        RuleName.UNKNOWN_FACT,
        say("Whether clauses apply depends on a fact that the manual does not say."),
        say(
            "What nobody has said is a question: neither that a duty applies, nor that it does not."
        ),
        say("conditions without distance, where indicators 9 and 19 apply"),
        say("Answer it in organisation.yaml, under conditions: true, false, or the number."),
    ),
    _RULES.note(
        RuleName.UNKNOWN_THRESHOLD,
        say(
            "Whether a clause applies depends on a number that an order of the minister fixes, "
            "and that nobody has typed."
        ),
        say(
            "Preuve invents no threshold. The day the order is out, the team types what it "
            "says, with its source."
        ),
        say("no thresholds in organisation.yaml"),
        say("Under thresholds, give value, source and on, once the order is published."),
    ),
    _RULES.note(
        RuleName.NO_CLAUSE_APPLIES,
        say(
            "An indicator applies, and by what organisation.yaml says none of its parts is "
            "this provider's."
        ),
        say(
            "It is judged like any other: only a person can decide that it is not for you. In "
            "practice it is indicator 12 of "
            "rnq-2019, which reading guide V9 keeps to services of more than two days."
        ),
        say("long_courses: false, on rnq-2019"),
        say(
            "Under applicability, decide on the indicator with a reason, a role and a day; or "
            "go on showing proofs of it."
        ),
    ),
    _RULES.warning(
        RuleName.STALE_EVIDENCE,
        say("A proof is past its date, though its indicators still have others."),
        say("An out-of-date document among good ones is what an auditor remembers."),
        say("valid_until: 2026-08-31, on 30 September 2026"),
        say("Renew it, or write status: withdrawn."),
    ),
    _RULES.note(
        RuleName.EVIDENCE_DUE_SOON,
        say("A proof goes out of date within 30 days."),
        say("There is still time to renew it calmly."),
        say("valid_until: 2026-10-20, on 30 September 2026"),
        say("Plan its review with its owner."),
    ),
    _RULES.warning(
        RuleName.EXPIRES_BEFORE_AUDIT,
        say("A proof is good today and will be out of date on the day of the next audit."),
        say("It will be shown that day."),
        say("valid_until: 2026-10-03, with an audit on 6 October 2026"),
        say("Renew it before the audit."),
    ),
    _RULES.note(
        RuleName.INCOMPLETE_DRAFT,
        say("An entry that is not approved lacks its day, an indicator, its stage or its place."),
        say(
            "It may stand so while things are gathered; it counts for nothing, and cannot be "
            "approved before it is whole."
        ),
        say("a draft without a date"),
        say("Find out what is missing and write it; or delete the entry."),
    ),
    _RULES.warning(
        RuleName.SITE_WITHOUT_EVIDENCE,
        say(
            "What shows an indicator, or a stage or a clause of it, is all of other sites: of this "
            "one nothing shows it."
        ),
        say("A certification body samples sites, and asks for proofs of each that it sees."),
        say("site: angers, on every proof of indicator 17, where sites: names cholet too"),
        say("Add a proof of this site; or take site: off a proof that holds for all of them."),
    ),
    _RULES.note(
        RuleName.ONE_CATEGORY_SHOWN,
        say("All that shows an indicator as done is of one of the provider's categories."),
        say("An auditor samples each category: of the others nothing could be shown."),
        say("categories: [training], on every record of indicator 11, where vae is offered too"),
        say("Add a record of another category; or name all the categories that one shows."),
    ),
)
