"""`preuve editions diff`: what the newest edition of the standard changes for this provider, indicator by indicator."""

from __future__ import annotations

from argparse import ArgumentParser
from enum import StrEnum
from pathlib import Path

from preuve.assess.assessment import assess
from preuve.console.arguments import check_day, day
from preuve.console.terminal import exit_not_assessable, show
from preuve.core import clock
from preuve.cycle.editions import edition_changes, in_force
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.report.editions import editions_json, editions_text


class Form(StrEnum):
    """The forms of what an edition changes."""

    TEXT = "text"
    JSON = "json"


def main(arguments: list[str]) -> int:
    """Compare and report; return the exit status: 0, or 2 when the manual cannot be read."""
    verb = ArgumentParser(
        prog="preuve editions",
        description="What the newest edition changes for this provider, and which edition the next audit is on.",
    )
    verb.add_argument("what", choices=["diff"], help="diff: the newest edition against the one before it")
    verb.add_argument(
        "root", nargs="?", type=Path, default=Path(), metavar="ROOT", help="the manual's folder (default: this one)"
    )
    verb.add_argument("--as-of", type=day, metavar="DATE", help="judge the manual as of this day")
    verb.add_argument("--format", type=Form, choices=list(Form), default=Form.TEXT, help="default: text")
    options = verb.parse_args(arguments)
    manual = Manual.load(options.root)
    on = manual.day(check_day(options.as_of), clock.today())
    assessment = assess(manual, on)
    if assessment is None:
        return exit_not_assessable(gate.check(manual, on))
    found = (assessment, edition_changes(assessment), in_force(assessment.organisation, on))
    show(editions_json(*found) if options.format is Form.JSON else editions_text(*found))
    return 0
