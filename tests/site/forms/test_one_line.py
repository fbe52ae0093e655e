"""A month of work at the forms leaves the lines that a person would have typed, and no other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from form_browser import FORMS, Browser, controls, git, problems, target

from preuve.editing.editable import editable
from preuve.model.manual import Manual
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.loading import records_of
from preuve.reading import ListNode, MapNode
from preuve.rulebook import WAIVABLE

if TYPE_CHECKING:
    from pathlib import Path

LISTS = [
    ("evidence_index.yaml", "evidence"),
    ("sessions.yaml", "sessions"),
    ("organisation.yaml", "audits"),
    ("organisation.yaml", "applicability"),
    *((name.file, below) for name in RegisterName for below in records_of(name)),
]
# What each is changed to: a text, a day as people write it, and what a form makes of it.
TEXTS = {
    "title": "Renamed: with a colon, an é and # a sign",
    "summary": "Said in other words",
    "note": "One more word for the auditor",
    "source": "Journal officiel",
    "finding": "Found wanting",
    "description": "Described anew",
    "outcome": "Another outcome",
    "reason": "For another reason",
}


def _diff(root: Path) -> list[str]:
    lines = git(root, "diff", "-U0").splitlines()
    return [line for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"}]


def _entries(root: Path, file: str, key: str) -> int:
    known = editable(file)
    assert known is not None
    if not (root / file).exists():
        return 0
    document = known.open(root).document.root
    items = document.entries.get(key) if isinstance(document, MapNode) else None
    return len(items.items) if isinstance(items, ListNode) else 0


@pytest.mark.parametrize(("file", "key"), LISTS, ids=str)
def test_twenty_changes_of_a_kind(root: Path, browser: Browser, file: str, key: str) -> None:
    """Would catch a form that rewrites what it was not asked to: another line, a comment, an order,
    quotes, or a day that it shows otherwise than it is written.
    """
    number = min(_entries(root, file, key), 20)
    if not number:
        pytest.skip("the example keeps none")
    changed: dict[int, tuple[str, str]] = {}
    for position, given in enumerate([browser.form(file, f"{key}/{n}") for n in range(number)]):
        # Looked at and sent back as it is, it changes nothing.
        same = browser.post(f"{FORMS}/form", {**given, "work": "write"})
        assert same.status_code == 200, problems(same.text)
        name = next((name for name in TEXTS if f"f.{name}" in given), None)
        if name is None:
            continue
        before = _diff(root)
        changed[position] = (name, f"{TEXTS[name]} {position}")
        text = f"{TEXTS[name]} {position}"
        answer = browser.write(given, **{name: text})
        assert answer.status_code == 303, problems(answer.text)
        new = [line for line in _diff(root) if line not in before]
        folded = len(given[f"f.{name}"]) > 70  # over several lines, all of which are its own
        assert folded or len(new) <= 2, new
        assert folded or all(
            re.match(rf"[+-]\s*(- )?(\{{.*)?{name}:|[+-].*\b{name}:", line) for line in new
        ), new
    for position in changed:
        assert (
            browser.form(file, f"{key}/{position}")[f"f.{changed[position][0]}"]
            == changed[position][1]
        )
    comments = [line for line in _diff(root) if line.lstrip("+- ").startswith("#")]
    assert comments == []


def test_days_spans_and_words_as_people_write_them(root: Path, browser: Browser) -> None:
    """Would catch a form that asks for YAML's dates, or writes what it did not understand."""
    given = browser.form("evidence_index.yaml", "evidence/=EV-001")
    answer = browser.write(
        given, dated="12/11/2025", review_every="1 an", indicators="Indicateur 1, 2"
    )
    assert answer.status_code == 303
    lines = "\n".join(_diff(root))
    assert "+    dated: 2025-11-12" in lines
    assert "+    indicators: [1, 2]" in lines
    assert "12 months" in (root / "evidence_index.yaml").read_text(encoding="utf-8")
    wrong = browser.post(f"{FORMS}/form", {**given, "f.dated": "31/02/2026", "work": "write"})
    assert wrong.status_code in {409, 422}


def test_days_are_shown_as_the_manual_s_language_writes_them(root: Path) -> None:
    """Would catch a French form that shows a day in another order than it is typed, or that takes
    the day it shows for a change.
    """
    text = (root / "organisation.yaml").read_text(encoding="utf-8")
    (root / "organisation.yaml").write_text(
        text.replace("language: en", "language: fr"), encoding="utf-8"
    )
    before = _diff(root)
    browser = Browser(root, "fr").enter()
    given = browser.form("evidence_index.yaml", "evidence/=EV-001")
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", given["f.dated"])
    answer = browser.write(given, note="Un mot de plus")
    assert answer.status_code == 303
    assert [line for line in _diff(root) if line not in before] == ["+    note: Un mot de plus"]
    browser.close()


