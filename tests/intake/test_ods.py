"""What lies under the cells of an .ods file: links, colours, notes, what is struck out or hidden."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from manuals import ORGANISATION

from preuve.cli import run
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{about}:1.0"'
    for name, about in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
STYLES = """<office:automatic-styles>
<style:style style:name="g" style:family="table-cell"><style:table-cell-properties fo:background-color="#00ff00"/></style:style>
<style:style style:name="r" style:family="table-cell"><style:table-cell-properties fo:background-color="#ff0000"/></style:style>
<style:style style:name="s" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>
</office:automatic-styles>"""


def cell(text: str, style: str = "", inside: str = "") -> str:
    """Return a cell of text, with what stands before its text."""
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell office:value-type="string"{named}>{inside}<text:p>{text}</text:p></table:table-cell>'


def row(*cells: str, hidden: bool = False) -> str:
    """Return a row of cells."""
    shown = ' table:visibility="collapse"' if hidden else ""
    return f"<table:table-row{shown}>{''.join(cells)}</table:table-row>"


def ods(*rows: str, columns: str = "") -> bytes:
    """Return a document of one sheet."""
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">{STYLES}<office:body>'
        f'<office:spreadsheet><table:table table:name="Preuves">{columns}{"".join(rows)}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", text)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument'
            f':xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            "</manifest:manifest>",
        )
    return out.getvalue()


LINK = '<text:a xlink:href="https://a.example.org/livret">Ouvrir</text:a>'
NOTE = "<office:annotation><text:p>à refaire</text:p></office:annotation>"


def test_what_lies_under_the_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Would catch a link lost, a colour or a note passed over, a hidden row or column taken."""
    root = tmp_path / "manual"
    root.mkdir()
    (root / "organisation.yaml").write_text(ORGANISATION, encoding="utf-8")
    (root / "evidence_index.yaml").write_text("evidence: []\n", encoding="utf-8")
    columns = (
        '<table:table-column table:number-columns-repeated="3"/>'
        '<table:table-column table:visibility="collapse"/><table:table-column/>'
    )
    (tmp_path / "x.ods").write_bytes(
        ods(
            row(*map(cell, ("Ind", "Preuve", "Lien", "Remarque", "Date"))),
            row(cell("1"), cell("Livret", "g"), cell(LINK), cell("salaire"), cell("01/02/2026")),
            row(cell("4"), cell("Grille", "r", NOTE), cell("GED"), cell(""), cell("02/02/2026")),
            row(*(cell(text, "s") for text in ("9", "Vieux", "GED", "", "01/01/2019"))),
            row(*map(cell, ("10", "Caché", "GED", "", "01/02/2026")), hidden=True),
            columns=columns,
        )
    )
    assert run(["import", "--root", str(root), str(tmp_path / "x.ods"), "--write"]) == 0
    index = Manual.load(root).evidence_index
    assert index is not None
    assert [(entry.title, entry.url or entry.place) for entry in index.evidence] == [
        ("Livret", "https://a.example.org/livret"),
        ("Grille", "GED"),
    ]
    said = capsys.readouterr().out
    assert "salaire" not in said + (root / "evidence_index.yaml").read_text(encoding="utf-8")
    for words in (
        "colours may say something",
        "à refaire",
        "struck out",
        "hidden rows",
        "the column is hidden",
    ):
        assert words in said
