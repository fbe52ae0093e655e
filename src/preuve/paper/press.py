"""Prints a verdict's site: the whole manual, or one criterion of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.page.view import View
from preuve.paper.binding import bind
from preuve.paper.book import book
from preuve.paper.browser import print_pdf
from preuve.paper.numbering import Properties, finish, page_numbers
from preuve.words import say

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.gate import Verdict
    from preuve.organisation import Audience


def press(verdict: Verdict, audience: Audience, browser: str, site: Path, criterion: int | None = None) -> bytes:
    """Return a PDF of a site that was built, for the disk, of this verdict and for this audience.

    The whole manual is printed twice: only the first print tells on which page each chapter lies.

    Raises:
        UnboundError: the site is not as expected.
        BrowserError: the browser did not print.

    """
    view = View(verdict, audience=audience)
    bound = bind(site, below=f"criteria/criterion-{criterion}/" if criterion else "")
    page, pdf = site / "book.html", site / "book.pdf"
    page.write_text(book(view, bound, {}, front=not criterion), encoding="utf-8")
    print_pdf(browser, page, pdf)
    if not criterion:
        page.write_text(book(view, bound, page_numbers(pdf)), encoding="utf-8")
        print_pdf(browser, page, pdf)
    name = view.assessment.organisation.name
    title = bound.leaves[0].title if criterion else view.words(say("Quality manual"))
    return finish(pdf, Properties(f"{title} – {name}", name, bound.language, view.assessment.on))
