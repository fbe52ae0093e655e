"""What changed in the registers, and what did not:
each sentence as it stands, from one day to another.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import three_years
from manuals import ORGANISATION, ManualFolder, entry
from three_years import CERTIFIED, FIRST, SURVEILLANCE, THIRD_YEAR

from preuve.assess.assessment import assess
from preuve.core.words import Translator
from preuve.history.changes import compare
from preuve.history.since import changes_since
from preuve.history.snapshot import Snapshot, from_json, take, to_json
from preuve.model.manual import Manual
from preuve.model.registers.catalogue import RegisterName
from preuve.report.changes import groups, unchanged

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.core.words import Language
    from preuve.history.changes import Changes

THEN, NOW = date(2026, 3, 30), date(2026, 9, 30)
_TITLES = {
    "Registers",
    "Non-conformities",
    "Actions for non-conformities",
    "Improvements",
    "Watch",
    "Complaints, difficulties and contingencies",
    "Risks",
}


def snapshot(folder: ManualFolder, on: date, registers: dict[str, str]) -> Snapshot:
    """Return a manual's snapshot with these registers, each as the lines of its file."""
    audits = "audits: [{type: initial, date: 2026-03-18}]\n"
    folder.write("organisation.yaml", ORGANISATION.replace("as_of: 2026-09-30\n", audits))
    folder.index(
        entry(12, dated="2026-05-04"),
        entry(12, id="EV-12-I", stage="implemented", dated="2026-05-04"),
    )
    for name in ("non_conformities", "improvements", "watch", "complaints", "risks"):
        (folder.root / f"registers/{name}.yaml").unlink(missing_ok=True)
        if name in registers:
            lines = registers[name]
            folder.write(
                f"registers/{name}.yaml", f"{name}:\n{lines}\n" if lines else f"{name}: []\n"
            )
    assessment = assess(Manual.load(folder.root), on)
    assert assessment is not None
    return take(assessment)


def told(changes: Changes, language: Language = "en") -> list[str]:
    """Return what is said of the registers, in order."""
    words = Translator(language)
    titles = {words(group.title): group.lines for group in groups(changes, language)}
    known = (
        _TITLES
        if language == "en"
        else titles.keys()
        - {"Les règles", "États qui ont changé", "Parties d’indicateurs qui ont bougé", "Pages"}
    )
    return [
        words(line.message).replace("\xa0", " ")
        for title, lines in titles.items()
        if title in known
        for line in lines
    ]


def same(changes: Changes, language: Language = "en") -> list[str]:
    """Return what is said to be as it was, of the registers."""
    return [Translator(language)(said).replace("\xa0", " ") for said in unchanged(changes)][3:]


NC = "  - {id: NC-1, audit: 2026-03-18, indicator: 12, grade: minor, finding: Partly done%s}"
ACTION = "{action: %s, owner: quality, due: %s%s}"
IM = (
    "  - {id: IM-1, date: 2026-03-20, origin: A survey, action: Write it, owner: quality, due: "
    "%s%s}"
)
W = "  - {id: W-1, date: 2026-03-20, kind: %s, source: S, summary: A law, owner: quality%s}"
C = "  - {id: C-1, received: 2026-03-20, kind: %s, summary: Cold%s}"
R = (
    "  - {id: RK-1, date: 2026-03-20, risk: Alone, gravity: %s, probability: 3, measure: A deputy, "
    "owner: quality%s}"
)

