"""A build that is killed leaves the last good site whole.
`PREUVE_KILLS=200` kills more often than `make test` does.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from copies import contents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from copies import Copy

KILLS = int(os.environ.get("PREUVE_KILLS", "6"))
CONTROLS = 7 if KILLS < 100 else 20
TOOLS = Path(sys.executable).parent


def digest(site: Path) -> str:
    """Return what a site holds, in short; a site that is not there is another one."""
    told = (
        sorted((name, sha256(data).hexdigest()) for name, data in contents(site).items())
        if site.is_dir()
        else []
    )
    return sha256(repr(told).encode()).hexdigest()


def kill(copy: Copy, command: list[str], now: Callable[[], bool]) -> bool:
    """Start a build, kill it and all it started when it is time;
    return whether it was still at work.
    """
    with subprocess.Popen(
        [TOOLS / command[0], *command[1:]],
        cwd=copy.root,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    ) as build:
        while build.poll() is None:
            if now():
                os.killpg(build.pid, signal.SIGKILL)
                return True
            time.sleep(0.001)
    return False


def passed(seconds: float) -> Callable[[], bool]:
    """Return what tells whether some seconds have passed from now on."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def changed(look: Callable[[], object], after: float = 0) -> Callable[[], bool]:
    """Return what tells whether something on disk is no more what it is now,
    and some seconds have passed since it was seen.
    """
    before, since = look(), float("inf")

    def told() -> bool:
        nonlocal since
        if since == float("inf") and look() != before:
            since = time.monotonic()
        return time.monotonic() - since >= after

    return told


def state(path: Path) -> tuple[int, int] | None:
    """Return which file or folder stands at a path now, and of when it is."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def moments(site: Path, length: float, draw: Random) -> Iterator[Callable[[], bool]]:
    """Yield when to kill: at any time of a build, after the first sight of a site in the making,
    and amid the exchange.
    """
    while True:
        yield passed(draw.uniform(0, length * 1.1))
        yield changed(
            lambda: {path.name for path in site.parent.glob(".site-*")}, draw.uniform(0, length)
        )
        yield changed(lambda: state(site), draw.choice((0, 0.002, 0.01)))


def test_a_killed_build_leaves_the_last_site_whole(copy: Copy) -> None:
    """Would catch half a site published; the control shows that kills on sight of a change do harm
    to a build in place.

    By the clock alone the control would be a matter of luck: on a busy machine nothing was written
    yet, or everything.
    """
    site, other = copy.root / "site", copy.root / "other"
    copy.succeed("preuve", "build")
    # Another text: a whole new site is as good as the whole last one, a mixture is not.
    page = copy.root / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n\nAnother edition.\n", encoding="utf-8")
    begun = time.monotonic()
    copy.succeed("preuve", "build", "--site", str(other))
    length = time.monotonic() - begun
    whole = {digest(site), digest(other)}
    assert len(whole) == 2
    killed = 0
    when = moments(site, length, random.Random(7))  # noqa: S311 - a test, the same each time
    for _ in range(KILLS):
        killed += kill(copy, ["preuve", "build"], next(when))
        assert digest(site) in whole
        for left in copy.root.glob(
            ".site-*"
        ):  # a killed build cannot clean up: what it leaves is beside the site, not in it
            shutil.rmtree(left)
    assert killed > 0
    # The control: MkDocs empties the site before it writes it.
    tried = harmed = 0
    for _ in range(CONTROLS):
        shutil.rmtree(site)
        shutil.copytree(other, site)
        tried += kill(copy, ["mkdocs", "build"], changed(lambda: state(site / "index.html")))
        harmed += digest(site) not in whole
        if harmed and KILLS < 100:
            break
    sys.stdout.write(
        f"killed at work: {killed} of {KILLS} builds, every one left a whole site; "
        f"of {tried} builds in place killed when the site had changed, {harmed} left a broken one\n"
    )
    assert harmed > 0
