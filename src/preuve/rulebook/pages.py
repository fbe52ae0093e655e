"""The rules of pages: each applicable indicator has its page."""

from __future__ import annotations

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook.rule import Family, RuleFamily

_RULES = RuleFamily(Family.PAGES)
RULES = (
    _RULES.error(
        RuleName.MISSING_PAGE,
        say("An indicator applies and no page under docs/criteria tells how it is met."),
        say("The auditor asks how you work before asking for the proof."),
        say("no page with indicator: 9 in its front matter"),
        say("Add the page the message names, with the indicator's number in its front matter."),
    ),
    _RULES.error(
        RuleName.HIDDEN_PAGE,
        say(
            "The site's configuration keeps the page of an indicator that applies out of the site, "
            "or out of its menu (then a warning)."
        ),
        say("The manual seems whole, and the auditor finds nothing at that indicator."),
        "exclude_docs: criteria/",
        say("Take the pattern out of mkdocs.yml, or make it narrower."),
    ),
    _RULES.error(
        RuleName.DUPLICATE_PAGE,
        say("Two pages say that they are about the same indicator."),
        say("One of them would go stale, and links would lead to either."),
        say("indicator: 4 in indicator-04.md and in indicator-05.md"),
        say("Correct the number in one of them, or merge the two."),
        fixed=True,
    ),
    _RULES.error(
        RuleName.UNKNOWN_INDICATOR_PAGE,
        say("A page's front matter names an indicator that the edition does not have."),
        say("The page would show nothing of the standard."),
        "indicator: 42",
        say("Correct the number."),
        fixed=True,
    ),
    _RULES.error(
        RuleName.PAGE_WITHOUT_TEXT,
        say(
            "The page of an applicable indicator has headings, comments and macros, and no "
            "words of the team."
        ),
        say("The page is there to tell how you work."),
        say("## How we work, and nothing below"),
        say("Write a few sentences: who does what, when, with which document."),
    ),
    _RULES.error(
        RuleName.BROKEN_LINK,
        say("A link or a picture on a page leads to no page, no file, or no place of a page."),
        say("Who follows it finds nothing, and the site cannot be built."),
        "[registre](registre.md)",
        say(
            "Correct the address after the brackets; it is the way from this page's file to "
            "the other's."
        ),
    ),
    _RULES.error(
        RuleName.MENU_DIFFERS,
        say("The menu names a page that is not there, or leaves one out."),
        say("A page that is not in the menu is published, and nobody finds it."),
        "nav: [index.md, gone.md]",
        say("Bring the lines under nav: in mkdocs.yml and the pages together."),
    ),
    _RULES.error(
        RuleName.BROKEN_BRACES,
        say("What stands between braces on a page cannot be read."),
        say(
            "Between braces a page calls what draws its proofs; the site cannot be built with "
            "a half of them."
        ),
        "{{ evidence() }",
        say(
            "Close what was opened. To show braces as they are, put the text between raw and "
            "endraw."
        ),
    ),
    _RULES.error(
        RuleName.UNKNOWN_MACRO,
        say("A page calls a macro that there is not, or with values that it does not take."),
        say("The page would show nothing, and the site cannot be built."),
        "{{ evidnce() }}",
        say("Correct the name: the page on editing shows each macro."),
    ),
    _RULES.error(
        RuleName.SITE_CONFIGURATION,
        say(
            "The site's configuration cannot be read, or asks for what the manual's pages do "
            "not bear."
        ),
        say("Without it there is no site."),
        "theme: {features: [navigation.instant]}",
        say("Correct mkdocs.yml at the line that is named."),
    ),
)
