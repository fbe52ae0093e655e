"""What falls on which day: audits, the certificate's deadlines, proofs to renew, what was accepted for a time."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from preuve.assessment import EvidenceState
from preuve.cycle.certificate import certificate_cycle
from preuve.organisation import AuditType
from preuve.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.assessment import Assessment
    from preuve.organisation import Audit, Certificate
    from preuve.words import Message


class Kind(StrEnum):
    """What sort of thing falls on a day."""

    AUDIT = "audit"
    WINDOW = "window"
    DEADLINE = "deadline"
    PROOF = "proof"
    WAIVER = "waiver"


AUDIT_WORDS: dict[str, Message] = {
    AuditType.INITIAL: say("initial audit"),
    AuditType.LIGHT: say("light initial audit"),
    AuditType.SURVEILLANCE: say("surveillance audit"),
    AuditType.RENEWAL: say("renewal audit"),
    AuditType.MOCK: say("mock audit"),
}
AUDIT_TITLES: dict[AuditType, Message] = {
    AuditType.INITIAL: say("Initial audit"),
    AuditType.LIGHT: say("Light initial audit"),
    AuditType.SURVEILLANCE: say("Surveillance audit"),
    AuditType.RENEWAL: say("Renewal audit"),
    AuditType.MOCK: say("Mock audit"),
}


class Entry(NamedTuple):
    """One thing, and the days it takes."""

    key: str
    """Stable while the thing stays the same, whatever its day: a calendar program then moves it."""
    kind: Kind
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


def agenda(assessment: Assessment) -> tuple[Entry, ...]:
    """Return everything that has a day, past ones included, in the order of the days."""
    certificate = assessment.organisation.certificate
    entries = [
        *_audits(assessment),
        *(_deadlines(certificate) if certificate else ()),
        *_proofs(assessment),
        *_waivers(assessment),
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.first, list(Kind).index(entry.kind), entry.key)))


def _audits(assessment: Assessment) -> Iterator[Entry]:
    seen: dict[AuditType, int] = {}
    for audit in sorted(assessment.organisation.audits, key=lambda audit: audit.date):
        seen[audit.type] = seen.get(audit.type, 0) + 1
        detail = say("With {body}.", body=audit.body) if audit.body else None
        key = f"audit-{audit.type}-{seen[audit.type]}"
        yield Entry(key, Kind.AUDIT, audit.date, audit.date, AUDIT_TITLES[audit.type], detail, audit=audit)


def _deadlines(certificate: Certificate) -> Iterator[Entry]:
    cycle = certificate_cycle(certificate)
    yield Entry(
        "surveillance-window",
        Kind.WINDOW,
        cycle.surveillance_from,
        cycle.surveillance_until,
        say("Surveillance window"),
        say("The surveillance audit is held on one of these days."),
    )
    yield Entry(
        "renewal",
        Kind.DEADLINE,
        cycle.plan_renewal_by,
        cycle.plan_renewal_by,
        say("Renewal audit held by this day"),
        say("It leaves 3 months to correct a major non-conformity, and 1 to verify it, before the certificate ends."),
    )
    yield Entry(
        "certificate", Kind.DEADLINE, certificate.expires, certificate.expires, say("Last day of the certificate")
    )  # fmt: skip


_LIVE = frozenset(EvidenceState) - {EvidenceState.WITHDRAWN, EvidenceState.DRAFT}


def _proofs(assessment: Assessment) -> Iterator[Entry]:
    """The last day of each approved proof that an applicable indicator rests on."""
    applying = {one.number for one in assessment.indicators if one.applicability.applies}
    for item in assessment.evidence:
        entry, until = item.evidence, item.good_until
        if until is None or item.state not in _LIVE or applying.isdisjoint(entry.indicators):
            continue
        yield Entry(
            f"proof-{entry.id}",
            Kind.PROOF,
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


def _waivers(assessment: Assessment) -> Iterator[Entry]:
    for number, waiver in enumerate(assessment.organisation.waivers, 1):
        yield Entry(
            f"waiver-{number}",
            Kind.WAIVER,
            waiver.until,
            waiver.until,
            say("A waiver ends: {rule}", rule=waiver.rule),
            say("Accepted until then: {reason}", reason=waiver.reason),
            waiver.owner,
            (waiver.indicator,) if waiver.indicator is not None else (),
        )
