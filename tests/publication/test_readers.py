"""Files read wholly or refused: each form, and what is wrong with it."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import time
import zipfile
import zlib
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from preuve.publication.cleaning import cleaned_file
from preuve.publication.folding import small
from preuve.publication.readers import read
from preuve.publication.readers.apart import read_apart

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = "Registre des incidents de l’été – salariés épuisés"


def zipped(members: dict[str, bytes]) -> bytes:
    """Return an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def document(body: str, **more: str) -> bytes:
    """Return a text document."""
    page = f'<?xml version="1.0"?><w:document xmlns:w="x"><w:body>{body}</w:body></w:document>'
    return zipped(
        {
            "word/document.xml": page.encode(),
            **{f"word/{name}.xml": text.encode() for name, text in more.items()},
        }
    )


def workbook(*, hidden: bool = False, note: bool = False) -> bytes:
    """Return a workbook that says the words in a cell, in a hidden sheet or in a note."""
    book, out = Workbook(), io.BytesIO()
    sheet = book.create_sheet("Other")
    sheet.sheet_state = "veryHidden" if hidden else "visible"
    sheet["B2"] = "x" if note else WORDS
    if note:
        sheet["B2"].comment = Comment(WORDS, "somebody")
    book.save(out)
    return out.getvalue()


def pdf(
    *,
    title: str = "",
    outline: str = "",
    locked: str = "",
    attached: bytes = b"",
    alternative: str = "",
    field: str = "",
) -> bytes:
    """Return a PDF with a text where it is asked for, on a page that is empty otherwise."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    if title:
        writer.add_metadata({"/Title": title})
    if outline:
        writer.add_outline_item(outline, 0)
    if attached:
        writer.add_attachment("x.docx", attached)
    if alternative:
        element = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructElem"),
                NameObject("/Alt"): TextStringObject(alternative),
            }
        )
        writer.root_object[NameObject("/StructTreeRoot")] = writer._add_object(element)  # noqa: SLF001 - pypdf has no other way
    if field:
        value = DictionaryObject(
            {NameObject("/FT"): NameObject("/Tx"), NameObject("/V"): TextStringObject(field)}
        )
        writer.root_object[NameObject("/AcroForm")] = writer._add_object(value)  # noqa: SLF001 - as above
    if locked:
        writer.encrypt("" if locked == "print" else locked, "owner", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def later(data: bytes) -> bytes:
    """Return a PDF to which a version was added in which its title is another."""
    writer, out = PdfWriter(PdfReader(io.BytesIO(data)), incremental=True), io.BytesIO()
    writer.add_metadata({"/Title": "Nothing"})
    writer.write(out)
    return out.getvalue()


def mail(charset: str = "utf-8", attached: bytes = b"") -> bytes:
    """Return a mail, its body coded, with a file or without."""
    message = EmailMessage()
    message["From"], message["Subject"] = "contact@tilleul.example", "Bonjour"
    message.set_content("x" if attached else WORDS, charset=charset, cte="base64")
    if attached:
        message.add_attachment(
            attached, maintype="application", subtype="octet-stream", filename="x.bin"
        )
    return bytes(message)


def tarred() -> bytes:
    """Return an archive of tar's."""
    out, data = io.BytesIO(), WORDS.encode()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("x.txt")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def rich(text: str) -> bytes:
    """Return rich text, signs beyond ASCII as Word writes them."""
    signs = "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in text)
    return f"{{\\rtf1\\ansi\\ansicpg1252 x {{\\*\\annotation {signs}}}\\par}}".encode()


def _in_an_address() -> bytes:
    return f'<img src="data:text/plain,{WORDS.replace(" ", "%20")}">'.encode()


