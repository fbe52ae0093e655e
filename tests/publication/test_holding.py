"""Until when each state holds: the day that a page carries,
and which days the public is not told.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from manuals import CFA, DAY, EXAMPLE, ManualFolder, entry, naming, verdict

from preuve.assess.assessment import assess_each
from preuve.model.evidence import Access
from preuve.model.organisation import Audience
from preuve.publication.audience import shown_state
from preuve.publication.holding import earliest, holds_until

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("root", [EXAMPLE, CFA], ids=["example", "cfa"])
@pytest.mark.parametrize("audience", [Audience.AUDITOR, Audience.INTERNAL])
def test_each_state_holds_until_its_day_and_no_longer(root: Path, audience: Audience) -> None:
    """Would catch a state marked as run out while it holds, or one that goes on after its day;
    compared day by day.
    """
    whole = verdict(root)
    days = holds_until(whole, audience)
    first: dict[str, object] = {}
    moved: dict[str, date] = {}
    for assessment in assess_each(
        whole.manual, [whole.on + timedelta(number) for number in range(367)]
    ):
        states: dict[str, object] = {
            str(one.number): shown_state(one.state, audience) for one in assessment.indicators
        }
        states |= {
            clause.clause.name: clause.state
            for one in assessment.indicators
            for clause in one.clauses
        }
        first = first or states
        for name, state in first.items():
            if states.get(name) is not state:
                moved.setdefault(name, assessment.on - timedelta(days=1))
    assert days == moved
    assert len(days) > 5
    assert earliest(days, ["1", "no such"]) == days.get("1")
    assert earliest(days, list(days)) == min(days.values())


def _proof(stage: str, access: str, until: str | None = None) -> str:
    return entry(
        1, id=f"EV-{stage[0]}-{access}", stage=stage, access=access, valid_until=until, **naming(1)
    )


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        (
            [_proof("formalised", "public", "2026-11-30"), _proof("implemented", "public")],
            date(2026, 11, 30),
        ),
        ([_proof("formalised", "auditor", "2026-11-30"), _proof("implemented", "public")], None),
        (
            [
                _proof("formalised", "on_request", "2026-11-30"),
                _proof("implemented", "public", "2026-12-31"),
            ],
            None,
        ),
        # Both run out on one day: the day of the public one is known, and what the other does is
        # not to be told by it.
        (
            [
                _proof("formalised", "auditor", "2026-11-30"),
                _proof("implemented", "public", "2026-11-30"),
            ],
            None,
        ),
        # A hidden proof outlives the public one: the state holds, and nobody is told that it would
        # not.
        (
            [
                _proof("formalised", "public", "2026-11-30"),
                _proof("formalised", "auditor"),
                _proof("implemented", "public"),
            ],
            None,
        ),
    ],
)
def test_no_day_betrays_a_hidden_proof(
    folder: ManualFolder, entries: list[str], told: date | None
) -> None:
    """Would catch the public told, by the day of a state,
    on which day a proof runs out that it may not know of.
    """
    folder.whole()
    text = (folder.root / "evidence_index.yaml").read_text(encoding="utf-8")
    kept = [
        part
        for part in text.removeprefix("evidence:\n").split("  - id: ")
        if part and not part.startswith(("EV-1\n", "EV-1-I\n"))
    ]
    folder.index(*entries, *(f"  - id: {part}" for part in kept))
    whole = folder.check()
    assert whole.on == DAY
    assert holds_until(whole, Audience.PUBLIC).get("1") == told
    index = whole.manual.evidence_index
    public = {
        one.valid_until for one in (index.evidence if index else ()) if one.access is Access.PUBLIC
    }
    assert set(holds_until(whole, Audience.PUBLIC).values()) <= public
