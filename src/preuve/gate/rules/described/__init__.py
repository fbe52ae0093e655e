"""The rules of the registers beyond the five: a file each, as `model/registers/described` has one;
`ALL` is what it finds.

A file nobody keeps says nothing: the rules of a register are loaded where it is kept.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from preuve.assess.clauses import ClauseState
from preuve.core.finding import Diagnostic, Place
from preuve.core.record import NamedTuple
from preuve.model.evidence import Stage
from preuve.model.registers.description import describe
from preuve.rulebook import BY_NAME
from preuve.schema import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.assess.clauses import AssessedClause
    from preuve.core.rule_name import RuleName
    from preuve.core.words import Message
    from preuve.model.registers.catalogue import RegisterName
    from preuve.model.registers.description import Line
    from preuve.model.sessions import Session

YEAR = Period(12, 0)
"""How long a line speaks for a register, where the team says nothing else: practice, not law."""


class JudgedRegister(NamedTuple):
    """A register that is kept, and what its rules look at beside it."""

    name: RegisterName
    assessment: Assessment

    @property
    def on(self) -> date:
        """Return the manual's day."""
        return self.assessment.on

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Return the sessions that the manual knows."""
        return self.assessment.manual.all_sessions

    @property
    def audit(self) -> date | None:
        """Return the day of the next audit."""
        audit = self.assessment.organisation.next_audit(self.on)
        return audit.date if audit is not None else None

    def last_sessions(self, taught_by: frozenset[str] = frozenset()) -> dict[str, date]:
        """Return the last day of the sessions of each offer, by its code; of a session that names
        some of those who may teach it, *taught_by*, by their codes instead.
        """
        last: dict[str, date] = {}
        for session in self.sessions:
            named = taught_by & {*session.contributors, session.subcontractor}
            for name in named or (session.offer,):
                if name is not None:
                    last[name] = max(last.get(name, session.ends), session.ends)
        return last

    def lines(self, list_name: str = "") -> tuple[Line, ...]:
        """Return the lines of the register's list, or of another of its lists."""
        return self.assessment.manual.registers.lines(self.name, list_name)

    def head(self, key: str) -> Period | None:
        """Return a time that the team set itself."""
        return self.assessment.manual.registers.head(self.name, key)

    def shows(self, clause: str) -> bool:
        """Return whether a clause applies and something shows it as done: where nothing does, that
        is told already.
        """
        assessed = self._clause(clause)
        return assessed is not None and (
            assessed.state is ClauseState.COVERED
            or (assessed.state is ClauseState.PARTIAL and assessed.lacking is Stage.FORMALISED)
        )

    def state(self, clause: str) -> ClauseState | None:
        """Return how a clause is evidenced; None where the edition has none of this name,
        or its indicator does not apply.
        """
        assessed = self._clause(clause)
        return None if assessed is None else assessed.state

    def _clause(self, name: str) -> AssessedClause | None:
        return next(
            (
                assessed
                for indicator in self.assessment.indicators
                for assessed in indicator.clauses
                if assessed.name == name
            ),
            None,
        )

    def found(
        self, rule: RuleName, line: Line, key: str, message: Message, *, clause: str | None = None
    ) -> Diagnostic:
        """Return a fault of a line, at a key of it, with the book's advice; *clause*: what it is
        about, by its name.
        """
        place, owner = line.origin.at(key), line.text("owner") or None
        return self.found_missing(rule, message, clause=clause, place=place)._replace(owner=owner)

    def found_missing(
        self,
        rule: RuleName,
        message: Message,
        *,
        clause: str | None = None,
        place: Place | None = None,
    ) -> Diagnostic:
        """Return what no line says, with the book's advice: a fault of the register, or of the
        place that asks for such a line; *clause*: what it is about, by its name.
        """
        indicator = int(clause.partition(".")[0]) if clause else None
        place = place or Place(self.name.file, 1, 1)
        return Diagnostic(
            rule, message, place, BY_NAME[rule].fix, indicator=indicator, clause=clause
        )


def described_registers(assessment: Assessment) -> Iterator[Diagnostic]:
    """What each register whose lines are made of columns finds of itself."""
    for name in filter(lambda name: describe(name).by_columns, assessment.manual.registers.kept):
        rules: tuple[Callable[[JudgedRegister], Iterator[Diagnostic]], ...] = import_module(
            f"{__name__}.{name.value}"
        ).ALL
        for rule in rules:
            yield from rule(JudgedRegister(name, assessment))


ALL = (described_registers,)
