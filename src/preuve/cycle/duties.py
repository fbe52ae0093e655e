"""Days that audits, a transfer and the law's declarations set: by when something is asked for,
sent, contested or answered.

A day that the team typed from a letter or a contract beats a computed one; where only a contract
can say (how long a decision can be contested), nothing is computed without it. Sources: arrêté du 6
juin 2019, articles 1 (a date offered within thirty days) and 7 (transfer: the file within 15 days,
the decision within 30; counted from the file, which the source does not say); three months before a
new request after a refusal (practice of bodies); `declarations.py` for the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.cycle.declarations import apprenticeship_days, change_due, return_due, suspension_ends
from preuve.schema import Period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.core.words import Message
    from preuve.model.audits import Audit, Certificate
    from preuve.model.declaration import FirstApprenticeship, Registration
    from preuve.model.organisation import Organisation

_OFFER = Period(0, 30)
_NEW_REQUEST = Period(3, 0)
_FILE, _DECISION = Period(0, 15), Period(0, 30)


class DeclarationDuty(NamedTuple):
    """Something with a day: from its first to its last."""

    key: str
    first: date
    last: date
    title: Message
    source: Message
    audit: Audit | None = None


def duties(organisation: Organisation) -> Iterator[DeclarationDuty]:
    """Yield all that the organisation's file sets a day for, whatever the day."""
    for audit in organisation.audits:
        yield from _of_audit(audit)
    if organisation.certificate is not None:
        yield from _of_certificate(organisation.certificate)
    if organisation.first_apprenticeship is not None:
        yield from _of_apprenticeship(organisation.first_apprenticeship)
    if organisation.registration is not None:
        yield from _of_registration(organisation.registration)


def new_request_from(audit: Audit) -> date | None:
    """Return the earliest day of a new request after a refusal;
    None where the audit was not refused.
    """
    return _NEW_REQUEST.after(audit.refused_on) if audit.refused_on else None


def contest_by(audit: Audit) -> date | None:
    """Return the last day to contest an audit's decision,
    where the contract's delay was typed and the report has come.
    """
    return (
        audit.appeal_within.after(audit.notified)
        if audit.appeal_within and audit.notified
        else None
    )


def _of_audit(audit: Audit) -> Iterator[DeclarationDuty]:
    if audit.contract_sent is not None and audit.contract_sent <= audit.date:
        day = _OFFER.after(audit.contract_sent)
        yield _on(
            f"offer-{audit.name}",
            day,
            say("Certification body offers a date by this day"),
            say("Thirty days after it had the contract (arrêté du 6 juin 2019, article 1)."),
            audit,
        )
    if (until := contest_by(audit)) is not None and audit.contested is None:
        yield _on(
            f"contest-{audit.name}",
            until,
            say("Contest the audit's result by this day"),
            say("As the certification body's contract gives it."),
            audit,
        )
    if (earliest := new_request_from(audit)) is not None:
        yield _on(
            f"request-{audit.name}",
            earliest,
            say("New request for certification, not before this day"),
            say("Three months after the refusal; a sworn statement says so at the contract."),
            audit,
        )


def _of_certificate(certificate: Certificate) -> Iterator[DeclarationDuty]:
    if certificate.withdrawn is not None:
        day = _NEW_REQUEST.after(certificate.withdrawn)
        yield _on(
            "request-after-withdrawal",
            day,
            say("New request for certification, not before this day"),
            say("Three months after the withdrawal."),
        )
    if (
        (suspended := certificate.suspended) is not None
        and suspended.until is not None
        and suspended.until >= suspended.first
    ):
        yield DeclarationDuty(
            "suspension",
            suspended.first,
            suspended.until,
            say("Certificate suspended"),
            say("There is no valid certificate on these days."),
        )
    transfer = certificate.transfer
    if transfer is None or transfer.decided is not None:
        return
    if transfer.received is None:
        yield _on(
            "transfer-file",
            _FILE.after(transfer.asked),
            say("File sent to the new certification body by this day"),
            say("Within 15 days, by the body that is left. The cycle's days do not move."),
        )
    else:
        yield _on(
            "transfer-decision",
            _DECISION.after(transfer.received),
            say("Transfer decided by this day"),
            say("Within 30 days, by the new body. The cycle's days do not move."),
        )


def _of_apprenticeship(first: FirstApprenticeship) -> Iterator[DeclarationDuty]:
    days = apprenticeship_days(first)
    if first.copy_sent is None:
        yield _on(
            "apprenticeship-copy",
            days.copy_by,
            say("Copy of the contract with a certification body sent to the funder"),
            say("Two months after the first apprenticeship agreement (R. 6316-9)."),
        )
    yield _on(
        "apprenticeship-certificate",
        days.certified_by,
        say("Apprenticeship centre certified by this day"),
        say("Six months after the first apprenticeship agreement (R. 6316-9)."),
    )
    if days.observations_by is not None:
        yield _on(
            "apprenticeship-observations",
            days.observations_by,
            say("Observations sent to the funder by this day"),
            say("Fifteen days after the anomaly was notified (R. 6316-9, II)."),
        )


def _of_registration(registration: Registration) -> Iterator[DeclarationDuty]:
    if (report := registration.report) is not None and report.filed is None:
        due = return_due(report)
        yield _on(
            "annual-return",
            due.code,
            say("Bilan pédagogique et financier of {year} filed", year=str(report.year)),
            say("Before 30 April (R. 6352-23)."),
        )
        if due.last > due.code:
            yield _on(
                "annual-return-campaign",
                due.last,
                say("Campaign of the bilan pédagogique et financier ends"),
                say("As somebody read it on the ministry's site."),
            )
    for number, change in enumerate(registration.changes, 1):
        if change.declared is None:
            yield _on(
                f"change-{number}",
                change_due(change),
                say("Rectifying declaration sent by this day: {what}", what=change.what),
                say("Within thirty days of the change (R. 6351-8)."),
            )
    if (since := registration.declaration_suspended) is not None:
        yield DeclarationDuty(
            RuleName.DECLARATION_SUSPENDED,
            since,
            suspension_ends(since),
            say("Declaration of activity suspended"),
            say("Four months at most (L. 6351-4-1)."),
        )


def _on(
    key: str, day: date, title: Message, source: Message, audit: Audit | None = None
) -> DeclarationDuty:
    return DeclarationDuty(key, day, day, title, source, audit)
