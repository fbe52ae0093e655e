"""The worked examples of the audit cycle, one by one:
what is written, the day, what the gate, the agenda or the scope says.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from helpers import organisation, said
from manuals import ORGANISATION

from preuve.assess.assessment import assess
from preuve.core.finding import Severity
from preuve.cycle.agenda import agenda
from preuve.cycle.certificate import certificate_cycle
from preuve.cycle.duration import estimate
from preuve.cycle.scope import Inclusion, scope
from preuve.gate import gate
from preuve.model.audits import AuditType
from preuve.model.manual import Manual
from preuve.model.standard import edition_on

if TYPE_CHECKING:
    from manuals import ManualFolder

    from preuve.core.finding import Finding

# The rules that these examples are about: what lacks evidence is another matter.
ABOUT = {
    "certificate-length",
    "certificate-ended",
    "certificate-suspended",
    "category-not-certified",
    "transfer-not-possible",
    "surveillance-to-plan",
    "outside-surveillance-window",
    "renewal-to-plan",
    "renewal-too-early",
    "renewal-late",
    "audit-incomplete",
    "category-without-action",
    "apprenticeship-uncertified",
    "annual-return-late",
    "change-undeclared",
    "declaration-suspended",
    "agreed-without-certificate",
    "five-minors-open",
    "one-sheet",
    "grade-differs",
    "correction-overdue",
    "contradictory-condition",
}
_E1 = (
    "certificate: {obtained: 2025-02-20, expires: 2028-02-19}\naudits: [{type: initial, date: "
    "2025-01-14}]\n"
)
_E9 = "certificate: {obtained: 2024-06-14, expires: 2027-06-13}\n"
_HELD = "{type: surveillance, date: 2025-10-07}"
_E14 = (
    "certificate: {obtained: 2023-02-20, expires: 2026-02-19}\n"
    "audits: [{type: surveillance, date: 2024-06-04}, {type: renewal, date: 2026-12-20}]\n"
)
_E36 = "registration: {annual_return: {for: 2025, campaign_ends: 2026-05-31}}\n"
_MADE = (
    "certificate: {obtained: 2025-04-10, expires: %s}\naudits: [{type: surveillance, date: "
    "2026-09-01}]\n"
)

# Example → what is written, the day, severity and rule of each finding, a piece of the sentence.
FOUND: dict[str, tuple[str, str, list[str], str]] = {
    "E1": (_E1, "2026-04-20", ["info surveillance-to-plan"], "to 20 December 2026"),
    "the day before E1": (_E1, "2026-04-19", [], ""),
    "E2": (_E1, "2026-11-20", ["warning surveillance-to-plan"], "30 days are left"),
    "E3": (
        _E1,
        "2026-12-20",
        ["warning surveillance-to-plan"],
        "last day of the surveillance window",
    ),
    "E4": (
        _E1,
        "2026-12-21",
        ["error outside-surveillance-window"],
        "its window ended on 20 December 2026",
    ),
    "E7": (
        _MADE % "2029-04-09",
        "2026-09-30",
        ["warning certificate-length"],
        "by the law it ends on 9 April 2028",
    ),
    "E8": (
        _MADE % "2024-04-09",
        "2026-09-30",
        ["error certificate-length"],
        "before it was obtained",
    ),
    "a slip of the year": (
        "certificate: {obtained: 0206-02-20, expires: 2028-02-19}\n",
        "2026-11-29",
        [],
        "",
    ),
    "a day more is accepted": (_MADE % "2028-04-10", "2026-09-30", [], ""),
    "E9": (
        f"{_E9}audits: [{_HELD}, {{type: renewal, date: 2026-02-02}}]\n",
        "2026-01-15",
        ["warning renewal-too-early"],
        "begins on 14 June 2026",
    ),
    "E10": (f"{_E9}audits: [{_HELD}, {{type: renewal, date: 2027-02-02}}]\n", "2026-11-29", [], ""),
    "E11": (
        f"{_E9}audits: [{_HELD}, {{type: renewal, date: 2027-03-01}}]\n",
        "2026-11-29",
        ["warning renewal-late"],
        "1 March 2027",
    ),
    "E12": (
        f"{_E9}audits: [{_HELD}]\n",
        "2026-12-13",
        ["info renewal-to-plan"],
        "by 13 February 2027",
    ),
    "E13": (
        f"{_E9}audits: [{_HELD}]\n",
        "2027-06-20",
        ["error certificate-ended"],
        "ended on 13 June 2027",
    ),
    "E14": (_E14, "2026-11-29", ["error certificate-ended"], "ended on 19 February 2026"),
    "E30": (
        (
            "certificate: {obtained: 2025-04-10, expires: 2028-04-09, categories: [training]}\n"
            "audits: [{type: surveillance, date: 2026-09-01}]\n"
        ),
        "2026-11-29",
        ["warning category-not-certified"],
        "skills assessment is offered",
    ),
    "E31": (
        "first_apprenticeship: {signed: 2026-09-01, copy_sent: 2026-10-20}\n",
        "2026-11-29",
        ["info apprenticeship-uncertified"],
        "by 1 March 2027",
    ),
    "E32": (
        "first_apprenticeship: 2026-09-01\n",
        "2026-11-02",
        ["warning apprenticeship-uncertified"],
        "1 November 2026",
    ),
    "E33": (
        "first_apprenticeship: 2026-08-31\n",
        "2027-03-01",
        ["error apprenticeship-uncertified"],
        "28 February 2027",
    ),
    "E36 before": (_E36, "2026-04-20", ["info annual-return-late"], "before 30 April"),
    "E36 campaign": (_E36, "2026-05-02", ["info annual-return-late"], "31 May 2026"),
    "E36 late": (_E36, "2026-06-01", ["warning annual-return-late"], "may lapse"),
    "E37": (
        "registration: {annual_return: {for: 2025, filed: 2026-04-28}}\n",
        "2026-06-01",
        [],
        "",
    ),
    "E37 as text": ("registration: {annual_return: Binder 1}\n", "2026-06-01", [], ""),
    "E41": (
        "audits: [{type: initial, date: 2026-12-08, days: 1.5}]\n",
        "2026-11-29",
        ["info audit-incomplete"],
        "2 calendar days",
    ),
    "E41, 2.5": (
        "audits: [{type: initial, date: 2026-12-08, days: 2.5}]\n",
        "2026-11-29",
        ["info audit-incomplete"],
        "3 calendar days",
    ),
    "E45": (
        "audits: [{type: light, date: 2026-12-08}]\n",
        "2026-11-29",
        ["info audit-incomplete"],
        "a label of the list",
    ),
    "E46": (
        "registration: {declaration_suspended: 2026-11-02}\n",
        "2026-11-29",
        ["warning declaration-suspended"],
        "2 March 2027",
    ),
    "E46, over": ("registration: {declaration_suspended: 2026-11-02}\n", "2027-03-03", [], ""),
    "suspended": (
        (
            "certificate: {obtained: 2025-04-10, expires: 2028-04-09, suspended: {from: "
            "2026-11-02}}\n"
            "audits: [{type: surveillance, date: 2026-09-01}]\n"
        ),
        "2026-11-29",
        ["warning certificate-suspended"],
        "suspended since 2 November 2026",
    ),
}
_TWO = ORGANISATION.replace("[training]", "[training, skills_assessment]")


def findings(folder: ManualFolder, text: str, day: str, head: str = ORGANISATION) -> list[Finding]:
    """Return what is found of the cycle in a manual on a day."""
    folder.write("organisation.yaml", head.replace("as_of: 2026-09-30\n", "") + text)
    if not (folder.root / "evidence_index.yaml").exists():
        folder.index()
    verdict = gate.check(Manual.load(folder.root), date.fromisoformat(day))
    assert verdict.assessment is not None, [said(one.message) for one in verdict.findings]
    return [finding for finding in verdict.findings if finding.rule in ABOUT]


def told(found: list[Finding]) -> list[str]:
    """Return severities and rules."""
    return [f"{finding.severity} {finding.rule}" for finding in found]


@pytest.mark.parametrize(("text", "day", "expected", "sentence"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    folder: ManualFolder, text: str, day: str, expected: list[str], sentence: str
) -> None:
    """Would catch an alarm that rings the day after, a certificate that cannot be,
    a day that the law does not give.
    """
    found = findings(folder, text, day, _TWO if "categories: [training]}" in text else ORGANISATION)
    assert told(found) == expected
    assert sentence in " ".join(
        said(result.message) + " " + said(result.help) for result in found
    ).replace("\u00a0", " ")


def test_no_advice_names_a_day_that_is_past(folder: ManualFolder) -> None:
    """Would catch “ask for a date by 13 February” said in June (E13),
    on any day of the last year before the end and after.
    """
    text = f"{_E9}audits: [{_HELD}]\n"
    for month in range(1, 13):
        day = date(2027, month, 20)
        for finding in findings(folder, text, day.isoformat()):
            for value in finding.help.values.values():
                assert not isinstance(value, date) or value >= day


def test_the_twelve_months_before_a_window_ends(folder: ManualFolder) -> None:
    """Would catch a day of the window on which nothing, or the wrong thing, is said:
    each of 366 days is looked at.
    """
    folder.write("organisation.yaml", ORGANISATION.replace("as_of: 2026-09-30\n", "") + _E1)
    folder.index()
    manual = Manual.load(folder.root)
    opens, closes = date(2026, 4, 20), date(2026, 12, 20)
    for ordinal in range(date(2025, 12, 21).toordinal(), date(2026, 12, 22).toordinal()):
        day = date.fromordinal(ordinal)
        found = [finding for finding in gate.check(manual, day).findings if finding.rule in ABOUT]
        expected: list[str] = []
        if day > closes:
            expected = ["error outside-surveillance-window"]
        elif (closes - day).days <= 60:
            expected = ["warning surveillance-to-plan"]
        elif day >= opens:
            expected = ["info surveillance-to-plan"]
        assert told(found) == expected, day


WINDOWS = {
    "E5": ("2024-12-31", "2027-12-30", "2026-02-28", "2026-10-31", "2027-12-30"),
    "E6": ("2020-11-16", "2024-11-15", "2022-01-16", "2023-03-16", "2024-11-15"),
}


@pytest.mark.parametrize(
    ("obtained", "expires", "opens", "closes", "ends"), WINDOWS.values(), ids=WINDOWS
)
def test_windows(obtained: str, expires: str, opens: str, closes: str, ends: str) -> None:
    """Would catch a month's end that slips,
    and the longer window of four-year certificates forgotten.
    """
    provider = organisation(
        f"categories: [training]\ncertificate: {{obtained: {obtained}, expires: {expires}}}\n"
    )
    assert provider.certificate is not None
    cycle = certificate_cycle(provider.certificate)
    assert [
        str(cycle.surveillance_from),
        str(cycle.surveillance_until),
        str(cycle.regular_end),
    ] == [opens, closes, ends]


AGREED = {"E15": ("2026-02-25", ["warning agreed-without-certificate"]), "E16": ("2026-02-19", [])}


@pytest.mark.parametrize(("agreed", "expected"), AGREED.values(), ids=AGREED)
def test_the_day_of_the_agreement_counts(
    folder: ManualFolder, agreed: str, expected: list[str]
) -> None:
    """Would catch a session judged by its first day instead of the day it was agreed on."""
    folder.write(
        "sessions.yaml",
        "sessions:\n  - {id: 2026-A1, title: X, category: training, starts: 2026-03-09, ends: "
        "2026-03-10, headcount: 3, "
        f"funded: true, agreed_on: {agreed}}}\n",
    )
    assert [
        rule for rule in told(findings(folder, _E14, "2026-11-29")) if "agreed" in rule
    ] == expected


_NC = (
    "certificate: {obtained: 2025-04-10, expires: 2028-04-09}\naudits: [{type: surveillance, date: "
    "2026-10-06}]\n"
)
NON_CONFORMITIES: dict[str, tuple[str, str, list[str], list[str], str]] = {
    "E17": (
        _NC,
        "2026-11-29",
        ["audit: 2026-10-06, about: display, grade: major, notified: 2026-10-12"],
        [],
        "",
    ),
    "E17, minor": (
        _NC,
        "2026-11-29",
        ["audit: 2026-10-06, about: display, grade: minor, notified: 2026-10-12"],
        ["error grade-differs"],
        "always a major one",
    ),
    "E18, in time": (
        "audits: [{type: initial, date: 2026-06-23}]\n",
        "2026-12-30",
        ["audit: 2026-06-23, indicator: 2, grade: minor, notified: 2026-06-30"],
        [],
        "",
    ),
    "E18, late": (
        "audits: [{type: initial, date: 2026-06-23}]\n",
        "2026-12-31",
        ["audit: 2026-06-23, indicator: 2, grade: minor, notified: 2026-06-30"],
        ["warning correction-overdue"],
        "6 months",
    ),
    "E20": (
        "audits: [{type: initial, date: 2026-11-24}]\n",
        "2027-03-01",
        ["audit: 2026-11-24, indicator: 4, grade: major, notified: 2026-11-30"],
        ["warning correction-overdue"],
        "by 28 February 2027: 3 months. The certification can be refused.",
    ),
    "E22": (
        _NC,
        "2026-11-29",
        [
            f"audit: 2026-10-06, indicator: {number}, grade: minor, notified: 2026-10-12"
            for number in (2, 9, 17, 24, 25)
        ],
        ["warning five-minors-open"],
        "Lift 1 of them by 12 January 2027; the others keep their delay, to 12 April 2027.",
    ),
    "E23": (
        _NC,
        "2026-11-29",
        [
            f"audit: 2026-10-06, indicator: {number}, grade: minor, notified: 2026-10-12"
            for number in (2, 2, 9, 17, 24)
        ],
        ["info one-sheet"],
        "are about indicator 2",
    ),
    "E40, an open major": (
        (
            "certificate: {obtained: 2025-04-10, expires: 2028-04-09, transfer: {asked: "
            "2026-11-16}}\n"
            "audits: [{type: surveillance, date: 2026-10-06}]\n"
        ),
        "2026-12-02",
        ["audit: 2026-10-06, indicator: 4, grade: major, notified: 2026-10-12"],
        ["warning transfer-not-possible"],
        "not possible",
    ),
}


@pytest.mark.parametrize(
    ("text", "day", "lines", "expected", "sentence"),
    NON_CONFORMITIES.values(),
    ids=NON_CONFORMITIES,
)
def test_non_conformities(
    folder: ManualFolder, text: str, day: str, lines: list[str], expected: list[str], sentence: str
) -> None:
    """Would catch five lines on four indicators called five,
    a display without an indicator refused, a silent consequence.
    """
    entries = "".join(
        f"  - {{id: NC-{number}, finding: Partly, {line}}}\n"
        for number, line in enumerate(lines, 1)
    )
    folder.write("registers/non_conformities.yaml", "non_conformities:\n" + entries)
    found = findings(folder, text, day)
    assert told(found) == expected
    assert sentence in " ".join(
        said(result.message) + " " + said(result.help) for result in found
    ).replace("\u00a0", " ")


CALENDAR = {
    "E21": (
        "audits: [{type: initial, date: 2026-11-24, decision: {refused: 2027-03-15}}]\n",
        "2027-03-20",
        {"request-initial-2026-11-24": "2027-06-15"},
    ),
    "E21, the other way to write it": (
        "audits: [{type: initial, date: 2026-11-24, refused: 2027-03-15}]\n",
        "2027-03-20",
        {"request-initial-2026-11-24": "2027-06-15"},
    ),
    "E24": (
        (
            "audits: [{type: initial, date: 2026-10-06, appeal_within: 15 days, notified: "
            "2026-10-12}]\n"
        ),
        "2026-10-20",
        {"contest-initial-2026-10-06": "2026-10-27"},
    ),
    "E24, not typed": (
        "audits: [{type: initial, date: 2026-10-06, notified: 2026-10-12}]\n",
        "2026-10-20",
        {"contest-initial-2026-10-06": None},
    ),
    "E34": (
        "first_apprenticeship: {signed: 2026-09-01, copy_sent: 2026-10-20, anomaly: 2026-12-10}\n",
        "2026-12-11",
        {"apprenticeship-observations": "2026-12-25"},
    ),
    "E38": (
        "registration: {changes: [{date: 2026-11-02, what: A new head}]}\n",
        "2026-11-29",
        {"change-1": "2026-12-02"},
    ),
    "E39": (
        "audits: [{type: initial, date: 2027-02-02, contract_sent: 2026-12-01}]\n",
        "2026-12-05",
        {"offer-initial-2027-02-02": "2026-12-31"},
    ),
    "E40, asked": (
        "certificate: {obtained: 2025-04-10, expires: 2028-04-09, transfer: {asked: 2026-11-16}}\n",
        "2026-11-20",
        {"transfer-file": "2026-12-01", "certificate": "2028-04-09"},
    ),
    "E40": (
        (
            "certificate: {obtained: 2025-04-10, expires: 2028-04-09, transfer: {asked: "
            "2026-11-16, received: 2026-12-01}}\n"
        ),
        "2026-12-02",
        {"transfer-decision": "2026-12-31", "certificate": "2028-04-09"},
    ),
    "E46": (
        "registration: {declaration_suspended: 2026-11-02}\n",
        "2026-11-29",
        {"declaration-suspended": "2027-03-02"},
    ),
    "E17": (
        _NC,
        "2026-11-29",
        {"correction-NC-1": "2027-01-12", "verification-NC-1": "2027-02-12"},
    ),
    "E19": (
        (
            "audits: [{type: initial, date: 2026-06-23}, {type: renewal, date: 2027-02-02, "
            "notified: 2027-02-02}]\n"
        ),
        "2027-02-03",
        {"correction-NC-2": "2027-05-02"},
    ),
}


@pytest.mark.parametrize(("text", "day", "expected"), CALENDAR.values(), ids=CALENDAR)
def test_the_calendar(
    folder: ManualFolder, text: str, day: str, expected: dict[str, str | None]
) -> None:
    """Would catch a day of the law, or of a contract that was typed, that is on no calendar;
    and one that nobody typed.
    """
    lines = (
        "  - {id: NC-1, finding: X, audit: 2026-10-06, about: display, grade: major, notified: "
        "2026-10-12}\n"
        if "2026-10-06}" in text
        else (
            "  - {id: NC-2, finding: X, audit: 2026-06-23, indicator: 2, grade: minor, notified: "
            "2026-06-30}\n"
        )
    )
    folder.write("registers/non_conformities.yaml", "non_conformities:\n" + lines)
    folder.write("organisation.yaml", ORGANISATION.replace("as_of: 2026-09-30\n", "") + text)
    folder.index()
    assessment = assess(Manual.load(folder.root), date.fromisoformat(day))
    assert assessment is not None
    days = {entry.key: entry.last.isoformat() for entry in agenda(assessment)}
    assert {key: days.get(key) for key in expected} == expected


_E25 = (
    "{type: initial, date: 2025-09-16, new_entrant: [%s]}, {type: surveillance, date: 2027-03-09}"
)


def _surveillance(categories: str, new: str) -> tuple[set[int], set[int]]:
    provider = organisation(f"categories: [{categories}]\naudits: [{_E25 % new}]\n")
    seen = scope(provider, provider.audits[-1])
    return {one.number for one in seen.of(Inclusion.REVIEWED)}, {
        one.number for one in seen.of(Inclusion.POSSIBLE)
    }


def test_a_new_entrant_is_seen_whole_at_surveillance() -> None:
    """Would catch a surveillance that spares what a new entrant's initial audit did not see (E25,
    E28).
    """
    assert _surveillance("training", "training")[1] == set()
    reviewed, possible = _surveillance("training, skills_assessment", "skills_assessment")
    assert 8 in reviewed
    assert possible == set()


ONE_STAGE = {"E25": ("2026-11-29", True), "E26": ("2025-09-01", False)}


@pytest.mark.parametrize(("day", "asked"), ONE_STAGE.values(), ids=ONE_STAGE)
def test_what_is_only_formalised(folder: ManualFolder, day: str, asked: bool) -> None:  # noqa: FBT001 - a column of a table
    """Would catch a gate that is silent, after the initial audit,
    on what surveillance asks of a new entrant.
    """
    audits = (
        f"certificate: {{obtained: 2025-10-20, expires: 2028-10-19}}\naudits: "
        f"[{_E25 % 'training'}]\n"
    )
    folder.whole(organisation=ORGANISATION.replace("as_of: 2026-09-30\n", "") + audits)
    text = (folder.root / "evidence_index.yaml").read_text(encoding="utf-8")
    folder.write(
        "evidence_index.yaml",
        text.replace("2026-01-01", "2025-08-01").replace("stage: implemented", "stage: formalised"),
    )
    verdict = gate.check(Manual.load(folder.root), date.fromisoformat(day))
    about = [
        finding
        for finding in verdict.findings
        if finding.rule == "only-formalised" and finding.indicator == 11
    ]
    assert bool(about) is asked
    if asked:
        assert "implementation is seen on 9 March 2027" in said(about[0].help).replace(
            "\u00a0", " "
        )


def test_half_a_day_more_for_a_new_entrant() -> None:
    """Would catch half a day that nobody plans (E27): the base of a surveillance stays unknown."""
    provider = organisation(f"categories: [training]\naudits: [{_E25 % 'training'}]\n")
    estimated = estimate(provider, AuditType.SURVEILLANCE, provider.audits[-1])
    assert estimated is not None
    assert (estimated.days, estimated.base_known) == (0.5, False)
    assert "31 May 2023" in said(estimated.parts[0].why)


def test_an_extension() -> None:
    """Would catch an extension that resets the cycle,
    or is as long as an initial audit of everything (E29).
    """
    provider = organisation(
        "categories: [training, vae]\nturnover: 210000\n"
        "certificate: {obtained: 2024-06-14, expires: 2027-06-13, categories: [training]}\n"
        "audits: [{type: initial, date: 2024-05-14}, {type: extension, date: 2026-12-15, "
        "categories: [vae]}]\n"
    )
    audit = provider.audits[-1]
    seen = {one.number for one in scope(provider, audit).of(Inclusion.REVIEWED)}
    assert 8 not in seen  # training has it, VAE has not
    assert {1, 4, 5, 6, 10, 11, 22, 31, 32} <= seen
    estimated = estimate(provider, audit.type, audit)
    assert estimated is not None
    assert estimated.days == 1.5
    assert provider.certificate is not None
    cycle = certificate_cycle(provider.certificate)
    assert (cycle.surveillance_from, cycle.plan_renewal_by) == (
        date(2025, 8, 14),
        date(2027, 2, 13),
    )
    unnamed = provider._replace(audits=(audit._replace(categories=()),))
    assert {one.number for one in scope(unnamed, unnamed.audits[0]).of(Inclusion.REVIEWED)} == seen


def test_a_complementary_audit() -> None:
    """Would catch a complementary audit that looks at everything, or at nothing."""
    provider = organisation(
        "categories: [training]\naudits: [{type: complementary, date: 2026-12-15, for: [4, 11]}]\n"
    )
    assert {one.number for one in scope(provider, provider.audits[0]).of(Inclusion.REVIEWED)} == {
        4,
        11,
    }


def test_sites_are_not_ufa() -> None:
    """Would catch an estimate for a CFA with several sites that does not ask
    whether UFA are counted (E42).
    """
    provider = organisation("categories: [apprenticeship]\nsites: 3\nturnover: 210000\n")
    estimated = estimate(provider, AuditType.INITIAL)
    assert estimated is not None
    assert "UFA" in " ".join(said(doubt) for doubt in estimated.doubts)


def test_the_day_decides_the_edition() -> None:
    """Would catch an edition that an audit is not on (E43)."""
    assert [
        edition_on(date(2026, 10, 31)).name.value,
        edition_on(date(2026, 11, 1)).name.value,
    ] == ["rnq-2019", "rnq-2026"]


def test_a_category_without_an_action(folder: ManualFolder) -> None:
    """Would catch a category that the initial audit is to see,
    and of which nothing was done (E47).
    """
    folder.write(
        "sessions.yaml",
        (
            "sessions:\n  - {id: 2026-A1, title: X, category: training, starts: 2026-11-09, ends: "
            "2026-11-10, headcount: 3}\n"
        ),
    )
    head = ORGANISATION.replace("[training]", "[training, vae]")
    found = findings(folder, "audits: [{type: initial, date: 2026-12-08}]\n", "2026-11-29", head)
    assert told(found) == ["info category-without-action"]
    assert all(finding.severity is Severity.INFO for finding in found)


def test_apprenticeship_is_always_certifying(folder: ManualFolder) -> None:
    """Would catch a CFA that loses 3, 7, 13, 16 and 28 in silence (E35)."""
    head = (
        "name: Test provider\nlanguage: en\ncategories: [apprenticeship]\npeople: {quality: "
        "Quality lead}\n"
    )
    assert told(findings(folder, "conditions: {certifying: false}\n", "2026-11-29", head)) == [
        "error contradictory-condition"
    ]
    findings(folder, "", "2026-11-29", head)
    assessment = assess(Manual.load(folder.root), date(2026, 11, 29))
    assert assessment is not None
    assert {3, 7, 13, 16, 28} <= {
        indicator.number for indicator in assessment.indicators if indicator.applicability.applies
    }
