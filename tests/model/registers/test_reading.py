"""The registers as they are read: each line typed,
each fault at its place, the other lines kept.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from preuve.model.manual import Manual
from preuve.model.registers.catalogue import RegisterName, Registers
from preuve.model.registers.described.complaints import Matter, Party
from preuve.model.registers.described.improvements import Worked
from preuve.model.registers.described.non_conformities import Grade
from preuve.model.registers.described.watch import Watch
from preuve.model.registers.description import describe
from preuve.schema import Period

if TYPE_CHECKING:
    from manuals import ManualFolder

GOOD = {
    "non_conformities": """\
  - id: NC-2026-01
    audit: 2026-03-18
    indicator: 12
    grade: minor
    finding: Drop-outs are not followed up.
    notified: 2026-03-25
    cause: Nobody was named.
    plan_due: 2026-04-15
    plan_sent: 2026-04-10
    actions:
      - {action: Name somebody, owner: quality, due: 2026-05-01, done: 2026-04-20}
    proof: [EV-12-I]
    closed: 2026-05-30
    verified: 2026-09-01
""",
    "improvements": """\
  - id: IM-2026-01
    date: 2026-01-13
    origin: NC-2026-01
    finding: Companies do not answer.
    action: Four questions only
    owner: quality
    due: 2026-06-30
    expected: Half of them answer
    done: 2026-03-02
    effect: {worked: partly, checked: 2026-09-08, seen: 52 %}
""",
    "watch": """\
  - id: W-2026-01
    date: 2026-08-24
    kind: regulatory
    source: Légifrance
    url: https://www.legifrance.gouv.fr/
    summary: A new edition from November on
    owner: quality
    done: Gaps read and planned
    done_on: 2026-09-21
    told: The team
    review: [EV-1]
    from: 2026-11-01
""",
    "complaints": """\
  - id: C-2026-01
    received: 2026-02-03
    kind: complaint
    by: company
    concerned: 1
    summary: An absence was not told the same day.
    owner: quality
    acknowledged: 2026-02-04
    answered: 2026-02-09
    answer: A deputy reads the list
    closed: 2026-02-16
    cause: One person alone
    improvement: IM-2026-01
""",
    "risks": """\
  - id: R-01
    date: 2026-07-07
    risk: A course rests on one person
    cause: A rare skill
    gravity: 3
    probability: 3
    measure: Train a second one
    owner: quality
    due: 2027-01-31
    reviewed: 2026-09-21
    review_by: 2027-07-07
