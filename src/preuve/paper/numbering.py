"""What only the finished pages know: on which of them a place lies. And the properties of the file, the same each time."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from preuve.paper.binding import BESIDE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path


class Properties(NamedTuple):
    """What a PDF says of itself."""

    title: str
    author: str
    language: str
    day: date


def page_numbers(pdf: Path) -> Mapping[str, int]:
    """Return the page, from 1, on which each place lies that a link leads to."""
    reader = PdfReader(pdf)
    pages = {
        name.removeprefix("/"): reader.get_destination_page_number(place) for name, place in reader.named_destinations.items()
    }
    return {name: number + 1 for name, number in pages.items() if number is not None}


def finish(pdf: Path, properties: Properties) -> bytes:
    """Return the file with its properties; links to files beside it lead there from wherever it lies."""
    writer = PdfWriter(clone_from=pdf)
    for page in writer.pages:
        for annotation in page.annotations or []:
            action = annotation.get_object().get("/A")
            address = action.get("/URI") if action else None
            if address and address.startswith(BESIDE):
                action[NameObject("/URI")] = TextStringObject(address.removeprefix(BESIDE))
    made = f"D:{properties.day:%Y%m%d}120000Z"
    writer.metadata = {
        "/Title": properties.title,
        "/Author": properties.author,
        "/Producer": "Preuve",
        "/CreationDate": made,
        "/ModDate": made,
    }
    writer.root_object[NameObject("/Lang")] = TextStringObject(properties.language)
    buffer = BytesIO()
    writer.write(buffer)
    return _named_in_order(buffer.getvalue())


_NODE = re.compile(rb"\(node\d{8}\)")


def _named_in_order(pdf: bytes) -> bytes:
    """Rename the cells of tables, which Chromium names after a count that differs from run to run. Lengths stay."""
    names = {name: b"(node%08d)" % number for number, name in enumerate(sorted(set(_NODE.findall(pdf))))}
    return _NODE.sub(lambda found: names[found[0]], pdf)
