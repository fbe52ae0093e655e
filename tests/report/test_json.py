"""The JSON that other programs build on: its keys, their order, their types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from manuals import ORGANISATION, entry

from preuve.report import Format, render

if TYPE_CHECKING:
    from manuals import ManualFolder

# As DESIGN.md tells them to other programs: name → type, in this order.
TOP = {"schema": int, "as_of": str, "edition": (str, type(None)), "language": str, "ok": bool, "counts": dict,
       "indicators": list, "evidence": list, "findings": list, "fixed": list}  # fmt: skip
STATES = ["covered", "partial", "missing", "not_applicable", "waived"]
INDICATOR = {"number": int, "criterion": int, "applies": bool, "reason": str, "state": str, "evidence": list}
EVIDENCE = {"id": str, "state": str, "indicators": list}
FINDING = {"rule": str, "severity": str, "message": str, "help": str, "file": str, "line": int, "column": int,
           "indicator": (int, type(None)), "evidence": (str, type(None)), "known": bool}  # fmt: skip
HOSTILE = '"a \\"quote\\" \\\\ \\e[31m \\n </script> \\u2028 😀 \\0"'


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
    for key, shape in (("indicators", INDICATOR), ("evidence", EVIDENCE), ("findings", FINDING)):
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
    assert (document["schema"], document["as_of"], document["language"], document["ok"]) == (1, "2026-09-30", "en", False)
    assert sum(document["counts"].values()) == len(document["indicators"]) == 32
    assert document["counts"]["covered"] == sum(one["state"] == "covered" for one in document["indicators"])
    assert [one["number"] for one in document["indicators"]] == list(range(1, 33))
    fourth = document["indicators"][3]
    assert (fourth["criterion"], fourth["state"], fourth["evidence"]) == (2, "covered", ["EV-4", "EV-4-I", "EV-x"])
    assert document["evidence"][-2:] == [
        {"id": "EV-x", "state": "due_soon", "indicators": [4, 5, 4]},
        {"id": "EV-y", "state": "draft", "indicators": [40]},
    ]
    found = {one["rule"]: one for one in document["findings"]}
    assert set(found) == {"evidence-due-soon", "unknown-indicator", "invalid-date"}
    assert found["invalid-date"]["evidence"] == "EV-z"
    assert [one["severity"] for one in document["findings"]] == sorted(one["severity"] for one in document["findings"])


def test_a_good_manual(folder: ManualFolder) -> None:
    """Would catch a gate that is open here and closed by its exit status."""
    folder.whole()
    document = _written(folder)
    assert document["ok"] is True
    assert document["findings"] == []
    assert document["counts"] == {"covered": 22, "partial": 0, "missing": 0, "not_applicable": 10, "waived": 0}


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


def test_the_same_input_gives_the_same_bytes(folder: ManualFolder) -> None:
    """Would catch an order that depends on the run."""
    folder.whole(*[entry(f"x{number}", place=None, file=f"evidence/{number}.pdf", indicators="[4]") for number in range(20)])
    assert render(folder.check(), Format.JSON) == render(folder.check(), Format.JSON)
