"""What the gate must say, worked out a second time: from the standard's table, with plain dicts, knowing nothing of Preuve.

A manual here is what its two files hold, as dicts; `judged(manual, day)` returns what must come out.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from typing import Any

# The number, the categories that have it, the condition if there is one, and whether its implementation waits until
# surveillance for a new entrant (NE). AF training, BC skills assessment, VAE, CFA apprenticeship.
_TABLE = """
 1 AF BC VAE CFA -                   | 12 AF BC VAE CFA -                   | 23 AF BC VAE CFA -
 2 AF BC VAE CFA -                NE | 13 AF        CFA work_linked      NE | 24 AF BC VAE CFA -                  NE
 3 AF    VAE CFA certifying       NE | 14           CFA -                NE | 25 AF BC VAE CFA -                  NE
 4 AF BC VAE CFA -                   | 15           CFA -                   | 26 AF BC VAE CFA -                  NE
 5 AF BC VAE CFA -                   | 16 AF    VAE CFA certifying          | 27 AF BC VAE CFA subcontracting
 6 AF BC VAE CFA -                   | 17 AF BC VAE CFA -                   | 28 AF        CFA workplace_training
 7 AF        CFA certifying          | 18 AF BC VAE CFA -                   | 29           CFA -
 8 AF        CFA -                   | 19 AF BC VAE CFA -                NE | 30 AF BC VAE CFA -
 9 AF BC VAE CFA -                   | 20           CFA -                   | 31 AF BC VAE CFA -
10 AF BC VAE CFA -                   | 21 AF BC VAE CFA -                   | 32 AF BC VAE CFA -                  NE
11 AF BC VAE CFA -                NE | 22 AF BC VAE CFA -                NE | 33           CFA -
"""
_CATEGORIES = {"AF": "training", "BC": "skills_assessment", "VAE": "vae", "CFA": "apprenticeship"}
# From the reading guide, which does not speak of 33: no rule for new entrants is known.
_ROWS = {int(cell.split()[0]): cell.split()[1:] for line in _TABLE.strip().splitlines() for cell in line.split("|")}

_SEVERITIES = {
    "evidence-due-soon": "info",
    **dict.fromkeys(
        ("only-formalised", "only-implemented", "stale-evidence", "expires-before-audit", "evidence-for-not-applicable",
         "expired-waiver", "unused-waiver", "edition-not-in-force"), "warning",
    ),
}  # fmt: skip

Manual = dict[str, Any]
Found = tuple[str, int | None, str | None]  # a rule, the indicator and the proof it is about


def _edition(organisation: Manual, day: date) -> tuple[str, str]:
    """Return the edition used, and the one that must be: no transition, the audit's date decides."""
    ahead = [audit["date"] for audit in organisation["audits"] if audit["type"] != "mock" and audit["date"] >= day.isoformat()]
    due = "rnq-2026" if min(ahead, default=day.isoformat()) >= "2026-11-01" else "rnq-2019"
    return organisation.get("edition") or due, due


def _by_rule(number: int, organisation: Manual) -> bool:
    row = _ROWS[number]
    mine = any(_CATEGORIES.get(word) in organisation["categories"] for word in row)
    condition = next(word for word in row if word not in {*_CATEGORIES, "NE"})
    return mine and (condition == "-" or organisation["conditions"].get(condition, False))


def _applies(number: int, organisation: Manual) -> bool:
    for decision in organisation["applicability"]:
        if decision["indicator"] == number:
            return bool(decision["applies"])
    return _by_rule(number, organisation)


def _good_until(proof: Manual) -> date | None:
    if "valid_until" in proof:
        return date.fromisoformat(proof["valid_until"])
    if "review_every" not in proof:
        return None
    count, unit = proof["review_every"].split()
    dated, number = date.fromisoformat(proof["dated"]), int(count)
    if unit.startswith(("day", "week")):
        return dated + timedelta(days=number * (7 if unit.startswith("week") else 1))
    months = dated.year * 12 + dated.month - 1 + number * (12 if unit.startswith("year") else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(dated.day, monthrange(year, month)[1]))


