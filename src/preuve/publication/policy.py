"""Who may see what: a table for each kind of thing. Everything that shows, copies, packs or looks
for leaks asks it. Pure.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from preuve.cycle.agenda import AgendaKind
from preuve.model.evidence import Access
from preuve.model.organisation import Audience
from preuve.publication.folding import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from preuve.model.evidence import Evidence


class Thing(StrEnum):
    """What a site, a pack or a print can show, as far as it matters for whom it is."""

    MANUAL = "manual"
    """Home, presentation, applicability, criteria, indicators, register, certificate:
    what we do.
    """
    RESULTS = "results"
    """Published results, of five people or more."""
    AUDIT = "audit"
    """Sessions, registers, audits, what changed since, editions, reuse, the calendar with the days
    that certificate and audits set: what an auditor asks for.
    """
    INTERNAL = "internal"
    """Editing, rules, rehearsals, crosswalks, quotes, forecast, what is to be renewed, what needs
    attention, findings, names of files and commands.
    """
    EVERY_PROOF = "every_proof"
    """Every proof is named: only then may its kin be counted, and who answers be told from it."""
    COMMITS = "commits"
    """Commits' hashes and, where they name nobody, their subjects."""
    DRAFT = "draft"
    """A site, a print or a pack that was made although the gate is closed."""


_TEAMS_PAGES = listed("editing rules rehearsal crosswalks quotes forecast people people/")
_AUDITORS_PAGES = listed(
    "sessions registers/ audits calendar changes editions reuse sites sessions/ audits/"
)
_ALL = frozenset(Audience)
_AUDITORS = frozenset({Audience.AUDITOR, Audience.INTERNAL})
_TEAM = frozenset({Audience.INTERNAL})

READERS: Mapping[Thing, frozenset[Audience]] = {
    Thing.MANUAL: _ALL,
    Thing.RESULTS: _ALL,
    Thing.AUDIT: _AUDITORS,
    Thing.INTERNAL: _TEAM,
    Thing.EVERY_PROOF: _AUDITORS,
    Thing.COMMITS: _AUDITORS,
    Thing.DRAFT: _AUDITORS,
}

DAYS: Mapping[AgendaKind, Thing] = {
    AgendaKind.AUDIT: Thing.AUDIT,
    AgendaKind.WINDOW: Thing.AUDIT,
    AgendaKind.DEADLINE: Thing.AUDIT,
    AgendaKind.CORRECTION: Thing.AUDIT,
    AgendaKind.ACTION: Thing.INTERNAL,
    AgendaKind.PROOF: Thing.INTERNAL,
    AgendaKind.REVIEW: Thing.INTERNAL,
    AgendaKind.WAIVER: Thing.INTERNAL,
}
"""What each kind of day in the calendar shows: the auditor is told those that certificate and
audits set; what the team still has to do is its own.
"""

PAGES: Mapping[str, Thing] = {
    **{f"docs/{name}": Thing.INTERNAL for name in _TEAMS_PAGES},
    **{f"docs/{name}": Thing.AUDIT for name in _AUDITORS_PAGES},
}
"""What the pages that a manual is given show, by their names without ending, or a folder of them:
it holds where they do not say for whom they are.
"""

COPIED_ACCESS: Mapping[Audience, frozenset[Access]] = {
    Audience.INTERNAL: frozenset(
        Access
    ),  # all that lie in the repository, which the team has anyway
    Audience.AUDITOR: frozenset({Access.PUBLIC, Access.AUDITOR}),
    Audience.PUBLIC: frozenset({Access.PUBLIC}),
}
"""Whose files are copied into a site for whom.
What is shown on request is copied for nobody else than the team …
"""
PACKED: Mapping[Audience, frozenset[Access]] = {
    audience: access - {Access.ON_REQUEST} for audience, access in COPIED_ACCESS.items()
}
"""… and into no pack: that is made to be sent."""

SHELF_PATHS: Mapping[Audience, frozenset[Access]] = {
    Audience.INTERNAL: frozenset(Access),
    Audience.AUDITOR: frozenset({Access.PUBLIC, Access.AUDITOR}),
    Audience.PUBLIC: frozenset(),
}
"""Whose path on a shelf is told to whom: paths hold people's names. Who is not told the path of a
proof is told its shelf; everybody, nothing of either.
"""

NAMES: Mapping[str, Audience] = {
    "text": Audience.PUBLIC,
    "name": Audience.AUDITOR,
    "github": Audience.INTERNAL,
}
"""The widest audience that sees each part of a person; for the first two, `names_for` decides.

A title is a function, and for everybody.
"""

WIDENING = (Audience.INTERNAL, Audience.AUDITOR, Audience.PUBLIC)
"""Each sees no more than the one before it."""
NARROWEST = WIDENING[0]
"""For whom a thing is that says so in no way that can be read."""


def may(audience: Audience, thing: Thing) -> bool:
    """Return whether an audience may see a thing."""
    return audience in READERS[thing]


def sees_all(audience: Audience) -> bool:
    """Return whether nothing is kept from an audience: then nothing is taken out or looked for."""
    return all(audience in readers for readers in READERS.values())


def narrowest(things: Iterable[Thing]) -> Thing:
    """Return the thing that the fewest may see; without any, what everybody may see."""
    return min(things, key=lambda thing: len(READERS[thing]), default=Thing.MANUAL)


def within(audience: Audience, widest: Audience) -> bool:
    """Return whether what is for an audience, and all who see more, is for this one."""
    return WIDENING.index(audience) <= WIDENING.index(widest)


def may_see(entry: Evidence, audience: Audience) -> bool:
    """Return whether an entry is named at all to an audience."""
    return may(audience, Thing.EVERY_PROOF) or entry.access is Access.PUBLIC
