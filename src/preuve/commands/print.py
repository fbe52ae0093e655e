"""`preuve print`: the whole manual, or one criterion, as a PDF to print or to hand over."""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.console.arguments import check_day, day
from preuve.console.terminal import complain, show, status, wants_colour
from preuve.core import clock
from preuve.core.words import Translator
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.pdf.browser import BrowserError, find
from preuve.pdf.merging import UnboundError
from preuve.pdf.rendering import criterion_part, render_pdf
from preuve.report import Format, render
from preuve.report.draft import draft_message
from preuve.site.build import make_site
from preuve.site.order import SiteOrder

if TYPE_CHECKING:
    from argparse import Namespace

_CRITERIA = range(1, 8)
_NO_BROWSER = "no browser to print with: install Chromium, Chrome or Edge, or name one in PREUVE_CHROMIUM"


def main(arguments: list[str]) -> int:
    """Check, build, bind, print; return the exit status."""
    options = _options(arguments)
    root: Path = options.root.resolve()
    name = f"criterion-{options.criterion}.pdf" if options.criterion else "manual.pdf"
    output: Path = (options.output or root / name).resolve()
    chromium = find()
    if chromium is None:
        print(f"preuve: {_NO_BROWSER}.", file=sys.stderr)
        return 2
    manual = Manual.load(root)
    verdict = gate.check(manual, manual.day(check_day(options.as_of), clock.today()))
    if not verdict.ok and (not options.draft or verdict.assessment is None):
        show(render(verdict, Format.TEXT, colour=wants_colour()))
        return status(verdict)
    with tempfile.TemporaryDirectory(prefix="preuve-print-") as folder:
        site = Path(folder) / "site"
        try:
            if not make_site(SiteOrder(options.audience, offline=True, draft=not verdict.ok), site, verdict):
                print("preuve: the manual was not printed.", file=sys.stderr)
                return 1
            part = criterion_part(options.criterion) if options.criterion else ""
            output.write_bytes(render_pdf(verdict, options.audience, chromium, site, part))
        except (UnboundError, BrowserError, OSError) as error:
            print(f"preuve: the manual was not printed: {error}", file=sys.stderr)
            return 1
    show(f"{output}\n")
    if verdict.ok:
        return 0
    complain(Translator(manual.language)(draft_message(verdict)))
    return 1


def _options(arguments: list[str]) -> Namespace:
    parser = ArgumentParser(prog="preuve print", description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("root", nargs="?", type=Path, default=Path(), metavar="ROOT", help="the manual's folder")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="print the manual of this day")
    parser.add_argument("--criterion", type=int, choices=_CRITERIA, metavar="NUMBER", help="print this criterion only")
    parser.add_argument(
        "--for", dest="audience", type=Audience, choices=list(Audience), default=Audience.INTERNAL, metavar="AUDIENCE",
        help="internal (default), auditor or public: what they may not see is left out",
    )  # fmt: skip
    parser.add_argument("--output", type=Path, metavar="FILE", help="the PDF (default: ROOT/manual.pdf, or criterion-N.pdf)")
    parser.add_argument("--draft", action="store_true",
                        help="print it although the gate is closed, for a look: each page says so")  # fmt: skip
    options = parser.parse_args(arguments)
    if options.draft and options.audience is Audience.PUBLIC:
        parser.error("a draft is never for the public: leave --for out, or name another audience")
    return options
