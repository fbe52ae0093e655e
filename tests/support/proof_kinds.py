"""One file of each kind that a proof may be, as people keep them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
from PIL import Image
from whole_files import zipped_files

if TYPE_CHECKING:
    from pathlib import Path

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WIDE = ";".join(f"Colonne {number}" for number in range(1, 31))
_MARKDOWN = """\
# Compte rendu

#### Une partie sans les degrés entre

Un [lien](https://example.org/suite), un autre : <https://example.org>, du `code`.

![](absente.png)

| Jour | Présents |
|------|---------:|
| lundi | 12 |

1. un
    - dedans

> cité
"""
_HTML = """\
<html lang="de"><head><title>Seite</title><style>p { color: #eee }</style></head><body>
<h3 id="content">Page</h3><p onclick="x()" style="color:#ddd">Texte <a href="#content">ici</a></p>
<img src="x.png"><form><input name="a"><button></button></form><iframe src="y"></iframe>
<table><tr><th></th><td>1</td></tr></table><ul><p>x</p></ul><marquee>non</marquee></body></html>
"""
_MAIL = """\
From: a@example.org
To: b@example.org
Subject: =?utf-8?q?Convention_sign=C3=A9e?=
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Bonjour, voici la convention.
"""


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Nom", None, "Très long intitulé de colonne qui ne finit pas", "Note"])
    sheet.append(["Groupe A", 12, "=B2*2", "été"])
    book.create_sheet("Vide")
    book.create_sheet("Deux").append([f"c{number}" for number in range(60)])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _picture(form: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (1600, 400), (230, 120, 10)).save(buffer, form)
    return buffer.getvalue()


def _document(body: str) -> bytes:
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped_files(
        {
            "[Content_Types].xml": f'<Types xmlns="{kinds}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
            f'"/word/document.xml" ContentType="{main}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r" Type="{office}"'
            ' Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        }
    )


def _paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _open_document(kind: str, body: str) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    head = "".join(f' xmlns:{name}="{space}:{name}:1.0"' for name in ("office", "text", "table"))
    return zipped_files(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content{head}><office:body>{body}</office:body>"
            "</office:document-content>",
        }
    )


def files(pdf: bytes) -> dict[str, bytes]:
    """Return a file of each kind by its name; `pdf` is one that can be opened."""
    cells = "".join(
        f"<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>"
        for text in ("Nom", "Été")
    )
    sheet = (
        "<office:spreadsheet><table:table table:name='Un'><table:table-row>"
        f"{cells}</table:table-row></table:table></office:spreadsheet>"
    )
    prose = "<office:text><text:h text:outline-level='4'>Titre</text:h><text:p>Été</text:p></office:text>"
    texts = {
        "wide.csv": f"{_WIDE}\n{_WIDE}\n",
        "empty-head.csv": ",b,,d\n1,2,3,4\n",
        "tabs.tsv": "Nom\tNote\nÉté\t12\n",
        "notes.md": _MARKDOWN,
        "plain.txt": "Émargement\n\n" + "x" * 400 + "\n",
        "machine.log": "2026-03-01 ok\n",
        "page.html": _HTML,
        "data.json": '{"présents": [1, 2], "note": "été"}\n',
        "data.yaml": "présents: 12\n",
        "data.xml": '<?xml version="1.0"?><a><b>été</b></a>\n',
        "mail.eml": _MAIL,
        "dates.ics": "BEGIN:VCALENDAR\nSUMMARY:Été\nEND:VCALENDAR\n",
        "rich.rtf": r"{\rtf1\ansi Bonjour \'e9t\'e9 \b gras\b0}",
        "drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg"><text y="9">été</text></svg>',
        "no-ending": "Texte sans fin de nom\n",
    }
    return {
        **{name: text.encode() for name, text in texts.items()},
        "windows.csv": "Prénom;Présence\nZoé;oui\n".encode("cp1252"),
        "utf-16.txt": "Émargement".encode("utf-16"),
        "book.xlsx": _workbook(),
        "sheet.ods": _open_document("spreadsheet", sheet),
        "prose.odt": _open_document("text", prose),
        "word.docx": _document(
            _paragraph("Titre", "Heading3")
            + _paragraph("Été & <x>".replace("&", "&amp;").replace("<", "&lt;"))
        ),
        "sent.pdf": pdf,
        "broken.pdf": b"%PDF-1.7\nnothing more",
        "photo.jpg": _picture("JPEG"),
        "screen.png": _picture("PNG"),
        "motion.gif": _picture("GIF"),
        "small.webp": _picture("WEBP"),
        "bundle.zip": zipped_files({"a.txt": "x"}),
        "numbers.bin": bytes(range(256)) * 4,
        "long.txt": ("Une ligne parmi beaucoup.\n" * 40_000).encode(),
        "nothing.txt": b"",
    }


def add(root: Path, pdf: bytes, owner: str) -> dict[str, str]:
    """Put one file of each kind into a manual, and a proof for each into its index.

    Returns the name of each proof's file, by the proof's id.
    """
    folder = root / "evidence" / "kinds"
    folder.mkdir(parents=True)
    names: dict[str, str] = {}
    entries = ""
    for number, (name, data) in enumerate(files(pdf).items(), 1):
        (folder / name).write_bytes(data)
        names[f"KIND-{number:02}"] = name
        entries += (
            f"  - id: KIND-{number:02}\n    title: 'Sorte : {name}'\n    indicators: [4]\n"
            f"    stage: formalised\n    kind: document\n    file: evidence/kinds/{name}\n"
            f"    owner: {owner}\n    dated: 2026-03-0{number % 9 + 1}\n    status: approved\n"
            "    access: auditor\n"
        )
    index = root / "evidence_index.yaml"
    index.write_text(
        index.read_text(encoding="utf-8").rstrip("\n") + f"\n{entries}", encoding="utf-8"
    )
    return names
