"""Each fact of the audit's cycle that has no worked example of its own: the sentence that tells it.

The numbers are those of the list of facts that the cycle was built from; what has a worked example
(E1 to E47) stands in `test_worked_examples.py`, under the example's number.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from manuals import PACKAGE

_TESTS = Path(__file__).parent.parent
_SOURCE = PACKAGE

# Fact → the worked examples that hold it.
EXAMPLES: dict[str, str] = {
    "C1": "E7 E8", "C2": "E1 E2 E3 E4 E5 E6", "C3": "E9 E10", "C4": "E11 E12", "C5": "E13 E14", "C6": "E15 E16",
    "C7": "E17", "C8": "E18 E19", "C9": "E20", "C11": "E22", "C12": "E23", "C13": "E21", "C15": "E24", "C17": "E25 E26 E28",
    "C18": "E27", "C19": "E47", "C22": "E29", "C24": "E41", "C25": "E42", "C26": "E30", "C27": "E31 E32 E33", "C28": "E34",
    "C29": "E35", "C30": "E36 E37", "C31": "E38", "C32": "E46", "C33": "E39", "C36": "E40", "C37": "E45", "C38": "E43",
    "C40": "E44",
}  # fmt: skip
# Fact → the file that tells it, and a piece of what it says.
SENTENCES: dict[str, tuple[str, str]] = {
    "C10": ("page/templates/register_non_conformities.html", "refuse, suspend or withdraw"),
    "C14": ("gate/rules/certificate.py", "suspended"),
    "C16": ("page/templates/audit.html", "After a report by a funder or somebody else"),
    "C20": ("cycle/scope.py", "prudent, not a rule"),
    "C21": ("cycle/preparing.py", "What changed since the last audit"),
    "C23": ("cycle/scope.py", "The complementary audit is held for it."),
    "C34": ("cycle/preparing.py", "Period in which the audit is wished"),
    "C35": ("cycle/preparing.py", "The auditor picks the training sessions now, not before"),
    "C39": ("standards/rnq-2026.yaml", "by the letter of article 5 of the arrêté"),
    "C41": ("cycle/scope.py", "every indicator of the category is checked"),
    "C42": ("page/templates/audits.html", "France Travail or Agefiph"),
    "C43": ("standards/clauses.yaml", "L. 6323-9-2, R. 6333-6-2"),
}


def test_every_fact_and_every_example_is_held() -> None:
    """Would catch a fact of the list that nothing tells, and an example that no test is about."""
    assert set(EXAMPLES) | set(SENTENCES) == {f"C{number}" for number in range(1, 44)}
    named = {example for examples in EXAMPLES.values() for example in examples.split()}
    assert named == {f"E{number}" for number in range(1, 48)}
    texts = "".join(
        (_TESTS / file).read_text(encoding="utf-8")
        for file in ("cycle/test_worked_examples.py", "model/test_local_standard.py")
    )
    assert named == set(re.findall(r"\bE[0-9]+\b", texts))


@pytest.mark.parametrize("fact", SENTENCES)
def test_a_fact_is_told(fact: str) -> None:
    """Would catch a sentence that fell out of a page, or of what is sent and shown at an audit."""
    file, piece = SENTENCES[fact]
    text = (_SOURCE / file).read_text(encoding="utf-8")
    assert piece in re.sub(r'"\s+"', "", text)
