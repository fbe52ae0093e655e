"""What changed between two days, and what did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import three_years
from helpers import preuve
from manuals import ORGANISATION, entry
from three_years import SURVEILLANCE, THIRD_YEAR, git

from preuve.assess.assessment import assess
from preuve.history.changes import Changes, PageChange, ProofChange, compare
from preuve.history.since import changes_since
from preuve.history.snapshot import Snapshot, from_json, take, to_json
from preuve.history.versions import PastError
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from manuals import ManualFolder

    from preuve.assess.assessment import Assessment


def judged(root: Path, on: date) -> Assessment:
    """Return a manual's assessment."""
    found = assess(Manual.load(root), on)
    assert found is not None
    return found


def snapshot(folder: ManualFolder, on: date | None = None) -> Snapshot:
    """Return a manual's snapshot."""
    found = folder.check(on).assessment
    assert found is not None
    return take(found)


def proofs(changes: Changes) -> dict[str, str]:
    """Return what became of each proof."""
    return {proof.proof.id: proof.change.value for proof in changes.proofs}


BEFORE = [
    entry(1),
    entry(2),
    entry(4, status="draft"),
    entry(5),
    entry(6),
    entry(8, file="evidence/a.txt", place=None),
    entry(9, valid_until="2026-10-15"),
    entry(10, valid_until="2026-10-31"),
    entry(11),
    entry(12, review_every="12 months"),
]
AFTER = [
    entry(2, dated="2026-08-01"),
    entry(4),
    entry(5, status="withdrawn"),
    entry(6, title="Another title", owner="quality"),
    entry(8, file="evidence/a.txt", place=None),
    entry(9, valid_until="2026-10-15"),
    entry(10, valid_until="2027-10-31"),
    entry(11),
    entry(12, review_every="24 months"),
    entry(17, stage="implemented"),
]


def test_each_kind_of_change(folder: ManualFolder) -> None:
    """Would catch a proof whose change is not told, or told as another."""
    folder.write("organisation.yaml", ORGANISATION)
    folder.write("evidence/a.txt", "a")
    folder.page(1)
    folder.page(2)
    folder.page(4)
    folder.write("docs/notes.markdown", "# Notes\n")
    folder.index(*BEFORE)
    before = snapshot(folder)
    folder.write("organisation.yaml", ORGANISATION + "sites: 2\n")
    folder.write("evidence/a.txt", "b")
    folder.page(2, "We do it otherwise.\n")
    folder.page(5)
    folder.write("docs/notes.markdown", "# Other notes\n")
    (folder.root / "docs/criteria/criterion-2/indicator-04.md").unlink()
    folder.index(*AFTER)
    changes = compare(
        before, snapshot(folder, on=SURVEILLANCE.replace(year=2026, month=10, day=16))
    )
    assert proofs(changes) == {
        "EV-2": "renewed",
        "EV-4": "approved",
        "EV-5": "withdrawn",
        "EV-6": "revised",
        "EV-8": "renewed",
        "EV-9": "aged",
        "EV-10": "renewed",
        "EV-12": "renewed",
        "EV-17": "added",
        "EV-1": "removed",
    }
    assert changes.same_proofs == ("EV-11",)
    assert next(proof for proof in changes.proofs if proof.proof.id == "EV-6").keys == ("title",)
    assert {move.number: (move.before, move.after) for move in changes.moved} == {
        1: ("partial", "missing"),
        4: ("missing", "partial"),
        5: ("partial", "missing"),
        9: ("partial", "missing"),
        17: ("missing", "partial"),
    }
    assert set(changes.still) == set(range(1, 33)) - {1, 4, 5, 9, 17}
    assert changes.pages == (
        (PageChange.REWRITTEN, "docs/criteria/criterion-1/indicator-02.md"),
        (PageChange.REMOVED, "docs/criteria/criterion-2/indicator-04.md"),
        (PageChange.ADDED, "docs/criteria/criterion-2/indicator-05.md"),
        (PageChange.REWRITTEN, "docs/notes.markdown"),
    )
    assert changes.same_pages == 1
    assert changes.organisation == ("sites",)


def test_nothing_changes_by_itself(folder: ManualFolder) -> None:
    """Would catch a change told where there is none:
    two readings of one manual, and one that went through a file.
    """
    folder.whole()
    one = snapshot(folder)
    assert from_json(to_json(one)) == one
    changes = compare(one, snapshot(folder))
    assert (changes.proofs, changes.moved, changes.pages, changes.organisation) == ((), (), (), ())
    assert len(changes.same_proofs) == len(one.proofs) > 40


def test_another_edition(folder: ManualFolder) -> None:
    """Would catch an indicator that the new edition brings told as one that always was there."""
    folder.write("organisation.yaml", ORGANISATION)
    folder.index()
    before = snapshot(folder)
    folder.write(
        "organisation.yaml", ORGANISATION + "audits: [{type: surveillance, date: 2026-12-01}]\n"
    )
    changes = compare(before, snapshot(folder))
    assert [(move.number, move.before) for move in changes.moved] == [(33, None)]
    assert (changes.before.edition, changes.after.edition) == ("rnq-2019", "rnq-2026")


@pytest.fixture
def provider(tmp_path: Path) -> Path:
    """Return the repository of the provider whose history is fixed."""
    root = tmp_path / "repository"
    three_years.repository(root)
    return root


