"""What is evidenced on a day: `assess(manual, on=date)`.

Pure: no clock, no file, no network. The site, the gate and every export read the same assessment,
so they cannot disagree. It says what is evidenced and what is not; only a certification body says
"compliant".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.clauses import (
    AssessedClause,
    ClauseState,
    Provider,
    assess_clauses,
    base_evidence,
    decided_by,
    is_nobodys,
    nearest_cause,
    newcomers,
)
from preuve.assess.evidence_states import (
    COUNTING,
    DUE_SOON,
    AssessedEvidence,
    EvidenceState,
    EvidenceStates,
)
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import LabelledEnum, Message, say
from preuve.model.evidence import Stage
from preuve.model.site_settings import DOCS_FOLDER
from preuve.model.standard import IndicatorRef, SubcontractorRule, edition_on, load_edition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from preuve.model.evidence import Index, Unreadable
    from preuve.model.manual import Manual, Page
    from preuve.model.organisation import Decision, Organisation, Waiver
    from preuve.model.standard import Category, Condition, Edition, Indicator

__all__ = [
    "COUNTING",
    "DUE_SOON",
    "Applicability",
    "AssessedClause",
    "AssessedEvidence",
    "AssessedIndicator",
    "Assessment",
    "ClauseState",
    "EvidenceState",
    "IndicatorState",
    "applicability",
    "assess",
    "assess_each",
    "edition_for",
    "indicators_by",
    "takes_away",
]


class IndicatorState(LabelledEnum):
    """How far an indicator is evidenced on the day."""

    COVERED = "covered", say("covered")
    PARTIAL = "partial", say("partial")
    MISSING = "missing", say("missing")
    NOT_APPLICABLE = "not_applicable", say("not applicable")
    WAIVED = "waived", say("waived")


class Applicability(NamedTuple):
    """Whether an indicator applies to the organisation, and why."""

    applies: bool
    reason: Message
    by_rule: bool
    """What the rule alone says, before any decision."""
    rule: Message
    """What the rule alone says, in words."""
    decision: Decision | None = None


class AssessedIndicator(NamedTuple):
    """An indicator, whether it applies, the proofs that name it and what they amount to."""

    indicator: Indicator
    applicability: Applicability
    state: IndicatorState
    evidence: tuple[AssessedEvidence, ...]
    unreadable: tuple[Unreadable, ...]
    page: Page | None
    gap: RuleName | None = None
    """For an indicator with nothing that counts, the rule that names the cause."""
    waiver: Waiver | None = None
    clauses: tuple[AssessedClause, ...] = ()
    """Those of the edition, in its order; none where the indicator does not apply."""
    both_stages: bool = False
    """Whether it is shown how it is done and that it was done, whatever its clauses lack."""
    docs: str = DOCS_FOLDER
    """The folder of the manual's pages."""

    @property
    def number(self) -> int:
        """Return the indicator's number."""
        return self.indicator.number

    @property
    def about(self) -> IndicatorRef:
        """Return its name, as a clause has one."""
        return IndicatorRef(self.number)

    @property
    def counting(self) -> tuple[AssessedEvidence, ...]:
        """Return the proofs that count."""
        return tuple(assessed for assessed in self.evidence if assessed.counts)

    def owners(self) -> tuple[str, ...]:
        """Return the role that answers for the page,
        then those that answer for the proofs that count, each once.
        """
        first = [self.page.owner.role] if self.page and self.page.owner else []
        return tuple(
            dict.fromkeys([*first, *(assessed.evidence.owner for assessed in self.counting)])
        )

    @property
    def base(self) -> tuple[AssessedEvidence, ...]:
        """Return the proofs over which its own stages are judged: what names a `counts:
        named` clause alone is none.
        """
        shut = {one.clause.id for one in self.clauses if one.state is ClauseState.NOT_APPLICABLE}
        return base_evidence(
            self.indicator, {one.id for one in self.indicator.clauses} - shut, self.evidence
        )

    def stages(self) -> frozenset[Stage]:
        """Return the stages evidenced by proofs that count."""
        return frozenset(
            assessed.evidence.stage
            for assessed in self.base
            if assessed.counts and assessed.evidence.stage
        )

    @property
    def gaps(self) -> tuple[AssessedClause, ...]:
        """Return the clauses that apply and are not shown, or not wholly."""
        return tuple(
            clause
            for clause in self.clauses
            if clause.state in {ClauseState.MISSING, ClauseState.PARTIAL}
        )


class Assessment(NamedTuple):
    """All that the gate, the site and the exports know about a manual on a day."""

    manual: Manual
    organisation: Organisation
    on: date
    edition: Edition
    indicators: tuple[AssessedIndicator, ...]
    evidence: tuple[AssessedEvidence, ...]

    @property
    def applying(self) -> tuple[AssessedIndicator, ...]:
        """The indicators that apply to this provider."""
        return tuple(indicator for indicator in self.indicators if indicator.applicability.applies)

    def applying_numbers(self) -> frozenset[int]:
        """Return the numbers of the indicators that apply."""
        return frozenset(indicator.number for indicator in self.applying)

    def indicator(self, number: int) -> AssessedIndicator | None:
        """Return an indicator by its number."""
        return next(
            (indicator for indicator in self.indicators if indicator.number == number), None
        )

    def counts(self) -> dict[IndicatorState, int]:
        """Return how many indicators are in each state, each state present."""
        return {
            state: sum(indicator.state is state for indicator in self.indicators)
            for state in IndicatorState
        }


