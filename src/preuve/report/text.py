"""Findings as text: grouped by file, most serious first, counts by state at the end."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from preuve.assessment import IndicatorState
from preuve.finding import Severity
from preuve.words import Words, say, say_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from preuve.finding import Finding
    from preuve.gate import Verdict
    from preuve.words import Message

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _FAINT = "1", "2"

SEVERITY_WORDS: dict[Severity, Message] = {
    Severity.ERROR: say("error"),
    Severity.WARNING: say("warning"),
    Severity.INFO: say("note"),
}
STATE_WORDS: dict[IndicatorState, Message] = {
    IndicatorState.COVERED: say("covered"),
    IndicatorState.PARTIAL: say("partial"),
    IndicatorState.MISSING: say("missing"),
    IndicatorState.NOT_APPLICABLE: say("not applicable"),
    IndicatorState.WAIVED: say("waived"),
}
# In French the words agree with their number.
_COUNTED: dict[IndicatorState, Callable[[int], Message]] = {
    IndicatorState.COVERED: lambda number: say_count("{count} covered", "{count} covered", number),
    IndicatorState.PARTIAL: lambda number: say_count("{count} partial", "{count} partial", number),
    IndicatorState.MISSING: lambda number: say_count("{count} missing", "{count} missing", number),
    IndicatorState.NOT_APPLICABLE: lambda number: say_count("{count} not applicable", "{count} not applicable", number),
    IndicatorState.WAIVED: lambda number: say_count("{count} waived", "{count} waived", number),
}


def plain(text: str) -> str:
    """Return text without control characters: a title cannot colour or move the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


class _Ink:
    """Colours, on a terminal only."""

    def __init__(self, *, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self.on else text


def render_text(verdict: Verdict, *, colour: bool) -> str:
    """Return the findings for people."""
    words, ink = Words(verdict.manual.language), _Ink(on=colour)
    lines: list[str] = []
    for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
        group = [one for one in verdict.findings if one.severity is severity]
        for file, findings in groupby(group, key=lambda one: one.place.file):
            lines += [ink(plain(file), _BOLD), *(line for one in findings for line in _finding(one, words, ink)), ""]
    *told, last = closing(verdict, words)
    return "\n".join([*lines, *told, ink(last, "32;1" if verdict.ok else "31;1")]) + "\n"


def _finding(finding: Finding, words: Words, ink: _Ink) -> list[str]:
    place = finding.place
    head = ink(words(SEVERITY_WORDS[finding.severity]), _COLOURS[finding.severity])
    if finding.known:
        known = words(say("known"))
        head += f" ({known})"
    return [
        f"  {plain(place.file)}:{place.line}:{place.column}: {head} {ink(f'[{finding.rule}]', _FAINT)}",
        f"    {plain(words(finding.message))}",
        f"    {ink('→', _FAINT)} {plain(words(finding.help))}",
    ]


def closing(verdict: Verdict, words: Words) -> list[str]:
    """Return the closing lines: the indicators by state, the findings by weight, and whether the gate is open."""
    lines: list[str] = []
    if verdict.assessment is None:
        lines.append(words(say("The indicators were not judged: mend the files above first.")))
    else:
        counts = verdict.assessment.counts()
        states = [_COUNTED[state](counts[state]) for state in IndicatorState]
        lines.append(
            words(say("{edition}, on {day}: {states}.", edition=verdict.assessment.edition.name, day=verdict.on, states=states))
        )
    known = sum(one.known for one in verdict.findings)
    if known or verdict.fixed:
        lines.append(words(say("Against the baseline: {known} known, {fixed} fixed.", known=known, fixed=len(verdict.fixed))))
        lines += [plain(words(say("Fixed: {what}", what=what))) for what in verdict.fixed]
    errors, warnings, notes = (verdict.count(severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO))
    counted = say(
        "{errors}, {warnings}, {notes}.",
        errors=say_count("{count} error", "{count} errors", errors),
        warnings=say_count("{count} warning", "{count} warnings", warnings),
        notes=say_count("{count} note", "{count} notes", notes),
    )
    outcome = say("The gate is open.") if verdict.ok else say("The gate is closed.")
    lines.append(f"{words(counted)} {words(outcome)}")
    return lines
