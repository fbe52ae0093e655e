"""The rules of sessions: sessions, their proofs and the profile fit."""

from __future__ import annotations

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook.rule import Family, RuleFamily

_RULES = RuleFamily(Family.SESSIONS)
RULES = (
    _RULES.error(
        RuleName.DATES_REVERSED,
        say("A day comes before the one it follows, in a line of a register or in sessions.yaml."),
        say(
            "What was answered before it was asked convinces nobody; mostly it is a slip of "
            "the keyboard."
        ),
        "received: 2026-03-26, answered: 2026-03-02",
        say("Correct the date that is wrong."),
    ),
    _RULES.warning(
        RuleName.SESSION_OUTSIDE_PROFILE,
        say(
            "A session is of a category, or calls for indicators, that do not apply by "
            "organisation.yaml."
        ),
        say("Sessions are what is really done: indicators that they call for will be asked for."),
        say("certifying: true, for a provider with certifying: false"),
        say("Correct the session, or the categories and conditions in organisation.yaml."),
    ),
    _RULES.warning(
        RuleName.UNCLEAR_STEP,
        say(
            "A session's proof could belong to several steps of its file, and does not say to "
            "which."
        ),
        say("It is then in none: the file looks emptier than it is."),
        say("session: 2026-A12 and indicators: [11], an assessment or a certificate"),
        say("Add a line such as steps: [assessments]."),
    ),
    _RULES.note(
        RuleName.INCOMPLETE_SESSION_FILE,
        say("The file of a session has nothing for steps that are due on the manual's day."),
        say(
            "The sessions an auditor picks are named at the opening meeting: there is no time "
            "left to look for papers."
        ),
        say("a session that is over, and no proof of its attendance"),
        say(
            "Add what is missing, or say under kept_together which proof holds it for many "
            "sessions."
        ),
    ),
    _RULES.warning(
        RuleName.AGREED_WITHOUT_CERTIFICATE,
        say(
            "A session paid by public or pooled money was agreed on a day without a valid "
            "certificate."
        ),
        say(
            "The certificate is needed on the day of the agreement, not on that of the "
            "training (R. 6316-8)."
        ),
        "funded: true, agreed_on: 2026-02-25, expires: 2026-02-19",
        say("Check the day of the agreement; tell the funder."),
    ),
)
