"""Conditions that have a first day: before it nothing rests on them, from it on everything does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from helpers import organisation, said
from manuals import ORGANISATION, entry

from preuve.assess.assessment import assess, assess_each
from preuve.cycle.forecast import turning_days
from preuve.cycle.scope import scope
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from manuals import ManualFolder

_PROVIDER = """\
categories: [training]
conditions: {since: {subcontracting: 2026-09-01}}
certificate: {obtained: 2025-04-10, expires: 2028-04-09}
audits:
  - {type: initial, date: 2025-03-18}
  - {type: surveillance, date: 2026-12-15}
"""


def test_an_indicator_applies_from_the_first_day(folder: ManualFolder) -> None:
    """Would catch an indicator that is asked for before its condition holds, or not from that very
    day on, and a forecast that passes over the day.
    """
    text = ORGANISATION.replace(
        "conditions: {", "conditions: {since: {subcontracting: 2026-09-01}, "
    )
    folder.write("organisation.yaml", text)
    folder.index(entry(1))
    manual = Manual.load(folder.root)
    assert manual.diagnostics == ()
    days = [date(2026, 8, 31), date(2026, 9, 1), date(2026, 8, 31)]
    applies = []
    for assessment in assess_each(manual, days):
        indicator = assessment.indicator(27)
        assert indicator is not None
        applies.append(indicator.applicability.applies)
    assert applies == [False, True, False]
    assert date(2026, 9, 1) in turning_days(manual, days[0], date(2026, 12, 31))


def test_a_clause_applies_from_the_first_day(folder: ManualFolder) -> None:
    """Would catch a fact of clauses whose beginning is passed over: what begins later is no open
    question.
    """
    text = ORGANISATION.replace("cpf: false", "since: {cpf: 2026-09-15}")
    folder.write(
        "organisation.yaml", text.replace("conditions: {", "conditions: {subcontracting: true, ")
    )
    folder.index(entry(27))
    manual = Manual.load(folder.root)
    for day, state in ((date(2026, 9, 14), "not_applicable"), (date(2026, 9, 15), "partial")):
        assessment = assess(manual, day)
        assert assessment is not None
        indicator = assessment.indicator(27)
        assert indicator is not None
        assert [part.state for part in indicator.clauses if part.clause.id == "certificate"] == [
            state
        ]


def test_audits_see_what_held_on_their_day() -> None:
    """Would catch a past audit told to have reviewed what began later, and its first review called a
    rule.
    """
    provider = organisation(_PROVIDER)
    initial, surveillance = provider.audits
    past = {indicator.number: indicator for indicator in scope(provider, initial).indicators}
    assert past[27].look == "left_out"
    coming = {one.number: one for one in scope(provider, surveillance).indicators}
    assert coming[27].look == "reviewed"  # surveillance reviews it wherever it applies
    other = organisation(_PROVIDER.replace("subcontracting", "workplace_training"))
    possible = {one.number: one for one in scope(other, other.audits[1]).indicators}[28]
    assert possible.look == "possible"
    assert "since its condition holds from 1\u00a0September\u00a02026" in said(possible.why[0])


def test_what_is_denied_has_no_first_day(folder: ManualFolder) -> None:
    """Would catch a manual that says two things of one condition without a finding."""
    folder.whole(
        organisation=ORGANISATION.replace(
            "conditions: {",
            "conditions: {subcontracting: false, since: {subcontracting: 2026-09-01}, ",
        )
    )
    assert "contradictory-condition" in str(folder.findings())


def test_a_session_at_a_distance_answers_the_question(folder: ManualFolder) -> None:
    """Would catch a question about distance that a session has answered; that none is held so says
    nothing.
    """
    folder.write("organisation.yaml", ORGANISATION.replace("distance: false, ", ""))
    folder.index(entry(9))
    session = "  - {id: S-1, title: A, category: training, headcount: 5, starts: 2026-03-02, ends: 2026-03-03"
    states = []
    for more in ("", ", distance: false", ", distance: true"):
        folder.write("sessions.yaml", f"sessions:\n{session}{more}}}\n")
        assessment = assess(Manual.load(folder.root), date(2026, 9, 30))
        assert assessment is not None
        indicator = assessment.indicator(9)
        assert indicator is not None
        states += [
            clause.state
            for clause in indicator.clauses
            if clause.clause.id == "distance-information"
        ]
    assert states == ["unknown", "unknown", "partial"]
