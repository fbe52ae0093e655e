"""The rules of the registers that are made from descriptions.
What rests on words of 2026 is provisional.
"""

from __future__ import annotations

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook.rule import Family, RuleFamily

_RULES = RuleFamily(Family.REGISTERS)
RULES = (
    _RULES.warning(
        RuleName.CONTRIBUTOR_UNCHECKED,
        say("Somebody teaches, and nobody verified what it asks of them."),
        say(
            "What contributors must be able to do is to be defined and verified (indicator "
            "21), which is always major."
        ),
        say("an entry of contributors with offers and no checked_on"),
        say("Verify it, then write checked_on and checked_how."),
    ),
    _RULES.note(
        RuleName.CHECK_OLD,
        say(
            "Something is to be verified again: longer ago than the time that the team set itself."
        ),
        say("No text gives this time: it is the team's own, at the head of the register."),
        "check_every: 24 months, checked_on: 2024-01-12",
        say("Verify it and write the day; or change the time at the head of the file."),
    ),
    _RULES.warning(
        RuleName.AUTHORISATION_ENDS,
        say(
            "An authorisation ends before the last session that needs it, or before the next audit."
        ),
        say("A session held without it is held by somebody who was not entitled to."),
        "valid_until: 2026-06-30 …, ends: 2026-07-04",
        say("Have it renewed and write the new day; or give the sessions to somebody else."),
    ),
    _RULES.note(
        RuleName.UNTRAINED,
        say("Somebody was not trained in the time that the team set itself."),
        say("Indicator 22 asks that the skills of employees be kept up; no text gives a time."),
        "train_every: 24 months, trained_on: 2024-01-12",
        say("Plan a training or an exchange of practice, then write trained_on."),
    ),
    _RULES.warning(
        RuleName.CONTRIBUTORS_BEYOND_THRESHOLD,
        say(
            "A course has more contributors than an order fixes, and no session of it names a "
            "lead teacher."
        ),
        say(
            "Beyond that number the words of 2026 ask for one who answers for the teaching "
            "(indicator 19)."
        ),
        "thresholds: {contributors: {value: 3, …}}",
        say("Name one under lead_teacher in sessions.yaml."),
    ),
    _RULES.warning(
        RuleName.SHARE_BEYOND_THRESHOLD,
        say(
            "Permanent contributors teach less than an order fixes, and nothing shows how the "
            "others are supervised."
        ),
        say("The words of 2026 ask an apprenticeship centre for it (indicator 20)."),
        "thresholds: {permanent_share: {value: 50, …}}",
        say("Show how the others are supervised, and name that proof for 20.supervision."),
    ),
    _RULES.warning(
        RuleName.SUBCONTRACTOR_UNKNOWN,
        say("A session names a subcontractor who is in no line of the register."),
        say("Indicator 27 asks for proof of each; the session shows that there is one more."),
        "subcontractor: Atelier-Mer",
        say("Add a line for it, or correct the session."),
    ),
    _RULES.warning(
        RuleName.CONTRACT_ENDED,
        say("A session goes on after the end of its subcontractor's contract."),
        say("Work without a contract cannot show what was asked for."),
        "until: 2026-05-31 …, ends: 2026-06-04",
        say("Sign another contract and write its days; or correct the session."),
    ),
    _RULES.warning(
        RuleName.CONTRACT_WITHOUT_CLAUSE,
        say(
            "A subcontractor's contract does not write which requirements of the standard are "
            "met and how that is controlled."
        ),
        say("The words of 2026 ask for it; no guide for them was seen."),
        say("an entry of subcontractors with no clause_since"),
        say("Have a clause signed, then write clause_since."),
    ),
    _RULES.warning(
        RuleName.CERTIFICATE_ENDS,
        say(
            "A subcontractor works on services paid for by the CPF, without a certificate for "
            "it or a reason to need none."
        ),
        say("R. 6333-6-2 asks for the certificate, R. 6333-6-3 says who needs none."),
        "cpf: true, certified_until: 2026-03-14 …, ends: 2026-05-29",
        say("Ask for the certificate and write certified_until; or write exempt with the reason."),
    ),
    _RULES.note(
        RuleName.REVIEW_OLD,
        say("A subcontractor was not reviewed in the time that the team set itself."),
        say("No text gives this time: it is the team's own."),
        "review_every: 12 months, reviewed_on: 2025-01-15",
        say("Review the work together, then write reviewed_on."),
    ),
    _RULES.warning(
        RuleName.RATE_WITHOUT_METHOD,
        say("A figure does not say how it is computed."),
        say(
            "The words of 2026 ask that the calculation method be published with each result "
            "(2.method)."
        ),
        say("an entry of results with no method and no source"),
        say("Add method, in a sentence; or source, the scheme that computes it."),
    ),
    _RULES.warning(
        RuleName.RATE_DIFFERS,
        say("A published rate is not what it is made of: by more than half a point."),
        say("An auditor divides the two numbers."),
        "published: 96, numerator: 41, denominator: 46",
        say("Correct what is published, or what was counted."),
    ),
    _RULES.warning(
        RuleName.AWARD_WITHOUT_PRESENTATION,
        say(
            "The rate of those who were awarded stands without the rate of those who were "
            "presented."
        ),
        say("Nine of nine may be nine of thirty: indicator 3 asks for both."),
        "measure: award",
        say("Add a line for those who were presented."),
    ),
    _RULES.note(
        RuleName.RATE_OLD,
        say(
            "The newest figure of its kind tells of a time that ended more than a year ago; "
            "for employment, eighteen months."
        ),
        say("Results are published to inform who chooses now; the times are practice."),
        "to: 2025-06-30",
        say("Count the time since, and publish a newer figure."),
    ),
    _RULES.note(
        RuleName.TOO_FEW,
        say("A figure is published, and fewer than five people are behind it."),
        say(
            "L. 6111-8 publishes “quand les effectifs concernés sont suffisants”; five is a custom."
        ),
        "denominator: 3, published: 66.7",
        say("Publish it once there are five."),
    ),
    _RULES.note(
        RuleName.RESULTS_DIFFER,
        say(
            "Sessions count more people presented, or more who passed, than the rate of awards of "
            "the same offers and time."
        ),
        say("One of the two is wrong, and an auditor sees both."),
        "passed: 12  # registers/results.yaml: 11",
        say("Correct the register of results, or presented and passed in sessions.yaml."),
    ),
    _RULES.warning(
        RuleName.STAKEHOLDER_NOT_ASKED,
        say(
            "A stakeholder was not asked what they think for twelve months, or the time that "
            "the team set itself."
        ),
        say("Indicator 30 names each of them; guide V9 asks for funders at least once a year."),
        say("no entry of feedback with from: funders since 12 September 2025"),
        say("Ask them, and add a line."),
    ),
    _RULES.note(
        RuleName.NO_REMINDER,
        say("Not all answered, and nobody was reminded."),
        say("A reminder is what auditors ask for where few answer."),
        "asked: 7, answered: 4",
        say("Remind them, then write reminded_on."),
    ),
    _RULES.note(
        RuleName.RETURN_LOW,
        say("Fewer answered than the team wants."),
        say("No text gives a share: wanted_return is the team's own."),
        "wanted_return: 60, asked: 20, answered: 5",
        say("Remind them, or ask in another way."),
    ),
    _RULES.warning(
        RuleName.EVALUATION_NOT_SHARED,
        say(
            "An evaluation of contents and teaching was not shown to the teaching team after "
            "two months."
        ),
        say("The words of 2026 ask that it be shared (33.shared)."),
        "kind: teaching, asked_on: 2026-05-12",
        say("Show it to them, then write shared_on."),
    ),
    _RULES.note(
        RuleName.FEEDBACK_WITHOUT_USE,
        say("Something was said and no improvement is named."),
        say(
            "Indicator 32 asks that what people think leads to something; it may be right that "
            "it led to nothing."
        ),
        say("a summary, and no improvement"),
        say("Where it asks for something, add improvement."),
    ),
    _RULES.note(
        RuleName.EFFECT_NOT_CHECKED,
        say("What people said led to an improvement a year ago, whose effect nobody looked at."),
        say("The words of 2026 ask whether it worked (33.effectiveness)."),
        "improvement: IM-2025-02",
        say("Look whether it worked, and write effect."),
    ),
    _RULES.warning(
        RuleName.REPORTS_NOT_COUNTED,
        say("No line tells how many reports of violence came in in the last twelve months."),
        say("The zero is what shows that the channel is alive (12.violence)."),
        say("the newest line ends on 30 June 2025"),
        say("Add a line for the time since, also when nothing was reported."),
    ),
    _RULES.warning(
        RuleName.REPORTS_OPEN,
        say("Reports are not all dealt with six months after the time they came in."),
        say("A report that waits is what an auditor asks about."),
        "to: 2025-12-31, received: 2, dealt_with: 1",
        say("Bring it to a decision, then write how many are dealt with."),
    ),
    _RULES.warning(
        RuleName.PROCEDURE_NOT_IN_FORCE,
        say("A line names a procedure that was not approved and in date at the end of its time."),
        say("A report is dealt with by the procedure of its day."),
        "procedure: [EV-112]",
        say("Name the procedure that was in force."),
    ),
    _RULES.error(
        RuleName.COUNTS_IDENTIFY,
        say("Fewer than five reports are broken down by kind."),
        say("So few tell colleagues who they are about."),
        "received: 1, harassment: 1",
        say("Delete the breakdown."),
    ),
    _RULES.warning(
        RuleName.DISTANCE_WITHOUT_TRACE,
        say(
            "A session held at a distance is over, and no line says whether its modules were "
            "followed."
        ),
        say("To be connected is no trace: what was done is (19.distance)."),
        "distance: true",
        say("Add a line for each of its modules."),
    ),
    _RULES.warning(
        RuleName.DISTANCE_NOT_FOLLOWED,
        say("Fewer followed a module than had to, and nobody was called back."),
        say("Indicator 12 asks what was done about who stops."),
        "expected: 7, done: 5, called_back: 0",
        say("Call them back, and write called_back."),
    ),
    _RULES.note(
        RuleName.CHECKED_LATE,
        say("A module at a distance was verified when the session was over."),
        say("Then nobody can be called back any more."),
        "ends: 2026-06-04 …, checked_on: 2026-06-12",
        say("Verify it while the session runs."),
    ),
    _RULES.warning(
        RuleName.NETWORK_SILENT,
        say("No exchange with any partner of the disability network for twelve months."),
        say("A network is proved by exchanges, not by a list of names (26.network, always major)."),
        say("the newest last_contact is 2025-03-17"),
        say("Write to one of them, then write last_contact."),
    ),
    _RULES.note(
        RuleName.CONTACT_WITHOUT_TRACE,
        say("Nothing says where the last exchange with a partner can be seen."),
        say("A declaration is no proof."),
        say("an entry of partners with no trace"),
        say("Add trace: the proof, or where the letter is."),
    ),
    _RULES.warning(
        RuleName.RECEIVED_WITHOUT_MEASURE,
        say("People asked for an adjustment, and nothing says what was done."),
        say("Indicator 26 asks for what was done (26.use)."),
        "year: 2025, people: 3",
        say("Add measures, in general terms."),
    ),
    _RULES.note(
        RuleName.NETWORK_UNUSED,
        say("People asked for an adjustment, and no partner was called on; it may be right."),
        say("An auditor asks whether the network is used."),
        "year: 2025, people: 3",
        say("Where a partner was called on, add network."),
    ),
    _RULES.warning(
        RuleName.REGISTRATION_ENDS,
        say(
            "A certification's registration ends before the end of a session that prepares for "
            "it, or before the next audit."
        ),
        say("It may be registered again, or have a successor."),
        "registration_until: 2026-08-31",
        say("Look at the official record and write the new day."),
    ),
    _RULES.warning(
        RuleName.OFFER_WITHOUT_AUTHORISATION,
        say(
            "A session prepares for a certification, and no line says what entitles the "
            "provider to it."
        ),
        say(
            "The words of 2026 ask for the capacity to prepare for it (7.capacity); no guide "
            "for them was seen."
        ),
        "certifying: true, offer: TP-SA",
        say("Add a line with the certification and this offer."),
    ),
    _RULES.warning(
        RuleName.DROP_OUT_WITHOUT_FOLLOW_UP,
        say("Somebody stopped, and nothing says what was offered."),
        say("Indicator 12 asks what is done about who stops."),
        "follow_up: –",
        say("Write what was offered, or why nothing could be."),
    ),
    _RULES.note(
        RuleName.CAUSE_UNKNOWN,
        say("For more than half of those who stopped in twelve months the cause is unknown."),
        say("Guide V9 asks for the causes (indicators 2, 12, 32)."),
        "cause: unknown",
        say("Ask them why."),
    ),
    _RULES.note(
        RuleName.DROP_OUTS_DIFFER,
        say("A session and the register of drop-outs do not count the same."),
        say("An auditor compares them."),
        "dropped: 2 …, count: 1",
        say("Correct the one that is wrong."),
    ),
    _RULES.note(
        RuleName.CAUSE_REPEATED,
        say("The same cause in three sessions, and no improvement."),
        say("Indicator 32 asks that what is seen leads to something."),
        "cause: work_load",
        say("Decide on an action, and name it under improvement."),
    ),
    _RULES.warning(
        RuleName.COUNCIL_NOT_HELD,
        say(
            "The improvement council did not meet for twelve months, or the time that the team "
            "set itself."
        ),
        say("R. 6231-3 asks an apprenticeship centre for one; the code sets no time."),
        say("the newest council met on 24 March 2025"),
        say("Call it, then add a line."),
    ),
    _RULES.warning(
        RuleName.GOVERNANCE_INCOMPLETE,
        say(
            "No council or steering meeting of twelve months had an apprentice, a trainer and "
            "a company."
        ),
        say(
            "The words of 2026 (décret n° 2026-728) ask for all three; no guide for them was seen."
        ),
        "apprentices: 0",
        say("Invite all three, then write how many were present."),
    ),
    _RULES.note(
        RuleName.DECISION_WITHOUT_ACTION,
        say("Something was decided three months ago, and no improvement is named."),
        say("A decision without an action is what an auditor asks about."),
        "decisions: …",
        say("Where it asks for something to be done, add improvements."),
    ),
    _RULES.note(
        RuleName.STEERING_NOT_SEEN,
        say("No steering meeting for twelve months."),
        say(
            "The words of 2026 ask for steering by results (20.steering); no guide for them "
            "was seen."
        ),
        say("no line for steering"),
        say("Where one was held, add a line."),
    ),
)
