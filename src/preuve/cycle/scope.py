"""What an audit looks at: which indicators, why, and what is to be shown of each.

Sources: arrêté du 6 juin 2019 relatif aux modalités d'audit, as amended on 31 May 2023 (what a
surveillance audit reviews at least, new entrants, the light audit); reading guide V9 of 8 January
2024 (new entrants and subcontractors, indicator by indicator). The certification body's plan
decides: it may always look at more.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from preuve.assess.assessment import applicability
from preuve.core.record import NamedTuple
from preuve.core.words import say
from preuve.model.audits import AuditType
from preuve.model.evidence import Stage
from preuve.model.organisation import FIRST_AUDITS
from preuve.model.standard import Change, Review, SubcontractorRule, edition_on

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from preuve.assess.assessment import Applicability
    from preuve.core.words import Message
    from preuve.model.audits import Audit
    from preuve.model.organisation import Decision, Organisation
    from preuve.model.standard import Category, Edition, Indicator


class Inclusion(StrEnum):
    """How sure it is that an audit looks at an indicator."""

    REVIEWED = "reviewed"
    POSSIBLE = "possible"
    """Not in the least that the audit must review; the body may still ask."""
    LEFT_OUT = "left_out"


class ScopedIndicator(NamedTuple):
    """One indicator as one audit sees it."""

    indicator: Indicator
    look: Inclusion
    why: tuple[Message, ...]
    show: tuple[Stage, ...]
    """What is to be shown: how it is done, that it is done, or both;
    nothing, where it is left out.
    """

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
    indicators: tuple[ScopedIndicator, ...]

    def of(self, look: Inclusion) -> tuple[ScopedIndicator, ...]:
        """Return the indicators looked at in this way."""
        return tuple(scoped for scoped in self.indicators if scoped.look is look)


FULL = frozenset({AuditType.INITIAL, AuditType.RENEWAL})
_BOTH = (Stage.FORMALISED, Stage.IMPLEMENTED)
_SUBCONTRACTOR_WORDS: dict[SubcontractorRule, Message] = {
    SubcontractorRule.NOT_APPLICABLE: say(
        "For work done as a subcontractor it does not apply: the client answers for it."
    ),
    SubcontractorRule.BY_CONTRACT: say(
        "For work done as a subcontractor it is judged by the missions in the contract; where no "
        "contract names them, every indicator of the category is checked (reading guide V9)."
    ),
    SubcontractorRule.ADAPTED: say(
        "For work done as a subcontractor it is judged in an adapted way (reading guide)."
    ),
}


def edition_of(audit: Audit) -> Edition:
    """Return the edition that an audit is on:
    the one in force that day, whatever the manual is written to.
    """
    return edition_on(audit.date)


def before(organisation: Organisation, day: date) -> Audit | None:
    """Return the last real audit that reviewed whatever it could,
    initial or renewal, before a day.
    """
    held = [
        audit
        for audit in organisation.audits
        if audit.date < day and audit.type in FULL | {AuditType.LIGHT}
    ]
    return max(held, key=lambda audit: audit.date, default=None)


def scope(organisation: Organisation, audit: Audit, non_conforming: Collection[int] = ()) -> Scope:
    """Return what an audit looks at; `non_conforming` are the indicators with a non-conformity
    since the last audit of everything.
    """
    rehearsed = (
        (organisation.next_audit(audit.date) or audit) if audit.type is AuditType.MOCK else audit
    )
    kind = AuditType.INITIAL if rehearsed.type is AuditType.MOCK else rehearsed.type
    edition = edition_of(audit)
    organisation = organisation.as_on(audit.date)
    decisions = {
        decision.indicator: decision
        for decision in organisation.applicability
        if not decision.clause
    }
    if kind is AuditType.EXTENSION:
        organisation = organisation._replace(categories=added_categories(organisation, rehearsed))
    last = before(organisation, audit.date)
    new = new_entrants(organisation, rehearsed, last)
    case = _ScopeCase(
        organisation, rehearsed, last, edition, decisions, frozenset(non_conforming), new
    )
    return Scope(
        audit,
        kind,
        edition,
        tuple(_scoped(indicator, kind, case) for indicator in edition.indicators),
    )


def added_categories(organisation: Organisation, audit: Audit) -> tuple[Category, ...]:
    """Return what an extension adds: the categories it names,
    else those offered that the certificate does not name.
    """
    certificate = organisation.certificate
    if audit.categories or certificate is None or not certificate.categories:
        return audit.categories
    return tuple(
        category for category in organisation.categories if category not in certificate.categories
    )


def new_entrants(
    organisation: Organisation, audit: Audit, last: Audit | None
) -> tuple[Category, ...]:
    """Return the categories whose being new matters to an audit: its own at a first one, those of
    the cycle's else.

    Args:
        organisation: with all its audits.
        audit: the one that is looked at.
        last: the audit before it; None where it is the first.

    """
    if audit.type in FIRST_AUDITS:
        return organisation.new_entrant_at(audit)
    firsts = [
        first
        for first in organisation.audits
        if first.type in FIRST_AUDITS
        and first.date < audit.date
        and (last is None or first.date >= last.date)
    ]
    named = {category for first in firsts for category in organisation.new_entrant_at(first)}
    if (
        not firsts and last is None
    ):  # the first audit is not written: what older files say stands for it
        named = set(organisation.new_entrant)
    return tuple(category for category in organisation.categories if category in named)


class _ScopeCase(NamedTuple):
    """What an audit asks about the provider and the time before it."""

    organisation: Organisation
    audit: Audit
    last: Audit | None
    edition: Edition
    decisions: dict[int, Decision]
    non_conforming: frozenset[int]
    new: tuple[Category, ...]
    """The categories that were in their first year at the cycle's first audit."""

    def newcomers(self, indicator: Indicator) -> tuple[Category, ...]:
        """Return the new entrant's categories that have an indicator,
        where no older one has it too.
        """
        having = [
            category
            for category in self.organisation.categories
            if category in indicator.categories
        ]
        new = tuple(category for category in having if category in self.new)
        return new if len(new) == len(having) else ()


