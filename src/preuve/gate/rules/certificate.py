"""Can the certificate be as it is written, is it valid on the day,
and does it cover what is offered?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.flaws import is_impossible
from preuve.core.finding import Diagnostic, Severity
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.cycle.certificate import CertificateState, certificate_cycle, certificate_state
from preuve.cycle.non_conformities import follow
from preuve.cycle.scope import added_categories
from preuve.model.audits import AuditType
from preuve.model.registers.described.non_conformities import Grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment
    from preuve.core.words import Message


def certificate_length(assessment: Assessment) -> Iterator[Diagnostic]:
    """A certificate that ends before it begins, or lasts other than the law has it;
    a day more or less is accepted.
    """
    certificate = assessment.organisation.certificate
    if certificate is None:
        return
    regular = certificate_cycle(certificate).regular_end
    if certificate.expires <= certificate.obtained:
        yield Diagnostic(
            RuleName.CERTIFICATE_LENGTH,
            say(
                "The certificate expires on {expires}, before it was obtained on {obtained}.",
                expires=certificate.expires,
                obtained=certificate.obtained,
            ),
            certificate.origin.at("expires"),
            say("Copy both days from the certificate."),
            severity=Severity.ERROR,
        )
    elif is_impossible(certificate.obtained, assessment.on):
        return  # a slip of the year has a finding of its own, and nothing follows from it
    elif abs((certificate.expires - regular).days) > 1:
        yield Diagnostic(
            RuleName.CERTIFICATE_LENGTH,
            say(
                "The certificate is said to expire on {expires}; by the law it ends on {regular}.",
                expires=certificate.expires,
                regular=regular,
            ),
            certificate.origin.at("expires"),
            say(
                "Copy both days from the certificate; a later end that a text gives is written "
                "under prolonged."
            ),
        )


def certificate_ended(assessment: Assessment) -> Iterator[Diagnostic]:
    """A certificate that is no more, or is held back."""
    certificate, on = assessment.organisation.certificate, assessment.on
    if certificate is None or certificate.expires <= certificate.obtained:
        return
    state = certificate_state(certificate, on)
    if state is CertificateState.ENDED:
        yield Diagnostic(
            RuleName.CERTIFICATE_ENDED,
            say(
                "The certificate ended on {day}: there is no valid certificate since.",
                day=certificate.ends,
            ),
            certificate.origin.at("expires"),
            _what_now(assessment),
        )
    elif state is CertificateState.WITHDRAWN:
        yield Diagnostic(
            RuleName.CERTIFICATE_ENDED,
            say(
                "The certificate was withdrawn on {day}: there is no valid certificate since.",
                day=certificate.withdrawn,
            ),
            certificate.origin.at("withdrawn"),
            say(
                "Take the certificate and the logo down; the next request may be made three "
                "months after the withdrawal."
            ),
        )
    elif state is CertificateState.SUSPENDED and certificate.suspended is not None:
        yield Diagnostic(
            RuleName.CERTIFICATE_SUSPENDED,
            say(
                "The certificate is suspended since {day}: there is no valid certificate "
                "meanwhile.",
                day=certificate.suspended.first,
            ),
            certificate.suspended.origin.at("from"),
            say(
                "Lift what the body's letter names; then write until, the last day of the "
                "suspension."
            ),
        )


def _what_now(assessment: Assessment) -> Message:
    audit = assessment.organisation.next_audit(assessment.on)
    if audit is not None and audit.type is AuditType.RENEWAL:
        return say(
            "Take the certificate and the logo down until the renewal audit has given another; "
            "the body takes the "
            "provider off the ministry's list."
        )
    return say(
        "Write the new certificate's days, if there is one; else take certificate and logo "
        "down, and agree on the "
        "renewal audit with the certification body at once."
    )


def category_not_certified(assessment: Assessment) -> Iterator[Diagnostic]:
    """A category offered that the certificate does not name."""
    organisation = assessment.organisation
    certificate = organisation.certificate
    if certificate is None or not certificate.categories:
        return
    planned = [
        audit
        for audit in organisation.audits
        if audit.type is AuditType.EXTENSION and audit.last_day >= assessment.on
    ]
    for category in organisation.categories:
        if category in certificate.categories or category in organisation.not_publicly_funded:
            continue
        extension = next(
            (audit for audit in planned if category in added_categories(organisation, audit)), None
        )
        yield Diagnostic(
            RuleName.CATEGORY_NOT_CERTIFIED,
            say(
                "{category} is offered, and the certificate does not name it.",
                category=category.label,
            ),
            certificate.origin.at("categories"),
            say(
                "The extension audit of {day} is to add it: until then no public or pooled "
                "money pays for it.",
                day=extension.date,
            )
            if extension
            else say(
                "Ask for an extension audit; or name it under not_publicly_funded, if it gets "
                "no public or pooled money."
            ),
        )


def certificate_not_shown(assessment: Assessment) -> Iterator[Diagnostic]:
    """A surveillance audit ahead, and nothing said of where the certificate is on display."""
    certificate, audit = (
        assessment.organisation.certificate,
        assessment.organisation.next_audit(assessment.on),
    )
    if (
        certificate is None
        or certificate.display is not None
        or audit is None
        or audit.type is not AuditType.SURVEILLANCE
    ):
        return
    yield Diagnostic(
        RuleName.CERTIFICATE_NOT_SHOWN,
        say(
            "Nothing says where the certificate is on display, and the surveillance of {day} "
            "looks at that.",
            day=audit.date,
        ),
        certificate.origin.at(),
        say(
            "Under certificate, add display: with place, since and url. Not to display it is a "
            "major non-conformity."
        ),
    )


def transfer_not_possible(assessment: Assessment) -> Iterator[Diagnostic]:
    """A transfer asked for that bodies do not take:
    of no valid certificate, or with a major non-conformity open.
    """
    certificate, on = assessment.organisation.certificate, assessment.on
    if certificate is None or (transfer := certificate.transfer) is None or transfer.asked > on:
        return
    if transfer.decided is not None and transfer.decided <= on:
        return
    major = next(
        (
            tracked
            for tracked in follow(assessment)
            if tracked.open and tracked.grade is Grade.MAJOR
        ),
        None,
    )
    if major is not None:
        because = say("{id}, major, is open", id=major.non_conformity.id)
    elif certificate_state(certificate, on) is not CertificateState.VALID:
        because = say("the certificate is not valid on {day}", day=on)
    else:
        return
    yield Diagnostic(
        RuleName.TRANSFER_NOT_POSSIBLE,
        say("A transfer is asked for, and it is not possible: {because}.", because=because),
        transfer.origin.at("asked"),
        say("Have it lifted first, by the certification body that is left."),
    )


ALL = (
    certificate_length,
    certificate_ended,
    category_not_certified,
    certificate_not_shown,
    transfer_not_possible,
)
