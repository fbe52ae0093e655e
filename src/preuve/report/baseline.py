"""A baseline: what was found before. A provider that starts red is stopped only by what is new.

The file is the JSON of an earlier `preuve check --format json`. Findings are recognised by their fingerprint, not by
their line, which moves, nor by words in which the day stands.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.core.finding import Severity
from preuve.core.fingerprint import fingerprint
from preuve.core.words import Message, say
from preuve.gate.gate import Fixed
from preuve.report.json import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.gate.gate import Verdict

MAX_BYTES = 100 * 1024 * 1024


class Known(NamedTuple):
    """A finding of an earlier report."""

    fingerprint: str
    severity: str
    told: Fixed
    """What is told of it once it is fixed."""


class BaselineError(Exception):
    """The baseline cannot be used; `said` says why."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text)
        self.said = said


def read_baseline(path: Path) -> list[Known]:
    """Return the findings of an earlier report.

    Raises:
        BaselineError: the file cannot be opened, is not a report of `preuve check --format json`, or has the form
            of another version.

    """
    try:
        with path.open("rb") as stream:
            report = json.loads(stream.read(MAX_BYTES).decode("utf-8-sig"))
    except OSError as error:
        raise BaselineError(say("the system says “{error}”", error=error.strerror or str(error))) from None
    except (ValueError, RecursionError):
        raise BaselineError(_FOREIGN) from None
    try:
        version, findings = report["schema"], report["findings"]
        if isinstance(version, int) and version != SCHEMA:
            raise BaselineError(say("it was made by another version of Preuve: make it anew"))
        return [_known(one) for one in findings]
    except (TypeError, KeyError):
        raise BaselineError(_FOREIGN) from None


_FOREIGN = say("it is not a report of `preuve check --format json`")


def _known(one: dict[str, Any]) -> Known:
    known = Known(one["fingerprint"], one["severity"], Fixed(*(one[key] for key in Fixed._fields)))
    kinds = (str, str, int | None, str | None, str)
    if not all(map(isinstance, (*known[:2], *known.told), (str, str, *kinds))):
        raise TypeError
    return known


def compare(verdict: Verdict, baseline: list[Known]) -> Verdict:
    """Return the verdict with what was known marked so, after what is new, and what is fixed told.

    An error that was accepted then, or weighed less, is new: a waiver that ends closes the gate again.
    """
    left = Counter(one.fingerprint for one in baseline)
    errors = Counter(one.fingerprint for one in baseline if one.severity == Severity.ERROR)
    findings = []
    for one in verdict.findings:
        mark = fingerprint(one)
        known = left[mark] > 0 and (one.severity is not Severity.ERROR or errors[mark] > 0)
        left[mark] -= 1
        errors[mark] -= one.severity is Severity.ERROR
        findings.append(one._replace(known=known))
    fixed = []
    for was in baseline:
        if left[was.fingerprint] > 0:
            left[was.fingerprint] -= 1
            fixed.append(was.told)
    findings.sort(key=lambda one: one.known)
    return verdict._replace(findings=tuple(findings), fixed=tuple(fixed), compared=True)
