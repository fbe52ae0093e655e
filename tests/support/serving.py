"""`mkdocs serve` for a test: started on a free port,
asked until it answers as wanted, ended with the test.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 120  # seconds: a slow machine is not a fault


class Server(NamedTuple):
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    def page(self, path: str) -> str:
        """Return a page of the server, or nothing while it does not answer."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=10) as answer:
                text: str = answer.read().decode("utf-8")
                return text
        except (URLError, ConnectionError, TimeoutError):
            return ""

    def wait(self, path: str, wanted: Callable[[str], bool]) -> str:
        """Return a page once it is as wanted."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, "the server has ended"
            text = self.page(path)
            if text and wanted(text):
                return text
            time.sleep(0.2)
        message = f"{path} did not become as wanted"
        raise AssertionError(message)


@contextmanager
def served(root: Path) -> Iterator[Server]:
    """Serve a manual."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    tool = Path(sys.executable).parent / "mkdocs"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [str(tool), "serve", "--dev-addr", f"127.0.0.1:{port}", "--livereload"]
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            yield Server(port, server)
        finally:
            server.terminate()


@contextmanager
def live(root: Path) -> Iterator[Server]:
    """Serve a manual with `preuve serve`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "preuve"), "serve", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as server:
        try:
            yield Server(port, server)
        finally:
            server.terminate()
            said = server.communicate(timeout=30)
            assert b"Traceback" not in said[1]
