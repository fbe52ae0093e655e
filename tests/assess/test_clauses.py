"""The worked examples that came with the clauses,
and what a clause may and may not do to its indicator.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from helpers import said
from manuals import ManualFolder, entry

from preuve.model.standard import EditionName, Fact, load_edition

if TYPE_CHECKING:
    from preuve.assess.clauses import AssessedClause
    from preuve.gate.gate import Verdict

EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "clause_examples.yaml").read_text(encoding="utf-8")
)["examples"]
STAGES = {"F": "formalised", "I": "implemented"}
OF_CLAUSES = {
    "clause-without-evidence",
    "only-formalised",
    "only-implemented",
    "missing-evidence",
    "unknown-fact",
    "unknown-threshold",
}


def organisation(example: dict[str, Any], audit: str) -> str:
    """Return the organisation of an example: every fact false unless given, and one contributor."""
    facts: dict[str, Any] = dict.fromkeys((fact.value for fact in Fact), False)
    categories = example.get("categories", ["training"])
    if "apprenticeship" in categories:
        facts |= dict.fromkeys(("certifying", "work_linked", "workplace_training"), True)
    facts |= {"contributors_per_course": 1, **example.get("facts", {})}
    thresholds = {
        name: {"value": value, "source": "arrêté", "on": date(2026, 11, 20)}
        for name, value in example.get("thresholds", {}).items()
        if value != "unknown"
    }
    return yaml.safe_dump(
        {
            "name": "Test provider",
            "language": "en",
            "categories": categories,
            "people": {"quality": "Quality lead"},
            "conditions": {name: value for name, value in facts.items() if value != "unknown"},
            "thresholds": thresholds,
            "new_entrant": example.get("new_entrant", []),
            "audits": [{"type": "initial", "date": date.fromisoformat(audit)}],
        }
    )


def verdict(folder: ManualFolder, example: dict[str, Any], dated: str = "2026-09-01") -> Verdict:
    """Return what the gate says of an example."""
    audit = "2026-10-31" if "2026-10-31" in example["case"] else "2026-12-10"
    folder.write("organisation.yaml", organisation(example, audit))
    proofs = (re.fullmatch(r"([FI]) (\[.*\])", proof) for proof in example["proofs"])
    folder.index(
        *(
            entry(number, indicators=proof[2], stage=STAGES[proof[1]], dated=dated)
            for number, proof in enumerate(proofs)
            if proof
        )
    )
    return folder.check(date(2026, 10, 20))


def told(judged: Verdict, numbers: set[int]) -> set[str]:
    """Return what was found of some indicators, as the examples write it;
    of a question, the clauses it decides on.
    """
    lines: set[str] = set()
    for finding in judged.findings:
        if finding.rule in {"unknown-fact", "unknown-threshold"}:
            clauses: list[str] = finding.message.values["clauses"]  # type: ignore[assignment]
            if any(int(clause.split(".")[0]) in numbers for clause in clauses):
                name = finding.help.values["name"]
                lines.add(f"{finding.severity} {finding.rule} {name}: {', '.join(sorted(clauses))}")
        elif finding.rule in OF_CLAUSES and finding.indicator in numbers:
            lines.add(f"{finding.severity} {finding.rule} {finding.clause or finding.indicator}")
    return lines


def in_order(line: str) -> str:
    """Return a line of the examples with its clauses in alphabetical order."""
    head, _, clauses = line.partition(": ")
    return f"{head}: {', '.join(sorted(clauses.split(', ')))}" if clauses else line


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["case"])
def test_worked_examples(folder: ManualFolder, example: dict[str, Any]) -> None:
    """Would catch a state or a finding that the rules of clauses do not give."""
    judged = verdict(folder, example)
    assert judged.assessment is not None
    numbers = set(example["state"])
    states = {number: judged.assessment.indicator(number).state.value for number in numbers}  # type: ignore[union-attr]
    assert states == example["state"]
    assert told(judged, numbers) == {in_order(line) for line in example["findings"]}


OLD = {
    "case": "",
    "proofs": ["F [12, 12.violence]", "I [12, 12.violence]"],
    "facts": {"long_courses": True},
}


def test_a_proof_older_than_the_text_does_not_prove_it(folder: ManualFolder) -> None:
    """Would catch a procedure of 2025 taken for proof of what a text of August 2026 added;
    and a finding that says no day.
    """
    judged = verdict(folder, OLD, dated="2026-08-03")
    assert told(judged, {12}) == {"warning clause-without-evidence 12.violence"}
    finding = next(one for one in judged.findings if one.clause == "12.violence")
    assert finding.message.values["why"].values["published"] == date(2026, 8, 4)  # type: ignore[attr-defined]
    assert told(verdict(folder, OLD, dated="2026-08-04"), {12}) == set()


@pytest.mark.parametrize(
    ("approved", "clauses"),
    [
        ("2026-09-15", set()),
        ("2026-10-20", set()),
        ("2026-10-21", {"12.violence"}),
        ("2026-08-03", {"12.violence"}),
    ],
)
def test_approved_again_since(folder: ManualFolder, approved: str, clauses: set[str]) -> None:
    """Would catch an old proof that somebody approved again, naming the clause, and that still does
    not count; and one that counts although it will be approved tomorrow.
    """
    verdict(folder, OLD)
    folder.index(
        *(
            entry(
                stage,
                indicators="[12, 12.violence]",
                stage=stage,
                dated="2025-03-01",
                approved_by="quality",
                approved_on=approved,
            )
            for stage in STAGES.values()
        )
    )
    assert {
        finding.clause for finding in folder.check(date(2026, 10, 20)).findings if finding.clause
    } == clauses


def _clause(judged: Verdict, name: str) -> AssessedClause:
    assert judged.assessment is not None
    return next(
        clause
        for indicator in judged.assessment.indicators
        for clause in indicator.clauses
        if clause.name == name
    )


_MANY = "How many contributors has the course that has most of them?"
REASONS: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "of other categories": (
        "30.funders",
        {"categories": ["skills_assessment"]},
        "not_applicable",
        "Does not apply: it is for other categories of action.",
    ),
    "of every provider": ("1.items", {}, "missing", "Applies."),
    "of a fact": (
        "9.distance-information",
        {"facts": {"distance": True}},
        "missing",
        "Applies, because of: courses held at a distance, at least in part.",
    ),
    "of a fact that is denied": (
        "9.distance-information",
        {},
        "not_applicable",
        "Does not apply: its condition is not met (courses held at a distance, at least in part).",
    ),
    "of a new entrant": (
        "24.use",
        {"new_entrant": ["training"]},
        "not_applicable",
        "Not yet: for a new entrant it is looked at from the surveillance audit on.",
    ),
    "beyond no number": (
        "19.lead-teacher",
        {},
        "not_applicable",
        "Does not apply: 1 contributors per course, beyond no number that can be fixed.",
    ),
    "beyond a number that nobody has seen": (
        "19.lead-teacher",
        {"facts": {"contributors_per_course": 6}},
        "unknown",
        "Not known: an order fixes the threshold (contributors per course), and nobody has seen it.",
    ),
    "beyond a number": (
        "19.lead-teacher",
        {"facts": {"contributors_per_course": 6}, "thresholds": {"contributors": 5}},
        "missing",
        "Applies: 6 contributors per course, beyond 5 (arrêté).",
    ),
    "at the number": (
        "19.lead-teacher",
        {"facts": {"contributors_per_course": 5}, "thresholds": {"contributors": 5}},
        "not_applicable",
        "Does not apply: 5 contributors per course, not beyond 5 (arrêté).",
    ),
    "beyond a number, nobody counted": (
        "19.lead-teacher",
        {"facts": {"contributors_per_course": "unknown"}, "thresholds": {"contributors": 5}},
        "unknown",
        f"To be answered: {_MANY}",
    ),
    "below no share": (
        "20.supervision",
        {"categories": ["apprenticeship"], "thresholds": {"permanent_share": 0}},
        "not_applicable",
        (
            "Does not apply: 0 % of teaching hours given by permanent contributors (arrêté), which "
            "nothing is beyond."
        ),
    ),
    "all the hours": (
        "20.supervision",
        {"categories": ["apprenticeship"], "facts": {"permanent_share": 100}},
        "not_applicable",
        (
            "Does not apply: 100 % of teaching hours given by permanent contributors, beyond no number "
            "that can be fixed."
        ),
    ),
}


@pytest.mark.parametrize(("name", "example", "state", "reason"), REASONS.values(), ids=REASONS)
def test_why_a_clause_applies_or_not(
    folder: ManualFolder, name: str, example: dict[str, Any], state: str, reason: str
) -> None:
    """Would catch a reason of another clause's, one without its number, or a question where the
    answer is known.
    """
    clause = _clause(verdict(folder, {"case": "", "proofs": [], **example}), name)
    assert (clause.state.value, said(clause.reason)) == (state, reason)


def test_services_of_more_than_two_days_are_seen_in_the_sessions(folder: ManualFolder) -> None:
    """Would catch a question that the sessions answer; or two days taken for more than two."""
    unknown = {**OLD, "facts": {"long_courses": "unknown"}}
    states = []
    for last in ("2026-09-02", "2026-09-03"):
        folder.write(
            "sessions.yaml",
            "sessions: [{id: S-1, title: A, category: training, headcount: 5, starts: 2026-09-01, "
            f"ends: {last}}}]\n",
        )
        states.append(_clause(verdict(folder, unknown), "12.engagement").applies)
    assert states == [False, True]


def test_the_share_of_permanent_contributors_is_that_of_the_day(folder: ManualFolder) -> None:
    """Would catch hours of somebody who has left, or is still to come, counted for the share."""
    folder.write(
        "registers/contributors.yaml",
        "contributors:\n"
        + "".join(
            f"  - {{id: E{number}, role: Trainer, link: employee, since: {since}, offers: [A], "
            f"required: Writing, hours: 100, permanent: {permanent}{until}}}\n"
            for number, (since, until, permanent) in enumerate(
                (
                    ("2020-01-01", ", until: 2026-10-19", "true"),
                    ("2020-01-01", "", "true"),
                    ("2020-01-01", "", "false"),
                    ("2026-10-21", "", "true"),
                )
            )
        ),
    )
    example = {
        "case": "",
        "proofs": [],
        "categories": ["apprenticeship"],
        "thresholds": {"permanent_share": 51},
    }
    assert said(_clause(verdict(folder, example), "20.supervision").reason) == (
        "Applies: 50 % of teaching hours given by permanent contributors, beyond 51 (arrêté)."
    )


def test_a_register_proves_a_new_text_by_its_newest_line(folder: ManualFolder) -> None:
    """Would catch a register that was begun before a text and is kept since, judged by the day on
    which the index was written; or an approval that is still to come, on the very day of the text.
    """
    facts = {**OLD, "proofs": []}
    verdict(folder, facts)
    keys = {"indicators": "[32.risks]", "stage": "implemented", "place": None}
    folder.index(entry("R", **keys, file="registers/risks.yaml", dated="2025-01-01"))
    line = "  - {id: R-1, date: %s, risk: A power cut, gravity: 3, probability: 2, measure: A battery, owner: quality}\n"
    states = []
    for day in ("2026-08-03", "2026-08-05"):
        folder.write("registers/risks.yaml", "risks:\n" + line % day)
        states.append(_clause(folder.check(date(2026, 10, 20)), "32.risks").state.value)
    assert states == ["missing", "covered"]


def test_a_text_that_is_out_today_waits_for_its_approval(folder: ManualFolder) -> None:
    """Would catch an approval of tomorrow that counts on the day on which the text came out."""
    verdict(folder, OLD)
    keys = {"stage": "implemented", "approved_by": "quality", "approved_on": "2026-08-05"}
    folder.index(entry("V", indicators="[12.violence]", dated="2026-01-01", **keys))
    for day, state in ((4, "missing"), (5, "partial")):
        clause = _clause(folder.check(date(2026, 8, day)), "12.violence")
        assert clause.state.value == state


def test_an_old_proof_is_told_before_what_speaks_against_another(folder: ManualFolder) -> None:
    """Would catch “out of date” said of a clause whose proof is good but older than its text."""
    verdict(folder, OLD)
    folder.index(
        entry("A", indicators="[12.violence]", dated="2025-01-01"),
        entry("B", indicators="[12.violence]", dated="2025-01-01", valid_until="2026-01-01"),
    )
    clause = _clause(folder.check(date(2026, 10, 20)), "12.violence")
    assert clause.gap == "clause-without-evidence"
    assert [assessed.evidence.id for assessed in clause.too_old] == ["EV-A"]
    folder.index(entry("B", indicators="[12.violence]", valid_until="2026-01-01"))
    assert _clause(folder.check(date(2026, 10, 20)), "12.violence").gap == "expired-evidence"


def test_a_proof_of_a_clause_that_does_not_apply_shows_no_stage(folder: ManualFolder) -> None:
    """Would catch an indicator whose stage is shown by a clause that is another provider's."""
    proofs = ["F [12.engagement]", "I [12.apprentice-help]", "I [12.drop-outs]"]
    judged = verdict(folder, {**OLD, "proofs": proofs[:2]})
    assert told(judged, {12}) >= {"warning only-formalised 12"}
    assert _clause(judged, "12.engagement").gap is None
    judged = verdict(folder, {**OLD, "proofs": proofs})
    assert _clause(judged, "12.engagement").gap == "only-formalised"


