"""The rules that look at an assessment: small generators, one idea each, `(assessment) -> Fault…`.

A generator neither prints nor decides how much its finding weighs: the rulebook, the team's severities and
waivers do (see `gate.py`). Its place is where the mending is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.rules import (
    coverage,
    cycle,
    decisions,
    kept,
    non_conformities,
    pages,
    publication,
    references,
    register_references,
    registers,
    sessions,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preuve.assessment import Assessment
    from preuve.finding import Fault

ALL: tuple[Callable[[Assessment], Iterator[Fault]], ...] = (
    *references.ALL,
    *coverage.ALL,
    *pages.ALL,
    *decisions.ALL,
    *cycle.ALL,
    *non_conformities.ALL,
    *register_references.ALL,
    *registers.ALL,
    *sessions.ALL,
    *kept.ALL,
    *publication.ALL,
)
