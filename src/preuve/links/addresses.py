"""Which web addresses a manual names, and where: proofs, the watch register, and its pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.finding import Place
from preuve.model.link_results import resource
from preuve.model.site_settings import PAGE_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.model.manual import Manual

_MAX_PAGE = 4 * 1024 * 1024
_IN_PAGES = re.compile(r"https://[^\s<>\"'`|\\]+")
_OPEN, _CLOSED = "([{", ")]}"


def addresses(manual: Manual) -> dict[str, list[Place]]:
    """Return each address once, in the order in which they are met,
    with every place that names it.
    """
    places: dict[str, list[Place]] = {}
    for address, place in _all(manual):
        places.setdefault(resource(address), []).append(place)
    return places


def _all(manual: Manual) -> Iterator[tuple[str, Place]]:
    for entry in manual.entries:
        if entry.url is not None:
            yield entry.url, entry.origin.at("url")
    for read in manual.registers.watch:
        if read.url is not None:
            yield read.url, read.origin.at("url")
    for page in sorted((manual.root / manual.docs).rglob("*.m*")):
        name = page.relative_to(manual.root).as_posix()
        if not name.endswith(PAGE_ENDINGS) or page.is_symlink() or not page.is_file():
            continue
        with page.open("rb") as stream:
            text = stream.read(_MAX_PAGE).decode("utf-8-sig", "replace")
        for number, line in enumerate(text.splitlines(), 1):
            for address in _IN_PAGES.finditer(line):
                yield _ended(address[0]), Place(name, number, address.start() + 1)


def _ended(address: str) -> str:
    """Return an address without the sentence's own marks:
    a full stop, a bracket that was opened before it.
    """
    while address[-1] in ".,;:!?*_" or (
        address[-1] in _CLOSED
        and address.count(address[-1]) > address.count(_OPEN[_CLOSED.index(address[-1])])
    ):
        address = address[:-1]
    return address
