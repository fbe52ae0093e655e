"""The national quality standard (RNQ) as data: editions, criteria, indicators, and when one
applies.

Sources: code du travail, art. R. 6316-1 and its annex in the wording of décret n° 2019-565 (edition
`rnq-2019`) and of décret n° 2026-728 (edition `rnq-2026`); reading guide V9 of 8 January 2024 for
grading, new entrants, surveillance and light audits. The texts are in `standards/*.yaml`, the
duties inside an indicator in `standards/clauses.yaml`; both are compiled, so that to read them
costs nothing at start (`standard_compiled.py`).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import LabelledEnum, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from preuve.core.finding import Severity
    from preuve.core.words import Language

Texts = dict["Language", str]
Lists = dict["Language", tuple[str, ...]]


class EditionName(StrEnum):
    """The editions known, oldest first: each has a file in `standards/`."""

    RNQ_2019 = "rnq-2019"
    RNQ_2026 = "rnq-2026"


class Category(LabelledEnum):
    """Categories of action (code du travail, art. L. 6313-1)."""

    TRAINING = "training", say("training")
    SKILLS_ASSESSMENT = "skills_assessment", say("skills assessment")
    VAE = "vae", say("validation of prior experience (VAE)")
    APPRENTICESHIP = "apprenticeship", say("apprenticeship")


class Condition(LabelledEnum):
    """What must be true of a provider, besides its category, for some indicators to apply."""

    CERTIFYING = "certifying", say("preparing for a professional certification")
    WORK_LINKED = "work_linked", say("work-linked training")
    WORKPLACE_TRAINING = "workplace_training", say("periods of training at the workplace")
    SUBCONTRACTING = "subcontracting", say("using subcontractors or portage salarial")


class Fact(LabelledEnum):
    """What is true of a provider and decides whether a clause applies.
    Those of `Condition` decide on indicators too.
    """

    CERTIFYING = Condition.CERTIFYING.value, Condition.CERTIFYING.label
    WORK_LINKED = Condition.WORK_LINKED.value, Condition.WORK_LINKED.label
    WORKPLACE_TRAINING = Condition.WORKPLACE_TRAINING.value, Condition.WORKPLACE_TRAINING.label
    SUBCONTRACTING = Condition.SUBCONTRACTING.value, Condition.SUBCONTRACTING.label
    ACTS_AS_SUBCONTRACTOR = "acts_as_subcontractor", say("working as a subcontractor")
    DISTANCE = "distance", say("courses held at a distance, at least in part")
    MINORS = "minors", say("people under 18")
    LEARNERS_WITH_DISABILITY = (
        "learners_with_disability",
        say("people with a disability received since the last audit"),
    )
    CPF = "cpf", say("courses paid for by the CPF")
    LONG_COURSES = "long_courses", say("services of more than two days")


# What is true of whoever trains apprentices (code du travail, art. L. 6211-1).
IMPLIED_BY_APPRENTICESHIP = (
    Condition.CERTIFYING,
    Condition.WORK_LINKED,
    Condition.WORKPLACE_TRAINING,
)


class ThresholdName(StrEnum):
    """What only an order of the minister fixes (arrêtés that décret n° 2026-728 announces)."""

    CONTRIBUTORS = "contributors"
    PERMANENT_SHARE = "permanent_share"


class Counts(StrEnum):
    """Which proofs count for a clause: those that name it alone,
    or those that name its indicator too.
    """

    NAMED = "named"
    INDICATOR = "indicator"


class ShownBy(StrEnum):
    """What shows a clause: how it is done and that it was done, one of both, or either."""

    BOTH = "both"
    FORMALISED = "formalised"
    IMPLEMENTED = "implemented"
    EITHER = "either"


class Grading(LabelledEnum):
    """Whether a breach can be minor, or is always major (reading guide V9)."""

    MINOR_OR_MAJOR = "minor_or_major", say("A non-conformity can be minor or major.")
    MAJOR_ONLY = "major_only", say("A non-conformity is always major.")


class Review(LabelledEnum):
    """When an audit that does not look at everything looks at an indicator."""

    ALWAYS = "always", say("Always reviewed at a surveillance audit.")
    IF_APPLICABLE = "if_applicable", say("Reviewed at a surveillance audit when it applies.")
    OPTIONAL = (
        "optional",
        say("Reviewed at a surveillance audit if it had a non-conformity or was not audited yet."),
    )
    NEVER = "never", say("Never reviewed at a surveillance audit.")


class SubcontractorRule(StrEnum):
    """How an indicator is judged when the provider acts as someone's subcontractor."""

    FULL = "full"
    NOT_APPLICABLE = "not_applicable"
    BY_CONTRACT = "by_contract"
    ADAPTED = "adapted"