def test_the_teams_severity_wins(folder: ManualFolder) -> None:
    """Would catch a clause whose own weight cannot be overruled, upwards or downwards."""
    council = next(example for example in EXAMPLES if "two of three" in example["case"])
    for weight, findings in (("info", {"info"}), ("off", set())):
        verdict(folder, council)
        text = (
            organisation(council, "2026-12-10")
            + f"severity: {{clause-without-evidence: {weight}}}\n"
        )
        folder.write("organisation.yaml", text)
        found = {
            finding.severity.value
            for finding in folder.check(date(2026, 10, 20)).findings
            if finding.clause
        }
        assert found == findings


def test_a_clause_is_accepted_for_a_time(folder: ManualFolder) -> None:
    """Would catch a waiver of one clause that holds for the others, or for none."""
    old = {**OLD, "proofs": ["F [1]", "I [1]"]}
    verdict(folder, old)
    about = (
        "{rule: clause-without-evidence, indicator: 1.recognition, reason: Coming., owner: "
        "quality, until: 2026-12-01}"
    )
    waiver = f"waivers: [{about}]\n"
    folder.write("organisation.yaml", organisation(old, "2026-12-10") + waiver)
    findings = {
        finding.clause: finding.severity.value
        for finding in folder.check(date(2026, 10, 20)).findings
        if finding.indicator == 1
    }
    del findings[None]  # that it has no page
    others = dict.fromkeys(("1.teaching-modes", "1.financing", "1.no-misleading"), "warning")
    assert findings == {"1.recognition": "info", **others}


