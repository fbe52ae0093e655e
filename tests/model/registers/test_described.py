"""The registers that are made from descriptions: their lines, what they prove, what pages say of few people."""

from __future__ import annotations

import pickle
import re
from datetime import date
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from manuals import EXAMPLE, ORGANISATION, ROOT, ManualFolder, entry

from preuve.core.files import Folder
from preuve.core.words import Translator
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.description import ColumnKind, Line, describe, sessions_of
from preuve.model.registers.loading import read_registers
from preuve.model.standard import EditionName, IndicatorRef, load_edition
from preuve.page.macros import callable_from_pages
from preuve.page.render_context import RenderContext
from preuve.page.site_map import REGISTERS_PAGES, register_page
from preuve.page.urls import PageContext, Site
from preuve.publication.audience import restrict
from preuve.reading import MapNode
from preuve.reading.nodes import Origin
from preuve.spreadsheets.tables import tables

if TYPE_CHECKING:
    from preuve.assess.assessment import Assessment

FOLDER = Path(__file__).parent / "described"
DESCRIBED = [name for name in RegisterName if describe(name).by_columns]
ON = date(2027, 1, 15)
WHOLE = ORGANISATION.replace("categories: [training]", "categories: [training, apprenticeship]")


def kept(folder: ManualFolder, *names: RegisterName, organisation: str = WHOLE) -> Manual:
    """Return a manual that keeps registers as a provider would write them."""
    folder.write("organisation.yaml", organisation)
    folder.index(entry(1))
    for name in names:
        folder.write(name.file, (FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return Manual.load(folder.root)


def judged(folder: ManualFolder, on: date = ON) -> Assessment:
    """Return what a folder's manual is assessed as."""
    assessment = gate.check(Manual.load(folder.root), on).assessment
    assert assessment is not None
    return assessment


def page(
    folder: ManualFolder, call: str, *arguments: str, audience: Audience = Audience.INTERNAL
) -> str:
    """Return what a macro shows to an audience, as text."""
    verdict = gate.check(Manual.load(folder.root), ON)
    view = RenderContext(verdict, None, audience)
    shown = callable_from_pages(view)[call](
        PageContext("docs/registers/some.md", Site()), *arguments
    )
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", shown)).split())


@pytest.mark.parametrize("name", DESCRIBED)
def test_a_register_is_whole(name: RegisterName) -> None:
    """Would catch a description without rules, one that proves what the standard does not ask for,
    an order of days that it does not have, a line to begin with that cannot be read.
    """
    description, edition = describe(name), load_edition(EditionName.RNQ_2026)
    assert import_module(f"preuve.gate.rules.described.{name}").ALL
    for proved in description.proves:
        number, _, clause = proved.partition(".")
        indicator = edition.indicator(int(number))
        assert indicator is not None, proved
        assert not clause or indicator.clause(clause) is not None, proved
    columns = {key for below in description.lists for key in description.columns(below)}
    assert {key for order in description.orders for key in order} <= columns
    example = yaml.safe_load(description.example)
    assert set(example[0]) <= set(next(iter(description.lists.values())).columns)
    assert any(
        column.work_day for column in next(iter(description.lists.values())).columns.values()
    )


@pytest.mark.parametrize("name", DESCRIBED)
def test_what_a_provider_writes_is_read(folder: ManualFolder, name: RegisterName) -> None:
    """Would catch a column that is missing, or refuses what people write there."""
    manual = kept(folder, name)
    assert [
        str(fault.message) for fault in manual.diagnostics if fault.place.file == name.file
    ] == []
    lines = manual.registers.of(name)
    assert lines is not None
    assert (
        len(lines) == len((FOLDER / f"{name}.yaml").read_text(encoding="utf-8").split("\n  - ")) - 1
    )
    assert all(isinstance(line, Line) and line.id for line in lines)
    assert pickle.loads(pickle.dumps(lines)) == lines  # noqa: S301 - a builder of its own process gets them


def test_a_fault_in_a_line_loses_no_other(folder: ManualFolder) -> None:
    """Would catch a line that cannot be read taking the register with it, or told as unknown where it is named."""
    folder.write("organisation.yaml", WHOLE)
    folder.index(entry(1))
    folder.write(
        "registers/authorisations.yaml",
        "authorisations:\n"
        "  - {id: HB-1, certification: A, code: R, certifier: C, right: train, offers: [], from: 2026-01-01, checked_on: soon}\n"
        "  - {id: HB-2, certification: A, code: R, certifier: C, right: train, offers: [], from: 2026-01-01, checked_on: 2026-01-02}\n",
    )
    registers = Manual.load(folder.root).registers
    assert [line.id for line in registers.lines(RegisterName.AUTHORISATIONS)] == ["HB-2"]
    assert registers.unreadable == {"HB-1"}


def test_a_clause_rests_on_the_lines_that_show_it(folder: ManualFolder) -> None:
    """Would catch a proof for funders that rests on what learners were asked."""
    kept(folder, RegisterName.FEEDBACK)
    keys = {
        "place": None,
        "file": "registers/feedback.yaml",
        "dated": "2026-01-01",
        "stage": "implemented",
    }
    folder.index(
        entry("F", indicators="[30.funders]", **keys),
        entry("L", indicators="[30.learners]", **keys),
        entry("T", indicators="[30.teachers]", **keys),
        entry("S", indicators="[33.shared]", **keys),
    )
    shown = {
        proof.evidence.id: proof.register_state and proof.register_state.newest
        for proof in judged(folder).evidence
    }
    assert shown == {
        "EV-F": date(2026, 6, 15),
        "EV-L": date(2026, 11, 4),
        "EV-T": None,
        "EV-S": date(2026, 11, 4),
    }


def test_the_registers_tell_the_facts_that_clauses_ask(folder: ManualFolder) -> None:
    """Would catch a question that the team has answered in its registers."""
    silent = WHOLE.replace("learners_with_disability: false, ", "").replace(
        ", contributors_per_course: 1", ""
    )
    kept(folder, RegisterName.DISABILITY_NETWORK, RegisterName.CONTRIBUTORS, organisation=silent)
    states = {
        clause.name: clause
        for indicator in judged(folder).indicators
        for clause in indicator.clauses
    }
    assert states["4.compensation-needs"].question is None
    assert states["19.lead-teacher"].question is None


def test_few_people_are_not_counted_on_a_page(folder: ManualFolder) -> None:
    """Would catch a number that tells colleagues who it is about, and a nought that is hidden."""
    kept(folder, RegisterName.DISABILITY_NETWORK, RegisterName.REPORTS)
    assert (
        "2025 Temps majoré, supports agrandis, salle de plain-pied People: fewer than five"
        in page(folder, "register", "disability_network")
    )
    reports = page(folder, "register", "reports")
    assert "fewer than five" in reports
    assert "Reports: 0 · Dealt with: 0" in reports
    assert "Harassment" not in reports


def test_published_results_are_counted_again(folder: ManualFolder) -> None:
    """Would catch a rate copied from where it was typed, one of too few people, and one that nobody published."""
    kept(folder, RegisterName.RESULTS)
    text = (
        (FOLDER / "results.yaml")
        .read_text(encoding="utf-8")
        .replace("published: 92.6", "published: 99")
    )
    text += (
        "  - {id: RS-4, measure: award, offers: [BP], from: 2026-01-01, to: 2026-06-30, population: Few of them, "
        "numerator: 3, denominator: 4, method: Divided, published: 75}\n"
        "  - {id: RS-5, measure: award, offers: [BP], from: 2026-01-01, to: 2026-06-30, population: Not shown yet, "
        "numerator: 30, denominator: 40, method: Divided, published: 75, published_on: 2027-02-01}\n"
    )
    folder.write("registers/results.yaml", text)
    for audience in Audience:
        shown = page(folder, "results", audience=audience)
        assert "92.6 % Participants ayant répondu à chaud: 214 of 231" in shown
        assert "99" not in shown
        assert "Few of them" not in shown
        assert "Not shown yet" not in shown


def test_the_public_has_no_register_but_published_results(folder: ManualFolder) -> None:
    """Would catch a line that is nobody's but the team's and the auditor's."""
    kept(folder, *DESCRIBED)
    public = restrict(gate.check(Manual.load(folder.root), ON), Audience.PUBLIC)
    assert public.manual.registers.kept == (RegisterName.RESULTS,)
    assert page(folder, "register", "reports", audience=Audience.PUBLIC) == ""


def test_tables_for_others_tell_of_few_people_what_pages_tell(folder: ManualFolder) -> None:
    """Would catch a pack's workbook with the breakdown of reports, a figure of few people, or a
    note to the auditor that everybody gets.
    """
    kept(folder, RegisterName.DISABILITY_NETWORK, RegisterName.REPORTS, RegisterName.RESULTS)
    for file, old, new in (
        ("reports", "received: 1, dealt_with: 1", "received: 6, violence: 6, dealt_with: 6"),
        ("results", "where: ", "note: For the auditor alone, where: "),
    ):
        text = (FOLDER / f"{file}.yaml").read_text(encoding="utf-8")
        assert old in text
        folder.write(f"registers/{file}.yaml", text.replace(old, new))
    verdict = gate.check(Manual.load(folder.root), ON)
    told: dict[Audience, dict[str, list[dict[str, object]]]] = {}
    for audience in Audience:
        assessment = restrict(verdict, audience).assessment
        assert assessment is not None
        told[audience] = {
            table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
            for table in tables(assessment, Translator("en"))
        }
    team, auditor, public = (
        told[who] for who in (Audience.INTERNAL, Audience.AUDITOR, Audience.PUBLIC)
    )
    assert [line["people"] for line in (team["received"][0], auditor["received"][0])] == [
        "3",
        "< 5",
    ]
    assert {str(line["violence"]) for line in team["reports"]} == {"", "6"}
    assert {str(line["violence"]) for line in auditor["reports"]} == {""}
    assert {str(line["received"]) for line in auditor["reports"]} == {"0", "6"}
    assert "reports" not in public
    assert {str(line["note"]) for line in auditor["results"]} == {"For the auditor alone"}
    assert {str(line["note"]) for line in public["results"]} == {""}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_page_is_drawn(folder: ManualFolder, language: str) -> None:
    """Would catch a column that a page cannot show, in either language."""
    kept(folder, *DESCRIBED, organisation=WHOLE.replace("language: en", f"language: {language}"))
    words = Translator("fr" if language == "fr" else "en")
    for name in DESCRIBED:
        shown = page(folder, "register", name)
        for line in Manual.load(folder.root).registers.of(name) or ():
            assert isinstance(line, Line)
            columns = describe(name).columns(line.list)
            assert (line.id if "id" in columns else line.text("year")) in shown
            for key, column in columns.items():
                if key in line.values and column.kind is ColumnKind.COUNT and column.on_page:
                    assert " ".join(words(column.title).split()) in shown


def test_the_council_and_governance(folder: ManualFolder) -> None:
    """Would catch a council that did not meet, governance without one of its three, and each told though it met."""
    kept(folder, RegisterName.MEETINGS)
    both = [
        (f"{number}{stage}", {"indicators": f"[{name}]", "stage": stage, "dated": "2026-11-20"})
        for number, name in enumerate(("20.council", "20.governance", "20.steering"))
        for stage in ("formalised", "implemented")
    ]
    folder.index(*(entry(name, **keys) for name, keys in both))

    def told(on: date) -> set[str]:
        rules = ("council-not-held", "governance-incomplete", "steering-not-seen")
        return {
            str(finding.rule)
            for finding in gate.check(Manual.load(folder.root), on).findings
            if finding.rule in rules
        }

    assert told(date(2026, 12, 1)) == set()
    assert told(date(2027, 3, 25)) == {"council-not-held"}
    assert told(date(2027, 10, 9)) == {
        "council-not-held",
        "governance-incomplete",
        "steering-not-seen",
    }


def test_text_stays_text_on_its_page(folder: ManualFolder) -> None:
    """Would catch markup or braces in a line that do something on its page."""
    hostile = "<script>alert(1)</script> {{ 7 * 7 }} <img src=x onerror=alert(1)>"
    kept(folder, RegisterName.MEETINGS)
    text = (FOLDER / "meetings.yaml").read_text(encoding="utf-8")
    folder.write(
        "registers/meetings.yaml",
        text.replace("Livret refait ; une visite d'entreprise de plus", hostile),
    )
    view = RenderContext(gate.check(Manual.load(folder.root), ON), None)
    here = PageContext("docs/registers/meetings.md", Site())
    shown = callable_from_pages(view)["register"](here, "meetings")
    assert "<script>" not in shown
    assert "<img" not in shown
    assert "alert(1)" in shown


@pytest.mark.parametrize("name", DESCRIBED)
def test_what_stands_at_the_head_of_a_file_is_what_its_rules_ask(name: RegisterName) -> None:
    """Would catch a time that a team sets and no rule heeds, and one that a rule asks and no file
    can have.
    """
    rules = import_module(f"preuve.gate.rules.described.{name.value}")
    source = Path(str(rules.__file__)).read_text(encoding="utf-8")
    asked = re.findall(r"""\bhead(?:\.get)?\("([a-z_]+)"\)""", source)
    assert set(asked) == set(describe(name).head)


@pytest.mark.parametrize("root", [EXAMPLE, ROOT / "examples" / "cfa"], ids=["frozen", "shown"])
def test_each_register_that_is_kept_has_its_page(root: Path) -> None:
    """Would catch a register that nobody can read on the site, and the page of one that is not
    kept.
    """
    wanted = {register_page(name) for name in read_registers(Folder(root))[0].kept}
    there = {file.relative_to(root).as_posix() for file in (root / REGISTERS_PAGES).glob("*.md")}
    assert {page for page in there if not page.endswith("/index.md")} == wanted


def test_sessions_that_count_more_than_the_results(folder: ManualFolder) -> None:
    """Would catch a rate of awards of fewer people than the sessions of its time say; and a finding
    where a register counts sessions that are not listed.
    """
    folder.whole()
    for passed, keys in ((10, []), (12, ["numerator"])):
        folder.write(
            "sessions.yaml",
            "sessions:\n  - {id: A1, title: T, category: training, offer: TIL-01, starts: 2026-05-01, "
            f"ends: 2026-05-02, headcount: 14, presented: 12, passed: {passed}}}\n",
        )
        folder.write(
            "registers/results.yaml",
            "results:\n  - {id: RS-1, measure: award, offers: [TIL-01], from: 2026-01-01, "
            "to: 2026-06-30, population: presented, numerator: 11, denominator: 12, method: m}\n",
        )
        found = [one for one in folder.check().findings if one.rule == "results-differ"]
        assert [one.place.column > 1 for one in found] == [True] * len(keys)


NAMED = {
    "feedback.yaml": """\
        feedback:
          - {id: AV-1, from: learners, kind: end, about: 2026-A9, asked_on: 2026-09-01, asked: 5, answered: 5}
        """,
    "disability_network.yaml": """\
        partners:
          - {id: RH-1, partner: p, kind: rhf, area: a, for: f, last_contact: 2026-09-01, about: a, trace: [EV-999], owner: quality}
        """,
    "contributors.yaml": """\
        contributors:
          - {id: E1, role: r, link: employee, since: 2024-01-01, offers: [], required: r}
        """,
}


@pytest.mark.parametrize(("file", "text"), NAMED.items(), ids=NAMED)
def test_what_is_named_and_is_nowhere(folder: ManualFolder, file: str, text: str) -> None:
    """Would catch a misspelt session, proof or contributor that nothing tells."""
    folder.whole()
    folder.write(f"registers/{file}", text)
    session = (
        "sessions:\n  - {id: 2026-A1, title: T, category: training, starts: 2026-10-05, "
        "ends: 2026-10-06, headcount: 6, %s}\n"
    )
    folder.write("sessions.yaml", session % "offer: TIL-01")
    of_sessions = "contributors" in file
    told = [one for one in folder.findings() if one.startswith("unknown-reference")]
    assert told == ([] if of_sessions else [f"unknown-reference registers/{file}:2"])
    folder.write("sessions.yaml", session % "contributors: [E1, E2], lead_teacher: E3")
    told = [one for one in folder.findings() if one.startswith("unknown-reference")]
    wanted = ["sessions.yaml:2"] * 2 if of_sessions else [f"registers/{file}:2"]
    assert told == [f"unknown-reference {place}" for place in wanted]


@pytest.mark.parametrize("about", ["all", "2026-A1", "TIL-01", "[TIL-99]"])
def test_what_feedback_may_be_about(folder: ManualFolder, about: str) -> None:
    """Would catch offers, or all of them, taken for a session that is nowhere."""
    folder.whole()
    folder.write("sessions.yaml", "sessions:\n  - {id: 2026-A1, title: T, category: training, "
    "starts: 2026-10-05, ends: 2026-10-06, headcount: 6, offer: TIL-01}\n")  # fmt: skip
    folder.write("registers/feedback.yaml", "feedback:\n  - {id: AV-1, from: learners, kind: end, "
    f"about: {about}, asked_on: 2026-09-01, asked: 5, answered: 5}}\n")  # fmt: skip
    assert not [one for one in folder.findings() if one.startswith("unknown")]


@pytest.mark.parametrize("broken", ["registers/improvements.yaml", "sessions.yaml"])
def test_names_in_a_file_that_cannot_be_read_are_not_called_unknown(
    folder: ManualFolder, broken: str
) -> None:
    """Would catch one fault of syntax told again at every line that names what stands there."""
    folder.whole()
    folder.write(broken, "sessions: [\n" if broken == "sessions.yaml" else "improvements: [\n")
    folder.write(
        "registers/drop_outs.yaml",
        "drop_outs:\n  - {id: AB-1, session: 2026-A1, count: 1, cause: level, noticed_on: "
        "2026-09-01, reminded: 1, follow_up: Another session, improvement: IM-1}\n",
    )
    named = "2026-A1" if broken == "sessions.yaml" else "IM-1"
    told = [str(one.message.values.get("name")) for one in folder.check().findings]
    assert named not in told


def test_a_year_that_is_counted_shows_what_was_done(folder: ManualFolder) -> None:
    """Would catch a register that shows what was done for people received, and never counts."""
    kept(folder, RegisterName.DISABILITY_NETWORK)
    keys = {"place": None, "file": "registers/disability_network.yaml", "stage": "implemented"}
    folder.index(entry("N", indicators="[26.use]", **keys))
    until = {
        on: judged(folder, on).evidence[0].good_until
        for on in (date(2025, 6, 1), date(2026, 6, 1), date(2027, 1, 15))
    }
    assert until == {
        date(2025, 6, 1): date(2026, 1, 1),
        date(2026, 6, 1): date(2026, 12, 31),
        date(2027, 1, 15): date(2026, 12, 31),
    }


RECEIVED = {
    "nobody this year": (2026, "{year: 2026, people: 0}", False),
    "a year is not counted": (2026, "{year: 2025, people: 0}", None),
    "this year is not counted": (2025, "{year: 2025, people: 0}", None),
    "nobody in either year": (2025, "{year: 2025, people: 0}, {year: 2026, people: 0}", False),
    "somebody": (2026, "{year: 2026, people: 1}", True),
    "somebody, and a year is not counted": (2024, "{year: 2025, people: 1}", True),
    "before the last audit": (2026, "{year: 2024, people: 4}", None),
}


@pytest.mark.parametrize(("audit", "line", "fact"), RECEIVED.values(), ids=RECEIVED)
def test_whether_people_were_received(
    folder: ManualFolder,
    audit: int,
    line: str,
    fact: bool | None,  # noqa: FBT001 - the fact
) -> None:
    """Would catch a question that the register answers, and an answer that it does not give."""
    text = ORGANISATION.replace("learners_with_disability: false, ", "")
    folder.whole(organisation=text + f"audits: [{{type: surveillance, date: {audit}-03-03}}]\n")
    folder.write("registers/disability_network.yaml", f"partners: []\nreceived: [{line}]\n")
    use = {
        clause.name: clause.applies if clause.question is None else None
        for indicator in judged(folder, date(2026, 9, 30)).indicators
        for clause in indicator.clauses
    }["26.use"]
    assert use is fact


_DAY = date(2026, 1, 31)
NOWHERE = Origin("x.yaml", MapNode({}, {}, 1, 1))
SHOWS: dict[str, tuple[RegisterName, dict[str, object], str]] = {
    "a contributor": (RegisterName.CONTRIBUTORS, {}, "21.defined 17.people"),
    "one who was verified": (
        RegisterName.CONTRIBUTORS,
        {"checked_on": _DAY},
        "21.defined 21.verified 17.people",
    ),
    "one who was trained": (
        RegisterName.CONTRIBUTORS,
        {"trained_on": _DAY},
        "21.defined 22 17.people",
    ),
    "a subcontractor": (RegisterName.SUBCONTRACTORS, {}, "27"),
    "one with a certificate": (
        RegisterName.SUBCONTRACTORS,
        {"certified_until": _DAY},
        "27 27.certificate",
    ),
    "one who needs none": (
        RegisterName.SUBCONTRACTORS,
        {"exempt": "turnover"},
        "27 27.certificate",
    ),
    "one whose contract names the standard": (
        RegisterName.SUBCONTRACTORS,
        {"clause_since": _DAY},
        "27 27.traceability",
    ),
    "one who was chosen": (
        RegisterName.SUBCONTRACTORS,
        {"chosen_how": "Interview"},
        "27 21.verified",
    ),
    "a satisfaction": (RegisterName.RESULTS, {"measure": "satisfaction"}, "2"),
    "one with its method": (
        RegisterName.RESULTS,
        {"measure": "satisfaction", "method": "All who answered"},
        "2 2.method",
    ),
    "one of a scheme": (
        RegisterName.RESULTS,
        {"measure": "satisfaction", "source": "InserJeunes"},
        "2 2.method",
    ),
    "certifications awarded": (
        RegisterName.RESULTS,
        {"measure": "award"},
        "2 2.apprenticeship-results 3.award-rate",
    ),
    "presented": (RegisterName.RESULTS, {"measure": "presentation"}, "2 3.presentation-rate"),
    "employment": (
        RegisterName.RESULTS,
        {"measure": "employment"},
        "2 2.apprenticeship-results 3.openings",
    ),
    "further study": (
        RegisterName.RESULTS,
        {"measure": "further_study"},
        "2 2.apprenticeship-results 3.further-study",
    ),
    "contracts broken": (
        RegisterName.RESULTS,
        {"measure": "contract_break"},
        "2 2.apprenticeship-results",
    ),
    "drop-outs counted": (
        RegisterName.RESULTS,
        {"measure": "drop_out"},
        "2 2.apprenticeship-results",
    ),
    "what learners said": (
        RegisterName.FEEDBACK,
        {"from": "learners", "kind": "end"},
        "30.learners 32",
    ),
    "what a client said": (
        RegisterName.FEEDBACK,
        {"from": "client", "kind": "end"},
        "30.client 32",
    ),
    "what was said of the teaching": (
        RegisterName.FEEDBACK,
        {"from": "teachers", "kind": "teaching"},
        "30.teachers 33.evaluation 33.distinct 32",
    ),
    "what was shared of it": (
        RegisterName.FEEDBACK,
        {"from": "teachers", "kind": "teaching", "shared_on": _DAY},
        "30.teachers 33.evaluation 33.distinct 33.shared 32",
    ),
    "what came of it": (
        RegisterName.FEEDBACK,
        {"from": "teachers", "kind": "teaching", "improvement": "AM-1"},
        "30.teachers 33.evaluation 33.distinct 33.improvement 33.effectiveness 32",
    ),
    "a report": (
        RegisterName.REPORTS,
        {},
        "12.violence 14.breakdown-procedure 15.labour-inspection 15.reporting-schemes",
    ),
    "a module at a distance": (RegisterName.DISTANCE, {"called_back": 0}, "19.distance 10"),
    "one that was helped in": (
        RegisterName.DISTANCE,
        {"support": "A tutor", "called_back": 0},
        "19.distance 19.distance-support 10",
    ),
    "one whose learners were called": (
        RegisterName.DISTANCE,
        {"called_back": 2},
        "19.distance 10 12.drop-outs",
    ),
    "an authorisation": (RegisterName.AUTHORISATIONS, {}, "7.capacity 16 1.certification-details"),
    "who stopped": (RegisterName.DROP_OUTS, {"cause": "level"}, "12.drop-outs 2 32"),
    "whose contract ended": (
        RegisterName.DROP_OUTS,
        {"cause": "contract_ended"},
        "12.drop-outs 12.apprentice-help 2 32",
    ),
    "a council": (
        RegisterName.MEETINGS,
        {"body": "council"},
        "20.council 20.governance 18 23.told",
    ),
    "a steering committee": (
        RegisterName.MEETINGS,
        {"body": "steering"},
        "20.governance 20.steering 18 23.told",
    ),
    "a meeting of those who teach": (
        RegisterName.MEETINGS,
        {"body": "teaching_team"},
        "18 23.told 33.shared",
    ),
}


@pytest.mark.parametrize(("name", "values", "shown"), SHOWS.values(), ids=SHOWS)
def test_what_a_line_shows(name: RegisterName, values: dict[str, object], shown: str) -> None:
    """Would catch a line that proves what it does not say, or nothing though it says it; and an
    indicator by its number that no line of it serves.
    """
    description = describe(name)
    line = Line("X-1", next(iter(description.lists)), values, (), NOWHERE)
    refs = {proved: ref_of(proved) for proved in description.proves}
    served = {proved for proved, ref in refs.items() if description.serves(line, ref)}
    assert served == {*shown.split()}
    numbers = {proved.partition(".")[0] for proved in shown.split()}
    assert {
        number
        for number in {proved.partition(".")[0] for proved in description.proves}
        if description.serves(line, IndicatorRef(int(number)))
    } == numbers
    assert not description.serves(line, IndicatorRef(6))


def test_either_list_of_the_network_shows_its_own() -> None:
    """Would catch a partner taken for people received, or the other way round."""
    description = describe(RegisterName.DISABILITY_NETWORK)
    shown = {
        name: {
            proved
            for proved in description.proves
            if description.serves(Line("X-1", name, {}, (), NOWHERE), ref_of(proved))
        }
        for name in description.lists
    }
    assert shown == {
        "partners": {"26.network", "20.disability-officer"},
        "received": {"26.use", "4.compensation-needs", "10.adaptation", "20.disability-officer"},
    }


def test_a_line_names_the_sessions_that_it_says() -> None:
    """Would catch a traceback over a line that names none, or offers taken for sessions."""
    named: dict[str, tuple[RegisterName, dict[str, object]]] = {
        "S-1": (RegisterName.DISTANCE, {"session": "S-1"}),
        "": (RegisterName.DISTANCE, {}),
        "A B": (RegisterName.FEEDBACK, {"about": ("A", "B")}),
        "all": (RegisterName.FEEDBACK, {"about": "all"}),
    }
    for sessions, (name, values) in named.items():
        line = Line("X-1", next(iter(describe(name).lists)), values, (), NOWHERE)
        assert sessions_of(name, line) == {*sessions.split()}


def ref_of(name: str) -> IndicatorRef:
    """Return an indicator or a clause by its name."""
    number, _, clause = name.partition(".")
    return IndicatorRef(int(number), clause)
