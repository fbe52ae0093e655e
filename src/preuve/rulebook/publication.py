"""The rules of publication: nothing is published that should not be."""

from __future__ import annotations

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook.rule import Family, RuleFamily

_RULES = RuleFamily(Family.PUBLICATION)
RULES = (
    _RULES.error(
        RuleName.CONFIDENTIAL_FILE_IN_DOCS,
        say("A proof that is not public lies under docs/, where everything is published."),
        say("It would be on the web for everyone, whatever its entry says."),
        "file: docs/files/complaint.pdf\naccess: on_request",
        say(
            "Move the file out of docs/, for instance into evidence/; think of the history in "
            "git too."
        ),
        fixed=True,
    ),
    _RULES.error(
        RuleName.LINK_IN_DOCS,
        say("A symbolic link lies under docs/."),
        say("The site's builder follows it and would publish whatever it points to."),
        "docs/shared → /home/team/shared",
        say("Replace the link by the file itself, or delete it."),
        fixed=True,
    ),
    _RULES.warning(
        RuleName.PERSONAL_DATA_SUSPECTED,
        say(
            "What may be a person's e-mail address, telephone, social security number or bank "
            "account stands in a file the "
            "team edits, on a page, or in a public proof that is text."
        ),
        say(
            "All this is published, or kept in git, which remembers what is deleted. People "
            "have a right to be forgotten."
        ),
        say("note: call the learner on 06 12 34 …"),
        say(
            "Write the role instead; keep the document where it is protected, and say with "
            "place: where. Addresses of a role "
            "(contact@, quality@) and fixed telephones on pages are not told; list what else "
            "is the organisation's own under "
            "contacts in organisation.yaml."
        ),
    ),
    _RULES.warning(
        RuleName.ALLOWANCE_OUTDATED,
        say(
            "What somebody vouched for under allow is not what lies there now, or is dated after "
            "the manual's day."
        ),
        say("Nobody has looked at what would be published in its stead."),
        "allow: [{file: evidence/scan.pdf, sha256: 0c1d…, by: quality, on: 2026-03-01, reason: …}]",
        say("Look at the file again, and write its digest and the day; or delete the entry."),
    ),
    _RULES.note(
        RuleName.REPOSITORY_READERS,
        say(
            "On GitHub, who can read the repository is not who the proofs are for, or its site "
            "cannot be published."
        ),
        say(
            "GitHub's free plan has no Pages for a private repository; and a public one shows "
            "every file in it to everybody, "
            "whatever access: says, and remembers those that are deleted."
        ),
        say("a public repository with access: auditor beside file: evidence/…"),
        say(
            "Keep the repository private and publish from a paid plan, or elsewhere; keep what "
            "is not public outside it, and "
            "say with place: where."
        ),
    ),
)
