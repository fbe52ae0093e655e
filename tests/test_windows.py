"""What can be tried of Windows and macOS on any system: names that they keep for themselves, capitals,
separators, lengths of paths, code pages, ends of lines.

The rest runs in the matrix of `engine.yml`.
"""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from hashlib import sha256
from pathlib import Path, PureWindowsPath
from types import ModuleType
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manuals import DAY, EXAMPLE, ManualFolder, entry
from whole_files import pdf

from preuve.cli import run
from preuve.console.verbs import VERBS
from preuve.core.finding import Severity
from preuve.core.rule_name import RuleName
from preuve.core.words import Translator
from preuve.core.writing import locked
from preuve.editing.proposals import portable
from preuve.gate import gate
from preuve.links.shelf_stores import ListedStore, ShelfError
from preuve.model.manual import Manual
from preuve.model.proof_places import is_unportable
from preuve.page.macros import pages_to_make
from preuve.page.render_context import RenderContext
from preuve.page.site_map import can_name_page
from preuve.page.urls import PageContext, Site
from preuve.spreadsheets.text_tables import decoded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from preuve.gate.gate import Verdict

RESERVED = [
    "CON",
    "con.pdf",
    "Aux.tar.gz",
    "NUL",
    "prn.txt",
    "COM1",
    "com9.b",
    "LPT1.x",
    "COM¹",
    "aux .x",
]
LONG = "é" * 300


# Names
# --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*RESERVED, "a.", "a ", " a", "a:b", "a?b", LONG])
def test_no_such_name_is_kept(name: str) -> None:
    """Would catch a name that Windows refuses, cuts or takes for a device."""
    assert is_unportable(name)


@given(
    st.text(min_size=1)
    | st.sampled_from([*RESERVED, "a.", LONG + ".pdf", "x." + LONG, "...", ".p?df"])
)
def test_what_is_copied_gets_a_name_that_every_system_keeps(name: str) -> None:
    """Would catch a file that `preuve add` copies under a name that a colleague cannot check out."""
    kept = portable(name)
    assert not is_unportable(kept)
    assert normalize("NFC", kept) == kept
    assert len(kept.encode()) < 150
    assert PureWindowsPath(kept).name == kept


ADD = [
    "--title",
    "Proof",
    "--indicators",
    "4",
    "--stage",
    "formalised",
    "--kind",
    "document",
    "--owner",
    "quality",
    "--dated",
    "2026-01-01",
]


@pytest.mark.skipif(sys.platform == "win32", reason="such files cannot be made there")
@pytest.mark.parametrize(
    "name",
    ["aux.pdf", "a b?.pdf", "x" * 240 + ".pdf", "Procès-verbal.PDF", "a\\b.pdf", "trailing..pdf"],
)
def test_a_file_with_another_system_s_name_is_added(name: str, tmp_path: Path) -> None:
    """Would catch a proof that is added and then refused by the gate for its name."""
    folder = ManualFolder(tmp_path / "manual")
    folder.whole()
    file = tmp_path / normalize("NFD", name)
    file.write_bytes(pdf())
    assert run(["add", str(file), *ADD, "--root", str(folder.root)]) == 0
    rules = {finding.rule for finding in folder.check().findings}
    assert RuleName.INVALID_VALUE not in rules
    assert RuleName.MISSING_FILE not in rules


