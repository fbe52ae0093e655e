"""Small manuals for tests: a whole one that the gate opens for,
and ways to change one thing in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent, indent

import preuve
from preuve.assess.labels import page_path
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.standard import EditionName, load_edition

ROOT = Path(__file__).parents[2]
PACKAGE = Path(preuve.__file__).parent
"""The engine as it is installed: these tests run on the built package too, without its sources."""
EXAMPLE = ROOT / "tests" / "example"
"""The manual that tests judge and build: no team edits it,
and it stands still (its README says how it may change).
"""
CFA = EXAMPLE / "examples" / "cfa"
"""A French one, an apprenticeship centre under the edition 2026,
which takes its form from the first.
"""
DAY = date(2026, 9, 30)

ORGANISATION = """\
name: Test provider
language: en
categories: [training]
people: {quality: Quality lead}
as_of: 2026-09-30
"""
# What clauses ask of a provider, answered: a manual that does not say is asked.
ANSWERS = (
    "distance: false, minors: false, learners_with_disability: false, cpf: false, "
    "long_courses: true, contributors_per_course: 1"
)
ORGANISATION += f"conditions: {{{ANSWERS}}}\n"


def entry(number: int | str, **changes: object) -> str:
    """Return one entry of the index, good in every way, with some keys changed;
    None takes a key out.
    """
    keys: dict[str, object] = {
        "id": f"EV-{number}",
        "title": f"Proof {number}",
        "indicators": f"[{number}]",
        "stage": "formalised",
        "kind": "document",
        "place": "Binder 1",
        "owner": "quality",
        "dated": "2026-01-01",
        "status": "approved",
        "access": "on_request",
    }
    keys.update(changes)
    lines = [f"{key}: {value}" for key, value in keys.items() if value is not None]
    return "  - " + indent("\n".join(lines), "    ").lstrip() + "\n"


def verdict(root: Path = EXAMPLE) -> gate.Verdict:
    """Return the verdict on a manual, on its own day."""
    manual = Manual.load(root)
    assert manual.organisation is not None
    assert manual.organisation.as_of is not None
    return gate.check(manual, manual.organisation.as_of)


def naming(number: int) -> dict[str, object]:
    """Return the keys by which an entry serves all of an indicator,
    what edition rnq-2026 added to it included.
    """
    indicator = load_edition(EditionName.RNQ_2026).by_number()[number]
    added = [clause.name for clause in indicator.clauses if clause.since == "rnq-2026"]
    if not added:
        return {}
    return {
        "indicators": f"[{', '.join([str(number), *added])}]",
        "approved_by": "quality",
        "approved_on": "2026-08-04",
    }


@cache
def _applicable(organisation: str) -> tuple[list[int], list[str]]:
    """Return the indicators that apply to an organisation,
    and entries for both stages of each. Most tests begin with the same ones.
    """
    with TemporaryDirectory() as name:
        folder = ManualFolder(Path(name))
        folder.write("organisation.yaml", organisation)
        folder.index()
        verdict = folder.check()
        assert verdict.assessment is not None
        numbers, entries = [], []
        for indicator in verdict.assessment.indicators:
            number = indicator.number
            if indicator.applicability.applies:
                folder.page(number)
                assert (folder.root / page_path(indicator)).exists()
                numbers.append(number)
                entries += [
                    entry(number, id=f"EV-{number}{end}", stage=stage, **naming(number))
                    for end, stage in (("", "formalised"), ("-I", "implemented"))
                ]
    return numbers, entries


@dataclass
class ManualFolder:
    """A manual on disk that a test builds, changes and checks."""

    root: Path

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file below the root."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
        return file

    def index(self, *entries: str) -> None:
        """Write the index."""
        self.write("evidence_index.yaml", "evidence:\n" + "".join(entries))

    def page(self, number: int, body: str = "We do this.\n") -> None:
        """Write the page of an indicator."""
        indicator = load_edition(EditionName.RNQ_2026).by_number()[number]
        self.write(
            f"docs/criteria/criterion-{indicator.criterion}/indicator-{number:02}.md",
            f"---\nindicator: {number}\n---\n# {number}\n\n{body}",
        )

    def whole(self, *extra: str, organisation: str = ORGANISATION) -> None:
        """Write a manual with a page and both stages of proof for each indicator that applies,
        and nothing at fault.
        """
        self.write("organisation.yaml", organisation)
        numbers, entries = _applicable(organisation)
        for number in numbers:
            self.page(number)
        self.index(*entries, *extra)

    def check(self, on: date | None = None) -> gate.Verdict:
        """Load and check."""
        manual = Manual.load(self.root)
        return gate.check(manual, manual.day(on, DAY))

    def findings(self, on: date | None = None) -> list[str]:
        """Return what is found, as `rule file:line`."""
        return [
            f"{finding.rule} {finding.place.file}:{finding.place.line}"
            for finding in self.check(on).findings
        ]
