"""The gate as a whole: a small manual, one thing changed in it,
and the findings that this must give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from manuals import ANSWERS, ORGANISATION, entry
from whole_files import pdf

from preuve.core.finding import Severity
from preuve.model.manual import page_indicator
from preuve.rulebook import BY_NAME, RuleName

if TYPE_CHECKING:
    from manuals import ManualFolder


def test_nothing_is_found_in_a_whole_manual(folder: ManualFolder) -> None:
    """Would catch a rule that finds fault with what is right."""
    folder.whole()
    assert folder.findings() == []
    assert folder.check().ok


# Each case: what is written into a whole manual → what must be found, and nothing else. Indicator 3
# does not apply to this provider; 4 does, and has two proofs, EV-4 and EV-4-I.
ENTRIES: dict[str, tuple[list[str], list[str]]] = {
    "unknown key": ([entry("x", indicators="[4]", onwer="quality")], ["unknown-key"]),
    "misspelt required key is one fault": (
        [entry("x", indicators="[4]", owner=None, onwer="quality")],
        ["unknown-key"],
    ),
    "missing key": ([entry("x", indicators="[4]", dated=None)], ["missing-key"]),
    "no whereabouts": ([entry("x", indicators="[4]", place=None)], ["missing-key"]),
    "two whereabouts": (
        [entry("x", indicators="[4]", url="https://example.org/")],
        ["invalid-value"],
    ),
    "two ages": (
        [entry("x", indicators="[4]", review_every="12 months", valid_until="2027-01-01")],
        ["invalid-value"],
    ),
    "a number for a list": ([entry("x", indicators="4")], ["wrong-type"]),
    "a leading zero": ([entry("x", indicators="[04]")], ["wrong-type"]),
    "a sexagesimal": ([entry("x", indicators="[1:30]")], ["wrong-type"]),
    "an empty list": ([entry("x", indicators="[]")], ["invalid-value"]),
    "misspelt status": ([entry("x", indicators="[4]", status="aproved")], ["invalid-value"]),
    "an impossible day": ([entry("x", indicators="[4]", dated="2026-02-30")], ["invalid-date"]),
    "a French date": ([entry("x", indicators="[4]", dated="28/02/2026")], ["invalid-date"]),
    "javascript": (
        [entry("x", indicators="[4]", place=None, url='"javascript:alert(1)"')],
        ["unsafe-url"],
    ),
    "a user in the address": (
        [entry("x", indicators="[4]", place=None, url="https://a@example.org/")],
        ["unsafe-url"],
    ),
    "http": ([entry("x", indicators="[4]", place=None, url="http://example.org/")], ["unsafe-url"]),
    "a duplicate key": (
        [
            "  - id: EV-x\n    id: EV-y\n"
            + entry("x", id=None, indicators="[4]").replace("  - ", "    ", 1)
        ],
        ["duplicate-key"],
    ),
    "a duplicate id": ([entry(4)], ["duplicate-id"]),
    "a duplicate id on one line": (
        [
            "  - {id: EV-x, title: x, indicators: [4], stage: formalised, kind: record, place: x, "
            "owner: quality, dated: 2026-01-01, status: approved, access: public}\n"
            + entry("X", indicators="[4]")
        ],
        ["duplicate-id"],
    ),
    "a duplicate id in capitals": ([entry("x", id="ev-4", indicators="[4]")], ["duplicate-id"]),
    "an unknown indicator": ([entry("x", indicators="[4, 40]")], ["unknown-indicator"]),
    "an unknown owner": ([entry("x", indicators="[4]", owner="qualty")], ["unknown-owner"]),
    "no such file": (
        [entry("x", indicators="[4]", place=None, file="evidence/no.pdf")],
        ["missing-file"],
    ),
    "no such file, withdrawn": (
        [entry("x", indicators="[4]", place=None, file="evidence/no.pdf", status="withdrawn")],
        [],
    ),
    "no such file, a draft": (
        [entry("x", indicators="[4]", place=None, file="evidence/no.pdf", status="draft")],
        ["missing-file"],
    ),
    "a folder": ([entry("x", indicators="[4]", place=None, file="evidence")], ["missing-file"]),
    "out of the folder": (
        [entry("x", indicators="[4]", place=None, file="../secret.pdf")],
        ["file-outside-repository"],
    ),
    "an absolute path": (
        [entry("x", indicators="[4]", place=None, file="/etc/passwd")],
        ["file-outside-repository"],
    ),
    "a drive": (
        [entry("x", indicators="[4]", place=None, file='"C:/x.pdf"')],
        ["file-outside-repository"],
    ),
    "backslashes": (
        [entry("x", indicators="[4]", place=None, file="evidence\\x.pdf")],
        ["file-outside-repository"],
    ),
    "a device name": (
        [entry("x", indicators="[4]", place=None, file="evidence/CON.pdf")],
        ["invalid-value"],
    ),
    "not applicable": ([entry("x", indicators="[3, 4]")], ["evidence-for-not-applicable"]),
    "not applicable and withdrawn": ([entry("x", indicators="[3]", status="withdrawn")], []),
    "stale beside good": (
        [entry("x", indicators="[4]", review_every="3 months")],
        ["stale-evidence"],
    ),
    "stale for what does not apply": (
        [entry("x", indicators="[3]", valid_until="2026-09-29")],
        ["evidence-for-not-applicable"],
    ),
    "good today": ([entry("x", indicators="[4]", valid_until="2026-09-30")], ["evidence-due-soon"]),
    "good until yesterday": (
        [entry("x", indicators="[4]", valid_until="2026-09-29")],
        ["stale-evidence"],
    ),
    "30 days left": (
        [entry("x", indicators="[4]", valid_until="2026-10-30")],
        ["evidence-due-soon"],
    ),
    "31 days left": ([entry("x", indicators="[4]", valid_until="2026-10-31")], []),
    "a draft beside good": ([entry("x", indicators="[4]", status="draft")], []),
    "public under docs": (
        [entry("x", indicators="[4]", place=None, file="docs/index.md", access="public")],
        [],
    ),
    "not public under docs": (
        [entry("x", indicators="[4]", place=None, file="docs/index.md")],
        ["confidential-file-in-docs"],
    ),
}


@pytest.mark.parametrize(("entries", "rules"), ENTRIES.values(), ids=ENTRIES)
def test_one_more_entry(folder: ManualFolder, entries: list[str], rules: list[str]) -> None:
    """Would catch a rule that misses its fault, tells it twice, or blames something else."""
    folder.whole(*entries)
    folder.write("docs/index.md", "# Home\n")
    folder.write("evidence/a.pdf", pdf())
    found = folder.check().findings
    assert [one.rule for one in found] == rules
    text = (folder.root / "evidence_index.yaml").read_text()
    first_line = text.count("\n") + 1 - entries[0].count("\n")
    for result in found:
        assert result.place.file == "evidence_index.yaml"
        assert result.place.line >= first_line, "the fault stands in the entry that was added"


# What remains of the proofs of indicator 4 → what must be found.
LAST_PROOFS: dict[str, tuple[list[str], str]] = {
    "none": ([], "missing-evidence docs/criteria/criterion-2/indicator-04.md:2"),
    "withdrawn": (
        [entry(4, status="withdrawn")],
        "missing-evidence docs/criteria/criterion-2/indicator-04.md:2",
    ),
    "not yet": (
        [entry(4, dated="2026-10-01")],
        "missing-evidence docs/criteria/criterion-2/indicator-04.md:2",
    ),
    "draft": ([entry(4, status="draft")], "draft-only evidence_index.yaml:{line+8}"),
    "in review": ([entry(4, status="in_review")], "draft-only evidence_index.yaml:{line+8}"),
    "draft and withdrawn": (
        [entry(4, status="draft"), entry("w", indicators="[4]", status="withdrawn")],
        "draft-only evidence_index.yaml:{line+8}",
    ),
    "expired": (
        [entry(4, valid_until="2026-09-29")],
        "expired-evidence evidence_index.yaml:{line+10}",
    ),
    "overdue": (
        [entry(4, review_every="8 months")],
        "expired-evidence evidence_index.yaml:{line+7}",
    ),
    "expired and draft": (
        [entry(4, valid_until="2026-09-29"), entry("d", indicators="[4]", status="draft")],
        "expired-evidence evidence_index.yaml:{line+10}",
    ),
    "its file gone": (
        [entry(4, place=None, file="evidence/gone.pdf")],
        "missing-file evidence_index.yaml:{line+9}",
    ),
    "its file another": (
        [entry(4, place=None, file="docs/index.md", access="public", sha256="0" * 64)],
        "changed-file evidence_index.yaml:{line+9}",
    ),
    "its indicator unreadable": (
        [entry(4, dated="2026-02-30")],
        "invalid-date evidence_index.yaml:{line+7}",
    ),
}


@pytest.mark.parametrize(("remaining", "expected"), LAST_PROOFS.values(), ids=LAST_PROOFS)
def test_an_indicator_left_bare(folder: ManualFolder, remaining: list[str], expected: str) -> None:
    """Would catch a gate that opens without a proof that counts, or tells one fault twice."""
    folder.whole()
    folder.write("docs/index.md", "# Home\n")
    text = (folder.root / "evidence_index.yaml").read_text()
    for proof in (entry(4), entry(4, id="EV-4-I", stage="implemented")):
        assert proof in text
        text = text.replace(proof, "")
    line = text.count("\n") + 1
    folder.write("evidence_index.yaml", text + "".join(remaining))
    for offset in range(5, 12):
        expected = expected.replace(f"{{line+{offset}}}", str(line + offset))
    assert [finding for finding in folder.findings() if not finding.startswith("dated-ahead")] == [
        expected
    ]
    assert not folder.check().ok


def test_a_lack_names_the_indicator_the_page_and_what_to_add(folder: ManualFolder) -> None:
    """Would catch a refusal that leaves a person without a next step."""
    folder.whole()
    folder.index(
        *[
            entry(n, stage=stage, id=f"EV-{n}-{stage[0]}")
            for n in (1, 2, 5, 6, 8, 9, 10, 11, 12, 17, 18, 19, 21, 22, 23, 24, 25, 26, 30, 31, 32)
            for stage in ("formalised", "implemented")
        ]
    )
    (finding,) = folder.check().findings
    assert finding.indicator == 4
    assert "indicators: [4]" in _said(finding.help)
    assert "docs/criteria/criterion-2/indicator-04.md" in _said(finding.help)
    assert "Indicator 4" in _said(finding.message)


def _said(message: object) -> str:
    from preuve.core.words import Message, Translator  # noqa: PLC0415

    assert isinstance(message, Message)
    return Translator("en")(message)


ONE_STAGE = {
    "formalised": ("formalised", [], "only-formalised"),
    "implemented": ("implemented", [], "only-implemented"),
    "formalised, a new entrant": ("formalised", ["training"], None),
    "implemented, a new entrant": ("implemented", ["training"], "only-implemented"),
}


@pytest.mark.parametrize(("stage", "newcomer", "rule"), ONE_STAGE.values(), ids=ONE_STAGE)
def test_one_stage_only(
    folder: ManualFolder, stage: str, newcomer: list[str], rule: str | None
) -> None:
    """Would catch a new entrant asked for records of what it has not done yet
    (indicator 11 is one of those).
    """
    folder.whole(organisation=ORGANISATION + f"new_entrant: [{', '.join(newcomer)}]\n")
    text = (folder.root / "evidence_index.yaml").read_text()
    other = "implemented" if stage == "formalised" else "formalised"
    name = "EV-11-I" if other == "implemented" else "EV-11"
    folder.write("evidence_index.yaml", text.replace(entry(11, id=name, stage=other), ""))
    assert [finding.rule for finding in folder.check().findings] == ([rule] if rule else [])
    assert folder.check().ok


def test_pages(folder: ManualFolder) -> None:
    """Would catch an indicator without a page, twice described,
    without words, or not of the standard.
    """
    folder.whole()
    pages = "docs/criteria/criterion-2"
    (folder.root / pages / "indicator-05.md").unlink()
    folder.write(
        f"{pages}/indicator-06.md",
        "---\nindicator: 6\n---\n# 6\n\n<!-- say how -->\n{{ evidence() }}\n## How\n",
    )
    folder.write(f"{pages}/zz.md", "---\ntitle: x\nindicator: 4\n---\nText.\n")
    folder.write("docs/criteria/a.md", "---\nindicator: 42\n---\nText.\n")
    folder.write("docs/criteria/b.md", "---\nindicator: four\n---\nText.\n")
    folder.write("docs/criteria/c.md", "---\nindicator: 4\nText without an end.\n")
    folder.write("docs/criteria/d.md", "No front matter: a page of the team's own.\n")
    assert folder.findings() == [
        "unknown-indicator-page docs/criteria/a.md:2",
        "unknown-indicator-page docs/criteria/b.md:2",
        "yaml-syntax docs/criteria/c.md:1",
        f"missing-page {pages}/indicator-05.md:1",
        f"page-without-text {pages}/indicator-06.md:2",
        f"duplicate-page {pages}/zz.md:3",
    ]


# How a number is written → the number it means on every road, or the advice that goes with its
# refusal.
WRITTEN: dict[str, int | str] = {
    "4": 4,
    '"4"': 4,
    "'4'": 4,
    "4  # four": 4,
    "04": "Write 4, without a zero in front.",
    "012": "Write 12, without a zero",
    '"012"': "Write 12, without a zero",
    "08": "Write 8, without a zero",
    "0o11": "such as",
    "0x0c": "such as",
    "9.0": "such as",
    "1_2": "such as",
    "1:12": "such as",
    "+4": "such as",
    "4e0": "such as",
    "true": "such as",
    "[4]": "such as",
    "~": "such as",
    "": "such as",
    "quatre": "such as",
    "４": "such as",
}


@pytest.mark.parametrize(("text", "meant"), WRITTEN.items())
def test_one_reader_of_a_pages_number(folder: ManualFolder, text: str, meant: int | str) -> None:
    """Would catch a number that the gate reads as one and the site's builder as another:
    both ask this reader.
    """
    folder.whole()
    page = "docs/criteria/criterion-2/indicator-04.md"
    folder.write(page, f"---\nindicator: {text}\n---\nWe do this.\n")
    findings = [finding for finding in folder.check().findings if finding.place.file == page]
    assert page_indicator(folder.root, page) == (meant if isinstance(meant, int) else None)
    assert [finding.rule for finding in findings] == (
        [] if isinstance(meant, int) else ["unknown-indicator-page"]
    )
    assert all(str(meant) in _said(finding.help) for finding in findings)


MISNUMBERED = {
    "a number that is none": ("indicator: 45", "unknown-indicator-page", "Write indicator: 5."),
    "another's number": ("indicator: 8", "duplicate-page", "Write indicator: 5."),
    "a number that comes first": ("indicator: 4", "duplicate-page", "Write indicator: 5."),
    "a word": (
        "indicator: five",
        "unknown-indicator-page",
        "Write the indicator's number, such as indicator: 4.",
    ),
    "no number": (
        "title: Five",
        "missing-page",
        "or correct it: its first lines are: ---, indicator: 5, ---.",
    ),
}


@pytest.mark.parametrize(("line", "rule", "advice"), MISNUMBERED.values(), ids=MISNUMBERED)
def test_a_page_at_its_place_with_another_number(
    folder: ManualFolder, line: str, rule: str, advice: str
) -> None:
    """Would catch one slip of the pen told twice, or a page that is there said to be missing."""
    folder.whole()
    page = "docs/criteria/criterion-2/indicator-05.md"
    folder.write(page, f"---\n{line}\n---\nWe do this.\n")
    (finding,) = folder.check().findings
    assert (finding.rule, finding.place.file) == (rule, page)
    assert advice in _said(finding.help)


WAIVERS = {
    "accepted": (
        "{rule: missing-evidence, indicator: 4, until: 2026-12-31}",
        ["missing-evidence"],
        True,
        "waived",
    ),
    "on its last day": (
        "{rule: missing-evidence, indicator: 4, until: 2026-09-30}",
        ["missing-evidence"],
        True,
        "waived",
    ),
    "ended": (
        "{rule: missing-evidence, indicator: 4, until: 2026-09-29}",
        ["missing-evidence", "expired-waiver"],
        False,
        "missing",
    ),
    "of another indicator": (
        "{rule: missing-evidence, indicator: 5, until: 2026-12-31}",
        ["missing-evidence", "unused-waiver"],
        False,
        "missing",
    ),
    "of another rule": (
        "{rule: draft-only, indicator: 4, until: 2026-12-31}",
        ["missing-evidence", "unused-waiver"],
        False,
        "missing",
    ),
    "of all": (
        "{rule: missing-evidence, until: 2026-12-31}",
        ["wide-waiver", "missing-evidence"],
        True,
        "waived",
    ),
}


@pytest.mark.parametrize(("waiver", "rules", "ok", "state"), WAIVERS.values(), ids=WAIVERS)
def test_waivers(folder: ManualFolder, waiver: str, rules: list[str], ok: bool, state: str) -> None:  # noqa: FBT001
    """Would catch a waiver that holds too long, too wide or not at all;
    and a site that shows another state.
    """
    folder.whole()
    text = (folder.root / "evidence_index.yaml").read_text()
    for proof in (entry(4), entry(4, id="EV-4-I", stage="implemented")):
        text = text.replace(proof, "")
    folder.write("evidence_index.yaml", text)
    written = waiver.replace("{", "{reason: asked for, owner: quality, ")
    folder.write("organisation.yaml", ORGANISATION + f"waivers:\n  - {written}\n")
    verdict = folder.check()
    assert [finding.rule for finding in verdict.findings] == rules
    assert verdict.ok is ok
    assert verdict.assessment is not None
    one = verdict.assessment.indicator(4)
    assert one is not None
    assert one.state == state


_DECIDED = "reason: r, decided_by: quality, on: 2026-03-01"
_AUDIT = "audits: [{type: initial, date: 2026-10-06}]\n"
_DRAFTS = "{rule: draft-only, indicator: 4, reason: r, owner: quality, until: "
_SUBCONTRACTOR = "conditions: {acts_as_subcontractor: true, workplace_training: true}\n"
_SUBCONTRACTING = "conditions: {subcontracting: true}\n"
_NEWER = (
    "edition: rnq-2026\nseverity: {clause-without-evidence: off, edition-not-in-force: off, "
    "unknown-threshold: off}\n"
)
_NOT_TWELVE = f"applicability: [{{indicator: 12, applies: false, {_DECIDED}}}]"
_SHORT = f"conditions: {{{ANSWERS.replace('long_courses: true', 'long_courses: false')}}}\n"
# What organisation.yaml says more → what is found, and which indicators no longer apply. 3, 7 and
# 16 are conditional.
WEAKENING: dict[str, tuple[str, list[str], list[int]]] = {
    "a duty taken away": (
        f"applicability: [{{indicator: 4, applies: false, {_DECIDED}}}]",
        ["unconditional-indicator"],
        [],
    ),
    "all of them": (
        "applicability: ["
        + ", ".join(f"{{indicator: {n}, applies: false, {_DECIDED}}}" for n in (1, 2, 4, 5, 32))
        + "]",
        ["unconditional-indicator"] * 5,
        [],
    ),
    "by a subcontractor, left to the client": (
        f"{_SUBCONTRACTOR}applicability: [{{indicator: 1, applies: false, {_DECIDED}}}]",
        ["missing-evidence", "missing-page"],
        [1],
    ),
    "by a subcontractor, not left to the client": (
        f"{_SUBCONTRACTOR}applicability: [{{indicator: 4, applies: false, {_DECIDED}}}]",
        ["unconditional-indicator", "missing-evidence", "missing-page"],
        [],
    ),
    "one that does not apply anyway": (
        f"applicability: [{{indicator: 14, applies: false, {_DECIDED}}}]",
        [],
        [],
    ),
    "one with a condition that is met": (
        f"{_SUBCONTRACTING}applicability: [{{indicator: 27, applies: false, {_DECIDED}}}]",
        ["contradictory-condition"],
        [],
    ),
    "one whose every duty is ruled out by a fact (guide V9 on 12)": (
        f"{_SHORT}{_NOT_TWELVE}",
        [],
        [12],
    ),
    "the same, where a course is long": (
        _NOT_TWELVE,
        ["unconditional-indicator"],
        [],
    ),
    "the same, on words that hold for all": (
        f"{_NEWER}{_SHORT}{_NOT_TWELVE}",
        ["unconditional-indicator"],
        [],
    ),
    "one more": (f"applicability: [{{indicator: 4, applies: true, {_DECIDED}}}]", [], []),
    "tomorrow": (
        (
            "applicability: [{indicator: 14, applies: false, reason: r, decided_by: quality, on: "
            "2026-10-01}]"
        ),
        ["unjustified-decision"],
        [],
    ),
    "today": (
        (
            "applicability: [{indicator: 14, applies: false, reason: r, decided_by: quality, on: "
            "2026-09-30}]"
        ),
        [],
        [],
    ),
    "twice": (
        (
            f"applicability: [{{indicator: 14, applies: false, {_DECIDED}}}, {{indicator: 14, "
            f"applies: false, {_DECIDED}}}]"
        ),
        ["duplicate-decision"],
        [],
    ),
    "twice, otherwise": (
        (
            f"applicability: [{{indicator: 4, applies: true, {_DECIDED}}}, {{indicator: 4, "
            f"applies: false, {_DECIDED}}}]"
        ),
        ["unconditional-indicator", "duplicate-decision"],
        [],
    ),
    **{
        f"without a reason: {reason}": (
            (
                f"applicability: [{{indicator: 14, applies: false, reason: {reason}, decided_by: "
                f"quality, on: 2026-03-01}}]"
            ),
            ["unjustified-decision"],
            [],
        )
        for reason in (
            "'?'",
            "'-'",
            "TODO",
            "à compléter",
            "...",
            '"\\u200b"',
            '"\\u3164"',
            "N/A",
            "xxx",
        )
    },
    "a waiver for all": (
        "waivers: [{rule: missing-evidence, reason: r, owner: quality, until: 2026-10-01}]",
        ["wide-waiver", "unused-waiver"],
        [],
    ),
    "a waiver whose reason is a question mark": (
        "waivers: [{rule: draft-only, indicator: 4, reason: '?', owner: quality, until: 2026-10-01}]",
        ["unjustified-decision", "unused-waiver"],
        [],
    ),
    "a waiver for all of pages": (
        "waivers: [{rule: missing-page, reason: r, owner: quality, until: 2026-10-01}]",
        ["unused-waiver"],
        [],
    ),
    "a waiver for a proof": (
        (
            "waivers: [{rule: draft-only, evidence: EV-4, reason: r, owner: quality, until: "
            "2026-10-01}]"
        ),
        ["unused-waiver"],
        [],
    ),
    "a waiver until the audit": (
        f"{_AUDIT}waivers: [{_DRAFTS}2026-10-05}}]",
        ["unused-waiver"],
        [],
    ),
    "a waiver on the day of the audit": (
        f"{_AUDIT}waivers: [{_DRAFTS}2026-10-06}}]",
        ["unused-waiver", "long-waiver"],
        [],
    ),
    "a waiver of twelve months": (
        "waivers: [{rule: draft-only, indicator: 4, reason: r, owner: quality, until: 2027-09-30}]",
        ["unused-waiver"],
        [],
    ),
    "a waiver of a day more": (
        "waivers: [{rule: draft-only, indicator: 4, reason: r, owner: quality, until: 2027-10-01}]",
        ["unused-waiver", "long-waiver"],
        [],
    ),
    "a waiver for ever": (
        (
            "waivers: [{rule: missing-file, indicator: 4, reason: r, owner: quality, until: "
            "9999-12-31}]"
        ),
        ["unused-waiver", "long-waiver", "impossible-date"],
        [],
    ),
}


@pytest.mark.parametrize(("more", "rules", "gone"), WEAKENING.values(), ids=WEAKENING)
def test_nothing_is_weakened_unseen(
    folder: ManualFolder, more: str, rules: list[str], gone: list[int]
) -> None:
    """Would catch one line that takes a duty away,
    or accepts what is not there yet, without a word.
    """
    folder.whole()
    facts = "conditions: {" if "long_courses" in more else f"conditions: {{{ANSWERS}, "
    own = [
        line
        for line in ORGANISATION.splitlines()
        if "conditions" not in more or not line.startswith("conditions:")
    ]
    folder.write(
        "organisation.yaml", "\n".join([*own, more.replace("conditions: {", facts)]) + "\n"
    )
    verdict = folder.check()
    # The condition of a subcontractor's case brings indicator 28, which has nothing here.
    assert sorted(
        finding.rule
        for finding in verdict.findings
        if finding.rule != "evidence-for-not-applicable"
    ) == sorted(rules)
    assert verdict.assessment is not None
    applies = {
        indicator.number
        for indicator in verdict.assessment.indicators
        if indicator.applicability.applies
    }
    assert {1, 2, 4, 5, 12, 32} - applies == set(gone)


def test_the_weight_of_an_impossible_decision_is_nobodys_to_change(folder: ManualFolder) -> None:
    """Would catch two lines that do together what one may not."""
    folder.whole()
    for key in (
        "severity: {unconditional-indicator: off}",
        "waivers: [{rule: unconditional-indicator, reason: r, owner: quality, until: 2026-10-01}]",
    ):
        folder.write("organisation.yaml", f"{ORGANISATION}{key}\n")
        assert [finding.rule for finding in folder.check().findings] == ["invalid-value"]


def test_a_waiver_does_not_accept_what_cannot_be_read(folder: ManualFolder) -> None:
    """Would catch a gate that opens although nobody knows what an entry says."""
    folder.whole()
    text = (folder.root / "evidence_index.yaml").read_text()
    text = text.replace(entry(4, id="EV-4-I", stage="implemented"), "")
    folder.write("evidence_index.yaml", text.replace(entry(4), entry(4, dated="2026-02-30")))
    for rule in ("missing-evidence", "invalid-date"):
        waiver = f"{{rule: {rule}, indicator: 4, reason: r, owner: quality, until: 2026-12-31}}"
        folder.write("organisation.yaml", ORGANISATION + f"waivers:\n  - {waiver}\n")
        verdict = folder.check()
        assert not verdict.ok
        assert ("invalid-date", Severity.ERROR) in {
            (finding.rule, finding.severity) for finding in verdict.findings
        }


def test_two_waivers_of_one_fault(folder: ManualFolder) -> None:
    """Would catch a waiver called unused though the site shows its indicator as waived."""
    folder.whole()
    text = (folder.root / "evidence_index.yaml").read_text()
    for number in (4, 5):
        for proof in (entry(number), entry(number, id=f"EV-{number}-I", stage="implemented")):
            text = text.replace(proof, "")
    folder.write(
        "evidence_index.yaml",
        text + entry("x", indicators="[4, 5]", place=None, file="evidence/gone.pdf"),
    )
    waivers = [
        f"{{rule: missing-file, indicator: {n}, reason: r, owner: quality, until: 2026-12-31}}"
        for n in (4, 5)
    ]
    folder.write("organisation.yaml", ORGANISATION + "waivers: [" + ", ".join(waivers) + "]\n")
    assert [(finding.rule, finding.severity) for finding in folder.check().findings] == [
        ("missing-file", Severity.INFO)
    ]
    folder.write("organisation.yaml", ORGANISATION + f"waivers: [{waivers[0]}]\n")
    assert [(one.rule, one.severity) for one in folder.check().findings] == [
        ("missing-file", Severity.ERROR)
    ]


def test_a_waiver_of_a_warning(folder: ManualFolder) -> None:
    """Would catch a waiver that only works for what closes the gate."""
    folder.whole(
        entry("x", indicators="[4]", valid_until="2026-09-01"),
        entry("y", indicators="[4]", valid_until="2026-09-01"),
    )
    folder.write(
        "organisation.yaml",
        ORGANISATION
        + (
            "waivers:\n  - {rule: stale-evidence, evidence: EV-x, reason: r, owner: quality, "
            "until: 2026-12-31}\n"
        ),
    )
    assert [(finding.evidence, finding.severity) for finding in folder.check().findings] == [
        ("EV-y", Severity.WARNING),
        ("EV-x", Severity.INFO),
    ]


def test_severities(folder: ManualFolder) -> None:
    """Would catch a severity of the team's that is not followed."""
    folder.whole(entry("x", indicators="[4]", valid_until="2026-09-01"))
    for severity, ok in (("error", False), ("info", True), ("off", True)):
        folder.write(
            "organisation.yaml", ORGANISATION + f"severity: {{stale-evidence: {severity}}}\n"
        )
        verdict = folder.check()
        assert verdict.ok is ok
        assert [finding.severity for finding in verdict.findings] == (
            [severity] if severity != "off" else []
        )


