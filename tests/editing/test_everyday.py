"""The verbs that change the index, tried as people type them:
what they write, what they refuse, what they leave alone.
"""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from whole_files import pdf

from preuve.cli import run
from preuve.editing.index_file import IndexFile
from preuve.editing.proposals import date_of, next_id, portable, title_of
from preuve.editing.team_file import EditError
from preuve.gate import gate
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from pathlib import Path

    from copies import Copy

MINUTES = [
    "--indicators",
    "32, 18",
    "--stage",
    "implemented",
    "--kind",
    "record",
    "--owner",
    "quality",
    "--access",
    "auditor",
]


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """Return a file that lies outside the manual."""
    file = tmp_path / "Compte rendu 2026-09-12 conseil.md"
    file.write_text("# Minutes of the board\n\nHeld in the small room.\n", encoding="utf-8")
    return file


def change(copy: Copy, verb: str, *words: str) -> int:
    """Give a command on the copy."""
    return run([verb, "--root", str(copy.root), *words])


def next_of(copy: Copy) -> str:
    """Return the id that a new entry of the copy gets."""
    index = Manual.load(copy.root).evidence_index
    return next_id(proof.id for proof in index.evidence) if index else ""


def test_a_dropped_file_becomes_an_entry(
    copy: Copy, minutes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch an entry that the gate refuses, a file not copied,
    a title or date not proposed, a line touched elsewhere.
    """
    before = copy.index.read_text(encoding="utf-8")
    new = next_of(copy)
    assert change(copy, "add", str(minutes), *MINUTES, "--status", "approved", "--stamp") == 0
    after = copy.index.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert (
        f"  - id: {new}\n    title: Minutes of the board\n    indicators: [32, 18]\n"
        in after[len(before) :]
    )
    assert "    dated: 2026-09-12\n" in after[len(before) :]
    manual = Manual.load(copy.root)
    assert manual.diagnostics == ()
    entry = (
        next(proof for proof in manual.evidence_index.evidence if proof.id == new)
        if manual.evidence_index
        else None
    )
    assert entry is not None
    assert entry.dated is not None
    assert (copy.root / str(entry.file)).read_bytes() == minutes.read_bytes()
    assert gate.check(manual, manual.day(None, entry.dated)).ok
    assert f"Added {new}" in capsys.readouterr().out


REFUSED = {
    "a missing value": (["--title", "x"], "--owner"),
    "a wrong date": (["--dated", "31/02/2026"], "31/02/2026"),
    "a word for a number": (["--indicators", "four"], "four"),
    "two places": (
        [
            *MINUTES,
            "--title",
            "x",
            "--dated",
            "2026-01-01",
            "--place",
            "x",
            "--url",
            "https://x.fr",
        ],
        "Only one",
    ),
    "an id taken": (
        [*MINUTES, "--title", "x", "--dated", "2026-01-01", "--place", "x", "--id", "ev-001"],
        "already",
    ),
}


@pytest.mark.parametrize(("words", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_stand_is_refused(
    copy: Copy, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    """Would catch a command that writes what the gate would then refuse."""
    before = copy.index.read_bytes()
    assert change(copy, "add", *words) == 2
    assert told in capsys.readouterr().err
    assert copy.index.read_bytes() == before


def test_questions_are_asked_at_a_terminal(
    copy: Copy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a wrong answer taken, a proposal not taken by an empty answer,
    a key never asked for.
    """
    answers = [
        "",
        "Binder of keys",
        "forty",
        "17",
        "implemented",
        "3",
        "Shelf 2",
        "qualty",
        "2",
        "2026-02-01",
        "",
        "approved",
        "",
        "perhaps",
        "yes",
    ]
    terminal = io.StringIO("\n".join(answers) + "\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    new = next_of(copy)
    assert change(copy, "add") == 0
    added = copy.index.read_text(encoding="utf-8").partition(f"- id: {new}\n")[2]
    assert "title: Binder of keys\n    indicators: [17]\n" in added
    assert "place: Shelf 2\n" in added
    assert "status: approved\n    access: on_request\n" in added
    assert "kind: record\n" in added
    assert "owner: quality\n" in added
    told = capsys.readouterr().err
    assert "“forty” is not a whole number" in told
    assert "Did you mean “quality”?" in told
    # What is written was shown before, and agreed to.
    shown = told.partition("evidence_index.yaml will get:\n")[2].partition("\nWrite it?")[0]
    assert shown.startswith(f"  - id: {new}\n    title: Binder of keys\n    indicators: [17]\n")
    assert shown in copy.index.read_text(encoding="utf-8")
    assert "“perhaps” is neither yes nor no" in told


def test_a_no_writes_nothing(
    copy: Copy, minutes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch an entry written, or its file copied, though the person who saw it said no."""
    before, files = copy.index.read_bytes(), sorted((copy.root / "evidence").iterdir())
    terminal = io.StringIO("no\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    whole = ["--id", "EV-900", "--status", "draft", "--access", "auditor", "--dated", "12/09/2026"]
    given = [*MINUTES, *whole, "--title", "Minutes", "--review-every", "1 an"]
    assert change(copy, "add", str(minutes), *given) == 2
    told = capsys.readouterr().err
    assert "  - id: EV-900\n" in told
    assert "evidence/Compte-rendu" in told
    assert copy.index.read_bytes() == before
    assert sorted((copy.root / "evidence").iterdir()) == files


def test_the_end_of_input_changes_nothing(
    copy: Copy, minutes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch half an entry written, or a file left in the manual, when somebody gives up."""
    before, files = copy.index.read_bytes(), sorted((copy.root / "evidence").iterdir())
    terminal = io.StringIO("EV-200\n")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    assert change(copy, "add", str(minutes)) == 2
    assert copy.index.read_bytes() == before
    assert sorted((copy.root / "evidence").iterdir()) == files


def test_a_file_of_the_same_name_is_not_overwritten(
    copy: Copy, minutes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a proof lost under another of the same name."""
    there = copy.root / "evidence" / "Compte-rendu-2026-09-12-conseil.md"
    there.write_text("another\n", encoding="utf-8")
    assert change(copy, "add", str(minutes), *MINUTES) == 2
    assert "--file-name" in capsys.readouterr().err
    assert there.read_text(encoding="utf-8") == "another\n"
    assert change(copy, "add", str(minutes), *MINUTES, "--file-name", "board.md") == 0
    assert (copy.root / "evidence" / "board.md").is_file()


def test_a_renewal_changes_one_line(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """Would catch a date written into another entry."""
    before = copy.index.read_text(encoding="utf-8").splitlines()
    assert change(copy, "renew", "ev-003", "--dated", "2026-09-29") == 0
    after = copy.index.read_text(encoding="utf-8").splitlines()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ("    dated: 2026-01-19", "    dated: 2026-09-29")
    ]
    assert change(copy, "renew", "EV-003", "--dated", "2020-01-01") == 2
    assert "earlier" in capsys.readouterr().err
    assert change(copy, "renew", "EV-0033") == 2
    assert "Did you mean “EV-033”?" in capsys.readouterr().err


def test_a_renewal_with_a_file_takes_the_place_of_where_it_was(copy: Copy, minutes: Path) -> None:
    """Would catch an entry with both a place and a file, which the gate refuses."""
    entries = Manual.load(copy.root).evidence_index.evidence  # type: ignore[union-attr]
    name = next(entry.id for entry in entries if entry.place and not entry.valid_until)
    assert change(copy, "renew", name, "--file", str(minutes), "--name", "new.md") == 0
    manual = Manual.load(copy.root)
    assert manual.diagnostics == ()
    entry = next(proof for proof in manual.evidence_index.evidence if proof.id == name)  # type: ignore[union-attr]
    assert (entry.file, entry.place, str(entry.dated)) == ("evidence/new.md", None, "2026-09-30")


def test_a_stamp_notices_a_change_and_approves_it_by_name_only(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a changed file approved again without anybody saying so."""
    assert change(copy, "stamp") == 0
    stamped = copy.index.read_bytes()
    (copy.root / "evidence" / "catalogue-2026.pdf").write_bytes(pdf())
    assert change(copy, "stamp") == 0
    assert copy.index.read_bytes() == stamped
    day = Manual.load(copy.root).day(None, None)  # type: ignore[arg-type] # frozen by the manual
    rules = {finding.rule for finding in gate.check(Manual.load(copy.root), day).findings}
    assert "changed-file" in rules
    capsys.readouterr()
    assert change(copy, "stamp", "EV-001") == 0
    assert "changed since it was approved" in capsys.readouterr().out
    assert "changed-file" not in {
        one.rule for one in gate.check(Manual.load(copy.root), day).findings
    }


def test_an_index_that_cannot_be_read_is_left_alone(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a traceback, or a rewrite of a file that nobody understands."""
    copy.index.write_text("evidence: [\n", encoding="utf-8")
    assert change(copy, "renew", "EV-001") == 2
    assert "evidence_index.yaml:2:1" in capsys.readouterr().err
    assert copy.index.read_text(encoding="utf-8") == "evidence: [\n"


def test_somebody_elses_change_meanwhile_is_kept(copy: Copy) -> None:
    """Would catch a change lost because two people worked at once."""
    index = IndexFile(copy.root)
    index.put("EV-001", "dated", "2026-09-01")
    copy.index.write_text(copy.index.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    with pytest.raises(EditError):
        index.save()
    assert copy.index.read_text(encoding="utf-8").endswith("# mine\n")


def test_a_byte_order_mark_and_line_ends_stay(copy: Copy) -> None:
    """Would catch a file of Windows given back as one of Linux."""
    data = b"\xef\xbb\xbf" + copy.index.read_bytes().replace(b"\n", b"\r\n")
    copy.index.write_bytes(data)
    assert change(copy, "renew", "EV-003", "--dated", "2026-09-29") == 0
    assert copy.index.read_bytes() == data.replace(b"2026-01-19", b"2026-09-29", 1)


def test_work_is_told_by_role(copy: Copy, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Would catch a role's work told to another, or the proofs to renew left out."""
    assert run(["owners", str(copy.root), "--format", "markdown", "--until", "2027-01-31"]) == 0
    sheet = capfdbinary.readouterr().out.decode()
    lead = sheet.partition("## Quality lead")[2].partition("## ")[0]
    assert "- [ ] warning: EV-044" in lead
    assert lead.count("EV-044") == 1
    assert (
        "EV-003, Programme of the skills assessment BC-01: good until 19\u00a0January\u00a02027"
        in sheet
    )
    assert run(["owners", str(copy.root), "--role", "nobody"]) == 0
    assert "Nothing to do" in capfdbinary.readouterr().out.decode()


@pytest.mark.parametrize("markdown", [[], ["--markdown"]])
def test_a_title_gives_no_orders(
    copy: Copy, capfdbinary: pytest.CaptureFixture[bytes], markdown: list[str]
) -> None:
    """Would catch a title that colours the terminal,
    or that a build server takes for a command on a line of its own.
    """
    copy.change(
        "evidence_index.yaml",
        "title: Programme of the skills assessment BC-01",
        'title: "Rules\\e[31m\\n::error::planted\\r\\n::stop-commands::x\\u2028::warning::\\u202e"',
    )
    copy.change("organisation.yaml", "quality: ", 'quality: "\\n::error::role\\e[31m" #')
    assert run(["owners", str(copy.root), *markdown, "--until", "2027-12-31"]) == 0
    text = capfdbinary.readouterr().out.decode()
    assert "planted" in text
    assert "\x1b" not in text
    assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]


def test_a_page_says_who_has_its_work(
    copy: Copy, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Would catch the work of a page without proofs told to nobody,
    though its front matter says who answers.
    """
    text = copy.index.read_text(encoding="utf-8").replace("indicators: [22]", "indicators: [21]")
    copy.index.write_text(re.sub(r"\b22, |, 22\b", "", text), encoding="utf-8")
    copy.change(
        "docs/criteria/criterion-5/indicator-22.md",
        "indicator: 22\n",
        "indicator: 22\nowner: direction\n",
    )
    assert run(["owners", str(copy.root), "--markdown", "--role", "direction"]) == 0
    assert "Indicator 22 (" in capfdbinary.readouterr().out.decode()


def test_proposals(tmp_path: Path) -> None:
    """Would catch an impossible date proposed, an id given twice,
    a name that another system cannot keep.
    """
    assert str(date_of("rapport_12-03-2026.pdf")) == "2026-03-12"
    assert str(date_of("20260312 rapport.pdf")) == "2026-03-12"
    assert date_of("2026-02-30.pdf") is None
    assert date_of("facture 120260312.pdf") is None
    assert title_of(tmp_path / "compte_rendu-2026-03-12.pdf") == "Compte rendu"
    assert next_id(["EV-001", "EV-099", "note"]) == "EV-100"
    assert next_id(["P7"]) == "P8"
    assert next_id([]) == "EV-001"
    assert portable("Rapport: été / 2026?.PDF") == "Rapport-été-2026.pdf"
    assert portable("???") == "file"


def _lines_changed(before: str, after: str) -> list[str]:
    old = before.splitlines()
    return [line for line in after.splitlines() if line not in old]


def test_approval_writes_who_when_and_what(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """Would catch an approval without its day, its role or its digest,
    or one that touches another line.
    """
    before = copy.index.read_text(encoding="utf-8")
    name = next(iter(Manual.load(copy.root).evidence_index.evidence)).id  # type: ignore[union-attr] # the example has one
    assert change(copy, "approve", name, "--by", "teaching", "--as-of", "2026-09-30") == 0
    after = copy.index.read_text(encoding="utf-8")
    entries = Manual.load(copy.root).evidence_index.evidence  # type: ignore[union-attr]
    entry = next(entry for entry in entries if entry.id == name)
    assert (entry.approved_by, str(entry.approved_on), len(entry.sha256 or "")) == (
        "teaching",
        "2026-09-30",
        64,
    )
    assert len(after.splitlines()) == len(before.splitlines()) + 3
    capsys.readouterr()
    assert change(copy, "approve", name, "--by", "teaching", "--as-of", "2026-09-30") == 0
    assert "Nothing was changed" in capsys.readouterr().out
    assert copy.index.read_text(encoding="utf-8") == after


def test_an_approval_that_lacks_something_is_refused(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a draft approved without its day or its stage,
    or a refusal that does not say what to type.
    """
    draft = (
        "  - {id: EV-900, title: Plan, kind: record, owner: teaching, status: draft, access: "
        "auditor}\n"
    )
    copy.index.write_text(copy.index.read_text(encoding="utf-8") + draft, encoding="utf-8")
    before = copy.index.read_bytes()
    assert change(copy, "approve", "EV-900", "--by", "teaching") == 2
    message = capsys.readouterr().err
    assert "preuve set EV-900 indicators=… stage=… dated=… file=…" in message
    assert change(copy, "approve", "EV-001", "--by", "nobody") == 2
    assert "nobody" in capsys.readouterr().err
    assert change(copy, "approve", "EV-001", "--by", "teaching", "--as-of", "2020-01-01") == 2
    assert copy.index.read_bytes() == before
    given = ("indicators=4,5", "stage=implemented", "dated=2026-09-01", "place=Salle 2")
    assert change(copy, "set", "EV-900", *given) == 0
    assert change(copy, "approve", "EV-900", "--by", "teaching", "--as-of", "2026-09-30") == 0
    assert gate.check(Manual.load(copy.root), date(2026, 9, 30)).ok


def test_a_key_is_one_line_of_difference(copy: Copy) -> None:
    """Would catch a file written anew for one key, or a place that is left beside the new one."""
    before = copy.index.read_text(encoding="utf-8")
    assert change(copy, "set", "EV-001", "title=Un autre titre : « le bon » #2") == 0
    after = copy.index.read_text(encoding="utf-8")
    assert len(_lines_changed(before, after)) == 1
    assert len(after.splitlines()) == len(before.splitlines())
    assert change(copy, "set", "EV-001", "place=Armoire B") == 0
    entries = Manual.load(copy.root).evidence_index.evidence  # type: ignore[union-attr]
    entry = next(entry for entry in entries if entry.id == "EV-001")
    assert (entry.file, entry.place, entry.title) == (
        None,
        "Armoire B",
        "Un autre titre : « le bon » #2",
    )


BLOCK = """\
# tête
evidence:  # liste
  - id: EV-001   # un
    title: "Livret: accueil"  # titre
    indicators: [9, 10]
    stage: formalised
    kind: document
    place: Classeur # lieu

    # remarque dedans
    owner: quality
    dated: 2026-01-31    # date
    status: draft # pas encore
    access: auditor
  # entre deux
  - id: EV-002
    title: Autre
    indicators:
      - 9
    stage: implemented
    kind: record
    place: Classeur
    owner: quality
    dated: 2026-02-01
    status: approved
    access: auditor
# fin
"""
FLOW = (
    'evidence:\n  - {id: EV-001, title: "Livret, accueil", indicators: [9], stage: formalised, '
    "kind: document, place: X, owner: quality, dated: 2026-01-31, status: draft, access: auditor}\n"
)
ODD = {
    "remarks": BLOCK,
    "the ends of lines of Windows": BLOCK.replace("\n", "\r\n"),
    "both ends of lines": BLOCK.replace("\n", "\r\n", 5),
    "a byte order mark": "\ufeff" + BLOCK,
    "a mark and Windows": "\ufeff" + BLOCK.replace("\n", "\r\n"),
    "lists not indented": BLOCK.replace("\n  - ", "\n- ").replace("\n    ", "\n  "),
    "a dash alone": BLOCK.replace("- id: EV-001", "-\n    id: EV-001"),
    "marks of a document": f"---\n{BLOCK}...\n",
    "keys between quotes": BLOCK.replace("status: draft", "'status': \"draft\""),
    "a blank before the colon": BLOCK.replace("status: draft", "status : draft"),
    "no end of the last line": BLOCK.partition("  # entre")[0].rstrip("\n"),
    "braces": FLOW,
    "braces on two lines": FLOW.replace("quality, ", "quality,\n     "),
    "signs beyond letters": BLOCK.replace("accueil", "accueil 🎓\u00a0!"),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_however_it_is_written_one_key_is_one_line(copy: Copy, text: str) -> None:
    """Would catch a file whose other lines, ends of lines, marks or remarks change with a key;
    an approval that touches more than its own keys.
    """
    for words, most in (
        (("set", "EV-001", 'title=Livret : accueil #2, "bis"'), 1),
        (("set", "EV-001", "note=l’an prochain"), 1),
        (("set", "EV-001", "indicators=9,12"), 1),
        (("approve", "EV-001", "--by", "quality", "--as-of", "2026-09-30"), 3),
    ):
        copy.index.write_bytes(text.encode())
        assert change(copy, *words) == 0
        before = text.encode().splitlines(keepends=True)
        after = copy.index.read_bytes().splitlines(keepends=True)
        same = [line for line in after if line in before]
        # The last line gets an end when another follows it.
        assert len(before) - len(same) <= (1 if text.endswith("\n") else 2)
        assert len(after) - len(same) <= (most if text.endswith("\n") else most + 1)
        assert Manual.load(copy.root).evidence_index.unreadable == ()  # type: ignore[union-attr]


def test_an_entry_with_a_fault_is_not_called_unknown(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch “did you mean EV-002?” said of an entry that is there, and faulty."""
    copy.index.write_text(BLOCK.replace("stage: formalised", "stage: formel"), encoding="utf-8")
    assert change(copy, "approve", "EV-001", "--by", "quality") == 2
    assert "EV-001 has a fault" in capsys.readouterr().err


@pytest.mark.parametrize(
    "given",
    ["title", "id=EV-2", "titel=x", "dated=30/02/2026", "stage=x", "status=approved", "owner="],
)
def test_what_cannot_stand_is_not_set(
    copy: Copy, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch a value that the gate refuses afterwards, an id changed,
    or an approval without anybody's name.
    """
    copy.change("evidence_index.yaml", "status: approved", "status: draft")
    before = copy.index.read_bytes()
    assert change(copy, "set", "EV-001", given) == 2
    assert capsys.readouterr().err
    assert copy.index.read_bytes() == before


def test_a_key_given_twice_and_a_role_that_is_empty_are_refused(
    copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    """Would catch one of two values that is lost in silence, and a script's empty variable that
    has the owner approve.
    """
    before = copy.index.read_bytes()
    assert change(copy, "set", "EV-001", "title=One", "title=Two") == 2
    assert "The key title is given twice." in capsys.readouterr().err
    assert change(copy, "approve", "EV-001", "--by", "") == 2
    assert copy.index.read_bytes() == before
    assert change(copy, "set", "EV-001", "indicators=[9, 12]") == 0, "as it stands in the file"
    assert "indicators: [9, 12]" in copy.index.read_text(encoding="utf-8")
