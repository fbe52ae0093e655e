"""Forecasts: what is evidenced on a day to come, and what to renew for it."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers import preuve_here
from hypothesis import given
from hypothesis import strategies as st
from manuals import DAY, ORGANISATION, entry

from preuve.assess.assessment import assess
from preuve.core.files import FileFact, Presence
from preuve.cycle.forecast import forecast, turning_days
from preuve.model.evidence import read_index
from preuve.model.manual import Manual
from preuve.model.organisation import ORGANISATION as SHAPE
from preuve.model.registers.catalogue import REGISTER_OF_FILE, RegisterName, Registers
from preuve.model.registers.description import KeptRegister
from preuve.model.registers.loading import shape_of
from preuve.reading import parse_yaml
from preuve.schema import Reader

if TYPE_CHECKING:
    from manuals import ManualFolder

FIRST = date(2026, 9, 30)


def manual_of(organisation: str, *entries: str) -> Manual:
    """Return a manual from its texts, without any file."""
    document = parse_yaml(organisation, "organisation.yaml")
    reader = Reader("organisation.yaml")
    assert document.root is not None
    read = SHAPE.read(document.root, reader)
    index, faults = read_index(parse_yaml("evidence:\n" + "".join(entries), "evidence_index.yaml"))
    assert [*document.diagnostics, *reader.diagnostics, *faults] == []
    nowhere = Manual.load(Path("/nowhere-at-all"))
    return nowhere._replace(organisation=read, evidence_index=index, files={}, diagnostics=())


days = st.dates(FIRST - timedelta(days=60), FIRST + timedelta(days=90))


@st.composite
def entries(draw: st.DrawFn) -> str:
    """Return an entry of the index, in or out of date within some months."""
    all_ages: list[dict[str, object]] = [
        {},
        {"review_every": "1 month"},
        {"review_every": "6 weeks"},
        {"valid_until": draw(days)},
    ]
    ages = draw(st.sampled_from(all_ages))
    return entry(
        "x",
        id=f"EV-{draw(st.integers(1, 10**6))}",
        indicators=draw(st.lists(st.integers(1, 3), min_size=1, max_size=2)),
        stage=draw(st.sampled_from(["formalised", "implemented"])),
        status=draw(st.sampled_from(["approved", "approved", "approved", "draft", "withdrawn"])),
        dated=draw(days),
        **ages,
    )


@st.composite
def manuals(draw: st.DrawFn) -> Manual:
    """Return a manual in which proofs age, waivers end, audits pass and the edition changes."""
    rules = ["expired-evidence", "missing-evidence", "draft-only"]
    audits = [f"{{type: surveillance, date: {day}}}" for day in draw(st.lists(days, max_size=2))]
    waivers = [
        f"{{rule: {draw(st.sampled_from(rules))}, reason: r, owner: quality, until: {until}}}"
        for until in draw(st.lists(days, max_size=2))
    ]
    text = ORGANISATION.replace("as_of: 2026-09-30\n", "").replace(
        "[training]", "[training, apprenticeship]"
    )
    text += f"audits: [{', '.join(audits)}]\nwaivers: [{', '.join(waivers)}]\n"
    return manual_of(text, *draw(st.lists(entries(), max_size=12)))


@given(manuals(), st.integers(0, 90))
def test_a_forecast_is_the_assessment_of_each_day(manual: Manual, span: int) -> None:
    """Would catch a day on which a state moves and that the forecast does not assess."""
    last = FIRST + timedelta(days=span)
    found = forecast(manual, FIRST, last)
    assert found is not None
    for number in range(span + 1):
        day = FIRST + timedelta(days=number)
        assessment = assess(manual, day)
        assert assessment is not None
        told = {outlook.indicator.number: outlook.on(day) for outlook in found.outlooks}
        assert {number: state for number, state in told.items() if state} == {
            indicator.number: indicator.state for indicator in assessment.indicators
        }
        assert found.counts(day) == assessment.counts()


@given(manuals())
def test_few_days_are_assessed(manual: Manual) -> None:
    """Would catch a forecast that looks at every day, however far it goes."""
    index = manual.evidence_index
    assert index is not None
    assert manual.organisation is not None
    named = (
        3 * len(index.evidence)
        + len(manual.organisation.waivers)
        + len(manual.organisation.audits)
        + 2
    )
    assert len(turning_days(manual, FIRST, FIRST + timedelta(days=3650))) <= named


def test_a_forecast_is_what_check_says_of_that_day(folder: ManualFolder) -> None:
    """Would catch a verb that looks forward in another way than the gate judges."""
    folder.whole(organisation=ORGANISATION + "audits: [{type: surveillance, date: 2026-12-01}]\n")
    index = (folder.root / "evidence_index.yaml").read_text(encoding="utf-8")
    folder.write(
        "evidence_index.yaml",
        index.replace("dated: 2026-01-01", "dated: 2025-11-05\n    review_every: 12 months", 9),
    )
    for on in ("2026-09-30", "2026-11-05", "2026-11-06", "2026-12-01"):
        forward = json.loads(
            preuve_here("forecast", folder.root, "--on", on, "--format", "json").stdout
        )
        check = json.loads(
            preuve_here("check", folder.root, "--as-of", on, "--format", "json").stdout
        )
        assert forward["counts"] == check["counts"]
        assert {indicator["number"]: indicator["state"] for indicator in forward["indicators"]} == {
            one["number"]: one["state"] for one in check["indicators"]
        }
    assert forward["counts"]["missing"] == 4


def test_what_to_renew() -> None:
    """Would catch a proof that costs an indicator told as one that others stand in for,
    or by another day or role.
    """
    manual = manual_of(
        ORGANISATION,
        entry(
            1, review_every="9 months", dated="2026-01-15"
        ),  # good until 15 October, alone in its stage
        entry(1, id="EV-1-I", stage="implemented"),
        entry(2, review_every="9 months", dated="2026-01-20"),  # another one stands in for it
        entry(2, id="EV-2-B"),
        entry(2, id="EV-2-I", stage="implemented"),
        entry(4, valid_until="2026-09-01", dated="2025-09-01"),  # has lapsed
        entry(5, valid_until="2026-10-05", status="draft"),  # counts for nothing
        entry(13, valid_until="2026-10-05"),  # serves nothing that applies
        entry(6, valid_until="2026-12-31"),  # later than the day asked for
        entry(8, valid_until="2026-10-08", dated="2026-10-02"),  # begins to count, and ends
    )
    found = forecast(manual, FIRST, date(2026, 12, 1))
    assert found is not None
    assert [
        (renewal.item.evidence.id, renewal.start.isoformat(), renewal.by.isoformat(), renewal.costs)
        for renewal in found.renewals
    ] == [
        ("EV-4", "2026-08-02", "2026-09-01", ()),
        (
            "EV-8",
            "2026-10-02",
            "2026-10-08",
            (8,),
        ),  # from its own day: before, there is nothing to renew
        ("EV-1", "2026-09-15", "2026-10-15", (1,)),
        ("EV-2", "2026-09-20", "2026-10-20", ()),
    ]


def test_days_at_the_ends_of_the_calendar() -> None:
    """Would catch a traceback on a proof that is good for ever, or ended with the year 1."""
    manual = manual_of(
        ORGANISATION,
        entry(1, valid_until="9999-12-31"),
        entry(2, dated="0001-01-01", valid_until="0001-01-01"),
    )
    found = forecast(manual, FIRST, date.max)
    assert found is not None
    assert found.outlooks[0].spans[-1].last == date.max


TEXTS = {
    ("--on", "2026-12-01"): [
        "1 December 2026",
        "Indicator 1",
        "covered, then partial from 6 November 2026",
        "by 5 November 2026",
    ],
    (): ["6 October 2026 (surveillance audit)", "No indicator moves.", "Nothing to renew."],
}


@pytest.mark.parametrize(("arguments", "words"), TEXTS.items(), ids=["a day", "the next audit"])
def test_the_text(folder: ManualFolder, arguments: tuple[str, ...], words: list[str]) -> None:
    """Would catch a forecast that does not say of which day it speaks,
    what moves, or by when to act.
    """
    folder.whole(organisation=ORGANISATION + "audits: [{type: surveillance, date: 2026-10-06}]\n")
    index = (folder.root / "evidence_index.yaml").read_text(encoding="utf-8")
    folder.write(
        "evidence_index.yaml",
        index.replace("dated: 2026-01-01", "dated: 2025-11-05\n    review_every: 12 months", 1),
    )
    done = preuve_here("forecast", folder.root, *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode().replace("\u00a0", " ")
    assert [word for word in words if word not in text] == []


def test_the_window_is_told_as_a_span(folder: ManualFolder) -> None:
    """Would catch one day picked out of the window, as if the audit were agreed on."""
    certificate = "certificate: {obtained: 2025-04-10, expires: 2028-04-09}\n"
    folder.whole(organisation=ORGANISATION + certificate)
    text = preuve_here("forecast", folder.root).stdout.decode().replace("\u00a0", " ")
    assert "any day of the surveillance window, 30 September 2026 to 10 February 2027" in text


REFUSED = {
    "no audit and no certificate": ([], "give a day with --on"),
    "a day before the manual's own": (["--on", "2026-09-29"], "is before"),
    "not a day": (["--on", "tomorrow"], "is not a date"),
    "no months": (["--months", "0"], "is not a number from 1 to 60"),
    "a hundred years": (["--months", "1200"], "is not a number from 1 to 60"),
}


@pytest.mark.parametrize(("arguments", "words"), REFUSED.values(), ids=REFUSED)
def test_refused(folder: ManualFolder, arguments: list[str], words: str) -> None:
    """Would catch a traceback, or a forecast of a day that nobody asked for."""
    folder.whole()
    done = preuve_here("forecast", folder.root, *arguments)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


MONTHS = {
    "beyond the audit": (
        "audits: [{type: surveillance, date: 2026-10-06}]\n",
        ["6 October 2026", "30 December 2026"],
    ),
    "not as far as the audit": (
        "audits: [{type: surveillance, date: 2027-01-12}]\n",
        ["12 January 2027"],
    ),
    "no audit": ("", ["30 December 2026"]),
}


@pytest.mark.parametrize(("audits", "days"), MONTHS.values(), ids=MONTHS)
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_and_on(folder: ManualFolder, audits: str, days: list[str], form: str) -> None:
    """Would catch the weekly forecast ending with an audit that is near,
    or failing where none is planned.
    """
    folder.whole(organisation=ORGANISATION + audits)
    done = preuve_here("forecast", folder.root, "--months", "3", "--format", form)
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode().replace("\u00a0", " ").replace("&#58;", ":")
    assert re.findall(r"On (.*?): ", said) == days


HOSTILE = "a | b <script>alert(1)</script> [x](javascript:y) @everyone `c` \u202e"


def test_markdown_brings_no_markup(folder: ManualFolder) -> None:
    """Would catch a title that ends a cell, calls a person,
    or brings a link or a script into the issue.
    """
    folder.whole(entry("x", title=f"'{HOSTILE}'", indicators="[1]", valid_until="2026-10-15"))
    text = preuve_here(
        "forecast", folder.root, "--months", "2", "--format", "markdown"
    ).stdout.decode()
    row = next(line for line in text.splitlines() if "EV-x" in line)
    assert row.count("|") == 6
    assert [sign for sign in ("<", "](", "@", "`", "\u202e") if sign in row] == []


def test_markdown_fits_into_an_issue(folder: ManualFolder) -> None:
    """Would catch an issue that GitHub refuses for its length; what is left out is counted."""
    folder.whole(
        *(
            entry(f"x{n}", title="é" * 120, indicators="[1]", valid_until="2026-10-15")
            for n in range(400)
        )
    )
    text = preuve_here(
        "forecast", folder.root, "--months", "2", "--format", "markdown"
    ).stdout.decode()
    assert len(text.encode()) < 60_000
    shown = text.count("| EV-x")
    assert 100 < shown < 400
    assert f"… and {400 - shown} more." in text.replace("\u00a0", " ")


def test_an_unreadable_manual(folder: ManualFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a forecast of a manual that nobody can read."""
    monkeypatch.chdir(folder.root)
    done = preuve_here("forecast", folder.root)
    assert done.returncode == 2
    assert b"organisation.yaml" in done.stderr
    assert DAY.isoformat().encode() not in done.stdout