CAUSES: dict[str, dict[str, object]] = {
    "missing-file": {"place": None, "file": "evidence/gone.pdf"},
    "changed-file": {"place": None, "file": "evidence/a.txt", "sha256": "0" * 64},
    "expired-evidence": {"valid_until": "2026-09-29"},
    "draft-only": {"status": "draft"},
}


@pytest.mark.parametrize(("rule", "changes"), CAUSES.items(), ids=CAUSES)
def test_a_cause_made_light_does_not_open_the_gate(
    folder: ManualFolder, rule: str, changes: dict[str, object]
) -> None:
    """Would catch a gate that opens without evidence because the rule that names
    the cause was switched off.
    """
    folder.whole()
    text = (folder.root / "evidence_index.yaml").read_text()
    folder.write("evidence/a.txt", "A")
    text = text.replace(entry(4, id="EV-4-I", stage="implemented"), "")
    folder.write("evidence_index.yaml", text.replace(entry(4), entry(4, **changes)))
    assert [finding.rule for finding in folder.check().findings] == [rule]
    for severity in ("warning", "info", "off"):
        folder.write("organisation.yaml", ORGANISATION + f"severity: {{{rule}: {severity}}}\n")
        verdict = folder.check()
        assert not verdict.ok
        assert "missing-evidence" in {one.rule for one in verdict.findings}


