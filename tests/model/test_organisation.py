"""The provider's file: what must stand in it, what is assumed, what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from helpers import places, said

from preuve.model.audits import AuditType
from preuve.model.organisation import ORGANISATION, Audience, Organisation
from preuve.model.standard import Category, Condition
from preuve.publication.audience import people_for
from preuve.reading import parse_yaml
from preuve.schema import Reader

LEAST = "name: Provider\nlanguage: fr\ncategories: [training, vae]\n"


def _read(text: str) -> tuple[Organisation | None, Reader]:
    document = parse_yaml(text, "organisation.yaml")
    assert document.root is not None
    assert document.diagnostics == []
    reader = Reader("organisation.yaml")
    return ORGANISATION.read(document.root, reader), reader


def _good(text: str) -> Organisation:
    organisation, reader = _read(text)
    assert reader.diagnostics == []
    assert organisation is not None
    return organisation


def test_the_least() -> None:
    """Would catch a key that a small provider must write for nothing,
    and a condition met unasked.
    """
    organisation = _good(LEAST)
    assert (organisation.name, organisation.language, organisation.sites.number) == (
        "Provider",
        "fr",
        1,
    )
    assert organisation.categories == (Category.TRAINING, Category.VAE)
    assert organisation.conditions_met() == frozenset()
    assert organisation.next_audit(date(2026, 9, 30)) is None
    assert (
        organisation.as_of,
        organisation.edition,
        organisation.certificate,
        organisation.turnover,
    ) == (None,) * 4


def test_keys_with_nothing_after_them() -> None:
    """Would catch a crash, or a fault, on a scaffold that waits to be filled in."""
    keys = ("conditions", "new_entrant", "audits", "people", "applicability", "waivers", "severity")
    organisation = _good(LEAST + "".join(f"{key}:\n" for key in keys))
    assert organisation.conditions_met() == frozenset()
    assert (organisation.people, organisation.audits, organisation.waivers) == ({}, (), ())


def test_conditions() -> None:
    """Would catch a condition that decides for another indicator than its own."""
    organisation = _good(
        LEAST + "conditions: {certifying: true, work_linked: false, subcontracting: true}\n"
    )
    assert organisation.conditions_met() == {Condition("certifying"), Condition("subcontracting")}


AUDITS = """\
audits:
  - {type: surveillance, date: 2027-02-01}
  - {type: mock, date: 2026-10-05}
  - {type: initial, date: 2026-10-06}
  - {type: initial, date: 2025-03-18}
  - {type: extension, date: 2027-05-01, categories: [vae]}
"""
NEXT = {
    "2026-09-30": "2026-10-06",
    "2026-10-06": "2026-10-06",
    "2026-10-07": "2027-02-01",
    "2027-02-02": "2027-05-01",
    "2027-05-02": None,
}


@pytest.mark.parametrize(("day", "audit"), NEXT.items())
def test_the_next_audit(day: str, audit: str | None) -> None:
    """Would catch a rehearsal taken for the audit, an audit of today for past,
    and order in the file that decides.
    """
    found = _good(LEAST + AUDITS).next_audit(date.fromisoformat(day))
    assert (found.date.isoformat() if found else None) == audit
    assert found is None or found.type is not AuditType.MOCK


CALENDARS = {
    "calendar_id: atelier\nregistration: {siren: 732 829 320}\n": "atelier",
    "registration: {siren: 732 829 320}\n": "732829320",
    "registration: {siren: 000 000 000}\n": "",
    "": "",
}


@pytest.mark.parametrize(("text", "identity"), CALENDARS.items())
def test_by_what_calendars_know_a_manual(text: str, identity: str) -> None:
    """Would catch events that double in every calendar once a provider has its number; or two
    providers without one taken for each other's.
    """
    assert _good(LEAST + text).calendar_identity() == identity


def test_who_answers() -> None:
    """Would catch a name published though none was given,
    and a role shown as it is written in files.
    """
    organisation = _good(LEAST + "people: {quality: A. Martin, site_lead: , no: ~}\n")
    assert organisation.answers("quality") == "A. Martin"
    assert organisation.answers("site_lead") == "Site lead"
    assert organisation.answers("no") == "No"
    assert organisation.answers("unknown") == "Unknown"


PEOPLE = """\
people:
  quality: Quality lead
  disability: {title: Référent handicap, name: Lise Martin, github: lise-m}
  teaching: {name: Paul Roux}
  head: {title: Director}
