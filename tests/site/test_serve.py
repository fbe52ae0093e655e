"""`mkdocs serve`: shows what the gate refuses on the pages, goes on, and follows every change."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Callable

    from copies import Copy

PATIENCE = 60  # seconds: a slow machine is not a fault


def page(port: int, path: str) -> str:
    """Return a page of the server, or nothing while it does not answer."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
            text: str = answer.read().decode("utf-8")
            return text
    except (URLError, ConnectionError, TimeoutError):
        return ""


def wait(port: int, path: str, wanted: Callable[[str], bool], server: subprocess.Popen[bytes]) -> str:
    """Return a page once it is as wanted."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert server.poll() is None, "the server has ended"
        text = page(port, path)
        if text and wanted(text):
            return text
        time.sleep(0.2)
    message = f"{path} did not become as wanted"
    raise AssertionError(message)


def test_serve_shows_refusals_and_follows_changes(copy: Copy) -> None:
    """Would catch a server that ends at the first fault, hides it, or keeps showing it once it is mended."""
    index = copy.index.read_text(encoding="utf-8")
    organisation = copy.organisation.read_text(encoding="utf-8")
    copy.index.write_text("evidence:\n", encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    tool = Path(sys.executable).parent / "mkdocs"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [str(tool), "serve", "--dev-addr", f"127.0.0.1:{port}", "--livereload"]
    indicator = "criteria/criterion-2/indicator-04/"
    with subprocess.Popen(
        command, cwd=copy.root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            shown = wait(port, indicator, lambda text: "pv-problems" in text, server)
            assert "Indicator 4" in shown
            assert "indicators: [4]" in shown
            copy.index.write_text(index, encoding="utf-8")
            wait(port, indicator, lambda text: "pv-problems" not in text, server)
            copy.index.write_text(index + "  - [", encoding="utf-8")
            shown = wait(port, "", lambda text: "pv-problems" in text, server)
            assert "evidence_index.yaml:" in shown
            copy.index.write_text(index, encoding="utf-8")
            wait(port, "", lambda text: "pv-problems" not in text, server)
            copy.organisation.write_text(organisation.replace("Quality lead", "Head of quality"), encoding="utf-8")
            wait(port, "register/", lambda text: "Head of quality" in text, server)
            home = copy.root / "docs" / "index.md"
            home.write_text(home.read_text(encoding="utf-8") + "\n{{ no_such_macro() }}\n", encoding="utf-8")
            shown = wait(port, "", lambda text: "no_such_macro" in text, server)
        finally:
            server.terminate()
