"""What a new edition of the standard changes for one provider, indicator by indicator. Pure.

The law's two wordings are compared word by word; what is newly expected and which proofs are
typical is what the edition's data say more than that of the edition before it, with their
provisional marks. Of the clauses that it brings those are told that no proof shows yet; no
indicator is judged here: that a proof names one does not say that it shows the new words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.assessment import Applicability, applicability
from preuve.assess.clauses import Provider, assess_clauses, newcomers
from preuve.core.words import LANGUAGES, say
from preuve.cycle.certificate import certificate_cycle
from preuve.cycle.text_diff import DiffPiece, compare
from preuve.model.audits import AuditType
from preuve.model.standard import (
    Change,
    Edition,
    EditionName,
    IndicatorRef,
    edition_on,
    load_edition,
)

if TYPE_CHECKING:
    from datetime import date

    from preuve.assess.assessment import AssessedClause, AssessedEvidence, Assessment
    from preuve.core.words import Language, Message
    from preuve.model.audits import Audit
    from preuve.model.organisation import Organisation
    from preuve.model.standard import Indicator, Provisional


class ChangedIndicator(NamedTuple):
    """An indicator that an edition rewords or brings, seen from one provider."""

    before: Indicator | None
    """None for an indicator that the edition brings."""
    after: Indicator
    wording: tuple[DiffPiece, ...]
    """The law's French text, what is new in it told from what was there."""
    applies: Applicability
    """Whether it applies in the new edition, and why."""
    expected: dict[Language, tuple[str, ...]]
    """Sentences on what is expected now and was not before, those of this indicator alone;
    in our own words.
    """
    proofs: dict[Language, tuple[str, ...]]
    """Typical proofs that the edition before did not name."""
    serving: tuple[AssessedEvidence, ...]
    """The provider's proofs that count on the day and name the indicator."""
    since: tuple[AssessedEvidence, ...]
    """Those of them that are dated after the text was published;
    the others cannot have been made with it in mind.
    """
    open: tuple[AssessedClause, ...] = ()
    """The clauses it brings that apply or may apply, and that nothing shows wholly yet."""

    @property
    def number(self) -> int:
        """Return the indicator's number."""
        return self.after.number

    @property
    def about(self) -> IndicatorRef:
        """Return its name, as a clause has one."""
        return IndicatorRef(self.number)

    @property
    def change(self) -> Change:
        """Return what was done to it."""
        return self.after.change

    @property
    def provisional(self) -> tuple[Provisional, ...]:
        """Return what no official text says yet."""
        return self.after.provisional


class EditionChanges(NamedTuple):
    """What an edition changes for a provider."""

    before: Edition
    after: Edition
    changed: tuple[ChangedIndicator, ...]
    unchanged: tuple[int, ...]
    practice: Message
    """How far it is settled what the new words ask."""

    @property
    def applying(self) -> tuple[ChangedIndicator, ...]:
        """Return the changed indicators that apply."""
        return tuple(
            changed_indicator
            for changed_indicator in self.changed
            if changed_indicator.applies.applies
        )

    @property
    def idle(self) -> tuple[ChangedIndicator, ...]:
        """Return the changed indicators that do not apply."""
        return tuple(
            changed_indicator
            for changed_indicator in self.changed
            if not changed_indicator.applies.applies
        )


class Following(NamedTuple):
    """An audit after the next one: planned, or the renewal that the certificate's end asks for."""

    type: AuditType
    day: date
    planned: bool
    edition: Edition


class InForce(NamedTuple):
    """Which edition the next audit is on."""

    edition: Edition
    day: date
    """The day that decides: the audit's or, where none is planned, the manual's."""
    audit: Audit | None
    fixed: bool
    """Whether organisation.yaml fixes an edition, which is then the one the manual shows,
    whatever the day.
    """
    following: Following | None
    """What comes after that audit, where it is on another edition."""


