"""By when a provider declares or sends what the law asks for. Pure.

Sources, in the code du travail: R. 6316-9 (a new apprenticeship centre: six months to be certified,
two to send its funder the copy of its contract with a body, fifteen days to answer an anomaly; from
when the two months run is not written: they are counted from the signature); R. 6352-23 (yearly
report before 30 April); R. 6351-8 (a change within thirty days); L. 6351-4-1 (effects of the
declaration suspended for four months at most).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.schema import Period

if TYPE_CHECKING:
    from preuve.model.declaration import AnnualReturn, DeclaredChange, FirstApprenticeship


class ApprenticeshipDays(NamedTuple):
    """By when a new apprenticeship centre does what R. 6316-9 asks."""

    copy_by: date
    certified_by: date
    observations_by: date | None
    """Fifteen days after an anomaly that a funder notified."""


def apprenticeship_days(first: FirstApprenticeship) -> ApprenticeshipDays:
    """Return the days that follow from the signature of the first apprenticeship agreement."""
    return ApprenticeshipDays(
        Period(2, 0).after(first.signed),
        Period(6, 0).after(first.signed),
        Period(0, 15).after(first.anomaly) if first.anomaly else None,
    )


class ReturnDue(NamedTuple):
    """By when a yearly report is filed."""

    code: date
    """The last day that the code gives: it says before 30 April."""
    last: date
    """The last day of the ministry's campaign, where it is written and later."""


def return_due(report: AnnualReturn) -> ReturnDue:
    """Return by when a yearly report is filed, in the year after the one it tells of."""
    code = date(report.year + 1, 4, 29)
    return ReturnDue(code, max(code, report.campaign_ends or code))


def change_due(change: DeclaredChange) -> date:
    """Return the last day to declare a change."""
    return Period(0, 30).after(change.date)


def suspension_ends(since: date) -> date:
    """Return the last day on which the effects of a declaration can be suspended."""
    return Period(4, 0).after(since)