def assess(manual: Manual, on: date) -> Assessment | None:
    """Assess a manual on a day; None when its organisation or its index could not be read."""
    return next(assess_each(manual, (on,)), None)


def assess_each(manual: Manual, days: Iterable[date]) -> Iterator[Assessment]:
    """Assess a manual on several days, and work out but once what no day changes;
    none, where it could not be read.
    """
    organisation, index, days = manual.organisation, manual.evidence_index, tuple(days)
    if organisation is None or index is None or not days:
        return
    states = _ManualStates(manual, organisation, index, days[0])
    for on in days:
        yield states.advance_to(on)


class _ManualStates:
    """A manual turned from day to day: only what the days between can have moved is judged anew."""

    def __init__(
        self, manual: Manual, organisation: Organisation, index: Index, first: date
    ) -> None:
        self._manual = manual
        self._written, self._organisation = organisation, organisation
        self._first = first
        self._provider = self._provider_of(organisation)
        self._decisions = {
            decision.indicator: decision
            for decision in reversed(organisation.applicability)
            if not decision.clause
        }
        self._unreadable = {
            number: tuple(entry for entry in index.unreadable if number in entry.indicators)
            for number in {number for entry in index.unreadable for number in entry.indicators}
        }
        self._pages = {page.indicator: page for page in reversed(manual.pages)}
        self._evidence = EvidenceStates(manual, index)
        self._applicability: dict[str, tuple[Applicability, ...]] = {}
        self._assessed: dict[int, AssessedIndicator] = {}
        self._before: Edition | None = None
        """The edition by which all was judged the day before; None where all is to be anew."""

    def _provider_of(self, organisation: Organisation) -> Provider:
        # What registers tell of the provider is of the first day.
        return Provider.of(organisation, self._manual, self._first)

    def advance_to(self, on: date) -> Assessment:
        """Return the assessment on a day."""
        if (then := self._written.as_on(on)).conditions != self._organisation.conditions:
            self._organisation, self._before = then, None
            self._provider = self._provider_of(then)
            self._applicability.clear()
        organisation = self._organisation
        edition = self._manual.edition(edition_for(organisation, on))
        if self._before and self._provider.on < (self._before.published or on) <= on:
            self._before = None  # its text came out since
        new = newcomers(organisation, on)
        if new != self._provider.newcomers:
            self._before = None
        self._provider = self._provider._replace(on=on, newcomers=new)
        moved = self._evidence.advance_to(on)
        for indicator, applies in zip(edition.indicators, self._applying(edition), strict=True):
            # A waiver may end on any day; else an indicator is what its proofs make of it.
            if indicator.number in moved or edition is not self._before or organisation.waivers:
                self._assessed[indicator.number] = self._judged(indicator, applies, edition)
        self._before = edition
        return Assessment(
            self._manual,
            organisation,
            on,
            edition,
            tuple(self._assessed[indicator.number] for indicator in edition.indicators),
            tuple(self._evidence.judged),
        )

    def _applying(self, edition: Edition) -> tuple[Applicability, ...]:
        if edition.name not in self._applicability:
            self._applicability[edition.name] = tuple(
                applicability(indicator, self._organisation, self._decisions.get(indicator.number))
                for indicator in edition.indicators
            )
        return self._applicability[edition.name]

    def _judged(
        self, indicator: Indicator, applies: Applicability, edition: Edition
    ) -> AssessedIndicator:
        serving = self._evidence.serving(indicator.number)
        return _with_state(
            AssessedIndicator(
                indicator,
                applies,
                IndicatorState.NOT_APPLICABLE,
                serving,
                self._unreadable.get(indicator.number, ()),
                self._pages.get(indicator.number),
                clauses=assess_clauses(indicator, edition, self._provider, serving)
                if applies.applies
                else (),
                docs=self._manual.docs,
            ),
            self._organisation.waivers,
            self._provider.on,
        )


def indicators_by(
    assessment: Assessment, keep: Callable[[AssessedEvidence], bool]
) -> tuple[AssessedIndicator, ...]:
    """Return the indicators of an assessment as some of its proofs alone show them.

    Args:
        assessment: of all proofs.
        keep: whether a proof is among those.

    """
    organisation, on = assessment.organisation, assessment.on
    provider: Provider | None = None
    indicators: list[AssessedIndicator] = []
    for assessed in assessment.indicators:
        kept = tuple(evidence for evidence in assessed.evidence if keep(evidence))
        if not assessed.applicability.applies or len(kept) == len(assessed.evidence):
            indicators.append(assessed)  # most proofs are of no part of the provider
            continue
        if provider is None:
            provider = Provider.of(organisation, assessment.manual, on)._replace(
                newcomers=newcomers(organisation, on)
            )
        clauses = assess_clauses(assessed.indicator, assessment.edition, provider, kept)
        shown = assessed._replace(evidence=kept, clauses=clauses)
        indicators.append(_with_state(shown, organisation.waivers, on))
    return tuple(indicators)


