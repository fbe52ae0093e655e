"""Days of what was held or decided that are earlier now than they were said to be: of audits and of
the certificate.

What lies ahead may be moved; what was recorded of the past does not change by itself.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.model.audits import AUDIT, CERTIFICATE, AuditType
from preuve.schema import Day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.history.snapshot import Snapshot
    from preuve.schema import Record

THE_CERTIFICATE = "certificate"


def _days_of(record: Record[Any]) -> tuple[str, ...]:
    return tuple(key for key, field in record.fields.items() if isinstance(field.shape, Day))


AUDIT_DAYS, CERTIFICATE_DAYS = _days_of(AUDIT), _days_of(CERTIFICATE)


class DateBack(NamedTuple):
    """A day that went back."""

    of: str
    """A type of audit, or the certificate."""
    key: str
    before: date
    after: date
    audit: date | None = None
    """The day of the audit as it was."""


def dates_back(before: Snapshot, after: Snapshot) -> Iterator[DateBack]:
    """Yield the days that went back, of those that lay in the past of the first of two snapshots.

    An audit has no id: one of the same type and day is the same; of those left, the first of a type
    is the first of it.
    """
    then, now = _certificate(before), _certificate(after)
    for key in CERTIFICATE_DAYS:
        if _is_back(then.get(key), now.get(key)) and (key == "expires" or then[key] <= before.on):
            yield DateBack(THE_CERTIFICATE, key, then[key], now[key])
    for earlier, later in _pairs(_audits(before), _audits(after)):
        held = earlier.get("date")
        for key in AUDIT_DAYS:
            if _is_back(earlier.get(key), later.get(key)) and earlier[key] <= before.on:
                yield DateBack(str(earlier["type"]), key, earlier[key], later[key], held)


def _is_back(then: date | None, now: date | None) -> bool:
    return then is not None and now is not None and now < then


def _pairs(
    then: list[dict[str, Any]], now: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    left = list(now)
    lost = []
    for earlier in then:
        same = next((later for later in left if _name(later) == _name(earlier)), None)
        if same is None:
            lost.append(earlier)
        else:
            left.remove(same)
            yield earlier, same
    for earlier in sorted(lost, key=lambda audit: audit.get("date") or date.max):
        follower = next((later for later in left if later.get("type") == earlier.get("type")), None)
        if follower is not None:
            left.remove(follower)
            yield earlier, follower


def _name(audit: dict[str, Any]) -> tuple[object, object]:
    return audit.get("type"), audit.get("date")


def _certificate(snapshot: Snapshot) -> dict[str, Any]:
    return _with_days(snapshot.organisation.get(THE_CERTIFICATE), CERTIFICATE_DAYS)


def _audits(snapshot: Snapshot) -> list[dict[str, Any]]:
    audits = snapshot.organisation.get("audits")
    listed = audits if isinstance(audits, list) else []
    read = [_with_days(_decided(audit), AUDIT_DAYS) for audit in listed]
    known = (audit for audit in read if audit.get("type") in set(AuditType))
    return sorted(known, key=lambda audit: audit.get("date") or date.max)


def _decided(audit: object) -> object:
    """Return an audit as it is written with its decision said in one way of the two."""
    decision = audit.get("decision") if isinstance(audit, dict) else None
    if not isinstance(audit, dict) or not isinstance(decision, dict):
        return audit
    return {**audit, "decided": decision.get("granted"), "refused": decision.get("refused")}


def _with_days(values: object, keys: tuple[str, ...]) -> dict[str, Any]:
    """Return what a map of the file says, its days read; what is no day is left out:
    it has a finding of its own.
    """
    if not isinstance(values, dict):
        return {}
    days: dict[str, Any] = {}
    for key in keys:
        try:
            days[key] = date.fromisoformat(str(values.get(key)))
        except ValueError:
            continue
    return {"type": values.get("type", ""), **days}
