"""What an audit looks at: which indicators, why, and what is to be shown of each.

Sources: arrêté du 6 juin 2019 relatif aux modalités d'audit, as amended on 31 May 2023 (what a surveillance audit reviews
at least, new entrants, the light audit); reading guide V9 of 8 January 2024 (new entrants and subcontractors, indicator
by indicator). The certification body's plan decides: it may always look at more.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.assessment import CATEGORY_WORDS, applicability
from preuve.core.words import say
from preuve.model.evidence import Stage
from preuve.model.organisation import AuditType
from preuve.model.standard import Change, Review, SubcontractorRule, edition_on, load_edition

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from preuve.assess.assessment import Applicability
    from preuve.core.words import Message
    from preuve.model.organisation import Audit, Decision, Organisation
    from preuve.model.standard import Category, Edition, Indicator


class Look(StrEnum):
    """How sure it is that an audit looks at an indicator."""

    REVIEWED = "reviewed"
    POSSIBLE = "possible"
    """Not in the least that the audit must review; the body may still ask."""
    LEFT_OUT = "left_out"


class Scoped(NamedTuple):
    """One indicator as one audit sees it."""

    indicator: Indicator
    look: Look
    why: tuple[Message, ...]
    show: tuple[Stage, ...]
    """What is to be shown: how it is done, that it is done, or both; nothing, where it is left out."""

    @property
    def number(self) -> int:
        """Return the indicator's number."""
        return self.indicator.number


class Scope(NamedTuple):
    """What one audit looks at."""

    audit: Audit
    rehearses: AuditType
    """The kind of audit whose rules apply: a mock audit rehearses the next real one."""
    edition: Edition
    indicators: tuple[Scoped, ...]

    def of(self, look: Look) -> tuple[Scoped, ...]:
        """Return the indicators looked at in this way."""
        return tuple(one for one in self.indicators if one.look is look)


FULL = frozenset({AuditType.INITIAL, AuditType.RENEWAL})
_BOTH = (Stage.FORMALISED, Stage.IMPLEMENTED)
_SUBCONTRACTOR_WORDS: dict[SubcontractorRule, Message] = {
    SubcontractorRule.NOT_APPLICABLE: say("For work done as a subcontractor it does not apply: the client answers for it."),
    SubcontractorRule.BY_CONTRACT: say("For work done as a subcontractor it is judged by the missions in the contract."),
    SubcontractorRule.ADAPTED: say("For work done as a subcontractor it is judged in an adapted way (reading guide)."),
}


def edition_of(organisation: Organisation, audit: Audit) -> Edition:
    """Return the edition that an audit is on: the one fixed, else the one in force that day."""
    return load_edition(organisation.edition) if organisation.edition is not None else edition_on(audit.date)


def before(organisation: Organisation, day: date) -> Audit | None:
    """Return the last real audit that reviewed whatever it could, initial or renewal, before a day."""
    held = [one for one in organisation.audits if one.date < day and one.type in FULL | {AuditType.LIGHT}]
    return max(held, key=lambda audit: audit.date, default=None)


def scope(organisation: Organisation, audit: Audit, found: Collection[int] = ()) -> Scope:
    """Return what an audit looks at. `found`: the indicators with a non-conformity since the last audit of everything."""
    kind = audit.type
    if kind is AuditType.MOCK:
        real = organisation.next_audit(audit.date)
        kind = real.type if real is not None else AuditType.INITIAL
    edition = edition_of(organisation, audit)
    decisions = {one.indicator: one for one in organisation.applicability}
    case = _Case(organisation, before(organisation, audit.date), edition, decisions, frozenset(found))
    return Scope(audit, kind, edition, tuple(_scoped(one, kind, case) for one in edition.indicators))


class _Case(NamedTuple):
    """What a surveillance audit asks about the time before it."""

    organisation: Organisation
    last: Audit | None
    edition: Edition
    decisions: dict[int, Decision]
    found: frozenset[int]

    def newcomers(self, indicator: Indicator) -> tuple[Category, ...]:
        """Return the new entrant's categories that have an indicator, where no older one has it too."""
        having = [one for one in self.organisation.categories if one in indicator.categories]
        new = tuple(one for one in having if one in self.organisation.new_entrant)
        return new if len(new) == len(having) else ()

    def of_a_new_category(self, indicator: Indicator) -> tuple[Category, ...]:
        """Return the new entrant's categories that have an indicator."""
        return tuple(one for one in self.organisation.new_entrant if one in indicator.categories)


