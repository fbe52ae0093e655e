"""A build, a pack or a print that is killed leaves the last good one whole.
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
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from browsing import chromium
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


def kill(copy: Copy, command: list[str], now: Callable[[], bool], **variables: str) -> bool:
    """Start a command, kill it and all it started when it is time;
    return whether it was still at work.
    """
    with subprocess.Popen(
        [TOOLS / command[0], *command[1:]],
        cwd=copy.root,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables},
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
    assert killed > 0
    copy.succeed("preuve", "build")
    assert list(copy.root.glob(".site-*")) == [], "the next one takes away what they left"
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


ARCHIVES = {
    "pack": ["pack", "--for", "auditor", "--no-pdf", "audit.zip"],
    "print": ["print", "--criterion", "1", "--output", "audit.pdf"],
}


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """Return a temporary folder whose name leaves room for a browser's sockets."""
    with TemporaryDirectory(prefix="kill-") as folder:
        yield Path(folder)


@pytest.mark.parametrize("words", ARCHIVES.values(), ids=ARCHIVES)
def test_a_killed_pack_or_print_leaves_nothing_half(
    copy: Copy, short_folder: Path, words: list[str]
) -> None:
    """Would catch half a file under the final name, and a whole site of the team's, or a browser's
    profile, that stays in the temporary folder of a machine that others use too.
    """
    if words[0] == "print":
        chromium()
    temporary = short_folder
    command, output = ["preuve", *words], copy.root / words[-1]
    copy.succeed(*command)
    last = output.read_bytes()
    page = copy.root / "docs" / "criteria" / "criterion-1" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n\nAnother edition.\n", encoding="utf-8")
    begun = time.monotonic()
    copy.succeed(*command)
    length = time.monotonic() - begun
    whole = {last, output.read_bytes()}
    assert len(whole) == 2
    draw = random.Random(7)  # noqa: S311 - as above
    killed = 0
    for _ in range(KILLS):
        output.write_bytes(last)
        killed += kill(copy, command, passed(draw.uniform(0, length * 1.1)), TMPDIR=str(temporary))
        assert output.read_bytes() in whole
    assert killed > 0
    done = copy.run(*command, env={"TMPDIR": str(temporary)})
    assert done.returncode == 0, done.stderr
    assert list(temporary.iterdir()) == [], "the next one takes away what they left"
    assert [path.name for path in copy.root.iterdir() if ".preuve-" in path.name] == []
    sys.stdout.write(f"killed at work: {killed} of {KILLS}, nothing half, nothing left\n")


def test_a_temporary_folder_with_a_long_name(copy: Copy, tmp_path: Path) -> None:
    """Would catch a browser that cannot print where its socket's name would be too long."""
    chromium()
    temporary = tmp_path / ("long-" * 20)
    temporary.mkdir()
    done = copy.run(*["preuve", *ARCHIVES["print"]], env={"TMPDIR": str(temporary)})
    assert done.returncode == 0, done.stderr
    assert list(temporary.iterdir()) == []
