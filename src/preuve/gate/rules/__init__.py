"""The rules that look at an assessment: small generators, one idea each, `(assessment) ->
Diagnostic…`.

A generator neither prints nor decides how much its finding weighs: the rulebook, the team's
severities and waivers do (see `gate.py`). Its place is where the fixing is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from preuve.gate.rules import (
    certificate,
    clauses,
    coverage,
    crosswalk,
    cycle,
    decisions,
    declarations,
    evidence,
    pages,
    publication,
    references,
    rehearsal,
)
from preuve.model.site_settings import config_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preuve.assess.assessment import Assessment
    from preuve.core.finding import Diagnostic
    from preuve.model.manual import Manual

    Look: TypeAlias = Callable[[Assessment], Iterator[Diagnostic]]


def rules_for(manual: Manual) -> tuple[Look, ...]:
    """Return the rules that have something to look at.
    Those of registers and sessions find nothing where none are kept.
    """
    return (
        *references.ALL,
        *evidence.ALL,
        *coverage.ALL,
        *clauses.ALL,
        *pages.ALL,
        *decisions.ALL,
        *certificate.ALL,
        *cycle.ALL,
        *declarations.ALL,
        *(_of_registers() if manual.registers.kept else ()),
        *(_of_sessions() if manual.sessions is not None else ()),
        *(_of_both() if manual.registers.kept and manual.sessions is not None else ()),
        *(_of_sites() if _has_parts(manual) else ()),
        *(_of_shelves() if _has_shelves(manual) else ()),
        *crosswalk.ALL,
        *rehearsal.ALL,
        *publication.ALL,
        *(_of_the_site() if config_file(manual.root) is not None else ()),
    )


# A manual without registers or sessions does not pay for their rules: to load them takes a tenth of
# its check.


def _of_registers() -> tuple[Look, ...]:
    from preuve.gate.rules import described, non_conformities, register_references, registers  # noqa: PLC0415 - see above

    return (*non_conformities.ALL, *register_references.ALL, *registers.ALL, *described.ALL)


def _of_both() -> tuple[Look, ...]:
    from preuve.gate.rules import register_sessions  # noqa: PLC0415 - see above

    return register_sessions.ALL


def _has_parts(manual: Manual) -> bool:
    """Return whether sites have names, or there are several categories."""
    organisation, index = manual.organisation, manual.evidence_index
    return organisation is not None and bool(
        organisation.sites.named or (len(organisation.categories) > 1 and index)
    )


def _of_sites() -> tuple[Look, ...]:
    from preuve.gate.rules import sites  # noqa: PLC0415 - see above

    return sites.ALL


def _has_shelves(manual: Manual) -> bool:
    index = manual.evidence_index
    return index is not None and any(entry.shelf is not None for entry in index.evidence)


def _of_shelves() -> tuple[Look, ...]:
    from preuve.gate.rules import shelves  # noqa: PLC0415 - see above

    return shelves.ALL


def _of_the_site() -> tuple[Look, ...]:
    from preuve.gate.rules import site  # noqa: PLC0415 - see above

    return site.ALL


def _of_sessions() -> tuple[Look, ...]:
    from preuve.gate.rules import sessions  # noqa: PLC0415 - see above

    return sessions.ALL