# register, its line then, its line now (None: no line), what is said.
CASES: dict[str, tuple[str, str | None, str | None, list[str]]] = {
    "nothing": ("risks", R % (3, ""), R % (3, ""), []),
    "found": (
        "non_conformities",
        None,
        NC % ", notified: 2026-09-01",
        ["NC-1: minor non-conformity of indicator 12, found on 18 March 2026."],
    ),
    "found and corrected": (
        "non_conformities",
        None,
        NC % ", closed: 2026-05-04, proof: [EV-12]",
        [
            "NC-1: minor non-conformity of indicator 12, found on 18 March 2026.",
            "NC-1, indicator 12, is corrected since 4 May 2026.",
        ],
    ),
    "become late": (
        "non_conformities",
        NC % "",
        NC % "",
        ["NC-1, indicator 12, is late: it was to be corrected by 18 September 2026."],
    ),
    "corrected": (
        "non_conformities",
        NC % "",
        NC % ", closed: 2026-05-04, proof: [EV-12]",
        ["NC-1, indicator 12, is corrected since 4 May 2026."],
    ),
    "closed without a proof": (
        "non_conformities",
        NC % "",
        NC % ", closed: 2026-05-04",
        ["NC-1, indicator 12, is closed since 4 May 2026, and nothing shows it."],
    ),
    "verified": (
        "non_conformities",
        NC % "",
        NC % ", verified: 2026-06-01",
        ["NC-1, indicator 12, was verified by the certification body on 1 June 2026."],
    ),
    "opened again": (
        "non_conformities",
        NC % ", verified: 2026-03-29",
        NC % ", notified: 2026-03-31",
        ["NC-1, indicator 12, is open again, to be corrected by 30 September 2026."],
    ),
    "graded otherwise": (
        "non_conformities",
        NC % ", notified: 2026-08-01",
        (NC % ", notified: 2026-08-01").replace("minor", "major"),
        ["NC-1, indicator 12, counts as major now."],
    ),
    "reworded": (
        "non_conformities",
        NC % ", notified: 2026-08-01",
        (NC % ", notified: 2026-08-01").replace("Part", "Bad"),
        ["NC-1 says something else."],
    ),
    "taken out": ("non_conformities", NC % "", None, ["NC-1 is no more in the register."]),
    "actions": (
        "non_conformities",
        NC % f", notified: 2026-04-01, actions: [{ACTION % ('A', '2026-06-01', '')}, "
        f"{ACTION % ('B', '2026-06-01', '')}, "
        f"{ACTION % ('C', '2026-12-01', '')}, {ACTION % ('D', '2026-03-20', '')}, "
        f"{ACTION % ('E', '2026-12-01', '')}, "
        f"{ACTION % ('F', '2026-12-01', ', done: 2026-03-21')}]",
        NC % f", notified: 2026-04-01, actions: [{ACTION % ('X', '2026-12-01', '')}, "
        f"{ACTION % ('A', '2026-06-01', ', done: 2026-05-30')}, "
        f"{ACTION % ('B', '2026-06-01', '')}, {ACTION % ('C', '2026-12-31', '')}, "
        f"{ACTION % ('D', '2026-12-20', '')}, "
        f"{ACTION % ('Y', '2026-12-01', '')}, {ACTION % ('F', '2026-12-01', '')}]",
        [
            "NC-1: 2 actions were added.",
            "NC-1: 1 action was done.",
            "NC-1: 1 action is late.",
            "NC-1: 1 action has another day or another owner.",
            "NC-1: 1 late action was given more time.",
            "NC-1: 1 action is to be done again.",
            "NC-1: 1 action was taken out.",
        ],
    ),
    "decided": ("improvements", None, IM % ("2026-12-01", ""), ["IM-1: decided on 20 March 2026."]),
    "decided for later": (
        "improvements",
        None,
        (IM % ("2026-12-01", "")).replace("03-20", "10-20"),
        [],
    ),
    "done": (
        "improvements",
        IM % ("2026-06-01", ""),
        IM % ("2026-06-01", ", done: 2026-05-02"),
        ["IM-1: done on 2 May 2026."],
    ),
    "become late by time alone": (
        "improvements",
        IM % ("2026-06-01", ""),
        IM % ("2026-06-01", ""),
        ["IM-1 is late: it was due on 1 June 2026."],
    ),
    "given more time": (
        "improvements",
        IM % ("2026-03-21", ""),
        IM % ("2026-12-01", ""),
        ["IM-1 is to be done by 1 December 2026."],
    ),
    "done, and it worked": (
        "improvements",
        IM % ("2026-06-01", ""),
        IM % ("2026-06-01", ", done: 2026-05-02, effect: {worked: partly, checked: 2026-07-01}"),
        [
            "IM-1: done on 2 May 2026.",
            "IM-1: its effect was looked at on 1 July 2026: partly effective.",
        ],
    ),
    "read": (
        "watch",
        None,
        W % ("skills", ""),
        ["W-1 (skills and trades): read on 20 March 2026, nothing made of it yet."],
    ),
    "read and used": (
        "watch",
        None,
        W % ("regulatory", ", done: The terms, done_on: 2026-04-02"),
        ["W-1 (laws and rules): read on 20 March 2026, made use of on 2 April 2026."],
    ),
    "read and set aside": (
        "watch",
        None,
        W % ("teaching", ", no_impact: Not ours, done_on: 2026-04-02"),
        [
            (
                "W-1 (teaching and technology): read on 20 March 2026, nothing to be done as "
                "decided on 2 April 2026."
            )
        ],
    ),
    "used": (
        "watch",
        W % ("skills", ""),
        W % ("skills", ", done: A course, done_on: 2026-04-02"),
        ["W-1 (skills and trades): made use of on 2 April 2026."],
    ),
    "set aside": (
        "watch",
        W % ("skills", ""),
        W % ("skills", ", no_impact: No, done_on: 2026-04-02"),
        ["W-1 (skills and trades): nothing to be done, as decided on 2 April 2026."],
    ),
    "used no more": (
        "watch",
        W % ("skills", ", done: A course"),
        W % ("skills", ""),
        ["W-1 (skills and trades): what was made of it is told no more."],
    ),
    "of another watch": (
        "watch",
        W % ("skills", ""),
        W % ("teaching", ""),
        ["W-1 belongs to another watch now: teaching and technology."],
    ),
    "received and closed": (
        "complaints",
        None,
        C % ("complaint", ", answered: 2026-03-25, closed: 2026-04-02"),
        ["C-1 (complaint): received on 20 March 2026.", "C-1 (complaint): closed on 2 April 2026."],
    ),
    "answered": (
        "complaints",
        C % ("difficulty", ""),
        C % ("difficulty", ", answered: 2026-04-01"),
        ["C-1 (difficulty): answered on 1 April 2026."],
    ),
    "open again": (
        "complaints",
        C % ("contingency", ", closed: 2026-03-25"),
        C % ("contingency", ""),
        ["C-1 (contingency): open again."],
    ),
    "weighed": ("risks", None, R % (3, ""), ["RK-1: weighed on 20 March 2026, level 9."]),
    "weighed again": (
        "risks",
        R % (3, ""),
        R % (2, ", reviewed: 2026-06-01"),
        ["RK-1: weighed again on 1 June 2026, level 6; before 9."],
    ),
    "looked at again": (
        "risks",
        R % (3, ""),
        R % (3, ", reviewed: 2026-06-01"),
        ["RK-1: weighed again on 1 June 2026, still level 9."],
    ),
    "its measure carried out": (
        "risks",
        R % (3, ", due: 2026-06-01"),
        R % (3, ", due: 2026-06-01, done: 2026-05-01"),
        ["RK-1: done on 1 May 2026."],
    ),
    "its measure to be done again": (
        "risks",
        R % (3, ", done: 2026-03-21"),
        R % (3, ""),
        ["RK-1 is to be done again."],
    ),
}