def _state(proof: Manual, day: date, files: dict[str, str]) -> str:
    if proof["status"] != "approved":
        return "withdrawn" if proof["status"] == "withdrawn" else "draft"
    if "file" in proof and proof["file"] not in files:
        return "missing_file"
    if "sha256" in proof and proof["sha256"] != files[proof["file"]]:
        return "changed"
    if date.fromisoformat(proof["dated"]) > day:
        return "not_yet"
    until = _good_until(proof)
    if until is not None and until < day:
        return "expired"
    return "due_soon" if until is not None and until <= day + timedelta(days=30) else "current"


class Judgement:
    """Every state, and everything found."""

    def __init__(self, manual: Manual, day: date) -> None:
        self.organisation, self.files, self.day = manual["organisation"], manual["files"], day
        self.broken = [one for one in manual["evidence"] if one["dated"] == "2026-02-30"]
        self.proofs = [one for one in manual["evidence"] if one not in self.broken]
        self.edition, self.due = _edition(self.organisation, day)
        self.numbers = range(1, 34 if self.edition == "rnq-2026" else 33)
        self.applies = {number: _applies(number, self.organisation) for number in self.numbers}
        self.states = {one["id"]: _state(one, day, manual["files"]) for one in self.proofs}
        self.waivers: list[Manual] = [one for one in self.organisation["waivers"] if one["until"] >= day.isoformat()]
        self.found: Counter[tuple[str, str, int | None, str | None]] = Counter()
        self.lacks = {number: self._lack(number) for number in self.numbers}
        self.accepted = {number: self._accepted(number) for number in self.numbers}
        self.used = {id(waiver) for waiver in self.accepted.values()}
        self.indicators = {number: self._indicator(number) for number in self.numbers}
        self._tell()

    @property
    def ok(self) -> bool:
        """Return whether the gate is open."""
        return not any(severity == "error" for _, severity, _, _ in self.found)

    def _naming(self, number: int, *states: str) -> list[Manual]:
        return [one for one in self.proofs if number in one["indicators"] and (not states or self.states[one["id"]] in states)]

    def _stages(self, number: int) -> set[str]:
        return {one["stage"] for one in self._naming(number, "current", "due_soon")}

    def _lack(self, number: int) -> str | None:
        """Return why an indicator that applies has nothing that counts."""
        if not self.applies[number] or self._stages(number):
            return None
        for state, rule in (("missing_file", "missing-file"), ("changed", "changed-file"), ("expired", "expired-evidence")):
            if self._naming(number, state):
                return rule
        alive = [one for one in self._naming(number) if self.states[one["id"]] != "withdrawn"]
        return "draft-only" if alive and all(self.states[one["id"]] == "draft" for one in alive) else "missing-evidence"

    def _accepted(self, number: int) -> Manual | None:
        """Return the waiver that accepts that an indicator has nothing that counts."""
        names = [one["id"] for one in self._naming(number)]
        mine = [
            waiver for waiver in self.waivers
            if waiver["rule"] == self.lacks[number] and waiver.get("indicator", number) == number
            and waiver.get("evidence") in [None, *names]
        ]  # fmt: skip
        return mine[0] if mine else None

    def _indicator(self, number: int) -> str:
        if not self.applies[number]:
            return "not_applicable"
        if self.lacks[number]:
            return "waived" if self.accepted[number] else "missing"
        return "covered" if len(self._stages(number)) > 1 else "partial"

    def _tell(self) -> None:
        told = self._causes()
        for number in self.numbers:
            if self.lacks[number] and number not in told:
                self._add("missing-evidence", number, None, bare=[number])
        for proof in self.proofs:
            self._ageing(proof)
            for number in proof["indicators"]:
                if number not in self.numbers:
                    self._add("unknown-indicator", None, proof["id"])
                elif not self.applies[number] and self.states[proof["id"]] != "withdrawn":
                    self._add("evidence-for-not-applicable", number, proof["id"])
        for number in self.numbers:
            self._one_stage(number)
        self._organisation()

    def _causes(self) -> set[int]:
        """Tell the nearest causes; return the indicators whose lack is told by one, as an error or as accepted."""
        told: set[int] = set()
        for proof in self.broken:
            self._count("invalid-date", None, proof["id"])
            told |= set(proof["indicators"])
        for proof in self.proofs:
            state = self.states[proof["id"]]
            gone = proof.get("file", "") not in {"", *self.files} and state != "withdrawn"
            rule = "missing-file" if gone else "changed-file" if state == "changed" else None
            bare = [number for number in proof["indicators"] if self.lacks.get(number) in {"missing-file", "changed-file"}]
            if rule and self._add(rule, bare[0] if len(bare) == 1 else None, proof["id"], bare=bare):
                told |= set(bare)
        for number in self.numbers:
            if self.lacks[number] == "expired-evidence":
                latest = max(self._naming(number, "expired"), key=lambda one: _good_until(one) or self.day)
                told |= {number} if self._add("expired-evidence", number, latest["id"], bare=[number]) else set()
            if self.lacks[number] == "draft-only":
                first = self._naming(number, "draft")[0]
                told |= {number} if self._add("draft-only", number, first["id"], bare=[number]) else set()
        return told

    def _ageing(self, proof: Manual) -> None:
        until, state = _good_until(proof), self.states[proof["id"]]
        audits = [one["date"] for one in self.organisation["audits"] if one["type"] != "mock"]
        audit = min((one for one in audits if one >= self.day.isoformat()), default=None)
        if until is None or not any(self.applies.get(number) for number in proof["indicators"]):
            return
        if state == "expired":
            if not any(self.lacks.get(number) == "expired-evidence" for number in proof["indicators"]):
                self._add("stale-evidence", None, proof["id"])
        elif state in {"current", "due_soon"} and audit and until.isoformat() < audit:
            self._add("expires-before-audit", None, proof["id"])
        elif state == "due_soon":
            self._add("evidence-due-soon", None, proof["id"])

    def _one_stage(self, number: int) -> None:
        stages = self._stages(number)
        if not self.applies[number] or len(stages) != 1 or any(number in one["indicators"] for one in self.broken):
            return
        mine = {_CATEGORIES.get(word) for word in _ROWS[number]} & set(self.organisation["categories"])
        new = "NE" in _ROWS[number] and mine and mine <= set(self.organisation["new_entrant"])
        if stages == {"implemented"}:
            self._add("only-implemented", number, None)
        elif not new:
            self._add("only-formalised", number, None)

    def _organisation(self) -> None:
        if self.edition != self.due:
            self._add("edition-not-in-force", None, None)
        for choice in self.organisation["applicability"]:
            if not all(choice.get(key) for key in ("reason", "decided_by", "on")):
                self._add("unjustified-decision", choice["indicator"], None)
        for choice in (*self.organisation["applicability"], *self.organisation["waivers"]):
            if choice.get("indicator", 1) not in self.numbers:
                self._add("unknown-indicator", None, None)
        for waiver in self.organisation["waivers"]:
            if waiver not in self.waivers:
                self._add("expired-waiver", waiver.get("indicator"), None)
        for waiver in self.waivers:
            if id(waiver) not in self.used:
                self._count("unused-waiver", waiver.get("indicator"), None)

    def _add(self, rule: str, indicator: int | None, proof: str | None, bare: list[int] | None = None) -> bool:
        """Tell one thing; return whether it weighs as an error, or is accepted."""
        if bare:
            accepted = all(self.accepted[number] for number in bare)
        else:
            mine = [one for one in self.waivers if self._covers(one, (rule, indicator, proof))]
            accepted = bool(mine)
            if mine:
                self.used.add(id(min(mine, key=lambda one: ("indicator" not in one, "evidence" not in one))))
        return self._count(rule, indicator, proof, accepted=accepted) == "error" or accepted

    @staticmethod
    def _covers(waiver: Manual, found: Found) -> bool:
        return (
            waiver["rule"] == found[0]
            and waiver.get("indicator") in {None, found[1]}
            and waiver.get("evidence") in {None, found[2]}
        )

    def _count(self, rule: str, indicator: int | None, proof: str | None, *, accepted: bool = False) -> str:
        severity = "info" if accepted else self.organisation["severity"].get(rule, _SEVERITIES.get(rule, "error"))
        if severity != "off":
            self.found[rule, severity, indicator, proof] += 1
        return str(severity)