_DAYS = st.dates(FIRST - timedelta(days=460), FIRST + timedelta(days=60))
_KINDS = {"regulatory": 23, "skills": 24, "teaching": 25}


@given(st.data())
def test_a_forecast_knows_the_days_of_the_registers(data: st.DataObject) -> None:
    """Would catch a day on which a register begins or ceases to count,
    or a review begins, that no forecast looks at.
    """
    lines = "".join(
        f"  - {{id: W-{number}, date: {day}, kind: {kind}, source: S, summary: A law, owner: "
        "quality, done: x, "
        f"review: [EV-1], from: {since}}}\n"
        for number, (day, kind, since) in enumerate(
            data.draw(
                st.lists(st.tuples(_DAYS, st.sampled_from(sorted(_KINDS)), _DAYS), max_size=6)
            )
        )
    )
    reader = Reader("registers/watch.yaml")
    node = parse_yaml("watch:\n" + lines, reader.file).root
    assert node is not None
    values = shape_of(REGISTER_OF_FILE[reader.file]).read(node, reader)
    assert values is not None, reader.diagnostics
    entries = [
        entry(
            number,
            id=f"EV-{number}",
            indicators=f"[{number}]",
            stage="implemented",
            place=None,
            file=reader.file,
            dated=data.draw(_DAYS),
            **data.draw(st.sampled_from([{}, {"review_every": "3 months"}])),
        )
        for number in _KINDS.values()
    ]
    manual = manual_of(ORGANISATION, entry(1, id="EV-1", dated=data.draw(_DAYS)), *entries)
    manual = manual._replace(
        registers=Registers({RegisterName.WATCH: KeptRegister({}, values["watch"])}),
        files={reader.file: FileFact(Presence.PRESENT)},
    )
    found = forecast(manual, FIRST, FIRST + timedelta(days=60))
    assert found is not None
    for number in range(61):
        day = FIRST + timedelta(days=number)
        assessment = assess(manual, day)
        assert assessment is not None
        assert {
            outlook.indicator.number: outlook.on(day)
            for outlook in found.outlooks
            if outlook.on(day) is not None
        } == {indicator.number: indicator.state for indicator in assessment.indicators}


