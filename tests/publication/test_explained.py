"""Why each file of a site is there: what a browser would ask for, and nothing else."""

from __future__ import annotations

import json

import pytest

from preuve.publication.explained import is_page, unexplained

INDEX = "search/search_index.json"


def _left(files: dict[str, str], *given: str) -> list[str]:
    """Return what nothing explains of a site; its pages are those that end with index.html."""
    pages = [name for name in files if name.endswith("index.html")]
    return unexplained(files, lambda name: files[name].encode(), pages, given)


REACHED = {
    "a link": '<a href="x.pdf">x</a>',
    "a link with a question and a place": '<a href="x.pdf?a=1#p2">x</a>',
    "a link from the top": '<a href="/x.pdf">x</a>',
    "a link that goes up and down": '<a href="./y/../x.pdf">x</a>',
    "a link without quotation marks": "<a href=x.pdf>x</a>",
    "a link in single ones": "<a href='x.pdf'>x</a>",
    "letters as figures": '<a href="%78.pdf">x</a>',
    "an entity": '<a href="&#120;.pdf">x</a>',
    "a picture": '<img src="x.pdf">',
    "one of several sizes": '<img srcset="a.png 1x, x.pdf 2x">',
    "a picture that waits": '<img data-src="x.pdf">',
    "a film's picture": '<video poster="x.pdf"></video>',
    "a form": '<form action="x.pdf"></form>',
    "an object": '<object data="x.pdf"></object>',
    "a card for other sites": '<meta property="og:image" content="x.pdf">',
    "a style on the page": "<style>a { background: url('x.pdf') }</style>",
    "a style that takes another in": "<style>@import 'x.pdf' screen;</style>",
    "one by its address": "<style>@import url(x.pdf);</style>",
    "a style of an element": '<p style="background: url(x.pdf)">',
}
NOT_REACHED = {
    "words": "<p>x.pdf</p>",
    "another folder": '<a href="y/x.pdf">x</a>',
    "another site": '<a href="https://example.org/x.pdf">x</a>',
    "another host": '<a href="//example.org/x.pdf">x</a>',
    "no address": '<a href="http://[x.pdf">x</a>',
    "a place of the page": '<a href="#x.pdf">x</a>',
    "another ending": '<a href="x.pdfx">x</a>',
    "another attribute": '<a title="x.pdf">x</a>',
}


@pytest.mark.parametrize("text", REACHED.values(), ids=REACHED)
def test_what_a_page_leads_to_is_explained(text: str) -> None:
    """Would catch a file that a page needs and that stops the site, or is taken out of it."""
    assert _left({"index.html": text, "x.pdf": ""}) == []


@pytest.mark.parametrize("text", NOT_REACHED.values(), ids=NOT_REACHED)
def test_what_no_page_leads_to_is_not(text: str) -> None:
    """Would catch a stray file that goes out because some page has letters like its name."""
    assert _left({"index.html": text, "x.pdf": ""}) == ["x.pdf"]


def test_what_is_asked_for_by_its_name_is_explained() -> None:
    """Would catch a page not found, a site map or an address of the team's own that is lost."""
    files = dict.fromkeys(("404.html", "sitemap.xml", "sitemap.xml.gz", ".nojekyll", "CNAME"), "")
    assert _left(files) == ["CNAME"]
    assert _left(files, "CNAME") == []
    assert _left({"deep/404.html": "", "a/sitemap.xml": ""}) == ["a/sitemap.xml", "deep/404.html"]


def test_what_is_linked_to_leads_on() -> None:
    """Would catch a font of a style sheet, or a page behind a page, that is lost."""
    files = {
        "a/index.html": '<link href="../s/main.css"><link href=m.webmanifest><a href="../b/">b</a><a href="../c">c</a>',
        "b/plain.html": "",
        "a/m.webmanifest": '{"icons": [{"src": "icons/small.png"}]}',
        "a/icons/small.png": "",
        "s/main.css": '@font-face { src: url("../f/x.woff2") }',
        "f/x.woff2": "",
        "f/y.woff2": "",
        "c/index.html": "",
        "c/old.html": '<a href="x.pdf">',
        "c/x.pdf": "",
        "n.txt": '<a href="c/x.pdf">',
    }
    assert _left(files) == ["b/plain.html", "c/old.html", "c/x.pdf", "f/y.woff2", "n.txt"]


def test_scripts_name_what_they_load() -> None:
    """Would catch a worker that is taken out of the site; or a file that stays because a script has
    a longer name in it.
    """
    files = {
        "index.html": '<script src="main.js"></script><script>load("base.css")</script>',
        "main.js": 'start("workers/search.1.js"); other("xworker.js"); a-b.svg; part.jsx',
        "workers/search.1.js": "",
        "worker.js": "",
        "b.svg": "",
        "base.css": "",
        "part.js": "",
        "letter.pdf": "",
        "data.json": "",
    }
    files["main.js"] += " letter.pdf"
    assert _left(files) == ["b.svg", "data.json", "letter.pdf", "part.js", "worker.js"]


def test_maps_of_scripts_are_needed_by_nobody() -> None:
    """Would catch source maps on the web: a third of a small site."""
    files = {
        "index.html": '<script src="main.js"></script><link href="main.css"><a href="b.js.map">',
        "main.js": "x()\n//# sourceMappingURL=main.js.map",
        "main.css": "a{}\n/*# sourceMappingURL=main.css.map */",
        "main.js.map": "",
        "main.css.map": "",
        "b.js.map": "",
    }
    assert _left(files) == ["b.js.map", "main.css.map", "main.js.map"]


LANGUAGES = [f"assets/lunr/min/lunr.{name}.min.js" for name in ("fr", "de", "stemmer.support")]
LANGUAGES += [
    "assets/lunr/tinyseg.js",
    "assets/lunr/wordcut.js",
    "assets/lunr/min/lunr.multi.min.js",
]


@pytest.mark.parametrize(
    ("languages", "kept"),
    [
        (["en"], []),
        (["fr"], ["fr", "stemmer.support", "multi"]),
        (["en", "de"], ["de", "stemmer.support", "multi"]),
        (["ja"], ["stemmer.support", "multi", "tinyseg"]),
        (["th"], ["stemmer.support", "multi", "wordcut"]),
        (["zh"], ["stemmer.support", "multi", "wordcut"]),
        (None, []),
        (7, []),
    ],
)
def test_the_search_keeps_the_languages_that_it_uses(languages: object, kept: list[str]) -> None:
    """Would catch thirty languages that nobody searches in, or the one that is lost."""
    config = (
        {"config": {"lang": languages}} if isinstance(languages, list) else {"config": languages}
    )
    files = {INDEX: json.dumps(config), **dict.fromkeys(LANGUAGES, "")}
    left = _left(files)
    wanted = [name for name in LANGUAGES if any(f"{word}." in name for word in kept)]
    assert left == sorted({*LANGUAGES} - {*wanted})


@pytest.mark.parametrize("text", ["", "{", "[]", '{"config": []}', "{" * 9000])
def test_a_search_index_that_nobody_can_read_needs_nothing(text: str) -> None:
    """Would catch a traceback over the search index of another builder."""
    assert _left({INDEX: text, LANGUAGES[0]: ""}) == [LANGUAGES[0]]


def test_what_is_a_page() -> None:
    """Would catch a page of another ending that is read as a file."""
    assert is_page("a/index.html")
    assert is_page("x.htm")
    assert not is_page("x.html.bak")
