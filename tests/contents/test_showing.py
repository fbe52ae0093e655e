"""Every kind of file as a proof's page shows it: readable, bounded, and able to do nothing."""

from __future__ import annotations

import io
import os
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook
from whole_files import zipped_files

from preuve.contents.documents import MOST_LETTERS
from preuve.contents.sanitizing import sanitized
from preuve.contents.showing import MOST_BYTES, MOST_ROWS, Shown, forget_unused, show
from preuve.core.words import Translator

if TYPE_CHECKING:
    from pathlib import Path

_WORDS = Translator("en")
_SAFE = (
    "p|b|h[3-6]|ul|ol|li|table|thead|tbody|tr|th|td|caption|a|pre|div|strong|em|code|br|blockquote"
)
_HARM = re.compile(
    rf"<(?!/?(?:{_SAFE})\b)|<[^>]*\son\w+\s*=|<[^>]*(?:href|src)=.(?!https?:)", re.IGNORECASE
)
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "![b](https://evil.example/p.png)",
    '<a href="javascript:alert(1)">c</a>',
    '<a href="https://user@evil.example">d</a>',
    "<svg/onload=alert(1)>",
    "</pre><b onclick=x>",
    "<iframe src=https://evil.example></iframe>",
    "<style>@import 'https://evil.example'</style>",
    "<table><td onclick=x colspan=99999>",
    "{: onclick=x }",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)


def _show(tmp_path: Path, name: str, data: bytes | str) -> Shown:
    file = tmp_path / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return show(file, _WORDS)


def _docx(*paragraphs: str, extra: dict[str, str] | None = None) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        'PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
        'document.main+xml"/></Types>',
        "_rels/.rels": "<Relationships "
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
        **(extra or {}),
    }
    return zipped_files(files)


def _xlsx(rows: list[list[object]], *, hidden: str = "") -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    if hidden:
        sheet = book.create_sheet("Secret")
        sheet.append([hidden])
        sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_tables_are_tables(tmp_path: Path, encoding: str) -> None:
    """Would catch a French CSV shown as mojibake or in one column."""
    shown = _show(tmp_path, "suivi.csv", "Séance;Présents\nlundi, à Angers;12\n".encode(encoding))
    assert '<th scope="col">Séance</th><th scope="col">Présents</th>' in shown.html
    assert "<td>lundi, à Angers</td><td>12</td>" in shown.html
    assert "1 row" in shown.html


def test_workbooks_show_what_is_seen(tmp_path: Path) -> None:
    """Would catch a workbook not shown, or a hidden sheet that is,
    or one left out without a word.
    """
    shown = _show(
        tmp_path, "suivi.xlsx", _xlsx([["Nom", "Note"], ["A-01", 14.5]], hidden="not to be seen")
    )
    assert "<td>A-01</td><td>14.5</td>" in shown.html
    assert "not to be seen" not in shown.html
    assert "1 hidden sheet is not shown here" in shown.remark