""",
}


def read(folder: ManualFolder, **registers: str) -> Manual:
    """Return a manual with these lines in its registers."""
    for name, lines in registers.items():
        folder.write(f"registers/{name}.yaml", f"{name}:\n{lines}")
    return Manual.load(folder.root)


def told(manual: Manual) -> list[str]:
    """Return what reading the registers found, as `rule file:line:column`."""
    return [
        f"{diagnostic.rule} {diagnostic.place}"
        for diagnostic in manual.diagnostics
        if diagnostic.place.file.startswith("registers")
    ]


def test_a_line_of_each_register(folder: ManualFolder) -> None:
    """Would catch a key that is read and lost, or becomes something else than it says."""
    manual = read(folder, **GOOD)
    assert told(manual) == []
    registers = manual.registers
    first = [name for name in RegisterName if not describe(name).by_columns]
    assert registers.kept == tuple(first)
    assert [name for name, _ in registers.all()] == first
    (nc,) = registers.non_conformities or ()
    assert (nc.id, nc.audit, nc.indicator, nc.grade) == (
        "NC-2026-01",
        date(2026, 3, 18),
        12,
        Grade.MINOR,
    )
    assert (nc.notified, nc.plan_due, nc.plan_sent) == (
        date(2026, 3, 25),
        date(2026, 4, 15),
        date(2026, 4, 10),
    )
    assert (nc.proof, nc.closed, nc.verified) == (("EV-12-I",), date(2026, 5, 30), date(2026, 9, 1))
    assert [(action.action, action.owner, action.due, action.done) for action in nc.actions] == [
        ("Name somebody", "quality", date(2026, 5, 1), date(2026, 4, 20))
    ]
    (better,) = registers.improvements or ()
    assert (better.dated, better.came_from, better.refers_to()) == (
        date(2026, 1, 13),
        "NC-2026-01",
        "NC-2026-01",
    )
    assert better.effect is not None
    assert (better.effect.worked, better.effect.checked, better.effect.seen) == (
        Worked.PARTLY,
        date(2026, 9, 8),
        "52 %",
    )
    (watch,) = registers.watch or ()
    assert (watch.kind, watch.used, watch.review_since) == (
        Watch.REGULATORY,
        date(2026, 9, 21),
        date(2026, 11, 1),
    )
    (complaint,) = registers.complaints or ()
    assert (complaint.kind, complaint.by, complaint.concerned) == (
        Matter.COMPLAINT,
        Party.COMPANY,
        1,
    )
    (risk,) = registers.risks or ()
    assert risk.level == 9


ACTIVITY = {
    "non_conformities": ["2026-03-18", "2026-04-20", "2026-04-10", "2026-05-30", "2026-09-01"],
    "improvements": ["2026-01-13", "2026-03-02", "2026-09-08"],
    "watch": ["2026-09-21"],
    "complaints": ["2026-02-03", "2026-02-04", "2026-02-09", "2026-02-16"],
    "risks": ["2026-07-07", "2026-09-21"],
}


@pytest.mark.parametrize(("name", "days"), ACTIVITY.items(), ids=ACTIVITY)
def test_the_days_on_which_a_line_was_worked_on(
    folder: ManualFolder, name: str, days: list[str]
) -> None:
    """Would catch a day to come, such as a due day, that passes for work done."""
    entries = read(folder, **{name: GOOD[name]}).registers.of(RegisterName(name))
    assert entries is not None
    assert [day.isoformat() for day in entries[0].days()] == days


def test_a_watch_entry_that_was_only_read(folder: ManualFolder) -> None:
    """Would catch a watch that counts although nothing was made of it,
    and days that are not where nothing is said.
    """
    short = (
        "  - {id: W-1, date: 2026-08-24, kind: skills, source: A study, summary: Jobs change, "
        "owner: quality%s}\n"
    )
    manual = read(
        folder,
        watch=short % "" + short.replace("W-1", "W-2") % ", no_impact: We teach none of them",
    )
    first, second = manual.registers.watch or ()
    assert (first.used, first.days()) == (None, ())
    assert second.used == date(2026, 8, 24)


ORIGINS = {
    "NC-2025-01": True,
    "RE-26-04": True,
    "EV-012": True,
    "AM-12.b": True,
    "Survey of June": False,
    "survey-2026": False,
    "Audit of 18 March 2025, indicator 12": False,
    "VHSS-": False,
    "A-B": False,
}


@pytest.mark.parametrize(("origin", "link"), ORIGINS.items(), ids=ORIGINS)
def test_the_origin_of_an_improvement(folder: ManualFolder, origin: str, link: bool) -> None:  # noqa: FBT001
    """Would catch words taken for an id that then exists nowhere,
    or an id that nobody looks for.
    """
    manual = read(folder, improvements=GOOD["improvements"].replace("NC-2026-01", origin))
    (one,) = manual.registers.improvements or ()
    assert one.refers_to() == (origin if link else None)


def test_no_folder_an_empty_file_and_an_empty_list_are_three_things(folder: ManualFolder) -> None:
    """Would catch a register that is kept and empty shown as one that is not kept,
    or the other way round.
    """
    assert Manual.load(folder.root).registers == Registers()
    folder.write("registers/watch.yaml", "# nothing yet\n")
    folder.write("registers/risks.yaml", "risks:\n")
    registers = Manual.load(folder.root).registers
    assert registers.kept == (RegisterName.WATCH, RegisterName.RISKS)
    assert (registers.watch, registers.risks) == ((), ())
    assert registers.of(RegisterName.COMPLAINTS) is None


def test_the_promises_of_the_complaints(folder: ManualFolder) -> None:
    """Would catch a time that the team set and nothing knows of."""
    folder.write(
        "registers/complaints.yaml",
        "answer_within: 15 days\nacknowledge_within: 1 week\ncomplaints: []\n",
    )
    registers = Manual.load(folder.root).registers
    assert [
        registers.head(RegisterName.COMPLAINTS, key)
        for key in ("acknowledge_within", "answer_within")
    ] == [Period(0, 7), Period(0, 15)]


def test_a_faulty_line_does_not_lose_the_others(folder: ManualFolder) -> None:
    """Would catch a register lost for one slip,
    and a reference to the faulty line told as leading nowhere.
    """
    faulty = GOOD["watch"].replace("W-2026-01", "W-2026-02").replace("2026-08-24", "2026-02-30")
    manual = read(folder, watch=faulty + GOOD["watch"])
    assert told(manual) == ["invalid-date registers/watch.yaml:3:11"]
    assert [one.id for one in manual.registers.watch or ()] == ["W-2026-01"]
    assert manual.registers.unreadable == {"W-2026-02"}


FAULTS = {
    "a misspelt key": ("watch", ("kind:", "kinds:"), ["unknown-key registers/watch.yaml:4:5"]),
    "a kind that is none": (
        "watch",
        ("regulatory", "legal"),
        ["invalid-value registers/watch.yaml:4:11"],
    ),
    "done and no impact": (
        "watch",
        ("    told:", "    no_impact: None\n    told:"),
        ["invalid-value registers/watch.yaml:11:5"],
    ),
    "a grade that is none": (
        "non_conformities",
        ("minor", "serious"),
        ["invalid-value registers/non_conformities.yaml:5:12"],
    ),
    "no indicator": (
        "non_conformities",
        ("indicator: 12", "note: x"),
        ["missing-key registers/non_conformities.yaml:2:5"],
    ),
    "an action without an owner": (
        "non_conformities",
        (", owner: quality", ""),
        ["missing-key registers/non_conformities.yaml:12:9"],
    ),
    "a name for a kind of person": (
        "complaints",
        ("by: company", "by: Mme X"),
        ["invalid-value registers/complaints.yaml:5:9"],
    ),
    "a day that is none": (
        "complaints",
        ("2026-02-16", "16/02/2026"),
        ["invalid-date registers/complaints.yaml:12:13"],
    ),
    "a level off the scale": (
        "risks",
        ("gravity: 3", "gravity: 6"),
        ["invalid-value registers/risks.yaml:6:14"],
    ),
    "an effect in a word": (
        "improvements",
        ("{worked: partly, checked: 2026-09-08, seen: 52 %}", "good"),
        ["wrong-type registers/improvements.yaml:11:13"],
    ),
}


@pytest.mark.parametrize(("name", "change", "found"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_at_its_place(
    folder: ManualFolder, name: str, change: tuple[str, str], found: list[str]
) -> None:
    """Would catch a slip of the pen that is accepted, told twice, or told elsewhere."""
    assert change[0] in GOOD[name]
    assert told(read(folder, **{name: GOOD[name].replace(*change, 1)})) == found


def test_what_is_no_register(folder: ManualFolder) -> None:
    """Would catch a misnamed file that nobody reads, a folder told once for each of its files,
    a README told at all.
    """
    for path in (
        "wacth.yaml",
        "risks.yml",
        "notes.txt",
        "README.md",
        ".gitkeep",
        "old/watch.yaml",
        "old/risks.yaml",
    ):
        folder.write(f"registers/{path}", "")
    manual = Manual.load(folder.root)
    assert told(manual) == [
        "unknown-register registers/notes.txt:1:1",
        "unknown-register registers/old:1:1",
        "unknown-register registers/risks.yml:1:1",
        "unknown-register registers/wacth.yaml:1:1",
    ]
    helps = [
        diagnostic.help
        for diagnostic in manual.diagnostics
        if diagnostic.rule == "unknown-register"
    ]
    assert [one.values.get("word") for one in helps[-2:]] == [
        "registers/risks.yaml",
        "registers/watch.yaml",
    ]


def test_links_folders_and_broken_files(folder: ManualFolder) -> None:
    """Would catch a register read through a link,
    and a traceback for a folder in a file's place.
    """
    elsewhere = folder.write("elsewhere.yaml", "watch: []\n")
    (folder.root / "registers").mkdir()
    (folder.root / "registers/watch.yaml").symlink_to(elsewhere)
    (folder.root / "registers/risks.yaml").mkdir()
    folder.write("registers/complaints.yaml", b"\xff\xfe")
    folder.write("registers/improvements.yaml", "improvements: [\n")
    manual = Manual.load(folder.root)
    assert {message.partition(" ")[0] for message in told(manual)} == {
        "unreadable-file",
        "yaml-syntax",
    }
    assert len(told(manual)) == 4
    assert manual.registers.kept == ()


def test_a_file_in_the_folders_place(folder: ManualFolder) -> None:
    """Would catch registers that are thought to be read and are not there."""
    folder.write("registers", "watch: []\n")
    assert told(Manual.load(folder.root)) == ["unknown-register registers:1:1"]