DECISIONS = {
    "with all it needs": (
        "{indicator: 28, applies: true, reason: ours, decided_by: quality, on: 2026-02-01}",
        [],
    ),
    "without a reason": (
        "{indicator: 28, applies: true, decided_by: quality, on: 2026-02-01}",
        ["unjustified-decision"],
    ),
    "by nobody": (
        "{indicator: 28, applies: true, reason: ours, on: 2026-02-01}",
        ["unjustified-decision"],
    ),
    "without a day": (
        "{indicator: 28, applies: true, reason: ours, decided_by: quality}",
        ["unjustified-decision"],
    ),
    "by an unknown role": (
        "{indicator: 28, applies: true, reason: ours, decided_by: x, on: 2026-02-01}",
        ["unknown-owner"],
    ),
    "on no indicator": (
        "{indicator: 82, applies: true, reason: ours, decided_by: quality, on: 2026-02-01}",
        ["unknown-indicator"],
    ),
}


@pytest.mark.parametrize(("decision", "rules"), DECISIONS.values(), ids=DECISIONS)
def test_decisions(folder: ManualFolder, decision: str, rules: list[str]) -> None:
    """Would catch a decision that nobody answers for."""
    organisation = ORGANISATION + f"applicability:\n  - {decision}\n"
    folder.whole(organisation=organisation)
    assert [finding.rule for finding in folder.check().findings] == rules


