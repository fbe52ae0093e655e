"""What is written into a printed file once its pages are known."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, ByteStringObject, NameObject

from preuve.paper.binding import BESIDE
from preuve.paper.numbering import Properties, finish

if TYPE_CHECKING:
    from pathlib import Path

PROPERTIES = Properties("Manuel qualité – Été", "Été", "fr", date(2026, 9, 30))


def printed(target: Path, *, count: int = 0, link: str = "https://a.example/") -> Path:
    """Write a file as Chromium does: with a link, and cells named after a count of its own."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url=link))
    names = [ByteStringObject(b"node%08d" % (count + step)) for step in (2, 7, 2)]
    writer.root_object[NameObject("/Cells")] = ArrayObject(names)
    with target.open("wb") as file:
        writer.write(file)
    return target


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    """Would catch what a browser counts anew each time it runs; cells that were one stay one."""
    files = [finish(printed(tmp_path / f"{count}.pdf", count=count), PROPERTIES) for count in (0, 83)]
    assert files[0] == files[1]
    assert [files[0].count(b"(node%08d)" % number) for number in (0, 1)] == [2, 1]


@pytest.mark.parametrize(
    ("before", "after"),
    [(f"{BESIDE}evidence/a%20b.pdf", "evidence/a%20b.pdf"), ("https://a.example/b", "https://a.example/b")],
    ids=["a file beside", "the web"],
)
def test_links(tmp_path: Path, before: str, after: str) -> None:
    """Would catch a proof that cannot be opened from the paper's file, or a link of the team's that is changed."""
    reader = PdfReader(BytesIO(finish(printed(tmp_path / "a.pdf", link=before), PROPERTIES)))
    (annotation,) = reader.pages[0].annotations or []
    assert annotation.get_object()["/A"]["/URI"] == after


def test_properties(tmp_path: Path) -> None:
    """Would catch a file without a title, or dated by the clock instead of the manual's day."""
    reader = PdfReader(BytesIO(finish(printed(tmp_path / "a.pdf"), PROPERTIES)))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Manuel qualité – Été", "Été")
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2026, 9, 30)
    assert str(reader.root_object["/Lang"]) == "fr"
