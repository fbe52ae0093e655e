"""Pages of a site bound into one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers import said

from preuve.pdf.merging import BESIDE, UnboundError, merge

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!doctype html><html lang="fr" class="no-js"><head>{head}<link rel="stylesheet" href="{style}"></head>
<body><nav><a href="x.html" id="menu">Menu</a></nav><main><article class="md-typeset">{body}</article></main>
<script>document.write("<article>no</article>")</script></body></html>"""


def site(folder: Path, pages: dict[str, str], *, left_out: str = "") -> Path:
    """Write a site whose first page tells the order of all but one."""
    order = " ".join(address for address in pages if address != left_out)
    for address, body in pages.items():
        file = folder / address
        file.parent.mkdir(parents=True, exist_ok=True)
        head = f'<meta name="preuve-paper" content="{order} ">' if address == "index.html" else ""
        style = "../" * address.count("/") + "assets/style.css"
        file.write_text(PAGE.format(head=head, style=style, body=body), encoding="utf-8")
    return folder


def leaf(tmp_path: Path, body: str, address: str = "c/page.html") -> str:
    """Return one page's HTML once it is bound between two others."""
    pages = {
        "index.html": "<h1>Home</h1>",
        "c/index.html": '<h1 id="top">C</h1>',
        address: body,
        "end.html": "<h1>End</h1>",
    }
    bound = merge(site(tmp_path, pages))
    return next(leave.html for leave in bound.leaves if leave.address == address)


REWRITTEN = {
    "an id": ('<p id="a">x</p>', '<p id="c-page--a">x</p>'),
    "ids that name others": (
        '<p aria-labelledby="a b">x</p>',
        '<p aria-labelledby="c-page--a c-page--b">x</p>',
    ),
    "a place of the same page": ('<a href="#a">x</a>', '<a href="#c-page--a">x</a>'),
    "another page": ('<a href="../end.html">x</a>', '<a href="#end">x</a>'),
    "a place of another page": ('<a href="index.html#top">x</a>', '<a href="#c-index--top">x</a>'),
    "a page left out": ('<a href="../404.html">x</a>', "<a>x</a>"),
    "a file": (
        '<a href="../e/f%20g.pdf">x</a>',
        f'<a href="{BESIDE}e/f%20g.pdf" data-beside="e/f g.pdf">x</a>',
    ),
    "a proof on the web": (
        '<a href="../proofs/E/" data-original="https://a.example/b">x</a>',
        '<a href="https://a.example/b">x</a>',
    ),
    "the web": (
        '<a href="https://a.example/?b=1&amp;c=2">x</a>',
        '<a href="https://a.example/?b=1&amp;c=2">x</a>',
    ),
    "a picture": ('<img src="../p.png" alt="">', '<img src="p.png" alt="">'),
    "closed details": (
        "<details><summary>s</summary>x</details>",
        "<details open><summary>s</summary>x</details>",
    ),
    "a script": ("a<script>alert('</p>')</script>b", "ab"),
    "signs of HTML": (
        "<p title='\"&lt;'>&lt;&#233;&eacute; é</p>",
        '<p title="&quot;&lt;">&lt;&#233;&eacute; é</p>',
    ),
    "headings of a chapter's page": ("<h1>x</h1><h2>y</h2>", "<h2>x</h2><h3>y</h3>"),
    "an article within": ("<article>x</article>y", "<article>x</article>y"),
}


@pytest.mark.parametrize(("before", "after"), REWRITTEN.values(), ids=REWRITTEN)
def test_what_becomes_of_a_page(tmp_path: Path, before: str, after: str) -> None:
    """Would catch a link that leads out of the document, two ids that are one,
    text that turns into tags.
    """
    assert leaf(tmp_path, before) == after


def test_the_leaves_are_in_reading_order(tmp_path: Path) -> None:
    """Would catch a page lost, doubled, or under the wrong chapter."""
    pages = {
        "index.html": "<h1>Home &amp; more</h1>",
        "c/index.html": "<h1>C</h1>",
        "c/one.html": "<h1>One <em>of\n C</em></h1>",
        "rules.html": "<h1>Rules</h1>",
        "d/alone.html": "<p>No heading</p>",
    }
    bound = merge(site(tmp_path, pages, left_out="rules.html"))
    assert [(leave.depth, leave.title) for leave in bound.leaves] == [
        (0, "Home & more"),
        (0, "C"),
        (1, "One of C"),
        (0, "d/alone.html"),
    ]
    assert (bound.styles, bound.language) == (("assets/style.css",), "fr")
    part = merge(tmp_path, below="c/")
    assert [one.address for one in part.leaves] == ["c/index.html", "c/one.html"]


def test_what_cannot_be_bound_is_said(tmp_path: Path) -> None:
    """Would catch a traceback, or an empty book, where a page is missing or is not one of ours."""
    unordered, pageless = tmp_path / "a", tmp_path / "b"
    for folder in (unordered, pageless):
        folder.mkdir()
    (pageless / "index.html").write_text("<p>Not ours</p>", encoding="utf-8")
    home = site(tmp_path, {"index.html": "<h1>Home</h1>"})
    for folder, below, words in (
        (unordered, "", "index.html: it does not exist"),
        (pageless, "", "index.html: it is no page of this site"),
        (home, "criteria/criterion-9/", "criteria/criterion-9/: there are no such pages"),
    ):
        with pytest.raises(UnboundError) as caught:
            merge(folder, below=below)
        assert said(caught.value.message).startswith(words)
