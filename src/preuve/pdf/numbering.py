"""What only the finished pages know: on which of them a place lies.
And the properties of the file, the same each time.
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, cast

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, TextStringObject

from preuve.pdf.merging import BESIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from pypdf.generic import DictionaryObject


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
        name.removeprefix("/"): reader.get_destination_page_number(place)
        for name, place in reader.named_destinations.items()
    }
    return {name: number + 1 for name, number in pages.items() if number is not None}


def finish(pdf: Path, properties: Properties) -> bytes:
    """Return the file with its properties;
    links to files beside it lead there from wherever it lies.
    """
    writer = PdfWriter(clone_from=pdf)
    for page in writer.pages:
        for annotation in page.annotations or []:
            action = annotation.get_object().get("/A")
            address = action.get("/URI") if action else None
            if address and address.startswith(BESIDE):
                action[NameObject("/URI")] = TextStringObject(address.removeprefix(BESIDE))
    # No date: the manual's day is not when the file was made, and when it was made would make every
    # printing another file.
    writer.metadata = {
        "/Title": properties.title,
        "/Author": properties.author,
        "/Producer": "Preuve",
    }
    writer.root_object[NameObject("/Lang")] = TextStringObject(properties.language)
    structure = writer.root_object.get("/StructTreeRoot")
    order = _in_order(structure.get_object().get("/IDTree") if structure else None)
    buffer = BytesIO()
    writer.write(buffer)
    return _renamed(buffer.getvalue(), order)


_NODE = re.compile(rb"\(node\d{8}\)")


def _in_order(tree: DictionaryObject | None) -> list[str]:
    """Put the tree that finds a table's cells by their names into the order of the cells; return
    the names in that order.

    Chromium names cells after a count that differs from run to run, and so does the tree's order.
    """
    leaves = list(_leaves(tree)) if tree is not None else []
    listed = [
        cast("ArrayObject", leaf["/Names"]) for leaf in leaves
    ]  # a name, its cell, a name, its cell …
    pairs = [pair for names in listed for pair in zip(names[::2], names[1::2], strict=True)]
    pairs.sort(key=lambda pair: pair[1].idnum)
    left = iter(pairs)
    for leaf, names in zip(leaves, listed, strict=True):
        here = list(islice(left, len(names) // 2))
        leaf[NameObject("/Names")] = ArrayObject(chain.from_iterable(here))
        if "/Limits" in leaf:  # the first and the last name of those below; the root has none
            leaf[NameObject("/Limits")] = ArrayObject([here[0][0], here[-1][0]])
    return [str(name) for name, _cell in pairs]


def _leaves(node: DictionaryObject) -> Iterator[DictionaryObject]:
    if "/Names" in node:
        yield node
    for kid in node.get("/Kids", ()):
        yield from _leaves(kid.get_object())


def _renamed(pdf: bytes, order: list[str]) -> bytes:
    """Number the names of cells by their order.
    Lengths stay, so that no place in the file moves.
    """
    names = {f"({name})".encode(): b"(node%08d)" % number for number, name in enumerate(order)}
    return _NODE.sub(lambda match: names.get(match[0], match[0]), pdf)