PLANS = {"2026-10-06": ["unknown-indicator organisation.yaml:7"], "2026-09-01": []}


@pytest.mark.parametrize(("audit", "found"), PLANS.items())
def test_a_plan_that_names_no_indicator(folder: ManualFolder, audit: str, found: list[str]) -> None:
    """Would catch a step of the audit that leads nowhere,
    and an old plan blamed for a number of its own edition.
    """
    folder.whole(
        organisation=ORGANISATION
        + f"audits: [{{type: surveillance, date: {audit}, plan: [4, 40]}}]\n"
    )
    assert folder.findings() == found


CYCLES = {
    "in the window": ("2026-06-10", []),
    "on its last day": ("2027-02-10", []),
    "too early": ("2026-06-09", ["outside-surveillance-window"]),
    "too late": ("2027-02-11", ["outside-surveillance-window"]),
}


@pytest.mark.parametrize(("audit", "rules"), CYCLES.values(), ids=CYCLES)
def test_surveillance_window(folder: ManualFolder, audit: str, rules: list[str]) -> None:
    """Would catch a window that is not from the 14th to the 22nd month after
    the certificate was obtained.
    """
    folder.whole(
        organisation=ORGANISATION
        + "edition: rnq-2019\ncertificate: {obtained: 2025-04-10, expires: 2028-04-09}\n"
        f"audits:\n  - {{type: surveillance, date: {audit}}}\n"
        "severity: {edition-not-in-force: off, certificate-not-shown: off}\n"
    )
    assert [finding.rule for finding in folder.check().findings] == rules


