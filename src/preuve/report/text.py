"""Findings as text: grouped by file, most serious first, counts by state at the end."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from preuve.assess.assessment import IndicatorState
from preuve.assess.by_site import coverage_by_site
from preuve.assess.labels import COUNTED, counted
from preuve.core.finding import SHOWN, Severity
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import Translator, say, say_count
from preuve.gate.weakened import weakened_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from preuve.core.finding import Finding
    from preuve.core.words import Message
    from preuve.gate.gate import Verdict

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _FAINT = "1", "2"
_SITES = 20  # told one by one

KNOWN = say("known")
OUTCOMES = (say("The gate is open."), say("The gate is closed."))
"""How the last line of a report ends."""


def printable(text: str) -> str:
    """Return text without control characters: a title cannot colour or move the terminal."""
    if text.isprintable():  # nearly always
        return text
    return "".join(character if character.isprintable() else " " for character in text)


class _Ink:
    """Colours, on a terminal only."""

    def __init__(self, *, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self.on else text


def render_text(verdict: Verdict, *, colour: bool) -> str:
    """Return the findings for people."""
    words, ink = Translator(verdict.manual.language), _Ink(on=colour)
    lines: list[str] = []
    for severity in SHOWN:
        group = [finding for finding in verdict.findings if finding.severity is severity]
        for file, findings in groupby(group, key=lambda one: one.place.file):
            lines += [ink(printable(file), _BOLD), *_findings(findings, words, ink), ""]
    *sentences, last = closing(verdict, words)
    return "\n".join([*lines, *sentences, ink(last, "32;1" if verdict.ok else "31;1")]) + "\n"


def _findings(findings: Iterable[Finding], words: Translator, ink: _Ink) -> Iterator[str]:
    """Yield the lines of a file's findings; the clauses of one indicator that are
    without evidence share theirs.
    """
    for about, alike in groupby(findings, key=_shared):
        group = list(alike)
        if about is not None and len(group) > 1:
            names = [finding.message.values["name"] for finding in group]
            message = say(
                "Indicator {number}, parts that have no evidence that counts: {names}",
                number=about.indicator,
                names=names,
            )
            why = group[0].message.values["why"]
            if all(finding.message.values["why"] == why for finding in group):
                message = say("{message}. {why}", message=message, why=why)
            group = [group[0].reworded(message)]
        for finding in group:
            yield from _finding(finding, words, ink)


class _Shared(NamedTuple):
    """What findings on the clauses of one indicator have in common."""

    indicator: int | None
    known: bool
    accepted_until: date | None


def _shared(finding: Finding) -> _Shared | None:
    if finding.rule != RuleName.CLAUSE_WITHOUT_EVIDENCE or "name" not in finding.message.values:
        return None
    return _Shared(finding.indicator, finding.known, finding.accepted_until)


def _finding(finding: Finding, words: Translator, ink: _Ink) -> list[str]:
    place = finding.place
    head = ink(words(finding.severity.label), _COLOURS[finding.severity])
    if finding.known:
        head += f" ({words(KNOWN)})"
    return [
        (
            f"  {printable(place.file)}:{place.line}:{place.column}: {head} "
            f"{ink(f'[{finding.rule}]', _FAINT)}"
        ),
        f"    {printable(words(finding.message))}",
        f"    {ink('→', _FAINT)} {printable(words(finding.help))}",
    ]


def closing(verdict: Verdict, words: Translator, *, whole: bool = True) -> list[str]:
    """Return the closing lines: the indicators by state, the findings by weight, whether the gate
    is open and, in the *whole*, which rules were weakened.
    """
    weak = weakened_words(verdict.manual.organisation) if whole else None
    outcome = OUTCOMES[0] if verdict.ok else OUTCOMES[1]
    return [
        words(_states(verdict)),
        *(printable(words(line)) for line in _sites(verdict)),
        *(printable(words(line)) for line in _baseline(verdict)),
        " ".join(printable(words(part)) for part in (_weights(verdict), outcome, weak) if part),
    ]


def _states(verdict: Verdict) -> Message:
    if verdict.assessment is None:
        return say("The indicators were not judged: fix the files above first.")
    counts = verdict.assessment.counts()
    states = [COUNTED[state](counts[state]) for state in IndicatorState]
    return say(
        "{edition}, on {day}: {states}.",
        edition=verdict.assessment.edition.name,
        day=verdict.on,
        states=states,
    )


def _sites(verdict: Verdict) -> Iterator[Message]:
    """Yield how many indicators are in each state at each site that has a name."""
    covered = coverage_by_site(verdict.assessment) if verdict.assessment is not None else ()
    for here in covered[:_SITES]:
        states = [COUNTED[state](count) for state, count in here.counts().items()]
        yield say("{site}: {states}.", site=here.site.name, states=states)
    if len(covered) > _SITES:
        yield say("… and {count} more.", count=len(covered) - _SITES)


def _baseline(verdict: Verdict) -> Iterator[Message]:
    if not verdict.compared:
        return
    known, fixed = sum(finding.known for finding in verdict.findings), len(verdict.fixed)
    counts = [
        say_count("{count} known", "{count} known", known),
        say_count("{count} fixed", "{count} fixed", fixed),
    ]
    yield say("Against the baseline: {counted}.", counted=counts)
    for one in verdict.fixed:
        about = (
            [say("indicator {number}", number=one.indicator)] if one.indicator is not None else []
        )
        yield say(
            "Fixed: {what}.",
            what=[one.rule, *about, *([one.evidence] if one.evidence else []), one.file],
        )


def _weights(verdict: Verdict) -> Message:
    errors, warnings, notes = (counted(severity, verdict.count(severity)) for severity in SHOWN)
    return say("{errors}, {warnings}, {notes}.", errors=errors, warnings=warnings, notes=notes)
