"""Prints a verdict's site: the whole manual, or a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.page.render_context import RenderContext
from preuve.pdf.browser import print_pdf
from preuve.pdf.document import book
from preuve.pdf.merging import merge
from preuve.pdf.numbering import Properties, finish, page_numbers

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.gate.gate import Verdict
    from preuve.model.organisation import Audience


def criterion_part(number: int) -> str:
    """Return the part of a site that is one criterion."""
    return f"criteria/criterion-{number}/"


def render_pdf(
    verdict: Verdict, audience: Audience, browser: str, site: Path, part: str = ""
) -> bytes:
    """Return a PDF of a site that was built for the disk.

    The whole manual is printed twice: only the first print tells on which page each chapter lies.

    Args:
        verdict: of which the site was built.
        audience: for whom it was.
        browser: that prints.
        site: its folder.
        part: the beginning of its pages' addresses; without it the whole manual, with a title page
            and contents.

    Raises:
        UnboundError: the site is not as expected.
        BrowserError: the browser did not print.

    """
    view = RenderContext(verdict, audience=audience)
    bound = merge(site, below=part)
    page, pdf = site / "book.html", site / "book.pdf"
    page.write_text(book(view, bound, {}, front=not part), encoding="utf-8")
    print_pdf(browser, page, pdf)
    if not part:
        page.write_text(book(view, bound, page_numbers(pdf)), encoding="utf-8")
        print_pdf(browser, page, pdf)
    name = view.assessment.organisation.name
    title = bound.leaves[0].title if part else view.words(say("Quality manual"))
    return finish(pdf, Properties(f"{title} – {name}", name, bound.language, view.assessment.on))