def edition_for(organisation: Organisation, on: date) -> Edition:
    """Return the edition: the one fixed, else that of the next audit's date,
    else that of the day.
    """
    if organisation.edition is not None:
        return load_edition(organisation.edition)
    audit = organisation.next_audit(on)
    return edition_on(audit.date if audit else on)


def applicability(
    indicator: Indicator, organisation: Organisation, decision: Decision | None = None
) -> Applicability:
    """Decide whether an indicator applies: by its categories and its condition,
    or by a decision that differs.
    """
    met = organisation.conditions_met()
    by_rule = indicator.applies_to(organisation.categories, met)
    reason = _reason(indicator, organisation.categories, met)
    if decision is None or takes_away(indicator, organisation, decision):
        return Applicability(by_rule, reason, by_rule, reason)
    decided = decided_beside_rule(decision, organisation, reason)
    return Applicability(decision.applies, decided, by_rule, reason, decision)


def decided_beside_rule(decision: Decision, organisation: Organisation, rule: Message) -> Message:
    """Return what was decided of an indicator, by whom as `people` shows him, beside the rule's."""
    return say("{decision} By rule: {rule}", decision=decided_by(decision, organisation), rule=rule)


# For work done for another provider, the client answers for what the contract does not give.
_NOT_FOR_SUBCONTRACTORS = frozenset(
    {SubcontractorRule.NOT_APPLICABLE, SubcontractorRule.BY_CONTRACT}
)


def takes_away(indicator: Indicator, organisation: Organisation, decision: Decision) -> bool:
    """Return whether a decision takes a duty away that no decision can: then the duty stays, and
    the gate says so.

    An indicator without a condition holds for every provider of its categories (the standard's
    column of conditions); only who works as another's subcontractor may leave out what the reading
    guide leaves to the client or to the contract, and whoever has said that none of its duties is
    theirs (12 on rnq-2019, which guide V9 keeps to courses of over two days).
    """
    if (
        decision.applies
        or decision.clause
        or indicator.condition is not None
        or not indicator.applies_to(organisation.categories, frozenset())
        or is_nobodys(indicator, organisation)
    ):
        return False
    acts = organisation.conditions is not None and organisation.conditions.acts_as_subcontractor
    return not (acts and indicator.as_subcontractor in _NOT_FOR_SUBCONTRACTORS)


def _reason(
    indicator: Indicator, categories: tuple[Category, ...], met: frozenset[Condition]
) -> Message:
    having = [category.label for category in categories if category in indicator.categories]
    if not having:
        return say(
            "Does not apply: it is for {theirs}; this provider does {ours}.",
            theirs=[category.label for category in indicator.categories],
            ours=[category.label for category in categories],
        )
    if indicator.condition is None:
        return say("Applies to {categories}.", categories=having)
    condition = indicator.condition.label
    if indicator.condition in met:
        return say(
            "Applies to {categories}, because of: {condition}.",
            categories=having,
            condition=condition,
        )
    return say("Does not apply: its condition is not met ({condition}).", condition=condition)


def _with_state(
    assessed: AssessedIndicator, waivers: tuple[Waiver, ...], on: date
) -> AssessedIndicator:
    """Return an indicator in the state that its proofs and its clauses make of it."""
    if not assessed.applicability.applies:
        return assessed._replace(state=IndicatorState.NOT_APPLICABLE)
    if stages := assessed.stages():
        both = len(stages) == len(Stage)
        whole = both and not assessed.gaps
        state = IndicatorState.COVERED if whole else IndicatorState.PARTIAL
        return assessed._replace(state=state, gap=None, waiver=None, both_stages=both)
    base, number = assessed.base, assessed.number
    gap = _gap(base)
    names = {evidence.evidence.id for evidence in base}
    waiver = next((waiver for waiver in waivers if _covers(waiver, gap, number, names, on)), None)
    state = IndicatorState.WAIVED if waiver else IndicatorState.MISSING
    return assessed._replace(state=state, gap=gap, waiver=waiver, both_stages=False)


def _gap(evidence: tuple[AssessedEvidence, ...]) -> RuleName:
    """Return the rule that names why nothing counts."""
    cause = nearest_cause(evidence)
    if cause is not None:
        return cause
    live = {assessed.state for assessed in evidence} - {EvidenceState.WITHDRAWN}
    return RuleName.DRAFT_ONLY if live == {EvidenceState.DRAFT} else RuleName.MISSING_EVIDENCE


def _covers(waiver: Waiver, gap: RuleName, number: int, names: set[str], on: date) -> bool:
    """Return whether a waiver accepts, on this day, that the indicator has nothing that counts."""
    return (
        waiver.rule is gap
        and waiver.indicator in {None, number}
        and not waiver.clause
        and (waiver.evidence is None or waiver.evidence in names)
        and on <= waiver.until
    )
