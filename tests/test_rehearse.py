"""`preuve rehearse`: asked at a terminal, on paper or from a file;
kept; gone on with; improved upon.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from manuals import ManualFolder, entry

from preuve import cli
from preuve.core import clock
from preuve.model.manual import Manual
from preuve.model.rehearsal import Found

if TYPE_CHECKING:
    from collections.abc import Callable

    from preuve.model.rehearsal import Rehearsal

FILE = "rehearsals/2026-09-30.yaml"
ORGANISATION = """\
name: Test
language: en
categories: [training]
people: {quality: Q, teaching: T}
as_of: 2026-09-30
audits:
  - {type: surveillance, date: 2026-10-20}
"""


class Terminal(io.StringIO):
    """What a person types."""

    def isatty(self) -> bool:
        """Return that somebody is there."""
        return True


class Rehearsing:
    """A manual, and the command run on it."""

    def __init__(
        self, root: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.manual = ManualFolder(root)
        self.manual.write("organisation.yaml", ORGANISATION)
        self.manual.index(entry(1, id="EV-1", owner="teaching"), entry(4, id="EV-4"))
        self._patch, self._capsys = patch, capsys
        self.told = ""

    def run(self, *arguments: str, typed: str | None = None, status: int = 0) -> str:
        """Run the command, with a person at the terminal or with none;
        return what it says on both ways out.
        """
        self._patch.setattr("sys.stdin", io.StringIO() if typed is None else Terminal(typed))
        assert cli.run(["rehearse", str(self.manual.root), *arguments]) == status
        told = self._capsys.readouterr()
        return told.out + told.err

    @property
    def rehearsal(self) -> Rehearsal:
        """Return the last rehearsal."""
        return Manual.load(self.manual.root).rehearsals[-1]

    def text(self, path: str = FILE) -> str:
        """Return a file of the manual."""
        return (self.manual.root / path).read_text("utf-8")

    def answer(self, text: str, status: int = 0) -> str:
        """Give answers from a file."""
        self.manual.write("answers.yaml", text)
        return self.run("--answers", str(self.manual.root / "answers.yaml"), status=status)


@pytest.fixture
def rehearsing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Rehearsing:
    """Return a manual to rehearse in."""
    ticks = iter(range(0, 10**6, 12))
    monkeypatch.setattr(clock, "stopwatch", lambda: float(next(ticks)))
    return Rehearsing(tmp_path, monkeypatch, capsys)


def test_without_a_terminal_the_questions_are_printed_and_kept(rehearsing: Rehearsing) -> None:
    """Would catch a rehearsal that cannot be held on paper,
    and a file that the gate does not take.
    """
    told = rehearsing.run("--seed", "7")
    one = rehearsing.rehearsal
    assert (one.seed, one.dated.isoformat()) == (7, "2026-09-30")
    assert len(one.waiting) == len(one.questions) > 20
    assert all(f"**{question.id}**" in told for question in one.questions)
    assert rehearsing.run("--seed", "7") == told
    assert not [name for name in rehearsing.manual.findings() if "rehearsals" in name]


def test_a_sheet(rehearsing: Rehearsing) -> None:
    """Would catch a title that breaks the sheet's Markdown,
    and an answer given already that the sheet forgets.
    """
    rehearsing.manual.index(entry(1, id="EV-1", title="'A *bold* <b>title</b> # [x](y)'"))
    sheet = rehearsing.manual.root / "sheet.md"
    rehearsing.run("--seed", "7", "--sheet", str(sheet))
    text = sheet.read_text("utf-8")
    assert "A \\*bold\\* \\<b\\>title" in text
    assert "[x] found" not in text
    rehearsing.answer("1.1: {found: found}\n")
    rehearsing.run("--sheet", str(sheet))
    assert sheet.read_text("utf-8").count("[x] found") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_sheet_that_cannot_be_written(rehearsing: Rehearsing) -> None:
    """Would catch a traceback where the disk is full."""
    told = rehearsing.run("--seed", "7", "--questions", "/dev/full", status=2)
    assert told.startswith("preuve: /dev/full: ")


def test_at_a_terminal(rehearsing: Rehearsing) -> None:
    """Would catch an answer lost when somebody stops half-way,
    and a rehearsal that begins again from the start.
    """
    rehearsing.run("--seed", "7", typed="f\n\nEV-1, ev-4\nThere at once\np\n90\nEV-9\n\n\nq\n")
    first, second = rehearsing.rehearsal.questions[:2]
    assert (first.found, first.seconds, first.evidence, first.note) == (
        Found.FOUND,
        12,
        ("EV-1", "EV-4"),
        "There at once",
    )
    assert (second.found, second.seconds, second.evidence, second.note) == (
        Found.PARTLY,
        90,
        (),
        None,
    )
    left = len(rehearsing.rehearsal.waiting)
    told = rehearsing.run(typed="x\nn\n\nnothing\n")  # then the input ends: as good as stopping
    assert "Type one of the letters." in told
    third = rehearsing.rehearsal.questions[2]
    assert (third.found, third.seconds, third.note) == (Found.NOT_FOUND, 12, "nothing")
    assert len(rehearsing.rehearsal.waiting) == left - 1
    rehearsing.run(typed="s\n" * (left - 1))
    assert rehearsing.rehearsal.waiting == ()
    assert "No rehearsal is unfinished" in rehearsing.run(status=2)


def test_what_a_team_wrote_into_the_file_stays(rehearsing: Rehearsing) -> None:
    """Would catch comments and layout lost when an answer is written."""
    rehearsing.run("--seed", "7")
    text = (
        rehearsing.text().replace("seed: 7", "seed: 7   # our own\nnote: The second of the year")
        + "# to be continued\n"
    )
    rehearsing.manual.write(FILE, text)
    rehearsing.answer("1.2: {found: partly, seconds: 7}\n")
    changed = rehearsing.text().splitlines()
    assert [line for line in changed if line not in text.splitlines()] == [
        "    found: partly",
        "    seconds: 7",
    ]
    assert len(changed) == len(text.splitlines()) + 2


ANSWERS = [
    ("1.1: {found: maybe}\n", "answers.yaml:1:14", "found, partly, not_found, skipped"),
    ("1.1: {seconds: 3}\n", "answers.yaml:1:6", "“found”"),
    ("1.1: {found: found}\n9.99: {found: found}\n", "answers.yaml:2:1", "No question 9.99"),
    ("1.1: found\n", "answers.yaml:1:6", "map"),
    ("[1]\n", "answers.yaml:1:1", "map"),
    ("1.1: {\n", "answers.yaml:2:1", ""),
    ("", "answers.yaml", "no answers"),
]


@pytest.mark.parametrize(("text", "place", "said"), ANSWERS)
def test_answers_that_cannot_stand(
    rehearsing: Rehearsing, text: str, place: str, said: str
) -> None:
    """Would catch a traceback, a half of the answers written, or a fault without its place."""
    rehearsing.run("--seed", "7")
    before = rehearsing.text()
    told = rehearsing.answer(text, status=2)
    assert place in told
    assert said in told
    assert rehearsing.text() == before


def test_another_seed_on_the_same_day(rehearsing: Rehearsing) -> None:
    """Would catch a rehearsal that takes the place of another one."""
    rehearsing.run("--seed", "7")
    before = rehearsing.text()
    assert "--letter b" in rehearsing.run("--seed", "8", status=2)
    rehearsing.run("--seed", "8", "--name", "b")
    assert rehearsing.text() == before
    assert rehearsing.rehearsal.name == "2026-09-30-b"


@pytest.mark.parametrize(
    "arguments",
    [("--seed", "-1"), ("--seed", "7", "--name", "../x"), ("--seed", "7", "--held-by", "a: b")],
)
def test_what_the_gate_would_refuse_is_not_written(
    rehearsing: Rehearsing, arguments: tuple[str, ...]
) -> None:
    """Would catch a file that the command writes and the gate refuses."""
    rehearsing.run(*arguments, status=2)
    assert not list((rehearsing.manual.root / "rehearsals").glob("*.yaml"))


def test_a_broken_file_is_left_alone(rehearsing: Rehearsing) -> None:
    """Would catch a file fixed by losing what is in it."""
    rehearsing.manual.write(FILE, "date: [\n")
    assert FILE in rehearsing.run("--seed", "7", status=2)
    assert rehearsing.text() == "date: [\n"


def test_a_manual_that_cannot_be_read(rehearsing: Rehearsing) -> None:
    """Would catch a traceback where the gate has a finding to tell."""
    rehearsing.manual.write("organisation.yaml", "name: [\n")
    assert "organisation.yaml:" in rehearsing.run("--seed", "7", status=2)


@pytest.fixture
def found(rehearsing: Rehearsing) -> Rehearsing:
    """Return a manual with a rehearsal in which two proofs were lacking."""
    rehearsing.run("--seed", "7")
    rehearsing.answer(
        "1.1: {found: partly, note: Page of 2024}\n4.1: {found: not_found}\n4.2: {found: found}\n"
    )
    return rehearsing


def test_findings_become_improvements_once(found: Rehearsing) -> None:
    """Would catch a finding put into the register twice, without its origin,
    or in a form that the gate refuses.
    """
    told = found.run("--improve", FILE)
    lines = Manual.load(found.manual.root).registers.improvements
    assert lines is not None
    assert sorted(line.came_from for line in lines) == [f"{FILE}#1.1", f"{FILE}#4.1"]
    by_origin = {line.came_from: line for line in lines}
    first = by_origin[f"{FILE}#1.1"]
    assert first.owner == "teaching"  # who answers for the indicator
    assert first.due.isoformat() == "2026-10-19"  # the day before the audit
    assert "Page of 2024" in first.finding
    assert all(line.id in told for line in lines)
    assert not [name for name in found.manual.findings() if "improvements" in name]
    before = found.text("registers/improvements.yaml")
    assert "Nothing to add" in found.run("--improve", "2026-09-30")
    assert found.text("registers/improvements.yaml") == before


def test_where_no_proof_counts_its_owner_answers(found: Rehearsing) -> None:
    """Would catch a command that asks who does it,
    although somebody answers for the proof that has grown old.
    """
    index = found.text("evidence_index.yaml")
    found.manual.write("evidence_index.yaml", index.replace("approved", "draft"))
    found.run("--improve", FILE)
    lines = Manual.load(found.manual.root).registers.improvements
    assert lines is not None
    assert {line.owner for line in lines if line.came_from == f"{FILE}#1.1"} == {"teaching"}


def test_the_register_keeps_every_other_byte(found: Rehearsing) -> None:
    """Would catch a register written anew: a team's comments and its own lines lost."""
    text = """\
# Our improvements
improvements:
  - id: AM-2026-07    # the first
    date: 2026-02-01
    origin: survey of January
    action: >-
      Shorter forms
    owner: quality
    due: 2026-03-01
"""
    found.manual.write("registers/improvements.yaml", text)
    found.run("--improve", "2026-09-30", "--owner", "quality", "--due", "2026-12-01")
    changed = found.text("registers/improvements.yaml")
    assert changed.startswith(text)
    lines = Manual.load(found.manual.root).registers.improvements
    assert lines is not None
    assert [line.id for line in lines] == ["AM-2026-07", "AM-2026-08", "AM-2026-09"]
    assert {(line.owner, line.due.isoformat()) for line in lines[1:]} == {("quality", "2026-12-01")}


