"""A draw of sessions by lot, for rehearsal: each category once, the same on every machine and under
every Python.

The auditor picks the sessions and names them at the opening meeting; every category is among them.
Here a number decides: sessions are put in the order of the SHA-256 of "SEED ID" (the number as it
is written, a space, the session's id, in UTF-8), and the first of each category is taken. Anybody
can do the draw again, by hand even: no random generator is used, since Python's may change from one
version to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.digest import digest_of
from preuve.model.sessions import Phase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from preuve.model.sessions import Session
    from preuve.model.standard import Category


class Draw(NamedTuple):
    """What was drawn."""

    sessions: tuple[Session, ...]
    sites: tuple[str, ...]
    """The sites drawn, where that was asked for."""
    uncovered: tuple[Category, ...]
    """The provider's categories of which no session has begun."""


def sort_key(seed: int, name: str) -> str:
    """Return what decides the order of a draw."""
    return digest_of(f"{seed} {name}".encode())


def draw(
    sessions: Iterable[Session],
    categories: Iterable[Category],
    seed: int,
    count: int = 0,
    sites: int = 0,
) -> Draw:
    """Draw sessions: one of each category, then more until there are `count`.

    Args:
        sessions: those that may be drawn.
        categories: the provider's, each to be covered.
        seed: any whole number.
        count: how many sessions; fewer than there are categories means one of each.
        sites: how many sites are drawn first, from those that sessions name; 0 does not look at
            sites. Sessions are then drawn from these sites, and from another where a category would
            be left out.

    """
    ordered = sorted(sessions, key=lambda session: (sort_key(seed, session.id), session.id))
    named = {session.site for session in ordered if session.site is not None}
    drawn_sites = tuple(sorted(named, key=lambda site: sort_key(seed, site))[:sites])
    if drawn_sites:
        ordered.sort(key=lambda one: one.site not in drawn_sites)
    wanted = tuple(dict.fromkeys(categories))
    first = {
        category: next((session for session in ordered if session.category == category), None)
        for category in wanted
    }
    covering = [session for session in first.values() if session is not None]
    rest = [
        session
        for session in ordered
        if session not in covering and (not drawn_sites or session.site in drawn_sites)
    ]
    drawn = covering + rest[: max(count - len(covering), 0)]
    return Draw(
        tuple(drawn),
        drawn_sites,
        tuple(category for category, session in first.items() if session is None),
    )


def eligible(sessions: Iterable[Session], on: date, since: date | None) -> tuple[Session, ...]:
    """Return the sessions that have begun by a day and were not over before another: what an
    auditor can look into.

    Args:
        sessions: of the manual.
        on: the day of the sample.
        since: the day of the last audit, before which nothing is looked at again; None where there
            was none.

    """
    return tuple(
        session
        for session in sessions
        if session.phase(on) is not Phase.PLANNED and (since is None or session.ends >= since)
    )
