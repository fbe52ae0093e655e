"""`preuve print`: the whole manual, or one criterion, as a PDF to print or to hand over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.console.arguments import Parser, check_day
from preuve.console.outcome import note_held_day, status
from preuve.core import clock
from preuve.core.system_reasons import reason_of, refused_file
from preuve.core.words import Translator, say
from preuve.core.writing import scratch
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.model.standard import newest_edition
from preuve.pdf.browser import BrowserError, find
from preuve.pdf.merging import UnboundError
from preuve.pdf.rendering import criterion_part, render_pdf
from preuve.publication.ownership import OwnershipError, claim_file, is_pdf, write_file
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


def main(arguments: list[str]) -> int:  # noqa: PLR0911 - each is one way to end
    """Check, build, bind, print; return the exit status."""
    options = _options(arguments)
    root: Path = options.root.resolve()
    name = f"criterion-{options.criterion}.pdf" if options.criterion else "manual.pdf"
    output: Path = (options.output or root / name).absolute()
    manual = Manual.load(root)
    words, chromium = Translator(manual.language), find()
    if chromium is None:
        terminal.error(words(_NO_BROWSER))
        return 2
    verdict = gate.check(manual, manual.day(check_day(options.as_of), clock.today()))
    if not verdict.ok and (not options.draft or verdict.assessment is None):
        colour = terminal.wants_colour()
        terminal.out(render(verdict, Format.TEXT, colour=colour), colour=colour)
        return status(verdict)
    note_held_day(manual, verdict.on)
    try:
        claim_file(output, is_pdf, root, force=options.force)  # the work takes its time
    except (OwnershipError, OSError) as error:
        terminal.error(words(refused_file(output, error)))
        return 2
    with scratch("print") as folder:
        site = folder / "site"
        try:
            made = make_site(
                SiteOrder(options.audience, offline=True, draft=not verdict.ok), site, verdict
            )
            terminal.notes(made.lines)
            if not made.fit:
                terminal.error(words(say("the manual was not printed.")))
                return 1
            part = criterion_part(options.criterion) if options.criterion else ""
            write_file(
                output,
                render_pdf(verdict, options.audience, chromium, site, part),
                is_pdf,
                root,
                force=options.force,
            )
        except OwnershipError as error:
            terminal.error(Translator(manual.language)(error.message))
            return 2
        except (UnboundError, BrowserError, OSError) as error:
            terminal.error(words(say("the manual was not printed: {why}", why=reason_of(error))))
            return 1
    terminal.out(f"{output}\n")
    if verdict.ok:
        return 0
    terminal.error(Translator(manual.language)(draft_message(verdict)))
    return 1


def _options(arguments: list[str]) -> Namespace:
    parser = Parser(
        "print", say("The whole manual, or one criterion, as a PDF to print or to hand over.")
    )
    parser.add_root()
    parser.add_as_of()
    parser.add(
        "--criterion",
        type=parser.one_of(criterion.number for criterion in newest_edition().criteria),
        metavar="NUMBER",
        about=say("print this criterion only"),
    )
    parser.add_audience(Audience, Audience.INTERNAL)
    parser.add_output(say("the PDF (default: ROOT/manual.pdf, or criterion-N.pdf)"))
    parser.add_force()
    parser.add(
        "--draft",
        action="store_true",
        about=say("print it although the gate is closed, for a look: each page says so"),
    )
    options = parser.parse_args(arguments)
    if options.draft and options.audience is Audience.PUBLIC:
        parser.error(parser.words(say("a draft is never for the public: name another audience")))
    return options
