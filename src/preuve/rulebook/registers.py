"""The rules of registers: what they promise is done, and what they stand for as proofs is there."""

from __future__ import annotations

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook.rule import Family, RuleFamily

_RULES = RuleFamily(Family.REGISTERS)
RULES = (
    _RULES.warning(
        RuleName.ACTION_OVERDUE,
        say(
            "An improvement, or the measure against a risk, is past its day; or a risk was to "
            "be looked at again."
        ),
        say(
            "Actions that are decided on and not done are what an auditor finds in a register "
            "first."
        ),
        say("due: 2026-06-30, on 30 September 2026, and no done"),
        say(
            "Do it and write done with the day; or decide on another day, and say why in the note."
        ),
    ),
    _RULES.warning(
        RuleName.WATCH_WITHOUT_USE,
        say(
            "An entry of the watch says neither what was done with it nor why nothing was to "
            "be done."
        ),
        say(
            "Reading is not enough: the standard asks that its lessons be used. Such an entry "
            "proves nothing."
        ),
        say("an entry with a source and a summary, and neither done nor no_impact"),
        say("Add done: what was changed, and told: to whom; or no_impact: the reason."),
    ),
    _RULES.warning(
        RuleName.COMPLAINT_UNANSWERED,
        say("A complaint was not acknowledged or answered in the time that the team set itself."),
        say(
            "No text gives a time; the procedure does, and the auditor compares the register "
            "with it."
        ),
        say("answer_within: 15 days, received: 2026-09-01, on 30 September 2026"),
        say(
            "Answer, and note the day under answered. Without answer_within and "
            "acknowledge_within nothing is said."
        ),
    ),
    _RULES.warning(
        RuleName.REVIEW_DUE,
        say(
            "An entry of the watch puts a proof up for review, and the proof has had no newer "
            "date since."
        ),
        say(
            "What is read has to reach what is done: a form from before the new rule is an old "
            "form."
        ),
        say("review: [EV-013], from: 2026-11-01, and EV-013 dated 2026-03-02"),
        say("Look at the proof again, then give its new date, even where nothing had to change."),
    ),
    _RULES.warning(
        RuleName.EMPTY_REGISTER,
        say(
            "An entry of the index names a register that has no line yet that its indicators "
            "can rest on."
        ),
        say("An empty register shows that nothing was written down: it does not count as a proof."),
        say("file: registers/watch.yaml for indicator 25, and no entry with kind: teaching"),
        say("Write what was done into the register, or name another proof."),
    ),
)
