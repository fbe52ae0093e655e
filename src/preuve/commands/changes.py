"""`preuve changes`: in sentences, what changed since an audit, a tag or a day, and what did not."""

from __future__ import annotations

from preuve.assess.assessment import assess
from preuve.console import terminal
from preuve.console.arguments import Parser, check_day
from preuve.console.outcome import exit_no_version, exit_not_assessable
from preuve.core import clock
from preuve.core.words import say
from preuve.gate import gate
from preuve.history.since import LAST_AUDIT, changes_since
from preuve.history.versions import PastError
from preuve.model.manual import Manual
from preuve.report.changes import changes_text


def main(arguments: list[str]) -> int:
    """Compare and report; return the exit status: 0, or 2 when one of the two cannot be had."""
    verb = Parser("changes", say("What changed since an audit, a tag or a day, and what did not."))
    verb.add_root()
    verb.add(
        "--since",
        default=LAST_AUDIT,
        metavar="REF|DATE",
        about=say("a tag, a commit, a day, or {word} (default)", word=LAST_AUDIT),
    )
    verb.add_as_of()
    options = verb.parse_args(arguments)
    manual = Manual.load(options.root.resolve())
    on = manual.day(check_day(options.as_of), clock.today())
    assessment = assess(manual, on)
    if assessment is None:
        return exit_not_assessable(gate.check(manual, on))
    try:
        since = changes_since(assessment, options.since)
    except PastError as error:
        return exit_no_version(error.message, options.root)
    terminal.out(changes_text(since, manual.language))
    return 0