_DUTIES = """\
categories: [apprenticeship]
first_apprenticeship: {signed: 2026-09-01, anomaly: 2026-09-20}
registration:
  annual_return: {for: 2026}
  changes: [{date: 2026-09-10, what: A new head}]
audits: [{type: initial, date: 2027-03-09, contract_sent: 2026-09-25}]
"""


def test_the_days_that_others_set_are_in_it(folder: ManualFolder) -> None:
    """Would catch a forecast without the days that the law, a funder or a body sets, without their
    source, or with one that is over or comes after its last day.
    """
    folder.write(
        "organisation.yaml",
        f"name: T\nlanguage: en\npeople: {{quality: Q}}\nas_of: {FIRST}\n{_DUTIES}",
    )
    folder.index()
    known = {
        "2026-10-05": "R. 6316-9, II",
        "2026-10-10": "R. 6351-8",
        "2026-10-25": "article 1",
        "2026-11-01": "R. 6316-9",
        "2027-03-01": "R. 6316-9",
    }
    done = preuve_here("forecast", folder.root, "--format", "json")
    report = json.loads(done.stdout)
    assert [one["day"] for one in report["deadlines"]] == list(known)
    text = preuve_here("forecast", folder.root).stdout.decode()
    page = text.partition("Days that fall in that time\n")[2].partition("\n\n")[0].splitlines()
    assert len(page) == len(known)
    for line, source in zip(page, known.values(), strict=True):
        assert source in line
    assert (
        "Days that fall in that time"
        in preuve_here("forecast", folder.root, "--format", "markdown").stdout.decode()
    )
    later = json.loads(
        preuve_here("forecast", folder.root, "--format", "json", "--months", "8").stdout
    )
    assert later["deadlines"][-1]["day"] == "2027-04-29"
