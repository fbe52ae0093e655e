"""Several people at once, and commands that are killed: nothing is lost, nothing is half, nothing
is left lying about.

`PREUVE_ROUNDS=40` and `PREUVE_KILLS=50` do more than `make test` does.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from manuals import ManualFolder

import preuve
from preuve import cli
from preuve.core.writing import one_writer, scratch, write_whole
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from collections.abc import Sequence

PREUVE = Path(sys.executable).parent / "preuve"
ROUNDS = int(os.environ.get("PREUVE_ROUNDS", "2"))
KILLS = int(os.environ.get("PREUVE_KILLS", "6"))
WRITERS = 8
ENTRY = [
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


def start(root: Path, *words: str) -> subprocess.Popen[str]:
    """Start a command in a manual's folder, with nobody at the terminal."""
    return subprocess.Popen(
        [PREUVE, *words],
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def status(job: subprocess.Popen[str]) -> int:
    """Wait for a command; return its exit status."""
    job.communicate(timeout=60)
    return job.returncode


def titles(root: Path) -> list[str]:
    """Return the titles of the entries of the index, which must be whole."""
    index = Manual.load(root).evidence_index
    assert index is not None
    assert len({entry.id for entry in index.evidence}) == len(index.evidence)
    return [entry.title for entry in index.evidence]


def test_eight_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    """Would catch an entry that was said to be added and is not there,
    one twice, or one proof in another's place.
    """
    root = tmp_path / "manual"
    root.mkdir()
    ManualFolder(root).whole()
    before = len(titles(root))
    for turn in range(ROUNDS):
        for number in range(WRITERS):
            folder = tmp_path / f"{number}"
            folder.mkdir(exist_ok=True)
            (folder / "proof.pdf").write_bytes(f"%PDF-1.4 {turn} {number}".encode())
        jobs = [
            start(
                root,
                "add",
                str(tmp_path / f"{number}" / "proof.pdf"),
                "--name",
                f"{turn}-{number % 6}.pdf",
                "--title",
                f"Title {turn} {number}",
                *ENTRY,
            )
            for number in range(WRITERS)
        ]
        outputs = [(job.communicate(timeout=120), job.returncode) for job in jobs]
        added = [number for number, (_, status) in enumerate(outputs) if status == 0]
        assert len(added) == WRITERS - 2, (
            outputs
        )  # two of the eight ask for a name that another has
        there = titles(root)
        assert sorted(title for title in there if title.startswith(f"Title {turn} ")) == [
            f"Title {turn} {n}" for n in added
        ]
        for number in added:
            assert (
                root / f"evidence/{turn}-{number % 6}.pdf"
            ).read_bytes() == f"%PDF-1.4 {turn} {number}".encode()
    assert len(titles(root)) == before + ROUNDS * (WRITERS - 2)
    assert [path.name for path in (root / "evidence").iterdir() if path.name.startswith(".")] == []


def killed_somewhere(
    root: Path, words: Sequence[str], longest: float, chance: random.Random
) -> bool:
    """Give a command and kill it at a random moment; return whether it was still at work."""
    job = start(root, *words)
    time.sleep(chance.uniform(0, longest))
    alive = job.poll() is None
    if alive:
        os.killpg(job.pid, signal.SIGKILL)
    job.communicate()
    return alive


@pytest.mark.skipif(os.name == "nt", reason="process groups are POSIX's")
def test_a_killed_add_leaves_nothing_half(tmp_path: Path) -> None:
    """Would catch half a proof under its final name, which blocks the next add;
    an index cut off; a file left behind.
    """
    root = tmp_path / "manual"
    root.mkdir()
    ManualFolder(root).whole()
    proof = tmp_path / "big.bin"
    data = os.urandom(1 << 20) * 24
    proof.write_bytes(data)
    words = ["add", str(proof), "--title", "Big", *ENTRY]
    begun = time.monotonic()
    assert status(start(root, *words, "--name", "first.bin")) == 0
    longest = (time.monotonic() - begun) * 1.1
    chance = random.Random(7)  # noqa: S311 - a test, the same each time
    killed = 0
    for number in range(KILLS):
        name = f"{number}.bin"
        killed += killed_somewhere(root, [*words, "--name", name], longest, chance)
        target = root / "evidence" / name
        assert not target.exists() or target.read_bytes() == data
        titles(root)
        if not target.exists() or f"evidence/{name}" not in (
            root / "evidence_index.yaml"
        ).read_text(encoding="utf-8"):
            assert status(start(root, *words, "--name", name)) == 0, "the next one is not blocked"
    assert killed > 0
    with one_writer(root):
        pass
    left = [path.name for path in root.rglob("*") if ".preuve-" in path.name]
    assert left == []


def test_a_killed_import_leaves_the_index_whole(tmp_path: Path) -> None:
    """Would catch an import of which half the rows are there."""
    root = tmp_path / "manual"
    root.mkdir()
    folder = ManualFolder(root)
    folder.whole()
    rows = "".join(
        f"P{number:03};Title {number};4;formalised;Binder;quality;2026-09-01;approved\n"
        for number in range(300)
    )
    (tmp_path / "sheet.csv").write_text(
        "id;title;indicators;stage;place;owner;dated;status\n" + rows, encoding="utf-8"
    )
    words = ["import", str(tmp_path / "sheet.csv"), "--write"]
    original = (root / "evidence_index.yaml").read_bytes()
    begun = time.monotonic()
    job = start(root, *words)
    assert status(job) == 0
    longest = (time.monotonic() - begun) * 1.1
    whole = len(titles(root))
    chance = random.Random(7)  # noqa: S311 - as above
    for _ in range(KILLS):
        (root / "evidence_index.yaml").write_bytes(original)
        killed_somewhere(root, words, longest, chance)
        assert len(titles(root)) in {whole, whole - 300}


def test_git_of_a_new_manual_ignores_what_killed_commands_leave(tmp_path: Path) -> None:
    """Would catch half a proof, or a whole site of the team's, committed with `git add --all`."""
    root = tmp_path / "manual"
    assert cli.run(["new", str(root), "--name", "A", "--categories", "training"]) == 0
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    subprocess.run(["git", "add", "--all"], cwd=root, check=True)
    with scratch("build", beside=root) as site:
        (site / "index.html").write_text("x", encoding="utf-8")
        shutil.copytree(site, site.with_name(f"{site.name}-new"))
        for name in (
            "evidence/plan.pdf",
            "evidence_index.yaml",
            "registers/watch.yaml",
            "audit.zip",
        ):
            handle, _ = tempfile.mkstemp(
                prefix=f".{Path(name).name}.preuve-", dir=(root / name).parent
            )
            os.close(handle)
        command = ["git", "status", "--porcelain", "--untracked-files=all"]
        listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
        assert [line for line in listed.stdout.splitlines() if line.startswith("??")] == []


def test_no_temporary_folder_is_made_but_by_scratch() -> None:
    """Would catch a folder that a killed command leaves for ever, as no later one knows its name."""
    made = {
        file.name
        for file in Path(preuve.__file__).parent.rglob("*.py")
        if re.search(r"mkdtemp|TemporaryDirectory|NamedTemporaryFile", file.read_text("utf-8"))
    }
    assert made == {"writing.py"}


def test_what_killed_commands_left_is_taken_away(tmp_path: Path) -> None:
    """Would catch a whole site of the team's left in the temporary folder;
    and another's folder taken for ours.
    """
    with scratch("test", beside=tmp_path) as alive:
        left = tmp_path / ".site-preuve-test-abcdefgh"
        left.mkdir()
        (left / "index.html").touch()
        others = [
            tmp_path / name
            for name in (
                ".site-preuve-test-mine",
                ".site-preuve-test",
                ".site-abcdefgh",
                "site-preuve-test-abcdefgh",
            )
        ]
        for folder in others:
            folder.mkdir()
        (tmp_path / "target").mkdir()
        (tmp_path / ".site-preuve-test-ijklmnop").symlink_to(tmp_path / "target")
        with scratch("test", beside=tmp_path) as second:
            assert alive.is_dir()
            assert second.is_dir()
            assert second != alive
        assert not second.exists()
        assert not left.exists()
        assert all(folder.is_dir() for folder in others)
        assert (tmp_path / "target").is_dir()
    assert not alive.exists()


def test_a_file_is_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a file emptied by a full disk, or a leftover beside it."""
    file = tmp_path / "index.yaml"
    file.write_bytes(b"before")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(file, b"after")
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_one_process_may_take_its_turn_within_its_turn(tmp_path: Path) -> None:
    """Would catch a command that waits for itself."""
    with one_writer(tmp_path), one_writer(tmp_path):
        assert (tmp_path / ".cache").is_dir()


def test_a_manual_that_cannot_be_written_to_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a traceback in a read-only checkout."""
    ManualFolder(tmp_path).whole()

    def read_only(self: Path, *_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system", str(self))

    monkeypatch.setattr(Path, "mkdir", read_only)
    assert cli.run(["renew", "EV-1", "--root", str(tmp_path)]) == 2
    assert "the disk can only be read" in capsys.readouterr().err
