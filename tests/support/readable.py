"""Files of every form that says something, and of those that cannot be read."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import quopri
import re
import struct
import tarfile
import zipfile
import zlib
from base64 import a85encode, b32encode, b64encode, urlsafe_b64encode
from binascii import b2a_uu
from email.message import EmailMessage
from typing import TYPE_CHECKING
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject
from whole_files import zipped_files

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = "Registre des incidents de l’été – salariés épuisés"


def document(body: str, **more: str) -> bytes:
    """Return a text document."""
    page = f'<?xml version="1.0"?><w:document xmlns:w="x"><w:body>{body}</w:body></w:document>'
    return zipped_files(
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


def tarred(members: dict[str, bytes] | None = None) -> bytes:
    """Return an archive of tar's."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in (members or {"x.txt": WORDS.encode()}).items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def rich(text: str) -> bytes:
    """Return rich text, signs beyond ASCII as Word writes them."""
    signs = "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in text)
    return f"{{\\rtf1\\ansi\\ansicpg1252 x {{\\*\\annotation {signs}}}\\par}}".encode()


def _in_an_address() -> bytes:
    return f'<img src="data:text/plain,{WORDS.replace(" ", "%20")}">'.encode()


def _escaped(low: str, high: str) -> bytes:
    return "".join((low if ord(sign) < 256 else high).format(ord(sign)) for sign in WORDS).encode()


def _packed_bare() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    drawing_text = quote(f'<mxCell value="{WORDS}"/>', safe="")
    return b64encode(packer.compress(drawing_text.encode()) + packer.flush())


def _referred(key: str, text: str) -> bytes:
    """Return a PDF in which a key leads to a stream that says a text."""
    writer, out, stream = PdfWriter(), io.BytesIO(), StreamObject()
    writer.add_blank_page(200, 200)
    stream.set_data(text.encode())
    reference = writer._add_object(stream)  # noqa: SLF001 - pypdf has no other way
    action = DictionaryObject({NameObject(key): reference})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)  # noqa: SLF001 - as above
    writer.write(out)
    return out.getvalue()


def _stamped() -> bytes:
    """Return a PDF with a drawing that no page's own text holds."""
    writer, out, stream = PdfWriter(), io.BytesIO(), StreamObject()
    writer.add_blank_page(200, 200)
    stream.set_data(b"BT /F1 8 Tf [(%s) -60 (%s)] TJ ET" % divided(WORDS.encode("cp1252"), 9))
    stream[NameObject("/Subtype")] = NameObject("/Form")
    writer._add_object(stream)  # noqa: SLF001 - as above
    writer.write(out)
    return out.getvalue()


def divided(data: bytes, at: int) -> tuple[bytes, bytes]:
    """Return the two parts of something."""
    return data[:at], data[at:]


def _with_comments() -> bytes:
    """Return an archive whose comments are all that says something, as Windows writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        member = zipfile.ZipInfo("x.txt")
        member.comment = WORDS.encode("cp1252")
        archive.writestr(member, b"x")
        archive.comment = member.comment
    return out.getvalue()


def _deleted_otherwise() -> bytes:
    """Return a PDF with a text, packed as some programs do, that no table names any more."""
    packed = a85encode(zlib.compress(WORDS.encode()), adobe=True)[2:]
    lost = b"90 0 obj\n<</Filter[/ASCII85Decode/FlateDecode]>>stream\n%s\nendstream\nendobj\n"
    return pdf().replace(b"startxref", lost % packed + b"startxref")


def _packed_in_a_head() -> bytes:
    """Return an archive with something packed where its own programs keep times of files."""
    out, member = io.BytesIO(), zipfile.ZipInfo("x.txt")
    packed = gzip.compress(WORDS.encode())
    member.extra = b"\x99\x99" + len(packed).to_bytes(2, "little") + packed
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, b"x")
    return out.getvalue()


def _named() -> bytes:
    """Return a packed file that says the words in the name that it had."""
    out = io.BytesIO()
    with gzip.GzipFile(WORDS.replace("’", "'").replace("–", "-"), "wb", fileobj=out) as file:
        file.write(b"x")
    return out.getvalue()


def _layered() -> bytes:
    """Return a PNG with a part of a drawing program's own."""
    body = b"mkBT" + zlib.compress(f"<layer>{WORDS}</layer>".encode())
    part = len(body).to_bytes(4, "big") + b"mkBT" + body
    part += zlib.crc32(b"mkBT" + body).to_bytes(4, "big")
    begin, end = divided(picture(40), 33)
    return begin + part + end