def _scoped(indicator: Indicator, kind: AuditType, case: _Case) -> Scoped:
    applies = applicability(indicator, case.organisation, case.decisions.get(indicator.number))
    if not applies.applies:
        return Scoped(indicator, Look.LEFT_OUT, (applies.reason,), ())
    if kind is AuditType.SURVEILLANCE:
        scoped = _at_surveillance(indicator, applies, case)
    elif kind is AuditType.LIGHT:
        scoped = _at_a_light_audit(indicator)
    else:
        scoped = _at_a_full_audit(indicator, kind)
    if kind is not AuditType.SURVEILLANCE and kind is not AuditType.RENEWAL and scoped.show:
        scoped = _for_a_newcomer(scoped, case)
    return _for_a_subcontractor(scoped, case)


def _at_a_full_audit(indicator: Indicator, kind: AuditType) -> Scoped:
    why = (
        say("A renewal audit reviews every indicator that applies.")
        if kind is AuditType.RENEWAL
        else say("An initial audit reviews every indicator that applies.")
    )
    return Scoped(indicator, Look.REVIEWED, (why,), _BOTH)


def _at_a_light_audit(indicator: Indicator) -> Scoped:
    if indicator.light is Review.ALWAYS:
        return Scoped(indicator, Look.REVIEWED, (say("It is in the list of the light audit."),), _BOTH)
    if indicator.light is Review.IF_APPLICABLE:
        why = say("The light audit reviews every specific indicator that applies.")
        return Scoped(indicator, Look.REVIEWED, (why,), _BOTH)
    return Scoped(indicator, Look.LEFT_OUT, (say("It is not in the list of the light audit: surveillance reviews it."),), ())


def _at_surveillance(indicator: Indicator, applies: Applicability, case: _Case) -> Scoped:
    """What must be reviewed at least: each reason is told, since one may fall away."""
    why: list[Message] = []
    if indicator.number in case.found:
        why.append(say("It had a non-conformity."))
    if indicator.surveillance is Review.ALWAYS:
        why.append(say("Surveillance always reviews it."))
    elif indicator.surveillance is Review.IF_APPLICABLE:
        why.append(say("Surveillance reviews it wherever it applies."))
    if (unseen := _not_audited_yet(indicator, applies, case)) is not None:
        why.append(unseen)
    show: tuple[Stage, ...] = _BOTH
    if new := case.of_a_new_category(indicator):
        categories = [CATEGORY_WORDS[one] for one in new]
        why.append(say("New entrant ({categories}): surveillance reviews all that applies.", categories=categories))
        if indicator.new_entrant and case.newcomers(indicator):
            why.append(say("That it is done was left for this audit."))
            show = (Stage.IMPLEMENTED,)
    if why:
        return Scoped(indicator, Look.REVIEWED, (*why, *_reworded(indicator, case)), show)
    spared = say("It had no non-conformity and was audited before: the least that surveillance reviews is without it.")
    return Scoped(indicator, Look.POSSIBLE, (spared, *_reworded(indicator, case)), show)


def _not_audited_yet(indicator: Indicator, applies: Applicability, case: _Case) -> Message | None:
    """Return why the last audit of everything cannot have seen an indicator; None, where it did or nobody knows."""
    if case.last is None:
        return None
    if case.last.type is AuditType.LIGHT and indicator.light is Review.NEVER:
        return say("It was not audited yet: the light audit left it out.")
    if edition_of(case.organisation, case.last).indicator(indicator.number) is None:
        return say("It was not audited yet: edition {edition} brought it.", edition=case.edition.name)
    decision = applies.decision
    if decision is not None and not applies.by_rule and decision.on is not None and decision.on > case.last.date:
        return say("It was not audited yet: it applies since a decision of {day}.", day=decision.on)
    return None


def _reworded(indicator: Indicator, case: _Case) -> tuple[Message, ...]:
    if case.last is None or indicator.change not in {Change.EXTENDED, Change.REWORDED}:
        return ()
    if edition_of(case.organisation, case.last).name == case.edition.name:
        return ()
    return (say("Its text changed since the last audit (edition {edition}).", edition=case.edition.name),)


def _for_a_newcomer(scoped: Scoped, case: _Case) -> Scoped:
    new = case.newcomers(scoped.indicator)
    if not new or not scoped.indicator.new_entrant:
        return scoped
    why = say(
        "New entrant ({categories}): how it is done is audited now, that it is done at surveillance.",
        categories=[CATEGORY_WORDS[one] for one in new],
    )
    return scoped._replace(why=(*scoped.why, why), show=(Stage.FORMALISED,))


def _for_a_subcontractor(scoped: Scoped, case: _Case) -> Scoped:
    conditions = case.organisation.conditions
    rule = scoped.indicator.as_subcontractor
    if conditions is None or not conditions.acts_as_subcontractor or rule not in _SUBCONTRACTOR_WORDS:
        return scoped
    return scoped._replace(why=(*scoped.why, _SUBCONTRACTOR_WORDS[rule]))
