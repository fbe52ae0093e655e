"""`preuve changes`: in sentences, what changed since an audit, a tag or a day, and what did not."""

from __future__ import annotations

from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.console.judging import assessed
from preuve.core.words import say
from preuve.history.since import LAST_AUDIT, changes_since
from preuve.model.manual import Manual
from preuve.report.changes import changes_text


def main(arguments: list[str]) -> int:
    """Compare and report; return the exit status: 0, or 2 when one of the two cannot be had."""
    verb = Parser("changes")
    verb.add_root()
    verb.add(
        "--since",
        say("REF|DATE"),
        say("a tag, a commit, a day, or {word} (default)", word=LAST_AUDIT),
        default=LAST_AUDIT,
    )
    verb.add_as_of()
    options = verb.parse_args(arguments)
    manual = Manual.load(options.root.resolve())
    since = changes_since(assessed(manual, options), options.since)
    terminal.out(changes_text(since, manual.language))
    return 0
