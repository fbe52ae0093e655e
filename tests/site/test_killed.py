"""A build that is killed leaves the last good site whole. `PREUVE_KILLS=200` kills more often than `make test` does."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from copies import contents

if TYPE_CHECKING:
    from copies import Copy

KILLS = int(os.environ.get("PREUVE_KILLS", "6"))
TOOLS = Path(sys.executable).parent


def digest(site: Path) -> str:
    """Return what a site holds, in short; a site that is not there is another one."""
    told = sorted((name, sha256(data).hexdigest()) for name, data in contents(site).items()) if site.is_dir() else []
    return sha256(repr(told).encode()).hexdigest()


def kill(copy: Copy, command: list[str], after: float) -> bool:
    """Start a build, kill it and all it started after some seconds; return whether it was still at work."""
    with subprocess.Popen(
        [TOOLS / command[0], *command[1:]], cwd=copy.root, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    ) as build:  # fmt: skip
        try:
            build.wait(after)
        except subprocess.TimeoutExpired:
            os.killpg(build.pid, signal.SIGKILL)
            return True
    return False


def test_a_killed_build_leaves_the_last_site_whole(copy: Copy) -> None:
    """Would catch half a site published; the control shows that the same kills do harm to a build in place."""
    assert copy.run("preuve", "build").returncode == 0
    site = copy.root / "site"
    whole = {digest(site)}
    begun = time.monotonic()
    assert copy.run("preuve", "build").returncode == 0
    length = time.monotonic() - begun
    # Another text each time: a whole new site is as good as the whole last one, a mixture is not.
    page = copy.root / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n\nAnother edition.\n", encoding="utf-8")
    assert copy.run("preuve", "build", "--site", str(copy.root / "other")).returncode == 0
    whole.add(digest(copy.root / "other"))
    draw = random.Random(7)  # noqa: S311 - a test, the same each time
    killed = 0
    for _ in range(KILLS):
        killed += kill(copy, ["preuve", "build"], draw.uniform(0, length * 1.1))
        assert digest(site) in whole
    assert killed > 0
    # The control: MkDocs empties the site before it writes it.
    harmed = 0
    for moment in [length * part for part in (0.6, 0.7, 0.8, 0.5, 0.9, 0.95, 0.4)]:
        kill(copy, ["mkdocs", "build"], moment)
        harmed += digest(site) not in whole
        if harmed and KILLS < 100:
            break
    sys.stdout.write(
        f"killed at work: {killed} of {KILLS} builds, every one left a whole site; the control left {harmed} broken\n"
    )
    assert harmed > 0
