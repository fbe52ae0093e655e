"""Do the audits fit the certificate's windows, and is each planned in time?"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from preuve.assess.flaws import is_impossible
from preuve.core.finding import Diagnostic, Severity
from preuve.core.rule_name import RuleName
from preuve.core.words import say, say_count
from preuve.cycle.certificate import CertificateState, certificate_cycle, certificate_state
from preuve.cycle.scope import added_categories
from preuve.model.audits import AuditType
from preuve.model.manual import SESSIONS_FILE
from preuve.model.organisation import FIRST_AUDITS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.core.words import Message
    from preuve.cycle.certificate import Cycle
    from preuve.model.audits import Audit, Certificate


def edition_not_in_force(assessment: Assessment) -> Iterator[Diagnostic]:
    """An edition fixed by hand that the next audit will not be on."""
    organisation = assessment.organisation
    audit = organisation.next_audit(assessment.on)
    day = audit.date if audit else assessment.on
    if organisation.edition is not None and not assessment.edition.in_force_on(day):
        yield Diagnostic(
            RuleName.EDITION_NOT_IN_FORCE,
            say(
                "Edition {edition} is fixed here, and is not the one in force on {day}.",
                edition=organisation.edition,
                day=day,
            ),
            organisation.origin.at("edition"),
            say("Delete the line, or correct the date of the audit."),
            severity=Severity.ERROR
            if audit
            else None,  # what is prepared is then not what the audit is on
        )


def surveillance(assessment: Assessment) -> Iterator[Diagnostic]:
    """A surveillance audit outside its months; or none, while they run and once they are over."""
    certificate, on = assessment.organisation.certificate, assessment.on
    if certificate is None:
        return
    window = certificate_cycle(certificate)
    audits = [
        # Audits of an earlier certificate are history.
        audit
        for audit in assessment.organisation.audits
        if audit.type is AuditType.SURVEILLANCE and audit.date >= certificate.obtained
    ]
    if not audits and window.surveillance_from <= on and _runs(assessment):
        yield _no_surveillance(certificate, window, on)
    for audit in audits:
        if not window.surveillance_from <= audit.date <= window.surveillance_until:
            ahead = say("Agree on a date inside the window with the certification body.")
            past = say(
                "Check its day and the certificate's; the certification body says what follows."
            )
            yield Diagnostic(
                RuleName.OUTSIDE_SURVEILLANCE_WINDOW,
                say(
                    "This surveillance audit is on {day}; the window is from {start} to {end}.",
                    day=audit.date,
                    start=window.surveillance_from,
                    end=window.surveillance_until,
                ),
                audit.origin.at("date"),
                ahead if window.surveillance_until >= on else past,
            )


_LAST_DAYS = 60
"""Of a window: from then on it is urgent to plan. No text gives a number: it is ours."""


def _no_surveillance(certificate: Certificate, window: Cycle, on: date) -> Diagnostic:
    """Return what is to be said while none is planned:
    a notice, a warning in the last days, an error after.
    """
    end, left = window.surveillance_until, (window.surveillance_until - on).days
    place = certificate.origin.at("obtained")
    if left < 0:
        return Diagnostic(
            RuleName.OUTSIDE_SURVEILLANCE_WINDOW,
            say(
                "No surveillance audit is held or planned, and its window ended on {end}.", end=end
            ),
            place,
            say(
                "If it was held, add it to the audits; if not, agree on a date with the "
                "certification body at once."
            ),
            severity=Severity.ERROR,
        )
    advice = say("Agree on a day with the certification body, and add it to the audits.")
    if left > _LAST_DAYS:
        message = say(
            "The surveillance window is open, from {start} to {end}, and no audit is planned.",
            start=window.surveillance_from,
            end=end,
        )
        return Diagnostic(RuleName.SURVEILLANCE_TO_PLAN, message, place, advice, due=end)
    message = (
        say_count(
            "{count} day is left of the surveillance window, to {end}, and no audit is planned.",
            "{count} days are left of the surveillance window, to {end}, and no audit is planned.",
            left,
            end=end,
        )
        if left
        else say("This is the last day of the surveillance window, and no audit is planned.")
    )
    return Diagnostic(
        RuleName.SURVEILLANCE_TO_PLAN, message, place, advice, due=end, severity=Severity.WARNING
    )


def _renewals(assessment: Assessment, certificate: Certificate) -> list[Audit]:
    """Return the renewal audits of the certificate held."""
    return [
        audit
        for audit in assessment.organisation.audits
        if audit.type is AuditType.RENEWAL and audit.date > certificate.obtained
    ]


def renewal_too_early(assessment: Assessment) -> Iterator[Diagnostic]:
    """A renewal before the third year."""
    certificate, on = assessment.organisation.certificate, assessment.on
    if certificate is None or not _runs(assessment):
        return
    cycle = certificate_cycle(certificate)
    for audit in _renewals(assessment, certificate):
        if audit.date < cycle.renewal_from:
            yield Diagnostic(
                RuleName.RENEWAL_TOO_EARLY,
                say(
                    "This renewal audit is on {day}; the certificate's last year begins on "
                    "{start}.",
                    day=audit.date,
                    start=cycle.renewal_from,
                ),
                audit.origin.at("date"),
                say(
                    "Correct its kind or its day; or agree on a day from {start} on with the "
                    "certification body.",
                    start=cycle.renewal_from,
                )
                if cycle.renewal_from >= on
                else say("Correct its kind or its day."),
            )


def renewal_late(assessment: Assessment) -> Iterator[Diagnostic]:
    """A renewal too late to correct what it finds, or not planned when it should be."""
    certificate, on = assessment.organisation.certificate, assessment.on
    if certificate is None or not _runs(assessment):
        return
    cycle, renewals = certificate_cycle(certificate), _renewals(assessment, certificate)
    late = [audit for audit in renewals if audit.date > cycle.plan_renewal_by]
    if late and len(late) == len(renewals):
        yield Diagnostic(
            RuleName.RENEWAL_LATE,
            say(
                "The renewal audit is on {day}; the certificate expires on {expires}.",
                day=late[0].date,
                expires=certificate.ends,
            ),
            late[0].origin.at("date"),
            _ask_for_a_day(cycle, on),
            due=cycle.plan_renewal_by,
        )
    elif not renewals and on >= cycle.ask_renewal_from:
        rule = RuleName.RENEWAL_TO_PLAN if on < cycle.plan_renewal_by else RuleName.RENEWAL_LATE
        yield Diagnostic(
            rule,
            say(
                "No renewal audit is planned, and the certificate expires on {expires}.",
                expires=certificate.ends,
            ),
            certificate.origin.at("expires"),
            _ask_for_a_day(cycle, on),
            due=cycle.plan_renewal_by,
        )


def _ask_for_a_day(cycle: Cycle, on: date) -> Message:
    """Return the advice; a day that is past helps nobody."""
    if cycle.plan_renewal_by < on:
        return say(
            "Ask the certification body for the earliest day: correcting takes up to 3 months, "
            "verifying 1."
        )
    return say(
        "Ask the certification body for a date by {day}: correcting takes up to 3 months, "
        "verifying 1.",
        day=cycle.plan_renewal_by,
    )


def _runs(assessment: Assessment) -> bool:
    """Return whether the certificate's days can be, and none of it is over:
    else nothing can be planned within them.
    """
    certificate = assessment.organisation.certificate
    return (
        certificate is not None
        and certificate.obtained < certificate.expires
        and not is_impossible(certificate.obtained, assessment.on)
        and certificate_state(certificate, assessment.on)
        not in {CertificateState.ENDED, CertificateState.WITHDRAWN}
    )


def audit_incomplete(assessment: Assessment) -> Iterator[Diagnostic]:
    """An audit that lacks what its kind needs."""
    organisation = assessment.organisation
    for audit in organisation.audits:
        if audit.type is AuditType.LIGHT and audit.label is None:
            yield _incomplete(
                audit,
                "type",
                say(
                    "A light initial audit needs a label of the list of 31 December 2018, "
                    "still active."
                ),
                say("Add label: with its name and until; without one it is an initial audit."),
            )
        elif audit.label is not None and audit.label.until < audit.date:
            yield _incomplete(
                audit,
                "label",
                say(
                    "The label “{label}” is active until {until}, before this audit.",
                    label=audit.label.name,
                    until=audit.label.until,
                ),
                say(
                    "A light audit rests on a label that is still active: ask the "
                    "certification body."
                ),
            )
        if audit.type is AuditType.EXTENSION and not added_categories(organisation, audit):
            yield _incomplete(
                audit,
                "type",
                say("This extension audit does not say which categories it adds."),
                say("Add categories: with those that it adds to the certificate."),
            )
        if audit.type is AuditType.COMPLEMENTARY and not audit.indicators:
            yield _incomplete(
                audit,
                "type",
                say("This complementary audit does not say for which indicators it is held."),
                say("Add for: with their numbers."),
            )
        yield from _length(audit)


def _length(audit: Audit) -> Iterator[Diagnostic]:
    """Yield what does not fit of an audit's length: half-days are not merged."""
    least = ceil(audit.days) if audit.days else 1
    if audit.until is not None and audit.until < audit.date:
        yield _incomplete(
            audit,
            "until",
            say("This audit ends on {until}, before it begins.", until=audit.until),
            say("Correct the date that is wrong."),
        )
    elif audit.days and (audit.until is None and least > 1):
        yield _incomplete(
            audit,
            "days",
            say_count(
                "This audit holds {count} calendar day: half-days are not merged.",
                "This audit holds {count} calendar days: half-days are not merged.",
                least,
            ),
            say("Add until: with its last day, as the plan gives it."),
        )
    elif audit.days and audit.until is not None and (audit.until - audit.date).days + 1 < least:
        yield _incomplete(
            audit,
            "until",
            say_count(
                "This audit holds {count} calendar day at least: half-days are not merged.",
                "This audit holds {count} calendar days at least: half-days are not merged.",
                least,
            ),
            say("Check its length and its last day against the body's plan."),
        )