def test_improving_at_a_terminal(found: Rehearsing) -> None:
    """Would catch a proposal that cannot be changed, and half a dialogue that writes something."""
    found.run("--improve", "2026-09-30", typed="Ask the printer\nquality\n", status=2)
    assert not (found.manual.root / "registers").exists()
    found.run("--improve", "2026-09-30", typed="Ask the printer\nquality\n2026-10-01\n" + "\n" * 3)
    lines = Manual.load(found.manual.root).registers.improvements
    assert lines is not None
    assert (lines[0].action, lines[0].owner, lines[0].due.isoformat()) == (
        "Ask the printer",
        "quality",
        "2026-10-01",
    )


REFUSED: list[tuple[Callable[[Rehearsing], object], tuple[str, ...], str]] = [
    (lambda _: None, ("--owner", "nobody"), "--owner"),
    (
        lambda one: one.manual.write("organisation.yaml", ORGANISATION.partition("audits")[0]),
        (),
        "--due",
    ),
    (
        lambda one: one.manual.write("registers/improvements.yaml", "improvements: [\n"),
        (),
        "improvements.yaml:",
    ),
    (
        lambda one: one.manual.write("registers/improvements.yaml", "improvements: none\n"),
        (),
        "improvements.yaml",
    ),
]


@pytest.mark.parametrize(("change", "arguments", "said"), REFUSED)
def test_improvements_refused(
    found: Rehearsing, change: Callable[[Rehearsing], object], arguments: tuple[str, ...], said: str
) -> None:
    """Would catch an improvement that nobody does or that has no day,
    and a register damaged further.
    """
    change(found)
    register = found.manual.root / "registers/improvements.yaml"
    before = register.read_bytes() if register.exists() else None
    assert said in found.run("--improve", "2026-09-30", *arguments, status=2)
    assert (register.read_bytes() if register.exists() else None) == before


def test_a_link_is_not_followed(found: Rehearsing) -> None:
    """Would catch a file outside the manual written through a link."""
    outside = found.manual.root.parent / f"{found.manual.root.name}-outside.yaml"
    outside.write_text("improvements: []\n")
    (found.manual.root / "registers").mkdir()
    (found.manual.root / "registers/improvements.yaml").symlink_to(outside)
    found.run("--improve", "2026-09-30", status=2)
    assert outside.read_text() == "improvements: []\n"


def test_what_is_shown(found: Rehearsing) -> None:
    """Would catch text and JSON that disagree, and an improvement that is not told."""
    text = found.run("--show", "2026-09-30")
    assert "1 found, 1 found in part, 1 not found" in text
    assert "2 findings are in no improvement yet" in text
    found.run("--improve", "2026-09-30")
    document = json.loads(found.run("--show", "2026-09-30", "--format", "json"))
    assert document["counts"]["partly"] == 1
    improved = [question["id"] for question in document["questions"] if question["improvements"]]
    assert sorted(improved) == ["1.1", "4.1"]
    assert "in no improvement yet" not in found.run("--show", "2026-09-30")
    assert "Did you mean “2026-09-30”?" in found.run("--show", "2026-09-31", status=2)