RUNS = "".join(f"<w:r><w:t>{sign}</w:t></w:r>" for sign in WORDS)
READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "cp1252": ("x.csv", lambda: WORDS.replace("–", "-").encode("cp1252")),
    "UTF-16": ("x.txt", lambda: WORDS.encode("utf-16")),
    "UTF-16 without a mark": ("x.txt", lambda: WORDS.encode("utf-16-le")),
    "text under another name": ("x.dat", WORDS.encode),
    "a run a letter": ("x.docx", lambda: document(f"<w:p>{RUNS}</w:p>")),
    "deleted text": (
        "x.docx",
        lambda: document(f"<w:p><w:del><w:r><w:delText>{WORDS}</w:delText></w:r></w:del></w:p>"),
    ),
    "a note of Word's": (
        "x.docx",
        lambda: document("", comments=f"<w:comment><w:p><w:t>{WORDS}</w:t></w:p></w:comment>"),
    ),
    "properties": (
        "x.docx",
        lambda: zipped({"docProps/core.xml": f"<dc:title>{WORDS}</dc:title>".encode()}),
    ),
    "a cell": ("x.xlsx", workbook),
    "a hidden sheet": ("x.xlsx", lambda: workbook(hidden=True)),
    "a note of Excel's": ("x.xlsx", lambda: workbook(note=True)),
    "OpenDocument": (
        "x.odt",
        lambda: zipped({"content.xml": f"<text:p>{WORDS}</text:p>".encode()}),
    ),
    "a workbook in a document": ("x.docx", lambda: zipped({"word/embeddings/a.xlsx": workbook()})),
    "a document's title": ("x.pdf", lambda: pdf(title=WORDS)),
    "a bookmark": ("x.pdf", lambda: pdf(outline=WORDS)),
    "alternative text": ("x.pdf", lambda: pdf(alternative=WORDS)),
    "a form's value": ("x.pdf", lambda: pdf(field=WORDS)),
    "what a PDF carries": ("x.pdf", lambda: pdf(attached=workbook())),
    "protected against printing": ("x.pdf", lambda: pdf(outline=WORDS, locked="print")),
    "an earlier version": ("x.pdf", lambda: later(pdf(title=WORDS))),
    "junk before the header": (
        "x.pdf",
        lambda: b"Some printer wrote this\r\n" + pdf(outline=WORDS),
    ),
    "a PDF under another name": ("x.txt", lambda: pdf(outline=WORDS)),
    "a mail's body": ("x.eml", mail),
    "a mail in cp1252": ("x.eml", lambda: mail("cp1252")),
    "what a mail carries": ("x.eml", lambda: mail(attached=workbook())),
    "a note in rich text": ("x.rtf", lambda: rich(WORDS)),
    "packed": ("x.txt.gz", lambda: gzip.compress(WORDS.encode())),
    "packed otherwise": ("x.txt.bz2", lambda: bz2.compress(WORDS.encode())),
    "packed still otherwise": ("x.txt.xz", lambda: lzma.compress(WORDS.encode())),
    "tar": ("x.tar", tarred),
    "archives in archives": (
        "x.zip",
        lambda: zipped({"y.zip": zipped({"z.docx": document(f"<w:t>{WORDS}</w:t>")})}),
    ),
    "a file in an address": ("x.html", _in_an_address),
}


@pytest.mark.parametrize(("name", "make"), READ.values(), ids=READ)
def test_it_is_read(name: str, make: Callable[[], bytes]) -> None:
    """Would catch a place in a file where nobody looks."""
    reading = read(name, make())
    assert reading.faults == []
    wanted = small(WORDS)
    assert any(wanted in small(text) for text in reading.texts)


def picture(size: int, form: str = "PNG") -> bytes:
    """Return a picture."""
    out = io.BytesIO()
    Image.new("RGB", (size, size), (9, 90, 9)).save(out, form)
    return out.getvalue()


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a password": ("x.pdf", lambda: pdf(locked="secret")),
    "half a PDF": ("x.pdf", lambda: pdf(title=WORDS)[:200]),
    "a PDF of nothing": ("x.pdf", lambda: b"%PDF-1.7\n%%EOF"),
    "half a workbook": ("x.xlsx", lambda: workbook()[:-200]),
    "an old document": ("x.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "macros": ("x.xlsm", lambda: zipped({"xl/vbaProject.bin": b"\xd0\xcf"})),
    "a picture cut off": ("x.png", lambda: picture(300)[:60]),
    "an unknown form": ("x.bin", lambda: bytes(range(256))),
    "a film": ("x.mp4", lambda: b"\0\0\0\x18ftypmp42" + bytes(100)),
    "packed too deep": ("x.gz", lambda: _nested(9)),
    "rich text cut off": ("x.rtf", lambda: rich(WORDS)[:-1]),
    "rich text with a file": ("x.rtf", lambda: b"{\\rtf1{\\object\\objdata 0105}}"),
}