def commented(form: str) -> bytes:
    """Return a picture with a comment that is longer than one piece of a GIF's."""
    out = io.BytesIO()
    Image.new("RGB", (40, 40)).save(out, form, comment=b"x" * 250 + b" " + WORDS.encode())
    return out.getvalue()


def _deleted() -> bytes:
    """Return a PDF with a packed text that no table names any more."""
    packed = zlib.compress(b"BT /F1 8 Tf (%s) Tj ET" % WORDS.encode("cp1252"))
    lost = b"90 0 obj\n<</Filter/FlateDecode>>stream\n%s\nendstream\nendobj\n" % packed
    return pdf().replace(b"startxref", lost + b"startxref")


def _in_other_words() -> bytes:
    text = WORDS.encode("utf-16-be").hex().encode()
    return drawing(b"/Span <</ActualText <FEFF%s>>> BDC BT /F1 8 Tf (x) Tj ET EMC" % text)


def _rich_picture() -> bytes:
    return (
        b"{\\rtf1 {\\pict\\pngblip\n%s}}" % re.sub("(.{1,78})", "\\1\n", _layered().hex()).encode()
    )


def _coded() -> bytes:
    return b'{"a": "%s"}' % b64encode(WORDS.encode())


def _folded(fold: bytes, length: int = 60) -> bytes:
    return fold.join(re.findall(b".{1,%d}" % length, b64encode(WORDS.encode())))


def _octal(data: bytes) -> bytes:
    return b"".join(b"\\%o" % byte if byte > 127 else bytes([byte]) for byte in data)


