"""What is found, word by word, in the small manuals of `findings/`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from helpers import said
from manuals import ORGANISATION, entry

from preuve.core.rule_name import RuleName
from preuve.rulebook import RULES, Family

if TYPE_CHECKING:
    from manuals import ManualFolder

    from preuve.core.finding import Finding

_FILES = sorted((Path(__file__).parent / "findings").glob("*.yaml"))
CASES: list[dict[str, Any]] = [
    case for file in _FILES for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]
_HERE = ORGANISATION.replace(
    "quality: Quality lead", "quality: Quality lead, assessment: Assessment lead"
)
_OF_EACH_INDICATOR = {
    "missing-evidence",
    "missing-page",
}  # so only those of indicator 4 are compared


def _entry(name: str, **changes: object) -> str:
    return entry(name, **{"indicators": "[4]", **changes})


def _written(one: Finding) -> str:
    number = f", indicator {one.indicator}" if one.indicator is not None else ""
    proof = f", {one.evidence}" if one.evidence is not None else ""
    answers = f", {one.owner}" if one.owner is not None else ""
    due = f", due {one.due}" if one.due is not None else ""
    return (
        f"{one.rule} {one.place}{number}{proof}{answers}{due}\n  {said(one.message)}\n  → "
        f"{said(one.help)}\n"
    ).replace("\xa0", " ")


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_word_by_word(folder: ManualFolder, case: dict[str, Any]) -> None:
    """Would catch a sentence with a wrong value or none, advice that fits another fault,
    a place beside the fixing.
    """
    organisation = _HERE + case.get("organisation", "")
    for old, new in case.get("instead", ()):
        assert old in organisation
        organisation = organisation.replace(old, new)
    folder.write("organisation.yaml", organisation)
    folder.index(*[_entry(**one) for one in case.get("entries", ())])
    for path, text in case.get("files", {}).items():
        folder.write(path, text)
    for path, target in case.get("links", {}).items():
        (folder.root / path).parent.mkdir(exist_ok=True)
        (folder.root / path).symlink_to(target)
    for path, size in case.get("sizes", {}).items():
        os.truncate(folder.root / path, size)
    findings = [
        finding
        for finding in folder.check(case.get("day")).findings
        if finding.rule in case["rules"]
    ]
    found = [
        _written(one)
        for one in findings
        if one.indicator == 4 or one.rule not in _OF_EACH_INDICATOR
    ]
    assert "".join(found) == case["found"]


def test_every_rule_has_its_words() -> None:
    """Would catch a rule whose sentence, place and advice nobody reads: each stands in `findings/`,
    but what the reader says (tests/reading, tests/schema) and what rests on GitHub's event file.
    """
    named = {
        line.split()[0]
        for case in CASES
        for line in case["found"].splitlines()
        if not line.startswith(" ")
    }
    rules = {rule.name.value for rule in RULES if rule.family is not Family.READING}
    assert sorted(rules - named) == [RuleName.REPOSITORY_READERS]
