"""The registers' pages: each as a list that a phone and paper can show, the newest line first.

Auditors see all of them, since each is what they ask for: non-conformities to check what became of
them, the watches, complaints, improvements and risks as proofs of their indicators.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from preuve.core.words import say
from preuve.cycle.non_conformities import FIVE_MINORS, follow, open_minors
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.described.watch import INDICATORS, Watch
from preuve.model.registers.description import describe
from preuve.page.described_registers import lists
from preuve.page.render_context import MacroError
from preuve.publication.policy import Thing
from preuve.schema import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from preuve.assess.assessment import AssessedEvidence
    from preuve.cycle.non_conformities import TrackedNonConformity
    from preuve.model.registers.described.complaints import Complaint
    from preuve.model.registers.described.improvements import Improvement
    from preuve.model.registers.described.risks import Risk
    from preuve.model.registers.described.watch import WatchEntry
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import PageContext

_DatedT = TypeVar("_DatedT", "Improvement", "WatchEntry")


class Watched(NamedTuple):
    """One of the three watches, its newest line first."""

    kind: Watch
    indicator: int
    lines: tuple[WatchEntry, ...]


def register(view: RenderContext, here: PageContext, name: str) -> str:
    """Return a register, the newest line first.

    Args:
        view: what macros may know.
        here: the page that calls.
        name: the register's name, such as `complaints`.

    Raises:
        MacroError: the page asks for what there is not, or in a wrong way.

    """
    if name not in list(RegisterName):
        advice = did_you_mean(
            name, list(RegisterName), say("The registers are: {names}.", names=list(RegisterName))
        )
        raise MacroError(say("There is no register “{name}”. {help}", name=name, help=advice))
    asked = RegisterName(name)
    lines, on = view.assessment.manual.registers.of(asked), view.assessment.on
    if describe(asked).by_columns:
        return view.render(
            "register_described.html",
            here,
            file=asked.file,
            kept=lines is not None,
            lines=lines,
            proofs=_proofs(view, asked),
            lists=lists(view, here, asked) if lines else (),
        )
    return view.render(
        f"register_{asked.value}.html",
        here,
        file=asked.file,
        kept=lines is not None,
        lines=_ordered(view, asked),
        proofs=_proofs(view, asked),
        watches=_watches(view) if asked is RegisterName.WATCH else (),
        minors=len(open_minors(follow(view.assessment))),
        five=FIVE_MINORS,
        on=on,
        happened=lambda day: day is not None and day <= on,
    )


def _ordered(
    view: RenderContext, name: RegisterName
) -> Sequence[TrackedNonConformity | Improvement | WatchEntry | Complaint | Risk]:
    """Return the lines that are there on the manual's day:
    the newest first, of risks the heaviest.
    """
    registers, on = view.assessment.manual.registers, view.assessment.on
    if name is RegisterName.NON_CONFORMITIES:
        return follow(view.assessment)
    if name is RegisterName.COMPLAINTS:
        received = (line for line in registers.complaints if line.received <= on)
        return sorted(received, key=attrgetter("received"), reverse=True)
    if name is RegisterName.RISKS:
        return sorted(
            (risk for risk in registers.risks if risk.dated <= on),
            key=lambda risk: -risk.level,
        )
    if name is RegisterName.IMPROVEMENTS:
        return _newest(registers.improvements, on)
    return _newest(registers.watch, on)


def _newest(lines: Iterable[_DatedT], on: date) -> list[_DatedT]:
    """Return the lines that are there on a day, the newest first."""
    present = (line for line in lines if line.dated <= on)
    return sorted(present, key=attrgetter("dated"), reverse=True)


def _watches(view: RenderContext) -> tuple[Watched, ...]:
    lines = _newest(view.assessment.manual.registers.watch, view.assessment.on)
    return tuple(
        Watched(kind, INDICATORS[kind], tuple(line for line in lines if line.kind is kind))
        for kind in Watch
    )


def _proofs(view: RenderContext, name: RegisterName) -> list[AssessedEvidence]:
    """Return the entries of the index that name a register as their file."""
    return [
        assessed for assessed in view.assessment.evidence if assessed.evidence.file == name.file
    ]


class OpenNonConformities(NamedTuple):
    """What the home page says of non-conformities."""

    followed: tuple[TrackedNonConformity, ...]
    minors: int
    """How many of them count as minor: five at decision time make a major one."""
    first: date | None
    """The first day by which one is to be corrected."""


def open_non_conformities(view: RenderContext) -> OpenNonConformities:
    """Return the non-conformities that are open, those due first at the top."""
    open_now = tuple(
        sorted(
            (tracked for tracked in follow(view.assessment) if tracked.open),
            key=lambda tracked: tracked.correct_by,
        )
    )
    return OpenNonConformities(
        open_now, len(open_minors(open_now)), open_now[0].correct_by if open_now else None
    )


MACROS = {register: Thing.AUDIT}
