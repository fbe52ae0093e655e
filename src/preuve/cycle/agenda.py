"""What falls on which day: audits, the certificate's deadlines,
proofs to renew, what was accepted for a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.assessment import EvidenceState
from preuve.core.words import LabelledEnum, say
from preuve.cycle.certificate import certificate_cycle
from preuve.cycle.duties import duties
from preuve.cycle.non_conformities import NonConformityState, follow
from preuve.model.audits import AuditType
from preuve.model.registers.described.non_conformities import Grade
from preuve.model.registers.register_evidence import reviews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.core.words import Message
    from preuve.cycle.non_conformities import TrackedNonConformity
    from preuve.model.audits import Audit, Certificate


class AgendaKind(LabelledEnum):
    """What sort of thing falls on a day."""

    AUDIT = "audit", say("audit")
    WINDOW = "window", say("window")
    DEADLINE = "deadline", say("deadline")
    CORRECTION = "correction", say("correction")
    ACTION = "action", say("action")
    PROOF = "proof", say("proof to renew")
    REVIEW = "review", say("proof to review")
    WAIVER = "waiver", say("waiver ends")


AUDIT_TITLES: dict[AuditType, Message] = {
    AuditType.INITIAL: say("Initial audit"),
    AuditType.LIGHT: say("Light initial audit"),
    AuditType.SURVEILLANCE: say("Surveillance audit"),
    AuditType.RENEWAL: say("Renewal audit"),
    AuditType.EXTENSION: say("Extension audit"),
    AuditType.COMPLEMENTARY: say("Complementary audit"),
    AuditType.MOCK: say("Mock audit"),
}


class AgendaEntry(NamedTuple):
    """One thing, and the days it takes."""

    key: str
    """Stable while the thing stays the same, whatever its day: a calendar program then moves it."""
    kind: AgendaKind
    first: date
    last: date
    title: Message
    detail: Message | None = None
    owner: str = ""
    """The role that answers for it, where there is one."""
    indicators: tuple[int, ...] = ()
    evidence: str = ""
    """The proof that it is about."""
    audit: Audit | None = None
    """The audit that it is."""
    line: str = ""
    """The line of a register that it is about."""


def agenda(assessment: Assessment) -> tuple[AgendaEntry, ...]:
    """Return everything that has a day, past ones included, in the order of the days."""
    certificate = assessment.organisation.certificate
    entries = [
        *_audits(assessment),
        *(_deadlines(certificate) if certificate else ()),
        *_duties(assessment),
        *_corrections(assessment),
        *_actions(assessment),
        *_proofs(assessment),
        *_reviews(assessment),
        *_waivers(assessment),
    ]
    return tuple(
        sorted(
            entries, key=lambda entry: (entry.first, list(AgendaKind).index(entry.kind), entry.key)
        )
    )


_SET_FROM_OUTSIDE = frozenset({AgendaKind.WINDOW, AgendaKind.DEADLINE})


def deadlines_between(assessment: Assessment, first: date, last: date) -> tuple[AgendaEntry, ...]:
    """Return what the law, a certification body or a funder sets a day for,
    of that which ends between two days, both included; in the order of these days.
    """
    entries = [
        entry
        for entry in agenda(assessment)
        if entry.kind in _SET_FROM_OUTSIDE and first <= entry.last <= last
    ]
    return tuple(sorted(entries, key=lambda entry: entry.last))


def _audits(assessment: Assessment) -> Iterator[AgendaEntry]:
    seen: dict[AuditType, int] = {}
    for audit in sorted(assessment.organisation.audits, key=lambda audit: audit.date):
        seen[audit.type] = seen.get(audit.type, 0) + 1
        detail = say("With {body}.", body=audit.body) if audit.body else None
        key = f"audit-{audit.type}-{seen[audit.type]}"
        yield AgendaEntry(
            key,
            AgendaKind.AUDIT,
            audit.date,
            audit.last_day,
            AUDIT_TITLES[audit.type],
            detail,
            audit=audit,
        )


def _deadlines(certificate: Certificate) -> Iterator[AgendaEntry]:
    cycle = certificate_cycle(certificate)
    yield AgendaEntry(
        "surveillance-window",
        AgendaKind.WINDOW,
        cycle.surveillance_from,
        cycle.surveillance_until,
        say("Surveillance window"),
        say("The surveillance audit is held on one of these days."),
    )
    yield AgendaEntry(
        "renewal",
        AgendaKind.DEADLINE,
        cycle.plan_renewal_by,
        cycle.plan_renewal_by,
        say("Renewal audit held by this day"),
        say(
            "It leaves 3 months to correct a major non-conformity, and 1 to verify it, before "
            "the certificate ends."
        ),
    )
    yield AgendaEntry(
        "certificate",
        AgendaKind.DEADLINE,
        certificate.ends,
        certificate.ends,
        say("Last day of the certificate"),
    )


def _duties(assessment: Assessment) -> Iterator[AgendaEntry]:
    """What audits, a transfer and the law's declarations set a day for."""
    for duty in duties(assessment.organisation):
        yield AgendaEntry(
            duty.key,
            AgendaKind.DEADLINE,
            duty.first,
            duty.last,
            duty.title,
            duty.source,
            audit=duty.audit,
        )