@pytest.mark.skipif(sys.platform == "win32", reason="such files cannot be made there")
@pytest.mark.parametrize("name", ["aux.pdf", "a:b.pdf", "end .pdf ", "x/" * 120 + "y.pdf"])
def test_a_file_of_the_manual_that_not_all_can_keep_is_not_added(
    name: str, folder: ManualFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch an entry that is written and that the gate then refuses."""
    folder.whole()
    file = folder.root / "evidence" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pdf())
    before = (folder.root / "evidence_index.yaml").read_bytes()
    assert run(["add", str(file), *ADD, "--root", str(folder.root)]) == 2
    assert (folder.root / "evidence_index.yaml").read_bytes() == before
    assert "Traceback" not in capsys.readouterr().err


ADVICE = {
    "evidence/CON.pdf": "Windows keeps the name CON.pdf",
    "evidence/aux/a.pdf": "Windows keeps the name aux",
    "evidence/a?.pdf": "Rename it without any of",
    "evidence/end./a.pdf": "Rename it without any of",
    "evidence/" + "a/" * 110 + "a.pdf": "Shorten it: 200",
    "evidence/" + "é" * 120 + ".pdf": "Shorten it: 200",
    "evidence\\a.pdf": "Write it with slashes",
    "..\\a.pdf": "Write it with slashes",
    "C:\\proofs\\a.pdf": "Write it with slashes",
    "C:/proofs/a.pdf": "Copy the file into the folder",
}


@pytest.mark.parametrize(("path", "advice"), ADVICE.items(), ids=lambda text: text[:30])
def test_the_index_names_what_every_system_can_keep(
    path: str, advice: str, folder: ManualFolder
) -> None:
    """Would catch advice that does not say what is wrong with a name: `CON.pdf` has no odd sign."""
    folder.whole(entry("x", indicators="[4]", place=None, file=f"'{path}'"))
    (finding,) = (
        one
        for one in folder.check().findings
        if one.severity is Severity.ERROR and one.place.file == "evidence_index.yaml"
    )
    assert advice in Translator("en")(finding.help)


@pytest.mark.skipif(sys.platform != "linux", reason="there one of the two is the other")
def test_two_files_that_capitals_alone_tell_apart(folder: ManualFolder) -> None:
    """Would catch a manual of which a colleague's computer checks out one proof for two; and one
    wrong capital that is told twice.
    """
    for name in ("A.pdf", "a.pdf"):
        folder.write(f"evidence/{name}", pdf(f"({name}) Tj"))
    files = ("evidence/A.pdf", "evidence/a.pdf", "evidence/a.pdf")
    folder.whole(
        *(
            entry(f"x{number}", indicators="[4]", place=None, file=file)
            for number, file in enumerate(files)
        )
    )
    found = [one for one in folder.check().findings if one.rule is RuleName.MISSING_FILE]
    assert [one.evidence for one in found] == ["EV-x1", "EV-x2"]
    assert "capitals alone" in Translator("en")(found[0].message)
    (folder.root / "evidence" / "A.pdf").unlink()
    found = [one for one in folder.check().findings if one.rule is RuleName.MISSING_FILE]
    assert [one.evidence for one in found] == ["EV-x0"]


# Pages
# --------------------------------------------------------------------------------------------------

PEOPLE = [
    "quality",
    "con",
    "Quality",
    "nul",
    "a/b",
    "../up",
    "C:",
    "end.",
    "index",
    "README",
    "é à",
    'q\\") }}{{ x(\\"',
]


def unlikely(folder: ManualFolder) -> Verdict:
    """Return the verdict on a manual whose ids and roles some system keeps for itself."""
    folder.whole(
        *(
            entry(number, id=f'"{name}"', indicators="[4]")
            for number, name in enumerate(("CON", "EV.", "aux.1", "EV-2"))
        )
    )
    roles = ", ".join(f'"{role}": Somebody' for role in PEOPLE)
    file = folder.root / "organisation.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("people: {quality: Quality lead}", f"people: {{{roles}}}"), encoding="utf-8"
    )
    lines = "".join(
        f"  - {{id: {name}, title: A, category: training, starts: 2026-01-10, ends: 2026-02-10, headcount: 3}}\n"
        for name in ("COM1", "lpt9.b", "A-1")
    )
    folder.write("sessions.yaml", f"sessions:\n{lines}")
    return gate.check(Manual.load(folder.root), DAY)


def test_no_page_has_a_name_that_a_system_keeps(folder: ManualFolder) -> None:
    """Would catch a site that Windows cannot hold, a page outside of its folder, two that only
    capitals tell apart, and a role whose name is run as a macro.
    """
    view = RenderContext(unlikely(folder))
    view.site_map.makes_pages = True
    pages = dict(pages_to_make(view))
    parts = {part for page in pages for part in page.removesuffix(".md").split("/")}
    assert {"A-1", "quality"} <= parts
    assert [part for part in parts if is_unportable(part) or part == ".."] == []
    assert len({page.casefold() for page in pages}) == len(pages)
    assert not any("x(" in text for text in pages.values())


def test_what_has_no_page_is_still_led_to(folder: ManualFolder) -> None:
    """Would catch a link to a page that is not made."""
    view = RenderContext(unlikely(folder))
    view.site_map.makes_pages = True
    here = PageContext("docs/index.md", Site())
    assert view.site_map.session_href(here, "COM1") == "sessions/#COM1"
    assert view.site_map.session_href(here, "A-1") == "sessions/A-1/"
    assert view.site_map.proof_href(here, "CON") == "register/#CON"
    assert {role for role in PEOPLE if view.site_map.person_href(here, role)} == {"quality"}


@given(st.text(max_size=60) | st.sampled_from(RESERVED))
def test_a_page_s_name_needs_no_escape(name: str) -> None:
    """Would catch an id that is more than a name in an address or in the call of a macro."""
    if can_name_page(name):
        assert re.fullmatch(r"[A-Za-z0-9._-]+", name)
        assert not is_unportable(name)


# Streams
# --------------------------------------------------------------------------------------------------

GIVEN: dict[str, Sequence[str]] = {
    "add": ("add", "--place", "Armoire n° 2 – « bleue »", *ADD),
    "approve": ("approve", "EV-x", "--by", "quality", "--as-of", "2026-09-20"),
    "build": ("build", "--for", "nobody"),
    "changes": ("changes", "--since", "2026-01-01"),
    "check": ("check",),
    "crosswalk": ("crosswalk", "datadock"),
    "draw": ("draw", "--seed", "1"),
    "editions": ("editions", "diff"),
    "explain": ("explain", "missing-evidence"),
    "export": ("export", "dehors/œuvre.json"),
    "forecast": ("forecast", "--format", "markdown"),
    "import": ("import", "lignes.csv"),
    "links": ("links",),
    "new": ("new", "."),
    "owners": ("owners",),
    "pack": ("pack", "--for", "nobody", "x.zip"),
    "portfolio": ("portfolio", "check", "nulle-part.yaml"),
    "print": ("print", "--criterion", "9"),
    "refresh": ("refresh",),
    "rehearse": ("rehearse",),
    "renew": ("renew", "EV-x", "--dated", "hier"),
    "schemas": ("schemas", "--help"),
    "serve": ("serve", "--port", "x"),
    "set": ("set", "EV-x", "title=Été – œuvre ✓"),
    "shelves": ("shelves",),
    "stamp": ("stamp", "--help"),
    "verify": ("verify", "nulle-part.zip"),
}


def test_each_verb_is_tried() -> None:
    """Would catch a verb that was added and whose words were never sent into a code page."""
    assert set(GIVEN) == set(VERBS)


def said(words: Sequence[str], encoding: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, bytes]:
    """Return how a command ends and what it says, its streams being those of a code page."""
    out, errors = io.BytesIO(), io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", io.TextIOWrapper(out, encoding=encoding, errors="strict"))
        patch.setattr("sys.stderr", io.TextIOWrapper(errors, encoding=encoding, errors="strict"))
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b""), encoding=encoding))
        try:
            status = run(list(words))
        except SystemExit as end:
            status = int(end.code or 0)
        return status, out.getvalue() + errors.getvalue()


@pytest.mark.parametrize("verb", GIVEN)
def test_each_verb_says_the_same_in_every_code_page(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a verb that prints past the console: in a window of cp850 it ends in a traceback,
    or in other words.
    """
    answers = []
    for encoding in ("utf-8", "cp850", "cp437", "cp1252"):
        folder = ManualFolder(tmp_path / "m")
        folder.whole(
            entry("x", indicators="[4]", title="Émargement – œuvre ✓", valid_until="2026-01-02")
        )
        organisation = folder.root / "organisation.yaml"
        text = organisation.read_text(encoding="utf-8")
        organisation.write_text(text.replace("language: en", "language: fr"), encoding="utf-8")
        folder.write("lignes.csv", "Intitulé;Indicateur\nRèglement – été;9\n")
        monkeypatch.chdir(folder.root)
        answers.append(said(GIVEN[verb], encoding, monkeypatch))
        monkeypatch.chdir(tmp_path)
        (tmp_path / "m").rename(tmp_path / f"m-{encoding}")
    texts = [answer[1].decode("utf-8") for answer in answers]
    assert texts[0].strip()
    assert len({re.sub(r"[0-9a-f]{12,}|\d+ ms", "", text) for text in texts}) == 1
    assert len({status for status, _ in answers}) == 1


# Files
# --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ends", ["\r\n", "\r"], ids=["Windows", "an old Mac"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
def test_ends_of_lines_change_no_finding(ends: str, mark: str, tmp_path: Path) -> None:
    """Would catch a place that is one line off, or a page without text, because a file was saved on
    another system.
    """
    for name, change in (("before", False), ("after", True)):
        folder = ManualFolder(tmp_path / name)
        folder.whole(entry("x", indicators="[4, 99]", valid_until="2026-01-02"))
        for file in folder.root.rglob("*.*"):
            if change and file.suffix in {".yaml", ".yml", ".md"}:
                text = mark + file.read_text(encoding="utf-8").replace("\n", ends)
                file.write_bytes(text.encode())
    found = [
        [
            (one.rule, one.place.line, one.place.column, str(one.message))
            for one in ManualFolder(tmp_path / name).check().findings
        ]
        for name in ("before", "after")
    ]
    assert found[0]
    assert found[0] == found[1]


GIT_S: dict[str, tuple[bytes, bytes, bool]] = {
    "a text checked out on Windows": (b"Rules\n1. One\n", b"Rules\r\n1. One\r\n", True),
    "a text written on Windows": (b"Rules\r\n1. One\r\n", b"Rules\n1. One\n", True),
    "a letter that changed": (b"Rules\n1. One\n", b"Rules\r\n1. Ons\r\n", False),
    "a blank at an end": (b"Rules\n1. One\n", b"Rules \r\n1. One\r\n", False),
    "no text": (b"BIN\0\n\n", b"BIN\0\r\n\r\n", False),
}


@pytest.mark.parametrize(("approved", "here", "same"), GIT_S.values(), ids=GIT_S)
def test_a_digest_holds_on_both_systems(
    approved: bytes,
    here: bytes,
    same: bool,  # noqa: FBT001 - a row of the table
    folder: ManualFolder,
) -> None:
    """Would catch a proof that is called changed on a colleague's Windows, where git writes other
    ends of lines; and a change that hides behind them.
    """
    file = "evidence/rules.bin" if here.startswith(b"BIN") else "evidence/rules.txt"
    folder.write(file, here)
    keys = {"place": None, "file": file, "sha256": sha256(approved).hexdigest()}
    folder.whole(entry("x", indicators="[4]", **keys))
    rules = {finding.rule for finding in folder.check().findings}
    assert (RuleName.CHANGED_FILE not in rules) is same


@pytest.mark.parametrize("verb", ["add", "set", "approve"])
def test_what_is_written_keeps_the_ends_of_lines(verb: str, folder: ManualFolder) -> None:
    """Would catch a file in which two systems' ends of lines stand side by side: git then shows the
    whole file as changed.
    """
    folder.whole(entry("x", indicators="[4]"))
    index = folder.root / "evidence_index.yaml"
    index.write_bytes(index.read_bytes().replace(b"\n", b"\r\n"))
    before = index.read_bytes().splitlines()
    assert run([*GIVEN[verb], "--root", str(folder.root)]) == 0
    data = index.read_bytes()
    assert data != b"\r\n".join(before)
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_baseline_that_powershell_redirected_is_read(
    folder: ManualFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a team on Windows that is told that its own report is none: `>` writes UTF-16."""
    folder.whole(entry("x", indicators="[4]", title="Été", file="evidence/gone.pdf", place=None))
    run(["check", "--root", str(folder.root), "--format", "json"])
    text = capsys.readouterr().out.encode().decode("cp850").replace("\n", "\r\n")
    baseline = folder.root.parent / "baseline.json"
    baseline.write_bytes(b"\xff\xfe" + text.encode("utf-16-le"))
    assert run(["check", "--root", str(folder.root)]) == 1
    assert run(["check", "--root", str(folder.root), "--baseline", str(baseline)]) == 0


def test_a_listing_that_powershell_redirected_is_refused() -> None:
    """Would catch proofs called missing because their names lost their accents on the way."""
    listing = '[{"Path": "Émargement.pdf", "Size": 3, "ModTime": "2026-01-01T00:00:00Z"}]'
    assert ListedStore.read(listing.encode()).get("Émargement.pdf")
    with pytest.raises(ShelfError):
        ListedStore.read(b"\xff\xfe" + listing.encode().decode("cp850").encode("utf-16-le"))
    plain = listing.replace("É", "E").encode("utf-16-le")
    assert ListedStore.read(b"\xff\xfe" + plain).get("Emargement.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="asks for a setting of the system there")
def test_a_manual_may_lie_deep(tmp_path: Path) -> None:
    """Would catch a path that is cut or compared by its length: more than 260 letters above it."""
    deep = tmp_path.joinpath(*["a folder with a long name"] * 12)
    folder = ManualFolder(deep)
    folder.whole()
    assert len(str(deep)) > 260
    assert run(["check", "--root", str(deep)]) == 0
    assert run([*GIVEN["add"], "--root", str(deep)]) == 0
    assert run(["export", str(deep / "out.xlsx"), "--root", str(deep)]) == 0


def test_the_example_fits_a_system_with_short_paths() -> None:
    """Would catch an example that cannot be checked out on Windows."""
    names = [file.relative_to(EXAMPLE).as_posix() for file in EXAMPLE.rglob("*")]
    assert max(map(len, names)) < 150
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize("verb", ["add", "set", "approve", "export", "refresh"])
def test_a_file_that_is_open_elsewhere_is_said(
    verb: str,
    folder: ManualFolder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Would catch a traceback, half a file or a leftover where Excel holds the file open: Windows
    then refuses to put another in its place.
    """
    folder.whole(entry("x", indicators="[4]"))
    before = {file: file.read_bytes() for file in folder.root.rglob("*") if file.is_file()}

    def refuse(_source: object, target: str, **_options: object) -> None:
        raise PermissionError(13, "The process cannot access the file", str(target))

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", refuse)
        patch.setattr("os.rename", refuse)
        patch.setattr("os.link", refuse)
        words = ["export", "out.xlsx"] if verb == "export" else GIVEN[verb]
        monkeypatch.chdir(folder.root)
        status = run([*words])
    told = capsys.readouterr().err
    assert status == 2, told
    assert "Traceback" not in told
    assert len(told.strip().splitlines()) == 1
    after = {file: file.read_bytes() for file in folder.root.rglob("*") if file.is_file()}
    assert {file.name for file in after.keys() - before.keys()} <= {"writing.lock"}
    assert all(after[file] == data for file, data in before.items())


SENTENCES = [
    "Intitulé;Indicateur;Fichier\r\nRèglement intérieur;9;a.pdf\r\n",
    "N°;Libellé;Étape\r\n1;Procédure d'accueil à l'arrivée;Mise en œuvre\r\n".replace("œ", "oe"),
    "Réf;Preuve\r\nA1;Contrôle qualité – été\r\n".replace("–", "-"),
    "Prénom;Où\r\nChloë;Façade sud, où c'est prêt\r\n",
]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "mac_roman"]
)
@pytest.mark.parametrize("text", SENTENCES, ids=lambda text: text.partition(";")[0])
def test_a_table_of_any_program_is_read_with_its_accents(text: str, encoding: str) -> None:
    """Would catch “IntitulÇ”: a table of one system read in the letters of another."""
    assert decoded(text.encode(encoding)) == text


