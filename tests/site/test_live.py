"""`preuve serve`: what is bare stands on its page, nothing hangs, and stopping stops all.
What breaks is in `test_breakage.py`.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import watchfiles
from helpers import preuve
from serving import PATIENCE, live

from preuve.site import live as live_module

if TYPE_CHECKING:
    import pytest
    from copies import Copy

INDICATOR = "criteria/criterion-2/indicator-04/"


def test_a_bare_indicator_is_shown_on_its_page(copy: Copy) -> None:
    """Would catch a finding that only the home page shows; and a file outside the site given out."""
    with live(copy.root) as server:
        server.wait(INDICATOR, lambda text: "md-header" in text)
        index = copy.index.read_bytes()
        copy.index.write_bytes(index.replace(b"evidence:", b"evidence: []\nleft:", 1))
        assert "md-header" in server.wait(INDICATOR, lambda text: "data-preuve-live" in text)
        assert server.page("../../etc/passwd").startswith("root:") is False


def test_it_goes_on_where_the_system_tells_of_no_changes(
    copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a server that stands still where no watch is left, or on a network drive."""
    asked: list[bool] = []
    real = watchfiles.awatch

    def awatch(*paths: Path, force_polling: bool, **options: Any) -> object:  # noqa: ANN401 - passed on
        asked.append(force_polling)
        if not force_polling:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*paths, force_polling=True, **options)

    monkeypatch.setattr(live_module, "awatch", awatch)

    async def changed() -> None:
        site = live_module.LiveSite(copy.root)
        watching = asyncio.create_task(site.watch())
        try:
            site._wanted.clear()  # noqa: SLF001 - what the first look asked for
            await asyncio.sleep(1.5)
            copy.index.write_bytes(copy.index.read_bytes() + b"\n")
            async with asyncio.timeout(60):
                await site._wanted.wait()  # noqa: SLF001 - nothing is drawn here
        finally:
            watching.cancel()
            site.close()

    asyncio.run(changed())
    assert asked[0] is False
    assert True in asked


def test_stopping_stops_all(copy: Copy) -> None:
    """Would catch a macro without end that goes on when its server was stopped."""
    pid = copy.root / "pid"
    team = copy.root / "macros/team.py"
    endless = (
        f"\nimport os, time\nopen({str(pid)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)\n"
    )
    team.write_text(team.read_text(encoding="utf-8") + endless, encoding="utf-8")
    with live(copy.root) as server:
        server.wait("", lambda _: pid.is_file() and pid.read_text() != "")
        begun = time.monotonic()
        assert server.page("register/"), "a page is answered while a drawing does not end"
        assert time.monotonic() - begun < PATIENCE
    for _ in range(100):
        if not Path(f"/proc/{pid.read_text()}").exists():
            return
        time.sleep(0.1)
    assert not Path(f"/proc/{pid.read_text()}").exists() or not Path("/proc").is_dir()


def test_a_taken_port_is_said(copy: Copy) -> None:
    """Would catch a traceback where another program has the port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = preuve("serve", "--port", str(taken.getsockname()[1]), cwd=copy.root)
    assert done.returncode == 2
    assert b"choose another with --port" in done.stderr
    assert preuve("serve", "--port", "99999999", cwd=copy.root).returncode == 2
