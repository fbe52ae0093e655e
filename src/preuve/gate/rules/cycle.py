"""Do the dates of the certificate and of the audits fit together?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic
from preuve.core.words import say
from preuve.cycle.certificate import certificate_cycle
from preuve.model.audits import AuditType
from preuve.rulebook import RuleName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment


def edition_not_in_force(assessment: Assessment) -> Iterator[Diagnostic]:
    """An edition fixed by hand that the next audit will not be on."""
    organisation = assessment.organisation
    audit = organisation.next_audit(assessment.on)
    day = audit.date if audit else assessment.on
    if organisation.edition is not None and not assessment.edition.in_force_on(day):
        yield Diagnostic(
            RuleName.EDITION_NOT_IN_FORCE,
            say(
                "Edition {edition} is fixed here, and is not the one in force on {day}.", edition=organisation.edition, day=day
            ),
            organisation.origin.at("edition"),
            say("Delete the line, or correct the date of the audit."),
        )


def outside_surveillance_window(assessment: Assessment) -> Iterator[Diagnostic]:
    """A surveillance audit outside its months, or none at all once they are over."""
    certificate = assessment.organisation.certificate
    if certificate is None:
        return
    window = certificate_cycle(certificate)
    audits = [
        # Audits of an earlier certificate are history.
        audit for audit in assessment.organisation.audits
        if audit.type is AuditType.SURVEILLANCE and audit.date >= certificate.obtained
    ]  # fmt: skip
    if not audits and window.surveillance_until < assessment.on <= certificate.expires:
        yield Diagnostic(
            RuleName.OUTSIDE_SURVEILLANCE_WINDOW,
            say("No surveillance audit is held or planned, and its window ended on {end}.", end=window.surveillance_until),
            certificate.origin.at("obtained"),
            say("If it was held, add it to the audits; if not, agree on a date with the certification body at once."),
        )
    for audit in audits:
        if not window.surveillance_from <= audit.date <= window.surveillance_until:
            yield Diagnostic(
                RuleName.OUTSIDE_SURVEILLANCE_WINDOW,
                say("This surveillance audit is on {day}; the window is from {start} to {end}.", day=audit.date,
                    start=window.surveillance_from, end=window.surveillance_until),
                audit.origin.at("date"),
                say("Agree on a date inside the window with the certification body."),
            )  # fmt: skip


def renewal_late(assessment: Assessment) -> Iterator[Diagnostic]:
    """A renewal planned too late to correct what it finds, or not planned when it should be."""
    certificate = assessment.organisation.certificate
    if certificate is None:
        return
    plan_by = certificate_cycle(certificate).plan_renewal_by
    renewals = [
        audit for audit in assessment.organisation.audits
        if audit.type is AuditType.RENEWAL and audit.date > certificate.obtained
    ]  # fmt: skip
    late = [audit for audit in renewals if audit.date > plan_by]
    advice = say(
        "Ask the certification body for a date before {day}: correcting takes up to 3 months, verifying 1.", day=plan_by
    )
    if late and len(late) == len(renewals):
        yield Diagnostic(
            RuleName.RENEWAL_LATE,
            say("The renewal audit is on {day}; the certificate expires on {expires}.", day=late[0].date,
                expires=certificate.expires),
            late[0].origin.at("date"),
            advice,
        )  # fmt: skip
    elif not renewals and assessment.on > plan_by:
        yield Diagnostic(
            RuleName.RENEWAL_LATE,
            say("No renewal audit is planned, and the certificate expires on {expires}.", expires=certificate.expires),
            certificate.origin.at("expires"),
            advice,
        )


ALL = (edition_not_in_force, outside_surveillance_window, renewal_late)
