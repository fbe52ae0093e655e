"""The JSON that other programs build on: its keys, their order, their types."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import three_years
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]
from manuals import DAY, EXAMPLE, ORGANISATION, ROOT, entry

from preuve.cycle.non_conformities import NonConformityState
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.report import Format, render

if TYPE_CHECKING:
    from pathlib import Path

    from manuals import ManualFolder

    from preuve.core.words import Language

# As DESIGN.md tells them to other programs: name → type, in this order.
TOP = {
    "schema": int,
    "version": str,
    "provider": (str, type(None)),
    "certificate": (dict, type(None)),
    "next_audit": (dict, type(None)),
    "as_of": str,
    "edition": (str, type(None)),
    "language": str,
    "ok": bool,
    "weakened": list,
    "allowed": list,
    "counts": dict,
    "indicators": list,
    "sites": list,
    "evidence": list,
    "non_conformities": list,
    "findings": list,
    "fixed": list,
}
STATES = ["covered", "partial", "missing", "not_applicable", "waived"]
INDICATOR = {
    "number": int,
    "criterion": int,
    "applies": bool,
    "reason": str,
    "state": str,
    "evidence": list,
    "clauses": list,
}
EVIDENCE = {
    "id": str,
    "state": str,
    "indicators": list,
    "until": (str, type(None)),
    "site": (str, type(None)),
}
SITE = {"id": str, "name": str, "counts": dict, "lacks": list}
NON_CONFORMITY = {
    "id": str,
    "audit": str,
    "indicator": int,
    "grade": str,
    "counts_as": str,
    "state": str,
    "due": (str, type(None)),
}
FINDING = {
    "rule": str,
    "severity": str,
    "message": str,
    "help": str,
    "file": str,
    "line": int,
    "column": int,
    "indicator": (int, type(None)),
    "evidence": (str, type(None)),
    "clause": (str, type(None)),
    "accepted_until": (str, type(None)),
    "known": bool,
    "fingerprint": str,
}
HOSTILE = '"a \\"quote\\" \\\\ \\e[31m \\n </script> \\u2028 😀 \\0"'


def _strict(schema: Any) -> Any:  # noqa: ANN401 - a schema's parts are of every type
    """Return the schema closed to keys it does not tell:
    programs pass over those, its documentation may not.
    """
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema else {}
    return {**{name: _strict(one) for name, one in schema.items()}, **closed}


SCHEMA = Draft202012Validator(
    _strict(json.loads((ROOT / "schemas/report.schema.json").read_text(encoding="utf-8"))),
    format_checker=FormatChecker(),
)


def _complaints(document: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(document)]


def _shaped(value: dict[str, Any], shape: dict[str, Any]) -> None:
    assert list(value) == list(shape)
    for name, kind in shape.items():
        assert isinstance(value[name], kind), name
        assert not (kind is int and isinstance(value[name], bool)), name


def _written(folder: ManualFolder) -> dict[str, Any]:
    text = render(folder.check(), Format.JSON)
    assert text.endswith("}\n")
    document: dict[str, Any] = json.loads(text)
    _shaped(document, TOP)
    assert list(document["counts"]) == STATES
    assert _complaints(document) == []
    for key, shape in (
        ("indicators", INDICATOR),
        ("sites", SITE),
        ("evidence", EVIDENCE),
        ("non_conformities", NON_CONFORMITY),
        ("findings", FINDING),
    ):
        for one in document[key]:
            _shaped(one, shape)
    return document


def test_a_manual_with_findings(folder: ManualFolder) -> None:
    """Would catch a key that is renamed, moved or of another type: `schema` must rise then."""
    folder.whole(
        entry("x", title=HOSTILE, indicators="[4, 5, 4]", valid_until="2026-10-01"),
        entry("y", indicators="[40]", status="draft"),
        entry("z", indicators="[4]", dated="soon"),
        organisation=ORGANISATION.replace("name: Test", 'name: "\\e[31m \\"Test\\""  #'),
    )
    document = _written(folder)
    assert (document["schema"], document["as_of"], document["language"], document["ok"]) == (
        2,
        "2026-09-30",
        "en",
        False,
    )
    assert sum(document["counts"].values()) == len(document["indicators"]) == 32
    assert document["counts"]["covered"] == sum(
        one["state"] == "covered" for one in document["indicators"]
    )
    assert [indicator["number"] for indicator in document["indicators"]] == list(range(1, 33))
    fourth = document["indicators"][3]
    assert (fourth["criterion"], fourth["state"], fourth["evidence"]) == (
        2,
        "covered",
        ["EV-4", "EV-4-I", "EV-x"],
    )
    assert document["evidence"][-2:] == [
        {
            "id": "EV-x",
            "state": "due_soon",
            "indicators": [4, 5],
            "until": "2026-10-01",
            "site": None,
        },
        {"id": "EV-y", "state": "draft", "indicators": [40], "until": None, "site": None},
    ]
    found = {finding["rule"]: finding for finding in document["findings"]}
    assert set(found) == {"evidence-due-soon", "unknown-indicator", "invalid-date"}
    assert found["invalid-date"]["evidence"] == "EV-z"
    assert [one["severity"] for one in document["findings"]] == sorted(
        one["severity"] for one in document["findings"]
    )


def test_what_a_program_of_many_manuals_asks(folder: ManualFolder) -> None:
    """Would catch a provider, a certificate,
    an audit or a lighter rule that a report keeps to itself.
    """
    folder.whole(
        organisation=ORGANISATION
        + (
            "severity: {missing-page: off, evidence-due-soon: error}\n"
            "certificate: {obtained: 2024-03-01, expires: 2027-02-28, body: Body}\n"
            "audits: [{type: initial, date: 2024-02-01}, {type: mock, date: 2026-10-01}, "
            "{type: renewal, date: 2026-12-10}]\n"
        )
    )
    document = _written(folder)
    assert document["provider"] == "Test provider"
    assert document["weakened"] == ["missing-page"]
    assert document["certificate"] == {"obtained": "2024-03-01", "expires": "2027-02-28"}
    assert document["next_audit"] == {"date": "2026-12-10", "type": "renewal"}


def test_clauses(folder: ManualFolder) -> None:
    """Would catch a clause that is lost, a question told as “does not apply”,
    a finding that does not say which clause.
    """
    folder.whole(organisation=ORGANISATION.replace("distance: false, ", "") + "edition: rnq-2026\n")
    index = folder.root / "evidence_index.yaml"
    index.write_text(index.read_text().replace(", 12.violence", "").replace("12.violence, ", ""))
    document = _written(folder)
    clauses = {
        one["id"]: one for indicator in document["indicators"] for one in indicator["clauses"]
    }
    assert clauses["12.violence"] == {"id": "12.violence", "applies": True, "state": "missing"}
    assert clauses["12.engagement"] == {"id": "12.engagement", "applies": True, "state": "covered"}
    assert clauses["19.distance"] == {"id": "19.distance", "applies": None, "state": "unknown"}
    assert clauses["12.apprentice-help"]["applies"] is False
    told = {
        finding["clause"]
        for finding in document["findings"]
        if finding["rule"] == "clause-without-evidence"
    }
    assert told == {name for name, clause in clauses.items() if clause["state"] == "missing"}
    assert {one["indicator"] for one in document["findings"] if one["clause"] == "12.violence"} == {
        12
    }


def test_a_good_manual(folder: ManualFolder) -> None:
    """Would catch a gate that is open here and closed by its exit status."""
    folder.whole()
    document = _written(folder)
    assert document["ok"] is True
    assert document["findings"] == []
    assert document["counts"] == {
        "covered": 22,
        "partial": 0,
        "missing": 0,
        "not_applicable": 10,
        "waived": 0,
    }


@pytest.mark.parametrize("organisation", ["name: [\n", "name: x\n", None])
def test_a_manual_that_is_not_judged(folder: ManualFolder, organisation: str | None) -> None:
    """Would catch another form where there is nothing to say: programs would have to know both."""
    folder.index()
    if organisation is not None:
        folder.write("organisation.yaml", organisation)
    document = _written(folder)
    assert (document["edition"], document["ok"]) == (None, False)
    assert document["counts"] == dict.fromkeys(STATES, 0)
    assert (document["indicators"], document["evidence"]) == ([], [])
    assert document["findings"]


# The manual as it was on a day, asked about a day → the state of each non-conformity, what it
# counts as, what is due.
NON_CONFORMITIES: dict[str, tuple[date, date, list[tuple[str, str, str, str | None]]]] = {
    "before the first audit": (three_years.FIRST, three_years.FIRST, []),
    "one corrected, one waiting": (
        three_years.CERTIFIED,
        three_years.CERTIFIED,
        [("NC-2024-01", "major", "verified", None), ("NC-2024-02", "minor", "open", "2024-09-12")],
    ),
    "corrected, not verified": (
        three_years.CERTIFIED,
        date(2024, 4, 9),
        [
            ("NC-2024-01", "major", "corrected", "2024-07-12"),
            ("NC-2024-02", "minor", "open", "2024-09-12"),
        ],
    ),
    "late, and major from renewal on": (
        three_years.BEFORE_RENEWAL,
        three_years.RENEWAL,
        [
            ("NC-2025-01", "major", "late", "2027-03-01"),
            ("NC-2025-02", "minor", "corrected", None),
            ("NC-2024-01", "major", "verified", None),
            ("NC-2024-02", "minor", "verified", None),
        ],
    ),
}


@pytest.mark.parametrize(
    ("written", "asked", "expected"), NON_CONFORMITIES.values(), ids=NON_CONFORMITIES
)
def test_non_conformities(
    tmp_path: Path, written: date, asked: date, expected: list[tuple[str, str, str, str | None]]
) -> None:
    """Would catch a program that cannot tell what is open, how it counts and by when it is due,
    or reads what was found.
    """
    text = render(three_years.write(tmp_path, written).check(asked), Format.JSON)
    document = json.loads(text)
    assert _complaints(document) == []
    for conformity in document["non_conformities"]:
        _shaped(conformity, NON_CONFORMITY)
    told = [
        (one["id"], one["counts_as"], one["state"], one["due"])
        for one in document["non_conformities"]
    ]
    assert told == expected
    assert "Drop-outs are not followed up" not in text


def test_the_same_input_gives_the_same_bytes(folder: ManualFolder) -> None:
    """Would catch an order that depends on the run."""
    folder.whole(
        *[
            entry(f"x{number}", place=None, file=f"evidence/{number}.pdf", indicators="[4]")
            for number in range(20)
        ]
    )
    assert render(folder.check(), Format.JSON) == render(folder.check(), Format.JSON)


REPORTS = {
    "the example": (EXAMPLE, "en"),
    "the example, in French": (EXAMPLE, "fr"),
    "gaps": (ROOT / "examples" / "gaps", "en"),
    "gaps, in French": (ROOT / "examples" / "gaps", "fr"),
}


@pytest.mark.parametrize(("root", "language"), REPORTS.values(), ids=REPORTS)
def test_reports_are_as_documented(root: Path, language: Language) -> None:
    """Would catch a report that a program written from the schema cannot read,
    in one language or the other.
    """
    manual = Manual.load(root)._replace(language=language)
    document = json.loads(render(gate.check(manual, DAY), Format.JSON))
    assert _complaints(document) == []
    assert document["findings"]


def test_the_schema_refuses_other_reports(folder: ManualFolder) -> None:
    """Would catch a schema that anything fits."""
    folder.whole(entry("x", indicators="[4]", owner="nobody"))
    good = _written(folder)
    assert len(_complaints([])) == 1
    for name in TOP:
        assert _complaints({key: value for key, value in good.items() if key != name}) != [], name
    for name in FINDING:
        changed = {**good, "findings": [{**good["findings"][0], name: []}]}
        assert len(_complaints(changed)) == 1, name
    assert _complaints({**good, "schema": 1}) != []
    assert _complaints({**good, "counts": {**good["counts"], "compliant": 1}}) != []


def test_every_key_is_told_to_programmers() -> None:
    """Would catch a key that a program has to guess at."""
    text = (ROOT / "guide/en/reference/report.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z_]+)`", text))
    assert told >= {
        *TOP,
        *INDICATOR,
        *EVIDENCE,
        *NON_CONFORMITY,
        *FINDING,
        *STATES,
        *NonConformityState,
    }


def test_a_waiver_is_told(folder: ManualFolder) -> None:
    """Would catch a program that cannot tell what was accepted from what is only a note."""
    waiver = (
        "{rule: stale-evidence, evidence: EV-x, reason: at the printer, owner: quality, until: "
        "2026-12-31}"
    )
    folder.whole(
        entry("x", indicators="[4]", valid_until="2026-09-01"),
        organisation=ORGANISATION + f"waivers:\n  - {waiver}\n",
    )
    (finding,) = _written(folder)["findings"]
    assert (finding["severity"], finding["accepted_until"]) == ("info", "2026-12-31")


def test_a_fingerprint_outlives_lines_days_and_languages(folder: ManualFolder) -> None:
    """Would catch a baseline that a reformatted file,
    another day or another language makes worthless.
    """
    folder.whole(
        entry("x", indicators="[40]"),
        entry("y", indicators="[4]", valid_until="2026-10-05", owner="nobody"),
    )
    folder.write("docs/criteria/a.md", "---\nindicator: 42\n---\nText.\n")

    def marks(day: date) -> list[str]:
        return sorted(
            load["fingerprint"]
            for load in json.loads(render(folder.check(day), Format.JSON))["findings"]
        )

    before = marks(DAY)
    assert len(set(before)) == 4
    index = folder.root / "evidence_index.yaml"
    folder.write(
        "evidence_index.yaml",
        index.read_text(encoding="utf-8").replace("\n  - ", "\n\n# moved\n  - "),
    )
    folder.write("organisation.yaml", ORGANISATION.replace("language: en", "language: fr"))
    assert marks(DAY + timedelta(days=2)) == before
