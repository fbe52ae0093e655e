"""`preuve serve`: each fault is shown on the page concerned,
the last good page stays, nothing hangs.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import preuve
from serving import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copies import Copy

INDICATOR = "criteria/criterion-2/indicator-04/"

# The file, what is appended to it, the page that must say so, and what it says.
BREAKAGE = [
    ("docs/register.md", "\n[x](gone.md)\n", "register/", "The link gone.md leads to no page"),
    ("docs/register.md", "\n{{ preuves() }}\n", "register/", "Did you mean “evidence”"),
    ("docs/register.md", "\n{{ evidence(\n", "register/", "[broken-braces]"),
    ("docs/register.md", "\n{{ 1 / 0 }}\n", "register/", "ZeroDivisionError"),
    ("evidence_index.yaml", "  - [\n", "", "evidence_index.yaml:"),
    ("organisation.yaml", "language: en\n", "", "[duplicate-key]"),
    ("mkdocs.yml", "nav: [\n", "", "mkdocs.yml:"),
    ("macros/team.py", "\nraise ValueError('ouch')\n", "", "ouch"),
    ("macros/team.py", "\nimport os; os._exit(3)\n", "", "could not be drawn"),
]


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


def test_each_fault_is_shown_and_the_last_good_page_stays(copy: Copy) -> None:
    """Would catch a server that ends, hangs, shows nothing, or takes the page away;
    and one that keeps what is mended.
    """
    with live(copy.root) as server:
        server.wait("register/", lambda text: "md-header" in text)
        for path, added, page, sentence in BREAKAGE:
            file = copy.root / path
            whole = file.read_bytes()
            # As an editor does it: beside the file, then in its place.
            beside = file.with_name(f"{file.name}.tmp~")
            beside.write_bytes(whole + added.encode())
            beside.replace(file)
            shown = server.wait(page, lambda text, wanted=sentence: wanted in text)  # type: ignore[misc]
            assert "md-header" in shown, f"{path}: the last good page is gone"
            file.write_bytes(whole)
            server.wait(
                page, lambda text: "data-preuve-live" not in text and "pv-problems" not in text
            )
        index = copy.index.read_bytes()
        copy.index.unlink()
        server.wait("", lambda text: "evidence_index.yaml" in text)
        copy.index.write_bytes(index.replace(b"evidence:", b"evidence: []\nleft:", 1))
        assert "md-header" in server.wait(INDICATOR, lambda text: "data-preuve-live" in text)
        assert server.page("../../etc/passwd").startswith("root:") is False


def test_a_taken_port_is_said(copy: Copy) -> None:
    """Would catch a traceback where another program has the port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = preuve("serve", "--port", str(taken.getsockname()[1]), cwd=copy.root)
    assert done.returncode == 2
    assert b"choose another with --port" in done.stderr
    assert preuve("serve", "--port", "99999999", cwd=copy.root).returncode == 2