"""
# names_for → how the roles are shown to the team, an auditor, everybody.
SHOWN = {
    "": (
        ("Quality lead", "Référent handicap – Lise Martin", "Teaching – Paul Roux", "Director"),
        ("Quality lead", "Référent handicap – Lise Martin", "Teaching – Paul Roux", "Director"),
        ("Quality lead", "Référent handicap", "Teaching", "Director"),
    ),
    "names_for: internal": (
        ("Quality lead", "Référent handicap – Lise Martin", "Teaching – Paul Roux", "Director"),
        ("Quality", "Référent handicap", "Teaching", "Director"),
        ("Quality", "Référent handicap", "Teaching", "Director"),
    ),
    "names_for: auditor": (
        ("Quality lead", "Référent handicap – Lise Martin", "Teaching – Paul Roux", "Director"),
        ("Quality lead", "Référent handicap – Lise Martin", "Teaching – Paul Roux", "Director"),
        ("Quality", "Référent handicap", "Teaching", "Director"),
    ),
    "names_for: public": (
        ("Quality lead", "Référent handicap – Lise Martin", "Teaching – Paul Roux", "Director"),
    )
    * 3,
}


@pytest.mark.parametrize(("names_for", "shown"), SHOWN.items())
def test_who_sees_which_names(names_for: str, shown: tuple[tuple[str, ...], ...]) -> None:
    """Would catch a title hidden, a name shown to everyone unasked,
    or a plain text that behaves otherwise than before.
    """
    organisation = _good(f"{LEAST}{PEOPLE}{names_for}\n")
    for audience, expected in zip(Audience, shown, strict=True):
        seen = organisation._replace(people=people_for(organisation, audience))
        assert tuple(map(seen.answers, organisation.people)) == expected
        assert (seen.people["disability"].github == "lise-m") == (audience is Audience.INTERNAL)


# What is written after the least → the one fault that it must give, and words that must stand in
# it.
REFUSED = {
    "sites: 0\n": ("invalid-value 4:8", "from 1 to 9999"),
    "sites: two\n": ("wrong-type 4:8", "“two” is not a whole number."),
    "turnover: 210 000\n": ("wrong-type 4:11", "Write it in digits alone: 210000."),
    "turnover: -1\n": ("invalid-value 4:11", "Write a number from 0"),
    "as_of: 30/09/2026\n": ("invalid-date 4:8", "2026-09-30"),
    "as_of: 2026-09-31\n": ("invalid-date 4:8", "not a day of the calendar"),
    "edition: rnq_2019\n": ("invalid-value 4:10", "Did you mean “rnq-2019”?"),
    "conditions: {subcontracting: yes}\n": (
        "wrong-type 4:30",
        "true or false is needed here, not “yes”.",
    ),
    "conditions: {subcontractor: true}\n": ("unknown-key 4:14", "Did you mean “"),
    "conditions: [subcontracting]\n": ("wrong-type 4:13", "not a list"),
    "new_entrant: training\n": ("wrong-type 4:14", "[training]"),
    "new_entrant: [trainng]\n": ("invalid-value 4:15", "Did you mean “training”?"),
    "certificate: {obtained: 2025-04-10}\n": ("missing-key 4:14", "“expires”"),
    "certificate: {obtained: 2025-04-10, expires: 2028}\n": ("invalid-date 4:46", "is not a date"),
    "audits: [{type: surveilance, date: 2026-10-06}]\n": (
        "invalid-value 4:17",
        "Did you mean “surveillance”?",
    ),
    "audits: [2026-10-06]\n": ("wrong-type 4:10", "A map"),
    "audits:\n  type: initial\n  date: 2026-10-06\n": (
        "wrong-type 5:3",
        "A list is needed here, not a map.",
    ),
    "audits: [{type: initial, date: 2026-10-06, days: 1.25}]\n": (
        "invalid-value 4:50",
        "half-days",
    ),
    "quotes: [{body: Certif, date: 2026-10-06, initial: 885.50}]\n": (
        "wrong-type 4:52",
        "Write digits only",
    ),
    "quotes: [{body: Certif}]\n": ("missing-key 4:10", "“date”"),
    "registration: {siren: 12345678}\n": ("invalid-value 4:23", "9 digits"),
    "registration: {head: A. Martin}\n": ("invalid-value 4:22", "not its title"),
    "audits: [{type: initial, date: 2026-10-06, plan: [1, x]}]\n": (
        "wrong-type 4:54",
        "“x” is not a whole number.",
    ),
    "audits: [{type: initial, date: 2026-10-06, plan: [4, 17, 4]}]\n": (
        "invalid-value 4:58",
        "4 stands twice",
    ),
    "audits: [{type: initial, date: 2026-10-06, plan: 4}]\n": ("wrong-type 4:50", "[4]"),
    "people: [quality]\n": ("wrong-type 4:9", "not a list"),
    "people: {quality: [a]}\n": ("wrong-type 4:19", "A text is needed here"),
    "people: {quality: {titel: Lead}}\n": ("unknown-key 4:20", "Did you mean “title”?"),
    'people: {quality: {title: Lead, github: "@lise"}}\n': ("invalid-value 4:41", "without @"),
    "people: {quality: {title: [Lead]}}\n": ("wrong-type 4:27", "A text is needed here"),
    "applicability: [{indicator: 0, applies: true}]\n": ("invalid-value 4:29", "from 1 to 99"),
    "applicability: [{indicator: 28}]\n": ("missing-key 4:17", "“applies”"),
    "waivers: [{rule: draft-onli, reason: r, owner: q, until: 2026-10-01}]\n": (
        "invalid-value 4:18",
        "draft-only",
    ),
    "waivers: [{rule: draft-only, reason: r, owner: q}]\n": ("missing-key 4:11", "“until”"),
    "waivers: [{rule: draft-only, owner: q, until: 2026-10-01}]\n": (
        "missing-key 4:11",
        "“reason”",
    ),
    "severity: {draft-onli: off}\n": ("unknown-key 4:12", "Did you mean “draft-only”?"),
    "severity: {draft-only: fatal}\n": (
        "invalid-value 4:24",
        "is not one of: error, warning, info, off.",
    ),
    "severity: {draft-only: no}\n": ("invalid-value 4:24", "“no” is not one of"),
    "catgories: []\n": ("unknown-key 4:1", "Did you mean “categories”?"),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.items())
def test_refused(text: str, expected: tuple[str, str]) -> None:
    """Would catch a decision taken on a guess, and a fault told twice or elsewhere."""
    organisation, reader = _read(LEAST + text)
    assert organisation is None
    assert places(reader.diagnostics) == [expected[0]]
    assert (
        expected[1] in f"{said(reader.diagnostics[0].message)} {said(reader.diagnostics[0].help)}"
    )


LACKING = {
    "name": "language: en\ncategories: [vae]\n",
    "language": "name: x\ncategories: [vae]\n",
    "categories": "name: x\nlanguage: en\n",
}


@pytest.mark.parametrize(("key", "text"), LACKING.items())
def test_what_must_be_given(key: str, text: str) -> None:
    """Would catch a provider judged on a category or a language that nobody chose."""
    organisation, reader = _read(text)
    assert organisation is None
    assert places(reader.diagnostics) == ["missing-key 1:1"]
    assert f"“{key}”" in said(reader.diagnostics[0].message)


@pytest.mark.parametrize(
    ("text", "rule"), {"name:\n": "invalid-value", "name: ~\n": "invalid-value"}.items()
)
def test_a_name_left_empty(text: str, rule: str) -> None:
    """Would catch a manual of nobody."""
    organisation, reader = _read(text + LEAST.partition("\n")[2])
    assert organisation is None
    assert [diagnostic.rule for diagnostic in reader.diagnostics] == [rule]
