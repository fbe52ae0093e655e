"""A draw by lot: the same everywhere, each category once, nothing that has not begun."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from helpers import preuve_here
from hypothesis import given
from hypothesis import strategies as st
from manuals import EXAMPLE, ORGANISATION

from preuve.cycle.sampling import draw, eligible, sort_key
from preuve.model.manual import Manual
from preuve.model.sessions import Session
from preuve.model.standard import Category
from preuve.reading import MapNode, Origin

if TYPE_CHECKING:
    from manuals import ManualFolder

_ORIGIN = Origin("sessions.yaml", MapNode({}, {}, 1, 1))


def session(
    name: str, category: Category = Category.TRAINING, site: str | None = None, day: int = 1
) -> Session:
    """Return a session of May 2026."""
    return Session(
        name, "T", category, date(2026, 5, day), date(2026, 5, day), 7, _ORIGIN, site=site
    )


TEN = [
    session(f"A{number}", list(Category)[number % 4], f"site {number % 3}") for number in range(10)
]


def test_what_a_number_draws_never_changes() -> None:
    """Would catch another way of drawing: a draw that was announced could not be done again."""
    assert sort_key(7, "2026-A12") == sha256(b"7 2026-A12").hexdigest()
    drawn = {
        seed: [one.id for one in draw(TEN, Category, seed).sessions] for seed in (1, 7, -3, 10**30)
    }
    assert drawn == {
        1: ["A8", "A9", "A6", "A3"],
        7: ["A8", "A5", "A2", "A3"],
        -3: ["A4", "A1", "A2", "A7"],
        10**30: ["A0", "A1", "A2", "A7"],
    }


@given(st.integers(), st.integers(0, 12), st.integers(0, 4), st.permutations(TEN))
def test_draws(seed: int, count: int, sites: int, sessions: list[Session]) -> None:
    """Would catch a category left out, a session drawn twice,
    a draw that depends on the order of the file.
    """
    drawn = draw(sessions, Category, seed, count, sites)
    assert drawn == draw(TEN, Category, seed, count, sites)
    assert {one.category for one in drawn.sessions} == set(Category)
    assert len({one.id for one in drawn.sessions}) == len(drawn.sessions)
    assert len(drawn.sites) == min(sites, 3)
    if not sites:
        assert len(drawn.sessions) == min(max(count, 4), 10)
    for one in drawn.sessions:
        if sites and one.site not in drawn.sites:
            assert all(
                other.site not in drawn.sites for other in TEN if other.category == one.category
            )


def test_every_session_can_be_drawn() -> None:
    """Would catch a draw that some sessions are safe from."""
    seen = {one.id for seed in range(100) for one in draw(TEN, Category, seed).sessions}
    assert seen == {one.id for one in TEN}


def test_a_category_without_a_session_is_said() -> None:
    """Would catch a rehearsal that passes over a category without a word."""
    drawn = draw([session("A1")], [Category.VAE, Category.TRAINING], 7)
    assert drawn.uncovered == (Category.VAE,)
    assert [one.id for one in drawn.sessions] == ["A1"]


def test_what_can_be_drawn() -> None:
    """Would catch a session that has not begun, or one that the last audit could see already."""
    sessions = [session("A1", day=1), session("A2", day=2), session("A3", day=3)]
    assert [one.id for one in eligible(sessions, date(2026, 5, 2), None)] == ["A1", "A2"]
    assert [one.id for one in eligible(sessions, date(2026, 5, 2), date(2026, 5, 2))] == ["A2"]
    organisation = Manual.load(EXAMPLE).organisation
    assert organisation is not None
    last = organisation.last_audit(date(2026, 9, 30))
    assert last is not None
    assert last.date == date(2025, 3, 18)
    assert organisation.last_audit(date(2025, 3, 18)) is None


def test_the_example_draws_both_categories() -> None:
    """Would catch a command that draws otherwise than the module,
    or tells less to programs than to people.
    """
    text = preuve_here("draw", EXAMPLE, "--seed", "7")
    assert (text.returncode, text.stderr) == (0, b"")
    read = json.loads(preuve_here("draw", EXAMPLE, "--seed", "7", "--format", "json").stdout)
    assert (read["schema"], read["seed"], read["as_of"], read["since"]) == (
        1,
        7,
        "2026-09-30",
        "2025-03-18",
    )
    assert [one["category"] for one in read["sessions"]] == ["training", "skills_assessment"]
    for one in read["sessions"]:
        assert one["id"] in text.stdout.decode()
    more = json.loads(
        preuve_here("draw", EXAMPLE, "--seed", "7", "--sessions", "5", "--format", "json").stdout
    )["sessions"]
    assert more[:2] == read["sessions"]
    assert len(more) == 5


def test_a_draw_of_another_day(folder: ManualFolder) -> None:
    """Would catch a draw that looks at the clock, and one from nothing that says nothing."""
    earlier = preuve_here("draw", EXAMPLE, "--seed", "7", "--as-of", "2026-03-11").stdout.decode()
    assert "No session has begun of: training, skills assessment." in earlier
    folder.write("organisation.yaml", ORGANISATION)
    folder.index()
    done = preuve_here("draw", folder.root, "--seed", "7")
    assert done.returncode == 2
    assert b"There is nothing to draw from" in done.stderr
    assert preuve_here("draw", folder.root).returncode == 2
    assert preuve_here("draw", folder.root, "--seed", "seven").returncode == 2