class Change(LabelledEnum):
    """What an edition did to an indicator of the edition it is based on."""

    NONE = "none", say("unchanged")
    FORM = "form", say("changed in form only")
    EXTENDED = "extended", say("words added")
    REWORDED = "reworded", say("reworded")
    NEW = "new", say("new indicator")


class IndicatorRef(NamedTuple):
    """An indicator, or a clause of it, as a proof, a decision or a waiver names it:
    `12`, `12.violence`.
    """

    number: int
    clause: str = ""

    def __str__(self) -> str:
        return f"{self.number}.{self.clause}" if self.clause else str(self.number)

    @property
    def as_written(self) -> int | str:
        """Return it as it stands in files and reports: a number, or the name of a clause."""
        return str(self) if self.clause else self.number


class Provisional(NamedTuple):
    """A fact not seen in an official text: shown with this mark, never made a hard rule."""

    about: str
    """The field of the indicator that it is about, such as `expected`."""
    source: Texts
    checked: date
    """The day somebody last looked."""
    date: date
    note: Texts


class Wording(NamedTuple):
    """How the law's words came to us, where no official copy was read."""

    source: Texts
    checked: date
    """The day somebody last looked."""


class OfficialText(NamedTuple):
    """An official text by its title and identifier; the address is a link, which nothing asks."""

    title: Texts
    identifier: str
    url: str


class Threshold(NamedTuple):
    """What an order fixes, and the fact that is held against it."""

    name: ThresholdName
    above: bool
    """Whether the clause applies above the value, or below it."""
    fact: str
    """The key of `conditions` that says how it is with the provider."""
    unit: Texts
    ask: Texts

    def is_beyond(self, fact: int, value: int) -> bool:
        """Return whether the fact is beyond the value that the order fixes;
        the value itself is not.
        """
        return fact > value if self.above else fact < value

    def can_be_beyond(self, value: int) -> bool:
        """Return whether any fact can be beyond a value: no share is below nothing."""
        return self.above or value > 0

    def is_never_beyond(self, fact: int) -> bool:
        """Return whether the fact is beyond no value that an order could fix:
        one contributor, all the hours.
        """
        return fact <= 1 if self.above else fact >= 100  # noqa: PLR2004 - a share in per cent


class Clause(NamedTuple):
    """A duty inside an indicator about which an auditor could write a finding of its own."""

    number: int
    """Its indicator's."""
    id: str
    since: EditionName
    words: tuple[str, ...]
    """The law's words on which it rests, in this edition."""
    title: Texts
    asks: Texts
    counts: Counts
    asks_for: ShownBy
    proofs: Lists
    severity: Severity
    basis: tuple[str, ...]
    """Where it is from."""
    checked: date
    """The day somebody last looked for an official text."""
    categories: tuple[Category, ...] = ()
    """One of these is offered; any, where there is none."""
    conditions: tuple[Fact, ...] = ()
    threshold: ThresholdName | None = None
    checklist: Lists = {}  # noqa: RUF012 - never changed
    note: Texts | None = None
    provisional: bool = False
    put_off: bool = False
    """Whether it is looked at from the surveillance audit on only, for a new entrant."""

    @property
    def name(self) -> str:
        """Return what proofs call it: `12.violence`."""
        return f"{self.number}.{self.id}"


class Criterion(NamedTuple):
    """One of the 7 criteria (code du travail, art. R. 6316-1)."""

    number: int
    title: Texts
    statement: Texts


