"""Does each applicable indicator have proofs that count, and for how long?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import DUE_SOON, EvidenceState, IndicatorState
from preuve.assess.clauses import is_new_entrant, newcomers
from preuve.assess.labels import LACKING_WORDS, page_path
from preuve.core.finding import Diagnostic, Place
from preuve.core.rule_name import RuleName
from preuve.core.words import Series, say
from preuve.model.audits import AuditType
from preuve.model.evidence import Stage
from preuve.model.manual import INDEX_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.assess.assessment import AssessedEvidence, AssessedIndicator, Assessment
    from preuve.core.words import Message


def page_place(indicator: AssessedIndicator) -> Place:
    """Return the place of an indicator's page, or where it belongs."""
    return indicator.page.place if indicator.page is not None else Place(page_path(indicator), 1, 1)


def _with_gap(assessment: Assessment, gap: RuleName) -> Iterator[AssessedIndicator]:
    return (indicator for indicator in assessment.indicators if indicator.gap is gap)


def _name(indicator: AssessedIndicator, assessment: Assessment) -> Message:
    title = indicator.indicator.title[assessment.manual.language]
    return say("Indicator {number} ({title})", number=indicator.number, title=title)


def missing_evidence(assessment: Assessment) -> Iterator[Diagnostic]:
    """Nothing that counts: the fault stands on the indicator's page."""
    for indicator in assessment.indicators:
        # Said for every cause: the gate drops it where the nearer cause was told as an error, or
        # accepted.
        if indicator.gap is None:
            continue
        yield Diagnostic(
            RuleName.MISSING_EVIDENCE,
            say(
                "{name} has no evidence that counts on {day}. {named}",
                name=_name(indicator, assessment),
                day=assessment.on,
                named=_named(indicator),
            ),
            page_place(indicator),
            say(
                "In {index}, add an entry with indicators: [{number}], approved and in date, "
                "such as: {proofs}. "
                "The page is {page}.",
                index=INDEX_FILE,
                number=indicator.number,
                page=page_path(indicator),
                proofs=Series(indicator.indicator.proofs[assessment.manual.language][:2]),
            ),
            indicator=indicator.number,
            uncovers=(indicator.number,),
        )


def _named(indicator: AssessedIndicator) -> Message:
    if not indicator.evidence:
        return say("No entry names it.")
    if not indicator.base:
        names = [assessed.evidence.id for assessed in indicator.evidence]
        return say(
            "{entries} name clauses of it alone, none of them the indicator itself.", entries=names
        )
    entries = [
        say("{id} ({state})", id=assessed.evidence.id, state=_state_words(assessed))
        for assessed in indicator.base
    ]
    return say("What names it does not count: {entries}.", entries=entries)


def _state_words(assessed: AssessedEvidence) -> Message:
    if (
        assessed.state is EvidenceState.NOT_YET
        and assessed.register_state is not None
        and assessed.register_state.newest is None
    ):
        return say("nothing in {file} shows it yet", file=assessed.register_state.register.file)
    return assessed.state.label


def expired_evidence(assessment: Assessment) -> Iterator[Diagnostic]:
    """All approved proofs of an indicator are past their date:
    the fault stands on the latest of them.
    """
    for indicator in _with_gap(assessment, RuleName.EXPIRED_EVIDENCE):
        name = _name(indicator, assessment)
        yield out_of_date(indicator.base, name, indicator, assessment.on)._replace(
            uncovers=(indicator.number,)
        )


def out_of_date(
    proofs: tuple[AssessedEvidence, ...], name: Message, indicator: AssessedIndicator, on: date
) -> Diagnostic:
    """Return the fault of an indicator, or a clause of it, whose approved proofs are all past their
    date.
    """
    expired = [
        assessed
        for assessed in proofs
        if assessed.state is EvidenceState.EXPIRED and assessed.good_until
    ]
    latest = max(expired, key=lambda assessed: assessed.good_until or on)
    return Diagnostic(
        RuleName.EXPIRED_EVIDENCE,
        say(
            "{name} has no evidence in date on {day}: {id} “{title}” was good until {until}.",
            name=name,
            day=on,
            id=latest.evidence.id,
            title=latest.evidence.title,
            until=latest.good_until,
        ),
        age_place(latest),
        renewing(latest, indicator),
        indicator=indicator.number,
        evidence=latest.evidence.id,
    )


def renewing(assessed: AssessedEvidence, indicator: AssessedIndicator) -> Message:
    """Return how a proof is made new: a register by a line, a document by its date."""
    if assessed.register_state is not None and not assessed.evidence.valid_until:
        return say(
            "Write what was done since into {file}, or add another proof. The page is {page}.",
            file=assessed.register_state.register.file,
            page=page_path(indicator),
        )
    return say(
        "Review the proof and give its new date in dated: (or valid_until:), or add another "
        "proof. The page is {page}.",
        page=page_path(indicator),
    )


def age_place(assessed: AssessedEvidence) -> Place:
    """Return the place of what makes a proof old: of a register, its lines, unless a date says
    otherwise.
    """
    if assessed.register_state is not None and not assessed.evidence.valid_until:
        return assessed.evidence.origin.at("file")
    return assessed.evidence.origin.at("valid_until" if assessed.evidence.valid_until else "dated")


