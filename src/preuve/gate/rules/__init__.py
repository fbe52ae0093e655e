"""The rules that look at an assessment: small generators, one idea each, `(assessment) ->
Diagnostic…`.

A generator neither prints nor decides how much its finding weighs: the rulebook, the team's
severities and waivers do (see `gate.py`). Its place is where the fixing is done.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from preuve.model.site_settings import config_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from preuve.assess.assessment import Assessment
    from preuve.core.finding import Diagnostic
    from preuve.model.manual import Manual

    Look: TypeAlias = Callable[[Assessment], Iterator[Diagnostic]]


def rules_for(manual: Manual) -> tuple[Look, ...]:
    """Return the rules that have something to look at."""
    rules: list[Look] = []
    for files, wanted in _FILES.items():
        for file in files if wanted(manual) else ():
            rules += import_module(f"{__name__}.{file}").ALL
    return tuple(rules)


def _has_parts(manual: Manual) -> bool:
    """Return whether sites have names, or there are several categories."""
    organisation, index = manual.organisation, manual.evidence_index
    return organisation is not None and bool(
        organisation.sites.named or (len(organisation.categories) > 1 and index)
    )


def _has_shelves(manual: Manual) -> bool:
    index = manual.evidence_index
    return index is not None and any(entry.shelf is not None for entry in index.evidence)


_FILES: dict[tuple[str, ...], Callable[[Manual], bool]] = {
    (
        "references",
        "evidence",
        "coverage",
        "clauses",
        "pages",
        "decisions",
        "certificate",
        "cycle",
        "declarations",
    ): lambda _manual: True,
    ("non_conformities", "register_references", "registers", "described"): lambda manual: bool(
        manual.registers.kept
    ),
    ("sessions",): lambda manual: manual.sessions is not None,
    ("register_sessions",): lambda manual: (
        bool(manual.registers.kept) and manual.sessions is not None
    ),
    ("sites",): _has_parts,
    ("shelves",): _has_shelves,
    ("crosswalk", "rehearsal", "publication"): lambda _manual: True,
    ("site",): lambda manual: config_file(manual.root) is not None,
}
"""The files of rules, and whether a manual has what they look at: one without registers or sessions
does not pay for their rules, which to load takes a tenth of its check.
"""
