"""The registers beyond the five, and sessions, of manuals made by chance: days on and beside every
delay, numbers that agree and that do not, names of what is there and of what is nowhere.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

NAMES = (
    "contributors",
    "subcontractors",
    "results",
    "feedback",
    "reports",
    "distance",
    "disability_network",
    "authorisations",
    "drop_outs",
    "meetings",
)
RULES = (
    "contributor-unchecked",
    "check-old",
    "authorisation-ends",
    "untrained",
    "contributors-beyond-threshold",
    "share-beyond-threshold",
    "subcontractor-unknown",
    "contract-ended",
    "contract-without-clause",
    "certificate-ends",
    "review-old",
    "rate-without-method",
    "rate-differs",
    "award-without-presentation",
    "rate-old",
    "too-few",
    "results-differ",
    "stakeholder-not-asked",
    "no-reminder",
    "return-low",
    "evaluation-not-shared",
    "feedback-without-use",
    "effect-not-checked",
    "reports-not-counted",
    "reports-open",
    "procedure-not-in-force",
    "counts-identify",
    "distance-without-trace",
    "distance-not-followed",
    "checked-late",
    "network-silent",
    "contact-without-trace",
    "received-without-measure",
    "network-unused",
    "registration-ends",
    "offer-without-authorisation",
    "drop-out-without-follow-up",
    "cause-unknown",
    "drop-outs-differ",
    "cause-repeated",
    "council-not-held",
    "governance-incomplete",
    "decision-without-action",
    "steering-not-seen",
)
SHOWN: dict[str, tuple[int | str, ...]] = {
    "contributors": (22, "21.verified", "21.defined", "17.people"),
    "subcontractors": (27, "27.traceability", "27.certificate", "21.verified"),
    "results": (2, "2.method", "3.award-rate", "3.presentation-rate", "3.openings"),
    "feedback": (30, "30.learners", "30.funders", "30.teachers", "33.evaluation", "33.shared", 32),
    "reports": ("12.violence", "14.breakdown-procedure", "15.labour-inspection"),
    "distance": ("19.distance", "19.distance-support", 10, "12.drop-outs"),
    "disability_network": (26, "26.network", "26.use", "10.adaptation"),
    "authorisations": ("7.capacity", 16, "1.certification-details"),
    "drop_outs": ("12.drop-outs", "12.apprentice-help", 2, 32),
    "meetings": ("20.council", "20.governance", "20.steering", 18, "33.shared", 20),
}
"""What a register is likely to be named as a proof of."""
OFFERS = ("A", "B", "C")
_DELAYS = (0, 1, 60, 61, 62, 91, 92, 93, 182, 183, 184, 364, 365, 366, 367, 547, 548, 549, 731)
Line = dict[str, Any]


class _Maker:
    """What lines are made of: a day, chance, and what else the manual has."""

    def __init__(self, day: date, evidence: list[Line], better: list[Line], chance: Random) -> None:
        self.day, self.chance = day, chance
        self.proofs = [proof["id"] for proof in evidence]
        self.better = [line["id"] for line in better]

    def chooses(self, share: float) -> bool:
        """Return whether something is, so often."""
        return self.chance.random() < share

    def ago(self) -> str:
        """Return a day on or beside a delay before the manual's; now and then one ahead."""
        days = self.chance.choice((*_DELAYS, -1, -40)) + self.chance.choice((-1, 0, 0, 1))
        return (self.day - timedelta(days)).isoformat()

    def after(self, day: str, most: int = 500) -> str:
        """Return a day not before another."""
        days = self.chance.choice((0, 1, 30, self.chance.randint(0, most)))
        return (date.fromisoformat(day) + timedelta(days)).isoformat()

    def some(self, **keys: object) -> Line:
        """Return some of the keys."""
        return {key: value for key, value in keys.items() if self.chooses(0.6)}

    def few(self) -> int:
        """Return a number on or beside five."""
        return self.chance.choice((0, 1, 4, 5, 6, 20))

    def offers(self) -> list[str]:
        """Return some offers."""
        return [name for name in OFFERS if self.chooses(0.4)]

    def refers(self, names: list[str]) -> str:
        """Return one of some names; now and then one that is nowhere."""
        return self.chance.choice(names) if names and self.chooses(0.97) else "X-nowhere"


def sessions(day: date, sites: list[str], chance: Random) -> list[Line]:
    """Return sessions before, on and after a day."""
    make = _Maker(day, [], [], chance)
    made = []
    for number in range(chance.choice((0, 3, 8))):
        starts = make.ago()
        session: Line = {
            "id": f"S-{number}", "title": "A course", "category": "training", "starts": starts,
            "ends": make.after(starts, 200), "headcount": 8,
        }  # fmt: skip
        session |= make.some(
            offer=chance.choice(OFFERS),
            subcontractor=chance.choice(("P0", "p1", "Nobody")),
            distance=make.chooses(0.6),
            dropped=chance.choice((0, 1, 2)),
            presented=chance.choice((4, 8)),
            passed=chance.choice((3, 8, 30)),
            certifying=make.chooses(0.5),
        )
        if make.chooses(0.15):
            session["lead_teacher"] = chance.choice(("quality", "P1", "Nobody-1"))
        if make.chooses(0.4):
            session["contributors"] = [name for name in ("P0", "P1", "P2") if make.chooses(0.4)]
        if sites and make.chooses(0.5):
            session["site"] = chance.choice(sites)
        made.append(session)
    return made


