"""The example broken in each of several ways,
and refused by `preuve check` and by `mkdocs build` in the same words.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from copies import Copy

# The proofs of indicator 4 in the example's index, all of which the gate counts.
PROOF = re.compile(r"  - id: .*\n(?:    .*\n)+")


def entries_of(copy: Copy, number: int) -> list[str]:
    """Return the entries of the index that name an indicator."""
    text = copy.index.read_text(encoding="utf-8")
    return [
        entry
        for entry in PROOF.findall(text)
        if re.search(rf"indicators: \[.*\b{number}\b.*\]", entry)
    ]


def rewrite(copy: Copy, number: int, change: Callable[[str], str]) -> None:
    """Change every entry that names an indicator."""
    text = copy.index.read_text(encoding="utf-8")
    for entry in entries_of(copy, number):
        text = text.replace(entry, change(entry))
    copy.index.write_text(text, encoding="utf-8")


def forget(number: int) -> Callable[[str], str]:
    """Return what takes an indicator out of an entry; the entry goes when it served no other."""

    def change(entry: str) -> str:
        numbers = [
            n
            for n in re.findall(r"\d+", re.findall(r"indicators: \[(.*)\]", entry)[0])
            if int(n) != number
        ]
        return (
            re.sub(r"indicators: \[.*\]", f"indicators: [{', '.join(numbers)}]", entry)
            if numbers
            else ""
        )

    return change


def expire(entry: str) -> str:
    """Return the entry, out of date."""
    entry = re.sub(r"    (review_every|valid_until): .*\n", "", entry)
    return re.sub(r"(    dated: .*\n)", r"\1    valid_until: 2026-09-29\n", entry)


def draft(entry: str) -> str:
    """Return the entry as a draft."""
    return re.sub(r"status: \w+", "status: draft", entry)


def lose(entry: str) -> str:
    """Return the entry with a file that is not there."""
    return re.sub(r"    (file|url|place): .*\n", "    file: evidence/gone.pdf\n", entry)


def misspell(entry: str) -> str:
    """Return the entry with a word where its indicators' numbers stand."""
    return re.sub(r"indicators: \[(.*)\]", r"indicators: [\1x]", entry)


# What is done to every proof of indicator 4 → the rule that refuses, and the file that it names.
BREAKS: dict[str, tuple[Callable[[str], str], str, str]] = {
    "removed": (forget(4), "missing-evidence", "docs/criteria/criterion-2/indicator-04.md:2:1"),
    "expired": (expire, "expired-evidence", "evidence_index.yaml"),
    "drafted": (draft, "draft-only", "evidence_index.yaml"),
    "its file gone": (lose, "missing-file", "evidence_index.yaml"),
    "its indicator misspelt": (misspell, "wrong-type", "evidence_index.yaml"),
}


@pytest.mark.parametrize(("change", "rule", "place"), BREAKS.values(), ids=BREAKS)
def test_broken_proofs_are_refused(
    copy: Copy, change: Callable[[str], str], rule: str, place: str
) -> None:
    """Would catch a way to publish without evidence,
    or a build that refuses in other words than the check.
    """
    rewrite(copy, 4, change)
    checked = copy.run("preuve", "check")
    assert checked.returncode == 1
    assert rule in checked.stdout
    line = next(line for line in checked.stdout.splitlines() if f"[{rule}]" in line)
    assert re.match(rf"  {re.escape(place)}.*:\d+:\d+: error", line) or line.startswith(
        f"  {place}: error"
    )
    built = copy.run("mkdocs", "build")
    assert built.returncode != 0
    for said in checked.stdout.splitlines():
        assert said in built.stderr, "the build says what the check says"
    assert not (copy.root / "site").exists()


def applying(copy: Copy) -> list[int]:
    """Return the indicators that apply to the example."""
    report = json.loads(copy.run("preuve", "check", "--format", "json").stdout)
    return [indicator["number"] for indicator in report["indicators"] if indicator["applies"]]


def test_the_last_proof_of_any_indicator(copy: Copy) -> None:
    """Would catch an applicable indicator that the gate forgot:
    each one in turn loses its proofs.
    """
    whole = copy.index.read_text(encoding="utf-8")
    numbers = applying(copy)
    assert len(numbers) == 24
    for number in numbers:
        rewrite(copy, number, forget(number))
        done = copy.run("preuve", "check", "--format", "json")
        assert done.returncode == 1
        errors = [
            load for load in json.loads(done.stdout)["findings"] if load["severity"] == "error"
        ]
        # Lists that name the proofs taken away say so too, each in its own file.
        errors = [error for error in errors if error["rule"] != "unknown-reference"]
        assert [(one["rule"], one["indicator"]) for one in errors] == [("missing-evidence", number)]
        assert f"indicator-{number:02}.md" in errors[0]["file"]
        assert f"indicators: [{number}]" in errors[0]["help"]
        copy.index.write_text(whole, encoding="utf-8")


def test_inapplicable_indicators_need_no_proof(copy: Copy) -> None:
    """Would catch a gate that asks for what does not apply."""
    for number in set(range(1, 33)) - set(applying(copy)):
        rewrite(copy, number, forget(number))
    assert copy.run("preuve", "check").returncode == 0
    assert copy.run("mkdocs", "build").returncode == 0


