"""What a team may decide about rules: weights and waivers, and where that ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from helpers import said
from manuals import DAY, ORGANISATION, entry

from preuve.core.finding import Severity
from preuve.rulebook import BY_NAME, CONFIGURABLE, RULES, WAIVABLE, Family, RuleName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from manuals import ManualFolder

FIRST_WAIVER = ORGANISATION.count("\n") + 2
"""The line of the first waiver below an organisation."""
STALE = entry("x", indicators="[4]", valid_until="2026-09-01")


def _waiver(**keys: object) -> str:
    return f"waivers:\n{_line(**keys)}"


def _waivers(rules: Iterable[str]) -> str:
    return "waivers:\n" + "".join(_line(rule=rule) for rule in rules)


def _line(**keys: object) -> str:
    given = {
        "rule": "stale-evidence",
        "reason": "at the printer",
        "owner": "quality",
        "until": "2026-09-30",
        "evidence": "EV-x",
        **keys,
    }
    pairs = ", ".join(f"{key}: {value}" for key, value in given.items() if value is not None)
    return f"  - {{{pairs}}}\n"


# The last day of a waiver is 30 September: what stands on the days around it.
DAYS = {
    "the day before": (-1, [("stale-evidence", "info")]),
    "its last day": (0, [("stale-evidence", "info")]),
    "the day after": (1, [("stale-evidence", "warning"), ("expired-waiver", "warning")]),
    "a year later": (365, [("stale-evidence", "warning"), ("expired-waiver", "warning")]),
}


@pytest.mark.parametrize(("days", "found"), DAYS.values(), ids=DAYS)
def test_a_waiver_ends_with_its_last_day(
    folder: ManualFolder, days: int, found: list[tuple[str, str]]
) -> None:
    """Would catch a waiver that ends a day early, or never; and an end that nobody is told of."""
    folder.whole(
        STALE,
        organisation=ORGANISATION
        + _waiver()
        + "edition: rnq-2019\nseverity: {edition-not-in-force: off}\n",
    )
    findings = folder.check(DAY + timedelta(days=days)).findings
    assert [(one.rule, one.severity) for one in findings] == found
    accepted = [finding for finding in findings if finding.accepted_until is not None]
    assert len(accepted) == (days <= 0)
    for one in accepted:
        assert one.accepted_until == date(2026, 9, 30)
        assert said(one.message).endswith(
            "Accepted until 30\u00a0September\u00a02026: at the printer"
        )


WIDTHS = {
    "of this proof": ("evidence: EV-x", True),
    "of another proof": ("evidence: EV-4", False),
    "of an indicator, when the finding is of a proof": ("indicator: 4", False),
    "of a proof that is not there": ("evidence: EV-99", False),
}


@pytest.mark.parametrize(("width", "holds"), WIDTHS.values(), ids=WIDTHS)
def test_how_wide_a_waiver_is(folder: ManualFolder, width: str, holds: bool) -> None:  # noqa: FBT001
    """Would catch a waiver that covers more than it says,
    and one that covers nothing and is kept quiet about.
    """
    key, _, value = width.partition(": ")
    folder.whole(STALE, organisation=ORGANISATION + _waiver(**{key.rstrip(":"): value}))
    assert [finding.rule for finding in folder.check().findings] == (
        ["stale-evidence"] if holds else ["stale-evidence", "unused-waiver"]
    )


def test_a_waiver_of_anything(folder: ManualFolder) -> None:
    """Would catch a waiver without a limit that is taken for one with a narrow one."""
    folder.whole(STALE, organisation=ORGANISATION + _waiver(evidence=None))
    assert sorted(finding.rule for finding in folder.check().findings) == [
        "stale-evidence",
        "wide-waiver",
    ]


FAULTY = {
    "nobody answers": ({"owner": None}, ["missing-key"]),
    "an unknown role answers": ({"owner": "qualty"}, ["unknown-owner"]),
    "no reason": ({"reason": None}, ["missing-key"]),
    "an empty reason": ({"reason": ""}, ["invalid-value"]),
    "no end": ({"until": None}, ["missing-key"]),
    "an impossible end": ({"until": "2026-09-31"}, ["invalid-date"]),
    "an end in French": ({"until": "30/09/2026"}, ["invalid-date"]),
    "a rule that is none": ({"rule": "stale-evidenc"}, ["invalid-value"]),
    "an indicator that is none": ({"indicator": 40}, ["unknown-indicator", "unused-waiver"]),
}


def test_a_rule_misspelt_in_a_waiver(folder: ManualFolder) -> None:
    """Would catch a message that lists all the rules there are,
    and a word that nobody can make anything of.
    """
    told = {
        "stale-evidenc": "Did you mean “stale-evidence”?",
        "zzz": "Copy the name from the finding, where it stands",
    }
    for rule, advice in told.items():
        folder.write("organisation.yaml", ORGANISATION + _waiver(rule=rule))
        folder.index()
        (fault,) = [
            finding for finding in folder.check().findings if finding.rule == "invalid-value"
        ]
        assert said(fault.message) == f"There is no rule “{rule}”."
        assert said(fault.help).startswith(advice)
    folder.write("organisation.yaml", ORGANISATION + _waiver(rule="[stale-evidence]"))
    assert "Write a single value" in said(folder.check().findings[0].help)


@pytest.mark.parametrize(("keys", "rules"), FAULTY.values(), ids=FAULTY)
def test_a_waiver_that_says_too_little(
    folder: ManualFolder, keys: dict[str, object], rules: list[str]
) -> None:
    """Would catch a fault accepted by nobody, for no reason, or for ever."""
    folder.whole(STALE)
    folder.write("organisation.yaml", ORGANISATION + _waiver(**keys))
    findings = [finding for finding in folder.check().findings if finding.rule != "stale-evidence"]
    assert sorted(one.rule for one in findings) == rules
    assert all(one.place.file == "organisation.yaml" for one in findings)


def test_which_findings_may_be_accepted(folder: ManualFolder) -> None:
    """Would catch a waiver for what cannot be judged or must not be published,
    and a good one that is refused.
    """
    folder.whole()
    good = [rule.name for rule in WAIVABLE]
    folder.write("organisation.yaml", ORGANISATION + _waivers(good))
    findings = folder.check().findings
    assert [(finding.rule, finding.place.line) for finding in findings] == [
        ("unused-waiver", line) for line in range(FIRST_WAIVER, FIRST_WAIVER + len(good))
    ]
    others = [rule.name for rule in RULES if rule not in WAIVABLE]
    folder.write("organisation.yaml", ORGANISATION + _waivers(others))
    assert not folder.check().ok
    findings = folder.check().findings
    assert {finding.rule for finding in findings} == {"invalid-value"}
    assert [said(finding.message) for finding in findings] == [
        f"What {name} finds cannot be accepted, not even for a time." for name in others
    ]


@pytest.mark.parametrize("severity", list(Severity))
def test_which_rules_may_be_weighed(folder: ManualFolder, severity: Severity) -> None:
    """Would catch a rule that a team switches off and with it the gate's sight."""
    folder.whole()
    weights = "".join(f"  {rule.name}: {severity}\n" for rule in RULES)
    folder.write("organisation.yaml", f"{ORGANISATION}severity:\n{weights}")
    findings = folder.check().findings
    assert [
        (finding.rule, finding.place.line, finding.place.column, said(finding.message))
        for finding in findings
    ] == [
        (
            "invalid-value",
            line,
            3,
            f"The weight of {rule.name} cannot be changed: it is always an error.",
        )
        for line, rule in enumerate(RULES, ORGANISATION.count("\n") + 2)
        if rule not in CONFIGURABLE
    ]