@pytest.mark.parametrize(("register", "then", "now", "said"), CASES.values(), ids=CASES)
def test_each_kind_of_change(
    folder: ManualFolder, register: str, then: str | None, now: str | None, said: list[str]
) -> None:
    """Would catch a change that is not told, told twice or as another one,
    and time's work taken for nothing.
    """
    before, after = (
        snapshot(folder, THEN, {register: then or ""}),
        snapshot(folder, NOW, {register: now or ""}),
    )
    assert from_json(to_json(before)) == before  # as a build keeps it
    assert told(compare(from_json(to_json(before)), after)) == said


@pytest.mark.parametrize(
    ("register", "then", "now"), [case[:3] for case in CASES.values()], ids=CASES
)
def test_nothing_of_a_line_is_kept(
    folder: ManualFolder, register: str, then: str | None, now: str | None
) -> None:
    """Would catch words of an old line on a page of today,
    a name that was taken out since for instance.
    """
    kept = to_json(snapshot(folder, THEN, {register: then or ""})) + to_json(
        snapshot(folder, NOW, {register: now or ""})
    )
    for words in (
        "Partly done",
        "Write it",
        "A survey",
        "A law",
        "Cold",
        "Alone",
        "A deputy",
        "The terms",
        "Not ours",
    ):
        assert words not in kept


