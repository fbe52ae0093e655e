"""The clauses of an indicator on a day: which apply, which proofs show them, which are without.
Pure.

The rules stand at the head of `standards/clauses.yaml`. A clause never makes its indicator missing:
it makes it partial. What the team has not said of itself is a question, which changes no state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.contributors import contributors_by_offer, permanent_share
from preuve.assess.evidence_states import EvidenceState
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import LabelledEnum, say
from preuve.model.audits import AuditType
from preuve.model.evidence import Stage
from preuve.model.organisation import FIRST_AUDITS
from preuve.model.registers.catalogue import RegisterName
from preuve.model.standard import Counts, Fact, IndicatorRef, ShownBy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from preuve.assess.evidence_states import AssessedEvidence
    from preuve.core.words import Message
    from preuve.model.manual import Manual
    from preuve.model.organisation import Decision, Organisation
    from preuve.model.registers.description import Line
    from preuve.model.standard import Category, Clause, Edition, Indicator, Threshold


class ClauseState(LabelledEnum):
    """How far a clause is evidenced on the day."""

    COVERED = "covered", say("covered")
    PARTIAL = "partial", say("partial")
    """One stage is shown, and it asks for the other one too."""
    MISSING = "missing", say("missing")
    UNKNOWN = "unknown", say("a question")
    """Whether it applies depends on what the team has not said."""
    NOT_APPLICABLE = "not_applicable", say("not applicable")


class AssessedClause(NamedTuple):
    """A clause, whether it applies, the proofs that serve it and what they amount to."""

    clause: Clause
    state: ClauseState
    reason: Message
    evidence: tuple[AssessedEvidence, ...]
    """The proofs that serve it, those that do not count included."""
    gap: RuleName | None = None
    """The rule that names what is missing, where something of its own is."""
    question: str | None = None
    """The fact or the threshold that is not known."""
    too_old: tuple[AssessedEvidence, ...] = ()
    """Proofs that count and name it, and are older than the text that brought it."""
    decision: Decision | None = None
    lacking: Stage | None = None
    """The stage that a partial one lacks."""

    @property
    def name(self) -> str:
        """Return what proofs call it: `12.violence`."""
        return self.clause.name

    @property
    def about(self) -> IndicatorRef:
        """Return its name in its parts."""
        return IndicatorRef(self.clause.number, self.clause.id)

    @property
    def applies(self) -> bool:
        """Return whether it is known to apply."""
        return self.state not in {ClauseState.UNKNOWN, ClauseState.NOT_APPLICABLE}

    @property
    def is_open(self) -> bool:
        """Return whether it is not wholly shown,
        or whether nobody has said if it is to be shown.
        """
        return self.state in {ClauseState.MISSING, ClauseState.PARTIAL, ClauseState.UNKNOWN}


class Provider(NamedTuple):
    """What decides whether clauses apply."""

    organisation: Organisation
    facts: Mapping[str, bool | int | None]
    decisions: Mapping[IndicatorRef, Decision]
    on: date
    newcomers: frozenset[Category] = frozenset()
    """The categories in their first year, for the next audit:
    on them what was done is looked at later.
    """

    @classmethod
    def of(cls, organisation: Organisation, manual: Manual, on: date) -> Provider:
        """Return what a manual says of its provider on a day."""
        facts: dict[str, bool | int | None] = {fact: organisation.fact(fact) for fact in Fact}
        if facts[Fact.LONG_COURSES] is None and manual.sessions is not None:
            longer = any(
                (session.ends - session.starts).days > 1 for session in manual.sessions.sessions
            )
            facts[Fact.LONG_COURSES] = (
                longer or None
            )  # that no session is long yet says nothing of the others
        conditions = organisation.conditions
        for number in ("contributors_per_course", "permanent_share"):
            facts[number] = getattr(conditions, number, None)
        facts |= _derived(manual, on)
        decisions = {
            decision.about: decision
            for decision in reversed(organisation.applicability)
            if decision.clause
        }
        return cls(organisation, facts, decisions, on)


def _derived(manual: Manual, on: date) -> dict[str, bool | int | None]:
    """Return the facts that registers and sessions tell: typed ones stand where none is kept."""
    registers, sessions = manual.registers, manual.all_sessions
    facts: dict[str, bool | int | None] = {}
    if any(session.distance for session in sessions) or registers.lines(RegisterName.DISTANCE):
        facts[Fact.DISTANCE] = True
    received = registers.lines(RegisterName.DISABILITY_NETWORK, "received")
    if (were := _were_received(received, manual.organisation, on)) is not None:
        facts[Fact.LEARNERS_WITH_DISABILITY] = were
    contributors = registers.lines(RegisterName.CONTRIBUTORS)
    if by_offer := contributors_by_offer(contributors, on):
        facts["contributors_per_course"] = max(by_offer.values())
    if (share := permanent_share(contributors, on)) is not None:
        facts["permanent_share"] = share
    return facts


def _were_received(
    lines: Iterable[Line], organisation: Organisation | None, on: date
) -> bool | None:
    """Return whether people were received since the last audit, by year; None where a year since
    is not counted, and no other has anybody.
    """
    held = [
        audit.date.year
        for audit in (organisation.audits if organisation else ())
        if audit.type is not AuditType.MOCK and audit.date <= on
    ]
    since = [line for line in lines if (line.number("year") or 0) >= max(held, default=0)]
    if any(line.number("people") for line in since):
        return True
    years = {line.number("year") for line in since}
    return False if years >= {*range(max(held, default=on.year), on.year + 1)} else None


class _ClauseVerdict(NamedTuple):
    """Whether a clause applies: None where it depends on what nobody has said."""

    applies: bool | None
    reason: Message
    question: str | None = None
    decision: Decision | None = None


def assess_clauses(
    indicator: Indicator,
    edition: Edition,
    provider: Provider,
    evidence: tuple[AssessedEvidence, ...],
) -> tuple[AssessedClause, ...]:
    """Return the clauses of an indicator that applies, in the standard's order.

    Args:
        indicator: one that applies.
        edition: whose day of publication a proof is held against.
        provider: what decides whether a clause applies.
        evidence: the proofs that name the indicator or a clause of it, on the day.

    """
    if not indicator.clauses:
        return ()
    organisation, naming = provider.organisation, _naming(indicator, evidence)
    finer = any(
        assessed.counts
        for clause in indicator.clauses
        if clause.counts is Counts.INDICATOR
        for assessed in naming[clause.id]
    )
    verdicts = {
        clause.id: _verdict(clause, indicator, edition, provider) for clause in indicator.clauses
    }
    newcomer = indicator.new_entrant and is_new_entrant(organisation, provider.newcomers, indicator)
    base = base_evidence(
        indicator, {name for name, one in verdicts.items() if one.applies is not False}, evidence
    )
    counting = [assessed for assessed in base if assessed.counts]
    return tuple(
        _assessed(
            clause,
            verdicts[clause.id],
            _Served(naming[clause.id], naming[""], counting, finer, newcomer),
            edition,
            provider.on,
        )
        for clause in indicator.clauses
    )


def is_nobodys(indicator: Indicator, organisation: Organisation) -> bool:
    """Return whether an indicator is its clauses alone,
    and what the team has said of itself rules each of them out.
    """
    return (
        indicator.rest is None
        and bool(indicator.clauses)
        and all(
            (clause.categories and set(clause.categories).isdisjoint(organisation.categories))
            or any(organisation.fact(fact) is False for fact in clause.conditions)
            for clause in indicator.clauses
        )
    )


def base_evidence(
    indicator: Indicator, open_clauses: Collection[str], evidence: tuple[AssessedEvidence, ...]
) -> tuple[AssessedEvidence, ...]:
    """Return the proofs over which the indicator's own pair of stages is judged.

    They are those of its rest or, where nothing is left besides its clauses, of those that are not
    `counts: named`. `open_clauses`: those that are not known not to apply; where none of that kind
    is, all are taken.
    """
    if not indicator.clauses:
        return tuple(assessed for assessed in evidence if _serves(assessed, indicator.number, {""}))
    names = {""}
    if indicator.rest is None:
        own = {clause.id for clause in indicator.clauses if clause.counts is Counts.INDICATOR}
        names |= own & set(open_clauses) or own
    return tuple(assessed for assessed in evidence if _serves(assessed, indicator.number, names))


def _serves(assessed: AssessedEvidence, number: int, clauses: Collection[str]) -> bool:
    named = assessed.evidence.named
    if not named:  # made by a program, which knows of no clauses
        return "" in clauses
    return any(ref.number == number and ref.clause in clauses for ref in named)


def _naming(
    indicator: Indicator, evidence: tuple[AssessedEvidence, ...]
) -> dict[str, list[AssessedEvidence]]:
    """Return the proofs that name each clause; under no name, those that name the number alone."""
    naming: dict[str, list[AssessedEvidence]] = {
        "": [],
        **{clause.id: [] for clause in indicator.clauses},
    }
    for assessed in evidence:
        named = assessed.evidence.named or (IndicatorRef(indicator.number),)
        for clause in dict.fromkeys(ref.clause for ref in named if ref.number == indicator.number):
            if clause in naming:
                naming[clause].append(assessed)
    return naming


def _verdict(
    clause: Clause, indicator: Indicator, edition: Edition, provider: Provider
) -> _ClauseVerdict:
    """Decide whether a clause applies: by hand, else by categories, facts and thresholds."""
    organisation = provider.organisation
    if (decision := provider.decisions.get(IndicatorRef(clause.number, clause.id))) is not None:
        reason = decided_by(decision, organisation)
        return _ClauseVerdict(decision.applies, reason, decision=decision)
    if clause.categories and set(clause.categories).isdisjoint(organisation.categories):
        return _ClauseVerdict(
            applies=False, reason=say("Does not apply: it is for other categories of action.")
        )
    if clause.put_off and is_new_entrant(organisation, provider.newcomers, indicator):
        later = say("Not yet: for a new entrant it is looked at from the surveillance audit on.")
        return _ClauseVerdict(applies=False, reason=later)
    if clause.threshold is not None:
        return _beyond(edition.thresholds[clause.threshold], provider)
    return _by_facts({fact: provider.facts[fact] for fact in clause.conditions}, edition)


def decided_by(decision: Decision, organisation: Organisation) -> Message:
    """Return what was decided, why, by whom and when."""
    outcome = say("Applies by decision") if decision.applies else say("Does not apply, by decision")
    role = organisation.answers(decision.decided_by) if decision.decided_by else say("nobody named")
    return say(
        "{outcome}: {reason} (decided by {role} on {day}).",
        outcome=outcome,
        reason=decision.reason.rstrip(".") or say("no reason given"),
        role=role,
        day=decision.on or say("no date given"),
    )


def _by_facts(facts: Mapping[Fact, bool | int | None], edition: Edition) -> _ClauseVerdict:
    """Decide by facts: one that is false decides, whatever is not known of the others."""
    if (false := next((fact for fact, value in facts.items() if value is False), None)) is not None:
        reason = say(
            "Does not apply: its condition is not met ({condition}).", condition=false.label
        )
        return _ClauseVerdict(applies=False, reason=reason)
    if (
        unknown := next((fact for fact, value in facts.items() if value is None), None)
    ) is not None:
        return _ClauseVerdict(
            None, say("To be answered: {question}", question=edition.asks[unknown]), unknown.value
        )
    because = say("Applies, because of: {facts}.", facts=[fact.label for fact in facts])
    return _ClauseVerdict(applies=True, reason=because if facts else say("Applies."))


def _beyond(threshold: Threshold, provider: Provider) -> _ClauseVerdict:
    """Decide on a clause that applies beyond what an order fixes;
    the number itself is not beyond it.
    """
    fact, known = (
        provider.facts[threshold.fact],
        provider.organisation.thresholds.get(threshold.name),
    )
    values: dict[str, object] = {"fact": fact, "unit": threshold.unit}
    if fact is not None and threshold.is_never_beyond(int(fact)):
        return _ClauseVerdict(
            applies=False,
            reason=say(
                "Does not apply: {fact} {unit}, beyond no number that can be fixed.", **values
            ),
        )
    if known is None:
        unseen = say(
            "Not known: an order fixes the threshold ({unit}), and nobody has seen it.", **values
        )
        return _ClauseVerdict(None, unseen, threshold.name.value)
    if not threshold.can_be_beyond(known.value):
        return _ClauseVerdict(
            applies=False,
            reason=say(
                "Does not apply: {value} {unit} ({source}), which nothing is beyond.",
                value=known.value,
                unit=threshold.unit,
                source=known.source,
            ),
        )
    if fact is None:
        return _ClauseVerdict(
            None, say("To be answered: {question}", question=threshold.ask), threshold.fact
        )
    values |= {"value": known.value, "source": known.source}
    if threshold.is_beyond(int(fact), known.value):
        return _ClauseVerdict(
            applies=True, reason=say("Applies: {fact} {unit}, beyond {value} ({source}).", **values)
        )
    return _ClauseVerdict(
        applies=False,
        reason=say("Does not apply: {fact} {unit}, not beyond {value} ({source}).", **values),
    )


def newcomers(organisation: Organisation, on: date) -> frozenset[Category]:
    """Return the categories of which a new entrant need not show yet, on a day, that it does what
    it wrote.

    The initial audit is still to come; once it is held, surveillance asks for it.
    """
    firsts = [audit for audit in organisation.audits if audit.type in FIRST_AUDITS]
    if not firsts:
        return frozenset(organisation.new_entrant if organisation.certificate is None else ())
    ahead = [audit for audit in firsts if audit.last_day >= on]
    return frozenset(category for audit in ahead for category in organisation.new_entrant_at(audit))


def is_new_entrant(
    organisation: Organisation, newcomers: Collection[Category], indicator: Indicator
) -> bool:
    """Return whether all the provider's categories that have an indicator are in their first year.

    Args:
        organisation: the provider.
        newcomers: the categories in their first year.
        indicator: whose categories count.

    """
    mine = set(organisation.categories) & set(indicator.categories)
    return bool(mine) and mine <= set(newcomers)


class _Served(NamedTuple):
    """The proofs that can show a clause."""

    naming: list[AssessedEvidence]
    by_number: list[AssessedEvidence]
    """Those that name the number alone."""
    base: list[AssessedEvidence]
    """Those that count for the indicator itself."""
    finer: bool
    """Whether the team names clauses of this indicator:
    the number alone then serves none of them.
    """
    newcomer: bool
    """Whether what was done is looked at later, since the provider is a new entrant."""


def _assessed(
    clause: Clause, verdict: _ClauseVerdict, served: _Served, edition: Edition, on: date
) -> AssessedClause:
    by_number = clause.counts is Counts.INDICATOR and not served.finer
    evidence = tuple(served.naming) + (tuple(served.by_number) if by_number else ())

    def result(
        state: ClauseState, gap: RuleName | None = None, old: tuple[AssessedEvidence, ...] = ()
    ) -> AssessedClause:
        return AssessedClause(
            clause, state, verdict.reason, evidence, gap, verdict.question, old, verdict.decision
        )

    if verdict.applies is None:
        return result(ClauseState.UNKNOWN)
    if not verdict.applies:
        return result(ClauseState.NOT_APPLICABLE)
    since = edition.published if clause.since is edition.name else None
    counting = [assessed for assessed in evidence if assessed.counts]
    fresh = [assessed for assessed in counting if since is None or _is_fresh(assessed, since, on)]
    if not fresh:
        old = tuple(assessed for assessed in counting if assessed not in fresh)
        cause = None if old else nearest_cause(evidence)
        return result(ClauseState.MISSING, cause or RuleName.CLAUSE_WITHOUT_EVIDENCE, old)
    # What the number serves has the indicator's stages, which are judged over all that counts.
    staged = counting if by_number else fresh
    stages = {assessed.evidence.stage for assessed in staged if assessed.evidence.stage}
    lacking = _lacking_stage(clause, stages, newcomer=served.newcomer)
    if lacking is None:
        return result(ClauseState.COVERED)
    known_cause = by_number or (
        clause.counts is Counts.INDICATOR
        and lacking not in {assessed.evidence.stage for assessed in served.base}
    )
    rule = RuleName.ONLY_FORMALISED if lacking is Stage.IMPLEMENTED else RuleName.ONLY_IMPLEMENTED
    return result(ClauseState.PARTIAL, None if known_cause else rule)._replace(lacking=lacking)


def _is_fresh(assessed: AssessedEvidence, since: date, on: date) -> bool:
    """Return whether a proof can have been made, or was approved again,
    with a text in mind that came out on a day.

    Once it is out, an approval that is still to come is none.
    """
    dated = (
        assessed.register_state.newest
        if assessed.register_state is not None and assessed.register_state.newest is not None
        else assessed.evidence.dated
    )
    approved = assessed.evidence.approved_on
    if approved is not None and since <= on < approved:
        approved = None
    return any(day is not None and day >= since for day in (dated, approved))


def _lacking_stage(clause: Clause, stages: set[Stage], *, newcomer: bool) -> Stage | None:
    """Return the stage that a clause asks for and no proof shows."""
    if clause.asks_for is ShownBy.EITHER:
        return None
    if Stage.FORMALISED not in stages and clause.asks_for in {ShownBy.BOTH, ShownBy.FORMALISED}:
        return Stage.FORMALISED
    done = Stage.IMPLEMENTED in stages or newcomer
    return None if done or clause.asks_for is ShownBy.FORMALISED else Stage.IMPLEMENTED


def nearest_cause(evidence: tuple[AssessedEvidence, ...]) -> RuleName | None:
    """Return the rule that names why proofs do not count: the cause nearest to being fixed comes
    first. None where nothing speaks against one but that it is a draft, or where there is none.
    """
    states = {assessed.state for assessed in evidence}
    unusable = (
        assessed.flaws[0] for assessed in evidence if assessed.state is EvidenceState.UNUSABLE
    )
    for state, rule in (
        (EvidenceState.MISSING_FILE, RuleName.MISSING_FILE),
        (EvidenceState.CHANGED, RuleName.CHANGED_FILE),
        (EvidenceState.UNUSABLE, next(unusable, None)),
        (EvidenceState.EXPIRED, RuleName.EXPIRED_EVIDENCE),
    ):
        if state in states and rule is not None:
            return rule
    return None
