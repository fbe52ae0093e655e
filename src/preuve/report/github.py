"""Findings as GitHub Actions workflow commands, which annotate the lines at fault in a pull
request.

GitHub shows ten annotations of each kind for a step and drops the others without a word: the tenth
tells how many more there are. `summary.py` has them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.labels import counted
from preuve.core.finding import Severity
from preuve.core.words import Translator, say
from preuve.gate.weakened import weakened_words
from preuve.report.repository_paths import from_here

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.core.finding import Finding
    from preuve.core.words import Message
    from preuve.gate.gate import Verdict

MOST = 10

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(verdict: Verdict) -> str:
    """Return workflow commands for what a baseline did not know,
    errors first, ten of a kind at most.
    """
    words = Translator(verdict.manual.language)
    lines: list[str] = []
    for severity, command in _COMMANDS.items():
        annotations = [
            finding
            for finding in verdict.findings
            if finding.severity is severity and not finding.known
        ]
        shown = annotations if len(annotations) <= MOST else annotations[: MOST - 1]
        lines += [_annotation(command, finding, words, verdict.manual.root) for finding in shown]
        if shown is not annotations:
            lines.append(_rest(command, counted(severity, len(annotations) - len(shown)), words))
    if (sentence := weakened_words(verdict.manual.organisation)) is not None:
        lines.append(f"::notice title=preuve::{_data(words(sentence))}")
    return "".join(f"{line}\n" for line in lines)


def _annotation(command: str, finding: Finding, words: Translator, root: Path) -> str:
    place = finding.place
    properties = {"title": finding.rule.value}
    if (
        root / place.file
    ).exists():  # a page that is missing has no line to stand on: its finding is of no file
        properties = {
            "file": from_here(root) + place.file,
            "line": str(place.line),
            "col": str(place.column),
            **properties,
        }
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {written}::{_data(f'{words(finding.message)} → {words(finding.help)}')}"


def _rest(command: str, left: Message, words: Translator) -> str:
    """Return the annotation that stands for those left out; it is of no file."""
    message = say(
        "Not shown here: {counted}. See the summary of this job, or run preuve check.", counted=left
    )
    return f"::{command} title=preuve::{_data(words(message))}"


def _data(text: str) -> str:
    """Escape text, so that a title in the index cannot give a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
