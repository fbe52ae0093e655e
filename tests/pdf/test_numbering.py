"""What is written into a printed file once its pages are known."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from preuve.pdf.merging import BESIDE
from preuve.pdf.numbering import Properties, finish

if TYPE_CHECKING:
    from pathlib import Path

PROPERTIES = Properties("Manuel qualité – Été", "Été", "fr", date(2026, 9, 30))


def printed(
    target: Path, *, counts: tuple[int, ...] = (2, 7), link: str = "https://a.example/"
) -> Path:
    """Write a file as Chromium does: with a link, and cells named after counts of its own,
    found by name in a tree.
    """
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url=link))
    cells = {}
    for count in counts:
        name = TextStringObject(f"node{count:08}")
        # A head names itself; a cell below it names its head.
        cells[name] = writer._add_object(DictionaryObject({NameObject("/ID"): name}))  # noqa: SLF001 - pypdf's way to add one
        writer._add_object(DictionaryObject({NameObject("/Headers"): ArrayObject([name])}))  # noqa: SLF001 - as above
    names = ArrayObject(part for name in sorted(cells) for part in (name, cells[name]))
    limits = ArrayObject([min(cells), max(cells)])
    entries = DictionaryObject({NameObject("/Limits"): limits, NameObject("/Names"): names})
    leaf = writer._add_object(entries)  # noqa: SLF001
    tree = DictionaryObject({NameObject("/Kids"): ArrayObject([leaf])})
    writer.root_object[NameObject("/StructTreeRoot")] = DictionaryObject(
        {NameObject("/IDTree"): tree}
    )
    with target.open("wb") as file:
        writer.write(file)
    return target


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    """Would catch what a browser counts anew each time it runs, in another order too;
    and a name that finds another cell.
    """
    counted = ((2, 7, 9), (85, 90, 92), (9, 2, 7))
    files = {finish(printed(tmp_path / "a.pdf", counts=counts), PROPERTIES) for counts in counted}
    assert len(files) == 1
    reader = PdfReader(BytesIO(files.pop()))
    leaf = reader.root_object["/StructTreeRoot"]["/IDTree"]["/Kids"][0].get_object()  # type: ignore[index]
    names = leaf["/Names"]
    assert [str(name) for name in names[::2]] == ["node00000000", "node00000001", "node00000002"]
    assert [str(cell.get_object()["/ID"]) for cell in names[1::2]] == [
        str(name) for name in names[::2]
    ]
    assert [str(name) for name in leaf["/Limits"]] == ["node00000000", "node00000002"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{BESIDE}evidence/a%20b.pdf", "evidence/a%20b.pdf"),
        ("https://a.example/b", "https://a.example/b"),
    ],
    ids=["a file beside", "the web"],
)
def test_links(tmp_path: Path, before: str, after: str) -> None:
    """Would catch a proof that cannot be opened from the paper's file,
    or a link of the team's that is changed.
    """
    reader = PdfReader(BytesIO(finish(printed(tmp_path / "a.pdf", link=before), PROPERTIES)))
    (annotation,) = reader.pages[0].annotations or []
    assert annotation.get_object()["/A"]["/URI"] == after


def test_properties(tmp_path: Path) -> None:
    """Would catch a file without a title, or with a date that is not its own."""
    reader = PdfReader(BytesIO(finish(printed(tmp_path / "a.pdf"), PROPERTIES)))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Manuel qualité – Été", "Été")
    # The manual's day is not when the file was made, and when it was made would make each printing
    # another file.
    assert reader.metadata.creation_date is None
    assert reader.metadata.modification_date is None
    assert str(reader.root_object["/Lang"]) == "fr"
