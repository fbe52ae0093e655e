"""The whole manual as one document to print:
a title page, the contents, then page after page of the site.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from preuve.page.frame import sheet_heads, version_of
from preuve.page.raw_blocks import MARK
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preuve.page.render_context import RenderContext
    from preuve.pdf.merging import MergedSite

_HERE = PageContext("docs/index.md", Site(directory_urls=False))


def book(
    view: RenderContext, bound: MergedSite, numbers: Mapping[str, int], *, front: bool = True
) -> str:
    """Return the document, to be written at the top of the site.

    Args:
        view: for whom it is, and in which language.
        bound: the pages of the site, joined.
        numbers: the pages of paper on which they begin, once that is known.
        front: whether a title page and contents come first: not where a part of the manual is
            printed.

    """
    name = view.assessment.organisation.name
    styles = "".join(f'<link rel="stylesheet" href="{escape(style)}">' for style in bound.styles)
    leaves = "".join(
        f'<section class="pv-leaf pv-depth-{leaf.depth}" '
        f'id="{escape(leaf.key)}">{leaf.html}</section>\n'
        for leaf in bound.leaves
    )
    return (
        f'<!doctype html>\n<html lang="{escape(bound.language)}"><head><meta '
        f'charset="utf-8"><title>{escape(name)}</title>'
        f"{styles}<style>{_running_heads(view)}</style></head>\n"
        f'<body dir="ltr" data-md-color-scheme="default"><article class="md-typeset pv-book">\n'
        f"{_front(view, bound, numbers) if front else ''}\n{leaves}</article></body></html>\n"
    )


def _front(view: RenderContext, bound: MergedSite, numbers: Mapping[str, int]) -> str:
    assessment = view.assessment
    return view.render(
        "book_front.html",
        _HERE,
        organisation=assessment.organisation,
        certificate=assessment.organisation.certificate,
        audit=assessment.organisation.next_audit(assessment.on),
        counts=[pair for pair in assessment.counts().items() if pair[1]],
        leaves=bound.leaves,
        numbers=numbers,
        draft=_draft(view),
        version=version_of(view),
    ).removeprefix(MARK)


def _draft(view: RenderContext) -> list[str]:
    """Return what a draft says of itself, on its cover and above each page;
    nothing where the gate is open.
    """
    return [view.words(message) for message in view.draft]


def _running_heads(view: RenderContext) -> str:
    """Return the heads of every page but the first: whose manual, of which day and version."""
    return (
        f"{sheet_heads(view)} @page title {{ @top-left {{ content: none; }} @top-right {{ content: "
        f"none; }} }}"
    )
