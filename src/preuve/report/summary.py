"""A verdict as Markdown, for the summary of a GitHub job:
what annotations leave out after the first ten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import Translator, say
from preuve.gate.weakened import weakened_words
from preuve.report.markdown import cell, fitting
from preuve.report.text import KNOWN, closing

if TYPE_CHECKING:
    from preuve.core.finding import Finding
    from preuve.gate.gate import Verdict

# GitHub refuses a summary over 1 MiB: what does not fit is counted.
_MOST_BYTES = 900_000


def render_summary(verdict: Verdict) -> str:
    """Return the closing lines and a table of every finding, then which rules were weakened;
    text from the manual can bring no markup.
    """
    words = Translator(verdict.manual.language)
    title = words(say("What the gate found"))
    rows = [_row(finding, words) for finding in verdict.findings]
    outcome = closing(verdict, words, whole=not rows)
    lines = [f"## {cell(title)}\n", *(f"{cell(line)}\n" for line in outcome)]
    if rows:
        head = [say("Weight"), say("Place"), say("What"), say("What to do"), say("Rule")]
        lines += [
            "| " + " | ".join(words(message) for message in head) + " |",
            "|---|---|---|---|---|",
        ]
    lines += fitting(rows, _MOST_BYTES, words)
    # What ends every report ends this one too.
    weak = weakened_words(verdict.manual.organisation)
    lines += ["", cell(words(weak))] if rows and weak else []
    return "\n".join(lines) + "\n"


def _row(finding: Finding, words: Translator) -> str:
    weight = words(finding.severity.label)
    if finding.known:
        weight += f" ({words(KNOWN)})"
    cells = [weight, str(finding.place), words(finding.message), words(finding.help), finding.rule]
    return f"| {' | '.join(map(cell, cells))} |"
