"""The years of a certificate as a line: what lies where on it, in hundredths of its length."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from preuve.cycle.certificate import certificate_cycle
from preuve.model.audits import AuditType

if TYPE_CHECKING:
    from preuve.model.audits import Audit
    from preuve.model.organisation import Organisation

# The initial or renewal audit that led to the certificate was held in the months before: it is on
# the line too.
_LEAD = timedelta(days=240)
_MARGIN = 2.0
"""What is kept free at both ends, for the marks that stand there."""


class Mark(NamedTuple):
    """An audit on the line."""

    audit: Audit
    at: float


class CycleLine(NamedTuple):
    """Where everything lies: 0 is the line's beginning, 100 its end."""

    certificate: tuple[float, float]
    """Its first and its last day."""
    window: tuple[float, float]
    renewal: float
    """The day by which the renewal audit is to be held."""
    audits: tuple[Mark, ...]
    years: tuple[tuple[float, int], ...]
    """Where each year begins."""
    today: float | None
    """None, where the manual's day lies outside."""


def cycle_line(organisation: Organisation, on: date) -> CycleLine | None:
    """Return the line of the certificate held; None where none is."""
    certificate = organisation.certificate
    if certificate is None or certificate.expires <= certificate.obtained:
        return None
    real = [audit for audit in organisation.audits if audit.type is not AuditType.MOCK]
    near = [
        audit for audit in real if certificate.obtained - _LEAD <= audit.date <= certificate.expires
    ]
    first = min([certificate.obtained, *(audit.date for audit in near)])
    days = (certificate.expires - first).days

    def at(day: date) -> float:
        share = min(1.0, max(0.0, (day - first).days / days))
        return round(_MARGIN + share * (100 - 2 * _MARGIN), 2)

    cycle = certificate_cycle(certificate)
    years = [date(year, 1, 1) for year in range(first.year + 1, certificate.expires.year + 1)]
    return CycleLine(
        (at(certificate.obtained), at(certificate.expires)),
        (at(cycle.surveillance_from), at(cycle.surveillance_until)),
        at(cycle.plan_renewal_by),
        tuple(Mark(audit, at(audit.date)) for audit in sorted(near, key=lambda one: one.date)),
        tuple((at(day), day.year) for day in years),
        at(on) if first <= on <= certificate.expires else None,
    )
