"""SARIF: valid by its schema, and what code scanning needs to follow a finding over the days."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from helpers import preuve
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # it has no types
from manuals import DAY, EXAMPLE, ORGANISATION, ROOT, entry

from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.report import Format, render
from preuve.report.baseline import compare, read_baseline
from preuve.rulebook import BY_NAME

if TYPE_CHECKING:
    from manuals import ManualFolder

    from preuve.core.words import Language
    from preuve.gate.gate import Verdict

SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
)
GAPS = ROOT / "examples" / "gaps"


def _run(verdict: Verdict) -> dict[str, Any]:
    """Return the one run of a verdict's log, which is valid."""
    log = json.loads(render(verdict, Format.SARIF))
    assert [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(log)] == []
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "root", [EXAMPLE, GAPS, EXAMPLE / "absent"], ids=["the example", "gaps", "unusable"]
)
def test_logs_are_valid(root: Path, language: Language) -> None:
    """Would catch a log that code scanning refuses, whatever was found."""
    verdict = gate.check(Manual.load(root)._replace(language=language), DAY)
    run = _run(verdict)
    assert run["language"] == language
    assert (
        [one["ruleId"] for one in run["results"]]
        == [finding.rule for finding in verdict.findings]
        != []
    )
    rules = run["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} == set(BY_NAME)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_the_schema_would_refuse() -> None:
    """Would catch a schema that everything fits."""
    log = json.loads(render(gate.check(Manual.load(GAPS), DAY), Format.SARIF))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not SCHEMA.is_valid(log)


def test_hostile_text_is_only_text(folder: ManualFolder) -> None:
    """Would catch a file name or a title that breaks the log, or an address that is none."""
    folder.whole(
        entry("x", title='"</script> \\" \\0 \\e[31m"', indicators="[4]", valid_until="2026-10-01")
    )
    folder.write("docs/criteria/a b#c?é%20.md", "---\nindicator: 42\n---\nText.\n")
    places = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in _run(folder.check())["results"]
    ]
    assert places == ["docs/criteria/a%20b%23c%3F%C3%A9%2520.md", "evidence_index.yaml"]
    assert unquote(places[0]) == "docs/criteria/a b#c?é%20.md"


def test_a_manual_in_a_folder_of_the_repository() -> None:
    """Would catch alerts that stand on files which do not exist from the top of the repository."""
    for form in ("sarif", "github"):
        said = preuve("check", "examples/gaps", "--format", form, cwd=ROOT).stdout.decode()
        assert "examples/gaps/evidence_index.yaml" in said
        # Run below the top, as a workflow with working-directory does: GitHub reads the paths from
        # the top all the same.
        assert (
            "examples/gaps/evidence_index.yaml"
            in preuve("check", "--format", form, cwd=GAPS).stdout.decode()
        )
        outside = preuve("check", "..", "--format", form, cwd=GAPS / "docs").stdout.decode()
        assert "../evidence_index" not in outside
        assert "evidence_index.yaml" in outside


def test_links_lead_to_the_page_on_the_rules(folder: ManualFolder) -> None:
    """Would catch a link to nowhere, and an address taken from a manual that tells none."""
    folder.whole()
    driver = _run(folder.check())["tool"]["driver"]
    assert "informationUri" not in driver
    assert not any("helpUri" in rule for rule in driver["rules"])
    for address in ("https://quality.example", "https://quality.example/"):
        folder.write("organisation.yaml", ORGANISATION + f"site_url: {address}\n")
        driver = _run(folder.check())["tool"]["driver"]
        assert driver["informationUri"] == "https://quality.example/rules/"
        assert driver["rules"][0]["helpUri"] == "https://quality.example/rules/#unreadable-file"


def test_results_are_told_apart_and_recognised(folder: ManualFolder) -> None:
    """Would catch alerts that are closed and opened anew each day,
    or two that are taken for one.
    """
    folder.whole(entry("x", indicators="[4]", status="aproved", kind="dokument"))
    marks = [
        result["partialFingerprints"]["preuveFinding/v1"]
        for result in _run(folder.check())["results"]
    ]
    assert len(set(marks)) == len(marks) == 2
    assert len({mark.partition(":")[0] for mark in marks}) == 1
    folder.write(
        "evidence_index.yaml",
        "\n\n" + (folder.root / "evidence_index.yaml").read_text(encoding="utf-8"),
    )
    assert [
        one["partialFingerprints"]["preuveFinding/v1"] for one in _run(folder.check())["results"]
    ] == marks


def test_baselines_and_waivers_are_told(folder: ManualFolder) -> None:
    """Would catch what was accepted, or known, shown as an open alert."""
    waiver = (
        "{rule: stale-evidence, evidence: EV-x, reason: at the printer, owner: quality, until: "
        "2026-12-31}"
    )
    folder.whole(
        entry("x", indicators="[4]", valid_until="2026-09-01"),
        organisation=ORGANISATION + f"waivers:\n  - {waiver}\n",
    )
    (result,) = _run(folder.check())["results"]
    assert result["suppressions"] == [{"kind": "external", "status": "accepted"}]
    assert "baselineState" not in result
    baseline = folder.write("baseline.json", render(folder.check(), Format.JSON))
    index = folder.root / "evidence_index.yaml"
    folder.write(
        "evidence_index.yaml",
        index.read_text(encoding="utf-8") + entry("y", indicators="[4]", owner="nobody"),
    )
    run = _run(compare(folder.check(), read_baseline(baseline)))
    assert {one["ruleId"]: one["baselineState"] for one in run["results"]} == {
        "stale-evidence": "unchanged",
        "unknown-owner": "new",
    }
