"""What registers do to a manual, worked out a second time for the oracle: from the law's delays,
with plain dicts.

Sources: the arrêté of 6 June 2019 on audits (delays of non-conformities), and what the team's guide
says of registers as proofs. Nothing here knows Preuve.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

Line = dict[str, Any]
Registers = dict[str, list[Line]]

# Indicators of which the reading guide knows no minor non-conformity.
MAJOR_ONLY = {4, 5, 6, 7, 10, 11, 14, 15, 16, 20, 21, 22, 26, 27, 29, 31, 32}
_WATCHES = {23: "regulatory", 24: "skills", 25: "teaching"}
_WORKED_ON = {
    "non_conformities": ("audit", "plan_sent", "closed", "verified"),
    "improvements": ("date", "done"),
    "complaints": ("received", "acknowledged", "answered", "closed"),
    "risks": ("date", "done", "reviewed"),
}


def on(text: str | None) -> date:
    """Return a day; one that is not given never comes."""
    return date.fromisoformat(text) if text else date.max


def after(day: date, span: str) -> date:
    """Return the day that comes so many days, weeks, months or years later;
    months end where they end.
    """
    count, unit = span.split()
    number = int(count)
    if unit.startswith(("day", "week")):
        return day + timedelta(days=number * (7 if unit.startswith("week") else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if unit.startswith("year") else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def name_of(proof: Line, registers: Registers) -> str | None:
    """Return the register that a proof names as its file, where it is kept."""
    name = str(proof.get("file", "")).removeprefix("registers/").removesuffix(".yaml")
    return name if proof.get("file", "").startswith("registers/") and name in registers else None


def newest(proof: Line, registers: Registers, day: date) -> date | None:
    """Return the newest day that a register shows for each of its indicators;
    None where one has no line to rest on.
    """
    name = name_of(proof, registers)
    assert name is not None
    shown = []
    for number in proof["indicators"]:
        days = [one for line in registers[name] for one in _days(name, line, number) if one <= day]
        if not days:
            return None
        shown.append(max(days))
    return min(shown)


def _days(name: str, line: Line, number: int) -> list[date]:
    if name == "watch":
        used = "done" in line or "no_impact" in line
        return (
            [on(line.get("done_on") or line["date"])]
            if used and _WATCHES.get(number) == line["kind"]
            else []
        )
    days = [line[key] for key in _WORKED_ON[name] if key in line]
    days += [action["done"] for action in line.get("actions", ()) if "done" in action]
    days += [line["effect"]["checked"]] if "effect" in line else []
    return [on(day) for day in days]


def under_review(proof: Line, registers: Registers, day: date) -> bool:
    """Return whether a line of the watch asks to look at a proof again, and nobody has since."""
    asked = (
        line
        for line in registers.get("watch", ())
        if proof["id"] in line.get("review", ()) and on(line["date"]) <= day
    )
    return any(on(proof["dated"]) < on(line["from"]) <= day for line in asked)


class Finding:
    """A non-conformity on a day, as the law has it."""

    def __init__(self, line: Line, audits: list[date], day: date) -> None:
        """Take a line found up to the day, and the days of the audits that count."""
        self.line, self.day = line, day
        self.following = min(
            (audit for audit in audits if audit > on(line["audit"])), default=date.max
        )
        held = self.following <= day
        open_then = min(on(line.get("closed")), on(line.get("verified"))) > self.following
        self.escalated = line["grade"] == "minor" and held and open_then
        """Still open at the next audit: from then on it is a major one."""
        self.major = line["grade"] == "major" or self.escalated
        told = on(line.get("notified") or line["audit"])
        self.correct_by = after(told, "3 months" if line["grade"] == "major" else "6 months")
        if self.escalated:
            self.correct_by = min(self.correct_by, after(self.following, "3 months"))
        self.verified = on(line.get("verified")) <= day
        self.closed = on(line.get("closed")) <= day

    def late(self) -> bool:
        """Return whether something about an open one is past its day:
        the correction, its plan, one of its actions.
        """
        unsent = on(self.line.get("plan_due")) < self.day < on(self.line.get("plan_sent"))
        undone = any(
            on(one["due"]) < self.day < on(one.get("done")) for one in self.line.get("actions", ())
        )
        return self.correct_by < self.day or unsent or undone

    def unverified(self) -> bool:
        """Return whether a corrected major one was to be verified by now,
        and no audit has seen it since.
        """
        return self.major and after(self.correct_by, "1 month") < self.day < self.following


def overdue_elsewhere(registers: Registers, day: date) -> int:
    """Return how many improvements and risks are past a day of theirs."""
    late = sum(
        on(one["date"]) <= day and on(one["due"]) < day < on(one.get("done"))
        for one in registers.get("improvements", ())
    )
    for one in registers.get("risks", ()):
        measure = on(one.get("due")) < day < on(one.get("done"))
        reviewed = on(one["reviewed"]) if on(one.get("reviewed")) <= day else on(one["date"])
        late += on(one["date"]) <= day and (measure or reviewed < on(one.get("review_by")) < day)
    return late


def unused(registers: Registers, day: date) -> int:
    """Return how many lines of the watch say nothing of their use."""
    lines = registers.get("watch", ())
    return sum(
        on(line["date"]) < day and "done" not in line and "no_impact" not in line for line in lines
    )
