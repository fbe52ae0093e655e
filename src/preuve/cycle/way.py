"""The six steps from no certificate to one that goes on, and where a provider stands on a day.
Pure.

Sources: arrêté du 6 juin 2019 relatif aux modalités d'audit (contract, audit, correction, decision,
surveillance, renewal).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.cycle.certificate import CertificateState, certificate_cycle, certificate_state
from preuve.model.organisation import FIRST_AUDITS

if TYPE_CHECKING:
    from datetime import date

    from preuve.core.words import Message
    from preuve.model.organisation import Organisation


class WayStep(NamedTuple):
    """One step of the way to a certificate and along it."""

    title: Message
    what: Message
    here: bool = False


_STEPS: tuple[tuple[Message, Message], ...] = (
    (
        say("Choose a certification body"),
        say("Compare several quotes; only an accredited body certifies."),
    ),
    (
        say("Sign, and agree on a date"),
        say("The body offers one within thirty days after it has the contract."),
    ),
    (
        say("Initial audit"),
        say("On site, on all that applies; one action of each category was carried out before."),
    ),
    (
        say("Correct, and the decision"),
        say("Major ones within three months, verified within one more; then the certificate."),
    ),
    (
        say("Certificate and surveillance"),
        say("On display for three years; surveillance from the 14th to the 22nd month."),
    ),
    (
        say("Renewal"),
        say("In the third year, early enough to correct before the certificate ends."),
    ),
)


def way(organisation: Organisation, on: date) -> tuple[WayStep, ...]:
    """Return the six steps, one of which is marked as the provider's on the day."""
    current = _current(organisation, on)
    return tuple(
        WayStep(title, what, number == current) for number, (title, what) in enumerate(_STEPS)
    )


def _current(organisation: Organisation, on: date) -> int:
    certificate = organisation.certificate
    if (
        certificate is not None
        and certificate_state(certificate, on) is not CertificateState.TO_COME
    ):
        return 5 if on >= certificate_cycle(certificate).renewal_from else 4
    firsts = [audit for audit in organisation.audits if audit.type in FIRST_AUDITS]
    if any(audit.last_day < on and audit.refused_on is None for audit in firsts):
        return 3
    if any(audit.last_day >= on for audit in firsts):
        return 2
    return 1 if organisation.quotes else 0
