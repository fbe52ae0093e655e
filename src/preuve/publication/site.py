"""A site built for an audience and looked through before anybody sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from preuve.core.words import Translator, say
from preuve.publication.leaks import files_below, look_through, told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from preuve.gate.gate import Verdict
    from preuve.model.organisation import Audience

_SHOWN = 40

ONLINE, OFFLINE = "mkdocs.yml", "mkdocs.offline.yml"
"""MkDocs' configurations, in the manual's folder."""


def make_site(root: Path, configuration: str, target: Path, verdict: Verdict, audience: Audience) -> bool:
    """Build a site for an audience, on the verdict's day, into an empty folder; return whether it may be shown.

    The same commit on the same day gives the same bytes: MkDocs dates what it writes by `SOURCE_DATE_EPOCH`.
    """
    midnight = datetime.combine(verdict.on, time(), UTC)
    environment = {
        "SOURCE_DATE_EPOCH": str(max(0, int(midnight.timestamp()))),
        **os.environ,
        "PREUVE_FOR": audience.value,
        "PREUVE_AS_OF": verdict.on.isoformat(),
    }
    return _mkdocs(root, configuration, target, environment) and not leaking(verdict, audience, files_below(target))


def _mkdocs(root: Path, configuration: str, target: Path, environment: dict[str, str]) -> bool:
    """Run MkDocs; its log is shown only when it fails. Returns whether the site was built."""
    # Not -q: it hides the warnings that --strict counts, and the build would pass.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", configuration, "--site-dir", str(target)]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False)  # noqa: S603 - fixed words
    if done.returncode != 0:
        sys.stderr.buffer.write(done.stdout + done.stderr)
    return done.returncode == 0


def leaking(verdict: Verdict, audience: Audience, files: Iterable[tuple[str, bytes]]) -> bool:
    """Tell what files say that their audience may not see; return whether there is any."""
    words, found = Translator(verdict.manual.language), look_through(files, verdict, audience)
    for leak in found[:_SHOWN]:
        print(f"preuve: {words(told(leak))}", file=sys.stderr)
    if len(found) > _SHOWN:
        more = say("… and {count} more.", count=len(found) - _SHOWN)
        print(f"preuve: {words(more)}", file=sys.stderr)
    return bool(found)