def shown(day: date, chance: Random) -> list[Line]:
    """Return proofs that are good, of clauses that a register may speak against."""
    names = ("12.violence", "20.council", "20.governance", "20.steering", "26.network")
    return [
        {
            "id": f"EV-S{number}{stage[0]}", "title": "Shown", "indicators": [name], "stage": stage,
            "kind": "document", "owner": "quality", "place": "Binder 2", "status": "approved",
            "access": "auditor", "dated": (day - timedelta(chance.choice((0, 3)))).isoformat(),
        }
        for number, name in enumerate(names)
        for stage in ("formalised", "implemented")
        if chance.random() < 0.8
    ]  # fmt: skip


def registers(
    day: date, held: list[Line], evidence: list[Line], better: list[Line], chance: Random
) -> dict[str, Line]:
    """Return some of the registers, as their files hold them.

    Args:
        day: the manual's.
        held: its sessions.
        evidence: its proofs.
        better: its improvements.
        chance: what decides.

    """
    make = _Maker(day, evidence, better, chance)
    names = [session["id"] for session in held]
    lines: dict[str, Callable[[], list[Line]]] = {
        "contributors": lambda: [_contributor(make, n) for n in range(chance.choice((0, 1, 5)))],
        "subcontractors": lambda: [_subcontractor(make, n) for n in range(2)],
        "results": lambda: _many(make, _result),
        "feedback": lambda: _many(make, lambda made, n: _feedback(made, n, names), most=9),
        "reports": lambda: _many(make, _report),
        "distance": lambda: _many(make, lambda made, n: _distance(made, n, names)),
        "authorisations": lambda: _many(make, _authorisation),
        "drop_outs": lambda: _many(make, lambda made, n: _drop_out(made, n, names), most=9),
        "meetings": lambda: _many(make, _meeting),
    }
    heads = {
        "contributors": ("check_every", "train_every"),
        "subcontractors": ("review_every",),
        "feedback": ("ask_every", "wanted_return"),
        "distance": ("call_back_after",),
        "authorisations": ("check_every",),
        "meetings": ("council_every",),
    }
    kept: dict[str, Line] = {}
    for name in NAMES:
        if not make.chooses(0.5):
            continue
        head = {
            key: 60 if key == "wanted_return" else chance.choice(("2 months", "12 months"))
            for key in heads.get(name, ())
            if make.chooses(0.6)
        }
        kept[name] = head | (
            _network(make) if name == "disability_network" else {name: lines[name]()}
        )
    return kept


def _many(make: _Maker, line: Any, most: int = 4) -> list[Line]:  # noqa: ANN401 - one of those below
    return [line(make, number) for number in range(make.chance.choice((0, 1, most)))]


def _common(make: _Maker) -> Line:
    return {"proof": [make.refers(make.proofs)]} if make.chooses(0.1) else {}


def _contributor(make: _Maker, number: int) -> Line:
    since = make.ago()
    line = {
        "id": f"P{number}", "role": "r", "since": since, "offers": make.offers(), "required": "r",
        "link": make.chance.choice(("employee", "subcontractor")),
    }  # fmt: skip
    return line | _common(make) | make.some(
        until=make.after(since),
        checked_on=make.after(since),
        valid_until=make.after(since),
        trained_on=make.after(since),
        hours=make.chance.choice((0, 100, 100, 300)),
        permanent=make.chooses(0.2),
    )  # fmt: skip


def _subcontractor(make: _Maker, number: int) -> Line:
    contract = make.ago()
    line = {
        "id": f"P{number}", "missions": "m", "contract": contract,
        "kind": make.chance.choice(("firm", "sole_trader", "umbrella")),
    }  # fmt: skip
    return line | _common(make) | make.some(
        until=make.after(contract),
        clause_since=make.after(contract),
        certified_until=make.after(contract),
        exempt="R. 6333-6-3",
        cpf=make.chooses(0.7),
        chosen_how="papers",
        reviewed_on=make.after(contract),
    )  # fmt: skip


