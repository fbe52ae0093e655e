"""What is evidenced at each site, which sites an audit may see, and each category of action."""

from __future__ import annotations

import json
import re
from random import Random
from typing import TYPE_CHECKING

import pytest
from helpers import preuve
from manuals import DAY, ORGANISATION, entry

from preuve.assess.assessment import assess
from preuve.assess.by_site import at_site, coverage_by_site
from preuve.cycle.site_visits import Likelihood, site_visits
from preuve.gate import gate
from preuve.model.audits import AuditType
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.publication.pack import copies
from preuve.report import Format, render

if TYPE_CHECKING:
    from pathlib import Path

    from manuals import ManualFolder

    from preuve.assess.assessment import Assessment

SITES = "sites: [{id: angers, name: Angers}, {id: cholet, name: Cholet}]\n"


def _assessed(folder: ManualFolder) -> Assessment:
    assessment = folder.check().assessment
    assert assessment is not None
    return assessment


def test_a_site_lacks_what_is_shown_elsewhere_alone(folder: ManualFolder) -> None:
    """Would catch a site that passes on proofs of another, and one blamed for what holds for
    all.
    """
    folder.whole(organisation=ORGANISATION + SITES)
    index = (folder.root / "evidence_index.yaml").read_text()
    assert folder.findings() == []
    folder.write(
        "evidence_index.yaml",
        index.replace("id: EV-17-I", "id: EV-17-I\n    site: angers").replace(
            "id: EV-22\n", "id: EV-22\n    site: cholet\n"
        ),
    )
    assert folder.findings() == ["site-without-evidence organisation.yaml:7"] * 2
    angers, cholet = coverage_by_site(_assessed(folder))
    assert (angers.lacks(), cholet.lacks()) == ([22], [17])
    assert (sorted(angers.own), sorted(cholet.own)) == ([17], [22])


def test_a_session_gives_its_proofs_its_site(folder: ManualFolder) -> None:
    """Would catch a proof of a session that holds for all sites, where its own word is another."""
    folder.whole(organisation=ORGANISATION + SITES)
    folder.write(
        "sessions.yaml",
        "sessions:\n  - {id: A1, title: T, category: training, starts: 2026-05-01, "
        "ends: 2026-05-02, headcount: 6, site: angers}\n",
    )
    index = (folder.root / "evidence_index.yaml").read_text()
    folder.write(
        "evidence_index.yaml",
        index.replace("id: EV-11-I", "id: EV-11-I\n    session: A1").replace(
            "id: EV-10-I", "id: EV-10-I\n    session: A1\n    site: cholet"
        ),
    )
    angers, cholet = coverage_by_site(_assessed(folder))
    assert (angers.lacks(), cholet.lacks()) == ([10], [11])


@pytest.mark.parametrize("seed", range(12))
def test_both_ways_of_asking_a_site_agree(folder: ManualFolder, seed: int) -> None:
    """Would catch coverage by site that differs from the assessment of the site's own manual: page
    and forecast would tell two things.
    """
    chance = Random(seed)  # noqa: S311 - chance that can be had again
    folder.whole(organisation=ORGANISATION + SITES)
    entries = [
        entry(
            number,
            id=f"X-{n}",
            stage=chance.choice(("formalised", "implemented")),
            status=chance.choice(("approved", "approved", "draft")),
            site=chance.choice((None, "angers", "cholet")),
            place="Binder 1",
        )
        for n in range(80)
        if (number := chance.choice((1, 2, 4, 11, 12, 17, 26, 32)))
    ]
    folder.index(*entries)
    whole = _assessed(folder)
    for here in coverage_by_site(whole):
        alone = assess(at_site(whole.manual, here.site.id), whole.on)
        assert alone is not None
        assert [(one.number, one.state) for one in here.indicators] == [
            (one.number, one.state) for one in alone.indicators
        ]


def test_a_register_shows_at_a_site_what_its_sessions_show(folder: ManualFolder) -> None:
    """Would catch lines of another site's sessions that show something here, or that nobody finds
    in the sessions of the site; and a site blamed for an indicator that is nobody's.
    """
    folder.whole(organisation=ORGANISATION + SITES)
    index = (folder.root / "evidence_index.yaml").read_text()
    proof = entry(
        10, id="EV-R", file="registers/distance.yaml", place=None, stage="implemented"
    )  # what else shows it as done is of one site
    nobodys = entry(3, id="EV-3", site="angers")  # no certification is prepared for
    folder.write(
        "evidence_index.yaml",
        index.replace("id: EV-10-I", "id: EV-10-I\n    site: angers") + proof + nobodys,
    )
    folder.write(
        "sessions.yaml",
        "sessions:\n"
        + "".join(
            f"  - {{id: S-{n}, title: T, category: training, starts: 2026-05-01, "
            f"ends: 2026-05-02, headcount: 6, site: {site}}}\n"
            for n, site in enumerate(("angers", "cholet"))
        ),
    )
    line = (
        "distance:\n  - {id: FD-1, session: %s, module: m, expected: 6, activities: a, done: 6, "
        "called_back: 0, checked_on: 2026-05-01}\n"
    )
    for session, lacking in (("S-0", [10]), ("S-1", [])):
        folder.write("registers/distance.yaml", line % session)
        whole = _assessed(folder)
        angers, cholet = coverage_by_site(whole)
        assert (angers.lacks(), cholet.lacks()) == ([], lacking)
        for site in ("angers", "cholet"):
            found = gate.check(at_site(whole.manual, site), DAY).findings
            assert not [one for one in found if one.rule == "unknown-reference"]


