"""The day that a document bears: written at its head, or kept in its properties."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.intake.written_days import Sort, read_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from preuve.core.words import Message

_HEAD = 4_000
_LABELLED = re.compile(
    r"(?i)(?:\bdate(?: d[eu]\S{0,3} ?(?:document|version|mise à jour|application|signature|"
    r"émission|édition))?\s*:\s*|\bfait à [^,\n]{2,40}, ?le\s+|\b(?:version|édition|édité|établi|"
    r"mis à jour|mise à jour|maj|applicable|signé)\w* (?:du|le|au|à compter du|en date du)\s*:?\s*)"
    r"([^\n]{6,40})"
)
_PROPERTIES = re.compile(
    rb"<(?:dcterms:(created|modified)|meta:(creation-date)|dc:(date))[^>]*>(\d{4}-\d\d-\d\d)"
)


class DocumentLook(NamedTuple):
    """What a look into a file says beside its name."""

    dated: date | None = None
    remark: Message | None = None
    """Where the day was read."""
    personal: Message | None = None
    """Why the file had better not be copied into a repository."""


def day_of(texts: Iterable[str], data: bytes) -> tuple[date | None, Message | None]:
    """Return the one day that a document bears, and where it was read; None where it bears none, or
    several.

    Args:
        texts: what it says.
        data: its bytes.

    """
    head = "\n".join(texts)[:_HEAD]
    labelled = {read_day(_first_day(text)).day for text in _LABELLED.findall(head)} - {None}
    if len(labelled) == 1:
        day = labelled.pop()
        return day, say("the date, {day}, is the one written in the document", day=day)
    day = None if labelled else _kept(data)
    if day is None:
        return None, None
    return day, say("the date, {day}, is that of the file's properties: to be checked", day=day)


def _first_day(text: str) -> str:
    """Return the beginning of a text that reads as a day, else the text."""
    parts = text.split()
    for count in range(1, min(5, len(parts)) + 1):
        head = " ".join(parts[:count]).rstrip(".,;)")
        if read_day(head).sort is Sort.DAY:
            return head
    return text


def _kept(data: bytes) -> date | None:
    """Return the day on which a PDF was made, or an office document was written and never changed
    after: a model that was copied keeps the day of the model.
    """
    if data[:1024].lstrip().startswith(b"%PDF"):
        found = re.search(rb"/CreationDate\s*\(D:(\d{4})(\d\d)(\d\d)", data)
        return read_day("-".join(part.decode() for part in found.groups())).day if found else None
    days = set()
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in ("docProps/core.xml", "meta.xml"):
                    if name in archive.namelist() and archive.getinfo(name).file_size < 100_000:
                        days |= {found[-1] for found in _PROPERTIES.findall(archive.read(name))}
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
            return None
    return read_day(days.pop().decode()).day if len(days) == 1 else None