_SLIDES = {
    "ppt/slides/slide1.xml": "<a:p><a:t>Un</a:t></a:p>",
    "ppt/slides/slide10.xml": "<a:p>Dix</a:p>",
    "ppt/slides/slide2.xml": "<a:p>Deux</a:p>",
}
_MARKDOWN = "# Titre\n\n| A | B |\n|---|---|\n| été | 2 |\n\n- un\n- **deux**"
_MAIL = "From: a@exemple.fr\nSubject: Convocation\n\nBonjour <tous>"
_ODT = "<o><text:h>Accueil</text:h><text:p>Un &lt;b&gt;<text:s/>mot</text:p></o>"


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("a.md", _MARKDOWN, ["<h3>Titre</h3>", "<td>été</td>", "<strong>deux</strong>"]),
        (
            "a.txt",
            "Première ligne\r\n  <deux>".encode("cp1252"),
            ["Première ligne\n  &lt;deux&gt;"],
        ),
        ("a.json", '{"é": 1}', ["{&quot;é&quot;: 1}"]),
        ("a.rtf", rb"{\rtf1\ansi Proc\'e9dure <b>}", ["Procédure &lt;b&gt;"]),
        ("a.eml", _MAIL, ["Subject: Convocation", "Bonjour &lt;tous&gt;"]),
        (
            "a.docx",
            _docx("Procédure d’accueil", "<script>"),
            ["<p>Procédure d’accueil</p>", "&lt;script&gt;"],
        ),
        ("a.odt", zipped_files({"content.xml": _ODT}), ["Accueil\nUn &lt;b&gt; mot"]),
        ("a.pptx", zipped_files(_SLIDES), ["Un\n\nDeux\n\nDix"]),
        ("a.html", "<title>x</title><h1>Vu</h1><p>le texte", ["<h3>Vu</h3><p>le texte</p>"]),
    ],
)
def test_documents_are_read(
    tmp_path: Path, name: str, data: bytes | str, wanted: list[str]
) -> None:
    """Would catch a kind of document that is a download only, or that loses its letters."""
    shown = _show(tmp_path, name, data)
    for text in wanted:
        assert text in shown.html
    assert not _HARM.search(shown.html)
    assert not shown.remark


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.csv", "a.html", "a.eml", "a.docx", "a.xlsx"])
def test_nothing_runs_or_calls(tmp_path: Path, name: str, payload: str) -> None:
    """Would catch a script, an attribute or an address of the content's that
    the page takes for its own.
    """
    made: dict[str, bytes | str] = {
        "a.docx": _docx(payload),
        "a.xlsx": _xlsx([["x"], [payload]]),
        "a.eml": f"Subject: {payload}\n\n{payload}",
    }
    data = made.get(name, f"A\n\n{payload}\n")
    assert not _HARM.search(_show(tmp_path, name, data).html)


