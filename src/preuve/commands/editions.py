"""`preuve editions diff`: what the newest edition of the standard changes for this provider,
indicator by indicator.
"""

from __future__ import annotations

from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.console.judging import assessed
from preuve.core.words import say
from preuve.cycle.editions import edition_changes, in_force
from preuve.model.manual import Manual
from preuve.report import Format
from preuve.report.editions import editions_json, editions_text


def main(arguments: list[str]) -> int:
    """Compare and report; return the exit status: 0, or 2 when the manual cannot be read."""
    verb = Parser("editions")
    verb.add(
        "what",
        say("diff"),
        say("diff: the newest edition against the one before it"),
        type=verb.one_of(["diff"]),
    )
    verb.add_root()
    verb.add_as_of()
    verb.add_format(Format.TEXT, Format.JSON)
    options = verb.parse_args(arguments)
    assessment = assessed(Manual.load(options.root), options)
    force = in_force(assessment.organisation, assessment.on)
    facts = (assessment, edition_changes(assessment), force)
    terminal.out(editions_json(*facts) if options.format is Format.JSON else editions_text(*facts))
    return 0