def _scoped(indicator: Indicator, kind: AuditType, case: _ScopeCase) -> ScopedIndicator:
    applies = applicability(indicator, case.organisation, case.decisions.get(indicator.number))
    if not applies.applies:
        return ScopedIndicator(indicator, Inclusion.LEFT_OUT, (applies.reason,), ())
    if kind is AuditType.SURVEILLANCE:
        scoped = _at_surveillance(indicator, applies, case)
    elif kind is AuditType.COMPLEMENTARY:
        return _at_a_complementary_audit(indicator, case)
    elif kind is AuditType.LIGHT:
        scoped = _at_a_light_audit(indicator)
    else:
        scoped = _at_a_full_audit(indicator, kind)
    if kind is not AuditType.SURVEILLANCE and kind is not AuditType.RENEWAL and scoped.show:
        scoped = _for_a_newcomer(scoped, case)
    return _for_a_subcontractor(scoped, case)


def _at_a_full_audit(indicator: Indicator, kind: AuditType) -> ScopedIndicator:
    why = {
        AuditType.RENEWAL: say("A renewal audit reviews every indicator that applies."),
        AuditType.EXTENSION: say(
            "An extension audit is run as an initial one, on the categories that it adds."
        ),
    }.get(kind, say("An initial audit reviews every indicator that applies."))
    return ScopedIndicator(indicator, Inclusion.REVIEWED, (why,), _BOTH)


def _at_a_complementary_audit(indicator: Indicator, case: _ScopeCase) -> ScopedIndicator:
    """Return what a complementary audit sees:
    the indicators that it names, else those with a non-conformity.
    """
    if indicator.number in (case.audit.indicators or case.non_conforming):
        return ScopedIndicator(
            indicator, Inclusion.REVIEWED, (say("The complementary audit is held for it."),), _BOTH
        )
    return ScopedIndicator(
        indicator, Inclusion.LEFT_OUT, (say("The complementary audit is held for others."),), ()
    )


def _at_a_light_audit(indicator: Indicator) -> ScopedIndicator:
    if indicator.light is Review.ALWAYS:
        return ScopedIndicator(
            indicator, Inclusion.REVIEWED, (say("It is in the list of the light audit."),), _BOTH
        )
    if indicator.light is Review.IF_APPLICABLE:
        why = say("The light audit reviews every specific indicator that applies.")
        return ScopedIndicator(indicator, Inclusion.REVIEWED, (why,), _BOTH)
    why = say("It is not in the list of the light audit: surveillance reviews it.")
    return ScopedIndicator(indicator, Inclusion.LEFT_OUT, (why,), ())