def _nested(times: int) -> bytes:
    data = WORDS.encode()
    for _ in range(times):
        data = gzip.compress(data)
    return data


@pytest.mark.parametrize(("name", "make"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(name: str, make: Callable[[], bytes]) -> None:
    """Would catch a file that goes out though nobody could read it."""
    assert read(name, make()).faults


def test_a_bomb_is_refused_in_little_memory() -> None:
    """Would catch a build that a small file fills the memory of."""
    bomb = gzip.compress(bytes(400 * 1024 * 1024))
    assert read("x.gz", bomb).faults
    assert read("x.zip", zipped({"x.txt": bytes(200 * 1024 * 1024)})).faults


def test_what_is_in_pixels_is_told() -> None:
    """Would catch a scan that is published unread; and an icon that stops a site."""
    assert read("x.png", picture(300)).pixels
    assert not read("x.png", picture(48)).pixels


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_loses_what_is_no_picture(form: str) -> None:
    """Would catch the place of a photograph on the web; or a picture that is another afterwards."""
    before, out = Image.new("RGB", (40, 30), (9, 90, 9)), io.BytesIO()
    exif = before.getexif()
    exif[0x010E], exif[0x0112] = WORDS, 6
    options = {"comment": WORDS.encode()} if form in {"GIF", "JPEG"} else {}
    before.save(out, form, exif=exif, **options)
    cleaned = cleaned_file(f"x.{form.lower()}", out.getvalue())
    after = Image.open(io.BytesIO(cleaned))
    assert (
        after.convert("RGB").tobytes()
        == Image.open(io.BytesIO(out.getvalue())).convert("RGB").tobytes()
    )
    assert not any(small(WORDS) in small(text) for text in read("x", cleaned).texts)
    if form == "JPEG":
        assert dict(after.getexif()) == {0x0112: 6}


def test_comments_go_and_scripts_stay() -> None:
    """Would catch a comment that is published, or a script that is cut."""
    page = b"<p>a<!-- b\n--></p><script>x = '<!-- c -->'</script>"
    assert cleaned_file("x.html", page) == b"<p>a</p><script>x = '<!-- c -->'</script>"


def drawing(content: bytes) -> bytes:
    """Return a PDF of one page that draws what it is given."""
    packed = zlib.compress(content)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 "
            b"R/Resources<</Font<</F1 5 0 R>>>>>>"
        ),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    ) % (
        table,
        len(out),
    )


def test_a_document_that_takes_for_ever_is_refused_and_the_next_one_read() -> None:
    """Would catch a build held up for minutes by a small hostile file;
    or a good one lost after it.
    """
    good, endless = (
        drawing(b"BT /F1 8 Tf (hello) Tj ET"),
        drawing(b"BT /F1 8 Tf " + b"(ab) Tj 1 0 Td " * 1_000_000 + b"ET"),
    )
    assert len(endless) < 100_000
    assert read_apart("x.pdf", good).texts[0] == "hello"
    began = time.monotonic()
    reading = read_apart("x.pdf", endless, wait=1)
    assert time.monotonic() - began < 20
    assert [(label, fault.text) for label, fault in reading.faults] == [
        ("x.pdf", "it takes too long to read, or too much memory: print it to a new PDF")
    ]
    assert read_apart("x.pdf", good).texts[0] == "hello"


def test_what_is_read_apart_is_what_is_read_here() -> None:
    """Would catch a fault, a picture or a text that is lost between the processes."""
    for name, make in (*READ.values(), *REFUSED.values(), ("x.png", lambda: picture(300))):
        data = make()
        here, apart = read(name, data), read_apart(name, data)
        assert (apart.texts, apart.faults, apart.pixels, apart.digests) == (
            here.texts,
            here.faults,
            here.pixels,
            here.digests,
        )


@pytest.mark.parametrize(
    "text", ["a" + "\u0301\u0323" * 300_000, "<" * 3_000_000, " d=" * 500_000, "data:" * 300_000]
)
def test_time_grows_with_the_text_and_no_faster(text: str) -> None:
    """Would catch a page of half a megabyte that is looked at for minutes."""
    began = time.process_time()
    reading = read("x.html", text.encode())
    for read_text in reading.texts:
        small(read_text)
    assert time.process_time() - began < 20
