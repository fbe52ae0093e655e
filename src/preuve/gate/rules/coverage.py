"""Does each applicable indicator have proofs that count, and for how long?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import DUE_SOON, EvidenceState, IndicatorState
from preuve.assess.labels import EVIDENCE_WORDS, LACKING_WORDS, page_path
from preuve.core.finding import Diagnostic, Place
from preuve.core.words import Series, say
from preuve.cycle.scope import formalised_suffices
from preuve.model.audits import AuditType
from preuve.model.evidence import Stage
from preuve.model.manual import INDEX_FILE
from preuve.rulebook import RuleName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import AssessedEvidence, AssessedIndicator, Assessment
    from preuve.core.words import Message


def _page_place(one: AssessedIndicator) -> Place:
    return one.page.place if one.page is not None else Place(page_path(one), 1, 1)


def _bare(assessment: Assessment, lack: RuleName) -> Iterator[AssessedIndicator]:
    return (one for one in assessment.indicators if one.lack is lack)


def _name(one: AssessedIndicator, assessment: Assessment) -> Message:
    title = one.indicator.title[assessment.manual.language]
    return say("Indicator {number} ({title})", number=one.number, title=title)


def missing_evidence(assessment: Assessment) -> Iterator[Diagnostic]:
    """Nothing that counts: the fault stands on the indicator's page."""
    for one in assessment.indicators:
        # Said for every cause: the gate drops it where the nearer cause was told as an error, or accepted.
        if one.lack is None:
            continue
        yield Diagnostic(
            RuleName.MISSING_EVIDENCE,
            say("{name} has no evidence that counts on {day}. {named}", name=_name(one, assessment), day=assessment.on,
                named=_named(one)),
            _page_place(one),
            say(
                "In {index}, add an entry with indicators: [{number}], approved and in date, such as: {proofs}. "
                "The page is {page}.",
                index=INDEX_FILE, number=one.number, page=page_path(one),
                proofs=Series(one.indicator.proofs[assessment.manual.language][:2]),
            ),
            indicator=one.number,
            uncovers=(one.number,),
        )  # fmt: skip


def _named(one: AssessedIndicator) -> Message:
    if not one.evidence:
        return say("No entry names it.")
    entries = [say("{id} ({state})", id=item.evidence.id, state=_state_words(item)) for item in one.evidence]
    return say("What names it does not count: {entries}.", entries=entries)


def _state_words(item: AssessedEvidence) -> Message:
    if item.state is EvidenceState.NOT_YET and item.shown is not None and item.shown.newest is None:
        return say("nothing in {file} shows it yet", file=item.shown.register.file)
    return EVIDENCE_WORDS[item.state]


def expired_evidence(assessment: Assessment) -> Iterator[Diagnostic]:
    """All approved proofs of an indicator are past their date: the fault stands on the latest of them."""
    for one in _bare(assessment, RuleName.EXPIRED_EVIDENCE):
        latest = max(
            (item for item in one.evidence if item.state is EvidenceState.EXPIRED and item.good_until),
            key=lambda item: item.good_until or assessment.on,
        )
        yield Diagnostic(
            RuleName.EXPIRED_EVIDENCE,
            say("{name} has no evidence in date on {day}: {id} “{title}” was good until {until}.",
                name=_name(one, assessment), day=assessment.on, id=latest.evidence.id, title=latest.evidence.title,
                until=latest.good_until),
            _age_place(latest),
            _renewing(latest, one),
            indicator=one.number,
            evidence=latest.evidence.id,
            uncovers=(one.number,),
        )  # fmt: skip


def _renewing(item: AssessedEvidence, one: AssessedIndicator) -> Message:
    if item.shown is not None and not item.evidence.valid_until:
        return say("Write what was done since into {file}, or add another proof. The page is {page}.",
                   file=item.shown.register.file, page=page_path(one))  # fmt: skip
    return say("Review the proof and give its new date in dated: (or valid_until:), or add another proof. The page is {page}.",
               page=page_path(one))  # fmt: skip


def _age_place(item: AssessedEvidence) -> Place:
    if item.shown is not None and not item.evidence.valid_until:
        return item.evidence.origin.at("file")
    return item.evidence.origin.at("valid_until" if item.evidence.valid_until else "dated")