class Indicator(NamedTuple):
    """One indicator in the wording and with the rules of one edition."""

    number: int
    criterion: int
    title: Texts
    categories: tuple[Category, ...]
    grading: Grading
    new_entrant: bool
    """Formalisation audited at the initial audit, implementation at surveillance,
    for a new entrant.
    """
    surveillance: Review
    light: Review
    as_subcontractor: SubcontractorRule
    statement: Texts
    expected: Texts
    proofs: Lists
    condition: Condition | None = None
    minor_case: Texts | None = None
    provisional: tuple[Provisional, ...] = ()
    change: Change = Change.NONE
    clauses: tuple[Clause, ...] = ()
    rest: Texts | None = None
    """What is left of its sentence besides its clauses;
    None where they are all of it, or where it has none.
    """
    in_guide: bool = True
    """Whether the edition's reading guide speaks of it."""

    def clause(self, name: str) -> Clause | None:
        """Return a clause by its id."""
        return next((clause for clause in self.clauses if clause.id == name), None)

    def applies_to(self, categories: Iterable[Category], conditions: Iterable[Condition]) -> bool:
        """Return whether it applies: a category has it, and its condition, if any, is met."""
        return not set(self.categories).isdisjoint(categories) and (
            self.condition is None or self.condition in conditions
        )


class Edition(NamedTuple):
    """The standard as one legal text states it."""

    name: EditionName
    text: Texts
    """The decree, to be named wherever its words are quoted."""
    guide: Texts
    audits_from: date | None
    audits_until: date | None
    criteria: tuple[Criterion, ...]
    indicators: tuple[Indicator, ...]
    published: date | None = None
    """The day the text was published, where it is known:
    no proof older than it was made with its words in mind.
    """
    wording: Wording | None = None
    """How its words came to us; None where an official copy was read."""
    sources: tuple[OfficialText, ...] = ()
    asks: Mapping[str, Texts] = MappingProxyType({})
    """How people are asked for a fact, by its name."""
    thresholds: Mapping[str, Threshold] = MappingProxyType({})

    def indicator(self, number: int) -> Indicator | None:
        """Return the indicator with this number, if the edition has one."""
        return next(
            (indicator for indicator in self.indicators if indicator.number == number), None
        )

    def by_number(self) -> dict[int, Indicator]:
        """Return the indicators by their number."""
        return {indicator.number: indicator for indicator in self.indicators}

    def clause(self, name: IndicatorRef) -> Clause | None:
        """Return a clause of the edition, if it has it."""
        indicator = self.indicator(name.number)
        return indicator.clause(name.clause) if indicator else None

    def indicators_of(self, criterion: int) -> tuple[Indicator, ...]:
        """Return the indicators of one criterion, in the standard's order."""
        return tuple(indicator for indicator in self.indicators if indicator.criterion == criterion)

    def in_force_on(self, day: date) -> bool:
        """Return whether an audit held that day is on this edition."""
        return (self.audits_from is None or self.audits_from <= day) and (
            self.audits_until is None or day <= self.audits_until
        )


def edition_on(day: date) -> Edition:
    """Return the edition that an audit held on this day is on (décret n° 2026-728:
    no transition).
    """
    # One that is not needed is not read: reading one costs as much as assessing a manual.
    return load_edition(next(name for name in EditionName if day <= AUDITS_UNTIL.get(name, day)))


def newest_edition() -> Edition:
    """Return the last edition, whose indicators people write of from now on."""
    return load_edition([*EditionName][-1])


AUDITS_UNTIL = {EditionName.RNQ_2019: date(2026, 10, 31)}
"""The last day of audits on an edition, where it has one, as its own file says:
a test compares them.
"""


@cache
def load_edition(name: EditionName) -> Edition:
    """Return an edition from the package's own data.

    Raises:
        ValueError: the data is damaged (the package's fault, not a team's).

    """
    from preuve.model.standard_compiled import load  # noqa: PLC0415 - it knows the types of this file

    return load(name)