def _at_surveillance(
    indicator: Indicator, applies: Applicability, case: _ScopeCase
) -> ScopedIndicator:
    """What must be reviewed at least: each reason is told, since one may fall away."""
    why: list[Message] = []
    if indicator.number in case.non_conforming:
        why.append(say("It had a non-conformity."))
    if indicator.surveillance is Review.ALWAYS:
        why.append(say("Surveillance always reviews it."))
    elif indicator.surveillance is Review.IF_APPLICABLE:
        why.append(say("Surveillance reviews it wherever it applies."))
    if (
        case.last is not None
        and case.last.type is AuditType.LIGHT
        and indicator.light is Review.NEVER
    ):
        why.append(say("It was not audited yet: the light audit left it out."))
    show: tuple[Stage, ...] = _BOTH
    if case.new:
        categories = [category.label for category in case.new]
        because = say(
            "New entrant at the initial audit ({categories}): surveillance reviews all that "
            "applies."
        )
        why.append(because._replace(values={"categories": categories}))
        if indicator.new_entrant and case.newcomers(indicator):
            why.append(say("That it is done was left for this audit."))
            show = (Stage.IMPLEMENTED,)
    if why:
        return ScopedIndicator(
            indicator, Inclusion.REVIEWED, (*why, *_reworded(indicator, case)), show
        )
    unseen = _not_audited_yet(indicator, applies, case)
    spared = say(
        "It had no non-conformity and was audited before: the least that surveillance reviews "
        "is without it."
    )
    return ScopedIndicator(
        indicator, Inclusion.POSSIBLE, (unseen or spared, *_reworded(indicator, case)), show
    )


def _not_audited_yet(
    indicator: Indicator, applies: Applicability, case: _ScopeCase
) -> Message | None:
    """Return why the last audit of everything cannot have seen an indicator; None, where it did or
    nobody knows.

    No list of what surveillance must see has such an indicator: to expect it is prudent, not a
    rule.
    """
    if case.last is None:
        return None
    if edition_of(case.last).indicator(indicator.number) is None:
        return say(
            "Never audited yet, since edition {edition} brought it: to expect it is prudent, "
            "not a rule.",
            edition=case.edition.name,
        )
    condition, conditions = indicator.condition, case.organisation.conditions
    begun = conditions.since.get(condition) if condition is not None and conditions else None
    if begun is not None and begun > case.last.date:
        return say(
            "Never audited yet, since its condition holds from {day} on: to expect it is prudent, "
            "not a rule.",
            day=begun,
        )
    decision = applies.decision
    if (
        decision is not None
        and not applies.by_rule
        and decision.on is not None
        and decision.on > case.last.date
    ):
        return say(
            "Never audited yet, since it applies by a decision of {day}: to expect it is "
            "prudent, not a rule.",
            day=decision.on,
        )
    return None


def _reworded(indicator: Indicator, case: _ScopeCase) -> tuple[Message, ...]:
    if case.last is None or indicator.change not in {Change.EXTENDED, Change.REWORDED}:
        return ()
    if edition_of(case.last).name == case.edition.name:
        return ()
    return (
        say(
            "Its text changed since the last audit (edition {edition}).", edition=case.edition.name
        ),
    )


def _for_a_newcomer(scoped: ScopedIndicator, case: _ScopeCase) -> ScopedIndicator:
    new = case.newcomers(scoped.indicator)
    if not new or not scoped.indicator.new_entrant:
        return scoped
    why = say(
        "New entrant ({categories}): how it is done is audited now, that it is done at "
        "surveillance.",
        categories=[category.label for category in new],
    )
    return scoped._replace(why=(*scoped.why, why), show=(Stage.FORMALISED,))


def _for_a_subcontractor(scoped: ScopedIndicator, case: _ScopeCase) -> ScopedIndicator:
    conditions = case.organisation.conditions
    rule = scoped.indicator.as_subcontractor
    if (
        conditions is None
        or not conditions.acts_as_subcontractor
        or rule not in _SUBCONTRACTOR_WORDS
    ):
        return scoped
    return scoped._replace(why=(*scoped.why, _SUBCONTRACTOR_WORDS[rule]))