def _uuencoded(data: bytes) -> bytes:
    lines = (b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    return b"begin 644 x.txt\n%s`\nend\n" % b"".join(lines)


def _rich_bytes(encoding: str) -> bytes:
    return b"".join(b"\\'%02x" % byte for byte in WORDS.encode(encoding))


def _called_a_picture() -> bytes:
    """Return a PDF with a text in what no page shows, and what is said to be a picture."""
    writer, out, stream = PdfWriter(), io.BytesIO(), StreamObject()
    writer.add_blank_page(200, 200)
    stream.set_data(WORDS.encode())
    stream[NameObject("/Type")] = NameObject("/XObject")
    stream[NameObject("/Subtype")] = NameObject("/Image")
    writer._add_object(stream.flate_encode())  # noqa: SLF001 - pypdf has no other way
    writer.write(out)
    return out.getvalue()


RUNS = "".join(f"<w:r><w:t>{sign}</w:t></w:r>" for sign in WORDS)
CELL_RUNS = "".join(f"<r><t>{sign}</t></r>" for sign in WORDS)

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
        lambda: zipped_files({"docProps/core.xml": f"<dc:title>{WORDS}</dc:title>".encode()}),
    ),
    "a cell": ("x.xlsx", workbook),
    "a cell, a run a letter": (
        "x.xlsx",
        lambda: zipped_files({"xl/sharedStrings.xml": f"<sst><si>{CELL_RUNS}</si></sst>".encode()}),
    ),
    "a hidden sheet": ("x.xlsx", lambda: workbook(hidden=True)),
    "a note of Excel's": ("x.xlsx", lambda: workbook(note=True)),
    "OpenDocument": (
        "x.odt",
        lambda: zipped_files({"content.xml": f"<text:p>{WORDS}</text:p>".encode()}),
    ),
    "a workbook in a document": (
        "x.docx",
        lambda: zipped_files({"word/embeddings/a.xlsx": workbook()}),
    ),
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
    "words before the header": ("x.pdf", lambda: WORDS.encode() + b"\r\n" + pdf()),
    "a tar that begins with a PDF": (
        "x.tar",
        lambda: tarred({"x.pdf": pdf(), "y": WORDS.encode()}),
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
        lambda: zipped_files({"y.zip": zipped_files({"z.docx": document(f"<w:t>{WORDS}</w:t>")})}),
    ),
    "a file in an address": ("x.html", _in_an_address),
    "a page in an attribute": (
        "x.html",
        f'<iframe srcdoc="&lt;p&gt;{WORDS.replace("é", "&amp;eacute;")}"></iframe>'.encode,
    ),
    "escapes of a script": ("x.js", lambda: _escaped("\\x{:02x}", "\\u{{{:x}}}")),
    "escapes of a style sheet": ("x.css", lambda: _escaped("\\{:06x}", "\\{:06x}")),
    "letters of a mail": ("x.txt", lambda: quopri.encodestring(WORDS.encode())),
    "UTF-7": ("x.txt", lambda: WORDS.encode("utf-7")),
    "bytes as letters": ("x.json", lambda: b'{"a": "%s"}' % b64encode(WORDS.encode())),
    "bytes as letters, folded": (
        "x.ics",
        lambda: b"ATTACH:" + b"\r\n ".join(re.findall(rb".{1,60}", b64encode(WORDS.encode()))),
    ),
    "a code with a sign that is none": ("x.json", lambda: _coded().replace(b"ZGVz", b"ZG!Vz", 1)),
    "a code with a second end": ("x.ics", lambda: _folded(b"\r\n ").replace(b"zIGl", b"zIGl=")),
    "a code of many short lines": ("x.txt", lambda: _folded(b" \r", 16)),
    "a code that tags break": ("x.html", lambda: b"<p>%s</p>" % _folded(b"<br>\n", 30)),
    "a code in an address": (
        "x.html",
        lambda: b'<a href="/?id=%s">' % urlsafe_b64encode(WORDS.encode()).rstrip(b"="),
    ),
    "a code in two bytes a sign": ("x.json", lambda: _coded().decode().encode("utf-16")),
    "a code in figures": ("x.txt", lambda: WORDS.encode().hex(" ").encode()),
    "a code of old mails": ("x.txt", lambda: _uuencoded(WORDS.encode())),
    "a code of capitals": ("x.txt", lambda: b32encode(WORDS.encode())),
    "a code of PostScript's": ("x.txt", lambda: a85encode(WORDS.encode(), adobe=True)),
    "letters misread": ("x.txt", lambda: WORDS.encode().decode("cp1252").encode()),
    "letters of a workbook": ("x.xml", WORDS.replace("é", "_x00E9_").encode),
    "numbers of letters": (
        "x.html",
        f"<script>String.fromCharCode({', '.join(str(ord(sign)) for sign in WORDS)})".encode,
    ),
    "rich text of a Mac": ("x.rtf", lambda: b"{\\rtf1\\mac %s}" % _rich_bytes("mac_roman")),
    "an attribute without quotes": (
        "x.html",
        f"<img alt={WORDS.replace(' ', '&#32;')}>".encode,
    ),
    "a key that is there twice": ("x.json", f'{{"a": "{WORDS}", "a": "x"}}'.encode),
    "bytes of a program's": ("x.py", lambda: ascii(WORDS.encode()).encode()),
    "figures of a program's": ("x.po", lambda: _octal(WORDS.encode())),
    "a text that a PDF calls a picture": ("x.pdf", _called_a_picture),
    "a drawing of draw.io": ("x.drawio", lambda: b"<diagram>%s</diagram>" % _packed_bare()),
    "a script of a PDF's": ("x.pdf", lambda: _referred("/JS", f"app.alert('{WORDS}')")),
    "a form of a PDF's": ("x.pdf", lambda: _referred("/XFA", f"<value>{WORDS}</value>")),
    "a stamp on a PDF": ("x.pdf", _stamped),
    "behind a picture": ("x.png", lambda: picture(40) + zipped_files({"x.txt": WORDS.encode()})),
    "behind an archive": ("x.zip", lambda: zipped_files({"x.txt": b"x"}) + WORDS.encode()),
    "behind a PDF": ("x.pdf", lambda: pdf() + WORDS.encode()),
    "comments of an archive": ("x.zip", _with_comments),
    "the name of what is packed": ("x.gz", _named),
    "layers of a drawing": ("x.png", _layered),
    "a picture in rich text": ("x.rtf", _rich_picture),
    "a photograph's comment": ("x.jpg", lambda: commented("JPEG")),
    "a long comment of a picture": ("x.gif", lambda: commented("GIF")),
    "a page of a PDF": (
        "x.pdf",
        lambda: drawing(b"BT /F1 8 Tf (%s) Tj ET" % WORDS.replace("–", "-").encode("cp1252")),
    ),
    "other words for a drawing": ("x.pdf", _in_other_words),
    "what was deleted from a PDF": ("x.pdf", _deleted),
    "a title of which the end is lost": ("x.pdf", lambda: pdf(title=WORDS).replace(b"s)", b"s")),
    "a font's name": ("x.otf", lambda: b"OTTO" + bytes(30) + WORDS.encode()),
    "an older font's note, packed": (
        "x.woff",
        lambda: b"wOFF" + bytes(1 << 20) + zlib.compress(WORDS.encode()),
    ),
    "a font's name in two bytes a letter": (
        "x.ttf",
        lambda: b"\0\1\0\0" + bytes(30) + WORDS.encode("utf-16-be"),
    ),
    "a font of Explorer's": ("x.eot", lambda: bytes(34) + b"LP" + bytes(9) + WORDS.encode()),
    "behind a PDF, packed": ("x.pdf", lambda: pdf() + zipped_files({"x.txt": WORDS.encode()})),
}


