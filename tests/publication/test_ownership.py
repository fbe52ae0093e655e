"""No command replaces or deletes what it did not make:
every command that writes a folder or a file, on strangers' ones.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from manuals import ManualFolder

from preuve import cli
from preuve.core.writing import write_whole
from preuve.publication import ownership
from preuve.publication.ownership import MARKER, OwnershipError, claim_folder, mark_folder


def git(root: Path, *words: str) -> None:
    """Run git under nobody's name."""
    identity = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True)


def tree(root: Path) -> dict[str, bytes]:
    """Return all files below a folder but what can be made again."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {".cache", ".git"}.intersection(path.relative_to(root).parts)
    }


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a manual in git, in a folder beside somebody's work."""
    root = tmp_path / "manual"
    root.mkdir()
    ManualFolder(root).whole()
    (root / "evidence").mkdir()
    (root / "evidence" / "plan.pdf").write_bytes(b"%PDF-1.4 the team's")
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "thesis.txt").write_text("years of work", encoding="utf-8")
    (root / ".gitignore").write_text(".cache/\nsite/\n", encoding="utf-8")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=start")
    return root


FOLDERS = [
    ".",
    "..",
    "../..",
    "docs",
    "docs/site",
    "DOCS",
    "evidence",
    "evidence/x",
    "macros",
    ".git",
    ".git/x",
    ".github",
    "../precious",
    "registers",
    "organisation.yaml",
    "../manual",
    "./site/..",
    "link",
    "pages/new",
    "organisation.yaml/site",
    "../other/.git/hooks/new",
]


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("verb", [["build", "--site"], ["export"]], ids=["build", "export"])
def test_a_folder_of_others_is_refused(
    kept: Path,
    tmp_path: Path,
    folder: str,
    verb: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Would catch a manual wiped by `--site .`, a stranger's folder emptied,
    or eight files scattered among the sources.
    """
    (kept / "link").symlink_to(tmp_path / "precious")
    (kept / "mkdocs.yml").write_text("docs_dir: pages\n", encoding="utf-8")
    before = tree(tmp_path)
    monkeypatch.chdir(kept)
    assert cli.run([*verb, folder]) == 2
    assert tree(tmp_path) == before
    assert (kept / ".git" / "HEAD").is_file()
    sentence = capfd.readouterr().err
    assert sentence.startswith("preuve: ")
    assert sentence.count("\n") == 1


def test_whose_a_folder_is(tmp_path: Path) -> None:
    """Would catch a folder called ours because of its name,
    its look or a marker that somebody copied along with files.
    """
    root = tmp_path / "manual"
    root.mkdir()
    site = tmp_path / "site"
    claim_folder(site, root)
    site.mkdir()
    (site / "empty").mkdir()
    claim_folder(site, root)
    (site / "index.html").write_text("x", encoding="utf-8")
    with pytest.raises(OwnershipError):
        claim_folder(site, root)
    mark_folder(site)
    claim_folder(site, root)
    (site / "empty" / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(OwnershipError, match="did not make") as caught:
        claim_folder(site, root)
    assert caught.value.message.values["file"] == "empty/mine.txt"
    (site / "empty" / "mine.txt").unlink()
    if os.name != "nt":  # a name that is no UTF-8, as old archives leave them
        (site / os.fsdecode(b"caf\xe9.html")).write_text("x", encoding="utf-8")
        with pytest.raises(OwnershipError):
            claim_folder(site, root)
        mark_folder(site)
        claim_folder(site, root)
    (site / MARKER).write_text("my own notes\nindex.html\n", encoding="utf-8")
    with pytest.raises(OwnershipError):
        claim_folder(site, root)
    (site / MARKER).unlink()
    (site / MARKER).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OwnershipError):
        claim_folder(site, root)


def test_a_killed_export_can_be_given_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch some tables of eight, without a marker, that the next export takes for
    another's.
    """
    monkeypatch.chdir(kept)
    tables: list[Path] = []

    def killed(file: Path, data: bytes) -> None:
        if tables:
            (file.parent / f".{file.name}.preuve-abcd1234").write_bytes(data[:10])
            raise KeyboardInterrupt
        tables.append(file)
        write_whole(file, data)

    monkeypatch.setattr("preuve.commands.export.write_whole", killed)
    assert cli.run(["export", "tables"]) == 2
    monkeypatch.undo()
    monkeypatch.chdir(kept)
    assert cli.run(["export", "tables"]) == 0
    assert [path.name for path in (kept / "tables").glob("*.preuve-*")] == []


def older_site(folder: Path) -> None:
    """Write a site as it was before there were markers."""
    for name in ("index.html", "404.html", "assets/preuve.css"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")


def test_a_site_of_before_there_were_markers(kept: Path, tmp_path: Path) -> None:
    """Would catch a team that has to delete its site by hand after an upgrade;
    or a site that is kept in git, wiped.
    """
    older_site(kept / "site")
    claim_folder(kept / "site", kept)
    for other in (kept / "public", tmp_path / "site"):
        older_site(other)
        with pytest.raises(OwnershipError):
            claim_folder(other, kept)
    (kept / "site" / ".git").mkdir()
    (kept / "site" / ".git" / "HEAD").write_text("x", encoding="utf-8")
    with pytest.raises(OwnershipError):
        claim_folder(kept / "site", kept)


FILES = {
    "check": ["check", "--output", "{file}"],
    "check, as JSON": ["check", "--format", "json", "--output", "{file}"],
    "export": ["export", "{file}.xlsx"],
    "export, as JSON": ["export", "{file}.json"],
    "crosswalk": ["crosswalk", "datadock", "--output", "{file}"],
    "rehearse": ["rehearse", "--seed", "7", "--sheet", "{file}"],
}


@pytest.mark.parametrize("command", FILES.values(), ids=FILES)
@pytest.mark.parametrize(
    "content", [b"years of work", b"{}", b"%PDF-1.7 mine", b"PK\x03\x04 mine", b"\xff\xfe\x00"]
)
def test_a_file_of_others_is_replaced_by_force_only(
    kept: Path, tmp_path: Path, command: list[str], content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch somebody's file replaced by a report;
    and a command that cannot be given twice.
    """
    monkeypatch.chdir(kept)
    words = [word.format(file=tmp_path / "out") for word in command]
    (name,) = (word for word in words if word.startswith(str(tmp_path)))
    file = tmp_path / name
    file.write_bytes(content)
    assert cli.run(words) == 2
    assert file.read_bytes() == content
    assert cli.run([*words, "--force"]) == 0
    written = file.read_bytes()
    assert written != content
    assert cli.run(words) == 0, "what it made itself it may replace"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    "name",
    [
        "evidence_index.yaml",
        "docs/criteria/criterion-1/indicator-01.md",
        "evidence/plan.pdf",
        ".git/config",
        ".git/hooks/post-checkout",
        "/dev/../{root}/evidence_index.yaml",
    ],
)
def test_a_source_is_never_an_output(
    kept: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch the index replaced by a report of its faults."""
    monkeypatch.chdir(kept)
    before = {**tree(kept), **tree(kept / ".git")}
    assert cli.run(["check", "--output", name.format(root=str(kept).lstrip("/"))]) == 2
    assert {**tree(kept), **tree(kept / ".git")} == before


def test_what_git_keeps_is_replaced_by_force_only(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a baseline that the team has committed,
    replaced by a report without being asked.
    """
    monkeypatch.chdir(kept)
    report = ["check", "--format", "json", "--output", "baseline.json"]
    assert cli.run(report) == 0
    assert cli.run(report) == 0
    git(kept, "add", "baseline.json")
    assert cli.run(report) == 2
    assert cli.run([*report, "--force"]) == 0


@pytest.mark.skipif(os.name == "nt", reason="devices are files on POSIX systems")
def test_devices_and_links(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a device replaced by a file, and a link followed to somebody's file."""
    monkeypatch.chdir(kept)
    pipe = tmp_path / "pipe"  # never a device of the machine's: whoever fails here is often root
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert cli.run(["check", "--output", str(pipe)]) == 0
    assert b"0 errors" in os.read(reader, 1 << 16)
    os.close(reader)
    assert pipe.is_fifo()
    (tmp_path / "report").symlink_to(tmp_path / "precious" / "thesis.txt")
    assert cli.run(["check", "--output", str(tmp_path / "report")]) == 2
    assert (tmp_path / "precious" / "thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_a_pack_and_a_print_know_their_own() -> None:
    """Would catch somebody's archive or PDF taken for ours."""
    for kind in (ownership.is_pack, ownership.is_workbook, ownership.is_pdf):
        for data in (
            b"",
            b"PK\x03\x04",
            b"%PDF-1.7 (Producer)",
            b"PK\x05\x06" + bytes(18),
            b"\xff" * 100,
        ):
            assert not kind(data)


def test_a_workbook_that_somebody_filled_in_is_his(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch sixty rows typed into our template, replaced by the empty template."""
    monkeypatch.chdir(kept)
    words = ["export", "--template", "proofs.xlsx"]
    assert cli.run(words) == 0
    assert cli.run(words) == 0
    book = openpyxl.load_workbook("proofs.xlsx")
    book.worksheets[0]["A3"] = "typed by hand"
    book.save("proofs.xlsx")
    filled = (kept / "proofs.xlsx").read_bytes()
    assert cli.run(words) == 2
    assert (kept / "proofs.xlsx").read_bytes() == filled


def test_a_database_of_others_is_not_a_portfolio(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch somebody's SQLite file replaced, since all of them begin alike."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    ManualFolder(tmp_path / "a").whole()
    (tmp_path / "portfolio.yaml").write_text("manuals: [{key: a, folder: a}]\n", encoding="utf-8")
    file = tmp_path / "portfolio.sqlite"
    with closing(sqlite3.connect(file)) as theirs:
        theirs.execute("CREATE TABLE manuals (mine TEXT)")
    before = file.read_bytes()
    words = ["portfolio", "check", str(tmp_path / "portfolio.yaml"), "--processes", "1"]
    assert cli.run(words) == 2
    assert "--force" in capfd.readouterr().err
    assert file.read_bytes() == before
    assert cli.run([*words, "--force"]) == 0
    assert cli.run(words) == 0, "what it made itself it may replace"
    file.rename(tmp_path / "elsewhere.sqlite")
    file.symlink_to(tmp_path / "elsewhere.sqlite")
    assert cli.run(words) == 2
    assert file.is_symlink()


@pytest.mark.parametrize("folder", [".", "..", "docs", "docs/new", ".git/new", "../precious"])
def test_schemas_are_put_with_schemas_only(
    kept: Path, tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a dozen files scattered among the sources."""
    monkeypatch.chdir(kept)
    before = tree(tmp_path)
    assert cli.run(["schemas", folder]) == 2
    assert tree(tmp_path) == before
    for _ in range(2):
        assert cli.run(["schemas"]) == 0


OUTPUTS = [*FILES.values(), ["pack", "--for", "auditor", "--no-pdf", "{file}"]]


@pytest.mark.parametrize("command", OUTPUTS, ids=[*FILES, "pack"])
@pytest.mark.parametrize("name", ["a folder", "no such/folder/out", "link"])
def test_what_can_be_no_file_is_said_before_the_work(
    kept: Path,
    tmp_path: Path,
    command: list[str],
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Would catch a minute of work whose result has no place, told in the words of the system."""
    monkeypatch.chdir(kept)
    words = [word.format(file=tmp_path / name) for word in command]
    (path,) = (Path(word) for word in words if word.startswith(str(tmp_path)))
    if name == "a folder":
        path.mkdir()
    elif name == "link":
        path.symlink_to(tmp_path / "precious" / "thesis.txt")
    before = tree(tmp_path)
    assert cli.run(words) == 2
    assert tree(tmp_path) == before
    *_, sentence = capfd.readouterr().err.splitlines()
    assert sentence.startswith("preuve: ")


BEGUN = {
    "an empty folder": ([], 0),
    "an empty repository": ([".git/HEAD", "README.md", "LICENSE", ".gitignore"], 0),
    "a manual that was begun": (["organisation.yaml", "notes/mine.txt"], 0),
    "a folder of documents": (["Qualiopi/thesis.docx", "plan.xlsx"], 2),
    "a folder of somebody's program": (["src/main.py", "README.md"], 2),
}


@pytest.mark.parametrize(("there", "status"), BEGUN.values(), ids=BEGUN)
def test_a_manual_is_begun_among_nobody_s_files(
    tmp_path: Path, there: list[str], status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """Would catch eighty files scattered over somebody's documents."""
    folder = tmp_path / "new"
    folder.mkdir()
    for name in there:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("mine\n", encoding="utf-8")
    before = tree(folder)
    assert cli.run(["new", str(folder), "--name", "A", "--categories", "training"]) == status
    after = tree(folder)
    assert {name: after[name] for name in before} == before
    assert (after == before) is (status == 2)
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    "folder", ["docs/new", "evidence", "registers/x/y", ".git/new", "link/new"]
)
def test_a_manual_is_not_begun_in_what_another_is_made_of(
    kept: Path, tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a manual among the pages of another, which would be published with them."""
    (kept / "link").symlink_to(kept / "docs")
    monkeypatch.chdir(kept)
    before = tree(tmp_path)
    assert cli.run(["new", folder, "--name", "A", "--categories", "training"]) == 2
    assert tree(tmp_path) == before
