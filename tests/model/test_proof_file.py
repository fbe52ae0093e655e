"""A proof is opened, not only found: what each kind of file gives,
by its name and its first bytes.
"""

from __future__ import annotations

from cProfile import Profile
from random import Random
from typing import TYPE_CHECKING, Any

import proof_kinds
import pytest
from manuals import CFA, EXAMPLE, ORGANISATION, entry
from PIL import Image
from whole_files import (
    BLANK,
    UNUSUAL,
    WHOLE,
    boxes,
    document,
    old_document,
    open_document,
    pdf,
    picture,
    zipped,
)

from preuve.assess.assessment import EvidenceState
from preuve.commands.given import given_files
from preuve.core.open_file import HEAD
from preuve.core.rule_name import RuleName
from preuve.core.words import LANGUAGES
from preuve.model.file_formats import SIGNATURES
from preuve.model.manual import Manual
from preuve.model.proof_file import LARGE, READ_FURTHER, SHOWN, UNSEEN, check_file, is_no_document
from preuve.model.whole_documents import PARTS_OF
from preuve.model.whole_media import LEAST, MEDIA_BY_ENDING
from preuve.rulebook import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from manuals import ManualFolder

    from preuve.core.words import Language

PDF, ZIP, OLE = pdf(), zipped(a="Minutes"), old_document()
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345678\n"
PAGE = b"<!DOCTYPE html>\n<html><head><title>Sign in</title>"
GOOGLE = b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1", "email": "x"}'
# What a file is called and holds → the rule by which it is no proof; None for one that is.
KINDS: dict[str, tuple[str, bytes, str | None]] = {
    "empty": ("a.pdf", b"", "empty-file"),
    "empty, of any kind": ("a.bin", b"", "empty-file"),
    "spaces": ("a.txt", b" \n\t\r\n", "empty-file"),
    "a byte order mark": ("a.txt", b"\xef\xbb\xbf", "empty-file"),
    "a mark of two bytes": ("a.txt", b"\xff\xfe \0\n\0", "empty-file"),
    "zeros": ("a.pdf", b"\0" * 5_000, "empty-file"),
    "much white space": ("a.md", b"\n" * 60_000, "empty-file"),
    "much white space before a word": ("a.md", b"\n" * 60_000 + b"Minutes", None),
    "what cannot be seen": ("a.txt", "\u200b\u00a0\u3164\u2800".encode(), "empty-file"),
    "signs": ("a.csv", b";;;;\n;;;;\n", "empty-file"),
    "an empty list": ("a.json", b"[]\n", "empty-file"),
    "an empty archive": ("a.zip", b"PK\x05\x06" + b"\0" * 18, "empty-file"),
    "a picture of one dot": ("a.png", picture("PNG", 1, 1), "empty-file"),
    "a picture of one dot, moving": ("a.gif", picture("GIF", 1, 1), "empty-file"),
    "a picture of a line of dots": ("a.png", picture("PNG", 200, 7), "empty-file"),
    "a picture of a line of letters": ("a.png", picture("PNG", 200, 8), None),
    "a web page without a word": (
        "a.html",
        b"<html><!-- x --><body><p> </p></body></html>",
        "empty-file",
    ),
    "a web page of a word": ("a.html", b"<html><body>Minutes</body></html>", None),
    "a text that says TODO": ("a.txt", b"TODO\n", "empty-file"),
    "a text that says nothing": ("a.md", "# à compléter\n".encode(), "empty-file"),
    "null": ("a.json", b"null", "empty-file"),
    "a workbook without a sheet": ("a.xlsx", b"PK\x05\x06" + b"\0" * 18, "empty-file"),
    "what another browser left": ("a.pdf.opdownload", PDF, "not-evidence"),
    "a copy kept by an editor": ("a.docx.bak", ZIP, "not-evidence"),
    "what a merge left": ("a.pdf.orig", PDF, "not-evidence"),
    "Word's own web page": (
        "a.doc",
        b"<html xmlns:o='urn:schemas-microsoft-com:office:office'><body>Minutes",
        None,
    ),
    "a login page as an old document": ("a.doc", PAGE, "wrong-content"),
    "a login page as a workbook": ("a.xlsx", PAGE, "wrong-content"),
    "a login page as Pages": ("a.pages", PAGE, "wrong-content"),
    "what a server said": ("a.pdf", b"404: Not Found", "wrong-content"),
    "what a bucket said": ("a.pdf", b"<?xml version='1.0'?><Error><Code>Acc", "wrong-content"),
    "an answer in JSON": ("a.pdf", b'{"error": "not found"}', "wrong-content"),
    "a shortcut in capitals": ("A.URL", b"[InternetShortcut]\r\nURL=https://x", "link-file"),
    "a shortcut as a text": ("a.url.txt", b"[InternetShortcut]\nURL=https://x", "link-file"),
    "a link of Cygwin": ("a.pdf", b"!<symlink>\xff\xfe/\0x", "wrong-content"),
    "a link of a share": ("a.pdf", b"XSym\n0012\nabc", "wrong-content"),
    "a half of a Mac's file": ("._a.pdf", b"\0\5\x16\7", "not-evidence"),
    "PostScript": ("a.pdf", b"%!PS-Adobe-3.0", "wrong-content"),
    "a program": ("a.pdf", b"MZ\x90\0", "wrong-content"),
    "a compressed PDF": ("a.pdf", b"\x1f\x8b\x08gz", "wrong-content"),
    "one letter": ("a.txt", "é".encode(), None),
    "a letter cut in two": ("a.txt", b"x" * 1_023 + "é".encode(), None),
    "French as Windows saves it": ("a.csv", "Prénom;Été\n".encode("cp1252"), None),
    "text of two bytes a letter": ("a.txt", "Minutes".encode("utf-16"), None),
    "LFS": ("a.pdf", LFS, "file-not-fetched"),
    "LFS, a text": ("a.txt", LFS, "file-not-fetched"),
    "LFS, Windows lines": ("a.docx", LFS.replace(b"\n", b"\r\n"), "file-not-fetched"),
    "LFS, its old name": (
        "a.pdf",
        b"version https://hawser.github.com/spec/v1\noid sha256:0\n",
        "file-not-fetched",
    ),
    "annex": ("a.pdf", b"/annex/objects/SHA256E-s31390--f50d.pdf\n", "file-not-fetched"),
    "annex, a link become a text": (
        "a.pdf",
        b"../.git/annex/objects/zq/W0/SHA256E-s3.pdf",
        "file-not-fetched",
    ),
    "annex on Windows": (
        "a.pdf",
        b"..\\.git\\annex\\objects\\zq\\SHA256E-s3.pdf",
        "file-not-fetched",
    ),
    "git-fat": (
        "a.pdf",
        b"#$# git-fat f17329d8da39f37a2240c09bb89a       1234\n",
        "file-not-fetched",
    ),
    "about LFS": (
        "a.md",
        b"# Git LFS\n\nversion https://git-lfs.github.com/spec/v1 is a pointer",
        None,
    ),
    "a Google document": ("minutes.gdoc", GOOGLE, "link-file"),
    "a Google sheet in capitals": ("Minutes.GSHEET", GOOGLE, "link-file"),
    "a Google stub renamed": ("minutes.pdf", GOOGLE, "link-file"),
    "a bookmark": ("page.webloc", b"bplist00", "link-file"),
    "a shortcut of the web": (
        "page.url",
        b"[InternetShortcut]\r\nURL=https://example.org/\r\n",
        "link-file",
    ),
    "the same, renamed": ("page.txt", b"\xef\xbb\xbf[InternetShortcut]\r\nURL=x\r\n", "link-file"),
    "a shortcut of Windows": ("a.pdf.lnk", b"L\0\0\0\x01\x14\x02\0", "link-file"),
    "the same, renamed to pdf": ("a.pdf", b"L\0\0\0\x01\x14\x02\0", "link-file"),
    "a shortcut of Linux": ("a.desktop", b"[Desktop Entry]\n", "link-file"),
    "not yet down from a cloud": ("a.pdf.icloud", b"bplist00", "link-file"),
    "a login page": ("a.pdf", PAGE, "wrong-content"),
    "a login page in capitals": ("A.PDF", PAGE.upper(), "wrong-content"),
    "a login page as a table": ("a.csv", PAGE, "wrong-content"),
    "a login page as a document": ("a.docx", b"\n <html lang=fr>", "wrong-content"),
    "a login page as a picture": (
        "a.jpg",
        b"<?xml version='1.0'?><!-- x --><html>",
        "wrong-content",
    ),
    "a drawing that is a page": ("a.svg", PAGE, "wrong-content"),
    "a word document called pdf": ("a.pdf", ZIP, "wrong-content"),
    "a pdf called word document": ("a.docx", PDF, "wrong-content"),
    "a workbook called csv": ("a.csv", ZIP, "wrong-content"),
    "a picture of another kind": ("a.png", b"\xff\xd8\xff\xe0", "wrong-content"),
    "text called pdf": ("a.pdf", b"../shared/catalogue.pdf", "wrong-content"),
    "a pdf": ("a.pdf", PDF, None),
    "a pdf with bytes before it": ("a.pdf", b"\r\n" * 40 + PDF, None),
    "a word document": ("a.docx", document(), None),
    "a word document with a password": ("a.docx", OLE, None),
    "an old word document": ("a.doc", OLE, None),
    "an old document that is rich text": ("a.doc", b"{\\rtf1 Minutes}", None),
    "an old workbook that is a table of the web": ("a.xls", b"<html><body><table><tr>", None),
    "an old workbook that is a login page": ("a.xls", PAGE, "wrong-content"),
    "an open document": ("a.odt", open_document("<text:p>Minutes</text:p>"), None),
    "a photograph": ("a.JPEG", picture("JPEG"), None),
    "a telephone's photograph": (
        "a.heic",
        boxes((b"ftyp", 16), (b"meta", 99), (b"mdat", 99)),
        None,
    ),
    "a film": ("a.mp4", boxes((b"ftyp", 16), (b"mdat", 99), (b"moov", 9)), None),
    "a drawing": ("a.svg", b"<?xml version='1.0'?>\n<svg><path/></svg>", None),
    "a page of the web": ("a.html", PAGE + b"<p>Minutes", None),
    "an ending nobody knows": ("a.xyz", b"x", None),
    "no ending": ("minutes", b"x", None),
    "a hidden file": (".minutes.pdf", PDF, "not-evidence"),
    "in a hidden folder": (".cache/minutes.pdf", PDF, "not-evidence"),
    "git's own": (".git/config", b"[core]", "not-evidence"),
    "what an office leaves": ("~$minutes.docx", ZIP, "not-evidence"),
    "what Windows leaves": ("Thumbs.db", OLE, "not-evidence"),
    "half a download": ("a.pdf.crdownload", PDF, "not-evidence"),
}
OWN = {
    "organisation.yaml": True,
    "evidence_index.yaml": True,
    "mkdocs.yml": True,
    "mkdocs.offline.yml": True,
    "links.json": True,
    "baseline.json": True,
    "pyproject.toml": True,
    "requirements.txt": True,
    "Organisation.YAML": True,
    "macros/team.py": True,
    "crosswalks/ours.yaml": True,
    "rehearsals/2026-09-01.yaml": True,
    ".github/workflows/site.yml": True,
    "docs/presentation.md": False,
    "evidence/course.yaml": False,
    "minutes.md": False,
    "evidence/organisation.yaml": False,
}