def test_since_the_last_audit(provider: Path) -> None:
    """Would catch a comparison with today's files, with the audit before,
    or with the day itself an audit is held.
    """
    assessment = judged(provider, THIRD_YEAR)
    since = changes_since(assessment, "last-audit")
    assert since.audit is not None
    assert since.audit.date == SURVEILLANCE
    assert not since.too_late
    assert since.changes.before.on == SURVEILLANCE
    assert since.version.day == SURVEILLANCE
    # The records of January 2026 were made since; the page of indicator 12 was rewritten before.
    assert {proof.change for proof in since.changes.proofs} == {ProofChange.RENEWED}
    assert len(since.changes.proofs) == 27
    assert since.changes.pages == (
        (PageChange.REWRITTEN, "docs/criteria/criterion-1/indicator-01.md"),
    )
    on_the_day = assessment.organisation.last_audit(SURVEILLANCE)
    assert on_the_day is not None
    assert on_the_day.date == three_years.INITIAL


def test_since_a_tag(provider: Path) -> None:
    """Would catch a tag judged on another day than its own."""
    since = changes_since(judged(provider, THIRD_YEAR), "initial")
    changes = since.changes
    assert changes.before.on == three_years.FIRST
    assert {move.number: (move.before, move.after) for move in changes.moved} == {
        4: ("partial", "covered"),
        12: ("partial", "covered"),
        28: ("not_applicable", "covered"),
        33: (None, "not_applicable"),
    }
    added = {"EV-4", "EV-12-I", "EV-28", "EV-28-I"}
    assert {name for name, change in proofs(changes).items() if change == "added"} == added
    assert {path[-5:] for _change, path in changes.pages} == {"01.md", "12.md", "31.md", "28.md"}
    assert changes.organisation == ("applicability", "certificate")


def test_git_that_begins_after_the_audit(tmp_path: Path) -> None:
    """Would catch a page without a word for whoever began to use git after the audit."""
    three_years.write(tmp_path, three_years.THIRD_YEAR)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "-m", "All", day=THIRD_YEAR)
    since = changes_since(judged(tmp_path, three_years.BEFORE_RENEWAL), "last-audit")
    assert since.too_late
    assert since.version.day == THIRD_YEAR
    with pytest.raises(PastError):
        changes_since(judged(tmp_path, three_years.BEFORE_RENEWAL), "2025-10-07")
    with pytest.raises(PastError, match="No audit was held"):
        changes_since(judged(tmp_path, three_years.FIRST), "last-audit")


def test_what_was_read_is_kept(provider: Path, tmp_path: Path) -> None:
    """Would catch an old version read from git at each build,
    and a kept one that is damaged, or shown for another.
    """
    cache = tmp_path / "cache"
    assessment = judged(provider, THIRD_YEAR)
    first = changes_since(assessment, "initial", cache)
    (kept,) = cache.iterdir()
    other = changes_since(assessment, "surveillance", cache)
    assert len(list(cache.iterdir())) == 2
    assert other.changes != first.changes
    kept.write_text(
        kept.read_text(encoding="utf-8").replace('"partial"', '"missing"'), encoding="utf-8"
    )
    assert {move.before for move in changes_since(assessment, "initial", cache).changes.moved} == {
        "missing",
        "not_applicable",
        None,
    }
    for damage in (
        "",
        "{}",
        "[]",
        '{"on": 1}',
        '{"on": "2024-03-01", "edition": 1, "indicators": [], "proofs": [[1]]}',
    ):
        kept.write_text(damage, encoding="utf-8")
        assert changes_since(assessment, "initial", cache).changes == first.changes


def test_the_text(provider: Path) -> None:
    """Would catch a report that does not say since when, what changed, or what did not."""
    done = preuve("changes", provider, "--since", "initial", "--as-of", "2026-02-16")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode().replace("\u00a0", " ")
    for words in (
        "The manual as it is on 16 February 2026, beside what it was on 1 March 2024",
        "The decisions on applicability are others.",
        "What is said of the certificate is something else.",
        "Edition rnq-2026 is in use; it was rnq-2019.",
        "Indicator 28 (",
        ") was not applicable, and is covered.",
        "EV-4 “Proof 4” (indicator 4, current)",
        "EV-1-I “Proof 1”: dated 19 January 2026, before 1 February 2024",
        "The text of docs/criteria/criterion-7/indicator-31.md is another.",
        "29 indicators are in the state they were in.",
        "23 pages have the same text.",
    ):
        assert words in text, words


def test_an_old_version_that_cannot_be_read(tmp_path: Path) -> None:
    """Would catch a traceback on a commit whose files were broken."""
    folder = three_years.write(tmp_path, three_years.FIRST)
    good = (tmp_path / "organisation.yaml").read_text(encoding="utf-8")
    folder.write("organisation.yaml", "name: [\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "-m", "Broken")
    folder.write("organisation.yaml", good)
    done = preuve("changes", tmp_path, "--since", "HEAD")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"cannot be judged" in done.stderr
    assert b"Traceback" not in done.stderr


def test_changes_without_git(tmp_path: Path) -> None:
    """Would catch a traceback in a folder that git does not know."""
    three_years.write(tmp_path, THIRD_YEAR)
    done = preuve(
        "changes",
        tmp_path,
        "--as-of",
        "2026-02-16",
        env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)},
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Git cannot tell" in done.stderr
