"""What is true of the provider, besides its categories:
it decides which indicators and which clauses apply.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from preuve.core.record import NamedTuple
from preuve.core.words import say
from preuve.model.standard import Condition, Fact
from preuve.schema import Day, Field, Flag, Integer, MapOf, Record, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from preuve.reading import Origin


class Conditions(NamedTuple):
    """What is true of the provider, besides its categories; None where it is not said."""

    origin: Origin
    certifying: bool | None = None
    work_linked: bool | None = None
    workplace_training: bool | None = None
    subcontracting: bool | None = None
    acts_as_subcontractor: bool | None = None
    distance: bool | None = None
    minors: bool | None = None
    learners_with_disability: bool | None = None
    cpf: bool | None = None
    long_courses: bool | None = None
    contributors_per_course: int | None = None
    """The most contributors that one course has."""
    permanent_share: int | None = None
    """The share of teaching hours that permanent contributors give, in per cent."""
    since: Mapping[str, date] = MappingProxyType({})
    """The first day of what was not always true."""

    def as_on(self, day: date) -> Conditions:
        """Return what is true on a day: what begins later is not, yet."""
        later: dict[str, Any] = {fact: False for fact, first in self.since.items() if first > day}
        return self._replace(**later) if later else self

    def met(self) -> frozenset[Condition]:
        """Return the conditions of indicators that are met."""
        return frozenset(condition for condition in Condition if getattr(self, condition.value))

    def stated(self, fact: str) -> bool | None:
        """Return what is said of a fact."""
        value: bool | None = getattr(self, fact)
        return value


class ThresholdValue(NamedTuple):
    """What an order fixes, as the team read it in the order."""

    value: int
    source: str
    on: date
    """The day somebody read it."""
    origin: Origin


def _conditions(
    *,
    since: Mapping[str, date] = MappingProxyType({}),
    **values: Any,  # noqa: ANN401 - what the record read
) -> Conditions:
    """Return what was read; what has a first day is true from then on."""
    return Conditions(since=since, **dict.fromkeys(since, True) | values)


CONDITIONS = Record(
    _conditions,
    {
        "certifying": Field(
            Flag(),
            say("prepares for a registered professional certification (indicators 3, 7, 16)"),
        ),
        "work_linked": Field(Flag(), say("work-study training, “alternance” (indicator 13)")),
        "workplace_training": Field(
            Flag(), say("includes periods of training at the workplace (indicator 28)")
        ),
        "subcontracting": Field(
            Flag(), say("uses subcontractors or portage salarial (indicator 27)")
        ),
        "acts_as_subcontractor": Field(Flag(), say("works as a subcontractor of another provider")),
        "distance": Field(
            Flag(),
            say("holds some part of a course at a distance (clauses of indicators 9 and 19)"),
        ),
        "minors": Field(Flag(), say("receives people under 18 (clauses of indicators 9 and 15)")),
        "learners_with_disability": Field(
            Flag(),
            say(
                "has received people with a disability since the last audit (clauses of "
                "indicators 4 and 26)"
            ),
        ),
        "cpf": Field(Flag(), say("has courses paid for by the CPF (a clause of indicator 27)")),
        "long_courses": Field(
            Flag(), say("has services of more than two days (clauses of indicator 12)")
        ),
        "contributors_per_course": Field(
            Integer(0, 999),
            say("the number of contributors of the course that has most of them (19.lead-teacher)"),
        ),
        "permanent_share": Field(
            Integer(0, 100),
            say(
                "the share of teaching hours given by permanent contributors, in % (20.supervision)"
            ),
        ),
        "since": Field(
            MapOf(Day(), known=tuple(Fact)),
            say("the first day of what was not always true, as {{subcontracting: 2026-09-01}}"),
        ),
    },
)
THRESHOLD = Record(
    ThresholdValue,
    {
        "value": Field(Integer(0, 9999), say("the number that the order fixes"), required=True),
        "source": Field(Text(), say("the order: its title and its date"), required=True),
        "on": Field(Day(), say("the day somebody read it"), required=True),
    },
)