def test_registers_come_and_go(folder: ManualFolder) -> None:
    """Would catch a register that was begun or given up told as many lines that
    came or went by themselves.
    """
    before = snapshot(folder, THEN, {"risks": R % (3, ""), "watch": W % ("skills", "")})
    after = snapshot(folder, NOW, {"watch": W % ("skills", ""), "complaints": ""})
    assert told(compare(before, after)) == [
        "registers/complaints.yaml is kept now.",
        "registers/risks.yaml is no more kept.",
        "RK-1 is no more in the register.",
    ]


def test_a_register_that_could_not_be_read_is_not_compared(folder: ManualFolder) -> None:
    """Would catch a line with a fault told as taken out, and one that was fixed told as new."""
    broken = f"{R % (3, '')}\n{(R % (3, '')).replace('RK-1', 'RK-2').replace('2026-03-20', '2026-02-30')}"
    before = snapshot(folder, THEN, {"risks": broken, "improvements": ""})
    changes = compare(
        from_json(to_json(before)),
        snapshot(folder, NOW, {"risks": R % (3, ""), "improvements": ""}),
    )
    said = (
        "registers/risks.yaml could not be read to its end on one of the two days: its lines are "
        "not compared."
    )
    assert told(changes) == [said]
    assert same(changes) == [
        "0 lines of the registers are as they were.",
        "Nothing changed in: registers/improvements.yaml.",
    ]


def test_what_did_not_change(folder: ManualFolder) -> None:
    """Would catch what has waited all the time left unsaid,
    and lines counted that a manual never had.
    """
    lines = {
        "non_conformities": NC
        % (", notified: 2026-04-01, actions: [" + ACTION % ("A", "2026-12-01", "") + "]"),
        "improvements": IM % ("2026-12-01", ""),
        "watch": W % ("skills", ""),
        "complaints": C % ("complaint", ""),
        "risks": R % (3, ""),
    }
    before, after = snapshot(folder, THEN, lines), snapshot(folder, NOW, lines)
    assert told(compare(before, after)) == []
    assert same(compare(before, after)) == [
        "6 lines of the registers are as they were.",
        "1 non-conformity is open as it was: NC-1.",
        "1 action for a non-conformity waits as it did: NC-1.",
        "1 improvement waits as it did: IM-1.",
        "1 line of the watch is still without a use: W-1.",
        "1 complaint or incident is open as it was: C-1.",
        f"Nothing changed in: {', '.join(name.file for name in RegisterName if name in lines)}.",
    ]
    none = snapshot(folder, THEN, {})
    assert same(compare(none, snapshot(folder, NOW, {}))) == []
    many = "\n".join((W % ("skills", "")).replace("W-1", f"W-{number}") for number in range(30))
    long = snapshot(folder, THEN, {"watch": many})
    (said,) = [text for text in same(compare(long, long)) if "without a use" in text]
    assert said.endswith("W-18, W-19, ….")
    assert said.startswith("30 lines")