@pytest.mark.parametrize(("name", "content", "rule"), KINDS.values(), ids=KINDS)
def test_what_each_kind_of_file_gives(
    folder: ManualFolder, name: str, content: bytes, rule: str | None
) -> None:
    """Would catch a file that is none and counts, and a good one refused;
    told once, at its line, in gate and pages alike.
    """
    path = f"evidence/{name}"
    folder.write(path, content)
    folder.whole(entry("x", indicators="[4]", place=None, file=f'"{path}"'))
    verdict = folder.check()
    assert [finding.rule for finding in verdict.findings] == ([rule] if rule else [])
    assert all(
        finding.place.line == verdict.assessment.evidence[-1].evidence.origin.at("file").line
        for finding in verdict.findings
        if verdict.assessment
    )
    assert verdict.assessment is not None
    item = next(proof for proof in verdict.assessment.evidence if proof.evidence.id == "EV-x")
    assert item.state is (EvidenceState.UNUSABLE if rule else EvidenceState.CURRENT)
    assert item.counts is (rule is None)


def _flaw(root: Path, ending: str, data: bytes) -> str | None:
    (root / "evidence").mkdir(exist_ok=True)
    (root / f"evidence/a.{ending}").write_bytes(data)
    return check_file(root, f"evidence/a.{ending}").flaw


