"""`preuve changes`: in sentences, what changed since an audit, a tag or a day, and what did not."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from preuve.assess.assessment import assess
from preuve.console.arguments import check_day, day
from preuve.console.terminal import exit_no_version, exit_not_assessable, show
from preuve.core import clock
from preuve.gate import gate
from preuve.history.since import LAST_AUDIT, changes_since
from preuve.history.versions import PastError
from preuve.model.manual import Manual
from preuve.report.changes import changes_text


def main(arguments: list[str]) -> int:
    """Compare and report; return the exit status: 0, or 2 when one of the two cannot be had."""
    verb = ArgumentParser(prog="preuve changes", description="What changed since an audit, a tag or a day, and what did not.")
    verb.add_argument(
        "root", nargs="?", type=Path, default=Path(), metavar="ROOT", help="the manual's folder (default: this one)"
    )
    verb.add_argument(
        "--since", default=LAST_AUDIT, metavar="REF|DATE", help=f"a tag, a commit, a day, or {LAST_AUDIT} (default)"
    )
    verb.add_argument("--as-of", type=day, metavar="DATE", help="judge the manual as of this day")
    options = verb.parse_args(arguments)
    manual = Manual.load(options.root.resolve())
    on = manual.day(check_day(options.as_of), clock.today())
    assessment = assess(manual, on)
    if assessment is None:
        return exit_not_assessable(gate.check(manual, on))
    try:
        since = changes_since(assessment, options.since)
    except PastError as error:
        return exit_no_version(error.said, options.root)
    show(changes_text(since, manual.language))
    return 0
