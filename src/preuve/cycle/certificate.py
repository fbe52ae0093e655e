"""The certification cycle: windows and deadlines.

Sources: arrêté du 6 juin 2019 relatif aux modalités d'audit (surveillance between the 14th and the 22nd month,
14th to 28th for the four-year certificates obtained before 2021; 3 months to correct a major non-conformity and
1 to verify). Planning the renewal four months before expiry is practice: it leaves room for those delays.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from preuve.schema import Period

if TYPE_CHECKING:
    from preuve.model.audits import Certificate

_THREE_YEAR_CERTIFICATES = date(2021, 1, 1)


class Cycle(NamedTuple):
    """The dates that a certificate sets."""

    surveillance_from: date
    surveillance_until: date
    plan_renewal_by: date


def certificate_cycle(certificate: Certificate) -> Cycle:
    """Return the dates that follow from the day a certificate was obtained and the day it expires."""
    last_month = 22 if certificate.obtained >= _THREE_YEAR_CERTIFICATES else 28
    return Cycle(
        Period(14, 0).after(certificate.obtained),
        Period(last_month, 0).after(certificate.obtained),
        Period(-4, 0).after(certificate.expires),
    )