def test_a_decision_by_hand_on_a_clause(folder: ManualFolder) -> None:
    """Would catch a decision on one clause that takes the whole indicator away."""
    old = {**OLD, "proofs": ["F [30]", "I [30.learners]", "I [30.teachers]", "I [30.companies]"]}
    decided = (
        "applicability:\n- {indicator: 30.funders, applies: false, reason: No funder., decided_by: "
        "quality, on: 2026-09-01}\n"
    )
    verdict(folder, old)
    folder.write("organisation.yaml", organisation(old, "2026-12-10") + decided)
    judged = folder.check(date(2026, 10, 20))
    assert judged.assessment is not None
    assert judged.assessment.indicator(30).state.value == "covered"  # type: ignore[union-attr]
    assert told(judged, {30}) == set()


@pytest.mark.parametrize("name", ["12.violance", "5.clause", "12.lead-teacher"])
def test_a_clause_that_is_none(folder: ManualFolder, name: str) -> None:
    """Would catch a misspelt clause that silently proves nothing."""
    verdict(folder, {**OLD, "proofs": [f"F [{name}]"]})
    assert "unknown-indicator evidence_index.yaml:4" in folder.findings(date(2026, 10, 20))


@pytest.mark.parametrize(
    "number",
    [
        "12.Violence",
        "12-violence",
        "12. violence",
        "12.violence!",
        "violence",
        "12.",
        ".violence",
        "12.5",
    ],
)
def test_what_is_no_name(folder: ManualFolder, number: str) -> None:
    """Would catch something nearly a clause that is read as one, or as a number."""
    verdict(folder, {**OLD, "proofs": [f"F ['{number}']"]})
    assert {finding.rule for finding in folder.check(date(2026, 10, 20)).findings} & {
        "wrong-type",
        "invalid-value",
    }


@pytest.mark.parametrize("name", EditionName)
def test_the_laws_words_are_the_laws(name: EditionName) -> None:
    """Would catch a clause that quotes what its indicator's sentence does not say."""
    for indicator in load_edition(name).indicators:
        for clause in indicator.clauses:
            assert clause.words
            assert all(words in indicator.statement["fr"] for words in clause.words), clause.name


def test_what_may_be_an_error() -> None:
    """Would catch an error for what no official text says how to check:
    nine clauses, all older than 2026.
    """
    clauses = [
        clause
        for indicator in load_edition(EditionName.RNQ_2026).indicators
        for clause in indicator.clauses
    ]
    assert len(clauses) == 73
    assert {clause.name for clause in clauses if clause.severity == "error"} == {
        "3.award-rate",
        "15.rights-duties",
        "15.health-safety",
        "20.mobility",
        "20.disability-officer",
        "20.council",
        "21.defined",
        "21.verified",
        "26.network",
    }
    assert not any(clause.provisional for clause in clauses if clause.severity == "error")
    assert all(clause.provisional for clause in clauses if clause.since == "rnq-2026")
