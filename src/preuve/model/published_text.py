"""What is published as text, or kept in git beside it, and what in it looks personal: facts,
gathered when a manual is read.

Looked at are the files that a team edits, the pages and everything else under docs/ that is text,
and the public proofs that are text. A PDF, a picture or a spreadsheet is not looked into.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.finding import Place
from preuve.core.record import NamedTuple
from preuve.model.personal_data import (
    Allowlist,
    PersonalDataKind,
    PersonalDatum,
    find_personal_data,
)
from preuve.model.site_settings import PAGE_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from preuve.model.organisation import Organisation
    from preuve.reading import PageTexts

# A text of more is not looked at beyond this; nor are texts after so much in all. A check ends
# within seconds.
MAX_BYTES = 4 * 1024 * 1024
MAX_BYTES_IN_ALL = 40 * 1024 * 1024

_TEXT = (
    *PAGE_ENDINGS,
    ".txt",
    ".csv",
    ".tsv",
    ".html",
    ".htm",
    ".json",
    ".xml",
    ".yaml",
    ".yml",
    ".ics",
    ".vcf",
    ".svg",
    ".js",
)


class PersonalDataInFile(NamedTuple):
    """One kind of personal data that a file seems to hold,
    where the first of it stands, and how many there are.
    """

    kind: PersonalDataKind
    place: Place
    number: int


class PersonalDataScan:
    """Reads the texts of a manual, so much of each and in all,
    and remembers what seems personal.
    """

    def __init__(self, pages: PageTexts, root: Path, organisation: Organisation | None) -> None:
        self.pages = pages
        self.root = root
        self.allowed = Allowlist.of_provider(organisation)
        self.left = MAX_BYTES_IN_ALL
        self.personal_data: list[PersonalDataInFile] = []

    def lines(self, file: str) -> None:
        """Look at a file of entries, where each has its own finding and no telephone belongs."""
        text = self._read(file)
        for datum in find_personal_data(text, self.allowed, fixed_lines=True):
            self.personal_data.append(PersonalDataInFile(datum.kind, _place(text, datum, file), 1))

    def whole(self, file: str) -> None:
        """Look at a page or a document, told once for each kind:
        its fixed telephones are taken for the organisation's.
        """
        if not file.lower().endswith(_TEXT):
            return
        text = self._read(file)
        by_kind: dict[PersonalDataKind, list[PersonalDatum]] = {}
        for datum in find_personal_data(text, self.allowed, fixed_lines=False):
            by_kind.setdefault(datum.kind, []).append(datum)
        self.personal_data += [
            PersonalDataInFile(kind, _place(text, same[0], file), len(same))
            for kind, same in by_kind.items()
        ]

    def _read(self, file: str) -> str:
        """Return a file's text; nothing, where it cannot be read:
        that is another rule's to tell.
        """
        if file.endswith(PAGE_ENDINGS) and not (page := self.pages.page(file)).document.unusable:
            text = page.text[: min(MAX_BYTES, self.left)]
            self.left -= len(text)
            return text
        path = self.root / file
        try:
            if not path.is_file():  # opening a pipe would wait for ever
                return ""
            with path.open("rb") as stream:
                data = stream.read(min(MAX_BYTES, self.left))
        except (OSError, ValueError):
            return ""
        self.left -= len(data)
        return data.decode("utf-8-sig", "replace")


def _place(text: str, datum: PersonalDatum, file: str) -> Place:
    line_start = text.rfind("\n", 0, datum.at) + 1
    return Place(file, text.count("\n", 0, datum.at) + 1, datum.at - line_start + 1)


def personal_data(
    pages: PageTexts,
    root: Path,
    organisation: Organisation | None,
    entries: Iterable[str],
    published: Iterable[str],
) -> tuple[PersonalDataInFile, ...]:
    """Return what seems personal in files of entries and in published files, each looked at once.

    Args:
        pages: read already.
        root: of the manual.
        organisation: whose contacts and roles are its own.
        entries: files of which each entry has a finding of its own.
        published: files that go out, told once for each kind.

    """
    texts = PersonalDataScan(pages, root, organisation)
    for file in entries:
        texts.lines(file)
    for file in dict.fromkeys(published):
        texts.whole(file)
    return tuple(texts.personal_data)