def test_a_report_tells_each_site(folder: ManualFolder) -> None:
    """Would catch a report, for people or programs, that knows nothing of sites."""
    folder.whole(organisation=ORGANISATION + SITES)
    index = (folder.root / "evidence_index.yaml").read_text()
    folder.write(
        "evidence_index.yaml", index.replace("id: EV-17-I", "id: EV-17-I\n    site: angers")
    )
    verdict = folder.check()
    document = json.loads(render(verdict, Format.JSON))
    assert [(one["id"], one["lacks"]) for one in document["sites"]] == [
        ("angers", []),
        ("cholet", [17]),
    ]
    by_id = {one["id"]: one["site"] for one in document["evidence"]}
    assert (by_id["EV-17-I"], by_id["EV-17"]) == ("angers", None)
    text = render(verdict, Format.TEXT)
    assert re.search(r"^Angers: 22 covered, 0 partial", text, re.MULTILINE)
    assert re.search(r"^Cholet: 21 covered, 1 partial", text, re.MULTILINE)


def test_what_names_a_site_that_there_is_not(folder: ManualFolder) -> None:
    """Would catch a misspelt site that passes, or a finding where sites are only counted."""
    session = (
        "sessions:\n  - {id: A1, title: T, category: training, starts: 2026-10-05, "
        "ends: 2026-10-06, headcount: 6, site: Cholet}\n"
    )
    audit = "audits: [{type: surveillance, date: 2026-10-20, sites: [chole]}]\n"
    for sites, expected in (
        (
            SITES,
            {"evidence_index.yaml", "sessions.yaml", "organisation.yaml"},
        ),
        ("sites: 2\n", set()),
    ):
        folder.whole(entry(17, id="EV-X", site="anger"), organisation=ORGANISATION + sites + audit)
        folder.write("sessions.yaml", session)
        found = [one for one in folder.check().findings if one.rule == "unknown-reference"]
        assert {one.place.file for one in found} == expected
        meant = sorted(str(one.help.values["word"]) for one in found)
        assert meant == (["angers", "cholet", "cholet"] if expected else [])


ODD_SITES = {
    "sites: []\n": "invalid-value",
    "sites: [angers]\n": "wrong-type",
    "sites: [{id: angers}]\n": "missing-key",
    "sites: {angers: Angers}\n": "wrong-type",
    "sites: [{id: Le Mans, name: Le Mans}]\n": "invalid-value",
    "sites: [{id: a, name: A}, {id: A, name: B}]\n": "duplicate-id",
}


@pytest.mark.parametrize(("text", "rule"), ODD_SITES.items())
def test_odd_sites(folder: ManualFolder, text: str, rule: str) -> None:
    """Would catch sites that are read as something else, without a word."""
    folder.whole()
    folder.write("organisation.yaml", ORGANISATION + text)
    assert [one.split()[0] for one in folder.findings()] == [rule]


def _session(name: str, site: str, learners: int, day: str = "2026-05-04") -> str:
    return (
        f"  - {{id: {name}, title: T, category: training, starts: {day}, ends: {day}, "
        f"headcount: {learners}, site: {site}}}\n"
    )


def test_the_sites_that_an_audit_may_see(folder: ManualFolder) -> None:
    """Would catch a central function that is not seen, one that was seen last time before one that
    was not, and a plan that is not taken at its word.
    """
    sites = (
        "sites:\n"
        "  - {id: a, name: A, central: true}\n  - {id: b, name: B}\n"
        "  - {id: c, name: C}\n  - {id: d, name: D}\n"
    )
    held = "{type: initial, date: 2025-03-01, sites: [b]}"
    folder.whole(
        organisation=ORGANISATION
        + sites
        + f"audits: [{held}, {{type: surveillance, date: 2026-12-01}}]\n"
    )
    folder.write(
        "sessions.yaml",
        "sessions:\n"
        + _session("A1", "b", 40)
        + _session("A2", "c", 6)
        + _session("A3", "d", 9)
        + _session("A4", "c", 90, "2024-05-04"),
    )
    assessment = _assessed(folder)
    audit = assessment.organisation.next_audit(assessment.on)
    assert audit is not None
    visits = site_visits(assessment, audit, AuditType.SURVEILLANCE)
    assert [(one.site.id, one.likelihood) for one in visits] == [
        ("a", Likelihood.CENTRAL),
        ("d", Likelihood.LIKELY),
        ("c", Likelihood.POSSIBLE),
        ("b", Likelihood.POSSIBLE),
    ]
    planned = site_visits(assessment, audit._replace(sites=("b",)), AuditType.SURVEILLANCE)
    assert [(one.site.id, one.likelihood) for one in planned][:2] == [
        ("a", Likelihood.CENTRAL),
        ("b", Likelihood.PLANNED),
    ]