def test_the_edition_that_the_next_audit_is_not_on(folder: ManualFolder) -> None:
    """Would catch a provider that prepares for the wrong edition."""
    folder.whole(
        organisation=ORGANISATION
        + "edition: rnq-2019\naudits:\n  - {type: initial, date: 2026-11-01}\n"
    )
    assert [finding.rule for finding in folder.check().findings] == ["edition-not-in-force"]


RENEWALS = {
    "in time": ("2027-03-09", "audits:\n  - {type: renewal, date: 2026-11-09}\n", []),
    "late": ("2027-03-09", "audits:\n  - {type: renewal, date: 2026-11-10}\n", ["renewal-late"]),
    "not planned, six months and a day left": ("2027-04-01", "", []),
    "not planned, six months left": ("2027-03-31", "", ["renewal-to-plan"]),
    "not planned, four months and a day left": ("2027-02-01", "", ["renewal-to-plan"]),
    "not planned, four months left": ("2027-01-31", "", ["renewal-late"]),
}


@pytest.mark.parametrize(("expires", "audits", "rules"), RENEWALS.values(), ids=RENEWALS)
def test_renewal(folder: ManualFolder, expires: str, audits: str, rules: list[str]) -> None:
    """Would catch a renewal that leaves no time to correct:
    it is due 4 months before the certificate expires.
    """
    certificate = f"certificate: {{obtained: 2024-01-10, expires: {expires}}}\n"
    folder.whole(
        organisation=ORGANISATION + certificate + audits + "edition: rnq-2019\n"
        "severity: {edition-not-in-force: off, outside-surveillance-window: off, "
        "certificate-length: off}\n"
    )
    assert [finding.rule for finding in folder.check().findings] == rules


def test_every_rule_named_is_in_the_book() -> None:
    """Would catch a rule without its page, or a page without a rule."""
    assert set(BY_NAME) == {name.value for name in RuleName}
