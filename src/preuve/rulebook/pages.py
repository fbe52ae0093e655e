"""The rules of pages: each applicable indicator has its page."""

from __future__ import annotations

from preuve.core.finding import Severity
from preuve.core.words import say
from preuve.rulebook.rule import Family, Rule, RuleName

RULES: tuple[Rule, ...] = (
    Rule(
        RuleName.MISSING_PAGE, Family.PAGES, Severity.ERROR,
        say("An indicator applies and no page under docs/criteria tells how it is met."),
        say("The auditor asks how you work before asking for the proof."),
        say("no page with indicator: 9 in its front matter"),
        say("Add the page the message names, with the indicator's number in its front matter."),
    ),
    Rule(
        RuleName.DUPLICATE_PAGE, Family.PAGES, Severity.ERROR,
        say("Two pages say that they are about the same indicator."),
        say("One of them would go stale, and links would lead to either."),
        say("indicator: 4 in indicator-04.md and in indicator-05.md"),
        say("Correct the number in one of them, or merge the two."),
    ),
    Rule(
        RuleName.UNKNOWN_INDICATOR_PAGE, Family.PAGES, Severity.ERROR,
        say("A page's front matter names an indicator that the edition does not have."),
        say("The page would show nothing of the standard."),
        "indicator: 42",
        say("Correct the number."),
    ),
    Rule(
        RuleName.PAGE_WITHOUT_TEXT, Family.PAGES, Severity.ERROR,
        say("The page of an applicable indicator has headings, comments and macros, and no words of the team."),
        say("The page is there to tell how you work."),
        say("## How we work, and nothing below"),
        say("Write a few sentences: who does what, when, with which document."),
    ),
)  # fmt: skip