def test_apprenticeship_in_december_asks_for_indicator_33(copy: Copy) -> None:
    """Would catch the wrong edition: an audit on 1 December 2026 is on rnq-2026,
    with 33 indicators.
    """
    copy.change(
        "organisation.yaml",
        "categories: [training, skills_assessment]",
        "categories: [apprenticeship]",
    )
    copy.change("organisation.yaml", "date: 2026-10-06", "date: 2026-12-01")
    report = json.loads(copy.run("preuve", "check", "--format", "json").stdout)
    assert report["edition"] == "rnq-2026"
    assert len(report["indicators"]) == 33
    about_33 = {
        finding["rule"]: finding["file"]
        for finding in report["findings"]
        if finding["indicator"] == 33
    }
    path = "docs/criteria/criterion-7/indicator-33.md"
    assert about_33 == {"missing-evidence": path, "missing-page": path}


def test_a_closed_gate_leaves_the_last_site(copy: Copy) -> None:
    """Would catch a refused build that takes the published site with it, by either command."""
    assert copy.run("preuve", "build").returncode == 0
    before = {file: file.read_bytes() for file in (copy.root / "site").rglob("*") if file.is_file()}
    rewrite(copy, 4, forget(4))
    assert copy.run("preuve", "build").returncode == 1
    assert copy.run("mkdocs", "build").returncode == 1
    assert {
        file: file.read_bytes() for file in (copy.root / "site").rglob("*") if file.is_file()
    } == before
    assert [path.name for path in copy.root.glob(".site-*")] == []


def test_a_build_that_fails_late_leaves_the_last_site(copy: Copy) -> None:
    """Would catch half a site: a macro misspelt on the last page, a broken link."""
    assert copy.run("preuve", "build").returncode == 0
    before = {file: file.read_bytes() for file in (copy.root / "site").rglob("*") if file.is_file()}
    page = copy.root / "docs" / "register.md"
    whole = page.read_text(encoding="utf-8")
    line = whole.count("\n") + 2
    said = {
        "{{ evidnce() }}": f"docs/register.md:{line}:4: error [unknown-macro]",
        "{{ evidence() }": f"docs/register.md:{line}:1: error [broken-braces]",
        "{{ criterion_overview(9) }}": (
            "docs/register.md: criterion_overview: There is no criterion 9"
        ),
        "{{ criterion_overview() }}": "criterion_overview is called with 0 values",
        "{{ evidence() }}": (
            "docs/register.md: evidence: This page has no “indicator:” in its front matter"
        ),
        "[gone](gone.md)": "The link gone.md leads to no page and no file.",
    }
    for broken, sentence in said.items():
        page.write_text(whole + f"\n{broken}\n", encoding="utf-8")
        done = copy.run("preuve", "build")
        assert done.returncode == 1
        assert sentence in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        page.write_text(whole, encoding="utf-8")
    assert {
        file: file.read_bytes() for file in (copy.root / "site").rglob("*") if file.is_file()
    } == before


def test_a_symbolic_link_is_not_followed(copy: Copy) -> None:
    """Would catch what a link points to being published."""
    secret = copy.root / "secret.txt"
    secret.write_text("not for everyone", encoding="utf-8")
    (copy.root / "docs" / "notes.txt").symlink_to(secret)
    done = copy.run("preuve", "check")
    assert done.returncode == 1
    assert "docs/notes.txt:1:1: error [link-in-docs]" in done.stdout
    assert copy.run("mkdocs", "build").returncode == 1


def test_the_same_input_gives_the_same_bytes(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a build that depends on its hour, its zone or the order of a folder."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    built = []
    for zone in ("UTC", "Pacific/Auckland"):
        monkeypatch.setenv("TZ", zone)
        assert copy.run("preuve", "build").returncode == 0
        site = copy.root / "site"
        built.append(
            {
                file.relative_to(site): file.read_bytes()
                for file in site.rglob("*")
                if file.is_file()
            }
        )
    assert built[0] == built[1]


def test_a_link_leads_to_a_line_that_a_macro_drew(copy: Copy) -> None:
    """Would catch a good link to a proof in the register refused,
    or one to a proof that is not there published.
    """
    page = copy.root / "docs" / "presentation.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\n[The catalogue](register.md#EV-001)\n", encoding="utf-8")
    copy.succeed("mkdocs", "build")
    page.write_text(f"{text}\n[The catalogue](register.md#EV-999)\n", encoding="utf-8")
    done = copy.run("mkdocs", "build")
    assert done.returncode != 0
    assert "There is no place EV-999 on the page register.md." in done.stderr


def test_mkdocs_empties_no_folder_of_others(copy: Copy) -> None:
    """Would catch `mkdocs build -d ../precious` emptying what it did not make."""
    precious = copy.root.parent / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work", encoding="utf-8")
    done = copy.run("mkdocs", "build", "--site-dir", str(precious))
    assert done.returncode != 0
    assert "thesis.txt" in done.stderr
    assert "Traceback" not in done.stderr
    assert (precious / "thesis.txt").read_text(encoding="utf-8") == "years of work"
    (precious / "thesis.txt").unlink()
    for _ in range(2):
        copy.succeed("mkdocs", "build", "--site-dir", str(precious))


def test_a_link_to_a_made_page_is_good_for_every_audience(copy: Copy) -> None:
    """Would catch a page that the gate passes and that cannot be published: what it links to is
    made for the team, or for the auditor, only.
    """
    page = copy.root / "docs" / "presentation.md"
    text = page.read_text(encoding="utf-8")
    links = "[who](people/quality.md), [when](sessions/2026-A12.md)"
    page.write_text(f"{text}\nSee {links}.\n", encoding="utf-8")
    for audience, expected in (("internal", 2), ("auditor", 1), ("public", 0)):
        copy.succeed("preuve", "build", "--for", audience)
        built = (copy.root / "site/presentation/index.html").read_text(encoding="utf-8")
        sentence = built[built.index("<p>See ") :].partition("</p>")[0]
        assert sentence.count("<a ") == expected
        assert "who" in sentence
        assert "when" in sentence
