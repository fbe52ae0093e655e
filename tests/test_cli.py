"""The command as it is typed: its exit statuses, what it prints where,
and that a check writes nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers import preuve
from manuals import EXAMPLE, ORGANISATION, entry

from preuve.report import OF_A_VERDICT

if TYPE_CHECKING:
    from manuals import ManualFolder

COMMAND = Path(sys.executable).parent / "preuve"


def _tree(root: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(root).as_posix(): (
            path.stat().st_mtime_ns,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in root.rglob("*")
    }


STATUSES = {
    "good": ([], 0),
    "a warning": ([entry("x", indicators="[3]")], 0),
    "an error": ([entry("x", owner="x")], 1),
}


@pytest.mark.parametrize(("entries", "status"), STATUSES.values(), ids=STATUSES)
def test_statuses(folder: ManualFolder, entries: list[str], status: int) -> None:
    """Would catch a gate that a script cannot read: 0 for clean or warnings only, 1 for errors."""
    folder.whole(*[one.replace("[x]", "[4]") for one in entries])
    done = preuve("check", folder.root)
    assert (done.returncode, done.stderr) == (status, b"")
    assert ("The gate is closed." if status else "The gate is open.") in done.stdout.decode()


def test_an_unusable_manual(tmp_path: Path) -> None:
    """Would catch an empty folder, or none, that passes the gate."""
    (tmp_path / "file").touch()
    for root in (tmp_path, tmp_path / "absent", tmp_path / "file"):
        done = preuve("check", root)
        assert (done.returncode, done.stdout) == (2, b"")
        assert str(root) in done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()
    (tmp_path / "organisation.yaml").write_text("name: A\n", encoding="utf-8")
    done = preuve("check", tmp_path)
    assert (done.returncode, done.stderr) == (2, b"")
    assert "unreadable-file" in done.stdout.decode()


USAGE = {
    "an unknown verb": ["chek"],
    "an unknown option": ["check", "--fast"],
    "an impossible day": ["check", "--as-of", "2026-02-30"],
    "a French day": ["check", "--as-of", "30/09/2026"],
    "an empty day": ["check", "--as-of", ""],
    "a day without its value": ["check", "--as-of"],
    "an unknown format": ["check", "--format", "xml"],
    "two folders": ["check", "a", "b"],
    "an unknown rule": ["explain", "no-such-thing-at-all"],
    "an unknown language": ["explain", "--language", "de"],
}


@pytest.mark.parametrize("arguments", USAGE.values(), ids=USAGE)
def test_usage(tmp_path: Path, arguments: list[str]) -> None:
    """Would catch a mistyped option that is ignored, a traceback,
    and a status that means something else.
    """
    done = preuve(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"preuve" in done.stderr
    assert b"Traceback" not in done.stderr


def test_help_and_version(tmp_path: Path) -> None:
    """Would catch a command that does not say what it can do."""
    for arguments in (["--help"], ["-h"], ["help"], []):
        done = preuve(*arguments, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        for word in (b"check", b"build", b"explain", b"schemas"):
            assert word in done.stdout
    for verb in ("check", "build", "explain", "schemas"):
        assert (
            preuve(
                verb, "--help", cwd=tmp_path, env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
            ).returncode
            == 0
        )
    assert preuve("--version").stdout.startswith(b"preuve ")
    assert list(tmp_path.iterdir()) == []


def test_the_day(folder: ManualFolder) -> None:
    """Would catch a day that is not followed, or asked of the clock first."""
    folder.whole(organisation=ORGANISATION.replace("as_of: 2026-09-30\n", ""))
    epoch = "1790726400"  # 30 September 2026

    def day(*arguments: str, **environment: str) -> str:
        done = preuve(
            "check",
            folder.root,
            "--format",
            "json",
            *arguments,
            env={"SOURCE_DATE_EPOCH": epoch, **environment},
        )
        return str(json.loads(done.stdout)["as_of"])

    assert day() == "2026-09-30"
    assert day(PREUVE_AS_OF="2026-11-01") == "2026-11-01"
    assert day("--as-of", "2026-12-01", PREUVE_AS_OF="2026-11-01") == "2026-12-01"
    folder.write("organisation.yaml", ORGANISATION.replace("2026-09-30", "2026-08-01"))
    assert day() == "2026-08-01"
    done = preuve("check", folder.root, env={"PREUVE_AS_OF": "soon"})
    assert done.returncode == 2
    assert b"PREUVE_AS_OF" in done.stderr


def test_output_to_a_file(folder: ManualFolder, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Would catch a file that differs from what is printed, and a status lost on the way."""
    folder.whole(entry("x", indicators="[4]", owner="nobody"))
    target = tmp_path_factory.mktemp("output") / "rapport été.json"
    done = preuve(
        "check",
        folder.root,
        "--format",
        "json",
        "--output",
        target,
        env={"LC_ALL": "C", "PYTHONUTF8": "0"},
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert target.read_bytes() == preuve("check", folder.root, "--format", "json").stdout


def test_output_to_an_impossible_place(folder: ManualFolder) -> None:
    """Would catch a traceback, and a gate that seems open because its report was lost."""
    folder.whole()
    for target in (
        folder.root,
        folder.root / "absent" / "report.txt",
        folder.root / "organisation.yaml" / "x",
    ):
        done = preuve("check", folder.root, "--output", target)
        assert done.returncode == 2
        assert b"is a folder" in done.stderr or b"There is no folder" in done.stderr
        assert b"Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every file name is text")
