"""Whose work it is: findings and renewals, by role."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from manuals import ORGANISATION, entry

from preuve.assess.worklist import worklist

if TYPE_CHECKING:
    from manuals import ManualFolder

    from preuve.assess.worklist import Work

HERE = ORGANISATION.replace(
    "people: {quality: Quality lead}",
    "people: {teaching: Teaching lead, quality: Quality lead, office: Office}",
)
UNTIL = date(2026, 12, 31)


def _work(folder: ManualFolder, organisation: str = HERE) -> dict[str | None, Work]:
    folder.write("organisation.yaml", organisation)
    verdict = folder.check()
    assert verdict.assessment is not None
    works = worklist(verdict.assessment, verdict.findings, UNTIL)
    roles = [work.role for work in works]
    assert len(set(roles)) == len(roles)
    return {work.role: work for work in works}


def test_who_answers_for_a_finding(folder: ManualFolder) -> None:
    """Would catch the work of one told to another: an entry's is its owner's, a page's is whom its
    front matter names, an indicator's is that of the one who answers for all its proofs.
    """
    folder.whole(organisation=HERE)
    folder.index(
        entry("A", indicators="[4]", owner="teaching", valid_until="2026-01-02"),
        entry("B", indicators="[5]", owner="office"),
        entry("C", indicators="[6]", owner="office"),
        entry("D", indicators="[6]", owner="teaching"),
        entry("E", indicators="[10]", owner="nobody_known"),
        entry("F", indicators="[9]", owner="teaching"),
    )
    text = (folder.root / "docs/criteria/criterion-2/indicator-08.md").read_text(encoding="utf-8")
    folder.write(
        "docs/criteria/criterion-2/indicator-08.md",
        text.replace("---\n", "---\nowner: office\n", 1),
    )
    works = _work(folder, f"{HERE}severity: {{only-formalised: 'off'}}\n")
    assert list(works) == ["teaching", "office", "nobody_known", None]
    told = {
        role: {
            (finding.rule.value, finding.evidence, finding.indicator) for finding in work.findings
        }
        for role, work in works.items()
    }
    assert ("expired-evidence", "EV-A", 4) in told["teaching"]
    assert ("missing-evidence", None, 8) in told["office"]
    assert ("unknown-owner", "EV-E", None) in told["nobody_known"]
    assert ("missing-evidence", None, 11) in told[None]
    assert not [
        rule for found in told.values() for rule, _, _ in found if rule == "only-formalised"
    ]
    one_stage = {
        finding.indicator: role
        for role, work in _work(folder).items()
        for finding in work.findings
        if finding.rule == "only-formalised"
    }
    assert one_stage == {5: "office", 6: None, 10: "nobody_known", 9: "teaching"}


def test_what_is_to_be_renewed(folder: ManualFolder) -> None:
    """Would catch a proof that runs out before the last day and that nobody is told of; one that is
    told twice, that counts for nothing, or that is good on that day; and the latest told first.
    """
    folder.whole(
        entry("S", indicators="[4]", valid_until="2026-12-30"),
        entry("T", indicators="[4]", valid_until="2026-11-20"),
        entry("R", indicators="[4]", valid_until="2026-12-30"),
        entry("U", indicators="[4]", valid_until="2026-12-31"),
        entry("V", indicators="[4]", valid_until="2026-11-20", status="draft"),
        entry("W", indicators="[4]", valid_until="2026-10-10"),
        entry("X", indicators="[4]", owner="teaching", valid_until="2026-11-20"),
        organisation=HERE,
    )
    works = _work(folder)
    renewals = {
        role: [assessed.evidence.id for assessed in work.renewals] for role, work in works.items()
    }
    assert renewals == {"teaching": ["EV-X"], "quality": ["EV-T", "EV-R", "EV-S"]}
    assert {finding.evidence for finding in works["quality"].findings} >= {"EV-W"}
    assert works["teaching"].findings == ()