def test_what_is_previewed_is_what_it_says(tmp_path: Path) -> None:
    """Would catch a web page called .pdf or .png that the browser is told to embed."""
    assert _show(tmp_path, "a.pdf", b"%PDF-1.7\n").preview == "pdf"
    assert _show(tmp_path, "a.png", b"\x89PNG\r\n\x1a\n").preview == "picture"
    assert not _show(tmp_path, "b.pdf", "<script>alert(1)</script>").preview
    assert not _show(tmp_path, "b.png", "<script>alert(1)</script>").preview


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"PK\x03\x04damaged"),
        (
            "a.docx",
            _docx("x", extra={"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        ),
        ("a.xlsx", b"PK\x03\x04damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("a.odt", zipped_files({"other.xml": "x"})),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("a.zip", zipped_files({"a": "b"})),
        ("a.bin", bytes(range(256))),
        ("a.txt", b" \n\t\n"),
        ("a.docx", zipped_files({"word/document.xml": "0" * 70_000_000})),
    ],
)
def test_what_cannot_be_shown_says_so(tmp_path: Path, name: str, data: bytes) -> None:
    """Would catch a damaged, locked or swollen document that ends the build,
    or is shown as nothing without a word.
    """
    shown = _show(tmp_path, name, data)
    assert shown.html == ""
    assert "open the original" in shown.remark


def test_long_ones_are_cut_and_say_so(tmp_path: Path) -> None:
    """Would catch a page of a hundred megabytes, or a table that seems whole and is not."""
    table = _show(tmp_path, "a.csv", "a;b\n" + "1;2\n" * 5_000)
    assert table.html.count("<tr>") == MOST_ROWS
    assert "5000 rows" in table.html
    assert "in the original" in table.remark
    text = _show(tmp_path, "a.txt", "é" * (MOST_LETTERS + 5))
    assert text.html.count("é") == MOST_LETTERS
    assert "in the original" in text.remark
    assert "too large" in _show(tmp_path, "b.txt", "x" * (MOST_BYTES + 5_000)).remark


def test_markdown_that_is_made_to_be_slow_is_shown_as_text(tmp_path: Path) -> None:
    """Would catch a page of one enormous line that keeps the build for minutes."""
    shown = _show(tmp_path, "a.md", "*" * 50_000 + "[" * 20_000)
    assert shown.html.startswith("<pre")


def test_deep_html_ends() -> None:
    """Would catch nesting without an end, or elements left open that swallow the page."""
    html, _ = sanitized("<blockquote>" * 10_000 + "x", MOST_LETTERS)
    assert html.count("<blockquote>") == html.count("</blockquote>") <= 60
    assert sanitized("</div></main><p>a</article>", 100)[0] == "<p>a</p>"


def test_what_was_drawn_is_taken_again(tmp_path: Path) -> None:
    """Would catch a build that draws each proof anew,
    or one that shows yesterday's content of a changed file.
    """
    file, kept = tmp_path / "a.md", tmp_path / "kept"
    file.write_text("one", encoding="utf-8")
    first = show(file, _WORDS, kept)
    (drawn,) = kept.iterdir()
    assert show(file, _WORDS, kept) == first
    drawn.write_text("\nfrom what was kept", encoding="utf-8")
    assert show(file, _WORDS, kept).html == "from what was kept"
    file.write_text("two", encoding="utf-8")
    assert "two" in show(file, _WORDS, kept).html


def test_what_nobody_used_for_a_month_is_forgotten(tmp_path: Path) -> None:
    """Would catch a cache that grows with every version of every proof, or one that takes away
    what the build for another audience has just drawn.
    """
    kept = tmp_path / "kept"
    for number, days in enumerate((0, 10, 31, 400)):
        file = tmp_path / f"{number}.md"
        file.write_text(f"number {number}", encoding="utf-8")
        show(file, _WORDS, kept)
        (drawn,) = (
            path for path in kept.iterdir() if f"number {number}" in path.read_text("utf-8")
        )
        used = 1_600_000_000 - days * 86_400
        os.utime(drawn, (used, used))
    (kept / "theirs.txt").write_text("not ours", encoding="utf-8")
    forget_unused(kept)
    left = "".join(file.read_text("utf-8") for file in kept.iterdir())
    assert [number for number in range(4) if f"number {number}" in left] == [0, 1]
    assert "not ours" in left
    show(tmp_path / "1.md", _WORDS, kept)  # used today: what was used long before goes
    forget_unused(kept)
    (drawn,) = kept.glob("*.html")
    assert "number 1" in drawn.read_text("utf-8")
    forget_unused(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<h3>a</h3><h1>b</h1><h4>c</h4><h2>d</h2>", "<h3>a</h3><h3>b</h3><h4>c</h4><h4>d</h4>"),
        ("<ul><p>x</p><li>y<li>z</ul>", "<ul><li><p>x</p></li><li>y</li><li>z</li></ul>"),
        ("<li>a</li><li>b</li>q", "<p>a</p><p>b</p>q"),
        ("<ul>a<ul><li>i</ul></ul>", "<ul><li>a<ul><li>i</li></ul></li></ul>"),
        ("<dl><dt>a<dd>b<p>c</dl>", "<dl><dt>a</dt><dd>b<p>c</p></dd></dl>"),
        ("<dl>a</dl>", "<dl><dd>a</dd></dl>"),
        ("<tr><th></th><th> </th><th>x</th></tr>", "<tr><td></td><td> </td><th>x</th></tr>"),
        ("<ul><br></ul>", "<ul><li><br></li></ul>"),
        ("<ul><li>a<ol><li>b</ol><li>c</ul>", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"),
    ],
)
def test_what_is_heard_is_what_is_seen(written: str, shown: str) -> None:
    """Would catch a heading whose degree is left out, a list with what is no entry of it, an entry
    without a list, a cell that heads nothing: a reader with a screen reader is lost in each.
    """
    assert sanitized(written, 1_000)[0] == shown
