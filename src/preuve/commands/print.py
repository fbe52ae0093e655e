"""`preuve print`: the whole manual, or one criterion, as a PDF to print or to hand over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.console.judging import asked_day
from preuve.console.outcome import note_held_day, status
from preuve.core.system_reasons import reason_of
from preuve.core.words import Translator, say
from preuve.core.writing import scratch
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.model.standard import newest_edition
from preuve.pdf.browser import BrowserError, find
from preuve.pdf.merging import UnboundError
from preuve.pdf.rendering import criterion_part, render_pdf
from preuve.publication.hosting import refuse_draft
from preuve.publication.ownership import claim_file, is_pdf, write_file
from preuve.report import Format, render
from preuve.report.draft import draft_message
from preuve.site.build import make_site
from preuve.site.order import SiteOrder

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

_NO_BROWSER = say(
    "no browser to print with: install Chromium, Chrome or Edge, or name one in PREUVE_CHROMIUM."
)


def main(arguments: list[str]) -> int:
    """Check, build, bind, print; return the exit status."""
    options = _options(arguments)
    root: Path = options.root.resolve()
    name = f"criterion-{options.criterion}.pdf" if options.criterion else "manual.pdf"
    output: Path = (options.output or root / name).absolute()
    manual = Manual.load(root)
    words, chromium = Translator(manual.language), find()
    if chromium is None:
        raise BrowserError(_NO_BROWSER)
    verdict = gate.check(manual, asked_day(manual, options))
    if not verdict.ok and (not options.draft or verdict.assessment is None):
        colour = terminal.wants_colour()
        terminal.out(render(verdict, Format.TEXT, colour=colour), colour=colour)
        return status(verdict)
    note_held_day(manual, verdict.on)
    claim_file(output, is_pdf, root, force=options.force)  # the work takes its time
    with scratch("print") as folder:
        site = folder / "site"
        order = SiteOrder(options.audience, offline=True, draft=not verdict.ok)
        made = make_site(order, site, verdict)
        terminal.notes(made.lines)
        if not made.fit:
            terminal.error(words(say("the manual was not printed.")))
            return 1
        part = criterion_part(options.criterion) if options.criterion else ""
        try:
            printed = render_pdf(verdict, options.audience, chromium, site, part)
        except (UnboundError, BrowserError, OSError) as error:
            terminal.error(words(say("the manual was not printed: {why}", why=reason_of(error))))
            return 1
    write_file(output, printed, is_pdf, root, force=options.force)
    terminal.out(f"{output}\n")
    if verdict.ok:
        return 0
    terminal.error(words(draft_message(verdict)))
    return 1


def _options(arguments: list[str]) -> Namespace:
    parser = Parser("print")
    parser.add_root()
    parser.add_as_of()
    parser.add(
        "--criterion",
        say("NUMBER"),
        say("print this criterion only"),
        type=parser.one_of(criterion.number for criterion in newest_edition().criteria),
    )
    parser.add_audience(Audience, Audience.INTERNAL)
    parser.add_output(say("the PDF (default: ROOT/manual.pdf, or criterion-N.pdf)"))
    parser.add_force()
    parser.add_draft()
    options = parser.parse_args(arguments)
    refuse_draft(options.draft, options.audience)
    return options