@pytest.mark.parametrize("ending", WHOLE)
def test_a_whole_file_and_each_part_of_it(tmp_path: Path, ending: str) -> None:
    """Would catch a document that a download or a copy cut off, its head alone included, and that
    counts; and a whole one that does not.
    """
    data = WHOLE[ending]()
    assert _flaw(tmp_path, ending, data) is None
    # Of a document of the old office only its head says where its directory is.
    most = 40 if data.startswith(OLE[:8]) else 95
    for share in range(1, most):
        flaw = _flaw(tmp_path, ending, data[: len(data) * share // 100 + 1])
        assert flaw in {"empty-file", "wrong-content"}, f"{share} %"


def test_each_look_is_for_an_ending_that_is_known() -> None:
    """Would catch an ending mistyped in one of the tables: its files would be looked at no further
    than their first bytes.
    """
    known = {*SIGNATURES, "xml"}
    for table in (PARTS_OF, MEDIA_BY_ENDING, LEAST, UNSEEN, SHOWN, READ_FURTHER):
        assert {*table} <= known
    assert {*WHOLE, *(ending for ending, _ in (*BLANK.values(), *UNUSUAL.values()))} <= known


def test_no_damage_stops_the_look(tmp_path: Path) -> None:
    """Would catch a traceback, or a file called unreadable, for numbers that cannot be."""
    chance = Random(1)  # noqa: S311 - chance that can be had again
    kinds = [*WHOLE.items(), *BLANK.values(), *UNUSUAL.values()]
    files = [(ending, make()) for ending, make in kinds]
    for _ in range(1_500):
        ending, data = chance.choice(files)
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            place = chance.randrange(len(damaged) + 1)
            damaged[place : place + chance.randrange(9)] = chance.randbytes(chance.randrange(9))
        file = f"a.{chance.choice((ending, chance.choice(files)[0]))}"
        (tmp_path / file).write_bytes(damaged)
        assert check_file(tmp_path, file).readable


@pytest.mark.parametrize("size", [(7, 300), (300, 7), (8, 8)])
@pytest.mark.parametrize(
    ("ending", "options"),
    [
        ("png", {}),
        ("gif", {}),
        ("bmp", {}),
        ("jpg", {}),
        ("webp", {}),
        ("webp", {"lossless": True}),
        ("webp", {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0"}),
    ],
)
def test_a_picture_that_is_a_stroke(
    tmp_path: Path, ending: str, options: dict[str, Any], size: tuple[int, int]
) -> None:
    """Would catch one of a picture's sides looked for at another place than its form says."""
    file = tmp_path / f"x.{ending}"
    Image.new("RGB", size, (9, 90, 9)).save(file, **options)
    assert check_file(tmp_path, file.name).flaw == (RuleName.EMPTY_FILE if min(size) < 8 else None)


@pytest.mark.parametrize("manual", [EXAMPLE, CFA], ids=["example", "cfa"])
def test_what_programs_really_write(manual: Path) -> None:
    """Would catch a false alarm on what browsers, office programs and printers write."""
    files = [f"evidence/{file.name}" for file in (manual / "evidence").iterdir()]
    assert len(files) > 20
    assert {file: flaw for file in files if (flaw := check_file(manual, file).flaw)} == {}


def test_a_file_of_each_kind_that_pages_show(tmp_path: Path) -> None:
    """Would catch a false alarm on a kind of file that a proof's page can show."""
    files = proof_kinds.files(pdf())
    flaws = {
        name: _flaw(tmp_path, f"x-{name}", data) for name, data in files.items() if "." in name
    }
    assert {name for name, flaw in flaws.items() if flaw} == {"broken.pdf", "nothing.txt"}


@pytest.mark.parametrize(("ending", "make"), BLANK.values(), ids=BLANK)
def test_what_is_whole_and_shows_nothing(
    tmp_path: Path, ending: str, make: Callable[[], bytes]
) -> None:
    """Would catch a blank page, an empty workbook or a picture of a dot that counts as a proof."""
    assert _flaw(tmp_path, ending, make()) == "empty-file"


@pytest.mark.parametrize(("ending", "make"), UNUSUAL.values(), ids=UNUSUAL)
def test_what_is_unusual_and_a_document(
    tmp_path: Path, ending: str, make: Callable[[], bytes]
) -> None:
    """Would catch a false alarm: a scan, a form, a picture with bytes after its end."""
    assert _flaw(tmp_path, ending, make()) is None


@pytest.mark.parametrize(("path", "own"), OWN.items())
def test_the_manuals_own_files_prove_nothing(tmp_path: Path, path: str, own: bool) -> None:  # noqa: FBT001
    """Would catch an index that names itself as its proof,
    and a team's own document refused for its name.
    """
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("text: x\n", encoding="utf-8")
    assert (check_file(tmp_path, path).flaw == "not-evidence") is own


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_manual_is_given_proves_nothing(language: Language) -> None:
    """Would catch a file that `preuve new` gives and that counts as a provider's proof: the one
    list is held against the other.
    """
    given = [path for path in given_files(language) if not path.startswith("docs/")]
    assert len(given) > 20
    assert [path for path in given if not is_no_document(path)] == []


def test_the_rule_says_the_limit_that_holds() -> None:
    """Would catch a rule that goes on naming another size than the one that is looked for."""
    assert f" {LARGE >> 20} MB" in BY_NAME[RuleName.LARGE_FILE].what.text


def test_blanks_before_a_document_are_none_of_it(folder: ManualFolder) -> None:
    """Would catch a text behind a page of blanks that is called empty, or blanks that are not."""
    folder.write("evidence/x.txt", " " * HEAD + "Minutes of the board, in full, as they were read.")
    folder.write("evidence/y.txt", " " * 3 * HEAD)
    flaws = [check_file(folder.root, f"evidence/{name}.txt").flaw for name in "xy"]
    assert flaws == [None, "empty-file"]


def test_a_large_file_is_told_and_counts(folder: ManualFolder) -> None:
    """Would catch a push that GitHub refuses after the gate let it through;
    and a large file read to its end.
    """
    file = folder.write("evidence/film.mp4", boxes((b"ftyp", 16), (b"moov", 9)) + b"\0\0\0\0mdat")
    folder.whole(entry("x", indicators="[4]", place=None, file="evidence/film.mp4"))
    with file.open("r+b") as stream:
        stream.truncate(LARGE)
    assert folder.findings() == []
    with file.open("r+b") as stream:
        stream.truncate(LARGE + 1)
    assert [finding.split()[0] for finding in folder.findings()] == ["large-file"]


# What an approved entry says → what is found, and whether it counts. The day is 30 September 2026.
ENTRIES: dict[str, tuple[dict[str, object], list[str], bool]] = {
    **{
        f"place {place}": ({"place": place}, ["vague-place"], False)
        for place in (
            "'?'",
            "'-'",
            "TODO",
            "à compléter",
            "'TODO: ask Claire'",
            "'À préciser : avant juin'",
            "'...'",
            '"\\u200b"',
            '"\\u2800"',
            "N/A",
            "xxx",
            "TBD",
            "'!!'",
        )
    },
    **{
        f"place {place}": ({"place": place}, [], True)
        for place in ("Binder 1", "B", "A.2", "Bureau de la direction", "3")
    },
    "year 206": ({"dated": "0206-05-01"}, ["impossible-date"], False),
    "the last day of 1999": ({"dated": "1999-12-31"}, ["impossible-date"], False),
    "the first day of 2000": ({"dated": "2000-01-01"}, [], True),
    "good until 2206": ({"valid_until": "2206-05-01"}, ["impossible-date"], False),
    "ten years ahead": ({"valid_until": "2036-09-30"}, [], True),
    "a day more": ({"valid_until": "2036-10-01"}, ["impossible-date"], False),
    "reviewed every 99 years": ({"review_every": "99 years"}, ["impossible-date"], False),
    "dated tomorrow": ({"dated": "2026-10-01"}, ["dated-ahead"], False),
    "dated today": ({"dated": "2026-09-30"}, [], True),
    "approved tomorrow": (
        {"approved_on": "2026-10-01", "approved_by": "quality"},
        ["dated-ahead"],
        True,
    ),
    "a draft nowhere": ({"place": "'?'", "status": "draft"}, [], False),
    "withdrawn, of the year 206": ({"dated": "0206-05-01", "status": "withdrawn"}, [], False),
}


@pytest.mark.parametrize(("changes", "rules", "counts"), ENTRIES.values(), ids=ENTRIES)
def test_what_an_entry_says(
    folder: ManualFolder,
    changes: dict[str, object],
    rules: list[str],
    counts: bool,  # noqa: FBT001
) -> None:
    """Would catch a proof that is nowhere, or of a year that cannot be, and counts."""
    folder.whole(entry("x", indicators="[4]", **changes))
    verdict = folder.check()
    assert [
        finding.rule for finding in verdict.findings if finding.rule != "stale-evidence"
    ] == rules
    assert verdict.assessment is not None
    assert (
        next(proof.counts for proof in verdict.assessment.evidence if proof.evidence.id == "EV-x")
        is counts
    )


def test_a_page_that_is_known_to_be_gone(folder: ManualFolder) -> None:
    """Would catch an address that answered 404 last week and counts;
    one that only did not answer is another matter.
    """
    folder.whole(
        *(
            entry(name, indicators="[4]", place=None, url=f"https://example.org/{name}")
            for name in ("x", "y", "z")
        )
    )
    folder.write(
        "links.json",
        '{"schema": 1, "links": [{"url": "https://example.org/x", "checked": "2026-09-20", '
        '"outcome": "gone"}, '
        '{"url": "https://example.org/y", "checked": "2026-09-20", "outcome": "no_answer"}, '
        '{"url": "https://example.org/z", "checked": "2026-10-20", "outcome": "gone"}]}',
    )
    assert [(finding.rule, finding.evidence) for finding in folder.check().findings] == [
        ("dead-link", "EV-x")
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("{", 1),
        ('{"schema": 1,\n"links": [\n<<<<<<< HEAD\n]}', 3),
        ('{"schema": 2, "links": []}', 1),
        ('{"schema": 1}', 1),
        ('{"schema": 1, "links": [{"url": "https://example.org/x"}]}', 1),
        ('{"schema": 1, "links": [{"url": "x", "checked": "2026-02-30", "outcome": "gone"}]}', 1),
        ('{"schema": 1, "links": [{"url": "x", "checked": "2026-02-20", "outcome": "lost"}]}', 1),
        ('{"schema": 1, "links": [{"url": "x", "checked": "20260220", "outcome": "gone"}]}', 1),
        ("[]", 1),
    ],
)
def test_results_that_cannot_be_read_are_told(folder: ManualFolder, text: str, line: int) -> None:
    """Would catch pages that were seen to be gone and count again, since a merge broke a file."""
    folder.whole()
    folder.write("links.json", text)
    (finding,) = folder.check().findings
    assert (finding.rule, finding.severity) == ("unreadable-file", "warning")
    assert (finding.place.file, finding.place.line) == ("links.json", line)


def test_a_folder_or_a_link_in_place_of_the_results(folder: ManualFolder) -> None:
    """Would catch results silently read as none where something else has their name."""
    folder.whole()
    (folder.root / "links.json").mkdir()
    assert folder.findings() == ["unreadable-file links.json:1"]
    (folder.root / "links.json").rmdir()
    (folder.root / "links.json").symlink_to("elsewhere.json")
    assert folder.findings() == ["unreadable-file links.json:1"]


def test_one_lack_of_a_clause_is_one_finding(folder: ManualFolder) -> None:
    """Would catch a clause whose only proof cannot be used told twice: for its file and as bare."""
    folder.whole(organisation=ORGANISATION + "audits: [{type: initial, date: 2026-12-01}]\n")
    index = (folder.root / "evidence_index.yaml").read_text(encoding="utf-8")
    bare = index.replace(", 12.violence", "")
    assert bare != index

    def clauses(*entries: str) -> list[str]:
        folder.write("evidence_index.yaml", bare + "".join(entries))
        return [
            one.rule
            for one in folder.check().findings
            if "12.violence" in (one.clause or "") or one.evidence == "EV-v"
        ]

    proof = entry(
        "v", indicators="[12.violence]", place=None, file="evidence/v.pdf", dated="2026-09-01"
    )
    assert clauses() == ["clause-without-evidence"]
    folder.write("evidence/v.pdf", PDF)
    assert "clause-without-evidence" not in clauses(proof)
    for content, rule in ((b"", "empty-file"), (LFS, "file-not-fetched"), (PAGE, "wrong-content")):
        folder.write("evidence/v.pdf", content)
        assert clauses(proof) == [rule]


def test_seventy_one_empty_files(folder: ManualFolder) -> None:
    """Would catch a gate that stays open though every file was emptied."""
    folder.whole()
    index = (folder.root / "evidence_index.yaml").read_text(encoding="utf-8")
    files: list[str] = []
    while "place: Binder 1" in index:
        files.append(f"evidence/{len(files)}.pdf")
        index = index.replace("place: Binder 1", f"file: {files[-1]}", 1)
        folder.write(files[-1], PDF)
    folder.write("evidence_index.yaml", index)
    assert folder.check().ok
    for file in files:
        folder.write(file, b"")
    verdict = folder.check()
    assert not verdict.ok
    assert verdict.assessment is not None
    assert {
        indicator.state
        for indicator in verdict.assessment.indicators
        if indicator.applicability.applies
    } == {"missing"}


MANY = {
    "there": (pdf(), "file-{}.pdf"),
    "empty": (b"", "file-{}.pdf"),
    "cut off": (pdf()[:-40], "file-{}.pdf"),
    "missing, with names like them": (pdf(), "fil-{}.pdf"),
    "missing": (None, "file-{}.pdf"),
}


def calls(work: Callable[[], object]) -> int:
    """Return how many steps of Python a piece of work takes: the same on a busy machine."""
    profile = Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.growth
@pytest.mark.parametrize(("content", "name"), MANY.values(), ids=MANY)
def test_many_files_take_their_number(
    folder: ManualFolder, content: bytes | None, name: str
) -> None:
    """Would catch a look at files that takes four times as long for twice as many."""
    folder.whole()
    whole = (folder.root / "evidence_index.yaml").read_text(encoding="utf-8")

    def steps(number: int) -> int:
        for place in range(number if content is not None else 0):
            folder.write(f"evidence/{name.format(place)}", content or b"")
        entries = [
            entry(f"n{n}", indicators="[4]", place=None, file=f"evidence/file-{n}.pdf")
            for n in range(number)
        ]
        folder.write("evidence_index.yaml", whole + "".join(entries))
        return calls(lambda: Manual.load(folder.root))

    first, second, third = (steps(number) for number in (200, 400, 800))
    assert third - second < 2.5 * (second - first)
