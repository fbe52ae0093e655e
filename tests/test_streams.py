"""What may be at the other end of a command's streams:
nothing, a reader that goes away, a full disk, another code page.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from manuals import EXAMPLE, ManualFolder, entry
from whole_files import pdf

PREUVE = Path(sys.executable).parent / "preuve"
ADD = [
    "add",
    "--place",
    "Armoire n° 2 – étagère « bleue »",
    "--title",
    "Émargement – œuvre ✓ \N{GRINNING FACE}",
    "--indicators",
    "4",
    "--stage",
    "formalised",
    "--kind",
    "document",
    "--owner",
    "quality",
    "--dated",
    "2026-09-01",
]
posix = pytest.mark.skipif(os.name == "nt", reason="written for a POSIX shell")


def shell(line: str, root: Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of a shell in a folder, `preuve` being the command."""
    line = f'preuve() {{ "{PREUVE}" "$@"; }}\n{line}'
    return subprocess.run(
        ["bash", "-c", line],
        cwd=root,
        env={**os.environ, **variables},
        capture_output=True,
        check=False,
        timeout=60,
    )


LINES = {
    "a reader of one line": ("preuve --help | head -1; exit ${PIPESTATUS[0]}", 0),
    "a reader of nothing": ("preuve check --format json | true; exit ${PIPESTATUS[0]}", 0),
    "a closed gate and a reader that goes away": (
        "rm -r docs; preuve check | head -1; exit ${PIPESTATUS[0]}",
        1,
    ),
    "no output": ("preuve check >&-", 0),
    "no errors": ("preuve check 2>&-", 0),
    "no input": ("preuve check <&-", 0),
    "nothing at all": ("preuve check >&- 2>&- <&-", 0),
    "a wrong verb without errors": ("preuve chek 2>&-", 2),
    "a full disk": ("preuve check > /dev/full", 2),
    "a full disk for help": ("preuve --help > /dev/full", 2),
    "a full disk for errors": ("preuve chek 2> /dev/full", 2),
    "a list of rules": ("preuve explain | head -1; exit ${PIPESTATUS[0]}", 0),
}


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize(("line", "status"), LINES.values(), ids=LINES)
def test_no_stream_makes_a_traceback(
    tmp_path: Path, line: str, status: int, unbuffered: str
) -> None:
    """Would catch a traceback at the end of a pipe,
    and a gate whose status depends on who reads its report.
    """
    ManualFolder(tmp_path).whole(entry("x", indicators="[4]", valid_until="2098-01-01"))
    done = shell(line, tmp_path, PYTHONUNBUFFERED=unbuffered)
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    assert done.returncode == status, done.stderr.decode()


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii", "utf-16", "shift_jis"])
def test_a_code_page_changes_neither_the_work_nor_the_words(tmp_path: Path, encoding: str) -> None:
    """Would catch a proof that is written and then told in a traceback:
    the command is given again, and adds it twice.
    """
    ManualFolder(tmp_path).whole()
    environment = {
        **os.environ,
        "PYTHONIOENCODING": encoding,
        "PYTHONUTF8": "0",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        [PREUVE, *ADD], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert ADD[4] in done.stdout.decode("utf-8")
    assert (tmp_path / "evidence_index.yaml").read_text(encoding="utf-8").count(ADD[4]) == 1


@posix
def test_a_reader_that_goes_away_does_not_stop_the_work(tmp_path: Path) -> None:
    """Would catch a proof that is half added because nobody reads on."""
    ManualFolder(tmp_path).whole()
    (tmp_path.parent / "new proof.pdf").write_bytes(pdf())
    words = " ".join(f"'{word}'" for word in [ADD[0], "../new proof.pdf", *ADD[3:]])
    done = shell(f"preuve {words} | true; exit ${{PIPESTATUS[0]}}", tmp_path, PYTHONUNBUFFERED="1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert ADD[4] in (tmp_path / "evidence_index.yaml").read_text(encoding="utf-8")


@posix
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 2), (signal.SIGTERM, 143)])
def test_an_interrupted_command_says_nothing_in_python(
    tmp_path: Path, number: int, status: int
) -> None:
    """Would catch a traceback on Ctrl-C, and a temporary folder left by a
    command that was asked to end.
    """
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [
        str(PREUVE),
        "pack",
        "--root",
        str(EXAMPLE),
        "--for",
        "auditor",
        str(tmp_path / "x.zip"),
    ]
    with subprocess.Popen(
        command,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # What a shell starts in the background ignores Ctrl-C, and so would what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads here
    ) as job:
        for _ in range(600):
            if any(tmp_path.glob("preuve-pack-*")):
                break
            time.sleep(0.05)
        job.send_signal(number)
        _, errors = job.communicate(timeout=60)
    assert job.returncode == status
    assert b"Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def nobody() -> list[str]:
    """Return the words that run a command as a user who may not write here."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not Path("/usr/bin/setpriv").exists():
        pytest.skip("only root can run a command as somebody else")
    words = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
    try_it = [*words, sys.executable, "-c", "import yaml"]
    if subprocess.run(try_it, capture_output=True, check=False).returncode:
        pytest.skip("this Python is root's alone")
    return words


COMMANDS = {
    "check": (["check"], 0),
    "owners": (["owners"], 0),
    "forecast": (["forecast"], 0),
    "add": (ADD, 2),
    "stamp": (["stamp"], 2),
    "export": (["export", "x.xlsx"], 2),
    "build": (["build"], 2),
}


@pytest.mark.parametrize(("words", "status"), COMMANDS.values(), ids=COMMANDS)
def test_a_read_only_checkout_is_said(
    nobody: list[str], tmp_path: Path, words: list[str], status: int
) -> None:
    """Would catch a traceback where nothing can be written, and a check that needs to write."""
    import shutil  # noqa: PLC0415 - for this test alone

    root = Path(f"/tmp/preuve-read-only-{os.getpid()}-{words[0]}")  # noqa: S108 - its parents can be entered by anybody
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns(".cache"))
    try:
        as_nobody(nobody, root, words, status)
    finally:
        shutil.rmtree(root)
    assert tmp_path.is_dir()


def as_nobody(nobody: list[str], root: Path, words: list[str], status: int) -> None:
    """Run a command of Preuve as somebody who may write nothing there."""
    code = "import sys; from preuve.cli import main; main()"
    done = subprocess.run(
        [*nobody, sys.executable, "-c", code, *words],
        cwd=root,
        capture_output=True,
        check=False,
        env={**os.environ, "HOME": "/nonexistent"},
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == status, done.stderr.decode()


@pytest.mark.parametrize("option", [[], ["--draft"]], ids=["site", "draft"])
def test_a_read_only_checkout_builds(nobody: list[str], option: list[str]) -> None:
    """Would catch a build that writes beside what it reads: the site goes elsewhere."""
    import shutil  # noqa: PLC0415 - for this test alone

    again = "import subprocess, sys; subprocess.run([sys.executable, '-c', ''], check=True)"
    try_it = [*nobody, sys.executable, "-c", again]
    if subprocess.run(try_it, capture_output=True, check=False).returncode:
        pytest.skip("this Python is root's alone, to begin another")
    top = Path(f"/tmp/preuve-read-only-{os.getpid()}-build{len(option)}")  # noqa: S108 - as above
    shutil.copytree(EXAMPLE, top / "manual", ignore=shutil.ignore_patterns(".cache"))
    (top / "out").mkdir()
    (top / "out").chmod(0o777)
    try:
        words = ["build", *option, "--site", str(top / "out" / "site")]
        as_nobody(nobody, top / "manual", words, 0)
        assert (top / "out" / "site" / "index.html").is_file()
        assert not (top / "manual" / ".cache").exists()
    finally:
        shutil.rmtree(top)
