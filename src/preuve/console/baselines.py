"""A baseline given on the command line: only what is new closes the gate,
for a check, a build or a pack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import say

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.gate.gate import Verdict


def against_baseline(verdict: Verdict, file: Path | None) -> Verdict:
    """Return a verdict compared with an earlier report, if one is given.

    Raises:
        BaselineError: it cannot be used.

    """
    if file is None:
        return verdict
    from preuve.report.baseline import BaselineError, compare, read_baseline  # noqa: PLC0415 - few checks use one

    try:
        return compare(verdict, read_baseline(file))
    except BaselineError as error:
        message = say("the baseline {file} cannot be used: {why}", file=file, why=error.message)
        raise BaselineError(message) from None