def test_what_is_always_an_error() -> None:
    """Would catch a rule about reading, or about what would be published,
    that a team may switch off or accept.
    """
    firm = {rule.name for rule in RULES if rule not in CONFIGURABLE}
    assert firm >= {rule.name for rule in RULES if rule.family is Family.READING}
    assert firm >= {
        RuleName.CONFIDENTIAL_FILE_IN_DOCS,
        RuleName.LINK_IN_DOCS,
        RuleName.FILE_OUTSIDE_REPOSITORY,
    }
    assert all(BY_NAME[name].severity is Severity.ERROR for name in firm)
    assert {RuleName.EXPIRED_WAIVER, RuleName.UNUSED_WAIVER}.isdisjoint(
        rule.name for rule in WAIVABLE
    )


def test_a_weight_that_is_misspelt(folder: ManualFolder) -> None:
    """Would catch a rule that a team believes it has switched off."""
    folder.whole()
    folder.write("organisation.yaml", ORGANISATION + "severity: {stale-evidance: off}\n")
    (finding,) = folder.check().findings
    assert (finding.rule, said(finding.help)) == ("unknown-key", "Did you mean “stale-evidence”?")
    folder.write("organisation.yaml", ORGANISATION + "severity: {stale-evidence: of}\n")
    (finding,) = folder.check().findings
    assert (finding.rule, said(finding.help)) == ("invalid-value", "Did you mean “off”?")
