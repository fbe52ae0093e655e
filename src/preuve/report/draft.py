"""What a draft says of itself: that the gate is closed, by how much, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.assessment import IndicatorState
from preuve.core.finding import Severity
from preuve.core.words import say, say_count
from preuve.gate.weakened import weakened_words

if TYPE_CHECKING:
    from preuve.core.words import Message
    from preuve.gate.gate import Verdict


def draft_message(verdict: Verdict, page_errors: int = 0) -> Message:
    """Return what a draft says of itself: how much closes the gate, if anything does, and which
    rules a team made lighter.
    """
    state, weakened = (
        _gate_message(verdict, page_errors),
        weakened_words(verdict.manual.organisation),
    )
    return say("{state} {weakened}", state=state, weakened=weakened) if weakened else state


def _gate_message(verdict: Verdict, page_errors: int) -> Message:
    errors = (
        sum(
            finding.severity is Severity.ERROR and not finding.known for finding in verdict.findings
        )
        + page_errors
    )
    if not errors and verdict.ok:
        return say("Draft: the gate is open; not for publication.")
    return say_count(
        "Draft: the gate is closed, {count} error; not for publication.",
        "Draft: the gate is closed, {count} errors; not for publication.",
        errors,
    )


def known_message(verdict: Verdict) -> Message | None:
    """Return what is to be said where only an earlier report keeps the gate open."""
    known = sum(one.known and one.severity is Severity.ERROR for one in verdict.findings)
    if not known or not verdict.ok:
        return None
    return say_count(
        "{count} error is known from an earlier report, which alone keeps the gate open.",
        "{count} errors are known from an earlier report, which alone keeps the gate open.",
        known,
    )


def missing_indicators(verdict: Verdict) -> list[int]:
    """Return the indicators that nothing evidences yet."""
    assessed = verdict.assessment.indicators if verdict.assessment else ()
    return [indicator.number for indicator in assessed if indicator.state is IndicatorState.MISSING]


def missing_message(verdict: Verdict) -> Message | None:
    """Return what a draft says is missing, if anything is."""
    numbers = missing_indicators(verdict)
    if not numbers:
        return None
    return say_count(
        "Without evidence: indicator {numbers}.",
        "Without evidence: indicators {numbers}.",
        len(numbers),
        numbers=numbers,
    )
