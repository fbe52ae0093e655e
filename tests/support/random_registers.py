"""The registers of manuals made by chance: delays that end on and beside the day,
closings with and without what they need.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from oracle_clauses import numbers_of

if TYPE_CHECKING:
    from random import Random

NAMES = ("non_conformities", "improvements", "watch", "complaints", "risks")
RULES = (
    "correction-overdue",
    "correction-without-evidence",
    "five-minors-open",
    "grade-differs",
    "action-overdue",
    "watch-without-use",
    "review-due",
    "empty-register",
    "unknown-reference",
)
SHOWN = {
    "registers/non_conformities.yaml": (31, 32, 4),
    "registers/improvements.yaml": (31, 32, 30),
    "registers/watch.yaml": (23, 24, 25),
    "registers/complaints.yaml": (30, 31, 12),
    "registers/risks.yaml": (32, 31, 1),
}
"""The indicators that a register is likely to be a proof of."""
_DELAYS = (
    92,
    122,
    182,
)  # about three, four and six months: the days around them fall on both sides of a delay

Line = dict[str, Any]


def audits(day: date, chance: Random) -> list[Line]:
    """Return the audits from whose days a delay may end on or beside the day."""
    ago = [
        chance.choice(_DELAYS) + chance.randint(-3, 4) for _ in range(chance.choice((0, 1, 1, 2)))
    ]
    return [
        {"type": chance.choice(("initial", "surveillance", "renewal")), "date": _before(day, days)}
        for days in ago
    ]


def registers(
    day: date, held: list[Line], evidence: list[Line], chance: Random
) -> dict[str, list[Line]]:
    """Return some registers, now and then an empty one."""
    makers = {
        "non_conformities": lambda number: _non_conformity(number, day, held, evidence, chance),
        "improvements": lambda number: _improvement(number, day, chance),
        "watch": lambda number: _watch(number, day, evidence, chance),
        "complaints": lambda number: _complaint(number, day, chance),
        "risks": lambda number: _risk(number, day, chance),
    }
    kept = [name for name in NAMES if chance.random() < 0.6]
    made = {
        name: [makers[name](number) for number in range(chance.choice((0, 1, 3, 8)))]
        for name in kept
    }
    if chance.random() < 0.3:
        made["non_conformities"] = _nearly_five(made.get("non_conformities", []), day, held, chance)
    return made


def _nearly_five(lines: list[Line], day: date, held: list[Line], chance: Random) -> list[Line]:
    """Return the lines, with some beside them that are minor, open, and of the last audit held."""
    days = [one["date"] for one in held if one["type"] != "mock" and one["date"] <= day.isoformat()]
    audit = max(days, default=day.isoformat())
    more: Line = {"audit": audit, "grade": "minor", "finding": "Partly done", "proof": []}
    return lines + [
        {"id": f"NC-5{n}", "indicator": chance.randint(1, 33), **more}
        for n in range(chance.choice((3, 4, 5)))
    ]


def _before(day: date, days: int) -> str:
    return (day - timedelta(days)).isoformat()


def _later(day: str, chance: Random, most: int = 400) -> str:
    """Return a day that does not come before another."""
    return (
        date.fromisoformat(day) + timedelta(chance.choice((0, 1, chance.randint(0, most))))
    ).isoformat()


def _beside(day: date, chance: Random) -> str:
    return _before(day, chance.choice((-1, 0, 1, chance.randint(-200, 400))))


def _non_conformity(
    number: int, day: date, held: list[Line], evidence: list[Line], chance: Random
) -> Line:
    days = [one["date"] for one in held if one["type"] != "mock" or chance.random() < 0.1]
    audit = (
        chance.choice(days)
        if days and chance.random() < 0.97
        else _before(day, chance.randint(0, 500))
    )
    proofs = chance.sample(evidence, min(len(evidence), chance.choice((0, 1, 1, 3))))
    line: Line = {
        "id": f"NC-{number}",
        "audit": audit,
        "grade": chance.choice(("minor", "minor", "major")),
        "finding": "Partly done",
        "indicator": (
            chance.choice(numbers_of(proofs[0]["indicators"]))
            if proofs and chance.random() < 0.7
            else chance.randint(1, 33)
        ),
        "proof": [proof["id"] for proof in proofs]
        + (["EV-none"] if chance.random() < 0.05 else []),
    }
    if chance.random() < 0.3:
        line["notified"] = max(audit, _before(day, chance.choice(_DELAYS) + chance.randint(-3, 4)))
    if chance.random() < 0.4:
        line["closed"] = _later(audit, chance)
    if chance.random() < 0.15:
        line["verified"] = _later(line.get("closed", audit), chance)
    if chance.random() < 0.2:
        line["plan_due"] = _beside(day, chance)
        if chance.random() < 0.5:
            line["plan_sent"] = _later(audit, chance)
    if chance.random() < 0.3:
        line["actions"] = [_action(audit, day, chance) for _ in range(chance.choice((1, 2)))]
    return line


def _action(audit: str, day: date, chance: Random) -> Line:
    done = {"done": _later(audit, chance)} if chance.random() < 0.6 else {}
    return {"action": "Write it", "owner": "quality", "due": _beside(day, chance), **done}


def _improvement(number: int, day: date, chance: Random) -> Line:
    decided = _before(day, chance.choice((-1, 0, 365, 366, 367, chance.randint(0, 500))))
    line: Line = {
        "id": f"IM-{number}",
        "date": decided,
        "origin": "A survey",
        "action": "Write it",
        "owner": "quality",
        "due": _beside(day, chance),
    }
    if chance.random() < 0.6:
        line["done"] = _later(decided, chance)
        if chance.random() < 0.5:
            line["effect"] = {"worked": "effective", "checked": _later(line["done"], chance)}
    return line


def _watch(number: int, day: date, evidence: list[Line], chance: Random) -> Line:
    read = _before(day, chance.choice((-1, 0, 1, 364, 365, 366, chance.randint(0, 700))))
    line: Line = {
        "id": f"W-{number}",
        "date": read,
        "kind": chance.choice(("regulatory", "skills", "teaching")),
        "source": "A journal",
        "summary": "A decree",
        "owner": "quality",
    }
    if chance.random() < 0.8:
        line[chance.choice(("done", "no_impact"))] = "Said"
        if chance.random() < 0.3:
            line["done_on"] = _later(read, chance)
    if evidence and chance.random() < 0.2:
        line["review"] = [one["id"] for one in chance.sample(evidence, min(len(evidence), 2))]
        line["from"] = _beside(day, chance)
    return line


def _complaint(number: int, day: date, chance: Random) -> Line:
    line = {
        "id": f"R-{number}",
        "received": _before(day, chance.randint(-5, 700)),
        "kind": "complaint",
        "summary": "Cold",
    }
    for earlier, later in (
        ("received", "acknowledged"),
        ("acknowledged", "answered"),
        ("answered", "closed"),
    ):
        if earlier in line and chance.random() < 0.6:
            line[later] = _later(line[earlier], chance, 60)
    return line


def _risk(number: int, day: date, chance: Random) -> Line:
    weighed = _before(day, chance.choice((-1, 0, 365, 366, 367, chance.randint(0, 700))))
    line: Line = {
        "id": f"RK-{number}",
        "date": weighed,
        "risk": "Alone",
        "gravity": 3,
        "probability": 2,
        "measure": "A deputy",
        "owner": "quality",
    }
    for key in ("due", "review_by"):
        if chance.random() < 0.4:
            line[key] = _beside(day, chance)
    for key in ("done", "reviewed"):
        if chance.random() < 0.4:
            line[key] = _later(weighed, chance)
    return line