TWO = ORGANISATION.replace("[training]", "[training, vae]")
HELD = {
    "nothing said": ({}, []),
    "one category": ({"categories": "[training]"}, [17]),
    "both": ({"categories": "[training, vae]"}, []),
    "a session's": ({"session": "A1"}, [17]),
    "its own word before its session's": ({"session": "A1", "categories": "[training, vae]"}, []),
    "a draft says nothing": ({"categories": "[training]", "status": "draft"}, []),
}


@pytest.mark.parametrize("case", HELD)
def test_what_shows_one_category_alone(folder: ManualFolder, case: str) -> None:
    """Would catch an indicator shown for one category, where a second is offered, without a note;
    and a note where nobody said of what a proof is.
    """
    changes, numbers = HELD[case]
    folder.whole(organisation=TWO)
    folder.write("sessions.yaml", "sessions:\n" + _session("A1", "b", 1).replace(", site: b", ""))
    index = (folder.root / "evidence_index.yaml").read_text()
    extra = "".join(f"\n    {key}: {value}" for key, value in changes.items() if key != "status")
    index = index.replace("id: EV-17-I", "id: EV-17-I" + extra)
    if "status" in changes:
        index += entry(17, id="EV-17-J", stage="implemented", **changes)
        index = index.replace("id: EV-17-I" + extra, "id: EV-17-I\n    categories: [training, vae]")
    folder.write("evidence_index.yaml", index)
    found = [one for one in folder.check().findings if one.rule == "one-category-shown"]
    assert [one.indicator for one in found] == numbers
    assert all(one.severity == "info" for one in found)


def test_an_indicator_of_one_category_needs_no_other(folder: ManualFolder) -> None:
    """Would catch a note that asks a skills assessment for what is asked of training alone."""
    organisation = ORGANISATION.replace("[training]", "[training, skills_assessment]")
    folder.whole(organisation=organisation)
    index = (folder.root / "evidence_index.yaml").read_text()
    folder.write(
        "evidence_index.yaml",
        index.replace("id: EV-8-I", "id: EV-8-I\n    categories: [training]"),
    )
    assert folder.findings() == []


@pytest.mark.whole
def test_forecast_and_pack_of_one_site(folder: ManualFolder, tmp_path: Path) -> None:
    """Would catch a pack for one site's audit that holds another's proofs, a site that is not there
    taken for all, and a pack of one site for everybody.
    """
    folder.whole(
        entry(17, id="EV-A", file="evidence/a.txt", place=None, site="angers", access="auditor"),
        entry(17, id="EV-B", file="evidence/b.txt", place=None, site="cholet", access="auditor"),
        organisation=ORGANISATION + SITES,
    )
    folder.write("evidence/a.txt", "The rooms of Angers, seen by the team in May.\n")
    folder.write("evidence/b.txt", "The rooms of Cholet, seen by the team in May.\n")
    manual = at_site(Manual.load(folder.root), "angers")
    assessment = assess(manual, DAY)
    assert assessment is not None
    assert [copy.evidence for copy in copies(assessment, Audience.AUDITOR)] == ["EV-A"]
    root = str(folder.root)
    told = preuve("forecast", "--site", "angers", "--months", "6", "--root", root)
    assert told.stdout.decode().startswith("Test provider – Angers")
    out = tmp_path / "angers.zip"
    for arguments in (
        ("forecast", "--site", "anger", "--months", "6", "--root", root),
        ("pack", str(out), "--site", "angers", "--for", "public", "--root", root),
        ("pack", str(out), "--site", "anger", "--for", "auditor", "--root", root),
    ):
        refused = preuve(*arguments)
        assert refused.returncode == 2
        assert b"Traceback" not in refused.stderr
        assert not out.exists()


def test_a_whole_manual_of_sites_is_read_back(folder: ManualFolder) -> None:
    """Would catch a number that works no longer, or a list that counts wrong."""
    for text, number, names in (
        ("sites: 3\n", 3, []),
        (SITES, 2, ["Angers", "Cholet"]),
        ("", 1, []),
    ):
        folder.write("organisation.yaml", ORGANISATION + text)
        organisation = Manual.load(folder.root).organisation
        assert organisation is not None
        assert organisation.sites.number == number
        assert [site.name for site in organisation.sites.named] == names
