"""The examples: the good one is judged as meant, the one with planted gaps gives exactly those."""

from __future__ import annotations

import re

from manuals import DAY, ROOT

from preuve import gate
from preuve.finding import Severity
from preuve.manual import Manual

GAPS = ROOT / "examples" / "gaps"


def test_planted_gaps_are_found_and_nothing_else() -> None:
    """Would catch a gap that the gate misses, reports elsewhere, or reports twice; and a finding out of thin air."""
    planted: list[str] = []
    for file in sorted([*GAPS.glob("*.yaml"), *GAPS.glob("docs/**/*.md")]):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            planted += [f"{rule} {file.relative_to(GAPS).as_posix()}:{number}" for rule in re.findall(r"# gap: (\S+)", line)]
    planted += re.findall(r"^- `(\S+ \S+:\d+)`$", (GAPS / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    manual = Manual.load(GAPS)
    verdict = gate.check(manual, manual.day(None, DAY))
    assert sorted(f"{one.rule} {one.place.file}:{one.place.line}" for one in verdict.findings) == sorted(planted)
    assert len(planted) >= 25
    assert not verdict.ok


def test_the_example_shows_every_state_of_a_living_manual() -> None:
    """Would catch an example that rots, or that grew so clean that nothing can be seen in it."""
    manual = Manual.load(ROOT)
    verdict = gate.check(manual, manual.day(None, DAY))
    assert verdict.ok
    assert verdict.on == DAY
    assert verdict.assessment is not None
    counts = {state.value: number for state, number in verdict.assessment.counts().items()}
    assert counts == {"covered": 23, "partial": 1, "missing": 0, "not_applicable": 8, "waived": 0}
    states = {item.state.value for item in verdict.assessment.evidence}
    assert states == {"current", "due_soon", "expired", "not_yet", "draft", "withdrawn"}
    assert 80 <= len(verdict.assessment.evidence) <= 100
    assert {one.severity for one in verdict.findings} == {Severity.WARNING, Severity.INFO}
