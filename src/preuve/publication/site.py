"""What is told of a site that says more than its audience may see."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from preuve.core.words import Translator, say
from preuve.publication.leaks import look_through, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from preuve.gate.gate import Verdict
    from preuve.model.organisation import Audience

_SHOWN = 40


def leaking(verdict: Verdict, audience: Audience, files: Iterable[tuple[str, bytes]]) -> bool:
    """Tell what files say that their audience may not see; return whether there is any."""
    words, found = Translator(verdict.manual.language), look_through(files, verdict, audience)
    for leak in found[:_SHOWN]:
        print(f"preuve: {words(told(leak))}", file=sys.stderr)
    if len(found) > _SHOWN:
        more = say("… and {count} more.", count=len(found) - _SHOWN)
        print(f"preuve: {words(more)}", file=sys.stderr)
    return bool(found)