def _cut_short() -> bytes:
    """Return a picture whose last part says that it is longer than the picture."""
    whole = bytearray(picture(40, "WEBP"))
    (length,) = struct.unpack_from("<I", whole, 16)  # of the first part, behind RIFF….WEBPVP8
    struct.pack_into("<I", whole, 16, length + 8)
    return bytes(whole)


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
    "macros": ("x.xlsm", lambda: zipped_files({"xl/vbaProject.bin": b"\xd0\xcf"})),
    "a picture cut off": ("x.png", lambda: picture(300)[:60]),
    "an unknown form": ("x.bin", lambda: bytes(range(256))),
    "a font of the web's second form": ("x.woff2", lambda: b"wOF2" + bytes(30) + WORDS.encode()),
    "no font": ("x.woff", lambda: b"WOFF" + bytes(range(256))),
    "a picture whose last part is cut off": ("x.webp", _cut_short),
    "a film": ("x.mp4", lambda: b"\0\0\0\x18ftypmp42" + bytes(100)),
    "packed too deep": ("x.gz", lambda: _nested(9)),
    "rich text cut off": ("x.rtf", lambda: rich(WORDS)[:-1]),
    "letters that nobody knows": ("x.txt", lambda: WORDS.encode("cp500", "replace")),
    "an archive called a text": ("x.txt", lambda: b"7z\xbc\xaf'\x1c" + bytes(range(64))),
    "a photograph cut off": ("x.jpg", lambda: picture(40, "JPEG")[:-2]),
    "an archive that holds more than it lists": (
        "x.zip",
        lambda: _longer(zipped_files({"x.txt": WORDS.encode()})),
    ),
    "what was deleted from a PDF, packed otherwise": ("x.pdf", _deleted_otherwise),
    "packed in an archive's heads": ("x.zip", _packed_in_a_head),
    "behind the end of a tar": ("x.tar", lambda: tarred() + workbook()),
    "a mail that is damaged": ("x.eml", lambda: mail().replace(b"Um", b"U", 1)),
    "rich text with a file": ("x.rtf", lambda: b"{\\rtf1{\\object\\objdata 0105}}"),
}


def _nested(times: int) -> bytes:
    data = WORDS.encode()
    for _ in range(times):
        data = gzip.compress(data)
    return data


def _longer(data: bytes) -> bytes:
    """Return an archive whose only member is packed in one byte more than its text needs."""
    begin, end = divided(data, data.rindex(b"PK\1\2"))
    size = int.from_bytes(data[18:22], "little")
    one, two = (number.to_bytes(4, "little") for number in (size, size + 1))
    begin, end = begin.replace(one, two, 1), end.replace(one, two, 1)
    place = len(begin).to_bytes(4, "little")
    return begin + b"\0" + end.replace(place, (len(begin) + 1).to_bytes(4, "little"))


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
