"""A baseline: what was found before. A provider that starts red is stopped only by what is new.

The file is the JSON of an earlier `preuve check --format json`. A finding is recognised by its rule, its file, and the
indicator or the proof it is about; not by its line, which moves, nor by words in which the day stands.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from preuve.words import Words

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.gate import Verdict

Mark = tuple[str, str, Any, Any, str]
MAX_BYTES = 100 * 1024 * 1024


class BaselineError(Exception):
    """The baseline file cannot be read; the message says why."""


def read_baseline(path: Path) -> Counter[Mark]:
    """Return the findings of an earlier report, each with how often it was found.

    Raises:
        BaselineError: the file cannot be opened, or is not a report of `preuve check --format json`.

    """
    try:
        with path.open("rb") as stream:
            report = json.loads(stream.read(MAX_BYTES).decode("utf-8"))
        findings = report["findings"]
        return Counter(_mark(one["rule"], one["file"], one["indicator"], one["evidence"], one["message"]) for one in findings)
    except OSError as error:
        raise BaselineError(error.strerror or str(error)) from None
    except (ValueError, TypeError, KeyError, RecursionError):
        message = "it is not a report of `preuve check --format json`"
        raise BaselineError(message) from None


def _mark(rule: str, file: str, indicator: object, evidence: object, message: str) -> Mark:
    about_something = indicator is not None or evidence is not None
    return (rule, file, indicator, evidence, "" if about_something else message)


def compare(verdict: Verdict, baseline: Counter[Mark]) -> Verdict:
    """Return the verdict with what was known marked so, and what is fixed told."""
    words = Words(verdict.manual.language)
    left = baseline.copy()
    findings = []
    for one in verdict.findings:
        mark = _mark(one.rule, one.place.file, one.indicator, one.evidence, words(one.message))
        known = left[mark] > 0
        left[mark] -= known
        findings.append(one._replace(known=known))
    fixed = tuple(f"{mark[0]} {mark[1]}{_about(mark)}" for mark in (+left).elements())
    return verdict._replace(findings=tuple(findings), fixed=fixed)


def _about(mark: Mark) -> str:
    about = [str(value) for value in mark[2:4] if value is not None]
    return f" ({', '.join(about)})" if about else ""
