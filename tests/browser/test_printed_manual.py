"""`preuve print`, looked at page by page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browsing import chromium
from manuals import EXAMPLE
from printed import folded, texts_of
from pypdf import PdfReader

from preuve.model.standard import EditionName, load_edition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copies import Copy
    from pypdf.generic import DictionaryObject


@pytest.fixture(scope="module")
def pdf(printed_manual: Path) -> PdfReader:
    """Return the printed manual, to be read."""
    return PdfReader(printed_manual)


@pytest.fixture(scope="module")
def texts(pdf: PdfReader) -> list[str]:
    """Return what each page says."""
    return texts_of(pdf)


def test_the_title_page(pdf: PdfReader, texts: list[str]) -> None:
    """Would catch a manual that does not say whose it is, of which day and edition;
    or a file that does not.
    """
    for words in (
        "Quality manual",
        "Atelier du Tilleul",
        "30 September 2026",
        "rnq-2019",
        "only a certification body decides",
    ):
        assert words in texts[0], words
    assert pdf.metadata is not None
    assert (pdf.metadata.title, pdf.metadata.author) == (
        "Quality manual – Atelier du Tilleul",
        "Atelier du Tilleul",
    )
    assert str(pdf.root_object["/Lang"]) == "en"
    assert "/StructTreeRoot" in pdf.root_object  # tagged, for those who listen to it


def test_the_contents_tell_the_right_pages(texts: list[str]) -> None:
    """Would catch a page number that is a page off, and an indicator that is missing."""
    numbers = dict(re.findall(r"(?<!\S)(\d{1,2}\. [^.]+?) (\d+)(?= )", " ".join(texts[1:3])))
    edition = load_edition(EditionName.RNQ_2019)
    wanted = {f"{criterion.number}. {criterion.title['en']}" for criterion in edition.criteria}
    wanted |= {f"{indicator.number}. {indicator.title['en']}" for indicator in edition.indicators}
    assert numbers.keys() == wanted
    for title, number in numbers.items():
        assert f"{title} " in texts[int(number) - 1], title
    for indicator in edition.indicators:
        assert any(folded(indicator.statement["fr"]) in text for text in texts), indicator.number


def test_no_page_is_blank_and_all_are_numbered(texts: list[str]) -> None:
    """Would catch an empty page between two chapters, a page with a head and nothing else,
    a lost page number.
    """
    assert [number for number, text in enumerate(texts, 1) if len(text) < 250] == []
    for number, text in enumerate(texts[1:], 2):
        assert f"{number} / {len(texts)}" in text
        assert "Atelier du Tilleul – quality manual" in text


def actions(pdf: PdfReader) -> Iterator[DictionaryObject]:
    """Yield what each link of a PDF does."""
    for page in pdf.pages:
        for annotation in page.annotations or []:
            link = annotation.get_object()
            yield link.get("/A") or link


def test_links_work_wherever_the_file_lies(pdf: PdfReader) -> None:
    """Would catch a link into the folder where the manual was printed,
    to a proof that is not there, or to nothing.
    """
    addresses = [str(action["/URI"]) for action in actions(pdf) if "/URI" in action]
    places = [
        str(action["/D" if "/D" in action else "/Dest"])
        for action in actions(pdf)
        if "/URI" not in action
    ]
    known = pdf.named_destinations
    assert len(places) > 250
    assert {
        place for place in places if place.removeprefix("/") not in known and place not in known
    } == set()
    beside = [address for address in addresses if not address.startswith("https://")]
    assert len(beside) > 20
    assert [address for address in beside if not (EXAMPLE / address).is_file()] == []


def test_the_outline_names_every_chapter_and_indicator(pdf: PdfReader) -> None:
    """Would catch a file that can only be leafed through from the first page to the last."""
    titles = [str(entry.title) for entry in pdf.outline if not isinstance(entry, list)]
    criteria = [title for title in titles if title.startswith("Criterion ")]
    assert len(criteria) == 7
    assert criteria == sorted(criteria)
    nested = [
        str(entry.title)
        for level in pdf.outline
        if isinstance(level, list)
        for entry in level
        if not isinstance(entry, list)
    ]
    assert sum(bool(re.match(r"\d+\. ", title)) for title in nested) == 32
    assert {"Contents", "Evidence register", "Statement of applicability"} <= set(titles)
    assert "What the gate checks" not in titles  # for those who edit, not for those who read


def test_a_criterion_alone_and_the_same_bytes_each_time(copy: Copy) -> None:
    """Would catch a criterion printed with its neighbours, and a time,
    a name or a folder of this machine in the file.
    """
    chromium()
    files = []
    for name in ("one.pdf", "another.pdf"):
        copy.succeed("preuve", "print", "--criterion", "5", "--output", name)
        files.append((copy.root / name).read_bytes())
    assert files[0] == files[1]
    reader = PdfReader(copy.root / "one.pdf")
    text = " ".join(texts_of(reader))
    assert "22. Staff development" in text
    assert "23. Legal and regulatory watch" not in text
    assert 4 < len(reader.pages) < 9