def test_names_that_are_no_text(
    folder: ManualFolder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Would catch a traceback on a name in Latin-1:
    of the report, of the folder, and of what is found.
    """
    folder.whole()
    (folder.root / "docs" / os.fsdecode(b"caf\xe9.md")).symlink_to("nowhere")
    (folder.root / "docs" / "criteria" / os.fsdecode(b"\xff.md")).write_text(
        "---\nindicator: 42\n---\n", encoding="utf-8"
    )
    outside = tmp_path_factory.mktemp("output")
    root = outside / os.fsdecode(b"manu\xe9l")
    root.symlink_to(folder.root)
    for form in OF_A_VERDICT:
        target = outside / os.fsdecode(b"rapport-\xe9t\xe9")
        done = preuve("check", root, "--format", form, "--output", target)
        assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
        assert target.read_bytes().decode("utf-8")
    done = preuve("check", root, "--output", target / "below")
    assert done.returncode == 2
    assert b"There is no folder" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_check_writes_nothing(folder: ManualFolder, form: str) -> None:
    """Would catch a cache, a log or a report left in a team's folder."""
    folder.whole(entry("x", indicators="[4]", owner="nobody"))
    before = _tree(folder.root)
    preuve("check", "--format", form, cwd=folder.root)
    preuve("explain", "missing-evidence", cwd=folder.root)
    assert _tree(folder.root) == before


def test_the_example_is_checked_where_it_stands() -> None:
    """Would catch a command that works in one folder only."""
    here, there = preuve("check", cwd=EXAMPLE), preuve("check", EXAMPLE, cwd=Path("/"))
    assert (here.returncode, here.stdout) == (there.returncode, there.stdout)


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colours_on_a_terminal(tmp_path: Path, environment: dict[str, str], coloured: bool) -> None:  # noqa: FBT001
    """Would catch colours for those who asked for none, and none for those who see them."""
    pty = pytest.importorskip("pty")
    (tmp_path / "organisation.yaml").write_text("name: A\n", encoding="utf-8")
    ours, theirs = pty.openpty()
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        [COMMAND, "check", tmp_path], stdout=theirs, env={**inherited, **environment}
    ) as process:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 4096):
                said += part
        except OSError:  # Linux says so when the other end is closed
            pass
        process.wait(timeout=30)
    os.close(ours)
    assert (b"\x1b[" in said) is coloured
    assert b"unreadable-file" in said


def test_no_colours_in_a_pipe(tmp_path: Path) -> None:
    """Would catch escape codes in a log."""
    assert b"\x1b" not in preuve("check", tmp_path, env={"TERM": "xterm"}).stdout


@pytest.mark.parametrize(
    ("arguments", "status"), [(["check"], 1), (["check", "--format", "json"], 1), (["explain"], 0)]
)
def test_a_broken_pipe(folder: ManualFolder, arguments: list[str], status: int) -> None:
    """Would catch a traceback when somebody looks at the first lines only,
    and a status that is the pipe's, not the gate's.
    """
    folder.whole(
        *[entry(f"x{number}", indicators="[4]", status="aproved") for number in range(1_000)]
    )
    with subprocess.Popen(
        [COMMAND, *arguments], cwd=folder.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        process.wait(timeout=30)
    assert said == b""
    assert process.returncode == status


def test_explain(tmp_path: Path) -> None:
    """Would catch a rule that a finding names and nobody explains."""
    known = preuve("explain", "missing-evidence", cwd=tmp_path)
    assert known.returncode == 0
    for words in ("missing-evidence (error)", "Why it matters", "Example", "How to fix it"):
        assert words in known.stdout.decode()
    near = preuve("explain", "mising_evidence", cwd=tmp_path)
    assert near.returncode == 2
    assert "Did you mean “missing-evidence”?" in near.stderr.decode()
    assert "Did you mean “preuve check”?" in preuve("chek", cwd=tmp_path).stderr.decode()
    listed = preuve("explain", cwd=tmp_path)
    assert listed.returncode == 0
    assert b"missing-evidence" in listed.stdout
    assert b"link-in-docs" in listed.stdout


def test_explain_speaks_the_language_of_the_manual(folder: ManualFolder) -> None:
    """Would catch a French team sent to an English page."""
    english = preuve("explain", "missing-evidence", cwd=folder.root).stdout
    folder.write("organisation.yaml", ORGANISATION.replace("language: en", "language: fr"))
    french = preuve("explain", "missing-evidence", cwd=folder.root).stdout
    assert french != english
    assert (
        preuve("explain", "missing-evidence", "--language", "en", cwd=folder.root).stdout == english
    )
    assert "missing-evidence (erreur)" in french.decode()
    assert "erreur" in preuve("explain", cwd=folder.root).stdout.decode()
    near = preuve("explain", "mising-evidence", cwd=folder.root).stderr.decode()
    assert "Vouliez-vous écrire « missing-evidence » ?" in near.replace("\xa0", " ").replace(
        "\u202f", " "
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "latin-1"},
    ],
)
def test_a_locale_that_is_not_utf_8(folder: ManualFolder, environment: dict[str, str]) -> None:
    """Would catch a traceback on a build server, where an accent or a dash cannot be printed."""
    folder.whole(entry("x", indicators="[4]", status="approuvé"))
    folder.write("docs/criteria/été.md", "---\nindicator: été\n---\n")
    for arguments in (
        ["check"],
        ["check", "--format", "json"],
        ["check", "--format", "github"],
        ["explain"],
        ["été"],
        ["explain", "été"],
        ["check", "--as-of", "été"],
        ["check", "été"],
    ):
        done = preuve(*arguments, cwd=folder.root, env=environment)
        assert b"Traceback" not in done.stderr
        assert b"Error" not in done.stderr
    assert "approuvé" in preuve("check", folder.root, env=environment).stdout.decode()
