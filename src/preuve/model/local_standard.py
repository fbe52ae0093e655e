"""What a team has read since in a newer guide or order, laid over an edition of the standard.

It replaces what is expected, the typical proofs and the marks of what is unsure, each with its
source and the day somebody read it. The law's words, columns and conditions are never replaced.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import LANGUAGES, Translator, say
from preuve.model.standard import IndicatorRef, Provisional
from preuve.schema import Period

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf
    from datetime import date

    from preuve.core.words import Message
    from preuve.model.standard import Clause, Edition, Indicator, Lists, Texts
    from preuve.reading import Origin

_NO_GUIDE = "no reading guide"
"""How the source of a mark begins that rests on no guide: a test holds that some do."""
# Reading guide V9, preamble: a new guide applies at most two months after it is put online.
_APPLIES_WITHIN = Period(2, 0)


class NewerGuide(NamedTuple):
    """A reading guide that came out after this edition was written down here."""

    version: str
    seen: date
    """The day somebody of the team read it."""
    origin: Origin
    posted: date | None = None
    """The day it was put online."""

    @property
    def applies_by(self) -> date | None:
        """Return the day from which it applies at the latest."""
        return None if self.posted is None else _APPLIES_WITHIN.after(self.posted)

    @property
    def unread(self) -> Message:
        """Return what is said where this tool does not know what the guide says."""
        if self.applies_by is None:
            return say("not read into this tool: see guide V{version}", version=self.version)
        return say(
            "not read into this tool: see guide V{version}, which applies by {day} at the latest",
            version=self.version,
            day=self.applies_by,
        )


class TeamReading(NamedTuple):
    """What a team read of an indicator or of a clause of it."""

    about: IndicatorRef
    source: str
    checked: date
    """The day somebody read it."""
    origin: Origin
    expected: Texts | None = None
    proofs: Lists | None = None
    unsure: Texts | None = None
    """What no official text says yet, in place of the marks."""
    settled: bool = False
    """Whether nothing is unsure any more: the marks go."""


class LocalStandard(NamedTuple):
    """An edition as a team reads it."""

    edition: Edition
    """With the team's readings laid over it."""
    origin: Origin
    guide: NewerGuide | None = None
    readings: MappingOf[IndicatorRef, TeamReading] = MappingProxyType({})


def laid_over(
    indicator: Indicator,
    readings: MappingOf[IndicatorRef, TeamReading],
    guide: NewerGuide | None,
    checked: date | None,
) -> Indicator:
    """Return an indicator with what the team read of it and of its clauses, and with marks that
    know of a newer guide.

    Args:
        indicator: as the edition has it.
        readings: what the team read, by indicator or clause.
        guide: a newer one than this tool knows, if there is one.
        checked: the day somebody last looked for one.

    """
    marks = tuple(_looked_at(mark, guide, checked) for mark in indicator.provisional)
    reading = readings.get(IndicatorRef(indicator.number))
    if reading is not None:
        marks = _marks(reading, marks)
        indicator = indicator._replace(
            expected=reading.expected or indicator.expected,
            proofs=reading.proofs or indicator.proofs,
            in_guide=indicator.in_guide and reading.expected is None,
        )
    return indicator._replace(
        provisional=marks,
        clauses=tuple(
            _clause(clause, readings.get(IndicatorRef(indicator.number, clause.id)), checked)
            for clause in indicator.clauses
        ),
    )


def _looked_at(mark: Provisional, guide: NewerGuide | None, checked: date | None) -> Provisional:
    """Return a mark with the newer guide for its source, and the last day somebody looked."""
    if guide is not None and mark.source["en"].startswith(_NO_GUIDE):
        mark = mark._replace(source=_texts(guide.unread), checked=max(mark.checked, guide.seen))
    return mark._replace(checked=max(mark.checked, checked)) if checked is not None else mark


def _marks(reading: TeamReading, marks: tuple[Provisional, ...]) -> tuple[Provisional, ...]:
    if reading.settled:
        return ()
    source = dict.fromkeys(LANGUAGES, reading.source)
    if reading.unsure is not None:
        return (Provisional("expected", source, reading.checked, reading.checked, reading.unsure),)
    return tuple(mark._replace(checked=max(mark.checked, reading.checked)) for mark in marks)


def _clause(clause: Clause, reading: TeamReading | None, checked: date | None) -> Clause:
    looked = [
        clause.checked,
        *([checked] if checked else []),
        *([reading.checked] if reading else []),
    ]
    clause = clause._replace(checked=max(looked))
    if reading is None:
        return clause
    return clause._replace(
        asks=reading.expected or clause.asks,
        proofs=reading.proofs or clause.proofs,
        note=reading.unsure or clause.note,
        provisional=not reading.settled and (clause.provisional or reading.unsure is not None),
    )


def _texts(message: Message) -> Texts:
    return {language: Translator(language)(message) for language in LANGUAGES}