# What Windows has not
# --------------------------------------------------------------------------------------------------


class Msvcrt(ModuleType):
    """Windows's locks, of which another holds the first two that are asked for."""

    LK_NBLCK, LK_LOCK = 2, 1

    def __init__(self) -> None:
        """Begin with nobody's lock."""
        super().__init__("msvcrt")
        self.asked = 0

    def locking(self, _descriptor: int, mode: int, _bytes: int) -> None:
        """Lock, or say that it is another's."""
        self.asked += 1
        if self.asked <= 2:
            raise OSError(errno.EACCES if mode == self.LK_NBLCK else errno.EDEADLK, "held")


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Msvcrt:
    """Take away what only Unix has, and give Windows's locks."""
    locks = Msvcrt()
    for name in ("fcntl", "pwd", "grp", "resource", "termios"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "msvcrt", locks)
    monkeypatch.setattr(sys, "platform", "win32")
    for name in (
        "killpg",
        "getuid",
        "geteuid",
        "getpgid",
        "setsid",
        "fork",
        "mkfifo",
        "O_NOFOLLOW",
    ):
        monkeypatch.delattr(os, name, raising=False)
    return locks


@pytest.mark.parametrize("verb", [verb for verb in GIVEN if verb != "portfolio"])
def test_no_verb_needs_what_only_unix_has(
    verb: str, folder: ManualFolder, windows: Msvcrt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a verb that asks for a lock, a user or a signal that Windows has not. The portfolio
    is left out: Python itself would ask for Windows, to begin its processes.
    """
    folder.whole(entry("x", indicators="[4]"))
    folder.write("lignes.csv", "Title;Indicator\nRules;9\n")
    monkeypatch.chdir(folder.root)
    words = ["export", "out.xlsx"] if verb == "export" else GIVEN[verb]
    status, told = said(words, "cp850", monkeypatch)
    assert status in {0, 1, 2}
    assert b"Traceback" not in told
    if verb in {"add", "set", "approve", "export", "check"}:
        assert (status, windows.asked > 2) == (0, verb not in {"export", "check"}), told


def test_a_lock_of_windows_is_waited_for(tmp_path: Path, windows: Msvcrt) -> None:
    """Would catch two builds at once, the second of which ends after ten seconds."""
    with locked(tmp_path / "lock"):
        assert windows.asked == 3
