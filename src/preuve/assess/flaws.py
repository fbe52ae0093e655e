"""What speaks against a proof besides its age:
the rules by which it does not count on a day. Pure.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from preuve.core.files import Presence
from preuve.core.rule_name import RuleName
from preuve.model.evidence import Status
from preuve.model.link_results import Outcome
from preuve.model.manual import file_key
from preuve.model.proof_file import flaw_of_name
from preuve.model.registers.catalogue import REGISTER_OF_FILE
from preuve.model.shelf_results import ShelfOutcome
from preuve.schema import Period, says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.model.evidence import Evidence
    from preuve.model.link_results import Seen
    from preuve.model.manual import Manual
    from preuve.model.shelf_results import ShelfSighting

FIRST_YEAR = 2000
"""No document of a trade that has been certified since 2019 is older,
and none of its delays begins before.
"""
MOST_YEARS_AHEAD = 10
TEN_YEARS = Period(12 * MOST_YEARS_AHEAD, 0)


def is_impossible(day: date, on: date) -> bool:
    """Return whether a day of a team's file cannot be meant, seen from another."""
    return day.year < FIRST_YEAR or day > TEN_YEARS.after(on)


def flaws(
    entry: Evidence, good_until: date | None, manual: Manual, on: date
) -> tuple[RuleName, ...]:
    """Return the rules by which a proof does not count on a day, the nearest to its file first.

    Of what is not approved yet only the file and the years are looked at: what a draft lacks is
    asked for when it is approved.

    Args:
        entry: of the index.
        good_until: the last day of its age; None where it does not age.
        manual: what was found of its file, its link and its shelf.
        on: the day.

    """
    rules = list(_of_file(entry, manual))
    if entry.status is Status.APPROVED:
        if entry.place is not None and says_nothing(entry.place):
            rules.append(RuleName.VAGUE_PLACE)
        if (link := manual.link_seen(entry.url)) is not None and _is_gone(link, on):
            rules.append(RuleName.DEAD_LINK)
        if entry.shelf is not None:
            rules += _on_shelf(entry, manual, on)
    days = (entry.dated, good_until, entry.approved_on)
    if any(day is not None and is_impossible(day, on) for day in days):
        rules.append(RuleName.IMPOSSIBLE_DATE)
    return tuple(rules)


def _of_file(entry: Evidence, manual: Manual) -> Iterator[RuleName]:
    if entry.file is None:
        return
    fact = manual.files[file_key(entry.file, entry.sha256)]
    if fact.flaw is not None:
        yield RuleName(fact.flaw)
    elif (
        entry.file in REGISTER_OF_FILE
        and fact.presence is Presence.PRESENT
        and manual.registers.of(REGISTER_OF_FILE[entry.file]) is None
    ):
        yield RuleName.UNREADABLE_REGISTER


def _on_shelf(entry: Evidence, manual: Manual, on: date) -> Iterator[RuleName]:
    """Yield what the last look at a shelf says against a proof; a look of a later day says
    nothing.
    """
    assert entry.shelf is not None  # noqa: S101 - asked of those alone
    if (flaw := flaw_of_name(entry.shelf.path)) is not None:
        yield flaw
    sighting = manual.shelves.get(entry.shelf)
    if sighting is None or sighting.seen > on:
        return
    if sighting.outcome is not ShelfOutcome.THERE:
        yield RuleName.NOT_ON_SHELF
    elif sighting.fingerprint.size == 0:
        yield RuleName.EMPTY_FILE
    elif is_another(entry, sighting):
        yield RuleName.SHELF_CHANGED


def is_another(entry: Evidence, sighting: ShelfSighting) -> bool:
    """Return whether a shelf holds something else than what was approved.

    By the digest of the index where the store has it too; else a look saw the content change after
    it was approved, or dated.
    """
    if entry.sha256 and sighting.fingerprint.sha256:
        return entry.sha256 != sighting.fingerprint.sha256
    approved = max(filter(None, (entry.approved_on, entry.dated)), default=None)
    return sighting.changed is not None and approved is not None and approved < sighting.changed


def _is_gone(link: Seen, on: date) -> bool:
    return link.outcome is Outcome.GONE and link.checked <= on


def flaw_days(entry: Evidence, good_until: date | None, manual: Manual) -> Iterator[date]:
    """Yield the days on which a flaw can come or go: a page was found gone;
    ten years ahead are no longer too many.
    """
    if (link := manual.link_seen(entry.url)) is not None:
        yield link.checked
    if entry.shelf is not None and entry.shelf in manual.shelves:
        yield manual.shelves[entry.shelf].seen
    for day in (entry.dated, good_until, entry.approved_on):
        if day is not None and day.year - MOST_YEARS_AHEAD >= date.min.year:
            yield _ten_years_before(day)


def _ten_years_before(day: date) -> date:
    """Return the first day on which a day is no longer more than ten years ahead."""
    try:
        return day.replace(year=day.year - MOST_YEARS_AHEAD)
    except ValueError:  # 29 February
        return date(day.year - MOST_YEARS_AHEAD, 3, 1)
