"""`preuve owners`: who has what to do, as text or as Markdown to send around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.worklist import Work, worklist
from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.console.judging import asked_day
from preuve.console.outcome import exit_not_assessable
from preuve.core.finding import Severity
from preuve.core.words import Translator, say
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.report import Format
from preuve.report.text import printable

if TYPE_CHECKING:
    from preuve.assess.assessment import Assessment


def main(arguments: list[str]) -> int:
    """Print the work of each role; return the exit status:
    0, or 2 when the manual cannot be read.
    """
    verb = Parser("owners")
    verb.add_root()
    verb.add("--role", say("ROLE"), say("the work of this role only"))
    verb.add(
        "--until", say("DATE"), say("proofs to renew up to this day (default: the next audit)")
    )
    verb.add_format(Format.TEXT, Format.MARKDOWN)
    verb.add_hidden("--markdown", dest="format", action="store_const", const=Format.MARKDOWN)
    verb.add_as_of()
    options = verb.parse_args(arguments)
    manual = Manual.load(options.root)
    verdict = gate.check(manual, asked_day(manual, options))
    assessment = verdict.assessment or exit_not_assessable(verdict)
    audit = assessment.organisation.next_audit(assessment.on)
    until = options.until or (audit.date if audit else assessment.on)
    works = [
        work
        for work in worklist(assessment, verdict.findings, until)
        if options.role in {None, work.role}
    ]
    words = Translator(manual.language)
    markdown = options.format is Format.MARKDOWN
    sheet = [line for work in works for line in _sheet(work, assessment, words, markdown=markdown)]
    terminal.out(
        "\n".join(sheet or [words(say("Nothing to do up to {day}.", day=until))]).rstrip() + "\n"
    )
    return 0


def _sheet(work: Work, assessment: Assessment, words: Translator, *, markdown: bool) -> list[str]:
    """Return the lines of one role."""
    name = (
        words(say("Nobody answers for it yet"))
        if work.role is None
        else assessment.organisation.answers(work.role)
    )
    mark = "- [ ] " if markdown else "  – "
    lines = [f"## {name}" if markdown else name, *([""] if markdown else [])]
    for finding in work.findings:
        lines.append(
            mark
            + words(
                say(
                    "{severity}: {message} ({place})",
                    severity=Severity(finding.severity).label,
                    message=finding.message,
                    place=str(finding.place),
                )
            )
        )
        lines.append(f"{' ' * len(mark)}→ {words(finding.help)}")
    for assessed in work.renewals:
        message = say(
            "{id}, {title}: good until {day}",
            id=assessed.evidence.id,
            title=assessed.evidence.title,
            day=assessed.good_until,
        )
        lines.append(f"{mark}{words(message)}")
    return [*map(_harmless, lines), ""]


def _harmless(line: str) -> str:
    """Return a line that neither moves the terminal nor, beginning with `::`,
    is an order to a build server.
    """
    text = _NO_BREAK.join(map(printable, line.split(_NO_BREAK)))
    return f"– {text}" if text.lstrip().startswith("::") else text


_NO_BREAK = "\u00a0"
