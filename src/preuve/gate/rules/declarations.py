"""What the law asks a provider to declare or to send, and by when:
the days are worked out in `cycle/declarations.py`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic, Severity
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.cycle.certificate import CertificateState, certificate_state
from preuve.cycle.declarations import apprenticeship_days, change_due, return_due, suspension_ends
from preuve.model.standard import Category

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.model.organisation import Organisation


def _is_certified(organisation: Organisation, on: date) -> bool:
    """Return whether a certificate that is valid on a day covers apprenticeship."""
    certificate = organisation.certificate
    return (
        certificate is not None
        and (not certificate.categories or Category.APPRENTICESHIP in certificate.categories)
        and certificate_state(certificate, on) is CertificateState.VALID
    )


def apprenticeship_uncertified(assessment: Assessment) -> Iterator[Diagnostic]:
    """A new apprenticeship centre without a certificate:
    while its six months run, and once they are over.
    """
    organisation, on = assessment.organisation, assessment.on
    first = organisation.first_apprenticeship
    if first is None or first.signed > on or _is_certified(organisation, on):
        return
    days = apprenticeship_days(first)
    severity: Severity | None = Severity.INFO
    due = days.certified_by
    message = say("A new apprenticeship centre is to be certified by {day} (R. 6316-9).", day=due)
    advice = say("Plan the audit so that the certificate is there by then.")
    if on > days.certified_by:
        severity = None
        message = say(
            "The six months of a new apprenticeship centre ended on {day}, and it is not "
            "certified: no new engagement is "
            "possible (R. 6316-9).",
            day=due,
        )
        advice = say(
            "Write the certificate, if there is one; else ask the certification body for "
            "the audit at once."
        )
    elif on > days.copy_by and (first.copy_sent is None or first.copy_sent > on):
        severity, due = Severity.WARNING, days.copy_by
        message = say(
            "The two months to send the funder the copy of the contract with a "
            "certification body ended on {day}: no new "
            "funding (R. 6316-9).",
            day=due,
        )
        advice = say(
            "Send it, then write copy_sent under first_apprenticeship; if it was sent, write when."
        )
    elif on <= days.copy_by:
        advice = say(
            "Plan the audit so that the certificate is there by then; the copy of the "
            "contract is sent by {day}.",
            day=days.copy_by,
        )
    rule, place = RuleName.APPRENTICESHIP_UNCERTIFIED, first.origin.at("signed")
    yield Diagnostic(rule, message, place, advice, due=due, severity=severity)


_AHEAD = timedelta(days=60)


def annual_return_late(assessment: Assessment) -> Iterator[Diagnostic]:
    """A bilan pédagogique et financier that is not filed, before its day and after."""
    registration, on = assessment.organisation.registration, assessment.on
    report = registration.report if registration else None
    if (
        report is None
        or on.year <= report.year
        or (report.filed is not None and report.filed <= on)
    ):
        return
    due = return_due(report)
    if due.code - on > _AHEAD:
        return  # the calendar has it
    place, advice = report.origin.at("for"), say("File it, then write filed with the day.")
    if on <= due.code:
        message = say(
            "The bilan pédagogique et financier of {year} is to be filed before 30 April (R. "
            "6352-23).",
            year=str(report.year),
        )
    elif on <= due.last:
        message = say(
            "The day that the code gives for the bilan pédagogique et financier of {year} is "
            "past; the ministry's "
            "campaign ends on {day}.",
            year=str(report.year),
            day=due.last,
        )
    else:
        yield Diagnostic(
            RuleName.ANNUAL_RETURN_LATE,
            say(
                "The bilan pédagogique et financier of {year} was to be filed by {day}: the "
                "declaration of activity may lapse "
                "(L. 6351-6).",
                year=str(report.year),
                day=due.last,
            ),
            place,
            advice,
            due=due.last,
        )
        return
    yield Diagnostic(
        RuleName.ANNUAL_RETURN_LATE, message, place, advice, due=due.last, severity=Severity.INFO
    )


def change_undeclared(assessment: Assessment) -> Iterator[Diagnostic]:
    """A change that was not declared within thirty days."""
    registration, on = assessment.organisation.registration, assessment.on
    for change in registration.changes if registration else ():
        due = change_due(change)
        if due < on and (change.declared is None or change.declared > on):
            yield Diagnostic(
                RuleName.CHANGE_UNDECLARED,
                say(
                    "“{what}” was to be declared by {day}, thirty days after it (R. 6351-8).",
                    what=change.what,
                    day=due,
                ),
                change.origin.at("date"),
                say("Send the rectifying declaration, then write declared with the day."),
                due=due,
            )


def declaration_suspended(assessment: Assessment) -> Iterator[Diagnostic]:
    """A declaration of activity whose effects are suspended on the day."""
    registration, on = assessment.organisation.registration, assessment.on
    since = registration.declaration_suspended if registration else None
    if registration is not None and since is not None and since <= on <= suspension_ends(since):
        yield Diagnostic(
            RuleName.DECLARATION_SUSPENDED,
            say(
                "The effects of the declaration of activity are suspended since {day}, until "
                "{end} at most (L. 6351-4-1).",
                day=since,
                end=suspension_ends(since),
            ),
            registration.origin.at("declaration_suspended"),
            say("Answer the control; take the key out once the suspension is over."),
        )


ALL = (apprenticeship_uncertified, annual_return_late, change_undeclared, declaration_suspended)
