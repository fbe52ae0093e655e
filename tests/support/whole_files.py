"""A small file of each kind that a proof may be, with something in it and whole to its end; and
such files with nothing in them.
"""

from __future__ import annotations

import io
import struct
import zipfile
from functools import partial
from typing import TYPE_CHECKING

import openpyxl
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_TYPES = {"[Content_Types].xml": f"{_HEAD}<Types/>", "_rels/.rels": f"{_HEAD}<Relationships/>"}


def pdf(content: str = "BT /F1 12 Tf 72 720 Td (Minutes) Tj ET", **values: str) -> bytes:
    """Return a PDF of one page; `values` are more entries of its catalogue."""
    more = "".join(f"/{key} {value}" for key, value in values.items())
    objects = (
        f"<</Type/Catalog/Pages 2 0 R{more}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        data
        + (
            f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<</Size 6/Root 1 0 R>>\n"
            f"startxref\n{len(data)}\n%%EOF\n"
        ).encode()
    )


def zipped(**files: str) -> bytes:
    """Return an archive of some files."""
    return zipped_files(files)


def zipped_files(files: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of some files, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def document(
    body: str = "<w:p><w:r><w:t>Minutes of 3 March</w:t></w:r></w:p>", **more: str
) -> bytes:
    """Return a text of Word; `more` are parts of it beside its body."""
    text = f"{_HEAD}<w:document xmlns:w='w'><w:body>{body}<w:sectPr/></w:body></w:document>"
    parts = {f"word/{name}.xml": part for name, part in more.items()}
    return zipped_files({**_TYPES, "word/document.xml": text, "word/styles.xml": _HEAD, **parts})


def workbook(*rows: list[object]) -> bytes:
    """Return a workbook of some rows."""
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def slides(*texts: str) -> bytes:
    """Return a presentation; of no slide without a text."""
    parts = {
        f"ppt/slides/slide{number}.xml": f"{_HEAD}<p:sld><p:sp><p:nvPr><p:ph/></p:nvPr><a:p>"
        f"<a:r><a:t>{text}</a:t></a:r></a:p></p:sp></p:sld>"
        for number, text in enumerate(texts, 1)
    }
    return zipped_files({**_TYPES, "ppt/presentation.xml": _HEAD, **parts})


def open_document(body: str, kind: str = "text") -> bytes:
    """Return a document of LibreOffice."""
    content = (
        f"{_HEAD}<office:document-content><office:automatic-styles><number:text>/</number:text>"
        f"</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    )
    return zipped_files(
        {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content}
    )


def picture(form: str, width: int = 40, height: int = 30) -> bytes:
    """Return a picture in which something is to be seen."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(buffer, form)
    return buffer.getvalue()


def boxes(*kinds: tuple[bytes, int]) -> bytes:
    """Return a film, or a telephone's photograph: its boxes, each with so many bytes in it."""
    return b"".join(struct.pack(">I4s", 8 + size, kind) + bytes(size) for kind, size in kinds)


def riff(kind: bytes, size: int = 400) -> bytes:
    """Return a sound or a film in the form that Windows has for them."""
    return struct.pack("<4sI4s", b"RIFF", size + 4, kind) + bytes(size)


def old_document(size: int = 2560) -> bytes:
    """Return what a document of the old office begins with, its directory in its third sector."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + struct.pack("<H", 9) + bytes(12)
    return (head + struct.pack("<II", 1, 2)).ljust(512, b"\0") + b"R\0o\0o\0t\0" * (
        (size - 512) // 8
    )


def seven(packed: int = 40, listed: int = 20) -> bytes:
    """Return an archive of 7-Zip."""
    head = b"7z\xbc\xaf\x27\x1c\0\4" + bytes(4) + struct.pack("<QQ", packed, listed) + bytes(4)
    return head + b"x" * (packed + listed)


# By ending. What is cut off of these is known to be: they end with what must stand there.
WHOLE: dict[str, Callable[[], bytes]] = {
    "pdf": pdf,
    "docx": document,
    "xlsx": lambda: workbook(["Name", "Day"], ["A", 12]),
    "pptx": lambda: slides("", "Plan of the day"),
    "odt": lambda: open_document("<text:p>Minutes</text:p>"),
    "ods": lambda: open_document("<table:table-cell office:value='0'/>", "spreadsheet"),
    "odp": lambda: open_document("<draw:page><draw:image/></draw:page>", "presentation"),
    "zip": lambda: zipped(a="Minutes"),
    "epub": lambda: zipped(mimetype="application/epub+zip", text="Minutes"),
    "png": lambda: picture("PNG"),
    "jpg": lambda: picture("JPEG"),
    "bmp": lambda: picture("BMP"),
    "tif": lambda: picture("TIFF"),
    "webp": lambda: picture("WEBP"),
    "heic": lambda: boxes((b"ftyp", 16), (b"mdat", 400), (b"meta", 200)),
    "mp4": lambda: boxes((b"ftyp", 16), (b"mdat", 400), (b"moov", 200)),
    "mov": lambda: boxes((b"wide", 0), (b"mdat", 400), (b"moov", 200)),
    "wav": lambda: riff(b"WAVE"),
    "avi": lambda: riff(b"AVI "),
    "doc": old_document,
    "msg": old_document,
    "7z": seven,
    "rtf": lambda: b"{\\rtf1\\ansi\\pard Minutes of 3 March\\par}\n",
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>\n",
}

# What is whole and shows nothing.
BLANK: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a PDF of no page": ("pdf", lambda: b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF"),
    "a PDF of no object": ("pdf", lambda: b"%PDF-1.7\n" + bytes(20_000) + b"\n%%EOF\n"),
    "a text of Word without a word": ("docx", lambda: document("<w:p/>")),
    "one that says TODO": ("docx", lambda: document("<w:p><w:t>TODO</w:t></w:p>")),
    "one of an empty table": ("docx", lambda: document("<w:tbl><w:tc><w:p/></w:tc></w:tbl>")),
    "one without its text": ("docx", lambda: zipped_files({**_TYPES, "word/styles.xml": _HEAD})),
    "a workbook without a value": ("xlsx", workbook),
    "one without a sheet": ("xlsx", lambda: zipped_files({**_TYPES, "xl/workbook.xml": _HEAD})),
    "slides without a word": ("pptx", lambda: slides("", " ")),
    "no slide": ("pptx", slides),
    "a text of LibreOffice without a word": ("odt", lambda: open_document("<text:p/>")),
    "one that only says what it is": ("odt", lambda: zipped(mimetype="application/vnd.oasis")),
    "an archive of empty files": ("zip", lambda: zipped(a="", b="")),
    "an archive of what the Mac leaves": ("zip", lambda: zipped_files({"a/.DS_Store": "x"})),
    "an archive of 7-Zip of nothing": ("7z", lambda: seven(0, 0)),
    **{
        f"a picture of four dots, {form}": (ending, partial(picture, form, 2, 2))
        for ending, form in {
            "png": "PNG",
            "jpg": "JPEG",
            "gif": "GIF",
            "bmp": "BMP",
            "tif": "TIFF",
            "webp": "WEBP",
        }.items()
    },
    "a line of dots": ("png", lambda: picture("PNG", 600, 1)),
    "a film without a picture": ("mp4", lambda: boxes((b"ftyp", 16), (b"moov", 200))),
    "a film of which only the place was made": ("mp4", lambda: boxes((b"ftyp", 16)) + bytes(9_000)),
    "a sound of no length": ("wav", lambda: riff(b"WAVE", 32)),
    "an old document of one sector": ("doc", lambda: old_document(512)),
    "a letter without a word": ("eml", lambda: b"From: a@b\nTo: c@d\n e@f\nSubject:\n\n\n"),
    "a calendar without an entry": (
        "ics",
        lambda: b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n",
    ),
    "a page that a program fills": (
        "html",
        lambda: (
            b"<html><head><title>x</title>"
            + b"<meta name=x>" * 200
            + b"</head><noscript>Enable scripts</noscript><div id=app></div><script>1</script>"
        ),
    ),
}

# What is short of something and is a document all the same.
UNUSUAL: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a page of PDF with nothing on it": ("pdf", lambda: pdf("")),
    "a scan": ("pdf", lambda: picture("PDF", 600, 800)),
    "a small scan": ("pdf", lambda: picture("PDF")),
    "a form that is filled in": ("pdf", lambda: pdf("", AcroForm="<</Fields[]>>")),
    "a page whose words are words of the format": (
        "pdf",
        lambda: pdf("BT (The objectives, the streamed objects and the endobj) Tj ET"),
    ),
    "a page with a line on it": ("pdf", lambda: pdf("0 0 m 9 9 l S")),
    "one with bytes after its end": ("pdf", lambda: pdf() + bytes(2_000)),
    "one that says where its tables are, and no more": ("pdf", lambda: pdf()[:-6]),
    "a text of Word that is a picture": ("docx", lambda: document("<w:p><w:drawing/></w:p>")),
    "one with a head on its sheets": ("docx", lambda: document("<w:p/>", header1="<w:t>x</w:t>")),
    "a text of LibreOffice with a head on its sheets": (
        "odt",
        lambda: zipped_files(
            {
                "content.xml": "<x><office:body><text:p/></office:body></x>",
                "styles.xml": "<x>/<office:master-styles><text:p>Minutes</text:p>"
                "</office:master-styles></x>",
            }
        ),
    ),
    "one with a password": ("docx", old_document),
    "a workbook of a zero": ("xlsx", lambda: workbook([0])),
    "one of a sum": ("xlsx", lambda: workbook(["=1+1"])),
    "a text of Word whose parts are named in another way": (
        "docx",
        lambda: zipped_files(
            {"[Content_Types].xml": _HEAD, "Word\\Document.xml": "<w:t>Minutes</w:t>"}
        ),
    ),
    "one that takes its text from a page": ("docx", lambda: document("<w:altChunk r:id='a'/>")),
    "a workbook of a thousand sheets": (
        "xlsx",
        lambda: zipped_files(
            {f"xl/worksheets/sheet{number}.xml": "<x/>" for number in range(1_200)}
            | {"xl/worksheets/theLast.xml": "<v>1</v>"}
        ),
    ),
    "slides that are drawn": ("pptx", lambda: slides("<a:prstGeom/>")),
    "a photograph with bytes after its end": (
        "jpg",
        lambda: picture("JPEG") + b"\0" * 70_000,
    ),
    "one with fill bytes": (
        "jpg",
        lambda: picture("JPEG").replace(b"\xff\xdb", b"\xff\xff\xff\xdb"),
    ),
    "a picture that may move": ("gif", lambda: picture("GIF")),
    "one without its last sign": ("gif", lambda: picture("GIF")[:-1]),
    "a picture with bytes after its end": ("png", lambda: picture("PNG") + b"x" * 2_000),
    "one whose length is written wrong": (
        "bmp",
        lambda: b"BM\xff\xff\0\0" + picture("BMP")[6:],
    ),
    "a picture of one colour": ("png", lambda: picture("PNG", 40, 8)),
    "a sound of a length not known": (
        "wav",
        lambda: b"RIFF\xff\xff\xff\xffWAVE" + bytes(400),
    ),
    "a film that goes out in pieces": (
        "mp4",
        lambda: boxes((b"ftyp", 16), (b"moov", 9), *[(b"moof", 9), (b"mdat", 99)] * 200),
    ),
    "a film with a box to its end": (
        "mp4",
        lambda: boxes((b"ftyp", 16), (b"moov", 9)) + b"\0\0\0\0mdat" + bytes(400),
    ),
    "a film with something after its boxes": (
        "mp4",
        lambda: boxes((b"ftyp", 16), (b"mdat", 99), (b"moov", 9)) + b"\0\0\0\0\0\0\0\0SEFT",
    ),
    "a large box": (
        "mp4",
        lambda: (
            boxes((b"ftyp", 16), (b"moov", 9))
            + b"\0\0\0\1mdat"
            + struct.pack(">Q", 116)
            + bytes(100)
        ),
    ),
    "a letter whose subject says all": ("eml", lambda: b"From: a@b\nSubject: Agreed\n\n"),
    "a page of a picture": ("html", lambda: b"<html><body><img src=a.png></body></html>"),
    "a page in the old way": ("html", lambda: b"<TITLE\n>x</TITLE\n><BODY\n><P\n>Minutes</P\n>"),
    "a sound of a large form": ("wav", lambda: riff(b"WAVE").replace(b"RIFF", b"RF64")),
    "a page of which no part is closed": (
        "html",
        lambda: b"<html><head><title>x</title><p>Minutes",
    ),
    "rich text of a picture": ("rtf", lambda: b"{\\rtf1{\\*\\shppict{\\pict\\pngblip 8950}}}"),
}