def edition_changes(assessment: Assessment) -> EditionChanges:
    """Return what the newest edition changes in the one before it,
    for the provider, on the manual's day.
    """
    before, after = (
        assessment.manual.edition(load_edition(name)) for name in list(EditionName)[-2:]
    )
    changed = [
        _changed(assessment, after, before.indicator(indicator.number), indicator)
        for indicator in after.indicators
        if indicator.change is not Change.NONE
    ]
    unchanged = tuple(
        indicator.number for indicator in after.indicators if indicator.change is Change.NONE
    )
    guide = assessment.manual.newer_guide(after)
    practice = (
        say("No reading guide covers the new words yet: practice is not settled.")
        if guide is None
        else say("What is expected of the new words: {guide}.", guide=guide.unread)
    )
    return EditionChanges(before, after, tuple(changed), unchanged, practice)


def _changed(
    assessment: Assessment, edition: Edition, before: Indicator | None, after: Indicator
) -> ChangedIndicator:
    organisation = assessment.organisation
    decision = next(
        (
            decision
            for decision in organisation.applicability
            if decision.about == (after.number, "")
        ),
        None,
    )
    # By the index, not by the assessment's indicators: those of another edition may lack this one.
    serving = tuple(
        assessed
        for assessed in assessment.evidence
        if assessed.counts and after.number in assessed.evidence.indicators
    )
    applies = applicability(after, organisation, decision)
    known = before.expected if before else {}
    shown = before.proofs if before else {}
    return ChangedIndicator(
        before,
        after,
        compare(before.statement["fr"] if before else "", after.statement["fr"]),
        applies,
        {
            language: _new_sentences(known.get(language, ""), after.expected[language])
            for language in LANGUAGES
        },
        {
            language: tuple(
                one for one in after.proofs[language] if one not in shown.get(language, ())
            )
            for language in LANGUAGES
        },
        serving,
        tuple(
            assessed
            for assessed in serving
            if edition.published is not None and assessed.evidence.counts_from > edition.published
        ),
        _open_clauses(assessment, edition, after) if applies.applies else (),
    )


def _open_clauses(
    assessment: Assessment, edition: Edition, indicator: Indicator
) -> tuple[AssessedClause, ...]:
    """Return the clauses that an edition brought to an indicator and that
    nothing shows wholly on the day.
    """
    provider = Provider.of(assessment.organisation, assessment.manual, assessment.on)
    provider = provider._replace(newcomers=newcomers(assessment.organisation, assessment.on))
    naming = tuple(
        assessed
        for assessed in assessment.evidence
        if indicator.number in assessed.evidence.indicators
    )
    return tuple(
        clause
        for clause in assess_clauses(indicator, edition, provider, naming)
        if clause.clause.since is edition.name and clause.is_open
    )


# Not before a figure, as in “Article L. 6316-1”.
_SENTENCE_END = re.compile(r"(?<=[.])\s+(?=[^\W\da-z_])")


def _new_sentences(before: str, after: str) -> tuple[str, ...]:
    """Return the sentences that stand in an edition after all that the edition before it said."""
    new = after.removeprefix(before).strip()
    return tuple(_SENTENCE_END.split(new)) if new else ()


def in_force(organisation: Organisation, on: date) -> InForce:
    """Return which edition the next audit is on, and when another one comes (décret n° 2026-728:
    the audit's date decides).
    """
    audit = organisation.next_audit(on)
    day = audit.date if audit else on
    edition = edition_on(day)
    fixed = organisation.edition is not None
    return InForce(edition, day, audit, fixed, _following(organisation, day, edition))


def _following(organisation: Organisation, day: date, edition: Edition) -> Following | None:
    """Return the first audit after a day that is on another edition."""
    planned = sorted(
        (
            audit
            for audit in organisation.audits
            if audit.date > day and audit.type is not AuditType.MOCK
        ),
        key=lambda audit: audit.date,
    )
    coming = [Following(audit.type, audit.date, True, edition_on(audit.date)) for audit in planned]  # noqa: FBT003
    if organisation.certificate is not None:
        by = certificate_cycle(organisation.certificate).plan_renewal_by
        if by > day and not any(audit.type is AuditType.RENEWAL for audit in planned):
            coming.append(Following(AuditType.RENEWAL, by, False, edition_on(by)))  # noqa: FBT003 - not planned
    return next(
        (following for following in coming if following.edition.name is not edition.name), None
    )