def test_a_value_that_cannot_stand_is_told_at_its_field(browser: Browser) -> None:
    """Would catch a refusal that names no field, or one that loses what was entered."""
    given = browser.form("evidence_index.yaml", "evidence/=EV-001")
    answer = browser.post(
        f"{FORMS}/form", {**given, "f.dated": "31/02/2026", "f.title": "Kept", "work": "write"}
    )
    assert answer.status_code == 422
    at = answer.text.index('id="about-dated"')
    assert "is not a date" in answer.text[at : at + 400]
    assert controls(answer.text)["f.title"] == "Kept"


def test_a_key_that_excludes_another_is_told(browser: Browser, root: Path) -> None:
    """Would catch an entry written with two places, which the gate would then refuse."""
    given = browser.form("evidence_index.yaml", "evidence/=EV-001")
    answer = browser.post(f"{FORMS}/form", {**given, "f.place": "Binder", "work": "write"})
    assert answer.status_code == 422
    assert "Only one of these keys" in answer.text
    assert _diff(root) == []


def test_an_entry_taken_out_and_undone(root: Path, browser: Browser) -> None:
    """Would catch an entry whose neighbours or comments go along, and an undo that is none."""
    before = (root / "evidence_index.yaml").read_bytes()
    given = browser.form("evidence_index.yaml", "evidence/=EV-004")
    looked = browser.post(f"{FORMS}/form", {**given, "work": "take"})
    assert 'value="taken"' in looked.text
    assert browser.post(f"{FORMS}/form", {**given, "work": "taken"}).status_code == 303
    lines = _diff(root)
    assert lines[0].startswith("-  - id: EV-004")
    assert all(line.startswith("-") for line in lines)
    assert browser.post(f"{FORMS}/undo", {"token": given["token"]}).status_code == 303
    assert (root / "evidence_index.yaml").read_bytes() == before


def test_every_place_of_a_finding_leads_to_a_field(root: Path, browser: Browser) -> None:
    """Would catch a "fix it here" that leads nowhere, or to another entry."""
    text = (root / "evidence_index.yaml").read_text(encoding="utf-8").splitlines()
    for number, line in list(enumerate(text, 1))[:: len(text) // 30]:
        if not (match := re.match(r"(?:  - |    )(\w+): (.*)", line)):
            continue
        answer = browser.ask(
            "GET", f"{FORMS}/at", params={"file": "evidence_index.yaml", "line": number}
        )
        path, asked = target(answer)
        assert (path, answer.status_code) == (f"{FORMS}/form", 303)
        assert answer.headers["location"].endswith(f"#{match[1]}")
        given = browser.form(asked["file"], asked["at"])
        assert f"f.{match[1]}" in given


def test_people_decisions_and_waivers(root: Path, browser: Browser) -> None:
    """Would catch a map of the organisation's that a form cannot add to or change."""
    people = browser.form("organisation.yaml", "people")
    answer = browser.write(people | {"f.+name": "registrar", "f.+value": "Registrar"})
    assert answer.status_code == 303, problems(answer.text)
    waiver = browser.form("organisation.yaml", "waivers/+")
    answer = browser.write(
        waiver,
        rule=WAIVABLE[0].name.value,
        reason="The site is being moved",
        owner="quality",
        until="31/12/2026",
    )
    assert answer.status_code == 303, problems(answer.text)
    decision = browser.form("organisation.yaml", "applicability/+")
    answer = browser.write(
        decision,
        indicator="29",
        applies="true",
        reason="We place learners",
        decided_by="quality",
        on="1/9/2026",
    )
    assert answer.status_code == 303, problems(answer.text)
    lines = _diff(root)
    assert all(line.startswith("+") for line in lines), lines
    manual = Manual.load(root)
    assert manual.organisation is not None
    assert "registrar" in manual.organisation.people
    assert manual.organisation.waivers[-1].reason == "The site is being moved"


@pytest.mark.parametrize("name", list(RegisterName), ids=str)
def test_a_line_for_every_register(root: Path, browser: Browser, name: RegisterName) -> None:
    """Would catch a register that no form can begin: each of its fields can be entered, and what
    is needed is said.
    """
    for below in records_of(name):
        answer = browser.ask("GET", f"{FORMS}/form", params={"file": name.file, "at": f"{below}/+"})
        assert answer.status_code == 200
        given = controls(answer.text)
        refused = browser.post(f"{FORMS}/form", {**given, "work": "write"})
        assert refused.status_code == 422
        assert problems(refused.text)
    assert not git(root, "status", "--short").strip()
