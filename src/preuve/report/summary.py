"""A verdict as Markdown, for the summary of a GitHub job: what annotations leave out after the first ten."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from preuve.report.text import KNOWN, SEVERITY_WORDS, closing, plain
from preuve.words import Words, say

if TYPE_CHECKING:
    from preuve.finding import Finding
    from preuve.gate import Verdict

# GitHub refuses a summary over 1 MiB: what does not fit is counted.
_MOST_BYTES = 900_000


def render_summary(verdict: Verdict) -> str:
    """Return the closing lines and a table of every finding; text from the manual can bring no markup."""
    words = Words(verdict.manual.language)
    title = words(say("What the gate found"))
    lines = [f"## {_cell(title)}\n", *(f"{_cell(line)}\n" for line in closing(verdict, words))]
    rows = [_row(one, words) for one in verdict.findings]
    if rows:
        head = [say("Weight"), say("Place"), say("What"), say("What to do"), say("Rule")]
        lines += ["| " + " | ".join(words(one) for one in head) + " |", "|---|---|---|---|---|"]
    size = 0
    for shown, row in enumerate(rows):
        size += len(row.encode()) + 1
        if size > _MOST_BYTES:
            lines += ["", words(say("… and {count} more.", count=len(rows) - shown))]
            break
        lines.append(row)
    return "\n".join(lines) + "\n"


def _row(finding: Finding, words: Words) -> str:
    weight = words(SEVERITY_WORDS[finding.severity])
    if finding.known:
        weight += f" ({words(KNOWN)})"
    cells = [weight, str(finding.place), words(finding.message), words(finding.help), finding.rule]
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    """Return text that stays text in a cell of a Markdown table: every sign of Markdown or HTML is spelled out."""
    return "".join(f"&#{ord(sign)};" if sign in r"\`*_{}[]()#+!|~$@:" else sign for sign in escape(plain(text), quote=False))