def _incomplete(audit: Audit, key: str, message: Message, advice: Message) -> Diagnostic:
    return Diagnostic(RuleName.AUDIT_INCOMPLETE, message, audit.origin.at(key), advice)


def category_without_action(assessment: Assessment) -> Iterator[Diagnostic]:
    """A category that an initial audit is to see, and of which no session begins before it."""
    audit, sessions = assessment.organisation.next_audit(assessment.on), assessment.manual.sessions
    if audit is None or sessions is None or audit.type not in FIRST_AUDITS:
        return
    organisation = assessment.organisation
    wanted = (
        added_categories(organisation, audit)
        if audit.type is AuditType.EXTENSION
        else organisation.categories
    )
    begun = {session.category for session in sessions.sessions if session.starts < audit.date}
    for category in wanted:
        if category not in begun:
            yield Diagnostic(
                RuleName.CATEGORY_WITHOUT_ACTION,
                say(
                    "No session of {category} begins before the audit of {day}: one action of "
                    "each category is asked for.",
                    category=category.label,
                    day=audit.date,
                ),
                audit.origin.at("date"),
                say("Add it to {file}; or ask the certification body.", file=SESSIONS_FILE),
            )


ALL = (
    edition_not_in_force,
    surveillance,
    renewal_too_early,
    renewal_late,
    audit_incomplete,
    category_without_action,
)
