"""The rules of declarations: what the law asks a provider to declare or to send, and by when."""

from __future__ import annotations

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook.rule import Family, RuleFamily

_RULES = RuleFamily(Family.DECLARATIONS)
RULES = (
    _RULES.error(
        RuleName.APPRENTICESHIP_UNCERTIFIED,
        say(
            "A new apprenticeship centre is not certified: a notice while its six months run, "
            "a warning when its funder was "
            "not sent the copy of its contract within two, an error once they are over."
        ),
        say(
            "It is funded for six months from the signature of its first apprenticeship "
            "agreement, if the copy of its contract "
            "with a certification body is sent within two (R. 6316-9 of the code du travail)."
        ),
        "first_apprenticeship: 2026-08-31",
        say(
            "Sign with a certification body, send the funder the copy, write copy_sent; then "
            "the certificate."
        ),
    ),
    _RULES.warning(
        RuleName.ANNUAL_RETURN_LATE,
        say(
            "The bilan pédagogique et financier of the year before is not filed: a notice "
            "before its day, a warning after."
        ),
        say(
            "It is due before 30 April (R. 6352-23); the ministry's online campaign may end "
            "later. Not sent, or empty, the "
            "declaration of activity may lapse, and with it the ground of the certificate (L. "
            "6351-6)."
        ),
        "annual_return: {for: 2025, campaign_ends: 2026-05-31}",
        say("File it, then write filed with the day."),
    ),
    _RULES.warning(
        RuleName.CHANGE_UNDECLARED,
        say(
            "A change of what the declaration of activity says was not declared within thirty days."
        ),
        say("A change of head, address or legal form is declared within thirty days (R. 6351-8)."),
        say("a change of head on 1 October 2026, on 2 November 2026, and no declared"),
        say("Send the rectifying declaration, then write declared with the day."),
    ),
    _RULES.warning(
        RuleName.DECLARATION_SUSPENDED,
        say("The effects of the declaration of activity are suspended on the manual's day."),
        say("During a control they can be, for four months at most (L. 6351-4-1)."),
        "declaration_suspended: 2026-11-02",
        say("Answer the control; take the key out once the suspension is over."),
    ),
)
