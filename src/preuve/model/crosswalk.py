"""Crosswalks: another frame's items, and the indicators that a proof made for them may serve.

Preuve brings some in `standards/crosswalks/`; a team adds its own in `crosswalks/`, one a file, and
one with the name of Preuve's takes its place. None is official: each says where its items come
from, and how well that was checked.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic, Place
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import LabelledEnum, say
from preuve.model.file_sets import NamingRule, read_each
from preuve.model.in_languages import InLanguages
from preuve.model.indicator_names import INDICATOR_NUMBER
from preuve.model.repeated_ids import repeated_ids
from preuve.model.standard_compiled import STANDARDS
from preuve.reading import read_yaml
from preuve.schema import Choice, Day, Field, ListOf, Reader, Record, Text, is_empty

if TYPE_CHECKING:
    from datetime import date

    from preuve.core.files import Folder
    from preuve.model.standard import Texts
    from preuve.reading import Document, Origin

CROSSWALKS_FOLDER = "crosswalks"
_OWN = STANDARDS / CROSSWALKS_FOLDER


class Basis(LabelledEnum):
    """What stands behind an item's words."""

    OFFICIAL = "official", say("compared with the frame's own official text")
    SECONDARY = "secondary", say("after public pages of third parties, not the official text")
    MEMORY = "memory", say("from general knowledge, checked against nothing")


class Item(NamedTuple):
    """One item of another frame."""

    id: str
    title: Texts
    origin: Origin
    group: Texts | None = None
    """The heading it stands under in its frame."""
    indicators: tuple[int, ...] = ()
    """Those that a proof made for the item serves, as far as the subject goes."""
    perhaps: tuple[int, ...] = ()
    """Those worth a look, by the proof itself."""
    basis: Basis | None = None
    """Where it differs from the frame's."""
    note: Texts | None = None

    def numbers(self) -> tuple[int, ...]:
        """Return all its indicators, each once, the surer ones first."""
        return tuple(dict.fromkeys((*self.indicators, *self.perhaps)))


class Crosswalk(NamedTuple):
    """Another frame, item by item."""

    title: Texts
    source: Texts
    dated: date
    basis: Basis
    items: tuple[Item, ...]
    origin: Origin
    about: Texts | None = None
    name: str = ""
    """Its file's name without the ending: what commands and pages call it by."""

    def basis_of(self, item: Item) -> Basis:
        """Return what stands behind an item's words."""
        return item.basis or self.basis


_WORDING = InLanguages(Text())
_BASIS = Choice(Basis)
_NUMBER = Text(r"[^\s]{1,20}", say("Write the item's number as its frame does, such as 1.4."))
ITEM = Record(
    Item,
    {
        "id": Field(_NUMBER, say("its number in its frame"), required=True),
        "title": Field(_WORDING, say("what it asks for, in a few words"), required=True),
        "group": Field(_WORDING, say("the heading it stands under in its frame")),
        "indicators": Field(
            ListOf(INDICATOR_NUMBER, distinct=True),
            say("the indicators that a proof made for it serves"),
        ),
        "perhaps": Field(
            ListOf(INDICATOR_NUMBER, distinct=True),
            say("indicators worth a look, by the proof itself"),
        ),
        "basis": Field(
            _BASIS, say("what stands behind its words, where it differs from the frame's")
        ),
        "note": Field(_WORDING, say("what one should know of it")),
    },
)
CROSSWALK = Record(
    Crosswalk,
    {
        "title": Field(_WORDING, say("the frame's name"), required=True),
        "about": Field(_WORDING, say("what the frame is, and what this table is good for")),
        "source": Field(_WORDING, say("where its items come from"), required=True),
        "dated": Field(Day(), say("the day that was looked at"), required=True),
        "basis": Field(_BASIS, say("what stands behind its words"), required=True),
        "items": Field(
            ListOf(ITEM, at_least=1, at_most=2_000),
            say("its items, in its own order"),
            required=True,
        ),
    },
)


def built_in() -> tuple[str, ...]:
    """Return the names of the crosswalks that Preuve brings."""
    return tuple(sorted(file.stem for file in _OWN.glob("*.yaml")))


@cache
def load_crosswalk(name: str) -> Crosswalk:
    """Return one of Preuve's own crosswalks.

    Raises:
        ValueError: the data is damaged (the package's fault, not a team's).

    """
    crosswalk, diagnostics = _read(read_yaml(_OWN / f"{name}.yaml", f"{name}.yaml"), name)
    if crosswalk is None or diagnostics:
        message = f"{name}: {diagnostics[:1]}"
        raise ValueError(message)
    return crosswalk


def read_crosswalks(folder: Folder) -> tuple[tuple[Crosswalk, ...], list[Diagnostic]]:
    """Return the team's own crosswalks, and what is wrong with them;
    a fault in one does not lose the others.
    """
    crosswalks, diagnostics = read_each(folder, CROSSWALKS_FOLDER, _NAMING, _read)
    return tuple(crosswalks), diagnostics


_NAMING = NamingRule(
    lambda name: re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", name) is not None,
    say("A crosswalk is called by its file's name."),
    say(
        "Use small letters, digits and dashes, such as regional-charter.yaml, directly in "
        "crosswalks/."
    ),
)


def _read(document: Document, name: str) -> tuple[Crosswalk | None, list[Diagnostic]]:
    reader = Reader(document.file)
    root = document.root
    if document.unusable or root is None or is_empty(root):
        empty = [] if document.diagnostics else [_empty(document.file)]
        return None, [*document.diagnostics, *empty]
    crosswalk = CROSSWALK.read(root, reader)
    return crosswalk and crosswalk._replace(name=name), [
        *document.diagnostics,
        *reader.diagnostics,
        *_twice(crosswalk),
    ]


def _empty(file: str) -> Diagnostic:
    return Diagnostic(
        RuleName.MISSING_KEY,
        say("The file is empty."),
        Place(file, 1, 1),
        say("Begin with title:, or delete the file."),
    )


def _twice(crosswalk: Crosswalk | None) -> list[Diagnostic]:
    """Return a fault for each item whose id stands above it already."""
    entries = ((item.id, item.origin) for item in (crosswalk.items if crosswalk else ()))
    advice = say("Number each item once, as its frame does.")
    return list(repeated_ids(entries, advice, fold=False))