def draft_only(assessment: Assessment) -> Iterator[Diagnostic]:
    """All that names an indicator is a draft or in review:
    the fault stands on the first of them.
    """
    for indicator in _with_gap(assessment, RuleName.DRAFT_ONLY):
        first = next(
            assessed.evidence
            for assessed in indicator.base
            if assessed.state is EvidenceState.DRAFT
        )
        yield Diagnostic(
            RuleName.DRAFT_ONLY,
            say(
                "{name} has only drafts on {day}: {id} “{title}” is not approved.",
                name=_name(indicator, assessment),
                day=assessment.on,
                id=first.id,
                title=first.title,
            ),
            first.origin.at("status"),
            say(
                "Have it approved, then write status: approved; or add another proof. The "
                "page is {page}.",
                page=page_path(indicator),
            ),
            indicator=indicator.number,
            evidence=first.id,
            uncovers=(indicator.number,),
        )


def one_stage_only(assessment: Assessment) -> Iterator[Diagnostic]:
    """Proofs that count, all of the same stage."""
    new = newcomers(assessment.organisation, assessment.on)
    for indicator in assessment.indicators:
        # An entry that cannot be read may be the other stage: its own fault is told already.
        if (
            indicator.state is not IndicatorState.PARTIAL
            or indicator.unreadable
            or len(indicator.stages()) == len(Stage)
        ):
            continue
        rule = RuleName.ONLY_IMPLEMENTED
        if indicator.stages() == {Stage.FORMALISED}:
            rule = RuleName.ONLY_FORMALISED
            if indicator.indicator.new_entrant and is_new_entrant(
                assessment.organisation, new, indicator.indicator
            ):
                continue
        yield Diagnostic(
            rule,
            of_one_stage(rule, _name(indicator, assessment)),
            page_place(indicator),
            _other_stage(rule, indicator, assessment),
            indicator=indicator.number,
        )


def of_one_stage(rule: RuleName, name: Message) -> Message:
    """Return what is said of an indicator, or of a clause, that is shown by half."""
    if rule is RuleName.ONLY_FORMALISED:
        return say(
            "{name}: the evidence says how it is done; none shows that it was done.", name=name
        )
    return say("{name}: the evidence shows that it was done; none says how it is done.", name=name)


def _other_stage(rule: RuleName, indicator: AssessedIndicator, assessment: Assessment) -> Message:
    if rule is RuleName.ONLY_IMPLEMENTED:
        return say(
            "In {index}, add the procedure, form or policy with stage: formalised.",
            index=INDEX_FILE,
        )
    audit = assessment.organisation.next_audit(assessment.on)
    if indicator.indicator.new_entrant and audit and audit.type is AuditType.SURVEILLANCE:
        return say(
            "In {index}, add a dated record with stage: implemented; implementation is seen on "
            "{day}.",
            index=INDEX_FILE,
            day=audit.date,
        )
    return say("In {index}, add a dated record with stage: implemented.", index=INDEX_FILE)


def ageing(assessment: Assessment) -> Iterator[Diagnostic]:
    """Proofs past their date though others count, and those that will be soon,
    or before the audit.
    """
    audit = assessment.organisation.next_audit(assessment.on)
    uncovered = {
        indicator.number
        for indicator in assessment.indicators
        if indicator.gap is RuleName.EXPIRED_EVIDENCE
    }
    applying = assessment.applying_numbers()
    for assessed in assessment.evidence:
        until, entry = assessed.good_until, assessed.evidence
        if until is None or applying.isdisjoint(entry.indicators):
            continue
        if assessed.state is EvidenceState.EXPIRED and uncovered.isdisjoint(entry.indicators):
            rule, remark = (
                RuleName.STALE_EVIDENCE,
                say("has been out of date since {until}", until=until),
            )
        elif assessed.counts and audit is not None and until < audit.date:
            remark = say(
                "is good until {until}, and the audit is on {audit}", until=until, audit=audit.date
            )
            rule = RuleName.EXPIRES_BEFORE_AUDIT
        elif assessed.counts and until - assessment.on <= DUE_SOON:
            rule, remark = RuleName.EVIDENCE_DUE_SOON, say("is good until {until}", until=until)
        else:
            continue
        yield Diagnostic(
            rule,
            say("{id} “{title}” {said}.", id=entry.id, title=entry.title, said=remark),
            age_place(assessed),
            _keeping(assessed, assessment),
            evidence=entry.id,
        )


def _keeping(assessed: AssessedEvidence, assessment: Assessment) -> Message:
    owner = assessment.organisation.answers(assessed.evidence.owner)
    if assessed.register_state is not None and not assessed.evidence.valid_until:
        return say(
            "Write what was done since into {file}: {owner} answers for it.",
            file=assessed.register_state.register.file,
            owner=owner,
        )
    return say(
        "Review it with {owner}, then give its new date; or write status: withdrawn.", owner=owner
    )


def incomplete_draft(assessment: Assessment) -> Iterator[Diagnostic]:
    """A draft that lacks what an approved proof must have: told to whom it belongs."""
    for assessed in assessment.evidence:
        entry = assessed.evidence
        if assessed.state is EvidenceState.DRAFT and (lacking := entry.lacks()):
            yield Diagnostic(
                RuleName.INCOMPLETE_DRAFT,
                say(
                    "{id} “{title}” still lacks: {keys}.",
                    id=entry.id,
                    title=entry.title,
                    keys=[LACKING_WORDS[key] for key in lacking],
                ),
                entry.origin.at("id"),
                say(
                    "Find out and write it into {index}; it counts for nothing before it is "
                    "whole and approved.",
                    index=INDEX_FILE,
                ),
                evidence=entry.id,
            )


ALL = (missing_evidence, expired_evidence, draft_only, one_stage_only, ageing, incomplete_draft)