SINCE_SURVEILLANCE: dict[Language, list[str]] = {
    "en": [
        "NC-2024-02, indicator 12, was verified by the certification body on 7 October 2025.",
        "NC-2025-01: minor non-conformity of indicator 12, found on 7 October 2025.",
        "NC-2025-02: minor non-conformity of indicator 30, found on 7 October 2025.",
        "NC-2025-02, indicator 30, is corrected since 9 February 2026.",
        "NC-2025-01: 1 action was added.",
        "NC-2025-01: 1 action is late.",
        "IM-2: decided on 13 October 2025.",
        "IM-2 is late: it was due on 31 December 2025.",
        (
            "W-2 (skills and trades): read on 15 September 2025, nothing to be done as decided on "
            "3 November 2025."
        ),
        "W-3 (teaching and technology): read on 14 October 2025, nothing made of it yet.",
        "R-1 (complaint): received on 17 November 2025.",
        "R-1 (complaint): answered on 24 November 2025.",
        "RK-1: weighed again on 2 February 2026, level 6; before 9.",
    ],
    "fr": [
        (
            "NC-2024-02, indicateur 12, a été vérifiée par l’organisme certificateur le 7 octobre "
            "2025."
        ),
        "NC-2025-01 : non-conformité mineure de l’indicateur 12, relevée le 7 octobre 2025.",
        "NC-2025-02 : non-conformité mineure de l’indicateur 30, relevée le 7 octobre 2025.",
        "NC-2025-02, indicateur 30, est corrigée depuis le 9 février 2026.",
        "NC-2025-01 : 1 action ajoutée.",
        "NC-2025-01 : 1 action est en retard.",
        "IM-2 : décision le 13 octobre 2025.",
        "IM-2 est en retard : échéance le 31 décembre 2025.",
        (
            "W-2 (compétences et métiers) : lecture le 15 septembre 2025, sans suite, décision du "
            "3 novembre 2025."
        ),
        "W-3 (pédagogie et technologies) : lecture le 14 octobre 2025, encore sans exploitation.",
        "R-1 (réclamation) : réception le 17 novembre 2025.",
        "R-1 (réclamation) : réponse le 24 novembre 2025.",
        "RK-1 : réévaluation le 2 février 2026, niveau 6 ; auparavant 9.",
    ],
}


@pytest.mark.parametrize("language", SINCE_SURVEILLANCE)
def test_since_the_surveillance_audit(tmp_path: Path, language: Language) -> None:
    """Would catch a register of git's past left unread,
    or a sentence that one of the two languages lacks.
    """
    three_years.repository(tmp_path)
    three_years.git(tmp_path, "checkout", "--quiet", "HEAD~1")
    assessment = assess(Manual.load(tmp_path), THIRD_YEAR)
    assert assessment is not None
    since = changes_since(assessment, "last-audit", tmp_path / "cache")
    assert since.changes.before.on == SURVEILLANCE
    found = [
        message
        for message in told(since.changes, language)
        if not message.startswith("EV-") and ".md" not in message
    ]
    assert found == SINCE_SURVEILLANCE[language]
    again = changes_since(assessment, "last-audit", tmp_path / "cache")
    assert again.changes == since.changes


def test_between_the_first_audits_days(tmp_path: Path) -> None:
    """Would catch the registers of the first days, begun with the first audit,
    told as there from the start.
    """
    three_years.write(tmp_path, FIRST)
    before = assess(Manual.load(tmp_path), FIRST)
    assert before is not None
    first = take(before)
    three_years.write(tmp_path, CERTIFIED)
    after = assess(Manual.load(tmp_path), CERTIFIED)
    assert after is not None
    found = told(compare(first, take(after)))
    assert found[:2] == [
        "registers/non_conformities.yaml is kept now.",
        "registers/improvements.yaml is kept now.",
    ]
    assert "W-1 (laws and rules): made use of on 26 March 2024." in found
    assert "NC-2024-01: 1 action was done." in found
