"""One provider over its whole cycle: each date, scope and forecast is what the law's delays make of
it, worked out by hand.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import three_years
from helpers import said
from three_years import (
    AFTER_SURVEILLANCE,
    BEFORE_RENEWAL,
    BEFORE_SURVEILLANCE,
    CERTIFIED,
    CORRECTED,
    DAYS,
    FIRST,
    INITIAL,
    RENEWAL,
    SECOND_YEAR,
    SURVEILLANCE,
    THIRD_YEAR,
)

from preuve.assess.assessment import IndicatorState, assess
from preuve.core.finding import Severity
from preuve.cycle.agenda import agenda
from preuve.cycle.certificate import certificate_cycle
from preuve.cycle.duration import estimate, sites_sampled
from preuve.cycle.forecast import forecast, target
from preuve.cycle.non_conformities import follow, found_since_full_audit, open_minors
from preuve.cycle.scope import Inclusion, scope
from preuve.gate import gate
from preuve.model.audits import AuditType
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.model.audits import Audit
    from preuve.model.organisation import Organisation


def load(root: Path, day: date) -> Manual:
    """Return the manual as it was on a day."""
    three_years.write(root, day)
    return Manual.load(root)


def organisation_on(root: Path, day: date) -> Organisation:
    """Return the provider as it described itself on a day."""
    organisation = load(root, day).organisation
    assert organisation is not None
    return organisation


def audit_of(organisation: Organisation, day: date) -> Audit:
    """Return an audit by its day."""
    return next(audit for audit in organisation.audits if audit.date == day)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_history_is_readable(tmp_path: Path, day: date) -> None:
    """Would catch a history whose files have faults: what it shows would rest on nothing."""
    manual = load(tmp_path, day)
    assert manual.diagnostics == ()
    assert [
        finding.rule
        for finding in gate.check(manual, day).findings
        if finding.severity is Severity.ERROR
    ] == []


def test_the_certificate_sets_the_dates(tmp_path: Path) -> None:
    """Would catch a window counted from the audit instead of the certificate,
    and a renewal later than four months before.
    """
    certificate = organisation_on(tmp_path, SECOND_YEAR).certificate
    assert certificate is not None
    assert certificate_cycle(certificate)[:3] == (
        date(2025, 6, 15),
        date(2026, 2, 15),
        date(2026, 12, 14),
    )


REVIEWED_AT_SURVEILLANCE = {
    1,
    4,
    5,
    6,
    10,
    11,
    17,
    19,
    21,
    22,
    26,
    31,
    32,  # always
    3,
    7,
    16,
    27,  # wherever they apply
    12,  # a minor non-conformity at the initial audit
}
SCOPES = {
    "initial": (FIRST, INITIAL, (), set(three_years.BY_RULE), set()),
    "surveillance": (
        BEFORE_SURVEILLANCE,
        SURVEILLANCE,
        (4, 12),
        REVIEWED_AT_SURVEILLANCE,
        {2, 8, 9, 18, 23, 24, 25, 28, 30},
    ),
    "renewal": (BEFORE_RENEWAL, RENEWAL, (4, 12, 30), {*three_years.BY_RULE, 28}, set()),
}


@pytest.mark.parametrize(
    ("day", "audit", "found", "reviewed", "possible"), SCOPES.values(), ids=SCOPES
)
def test_what_each_audit_looks_at(
    tmp_path: Path,
    day: date,
    audit: date,
    found: tuple[int, ...],
    reviewed: set[int],
    possible: set[int],
) -> None:
    """Would catch an indicator spared that surveillance reviews,
    and the apprentices' ones asked of a provider without any.
    """
    manual = load(tmp_path, day)
    organisation = manual.organisation
    assert organisation is not None
    kept = manual.registers.non_conformities or ()
    assert found_since_full_audit(kept, organisation, audit_of(organisation, audit)) == set(found)
    seen = scope(organisation, audit_of(organisation, audit), found)
    assert {one.number for one in seen.of(Inclusion.REVIEWED)} == reviewed
    assert {one.number for one in seen.of(Inclusion.POSSIBLE)} == possible
    left_out = {one.number for one in seen.of(Inclusion.LEFT_OUT)}
    assert (
        left_out
        == {indicator.number for indicator in seen.edition.indicators} - reviewed - possible
    )
    assert seen.edition.name == ("rnq-2026" if audit == RENEWAL else "rnq-2019")


def test_how_long_and_how_many_sites(tmp_path: Path) -> None:
    """Would catch 480,000 € counted in another bracket, and six sites all visited."""
    organisation = organisation_on(tmp_path, FIRST)
    initial = estimate(organisation, AuditType.INITIAL)
    assert initial is not None
    assert [part.days for part in initial.parts] == [
        1.0,
        0.5,
        0.5,
        1.0,
    ]  # base, training, VAE, two sites
    assert initial.days == 3.0
    assert (
        sites_sampled(6, AuditType.INITIAL) == sites_sampled(6, AuditType.RENEWAL) == 2
    )  # √6 = 2.45
    assert sites_sampled(6, AuditType.SURVEILLANCE) == 1  # six tenths of that: 1.47
    assert estimate(organisation, AuditType.SURVEILLANCE) is None
    assert audit_of(organisation, SURVEILLANCE).days == 1.5


def test_the_states_over_the_years(tmp_path: Path) -> None:
    """Would catch a non-conformity that the manual would not have shown,
    or that still shows once it was fixed.
    """
    partial: dict[date, list[int]] = {FIRST: [4, 12], SECOND_YEAR: [], THIRD_YEAR: []}
    for day, numbers in partial.items():
        assessment = assess(load(tmp_path, day), day)
        assert assessment is not None
        assert [
            indicator.number
            for indicator in assessment.indicators
            if indicator.state is IndicatorState.PARTIAL
        ] == numbers
        assert assessment.counts()[IndicatorState.MISSING] == 0


# The manual as it was on a day, asked about a day → what each non-conformity is then, how it
# counts, by when it is to be corrected and, for a major one, verified. Six months for a minor one,
# three and one for a major one, from its audit.
NON_CONFORMITIES: dict[str, tuple[date, date, dict[str, tuple[str, str, str, str | None]]]] = {
    "before the first audit": (FIRST, FIRST, {}),
    "certified": (
        CERTIFIED,
        CERTIFIED,
        {
            "NC-2024-01": ("verified", "major", "2024-06-12", "2024-07-12"),
            "NC-2024-02": ("open", "minor", "2024-09-12", None),
        },
    ),
    "the last day of six months": (
        CERTIFIED,
        date(2024, 9, 12),
        {
            "NC-2024-01": ("verified", "major", "2024-06-12", "2024-07-12"),
            "NC-2024-02": ("open", "minor", "2024-09-12", None),
        },
    ),
    "had nothing been done, the day after": (
        CERTIFIED,
        date(2024, 9, 13),
        {
            "NC-2024-01": ("verified", "major", "2024-06-12", "2024-07-12"),
            "NC-2024-02": ("late", "minor", "2024-09-12", None),
        },
    ),
    "had nothing been done, at surveillance": (
        CERTIFIED,
        SURVEILLANCE,
        {
            "NC-2024-01": ("verified", "major", "2024-06-12", "2024-07-12"),
            "NC-2024-02": ("late", "major", "2026-01-07", "2026-02-07"),
        },
    ),
    "corrected": (
        CORRECTED,
        CORRECTED,
        {
            "NC-2024-01": ("verified", "major", "2024-06-12", "2024-07-12"),
            "NC-2024-02": ("corrected", "minor", "2024-09-12", None),
        },
    ),
    "after surveillance": (
        AFTER_SURVEILLANCE,
        AFTER_SURVEILLANCE,
        {
            "NC-2025-01": ("open", "minor", "2026-04-07", None),
            "NC-2025-02": ("open", "minor", "2026-04-07", None),
            "NC-2024-01": ("verified", "major", "2024-06-12", "2024-07-12"),
            "NC-2024-02": ("verified", "minor", "2024-09-12", None),
        },
    ),
    "before renewal": (
        BEFORE_RENEWAL,
        BEFORE_RENEWAL,
        {
            "NC-2025-01": ("late", "minor", "2026-04-07", None),
            "NC-2025-02": ("corrected", "minor", "2026-04-07", None),
            "NC-2024-01": ("verified", "major", "2024-06-12", "2024-07-12"),
            "NC-2024-02": ("verified", "minor", "2024-09-12", None),
        },
    ),
    "at renewal": (
        BEFORE_RENEWAL,
        RENEWAL,
        {
            "NC-2025-01": ("late", "major", "2027-03-01", "2027-04-01"),
            "NC-2025-02": ("corrected", "minor", "2026-04-07", None),
            "NC-2024-01": ("verified", "major", "2024-06-12", "2024-07-12"),
            "NC-2024-02": ("verified", "minor", "2024-09-12", None),
        },
    ),
}


@pytest.mark.parametrize(
    ("written", "asked", "expected"), NON_CONFORMITIES.values(), ids=NON_CONFORMITIES
)
def test_the_non_conformities_over_the_years(
    tmp_path: Path,
    written: date,
    asked: date,
    expected: dict[str, tuple[str, str, str, str | None]],
) -> None:
    """Would catch a delay of another length or from another day,
    and a minor one that stays minor although still open.
    """
    assessment = assess(load(tmp_path, written), asked)
    assert assessment is not None
    found = {
        one.non_conformity.id: (
            one.standing.value,
            one.grade.value,
            str(one.correct_by),
            one.verify_by and str(one.verify_by),
        )
        for one in follow(assessment)
    }
    assert found == expected


def test_what_came_back_and_what_is_open(tmp_path: Path) -> None:
    """Would catch a non-conformity that was seen before and passes for new,
    and a minor one left out of the count.
    """
    assessment = assess(load(tmp_path, AFTER_SURVEILLANCE), AFTER_SURVEILLANCE)
    assert assessment is not None
    followed = {one.non_conformity.id: one for one in follow(assessment)}
    again = followed["NC-2025-01"]
    assert again.before is followed["NC-2024-02"].non_conformity
    assert again.times_before == 1
    assert [name for name, one in followed.items() if one.before is not None] == ["NC-2025-01"]
    assert {minor.non_conformity.id for minor in open_minors(followed.values())} == {
        "NC-2025-01",
        "NC-2025-02",
    }
    assert again.check_at is not None
    assert again.check_at.date == RENEWAL


OVERDUE = {
    "an action of the team's own": (
        THIRD_YEAR,
        THIRD_YEAR,
        "NC-2025-01: “Give the register a deputy” was due on 31 January 2026.",
    ),
    "six months": (
        BEFORE_RENEWAL,
        BEFORE_RENEWAL,
        "NC-2025-01, minor, was to be corrected by 7 April 2026: 6 months.",
    ),
    "still open at the next audit": (
        BEFORE_RENEWAL,
        RENEWAL,
        (
            "NC-2025-01, minor, was still open at the audit of 1 December 2026: "
            "it counts as major, to be corrected by 1 March 2027. The certificate can be suspended."
        ),
    ),
}


@pytest.mark.parametrize(("written", "asked", "told"), OVERDUE.values(), ids=OVERDUE)
def test_what_is_late_is_told_once(tmp_path: Path, written: date, asked: date, told: str) -> None:
    """Would catch a correction that is late without a word,
    or told for its action and for its delay at once.
    """
    findings = gate.check(load(tmp_path, written), asked).findings
    late = [said(finding.message) for finding in findings if finding.rule == "correction-overdue"]
    assert [text.replace("\xa0", " ") for text in late] == [f"Indicator 12: {told}"]


def test_the_forecast_of_the_audit_and_of_the_window(tmp_path: Path) -> None:
    """Would catch records of January 2025 that are forecast to serve beyond the January after."""
    manual = load(tmp_path, BEFORE_SURVEILLANCE)
    assert manual.organisation is not None
    assert target(manual.organisation, BEFORE_SURVEILLANCE) == (SURVEILLANCE, SURVEILLANCE)
    at_audit = forecast(manual, BEFORE_SURVEILLANCE, SURVEILLANCE)
    assert at_audit is not None
    assert at_audit.counts(SURVEILLANCE)[IndicatorState.COVERED] == 27
    assert at_audit.renewals == ()

    window_ends = date(2026, 2, 15)
    over_window = forecast(manual, BEFORE_SURVEILLANCE, window_ends)
    assert over_window is not None
    assert over_window.counts(date(2026, 1, 20))[IndicatorState.COVERED] == 27
    # All but indicator 28, whose record is of 3 February 2025, fall on the 21st of January; it on
    # the 4th of February.
    assert over_window.counts(date(2026, 1, 21))[IndicatorState.PARTIAL] == 26
    assert over_window.counts(window_ends)[IndicatorState.PARTIAL] == 27
    assert {renewal.by for renewal in over_window.renewals} == {date(2026, 1, 20), date(2026, 2, 3)}
    assert {one.start for one in over_window.renewals} == {date(2025, 12, 21), date(2026, 1, 4)}
    assert sorted(number for one in over_window.renewals for number in one.costs) == list(
        three_years.applying(window_ends)
    )


def test_without_a_planned_audit_the_window_is_looked_forward_to(tmp_path: Path) -> None:
    """Would catch a forecast of nothing for whoever has not agreed on a day yet,
    and a window that is over.
    """
    organisation = organisation_on(tmp_path, SECOND_YEAR)._replace(audits=())
    assert target(organisation, SECOND_YEAR) == (date(2025, 6, 15), date(2026, 2, 15))
    assert target(organisation, date(2025, 9, 1)) == (date(2025, 9, 1), date(2026, 2, 15))
    assert target(organisation, date(2026, 2, 16)) is None
    assert target(organisation._replace(certificate=None), SECOND_YEAR) is None


def test_the_agenda(tmp_path: Path) -> None:
    """Would catch a deadline that is on no calendar, or on the day before or after its own."""
    assessment = assess(load(tmp_path, BEFORE_SURVEILLANCE), BEFORE_SURVEILLANCE)
    assert assessment is not None
    found = {one.key: (one.first, one.last) for one in agenda(assessment)}
    assert found["audit-initial-1"] == (INITIAL, INITIAL)
    assert found["audit-surveillance-1"] == (
        SURVEILLANCE,
        SURVEILLANCE + timedelta(days=1),
    )  # a day and a half
    assert found["surveillance-window"] == (date(2025, 6, 15), date(2026, 2, 15))
    assert found["renewal"][0] == date(2026, 12, 14)
    assert found["certificate"][0] == date(2027, 4, 14)
    assert found["proof-EV-1-I"][0] == date(2026, 1, 20)
    assert "proof-EV-1" not in found  # a procedure that does not age
    assert len([key for key in found if key.startswith("proof-")]) == 27


def test_the_forecast_is_the_check_of_that_day(tmp_path: Path) -> None:
    """Would catch a forecast that is a second opinion:
    over three years, week by week, it is the assessment of that day.
    """
    manual = load(tmp_path, three_years.CORRECTED)
    day, last = three_years.CORRECTED, date(2027, 4, 14)
    found = forecast(manual, day, last)
    assert found is not None
    while day <= last:
        assessment = assess(manual, day)
        assert assessment is not None
        states = {indicator.number: indicator.state for indicator in assessment.indicators}
        assert {
            outlook.indicator.number: outlook.on(day)
            for outlook in found.outlooks
            if outlook.on(day) is not None
        } == states
        day += timedelta(days=7)
