"""What a line of the ten registers shows, and since when, worked out a second time for the oracle:
from their description. Nothing here knows Preuve.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from oracle_registers import on

if TYPE_CHECKING:
    from collections.abc import Callable

Line = dict[str, Any]


def _any(_line: Line) -> bool:
    return True


_WORKED = {
    "contributors": ("since", "checked_on", "trained_on"),
    "subcontractors": ("contract", "clause_since", "reviewed_on"),
    "results": ("to", "published_on"),
    "feedback": ("asked_on", "shared_on"),
    "reports": ("reviewed_on",),
    "distance": ("checked_on",),
    "disability_network": ("last_contact",),
    "authorisations": ("checked_on",),
    "drop_outs": ("noticed_on",),
    "meetings": ("date",),
}
_PROVES: dict[str, dict[str, Callable[[Line], Any]]] = {
    "contributors": {
        "21.defined": _any,
        "21.verified": lambda line: "checked_on" in line,
        "22": lambda line: "trained_on" in line,
        "17.people": _any,
    },
    "subcontractors": {
        "27": _any,
        "27.traceability": lambda line: "clause_since" in line,
        "27.certificate": lambda line: "certified_until" in line or "exempt" in line,
        "21.verified": lambda line: "chosen_how" in line,
    },
    "results": {
        "2": _any,
        "2.method": lambda line: "method" in line or "source" in line,
        "2.apprenticeship-results": lambda line: line["measure"] in {"award", "employment"},
        "3.award-rate": lambda line: line["measure"] == "award",
        "3.presentation-rate": lambda line: line["measure"] == "presentation",
        "3.openings": lambda line: line["measure"] == "employment",
    },
    "feedback": {
        **{
            f"30.{who}": (lambda line, who=who: line["from"] == who)  # type: ignore[misc]
            for who in ("learners", "funders", "teachers", "companies", "client")
        },
        "33.evaluation": lambda line: line["kind"] == "teaching",
        "33.distinct": lambda line: line["kind"] == "teaching",
        "33.shared": lambda line: line["kind"] == "teaching" and "shared_on" in line,
        "33.improvement": lambda line: line["kind"] == "teaching" and "improvement" in line,
        "33.effectiveness": lambda line: line["kind"] == "teaching" and "improvement" in line,
        "32": _any,
    },
    "reports": dict.fromkeys(
        ("12.violence", "14.breakdown-procedure", "15.labour-inspection", "15.reporting-schemes"),
        _any,
    ),
    "distance": {
        "19.distance": _any,
        "19.distance-support": lambda line: "support" in line,
        "10": _any,
        "12.drop-outs": lambda line: line["called_back"],
    },
    "disability_network": {
        "26.network": lambda line: "partner" in line,
        "26.use": lambda line: "people" in line,
        "4.compensation-needs": lambda line: "people" in line,
        "10.adaptation": lambda line: "people" in line,
        "20.disability-officer": _any,
    },
    "authorisations": dict.fromkeys(("7.capacity", "16", "1.certification-details"), _any),
    "drop_outs": {
        "12.drop-outs": _any,
        "12.apprentice-help": lambda line: line["cause"] == "contract_ended",
        "2": _any,
        "32": _any,
    },
    "meetings": {
        "20.council": lambda line: line["body"] == "council",
        "20.governance": lambda line: line["body"] in {"council", "steering"},
        "20.steering": lambda line: line["body"] == "steering",
        "18": _any,
        "23.told": _any,
        "33.shared": lambda line: line["body"] == "teaching_team",
    },
}


def days(name: str, register: Line, ref: int | str) -> list[date]:
    """Return the days on which a line was worked on that shows an indicator or a clause; a year
    that is counted speaks from its first day to its last.
    """
    lists = [lines for lines in register.values() if isinstance(lines, list)]
    shown = [line for lines in lists for line in lines if _shows(name, line, ref)]
    worked = [on(line[key]) for line in shown for key in _WORKED[name] if key in line]
    years = [line["year"] for line in shown if "year" in line]
    return [*worked, *(day for year in years for day in (date(year, 1, 1), date(year, 12, 31)))]


def _shows(name: str, line: Line, ref: int | str) -> bool:
    """Return whether a line shows an indicator, by whatever of it the register shows, or a
    clause.
    """
    return any(
        bool(test(line))
        for shown, test in _PROVES[name].items()
        if shown == str(ref) or (isinstance(ref, int) and shown.partition(".")[0] == str(ref))
    )