def _corrections(assessment: Assessment) -> Iterator[AgendaEntry]:
    """What is still to be done about non-conformities: plan, actions, correction, verification."""
    on = assessment.on
    for tracked in follow(assessment):
        nc = tracked.non_conformity
        if tracked.open:
            if nc.plan_due is not None and (nc.plan_sent is None or nc.plan_sent > on):
                yield _correction(
                    tracked,
                    "plan",
                    nc.plan_due,
                    say("{id}: action plan sent by this day", id=nc.id),
                )
            for number, action in enumerate(nc.actions, 1):
                if action.done is None or action.done > on:
                    title = say("{id}: {action}", id=nc.id, action=action.action)
                    yield _correction(tracked, f"action-{number}", action.due, title)._replace(
                        owner=action.owner
                    )
            yield _correction(tracked, "correction", tracked.correct_by, _corrected(tracked))
        if tracked.verify_by is not None and tracked.standing is not NonConformityState.VERIFIED:
            title = say("{id}: verified by the certification body by this day", id=nc.id)
            yield _correction(tracked, "verification", tracked.verify_by, title)


def _correction(tracked: TrackedNonConformity, key: str, day: date, title: Message) -> AgendaEntry:
    nc = tracked.non_conformity
    numbers = () if nc.indicator is None else (nc.indicator,)
    about = (
        say("Indicator {number}", number=nc.indicator) if numbers else say("Certificate on display")
    )
    finding = say("{about}: {said}", about=about, said=nc.finding)
    return AgendaEntry(
        f"{key}-{nc.id}",
        AgendaKind.CORRECTION,
        day,
        day,
        title,
        finding,
        indicators=numbers,
        line=nc.id,
    )


def _corrected(tracked: TrackedNonConformity) -> Message:
    if tracked.grade is Grade.MAJOR:
        return say("{id}: major non-conformity corrected by this day", id=tracked.non_conformity.id)
    return say("{id}: minor non-conformity corrected by this day", id=tracked.non_conformity.id)


def _actions(assessment: Assessment) -> Iterator[AgendaEntry]:
    """Improvements and measures that are not done yet, and risks to be looked at again."""
    on, registers = assessment.on, assessment.manual.registers
    for improvement in registers.improvements:
        if improvement.dated <= on and (improvement.done is None or improvement.done > on):
            title = say("{id}: {action}", id=improvement.id, action=improvement.action)
            yield AgendaEntry(
                f"improvement-{improvement.id}",
                AgendaKind.ACTION,
                improvement.due,
                improvement.due,
                title,
                owner=improvement.owner,
                line=improvement.id,
            )
    for risk in registers.risks:
        if risk.dated <= on and risk.due is not None and (risk.done is None or risk.done > on):
            title = say("{id}: {action}", id=risk.id, action=risk.measure)
            yield AgendaEntry(
                f"measure-{risk.id}",
                AgendaKind.ACTION,
                risk.due,
                risk.due,
                title,
                owner=risk.owner,
                line=risk.id,
            )
        if risk.dated <= on and risk.review_by is not None and risk.seen_last(on) < risk.review_by:
            title = say("{id}: risk looked at again by this day", id=risk.id)
            yield AgendaEntry(
                f"risk-{risk.id}",
                AgendaKind.ACTION,
                risk.review_by,
                risk.review_by,
                title,
                owner=risk.owner,
                line=risk.id,
            )


def _reviews(assessment: Assessment) -> Iterator[AgendaEntry]:
    """Proofs that the watch puts up for review, until they are dated anew."""
    wanted = reviews(assessment.manual.registers)
    for assessed in assessment.evidence:
        entry = assessed.evidence
        for watch in wanted.get(entry.id, ()) if assessed.state in _LIVE else ():
            if watch.dated <= assessment.on and entry.counts_from < watch.review_since:
                yield AgendaEntry(
                    f"review-{watch.id}-{entry.id}",
                    AgendaKind.REVIEW,
                    watch.review_since,
                    watch.review_since,
                    say("{id} “{title}” to be looked at again", id=entry.id, title=entry.title),
                    say("Because of {watch}: {summary}", watch=watch.id, summary=watch.summary),
                    entry.owner,
                    entry.indicators,
                    line=watch.id,
                )


_LIVE = frozenset(EvidenceState) - {EvidenceState.WITHDRAWN, EvidenceState.DRAFT}


def _proofs(assessment: Assessment) -> Iterator[AgendaEntry]:
    """The last day of each approved proof that an applicable indicator rests on."""
    applying = assessment.applying_numbers()
    for assessed in assessment.evidence:
        entry, until = assessed.evidence, assessed.good_until
        if until is None or assessed.state not in _LIVE or applying.isdisjoint(entry.indicators):
            continue
        yield AgendaEntry(
            f"proof-{entry.id}",
            AgendaKind.PROOF,
            until,
            until,
            say("{id} “{title}” to renew", id=entry.id, title=entry.title),
            say(
                "Last day it is good. Indicators: {numbers}. Who answers: {owner}.",
                numbers=list(entry.indicators),
                owner=assessment.organisation.answers(entry.owner),
            ),
            entry.owner,
            entry.indicators,
            evidence=entry.id,
        )


def _waivers(assessment: Assessment) -> Iterator[AgendaEntry]:
    for number, waiver in enumerate(assessment.organisation.waivers, 1):
        yield AgendaEntry(
            f"waiver-{number}",
            AgendaKind.WAIVER,
            waiver.until,
            waiver.until,
            say("A waiver ends: {rule}", rule=waiver.rule),
            say("Accepted until then: {reason}", reason=waiver.reason),
            waiver.owner,
            (waiver.indicator,) if waiver.indicator is not None else (),
        )
