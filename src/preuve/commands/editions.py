"""`preuve editions diff`: what the newest edition of the standard changes for this provider,
indicator by indicator.
"""

from __future__ import annotations

from preuve.assess.assessment import assess
from preuve.console import terminal
from preuve.console.arguments import Form, Parser, check_day
from preuve.console.outcome import exit_not_assessable
from preuve.core import clock
from preuve.core.words import say
from preuve.cycle.editions import edition_changes, in_force
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.report.editions import editions_json, editions_text


def main(arguments: list[str]) -> int:
    """Compare and report; return the exit status: 0, or 2 when the manual cannot be read."""
    verb = Parser(
        "editions",
        say(
            "What the newest edition changes for this provider, and which edition the next "
            "audit is on."
        ),
    )
    verb.add(
        "what",
        type=verb.one_of(["diff"]),
        metavar="diff",
        about=say("diff: the newest edition against the one before it"),
    )
    verb.add_root()
    verb.add_as_of()
    verb.add_form(Form.TEXT, Form.JSON)
    options = verb.parse_args(arguments)
    manual = Manual.load(options.root)
    on = manual.day(check_day(options.as_of), clock.today())
    assessment = assess(manual, on)
    if assessment is None:
        return exit_not_assessable(gate.check(manual, on))
    facts = (assessment, edition_changes(assessment), in_force(assessment.organisation, on))
    terminal.out(editions_json(*facts) if options.format is Form.JSON else editions_text(*facts))
    return 0
