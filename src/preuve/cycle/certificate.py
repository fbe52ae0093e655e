"""The certification cycle: windows and deadlines, and what a certificate is worth on a day.

Sources: R. 6316-2 of the code du travail (three years; four for those obtained before 2021); arrêté
du 6 juin 2019 relatif aux modalités d'audit, article 2 (surveillance between the 14th and the 22nd
month, 14th to 28th for the four-year certificates; renewal in the third year); the ministry's
questions and answers, 6.1 (plan the renewal early enough for 3 months to correct a major
non-conformity and 1 to verify) and 6.2 (after the last day there is no valid certificate). To be
asked six months before the end is the practice of bodies.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import say
from preuve.schema import Period

if TYPE_CHECKING:
    from preuve.core.words import Message
    from preuve.model.audits import Certificate

_THREE_YEAR_CERTIFICATES = date(2021, 1, 1)
_SHORT = 3


class Cycle(NamedTuple):
    """The dates that a certificate sets."""

    surveillance_from: date
    surveillance_until: date
    plan_renewal_by: date
    renewal_from: date
    """The first day of its last year: the renewal audit is held in it."""
    ask_renewal_from: date
    regular_end: date
    """The last day that its length gives it, whatever is written."""


class CertificateState(StrEnum):
    """What a certificate is worth on a day."""

    TO_COME = "to_come"
    VALID = "valid"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


def certificate_cycle(certificate: Certificate) -> Cycle:
    """Return the dates that follow from the day a certificate was obtained and the day it ends."""
    short = _years(certificate.obtained) == _SHORT
    return Cycle(
        Period(14, 0).after(certificate.obtained),
        Period(22 if short else 28, 0).after(certificate.obtained),
        Period(-4, 0).after(certificate.ends),
        last_year(certificate.obtained),
        Period(-6, 0).after(certificate.ends),
        regular_end(certificate.obtained),
    )


def regular_end(obtained: date) -> date:
    """Return the last day that its length gives a certificate, by the day it was obtained."""
    return _day_before(Period(12 * _years(obtained), 0).after(obtained))


def last_year(obtained: date) -> date:
    """Return the first day of a certificate's last year, by the day it was obtained."""
    return Period(12 * (_years(obtained) - 1), 0).after(obtained)


def _years(obtained: date) -> int:
    return _SHORT if obtained >= _THREE_YEAR_CERTIFICATES else 4


def certificate_state(certificate: Certificate, on: date) -> CertificateState:
    """Return what a certificate is worth on a day: its last day is still a day of it."""
    if certificate.withdrawn is not None and certificate.withdrawn <= on:
        return CertificateState.WITHDRAWN
    if on > certificate.ends:
        return CertificateState.ENDED
    if on < certificate.obtained:
        return CertificateState.TO_COME
    suspended = certificate.suspended
    if (
        suspended is not None
        and suspended.first <= on
        and (suspended.until is None or on <= suspended.until)
    ):
        return CertificateState.SUSPENDED
    return CertificateState.VALID


def state_words(certificate: Certificate, on: date) -> Message | None:
    """Return why there is no valid certificate on a day;
    None, while there is or before it begins.
    """
    state = certificate_state(certificate, on)
    if state is CertificateState.ENDED:
        return say("ended on {day}: no valid certificate", day=certificate.ends)
    if state is CertificateState.WITHDRAWN:
        return say("withdrawn on {day}: no valid certificate", day=certificate.withdrawn)
    if state is CertificateState.SUSPENDED and certificate.suspended is not None:
        return say("suspended since {day}: no valid certificate", day=certificate.suspended.first)
    return None


def _day_before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day