def _result(make: _Maker, number: int) -> Line:
    begins = make.ago()
    whole = make.chance.choice((0, 4, 5, 8, 20))
    part = make.chance.randint(0, whole) if make.chooses(0.9) else whole + 1
    line: Line = {
        "id": f"RS-{number}", "from": begins, "to": make.after(begins, 900), "population": "p",
        "measure": make.chance.choice(("award", "award", "presentation", "employment")),
        "offers": make.chance.choice(("all", ["A"], ["A", "B"])),
        "numerator": part, "denominator": whole,
    }  # fmt: skip
    if make.chooses(0.7):
        rate = round(100 * part / whole, 1) if whole else 50.0
        line["published"] = min(100.0, max(0.0, rate + make.chance.choice((0, 0, 0.4, 0.7, 9))))
        line["published"] = round(line["published"], 1)
    if make.chooses(0.2):
        line["source"] = "InserJeunes"
        if make.chooses(0.5):
            del line["numerator"], line["denominator"]
    return line | make.some(method="m", published_on=make.after(begins)) | _common(make)


def _feedback(make: _Maker, number: int, names: list[str]) -> Line:
    asked = make.few()
    day = make.ago()
    line: Line = {
        "id": f"AV-{number}", "asked_on": day, "asked": asked,
        "from": make.chance.choice(("learners", "companies", "funders", "teachers", "client")),
        "kind": make.chance.choice(("end", "yearly", "meeting", "webinar", "teaching")),
        "about": make.chance.choice(("all", ["A"], make.refers(names))),
        "answered": make.chance.randint(0, asked),
    }  # fmt: skip
    if make.chooses(0.4):
        line["improvement"] = make.refers(make.better)
    return line | make.some(
        reminded_on=make.after(day), shared_on=make.after(day, 100), summary="s"
    ) | _common(make)  # fmt: skip


def _report(make: _Maker, number: int) -> Line:
    begins = make.ago()
    ends = make.after(begins, 200)
    received = make.few()
    line: Line = {
        "id": f"SV-{number}", "from": begins, "to": ends, "received": received,
        "dealt_with": max(0, received - make.chance.choice((0, 0, 1))),
        "procedure": [make.refers(make.proofs) for _ in range(make.chance.choice((0, 1, 2)))],
        "reviewed_on": make.after(ends, 60),
    }  # fmt: skip
    if make.chooses(0.3):
        line[make.chance.choice(("violence", "harassment", "other"))] = make.chance.choice((0, 1))
    return line


def _distance(make: _Maker, number: int, names: list[str]) -> Line:
    expected = make.few()
    line = {
        "id": f"FD-{number}", "session": make.refers(names), "module": "m", "expected": expected,
        "activities": "a", "done": max(0, expected - make.chance.choice((0, 1))),
        "called_back": make.chance.choice((0, 1)), "checked_on": make.ago(),
    }  # fmt: skip
    return line | make.some(support="s") | _common(make)


def _network(make: _Maker) -> Line:
    partners: list[Line] = []
    for number in range(make.chance.choice((0, 1, 2))):
        trace = make.chance.choice(([make.refers(make.proofs)], "Binder, tab 2"))
        partners.append(
            {
                "id": f"RH-{number}", "partner": "p", "kind": "rhf", "area": "a", "for": "f",
                "last_contact": make.ago(), "about": "a", "owner": "quality",
                **make.some(trace=trace),
            }
        )  # fmt: skip
    known = [line["id"] for line in partners]
    received = [
        {
            "year": make.day.year - back, "people": make.chance.choice((0, 0, 3)),
            **make.some(measures="Longer time", network=[make.refers(known)]),
        }
        for back in range(make.chance.choice((0, 1, 3)))
    ]  # fmt: skip
    return {"partners": partners, "received": received}


def _authorisation(make: _Maker, number: int) -> Line:
    begins = make.ago()
    line = {
        "id": f"HB-{number}", "certification": "c", "code": "RNCP1", "certifier": "c",
        "right": "train", "offers": make.offers(), "from": begins, "checked_on": make.ago(),
    }  # fmt: skip
    ends = make.some(until=make.after(begins, 900), registration_until=make.after(begins, 900))
    return line | ends | _common(make)


def _drop_out(make: _Maker, number: int, names: list[str]) -> Line:
    line: Line = {
        "id": f"AB-{number}", "session": make.refers(names), "noticed_on": make.ago(),
        "count": make.chance.choice((0, 1, 2)), "reminded": 1,
        "cause": make.chance.choice(("unknown", "level", "level", "money")),
        "follow_up": make.chance.choice(("Another session", "–", "?")),
    }  # fmt: skip
    if make.chooses(0.03):
        line["improvement"] = make.refers(make.better)
    return line


def _meeting(make: _Maker, number: int) -> Line:
    line: Line = {
        "id": f"CP-{number}", "date": make.ago(), "agenda": "a",
        "body": make.chance.choice(("council", "council", "steering", "teaching_team")),
        "decisions": make.chance.choice(("Half a day more", "–")),
        **{key: make.chance.choice((0, 1, 2, 2)) for key in ("apprentices", "trainers", "companies")},
        "others": 1,
    }  # fmt: skip
    if make.chooses(0.3):
        line["improvements"] = [make.refers(make.better)]
    return line
