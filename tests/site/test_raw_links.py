"""Links of raw HTML for Zensical, by Python-Markdown alone: no builder need be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import markdown
import pytest

from preuve.site.raw_links import RawLinks, from_file, marked, rewritten

if TYPE_CHECKING:
    from markdown import Extension


@pytest.mark.parametrize(
    ("link", "from_the_file"),
    [
        ("../b/", "b/"),
        ("../", "./"),
        (".", "a/"),
        ("../../", "../"),
        ("c/", "a/c/"),
        ("../b/?x=1&y=2#z", "b/?x=1&y=2#z"),
        ("../%C3%A9/f.pdf", "%C3%A9/f.pdf"),
        *((same, same) for same in ("#x", "", "?q", "/b/", "//e.org/x", "mailto:a@b", "b.md#x")),
        ("http://[", "http://["),
    ],
)
def test_a_link_begins_at_the_file(link: str, from_the_file: str) -> None:
    """Would catch a link that leads one folder too high, or an address that is changed."""
    assert from_file(link, "a") == from_the_file


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a href='../b/'>x</a>", '<a href="b/">x</a>'),
        ("<A HREF = ../b/ id=x>", '<A HREF = "b/" id=x>'),
        ('<a title="a > b" href="../b/">', '<a title="a > b" href="b/">'),
        ('<a data-href="../b/" xhref="../b/">', '<a data-href="../b/" xhref="../b/">'),
        ('<img src="../b.png" srcset="../b.png 2x, ../c.png"/>',
         '<img src="b.png" srcset="b.png 2x, c.png"/>'),
        ('<!-- <a href="../b/"> -->', '<!-- <a href="../b/"> -->'),
        ('<script src="../b.js">"<a href=\'../b/\'>"</script><a href="../b/">',
         '<script src="b.js">"<a href=\'../b/\'>"</script><a href="b/">'),
        ('<textarea><a href="../b/"></textarea>', '<textarea><a href="../b/"></textarea>'),
        ('<a href="../b/&#47;&amp;x">', '<a href="b/&amp;x">'),
        ("<a href", "<a href"),
        ("<a href>", "<a href>"),
        ("<form action='../b/'>", "<form action='../b/'>"),
    ],
)  # fmt: skip
def test_only_what_zensical_reads_is_written_anew(html: str, expected: str) -> None:
    """Would catch a link that is passed over, or a text that looks like one and is changed."""
    assert rewritten(html, "a") == expected


def test_a_page_says_where_its_address_is() -> None:
    """Would catch a mark that is seen on the page, links of Markdown that are changed,
    code that is, and raw links that are not.
    """
    text = (
        '<a href="../b/">raw</a> [md](b.md) `<a href="../b/">`\n\n<div>\n<a href="../b/">x</a>\n'
        '</div>\n\n    <a href="../b/">\n\n<div markdown>\n<video src="../b.mp4">[md](b.md)</video>'
        "\n</div>"
    )
    extensions: list[str | Extension] = ["md_in_html", RawLinks()]
    drawn = markdown.markdown(marked(text, "a"), extensions=extensions)
    assert "preuve-address" not in drawn
    assert drawn.count('"b/"') == 2
    assert drawn.count('href="../b/"') == drawn.count('href="../b/"&gt;') == 2
    assert 'href="b.md"' in drawn
    assert 'src="b.mp4"' in drawn
    plain = markdown.markdown(text, extensions=["md_in_html"])
    assert markdown.markdown(text, extensions=extensions) == plain


def test_hostile_html_costs_no_time() -> None:
    """Would catch a pattern that looks again and again at what is no tag."""
    for piece in ("<a ", "<a b", "<a href='", "<!--", "<script>", '<a b="c" ', "<a\n"):
        assert len(rewritten(piece * 20_000, "a")) >= 20_000