def draft_only(assessment: Assessment) -> Iterator[Diagnostic]:
    """All that names an indicator is a draft or in review: the fault stands on the first of them."""
    for one in _bare(assessment, RuleName.DRAFT_ONLY):
        first = next(item.evidence for item in one.evidence if item.state is EvidenceState.DRAFT)
        yield Diagnostic(
            RuleName.DRAFT_ONLY,
            say("{name} has only drafts on {day}: {id} “{title}” is not approved.", name=_name(one, assessment),
                day=assessment.on, id=first.id, title=first.title),
            first.origin.at("status"),
            say("Have it approved, then write status: approved; or add another proof. The page is {page}.",
                page=page_path(one)),
            indicator=one.number,
            evidence=first.id,
            uncovers=(one.number,),
        )  # fmt: skip


def one_stage_only(assessment: Assessment) -> Iterator[Diagnostic]:
    """Proofs that count, all of the same stage."""
    newcomers = set(formalised_suffices(assessment.organisation, assessment.on))
    for one in assessment.indicators:
        # An entry that cannot be read may be the other stage: its own fault is told already.
        if one.state is not IndicatorState.PARTIAL or one.unreadable:
            continue
        if one.stages() == {Stage.FORMALISED}:
            having = set(assessment.organisation.categories) & set(one.indicator.categories)
            if one.indicator.new_entrant and having and having <= newcomers:
                continue
            advice = say("In {index}, add a dated record with stage: implemented.", index=INDEX_FILE)
            audit = assessment.organisation.next_audit(assessment.on)
            if one.indicator.new_entrant and audit is not None and audit.type is AuditType.SURVEILLANCE:
                advice = say("In {index}, add a dated record with stage: implemented; implementation is seen on {day}.",
                             index=INDEX_FILE, day=audit.date)  # fmt: skip
            yield Diagnostic(
                RuleName.ONLY_FORMALISED,
                say("{name}: the evidence says how it is done; none shows that it was done.", name=_name(one, assessment)),
                _page_place(one),
                advice,
                indicator=one.number,
            )
        else:
            yield Diagnostic(
                RuleName.ONLY_IMPLEMENTED,
                say("{name}: the evidence shows that it was done; none says how it is done.", name=_name(one, assessment)),
                _page_place(one),
                say("In {index}, add the procedure, form or policy with stage: formalised.", index=INDEX_FILE),
                indicator=one.number,
            )


def ageing(assessment: Assessment) -> Iterator[Diagnostic]:
    """Proofs past their date though others count, and those that will be soon, or before the audit."""
    audit = assessment.organisation.next_audit(assessment.on)
    bare = {one.number for one in assessment.indicators if one.lack is RuleName.EXPIRED_EVIDENCE}
    applying = {one.number for one in assessment.indicators if one.applicability.applies}
    for item in assessment.evidence:
        until, entry = item.good_until, item.evidence
        if until is None or applying.isdisjoint(entry.indicators):
            continue
        if item.state is EvidenceState.EXPIRED and bare.isdisjoint(entry.indicators):
            rule, said = RuleName.STALE_EVIDENCE, say("has been out of date since {until}", until=until)
        elif item.counts and audit is not None and until < audit.date:
            said = say("is good until {until}, and the audit is on {audit}", until=until, audit=audit.date)
            rule = RuleName.EXPIRES_BEFORE_AUDIT
        elif item.counts and until - assessment.on <= DUE_SOON:
            rule, said = RuleName.EVIDENCE_DUE_SOON, say("is good until {until}", until=until)
        else:
            continue
        yield Diagnostic(
            rule,
            say("{id} “{title}” {said}.", id=entry.id, title=entry.title, said=said),
            _age_place(item),
            _keeping(item, assessment),
            evidence=entry.id,
        )  # fmt: skip


def _keeping(item: AssessedEvidence, assessment: Assessment) -> Message:
    owner = assessment.organisation.answers(item.evidence.owner)
    if item.shown is not None and not item.evidence.valid_until:
        return say("Write what was done since into {file}: {owner} answers for it.", file=item.shown.register.file, owner=owner)
    return say("Review it with {owner}, then give its new date; or write status: withdrawn.", owner=owner)


def incomplete_draft(assessment: Assessment) -> Iterator[Diagnostic]:
    """A draft that lacks what an approved proof must have: told to whom it belongs."""
    for item in assessment.evidence:
        entry = item.evidence
        if item.state is EvidenceState.DRAFT and (lacking := entry.lacks()):
            yield Diagnostic(
                RuleName.INCOMPLETE_DRAFT,
                say("{id} “{title}” still lacks: {keys}.", id=entry.id, title=entry.title,
                    keys=[LACKING_WORDS[key] for key in lacking]),
                entry.origin.at("id"),
                say("Find out and write it into {index}; it counts for nothing before it is whole and approved.",
                    index=INDEX_FILE),
                evidence=entry.id,
            )  # fmt: skip


ALL = (missing_evidence, expired_evidence, draft_only, one_stage_only, ageing, incomplete_draft)
