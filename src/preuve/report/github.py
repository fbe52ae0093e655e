"""Findings as GitHub Actions workflow commands, which annotate the lines at fault in a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.finding import Severity
from preuve.words import Words

if TYPE_CHECKING:
    from preuve.finding import Finding
    from preuve.gate import Verdict

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(verdict: Verdict) -> str:
    """Return one workflow command for each finding, errors first: GitHub shows the first ten of each kind."""
    words = Words(verdict.manual.language)
    return "".join(_command(finding, words) + "\n" for finding in verdict.findings)


def _command(finding: Finding, words: Words) -> str:
    place = finding.place
    properties = {
        "file": place.file, "line": str(place.line), "col": str(place.column), "title": finding.rule,
    }  # fmt: skip
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(f'{words(finding.message)} → {words(finding.help)}')}"


def _data(text: str) -> str:
    """Escape text, so that a title in the index cannot give a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
